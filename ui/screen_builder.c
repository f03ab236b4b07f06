/* The builder of a list (danh mục): on the left what waits for it, or what is
 * on it; on the right the list with its totals, its share of the year and its
 * conflicts. Adding and taking off are edits of their own, so u undoes them. */
#include "dossier_ui.h"
#include "listing.h"

#include "approval.h"
#include "command_form.h"
#include "date.h"
#include "fonds.h"
#include "number.h"
#include "pick.h"

#include <string.h>

struct builder {
	struct selection s;	/* texts in view->pool */
	struct version v;
	bool listed;		/* left is what is on the list */
	struct flag *kept;	/* what may not be put on, in view->pool */
	size_t kept_count;
};

static struct builder *data_of(struct view *view)
{
	if (view->data == NULL)
		view->data = pool_alloc(&view->own, sizeof(struct builder));
	return view->data;
}

static bool listed_ids(struct view *view, int64_t **ids, size_t *count,
    struct err *err)
{
	struct item *items;

	if (!item_list(view->ui->app->db, data_of(view)->v.id, NULL,
	    &view->pool, &items, count, err))
		return false;
	*ids = pool_array(&view->pool, *count + 1, sizeof(**ids));
	for (size_t i = 0; i < *count; i++)
		(*ids)[i] = items[i].dossier_id;
	return true;
}

/* What waits, and behind it what is kept back. */
static bool waiting_ids(struct view *view, int64_t **ids, size_t *count,
    struct err *err)
{
	struct builder *b = data_of(view);
	struct db *db = view->ui->app->db;
	int64_t *fit, *all;

	if (!selection_eligible(db, &b->s, false, &view->pool, &fit, count,
	    err) || !selection_kept_back(db, &b->s, &view->pool, &b->kept,
	    &b->kept_count, err))
		return false;
	all = pool_array(&view->pool, *count + b->kept_count + 1,
	    sizeof(*all));
	if (*count > 0)
		memcpy(all, fit, *count * sizeof(*all));
	for (size_t i = 0; i < b->kept_count; i++)
		all[(*count)++] = b->kept[i].dossier_id;
	*ids = all;
	return true;
}

static const char *why_kept(const struct builder *b, int64_t id)
{
	for (size_t i = 0; i < b->kept_count; i++)
		if (b->kept[i].dossier_id == id)
			return b->kept[i].text;
	return NULL;
}

static bool load(struct view *view, struct err *err)
{
	struct builder *b = data_of(view);
	int64_t *ids = NULL;
	size_t count = 0;

	b->kept_count = 0;
	/* The word comes with builder_open. */
	if (view->word == NULL) {
		list_set(view, NULL, 0);
		return true;
	}
	if (!list_open(view->ui->app->db, view->word, &view->pool, &b->s, &b->v,
	    err) || (b->listed ? !listed_ids(view, &ids, &count, err) :
	    !waiting_ids(view, &ids, &count, err)))
		return false;
	list_set(view, ids, (int64_t)count);
	return true;
}

static const char *cell(struct view *view, int column, enum style *style)
{
	const struct dossier_row *d = view->row;
	const char *kept = why_kept(data_of(view), d->id);
	struct pool *pool = &view->ui->frame;

	if (kept != NULL)
		*style = STYLE_WARN;
	switch (column) {
	case 0:
		return d->code;
	case 1:
		return kept == NULL ? d->title :
		    pool_printf(pool, "! %s: %s", kept, d->title);
	case 2:
		return years_cell(pool, d->start_year, d->end_year);
	case 3:
		return criteria_cell(pool, d->criteria);
	case 4:
		*style = d->hold ? STYLE_WARN : *style;
		return state_short(d->state);
	default:
		return number_text(pool, pages_of(d->a4, d->a4_estimate));
	}
}

/* --- the list itself ---------------------------------------------------- */

struct telling {
	struct page *page;
	int shown;
};

/* Enough of the lines to see; selection print gives all. */
enum { MOST_LINES = 300 };

static bool tell_line(void *to, const struct line *l, struct err *err)
{
	struct telling *t = to;
	const char *mark = l->excluded ? "x" :
	    strcmp(l->change, "drop") == 0 ? "-" :
	    strcmp(l->change, "keep") == 0 ? "=" : "+";

	(void)err;
	if (t->shown++ >= MOST_LINES)
		return true;
	page_line(t->page);
	page_at(t->page, 1, STYLE_KEY, "%s", mark);
	page_at(t->page, 3, STYLE_TEXT, "%s", l->code);
	page_add(t->page, STYLE_DIM, "  %s  %s", number_text(t->page->pool,
	    l->a4), l->title);
	return true;
}

