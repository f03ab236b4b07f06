/* A row of theirs beside ours: its table's shape, statements for it, and values
 * of theirs in our numbers. */
#include "db_merge_inside.h"

#include "buf.h"
#include "db_inside.h"

#include <string.h>

static bool is_recorded(struct merge *m, const char *table)
{
	for (size_t i = 0; i < m->db->recorded_count; i++)
		if (strcmp(m->db->recorded[i], table) == 0)
			return true;
	return false;
}

static bool is_carried(const struct merge *m, const char *table)
{
	for (const char *const *name = m->how->carried; name != NULL &&
	    *name != NULL; name++)
		if (strcmp(*name, table) == 0)
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

/* What finds a row of a carried table that has another number here. */
static bool read_unique(struct merge *m, struct shape *shape)
{
	static const char sql[] = "SELECT i.name FROM pragma_index_list(?1) l,"
	    " pragma_index_info(l.name) i WHERE l.\"unique\" = 1"
	    " AND l.origin <> 'pk' AND l.partial = 0 ORDER BY l.seq, i.seqno";
	struct query *q = db_query(m->db, m->err, sql);

	db_put_text(q, 1, shape->name);
	while (db_row(q))
		for (int i = 0; i < shape->count; i++)
			if (shape->unique_count < (int)COUNT(shape->unique) &&
			    strcmp(shape->columns[i], db_text(q, 0)) == 0)
				shape->unique[shape->unique_count++] = i;
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
	while (shape->count < MERGE_COLUMNS && db_row(q)) {
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
	return db_end(q) && read_parents(m, shape) &&
	    (!shape->carried || read_unique(m, shape));
}

struct shape *merge_shape(struct merge *m, const char *table, int columns)
{
	struct shape *shape = m->shapes;

	while (shape != NULL && strcmp(shape->name, table) != 0)
		shape = shape->next;
	if (shape == NULL) {
		shape = pool_alloc(&m->pool, sizeof(*shape));
		shape->name = pool_copy(&m->pool, table);
		shape->carried = is_carried(m, table);
		if (!shape->carried && !is_recorded(m, table)) {
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

void merge_name(struct buf *sql, const char *name)
{
	buf_char(sql, '"');
	for (; *name != '\0'; name++) {
		if (*name == '"')
			buf_char(sql, '"');
		buf_char(sql, *name);
	}
	buf_char(sql, '"');
}

void merge_keys(struct buf *sql, const struct shape *shape)
{
	const char *word = " WHERE ";

	for (int i = 0; i < shape->count; i++) {
		if (!shape->key[i])
			continue;
		buf_text(sql, word);
		merge_name(sql, shape->columns[i]);
		buf_text(sql, " = ?");
		word = " AND ";
	}
}

sqlite3_stmt *merge_prepare(struct merge *m, struct buf *sql)
{
	sqlite3_stmt *statement = NULL;

	if (sqlite3_prepare_v2(m->db->handle, buf_string(sql), -1, &statement,
	    NULL) != SQLITE_OK)
		db_fail(m->db, m->err);
	buf_free(sql);
	return statement;
}

void merge_bind(struct merge *m, sqlite3_stmt *statement, int at,
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

sqlite3_value *merge_value(sqlite3_changeset_iter *at, int operation,
    int column, bool after)
{
	sqlite3_value *value = NULL;

	if (after && operation != SQLITE_DELETE)
		sqlite3changeset_new(at, column, &value);
	else if (!after && operation != SQLITE_INSERT)
		sqlite3changeset_old(at, column, &value);
	return value;
}

sqlite3_stmt *merge_our_row(struct merge *m, const struct shape *shape,
    sqlite3_changeset_iter *at, int operation)
{
	struct buf sql = { 0 };
	sqlite3_stmt *statement;
	int place = 1;

	buf_text(&sql, "SELECT * FROM ");
	merge_name(&sql, shape->name);
	merge_keys(&sql, shape);
	statement = merge_prepare(m, &sql);
	if (statement == NULL)
		return NULL;
	for (int i = 0; i < shape->count; i++)
		if (shape->key[i])
			merge_bind(m, statement, place++, shape, i,
			    merge_value(at, operation, i,
			    operation == SQLITE_INSERT));
	if (sqlite3_step(statement) == SQLITE_ROW)
		return statement;
	sqlite3_finalize(statement);
	return NULL;
}

bool merge_same(struct merge *m, const struct shape *shape, int column,
    sqlite3_value *theirs, sqlite3_value *ours)
{
	const char *parent = column == shape->number ? shape->name :
	    shape->parents[column];
	int type = sqlite3_value_type(ours), size;
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
	if (type == SQLITE_NULL)
		return true;
	size = sqlite3_value_bytes(ours);
	return sqlite3_value_bytes(theirs) == size && (size == 0 ||
	    memcmp(sqlite3_value_blob(theirs), sqlite3_value_blob(ours),
	    (size_t)size) == 0);
}

bool merge_follows(const struct shape *shape, int column)
{
	static const char *const names[] = {
		"rev", "sort_key", "created_at", "import_id", "scan_count",
		"image_count", "scan_bytes", "finding_count"
	};
	const char *name = shape->columns[column];
	size_t length = strlen(name);

	for (size_t i = 0; i < COUNT(names); i++)
		if (strcmp(names[i], name) == 0)
			return true;
	return (length > 5 && strcmp(name + length - 5, "_fold") == 0) ||
	    (strcmp(name, "a4") == 0 && strcmp(shape->name, "dossier") == 0);
}
