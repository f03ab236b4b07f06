#include "selection_inside.h"

#include "sha256.h"

#include <string.h>

/* --- versions ----------------------------------------------------------- */

const char *version_state_name(const char *state)
{
	static const struct {
		const char *state;
		const char *name;
	} names[] = {
		{ "draft", N_("Draft list") },
		{ "submitted", N_("Submitted list") },
		{ "approved", N_("Approved list") },
		{ "amended", N_("Replaced by an amendment") }
	};

	for (size_t i = 0; i < COUNT(names); i++)
		if (strcmp(names[i].state, state) == 0)
			return _(names[i].name);
	return state;
}

#define FIELDS "id, selection_id, version, state, reason, submitted_on," \
	" coalesce(submitted_by, -1), submitted_user, submission," \
	" content_hash, chain_head, returned_on, returned_why, authority," \
	" decision, decided_on, signer, coalesce(entered_by, -1), rev"

static void read_version(struct query *q, struct pool *pool,
    struct version *v)
{
	v->id = db_int(q, 0);
	v->selection_id = db_int(q, 1);
	v->version = db_int(q, 2);
	v->state = db_copy(q, 3, pool);
	v->reason = db_copy(q, 4, pool);
	v->submitted_on = db_copy(q, 5, pool);
	v->submitted_by = db_int(q, 6);
	v->submitted_user = db_copy(q, 7, pool);
	v->submission = db_copy(q, 8, pool);
	v->content_hash = db_copy(q, 9, pool);
	v->chain_head = db_copy(q, 10, pool);
	v->returned_on = db_copy(q, 11, pool);
	v->returned_why = db_copy(q, 12, pool);
	v->authority = db_copy(q, 13, pool);
	v->decision = db_copy(q, 14, pool);
	v->decided_on = db_copy(q, 15, pool);
	v->signer = db_copy(q, 16, pool);
	v->entered_by = db_int(q, 17);
	v->rev = db_int(q, 18);
}

bool version_get(struct db *db, int64_t selection, int64_t number,
    struct pool *pool, struct version *v, struct err *err)
{
	static const char sql[] =
	    "SELECT " FIELDS " FROM selection_version WHERE selection_id = ?1"
	    " AND (?2 = 0 OR version = ?2) ORDER BY version DESC LIMIT 1";
	struct query *q = db_query(db, err, sql);
	bool found = false;

	db_put_int(q, 1, selection);
	db_put_int(q, 2, number);
	if (db_row(q)) {
		read_version(q, pool, v);
		found = true;
	}
	if (!db_end(q))
		return false;
	return found || err_set(err, ERR_MISSING,
	    _("The list has no version %lld"), (long long)number);
}

bool version_add(struct db *db, struct version *v, struct err *err)
{
	static const char sql[] =
	    "INSERT INTO selection_version (selection_id, version, reason)"
	    " VALUES (?1, ?2, ?3)";
	struct query *q = db_query(db, err, sql);

	db_put_int(q, 1, v->selection_id);
	db_put_int(q, 2, v->version);
	db_put_text(q, 3, v->reason == NULL ? "" : v->reason);
	if (!db_end(q))
		return false;
	v->id = db_last_id(db);
	return true;
}

