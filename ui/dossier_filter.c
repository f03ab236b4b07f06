/* What the list of files shows: chosen, kept under a name, and as a file. */
#include "dossiers_inside.h"

#include "filter.h"
#include "fonds.h"
#include "form.h"
#include "pick.h"
#include "prompt.h"
#include "search.h"
#include "task.h"
#include "workflow.h"

#include <stdlib.h>
#include <string.h>

static void keep_done(struct view *view, const char *text)
{
	struct ui *ui = view->ui;
	struct err err = { 0 };

	if (text[0] == '\0')
		return;
	if (filter_save(ui->app->db, text, dossiers_words(view), &err))
		ui_say(ui, STYLE_GOOD, _("The filter is kept as \"%s\"; "
		    "W opens it again"), text);
	else
		ui_fail(ui, &err);
}

bool dossier_keep_filter(struct view *view, struct err *err)
{
	static const struct prompt prompt = {
		.label = N_("Keep this filter under the name"),
		.done = keep_done,
	};

	if (dossiers_words(view)[0] == '\0')
		return err_set(err, ERR_USAGE,
		    _("There is no filter to keep: f makes one"));
	prompt_open(view->ui, &prompt, "");
	return true;
}

/* The names that are offered; they live with the view. */
struct offer {
	struct view *view;
	struct saved_filter *filters;
};

static void chosen(struct ui *ui, void *to, int index)
{
	struct offer *offer = to;

	dossiers_search(offer->view, pool_printf(&ui->frame, "filter:%s",
	    search_word(&ui->frame, offer->filters[index].name)));
}

bool dossier_saved_filters(struct view *view, struct err *err)
{
	struct offer *offer = pool_alloc(&view->own, sizeof(*offer));
	struct choice *choices;
	size_t count;

	offer->view = view;
	if (!filter_list(view->ui->app->db, &view->own, &offer->filters,
	    &count, err))
		return false;
	if (count == 0)
		return err_set(err, ERR_MISSING, _("No filter is kept yet: f "
		    "filters, w keeps the filter under a name"));
	choices = pool_array(&view->own, count, sizeof(*choices));
	for (size_t i = 0; i < count; i++)
		choices[i] = (struct choice){ offer->filters[i].name,
		    pool_printf(&view->own, "%s: %s", offer->filters[i].name,
		    offer->filters[i].search) };
	choose(view->ui, _("Filters that are kept"), choices, (int)count, 0,
	    chosen, offer);
	return true;
}

/* --- as a file --------------------------------------------------------------------- */

/* Titles from the top, as --group takes them. */
static const char *group_path(struct ui *ui, int64_t id, struct err *err)
{
	const char *path = "";

	while (id != 0) {
		struct group g;

		if (!group_get(ui->app->db, id, &ui->frame, &g, err))
			return "";
		path = path[0] == '\0' ? g.title : pool_printf(&ui->frame,
		    "%s/%s", g.title, path);
		id = g.parent_id;
	}
	return path;
}

static bool export_to(struct view *view, const char *path, struct err *err)
{
	const struct dossier_filter *f = dossiers_filter(view);
	struct ui *ui = view->ui;
	const char *words[16] = { "dossier", "list", "--sort", f->sort, "-o",
	    path };
	int at = 6;
	struct fonds fonds;

	if (dossiers_words(view)[0] != '\0') {
		words[at++] = "--search";
		words[at++] = dossiers_words(view);
	}
	if (f->fonds_id != 0) {
		if (!fonds_get(ui->app->db, f->fonds_id, &ui->frame, &fonds,
		    err))
			return false;
		words[at++] = "--fonds";
		words[at++] = fonds.code;
	}
	if (f->grp_id != 0) {
		words[at++] = "--group";
		words[at++] = group_path(ui, f->grp_id, err);
	}
	return err->kind == ERR_NONE && task_command(ui, _("Files as a list"),
	    words, false, err);
}

static void export_done(struct view *view, const char *text)
{
	struct err err = { 0 };

	if (text[0] != '\0' && !export_to(view, text, &err))
		ui_fail(view->ui, &err);
}

bool dossier_export(struct view *view, struct err *err)
{
	static const struct prompt prompt = {
		.label = N_("What is shown, into the file (.xlsx .csv .json "
		    ".html .odt .txt)"),
		.done = export_done,
	};

	(void)err;
	prompt_open(view->ui, &prompt, "");
	return true;
}

/* --- choosing what is shown ------------------------------------------------------ */

