#include "command.h"

#include "audit.h"
#include "clock.h"
#include "number.h"
#include "out_app.h"
#include "plan.h"
#include "programme.h"
#include "progress.h"
#include "text.h"

#include <stdio.h>
#include <string.h>

static const struct out_column columns[] = {
	{ .key = "year", .head = N_("Year"), .type = OUT_NUMBER },
	{ .key = "target", .head = N_("Target"), .type = OUT_PAGES },
	{ .key = "selected", .head = N_("Selected"), .type = OUT_PAGES },
	{ .key = "approved", .head = N_("Approved"), .type = OUT_PAGES },
	{ .key = "scanned", .head = N_("Scanned"), .type = OUT_PAGES },
	{ .key = "passed", .head = N_("Passed"), .type = OUT_PAGES },
	{ .key = "handed_over", .head = N_("Handed over"), .type = OUT_PAGES },
	{ .key = "percent", .head = N_("%"), .type = OUT_PERCENT },
	{ .key = "cumulative_target", .head = N_("Cumulative target"),
	    .type = OUT_PAGES },
	{ .key = "cumulative_passed", .head = N_("Cumulative passed"),
	    .type = OUT_PAGES },
	{ .key = "needed_per_day", .head = N_("Needed a day"),
	    .type = OUT_PAGES },
	{ .key = "forecast_date", .head = N_("Forecast"), .type = OUT_DATE },
	{ 0 }
};

static double percent(int64_t part, int64_t whole)
{
	int64_t tenths = whole == 0 ? 0 : part * 1000 / whole;

	return (double)tenths / 10;
}

static bool table(struct app *app, const struct progress *p, int64_t only,
    struct err *err)
{
	struct out *out = app_listing(app, NULL, columns, err);

	if (out == NULL)
		return false;
	for (size_t i = 0; i < p->count; i++) {
		const struct quota_year *y = &p->years[i];
		bool now = y->year == p->year;

		if (only != 0 && y->year != only)
			continue;
		out_int(out, y->year);
		out_int(out, y->target);
		out_int(out, y->selected);
		out_int(out, y->approved);
		out_int(out, y->scanned);
		out_int(out, y->passed);
		out_int(out, y->handed_over);
		out_real(out, percent(y->passed, y->target));
		out_int(out, y->cumulative_target);
		out_int(out, y->cumulative_passed);
		if (now || y->year > p->year)
			out_int(out, now ? p->needed_per_day :
			    progress_needed(p, y->year));
		else
			out_none(out);
		out_text(out, now && p->forecast[0] != '\0' ? p->forecast :
		    NULL);
	}
	return out_close(out, err);
}

/* "2026 ######....... 12,5%   125.000 / 1.000.000" */
static void bar(struct app *app, const struct quota_year *y, bool now)
{
	enum { WIDTH = 30 };
	struct pool *pool = &app->pool;
	char cells[WIDTH * 4 + 1] = "";
	int full = y->target == 0 ? 0 :
	    (int)(y->passed * WIDTH / y->target);
	int scanned = y->target == 0 ? 0 :
	    (int)(y->scanned * WIDTH / y->target);

	for (int i = 0; i < WIDTH; i++)
		strcat(cells, i < full ? "█" : i < scanned ? "▒" : "·");
	printf("%s%lld %s %6s %12s / %s\n", now ? ">" : " ",
	    (long long)y->year, cells, number_percent(pool, y->passed,
	    y->target), number_text(pool, y->passed),
	    number_text(pool, y->target));
}

enum { LABEL = 46 };

static void line(const char *label, const char *value)
{
	int blanks = LABEL - text_width(label);

	printf("  %s%*s%s\n", label, blanks > 0 ? blanks : 1, "", value);
}

/* "04/02/2027 (03/02/2027 - 12/02/2027)" */
static const char *reached(struct pool *pool, const struct progress *p)
{
	const char *early = p->forecast_early, *late = p->forecast_late;

	if (p->forecast[0] == '\0')
		return _("not at this pace");
	if (early[0] == '\0' || strcmp(early, late) == 0)
		return progress_day(pool, p->forecast);
	return pool_printf(pool, "%s (%s - %s)", progress_day(pool,
	    p->forecast), progress_day(pool, early), late[0] == '\0' ? "?" :
	    progress_day(pool, late));
}

/* The A4 pages of the year, step by step. */
static void pipeline(struct pool *pool, const struct quota_year *y)
{
	const struct {
		const char *name;
		int64_t a4;
	} steps[] = {
		{ _("Selected"), y->selected }, { _("Approved"), y->approved },
		{ _("Scanned"), y->scanned }, { _("Passed"), y->passed },
		{ _("Handed over"), y->handed_over },
	};

	printf("  ");
	for (size_t i = 0; i < COUNT(steps); i++)
		printf("%s%s %s", i == 0 ? "" : " > ", steps[i].name,
		    number_text(pool, steps[i].a4));
	printf("\n");
}

