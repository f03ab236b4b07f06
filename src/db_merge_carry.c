/* Rows of tables that nobody edits value by value (scans and what belongs to
 * them): theirs are taken as they are, where no rule is against it. */
#include "db_merge_inside.h"

#include "buf.h"

#include <string.h>

static bool differs(struct merge *m, const struct shape *shape,
    sqlite3_changeset_iter *at, sqlite3_stmt *row)
{
	for (int i = 0; i < shape->count; i++)
		if (!shape->key[i] && !merge_same(m, shape, i,
		    merge_value(at, SQLITE_INSERT, i, true),
		    sqlite3_column_value(row, i)))
			return true;
	return false;
}

/* Does a rule keep the dossier the row belongs to? */
static const char *rule_of(struct merge *m, const struct shape *shape,
    sqlite3_changeset_iter *at)
{
	for (int i = 0; i < shape->count; i++) {
		sqlite3_value *value = merge_value(at, SQLITE_INSERT, i, true);
		int64_t theirs, ours;

		if (strcmp(shape->columns[i], "dossier_id") != 0 ||
		    value == NULL || sqlite3_value_type(value) != SQLITE_INTEGER)
			continue;
		theirs = sqlite3_value_int64(value);
		ours = m->how->ours(m->how->to, "dossier", theirs);
		return m->how->rule(m->how->to, "dossier", ours != 0 ? ours :
		    theirs, "scan_count");
	}
	return NULL;
}

static sqlite3_stmt *update(struct merge *m, const struct shape *shape,
    sqlite3_changeset_iter *at)
{
	struct buf sql = { 0 };
	sqlite3_stmt *statement;
	const char *comma = " SET ";
	int place = 1;

	buf_text(&sql, "UPDATE ");
	merge_name(&sql, shape->name);
	for (int i = 0; i < shape->count; i++) {
		if (shape->key[i])
			continue;
		buf_text(&sql, comma);
		merge_name(&sql, shape->columns[i]);
		buf_text(&sql, " = ?");
		comma = ", ";
	}
	merge_keys(&sql, shape);
	statement = merge_prepare(m, &sql);
	for (int keys = 0; statement != NULL && keys < 2; keys++)
		for (int i = 0; i < shape->count; i++)
			if (shape->key[i] == (keys == 1))
				merge_bind(m, statement, place++, shape, i,
				    merge_value(at, SQLITE_INSERT, i, true));
	return statement;
}

void merge_carry(struct merge *m, const struct shape *shape,
    sqlite3_changeset_iter *at, sqlite3_stmt *row)
{
	int64_t id = merge_number_of(m, shape, at, SQLITE_INSERT);
	const char *why;
	sqlite3_stmt *statement;

	if (row != NULL && !differs(m, shape, at, row))
		return;
	why = rule_of(m, shape, at);
	if (why != NULL) {
		merge_tell(m, MERGE_REFUSED, shape, id, "", NULL, NULL, NULL,
		    why);
		return;
	}
	statement = row == NULL ? merge_insert(m, shape, at) :
	    update(m, shape, at);
	if (statement != NULL)
		merge_run(m, statement, row == NULL ? MERGE_ADDED :
		    MERGE_CHANGED, shape, id, "", NULL, NULL);
}
