#include "workflow.h"

#include "clock.h"
#include "date.h"
#include "lang.h"
#include "programme.h"
#include "who.h"

#include <string.h>

/* --- what stops a move -------------------------------------------------- */

/* Where a dossier stands, as far as moves ask. */
struct standing {
	const char *code;
	const char *hold;
	int64_t state;
};

static bool read_standing(struct db *db, int64_t dossier, struct pool *pool,
    struct standing *s, struct err *err)
{
	static const char sql[] =
	    "SELECT code, hold, state FROM dossier WHERE id = ?1";
	struct query *q = db_query(db, err, sql);
	bool found = false;

	db_put_int(q, 1, dossier);
	if (db_row(q)) {
		s->code = db_copy(q, 0, pool);
		s->hold = db_copy(q, 1, pool);
		s->state = db_int(q, 2);
		found = true;
	}
	if (!db_end(q))
		return false;
	return found || err_set(err, ERR_MISSING, _("There is no such dossier"));
}

/* Bind what the text of a guard names, and nothing else. */
static struct query *ask(struct db *db, const char *sql, int64_t dossier,
    struct err *err)
{
	struct query *q = db_query(db, err, sql);

	if (strstr(sql, "?1") != NULL)
		db_put_int(q, 1, dossier);
	if (strstr(sql, "?2") != NULL)
		db_put_int(q, 2, who_uid());
	if (strstr(sql, "?3") != NULL)
		db_put_int(q, 3, strcmp(lang_current(), "en") == 0);
	return q;
}

static bool add_detail(struct db *db, const struct guard *guard,
    int64_t dossier, struct pool *pool, struct stop *stop, struct err *err)
{
	struct query *q;

	if (guard->detail == NULL)
		return true;
	q = ask(db, guard->detail, dossier, err);
	if (db_row(q) && db_text(q, 0)[0] != '\0')
		stop->text = pool_printf(pool, "%s (%s)", stop->text,
		    db_text(q, 0));
	return db_end(q);
}

bool guard_check(struct db *db, const struct guard *guard, int64_t dossier,
    struct pool *pool, struct stop *stop, struct err *err)
{
	struct query *q;
	bool holds;

	memset(stop, 0, sizeof(*stop));
	if (guard->sql == NULL)
		return true;
	q = ask(db, guard->sql, dossier, err);
	holds = db_row(q);
	if (!db_end(q) || holds)
		return err->kind == ERR_NONE;
	stop->rule = guard->rule;
	stop->text = _(guard->text);
	stop->mend = _(guard->mend);
	return add_detail(db, guard, dossier, pool, stop, err);
}

/* The move that leads to where this one begins, to say what to do first. */
static const char *way_to(const struct move *move, int64_t state)
{
	for (const struct move *m = workflow_moves; m->name != NULL; m++)
		if ((m->from & (1U << state)) != 0 &&
		    (move->from & (1U << m->to)) != 0)
			return _(m->mend);
	return _("bansao workflow");
}

static void wrong_state(struct pool *pool, const struct move *move,
    const struct standing *s, struct stop *stop)
{
	const char *wanted = "";

	for (int64_t from = 0; from < STATES; from++)
		if ((move->from & (1U << from)) != 0)
			wanted = pool_printf(pool, "%s%s%s \"%s\"", wanted,
			    wanted[0] == '\0' ? "" : ", ", state_code(from),
			    state_name(from));
	stop->rule = move->rule;
	stop->text = pool_printf(pool, _("\"%s\" begins at %s; the file is at "
	    "%s \"%s\""), _(move->label), wanted, state_code(s->state),
	    state_name(s->state));
	stop->mend = way_to(move, s->state);
}

static bool find_stops(struct db *db, const struct move *move,
    int64_t dossier, const struct standing *s, struct pool *pool,
    struct stop *stops, size_t room, size_t *count, struct err *err)
{
	*count = 0;
	if ((move->from & (1U << s->state)) == 0) {
		wrong_state(pool, move, s, &stops[(*count)++]);
		return true;
	}
	if (move->held && s->hold[0] != '\0') {
		stops[*count].rule = "H";
		stops[*count].text = pool_printf(pool, _("the file is on hold "
		    "(%s)"), s->hold);
		stops[(*count)++].mend = _("bansao release CODE");
	}
	for (size_t i = 0; move->guards != NULL && move->guards[i] != NULL;
	    i++) {
		if (*count == room)
			break;
		if (!guard_check(db, move->guards[i], dossier, pool,
		    &stops[*count], err))
			return false;
		*count += stops[*count].rule != NULL;
	}
	return true;
}