bool version_save(struct db *db, struct version *v, struct err *err)
{
	static const char sql[] =
	    "UPDATE selection_version SET state = ?3, submitted_on = ?4,"
	    " submitted_by = nullif(?5, -1), submitted_user = ?6,"
	    " submission = ?7, content_hash = ?8, chain_head = ?9,"
	    " returned_on = ?10, returned_why = ?11, authority = ?12,"
	    " decision = ?13, decided_on = ?14, signer = ?15,"
	    " entered_by = nullif(?16, -1), rev = rev + 1"
	    " WHERE id = ?1 AND rev = ?2";
	struct query *q = db_query(db, err, sql);

	db_put_int(q, 1, v->id);
	db_put_int(q, 2, v->rev);
	db_put_text(q, 3, v->state);
	db_put_text(q, 4, v->submitted_on);
	db_put_int(q, 5, v->submitted_by);
	db_put_text(q, 6, v->submitted_user);
	db_put_text(q, 7, v->submission);
	db_put_text(q, 8, v->content_hash);
	db_put_text(q, 9, v->chain_head);
	db_put_text(q, 10, v->returned_on);
	db_put_text(q, 11, v->returned_why);
	db_put_text(q, 12, v->authority);
	db_put_text(q, 13, v->decision);
	db_put_text(q, 14, v->decided_on);
	db_put_text(q, 15, v->signer);
	db_put_int(q, 16, v->entered_by);
	if (!db_end(q))
		return false;
	if (db_changed(db) == 0)
		return err_set(err, ERR_BUSY, _("The list was changed by somebody "
		    "else meanwhile; look at it again"));
	v->rev++;
	return true;
}

bool version_remove(struct db *db, int64_t id, struct err *err)
{
	static const char items_sql[] =
	    "DELETE FROM selection_item WHERE version_id = ?1";
	static const char sql[] = "DELETE FROM selection_version WHERE id = ?1";
	struct query *q = db_query(db, err, items_sql);

	db_put_int(q, 1, id);
	if (!db_end(q))
		return false;
	q = db_query(db, err, sql);
	db_put_int(q, 1, id);
	return db_end(q);
}

bool version_supersede(struct db *db, int64_t selection, int64_t by,
    struct err *err)
{
	static const char sql[] =
	    "UPDATE selection_version SET state = 'amended', rev = rev + 1"
	    " WHERE selection_id = ?1 AND id <> ?2 AND state = 'approved'";
	struct query *q = db_query(db, err, sql);

	db_put_int(q, 1, selection);
	db_put_int(q, 2, by);
	return db_end(q);
}

/* --- freezing (BR5) ----------------------------------------------------- */

bool version_freeze(struct db *db, int64_t version, struct err *err)
{
	static const char sql[] =
	    "UPDATE selection_item SET frozen = (SELECT " SELECTION_FACTS
	    " FROM dossier d WHERE d.id = selection_item.dossier_id)"
	    " WHERE version_id = ?1 AND change = 'add'";
	struct query *q = db_query(db, err, sql);

	db_put_int(q, 1, version);
	return db_end(q);
}

bool version_thaw(struct db *db, int64_t version, struct err *err)
{
	static const char sql[] =
	    "UPDATE selection_item SET frozen = ''"
	    " WHERE version_id = ?1 AND change = 'add'";
	struct query *q = db_query(db, err, sql);

	db_put_int(q, 1, version);
	return db_end(q);
}

/* Over what was submitted: what is done with each file, and its facts, in the
 * order of the codes; later exclusions do not change it. */
bool version_hash(struct db *db, int64_t version, char hex[65],
    struct err *err)
{
	static const char sql[] =
	    "SELECT change, frozen FROM selection_item WHERE version_id = ?1"
	    " ORDER BY json_extract(frozen, '$.code'), dossier_id";
	struct query *q = db_query(db, err, sql);
	unsigned char digest[32];
	struct sha256 sha;

	db_put_int(q, 1, version);
	sha256_start(&sha);
	while (db_row(q)) {
		sha256_text(&sha, db_text(q, 0));
		sha256_text(&sha, db_text(q, 1));
	}
	sha256_end(&sha, digest);
	sha256_hex(digest, hex);
	return db_end(q);
}

bool version_drift(struct db *db, int64_t version, struct pool *pool,
    const char **code, struct err *err)
{
	static const char sql[] =
	    "SELECT json_extract(i.frozen, '$.code') FROM selection_item i"
	    " JOIN dossier d ON d.id = i.dossier_id"
	    " WHERE i.version_id = ?1 AND i.change = 'add'"
	    " AND i.frozen <> " SELECTION_FACTS " LIMIT 1";
	struct query *q = db_query(db, err, sql);

	*code = NULL;
	db_put_int(q, 1, version);
	if (db_row(q))
		*code = db_copy(q, 0, pool);
	return db_end(q);
}

