/* The packages of a batch, agreements and receipts: more of handover.h. */
#include "handover.h"

#include "clock.h"

#include <string.h>

enum { PASSED = 7 };	/* S7 of src/workflow.h */

#define ITEM \
	"i.handover_id, i.dossier_id, d.code, d.title, d.fonds_id, d.state," \
	" i.objid, i.previous, i.path, i.volume, i.sha256, i.files, i.bytes," \
	" i.pages, i.a4, i.result, i.reason"

static const char *or_empty(const char *text)
{
	return text == NULL ? "" : text;
}

static void read_item(struct query *q, struct pool *pool,
    struct handover_item *item)
{
	int i = 0;

	item->handover_id = db_int(q, i++);
	item->dossier_id = db_int(q, i++);
	item->code = db_copy(q, i++, pool);
	item->title = db_copy(q, i++, pool);
	item->fonds_id = db_int(q, i++);
	item->state = db_int(q, i++);
	item->objid = db_copy(q, i++, pool);
	item->previous = db_copy(q, i++, pool);
	item->path = db_copy(q, i++, pool);
	item->volume = db_int(q, i++);
	item->sha256 = db_copy(q, i++, pool);
	item->files = db_int(q, i++);
	item->bytes = db_int(q, i++);
	item->pages = db_int(q, i++);
	item->a4 = db_int(q, i++);
	item->result = db_copy(q, i++, pool);
	item->reason = db_copy(q, i++, pool);
}

bool handover_items(struct db *db, int64_t handover, struct pool *pool,
    struct handover_item **items, size_t *count, struct err *err)
{
	static const char sql[] =
	    "SELECT " ITEM ", count(*) OVER () FROM handover_item i"
	    " JOIN dossier d ON d.id = i.dossier_id"
	    " JOIN fonds f ON f.id = d.fonds_id WHERE i.handover_id = ?1"
	    " ORDER BY f.sort_key, f.id, d.sort_key, d.id";
	struct query *q = db_query(db, err, sql);

	*items = NULL;
	*count = 0;
	db_put_int(q, 1, handover);
	while (db_row(q)) {
		if (*items == NULL)
			*items = pool_array(pool, (size_t)db_int(q, 17),
			    sizeof(**items));
		read_item(q, pool, &(*items)[(*count)++]);
	}
	return db_end(q);
}

/* State, secrecy, hold and the live batch of a dossier, judged in order. */
static bool may_be_added(struct db *db, const struct handover *h,
    int64_t dossier, struct pool *pool, struct err *err)
{
	static const char sql[] =
	    "SELECT d.code, d.state, d.secrecy <> '' OR d.mode = '03', d.hold,"
	    " (SELECT b.number FROM handover_item i JOIN handover b"
	    " ON b.id = i.handover_id WHERE i.dossier_id = d.id"
	    " AND i.result IN ('', 'accepted')) FROM dossier d WHERE d.id = ?1";
	struct query *q = db_query(db, err, sql);
	const char *code = "", *hold = "", *other = "";
	int64_t state = 0;
	bool secret = false, found;

	db_put_int(q, 1, dossier);
	found = db_row(q);
	if (found) {
		code = db_copy(q, 0, pool);
		state = db_int(q, 1);
		secret = db_int(q, 2) != 0;
		hold = db_copy(q, 3, pool);
		other = db_copy(q, 4, pool);
	}
	if (!db_end(q))
		return false;
	if (!found)
		return err_set(err, ERR_MISSING, _("There is no such file"));
	if (other[0] != '\0')
		return err_set(err, ERR_RULE, _("%s: is in batch %s already; a "
		    "file is handed over once, unless it was returned"), code,
		    other);
	if (state != PASSED)
		return err_set(err, ERR_RULE, _("%s: BR15: its state is S%lld; "
		    "only files that passed inspection (S7) can be handed "
		    "over (bansao batch pass)"), code, (long long)state);
	if (hold[0] != '\0')
		return err_set(err, ERR_RULE, _("%s: is on hold: %s"), code,
		    hold);
	if (secret != (h->secret != 0))
		return err_set(err, ERR_RULE, secret ? _("%s: BR18: is secret; "
		    "secret files go in a batch of their own (bansao handover "
		    "new --secret)") : _("%s: BR18: is not secret; this batch "
		    "is for secret files only"), code);
	return true;
}

