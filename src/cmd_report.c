#include "command.h"

#include "annual.h"
#include "clock.h"
#include "lang.h"
#include "letterhead.h"
#include "out_app.h"
#include "programme.h"
#include "progress.h"
#include "report.h"

#include <stdlib.h>
#include <string.h>

/* A parameter as typed: dates become ISO, a year must be one. */
static bool typed(struct app *app, const char *param, const char *text,
    const char **value, struct err *err)
{
	bool is_date = strcmp(param, "from") == 0 || strcmp(param, "to") == 0 ||
	    strcmp(param, "cutoff") == 0 || strcmp(param, "day") == 0;
	struct date date;
	char iso[DATE_TEXT];

	*value = text;
	if (!is_date)
		return true;
	if (!date_parse(text, &date, err))
		return err_wrap(err, "--%s", param);
	if (!date_is_whole(date))
		return err_set(err, ERR_USAGE,
		    _("--%s needs a whole day: dd/mm/yyyy"), param);
	date_iso(date, iso);
	*value = pool_copy(&app->pool, iso);
	return true;
}

/* --param NAME=VALUE, for reports of the user's own. */
static const char *from_pairs(const struct args *args, const char *param)
{
	size_t length = strlen(param);

	for (int i = 0; args_each(args, "param", i) != NULL; i++) {
		const char *pair = args_each(args, "param", i);

		if (strncmp(pair, param, length) == 0 && pair[length] == '=')
			return pair + length + 1;
	}
	return NULL;
}

static bool year_word(struct app *app, const struct args *args,
    const char **year, struct err *err)
{
	int64_t number = 0;

	*year = NULL;
	if (!args_int(args, "year", 1900, 2200, &number, err))
		return false;
	if (number != 0)
		*year = pool_printf(&app->pool, "%lld", (long long)number);
	return true;
}

/* The parameters that have an option, and how they are called on paper. */
static const struct { const char *name, *label; } labels[] = {
	{ "year", N_("Year") }, { "from", N_("From") }, { "to", N_("To") },
	{ "cutoff", N_("Cut-off day") }, { "day", N_("As of") },
	{ "fonds", N_("Fonds") }, { "list", N_("List") },
	{ "estimate", N_("Estimate") }, { "first", N_("Older snapshot") },
	{ "second", N_("Newer snapshot") },
};

static const char *label_of(const char *param)
{
	for (size_t i = 0; i < COUNT(labels); i++)
		if (strcmp(labels[i].name, param) == 0)
			return _(labels[i].label);
	return NULL;
}

/* ISO for the query, dd/mm/yyyy for the reader. */
static void tell_param(struct app *app, const char *param, const char *value,
    struct out *out)
{
	const char *label = label_of(param);
	struct date date;
	char words[DATE_TEXT];

	if (*value == '\0')
		return;
	if (strlen(value) == 10 && date_from_iso(value, &date)) {
		date_vi(date, words);
		value = pool_copy(&app->pool, words);
	}
	out_meta(out, label == NULL ? param : label, value);
}

static bool takes(const struct report *report, const char *param)
{
	for (int i = 0; i < report->param_count; i++)
		if (strcmp(report->params[i], param) == 0)
			return true;
	return false;
}

/* An option that the report has no use for would be silently wrong. */
static bool fits(const struct args *args, const struct report *report,
    struct err *err)
{
	for (size_t i = 0; i < COUNT(labels); i++) {
		const char *name = labels[i].name;

		if (!args_given(args, name) || takes(report, name))
			continue;
		/* the year of a period or of a cut-off day */
		if (strcmp(name, "year") == 0 && (takes(report, "from") ||
		    takes(report, "to") || takes(report, "cutoff")))
			continue;
		return err_set(err, ERR_USAGE, _("The report %s takes no --%s"),
		    report->name, name);
	}
	return true;
}

/* The code of something that must be there. */
static bool exists(struct app *app, const char *param, const char *code,
    struct err *err)
{
	static const char fonds_sql[] = "SELECT 1 FROM fonds WHERE code = ?1";
	static const char list_sql[] = "SELECT 1 FROM selection WHERE code = ?1";
	static const char estimate_sql[] =
	    "SELECT 1 FROM estimate WHERE code = ?1";
	static const char snapshot_sql[] =
	    "SELECT 1 FROM snapshot WHERE name = ?1";
	const struct { const char *param, *sql; } rows[] = {
		{ "fonds", fonds_sql }, { "list", list_sql },
		{ "estimate", estimate_sql }, { "first", snapshot_sql },
		{ "second", snapshot_sql },
	};
	bool found = true;

