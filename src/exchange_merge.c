/* Coming in: what merging asks and tells, and what comes whole. */
#include "exchange_inside.h"

#include "exchange_whole.h"
#include "scan.h"

#include <stdlib.h>
#include <string.h>

enum { FROZEN = 3, PACKAGED = 8, REMOVED = 11 };

/* --- our numbers of their rows ---------------------------------------------- */

int64_t exchange_number_of(struct db *db, const char *site, const char *table,
    int64_t theirs, struct err *err)
{
	static const char sql[] = "SELECT ours FROM exchange_number"
	    " WHERE site = ?1 AND name = ?2 AND theirs = ?3";
	struct query *q = db_query(db, err, sql);
	int64_t number = 0;

	db_put_text(q, 1, site);
	db_put_text(q, 2, table);
	db_put_int(q, 3, theirs);
	if (db_row(q))
		number = db_int(q, 0);
	return db_end(q) ? number : 0;
}

int64_t coming_ours(void *to, const char *table, int64_t theirs)
{
	struct coming *c = to;

	return exchange_number_of(c->db, c->head.site, table, theirs, c->err);
}

bool coming_note(void *to, const char *table, int64_t theirs, int64_t number,
    struct err *err)
{
	static const char sql[] = "INSERT OR REPLACE INTO exchange_number"
	    " (site, name, theirs, ours) VALUES (?1, ?2, ?3, ?4)";
	struct coming *c = to;
	struct query *q;

	if (theirs == number)
		return true;
	q = db_query(c->db, err, sql);
	db_put_text(q, 1, c->head.site);
	db_put_text(q, 2, table);
	db_put_int(q, 3, theirs);
	db_put_int(q, 4, number);
	return db_end(q);
}

/* --- rules and telling -------------------------------------------------------- */

/* A dossier on a submitted list keeps what the list prints (BR5), and one that
 * is in a package the scans that are in it. */
const char *coming_rule(void *to, const char *table, int64_t id,
    const char *column)
{
	static const char *const fixed[] = {
		"code", "fonds_id", "grp_id", "pages", "papers"
	};
	static const char sql[] = "SELECT state FROM dossier WHERE id = ?1";
	struct coming *c = to;
	bool scans = strcmp(column, "scan_count") == 0, listed = false;
	struct query *q;
	int64_t state = 0;

	if (strcmp(table, "dossier") != 0)
		return NULL;
	for (size_t i = 0; i < COUNT(fixed); i++)
		listed |= strcmp(fixed[i], column) == 0;
	if (!listed && !scans)
		return NULL;
	q = db_query(c->db, c->err, sql);
	db_put_int(q, 1, id);
	if (db_row(q))
		state = db_int(q, 0);
	if (!db_end(q))
		return NULL;
	if (scans) {
		buf_add(&c->scanned, &id, sizeof(id));
		return state < PACKAGED || state == REMOVED ? NULL :
		    _("the file is in a package here, which keeps its scans");
	}
	return state < FROZEN ? NULL : _("BR5: the file is on a submitted list, "
	    "which keeps its code, place, pages and sheets");
}

void coming_settle(struct coming *c, const char *table, int64_t theirs)
{
	buf_add(&c->settled, &(struct settled){ table, theirs },
	    sizeof(struct settled));
}

bool coming_is_gone(const struct coming *c, const char *table, int64_t theirs)
{
	struct settled row;

	for (size_t at = 0; at < c->settled.length; at += sizeof(row)) {
		memcpy(&row, c->settled.data + at, sizeof(row));
		if (row.theirs == theirs && strcmp(row.table, table) == 0)
			return true;
	}
	return false;
}

static int by_settled(const void *a, const void *b)
{
	const struct settled *one = a, *two = b;
	int order = strcmp(one->table, two->table);

	return order != 0 ? order : one->theirs < two->theirs ? -1 :
	    one->theirs > two->theirs;
}

bool coming_is_settled(void *to, const char *table, int64_t theirs)
{
	struct coming *c = to;
	struct settled wanted = { table, theirs };

	return c->settled.length > 0 && bsearch(&wanted, c->settled.data,
	    c->settled.length / sizeof(wanted), sizeof(wanted), by_settled) !=
	    NULL;
}

