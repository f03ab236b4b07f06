#include "db_dump.h"

#include "db_bulk.h"
#include "db_inside.h"
#include "json.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char tables_sql[] =
    "SELECT t.name FROM pragma_table_list AS t JOIN sqlite_schema AS s"
    " ON s.name = t.name WHERE t.schema = 'main' AND t.type = 'table'"
    " AND t.name NOT LIKE 'sqlite!_%' ESCAPE '!' ORDER BY s.rowid";

/* --- out ------------------------------------------------------------------ */

static void put_value(struct json *json, sqlite3_stmt *row, int column)
{
	const char *name = sqlite3_column_name(row, column);
	struct buf hex = { 0 };

	switch (sqlite3_column_type(row, column)) {
	case SQLITE_INTEGER:
		json_int(json, name, sqlite3_column_int64(row, column));
		break;
	case SQLITE_FLOAT:
		buf_printf(&hex, "%.17g", sqlite3_column_double(row, column));
		json_raw(json, name, hex.data);
		break;
	case SQLITE_BLOB:
		buf_text(&hex, "{\"hex\":\"");
		buf_hex(&hex, sqlite3_column_blob(row, column),
		    (size_t)sqlite3_column_bytes(row, column));
		buf_text(&hex, "\"}");
		json_raw(json, name, hex.data);
		break;
	case SQLITE_TEXT:
		json_text(json, name,
		    (const char *)sqlite3_column_text(row, column));
		break;
	default:
		json_null(json, name);
		break;
	}
	buf_free(&hex);
}

static sqlite3_stmt *prepare(struct db *db, const char *sql, struct err *err)
{
	sqlite3_stmt *statement = NULL;

	if (sqlite3_prepare_v2(db->handle, sql, -1, &statement, NULL) !=
	    SQLITE_OK)
		db_fail(db, err);
	return statement;
}

/* Names are those of the schema; quoted all the same. */
static sqlite3_stmt *prepare_for(struct db *db, const char *begins,
    const char *table, const char *ends, struct err *err)
{
	char *sql = sqlite3_mprintf("%s \"%w\" %s", begins, table, ends);
	sqlite3_stmt *statement = sql == NULL ? NULL : prepare(db, sql, err);

	sqlite3_free(sql);
	return statement;
}

struct dumping {
	struct db *db;
	bool (*write)(void *to, const void *data, size_t size);
	void *to;
	struct job *job;
	struct buf line;
	int64_t rows;
};

static bool send_line(struct dumping *d, struct err *err)
{
	bool good;

	buf_char(&d->line, '\n');
	good = d->write(d->to, d->line.data, d->line.length);
	buf_clear(&d->line);
	return good || err_errno(err, _("The dump cannot be written"));
}

static bool dump_table(struct dumping *d, const char *table, struct err *err)
{
	sqlite3_stmt *rows = prepare_for(d->db, "SELECT * FROM", table, "",
	    err);
	bool good = rows != NULL;
	int status;

	while (good && (status = sqlite3_step(rows)) == SQLITE_ROW) {
		struct json json = { .buf = &d->line };

		json_open(&json, NULL, '{');
		json_text(&json, "table", table);
		json_open(&json, "row", '{');
		for (int i = 0; i < sqlite3_column_count(rows); i++)
			put_value(&json, rows, i);
		json_shut(&json, '}');
		json_shut(&json, '}');
		good = send_line(d, err);
		if (++d->rows % 4096 == 0)
			good = good && job_step(d->job, d->rows, 0, table,
			    err);
	}
	if (good && status != SQLITE_DONE)
		good = db_fail(d->db, err);
	sqlite3_finalize(rows);
	return good;
}

static bool dump_head(struct dumping *d, struct err *err)
{
	struct json json = { .buf = &d->line };

	json_open(&json, NULL, '{');
	json_text(&json, "bansao", "dump");
	json_int(&json, "version", 1);
	json_int(&json, "schema", db_schema_version(d->db));
	json_shut(&json, '}');
	return send_line(d, err);
}

/* So that a dump that was cut is known. */
static bool dump_end(struct dumping *d, struct err *err)
{
	struct json json = { .buf = &d->line };

	json_open(&json, NULL, '{');
	json_text(&json, "bansao", "end");
	json_int(&json, "rows", d->rows);
	json_shut(&json, '}');
	return send_line(d, err);
}

bool db_dump(struct db *db,
    bool (*write)(void *to, const void *data, size_t size), void *to,
    struct job *job, struct err *err)
{
	struct dumping d = { .db = db, .write = write, .to = to, .job = job };
	sqlite3_stmt *tables;
	bool good;

	if (!db_read_begin(db, err))
		return false;
	tables = prepare(db, tables_sql, err);
	good = tables != NULL && dump_head(&d, err);
	while (good && sqlite3_step(tables) == SQLITE_ROW)
		good = dump_table(&d, (const char *)sqlite3_column_text(
		    tables, 0), err);
	good = good && dump_end(&d, err);
	sqlite3_finalize(tables);
	buf_free(&d.line);
	db_read_end(db);
	return good;
}

