/* What the list of files shows, kept under a name, and as a file. */
#include "dossier_ui.h"

#include "dossier_list.h"

#include "filter.h"
#include "fonds.h"
#include "prompt.h"
#include "search.h"
#include "task.h"

#include <string.h>

static void keep_done(struct view *view, const char *text)
{
	struct ui *ui = view->ui;
	struct err err = { 0 };

	if (text[0] == '\0')
		return;
	if (filter_save(ui->app->db, text, dossiers_words(view), &err))
		ui_say(ui, STYLE_GOOD, _("Kept: filter:%s"), search_word(
		    &ui->frame, text));
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
