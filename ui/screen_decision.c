/* The decision on a submitted list (BR6): on the left its files, those left
 * out with their reasons; on the right the authority, number, date and signer,
 * each checked while it is typed. What is not yet entered is kept as a draft.
 * Nothing is changed before the decision is complete and confirmed. */
#include "decision.h"

#include "listing.h"

#include "command_form.h"
#include "date.h"
#include "fonds.h"
#include "number.h"
#include "pick.h"
#include "setting.h"

#include <string.h>

/* --- the list --------------------------------------------------------------- */

static bool load(struct view *view, struct err *err)
{
	struct deciding *d = deciding_of(view);
	struct db *db = view->ui->app->db;
	struct err why = { 0 };
	struct item *items;
	int64_t *ids;
	size_t count, n = 0;

	list_set(view, NULL, 0);
	/* The word comes with decision_open. */
	if (view->word == NULL)
		return true;
	d->blocked = NULL;
	if (!list_open(db, view->word, &view->pool, &d->s, &d->v, err) ||
	    !item_list(db, d->v.id, NULL, &view->pool, &items, &count, err))
		return false;
	if (!list_decidable(db, view->word, &view->pool, &d->s, &d->v, &why))
		d->blocked = pool_copy(&view->pool, why.text);
	ids = pool_array(&view->pool, count + 1, sizeof(*ids));
	for (size_t i = 0; i < count; i++)
		if (strcmp(items[i].change, "keep") != 0)
			ids[n++] = items[i].dossier_id;
	list_set(view, ids, (int64_t)n);
	return true;
}

static const char *cell(struct view *view, int column, enum style *style)
{
	struct deciding *d = deciding_of(view);
	const struct dossier_row *row = view->row;
	const struct left_out *out = left_out_find(d, row->id);

	if (out != NULL)
		*style = STYLE_WARN;
	switch (column) {
	case 0:
		return out != NULL ? "x" : "";
	case 1:
		return row->code;
	case 2:
		return out == NULL ? row->title : pool_printf(
		    &view->ui->frame, "%s: %s", out->reason, row->title);
	default:
		return number_text(&view->ui->frame, row->a4_estimate);
	}
}

/* --- the pane --------------------------------------------------------------- */

struct summing {
	struct deciding *d;
	struct pick_total total;
};

static bool sum_line(void *to, const struct line *l, struct err *err)
{
	struct summing *sum = to;

	(void)err;
	if ((strcmp(l->change, "drop") == 0) !=
	    (left_out_find(sum->d, l->dossier_id) != NULL))
		return true;
	sum->total.dossiers++;
	sum->total.papers += l->papers > 0 ? l->papers : 0;
	sum->total.pages += l->pages > 0 ? l->pages : 0;
	sum->total.a4 += l->a4;
	return true;
}

static const char *day_shown(struct pool *pool, const char *iso)
{
	struct date date;
	char text[DATE_TEXT];

	if (!date_from_iso(iso, &date))
		return iso;
	date_vi(date, text);
	return pool_copy(pool, text);
}

static bool total_words(struct view *view, struct pool *pool,
    const char **words, struct err *err)
{
	struct deciding *d = deciding_of(view);
	struct summing sum = { .d = d };

	return line_each(view->ui->app->db, d->v.id, sum_line, &sum, err) &&
	    pick_words(view->ui->app->db, &sum.total, d->s.year, pool, words,
	    err);
}

static void tell_fields(struct page *page, const struct deciding *d)
{
	const char *const labels[FIELDS] = { _("Authority"), _("Number"),
	    _("Date"), _("Signer") };

	for (int i = 0; i < FIELDS; i++) {
		const char *value = i == DAY ? day_shown(page->pool,
		    d->field[i]) : d->field[i];

		page_pair(page, labels[i], value[0] == '\0' ? STYLE_BAD :
		    STYLE_TEXT, value[0] == '\0' ? _("(missing)") : value);
	}
}

