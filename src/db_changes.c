#include "db_inside.h"

#include <stdio.h>
#include <string.h>

/* --- which tables are recorded ------------------------------------------ */

static bool read_recorded(struct db *db, struct err *err)
{
	static const char sql[] = "SELECT name FROM recorded";
	struct query *q = db_query(db, err, sql);

	pool_reset(&db->recorded_pool);
	db->recorded_count = 0;
	while (db->recorded_count < COUNT(db->recorded) && db_row(q))
		db->recorded[db->recorded_count++] =
		    db_copy(q, 0, &db->recorded_pool);
	return db_end(q);
}

static int is_recorded(void *to, const char *table)
{
	const struct db *db = to;

	for (size_t i = 0; i < db->recorded_count; i++)
		if (strcmp(db->recorded[i], table) == 0)
			return 1;
	return 0;
}

bool db_record_start(struct db *db, struct err *err)
{
	db_record_stop(db);
	if (db->recorded_count == 0 && !read_recorded(db, err))
		return false;
	if (sqlite3session_create(db->handle, "main", &db->session) !=
	    SQLITE_OK)
		return db_fail(db, err);
	sqlite3session_table_filter(db->session, is_recorded, db);
	if (sqlite3session_attach(db->session, NULL) != SQLITE_OK)
		return db_fail(db, err);
	return true;
}

void db_record_stop(struct db *db)
{
	if (db->session != NULL)
		sqlite3session_delete(db->session);
	db->session = NULL;
}

bool db_record_take(struct db *db, void **data, size_t *size, struct err *err)
{
	int length = 0;

	*data = NULL;
	*size = 0;
	if (db->session == NULL)
		return true;
	if (sqlite3session_changeset(db->session, &length, data) != SQLITE_OK)
		return db_fail(db, err);
	*size = (size_t)length;
	return true;
}

void db_record_free(void *data)
{
	sqlite3_free(data);
}

/* --- applying ----------------------------------------------------------- */

struct applying {
	const char *table;	/* where it did not fit */
	char name[64];
};

static int on_conflict(void *to, int kind, sqlite3_changeset_iter *at)
{
	struct applying *applying = to;
	const char *table = NULL;
	int columns, operation, indirect;

	if (kind != SQLITE_CHANGESET_FOREIGN_KEY &&
	    sqlite3changeset_op(at, &table, &columns, &operation, &indirect) ==
	    SQLITE_OK && table != NULL) {
		/* A row that should go and is gone: it went with its parent. */
		if (kind == SQLITE_CHANGESET_NOTFOUND &&
		    operation == SQLITE_DELETE)
			return SQLITE_CHANGESET_OMIT;
		snprintf(applying->name, sizeof(applying->name), "%s", table);
		applying->table = applying->name;
	}
	return SQLITE_CHANGESET_ABORT;
}

/* The iterator's name lives only inside the callback; give back a constant
 * of the schema for the common tables. */
static const char *constant_name(const char *name)
{
	static const char *const names[] = {
		"dossier", "dossier_criterion", "damage", "arrangement",
		"document", "fonds", "grp", "selection", "selection_item",
		"batch", "handover", "quota", "setting", "org"
	};

	for (size_t i = 0; i < COUNT(names); i++)
		if (strcmp(names[i], name) == 0)
			return names[i];
	return NULL;
}

bool db_apply(struct db *db, const void *data, size_t size, bool inverse,
    const char **conflict, struct err *err)
{
	struct applying applying = { 0 };
	void *turned = NULL;
	int length = (int)size;
	int result;

	*conflict = NULL;
	if (size > INT32_MAX)
		return err_set(err, ERR_FAILED, _("The change is too large"));
	if (inverse && sqlite3changeset_invert((int)size, data, &length,
	    &turned) != SQLITE_OK)
		return err_set(err, ERR_FAILED,
		    _("The recorded change cannot be read"));
	result = sqlite3changeset_apply(db->handle, length,
	    inverse ? turned : (void *)(uintptr_t)data, NULL, on_conflict,
	    &applying);
	sqlite3_free(turned);
	if (result == SQLITE_OK)
		return true;
	if (result == SQLITE_ABORT || applying.table != NULL) {
		*conflict = applying.table == NULL ? NULL :
		    constant_name(applying.name);
		return err_set(err, ERR_RULE, _("Later work stands on it"));
	}
	return db_fail(db, err);
}

/* --- reading ------------------------------------------------------------ */

enum { MOST_COLUMNS = 128 };