static void picture(struct app *app, const struct progress *p, int64_t only)
{
	struct pool *pool = &app->pool;
	const struct quota_year *last = p->count == 0 ? NULL :
	    &p->years[p->count - 1];

	printf("%s\n\n", p->programme.name);
	for (size_t i = 0; i < p->count; i++)
		if (only == 0 || p->years[i].year == only)
			bar(app, &p->years[i], p->years[i].year == p->year);
	if (last != NULL && only == 0)
		printf("  %s %s / %s (%s)\n", _("In all:"),
		    number_text(pool, last->cumulative_passed),
		    number_text(pool, last->cumulative_target),
		    number_percent(pool, last->cumulative_passed,
		    last->cumulative_target));
	printf("\n");
	if (p->now != NULL) {
		pipeline(pool, p->now);
		if (p->carried != 0)
			line(_("Carried in from the years before"),
			    number_text(pool, p->carried));
		line(_("Working days left this year"),
		    number_text(pool, p->days_left));
		line(_("A4 pages needed a working day"),
		    number_text(pool, p->needed_per_day));
		line(_("A4 pages a day, last 20 working days"),
		    number_text(pool, p->pace));
		line(_("Target of the year reached on"), reached(pool, p));
		line(_("Should be there by today"),
		    number_text(pool, p->expected));
	}
	if (p->reminder[0] != '\0')
		printf("\n%s\n", p->reminder);
}

static bool show(struct app *app, const struct args *args, struct err *err)
{
	struct progress p;
	struct progress_options options = { .as_of = args_value(args, "as-of") };
	int64_t only = 0;
	bool good;

	if (!args_int(args, "pace", 1, 10000000, &options.pace, err) ||
	    !args_int(args, "year", 1900, 2200, &only, err) ||
	    !db_read_begin(app->db, err))
		return false;
	good = progress_read(app->db, &options, &app->pool, &p, err);
	db_read_end(app->db);
	if (!good)
		return false;
	if (only != 0) {
		bool found = false;

		for (size_t i = 0; i < p.count; i++)
			found = found || p.years[i].year == only;
		if (!found)
			return err_set(err, ERR_USAGE, _("%lld is outside the "
			    "plan, which digitises from %lld to %lld"),
			    (long long)only, (long long)p.programme.digitise_from,
			    (long long)p.programme.digitise_to);
	}
	if (app->json || app->csv || app->output != NULL) {
		if (!table(app, &p, only, err))
			return false;
	} else {
		picture(app, &p, only);
	}
	if (p.now != NULL && p.now->passed < p.expected &&
	    (only == 0 || only == p.year)) {
		if (!app->quiet && !app->json && !app->csv)
			app_warn(app, _("%lld is behind its straight-line pace: "
			    "%s A4 pages passed, %s expected"),
			    (long long)p.year,
			    number_text(&app->pool, p.now->passed),
			    number_text(&app->pool, p.expected));
		err->kind = ERR_BEHIND;
		return false;
	}
	return true;
}

static const struct out_column forecast_columns[] = {
	{ .key = "year", .head = N_("Year"), .type = OUT_NUMBER },
	{ .key = "target", .head = N_("Target"), .type = OUT_PAGES },
	{ .key = "carried", .head = N_("Carried in"), .type = OUT_PAGES },
	{ .key = "passed", .head = N_("Passed"), .type = OUT_PAGES },
	{ .key = "expected", .head = N_("By today"), .type = OUT_PAGES },
	{ .key = "days_left", .head = N_("Working days left"),
	    .type = OUT_INTEGER },
	{ .key = "needed_per_day", .head = N_("Needed a day"),
	    .type = OUT_PAGES },
	{ .key = "pace", .head = N_("A4 a day"), .type = OUT_PAGES },
	{ .key = "pace_low", .head = N_("at least"), .type = OUT_PAGES },
	{ .key = "pace_high", .head = N_("at most"), .type = OUT_PAGES },
	{ .key = "forecast_date", .head = N_("Forecast"), .type = OUT_DATE },
	{ .key = "forecast_early", .head = N_("At the earliest"),
	    .type = OUT_DATE },
	{ .key = "forecast_late", .head = N_("At the latest"),
	    .type = OUT_DATE },
	{ 0 }
};

/* The year in hand with the range of its forecast, for programs. */
static bool range(struct app *app, const struct args *args, struct err *err)
{
	struct progress p;
	struct progress_options options = { .as_of = args_value(args, "as-of") };
	struct out *out;

	if (!args_int(args, "pace", 1, 10000000, &options.pace, err) ||
	    !progress_read(app->db, &options, &app->pool, &p, err))
		return false;
	if (p.now == NULL)
		return err_set(err, ERR_MISSING, _("%lld has no target: bansao"
		    " quota shows the years"), (long long)p.year);
	out = app_listing(app, _("Forecast"), forecast_columns, err);
	if (out == NULL)
		return false;
	out_int(out, p.year);
	out_int(out, p.now->target);
	out_int(out, p.carried);
	out_int(out, p.now->passed);
	out_int(out, p.expected);
	out_int(out, p.days_left);
	out_int(out, p.needed_per_day);
	out_int(out, p.pace);
	out_int(out, p.pace_low);
	out_int(out, p.pace_high);
	out_text(out, p.forecast[0] == '\0' ? NULL : p.forecast);
	out_text(out, p.forecast_early[0] == '\0' ? NULL : p.forecast_early);
	out_text(out, p.forecast_late[0] == '\0' ? NULL : p.forecast_late);
	return out_close(out, err);
}

