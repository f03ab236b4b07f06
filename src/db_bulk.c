#include "db_bulk.h"

#include "db_inside.h"

static bool run(struct db *db, const char *sql, struct err *err)
{
	return sqlite3_exec(db->handle, sql, NULL, NULL, NULL) == SQLITE_OK ||
	    db_fail(db, err);
}

static bool list_indexes(struct db_bulk *bulk, const char *table,
    const char ***names, struct err *err)
{
	/* What a UNIQUE makes has no text and stays: it is a rule. */
	static const char sql[] = "SELECT name, sql, count(*) OVER ()"
	    " FROM sqlite_schema WHERE type = 'index' AND tbl_name = ?1"
	    " AND sql IS NOT NULL ORDER BY rootpage";
	struct query *q = db_query(bulk->db, err, sql);

	db_put_text(q, 1, table);
	while (db_row(q)) {
		if (*names == NULL) {
			size_t count = (size_t)db_int(q, 2);

			bulk->indexes = pool_array(&bulk->pool, count,
			    sizeof(*bulk->indexes));
			*names = pool_array(&bulk->pool, count,
			    sizeof(**names));
		}
		(*names)[bulk->count] = db_copy(q, 0, &bulk->pool);
		bulk->indexes[bulk->count++] = db_copy(q, 1, &bulk->pool);
	}
	return db_end(q);
}

static bool drop_index(struct db *db, const char *name, struct err *err)
{
	char *sql = sqlite3_mprintf("DROP INDEX \"%w\"", name);
	bool good = sql != NULL && run(db, sql, err);

	sqlite3_free(sql);
	return good;
}

bool db_bulk_begin(struct db_bulk *bulk, struct db *db, const char *table,
    bool indexes, struct err *err)
{
	const char **names = NULL;
	bool good = true;

	*bulk = (struct db_bulk){ .db = db };
	good = db_rest_triggers(db, err);
	if (good && indexes)
		good = list_indexes(bulk, table, &names, err);
	for (size_t i = 0; good && names != NULL && i < bulk->count; i++)
		good = drop_index(db, names[i], err);
	return good;
}

bool db_bulk_end(struct db_bulk *bulk, bool good, struct err *err)
{
	for (size_t i = 0; good && i < bulk->count; i++)
		good = run(bulk->db, bulk->indexes[i], err);
	if (good && bulk->db != NULL)
		good = db_bring_triggers(bulk->db, err);
	pool_free(&bulk->pool);
	*bulk = (struct db_bulk){ 0 };
	return good;
}
