/* How many pages of a batch an inspector looks at, by the size of the batch:
 * the table [sampling] of criteria.ini, or that of the workplace. The numbers
 * are the workplace's own; no rule of the archives asks for them. */
#ifndef SAMPLING_H
#define SAMPLING_H

#include "check.h"

enum { SAMPLING_ROWS = 40 };

struct sampling_table {
	struct {
		int64_t up_to;	/* pages of the batch, ascending */
		int64_t look;	/* pages to look at, 1 to up_to */
	} rows[SAMPLING_ROWS];
	size_t count;
};

/* ERR_USAGE names the line that is not understood. */
bool sampling_load(const struct conf *conf, struct sampling_table *table,
    struct err *err) MUST_CHECK;
/* Pages to look at of so many: never more than there are; all of them when
 * the table ends before. */
int64_t sampling_of_lot(const struct sampling_table *table, int64_t pages);
/* Per cent of them, rounded up; at least one when there are any. */
int64_t sampling_of_part(int64_t percent, int64_t pages);
/* Is page i (from 0) of `pages` one of `look`? Evenly spread, the first one
 * always, exactly as many as are to be looked at. */
bool sampling_takes(int64_t i, int64_t pages, int64_t look);

#endif
