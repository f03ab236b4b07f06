/* Pace, need and forecast: numbers in, numbers out. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <string.h>

#include "forecast.h"

static const struct calendar weekends;

static int64_t n(int year, int month, int day)
{
	return date_number((struct date){ year, month, day });
}

static void is(struct date date, int year, int month, int day)
{
	assert_int_equal(date.year, year);
	assert_int_equal(date.month, month);
	assert_int_equal(date.day, day);
}

/* 2026-03-02 is a Monday; every working day of March 1,000 pages. */
static struct forecast_input march(struct forecast_day *days)
{
	struct forecast_input input = {
		.today = { 2026, 3, 31 }, .begin = { 2026, 1, 1 },
		.end = { 2026, 12, 31 }, .target = 100000, .passed = 22000,
		.days = days
	};

	for (int day = 1; day <= 31; day++) {
		struct date date = { 2026, 3, day };

		if (date_weekday(date) > 5)
			continue;
		days[input.day_count].day = date_number(date);
		days[input.day_count++].a4 = 1000;
	}
	return input;
}

static void weekends_and_days_off_are_not_worked(void **state)
{
	int64_t off[] = { n(2026, 2, 16), n(2026, 2, 17) };
	int64_t work[] = { n(2026, 2, 21) };
	struct calendar c = { off, 2, work, 1 };
	struct date from = { 2026, 2, 13 }, to = { 2026, 2, 22 };

	(void)state;
	assert_false(calendar_works(&c, (struct date){ 2026, 2, 16 }));
	assert_true(calendar_works(&c, (struct date){ 2026, 2, 18 }));
	assert_true(calendar_works(&c, (struct date){ 2026, 2, 21 }));
	assert_false(calendar_works(&c, (struct date){ 2026, 2, 22 }));
	assert_int_equal(calendar_working_days(&weekends, from, to), 5);
	assert_int_equal(calendar_working_days(&c, from, to), 4);
	assert_int_equal(calendar_working_days(&c, to, from), 0);
	is(calendar_after(&c, from, 1), 2026, 2, 18);
	is(calendar_after(&c, from, 4), 2026, 2, 21);
}

static void an_even_pace_has_no_range(void **state)
{
	struct forecast_day days[31];
	struct forecast_input input = march(days);
	struct forecast f;

	(void)state;
	forecast(&weekends, &input, &f);
	assert_int_equal(f.pace, 1000);
	assert_int_equal(f.low, 1000);
	assert_int_equal(f.high, 1000);
	assert_int_equal(f.missing, 78000);
	/* 78 working days after 31 March 2026 */
	is(f.date, 2026, 7, 17);
	assert_int_equal(f.days_in_year, 261);
	assert_int_equal(f.days_left, 261 - 64);
	assert_int_equal(f.needed_per_day, (78000 + 196) / 197);
	assert_int_equal(f.expected, 100000 * 64 / 261);
}

static void days_off_make_it_later(void **state)
{
	int64_t off[] = { n(2026, 4, 30), n(2026, 5, 1) };
	struct calendar c = { off, 2, NULL, 0 };
	struct forecast_day days[31];
	struct forecast_input input = march(days);
	struct forecast f;

	(void)state;
	forecast(&c, &input, &f);
	is(f.date, 2026, 7, 21);
}

static void an_uneven_pace_has_one(void **state)
{
	struct forecast_day days[31];
	struct forecast_input input = march(days);
	struct forecast f;

	(void)state;
	for (int i = 0; i < input.day_count; i++)
		days[i].a4 = i % 2 == 0 ? 500 : 1500;
	forecast(&weekends, &input, &f);
	assert_int_equal(f.pace, 1000);
	assert_true(f.low < 1000 && f.low > 800);
	assert_true(f.high > 1000 && f.high < 1200);
	assert_true(date_compare(f.early, f.date) < 0);
	assert_true(date_compare(f.date, f.late) < 0);
}

static void weekend_work_counts_for_the_pace(void **state)
{
	struct forecast_day days[32];
	struct forecast_input input = march(days);
	struct forecast f;

	(void)state;
	/* a Saturday, in order */
	memmove(days + 11, days + 10, (size_t)(input.day_count - 10) *
	    sizeof(*days));
	days[10].day = n(2026, 3, 14);
	days[10].a4 = 20000;
	input.day_count++;
	forecast(&weekends, &input, &f);
	assert_int_equal(f.pace, 2000);
}

static void nothing_done_has_no_date(void **state)
{
	struct forecast_input input = {
		.today = { 2026, 3, 31 }, .begin = { 2026, 1, 1 },
		.end = { 2026, 12, 31 }, .target = 100000
	};
	struct forecast f;

	(void)state;
	forecast(&weekends, &input, &f);
	assert_int_equal(f.pace, 0);
	assert_int_equal(f.date.year, 0);
	assert_int_equal(f.late.year, 0);
}

static void what_if_takes_the_place_of_the_measured_pace(void **state)
{
	struct forecast_day days[31];
	struct forecast_input input = march(days);
	struct forecast f;

	(void)state;
	input.pace = 7800;
	forecast(&weekends, &input, &f);
	assert_int_equal(f.pace, 7800);
	is(f.date, 2026, 4, 14);
	is(f.early, 2026, 4, 14);
}

static void a_target_that_is_reached_is_reached_today(void **state)
{
	struct forecast_day days[31];
	struct forecast_input input = march(days);
	struct forecast f;

	(void)state;
	input.passed = 120000;	/* a target is never a ceiling */
	forecast(&weekends, &input, &f);
	assert_int_equal(f.missing, 0);
	assert_int_equal(f.needed_per_day, 0);
	is(f.date, 2026, 3, 31);
}

static void the_last_day_leaves_all_that_is_missing(void **state)
{
	struct forecast_day days[31];
	struct forecast_input input = march(days);
	struct forecast f;

	(void)state;
	input.today = (struct date){ 2026, 12, 31 };
	forecast(&weekends, &input, &f);
	assert_int_equal(f.days_left, 0);
	assert_int_equal(f.needed_per_day, 78000);
	assert_int_equal(f.expected, 100000);
}

static void absurd_targets_do_not_loop_for_ever(void **state)
{
	struct forecast_day days[31];
	struct forecast_input input = march(days);
	struct forecast f;

	(void)state;
	input.target = INT64_MAX / 4;
	forecast(&weekends, &input, &f);
	assert_int_equal(f.date.year, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(weekends_and_days_off_are_not_worked),
		cmocka_unit_test(an_even_pace_has_no_range),
		cmocka_unit_test(days_off_make_it_later),
		cmocka_unit_test(an_uneven_pace_has_one),
		cmocka_unit_test(weekend_work_counts_for_the_pace),
		cmocka_unit_test(nothing_done_has_no_date),
		cmocka_unit_test(what_if_takes_the_place_of_the_measured_pace),
		cmocka_unit_test(a_target_that_is_reached_is_reached_today),
		cmocka_unit_test(the_last_day_leaves_all_that_is_missing),
		cmocka_unit_test(absurd_targets_do_not_loop_for_ever),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
