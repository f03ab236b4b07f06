/* The doors to tar, zip and XML, and the crew that hashes. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <fcntl.h>
#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "crew.h"
#include "tar.h"
#include "xml.h"
#include "zip.h"

static const char name[] = "gốc/Đồng Phú/hồ sơ \"1\" %.tif";

struct room {
	char folder[64];
	char path[96];
	int fd;
	struct err err;
};

static int enter(void **state)
{
	struct room *r = calloc(1, sizeof(*r));

	/* Names must survive the worst locale. */
	setlocale(LC_ALL, "C");
	strcpy(r->folder, "/tmp/bansao-container.XXXXXX");
	if (mkdtemp(r->folder) == NULL) {
		free(r);
		return -1;
	}
	snprintf(r->path, sizeof(r->path), "%s/c", r->folder);
	r->fd = open(r->path, O_RDWR | O_CREAT | O_TRUNC, 0600);
	*state = r;
	return r->fd < 0;
}

static int leave(void **state)
{
	struct room *r = *state;

	close(r->fd);
	unlink(r->path);
	rmdir(r->folder);
	free(r);
	return 0;
}

static bool to_fd(void *to, const void *data, size_t size, struct err *err)
{
	struct room *r = to;

	return write(r->fd, data, size) == (ssize_t)size ||
	    err_errno(err, "write");
}

static bool patch_fd(void *to, int64_t offset, const void *data, size_t size,
    struct err *err)
{
	struct room *r = to;

	return pwrite(r->fd, data, size, offset) == (ssize_t)size ||
	    err_errno(err, "patch");
}

static void reads(struct room *r, const char *format, const char *path,
    const char *text)
{
	struct tar *tar = tar_open(r->path, NULL, &r->err);
	struct tar_entry entry;
	char got[64] = "";

	assert_non_null(tar);
	assert_true(tar_find(tar, path, &entry, &r->err));
	assert_string_equal(tar_format(tar), format);
	assert_int_equal(entry.size, strlen(text));
	assert_int_equal(tar_read(tar, got, sizeof(got), &r->err),
	    strlen(text));
	assert_memory_equal(got, text, strlen(text));
	assert_int_equal(tar_read(tar, got, sizeof(got), &r->err), 0);
	tar_close(tar);
}

static void a_tar_reads_as_it_was_written(void **state)
{
	struct room *r = *state;
	struct tar_writer *tar = tar_write_to(r->fd, &r->err);

	assert_non_null(tar);
	assert_true(tar_file(tar, name, 5, 1700000000, &r->err));
	assert_true(tar_data(tar, "hello", 5, &r->err));
	assert_true(tar_file_end(tar, &r->err));
	assert_true(tar_file(tar, "b", 0, 0, &r->err));
	assert_true(tar_file_end(tar, &r->err));
	assert_true(tar_finish(tar, &r->err));
	reads(r, "tar", name, "hello");
}

static void a_file_that_grows_or_shrinks_is_refused(void **state)
{
	struct room *r = *state;
	struct tar_writer *tar = tar_write_to(r->fd, &r->err);

	assert_true(tar_file(tar, "a", 3, 0, &r->err));
	assert_false(tar_data(tar, "four", 4, &r->err));
	err_clear(&r->err);
	assert_true(tar_data(tar, "12", 2, &r->err));
	assert_false(tar_file_end(tar, &r->err));
	assert_false(tar_finish(tar, NULL));
}

static void fill_zip(struct zip *zip, struct err *err)
{
	static char zeros[70000];

	assert_true(zip_file(zip, name, "hello", 5, 1700000000, false, err));
	assert_true(zip_file(zip, "zeros", zeros, sizeof(zeros), 0, false,
	    err));
	assert_true(zip_begin(zip, "stream", 10, 0, err));
	assert_true(zip_data(zip, "01234", 5, err));
	assert_true(zip_data(zip, "56789", 5, err));
	assert_true(zip_end(zip, err));
}

static void a_zip_reads_as_it_was_written(void **state)
{
	struct room *r = *state;
	struct buf member = { 0 };

	for (int patched = 0; patched < 2; patched++) {
		struct zip *zip = zip_write_to(to_fd, r);
		struct zip *dry = zip_write_to(NULL, NULL);
		struct stat st;
		int64_t counted;

		assert_int_equal(ftruncate(r->fd, 0), 0);
		lseek(r->fd, 0, SEEK_SET);
		if (patched) {
			zip_patches(zip, patch_fd);
			zip_patches(dry, patch_fd);
		}
		fill_zip(zip, &r->err);
		counted = zip_count(zip);
		assert_true(zip_finish(zip, &r->err));
		assert_int_equal(fstat(r->fd, &st), 0);
		assert_int_equal(st.st_size, counted);
		zip_finish(dry, NULL);
		reads(r, "zip", name, "hello");
		reads(r, "zip", "stream", "0123456789");
	}
	assert_true(tar_member(r->path, "stream", 10, &member, &r->err));
	assert_string_equal(member.data, "0123456789");
	assert_false(tar_member(r->path, "stream", 9, &member, &r->err));
	assert_int_equal(r->err.kind, ERR_FINDINGS);
	err_clear(&r->err);
	assert_false(tar_member(r->path, "nothing", 9, &member, &r->err));
	assert_int_equal(r->err.kind, ERR_MISSING);
	buf_free(&member);
}