static const struct move *need_move(const char *name, struct err *err)
{
	const struct move *move = move_find(name);

	if (move == NULL)
		err_set(err, ERR_USAGE, _("There is no move \"%s\"; see \"bansao "
		    "workflow\""), name);
	return move;
}

bool workflow_check(struct db *db, const char *name, int64_t dossier,
    struct pool *pool, struct stop *stops, size_t room, size_t *count,
    struct err *err)
{
	const struct move *move = need_move(name, err);
	struct standing s = { .code = "", .hold = "" };

	return move != NULL && read_standing(db, dossier, pool, &s, err) &&
	    find_stops(db, move, dossier, &s, pool, stops, room, count, err);
}

/* --- moving ------------------------------------------------------------- */

static const char *today(char text[DATE_TEXT])
{
	date_iso(clock_today(), text);
	return text;
}

/* The only writer of a state. */
static bool write_state(struct db *db, const struct move *move,
    int64_t dossier, const char *day, struct err *err)
{
	static const char plain_sql[] =
	    "UPDATE dossier SET state = ?2, rev = rev + 1 WHERE id = ?1";
	static const char dated_sql[] =
	    "UPDATE dossier SET state = ?2, rev = rev + 1,"
	    " selected_on = iif(?3 & 2, NULL, iif(?4 = 1, ?5, selected_on)),"
	    " approved_on = iif(?3 & 4, NULL, iif(?4 = 2, ?5, approved_on)),"
	    " scanned_on = iif(?3 & 8, NULL, iif(?4 = 3, ?5, scanned_on)),"
	    " passed_on = iif(?3 & 16, NULL, iif(?4 = 4, ?5, passed_on)),"
	    " handed_on = iif(?3 & 32, NULL, iif(?4 = 5, ?5, handed_on)),"
	    " accepted_on = iif(?3 & 64, NULL, iif(?4 = 6, ?5, accepted_on)),"
	    " risk_status = iif(?4 = 6, '01', iif(?3 & 64, '02', risk_status))"
	    " WHERE id = ?1";
	bool dated = move->stamp != STAGE_NONE || move->clear != 0;
	struct query *q = db_query(db, err, dated ? dated_sql : plain_sql);
	char now[DATE_TEXT];

	db_put_int(q, 1, dossier);
	db_put_int(q, 2, move->to);
	if (dated) {
		db_put_int(q, 3, move->clear);
		db_put_int(q, 4, move->stamp);
		db_put_text(q, 5, day == NULL ? today(now) : day);
	}
	return db_end(q);
}

bool workflow_move(struct db *db, const char *name, int64_t dossier,
    const char *day, struct err *err)
{
	const struct move *move = need_move(name, err);
	struct pool pool = { 0 };
	struct stop stops[MOST_STOPS];
	struct standing s = { .code = "", .hold = "" };
	size_t count = 0;
	bool good = move != NULL && read_standing(db, dossier, &pool, &s, err) &&
	    find_stops(db, move, dossier, &s, &pool, stops, 1, &count, err);

	if (good && count > 0)
		good = err_set(err, ERR_RULE, _("%s: %s: %s. To do: %s"), s.code,
		    stops[0].rule, stops[0].text, stops[0].mend);
	good = good && write_state(db, move, dossier, day, err);
	pool_free(&pool);
	return good;
}

/* --- scans -------------------------------------------------------------- */

static bool first_stop(struct db *db, const char *name, int64_t dossier,
    const char **rule, struct err *err)
{
	struct pool pool = { 0 };
	struct stop stops[1];
	size_t count;
	bool good = workflow_check(db, name, dossier, &pool, stops, 1, &count,
	    err);

	/* The names of rules are constants of the tables. */
	*rule = good && count > 0 ? stops[0].rule : NULL;
	pool_free(&pool);
	return good;
}