bool handover_item_add(struct db *db, const struct handover *h,
    int64_t dossier, struct err *err)
{
	static const char sql[] =
	    "INSERT INTO handover_item (handover_id, dossier_id, previous,"
	    " pages, a4) SELECT ?1, d.id, coalesce((SELECT i.objid"
	    " FROM handover_item i WHERE i.dossier_id = d.id AND i.objid <> ''"
	    " AND i.result IN ('returned', 'replaced')"
	    " ORDER BY i.handover_id DESC LIMIT 1), ''), coalesce(d.pages, 0),"
	    " d.a4 FROM dossier d WHERE d.id = ?2";
	struct pool pool = { 0 };
	struct query *q;
	bool ok;

	if (strcmp(h->state, "prepared") != 0)
		return err_set(err, ERR_RULE, _("Batch %s is %s; files are "
		    "added while it is being prepared"), h->number,
		    handover_state_name(h->state));
	ok = may_be_added(db, h, dossier, &pool, err);
	pool_free(&pool);
	if (!ok)
		return false;
	q = db_query(db, err, sql);
	db_put_int(q, 1, h->id);
	db_put_int(q, 2, dossier);
	db_row(q);
	return db_end(q);
}

bool handover_item_remove(struct db *db, const struct handover *h,
    int64_t dossier, struct err *err)
{
	static const char sql[] =
	    "DELETE FROM handover_item WHERE handover_id = ?1"
	    " AND dossier_id = ?2";
	struct query *q;

	if (strcmp(h->state, "prepared") != 0)
		return err_set(err, ERR_RULE, _("Batch %s is %s; files are "
		    "removed while it is being prepared"), h->number,
		    handover_state_name(h->state));
	q = db_query(db, err, sql);
	db_put_int(q, 1, h->id);
	db_put_int(q, 2, dossier);
	db_row(q);
	if (!db_end(q))
		return false;
	return db_changed(db) > 0 || err_set(err, ERR_MISSING,
	    _("The file is not in batch %s"), h->number);
}

bool handover_candidates(struct db *db, int64_t fonds, const char *list,
    int64_t year, bool secret, struct pool *pool, int64_t **ids,
    size_t *count, struct err *err)
{
	static const char sql[] =
	    "SELECT d.id, count(*) OVER () FROM dossier d WHERE d.state = 7"
	    " AND d.hold = '' AND (?1 = 0 OR d.fonds_id = ?1)"
	    " AND (?2 IS NULL OR d.id IN (SELECT l.dossier_id"
	    " FROM selection_live l JOIN selection s ON s.id = l.selection_id"
	    " WHERE s.code = ?2)) AND (?3 = 0 OR d.plan_year = ?3"
	    " OR CAST(substr(d.passed_on, 1, 4) AS INTEGER) = ?3)"
	    " AND (d.secrecy <> '' OR d.mode = '03') = ?4"
	    " AND NOT EXISTS (SELECT 1 FROM handover_item i"
	    " WHERE i.dossier_id = d.id AND i.result IN ('', 'accepted'))"
	    " ORDER BY d.fonds_id, d.sort_key, d.id";
	struct query *q = db_query(db, err, sql);

	*ids = NULL;
	*count = 0;
	db_put_int(q, 1, fonds);
	db_put_text(q, 2, list);
	db_put_int(q, 3, year);
	db_put_int(q, 4, secret);
	while (db_row(q)) {
		if (*ids == NULL)
			*ids = pool_array(pool, (size_t)db_int(q, 1),
			    sizeof(**ids));
		(*ids)[(*count)++] = db_int(q, 0);
	}
	return db_end(q);
}

bool handover_item_objid(struct db *db, int64_t handover, int64_t dossier,
    const char *objid, struct err *err)
{
	static const char sql[] =
	    "UPDATE handover_item SET objid = ?3 WHERE handover_id = ?1"
	    " AND dossier_id = ?2";
	struct query *q = db_query(db, err, sql);

	db_put_int(q, 1, handover);
	db_put_int(q, 2, dossier);
	db_put_text(q, 3, objid);
	db_row(q);
	return db_end(q);
}

