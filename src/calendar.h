/* The working calendar: weekends, public holidays and Tết, weekend days worked
 * instead; people edit the list. This file owns the table "holiday". */
#ifndef CALENDAR_H
#define CALENDAR_H

#include "db.h"
#include "forecast.h"

bool calendar_load(struct db *db, struct pool *pool, struct calendar *calendar,
    struct err *err) MUST_CHECK;

struct holiday {
	const char *day;	/* ISO, whole */
	const char *kind;	/* "off" or "work" */
	const char *name;
	const char *basis;
};
/* year 0: all. */
bool holiday_list(struct db *db, int64_t year, struct pool *pool,
    struct holiday **list, size_t *count, struct err *err) MUST_CHECK;
/* Put or replace a day; inside an edit. A day off on a weekend and a day
 * worked that is no weekend say nothing and are ERR_USAGE. */
bool holiday_put(struct db *db, const struct holiday *holiday,
    struct err *err) MUST_CHECK;
/* ERR_MISSING when the day is not in the list. */
bool holiday_remove(struct db *db, const char *day, struct err *err) MUST_CHECK;

#endif
