/* What is marked, and what a list holds, added up and in words: the line above
 * the keys. */
#include "dossier_ui.h"

#include "fonds.h"
#include "number.h"
#include "pick.h"

#include <stdio.h>
#include <string.h>

static bool is_tree(const struct view *view)
{
	return strcmp(view->screen->name, "home") == 0;
}

/* A mark more or less changes the sum that is there. A marked group stands for
 * all files in it, marked or not: then it is added up anew. */
bool marked_sum(struct view *view, int64_t id, int by, struct err *err)
{
	struct pick_total one;

	if (view->sum_of != view->list.marks.version - 1 ||
	    (is_tree(view) && (id & 3) != TREE_DOSSIER))
		return true;
	id = is_tree(view) ? id >> 2 : id;
	if (!pick_sum(view->ui->app->db, &id, 1, &one, err))
		return false;
	view->sum.dossiers += by * one.dossiers;
	view->sum.papers += by * one.papers;
	view->sum.pages += by * one.pages;
	view->sum.a4 += by * one.a4;
	view->sum_of = view->list.marks.version;
	return true;
}

static bool has_groups(const struct view *view)
{
	const struct marks *marks = &view->list.marks;

	for (size_t i = 0; is_tree(view) && i < marks->room; i++)
		if (marks->slots[i] != 0 &&
		    (marks->slots[i] & 3) != TREE_DOSSIER)
			return true;
	return false;
}

static bool add_up(struct view *view, struct err *err)
{
	int64_t *ids;
	size_t count;

	if (view->sum_of == view->list.marks.version)
		return true;
	if (!ui_dossiers(view, &ids, &count, err) ||
	    !pick_sum(view->ui->app->db, ids, count, &view->sum, err))
		return false;
	view->sum_of = has_groups(view) ? -1 : view->list.marks.version;
	return true;
}

const char *marked_words(struct view *view, struct err *err)
{
	struct pool *pool = &view->ui->frame;
	int64_t year = 0, target;

	if (view->total_of == view->list.marks.version &&
	    view->total[0] != '\0')
		return view->total;
	if (!add_up(view, err) ||
	    !pick_target(view->ui->app->db, &year, &target, err))
		return "";
	/* What the target counts comes first: it must show at 80 columns. */
	snprintf(view->total, sizeof(view->total), _("Marked %s files: %s A4 = "
	    "%s of %s (%lld); %s pages, %s sheets"),
	    number_text(pool, view->sum.dossiers),
	    number_text(pool, view->sum.a4),
	    number_percent(pool, view->sum.a4, target),
	    number_text(pool, target), (long long)year,
	    number_text(pool, view->sum.pages),
	    number_text(pool, view->sum.papers));
	view->total_of = view->list.marks.version;
	return view->total;
}

const char *words_of_total(struct pool *pool, const struct total *t)
{
	return pool_printf(pool, ngettext("In all: %s file, %s pages, %s A4 "
	    "scanned; %s passed inspection", "In all: %s files, %s pages, %s "
	    "A4 scanned; %s passed inspection", (long long)t->dossiers),
	    number_text(pool, t->dossiers), number_text(pool, t->pages),
	    number_text(pool, t->a4), number_text(pool, t->passed));
}

const char *held_words(struct db *db, struct pool *pool, const int64_t *ids,
    int64_t count, struct err *err)
{
	enum { MOST = 5000 };	/* some milliseconds */
	struct pick_total t;

	if (count > MOST)
		return pool_printf(pool, _("In all: %s files"), number_text(
		    pool, count));
	if (!pick_sum(db, ids, (size_t)count, &t, err))
		return "";
	return pool_printf(pool, ngettext("In all: %s file, %s A4; %s pages, "
	    "%s sheets", "In all: %s files, %s A4; %s pages, %s sheets",
	    (long long)t.dossiers), number_text(pool, t.dossiers),
	    number_text(pool, t.a4),
	    number_text(pool, t.pages), number_text(pool, t.papers));
}