static bool page(struct view *view, struct page *page, int64_t id,
    struct err *err)
{
	struct deciding *d = deciding_of(view);
	const char *words;
	struct fonds fonds;

	(void)id;
	if (view->word == NULL)
		return true;
	if (!fonds_get(view->ui->app->db, d->s.fonds_id, page->pool, &fonds,
	    err) || !total_words(view, page->pool, &words, err))
		return false;
	page_head(page, pool_printf(page->pool, "%s (%lld): %s", d->s.code,
	    (long long)d->v.version, version_state_name(d->v.state)));
	page_wrap(page, 1, STYLE_TEXT, fonds.name);
	page_pair(page, _("Submitted"), STYLE_TEXT, pool_printf(page->pool,
	    "%s, %s, %.16s", day_shown(page->pool, d->v.submitted_on),
	    d->v.submitted_user, d->v.content_hash));
	if (d->blocked != NULL)
		page_wrap(page, 1, STYLE_BAD, d->blocked);
	page_head(page, _("The decision"));
	tell_fields(page, d);
	page_line(page);
	page_wrap(page, 1, STYLE_HEAD, pool_printf(page->pool,
	    _("Approved: %s"), words));
	if (d->count > 0)
		page_head(page, pool_printf(page->pool, _("Left out: %s"),
		    number_text(page->pool, (int64_t)d->count)));
	for (size_t i = 0; i < d->count; i++)
		page_wrap(page, 1, STYLE_WARN, pool_printf(page->pool,
		    "x %s: %s", d->out[i].code, d->out[i].reason));
	return true;
}

static const char *subject(struct view *view)
{
	return view->word == NULL ? "" : view->word;
}

/* --- the form --------------------------------------------------------------- */

static bool check_field(struct form *form, const char *name, const char *text,
    struct err *err)
{
	struct view *view = form_to(form);
	char iso[DATE_TEXT];

	(void)text;
	return strcmp(name, deciding_names[DAY]) != 0 ||
	    !form_date(form, name, iso) ||
	    decision_day(&deciding_of(view)->v, iso, err);
}

static bool fill_done(struct ui *ui, struct form *form, struct err *err)
{
	struct view *view = form_to(form);
	struct deciding *d = deciding_of(view);
	char iso[DATE_TEXT];

	(void)err;
	for (int i = 0; i < FIELDS; i++)
		d->field[i] = pool_copy(&view->own, form_get(form,
		    deciding_names[i]));
	if (form_date(form, deciding_names[DAY], iso))
		d->field[DAY] = pool_copy(&view->own, iso);
	if (decision_keep(view))
		ui_say(ui, STYLE_INFO,
		    _("Entered, not yet approved: a approves"));
	ui->all = true;
	return true;
}

static bool fill(struct view *view, struct err *err)
{
	struct deciding *d = deciding_of(view);
	const char *authority = d->field[AUTHORITY];
	const char *submitted = d->v.submitted_on == NULL ? "" :
	    d->v.submitted_on;	/* NULL: opened without a list */
	const struct form_field fields[FIELDS] = {
		{ deciding_names[AUTHORITY], _("Authority"), FORM_TEXT, true,
		    _("The body that decides"), .length = 200 },
		{ deciding_names[NUMBER], _("Number"), FORM_TEXT, true,
		    _("As on the decision, for example 12/QĐ-UBND"),
		    .length = 60 },
		{ deciding_names[DAY], _("Date"), FORM_DAY, true, pool_printf(
		    &view->ui->frame, _("dd/mm/yyyy, from the submission (%s) "
		    "to today"), day_shown(&view->ui->frame,
		    submitted)) },
		{ deciding_names[SIGNER], _("Signer"), FORM_TEXT, true,
		    _("Who signed it"), .length = 120 },
	};
	struct form *form;

	if (authority[0] == '\0' && !setting_get(view->ui->app->db, "approver",
	    NULL, &view->ui->frame, &authority, err))
		return false;
	form = form_open(view->ui, &(struct form_plan){
	    .title = pool_printf(&view->ui->frame, _("Decision on %s"),
	    view->word), .fields = fields, .count = FIELDS,
	    .done = fill_done, .check = check_field, .to = view });
	form_set(form, deciding_names[AUTHORITY], authority);
	form_set(form, deciding_names[NUMBER], d->field[NUMBER]);
	form_set(form, deciding_names[DAY], day_shown(&view->ui->frame,
	    d->field[DAY]));
	form_set(form, deciding_names[SIGNER], d->field[SIGNER]);
	return true;
}

