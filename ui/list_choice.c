/* Onto which list: the drafts there are are offered for the marked files. */
#include "dossier_ui.h"
#include "listing.h"

#include "approval.h"
#include "command_form.h"
#include "fonds.h"
#include "number.h"

#include <string.h>

/* What is to be put on the list that is chosen; lives with the view. */
struct wish {
	struct view *view;
	int64_t *ids;
	size_t count;
	const char **codes;	/* of the drafts offered */
	int lists;
};

static void tell(struct ui *ui, const char *code,
    const struct tag_result *result)
{
	const char *text = pool_printf(&ui->frame,
	    _("List %s: %s files put on it, %s refused%s%s"), code,
	    number_text(&ui->frame, result->tagged),
	    number_text(&ui->frame, result->refused),
	    result->shown_count > 0 ? ": " : "",
	    result->shown_count > 0 ? pool_printf(&ui->frame, "%s %s: %s",
	    result->shown[0].code, result->shown[0].rule,
	    result->shown[0].text) : "");

	/* Why something was refused is not cut off. */
	if (result->refused > 0 && text_width(text) > ui->cols - 2)
		ui_tell(ui, _("Some were refused"), text);
	else
		ui_say(ui, result->refused > 0 ? STYLE_WARN : STYLE_GOOD, "%s",
		    text);
}

/* The form of a new list, with the fonds of what goes on it, and the group
 * where it is the same. */
static bool new_list(struct ui *ui, const struct wish *w, struct err *err)
{
	struct pool *pool = &ui->frame;
	struct dossier d;
	struct fonds fonds;
	struct group group;
	bool same = true;
	const char *path = "";
	const char *options[] = { "--fonds", "", "--group", "", NULL };

	if (!dossier_get(ui->app->db, w->ids[0], pool, &d, err) ||
	    !fonds_get(ui->app->db, d.fonds_id, pool, &fonds, err))
		return false;
	for (size_t i = 1; i < w->count && same; i++) {
		struct dossier other;

		if (!dossier_get(ui->app->db, w->ids[i], pool, &other, err))
			return false;
		same = other.grp_id == d.grp_id;
	}
	for (int64_t id = same ? d.grp_id : 0; id != 0; id = group.parent_id) {
		if (!group_get(ui->app->db, id, pool, &group, err))
			return false;
		path = pool_printf(pool, "%s%s%s", group.title,
		    path[0] == '\0' ? "" : "/", path);
	}
	options[1] = fonds.code;
	options[3] = path[0] == '\0' && same ? "." : path;
	return command_form_by_name(ui, "selection new", NULL, options, err);
}

static void chosen(struct ui *ui, void *to, int index)
{
	struct wish *w = to;
	struct tag_result result;
	struct err err = { 0 };

	if (index >= w->lists) {
		if (!new_list(ui, w, &err))
			ui_fail(ui, &err);
		return;
	}
	if (!list_add(ui->app->db, w->codes[index], w->ids, w->count,
	    w->count > 1, &ui->frame, &result, &err)) {
		ui_fail(ui, &err);
		return;
	}
	list_unmark_all(w->view);
	tell(ui, w->codes[index], &result);
	ui_reload(ui);
}

static bool offer(struct ui *ui, int64_t id, struct wish *w,
    struct choice *choices, int room, struct err *err)
{
	struct pool *pool = &ui->frame;
	struct version_total total;
	struct group group = { .title = "" };
	struct fonds fonds;
	struct selection s;
	struct version v;

	if (w->lists == room)
		return true;
	if (!selection_get(ui->app->db, id, pool, &s, err) ||
	    !version_get(ui->app->db, id, 0, pool, &v, err))
		return false;
	if (strcmp(v.state, "draft") != 0)
		return true;
	if (!fonds_get(ui->app->db, s.fonds_id, pool, &fonds, err) ||
	    (s.grp_id != 0 && !group_get(ui->app->db, s.grp_id, pool, &group,
	    err)) || !version_sum(ui->app->db, v.id, &total, err))
		return false;
	w->codes[w->lists] = pool_copy(&w->view->own, s.code);
	choices[w->lists++] = (struct choice){ s.code, pool_printf(pool,
	    _("%s: %s %s; %s files, %s A4 pages"), s.code, fonds.code,
	    group.title, number_text(pool, total.dossiers),
	    number_text(pool, total.a4)) };
	return true;
}

enum { MOST_LISTS = 60 };

bool dossier_list_on(struct view *view, struct err *err)
{
	struct ui *ui = view->ui;
	struct wish *w = pool_alloc(&view->own, sizeof(*w));
	struct choice choices[MOST_LISTS + 1];
	int64_t *ids, *lists;
	size_t count;

	if (!ui_dossiers(view, &ids, &w->count, err) ||
	    !selection_drafts(ui->app->db, &ui->frame, &lists, &count, err))
		return false;
	w->view = view;
	w->ids = pool_array(&view->own, w->count, sizeof(*ids));
	memcpy(w->ids, ids, w->count * sizeof(*ids));
	w->codes = pool_array(&view->own, MOST_LISTS, sizeof(*w->codes));
	for (size_t i = 0; i < count; i++)
		if (!offer(ui, lists[i], w, choices, MOST_LISTS, err))
			return false;
	choices[w->lists] = (struct choice){ "", _("a new list ...") };
	choose(ui, pool_printf(&ui->frame, ngettext("%lld file onto the list",
	    "%lld files onto the list", (long long)w->count),
	    (long long)w->count), choices, w->lists + 1, 0, chosen, w);
	return true;
}