static void tell_dates(struct page *page, const struct version *v)
{
	if (v->returned_why[0] != '\0' && strcmp(v->state, "draft") == 0)
		page_pair(page, _("Returned"), STYLE_WARN, v->returned_why);
	if (v->submitted_user[0] != '\0')
		page_pair(page, _("Submitted"), STYLE_TEXT, pool_printf(
		    page->pool, "%s, %s, %.16s", v->submitted_on,
		    v->submitted_user, v->content_hash));
	if (v->decision[0] != '\0')
		page_pair(page, _("Decision"), STYLE_GOOD, pool_printf(
		    page->pool, "%s, %s, %s", v->decision, v->decided_on,
		    v->signer));
	if (v->reason[0] != '\0')
		page_pair(page, _("Amended because"), STYLE_TEXT, v->reason);
}

static bool tell_flags(struct view *view, struct page *page, struct err *err)
{
	const struct builder *b = data_of(view);
	struct flag *flags;
	size_t count;

	if (!selection_flags(view->ui->app->db, &b->s, &b->v, page->pool,
	    &flags, &count, err))
		return false;
	for (size_t i = 0; i < count && i < 20; i++)
		page_wrap(page, 1, STYLE_WARN, pool_printf(page->pool,
		    "! %s%s%s", flags[i].code, flags[i].code[0] == '\0' ? "" :
		    ": ", flags[i].text));
	if (count > 20)
		page_wrap(page, 1, STYLE_WARN, pool_printf(page->pool,
		    _("... and %lld more"), (long long)count - 20));
	return true;
}

static bool page(struct view *view, struct page *page, int64_t id,
    struct err *err)
{
	struct db *db = view->ui->app->db;
	const struct builder *b = data_of(view);
	struct telling telling = { .page = page };
	struct version_total total;
	struct fonds fonds;
	const char *words;

	(void)id;
	if (view->word == NULL)
		return true;
	if (!fonds_get(db, b->s.fonds_id, page->pool, &fonds, err) ||
	    !version_sum(db, b->v.id, &total, err) ||
	    !pick_words(db, &(struct pick_total){ total.dossiers,
	    total.papers, total.pages, total.a4 }, b->s.year, page->pool, &words,
	    err))
		return false;
	page_head(page, pool_printf(page->pool, "%s (%lld): %s", b->s.code,
	    (long long)b->v.version, version_state_name(b->v.state)));
	page_wrap(page, 1, STYLE_TEXT, fonds.name);
	page_wrap(page, 1, STYLE_HEAD, words);
	tell_dates(page, &b->v);
	if (!tell_flags(view, page, err))
		return false;
	page_line(page);
	return line_each(db, b->v.id, tell_line, &telling, err);
}

static const char *subject(struct view *view)
{
	const struct builder *b = data_of(view);

	return view->word == NULL ? "" : pool_printf(&view->ui->frame, "%s, %s",
	    view->word, b->listed ? _("on the list") : _("waiting"));
}

static const char *status(struct view *view)
{
	struct err err = { 0 };
	const char *words = "";

	if (view->list.marks.count > 0)
		words = marked_words(view, &err);
	ui_fail(view->ui, &err);
	return words;
}

/* --- actions ------------------------------------------------------------ */

static void said(struct ui *ui, const char *words,
    const struct tag_result *result)
{
	ui_say(ui, result->refused > 0 ? STYLE_WARN : STYLE_GOOD,
	    _("%s: %s files; %s refused%s%s"), words,
	    number_text(&ui->frame, result->tagged),
	    number_text(&ui->frame, result->refused),
	    result->shown_count > 0 ? ": " : "",
	    result->shown_count > 0 ? pool_printf(&ui->frame, "%s %s",
	    result->shown[0].code, result->shown[0].text) : "");
}

static bool put_on(struct view *view, int64_t *ids, size_t count,
    struct err *err)
{
	struct tag_result result;

	if (!list_add(view->ui->app->db, view->word, ids, count, count > 1,
	    &view->ui->frame, &result, err))
		return false;
	list_unmark_all(view);
	said(view->ui, _("Put on the list"), &result);
	ui_reload(view->ui);
	return true;
}

static bool add(struct view *view, struct err *err)
{
	size_t count;
	int64_t *ids = list_chosen(view, &count);

	if (data_of(view)->listed)
		return err_set(err, ERR_USAGE, _("These are on the list already; "
		    "o shows what waits for it"));
	return put_on(view, ids, count, err);
}

static bool add_all(struct view *view, struct err *err)
{
	int64_t *ids;
	size_t count;

	if (!selection_eligible(view->ui->app->db, &data_of(view)->s, false,
	    &view->pool, &ids, &count, err))
		return false;
	return count > 0 ? put_on(view, ids, count, err) :
	    err_set(err, ERR_MISSING, _("Nothing waits for this list"));
}

/* What was approved before needs a reason: the form asks for it. */
static bool ask_reason(struct view *view, const int64_t *ids, size_t count,
    struct err *err)
{
	struct pool *pool = &view->ui->frame;
	const char *codes = "";

