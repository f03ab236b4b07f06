#include "plan.h"

#include "clock.h"

#include <string.h>

bool carry_get(struct db *db, struct pool *pool, struct carry_rule *rule,
    struct err *err)
{
	static const char sql[] =
	    "SELECT rule, valid_from, basis FROM carry_rule"
	    " WHERE valid_from <= date('now', 'localtime')"
	    " ORDER BY valid_from DESC, id DESC LIMIT 1";
	struct query *q = db_query(db, err, sql);

	*rule = (struct carry_rule){ "none", "", "" };
	if (db_row(q)) {
		rule->rule = db_copy(q, 0, pool);
		rule->valid_from = db_copy(q, 1, pool);
		rule->basis = db_copy(q, 2, pool);
	}
	return db_end(q);
}

bool carry_into(struct db *db, const struct quota_year *years, size_t count,
    int64_t year, int64_t *carried, struct err *err)
{
	struct pool pool = { 0 };
	struct carry_rule rule;
	bool both, good = carry_get(db, &pool, &rule, err);

	*carried = 0;
	both = good && strcmp(rule.rule, "both") == 0;
	for (size_t i = 0; good && (both || strcmp(rule.rule, "shortfall") == 0) &&
	    i < count && years[i].year < year; i++) {
		int64_t goal = years[i].target + *carried;

		*carried = (goal > 0 ? goal : 0) - years[i].passed;
		if (*carried < 0 && !both)
			*carried = 0;
	}
	pool_free(&pool);
	return good;
}

bool carry_set(struct db *db, const struct carry_rule *rule, struct err *err)
{
	static const char sql[] =
	    "INSERT INTO carry_rule (rule, valid_from, basis)"
	    " VALUES (?1, ?2, ?3)";
	struct query *q;

	if (strcmp(rule->rule, "none") != 0 &&
	    strcmp(rule->rule, "shortfall") != 0 &&
	    strcmp(rule->rule, "both") != 0)
		return err_set(err, ERR_USAGE, _("The rule of carry-over is none,"
		    " shortfall or both, not \"%s\""), rule->rule);
	if (rule->basis == NULL || *rule->basis == '\0')
		return err_set(err, ERR_USAGE, _("A rule has a basis: number and"
		    " date of the document (--basis)"));
	q = db_query(db, err, sql);
	db_put_text(q, 1, rule->rule);
	db_put_text(q, 2, rule->valid_from);
	db_put_text(q, 3, rule->basis);
	db_row(q);
	return db_end(q);
}

/* --- which list in which year --------------------------------------------- */

static bool year_fits(struct db *db, int64_t year, struct err *err)
{
	struct pool pool = { 0 };
	struct programme p = { 0 };
	bool good = programme_get(db, &pool, &p, err);

	if (good && (year < p.digitise_from || year > p.digitise_to))
		good = err_set(err, ERR_USAGE, _("%lld is outside the plan, which"
		    " digitises from %lld to %lld"), (long long)year,
		    (long long)p.digitise_from, (long long)p.digitise_to);
	pool_free(&pool);
	return good;
}

/* Its id, and the pages that no other year has. */
static bool room_of(struct db *db, const char *list, int64_t year, int64_t *id,
    int64_t *room, struct err *err)
{
	static const char sql[] =
	    "SELECT s.id, coalesce(max(p.list_a4), 0) -"
	    " (SELECT coalesce(sum(a4), 0) FROM plan_share"
	    "  WHERE selection_id = s.id AND year <> ?2)"
	    " FROM selection s LEFT JOIN plan_year p ON p.selection_id = s.id"
	    " WHERE s.code = ?1 GROUP BY s.id";
	struct query *q = db_query(db, err, sql);

	*id = 0;
	db_put_text(q, 1, list);
	db_put_int(q, 2, year);
	if (db_row(q)) {
		*id = db_int(q, 0);
		*room = db_int(q, 1);
	}
	if (!db_end(q))
		return false;
	return *id != 0 || err_set(err, ERR_MISSING,
	    _("There is no list %s: bansao selection list shows them"), list);
}

