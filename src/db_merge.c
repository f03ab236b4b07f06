#include "db_merge.h"

#include "buf.h"
#include "db_inside.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MOST = 128 };

/* What the schema says of a table; the changeset must agree with it. */
struct shape {
	char *name;
	char *columns[MOST];
	char *parents[MOST];	/* table a column refers to, or NULL */
	bool key[MOST];
	int count;
	int number;		/* column of the single integer key, or -1 */
	int code;		/* column of a unique code, or -1 */
	int64_t free;		/* next number that nobody has, 0: not asked */
	struct shape *next;
};

struct merge {
	struct db *db;
	const struct db_merge *how;
	struct pool pool;
	struct shape *shapes;
	struct err *err;
};

/* --- the shape of tables --------------------------------------------------- */

static bool is_recorded(struct merge *m, const char *table)
{
	for (size_t i = 0; i < m->db->recorded_count; i++)
		if (strcmp(m->db->recorded[i], table) == 0)
			return true;
	return false;
}

static bool read_parents(struct merge *m, struct shape *shape)
{
	static const char sql[] =
	    "SELECT \"from\", \"table\" FROM pragma_foreign_key_list(?1)";
	struct query *q = db_query(m->db, m->err, sql);

	db_put_text(q, 1, shape->name);
	while (db_row(q))
		for (int i = 0; i < shape->count; i++)
			if (strcmp(shape->columns[i], db_text(q, 0)) == 0)
				shape->parents[i] = db_copy(q, 1, &m->pool);
	return db_end(q);
}

static bool read_shape(struct merge *m, struct shape *shape)
{
	static const char sql[] = "SELECT name, pk, type"
	    " FROM pragma_table_info(?1) ORDER BY cid";
	struct query *q = db_query(m->db, m->err, sql);
	int keys = 0;

	db_put_text(q, 1, shape->name);
	shape->number = shape->code = -1;
	while (shape->count < MOST && db_row(q)) {
		int at = shape->count++;

		shape->columns[at] = db_copy(q, 0, &m->pool);
		shape->key[at] = db_int(q, 1) != 0;
		if (shape->key[at] && keys++ == 0 &&
		    strcmp(db_text(q, 2), "INTEGER") == 0)
			shape->number = at;
		if (strcmp(shape->columns[at], "code") == 0)
			shape->code = at;
	}
	if (keys != 1)
		shape->number = -1;
	return db_end(q) && read_parents(m, shape);
}

static struct shape *shape_of(struct merge *m, const char *table, int columns)
{
	struct shape *shape = m->shapes;

	while (shape != NULL && strcmp(shape->name, table) != 0)
		shape = shape->next;
	if (shape == NULL) {
		shape = pool_alloc(&m->pool, sizeof(*shape));
		shape->name = pool_copy(&m->pool, table);
		if (!is_recorded(m, table)) {
			err_set(m->err, ERR_FINDINGS, _("The changes name the "
			    "table \"%s\", which is not exchanged"), table);
			return NULL;
		}
		if (!read_shape(m, shape))
			return NULL;
		shape->next = m->shapes;
		m->shapes = shape;
	}
	if (shape->count != columns) {
		err_set(m->err, ERR_FINDINGS, _("The table \"%s\" has %d columns "
		    "there and %d here: bring both sites to the same bansao"),
		    table, columns, shape->count);
		return NULL;
	}
	return shape;
}

/* --- statements ------------------------------------------------------------ */

/* Composed of names of the schema only, quoted; every value is bound. */
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

static void put_keys(struct buf *sql, const struct shape *shape)
{
	const char *word = " WHERE ";

	for (int i = 0; i < shape->count; i++) {
		if (!shape->key[i])
			continue;
		buf_text(sql, word);
		put_name(sql, shape->columns[i]);
		buf_text(sql, " = ?");
		word = " AND ";
	}
}

static sqlite3_stmt *prepare(struct merge *m, struct buf *sql)
{
	sqlite3_stmt *statement = NULL;

	if (sqlite3_prepare_v2(m->db->handle, buf_string(sql), -1, &statement,
	    NULL) != SQLITE_OK)
		db_fail(m->db, m->err);
	buf_free(sql);
	return statement;
}

