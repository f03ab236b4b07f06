/* Files: the walk that leaves nothing, writing that is whole or not there;
 * digests and signatures. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include "fs.h"
#include "hash.h"
#include "lang.h"

struct room {
	char folder[64];
	struct pool pool;
	struct err err;
	struct buf seen;	/* "path" or "path!" for refused, a line each */
};

static int enter(void **state)
{
	struct room *r = calloc(1, sizeof(*r));

	strcpy(r->folder, "/tmp/bansao-fs.XXXXXX");
	*state = r;
	lang_set("en");
	buf_text(&r->seen, "");
	return mkdtemp(r->folder) == NULL || chdir(r->folder) != 0 ? -1 : 0;
}

static int leave(void **state)
{
	struct room *r = *state;

	assert_int_equal(chdir("/"), 0);
	err_clear(&r->err);
	assert_true(fs_remove_tree(r->folder, &r->err));
	pool_free(&r->pool);
	buf_free(&r->seen);
	free(r);
	return 0;
}

static void put(const char *path, const char *text)
{
	FILE *file = fopen(path, "w");

	assert_non_null(file);
	fputs(text, file);
	assert_int_equal(fclose(file), 0);
}

static bool note(void *to, const struct fs_entry *entry, struct err *err)
{
	struct room *r = to;

	(void)err;
	buf_printf(&r->seen, "%s%s\n", entry->path,
	    entry->refused != NULL ? "!" : "");
	return true;
}

static void a_walk_reads_files_and_nothing_else(void **state)
{
	struct room *r = *state;
	struct sockaddr_un address = { .sun_family = AF_UNIX,
	    .sun_path = "w/socket" };
	int fd = socket(AF_UNIX, SOCK_STREAM, 0);

	assert_int_equal(mkdir("w", 0755), 0);
	assert_int_equal(mkdir("w/b", 0755), 0);
	put("w/a.tif", "1");
	put("w/b/c.tif", "2");
	assert_int_equal(symlink("/etc", "w/out"), 0);
	assert_int_equal(symlink("..", "w/b/up"), 0);
	assert_int_equal(symlink("nowhere", "w/dangling"), 0);
	assert_int_equal(mkfifo("w/pipe", 0600), 0);
	assert_int_equal(bind(fd, (struct sockaddr *)&address,
	    sizeof(address)), 0);
	assert_true(fs_walk("w", note, r, &r->err));
	assert_string_equal(r->seen.data, "a.tif\nb/c.tif\nb/up!\n"
	    "dangling!\nout!\npipe!\nsocket!\n");
	buf_clear(&r->seen);
	close(fd);
}

static void folders_without_end_end(void **state)
{
	struct room *r = *state;
	int here = open(".", O_RDONLY | O_DIRECTORY);
	char name[201];

	memset(name, 'd', 200);
	name[200] = '\0';
	for (int i = 0; i < FS_DEPTH + 20; i++)
		assert_true(mkdir(name, 0755) == 0 && chdir(name) == 0);
	put("deep.tif", "x");
	assert_int_equal(fchdir(here), 0);
	close(here);
	assert_true(fs_walk(".", note, r, &r->err));
	assert_non_null(strstr(r->seen.data, "!\n"));
	assert_null(strstr(r->seen.data, "deep.tif"));
	buf_clear(&r->seen);
	assert_int_equal(system("rm -rf ddd*"), 0);
}

static void names_of_any_bytes_are_kept(void **state)
{
	struct room *r = *state;
	char longest[256];

	memset(longest, 'n', 255);
	longest[255] = '\0';
	assert_int_equal(mkdir("n", 0755), 0);
	assert_int_equal(chdir("n"), 0);
	put(longest, "1");
	put("a\nb.tif", "2");
	put("\xff\xfe.tif", "3");
	put("\033[31m.tif", "4");
	assert_int_equal(chdir(".."), 0);
	assert_true(fs_walk("n", note, r, &r->err));
	assert_non_null(strstr(r->seen.data, longest));
	assert_non_null(strstr(r->seen.data, "a\nb.tif\n"));
	assert_non_null(strstr(r->seen.data, "\xff\xfe.tif\n"));
	buf_clear(&r->seen);
}