bool plan_share(struct db *db, const char *list, int64_t year, int64_t a4,
    const char *note, struct err *err)
{
	static const char put_sql[] =
	    "INSERT INTO plan_share (selection_id, year, a4, note)"
	    " VALUES (?1, ?2, ?3, ?4) ON CONFLICT DO UPDATE"
	    " SET a4 = excluded.a4, note = excluded.note";
	static const char remove_sql[] =
	    "DELETE FROM plan_share WHERE selection_id = ?1 AND year = ?2";
	int64_t id, room = 0;
	struct query *q;

	if (!year_fits(db, year, err) ||
	    !room_of(db, list, year, &id, &room, err))
		return false;
	if (a4 < 0)
		return err_set(err, ERR_USAGE,
		    _("Pages of a year cannot be negative"));
	if (a4 > room)
		return err_set(err, ERR_RULE, _("List %s has only %lld A4 pages"
		    " left for %lld"), list, (long long)room, (long long)year);
	q = db_query(db, err, a4 == 0 ? remove_sql : put_sql);
	db_put_int(q, 1, id);
	db_put_int(q, 2, year);
	if (a4 > 0) {
		db_put_int(q, 3, a4);
		db_put_text(q, 4, note);
	}
	db_row(q);
	return db_end(q);
}

/* --- snapshots ------------------------------------------------------------ */

static bool put_year(struct db *db, int64_t id, const struct quota_year *y,
    struct err *err)
{
	static const char sql[] =
	    "INSERT INTO snapshot_year (snapshot_id, year, target, selected,"
	    " approved, scanned, passed, handed_over, accepted)"
	    " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)";
	const int64_t values[] = { id, y->year, y->target, y->selected,
	    y->approved, y->scanned, y->passed, y->handed_over, y->accepted };
	struct query *q = db_query(db, err, sql);

	for (int i = 0; i < (int)COUNT(values); i++)
		db_put_int(q, i + 1, values[i]);
	db_row(q);
	return db_end(q);
}

bool snapshot_take(struct db *db, const char *name, struct err *err)
{
	static const char sql[] =
	    "INSERT INTO snapshot (name, taken_at, day) VALUES (?1, ?2, ?3)";
	struct pool pool = { 0 };
	struct quota_year *years;
	char now[CLOCK_TEXT], today[DATE_TEXT];
	struct query *q;
	size_t count = 0;
	int64_t id;
	bool good;

	if (*name == '\0' || strlen(name) > 60)
		return err_set(err, ERR_USAGE,
		    _("A snapshot has a name of 1 to 60 letters"));
	clock_utc(now);
	date_iso(clock_today(), today);
	q = db_query(db, err, sql);
	db_put_text(q, 1, name);
	db_put_text(q, 2, now);
	db_put_text(q, 3, today);
	db_row(q);
	if (!db_end(q)) {
		if (!db_was_taken(db))
			return false;
		err_clear(err);
		return err_set(err, ERR_USAGE, _("There is a snapshot %s already:"
		    " snapshots are kept as they are"), name);
	}
	id = db_last_id(db);
	good = quota_years(db, &pool, &years, &count, err);
	for (size_t i = 0; good && i < count; i++)
		good = put_year(db, id, &years[i], err);
	pool_free(&pool);
	return good;
}

bool snapshot_list(struct db *db, struct pool *pool, struct snapshot **list,
    size_t *count, struct err *err)
{
	static const char sql[] =
	    "SELECT s.name, s.taken_at, coalesce(sum(y.passed), 0),"
	    " coalesce(sum(y.target), 0), count(*) OVER ()"
	    " FROM snapshot s LEFT JOIN snapshot_year y ON y.snapshot_id = s.id"
	    " GROUP BY s.id ORDER BY s.id";
	struct query *q = db_query(db, err, sql);

	*list = NULL;
	*count = 0;
	while (db_row(q)) {
		struct snapshot *s;

		if (*list == NULL)
			*list = pool_array(pool, (size_t)db_int(q, 4),
			    sizeof(**list));
		s = &(*list)[(*count)++];
		s->name = db_copy(q, 0, pool);
		s->taken_at = db_copy(q, 1, pool);
		s->passed = db_int(q, 2);
		s->target = db_int(q, 3);
	}
	return db_end(q);
}
