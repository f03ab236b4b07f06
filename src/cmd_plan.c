#include "command.h"

#include "audit.h"
#include "clock.h"
#include "number.h"
#include "out_app.h"
#include "plan.h"


static bool commit(struct app *app, bool good, const char *subject,
    const char *summary, const char *note, struct err *err)
{
	struct edit edit = { .action = "plan", .subject = subject,
	    .summary = summary, .note = note };

	if (!good) {
		edit_abort(app->db);
		return false;
	}
	if (!edit_commit(app->db, &edit, NULL, err))
		return false;
	app_say(app, "%s", summary);
	return true;
}

static const struct out_column columns[] = {
	{ .key = "year", .head = N_("Year"), .type = OUT_NUMBER },
	{ .key = "target", .head = N_("Target"), .type = OUT_PAGES,
	  .total = true },
	{ .key = "lists", .head = N_("Lists"), .type = OUT_INTEGER },
	{ .key = "planned", .head = N_("Planned"), .type = OUT_PAGES,
	  .total = true },
	{ .key = "approved", .head = N_("Of approved lists"),
	  .type = OUT_PAGES, .total = true },
	{ .key = "gap", .head = N_("Gap to the target"), .type = OUT_PAGES },
	{ 0 }
};

static bool show(struct app *app, const struct args *args, struct err *err)
{
	static const char sql[] =
	    "SELECT q.year, q.a4, count(p.selection_id),"
	    " coalesce(sum(p.a4), 0),"
	    " coalesce(sum(iif(p.state = 'approved', p.a4, 0)), 0),"
	    " q.a4 - coalesce(sum(p.a4), 0)"
	    " FROM quota q LEFT JOIN plan_year p ON p.year = q.year"
	    " GROUP BY q.year ORDER BY q.year";
	struct carry_rule rule;
	struct query *q;
	struct out *out;

	(void)args;
	if (!carry_get(app->db, &app->pool, &rule, err))
		return false;
	out = app_out(app, err);
	if (out == NULL)
		return false;
	out_title(out, _("Yearly digitising plan"));
	out_meta(out, _("Carry-over"), out_word(rule.rule));
	out_columns(out, columns);
	q = db_query(app->db, err, sql);
	while (db_row(q))
		for (int i = 0; i < 6; i++)
			out_int(out, db_int(q, i));
	if (!db_end(q))
		return out_abort(out);
	out_totals(out);
	return out_close(out, err);
}

static const struct out_column year_columns[] = {
	{ .key = "list", .head = N_("List") },
	{ .key = "title", .head = N_("Title") },
	{ .key = "state", .head = N_("State"), .type = OUT_WORD },
	{ .key = "dossiers", .head = N_("Dossiers"), .type = OUT_INTEGER },
	{ .key = "a4", .head = N_("A4 pages in this year"), .type = OUT_PAGES,
	  .total = true },
	{ .key = "list_a4", .head = N_("A4 pages of the list"),
	  .type = OUT_PAGES },
	{ .key = "note", .head = N_("Note") },
	{ 0 }
};

/* "1.000.000, gap 999.899" or "1.000.000, 5.000 over it" */
static const char *against(struct pool *pool, int64_t target, int64_t planned)
{
	return planned > target ? pool_printf(pool, _("%s, the lists go over it"
	    " by %s"), number_text(pool, target), number_text(pool,
	    planned - target)) : pool_printf(pool, _("%s, no list covers %s of"
	    " it"), number_text(pool, target), number_text(pool,
	    target - planned));
}

static bool year_sums(struct app *app, int64_t year, int64_t *target,
    int64_t *planned, struct err *err)
{
	static const char sql[] =
	    "SELECT a4, (SELECT coalesce(sum(a4), 0) FROM plan_year"
	    " WHERE year = ?1) FROM quota WHERE year = ?1";
	struct query *q = db_query(app->db, err, sql);
	bool found;

	db_put_int(q, 1, year);
	found = db_row(q);
	if (found) {
		*target = db_int(q, 0);
		*planned = db_int(q, 1);
	}
	if (!db_end(q))
		return false;
	return found || err_set(err, ERR_MISSING,
	    _("%lld has no target: bansao quota shows the years"),
	    (long long)year);
}

