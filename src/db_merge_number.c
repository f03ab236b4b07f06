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

static int64_t free_number(struct merge *m, struct shape *shape,
    int64_t theirs)
{
	struct buf sql = { 0 };

	if (shape->free == 0) {
		buf_text(&sql, "SELECT coalesce(max(");
		merge_name(&sql, shape->columns[shape->number]);
		buf_text(&sql, "), 0) + 1 FROM ");
		merge_name(&sql, shape->name);
		shape->free = ask(m, &sql, NULL);
	}
	if (theirs >= shape->free)
		shape->free = theirs + 1;
	return shape->free++;
}

static bool is_echo(struct merge *m, const struct shape *shape,
    sqlite3_changeset_iter *at)
{
	sqlite3_stmt *row = merge_our_row(m, shape, at, SQLITE_INSERT);
	bool echo = row != NULL;

	for (int i = 0; echo && i < shape->count; i++)
		echo = merge_follows(shape->columns[i]) ||
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
	if (shape->code >= 0)
		ours = row_with(m, shape, shape->code, merge_value(at,
		    SQLITE_INSERT, shape->code, true));
	if (ours == 0 && row_with(m, shape, shape->number, id) != 0 &&
	    !is_echo(m, shape, at))
		ours = free_number(m, shape, theirs);
	if (ours == 0)
		ours = theirs;
	return m->how->note(m->how->to, shape->name, theirs, ours, m->err);
}
