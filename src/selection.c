#include "selection_inside.h"

#include "clock.h"
#include "sha256.h"
#include "text.h"
#include "who.h"

#include <stdio.h>
#include <string.h>

/* --- lists -------------------------------------------------------------- */

#define FIELDS "id, code, fonds_id, coalesce(grp_id, 0), year, title," \
	" secret, note, created_on, created_by, rev"

static void read_selection(struct query *q, struct pool *pool,
    struct selection *s)
{
	s->id = db_int(q, 0);
	s->code = db_copy(q, 1, pool);
	s->fonds_id = db_int(q, 2);
	s->grp_id = db_int(q, 3);
	s->year = db_int(q, 4);
	s->title = db_copy(q, 5, pool);
	s->secret = db_int(q, 6) != 0;
	s->note = db_copy(q, 7, pool);
	s->created_on = db_copy(q, 8, pool);
	s->created_by = db_int(q, 9);
	s->rev = db_int(q, 10);
}

bool selection_find(struct db *db, const char *code, struct pool *pool,
    struct selection *s, struct err *err)
{
	static const char sql[] =
	    "SELECT " FIELDS " FROM selection WHERE code = ?1 COLLATE NOCASE";
	struct query *q = db_query(db, err, sql);
	bool found = false;

	db_put_text(q, 1, text_nfc(pool, code));
	if (db_row(q)) {
		read_selection(q, pool, s);
		found = true;
	}
	if (!db_end(q))
		return false;
	return found || err_set(err, ERR_MISSING, _("There is no list %s; see "
	    "\"bansao selection list\""), code);
}

bool selection_get(struct db *db, int64_t id, struct pool *pool,
    struct selection *s, struct err *err)
{
	static const char sql[] =
	    "SELECT " FIELDS " FROM selection WHERE id = ?1";
	struct query *q = db_query(db, err, sql);
	bool found = false;

	db_put_int(q, 1, id);
	if (db_row(q)) {
		read_selection(q, pool, s);
		found = true;
	}
	if (!db_end(q))
		return false;
	return found || err_set(err, ERR_MISSING, _("There is no such list"));
}

/* DM-FONDS-01, the next number that is free. */
static bool next_code(struct db *db, struct selection *s, struct pool *pool,
    struct err *err)
{
	static const char sql[] =
	    "SELECT f.code, (SELECT count(*) FROM selection"
	    " WHERE fonds_id = f.id) FROM fonds f WHERE f.id = ?1";
	static const char taken_sql[] =
	    "SELECT 1 FROM selection WHERE code = ?1";
	struct query *q = db_query(db, err, sql);
	const char *fonds = "";
	int64_t number = 0;
	bool taken;

	db_put_int(q, 1, s->fonds_id);
	if (db_row(q)) {
		fonds = db_copy(q, 0, pool);
		number = db_int(q, 1);
	}
	if (!db_end(q))
		return false;
	do {
		s->code = pool_printf(pool, "DM-%s-%02lld", fonds,
		    (long long)++number);
		q = db_query(db, err, taken_sql);
		db_put_text(q, 1, s->code);
		taken = db_row(q);
		if (!db_end(q))
			return false;
	} while (taken);
	return true;
}

bool selection_add(struct db *db, struct selection *s, struct pool *pool,
    struct err *err)
{
	static const char sql[] =
	    "INSERT INTO selection (code, fonds_id, grp_id, year, title, secret,"
	    " note, created_on, created_by)"
	    " VALUES (?1, ?2, nullif(?3, 0), ?4, ?5, ?6, ?7, ?8, ?9)";
	struct selection other = { 0 };
	struct err none = { 0 };
	struct query *q;
	char today[DATE_TEXT];

	if (s->code == NULL || s->code[0] == '\0') {
		if (!next_code(db, s, pool, err))
			return false;
	} else if (selection_find(db, s->code, pool, &other, &none)) {
		return err_set(err, ERR_USAGE, _("There is a list %s already"),
		    other.code);
	}
	date_iso(clock_today(), today);
	q = db_query(db, err, sql);
	db_put_text(q, 1, text_nfc(pool, s->code));
	db_put_int(q, 2, s->fonds_id);
	db_put_int(q, 3, s->grp_id);
	db_put_int(q, 4, s->year);
	db_put_text(q, 5, s->title == NULL ? "" : text_nfc(pool, s->title));
	db_put_int(q, 6, s->secret);
	db_put_text(q, 7, s->note == NULL ? "" : s->note);
	db_put_text(q, 8, today);
	db_put_int(q, 9, who_uid());
	if (!db_end(q))
		return false;
	s->id = db_last_id(db);
	return true;
}

bool selection_remove(struct db *db, int64_t id, struct err *err)
{
	static const char sql[] = "DELETE FROM selection WHERE id = ?1";
	struct query *q = db_query(db, err, sql);

	db_put_int(q, 1, id);
	return db_end(q);
}

static bool collect_ids(struct query *q, struct pool *pool, int64_t **ids,
    size_t *count)
{
	*ids = NULL;
	*count = 0;
	while (db_row(q)) {
		*ids = pool_grow(pool, *ids, *count, sizeof(**ids));
		(*ids)[(*count)++] = db_int(q, 0);
	}
	return db_end(q);
}

#define ELIGIBLE \
	"SELECT d.id" SELECTION_TAGGED \
	" AND " SELECTION_FIT " ORDER BY "

