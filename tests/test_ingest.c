/* Taking scans in, with readers that die, hang and see files change under
 * them. This program is its own reader: run as "scan reader" it serves, and
 * some names make it misbehave (the linker wraps scan_read_finish). */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include "audit.h"
#include "dossier.h"
#include "fonds.h"
#include "ingest.h"
#include "lang.h"
#include "reader.h"
#include "tiff_maker.h"

void __real_scan_read_finish(struct scan_reader *reader,
    const struct scan_order *order, const struct tiff_source *source,
    struct pool *pool, struct scan_result *result);
void __wrap_scan_read_finish(struct scan_reader *reader,
    const struct scan_order *order, const struct tiff_source *source,
    struct pool *pool, struct scan_result *result);

/* What a hostile file could do to libtiff, by its name. */
void __wrap_scan_read_finish(struct scan_reader *reader,
    const struct scan_order *order, const struct tiff_source *source,
    struct pool *pool, struct scan_result *result)
{
	if (order->wanted & READ_FACTS && strstr(order->name, "kills") != NULL)
		raise(SIGKILL);
	if (order->wanted & READ_FACTS && strstr(order->name, "hangs") != NULL)
		raise(SIGPROF);	/* as the timer of the child does */
	/* Somebody else appends to it just now. */
	if (strstr(order->name, "changes") != NULL) {
		int fd = open("in/changes.tif", O_WRONLY | O_APPEND);

		if (fd < 0 || write(fd, "x", 1) != 1)
			abort();
		close(fd);
	}
	__real_scan_read_finish(reader, order, source, pool, result);
}

struct room {
	char folder[64];
	struct db *db;
	struct pool pool;
	struct err err;
	struct check_rules rules;
	char program[4096];
	int64_t dossier;
	struct buf told;	/* findings and warnings of the last run */
	int stop_after;		/* steps; 0: never */
	int steps;
};

static void listen(void *to, const struct job_event *event)
{
	struct room *r = to;

	if (event->kind == JOB_FINDING || event->kind == JOB_WARNING)
		buf_printf(&r->told, "%s\n", event->text);
	if (event->kind == JOB_STEP && r->stop_after > 0 &&
	    ++r->steps >= r->stop_after)
		job_stop();
}

static void put(const char *path, const char *text)
{
	struct timespec times[2] = { { 1700000000, 0 }, { 1700000000, 0 } };
	FILE *file = fopen(path, "w");

	assert_non_null(file);
	fputs(text, file);
	assert_int_equal(fclose(file), 0);
	assert_int_equal(utimensat(AT_FDCWD, path, times, 0), 0);
}

static void put_page(const char *path, unsigned seed)
{
	struct timespec times[2] = { { 1700000000, 0 }, { 1700000000, 0 } };
	struct made_page page = { .width = 827, .height = 1169, .bits = 1,
	    .samples = 1, .compression = 4, .unit = 2, .x = 100, .y = 100,
	    .seed = seed };

	assert_true(make_tiff(path, "w", &page, 1));
	assert_int_equal(utimensat(AT_FDCWD, path, times, 0), 0);
}

static bool add_dossier(struct room *r)
{
	struct fonds fonds = { .code = "P1", .name = "Phông", .kind = "fonds",
	    .status = "open" };
	struct dossier dossier;

	dossier_blank(&dossier);
	dossier.code = "HS.01";
	dossier.title = "Hồ sơ";
	if (!edit_begin(r->db, &r->err) ||
	    !fonds_add(r->db, &fonds, 0, &r->err))
		return false;
	dossier.fonds_id = fonds.id;
	if (!dossier_add(r->db, &dossier, 0, &r->err))
		return false;
	r->dossier = dossier.id;
	return edit_commit(r->db, &(struct edit){ .action = "test",
	    .summary = "test" }, NULL, &r->err);
}

static int enter(void **state)
{
	struct room *r = calloc(1, sizeof(*r));
	struct conf *conf = conf_empty();
	ssize_t length = readlink("/proc/self/exe", r->program,
	    sizeof(r->program) - 1);

	lang_set("en");
	*state = r;
	strcpy(r->folder, "/tmp/bansao-ingest.XXXXXX");
	if (length <= 0 || mkdtemp(r->folder) == NULL ||
	    chdir(r->folder) != 0 || mkdir("in", 0755) != 0 ||
	    !check_load(conf, &r->pool, &r->rules, &r->err))
		return -1;
	conf_free(conf);
	buf_text(&r->told, "");
	r->db = db_open(":memory:", DB_CREATE, &r->err);
	return r->db != NULL && add_dossier(r) ? 0 : -1;
}

