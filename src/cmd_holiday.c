#include "command.h"

#include "audit.h"
#include "calendar.h"
#include "out_app.h"
#include "progress.h"

static const struct out_column columns[] = {
	{ .key = "day", .head = N_("Day"), .type = OUT_DATE },
	{ .key = "kind", .head = N_("Kind"), .type = OUT_WORD },
	{ .key = "name", .head = N_("Name") },
	{ .key = "basis", .head = N_("Basis") },
	{ 0 }
};

static bool list(struct app *app, const struct args *args, struct err *err)
{
	struct holiday *days;
	struct out *out;
	size_t count;
	int64_t year = 0;

	if (!args_int(args, "year", 1900, 2200, &year, err) ||
	    !holiday_list(app->db, year, &app->pool, &days, &count, err))
		return false;
	out = app_listing(app, _("Days off"), columns, err);
	if (out == NULL)
		return false;
	for (size_t i = 0; i < count; i++) {
		out_text(out, days[i].day);
		out_text(out, days[i].kind);
		out_text(out, days[i].name);
		out_text(out, days[i].basis);
	}
	return out_close(out, err);
}

static bool day_of(struct app *app, const char *text, const char **iso,
    struct err *err)
{
	struct date date;
	char words[DATE_TEXT];

	if (!date_parse(text, &date, err))
		return false;
	date_iso(date, words);
	*iso = pool_copy(&app->pool, words);
	return true;
}

static bool finish(struct app *app, bool good, const char *day,
    const char *summary, struct err *err)
{
	struct edit edit = { .action = "holiday", .subject = day,
	    .summary = summary, .note = "" };

	if (!good) {
		edit_abort(app->db);
		return false;
	}
	if (!edit_commit(app->db, &edit, NULL, err))
		return false;
	app_say(app, "%s", summary);
	return true;
}

static bool add(struct app *app, const struct args *args, struct err *err)
{
	struct holiday day = { .kind = args_given(args, "work") ? "work" : "off",
	    .name = args_word(args, 1), .basis = args_value(args, "basis") };

	if (!day_of(app, args_word(args, 0), &day.day, err) ||
	    !edit_begin(app->db, err))
		return false;
	return finish(app, holiday_put(app->db, &day, err), day.day,
	    pool_printf(&app->pool, _("calendar: %s %s"),
	    progress_day(&app->pool, day.day), day.name),
	    err);
}

static bool take_out(struct app *app, const struct args *args, struct err *err)
{
	const char *day;

	if (!day_of(app, args_word(args, 0), &day, err) ||
	    !edit_begin(app->db, err))
		return false;
	return finish(app, holiday_remove(app->db, day, err), day,
	    pool_printf(&app->pool, _("calendar: %s is no day off"),
	    progress_day(&app->pool, day)), err);
}

static const struct option_row list_options[] = {
	{ "year", 0, N_("YEAR"), N_("only this year") },
	{ NULL, 0, NULL, NULL }
};

static const struct option_row add_options[] = {
	{ "work", 0, NULL, N_("a weekend day that is worked instead") },
	{ "basis", 0, N_("TEXT"), N_("number and date of the notice") },
	{ NULL, 0, NULL, NULL }
};

static const struct verb verbs[] = {
	{ "list", "", N_("public holidays, Tết, substitute days"), 0, 0,
	    NEEDS_DB, list_options, list },
	{ "add", N_("DATE NAME"), N_("put in a day off, or a day worked"), 2, 2,
	    NEEDS_DB_WRITE, add_options, add },
	{ "remove", N_("DATE"), N_("take a day out of the list"), 1, 1,
	    NEEDS_DB_WRITE, NULL, take_out },
	{ 0 }
};

const struct command command_holiday = {
	"holiday", N_("the working calendar of the forecasts"), verbs
};
