/* Where the plan stands today: the years, the pace of the last twenty working
 * days, what is needed and when it will be reached. Read by the quota
 * command and the quota screen; costs a few rows. */
#ifndef PROGRESS_H
#define PROGRESS_H

#include "calendar.h"
#include "programme.h"

struct progress_options {
	const char *as_of;	/* a date as typed; NULL: today */
	int64_t pace;		/* what if: A4 pages a working day; 0: measured */
};

struct progress {
	struct programme programme;
	struct quota_year *years;
	size_t count;
	const struct quota_year *now;	/* NULL: today is in no target year */
	int64_t carried;	/* into this year, by the rule of carry-over */
	int64_t goal;		/* of this year: its target and that */
	int64_t year;		/* of today */
	const char *today;	/* ISO */
	int64_t days_left;	/* working days after today, to 31 December */
	int64_t days_in_year;	/* working days of the year */
	int64_t needed_per_day;	/* A4 pages, rounded up */
	int64_t pace;		/* A4 pages a working day */
	int64_t pace_low, pace_high;	/* its range */
	struct calendar calendar;	/* working days, Tết and all */
	int64_t expected;	/* straight line up to today */
	const char *forecast;	/* ISO; "" when not at this pace */
	const char *forecast_early, *forecast_late;	/* range; "" unknown */
	const char *reminder;	/* the annual report is due; "" when not */
	int64_t report_days;	/* to the last on-time day; -1: no matter now */
};
bool progress_read(struct db *db, const struct progress_options *options,
    struct pool *pool, struct progress *p, struct err *err) MUST_CHECK;
/* The reminder alone, short enough for the title of every screen; "" when
 * there is none. */
bool progress_reminder(struct db *db, struct pool *pool, const char **text,
    struct err *err) MUST_CHECK;
/* Pages a working day that a later year needs for its own target. */
int64_t progress_needed(const struct progress *p, int64_t year);
/* An ISO day as people read it. */
const char *progress_day(struct pool *pool, const char *iso);

#endif