/* --- leaving out ------------------------------------------------------------ */

static bool leave_out_done(struct ui *ui, struct form *form, struct err *err)
{
	struct view *view = form_to(form);
	size_t count;
	int64_t *ids = list_chosen(view, &count);

	for (size_t i = 0; i < count; i++) {
		struct dossier_row row;

		if (!dossier_row(view->ui->app->db, ids[i], &view->ui->frame,
		    &row, err))
			return false;
		left_out_put(view, ids[i], row.code,
		    form_get(form, "reason"));
	}
	list_unmark_all(view);
	decision_keep(view);
	view->list.fresh = false;
	ui->all = true;
	return true;
}

static bool leave_out(struct view *view, struct err *err)
{
	const struct form_field field = { "reason", _("Reason"), FORM_TEXT,
	    true, _("Why the decision leaves it out"), .length = 300 };
	struct left_out *out = left_out_find(deciding_of(view), list_id(view));
	struct form *form;
	size_t count;

	(void)err;
	list_chosen(view, &count);
	form = form_open(view->ui, &(struct form_plan){
	    .title = pool_printf(&view->ui->frame, ngettext(
	    "Leave %lld file out of the decision",
	    "Leave %lld files out of the decision", (long long)count),
	    (long long)count), .fields = &field, .count = 1,
	    .done = leave_out_done, .to = view });
	if (out != NULL)
		form_set(form, "reason", out->reason);
	return true;
}

static bool take_in(struct view *view, struct err *err)
{
	struct deciding *d = deciding_of(view);
	size_t count;
	int64_t *ids = list_chosen(view, &count);

	(void)err;
	for (size_t i = 0; i < count; i++)
		left_out_take(d, ids[i]);
	list_unmark_all(view);
	decision_keep(view);
	view->list.fresh = false;
	view->ui->all = true;
	return true;
}

/* --- approving -------------------------------------------------------------- */

static bool approve_yes(struct view *view, struct err *err)
{
	struct deciding *d = deciding_of(view);
	struct ui *ui = view->ui;
	struct exclusion *list = pool_array(&ui->frame, d->count + 1,
	    sizeof(*list));
	struct decision decision = {
		.authority = d->field[AUTHORITY], .number = d->field[NUMBER],
		.day = d->field[DAY], .signer = d->field[SIGNER],
		.exclusions = list, .exclusion_count = d->count
	};
	const char *code = pool_copy(&ui->frame, view->word);

	for (size_t i = 0; i < d->count; i++)
		list[i] = (struct exclusion){ d->out[i].code,
		    d->out[i].reason };
	if (!list_approve(ui->app->db, code, &decision, &ui->frame, err))
		return false;
	decision_forget(view);
	ui_say(ui, STYLE_GOOD, _("List %s is approved by %s of %s"), code,
	    decision.number, decision.authority);
	ui_pop(ui);
	ui_reload(ui);
	return true;
}

