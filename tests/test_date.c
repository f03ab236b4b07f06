/* Days: what date.h and clock.h promise. */
#include "clock.h"
#include "date.h"
#include "lang.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

static const struct {
	const char *text;
	const char *iso;
	const char *vi;
} good[] = {
	{ "05/12/2026", "2026-12-05", "05/12/2026" },
	{ "5/1/1968", "1968-01-05", "05/01/1968" },
	{ " 5.1.1968 ", "1968-01-05", "05/01/1968" },
	{ "5-1-1968", "1968-01-05", "05/01/1968" },
	{ "1968-01-05", "1968-01-05", "05/01/1968" },
	{ "1/1968", "1968-01", "01/1968" },
	{ "1968-01", "1968-01", "01/1968" },
	{ "00/00/1968", "1968", "1968" },
	{ "00/01/1968", "1968-01", "01/1968" },
	{ "1968-00-00", "1968", "1968" },
	{ "1968", "1968", "1968" },
	{ "29/02/2024", "2024-02-29", "29/02/2024" },
	{ "ngày 5 tháng 12 năm 1968", "1968-12-05", "05/12/1968" },
	{ "Tháng 5 năm 1968", "1968-05", "05/1968" },
	{ "tháng 5/1968", "1968-05", "05/1968" },
	{ "năm 1968", "1968", "1968" },
};

static const char *const bad[] = { "", " ", "abc", "31/04/1968", "29/02/2023",
    "12/13/1968", "05/00/1968", "32/01/1968", "5/1/68", "68", "1/2/3/1968",
    "05/12/19688", "1968/", "/1968", "5//1968", "0000", "00/00/0000", "1968x",
    "1968-1969", "\xff\xfe", "٥/١/١٩٦٨", "5/1/196" };

static void what_people_write_is_read(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(good); i++) {
		struct err err = { 0 };
		struct date date;
		struct date again;
		char text[DATE_TEXT];

		if (!date_parse(good[i].text, &date, &err))
			fail_msg("%s: %s", good[i].text, err.text);
		date_iso(date, text);
		assert_string_equal(text, good[i].iso);
		assert_true(date_from_iso(text, &again));
		assert_int_equal(date_compare(date, again), 0);
		date_vi(date, text);
		assert_string_equal(text, good[i].vi);
	}
}

static void what_cannot_be_is_refused(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(bad); i++) {
		struct err err = { 0 };
		struct date date;

		if (date_parse(bad[i], &date, &err))
			fail_msg("%s was taken", bad[i]);
		assert_int_equal(err.kind, ERR_USAGE);
		assert_true(strlen(err.text) > 10);
		assert_int_equal(date.year, 0);
	}
}

static void a_period_is_told_from_a_date(void **state)
{
	static const char *const periods[] = { "1965-1968", "1965 - 1968",
	    "05/1965-12/1968", "01/02/1965-03/04/1968" };

	(void)state;
	lang_set("en");
	for (size_t i = 0; i < COUNT(periods); i++) {
		struct err err = { 0 };
		struct date date;

		assert_false(date_parse(periods[i], &date, &err));
		assert_int_equal(err.kind, ERR_USAGE);
		assert_non_null(strstr(err.text, "is a period"));
	}
}

static void a_range_has_two_ends(void **state)
{
	static const struct {
		const char *text;
		const char *from;
		const char *to;
	} rows[] = {
		{ "1965-1968", "1965", "1968" },
		{ "1965 - 1968", "1965", "1968" },
		{ "1965–1968", "1965", "1968" },
		{ "từ 1965 đến 1968", "1965", "1968" },
		{ "05/1965-12/1968", "1965-05", "1968-12" },
		{ "5/1965 - 1968", "1965-05", "1968" },
		{ "5/1965-1968", "1965-05", "1968" },
		{ "1965-5/1968", "1965", "1968-05" },
		{ "01/02/1965-03/04/1968", "1965-02-01", "1968-04-03" },
		{ "01/02/1965 – 03/04/1968", "1965-02-01", "1968-04-03" },
		{ "1965-12", "1965-12", "1965-12" },
		{ "1968", "1968", "1968" },
		{ "12/1968 - 1968", "1968-12", "1968" },
	};
	static const char *const wrong[] = { "1968-1965", "1965-", "-1968",
	    "1965-abc", "1965-1968-1970", "12/1968-11/1968", "1965; 1968" };

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct err err = { 0 };
		struct date from;
		struct date to;
		char text[DATE_TEXT];

		if (!date_parse_range(rows[i].text, &from, &to, &err))
			fail_msg("%s: %s", rows[i].text, err.text);
		date_iso(from, text);
		assert_string_equal(text, rows[i].from);
		date_iso(to, text);
		assert_string_equal(text, rows[i].to);
	}
	for (size_t i = 0; i < COUNT(wrong); i++) {
		struct err err = { 0 };
		struct date from;
		struct date to;

		if (date_parse_range(wrong[i], &from, &to, &err))
			fail_msg("%s was taken", wrong[i]);
		assert_int_equal(err.kind, ERR_USAGE);
	}
}

