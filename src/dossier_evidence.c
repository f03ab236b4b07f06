#include "dossier.h"

#include "clock.h"
#include "lang.h"
#include "text.h"
#include "who.h"

#include <string.h>

bool criterion_list(struct db *db, struct pool *pool, struct criterion **list,
    size_t *count, struct err *err)
{
	static const char sql[] =
	    "SELECT number, priority, name_vi, name_en, text, basis, evidence,"
	    " last_year FROM criterion ORDER BY number";
	bool english = strcmp(lang_current(), "en") == 0;
	struct query *q = db_query(db, err, sql);

	*list = pool_array(pool, 9, sizeof(**list));
	*count = 0;
	while (*count < 9 && db_row(q)) {
		struct criterion *c = &(*list)[(*count)++];

		c->number = db_int(q, 0);
		c->priority = db_int(q, 1);
		c->name = db_copy(q, english ? 3 : 2, pool);
		c->text = db_copy(q, 4, pool);
		c->basis = db_copy(q, 5, pool);
		c->evidence = db_copy(q, 6, pool);
		c->last_year = db_int(q, 7);
	}
	return db_end(q);
}

bool evidence_list(struct db *db, int64_t dossier, struct pool *pool,
    struct evidence **list, size_t *count, struct err *err)
{
	static const char sql[] =
	    "SELECT number, limb, person, feature, reason, tagged_by, tagged_at"
	    " FROM dossier_criterion WHERE dossier_id = ?1 ORDER BY number";
	struct query *q = db_query(db, err, sql);

	db_put_int(q, 1, dossier);
	*list = pool_array(pool, 9, sizeof(**list));
	*count = 0;
	while (*count < 9 && db_row(q)) {
		struct evidence *e = &(*list)[(*count)++];

		e->number = db_int(q, 0);
		e->limb = db_copy(q, 1, pool);
		e->person = db_copy(q, 2, pool);
		e->feature = db_copy(q, 3, pool);
		e->reason = db_copy(q, 4, pool);
		e->tagged_by = db_int(q, 5);
		e->tagged_at = db_copy(q, 6, pool);
	}
	return db_end(q);
}

static const char *or_empty(const char *text)
{
	return text == NULL ? "" : text;
}

bool evidence_put(struct db *db, int64_t dossier, const struct evidence *e,
    struct err *err)
{
	static const char put_sql[] =
	    "INSERT INTO dossier_criterion (dossier_id, number, limb, person,"
	    " feature, reason, tagged_by, tagged_at)"
	    " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8) ON CONFLICT DO UPDATE SET"
	    " limb = excluded.limb, person = excluded.person,"
	    " feature = excluded.feature, reason = excluded.reason,"
	    " tagged_by = excluded.tagged_by, tagged_at = excluded.tagged_at";
	static const char bit_sql[] =
	    "UPDATE dossier SET criteria = criteria | (1 << (?2 - 1)),"
	    " rev = rev + 1 WHERE id = ?1";
	struct query *q = db_query(db, err, put_sql);
	char now[32];

	clock_utc(now);
	db_put_int(q, 1, dossier);
	db_put_int(q, 2, e->number);
	db_put_text(q, 3, or_empty(e->limb));
	db_put_text(q, 4, or_empty(e->person));
	db_put_text(q, 5, or_empty(e->feature));
	db_put_text(q, 6, or_empty(e->reason));
	db_put_int(q, 7, who_uid());
	db_put_text(q, 8, now);
	if (!db_end(q))
		return false;
	q = db_query(db, err, bit_sql);
	db_put_int(q, 1, dossier);
	db_put_int(q, 2, e->number);
	return db_end(q);
}

bool evidence_remove(struct db *db, int64_t dossier, int64_t number,
    struct err *err)
{
	static const char sql[] =
	    "DELETE FROM dossier_criterion WHERE dossier_id = ?1"
	    " AND number = ?2";
	static const char bit_sql[] =
	    "UPDATE dossier SET criteria = criteria & ~(1 << (?2 - 1)),"
	    " rev = rev + 1 WHERE id = ?1";
	struct query *q = db_query(db, err, sql);

	db_put_int(q, 1, dossier);
	db_put_int(q, 2, number);
	if (!db_end(q) || db_changed(db) == 0)
		return err->kind == ERR_NONE;
	q = db_query(db, err, bit_sql);
	db_put_int(q, 1, dossier);
	db_put_int(q, 2, number);
	return db_end(q);
}

/* --- damage signs ------------------------------------------------------- */

bool damage_list(struct db *db, int64_t dossier, struct pool *pool,
    const char ***signs, size_t *count, struct err *err)
{
	static const char sql[] =
	    "SELECT sign, count(*) OVER () FROM damage WHERE dossier_id = ?1"
	    " ORDER BY sign";
	struct query *q = db_query(db, err, sql);

	db_put_int(q, 1, dossier);
	*signs = NULL;
	*count = 0;
	while (db_row(q)) {
		if (*signs == NULL)
			*signs = pool_array(pool, (size_t)db_int(q, 1),
			    sizeof(**signs));
		(*signs)[(*count)++] = db_copy(q, 0, pool);
	}
	return db_end(q);
}

bool damage_put(struct db *db, int64_t dossier, const char *sign,
    struct err *err)
{
	static const char sql[] =
	    "INSERT OR IGNORE INTO damage (dossier_id, sign) VALUES (?1, ?2)";
	struct query *q = db_query(db, err, sql);

	db_put_int(q, 1, dossier);
	db_put_text(q, 2, sign);
	return db_end(q);
}

bool damage_clear(struct db *db, int64_t dossier, struct err *err)
{
	static const char sql[] = "DELETE FROM damage WHERE dossier_id = ?1";
	struct query *q = db_query(db, err, sql);

	db_put_int(q, 1, dossier);
	return db_end(q);
}
