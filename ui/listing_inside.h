/* What the files of the listings share. */
#ifndef LISTING_INSIDE_H
#define LISTING_INSIDE_H

#include "listing.h"

enum { LISTING_WORDS = 400 };	/* most words of a command */

struct listing_table {
	const char **heads;
	int columns;
	const char ***rows;	/* NULL: each is read when it is needed */
	int64_t count;
	int64_t *totals;	/* of the columns, with such rows */
	int64_t pane_id;	/* whose text is kept */
	const char *pane;
};

/* Our own CSV into the table, in the pool. */
void listing_parse(struct listing_table *table, const char *text,
    struct pool *pool);
/* "" where there is no such column. */
const char *listing_value_of(const struct listing_table *table,
    const char **row, const char *key);

#endif
