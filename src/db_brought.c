/* Views and the triggers of the sums, which a connection brings along as TEMP:
 * schema/011_brought.sql names them, the older schema files have their text. */
#include "db_inside.h"

#include "buf.h"
#include "embed.h"

#include <string.h>

const char *db_schema_text(const char *kind, const char *name,
    struct pool *pool)
{
	const char *head = pool_printf(pool, "CREATE %s %s ", kind, name);
	const char *ending = strcmp(kind, "TRIGGER") == 0 ? "\nEND;" : ";\n";
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

bool db_bring_view(struct db *db)
{
	static const char head[] = "no such table: ";
	const char *said = sqlite3_errmsg(db->handle);
	struct pool pool = { 0 };
	const char *missing = strncmp(said, head, strlen(head)) == 0 ?
	    pool_copy(&pool, said + strlen(head)) : "";
	const char *at = NULL, *name;
	bool came = false;

	while (!came && (name = next_name("VIEW", &at, &pool)) != NULL)
		came = strcmp(name, missing) == 0 &&
		    create(db, "VIEW", name, &pool) == SQLITE_OK;
	pool_free(&pool);
	return came;
}

bool db_bring_sums(struct db *db, struct err *err)
{
	struct pool pool = { 0 };
	const char *at = NULL, *name;
	int result = SQLITE_OK;

	while (!db->sums && result == SQLITE_OK &&
	    (name = next_name("TRIGGER", &at, &pool)) != NULL)
		do
			result = create(db, "TRIGGER", name, &pool);
		while (result == SQLITE_ERROR && db_bring_view(db));
	if (result == SQLITE_OK)
		db->sums = true;
	pool_free(&pool);
	return db->sums || db_fail(db, err);
}

bool db_rest_sums(struct db *db, struct err *err)
{
	struct pool pool = { 0 };
	const char *at = NULL, *name;
	bool good = true;

	while (good && db->sums &&
	    (name = next_name("TRIGGER", &at, &pool)) != NULL)
		good = db_script(db, err, pool_printf(&pool,
		    "DROP TRIGGER IF EXISTS temp.%s", name));
	db->sums = false;
	pool_free(&pool);
	return good;
}