static int leave(void **state)
{
	struct room *r = *state;

	db_close(r->db);
	assert_int_equal(chdir("/"), 0);
	err_clear(&r->err);
	assert_true(fs_remove_tree(r->folder, &r->err));
	pool_free(&r->pool);
	buf_free(&r->told);
	free(r);
	return 0;
}

static struct ingest run(struct room *r, int jobs)
{
	struct job job = { .listen = listen, .to = r };
	struct ingest i = { .folder = "in", .jobs = jobs,
	    .program = r->program, .rules = &r->rules };

	buf_clear(&r->told);
	assert_true(ingest_run(&i, r->db, &job, &r->err));
	return i;
}

static int64_t ask(struct room *r, const char *sql)
{
	struct query *q = db_query_text(r->db, &r->err, sql);
	int64_t value = db_row(q) ? db_int(q, 0) : -1;

	assert_true(db_end(q));
	return value;
}

static void a_file_that_kills_its_reader_is_named_and_the_rest_goes_on(
    void **state)
{
	struct room *r = *state;
	struct ingest i;
	char path[64];

	for (int n = 1; n <= 40; n++) {
		snprintf(path, sizeof(path), "in/HS.01.%d.tif", n);
		put_page(path, (unsigned)n);
	}
	put_page("in/kills.1.tif", 101);
	put_page("in/kills.2.tif", 102);
	put_page("in/hangs.3.tif", 103);
	i = run(r, 2);
	assert_int_equal(i.taken, 43);
	assert_int_equal(ask(r, "SELECT count(*) FROM scan"), 43);
	assert_int_equal(ask(r, "SELECT count(*) FROM finding WHERE code = 35"),
	    2);
	assert_int_equal(ask(r, "SELECT count(*) FROM finding WHERE code = 36"),
	    1);
	assert_non_null(strstr(r->told.data, "T035 kills.1.tif"));
	assert_non_null(strstr(r->told.data, "T035 kills.2.tif"));
	assert_non_null(strstr(r->told.data, "T036 hangs.3.tif"));
	/* Hashed all the same, so that fixity holds for them too. */
	assert_int_equal(ask(r, "SELECT count(DISTINCT sha256) FROM scan"),
	    43);
	assert_int_equal(ask(r, "SELECT image_count FROM dossier"), 40);
	assert_int_equal(run(r, 2).unchanged, 43);
}

static void a_file_that_changes_while_it_is_read_is_put_off(void **state)
{
	struct room *r = *state;
	struct ingest i;

	put_page("in/HS.01.1.tif", 1);
	put_page("in/changes.tif", 2);
	i = run(r, 1);
	assert_int_equal(i.taken, 1);
	assert_int_equal(i.deferred, 1);
	assert_non_null(strstr(r->told.data, "changes.tif: changed while"));
	assert_int_equal(ask(r, "SELECT count(*) FROM scan"), 1);
}

static void a_stopped_run_keeps_what_it_read_and_goes_on(void **state)
{
	struct room *r = *state;
	struct job job = { .listen = listen, .to = r };
	struct ingest i = { .folder = "in", .jobs = 2,
	    .program = r->program, .rules = &r->rules };
	char path[64];
	int64_t stored;

	for (int n = 1; n <= 60; n++) {
		snprintf(path, sizeof(path), "in/HS.01.%d.tif", n);
		put_page(path, (unsigned)n);
	}
	r->stop_after = 20;
	assert_false(ingest_run(&i, r->db, &job, &r->err));
	assert_int_equal(r->err.kind, ERR_STOPPED);
	err_clear(&r->err);
	stored = ask(r, "SELECT count(*) FROM scan");
	assert_true(stored >= 20 && stored < 60);
	assert_int_equal(ask(r, "SELECT scan_count FROM dossier"), stored);
}

static void a_name_leads_to_the_longest_code(void **state)
{
	struct scan_name names[2];

	(void)state;
	assert_int_equal(scan_name_parse("H01.2.3.tif", names), 2);
	assert_string_equal(names[0].code, "H01.2");
	assert_int_equal(names[0].document, 3);
	assert_int_equal(names[0].page, 0);
	assert_string_equal(names[1].code, "H01");
	assert_int_equal(names[1].document, 2);
	assert_int_equal(names[1].page, 3);
	assert_int_equal(scan_name_parse("H01.12.TIFF", names), 1);
	assert_int_equal(names[0].document, 12);
	assert_int_equal(scan_name_parse("page.tif", names), 0);
	assert_int_equal(scan_name_parse(".1.tif", names), 0);
	assert_int_equal(scan_name_parse("A.99999999999.tif", names), 0);
}

