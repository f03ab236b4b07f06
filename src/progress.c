#include "progress.h"

#include "clock.h"
#include "date.h"
#include "letter.h"
#include "number.h"
#include "plan.h"
#include "setting.h"

#include <stdlib.h>
#include <string.h>

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

/* What passed on each of the last days, enough for the pace over Tết too. */
static bool read_days(struct db *db, struct pool *pool, struct date today,
    struct forecast_input *input, struct err *err)
{
	enum { BACK = 3 * FORECAST_DAYS };
	struct forecast_day *list;
	struct quota_day *days;
	size_t count;

	if (!quota_days(db, 4, iso(pool, date_add(today, -BACK)),
	    iso(pool, today), pool, &days, &count, err))
		return false;
	list = pool_array(pool, count, sizeof(*list));
	for (size_t i = 0; i < count; i++) {
		struct date day = { 0 };

		if (!date_from_iso(days[i].day, &day))
			continue;
		list[input->day_count].day = date_number(day);
		list[input->day_count++].a4 = days[i].a4;
	}
	input->days = list;
	return true;
}

static const char *day_or_none(struct pool *pool, struct date date)
{
	return date.year == 0 ? "" : iso(pool, date);
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
	bool sent;

	p->reminder = "";
	p->report_days = -1;
	if (!setting_get(db, "report_due", p->today, pool, &due_text, err) ||
	    !setting_get(db, "report_remind", p->today, pool, &from_text, err))
		return false;
	if (!month_day(due_text, today.year, &due) ||
	    !month_day(from_text, today.year, &from) ||
	    date_compare(today, from) < 0)
		return true;
	if (!letter_report_sent(db, today.year, &sent, err))
		return false;
	if (sent)
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

bool progress_reminder(struct db *db, struct pool *pool, const char **text,
    struct err *err)
{
	struct date today = clock_today();
	struct progress p = { .today = iso(pool, today) };

	*text = "";
	if (!remind(db, pool, &p, today, err))
		return false;
	if (p.reminder[0] != '\0')
		*text = p.report_days < 0 ? _("annual report overdue") :
		    pool_printf(pool, _("annual report: %lld days left"),
		    (long long)p.report_days);
	return true;
}

static void look_at_year(struct pool *pool, struct progress *p,
    struct forecast_input *input)
{
	struct forecast f;

	input->begin = (struct date){ input->today.year, 1, 1 };
	input->end = (struct date){ input->today.year, 12, 31 };
	if (p->now != NULL) {
		p->goal = p->now->target + p->carried;
		if (p->goal < 0)
			p->goal = 0;
		input->target = p->goal;
		input->passed = p->now->passed;
	}
	forecast(&p->calendar, input, &f);
	p->days_in_year = f.days_in_year;
	p->days_left = f.days_left;
	p->pace = f.pace;
	p->pace_low = f.low;
	p->pace_high = f.high;
	p->forecast = p->forecast_early = p->forecast_late = "";
	if (p->now == NULL)
		return;
	p->expected = f.expected;
	p->needed_per_day = f.needed_per_day;
	p->forecast = day_or_none(pool, f.date);
	p->forecast_early = day_or_none(pool, f.early);
	p->forecast_late = day_or_none(pool, f.late);
}

bool progress_read(struct db *db, const struct progress_options *options,
    struct pool *pool, struct progress *p, struct err *err)
{
	struct forecast_input input = { .pace = options->pace };
	struct date today;

	memset(p, 0, sizeof(*p));
	if (!find_today(options, &today, err))
		return false;
	p->year = today.year;
	p->today = iso(pool, today);
	if (!programme_get(db, pool, &p->programme, err) ||
	    !quota_years(db, pool, &p->years, &p->count, err) ||
	    !calendar_load(db, pool, &p->calendar, err) ||
	    !read_days(db, pool, today, &input, err) ||
	    !remind(db, pool, p, today, err))
		return false;
	input.today = today;
	for (size_t i = 0; i < p->count; i++)
		if (p->years[i].year == p->year && p->years[i].target > 0)
			p->now = &p->years[i];
	if (p->now != NULL && !carry_into(db, p->years, p->count, p->year,
	    &p->carried, err))
		return false;
	look_at_year(pool, p, &input);
	return true;
}

int64_t progress_needed(const struct progress *p, int64_t year)
{
	struct date first = { (int)year - 1, 12, 31 };
	struct date last = { (int)year, 12, 31 };
	int64_t days = calendar_working_days(&p->calendar, first, last);

	for (size_t i = 0; i < p->count; i++)
		if (p->years[i].year == year && days > 0)
			return (p->years[i].target - p->years[i].passed + days -
			    1) / days;
	return 0;
}