static void nothing_outside_a_root_is_opened(void **state)
{
	static const char *const paths[] = { "../x", "/etc/passwd", "a/../../x",
	    "./a", "a//b", "", "link/passwd", "file/", "file/x", "pipe" };
	struct room *r = *state;
	struct fs_root root;
	int fd;

	assert_int_equal(mkdir("r", 0755), 0);
	assert_int_equal(mkdir("r/sub", 0755), 0);
	put("r/file", "1");
	put("r/sub/one", "1");
	put("r/sub/two", "2");
	assert_int_equal(symlink("/etc", "r/link"), 0);
	assert_int_equal(mkfifo("r/pipe", 0600), 0);
	assert_true(fs_root_open(&root, "r", &r->err));
	for (size_t i = 0; i < COUNT(paths); i++) {
		assert_int_equal(fs_root_file(&root, paths[i], NULL, &r->err), -1);
		assert_int_not_equal(r->err.kind, ERR_NONE);
		err_clear(&r->err);
	}
	for (int i = 0; i < 3; i++) {
		fd = fs_root_file(&root, i == 0 ? "file" : i == 1 ?
		    "sub/one" : "sub/two", NULL, &r->err);
		assert_true(fd >= 0);
		close(fd);
	}
	fs_root_close(&root);
}

static char *text_of(struct room *r, const char *path)
{
	char *data;
	size_t length;

	assert_true(fs_read_file(path, 1 << 20, &r->pool, &data, &length,
	    &r->err));
	return data;
}

static void a_file_appears_when_it_is_whole(void **state)
{
	struct room *r = *state;
	struct fs_out out;
	struct stat s;

	umask(0);
	assert_true(fs_out_open(&out, "new.txt", FS_KEEP, &r->err));
	assert_true(fs_out_write(&out, "half", 4, &r->err));
	assert_int_equal(access("new.txt", F_OK), -1);
	assert_int_equal(access("new.txt.partial", F_OK), 0);
	assert_true(fs_out_commit(&out, &r->err));
	assert_string_equal(text_of(r, "new.txt"), "half");
	assert_int_equal(access("new.txt.partial", F_OK), -1);
	assert_int_equal(stat("new.txt", &s), 0);
	assert_int_equal(s.st_mode & 0777, 0640);
	assert_true(fs_mkdirs("m/n/o", &r->err));
	assert_int_equal(stat("m/n/o", &s), 0);
	assert_int_equal(s.st_mode & 07, 0);
	umask(022);
}

static void an_existing_file_is_kept_or_replaced_as_asked(void **state)
{
	struct room *r = *state;

	put("there", "old");
	assert_false(fs_write_file("there", "new", 3, FS_KEEP, &r->err));
	assert_int_equal(r->err.kind, ERR_USAGE);
	err_clear(&r->err);
	assert_string_equal(text_of(r, "there"), "old");
	assert_true(fs_write_file("there", "new", 3, FS_REPLACE, &r->err));
	assert_string_equal(text_of(r, "there"), "new");
}

static void what_a_dead_writer_left_is_taken_over(void **state)
{
	struct room *r = *state;
	struct fs_out one, two;

	put("dead.partial", "rest");
	assert_true(fs_write_file("dead", "x", 1, FS_KEEP, &r->err));
	assert_string_equal(text_of(r, "dead"), "x");
	assert_true(fs_out_open(&one, "alive", FS_KEEP, &r->err));
	assert_false(fs_out_open(&two, "alive", FS_KEEP, &r->err));
	assert_int_equal(r->err.kind, ERR_BUSY);
	err_clear(&r->err);
	fs_out_abort(&one);
	assert_int_equal(access("alive.partial", F_OK), -1);
}