static void the_size_of_a_zip_is_known_before(void **state)
{
	struct room *r = *state;
	struct zip *dry = zip_write_to(NULL, NULL);
	struct zip *zip = zip_write_to(to_fd, r);
	int64_t counted;
	struct stat st;

	assert_true(zip_file(dry, name, NULL, 5, 0, false, &r->err));
	assert_true(zip_begin(dry, "s", 3, 0, &r->err));
	assert_true(zip_data(dry, NULL, 3, &r->err));
	assert_true(zip_end(dry, &r->err));
	counted = zip_count(dry);
	zip_finish(dry, NULL);
	assert_true(zip_file(zip, name, "hello", 5, 9, false, &r->err));
	assert_true(zip_begin(zip, "s", 3, 9, &r->err));
	assert_true(zip_data(zip, "abc", 3, &r->err));
	assert_true(zip_end(zip, &r->err));
	assert_true(zip_finish(zip, &r->err));
	assert_int_equal(fstat(r->fd, &st), 0);
	assert_int_equal(st.st_size, counted);
}

/* Sizes beyond 4 GiB, without writing them. */
static void a_large_zip_becomes_zip64(void **state)
{
	struct room *r = *state;
	struct zip *zip = zip_write_to(NULL, NULL);
	int64_t giant = INT64_C(65) << 30;
	int64_t before;

	assert_true(zip_begin(zip, "giant", giant, 0, &r->err));
	assert_true(zip_data(zip, NULL, (size_t)giant, &r->err));
	assert_true(zip_end(zip, &r->err));
	before = zip_bytes(zip);
	assert_true(before > giant);
	assert_int_equal(zip_count(zip) - before, 46 + 5 + 20 + 76 + 22);
	zip_finish(zip, NULL);
}

static void limits_are_kept(void **state)
{
	struct room *r = *state;
	struct tar_limits limits = { .entries = 1 };
	struct tar_entry entry;
	struct tar *tar;
	struct zip *zip = zip_write_to(to_fd, r);

	fill_zip(zip, &r->err);
	assert_true(zip_finish(zip, &r->err));
	tar = tar_open(r->path, &limits, &r->err);
	assert_true(tar_next(tar, &entry, &r->err));
	assert_false(tar_next(tar, &entry, &r->err));
	assert_int_equal(r->err.kind, ERR_FINDINGS);
	tar_close(tar);
}

static void paths_that_leave_the_root_are_told(void **state)
{
	static const char *const bad[] = { "", "/a", "a/../b", "..", "./a",
	    "a/.", "a//b", "a/", "~a", "C:a", "a\\b", "a\nb", "a\x7f",
	    "\xff", "a/\xc3" };
	static const char *const good[] = { "a", "a/b c", "ệ/..x", "a/~b",
	    "1:2", "a:b/c" };

	(void)state;
	for (size_t i = 0; i < COUNT(bad); i++)
		assert_non_null(tar_path_fault(bad[i]));
	for (size_t i = 0; i < COUNT(good) - 1; i++)
		assert_null(tar_path_fault(good[i]));
}

/* ---- XML ------------------------------------------------------------------- */

static void tags_and_texts_come_in_order(void **state)
{
	static const char text[] = "<a xmlns:x='u' x:k='v &amp; w'>1<b/>"
	    "<![CDATA[2]]><c>3<d>4</d></c></a>";
	struct room *r = *state;
	struct buf inside = { 0 };
	struct xml_reader *xml = xml_memory(text, strlen(text), "t",
	    &r->err);

	assert_int_equal(xml_next(xml, &r->err), XML_OPEN);
	assert_string_equal(xml_name(xml), "a");
	assert_string_equal(xml_attribute(xml, "k"), "v & w");
	assert_null(xml_attribute(xml, "none"));
	assert_int_equal(xml_next(xml, &r->err), XML_TEXT);
	assert_int_equal(xml_next(xml, &r->err), XML_OPEN);
	assert_int_equal(xml_next(xml, &r->err), XML_CLOSE);
	assert_int_equal(xml_next(xml, &r->err), XML_TEXT);
	assert_string_equal(xml_text(xml), "2");
	assert_int_equal(xml_next(xml, &r->err), XML_OPEN);
	assert_true(xml_inside(xml, &inside, &r->err));
	assert_string_equal(inside.data, "34");
	assert_int_equal(xml_next(xml, &r->err), XML_CLOSE);
	assert_int_equal(xml_next(xml, &r->err), XML_END);
	assert_int_equal(r->err.kind, ERR_NONE);
	xml_close(xml);
	buf_free(&inside);
}

