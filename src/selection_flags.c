/* Conflicts to be seen while a list is drawn up. */
#include "selection_inside.h"

#include "number.h"

#include <string.h>

static const char *flag_text(const char *flag)
{
	static const struct {
		const char *flag;
		const char *text;
	} texts[] = {
		{ "secret", N_("it bears a secrecy mark (BR18)") },
		{ "not_secret", N_("it bears no secrecy mark; this list is "
		    "for secret files (BR18)") },
		{ "conditional", N_("its use is restricted") },
		{ "hold", N_("it is on hold") },
		{ "handed_over", N_("it was handed over already") },
		{ "duplicate_title", N_("another file of the fonds has this "
		    "title and these years") },
		{ "no_estimate", N_("its A4 pages are not estimated") },
		{ "incomplete", N_("dates, retention or counts are missing") },
		{ "changed", N_("its facts are no longer as submitted") }
	};

	for (size_t i = 0; i < COUNT(texts); i++)
		if (strcmp(texts[i].flag, flag) == 0)
			return _(texts[i].text);
	return flag;
}

/* The lists of the year against its target. */
static bool year_flag(struct db *db, const struct selection *s,
    struct pool *pool, struct flag *flag, bool *there, struct err *err)
{
	static const char sql[] =
	    "SELECT (SELECT a4 FROM quota WHERE year = ?1),"
	    " (SELECT sum(a4) FROM plan_year WHERE year = ?1)";
	struct query *q = db_query(db, err, sql);
	int64_t target = 0, asked = 0;
	bool planned = false;

	db_put_int(q, 1, s->year);
	if (db_row(q)) {
		planned = !db_is_null(q, 0);
		target = db_int(q, 0);
		asked = db_int(q, 1);
	}
	if (!db_end(q))
		return false;
	*there = !planned || asked > target;
	*flag = (struct flag){ .code = "" };
	flag->flag = planned ? "over_year" : "no_target";
	flag->text = planned ? pool_printf(pool, _("the lists of %lld ask for "
	    "%s A4 pages, %s more than the target (BR14: no ceiling, only to "
	    "be known)"), (long long)s->year, number_text(pool, asked),
	    number_text(pool, asked - target)) : pool_printf(pool, _("the "
	    "programme has no target for %lld; see \"bansao quota\""),
	    (long long)s->year);
	return true;
}

/* id, code, flag, how many there are; room for one more. */
static void read_flag(struct query *q, struct pool *pool,
    struct flag **flags, size_t *count)
{
	struct flag *flag;

	if (*count == 0)
		*flags = pool_array(pool, (size_t)db_int(q, 3) + 1,
		    sizeof(**flags));
	flag = &(*flags)[(*count)++];
	flag->dossier_id = db_int(q, 0);
	flag->code = db_copy(q, 1, pool);
	flag->flag = db_copy(q, 2, pool);
	flag->text = flag_text(flag->flag);
}

bool selection_flags(struct db *db, const struct selection *s,
    const struct version *v, struct pool *pool, struct flag **flags,
    size_t *count, struct err *err)
{
	static const char sql[] =
	    "WITH item AS (SELECT d.*, i.frozen, i.change FROM selection_item i"
	    " JOIN dossier d ON d.id = i.dossier_id WHERE i.version_id = ?1"
	    " AND (i.change = 'drop') = i.excluded), flag AS ("
	    " SELECT id, code, 'secret' AS flag, sort_key FROM item"
	    " WHERE secrecy <> '' OR mode = '03'"
	    " UNION ALL SELECT id, code, 'conditional', sort_key FROM item"
	    " WHERE mode = '02'"
	    " UNION ALL SELECT id, code, 'hold', sort_key FROM item"
	    " WHERE hold <> ''"
	    " UNION ALL SELECT id, code, 'handed_over', sort_key FROM item"
	    " WHERE risk_status = '01' AND change = 'add'"
	    " UNION ALL SELECT id, code, 'duplicate_title', sort_key FROM item"
	    " WHERE EXISTS (SELECT 1 FROM dossier o WHERE o.title_fold ="
	    " item.title_fold AND o.fonds_id = item.fonds_id"
	    " AND o.id <> item.id AND o.start_year IS item.start_year"
	    " AND o.end_year IS item.end_year)"
	    " UNION ALL SELECT id, code, 'no_estimate', sort_key FROM item"
	    " WHERE a4_estimate = 0"
	    " UNION ALL SELECT id, code, 'incomplete', sort_key FROM item"
	    " WHERE change = 'add' AND (start_date = '' OR maintenance = ''"
	    " OR coalesce(papers, 0) + coalesce(pages, 0) = 0)"
	    " UNION ALL SELECT id, code, 'changed', sort_key FROM item"
	    " WHERE frozen <> '' AND frozen <> (SELECT " SELECTION_FACTS
	    " FROM dossier d WHERE d.id = item.id))"
	    " SELECT id, code, flag, count(*) OVER () FROM flag"
	    " ORDER BY sort_key, id, flag";
	struct query *q = db_query(db, err, sql);
	bool there;

	*flags = pool_array(pool, 1, sizeof(**flags));
	*count = 0;
	db_put_int(q, 1, v->id);
	while (db_row(q))
		read_flag(q, pool, flags, count);
	if (!db_end(q) || !year_flag(db, s, pool, &(*flags)[*count], &there,
	    err))
		return false;
	*count += there;
	return true;
}

bool selection_kept_back(struct db *db, const struct selection *s,
    struct pool *pool, struct flag **flags, size_t *count, struct err *err)
{
	static const char sql[] =
	    "SELECT d.id, d.code, CASE WHEN d.hold <> '' THEN 'hold'"
	    " WHEN (d.secrecy <> '' OR d.mode = '03') <> ?3"
	    " THEN iif(?3, 'not_secret', 'secret') ELSE 'no_estimate' END,"
	    " count(*) OVER ()" SELECTION_TAGGED " AND NOT " SELECTION_FIT
	    " ORDER BY d.sort_key, d.id";
	struct query *q = db_query(db, err, sql);

	*flags = NULL;
	*count = 0;
	db_put_int(q, 1, s->fonds_id);
	db_put_int(q, 2, s->grp_id);
	db_put_int(q, 3, s->secret);
	while (db_row(q))
		read_flag(q, pool, flags, count);
	return db_end(q);
}
