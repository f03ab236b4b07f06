#include "workflow.h"

#include "lang.h"

#include <string.h>

/* --- the checklist of arranging (BR8) ----------------------------------- */

/* Items that are fields of the dossier are seen, the others are ticked. */
#define IS_FACT \
	"t.code IN ('tieu-de', 'thoi-gian', 'thoi-han', 'so-ho-so', 'hop'," \
	" 'so-to')"
#define IS_DONE \
	"CASE t.code WHEN 'tieu-de' THEN d.title <> ''" \
	" WHEN 'thoi-gian' THEN d.start_date <> ''" \
	" WHEN 'thoi-han' THEN d.maintenance <> ''" \
	" WHEN 'so-ho-so' THEN d.notation <> ''" \
	" WHEN 'hop' THEN d.box <> ''" \
	" WHEN 'so-to' THEN coalesce(d.papers, 0) > 0" \
	" AND coalesce(d.pages, 0) > 0" \
	" ELSE EXISTS (SELECT 1 FROM arrangement a WHERE a.dossier_id = d.id" \
	" AND a.item = t.code) END"
#define ITEMS " FROM term t JOIN dossier d ON d.id = ?1 WHERE t.kind = 'arrange'"

static const struct guard checklist = {
	"BR8", N_("the checklist of arranging is not complete"),
	N_("fill in the fields (bansao dossier edit CODE), tick the rest "
	    "(bansao arrange CODE --done ITEM,...)"),
	"SELECT 1 WHERE NOT EXISTS (SELECT 1" ITEMS " AND NOT " IS_DONE ")",
	"SELECT group_concat(iif(?3, name_en, name_vi), ', ') FROM"
	" (SELECT t.name_en, t.name_vi" ITEMS " AND NOT " IS_DONE
	" ORDER BY t.ordinal)"
};

bool arrange_list(struct db *db, int64_t dossier, struct pool *pool,
    struct arrange_item **items, size_t *count, struct err *err)
{
	static const char sql[] =
	    "SELECT t.code, t.name_vi, t.name_en, " IS_FACT ", " IS_DONE
	    ", count(*) OVER ()" ITEMS " ORDER BY t.ordinal, t.code";
	bool english = strcmp(lang_current(), "en") == 0;
	struct query *q = db_query(db, err, sql);

	*items = NULL;
	*count = 0;
	db_put_int(q, 1, dossier);
	while (db_row(q)) {
		struct arrange_item *item;

		if (*items == NULL)
			*items = pool_array(pool, (size_t)db_int(q, 5),
			    sizeof(**items));
		item = &(*items)[(*count)++];
		item->code = db_copy(q, 0, pool);
		item->name = db_copy(q, english ? 2 : 1, pool);
		item->fact = db_int(q, 3) != 0;
		item->done = db_int(q, 4) != 0;
	}
	return db_end(q);
}

bool arrange_tick(struct db *db, int64_t dossier, const char *item, bool done,
    struct err *err)
{
	static const char put_sql[] =
	    "INSERT OR IGNORE INTO arrangement (dossier_id, item)"
	    " VALUES (?1, ?2)";
	static const char remove_sql[] =
	    "DELETE FROM arrangement WHERE dossier_id = ?1 AND item = ?2";
	struct query *q = db_query(db, err, done ? put_sql : remove_sql);

	db_put_int(q, 1, dossier);
	db_put_text(q, 2, item);
	return db_end(q);
}

/* --- gates -------------------------------------------------------------- */

static bool code_of(struct db *db, int64_t dossier, struct pool *pool,
    const char **code, int64_t *state, struct err *err)
{
	static const char sql[] =
	    "SELECT code, state FROM dossier WHERE id = ?1";
	struct query *q = db_query(db, err, sql);

	*code = NULL;
	*state = -1;
	db_put_int(q, 1, dossier);
	if (db_row(q)) {
		*code = db_copy(q, 0, pool);
		*state = db_int(q, 1);
	}
	if (!db_end(q))
		return false;
	return *code != NULL || err_set(err, ERR_MISSING,
	    _("There is no such dossier"));
}

static bool refuse(struct err *err, const char *code, const struct stop *stop)
{
	return err_set(err, ERR_RULE, _("%s: %s: %s. To do: %s"), code,
	    stop->rule, stop->text, stop->mend);
}

/* A gate may be what scans that are there already were waiting for. */
static bool wake(struct db *db, int64_t dossier, struct err *err)
{
	const char *rule;

	return workflow_scans_arrived(db, dossier, &rule, err);
}

