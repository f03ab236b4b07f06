/* The row printers that both programs have: text, CSV, JSON. Each test writes
 * a file and reads it back, as a person would. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "fs.h"
#include "json.h"
#include "lang.h"
#include "out.h"

struct room {
	struct err err;
	struct pool pool;
	char folder[64];
};

static int enter(void **state)
{
	struct room *r = calloc(1, sizeof(*r));

	strcpy(r->folder, "/tmp/bansao-out-XXXXXX");
	assert_non_null(mkdtemp(r->folder));
	lang_set("vi");
	*state = r;
	return 0;
}

static int leave(void **state)
{
	struct room *r = *state;

	assert_true(fs_remove_tree(r->folder, &r->err));
	pool_free(&r->pool);
	free(r);
	return 0;
}

static const struct out_column columns[] = {
	{ .key = "title", .head = N_("Title") },
	{ .key = "year", .head = N_("Year"), .type = OUT_NUMBER },
	{ .key = "a4", .head = N_("A4 pages"), .type = OUT_PAGES, .total = true },
	{ .key = "share", .head = N_("Share"), .type = OUT_PERCENT },
	{ .key = "on", .head = N_("Date"), .type = OUT_DATE },
	{ .key = "more", .head = N_("More"), .type = OUT_JSON },
	{ 0 }
};

static struct out *start(struct room *r, const char *name, const char *kind)
{
	struct out_options options = { .kind = kind };
	struct out *out;

	options.path = pool_printf(&r->pool, "%s/%s", r->folder, name);
	out = out_open(&options, &r->err);
	assert_non_null(out);
	out_columns(out, columns);
	return out;
}

static void row(struct out *out, const char *title, int year, int a4,
    double share, const char *on)
{
	out_text(out, title);
	out_int(out, year);
	out_int(out, a4);
	out_real(out, share);
	out_text(out, on);
	out_text(out, "[1,2]");
}

static const char *finish(struct room *r, struct out *out, const char *name)
{
	char *data;
	size_t length;

	assert_true(out_close(out, &r->err));
	assert_true(fs_read_file(pool_printf(&r->pool, "%s/%s", r->folder,
	    name), 1 << 20, &r->pool, &data, &length, &r->err));
	return data;
}

static void text_is_aligned_and_reads_as_people_write(void **state)
{
	struct room *r = *state;
	struct out *out = start(r, "a.txt", NULL);

	lang_set("vi");
	row(out, "Đồng Phú", 1968, 1234567, 97.5, "1968-05-03");
	row(out, "Lộc Ninh 2", 2026, 5, 0, "1968");
	out_totals(out);
	const char *text = finish(r, out, "a.txt");

	assert_non_null(strstr(text, "Đồng Phú    "));
	assert_non_null(strstr(text, "1968"));
	assert_null(strstr(text, "1.968"));	/* a year is no amount */
	assert_non_null(strstr(text, "1.234.567"));
	assert_non_null(strstr(text, "97,5%"));
	assert_non_null(strstr(text, "03/05/1968"));
	assert_non_null(strstr(text, "1.234.572"));	/* the total */
	assert_null(strstr(text, "[1,2]"));
	assert_null(strstr(text, " \n"));	/* no blanks at the ends */
}

static void text_shows_hostile_bytes_as_marks(void **state)
{
	struct room *r = *state;
	struct out *out = start(r, "a.txt", NULL);

	row(out, "x\033[31mred\nline \xff", 1, 1, 1, "");
	const char *text = finish(r, out, "a.txt");

	assert_null(strchr(text, '\033'));
	assert_null(strstr(text, "red\nline"));
	assert_null(strchr(text, 0xff));
}

static void csv_is_quoted_and_for_programs(void **state)
{
	struct room *r = *state;
	struct out *out = start(r, "a.csv", NULL);

	row(out, "a \"b\", c", 1968, 1234567, 97.5, "1968-05-03");
	out_totals(out);
	assert_string_equal(finish(r, out, "a.csv"),
	    "title,year,a4,share,on\r\n"
	    "\"a \"\"b\"\", c\",1968,1234567,97.5,1968-05-03\r\n");
}

static void csv_never_begins_a_formula(void **state)
{
	static const char *const bad[] = {
		"=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1",
		"\xef\xbc\x9d" "1", "\xef\xbc\xa0" "x"
	};
	struct room *r = *state;

	for (size_t i = 0; i < COUNT(bad); i++) {
		char name[20];
		struct out *out;

		snprintf(name, sizeof(name), "%zu.csv", i);
		out = start(r, name, NULL);
		row(out, bad[i], -5, -7, 1, "");
		const char *text = strchr(finish(r, out, name), '\n') + 1;
		assert_memory_equal(text, "\"'", 2);
		/* a number stays one */
		assert_non_null(strstr(text, ",-5,-7,1,"));
	}
}

static void a_byte_order_mark_is_there_when_asked_for(void **state)
{
	struct room *r = *state;
	struct out_options options = { .bom = true };
	struct out *out;

	options.path = pool_printf(&r->pool, "%s/b.csv", r->folder);
	out = out_open(&options, &r->err);
	out_columns(out, columns);
	assert_memory_equal(finish(r, out, "b.csv"), "\xef\xbb\xbf" "title", 8);
}