/* A value of theirs in our numbers: references follow. */
static void bind(struct merge *m, sqlite3_stmt *statement, int at,
    const struct shape *shape, int column, sqlite3_value *value)
{
	const char *parent = column == shape->number ? shape->name :
	    shape->parents[column];
	int64_t number;

	if (strcmp(shape->columns[column], "import_id") == 0)
		sqlite3_bind_null(statement, at);	/* imports stay there */
	else if (parent != NULL && sqlite3_value_type(value) == SQLITE_INTEGER) {
		number = m->how->ours(m->how->to, parent,
		    sqlite3_value_int64(value));
		sqlite3_bind_int64(statement, at, number != 0 ? number :
		    sqlite3_value_int64(value));
	} else
		sqlite3_bind_value(statement, at, value);
}

static sqlite3_value *value_of(sqlite3_changeset_iter *at, int operation,
    int column, bool after)
{
	sqlite3_value *value = NULL;

	if (after && operation != SQLITE_DELETE)
		sqlite3changeset_new(at, column, &value);
	else if (!after && operation != SQLITE_INSERT)
		sqlite3changeset_old(at, column, &value);
	return value;
}

/* Our row of that key: stepped to it, or NULL when there is none. */
static sqlite3_stmt *our_row(struct merge *m, const struct shape *shape,
    sqlite3_changeset_iter *at, int operation)
{
	struct buf sql = { 0 };
	sqlite3_stmt *statement;
	int place = 1;

	buf_text(&sql, "SELECT * FROM ");
	put_name(&sql, shape->name);
	put_keys(&sql, shape);
	statement = prepare(m, &sql);
	if (statement == NULL)
		return NULL;
	for (int i = 0; i < shape->count; i++)
		if (shape->key[i])
			bind(m, statement, place++, shape, i, value_of(at,
			    operation, i, operation == SQLITE_INSERT));
	if (sqlite3_step(statement) == SQLITE_ROW)
		return statement;
	sqlite3_finalize(statement);
	return NULL;
}

static const char *show(struct pool *pool, sqlite3_value *value)
{
	if (value == NULL || sqlite3_value_type(value) == SQLITE_NULL)
		return NULL;
	if (sqlite3_value_type(value) == SQLITE_BLOB)
		return "…";
	return pool_copy(pool, (const char *)sqlite3_value_text(value));
}

/* Equal once a value of theirs is in our numbers. */
static bool same(struct merge *m, const struct shape *shape, int column,
    sqlite3_value *theirs, sqlite3_value *ours)
{
	const char *parent = column == shape->number ? shape->name :
	    shape->parents[column];
	int type = sqlite3_value_type(ours);
	int64_t number;

	if (theirs == NULL || sqlite3_value_type(theirs) != type)
		return theirs == NULL && type == SQLITE_NULL;
	if (type == SQLITE_INTEGER) {
		number = sqlite3_value_int64(theirs);
		if (parent != NULL && m->how->ours(m->how->to, parent, number) !=
		    0)
			number = m->how->ours(m->how->to, parent, number);
		return number == sqlite3_value_int64(ours);
	}
	if (type == SQLITE_FLOAT)
		return sqlite3_value_double(theirs) == sqlite3_value_double(ours);
	return type == SQLITE_NULL || (sqlite3_value_bytes(theirs) ==
	    sqlite3_value_bytes(ours) && memcmp(sqlite3_value_blob(theirs),
	    sqlite3_value_blob(ours), (size_t)sqlite3_value_bytes(ours)) == 0);
}

/* What follows from other columns, or differs by nature: never a clash. */
static bool follows(const char *column)
{
	static const char *const names[] = {
		"rev", "sort_key", "created_at", "import_id"
	};
	size_t length = strlen(column);

	for (size_t i = 0; i < COUNT(names); i++)
		if (strcmp(names[i], column) == 0)
			return true;
	return length > 5 && strcmp(column + length - 5, "_fold") == 0;
}

