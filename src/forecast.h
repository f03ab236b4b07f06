/* When a target will be reached, from what passed each day: a pure function
 * over numbers, without the store and without today's date. */
#ifndef FORECAST_H
#define FORECAST_H

#include "date.h"

enum { FORECAST_DAYS = 20 };	/* working days the pace is measured over */

/* Which days are worked. The days are sorted; NULL lists are empty. */
struct calendar {
	const int64_t *off;	/* date_number of days off beside weekends */
	int off_count;
	const int64_t *work;	/* weekend days that are worked */
	int work_count;
};

bool calendar_works(const struct calendar *calendar, struct date day);
/* Working days after `from` up to and with `to`; 0 when to is before. */
int calendar_working_days(const struct calendar *calendar, struct date from,
    struct date to);
/* The count-th working day after `from`. */
struct date calendar_after(const struct calendar *calendar, struct date from,
    int64_t count);

struct forecast_day {
	int64_t day;		/* date_number */
	int64_t a4;		/* pages that passed on it */
};

struct forecast_input {
	struct date today;
	int64_t target;		/* A4 pages of the year */
	int64_t passed;		/* so far */
	struct date end;	/* last day of the target: 31 December */
	struct date begin;	/* first day of the year, for the straight line */
	const struct forecast_day *days;	/* sorted, gaps are zeros */
	int day_count;
	int64_t pace;		/* what if; 0: measured */
};

struct forecast {
	int64_t days_in_year;	/* working days */
	int64_t days_left;	/* working days after today */
	int64_t missing;	/* pages, not below 0 */
	int64_t expected;	/* of a straight line up to today */
	int64_t needed_per_day;	/* pages a working day, rounded up */
	int64_t pace;		/* pages a working day */
	int64_t low, high;	/* the range of the pace: one standard error of
				   the mean of the days it is measured over */
	struct date date;	/* year 0: not at this pace */
	struct date early, late;	/* with the high and the low pace */
};

void forecast(const struct calendar *calendar,
    const struct forecast_input *input, struct forecast *forecast);

#endif