static void a_write_that_fails_leaves_no_file(void **state)
{
	struct room *r = *state;
	struct rlimit old, small = { 1000, 1000 };
	struct fs_out out;
	char block[4000] = "";
	bool wrote;

	signal(SIGXFSZ, SIG_IGN);
	getrlimit(RLIMIT_FSIZE, &old);
	small.rlim_max = old.rlim_max;
	assert_true(fs_out_open(&out, "full", FS_KEEP, &r->err));
	setrlimit(RLIMIT_FSIZE, &small);
	wrote = fs_out_write(&out, block, sizeof(block), &r->err);
	setrlimit(RLIMIT_FSIZE, &old);
	assert_false(wrote);
	assert_false(fs_out_commit(&out, &r->err));
	assert_int_equal(access("full", F_OK), -1);
	assert_int_equal(access("full.partial", F_OK), -1);
	err_clear(&r->err);
}

static void a_file_is_read_up_to_its_limit(void **state)
{
	struct room *r = *state;
	char *data;
	size_t length;

	put("ten", "0123456789");
	assert_true(fs_read_file("ten", 10, &r->pool, &data, &length, &r->err));
	assert_int_equal(length, 10);
	assert_false(fs_read_file("ten", 9, &r->pool, &data, &length, &r->err));
	err_clear(&r->err);
	assert_false(fs_read_file("/dev/zero", 9, &r->pool, &data, &length,
	    &r->err));
	err_clear(&r->err);
	assert_false(fs_read_file("none", 9, &r->pool, &data, &length,
	    &r->err));
	assert_int_equal(r->err.kind, ERR_MISSING);
	err_clear(&r->err);
}

static void a_file_somebody_writes_is_known(void **state)
{
	int writer, reader;

	(void)state;
	put("w.tif", "x");
	reader = open("w.tif", O_RDONLY);
	assert_false(fs_being_written(reader));
	writer = open("w.tif", O_WRONLY);
	assert_true(fs_being_written(reader));
	close(writer);
	assert_false(fs_being_written(reader));
	close(reader);
}

static void digests_are_the_standard_ones(void **state)
{
	static const char *const of_abc[] = {
		[HASH_SHA256] = "ba7816bf8f01cfea414140de5dae2223"
		    "b00361a396177a9cb410ff61f20015ad",
		[HASH_SHA512] = "ddaf35a193617abacc417349ae20413112e6fa4e89a97ea2"
		    "0a9eeee64b55d39a2192992a274fc1a836ba3c23a3feebbd"
		    "454d4423643ce80e2a9ac94fa54ca49f",
		[HASH_SHA1] = "a9993e364706816aba3e25717850c26c9cd0d89d",
		[HASH_MD5] = "900150983cd24fb0d6963f7d28e17f72",
		[HASH_SHA224] = "23097d223405d8228642a477bda255b3"
		    "2aadbce4bda0b3f7e36c9da7",
		[HASH_SHA384] = "cb00753f45a35e8bb5a03d699ac65007272c32ab0eded163"
		    "1a8b605a43ff5bed8086072ba1e7cc2358baeca134c825a7",
	};
	unsigned char digest[HASH_MAX];
	char hex[HASH_HEX_MAX];

	(void)state;
	for (int k = 0; k < HASH_KINDS; k++) {
		struct hash *hash = hash_open((enum hash_kind)k);
		enum hash_kind found;

		for (int turn = 0; turn < 2; turn++) {
			hash_add(hash, "a", 1);
			hash_add(hash, "bc", 2);
			hash_end(hash, digest);
			hash_hex(digest, hash_size((enum hash_kind)k), hex);
			assert_string_equal(hex, of_abc[k]);
		}
		hash_close(hash);
		assert_true(hash_kind_of(hash_name((enum hash_kind)k),
		    &found));
		assert_int_equal(found, k);
	}
}

/* Lanes of different lengths, each refilled when it has ended, as the reader
 * of scans feeds them. */
