#include "exchange_codes.h"

#include <stdlib.h>
#include <string.h>

static void add(struct exchange_codes *codes, const char *table, int64_t id,
    const char *code, bool made)
{
	if (id == 0)
		return;
	if (codes->count == codes->room) {
		codes->room = codes->room * 2 + 64;
		codes->rows = must_realloc(codes->rows,
		    codes->room * sizeof(*codes->rows));
	}
	codes->rows[codes->count++] = (struct exchange_code){ table, id,
	    code == NULL ? NULL : pool_copy(&codes->pool, code), made };
}

static int64_t number(const char *text)
{
	return text == NULL ? 0 : strtoll(text, NULL, 10);
}

bool exchange_codes_add(void *to, const struct db_change *change)
{
	static const struct { const char *column, *table; } refers[] = {
		{ "dossier_id", "dossier" }, { "fonds_id", "fonds" }
	};
	struct exchange_codes *codes = to;

	for (size_t i = 0; i < COUNT(refers); i++) {
		if (strcmp(change->table, refers[i].table) == 0 &&
		    strcmp(change->column, "code") == 0)
			add(codes, refers[i].table, change->id, change->before,
			    change->operation == 'I');
		else if (strcmp(change->table, refers[i].table) == 0)
			add(codes, refers[i].table, change->id, NULL, false);
		if (strcmp(change->column, refers[i].column) == 0) {
			add(codes, refers[i].table, number(change->before), NULL,
			    false);
			add(codes, refers[i].table, number(change->after), NULL,
			    false);
		}
	}
	return true;
}

/* Together by row; within one, what was said first comes first. */
static int by_row(const void *a, const void *b)
{
	const struct exchange_code *one = a, *two = b;
	int order = strcmp(one->table, two->table);

	if (order != 0)
		return order;
	if (one->id != two->id)
		return one->id < two->id ? -1 : 1;
	if (one->made != two->made)
		return one->made ? -1 : 1;
	if ((one->code == NULL) != (two->code == NULL))
		return one->code == NULL ? 1 : -1;
	return 0;
}

static bool code_now(struct db *db, const struct exchange_code *row,
    struct pool *pool, const char **code, struct err *err)
{
	static const char dossier_sql[] = "SELECT code FROM dossier WHERE id = ?1";
	static const char fonds_sql[] = "SELECT code FROM fonds WHERE id = ?1";
	struct query *q = db_query(db, err, row->table[0] == 'd' ? dossier_sql :
	    fonds_sql);

	db_put_int(q, 1, row->id);
	*code = db_row(q) ? db_copy(q, 0, pool) : NULL;
	return db_end(q);
}

bool exchange_codes_put(struct exchange_codes *codes, struct db *db,
    struct buf *out, struct err *err)
{
	if (codes->count > 1)
		qsort(codes->rows, codes->count, sizeof(*codes->rows), by_row);
	for (size_t i = 0; i < codes->count; i++) {
		const struct exchange_code *row = &codes->rows[i];
		const char *code = row->code;

		if (i > 0 && row->id == row[-1].id &&
		    strcmp(row->table, row[-1].table) == 0)
			continue;
		const char *now;

		if (!code_now(db, row, &codes->pool, &now, err))
			return false;
		/* Removed again before it went out: nothing of it is missed. */
		if (now == NULL)
			buf_printf(out, "%s\t%lld\tgone\t-\n", row->table,
			    (long long)row->id);
		if (code == NULL)
			code = now;
		if (code == NULL || strpbrk(code, "\t\n\r") != NULL)
			continue;
		buf_printf(out, "%s\t%lld\t%s\t%s\n", row->table,
		    (long long)row->id, row->made ? "new" : "old", code);
	}
	return true;
}

void exchange_codes_free(struct exchange_codes *codes)
{
	free(codes->rows);
	pool_free(&codes->pool);
}

bool exchange_code_find(struct db *db, const char *table, const char *code,
    int64_t *id, struct err *err)
{
	static const char dossier_sql[] = "SELECT id FROM dossier WHERE code = ?1";
	static const char fonds_sql[] = "SELECT id FROM fonds WHERE code = ?1";
	struct query *q = db_query(db, err, table[0] == 'd' ? dossier_sql :
	    fonds_sql);

	db_put_text(q, 1, code);
	*id = db_row(q) ? db_int(q, 0) : 0;
	return db_end(q);
}