static void json_is_an_array_of_objects(void **state)
{
	struct room *r = *state;
	struct out *out = start(r, "a.json", NULL);

	row(out, "a \"b\"\n\x01 \xff", 1968, 12, 97.5, "1968");
	out_none(out);
	out_none(out);
	out_none(out);
	out_none(out);
	out_none(out);
	out_none(out);
	out_totals(out);
	assert_string_equal(finish(r, out, "a.json"),
	    "[\n{\"title\":\"a \\\"b\\\"\\n\\u0001 \xef\xbf\xbd\",\"year\":1968,"
	    "\"a4\":12,\"share\":97.5,\"on\":\"1968\",\"more\":[1,2]},\n"
	    "{\"title\":null,\"year\":null,\"a4\":null,\"share\":null,"
	    "\"on\":null,\"more\":null}\n]\n");
}

static void nothing_is_an_empty_array(void **state)
{
	struct room *r = *state;

	assert_string_equal(finish(r, start(r, "a.json", NULL), "a.json"),
	    "[]\n");
}

static void groups_have_subtotals_and_programs_a_column(void **state)
{
	struct room *r = *state;
	struct out *out = start(r, "a.txt", NULL);

	lang_set("en");
	out_group(out, "First");
	row(out, "a", 1, 10, 0, "");
	row(out, "b", 1, 20, 0, "");
	out_group(out, "Second");
	row(out, "c", 1, 5, 0, "");
	out_totals(out);
	assert_int_equal(out_sum(out, "a4"), 35);
	const char *text = finish(r, out, "a.txt");
	const char *second = strstr(text, "\nSecond\n");

	assert_non_null(second);
	assert_true(strstr(text, "30") < second);
	assert_non_null(strstr(second, "Total"));
	assert_non_null(strstr(second, "35"));
	out = start(r, "a.csv", NULL);
	out_group(out, "=First");
	row(out, "a", 1, 10, 0, "");
	out_totals(out);
	assert_string_equal(finish(r, out, "a.csv"),
	    "title,year,a4,share,on,group\r\na,1,10,0,,\"'=First\"\r\n");
}

static void more_rows_than_the_sample_stay_aligned(void **state)
{
	struct room *r = *state;
	struct out *out = start(r, "a.txt", NULL);
	int lines = 0;

	for (int i = 0; i < 3000; i++)
		row(out, "same", 2026, 12, 1, "2026-01-01");
	for (const char *s = finish(r, out, "a.txt"); *s != '\0'; s++)
		lines += *s == '\n';
	assert_int_equal(lines, 3002);
}

static void a_file_that_exists_is_not_replaced_without_force(void **state)
{
	struct room *r = *state;
	struct out_options options = { 0 };
	struct out *out;

	options.path = pool_printf(&r->pool, "%s/a.csv", r->folder);
	assert_true(fs_write_file(options.path, "old", 3, FS_KEEP, &r->err));
	assert_null(out_open(&options, &r->err));
	assert_int_equal(r->err.kind, ERR_USAGE);
	err_clear(&r->err);
	options.force = true;
	out = out_open(&options, &r->err);
	assert_non_null(out);
	out_columns(out, columns);
	assert_memory_equal(finish(r, out, "a.csv"), "title", 5);
}

static void an_abort_leaves_nothing(void **state)
{
	struct room *r = *state;
	struct out *out = start(r, "a.csv", NULL);

	row(out, "a", 1, 1, 1, "");
	assert_false(out_abort(out));
	assert_int_not_equal(access(pool_printf(&r->pool, "%s/a.csv",
	    r->folder), F_OK), 0);
	assert_int_not_equal(access(pool_printf(&r->pool, "%s/a.csv.partial",
	    r->folder), F_OK), 0);
}

static void a_form_nobody_knows_is_wrong_use(void **state)
{
	struct room *r = *state;
	struct out_options options = { .kind = "papyrus" };

	assert_null(out_open(&options, &r->err));
	assert_int_equal(r->err.kind, ERR_USAGE);
	assert_non_null(strstr(r->err.text, "papyrus"));
	assert_string_equal(out_kind_of("/a.b/x.JSON"), "json");
	assert_null(out_kind_of("/a.json/x"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
#define T(name) cmocka_unit_test_setup_teardown(name, enter, leave)
		T(text_is_aligned_and_reads_as_people_write),
		T(text_shows_hostile_bytes_as_marks),
		T(csv_is_quoted_and_for_programs),
		T(csv_never_begins_a_formula),
		T(a_byte_order_mark_is_there_when_asked_for),
		T(json_is_an_array_of_objects),
		T(nothing_is_an_empty_array),
		T(groups_have_subtotals_and_programs_a_column),
		T(more_rows_than_the_sample_stay_aligned),
		T(a_file_that_exists_is_not_replaced_without_force),
		T(an_abort_leaves_nothing),
		T(a_form_nobody_knows_is_wrong_use),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