bool workflow_arrange(struct db *db, int64_t dossier, const char *day,
    struct err *err)
{
	static const char sql[] =
	    "UPDATE dossier SET arranged_on = ?2, rev = rev + 1"
	    " WHERE id = ?1 AND arranged_on IS NOT ?2";
	struct pool pool = { 0 };
	struct stop stop;
	struct query *q;
	const char *code;
	int64_t state;
	bool good = code_of(db, dossier, &pool, &code, &state, err) &&
	    guard_check(db, &checklist, dossier, &pool, &stop, err);

	if (good && stop.rule != NULL)
		good = refuse(err, code, &stop);
	pool_free(&pool);
	if (!good)
		return false;
	q = db_query(db, err, sql);
	db_put_int(q, 1, dossier);
	db_put_text(q, 2, day);
	return db_end(q) && wake(db, dossier, err);
}

bool workflow_receive(struct db *db, int64_t dossier, const char *day,
    struct err *err)
{
	static const char sql[] =
	    "UPDATE dossier SET received_on = ?2, rev = rev + 1"
	    " WHERE id = ?1 AND received_on IS NOT ?2";
	struct query *q = db_query(db, err, sql);

	db_put_int(q, 1, dossier);
	db_put_text(q, 2, day);
	return db_end(q) && wake(db, dossier, err);
}

bool workflow_hold(struct db *db, int64_t dossier, const char *reason,
    struct err *err)
{
	static const char sql[] =
	    "UPDATE dossier SET hold = ?2, rev = rev + 1"
	    " WHERE id = ?1 AND hold <> ?2";
	struct query *q = db_query(db, err, sql);

	db_put_int(q, 1, dossier);
	db_put_text(q, 2, reason);
	return db_end(q) && wake(db, dossier, err);
}

bool workflow_ungate(struct db *db, int64_t dossier, const char *gate,
    struct err *err)
{
	static const char arranged_sql[] =
	    "UPDATE dossier SET arranged_on = NULL, rev = rev + 1"
	    " WHERE id = ?1 AND arranged_on IS NOT NULL";
	static const char received_sql[] =
	    "UPDATE dossier SET received_on = NULL, rev = rev + 1"
	    " WHERE id = ?1 AND received_on IS NOT NULL";
	bool of_arranging = strcmp(gate, "arranged") == 0;
	struct pool pool = { 0 };
	struct query *q;
	const char *code;
	int64_t state;
	bool good = code_of(db, dossier, &pool, &code, &state, err);

	if (good && state >= S5_SCANNING && state <= S10_ACCEPTED)
		good = err_set(err, ERR_RULE, _("%s: %s: the file is being "
		    "digitised or beyond (%s); the gate cannot be taken back. "
		    "To do: bansao hold CODE --reason TEXT"), code,
		    of_arranging ? "BR8" : "BR21", state_code(state));
	pool_free(&pool);
	if (!good)
		return false;
	q = db_query(db, err, of_arranging ? arranged_sql : received_sql);
	db_put_int(q, 1, dossier);
	return db_end(q);
}

bool workflow_count(struct db *db, int64_t dossier, int64_t papers,
    int64_t pages, struct err *err)
{
	static const char sql[] =
	    "UPDATE dossier SET papers = iif(?2 < 0, papers, ?2),"
	    " pages = iif(?3 < 0, pages, ?3), rev = rev + 1 WHERE id = ?1"
	    " AND (papers IS NOT iif(?2 < 0, papers, ?2)"
	    " OR pages IS NOT iif(?3 < 0, pages, ?3))";
	struct pool pool = { 0 };
	struct query *q;
	const char *code;
	int64_t state;
	bool good = code_of(db, dossier, &pool, &code, &state, err);

	if (good && (state == S3_SUBMITTED || (state >= S7_PASSED &&
	    state <= S10_ACCEPTED)))
		good = err_set(err, ERR_RULE, _("%s: BR5: the file is at %s "
		    "\"%s\"; its counts are frozen. To do: have the list decided "
		    "(bansao selection approve|return), or open the file again"),
		    code, state_code(state), state_name(state));
	pool_free(&pool);
	if (!good)
		return false;
	q = db_query(db, err, sql);
	db_put_int(q, 1, dossier);
	db_put_int(q, 2, papers);
	db_put_int(q, 3, pages);
	return db_end(q);
}

bool workflow_plan(struct db *db, int64_t dossier, int64_t year,
    struct err *err)
{
	static const char sql[] =
	    "UPDATE dossier SET plan_year = nullif(?2, 0), rev = rev + 1"
	    " WHERE id = ?1 AND coalesce(plan_year, 0) <> ?2";
	struct query *q = db_query(db, err, sql);

	db_put_int(q, 1, dossier);
	db_put_int(q, 2, year);
	return db_end(q);
}
