/* Thousands of new rows of one table: triggers rest (what they keep is the
 * caller's work), and, where it is worth it, the indexes of the table are made
 * afterwards, each in its own order instead of row by row. */
#ifndef DB_BULK_H
#define DB_BULK_H

#include "db.h"

struct db_bulk {
	struct db *db;
	struct pool pool;
	const char **indexes;	/* how to make them again */
	size_t count;
};

/* Inside a transaction. `indexes`: they are few rows beside what comes. */
bool db_bulk_begin(struct db_bulk *bulk, struct db *db, const char *table,
    bool indexes, struct err *err) MUST_CHECK;
/* Always called before the transaction ends. With `good` false nothing is
 * made again: the rollback of the caller brings everything back. */
bool db_bulk_end(struct db_bulk *bulk, bool good, struct err *err) MUST_CHECK;

#endif
