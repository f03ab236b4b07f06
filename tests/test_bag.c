/* The text files of a bag: lines, entries, names, encodings. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <string.h>

#include "bag.h"
#include "tt05.h"

static void lines_end_in_three_ways(void **state)
{
	char text[] = "a\nb\r\nc\rd\n\ne";
	char *at = text;
	static const char *const wanted[] = { "a", "b", "c", "d", "", "e" };

	(void)state;
	for (size_t i = 0; i < COUNT(wanted); i++)
		assert_string_equal(bag_line(&at), wanted[i]);
	assert_null(bag_line(&at));
}

static void only_three_escapes_are_decoded(void **state)
{
	struct bag_entry entry;
	char good[] = "ab  data/a%0Ab%0d%25c%20d é";
	char raw[] = "ab data/100%.tif";
	char old[] = "ab data/100%25.tif";
	char dots[] = "ab ././d/x";
	char none[] = "ab d/.x";

	(void)state;
	assert_true(bag_entry(good, true, &entry));
	assert_string_equal(entry.path, "data/a\nb\r%c%20d é");
	assert_true(entry.raw_percent);
	assert_true(bag_entry(raw, true, &entry));
	assert_true(entry.raw_percent);
	assert_true(bag_entry(old, false, &entry));
	assert_string_equal(entry.path, "data/100%25.tif");
	assert_true(bag_entry(dots, true, &entry));
	assert_true(entry.dot);
	assert_string_equal(entry.path, "d/x");
	assert_true(bag_entry(none, true, &entry));
	assert_false(entry.dot);
	assert_string_equal(entry.path, "d/.x");
}

static void what_is_written_is_read_back(void **state)
{
	static const char path[] = "data/a %0A\n\r%25\"ệ'";
	struct buf line = { 0 };
	struct bag_entry entry;

	(void)state;
	buf_text(&line, "00 ");
	bag_put_path(&line, path);
	assert_true(bag_entry(line.data, true, &entry));
	assert_string_equal(entry.path, path);
	assert_false(entry.raw_percent);
	buf_free(&line);
}

static void a_line_that_is_none_is_refused(void **state)
{
	static const char *const none[] = { "", " ", "abc", "abc ", " data/a",
	    "abc *", "abc ./" };
	struct bag_entry entry;
	char line[32];

	(void)state;
	for (size_t i = 0; i < COUNT(none); i++) {
		strcpy(line, none[i]);
		assert_false(bag_entry(line, true, &entry));
	}
}

static void paths_that_leave_the_bag_are_told(void **state)
{
	static const char *const bad[] = { "/etc/passwd", "../x", "data/../../x",
	    "~/x", "~user", "C:\\x", "c:x", "\\\\host\\share", "\\\\?\\x",
	    "data\\..\\x", "data/.." };
	static const char *const good[] = { "data/a", "data/..a/b..", "data/~x",
	    "data/a:b", "data/...", "data/a\\b" };

	(void)state;
	for (size_t i = 0; i < COUNT(bad); i++)
		assert_non_null(bag_path_fault(bad[i]));
	for (size_t i = 0; i < COUNT(good); i++)
		assert_null(bag_path_fault(good[i]));
}

static void names_that_make_trouble_are_told(void **state)
{
	static const char *const bad[] = { "data/a ", "data/b/c.", "data/con",
	    "data/AUX.tif", "data/lpt1.x", "data/a?b", "data/a|b",
	    "data/x /y", "data/a\tb" };
	static const char *const good[] = { "data/a b", "data/cons", "data/com0",
	    "data/auxiliary.tif", "data/ệ.tif", "data/.keep" };

	(void)state;
	for (size_t i = 0; i < COUNT(bad); i++)
		assert_non_null(bag_name_trouble(bad[i]));
	for (size_t i = 0; i < COUNT(good); i++)
		assert_null(bag_name_trouble(good[i]));
}

static void digests_are_compared_whatever_their_case(void **state)
{
	static const unsigned char digest[] = { 0x0a, 0xff };

	(void)state;
	assert_true(bag_digest_is("0aFF", digest, 2));
	assert_false(bag_digest_is("0afe", digest, 2));
	assert_false(bag_digest_is("0aff00", digest, 2));
	assert_false(bag_digest_is("0afg", digest, 2));
	assert_false(bag_digest_is("", digest, 2));
}

static void encodings_become_utf8(void **state)
{
	/* The first and the last of each length, and the two around the
	 * surrogates; then what lies just outside of them. */
	static const char *const outer[] = { "\x7f", "\xc2\x80", "\xdf\xbf",
	    "\xe0\xa0\x80", "\xed\x9f\xbf", "\xee\x80\x80", "\xef\xbf\xbf",
	    "\xf0\x90\x80\x80", "\xf4\x8f\xbf\xbf" };
	static const char *const beyond[] = { "\x80", "\xc1\xbf", "\xc2",
	    "\xc2\x7f", "\xe0\x9f\xbf", "\xe1\x80", "\xe1\x80\xc0",
	    "\xed\xa0\x80", "\xf0\x8f\xbf\xbf", "\xf1\x80\x80",
	    "\xf4\x90\x80\x80", "\xf5\x80\x80\x80", "\xff" };
	struct buf out = { 0 };
	struct err err = { 0 };

	(void)state;
	assert_true(bag_text("ISO-8859-1", "caf\xe9", 4, &out, &err));
	assert_string_equal(out.data, "café");
	buf_clear(&out);
	assert_true(bag_text("UTF-16", "\xff\xfe" "a\0b\0", 6, &out, &err));
	assert_string_equal(out.data, "ab");
	buf_clear(&out);
	/* A mark at the beginning is none of the text, also alone. */
	assert_true(bag_text("UTF-16LE", "\xff\xfe" "a\0", 4, &out, &err));
	assert_string_equal(out.data, "a");
	buf_clear(&out);
	assert_true(bag_text("UTF-16LE", "\xff\xfe", 2, &out, &err));
	assert_int_equal(out.length, 0);
	buf_clear(&out);
	assert_false(bag_text("UTF-8", "a\xc0\x80", 3, &out, &err));
	err_clear(&err);
	assert_false(bag_text("UTF-8", "\xed\xa0\x80", 3, &out, &err));
	err_clear(&err);
	for (size_t i = 0; i < COUNT(outer); i++) {
		assert_true(bag_text("UTF-8", outer[i], strlen(outer[i]),
		    &out, &err));
		assert_string_equal(out.data, outer[i]);
		buf_clear(&out);
	}
	for (size_t i = 0; i < COUNT(beyond); i++) {
		assert_false(bag_text("UTF-8", beyond[i], strlen(beyond[i]),
		    &out, &err));
		err_clear(&err);
	}
	assert_false(bag_text("KLINGON", "a", 1, &out, &err));
	buf_free(&out);
}

