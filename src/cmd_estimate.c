#include "command.h"

#include "audit.h"
#include "clock.h"
#include "estimate.h"
#include "letterhead.h"
#include "number.h"
#include "out_app.h"
#include "progress.h"
#include "setting.h"

#include <string.h>

/* --- looking ------------------------------------------------------------- */

static const struct out_column list_columns[] = {
	{ .key = "code", .head = N_("Code") },
	{ .key = "title", .head = N_("Title") },
	{ .key = "kind", .head = N_("Kind"), .type = OUT_WORD },
	{ .key = "agency", .head = N_("Agency") },
	{ .key = "year", .head = N_("Year"), .type = OUT_NUMBER },
	{ .key = "state", .head = N_("State"), .type = OUT_WORD },
	{ .key = "subtotal", .head = N_("Lines"), .type = OUT_MONEY,
	  .total = true },
	{ .key = "management", .head = N_("Management"), .type = OUT_MONEY,
	  .total = true },
	{ .key = "vat", .head = N_("VAT"), .type = OUT_MONEY, .total = true },
	{ .key = "total", .head = N_("Total"), .type = OUT_MONEY, .total = true },
	{ 0 }
};

static bool list(struct app *app, const struct args *args, struct err *err)
{
	struct estimate *list;
	struct out *out;
	size_t count;

	(void)args;
	if (!estimate_list(app->db, &app->pool, &list, &count, err))
		return false;
	out = app_listing(app, _("Estimates"), list_columns, err);
	if (out == NULL)
		return false;
	for (size_t i = 0; i < count; i++) {
		out_text(out, list[i].code);
		out_text(out, list[i].title);
		out_text(out, list[i].kind);
		out_text(out, list[i].org);
		out_int(out, list[i].year);
		out_text(out, list[i].state);
		out_int(out, list[i].subtotal);
		out_int(out, list[i].management);
		out_int(out, list[i].vat);
		out_int(out, list[i].total);
	}
	out_totals(out);
	return out_close(out, err);
}

static const struct out_column line_columns[] = {
	{ .key = "number", .head = N_("No."), .type = OUT_NUMBER },
	{ .key = "item", .head = N_("Work") },
	{ .key = "unit", .head = N_("Unit") },
	{ .key = "quantity", .head = N_("Quantity"), .type = OUT_DECIMAL },
	{ .key = "quantity_from", .head = N_("Quantity from") },
	{ .key = "unit_cost", .head = N_("Unit cost"), .type = OUT_DECIMAL },
	{ .key = "amount", .head = N_("Amount"), .type = OUT_MONEY,
	  .total = true, .formula = "ROUND([quantity]*[unit_cost],0)" },
	{ .key = "source", .head = N_("Source"), .type = OUT_WORD },
	{ .key = "year", .head = N_("Year"), .type = OUT_NUMBER },
	{ .key = "note", .head = N_("Note") },
	{ 0 }
};

static const char *percent(struct app *app, int64_t milli)
{
	return number_real(&app->pool, (double)milli / 1000, 3);
}

static void say_sums(struct app *app, struct out *out, const struct estimate *e)
{
	struct pool *pool = &app->pool;

	out_totals(out);
	out_summary(out, pool_printf(pool, _("Management, %s%%"),
	    percent(app, e->management_milli)), "amount", e->management,
	    pool_printf(pool, "ROUND([amount^1]*%lld/100000,0)",
	    (long long)e->management_milli));
	out_summary(out, pool_printf(pool, _("VAT, %s%%"),
	    percent(app, e->vat_milli)), "amount", e->vat,
	    pool_printf(pool, "ROUND(([amount^1]+[amount^2])*%lld/100000,0)",
	    (long long)e->vat_milli));
	out_summary(out, _("Estimate in all"), "amount", e->total,
	    "[amount^1]+[amount^2]+[amount^3]");
	out_note(out, pool_printf(pool, _("In words: %s đồng"),
	    number_words_title(pool, e->total)));
}

/* Each step as one line under the table. */
static bool say_steps(struct app *app, struct out *out,
    const struct estimate *e, struct err *err)
{
	struct estimate_step *steps;
	size_t count;

	if (!estimate_steps(app->db, e->id, &app->pool, &steps, &count, err))
		return false;
	for (size_t i = 0; i < count; i++)
		out_note(out, pool_printf(&app->pool, "%s: %s %s, %s, %s%s%s",
		    progress_day(&app->pool, steps[i].on_date), out_word(steps[i].step), steps[i].number,
		    steps[i].body, number_money(&app->pool, steps[i].amount),
		    *steps[i].note == '\0' ? "" : ". ", steps[i].note));
	return true;
}