static void tell(struct merge *m, enum db_merge_kind kind,
    const struct shape *shape, int64_t id, const char *column,
    const char *base, const char *ours, const char *theirs, const char *why)
{
	m->how->tell(m->how->to, &(struct db_merge_event){ kind, shape->name, id,
	    column, base, ours, theirs, why });
}

static int64_t number_of(struct merge *m, const struct shape *shape,
    sqlite3_changeset_iter *at, int operation)
{
	int64_t theirs, ours;

	if (shape->number < 0)
		return 0;
	theirs = sqlite3_value_int64(value_of(at, operation, shape->number,
	    operation == SQLITE_INSERT));
	ours = m->how->ours(m->how->to, shape->name, theirs);
	return ours != 0 ? ours : theirs;
}

/* Run it; a constraint in the way is a refusal. */
static void run(struct merge *m, sqlite3_stmt *statement,
    enum db_merge_kind kind, const struct shape *shape, int64_t id,
    const char *column, const char *before, const char *after)
{
	int result = sqlite3_step(statement);

	if (result == SQLITE_DONE)
		tell(m, kind, shape, id, column, before, before, after, "");
	else if ((result & 0xff) == SQLITE_CONSTRAINT)
		tell(m, MERGE_REFUSED, shape, id, column, before, before, after,
		    sqlite3_errmsg(m->db->handle));
	else
		db_fail(m->db, m->err);
	sqlite3_finalize(statement);
}

/* --- one row ---------------------------------------------------------------- */

static void set_value(struct merge *m, const struct shape *shape,
    sqlite3_changeset_iter *at, int operation, int column, int64_t id,
    const char *before, sqlite3_value *value)
{
	struct buf sql = { 0 };
	sqlite3_stmt *statement;
	bool rev = strcmp(shape->columns[column], "rev") == 0;
	int place = 2;

	buf_text(&sql, "UPDATE ");
	put_name(&sql, shape->name);
	buf_text(&sql, " SET ");
	put_name(&sql, shape->columns[column]);
	buf_text(&sql, rev ? " = \"rev\" + 1 + 0 * ?" : " = ?");
	put_keys(&sql, shape);
	statement = prepare(m, &sql);
	if (statement == NULL)
		return;
	bind(m, statement, 1, shape, column, value);
	for (int i = 0; i < shape->count; i++)
		if (shape->key[i])
			bind(m, statement, place++, shape, i, value_of(at,
			    operation, i, operation == SQLITE_INSERT));
	if (follows(shape->columns[column])) {
		if (sqlite3_step(statement) != SQLITE_DONE)
			db_fail(m->db, m->err);
		sqlite3_finalize(statement);
		return;
	}
	run(m, statement, MERGE_CHANGED, shape, id, shape->columns[column],
	    before, show(&m->pool, value));
}

/* A row that both have: column by column. For a row that they made and we
 * have too there is no base: what differs is a clash. */
static void merge_row(struct merge *m, const struct shape *shape,
    sqlite3_changeset_iter *at, int operation, sqlite3_stmt *row)
{
	int64_t id = number_of(m, shape, at, operation);

	for (int i = 0; i < shape->count && m->err->kind == ERR_NONE; i++) {
		sqlite3_value *base = value_of(at, operation, i, false);
		sqlite3_value *theirs = value_of(at, operation, i, true);
		sqlite3_value *ours = sqlite3_column_value(row, i);
		const char *name = shape->columns[i], *why;
		bool clash;

		if (theirs == NULL || shape->key[i] ||
		    same(m, shape, i, theirs, ours))
			continue;
		if (operation == SQLITE_INSERT && follows(name))
			continue;
		clash = !follows(name) && (operation == SQLITE_INSERT ||
		    !same(m, shape, i, base, ours));
		why = follows(name) ? NULL :
		    m->how->rule(m->how->to, shape->name, id, name);
		if (why != NULL)
			tell(m, MERGE_REFUSED, shape, id, name,
			    show(&m->pool, base), show(&m->pool, ours),
			    show(&m->pool, theirs), why);
		else if (clash && !m->how->take_theirs)
			tell(m, MERGE_CLASH, shape, id, name,
			    show(&m->pool, base), show(&m->pool, ours),
			    show(&m->pool, theirs), "");
		else
			set_value(m, shape, at, operation, i, id,
			    show(&m->pool, ours), theirs);
	}
}