/* --- in ------------------------------------------------------------------- */

struct loading {
	struct db *db;
	sqlite3_stmt *parse;	/* a line into its keys and values */
	sqlite3_stmt *insert;	/* into the table in hand */
	char table[80];
	const char *names[128];	/* of its columns */
	struct pool names_pool;
	struct pool pool;
	int64_t number;
};

static bool bad_line(const struct loading *l, const char *why,
    struct err *err)
{
	return err_set(err, ERR_FINDINGS, _("line %lld: %s"),
	    (long long)l->number, why);
}

static int digit(char c)
{
	return c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'f' ?
	    c - 'a' + 10 : -1;
}

/* {"hex":"0a1b"} as SQLite's JSON gives it back. */
static bool bind_bytes(struct loading *l, int index, const char *text)
{
	size_t length = strlen(text);
	unsigned char *bytes;

	if (strncmp(text, "{\"hex\":\"", 8) != 0 || length < 10 ||
	    length % 2 != 0 || strcmp(text + length - 2, "\"}") != 0)
		return false;
	length = (length - 10) / 2;
	bytes = pool_alloc(&l->pool, length + 1);
	for (size_t i = 0; i < length; i++) {
		int high = digit(text[8 + 2 * i]);
		int low = digit(text[9 + 2 * i]);

		if (high < 0 || low < 0)
			return false;
		bytes[i] = (unsigned char)(high << 4 | low);
	}
	return sqlite3_bind_blob(l->insert, index, bytes, (int)length,
	    SQLITE_STATIC) == SQLITE_OK;
}

/* The statement that fills the table: its columns in the order they have. */
static bool choose_table(struct loading *l, const char *table,
    struct err *err)
{
	sqlite3_stmt *columns;
	struct buf names = { 0 };
	int count = 0;

	if (strcmp(l->table, table) == 0)
		return true;
	sqlite3_finalize(l->insert);
	l->insert = NULL;
	if (strlen(table) >= sizeof(l->table))
		return bad_line(l, _("there is no such table"), err);
	columns = prepare(l->db, "SELECT c.name FROM pragma_table_list AS t,"
	    " pragma_table_info(t.name) AS c WHERE t.schema = 'main'"
	    " AND t.type = 'table' AND t.name = ?1"
	    " AND t.name NOT LIKE 'sqlite!_%' ESCAPE '!' ORDER BY c.cid", err);
	if (columns == NULL)
		return false;
	sqlite3_bind_text(columns, 1, table, -1, SQLITE_STATIC);
	buf_char(&names, '(');
	pool_reset(&l->names_pool);
	while (count < (int)COUNT(l->names) &&
	    sqlite3_step(columns) == SQLITE_ROW) {
		l->names[count] = pool_copy(&l->names_pool,
		    (const char *)sqlite3_column_text(columns, 0));
		buf_printf(&names, "%s\"%s\"", count > 0 ? ", " : "",
		    l->names[count]);
		count++;
	}
	sqlite3_finalize(columns);
	buf_text(&names, ") VALUES (");
	for (int i = 0; i < count; i++)
		buf_text(&names, i > 0 ? ", ?" : "?");
	buf_char(&names, ')');
	if (count > 0)
		l->insert = prepare_for(l->db, "INSERT INTO", table,
		    names.data, err);
	buf_free(&names);
	if (count == 0)
		return bad_line(l, _("there is no such table"), err);
	strcpy(l->table, table);
	return l->insert != NULL;
}

static bool bind_value(struct loading *l, int index)
{
	const char *type = (const char *)sqlite3_column_text(l->parse, 2);
	sqlite3_value *value = sqlite3_column_value(l->parse, 1);

	if (strcmp(type, "object") == 0)
		return bind_bytes(l, index, pool_copy(&l->pool,
		    (const char *)sqlite3_column_text(l->parse, 1)));
	if (strcmp(type, "array") == 0)
		return false;
	if (strcmp(type, "text") == 0)
		return sqlite3_bind_text(l->insert, index, pool_copy_n(
		    &l->pool, (const char *)sqlite3_column_text(l->parse, 1),
		    (size_t)sqlite3_column_bytes(l->parse, 1)),
		    sqlite3_column_bytes(l->parse, 1), SQLITE_STATIC) ==
		    SQLITE_OK;
	return sqlite3_bind_value(l->insert, index, value) == SQLITE_OK;
}

/* The keys come in the order of the columns: a dump knows no other. */
static bool load_line(struct loading *l, const char *line, size_t length,
    struct err *err)
{
	int index = 0;
	int status;

