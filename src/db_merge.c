#include "db_merge.h"

#include "buf.h"
#include "db_inside.h"
#include "db_merge_inside.h"

#include <string.h>

static const char *show(struct pool *pool, sqlite3_value *value)
{
	if (value == NULL || sqlite3_value_type(value) == SQLITE_NULL)
		return NULL;
	if (sqlite3_value_type(value) == SQLITE_BLOB)
		return "…";
	return pool_copy(pool, (const char *)sqlite3_value_text(value));
}

void merge_tell(struct merge *m, enum db_merge_kind kind,
    const struct shape *shape, int64_t id, const char *column,
    const char *base, const char *ours, const char *theirs, const char *why)
{
	m->how->tell(m->how->to, &(struct db_merge_event){ kind, shape->name, id,
	    column, base, ours, theirs, why });
}

int64_t merge_number_of(struct merge *m, const struct shape *shape,
    sqlite3_changeset_iter *at, int operation)
{
	int64_t theirs, ours;

	if (shape->number < 0)
		return 0;
	theirs = sqlite3_value_int64(merge_value(at, operation, shape->number,
	    operation == SQLITE_INSERT));
	ours = m->how->ours(m->how->to, shape->name, theirs);
	return ours != 0 ? ours : theirs;
}

/* Run it; a constraint in the way is a refusal. */
void merge_run(struct merge *m, sqlite3_stmt *statement,
    enum db_merge_kind kind, const struct shape *shape, int64_t id,
    const char *column, const char *before, const char *after)
{
	int result = sqlite3_step(statement);

	if (result == SQLITE_DONE)
		merge_tell(m, kind, shape, id, column, before, before, after, "");
	else if ((result & 0xff) == SQLITE_CONSTRAINT)
		merge_tell(m, MERGE_REFUSED, shape, id, column, before, before, after,
		    sqlite3_errmsg(m->db->handle));
	else
		db_fail(m->db, m->err);
	sqlite3_finalize(statement);
}

/* --- one row ------------------------------------------------------------ */

static void set_value(struct merge *m, const struct shape *shape,
    sqlite3_changeset_iter *at, int operation, int column, int64_t id,
    const char *before, sqlite3_value *value)
{
	struct buf sql = { 0 };
	sqlite3_stmt *statement;
	bool rev = strcmp(shape->columns[column], "rev") == 0;
	int place = 2;

	buf_text(&sql, "UPDATE ");
	merge_name(&sql, shape->name);
	buf_text(&sql, " SET ");
	merge_name(&sql, shape->columns[column]);
	buf_text(&sql, rev ? " = \"rev\" + 1 + 0 * ?" : " = ?");
	merge_keys(&sql, shape);
	statement = merge_prepare(m, &sql);
	if (statement == NULL)
		return;
	merge_bind(m, statement, 1, shape, column, value);
	for (int i = 0; i < shape->count; i++)
		if (shape->key[i])
			merge_bind(m, statement, place++, shape, i,
			    merge_value(at, operation, i,
			    operation == SQLITE_INSERT));
	if (merge_follows(shape, column)) {
		if (sqlite3_step(statement) != SQLITE_DONE)
			db_fail(m->db, m->err);
		sqlite3_finalize(statement);
		return;
	}
	merge_run(m, statement, MERGE_CHANGED, shape, id, shape->columns[column],
	    before, show(&m->pool, value));
}

/* A row that both have: column by column. For a row that they made and we
 * have too there is no base: what differs is a clash. */