	for (size_t i = 0; i < COUNT(rows); i++) {
		struct query *q;

		if (*code == '\0' || strcmp(rows[i].param, param) != 0)
			continue;
		q = db_query(app->db, err, rows[i].sql);
		db_put_text(q, 1, code);
		found = db_row(q);
		if (!db_end(q))
			return false;
	}
	return found || err_set(err, ERR_MISSING, _("--%s: there is no %s"),
	    param, code);
}

/* Ours are about the plan; a report of one's own may be about any year. */
static bool of_plan(struct app *app, const struct report *report,
    const char *year, struct err *err)
{
	struct programme p;
	long number = year == NULL ? 0 : strtol(year, NULL, 10);

	if (number == 0 || report->path != NULL || !takes(report, "year"))
		return true;
	if (!programme_get(app->db, &app->pool, &p, err))
		return false;
	return (number >= p.select_from && number <= p.handover_to) ||
	    err_set(err, ERR_USAGE, _("%s is outside the plan, which"
	    " lasts from %lld to %lld"), year, (long long)p.select_from,
	    (long long)p.handover_to);
}

/* A period that ends before it begins says nothing. */
static bool in_order(const struct report *report, const char *const *values,
    struct err *err)
{
	const char *from = "", *to = "";

	for (int i = 0; i < report->param_count; i++) {
		if (strcmp(report->params[i], "from") == 0)
			from = values[i];
		else if (strcmp(report->params[i], "to") == 0)
			to = values[i];
	}
	if (*to == '\0' || strcmp(from, to) <= 0)
		return true;
	return err_set(err, ERR_USAGE, _("--from %s is after --to %s"), from, to);
}

static bool read_params(struct app *app, const struct args *args,
    const struct report *report, const char **values, struct out *out,
    struct err *err)
{
	const char *year;

	if (!year_word(app, args, &year, err) || !fits(args, report, err) ||
	    !of_plan(app, report, year, err))
		return false;
	for (int i = 0; i < report->param_count; i++) {
		const char *param = report->params[i];
		const char *text = label_of(param) != NULL ?
		    args_value(args, param) : NULL;

		if (text == NULL)
			text = from_pairs(args, param);
		if (text == NULL || strcmp(param, "year") == 0) {
			if (!report_default(app->db, param,
			    text != NULL ? text : year, &app->pool, &values[i],
			    err))
				return false;
		} else if (!typed(app, param, text, &values[i], err) ||
		    !exists(app, param, values[i], err)) {
			return false;
		}
		tell_param(app, param, values[i], out);
	}
	return in_order(report, values, err);
}

/* Which kind of file is wanted: NULL is a letter as text. */
static const char *kind_of(const struct app *app)
{
	return app->json ? "json" : app->csv ? "csv" : app->output == NULL ?
	    NULL : out_kind_of(app->output);
}

static bool as_figures(struct app *app, const struct annual_options *options,
    struct err *err)
{
	struct out_frame *frame = pool_alloc(&app->pool, sizeof(*frame));
	const char *language = lang_current();
	struct out *out;
	bool good;

	if (!annual_check(app->db, options, err) ||
	    !annual_frame(app->db, options, &app->pool, frame, err))
		return false;
	out = app_out(app, err);
	if (out == NULL)
		return false;
	/* A form of the province is Vietnamese, its heads too. */
	lang_set("vi");
	out_title(out, frame->about);
	out_frame(out, frame);
	tell_param(app, "cutoff", options->cutoff, out);
	good = annual_figures(app->db, app->conf, options, out, err);
	lang_set(language);
	return good;
}

/* The figures up to a day that has not come yet are those of today. */
static void warn_early(struct app *app, const struct annual_options *options)
{
	struct date cutoff;

	if (date_from_iso(options->cutoff, &cutoff) &&
	    date_compare(clock_today(), cutoff) < 0)
		app_warn(app, _("The cut-off day %s has not come yet: the figures"
		    " are those of today"), progress_day(&app->pool,
		    options->cutoff));
}

static bool annual(struct app *app, const struct args *args, struct err *err)
{
	enum { MOST_PROPOSALS = 40 };
	const char **proposals = pool_array(&app->pool, MOST_PROPOSALS + 1,
	    sizeof(*proposals));
	struct annual_options options = {
		.number = args_value(args, "number"),
		.to_ministry = args_given(args, "to-ministry"),
		.proposals = proposals
	};
	struct out_options paper = { .path = app->output, .force = app->force };
	const char *cutoff = args_value(args, "cutoff"), *kind = kind_of(app);
	const char *year;
	char today[DATE_TEXT];

	for (int i = 0; i < MOST_PROPOSALS; i++)
		proposals[i] = args_each(args, "propose", i);
	date_iso(clock_today(), today);
	options.date = pool_copy(&app->pool, today);
	if (!year_word(app, args, &year, err) || !report_default(app->db,
	    "year", year, &app->pool, &options.year, err))
		return false;
	if (cutoff != NULL ? !typed(app, "cutoff", cutoff, &options.cutoff, err) :
	    !report_default(app->db, "cutoff", options.year, &app->pool,
	    &options.cutoff, err))
		return false;
	if (kind != NULL && (strcmp(kind, "json") == 0 ||
	    strcmp(kind, "csv") == 0 || strcmp(kind, "xlsx") == 0) ?
	    !as_figures(app, &options, err) : !annual_write(app->db, app->conf,
	    &options, &paper, &app->pool, err))
		return false;
	warn_early(app, &options);
	return true;
}

