/* Statements: prepared once, kept by the address of their text. */
#include "db_inside.h"

#include <stdlib.h>

/* Given where a statement cannot be; it is never run and never freed. */
static struct query dead;

static struct query *nothing(struct err *err)
{
	dead.err = err;
	return &dead;
}

static struct query *find_cached(struct db *db, const char *sql)
{
	size_t slot = ((uintptr_t)sql >> 3) % COUNT(db->cache);

	for (struct query *q = db->cache[slot]; q != NULL; q = q->next)
		if (q->sql == sql && !q->in_use)
			return q;
	return NULL;
}

static struct query *prepare(struct db *db, struct err *err, const char *sql,
    bool keep)
{
	struct query *q = must_alloc(sizeof(*q));
	int result;

	q->db = db;
	q->sql = sql;
	do
		result = sqlite3_prepare_v3(db->handle, sql, -1,
		    keep ? SQLITE_PREPARE_PERSISTENT : 0, &q->statement, NULL);
	while (result == SQLITE_ERROR && db_bring_view(db));
	if (result != SQLITE_OK || q->statement == NULL) {
		db_fail(db, err);
		free(q);
		return nothing(err);
	}
	if (keep) {
		size_t slot = ((uintptr_t)sql >> 3) % COUNT(db->cache);

		q->kept = true;
		q->next = db->cache[slot];
		db->cache[slot] = q;
	}
	q->in_use = true;
	q->err = err;
	return q;
}

struct query *db_query(struct db *db, struct err *err, const char *sql)
{
	struct query *q;

	if (err->kind != ERR_NONE)
		return nothing(err);
	q = find_cached(db, sql);
	if (q == NULL)
		return prepare(db, err, sql, true);
	q->in_use = true;
	q->err = err;
	return q;
}

struct query *db_query_text(struct db *db, struct err *err, const char *sql)
{
	struct query *q;

	if (err->kind != ERR_NONE)
		return nothing(err);
	q = prepare(db, err, sql, false);
	if (q != &dead && !sqlite3_stmt_readonly(q->statement)) {
		err_set(err, ERR_USAGE, _("Only reading is allowed here"));
		sqlite3_finalize(q->statement);
		free(q);
		return nothing(err);
	}
	return q;
}

static void put(struct query *q, int result)
{
	if (result != SQLITE_OK)
		db_fail(q->db, q->err);
}

void db_put_int(struct query *q, int index, int64_t value)
{
	if (q->statement != NULL)
		put(q, sqlite3_bind_int64(q->statement, index, value));
}

void db_put_real(struct query *q, int index, double value)
{
	if (q->statement != NULL)
		put(q, sqlite3_bind_double(q->statement, index, value));
}

void db_put_text(struct query *q, int index, const char *text)
{
	if (q->statement != NULL)
		put(q, sqlite3_bind_text(q->statement, index, text, -1,
		    SQLITE_STATIC));
}

void db_put_blob(struct query *q, int index, const void *data, size_t size)
{
	if (q->statement != NULL)
		put(q, sqlite3_bind_blob64(q->statement, index,
		    data == NULL ? "" : data, size, SQLITE_STATIC));
}

void db_put_null(struct query *q, int index)
{
	if (q->statement != NULL)
		put(q, sqlite3_bind_null(q->statement, index));
}

bool db_row(struct query *q)
{
	int result;

	if (q->statement == NULL || q->err->kind != ERR_NONE)
		return false;
	result = sqlite3_step(q->statement);
	q->done = true;
	if (result == SQLITE_ROW)
		return true;
	if (result != SQLITE_DONE)
		db_fail(q->db, q->err);
	q->finished = true;
	return false;
}

int64_t db_int(struct query *q, int column)
{
	return sqlite3_column_int64(q->statement, column);
}

double db_real(struct query *q, int column)
{
	return sqlite3_column_double(q->statement, column);
}

const char *db_text(struct query *q, int column)
{
	const char *text = (const char *)sqlite3_column_text(q->statement,
	    column);

	return text == NULL ? "" : text;
}

const void *db_blob(struct query *q, int column, size_t *size)
{
	const void *data = sqlite3_column_blob(q->statement, column);

	*size = (size_t)sqlite3_column_bytes(q->statement, column);
	return data;
}

bool db_is_null(struct query *q, int column)
{
	return sqlite3_column_type(q->statement, column) == SQLITE_NULL;
}

char *db_copy(struct query *q, int column, struct pool *pool)
{
	const char *text = db_text(q, column);

	return pool_copy_n(pool, text,
	    (size_t)sqlite3_column_bytes(q->statement, column));
}

int db_columns(struct query *q)
{
	return q->statement == NULL ? 0 : sqlite3_column_count(q->statement);
}

const char *db_column_name(struct query *q, int column)
{
	const char *name = q->statement == NULL ? NULL :
	    sqlite3_column_name(q->statement, column);

	return name == NULL ? "" : name;
}

bool db_end(struct query *q)
{
	bool good = q->err->kind == ERR_NONE;

	if (q == &dead)
		return false;
	/* A statement that was never stepped is run now, so that INSERT and
	 * UPDATE need no db_row. */
	if (good && !q->done) {
		(void)db_row(q);
		good = q->err->kind == ERR_NONE;
	}
	sqlite3_reset(q->statement);
	q->done = q->finished = false;
	if (q->kept) {
		sqlite3_clear_bindings(q->statement);
		q->in_use = false;
		q->err = NULL;
	} else {
		sqlite3_finalize(q->statement);
		free(q);
	}
	return good;
}

bool db_run(struct db *db, struct err *err, const char *sql)
{
	return db_end(db_query(db, err, sql));
}

bool db_script(struct db *db, struct err *err, const char *sql)
{
	if (err->kind != ERR_NONE)
		return false;
	if (sqlite3_exec(db->handle, sql, NULL, NULL, NULL) != SQLITE_OK)
		return db_fail(db, err);
	return true;
}