static bool show_year(struct app *app, const struct args *args,
    struct err *err)
{
	static const char sql[] =
	    "SELECT code, title, state, dossiers, a4, list_a4, note"
	    " FROM plan_year WHERE year = ?1 ORDER BY code";
	int64_t year, target = 0, planned = 0;
	struct query *q;
	struct out *out;

	if (!number_parse(args_word(args, 0), &year, err) ||
	    !year_sums(app, year, &target, &planned, err))
		return false;
	out = app_out(app, err);
	if (out == NULL)
		return false;
	out_title(out, pool_printf(&app->pool, _("Lists of the year %lld"),
	    (long long)year));
	out_meta(out, _("Target"), against(&app->pool, target, planned));
	out_columns(out, year_columns);
	q = db_query(app->db, err, sql);
	db_put_int(q, 1, year);
	while (db_row(q)) {
		for (int i = 0; i < 3; i++)
			out_text(out, db_text(q, i));
		for (int i = 3; i < 6; i++)
			out_int(out, db_int(q, i));
		out_text(out, db_text(q, 6));
	}
	if (!db_end(q))
		return out_abort(out);
	out_totals(out);
	return out_close(out, err);
}

static bool share(struct app *app, const struct args *args, struct err *err)
{
	const char *note = args_value(args, "note");
	int64_t year, a4;

	if (!number_parse(args_word(args, 1), &year, err) ||
	    !number_parse(args_word(args, 2), &a4, err) ||
	    !edit_begin(app->db, err))
		return false;
	return commit(app, plan_share(app->db, args_word(args, 0), year, a4,
	    note == NULL ? "" : note, err), args_word(args, 0),
	    pool_printf(&app->pool, _("plan: list %s, %lld: %s A4 pages"),
	    args_word(args, 0), (long long)year,
	    number_text(&app->pool, a4)), "", err);
}

static bool carry(struct app *app, const struct args *args, struct err *err)
{
	struct carry_rule rule = { .rule = args_word(args, 0),
	    .basis = args_value(args, "basis") };
	struct date date = clock_today();
	const char *from = args_value(args, "from");
	char iso[DATE_TEXT];

	if (from != NULL && !date_parse(from, &date, err))
		return err_wrap(err, "--from");
	date_iso(date, iso);
	rule.valid_from = iso;
	if (!edit_begin(app->db, err))
		return false;
	return commit(app, carry_set(app->db, &rule, err), "",
	    pool_printf(&app->pool, _("carry-over: %s"), rule.rule),
	    rule.basis, err);
}

static const struct option_row share_options[] = {
	{ "note", 0, N_("TEXT"), N_("note") },
	{ NULL, 0, NULL, NULL }
};

static const struct option_row carry_options[] = {
	{ "basis", 0, N_("TEXT"), N_("number and date of the document") },
	{ "from", 0, N_("DATE"), N_("from this day; today else") },
	{ NULL, 0, NULL, NULL }
};

static const struct verb verbs[] = {
	{ "show", "", N_("which lists in which year, against the target"), 0, 0,
	    NEEDS_DB, NULL, show },
	{ "year", N_("YEAR"), N_("the lists of one year, against its target"), 1,
	    1, NEEDS_DB, NULL, show_year },
	{ "share", N_("LIST YEAR PAGES"), N_("so many A4 pages of a list in a"
	    " year; 0 takes it away"), 3, 3, NEEDS_DB_WRITE, share_options,
	    share },
	{ "carry", N_("RULE"), N_("carry over into the next year: none, shortfall"
	    " or both"), 1, 1, NEEDS_DB_WRITE, carry_options, carry },
	{ 0 }
};

const struct command command_plan = {
	"plan", N_("lists by year against the targets"), verbs
};