bool handover_item_built(struct db *db, const struct handover_item *item,
    struct err *err)
{
	static const char sql[] =
	    "UPDATE handover_item SET path = ?3, volume = ?4, sha256 = ?5,"
	    " files = ?6, bytes = ?7, pages = ?8, a4 = ?9"
	    " WHERE handover_id = ?1 AND dossier_id = ?2";
	struct query *q = db_query(db, err, sql);

	db_put_int(q, 1, item->handover_id);
	db_put_int(q, 2, item->dossier_id);
	db_put_text(q, 3, item->path);
	db_put_int(q, 4, item->volume);
	db_put_text(q, 5, or_empty(item->sha256));
	db_put_int(q, 6, item->files);
	db_put_int(q, 7, item->bytes);
	db_put_int(q, 8, item->pages);
	db_put_int(q, 9, item->a4);
	db_row(q);
	return db_end(q);
}

bool handover_item_answer(struct db *db, int64_t handover, int64_t dossier,
    const char *result, const char *reason, struct err *err)
{
	static const char sql[] =
	    "UPDATE handover_item SET result = ?3, reason = ?4"
	    " WHERE handover_id = ?1 AND dossier_id = ?2";
	struct query *q = db_query(db, err, sql);

	db_put_int(q, 1, handover);
	db_put_int(q, 2, dossier);
	db_put_text(q, 3, result);
	db_put_text(q, 4, or_empty(reason));
	db_row(q);
	return db_end(q);
}

/* ---- receipts ------------------------------------------------------------ */

bool receipt_add(struct db *db, struct receipt *receipt, struct err *err)
{
	static const char sql[] =
	    "INSERT INTO receipt (handover_id, number, received_on, signer,"
	    " accepted, returned, note, entered_at)"
	    " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)";
	static const char answered_sql[] =
	    "UPDATE handover SET state = 'answered', rev = rev + 1"
	    " WHERE id = ?1 AND NOT EXISTS (SELECT 1 FROM handover_item i"
	    " WHERE i.handover_id = ?1 AND i.result = '')";
	struct query *q = db_query(db, err, sql);
	char now[CLOCK_TEXT];

	clock_utc(now);
	db_put_int(q, 1, receipt->handover_id);
	db_put_text(q, 2, receipt->number);
	db_put_text(q, 3, receipt->received_on);
	db_put_text(q, 4, or_empty(receipt->signer));
	db_put_int(q, 5, receipt->accepted);
	db_put_int(q, 6, receipt->returned);
	db_put_text(q, 7, or_empty(receipt->note));
	db_put_text(q, 8, now);
	db_row(q);
	if (!db_end(q))
		return false;
	receipt->id = db_last_id(db);
	q = db_query(db, err, answered_sql);
	db_put_int(q, 1, receipt->handover_id);
	db_row(q);
	return db_end(q);
}

bool receipt_list(struct db *db, int64_t handover, struct pool *pool,
    struct receipt **list, size_t *count, struct err *err)
{
	static const char sql[] =
	    "SELECT id, handover_id, number, received_on, signer, accepted,"
	    " returned, note, count(*) OVER () FROM receipt"
	    " WHERE handover_id = ?1 ORDER BY id";
	struct query *q = db_query(db, err, sql);

	*list = NULL;
	*count = 0;
	db_put_int(q, 1, handover);
	while (db_row(q)) {
		struct receipt *r;

		if (*list == NULL)
			*list = pool_array(pool, (size_t)db_int(q, 8),
			    sizeof(**list));
		r = &(*list)[(*count)++];
		r->id = db_int(q, 0);
		r->handover_id = db_int(q, 1);
		r->number = db_copy(q, 2, pool);
		r->received_on = db_copy(q, 3, pool);
		r->signer = db_copy(q, 4, pool);
		r->accepted = db_int(q, 5);
		r->returned = db_int(q, 6);
		r->note = db_copy(q, 7, pool);
	}
	return db_end(q);
}
