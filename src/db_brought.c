/* Views and triggers, which a connection brings along as TEMP:
 * schema/011_brought.sql names them, the older schema files have their text.
 * What else stands in the file may be anybody's: such views are not used, and
 * with such triggers nothing is written. */
#include "db_inside.h"

#include "buf.h"
#include "embed.h"

#include <string.h>

const char *db_schema_text(const char *kind, const char *name,
    struct pool *pool)
{
	const char *head = pool_printf(pool, "CREATE %s %s ", kind, name);
	const char *ending = strcmp(kind, "TRIGGER") == 0 ? "END;\n" : ";\n";
	const struct embed *files[100], *file = NULL;
	size_t count = 0;

	while (count < COUNT(files) &&
	    (file = embed_next("schema/", file)) != NULL)
		files[count++] = file;
	while (count > 0) {
		const char *from = strstr((const char *)files[--count]->data,
		    head);
		const char *end = from == NULL ? NULL : strstr(from, ending);

		if (end != NULL)
			return pool_copy_n(pool, from, (size_t)(strchr(end,
			    ';') - from));
	}
	return NULL;
}

/* The next name of that kind in the list, NULL behind the last one. *at: where
 * to go on, at first NULL. */
static const char *next_name(const char *kind, const char **at,
    struct pool *pool)
{
	const char *head = pool_printf(pool, "DROP %s IF EXISTS ", kind);
	const struct embed *list = embed_find("schema/011_brought.sql");
	const char *name;

	if (*at == NULL)
		*at = list == NULL ? "" : (const char *)list->data;
	name = strstr(*at, head);
	if (name == NULL)
		return NULL;
	name += strlen(head);
	*at = name + strcspn(name, ";");
	return pool_copy_n(pool, name, (size_t)(*at - name));
}

static int create(struct db *db, const char *kind, const char *name,
    struct pool *pool)
{
	const char *text = db_schema_text(kind, name, pool);
	struct buf sql = { 0 };
	int result;

	if (text == NULL)
		return SQLITE_ERROR;
	buf_text(&sql, "CREATE TEMP ");
	buf_text(&sql, kind);
	buf_text(&sql, " IF NOT EXISTS ");
	buf_text(&sql, text + strlen("CREATE ") + strlen(kind) + 1);
	result = sqlite3_exec(db->handle, buf_string(&sql), NULL, NULL, NULL);
	buf_free(&sql);
	return result;
}

/* Which view SQLite has just asked for; "" when it was something else. */
static const char *wanted_view(struct db *db, struct pool *pool)
{
	static const char missing[] = "no such table: ";
	static const char refused[] = "access to view \"";
	const char *said = sqlite3_errmsg(db->handle);

	if (strncmp(said, missing, strlen(missing)) == 0)
		return pool_copy(pool, said + strlen(missing));
	if (strncmp(said, refused, strlen(refused)) == 0)
		return pool_copy_n(pool, said + strlen(refused),
		    strcspn(said + strlen(refused), "\""));
	return "";
}

bool db_bring_view(struct db *db)
{
	struct pool pool = { 0 };
	const char *wanted = wanted_view(db, &pool);
	const char *at = NULL, *name = "scan_full";

	while (name != NULL && strcmp(name, wanted) != 0)
		name = next_name("VIEW", &at, &pool);
	if (name != NULL && create(db, "VIEW", name, &pool) != SQLITE_OK)
		name = NULL;
	pool_free(&pool);
	return name != NULL;
}

static bool bring(struct db *db, struct err *err)
{
	struct pool pool = { 0 };
	const char *at = NULL, *name = "audit_no_update";
	int result = create(db, "TRIGGER", "audit_no_delete", &pool);

	while (result == SQLITE_OK && name != NULL) {
		do
			result = create(db, "TRIGGER", name, &pool);
		while (result == SQLITE_ERROR && db_bring_view(db));
		name = next_name("TRIGGER", &at, &pool);
	}
	db->brought = result == SQLITE_OK;
	pool_free(&pool);
	return db->brought || db_fail(db, err);
}

bool db_rest_triggers(struct db *db, struct err *err)
{
	struct pool pool = { 0 };
	const char *at = NULL, *name;
	bool good = true;

	while (good && db->brought &&
	    (name = next_name("TRIGGER", &at, &pool)) != NULL)
		good = db_script(db, err, pool_printf(&pool,
		    "DROP TRIGGER IF EXISTS temp.%s", name));
	db->brought = false;
	pool_free(&pool);
	return good;
}

bool db_strangers(struct db *db, const char *kind, struct pool *pool,
    const char **names, struct err *err)
{
	static const char sql[] = "SELECT name, sql FROM main.sqlite_schema"
	    " WHERE type = lower(?1)";
	struct query *q = db_query(db, err, sql);

	*names = NULL;
	db_put_text(q, 1, kind);
	while (db_row(q)) {
		const char *text = db_schema_text(kind, db_text(q, 0), pool);

		if (text == NULL || strcmp(text, db_text(q, 1)) != 0)
			*names = pool_printf(pool, "%s%s%s", *names == NULL ?
			    "" : *names, *names == NULL ? "" : ", ",
			    db_text(q, 0));
	}
	return db_end(q);
}

bool db_bring_triggers(struct db *db, struct err *err)
{
	struct pool pool = { 0 };
	const char *names;
	bool good = db_strangers(db, "TRIGGER", &pool, &names, err);

	if (good && names != NULL)
		good = err_set(err, ERR_FAILED, _("The catalogue has triggers "
		    "that are not bansao's (%s): nothing was changed. Somebody "
		    "has written past bansao; compare with a backup, then "
		    "\"bansao doctor --repair\" takes them away"), names);
	pool_free(&pool);
	return good && bring(db, err);
}

static bool drop_stranger(struct db *db, const char *name, struct err *err)
{
	char *sql = sqlite3_mprintf("DROP TRIGGER main.\"%w\"", name);
	bool good = sql != NULL ? db_script(db, err, sql) : db_fail(db, err);

	sqlite3_free(sql);
	return good;
}

bool db_drop_strangers(struct db *db, struct err *err)
{
	struct pool pool = { 0 };
	const char *names;
	bool good = db_strangers(db, "TRIGGER", &pool, &names, err);

	if (!good || names == NULL) {
		pool_free(&pool);
		return good;
	}
	db->settled = false;
	good = db_begin(db, err);
	while (good && (good = db_strangers(db, "TRIGGER", &pool, &names,
	    err)) && names != NULL)
		good = drop_stranger(db, pool_copy_n(&pool, names,
		    strcspn(names, ",")), err);
	if (good)
		good = db_commit(db, err);
	else
		db_rollback(db);
	db->settled = true;
	pool_free(&pool);
	return good;
}