/* --- sums and lines ----------------------------------------------------- */

bool version_sum(struct db *db, int64_t version, struct version_total *total,
    struct err *err)
{
	static const char sql[] =
	    "SELECT dossiers, papers, pages, a4, added, dropped, excluded"
	    " FROM tally_list WHERE version_id = ?1";
	struct query *q = db_query(db, err, sql);

	memset(total, 0, sizeof(*total));
	db_put_int(q, 1, version);
	if (db_row(q)) {
		total->dossiers = db_int(q, 0);
		total->papers = db_int(q, 1);
		total->pages = db_int(q, 2);
		total->a4 = db_int(q, 3);
		total->added = db_int(q, 4);
		total->dropped = db_int(q, 5);
		total->excluded = db_int(q, 6);
	}
	return db_end(q);
}

static int64_t or_unknown(struct query *q, int column)
{
	return db_is_null(q, column) ? -1 : db_int(q, column);
}

static void read_line(struct query *q, struct pool *pool, struct line *l)
{
	l->dossier_id = db_int(q, 0);
	l->change = db_copy(q, 1, pool);
	l->excluded = db_int(q, 2) != 0;
	l->reason = db_copy(q, 3, pool);
	l->grp_id = db_int(q, 4);
	l->state = db_int(q, 5);
	l->code = db_copy(q, 6, pool);
	l->box = db_copy(q, 7, pool);
	l->notation = db_copy(q, 8, pool);
	l->title = db_copy(q, 9, pool);
	l->start_date = db_copy(q, 10, pool);
	l->end_date = db_copy(q, 11, pool);
	l->maintenance = db_copy(q, 12, pool);
	l->papers = or_unknown(q, 13);
	l->pages = or_unknown(q, 14);
	l->a4 = db_int(q, 15);
	l->criteria = db_int(q, 16);
	l->format = db_copy(q, 17, pool);
	l->damage = db_copy(q, 18, pool);
	l->persons = db_copy(q, 19, pool);
}

bool line_each(struct db *db, int64_t version,
    bool (*each)(void *to, const struct line *line, struct err *err),
    void *to, struct err *err)
{
	static const char sql[] =
	    "WITH line AS MATERIALIZED (SELECT i.dossier_id, i.change,"
	    " i.excluded, i.reason, d.grp_id, d.state, d.sort_key,"
	    " iif(i.frozen <> '', i.frozen, " SELECTION_FACTS ") AS f"
	    " FROM selection_item i JOIN dossier d ON d.id = i.dossier_id"
	    " WHERE i.version_id = ?1)"
	    " SELECT l.dossier_id, l.change, l.excluded, l.reason,"
	    " coalesce(l.grp_id, 0), l.state,"
	    " f ->> '$.code', f ->> '$.box', f ->> '$.notation',"
	    " f ->> '$.title', f ->> '$.start', f ->> '$.end',"
	    " f ->> '$.maintenance', f ->> '$.papers', f ->> '$.pages',"
	    " f ->> '$.a4', f ->> '$.criteria', f ->> '$.format',"
	    " f ->> '$.damage', f ->> '$.persons'"
	    " FROM line l LEFT JOIN grp g ON g.id = l.grp_id"
	    " ORDER BY g.sort_key, g.id, l.sort_key";
	struct query *q = db_query(db, err, sql);
	struct pool pool = { 0 };
	bool good = true;

	db_put_int(q, 1, version);
	while (good && db_row(q)) {
		struct line line;

		pool_reset(&pool);
		read_line(q, &pool, &line);
		good = each(to, &line, err);
	}
	pool_free(&pool);
	return db_end(q) && good;
}