static const char *code_of(struct coming *c, const char *table, int64_t id)
{
	static const char dossier_sql[] = "SELECT code FROM dossier"
	    " WHERE id = ?1";
	static const char fonds_sql[] = "SELECT code FROM fonds WHERE id = ?1";
	struct query *q;
	const char *code = "";

	if (id == 0 || (strcmp(table, "dossier") != 0 &&
	    strcmp(table, "fonds") != 0))
		return "";
	q = db_query(c->db, c->err, table[0] == 'd' ? dossier_sql : fonds_sql);
	db_put_int(q, 1, id);
	if (db_row(q))
		code = db_copy(q, 0, c->pool);
	return db_end(q) ? code : "";
}

void coming_tell(void *to, const struct db_merge_event *event)
{
	struct coming *c = to;
	struct exchange_in *in = c->in;

	/* Of scans there are too many to name each. */
	if (event->kind <= MERGE_CHANGED) {
		for (const char *const *table = exchange_scan_tables;
		    *table != NULL; table++) {
			if (strcmp(event->table, *table) != 0)
				continue;
			if (strcmp(*table, "scan") != 0)
				return;
			in->scans++;
			if (event->kind == MERGE_CHANGED &&
			    !scan_clear_parts(c->db, event->id, c->err))
				return;
			return;
		}
	}
	if (strcmp(event->table, "dossier") == 0)
		buf_add(&c->touched, &event->id, sizeof(event->id));
	in->added += event->kind == MERGE_ADDED;
	in->changed += event->kind == MERGE_CHANGED;
	in->removed += event->kind == MERGE_REMOVED;
	in->clashes += event->kind == MERGE_CLASH;
	in->refused += event->kind == MERGE_REFUSED;
	in->tell(in->to, event, code_of(c, event->table, event->id));
}

/* --- what comes whole --------------------------------------------------------- */

static bool find_part(struct coming *c, const char *name, struct buf *data)
{
	const char *path = pool_printf(c->pool, "%s%s", c->base, name);
	const struct source_file *file = source_find(&c->source, path);

	return file == NULL || source_read(&c->source, file, COMING_MOST, data,
	    c->err);
}

static bool settle_row(void *to, const struct db_change *change)
{
	static const char *const tables[] = { "dossier", "fonds", "grp" };
	struct coming *c = to;

	for (size_t i = 0; i < COUNT(tables); i++)
		if (strcmp(change->table, tables[i]) == 0 &&
		    strcmp(change->column, "id") == 0)
			coming_settle(c, tables[i], change->id);
	return true;
}

/* In front of the rows of the chain: inventories, and our numbers for their
 * scans, which inspections name. */
bool coming_imported(struct coming *c)
{
	struct db_merge how = {
		.to = c, .ours = coming_ours, .note = coming_note, .rule = coming_rule, .tell = coming_tell,
		.take_theirs = c->in->take_theirs
	};

	if (!find_part(c, EXCHANGE_IMPORTED, &c->imported) ||
	    !find_part(c, EXCHANGE_SCANS, &c->scans))
		return false;
	if (c->imported.length > 0 && (!db_merge(c->db, c->imported.data,
	    c->imported.length, &how, c->err) || !db_each_change(c->db,
	    c->imported.data, c->imported.length, settle_row, c, c->err)))
		return false;
	if (c->settled.length > 0)
		qsort(c->settled.data, c->settled.length / sizeof(struct settled),
		    sizeof(struct settled), by_settled);
	how.carried = exchange_scan_tables;
	return c->scans.length == 0 || db_merge_numbers(c->db, c->scans.data,
	    c->scans.length, &how, c->err);
}

/* Behind them: the scans, and the sums of their files. */
bool coming_scans(struct coming *c)
{
	const struct db_merge how = {
		.to = c, .ours = coming_ours, .note = coming_note, .rule = coming_rule, .tell = coming_tell,
		.carried = exchange_scan_tables
	};
	int64_t id;

	if (c->scans.length == 0 || c->in->last <= c->last_seq)
		return true;
	if (!db_merge_rows(c->db, c->scans.data, c->scans.length, &how, c->err))
		return false;
	for (size_t at = 0; at < c->scanned.length; at += sizeof(id)) {
		int64_t before = 0;

		memcpy(&id, c->scanned.data + at, sizeof(id));
		if (at > 0)
			memcpy(&before, c->scanned.data + at - sizeof(id),
			    sizeof(id));
		if (id != before && !scan_sum(c->db, c->in->rules, id, c->err))
			return false;
	}
	return true;
}