static bool run(struct app *app, const struct args *args, struct err *err)
{
	const char *values[REPORT_PARAMS] = { NULL };
	const char *name = args_word(args, 0);
	struct out_frame *frame;
	struct report *report;
	struct out *out;
	char today[DATE_TEXT];

	if (strcmp(name, "annual") == 0)
		return annual(app, args, err);
	report = pool_alloc(&app->pool, sizeof(*report));
	frame = pool_alloc(&app->pool, sizeof(*frame));
	date_iso(clock_today(), today);
	if (!report_find(app->conf, name, &app->pool, report, err) ||
	    !letterhead(app->db, pool_copy(&app->pool, today), NULL, NULL,
	    &app->pool, frame, err))
		return false;
	frame->recipients = NULL;
	frame->about = _(report->title);
	out = app_out(app, err);
	if (out == NULL)
		return false;
	out_title(out, frame->about);
	if (app->output != NULL && strcmp(app->output, "-") != 0)
		out_frame(out, frame);
	if (!read_params(app, args, report, values, out, err))
		return out_abort(out);
	return report_run(app->db, report, values, out, err);
}

static const struct out_column columns[] = {
	{ .key = "name", .head = N_("Name") },
	{ .key = "title", .head = N_("Title") },
	{ .key = "params", .head = N_("Options") },
	{ .key = "file", .head = N_("File") },
	{ 0 }
};

static const char *param_words(struct app *app, const struct report *report)
{
	const char *words = "";

	for (int i = 0; i < report->param_count; i++)
		words = pool_printf(&app->pool, "%s%s--%s", words,
		    *words == '\0' ? "" : " ", report->params[i]);
	return words;
}

static bool list(struct app *app, const struct args *args, struct err *err)
{
	struct report *reports;
	struct out *out;
	size_t count;

	(void)args;
	if (!report_list(app->conf, &app->pool, &reports, &count, err))
		return false;
	out = app_listing(app, _("Reports"), columns, err);
	if (out == NULL)
		return false;
	out_text(out, "annual");
	out_text(out, _("Annual report before 15 December"));
	out_text(out, "--year --cutoff --to-ministry --number --propose");
	out_none(out);
	for (size_t i = 0; i < count; i++) {
		out_text(out, reports[i].name);
		out_text(out, _(reports[i].title));
		out_text(out, param_words(app, &reports[i]));
		out_text(out, reports[i].path);
	}
	return out_close(out, err);
}

static const struct option_row run_options[] = {
	{ "year", 0, N_("YEAR"), N_("of this year; the current one is meant else") },
	{ "from", 0, N_("DATE"), N_("from this day") },
	{ "to", 0, N_("DATE"), N_("up to this day") },
	{ "day", 0, N_("DATE"), N_("as of this day") },
	{ "cutoff", 0, N_("DATE"), N_("what came after this day does not count") },
	{ "fonds", 0, N_("CODE"), N_("only this fonds") },
	{ "list", 0, N_("CODE"), N_("of this list (danh mục)") },
	{ "estimate", 0, N_("CODE"), N_("of this estimate") },
	{ "first", 0, N_("NAME"), N_("the older snapshot") },
	{ "second", 0, N_("NAME"), N_("the newer snapshot") },
	{ "param", 0, N_("NAME=VALUE"), N_("a parameter of a report of your own") },
	{ "to-ministry", 0, NULL, N_("annual: of the province to the Ministry") },
	{ "number", 0, N_("TEXT"), N_("annual: number of the document") },
	{ "propose", 0, N_("TEXT"), N_("annual: a proposal for part V; may be"
	    " said again") },
	{ NULL, 0, NULL, NULL }
};

static const struct verb verbs[] = {
	{ "list", "", N_("the reports there are, yours among them"), 0, 0,
	    NEEDS_NOTHING, NULL, list },
	{ NULL, N_("NAME"), N_("print a report; -o FILE.odt, .html, .xlsx, .csv,"
	    " .json or .txt says in which form"), 1, 1, NEEDS_DB, run_options,
	    run },
	{ 0 }
};

const struct command command_report = {
	"report", N_("reports in every form"), verbs
};