static bool approve(struct view *view, struct err *err)
{
	static const struct action yes = { .name = "approve-yes",
	    .run = approve_yes };
	struct deciding *d = deciding_of(view);
	const char *words;

	if (d->blocked != NULL)
		return err_set(err, ERR_RULE, "%s", d->blocked);
	for (int i = 0; i < FIELDS; i++)
		if (d->field[i][0] == '\0')
			return fill(view, err);
	if (!decision_day(&d->v, d->field[DAY], err) ||
	    !total_words(view, &view->ui->frame, &words, err))
		return false;
	ui_ask(view, pool_printf(&view->ui->frame, _("Enter decision %s of %s "
	    "by %s on list %s? Approved: %s. Left out: %s. It cannot be "
	    "undone; it is changed by an amendment only."), d->field[NUMBER],
	    day_shown(&view->ui->frame, d->field[DAY]), d->field[AUTHORITY],
	    view->word, words, number_text(&view->ui->frame,
	    (int64_t)d->count)), &yes);
	return true;
}

static bool give_back(struct view *view, struct err *err)
{
	return command_form_by_name(view->ui, "selection return", view->word,
	    NULL, err);
}

static bool print_it(struct view *view, struct err *err)
{
	return command_form_by_name(view->ui, "selection print", view->word,
	    NULL, err);
}

/* clang-format off */
static const struct column columns[] = {
	{ " ", 1, TEXT_LEFT, 0 },
	{ N_("Code"), 15, TEXT_TAIL, 0 },
	{ N_("Title"), 0, TEXT_LEFT, 0 },
	{ N_("A4 pages"), 8, TEXT_RIGHT, 0 },
	{ NULL, 0, TEXT_LEFT, 0 }
};

static const struct action actions[] = {
	{ "fill", "Enter e F4", N_("Enter authority, number, date and signer"), NEEDS_WRITE, fill, N_("Fill in") },
	{ "leave-out", "x F8", N_("Leave the marked files out, with the reason"), NEEDS_ROW | NEEDS_WRITE, leave_out, N_("Leave out") },
	{ "take-in", "+", N_("Take the marked files in again"), NEEDS_ROW | NEEDS_WRITE, take_in },
	{ "approve", "a F2", N_("Approve as entered"), NEEDS_WRITE, approve, N_("Approve") },
	{ "return", "r", N_("Enter that it was returned, with the reason"), NEEDS_WRITE, give_back, N_("Return") },
	{ "print", "p", N_("Print the list (danh mục): -o FILE.odt, .xlsx, .html"), 0, print_it },
	{ "history", "y", N_("History: who did what to this file"), NEEDS_ROW, dossier_history },
	{ NULL, NULL, NULL, 0, NULL }
};
/* clang-format on */

const struct screen screen_decision = {
	.name = "decision",
	.title = N_("Decision on a list"),
	.help = N_("Left the files of the submitted list, x for those the "
	    "decision leaves out; right the decision. Nothing changes before "
	    "a approves it."),
	.columns = columns,
	.actions = actions,
	.hidden = true,
	.pane_always = true,
	.list_part = 60,
	.load = load,
	.row = dossier_list_row,
	.cell = cell,
	.page = page,
	.subject = subject,
	.empty = N_("This list has no files. :selection add puts files in it."),
};

bool decision_open(struct ui *ui, const char *list, struct err *err)
{
	struct pool pool = { 0 };
	const char *word = pool_copy(&pool, list);
	struct selection s;
	struct version v;
	bool good = list_open(ui->app->db, word, &pool, &s, &v, err);

	/* Another state than submitted: the refusal says what to do first. */
	if (good && strcmp(v.state, "submitted") != 0)
		good = list_decidable(ui->app->db, word, &pool, &s, &v, err);
	if (good && ui_open(ui, "decision", 0, err)) {
		struct view *view = ui->top;

		view->word = pool_copy(&view->own, word);
		view->pane = ui->cols < 110;
		if (decision_take(view))
			ui_say(ui, STYLE_INFO, _("What was entered and not yet "
			    "approved is here again"));
		view_load(view);
	}
	pool_free(&pool);
	return good;
}