static bool filter_done(struct ui *ui, struct form *form, struct err *err)
{
	struct view *view = form_to(form);
	struct dossiers *d = view->data;
	int64_t year = 0;

	(void)err;
	(void)ui;
	snprintf(d->search, sizeof(d->search), "%s", form_get(form, "search"));
	d->filter.criterion = atoi(form_get(form, "criterion"));
	d->filter.state = form_get(form, "state")[0] == '\0' ? -1 :
	    atoi(form_get(form, "state"));
	d->filter.year = form_number(form, "year", &year) ? year : 0;
	list_unmark_all(view);
	view_load(view);
	list_go(view, 0);
	return true;
}

bool dossiers_ask_filter(struct view *view, struct err *err)
{
	struct dossiers *d = dossiers_of(view);
	struct pool *pool = &view->ui->frame;
	struct choice states[STATES + 1] = { { "", _("(any)") } };
	struct choice criteria[6] = { { "", _("(any)") } };
	struct form_field fields[] = {
		{ "search", _("Words"), FORM_TEXT, .length = 190, .help =
		    _("In title, code, persons, notes; without diacritics "
		    "finds with") },
		{ "criterion", _("Criterion"), FORM_CHOICE,
		    .choices = criteria, .choice_count = 6 },
		{ "state", _("State"), FORM_CHOICE, .choices = states,
		    .choice_count = STATES + 1 },
		{ "year", _("Year"), FORM_NUMBER, .help =
		    _("Files with records of this year") },
	};
	struct form *form;

	(void)err;
	for (int i = 0; i < STATES; i++)
		states[i + 1] = (struct choice){ pool_printf(pool, "%d", i),
			state_name(i) };
	for (int i = 1; i <= 5; i++)
		criteria[i] = (struct choice){ pool_printf(pool, "%d", i),
			pool_printf(pool, "TC%d", i) };
	form = form_open(view->ui, &(struct form_plan){
	    .title = _("Filter"), .fields = fields, .count = COUNT(fields),
	    .done = filter_done, .to = view });
	form_set(form, "search", d->search);
	if (d->filter.criterion != 0)
		form_set(form, "criterion", pool_printf(pool, "%lld",
		    (long long)d->filter.criterion));
	if (d->filter.state >= 0)
		form_set(form, "state", pool_printf(pool, "%lld",
		    (long long)d->filter.state));
	if (d->filter.year != 0)
		form_set(form, "year", pool_printf(pool, "%lld",
		    (long long)d->filter.year));
	return true;
}

bool dossiers_unfilter(struct view *view, struct err *err)
{
	struct dossiers *d = dossiers_of(view);

	(void)err;
	d->search[0] = '\0';
	d->filter.criterion = d->filter.year = 0;
	d->filter.state = -1;
	d->sort = 0;
	view_load(view);
	return true;
}

static void sort_done(struct ui *ui, void *to, int index)
{
	struct view *view = to;

	(void)ui;
	dossiers_of(view)->sort = index;
	view_load(view);
}

bool dossiers_sort(struct view *view, struct err *err)
{
	const struct choice choices[] = {
		{ "code", _("by code (order of the shelf)") },
		{ "title", _("by title") }, { "year", _("by year") },
		{ "pages", _("by pages, the most first") },
		{ "state", _("by state") },
	};

	(void)err;
	choose(view->ui, _("Sort"), choices, COUNT(choices),
	    dossiers_of(view)->sort, sort_done, view);
	return true;
}

/* Marks what a mask or a range of codes names, and is in the list. */
static void mask_done(struct view *view, const char *text)
{
	const char *word = text;
	struct pick pick = { .words = &word, .word_count = 1,
		.filter = { .state = -1 } };
	struct dossiers *d = dossiers_of(view);
	struct marks here = { 0 };
	struct err err = { 0 };
	int64_t *found;
	size_t count, marked = 0;

	if (text[0] == '\0')
		return;
	if (!pick_ids(view->ui->app->db, &pick, &view->ui->frame, &found,
	    &count, &err)) {
		ui_fail(view->ui, &err);
		return;
	}
	for (int64_t i = 0; d->filtered && i < d->count; i++)
		marks_set(&here, d->ids[i], true);
	for (size_t i = 0; i < count; i++)
		if (!d->filtered || marks_has(&here, found[i]))
			marked += marks_set(&view->list.marks, found[i], true);
	marks_clear(&here);
	view->list.fresh = false;
	if (marked == 0)
		ui_say(view->ui, STYLE_WARN, _("Not found"));
}

bool dossiers_mark_mask(struct view *view, struct err *err)
{
	static const struct prompt prompt = {
		.label = N_("Mark by mask or range (H10.01.*, A..B)"),
		.done = mask_done,
	};

	(void)err;
	prompt_open(view->ui, &prompt, "");
	return true;
}