static bool show(struct app *app, const struct args *args, struct err *err)
{
	struct estimate_line *lines;
	struct out_frame frame;
	struct estimate e;
	struct out *out;
	char today[DATE_TEXT];
	size_t count;

	date_iso(clock_today(), today);
	if (!estimate_get(app->db, args_word(args, 0), &app->pool, &e, err) ||
	    !letterhead(app->db, today, "DT", "", &app->pool, &frame, err) ||
	    !estimate_lines(app->db, e.id, &app->pool, &lines, &count, err))
		return false;
	out = app_out(app, err);
	if (out == NULL)
		return false;
	out_title(out, pool_printf(&app->pool, "%s: %s", e.code, e.title));
	out_meta(out, _("State"), out_word(e.state));
	out_meta(out, _("Priced by the norms of"),
	    progress_day(&app->pool, e.priced_on));
	if (app->output != NULL) {
		frame.kind = "DỰ TOÁN";
		frame.about = e.title;
		out_frame(out, &frame);
	}
	out_landscape(out, true);
	out_columns(out, line_columns);
	for (size_t i = 0; i < count; i++) {
		out_int(out, lines[i].ordinal);
		out_text(out, lines[i].item);
		out_text(out, lines[i].unit);
		out_real(out, (double)lines[i].quantity_milli / 1000);
		out_text(out, lines[i].quantity_from);
		out_real(out, (double)lines[i].unit_cost_milli / 1000);
		out_int(out, lines[i].amount);
		out_text(out, lines[i].source);
		out_int(out, lines[i].year);
		out_text(out, lines[i].note);
	}
	say_sums(app, out, &e);
	if (!say_steps(app, out, &e, err))
		return out_abort(out);
	return out_close(out, err);
}

/* --- changing ------------------------------------------------------------- */

static const char *text_of(const struct args *args, const char *option,
    const char *fallback)
{
	const char *value = args_value(args, option);

	return value == NULL ? fallback : value;
}

static bool one_of(const char *option, const char *value, const char *a,
    const char *b, struct err *err)
{
	return strcmp(value, a) == 0 || strcmp(value, b) == 0 ||
	    err_set(err, ERR_USAGE, _("--%s takes %s or %s, not \"%s\""),
	    option, a, b, value);
}

/* A day as typed, today when it was not; ISO. */
static bool day_of(struct app *app, const struct args *args,
    const char *option, const char **iso, struct err *err)
{
	struct date date = clock_today();
	const char *text = args_value(args, option);
	char words[DATE_TEXT];

	if (text != NULL && !date_parse(text, &date, err))
		return err_wrap(err, "--%s", option);
	if (!date_is_whole(date))
		return err_set(err, ERR_USAGE,
		    _("--%s needs a whole day: dd/mm/yyyy"), option);
	date_iso(date, words);
	*iso = pool_copy(&app->pool, words);
	return true;
}

