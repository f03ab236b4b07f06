/* Rows as they are now, as a changeset that inserts them: for what was stored
 * without being recorded value by value (inventories, scans). */
#ifndef DB_WHOLE_H
#define DB_WHOLE_H

#include "db.h"

struct db_whole;

/* One at a time, outside a transaction. The tables, NULL at the end, in the
 * order in which their rows stand in the changeset. */
struct db_whole *db_whole_open(struct db *db, const char *const *tables,
    struct err *err);
/* Add the rows of a table for which the condition holds: a constant text with
 * ?1 and ?2; what was taken so far is whole.TABLE in it. */
bool db_whole_add(struct db_whole *whole, const char *table,
    const char *which, int64_t first, int64_t second, struct err *err)
    MUST_CHECK;
/* Size 0 without rows; the caller frees it with db_record_free. */
bool db_whole_take(struct db_whole *whole, void **data, size_t *size,
    struct err *err) MUST_CHECK;
void db_whole_close(struct db_whole *whole);	/* NULL is fine */

#endif