static void hostile_documents_are_refused(void **state)
{
	static const char *const bad[] = {
	    "<!DOCTYPE a [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><a>&x;</a>",
	    "<!DOCTYPE a [<!ENTITY x 'lol'><!ENTITY y '&x;&x;&x;'>]><a>&y;</a>",
	    "<!DOCTYPE a [<!ENTITY % p SYSTEM 'http://h/d'> %p;]><a/>",
	    "<a><b></a>", "", "text", "<a>\x01</a>", "<a", "<a>&nothing;</a>" };
	struct room *r = *state;

	for (size_t i = 0; i < COUNT(bad); i++) {
		struct xml_reader *xml = xml_memory(bad[i], strlen(bad[i]),
		    "t", &r->err);

		while (xml != NULL && xml_next(xml, &r->err) != XML_END)
			;
		assert_int_not_equal(r->err.kind, ERR_NONE);
		xml_close(xml);
		err_clear(&r->err);
	}
}

static void what_xml_cannot_carry_is_marked(void **state)
{
	struct room *r = *state;
	struct buf buf = { 0 };
	struct xml_writer *xml = xml_write_buf(&buf, false);

	xml_open(xml, "a");
	xml_put(xml, "k", "x\x01\"<");
	xml_put(xml, "none", NULL);
	xml_words(xml, "ệ\xff<&");
	xml_shut(xml);
	assert_true(xml_finish(xml, &r->err));
	assert_non_null(strstr(buf.data, "k=\"x\xef\xbf\xbd&quot;&lt;\""));
	assert_non_null(strstr(buf.data, ">ệ\xef\xbf\xbd&lt;&amp;<"));
	buf_free(&buf);
}

static void a_schema_judges(void **state)
{
	static const char xsd[] = "<xs:schema xmlns:xs='http://www.w3.org/2001/"
	    "XMLSchema'><xs:element name='a' type='xs:int'/></xs:schema>";
	struct room *r = *state;
	struct xml_schema *schema = xml_schema_memory(xsd, strlen(xsd), "t",
	    &r->err);
	size_t faults = 9;

	assert_non_null(schema);
	assert_true(xml_validate(schema, "<a>12</a>", 9, NULL, NULL, &faults,
	    &r->err));
	assert_int_equal(faults, 0);
	assert_true(xml_validate(schema, "<a>x</a>", 8, NULL, NULL, &faults,
	    &r->err));
	assert_true(faults > 0);
	xml_schema_close(schema);
	assert_null(xml_schema_memory("<x/>", 4, "t", &r->err));
}

/* ---- the crew ----------------------------------------------------------------- */

static void streams_are_hashed_in_order(void **state)
{
	enum { STREAMS = 40, PIECES = 50 };
	struct crew *crew = crew_open(3);
	struct crew_stream *streams[STREAMS];
	struct crew_digest *digests = calloc(STREAMS, sizeof(*digests));
	struct buf whole = { 0 };
	unsigned char wanted[HASH_MAX];

	(void)state;
	for (int s = 0; s < STREAMS; s++)
		streams[s] = crew_stream(crew, 1u << HASH_SHA256 |
		    1u << HASH_SHA512);
	for (int p = 0; p < PIECES; p++)
		for (int s = 0; s < STREAMS; s++) {
			struct crew_block *block = crew_block(crew);
			int n = snprintf(block->data, block->size, "%d.%d,",
			    s, p);

			crew_feed(crew, streams[s], block, block->data,
			    (size_t)n);
			crew_release(crew, block);
		}
	for (int s = 0; s < STREAMS; s++)
		crew_end(crew, streams[s], &digests[s]);
	crew_drain(crew);
	for (int s = 0; s < STREAMS; s++) {
		buf_clear(&whole);
		for (int p = 0; p < PIECES; p++)
			buf_printf(&whole, "%d.%d,", s, p);
		hash_of(HASH_SHA256, whole.data, whole.length, wanted);
		assert_memory_equal(digests[s].of[HASH_SHA256], wanted, 32);
		hash_of(HASH_SHA512, whole.data, whole.length, wanted);
		assert_memory_equal(digests[s].of[HASH_SHA512], wanted, 64);
	}
	crew_close(crew);
	buf_free(&whole);
	free(digests);
}

#define ROOM_TEST(test) cmocka_unit_test_setup_teardown(test, enter, leave)

int main(void)
{
	static const struct CMUnitTest tests[] = {
		ROOM_TEST(a_tar_reads_as_it_was_written),
		ROOM_TEST(a_file_that_grows_or_shrinks_is_refused),
		ROOM_TEST(a_zip_reads_as_it_was_written),
		ROOM_TEST(the_size_of_a_zip_is_known_before),
		ROOM_TEST(a_large_zip_becomes_zip64),
		ROOM_TEST(limits_are_kept),
		ROOM_TEST(paths_that_leave_the_root_are_told),
		ROOM_TEST(tags_and_texts_come_in_order),
		ROOM_TEST(hostile_documents_are_refused),
		ROOM_TEST(what_xml_cannot_carry_is_marked),
		ROOM_TEST(a_schema_judges),
		ROOM_TEST(streams_are_hashed_in_order),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