static bool commit(struct app *app, bool good, const struct estimate *e,
    const char *summary, const char *note, struct err *err)
{
	struct edit edit = { .action = "estimate", .subject = e->code,
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

static bool new(struct app *app, const struct args *args, struct err *err)
{
	struct estimate e = {
		.code = args_word(args, 0), .title = text_of(args, "title", ""),
		.kind = text_of(args, "kind", "digitise"),
		.org = text_of(args, "agency", ""),
		.mode = text_of(args, "mode", "norm"),
		.note = text_of(args, "note", ""), .year = clock_today().year
	};

	if (!args_int(args, "year", 1900, 2200, &e.year, err) ||
	    !one_of("kind", e.kind, "digitise", "arrange", err) ||
	    !one_of("mode", e.mode, "norm", "price", err) ||
	    !day_of(app, args, "priced", &e.priced_on, err) ||
	    !edit_begin(app->db, err))
		return false;
	return commit(app, estimate_new(app->db, &e, err), &e,
	    pool_printf(&app->pool, _("new estimate %s"), e.code), "", err);
}

/* A quantity typed, or taken from the catalogue with a note of its origin. */
static bool quantity(struct app *app, const struct args *args,
    struct estimate_line *line, struct err *err)
{
	const char *of = args_value(args, "of");
	struct estimate_quantity q = {
		.list = text_of(args, "list", ""),
		.fonds = text_of(args, "fonds", ""),
		.size = text_of(args, "size", "")
	};
	double typed;

	if (of == NULL) {
		const char *text = args_value(args, "quantity");

		if (text == NULL)
			return err_set(err, ERR_USAGE, _("How much: --quantity N,"
			    " or --of a4|dossiers|sheets|pages|metres with"
			    " --list, --plan-year or --fonds"));
		if (!number_parse_real(text, &typed, err))
			return err_wrap(err, "--quantity");
		if (typed <= 0 || typed > 1e10)
			return err_set(err, ERR_USAGE,
			    _("--quantity %s cannot be right"), text);
		line->quantity_milli = (int64_t)(typed * 1000 + 0.5);
		line->quantity_from = "";
		return true;
	}
	if (!args_int(args, "plan-year", 1900, 2200, &q.year, err) ||
	    !estimate_count(app->db, &q, err))
		return false;
	line->quantity_milli = 1000 * (strcmp(of, "a4") == 0 ? q.a4 :
	    strcmp(of, "dossiers") == 0 ? q.dossiers :
	    strcmp(of, "sheets") == 0 ? q.papers :
	    strcmp(of, "pages") == 0 ? q.pages : 0);
	if (strcmp(of, "metres") == 0)
		line->quantity_milli = q.metres_milli;
	line->quantity_from = pool_printf(&app->pool, "%s%s%s%s%s%s%s%s", of,
	    *q.list == '\0' ? "" : " ", q.list, *q.fonds == '\0' ? "" : " ",
	    q.fonds, *q.size == '\0' ? "" : " ", q.size, q.year == 0 ? "" :
	    pool_printf(&app->pool, " %lld", (long long)q.year));
	return line->quantity_milli > 0 || err_set(err, ERR_USAGE,
	    _("The catalogue has none of that: %s"), line->quantity_from);
}

static bool add_line(struct app *app, const struct args *args, struct err *err)
{
	struct estimate_line line = {
		.item = text_of(args, "item", ""),
		.unit = text_of(args, "unit", "trang A4"),
		.source = text_of(args, "source", "budget"),
		.note = text_of(args, "note", "")
	};
	struct estimate e;

	if (*line.item == '\0')
		return err_set(err, ERR_USAGE, _("Which work: --item"));
	if (!estimate_get(app->db, args_word(args, 0), &app->pool, &e, err))
		return false;
	line.year = e.year;
	if (!args_int(args, "year", 1900, 2200, &line.year, err) ||
	    !one_of("source", line.source, "budget", "integrated", err) ||
	    !quantity(app, args, &line, err) || !edit_begin(app->db, err))
		return false;
	return commit(app, estimate_add_line(app->db, &e, &line, err), &e,
	    pool_printf(&app->pool, _("estimate %s: line %s, %s %s"), e.code,
	    line.item, number_real(&app->pool,
	    (double)line.quantity_milli / 1000, 3), line.unit), "", err);
}

static bool remove_line(struct app *app, const struct args *args,
    struct err *err)
{
	struct estimate e;
	int64_t number;

	if (!number_parse(args_word(args, 1), &number, err) ||
	    !estimate_get(app->db, args_word(args, 0), &app->pool, &e, err) ||
	    !edit_begin(app->db, err))
		return false;
	return commit(app, estimate_remove_line(app->db, &e, number, err), &e,
	    pool_printf(&app->pool, _("estimate %s: line %lld removed"), e.code,
	    (long long)number), "", err);
}

static bool price(struct app *app, const struct args *args, struct err *err)
{
	struct estimate e;

	if (!estimate_get(app->db, args_word(args, 0), &app->pool, &e, err) ||
	    !edit_begin(app->db, err))
		return false;
	return commit(app, estimate_price(app->db, &e, err), &e,
	    pool_printf(&app->pool, _("estimate %s: priced anew"), e.code), "",
	    err);
}

/* One of the four steps; body_setting is who takes it by default. */
static bool take(struct app *app, const struct args *args, const char *name,
    const char *body_setting, struct err *err)
{
	struct estimate_step step = { .step = name,
	    .number = text_of(args, "number", ""),
	    .note = text_of(args, "note", "") };
	const char *amount = args_value(args, "amount");
	struct estimate e;

	if (*step.number == '\0')
		return err_set(err, ERR_USAGE,
		    _("Number of the document: --number"));
	if (!estimate_get(app->db, args_word(args, 0), &app->pool, &e, err) ||
	    !day_of(app, args, "date", &step.on_date, err) ||
	    !setting_get(app->db, body_setting, step.on_date, &app->pool,
	    &step.body, err))
		return false;
	step.body = text_of(args, "body", step.body);
	if (amount != NULL && !number_parse_money(amount, &step.amount, err))
		return err_wrap(err, "--amount");
	if (!edit_begin(app->db, err))
		return false;
	return commit(app, estimate_take_step(app->db, &e, &step, err), &e,
	    pool_printf(&app->pool, "%s: %s %s, %s", e.code, out_word(name),
	    step.number, progress_day(&app->pool, step.on_date)), step.note,
	    err);
}

static bool submit(struct app *app, const struct args *args, struct err *err)
{
	return take(app, args, "submit", "department", err);
}

static bool appraise(struct app *app, const struct args *args, struct err *err)
{
	return take(app, args, "appraise", "finance", err);
}

static bool approve(struct app *app, const struct args *args, struct err *err)
{
	return take(app, args, "approve", "committee", err);
}

static bool give_back(struct app *app, const struct args *args,
    struct err *err)
{
	return take(app, args, "return", "finance", err);
}

static const struct option_row new_options[] = {
	{ "title", 0, N_("TEXT"), N_("what it is for") },
	{ "kind", 0, N_("WORD"), N_("digitise or arrange") },
	{ "agency", 0, N_("CODE"), N_("whose estimate; the Centre's else") },
	{ "year", 0, N_("YEAR"), N_("budget year") },
	{ "mode", 0, N_("WORD"), N_("norm, or price: simple unit prices") },
	{ "priced", 0, N_("DATE"), N_("the day whose norms count; today else") },
	{ "note", 0, N_("TEXT"), N_("note") },
	{ NULL, 0, NULL, NULL }
};

static const struct option_row line_options[] = {
	{ "item", 0, N_("TEXT"), N_("work, as in the norms") },
	{ "unit", 0, N_("TEXT"), N_("unit; A4 pages else") },
	{ "quantity", 0, N_("NUMBER"), N_("how many units") },
	{ "of", 0, N_("WORD"),
	    N_("from the catalogue: a4, dossiers, sheets, pages or metres") },
	{ "list", 0, N_("CODE"), N_("of this list (danh mục)") },
	{ "plan-year", 0, N_("YEAR"), N_("of the lists of this year") },
	{ "fonds", 0, N_("CODE"), N_("only this fonds") },
	{ "size", 0, N_("CLASS"), N_("only dossiers of this size class: A3") },
	{ "source", 0, N_("WORD"), N_("budget or integrated") },
	{ "year", 0, N_("YEAR"), N_("year the money is for") },
	{ "note", 0, N_("TEXT"), N_("note") },
	{ NULL, 0, NULL, NULL }
};

static const struct option_row step_options[] = {
	{ "number", 0, N_("TEXT"), N_("number of the document") },
	{ "date", 0, N_("DATE"), N_("its date; today else") },
	{ "body", 0, N_("TEXT"), N_("who; the body of the settings else") },
	{ "amount", 0, N_("AMOUNT"), N_("đồng; the total of the estimate else") },
	{ "note", 0, N_("TEXT"), N_("note, reason") },
	{ NULL, 0, NULL, NULL }
};

static const struct verb verbs[] = {
	{ "list", "", N_("list them"), 0, 0, NEEDS_DB, NULL, list },
	{ "show", N_("CODE"), N_("lines, sums and steps; -o FILE.xlsx has live"
	    " formulas"), 1, 1, NEEDS_DB, NULL, show },
	{ "new", N_("CODE"), N_("begin an estimate"), 1, 1, NEEDS_DB_WRITE,
	    new_options, new },
	{ "line", N_("CODE"), N_("add a line, priced by the norms"), 1, 1,
	    NEEDS_DB_WRITE, line_options, add_line },
	{ "line-remove", N_("CODE NUMBER"), N_("take a line out"), 2, 2,
	    NEEDS_DB_WRITE, NULL, remove_line },
	{ "price", N_("CODE"), N_("price all lines anew"), 1, 1,
	    NEEDS_DB_WRITE, NULL, price },
	{ "submit", N_("CODE"), N_("enter that it was submitted"), 1, 1,
	    NEEDS_DB_WRITE, step_options, submit },
	{ "appraise", N_("CODE"), N_("enter the appraisal of the finance"
	    " department"), 1, 1, NEEDS_DB_WRITE, step_options, appraise },
	{ "approve", N_("CODE"), N_("enter the approval"), 1, 1,
	    NEEDS_DB_WRITE, step_options, approve },
	{ "return", N_("CODE"), N_("enter that it was returned for changes"),
	    1, 1, NEEDS_DB_WRITE, step_options, give_back },
	{ 0 }
};

const struct command command_estimate = {
	"estimate", N_("estimates (dự toán) by editable norms"), verbs
};