	for (size_t i = 0; i < count; i++) {
		struct dossier_row d;

		if (!dossier_row(view->ui->app->db, ids[i], pool, &d, err))
			return false;
		codes = pool_printf(pool, "%s%s%s", codes, i == 0 ? "" : " ",
		    d.code);
	}
	if (!command_form_by_name(view->ui, "selection remove", view->word,
	    NULL, err))
		return false;
	if (view->ui->top != view)
		form_set(view->ui->top->data, "#1", codes);
	return true;
}

static bool take_off(struct view *view, struct err *err)
{
	struct tag_result result;
	size_t count;
	int64_t *ids = list_chosen(view, &count);

	if (!data_of(view)->listed)
		return err_set(err, ERR_USAGE, _("These wait for the list; o "
		    "shows what is on it"));
	if (data_of(view)->v.version > 1)
		return ask_reason(view, ids, count, err);
	if (!list_remove(view->ui->app->db, view->word, ids, count, NULL,
	    &view->ui->frame, &result, err))
		return false;
	list_unmark_all(view);
	said(view->ui, _("Taken off the list"), &result);
	ui_reload(view->ui);
	return true;
}

static bool other_side(struct view *view, struct err *err)
{
	struct builder *b = data_of(view);

	(void)err;
	b->listed = !b->listed;
	list_unmark_all(view);
	view_load(view);
	return true;
}

static bool submit(struct view *view, struct err *err)
{
	return command_form_by_name(view->ui, "selection submit", view->word,
	    NULL, err);
}

static bool decide(struct view *view, struct err *err)
{
	return decision_open(view->ui, view->word, err);
}

static bool print_it(struct view *view, struct err *err)
{
	return command_form_by_name(view->ui, "selection print", view->word,
	    NULL, err);
}

/* clang-format off */
static const struct column columns[] = {
	{ N_("Code"), 15, TEXT_TAIL, 0 },
	{ N_("Title"), 0, TEXT_LEFT, 0 },
	{ N_("Years"), 9, TEXT_LEFT, 70 },
	{ N_("Crit."), 5, TEXT_LEFT, 60 },
	{ N_("State"), 12, TEXT_LEFT, 90 },
	{ N_("A4 pages"), 8, TEXT_RIGHT, 0 },
	{ NULL, 0, TEXT_LEFT, 0 }
};

static const struct action actions[] = {
	{ "add", "Enter + a", N_("Put the marked files on the list"), NEEDS_ROW | NEEDS_WRITE, add, N_("Add") },
	{ "add-all", "A", N_("Put everything eligible on the list"), NEEDS_WRITE, add_all, N_("All") },
	{ "remove", "- F8", N_("Take the marked files off the list"), NEEDS_ROW | NEEDS_WRITE, take_off, N_("Take off") },
	{ "other-side", "o", N_("What waits for the list, or what is on it"), 0, other_side, N_("Other side") },
	{ "submit", "s", N_("Submit the list to the authority"), NEEDS_WRITE, submit, N_("Submit") },
	{ "decision", "D", N_("Enter the decision of the authority"), NEEDS_WRITE, decide },
	{ "print", "p", N_("Print the list (danh mục): -o FILE.odt, .xlsx, .html"), 0, print_it },
	{ "tag", "F2 t", N_("Tag with criteria and their evidence"), NEEDS_ROW | NEEDS_WRITE, dossier_tag },
	{ "edit", "F4 e", N_("Edit the description of the file"), NEEDS_ROW | NEEDS_WRITE, dossier_edit },
	{ "history", "y", N_("History: who did what to this file"), NEEDS_ROW, dossier_history },
	{ NULL, NULL, NULL, 0, NULL }
};
/* clang-format on */

const struct screen screen_builder = {
	.name = "builder",
	.title = N_("List builder"),
	.help = N_("Left what is tagged and waits in the group of the list (o: "
	    "what is on it), right the list with its totals and conflicts."),
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
	.status = status,
	.marked = marked_sum,
	.empty = N_("Nothing is waiting for this list: tag files of its group "
	    "first (F2 on the files). o shows what is on the list."),
};

bool builder_open(struct ui *ui, const char *list, struct err *err)
{
	struct pool pool = { 0 };
	const char *word = pool_copy(&pool, list);
	bool good = ui_open(ui, "builder", 0, err);

	if (good) {
		struct builder *b = data_of(ui->top);

		ui->top->word = pool_copy(&ui->top->own, word);
		ui->top->pane = ui->cols < 110;
		view_load(ui->top);
		/* With nothing to draw up the list itself is what to see. */
		if (ui->top->list.count == 0 || (b->v.state != NULL &&
		    strcmp(b->v.state, "draft") != 0)) {
			b->listed = true;
			view_load(ui->top);
		}
	}
	pool_free(&pool);
	return good;
}