struct columns {
	char table[64];
	char *names[MOST_COLUMNS];
	int count;
};

static bool read_columns(struct db *db, const char *table,
    struct columns *columns, struct pool *pool, struct err *err)
{
	static const char sql[] =
	    "SELECT name FROM pragma_table_info(?1) ORDER BY cid";
	struct query *q;

	if (strcmp(columns->table, table) == 0)
		return true;
	snprintf(columns->table, sizeof(columns->table), "%s", table);
	columns->count = 0;
	q = db_query(db, err, sql);
	db_put_text(q, 1, table);
	while (columns->count < MOST_COLUMNS && db_row(q))
		columns->names[columns->count++] = db_copy(q, 0, pool);
	return db_end(q);
}

static const char *value_text(sqlite3_value *value, struct pool *pool)
{
	const unsigned char *bytes;
	int size;
	char *hex;

	switch (value == NULL ? SQLITE_NULL : sqlite3_value_type(value)) {
	case SQLITE_NULL:
		return NULL;
	case SQLITE_BLOB:
		bytes = sqlite3_value_blob(value);
		size = sqlite3_value_bytes(value);
		hex = pool_alloc(pool, (size_t)size * 2 + 1);
		for (size_t i = 0; i < (size_t)size; i++)
			snprintf(hex + 2 * i, 3, "%02x", bytes[i]);
		return hex;
	default:
		return pool_copy(pool, (const char *)sqlite3_value_text(value));
	}
}

static bool one_row(sqlite3_changeset_iter *at, const char *table,
    int columns_count, int operation, const struct columns *columns,
    struct pool *pool, bool (*each)(void *to, const struct db_change *change),
    void *to)
{
	unsigned char *key = NULL;
	int key_count = 0;
	int64_t id = 0;

	sqlite3changeset_pk(at, &key, &key_count);
	for (int i = 0; i < columns_count && i < columns->count; i++) {
		sqlite3_value *value = NULL;

		if (i >= key_count || !key[i])
			continue;
		if (operation == SQLITE_INSERT)
			sqlite3changeset_new(at, i, &value);
		else
			sqlite3changeset_old(at, i, &value);
		if (value != NULL && id == 0)
			id = sqlite3_value_int64(value);
	}
	for (int i = 0; i < columns_count && i < columns->count; i++) {
		sqlite3_value *before = NULL, *after = NULL;
		struct db_change change = { .table = table, .id = id };

		if (operation != SQLITE_INSERT)
			sqlite3changeset_old(at, i, &before);
		if (operation != SQLITE_DELETE)
			sqlite3changeset_new(at, i, &after);
		if (operation == SQLITE_UPDATE && after == NULL)
			continue;
		change.operation = (char)(operation == SQLITE_INSERT ? 'I' :
		    operation == SQLITE_DELETE ? 'D' : 'U');
		change.column = columns->names[i];
		change.before = value_text(before, pool);
		change.after = value_text(after, pool);
		if (!each(to, &change))
			return false;
	}
	return true;
}

bool db_next_change(sqlite3_changeset_iter *at)
{
	int step = sqlite3changeset_next(at);

	/* sqlite3changeset_finalize() dies of a value that found no memory. */
	if (step == SQLITE_NOMEM)
		no_memory();
	return step == SQLITE_ROW;
}

bool db_each_change(struct db *db, const void *data, size_t size,
    bool (*each)(void *to, const struct db_change *change), void *to,
    struct err *err)
{
	sqlite3_changeset_iter *at = NULL;
	struct columns columns = { .table = "" };
	struct pool names = { 0 }, row = { 0 };
	bool good = true, more = true;

	if (size > INT32_MAX || sqlite3changeset_start(&at, (int)size,
	    (void *)(uintptr_t)data) != SQLITE_OK)
		return err_set(err, ERR_FAILED,
		    _("The recorded change cannot be read"));
	while (good && more && db_next_change(at)) {
		const char *table = NULL;
		int count, operation, indirect;

		if (sqlite3changeset_op(at, &table, &count, &operation,
		    &indirect) != SQLITE_OK)
			break;
		good = read_columns(db, table, &columns, &names, err);
		if (good)
			more = one_row(at, table, count, operation, &columns,
			    &row, each, to);
		pool_reset(&row);
	}
	if (sqlite3changeset_finalize(at) != SQLITE_OK && good)
		good = err_set(err, ERR_FAILED,
		    _("The recorded change cannot be read"));
	pool_free(&row);
	pool_free(&names);
	return good;
}
