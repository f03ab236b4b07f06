/* Rows as they are now, put together as a changeset that inserts them: copied
 * into tables of the same shape in memory, whose session is asked for it. */
#include "db_whole.h"

#include "buf.h"
#include "db_inside.h"

#include <stdlib.h>

struct db_whole {
	struct db *db;
	sqlite3_session *session;
};

static void put_name(struct buf *sql, const char *name)
{
	buf_char(sql, '"');
	for (; *name != '\0'; name++) {
		if (*name == '"')
			buf_char(sql, '"');
		buf_char(sql, *name);
	}
	buf_char(sql, '"');
}

/* The columns and the key, without types, defaults and references. */
static bool make_table(struct db *db, const char *table, struct err *err)
{
	static const char sql[] = "SELECT name, pk FROM pragma_table_info(?1)"
	    " ORDER BY cid";
	struct query *q = db_query(db, err, sql);
	struct buf text = { 0 }, keys = { 0 };
	const char *comma = " (";
	bool good;

	buf_text(&text, "CREATE TABLE whole.");
	put_name(&text, table);
	db_put_text(q, 1, table);
	while (db_row(q)) {
		buf_text(&text, comma);
		put_name(&text, db_text(q, 0));
		comma = ", ";
		if (db_int(q, 1) == 0)
			continue;
		buf_text(&keys, keys.length == 0 ? ", PRIMARY KEY (" : ", ");
		put_name(&keys, db_text(q, 0));
	}
	good = db_end(q);
	buf_printf(&text, "%s))", buf_string(&keys));
	good = good && db_script(db, err, buf_string(&text));
	buf_free(&text);
	buf_free(&keys);
	return good;
}

struct db_whole *db_whole_open(struct db *db, const char *const *tables,
    struct err *err)
{
	struct db_whole *whole = must_alloc(sizeof(*whole));

	whole->db = db;
	if (!db_script(db, err, "ATTACH ':memory:' AS whole")) {
		free(whole);
		return NULL;
	}
	if (sqlite3session_create(db->handle, "whole", &whole->session) !=
	    SQLITE_OK) {
		db_fail(db, err);
		goto bad;
	}
	for (; *tables != NULL; tables++) {
		if (!make_table(db, *tables, err))
			goto bad;
		if (sqlite3session_attach(whole->session, *tables) !=
		    SQLITE_OK) {
			db_fail(db, err);
			goto bad;
		}
	}
	return whole;
bad:
	db_whole_close(whole);
	return NULL;
}

bool db_whole_add(struct db_whole *whole, const char *table,
    const char *which, int64_t first, int64_t second, struct err *err)
{
	sqlite3_stmt *statement = NULL;
	struct buf sql = { 0 };
	bool good;

	buf_text(&sql, "INSERT OR IGNORE INTO whole.");
	put_name(&sql, table);
	buf_text(&sql, " SELECT * FROM main.");
	put_name(&sql, table);
	buf_text(&sql, " WHERE ");
	buf_text(&sql, which);
	good = sqlite3_prepare_v2(whole->db->handle, buf_string(&sql), -1,
	    &statement, NULL) == SQLITE_OK;
	if (good && sqlite3_bind_parameter_count(statement) > 0)
		sqlite3_bind_int64(statement, 1, first);
	if (good && sqlite3_bind_parameter_count(statement) > 1)
		sqlite3_bind_int64(statement, 2, second);
	good = good && sqlite3_step(statement) == SQLITE_DONE;
	if (!good)
		db_fail(whole->db, err);
	sqlite3_finalize(statement);
	buf_free(&sql);
	return good;
}

bool db_whole_take(struct db_whole *whole, void **data, size_t *size,
    struct err *err)
{
	int length = 0;

	*data = NULL;
	*size = 0;
	if (sqlite3session_changeset(whole->session, &length, data) != SQLITE_OK)
		return db_fail(whole->db, err);
	*size = (size_t)length;
	return true;
}

void db_whole_close(struct db_whole *whole)
{
	if (whole == NULL)
		return;
	if (whole->session != NULL)
		sqlite3session_delete(whole->session);
	sqlite3_exec(whole->db->handle, "DETACH whole", NULL, NULL, NULL);
	free(whole);
}