static void two_digests_in_step_are_those_of_one(void **state)
{
	static const size_t lengths[] = { 0, 1, 55, 56, 63, 64, 65, 119, 120,
	    127, 128, 1000, 4096, 100001 };
	struct hash_pair *pair = hash_pair_open();
	unsigned char *data = malloc(200002);

	(void)state;
	for (size_t i = 0; i < 200002; i++)
		data[i] = (unsigned char)(i * i >> 3);
	for (size_t i = 0; i < COUNT(lengths) * COUNT(lengths); i++) {
		const size_t length[2] = { lengths[i % COUNT(lengths)],
		    lengths[i / COUNT(lengths)] };
		const unsigned char *at[2] = { data, data + 100001 };
		unsigned char two[32], one[32];
		size_t both = (length[0] < length[1] ? length[0] :
		    length[1]) / HASH_BLOCK;

		hash_pair_both(pair, at, both);
		for (int l = 0; l < 2; l++) {
			size_t rest = length[l] / HASH_BLOCK - both;

			hash_pair_one(pair, l, at[l] + both * HASH_BLOCK,
			    rest);
			hash_pair_end(pair, l, at[l] + (both + rest) *
			    HASH_BLOCK, length[l] % HASH_BLOCK, two);
			hash_of(HASH_SHA256, at[l], length[l], one);
			assert_memory_equal(two, one, 32);
		}
	}
	hash_pair_close(pair);
	free(data);
}

static bool make_certificate(const char *name, const char *days)
{
	char command[400];

	snprintf(command, sizeof(command), "openssl req -x509 -newkey rsa:2048"
	    " -nodes -keyout %s.key -out %s.pem -subj /CN=%s %s"
	    " >/dev/null 2>&1", name, name, name, days);
	return system(command) == 0;
}

static void a_signature_holds_for_what_was_signed_only(void **state)
{
	struct room *r = *state;
	struct hash_signer signer;
	struct buf der = { 0 };

	if (!make_certificate("centre", "-days 2") ||
	    !make_certificate("other", "-days 2"))
		skip();
	put("manifest", "abc");
	assert_true(hash_cms_sign("manifest", "centre.pem", "centre.key", &der,
	    &r->err));
	assert_true(hash_cms_verify("manifest", der.data, der.length,
	    "centre.pem", &signer, &r->err));
	assert_string_equal(signer.name, "CN=centre");
	assert_false(hash_cms_verify("manifest", der.data, der.length,
	    "other.pem", &signer, &r->err));
	assert_int_equal(r->err.kind, ERR_FINDINGS);
	err_clear(&r->err);
	put("manifest", "abd");
	assert_false(hash_cms_verify("manifest", der.data, der.length,
	    "centre.pem", &signer, &r->err));
	assert_int_equal(r->err.kind, ERR_FINDINGS);
	err_clear(&r->err);
	assert_false(hash_cms_verify("manifest", "junk", 4, "centre.pem",
	    &signer, &r->err));
	err_clear(&r->err);
	assert_false(hash_cms_sign("manifest", "centre.pem", "other.key", &der,
	    &r->err));
	assert_int_equal(r->err.kind, ERR_USAGE);
	err_clear(&r->err);
	buf_free(&der);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_walk_reads_files_and_nothing_else),
		cmocka_unit_test(folders_without_end_end),
		cmocka_unit_test(names_of_any_bytes_are_kept),
		cmocka_unit_test(nothing_outside_a_root_is_opened),
		cmocka_unit_test(a_file_appears_when_it_is_whole),
		cmocka_unit_test(an_existing_file_is_kept_or_replaced_as_asked),
		cmocka_unit_test(what_a_dead_writer_left_is_taken_over),
		cmocka_unit_test(a_write_that_fails_leaves_no_file),
		cmocka_unit_test(a_file_is_read_up_to_its_limit),
		cmocka_unit_test(a_file_somebody_writes_is_known),
		cmocka_unit_test(digests_are_the_standard_ones),
		cmocka_unit_test(two_digests_in_step_are_those_of_one),
		cmocka_unit_test(a_signature_holds_for_what_was_signed_only),
	};

	return cmocka_run_group_tests(tests, enter, leave);
}