/* The sums of the dossier may lag behind here: ask the scans themselves. */
static bool has_scans(struct db *db, int64_t dossier, bool *has,
    struct err *err)
{
	static const char sql[] =
	    "SELECT 1 FROM scan WHERE dossier_id = ?1 LIMIT 1";
	struct query *q = db_query(db, err, sql);

	db_put_int(q, 1, dossier);
	*has = db_row(q);
	return db_end(q);
}

/* scanned_on counts pages of the programme: only from S5 on, and as long as
 * there are scans. */
static bool stamp_scans(struct db *db, int64_t dossier, bool has,
    struct err *err)
{
	static const char sql[] =
	    "UPDATE dossier SET scanned_on = iif(?3 AND state BETWEEN 5 AND 10,"
	    " coalesce(scanned_on, ?2), NULL) WHERE id = ?1"
	    " AND (scanned_on IS NULL) = (?3 AND state BETWEEN 5 AND 10)";
	struct query *q = db_query(db, err, sql);
	char now[DATE_TEXT];

	db_put_int(q, 1, dossier);
	db_put_text(q, 2, today(now));
	db_put_int(q, 3, has);
	return db_end(q);
}

bool workflow_scans_arrived(struct db *db, int64_t dossier,
    const char **rule, struct err *err)
{
	struct pool pool = { 0 };
	struct standing s = { .code = "", .hold = "" };
	bool good = read_standing(db, dossier, &pool, &s, err), has;

	*rule = NULL;
	pool_free(&pool);
	if (!good || !has_scans(db, dossier, &has, err))
		return false;
	if (has && (s.state < S5_SCANNING || s.state == SX_WITHDRAWN)) {
		if (!first_stop(db, "scan", dossier, rule, err))
			return false;
		if (*rule == NULL && !workflow_move(db, "scan", dossier, NULL,
		    err))
			return false;
	}
	return stamp_scans(db, dossier, has, err);
}

bool workflow_scans_changed(struct db *db, int64_t dossier, int64_t *state,
    struct err *err)
{
	struct pool pool = { 0 };
	struct standing s = { .code = "", .hold = "" };
	bool good = read_standing(db, dossier, &pool, &s, err);

	*state = good ? s.state : 0;
	pool_free(&pool);
	return good && (*state != S7_PASSED ||
	    workflow_move(db, "reinspect", dossier, NULL, err));
}

/* --- windows (BR13) ----------------------------------------------------- */

static const char *outside_select(struct pool *pool, long long from,
    long long to, const char *day)
{
	return pool_printf(pool, _("The programme selects from %lld to %lld; %s "
	    "lies outside (BR13). Give the reason with --reason"), from, to,
	    day);
}

static const char *outside_digitise(struct pool *pool, long long from,
    long long to, const char *day)
{
	return pool_printf(pool, _("The programme digitises from %lld to %lld; "
	    "%s lies outside (BR13). Give the reason with --reason"), from, to,
	    day);
}

static const char *outside_handover(struct pool *pool, long long from,
    long long to, const char *day)
{
	return pool_printf(pool, _("The programme hands over from %lld to %lld; "
	    "%s lies outside (BR13). Give the reason with --reason"), from, to,
	    day);
}

bool workflow_window(struct db *db, const char *what, const char *day,
    struct pool *pool, const char **warning, struct err *err)
{
	struct programme p;
	struct date date = { 0 };
	char text[DATE_TEXT], shown[DATE_TEXT];

	*warning = NULL;
	if (!programme_get(db, pool, &p, err))
		return false;
	if (!date_from_iso(day == NULL ? today(text) : day, &date))
		return err_set(err, ERR_USAGE, _("\"%s\" is not a day"), day);
	date_vi(date, shown);
	if (strcmp(what, "select") == 0) {
		if (date.year < p.select_from || date.year > p.select_to)
			*warning = outside_select(pool, p.select_from,
			    p.select_to, shown);
	} else if (strcmp(what, "digitise") == 0) {
		if (date.year < p.digitise_from || date.year > p.digitise_to)
			*warning = outside_digitise(pool, p.digitise_from,
			    p.digitise_to, shown);
	} else if (date.year < p.handover_from || date.year > p.handover_to) {
		*warning = outside_handover(pool, p.handover_from,
		    p.handover_to, shown);
	}
	return true;
}
