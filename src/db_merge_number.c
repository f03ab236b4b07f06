/* Numbers for rows that the others made. */
#include "db_merge_inside.h"

#include "buf.h"

static int64_t ask(struct merge *m, struct buf *sql, sqlite3_value *value)
{
	sqlite3_stmt *statement = merge_prepare(m, sql);
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
	merge_name(&sql, shape->columns[shape->number]);
	buf_text(&sql, " FROM ");
	merge_name(&sql, shape->name);
	buf_text(&sql, " WHERE ");
	merge_name(&sql, shape->columns[column]);
	buf_text(&sql, " = ?");
	return ask(m, &sql, value);
}

/* ... or with all that is unique in a carried table. */
static int64_t row_like(struct merge *m, const struct shape *shape,
    sqlite3_changeset_iter *at)
{
	struct buf sql = { 0 };
	sqlite3_stmt *statement;
	int64_t answer = 0;

	buf_text(&sql, "SELECT ");
	merge_name(&sql, shape->columns[shape->number]);
	buf_text(&sql, " FROM ");
	merge_name(&sql, shape->name);
	for (int i = 0; i < shape->unique_count; i++) {
		buf_text(&sql, i == 0 ? " WHERE " : " AND ");
		merge_name(&sql, shape->columns[shape->unique[i]]);
		buf_text(&sql, " = ?");
	}
	statement = merge_prepare(m, &sql);
	for (int i = 0; statement != NULL && i < shape->unique_count; i++)
		merge_bind(m, statement, i + 1, shape, shape->unique[i],
		    merge_value(at, SQLITE_INSERT, shape->unique[i], true));
	if (statement != NULL && sqlite3_step(statement) == SQLITE_ROW)
		answer = sqlite3_column_int64(statement, 0);
	sqlite3_finalize(statement);
	return answer;
}

/* The first number that nobody had before this changeset came. */
static bool count_on(struct merge *m, struct shape *shape)
{
	struct buf sql = { 0 };

	if (shape->free != 0)
		return true;
	buf_text(&sql, "SELECT coalesce(max(");
	merge_name(&sql, shape->columns[shape->number]);
	buf_text(&sql, "), 0) + 1 FROM ");
	merge_name(&sql, shape->name);
	shape->first = shape->free = ask(m, &sql, NULL);
	return m->err->kind == ERR_NONE;
}

static bool is_echo(struct merge *m, const struct shape *shape,
    sqlite3_changeset_iter *at)
{
	sqlite3_stmt *row = merge_our_row(m, shape, at, SQLITE_INSERT);
	bool echo = row != NULL;

	for (int i = 0; echo && i < shape->count; i++)
		echo = merge_follows(shape, i) ||
		    merge_same(m, shape, i,
		    merge_value(at, SQLITE_INSERT, i, true),
		    sqlite3_column_value(row, i));
	sqlite3_finalize(row);
	return echo;
}

bool merge_number(struct merge *m, struct shape *shape,
    sqlite3_changeset_iter *at)
{
	sqlite3_value *id = merge_value(at, SQLITE_INSERT, shape->number, true);
	int64_t theirs = sqlite3_value_int64(id), ours = 0;

	if (m->how->ours(m->how->to, shape->name, theirs) != 0)
		return true;
	if (shape->unique_count > 0)
		ours = row_like(m, shape, at);
	else if (shape->code >= 0)
		ours = row_with(m, shape, shape->code, merge_value(at,
		    SQLITE_INSERT, shape->code, true));
	if (ours != 0)
		return m->how->note(m->how->to, shape->name, theirs, ours,
		    m->err);
	if (!count_on(m, shape))
		return false;
	/* Taken by another row here, or promised to one of theirs. */
	ours = theirs;
	if ((theirs >= shape->first && theirs < shape->free) ||
	    (row_with(m, shape, shape->number, id) != 0 &&
	    !is_echo(m, shape, at)))
		ours = shape->free++;
	else if (theirs >= shape->free)
		shape->free = theirs + 1;
	return m->how->note(m->how->to, shape->name, theirs, ours, m->err);
}
