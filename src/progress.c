#include "progress.h"

#include "clock.h"
#include "date.h"
#include "number.h"
#include "setting.h"

#include <stdlib.h>
#include <string.h>

enum { PACE_DAYS = 20 };	/* working days the pace is measured over */

static bool find_today(const struct progress_options *options,
    struct date *today, struct err *err)
{
	*today = clock_today();
	if (options->as_of == NULL)
		return true;
	if (!date_parse(options->as_of, today, err))
		return err_wrap(err, "--as-of");
	return date_is_whole(*today) || err_set(err, ERR_USAGE,
	    _("--as-of needs a whole day: dd/mm/yyyy"));
}

static const char *iso(struct pool *pool, struct date date)
{
	char text[DATE_TEXT];

	date_iso(date, text);
	return pool_copy(pool, text);
}

const char *progress_day(struct pool *pool, const char *text)
{
	struct date date;
	char words[DATE_TEXT];

	if (!date_from_iso(text, &date))
		return text;
	date_vi(date, words);
	return pool_copy(pool, words);
}

/* The first of the last so many working days up to today. */
static struct date pace_start(struct date today)
{
	struct date day = today;

	for (int left = PACE_DAYS; left > 0; day = date_add(day, -1))
		left -= date_weekday(day) <= 5;
	return date_add(day, 1);
}

static bool measure_pace(struct db *db, struct pool *pool,
    struct progress *p, struct date today, struct err *err)
{
	struct quota_day *days;
	size_t count;
	int64_t sum = 0;

	if (!quota_days(db, 4, iso(pool, pace_start(today)), p->today, pool,
	    &days, &count, err))
		return false;
	for (size_t i = 0; i < count; i++)
		sum += days[i].a4;
	p->pace = (sum + PACE_DAYS / 2) / PACE_DAYS;
	return true;
}

/* The working day on which so many pages are reached at a pace. */
static const char *reached(struct pool *pool, struct date today,
    int64_t pages, int64_t pace)
{
	struct date day = today;
	int64_t days;

	if (pages <= 0)
		return iso(pool, today);
	if (pace <= 0)
		return "";
	days = (pages + pace - 1) / pace;
	if (days > 250 * 100)
		return "";
	while (days > 0) {
		day = date_add(day, 1);
		days -= date_weekday(day) <= 5;
	}
	return iso(pool, day);
}

static bool month_day(const char *text, int year, struct date *date)
{
	char *end;
	long month = strtol(text, &end, 10);
	long day = *end == '-' ? strtol(end + 1, &end, 10) : 0;

	*date = (struct date){ year, (int)month, (int)day };
	return *end == '\0' && date_is_whole(*date) && date_exists(*date);
}

/* "trước ngày 15 tháng 12": the last day on time is the 14th. */
static bool remind(struct db *db, struct pool *pool, struct progress *p,
    struct date today, struct err *err)
{
	const char *due_text, *from_text;
	struct date due, from;
	int64_t left;

	p->reminder = "";
	p->report_days = -1;
	if (!setting_get(db, "report_due", p->today, pool, &due_text, err) ||
	    !setting_get(db, "report_remind", p->today, pool, &from_text, err))
		return false;
	if (!month_day(due_text, today.year, &due) ||
	    !month_day(from_text, today.year, &from) ||
	    date_compare(today, from) < 0)
		return true;
	left = date_number(due) - 1 - date_number(today);
	p->report_days = left < 0 ? -1 : left;
	if (left >= 0)
		p->reminder = pool_printf(pool, _("Annual report: send it before "
		    "%s, %lld days are left (bansao report annual)"),
		    progress_day(pool, iso(pool, due)), (long long)left);
	else
		p->reminder = pool_printf(pool, _("Annual report: it was due "
		    "before %s"), progress_day(pool, iso(pool, due)));
	return true;
}

static void look_at_year(struct pool *pool, struct progress *p,
    struct date today)
{
	struct date first = { today.year - 1, 12, 31 };
	struct date last = { today.year, 12, 31 };
	int64_t gone, missing;

	p->days_in_year = date_working_days(first, last);
	p->days_left = date_working_days(today, last);
	p->forecast = p->forecast_early = p->forecast_late = "";
	if (p->now == NULL)
		return;
	gone = p->days_in_year - p->days_left;
	missing = p->now->target - p->now->passed;
	p->expected = p->days_in_year == 0 ? 0 :
	    p->now->target * gone / p->days_in_year;
	if (missing > 0)
		p->needed_per_day = p->days_left == 0 ? missing :
		    (missing + p->days_left - 1) / p->days_left;
	p->forecast = reached(pool, today, missing, p->pace);
	p->forecast_early = reached(pool, today, missing, p->pace * 6 / 5);
	p->forecast_late = reached(pool, today, missing, p->pace * 4 / 5);
}

bool progress_read(struct db *db, const struct progress_options *options,
    struct pool *pool, struct progress *p, struct err *err)
{
	struct date today;

	memset(p, 0, sizeof(*p));
	if (!find_today(options, &today, err))
		return false;
	p->year = today.year;
	p->today = iso(pool, today);
	if (!programme_get(db, pool, &p->programme, err) ||
	    !quota_years(db, pool, &p->years, &p->count, err) ||
	    !measure_pace(db, pool, p, today, err) ||
	    !remind(db, pool, p, today, err))
		return false;
	if (options->pace > 0)
		p->pace = options->pace;
	for (size_t i = 0; i < p->count; i++)
		if (p->years[i].year == p->year && p->years[i].target > 0)
			p->now = &p->years[i];
	look_at_year(pool, p, today);
	return true;
}

int64_t progress_needed(const struct progress *p, int64_t year)
{
	struct date first = { (int)year - 1, 12, 31 };
	struct date last = { (int)year, 12, 31 };
	int64_t days = date_working_days(first, last);

	for (size_t i = 0; i < p->count; i++)
		if (p->years[i].year == year && days > 0)
			return (p->years[i].target - p->years[i].passed + days -
			    1) / days;
	return 0;
}