static void the_long_form_follows_the_decree(void **state)
{
	char text[DATE_TEXT];

	(void)state;
	date_long((struct date){ 2026, 12, 5 }, text);
	assert_string_equal(text, "ngày 05 tháng 12 năm 2026");
	date_long((struct date){ 2026, 2, 15 }, text);
	assert_string_equal(text, "ngày 15 tháng 02 năm 2026");
	date_long((struct date){ 2026, 3, 31 }, text);
	assert_string_equal(text, "ngày 31 tháng 3 năm 2026");
}

static void only_our_iso_is_iso(void **state)
{
	struct date date;

	(void)state;
	assert_true(date_from_iso("", &date));
	assert_int_equal(date.year, 0);
	assert_false(date_from_iso("05/12/1968", &date));
	assert_false(date_from_iso("1968-1-5", &date));
	assert_false(date_from_iso("1968-02-30", &date));
	assert_false(date_from_iso("1968-", &date));
	assert_false(date_from_iso("0000", &date));
}

static void days_are_counted(void **state)
{
	struct date date = { 1970, 1, 1 };

	(void)state;
	assert_int_equal(date_number(date), 0);
	assert_int_equal(date_weekday(date), 4);
	assert_int_equal(date_number((struct date){ 2026, 11, 23 }), 20780);
	assert_int_equal(date_weekday((struct date){ 2026, 11, 23 }), 1);
	assert_int_equal(date_weekday((struct date){ 1968, 1, 30 }), 2);
	for (int64_t n = -200000; n < 200000; n += 37) {
		struct date day = date_of_number(n);

		assert_true(date_exists(day));
		assert_int_equal(date_number(day), n);
		assert_int_equal(date_number(date_add(day, 1)), n + 1);
	}
	date = date_add((struct date){ 2024, 2, 28 }, 2);
	assert_int_equal(date.day, 1);
	assert_int_equal(date.month, 3);
	/* Friday to Monday is one working day. */
	assert_int_equal(date_working_days((struct date){ 2026, 11, 20 },
	    (struct date){ 2026, 11, 23 }), 1);
	assert_int_equal(date_working_days((struct date){ 2026, 11, 23 },
	    (struct date){ 2026, 12, 14 }), 15);
	assert_int_equal(date_working_days((struct date){ 2026, 11, 23 },
	    (struct date){ 2026, 11, 22 }), 0);
}

static void the_clock_speaks_utc_and_vietnamese(void **state)
{
	char text[CLOCK_TEXT];

	(void)state;
	clock_utc_of(0, text);
	assert_string_equal(text, "1970-01-01T00:00:00Z");
	clock_vietnam_of(1795392611, text);
	assert_string_equal(text, "2026-11-23T07:10:11+07:00");
	clock_vietnam_of(INT64_MAX - 100000, text);
	assert_int_equal(strlen(text), 25);
	clock_utc(text);
	assert_int_equal(strlen(text), 24);
	assert_int_equal(text[23], 'Z');
	clock_local("nothing", text);
	assert_string_equal(text, "");
	assert_true(clock_ns() <= clock_ns());
	assert_true(date_is_whole(clock_today()));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_people_write_is_read),
		cmocka_unit_test(what_cannot_be_is_refused),
		cmocka_unit_test(a_period_is_told_from_a_date),
		cmocka_unit_test(a_range_has_two_ends),
		cmocka_unit_test(the_long_form_follows_the_decree),
		cmocka_unit_test(only_our_iso_is_iso),
		cmocka_unit_test(days_are_counted),
		cmocka_unit_test(the_clock_speaks_utc_and_vietnamese),
	};

	return cmocka_run_group_tests_name("date", tests, NULL, NULL);
}