static bool set(struct app *app, const struct args *args, struct err *err)
{
	struct edit edit = { .action = "quota" };
	int64_t year, a4;

	if (!number_parse(args_word(args, 0), &year, err) ||
	    !number_parse(args_word(args, 1), &a4, err))
		return false;
	edit.subject = args_word(args, 0);
	edit.note = args_value(args, "basis");
	edit.summary = pool_printf(&app->pool, _("target %lld: %s A4 pages"),
	    (long long)year, number_text(&app->pool, a4));
	if (!edit_begin(app->db, err))
		return false;
	if (!quota_set(app->db, year, a4, args_value(args, "basis"), err)) {
		edit_abort(app->db);
		return false;
	}
	if (!edit_commit(app->db, &edit, NULL, err))
		return false;
	app_say(app, "%s", edit.summary);
	return true;
}

static const struct out_column snapshot_columns[] = {
	{ .key = "name", .head = N_("Name") },
	{ .key = "taken_at", .head = N_("Taken at"), .type = OUT_TIME },
	{ .key = "target", .head = N_("Target"), .type = OUT_PAGES },
	{ .key = "passed", .head = N_("Passed"), .type = OUT_PAGES },
	{ 0 }
};

static bool snapshots(struct app *app, const struct args *args,
    struct err *err)
{
	struct snapshot *list;
	struct out *out;
	size_t count;

	(void)args;
	if (!snapshot_list(app->db, &app->pool, &list, &count, err))
		return false;
	out = app_listing(app, _("Snapshots"), snapshot_columns, err);
	if (out == NULL)
		return false;
	for (size_t i = 0; i < count; i++) {
		out_text(out, list[i].name);
		out_text(out, list[i].taken_at);
		out_int(out, list[i].target);
		out_int(out, list[i].passed);
	}
	return out_close(out, err);
}

/* Without a name it is called after the day. */
static bool snapshot(struct app *app, const struct args *args,
    struct err *err)
{
	struct edit edit = { .action = "snapshot", .note = "" };
	char today[DATE_TEXT];

	date_iso(clock_today(), today);
	edit.subject = args_count(args) > 0 ? args_word(args, 0) :
	    pool_copy(&app->pool, today);
	edit.summary = pool_printf(&app->pool, _("snapshot %s of the figures"),
	    edit.subject);
	if (!edit_begin(app->db, err))
		return false;
	if (!snapshot_take(app->db, edit.subject, err)) {
		edit_abort(app->db);
		return false;
	}
	if (!edit_commit(app->db, &edit, NULL, err))
		return false;
	app_say(app, "%s", edit.summary);
	return true;
}

static const struct option_row show_options[] = {
	{ "year", 0, N_("YEAR"), N_("only this year") },
	{ "pace", 0, N_("N"), N_("what if N A4 pages pass each working day") },
	{ "as-of", 0, N_("DATE"), N_("as if today were that day") },
	{ NULL, 0, NULL, NULL }
};

static const struct option_row forecast_options[] = {
	{ "pace", 0, N_("N"), N_("what if N A4 pages pass each working day") },
	{ "as-of", 0, N_("DATE"), N_("as if today were that day") },
	{ NULL, 0, NULL, NULL }
};

static const struct option_row set_options[] = {
	{ "basis", 0, N_("TEXT"), N_("number and date of the document") },
	{ NULL, 0, NULL, NULL }
};

static const struct verb verbs[] = {
	{ NULL, "", N_("target, done, pace and forecast; exit 6 when behind"),
	    0, 0, NEEDS_DB, show_options, show },
	{ "forecast", "", N_("the year in hand: pace, forecast and their range"),
	    0, 0, NEEDS_DB, forecast_options, range },
	{ "set", N_("YEAR PAGES"), N_("change a target (BR14)"), 2, 2,
	    NEEDS_DB_WRITE, set_options, set },
	{ "snapshot", N_("[NAME]"), N_("keep the figures of today; report"
	    " snapshot-difference compares two"), 0, 1, NEEDS_DB_WRITE, NULL,
	    snapshot },
	{ "snapshots", "", N_("the snapshots there are"), 0, 0, NEEDS_DB, NULL,
	    snapshots },
	{ 0 }
};

const struct command command_quota = {
	"quota", N_("the state of the year"), verbs
};