static void numbers_are_judged_as_a_set(void **state)
{
	struct room *r = *state;
	struct findings f;

	put_page("in/HS.01.1.tif", 1);
	put_page("in/HS.01.2.1.tif", 2);
	put_page("in/HS.01.2.3.tif", 3);
	put_page("in/HS.01.6.tif", 4);
	assert_int_equal(mkdir("in/again", 0755), 0);
	put_page("in/again/HS.01.6.tif", 5);
	run(r, 2);
	assert_true(dossier_findings(r->db, r->dossier, &r->pool, &f,
	    &r->err));
	assert_true(f.count >= 2);
	assert_int_equal(f.list[0].code, T_GAP);
	assert_string_equal(f.list[0].detail, "2.2, 3-5");
	assert_int_equal(f.list[1].code, T_DOUBLE);
	assert_string_equal(f.list[1].detail, "6");
}

static void a_scan_is_linked_when_its_dossier_comes_later(void **state)
{
	struct room *r = *state;
	struct dossier dossier;

	put_page("in/HS.02.1.tif", 1);
	assert_int_equal(run(r, 1).unlinked, 1);
	dossier_blank(&dossier);
	dossier.code = "HS.02";
	dossier.title = "Hồ sơ hai";
	dossier.fonds_id = ask(r, "SELECT id FROM fonds");
	assert_true(edit_begin(r->db, &r->err));
	assert_true(dossier_add(r->db, &dossier, 0, &r->err));
	assert_true(edit_commit(r->db, &(struct edit){ .action = "test",
	    .summary = "test" }, NULL, &r->err));
	run(r, 1);
	assert_int_equal(ask(r, "SELECT scan_count FROM dossier"
	    " WHERE code = 'HS.02'"), 1);
	assert_int_equal(ask(r, "SELECT count(*) FROM finding"
	    " WHERE code = 30"), 0);
}

static void the_same_picture_twice_is_told(void **state)
{
	struct room *r = *state;

	put_page("in/HS.01.1.tif", 1);
	put_page("in/HS.01.2.tif", 1);
	put("in/HS.01.3.tif", "");
	put("in/HS.01.4.tif", "");
	run(r, 1);
	assert_int_equal(ask(r, "SELECT count(*) FROM finding WHERE code = 32"),
	    1);
	assert_int_equal(ask(r, "SELECT count(*) FROM finding WHERE code = 1"),
	    2);
}

static void a_result_survives_its_way_through_the_socket(void **state)
{
	struct room *r = *state;
	struct scan_image images[2] = { { .number = 0, .width = 7 },
	    { .number = 1, .size_class = "A4" } };
	struct scan_result result = { .status = SCAN_READ, .detail = "words",
	    .count = 2, .images = images, .pages = 2 };
	struct scan_result back;
	struct buf bytes = { 0 };

	findings_add(&result.findings, &r->pool, &r->rules, T_LOOP, 1, "a");
	findings_add(&result.findings, &r->pool, &r->rules, T_SKEW, 0, "");
	scan_result_pack(&bytes, &result);
	assert_true(scan_result_unpack((unsigned char *)bytes.data,
	    bytes.length, &r->pool, &back));
	assert_string_equal(back.detail, "words");
	assert_int_equal(back.images[0].width, 7);
	assert_string_equal(back.images[1].size_class, "A4");
	assert_int_equal(back.findings.count, 2);
	assert_string_equal(back.findings.list[0].detail, "a");
	for (size_t cut = 0; cut < bytes.length; cut++)
		assert_false(scan_result_unpack((unsigned char *)bytes.data,
		    cut, &r->pool, &back));
	buf_free(&bytes);
}

/* The child side of this program. */
static int serve(void)
{
	struct check_rules rules;
	struct pool pool = { 0 };
	struct err err = { 0 };
	struct conf *conf = conf_empty();

	if (!check_load(conf, &pool, &rules, &err))
		return 1;
	conf_free(conf);
	return reader_serve(&rules);
}

int main(int argc, char **argv)
{
	/* The stopped run is last: stopping is for the life of a process. */
	static const struct CMUnitTest tests[] = {
#define TEST(name) cmocka_unit_test_setup_teardown(name, enter, leave)
		TEST(a_file_that_kills_its_reader_is_named_and_the_rest_goes_on),
		TEST(a_file_that_changes_while_it_is_read_is_put_off),
		TEST(a_name_leads_to_the_longest_code),
		TEST(numbers_are_judged_as_a_set),
		TEST(a_scan_is_linked_when_its_dossier_comes_later),
		TEST(the_same_picture_twice_is_told),
		TEST(a_result_survives_its_way_through_the_socket),
		TEST(a_stopped_run_keeps_what_it_read_and_goes_on),
	};

	if (argc > 2 && strcmp(argv[argc - 1], "reader") == 0)
		return serve();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