bool selection_eligible(struct db *db, const struct selection *s,
    bool by_priority, struct pool *pool, int64_t **ids, size_t *count,
    struct err *err)
{
	static const char shelf_sql[] = ELIGIBLE "d.sort_key, d.id";
	static const char priority_sql[] = ELIGIBLE
	    "(SELECT min(c.priority) FROM dossier_criterion t JOIN criterion c"
	    " ON c.number = t.number WHERE t.dossier_id = d.id),"
	    " d.sort_key, d.id";
	struct query *q = by_priority ? db_query(db, err, priority_sql) :
	    db_query(db, err, shelf_sql);

	db_put_int(q, 1, s->fonds_id);
	db_put_int(q, 2, s->grp_id);
	db_put_int(q, 3, s->secret);
	return collect_ids(q, pool, ids, count);
}

/* --- what is on them ---------------------------------------------------- */

static void read_item(struct query *q, struct pool *pool, struct item *item)
{
	item->dossier_id = db_int(q, 0);
	item->change = db_copy(q, 1, pool);
	item->excluded = db_int(q, 2) != 0;
	item->reason = db_copy(q, 3, pool);
}

bool item_list(struct db *db, int64_t version, const char *change,
    struct pool *pool, struct item **items, size_t *count, struct err *err)
{
	static const char sql[] =
	    "SELECT i.dossier_id, i.change, i.excluded, i.reason,"
	    " count(*) OVER () FROM selection_item i"
	    " JOIN dossier d ON d.id = i.dossier_id WHERE i.version_id = ?1"
	    " AND (?2 IS NULL OR i.change = ?2) ORDER BY d.sort_key, d.id";
	struct query *q = db_query(db, err, sql);

	*items = NULL;
	*count = 0;
	db_put_int(q, 1, version);
	db_put_text(q, 2, change);
	while (db_row(q)) {
		if (*items == NULL)
			*items = pool_array(pool, (size_t)db_int(q, 4),
			    sizeof(**items));
		read_item(q, pool, &(*items)[(*count)++]);
	}
	return db_end(q);
}

bool item_get(struct db *db, int64_t version, int64_t dossier,
    struct pool *pool, struct item *item, struct err *err)
{
	static const char sql[] =
	    "SELECT dossier_id, change, excluded, reason FROM selection_item"
	    " WHERE version_id = ?1 AND dossier_id = ?2";
	struct query *q = db_query(db, err, sql);

	*item = (struct item){ .change = "", .reason = "" };
	db_put_int(q, 1, version);
	db_put_int(q, 2, dossier);
	if (db_row(q))
		read_item(q, pool, item);
	return db_end(q);
}

bool item_put(struct db *db, int64_t version, const struct item *item,
    struct err *err)
{
	static const char sql[] =
	    "INSERT INTO selection_item (version_id, dossier_id, change,"
	    " excluded, reason) VALUES (?1, ?2, ?3, ?4, ?5)"
	    " ON CONFLICT DO UPDATE SET change = excluded.change,"
	    " excluded = excluded.excluded, reason = excluded.reason";
	struct query *q = db_query(db, err, sql);

	db_put_int(q, 1, version);
	db_put_int(q, 2, item->dossier_id);
	db_put_text(q, 3, item->change);
	db_put_int(q, 4, item->excluded);
	db_put_text(q, 5, item->reason == NULL ? "" : item->reason);
	return db_end(q);
}

bool item_remove(struct db *db, int64_t version, int64_t dossier,
    struct err *err)
{
	static const char sql[] =
	    "DELETE FROM selection_item WHERE version_id = ?1"
	    " AND dossier_id = ?2";
	struct query *q = db_query(db, err, sql);

	db_put_int(q, 1, version);
	db_put_int(q, 2, dossier);
	return db_end(q);
}

bool item_carry(struct db *db, int64_t from, int64_t to, struct err *err)
{
	static const char sql[] =
	    "INSERT INTO selection_item (version_id, dossier_id, change, frozen)"
	    " SELECT ?2, dossier_id, 'keep', frozen FROM selection_item"
	    " WHERE version_id = ?1 AND (change = 'drop') = excluded";
	struct query *q = db_query(db, err, sql);

	db_put_int(q, 1, from);
	db_put_int(q, 2, to);
	return db_end(q);
}

bool live_get(struct db *db, int64_t dossier, int64_t *selection,
    struct err *err)
{
	static const char sql[] =
	    "SELECT selection_id FROM selection_live WHERE dossier_id = ?1";
	struct query *q = db_query(db, err, sql);

	*selection = 0;
	db_put_int(q, 1, dossier);
	if (db_row(q))
		*selection = db_int(q, 0);
	return db_end(q);
}

bool live_put(struct db *db, int64_t dossier, int64_t selection,
    struct err *err)
{
	static const char sql[] =
	    "INSERT INTO selection_live (dossier_id, selection_id)"
	    " VALUES (?1, ?2)";
	struct query *q = db_query(db, err, sql);

	db_put_int(q, 1, dossier);
	db_put_int(q, 2, selection);
	return db_end(q);
}

bool live_remove(struct db *db, int64_t dossier, struct err *err)
{
	static const char sql[] =
	    "DELETE FROM selection_live WHERE dossier_id = ?1";
	struct query *q = db_query(db, err, sql);

	db_put_int(q, 1, dossier);
	return db_end(q);
}