static void insert(struct merge *m, const struct shape *shape,
    sqlite3_changeset_iter *at)
{
	struct buf sql = { 0 };
	sqlite3_stmt *statement;

	buf_text(&sql, "INSERT INTO ");
	put_name(&sql, shape->name);
	buf_text(&sql, " VALUES (");
	for (int i = 0; i < shape->count; i++)
		buf_text(&sql, i == 0 ? "?" : ", ?");
	buf_char(&sql, ')');
	statement = prepare(m, &sql);
	if (statement == NULL)
		return;
	for (int i = 0; i < shape->count; i++)
		bind(m, statement, i + 1, shape, i,
		    value_of(at, SQLITE_INSERT, i, true));
	run(m, statement, MERGE_ADDED, shape, number_of(m, shape, at,
	    SQLITE_INSERT), "", NULL, shape->code < 0 ? NULL :
	    show(&m->pool, value_of(at, SQLITE_INSERT, shape->code, true)));
}

/* What they removed and we changed meanwhile stays, as a clash. */
static void remove_row(struct merge *m, const struct shape *shape,
    sqlite3_changeset_iter *at, sqlite3_stmt *row)
{
	int64_t id = number_of(m, shape, at, SQLITE_DELETE);
	struct buf sql = { 0 };
	sqlite3_stmt *statement;
	int place = 1;

	for (int i = 0; i < shape->count && !m->how->take_theirs; i++) {
		sqlite3_value *base = value_of(at, SQLITE_DELETE, i, false);
		sqlite3_value *ours = sqlite3_column_value(row, i);

		if (follows(shape->columns[i]) || same(m, shape, i, base, ours))
			continue;
		tell(m, MERGE_CLASH, shape, id, shape->columns[i],
		    show(&m->pool, base), show(&m->pool, ours), NULL,
		    _("they removed what was changed here"));
		return;
	}
	buf_text(&sql, "DELETE FROM ");
	put_name(&sql, shape->name);
	put_keys(&sql, shape);
	statement = prepare(m, &sql);
	if (statement == NULL)
		return;
	for (int i = 0; i < shape->count; i++)
		if (shape->key[i])
			bind(m, statement, place++, shape, i,
			    value_of(at, SQLITE_DELETE, i, false));
	run(m, statement, MERGE_REMOVED, shape, id, "", NULL, NULL);
}

static void one_row(struct merge *m, const struct shape *shape,
    sqlite3_changeset_iter *at, int operation)
{
	sqlite3_stmt *row = our_row(m, shape, at, operation);

	if (row == NULL && operation == SQLITE_INSERT)
		insert(m, shape, at);
	else if (row == NULL && operation == SQLITE_UPDATE)
		tell(m, MERGE_CLASH, shape, number_of(m, shape, at, operation),
		    "", NULL, NULL, NULL, _("they changed what is not here"));
	else if (row != NULL && operation == SQLITE_DELETE)
		remove_row(m, shape, at, row);
	else if (row != NULL)
		merge_row(m, shape, at, operation, row);
	sqlite3_finalize(row);
}

/* --- numbers for new rows ----------------------------------------------------- */

static int64_t ask(struct merge *m, struct buf *sql, sqlite3_value *value)
{
	sqlite3_stmt *statement = prepare(m, sql);
	int64_t answer = 0;

	if (statement == NULL)
		return 0;
	if (value != NULL)
		sqlite3_bind_value(statement, 1, value);
	if (sqlite3_step(statement) == SQLITE_ROW)
		answer = sqlite3_column_int64(statement, 0);
	sqlite3_finalize(statement);
	return answer;
}

/* The row of ours with that value in a column, by its number; 0: none. */
static int64_t row_with(struct merge *m, const struct shape *shape,
    int column, sqlite3_value *value)
{
	struct buf sql = { 0 };

	buf_text(&sql, "SELECT ");
	put_name(&sql, shape->columns[shape->number]);
	buf_text(&sql, " FROM ");
	put_name(&sql, shape->name);
	buf_text(&sql, " WHERE ");
	put_name(&sql, shape->columns[column]);
	buf_text(&sql, " = ?");
	return ask(m, &sql, value);
}