static void fetch_has_three_parts(void **state)
{
	char good[] = "http://a/b 12 data/x y";
	char dash[] = "http://a/b - data/x";
	char bad[] = "http://a/b x data/x";
	char short_one[] = "http://a/b 12";
	struct bag_fetch fetch;

	(void)state;
	assert_true(bag_fetch(good, true, &fetch));
	assert_string_equal(fetch.path, "data/x y");
	assert_true(bag_fetch(dash, true, &fetch));
	assert_false(bag_fetch(bad, true, &fetch));
	assert_false(bag_fetch(short_one, true, &fetch));
}

static void tt05_values_are_judged(void **state)
{
	static const struct {
		enum tt05_record record;
		const char *field, *value;
		bool sip, aip;
	} rows[] = {
		{ TT05_FILE, "mode", "01", true, true },
		{ TT05_FILE, "mode", "1", false, false },
		{ TT05_FILE, "mode", "", false, false },
		{ TT05_FILE, "language", "01;03", true, true },
		{ TT05_FILE, "language", "12", false, false },
		{ TT05_FILE, "startDate", "05/01/1961", true, true },
		{ TT05_FILE, "startDate", "1961", false, true },
		{ TT05_FILE, "startDate", "01/1961", false, true },
		{ TT05_FILE, "startDate", "31/02/1961", false, false },
		{ TT05_FILE, "startDate", "1961-01-05", false, false },
		{ TT05_FILE, "totalDoc", "12", true, true },
		{ TT05_FILE, "totalDoc", "-1", false, false },
		{ TT05_FILE, "keyword", "", true, true },
		{ TT05_FILE, "riskRecovery", "2", false, false },
		{ TT05_DOC, "numberOfPage", "12345", false, false },
		{ TT05_DOC, "typeName", "33", false, false },
	};
	char why[200];

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		const struct tt05_field *f = tt05_field(rows[i].record,
		    rows[i].field);

		assert_non_null(f);
		assert_int_equal(tt05_good(f, rows[i].value, true, why,
		    sizeof(why)), rows[i].sip);
		assert_int_equal(tt05_good(f, rows[i].value, false, why,
		    sizeof(why)), rows[i].aip);
	}
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(lines_end_in_three_ways),
		cmocka_unit_test(only_three_escapes_are_decoded),
		cmocka_unit_test(what_is_written_is_read_back),
		cmocka_unit_test(a_line_that_is_none_is_refused),
		cmocka_unit_test(paths_that_leave_the_bag_are_told),
		cmocka_unit_test(names_that_make_trouble_are_told),
		cmocka_unit_test(digests_are_compared_whatever_their_case),
		cmocka_unit_test(encodings_become_utf8),
		cmocka_unit_test(fetch_has_three_parts),
		cmocka_unit_test(tt05_values_are_judged),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