static void merge_row(struct merge *m, const struct shape *shape,
    sqlite3_changeset_iter *at, int operation, sqlite3_stmt *row)
{
	int64_t id = merge_number_of(m, shape, at, operation);

	for (int i = 0; i < shape->count && m->err->kind == ERR_NONE; i++) {
		sqlite3_value *base = merge_value(at, operation, i, false);
		sqlite3_value *theirs = merge_value(at, operation, i, true);
		sqlite3_value *ours = sqlite3_column_value(row, i);
		const char *name = shape->columns[i], *why;
		bool clash;

		if (theirs == NULL || shape->key[i] ||
		    merge_same(m, shape, i, theirs, ours))
			continue;
		if (operation == SQLITE_INSERT && merge_follows(shape, i))
			continue;
		clash = !merge_follows(shape, i) && (operation == SQLITE_INSERT ||
		    !merge_same(m, shape, i, base, ours));
		why = merge_follows(shape, i) ? NULL :
		    m->how->rule(m->how->to, shape->name, id, name);
		if (why != NULL)
			merge_tell(m, MERGE_REFUSED, shape, id, name,
			    show(&m->pool, base), show(&m->pool, ours),
			    show(&m->pool, theirs), why);
		else if (clash && !m->how->take_theirs)
			merge_tell(m, MERGE_CLASH, shape, id, name,
			    show(&m->pool, base), show(&m->pool, ours),
			    show(&m->pool, theirs), "");
		else
			set_value(m, shape, at, operation, i, id,
			    show(&m->pool, ours), theirs);
	}
}

sqlite3_stmt *merge_insert(struct merge *m, const struct shape *shape,
    sqlite3_changeset_iter *at)
{
	struct buf sql = { 0 };
	sqlite3_stmt *statement;

	buf_text(&sql, "INSERT INTO ");
	merge_name(&sql, shape->name);
	buf_text(&sql, " VALUES (");
	for (int i = 0; i < shape->count; i++)
		buf_text(&sql, i == 0 ? "?" : ", ?");
	buf_char(&sql, ')');
	statement = merge_prepare(m, &sql);
	for (int i = 0; statement != NULL && i < shape->count; i++)
		merge_bind(m, statement, i + 1, shape, i,
		    merge_value(at, SQLITE_INSERT, i, true));
	return statement;
}

static void insert(struct merge *m, const struct shape *shape,
    sqlite3_changeset_iter *at)
{
	sqlite3_stmt *statement = merge_insert(m, shape, at);

	if (statement == NULL)
		return;
	merge_run(m, statement, MERGE_ADDED, shape, merge_number_of(m, shape, at,
	    SQLITE_INSERT), "", NULL, shape->code < 0 ? NULL :
	    show(&m->pool, merge_value(at, SQLITE_INSERT, shape->code, true)));
}

/* What they removed and we changed meanwhile stays, as a clash. */
static void remove_row(struct merge *m, const struct shape *shape,
    sqlite3_changeset_iter *at, sqlite3_stmt *row)
{
	int64_t id = merge_number_of(m, shape, at, SQLITE_DELETE);
	struct buf sql = { 0 };
	sqlite3_stmt *statement;
	int place = 1;

	for (int i = 0; i < shape->count && !m->how->take_theirs; i++) {
		sqlite3_value *base = merge_value(at, SQLITE_DELETE, i, false);
		sqlite3_value *ours = sqlite3_column_value(row, i);

		if (merge_follows(shape, i) ||
		    merge_same(m, shape, i, base, ours))
			continue;
		merge_tell(m, MERGE_CLASH, shape, id, shape->columns[i],
		    show(&m->pool, base), show(&m->pool, ours), NULL,
		    _("they removed what was changed here"));
		return;
	}
	buf_text(&sql, "DELETE FROM ");
	merge_name(&sql, shape->name);
	merge_keys(&sql, shape);
	statement = merge_prepare(m, &sql);
	if (statement == NULL)
		return;
	for (int i = 0; i < shape->count; i++)
		if (shape->key[i])
			merge_bind(m, statement, place++, shape, i,
			    merge_value(at, SQLITE_DELETE, i, false));
	merge_run(m, statement, MERGE_REMOVED, shape, id, "", NULL, NULL);
}