static int64_t free_number(struct merge *m, struct shape *shape,
    int64_t theirs)
{
	struct buf sql = { 0 };

	if (shape->free == 0) {
		buf_text(&sql, "SELECT coalesce(max(");
		put_name(&sql, shape->columns[shape->number]);
		buf_text(&sql, "), 0) + 1 FROM ");
		put_name(&sql, shape->name);
		shape->free = ask(m, &sql, NULL);
	}
	if (theirs >= shape->free)
		shape->free = theirs + 1;
	return shape->free++;
}

static bool is_echo(struct merge *m, const struct shape *shape,
    sqlite3_changeset_iter *at)
{
	sqlite3_stmt *row = our_row(m, shape, at, SQLITE_INSERT);
	bool echo = row != NULL;

	for (int i = 0; echo && i < shape->count; i++)
		echo = follows(shape->columns[i]) || same(m, shape, i,
		    value_of(at, SQLITE_INSERT, i, true),
		    sqlite3_column_value(row, i));
	sqlite3_finalize(row);
	return echo;
}

/* A row with our code is ours; a number that another row has here is changed
 * for a free one. */
static bool give_number(struct merge *m, struct shape *shape,
    sqlite3_changeset_iter *at)
{
	sqlite3_value *id = value_of(at, SQLITE_INSERT, shape->number, true);
	int64_t theirs = sqlite3_value_int64(id), ours = 0;

	if (m->how->ours(m->how->to, shape->name, theirs) != 0)
		return true;
	if (shape->code >= 0)
		ours = row_with(m, shape, shape->code, value_of(at,
		    SQLITE_INSERT, shape->code, true));
	if (ours == 0 && row_with(m, shape, shape->number, id) != 0 &&
	    !is_echo(m, shape, at))
		ours = free_number(m, shape, theirs);
	if (ours == 0)
		ours = theirs;
	return m->how->note(m->how->to, shape->name, theirs, ours, m->err);
}

/* --- all rows -------------------------------------------------------------------- */

static bool each_row(struct merge *m, const void *data, size_t size,
    bool numbers)
{
	sqlite3_changeset_iter *at = NULL;

	if (size > INT32_MAX || sqlite3changeset_start(&at, (int)size,
	    (void *)(uintptr_t)data) != SQLITE_OK)
		return err_set(m->err, ERR_FINDINGS,
		    _("The recorded change cannot be read"));
	while (m->err->kind == ERR_NONE &&
	    sqlite3changeset_next(at) == SQLITE_ROW) {
		const char *table = NULL;
		int count, operation, indirect;
		struct shape *shape;

		if (sqlite3changeset_op(at, &table, &count, &operation,
		    &indirect) != SQLITE_OK)
			break;
		if (strncmp(table, "exchange_", 9) == 0)
			continue;
		shape = shape_of(m, table, count);
		if (shape == NULL)
			break;
		if (!numbers)
			one_row(m, shape, at, operation);
		else if (operation == SQLITE_INSERT && shape->number >= 0 &&
		    !give_number(m, shape, at))
			break;
	}
	if (sqlite3changeset_finalize(at) != SQLITE_OK &&
	    m->err->kind == ERR_NONE)
		return err_set(m->err, ERR_FINDINGS,
		    _("The recorded change cannot be read"));
	return m->err->kind == ERR_NONE;
}

bool db_merge(struct db *db, const void *data, size_t size,
    const struct db_merge *how, struct err *err)
{
	static const char later[] = "PRAGMA defer_foreign_keys = ON";
	struct merge m = { .db = db, .how = how, .err = err };
	bool good = db_run(db, err, later) &&
	    each_row(&m, data, size, true) && each_row(&m, data, size, false);

	pool_free(&m.pool);
	return good;
}

bool db_dangling(struct db *db)
{
	int now = 0, most = 0;

	return sqlite3_db_status(db->handle, SQLITE_DBSTATUS_DEFERRED_FKS, &now,
	    &most, 0) == SQLITE_OK && now > 0;
}
