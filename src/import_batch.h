/* The imports of the past, and taking one back. This file owns the tables
 * import_batch, import_column, import_row and import_mapping. */
#ifndef IMPORT_BATCH_H
#define IMPORT_BATCH_H

#include "db.h"

struct import_batch {
	int64_t id;
	const char *at;
	const char *user;
	const char *file;
	int64_t bytes;
	const char *reader;
	int64_t rows, fonds, groups, dossiers, updated, warnings;
	const char *undone_at;	/* "" while it stands */
};

/* The newest first. */
bool import_batch_list(struct db *db, struct pool *pool,
    struct import_batch **list, size_t *count, struct err *err) MUST_CHECK;
bool import_batch_get(struct db *db, int64_t id, struct pool *pool,
    struct import_batch *batch, struct err *err) MUST_CHECK;
/* Adds the row and sets id. In a transaction. */
bool import_batch_add(struct db *db, struct import_batch *batch,
    struct err *err) MUST_CHECK;
bool import_column_add(struct db *db, int64_t batch, int sheet, int number,
    const char *sheet_name, const char *head, const char *field,
    const char *encoding, struct err *err) MUST_CHECK;
bool import_row_add(struct db *db, int64_t batch, int sheet, int64_t number,
    int64_t dossier, const void *raw, size_t size, struct err *err) MUST_CHECK;

/* Take away what the import made, with an audit entry of its own. ERR_RULE
 * when later work stands on it, with the first of what it is; ERR_MISSING
 * when there is no such import or it is undone already. */
bool import_batch_undo(struct db *db, int64_t id, struct pool *pool,
    struct import_batch *batch, struct err *err) MUST_CHECK;

/* The mapping chosen for a table with these heads; "" when none. */
bool import_mapping_get(struct db *db, const char *heads, struct pool *pool,
    const char **maps, struct err *err) MUST_CHECK;
bool import_mapping_put(struct db *db, const char *heads, const char *maps,
    struct err *err) MUST_CHECK;

#endif