static bool is_settled(struct merge *m, const struct shape *shape,
    sqlite3_changeset_iter *at, int operation)
{
	return m->how->settled != NULL && shape->number >= 0 &&
	    m->how->settled(m->how->to, shape->name, sqlite3_value_int64(
	    merge_value(at, operation, shape->number, operation ==
	    SQLITE_INSERT)));
}

static void one_row(struct merge *m, const struct shape *shape,
    sqlite3_changeset_iter *at, int operation)
{
	sqlite3_stmt *row = merge_our_row(m, shape, at, operation);

	if (shape->carried && operation == SQLITE_INSERT)
		merge_carry(m, shape, at, row);
	else if (operation != SQLITE_DELETE &&
	    is_settled(m, shape, at, operation))
		;
	else if (row == NULL && operation == SQLITE_INSERT)
		insert(m, shape, at);
	else if (row == NULL && operation == SQLITE_UPDATE)
		merge_tell(m, MERGE_CLASH, shape, merge_number_of(m, shape, at,
		    operation), "", NULL, NULL, NULL,
		    _("they changed what is not here"));
	else if (row != NULL && operation == SQLITE_DELETE)
		remove_row(m, shape, at, row);
	else if (row != NULL)
		merge_row(m, shape, at, operation, row);
	sqlite3_finalize(row);
}

/* --- all rows ----------------------------------------------------------- */

static bool each_row(struct merge *m, const void *data, size_t size,
    bool numbers)
{
	sqlite3_changeset_iter *at = NULL;

	if (size > INT32_MAX || sqlite3changeset_start(&at, (int)size,
	    (void *)(uintptr_t)data) != SQLITE_OK)
		return err_set(m->err, ERR_FINDINGS,
		    _("The recorded change cannot be read"));
	while (m->err->kind == ERR_NONE && db_next_change(at)) {
		const char *table = NULL;
		int count, operation, indirect;
		struct shape *shape;

		if (sqlite3changeset_op(at, &table, &count, &operation,
		    &indirect) != SQLITE_OK)
			break;
		if (strncmp(table, "exchange_", 9) == 0)
			continue;
		shape = merge_shape(m, table, count);
		if (shape == NULL)
			break;
		if (!numbers)
			one_row(m, shape, at, operation);
		else if (operation == SQLITE_INSERT && shape->number >= 0 &&
		    !merge_number(m, shape, at))
			break;
	}
	if (sqlite3changeset_finalize(at) != SQLITE_OK &&
	    m->err->kind == ERR_NONE)
		return err_set(m->err, ERR_FINDINGS,
		    _("The recorded change cannot be read"));
	return m->err->kind == ERR_NONE;
}

static bool merge(struct db *db, const void *data, size_t size,
    const struct db_merge *how, bool numbers, bool rows, struct err *err)
{
	static const char later[] = "PRAGMA defer_foreign_keys = ON";
	struct merge m = { .db = db, .how = how, .err = err };
	bool good = db_run(db, err, later) &&
	    (!numbers || each_row(&m, data, size, true)) &&
	    (!rows || each_row(&m, data, size, false));

	pool_free(&m.pool);
	return good;
}

bool db_merge(struct db *db, const void *data, size_t size,
    const struct db_merge *how, struct err *err)
{
	return merge(db, data, size, how, true, true, err);
}

bool db_merge_numbers(struct db *db, const void *data, size_t size,
    const struct db_merge *how, struct err *err)
{
	return merge(db, data, size, how, true, false, err);
}

bool db_merge_rows(struct db *db, const void *data, size_t size,
    const struct db_merge *how, struct err *err)
{
	return merge(db, data, size, how, false, true, err);
}

bool db_dangling(struct db *db)
{
	int now = 0, most = 0;

	return sqlite3_db_status(db->handle, SQLITE_DBSTATUS_DEFERRED_FKS, &now,
	    &most, 0) == SQLITE_OK && now > 0;
}