	pool_reset(&l->pool);
	sqlite3_reset(l->parse);
	sqlite3_bind_text(l->parse, 1, line, (int)length, SQLITE_STATIC);
	while ((status = sqlite3_step(l->parse)) == SQLITE_ROW) {
		const char *table = (const char *)sqlite3_column_text(l->parse,
		    3);

		if (table == NULL)
			return bad_line(l, _("it names no table"), err);
		if (index == 0 && !choose_table(l, table, err))
			return false;
		if (index == 0)
			sqlite3_clear_bindings(l->insert);
		index++;
		if (index > sqlite3_bind_parameter_count(l->insert) ||
		    strcmp((const char *)sqlite3_column_text(l->parse, 0),
		    l->names[index - 1]) != 0 || !bind_value(l, index))
			return bad_line(l, _("a value does not fit"), err);
	}
	if (status != SQLITE_DONE)
		return bad_line(l, sqlite3_errmsg(l->db->handle), err);
	if (index == 0 ||
	    index != sqlite3_bind_parameter_count(l->insert))
		return bad_line(l, _("the row has not the columns of its "
		    "table"), err);
	status = sqlite3_step(l->insert);
	if (status != SQLITE_DONE)
		bad_line(l, sqlite3_errmsg(l->db->handle), err);
	sqlite3_reset(l->insert);
	return status == SQLITE_DONE;
}

static bool judge_head(struct loading *l, const char *line, struct err *err)
{
	sqlite3_stmt *head = prepare(l->db, "SELECT json_extract(?1,"
	    " '$.bansao') IS 'dump' AND json_extract(?1, '$.version') IS 1,"
	    " json_extract(?1, '$.schema')", err);
	int schema = -1;
	bool good = false;

	if (head == NULL)
		return false;
	sqlite3_bind_text(head, 1, line, -1, SQLITE_STATIC);
	if (sqlite3_step(head) == SQLITE_ROW) {
		good = sqlite3_column_int(head, 0) == 1;
		schema = sqlite3_column_int(head, 1);
	}
	sqlite3_finalize(head);
	if (!good)
		return bad_line(l, _("this is no dump of bansao"), err);
	if (schema != db_schema_version(l->db))
		return err_set(err, ERR_FINDINGS, _("the dump is of schema %d "
		    "and this program has %d: load it with the program that "
		    "wrote it, then open that catalogue with this one"),
		    schema, db_schema_version(l->db));
	return true;
}

/* What the schema itself puts in comes again with the dump. */
static bool empty_tables(struct db *db, struct err *err)
{
	sqlite3_stmt *tables = prepare(db, tables_sql, err);
	bool good = tables != NULL;

	while (good && sqlite3_step(tables) == SQLITE_ROW) {
		sqlite3_stmt *empty = prepare_for(db, "DELETE FROM",
		    (const char *)sqlite3_column_text(tables, 0), "", err);

		good = empty != NULL && (sqlite3_step(empty) == SQLITE_DONE ||
		    db_fail(db, err));
		sqlite3_finalize(empty);
	}
	sqlite3_finalize(tables);
	return good;
}

static bool load_all(struct loading *l,
    const char *(*line)(void *from, size_t *length, struct err *err),
    void *from, struct job *job, struct err *err)
{
	const char *text;
	size_t length;
	char end[80];

	while ((text = line(from, &length, err)) != NULL) {
		snprintf(end, sizeof(end), "{\"bansao\":\"end\",\"rows\":%lld}",
		    (long long)l->number - 1);
		if (strcmp(text, end) == 0)
			return true;
		if (++l->number == 1 ? !judge_head(l, text, err) :
		    !load_line(l, text, length, err))
			return false;
		if (l->number % 4096 == 0 && !job_step(job, l->number, 0,
		    l->table, err))
			return false;
	}
	if (err->kind == ERR_NONE && l->number == 0)
		return bad_line(l, _("this is no dump of bansao"), err);
	return bad_line(l, _("the dump ends before its end"), err);
}

bool db_load(struct db *db,
    const char *(*line)(void *from, size_t *length, struct err *err),
    void *from, struct job *job, int64_t *rows, struct err *err)
{
	struct loading l = { .db = db };
	struct db_bulk bulk;
	bool good;

	if (!db_begin(db, err))
		return false;
	/* The sums are in the dump: the triggers, which rest in bulk, would
	 * count twice. Nearly all rows are scans. */
	good = db_bulk_begin(&bulk, db, "scan", true, err);
	l.parse = prepare(db, "SELECT key, value, type,"
	    " json_extract(?1, '$.table') FROM json_each(?1, '$.row')", err);
	good = good && l.parse != NULL &&
	    db_script(db, err, "PRAGMA defer_foreign_keys = ON") &&
	    empty_tables(db, err) && load_all(&l, line, from, job, err);
	sqlite3_finalize(l.parse);
	sqlite3_finalize(l.insert);
	pool_free(&l.pool);
	pool_free(&l.names_pool);
	good = db_bulk_end(&bulk, good, err);
	*rows = l.number - 1;
	if (good)
		return db_commit(db, err);
	db_rollback(db);
	return false;
}
