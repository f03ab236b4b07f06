/* The list of files: all of them, of a place, or what a filter leaves. */
#include "dossiers_inside.h"

#include "fonds.h"
#include "number.h"
#include "search.h"
#include "workflow.h"

#include <stdlib.h>
#include <string.h>

static const char *const sorts[] = { "code", "title", "year", "pages",
	"state" };

struct dossiers *dossiers_of(struct view *view)
{
	if (view->data == NULL) {
		struct dossiers *d = pool_alloc(&view->own, sizeof(*d));

		d->filter.state = -1;
		d->subject = "";
		view->data = d;
	}
	return view->data;
}

/* --- rows ----------------------------------------------------------------------- */

static bool keep(void *to, int64_t id, struct err *err)
{
	struct dossiers *d = to;

	(void)err;
	if (d->ids == NULL || d->count == d->room) {
		d->room = d->room == 0 ? 1024 : d->room * 2;
		d->ids = must_realloc(d->ids, (size_t)d->room * sizeof(*d->ids));
	}
	d->ids[d->count++] = id;
	return true;
}

/* How many there are without the filter; the sums come with it. */
static bool count_all(struct view *view, struct err *err)
{
	struct dossiers *d = dossiers_of(view);
	struct db *db = view->ui->app->db;
	struct total t;

	if (d->place.fonds_id != 0)
		return dossier_window_count(db, &d->place, &d->all, err);
	if (!catalogue_total(db, &t, err))
		return false;
	d->all = t.dossiers;
	if (!d->filtered && d->all > 0)
		d->total = words_of_total(&view->pool, &t);
	return true;
}

static bool load(struct view *view, struct err *err)
{
	struct dossiers *d = dossiers_of(view);
	const struct dossier_filter *f = &d->filter;
	struct db *db = view->ui->app->db;
	struct dossier_filter typed;

	/* A place without groups below it is read in windows. */
	d->filtered = (d->place.fonds_id == 0 && (f->fonds_id != 0 ||
	    f->grp_id != 0)) || f->criterion != 0 || f->state >= 0 ||
	    f->year != 0 ||
	    d->search[0] != '\0' || d->sort != 0;
	d->total = NULL;
	if (!count_all(view, err))
		return false;
	d->steps.count = 0;
	if (!d->filtered) {
		list_source(view, d->all);
		return true;
	}
	d->count = 0;
	typed = d->filter;
	typed.sort = sorts[d->sort];
	if (!search_fill(db, d->search, &view->pool, &typed, err) ||
	    !dossier_each(db, &typed, keep, d, err))
		return false;
	if (d->ids == NULL)
		keep(d, 0, err), d->count = 0;
	list_set(view, d->ids, d->count);
	return true;
}

static bool ids(struct view *view, int64_t first, int count, int64_t *to,
    struct err *err)
{
	struct dossiers *d = dossiers_of(view);
	const struct list *list = &view->list;
	int64_t near = 0, index = 0;

	for (int i = 0; i < list->window_count; i++)
		if (list->window[i] != 0 && (near == 0 ||
		    llabs(list->window_first + i - first) < llabs(index -
		    first))) {
			near = list->window[i];
			index = list->window_first + i;
		}
	dossier_steps_near(&d->steps, first, &near, &index);
	return dossier_window_ids(view->ui->app->db, &d->place, d->all, first,
	    count, near, index, to, err);
}

static bool idle(struct view *view, bool *more, struct err *err)
{
	struct dossiers *d = dossiers_of(view);

	*more = false;
	return d->filtered || dossier_steps_find(view->ui->app->db, &d->place,
	    d->all, &d->steps, more, err);
}

static bool find(struct view *view, int64_t id, int64_t *index,
    struct err *err)
{
	struct dossiers *d = dossiers_of(view);

	*index = -1;
	if (!d->filtered)
		return dossier_window_find(view->ui->app->db, &d->place, id,
		    index, err);
	for (int64_t i = 0; i < d->count && *index < 0; i++)
		if (d->ids[i] == id)
			*index = i;
	return true;
}

static bool search(struct view *view, const char *needle, int64_t from,
    int by, int64_t *index, struct err *err)
{
	struct dossiers *d = dossiers_of(view);
	struct db *db = view->ui->app->db;
	int64_t id;

	*index = -1;
	if (!d->filtered) {
		id = list_at(view, from);
		return id == 0 || (dossier_window_search(db, &d->place, needle,
		    id, by, &id, err) && (id == 0 || dossier_window_find(db,
		    &d->place, id, index, err)));
	}
	for (int64_t i = from; i >= 0 && i < d->count && *index < 0; i += by) {
		struct pool pool = { 0 };
		struct dossier_row row;

		if (!dossier_row(db, d->ids[i], &pool, &row, err)) {
			pool_free(&pool);
			return false;
		}
		if (strstr(text_fold(&pool, row.title), needle) != NULL ||
		    strstr(text_fold(&pool, row.code), needle) != NULL)
			*index = i;
		pool_free(&pool);
	}
	return true;
}

static const char *cell(struct view *view, int column, enum style *style)
{
	const struct dossier_row *r = view->row;
	struct pool *pool = &view->ui->frame;

	switch (column) {
	case 0:
		return r->code;
	case 1:
		return r->title;
	case 2:
		return years_cell(pool, r->start_year, r->end_year);
	case 3:
		return criteria_cell(pool, r->criteria);
	case 4:
		return number_text(pool, pages_of(r->a4, r->a4_estimate));
	case 5:
		return r->scan_count == 0 ? "" : number_text(pool,
		    r->scan_count);
	case 6:
		*style = STYLE_BAD;
		return r->finding_count > 0 ? "!" : "";
	default:
		*style = state_style(r->state, r->hold);
		return r->hold ? _("On hold") : state_short(r->state);
	}
}

/* --- title and totals ------------------------------------------------------------- */

static const char *subject(struct view *view)
{
	struct dossiers *d = dossiers_of(view);
	const struct dossier_filter *f = &d->filter;
	struct pool *pool = &view->ui->frame;
	const char *text = d->subject;

	if (f->criterion != 0)
		text = pool_printf(pool, "%s TC%lld", text,
		    (long long)f->criterion);
	if (f->state >= 0)
		text = pool_printf(pool, "%s %s", text, state_name(f->state));
	if (f->year != 0)
		text = pool_printf(pool, "%s %lld", text, (long long)f->year);
	if (d->search[0] != '\0')
		text = pool_printf(pool, "%s \"%s\"", text, d->search);
	text += text[0] == ' ';
	if (d->filtered && (text != d->subject || d->sort != 0))
		text = pool_printf(pool, _("%s (of %s; F clears the filter)"),
		    text, number_text(pool, d->all));
	return text;
}

static const char *group_words(struct view *view, struct err *err)
{
	struct tally t;
	struct total total;

	if (!group_tally(view->ui->app->db, dossiers_of(view)->place.grp_id, &t,
	    err))
		return "";
	total = (struct total){ t.dossiers, t.pages, t.a4, 0 };
	for (int s = S7_PASSED; s <= S10_ACCEPTED; s++)
		total.passed += t.state[s];
	return words_of_total(&view->pool, &total);
}

static const char *status(struct view *view)
{
	struct dossiers *d = dossiers_of(view);
	struct err err = { 0 };
	const char *words = "";

	if (view->list.marks.count > 0)
		words = marked_words(view, &err);
	else if (d->total != NULL)
		words = d->total;
	else if (!d->filtered && d->place.grp_id != 0 && d->all > 0)
		words = d->total = group_words(view, &err);
	else if (d->filtered && d->count > 0)
		words = d->total = held_words(view->ui->app->db, &view->pool,
		    d->ids, d->count, &err);
	ui_fail(view->ui, &err);
	return words;
}

/* --- what is shown, in words ---------------------------------------------------------- */

const char *dossiers_words(struct view *view)
{
	struct dossiers *d = dossiers_of(view);
	const struct dossier_filter *f = &d->filter;
	struct pool *pool = &view->ui->frame;
	const char *text = d->search;

	if (f->year != 0)
		text = pool_printf(pool, "year:%lld %s", (long long)f->year,
		    text);
	if (f->state >= 0)
		text = pool_printf(pool, "state:%s %s", state_code(f->state),
		    text);
	if (f->criterion != 0)
		text = pool_printf(pool, "tc:%lld %s", (long long)f->criterion,
		    text);
	return text;
}

const struct dossier_filter *dossiers_filter(struct view *view)
{
	struct dossiers *d = dossiers_of(view);

	d->filter.sort = sorts[d->sort];
	return &d->filter;
}

void dossiers_search(struct view *view, const char *text)
{
	struct dossiers *d = dossiers_of(view);

	snprintf(d->search, sizeof(d->search), "%s", text);
	d->filter.criterion = d->filter.year = 0;
	d->filter.state = -1;
	list_unmark_all(view);
	view_load(view);
	list_go(view, 0);
}

/* --- leaving, coming -------------------------------------------------------------- */

static void close_list(struct view *view)
{
	if (view->data != NULL) {
		free(dossiers_of(view)->ids);
		free(dossiers_of(view)->steps.ids);
	}
}

bool dossiers_at(struct ui *ui, int64_t fonds, int64_t group,
    struct err *err)
{
	struct view *view;
	struct dossiers *d;
	struct fonds f;
	struct group g = { .fonds_id = fonds }, *below;
	size_t count;

	/* The place is part of what is asked: arg tells two of them apart. */
	if (!ui_open(ui, "dossiers", fonds << 32 ^ group, err))
		return false;
	view = ui->top;
	d = dossiers_of(view);
	d->filter.fonds_id = fonds;
	d->filter.grp_id = group;
	if (group != 0 && group_get(ui->app->db, group, &view->own, &g, err))
		d->subject = g.title;
	else if (fonds != 0 && fonds_get(ui->app->db, fonds, &view->own, &f,
	    err))
		d->subject = f.name;
	if (err->kind == ERR_NONE && g.fonds_id != 0 && group_children(
	    ui->app->db, g.fonds_id, group, &view->own, &below, &count, err) &&
	    count == 0)
		d->place = (struct dossier_place){ g.fonds_id, group };
	view_load(view);
	return err->kind == ERR_NONE;
}

/* clang-format off */
static const struct column columns[] = {
	{ N_("Code"), 16, TEXT_TAIL, 0 },
	{ N_("Title"), 0, TEXT_LEFT, 0 },
	{ N_("Years"), 9, TEXT_LEFT, 100 },
	{ N_("Crit."), 5, TEXT_LEFT, 0 },
	{ N_("A4 pages"), 8, TEXT_RIGHT, 0 },
	{ N_("Scans"), 8, TEXT_RIGHT, 110 },
	{ "!", 1, TEXT_LEFT, 0 },
	{ N_("State"), 15, TEXT_LEFT, 60 },
	{ NULL, 0, TEXT_LEFT, 0 }
};

static const struct action actions[] = {
	{ "open", "Enter Right l", N_("Open the file"), NEEDS_ROW, dossier_open },
	DOSSIER_ACTIONS,
	{ "mark-mask", "+ m", N_("Mark by a mask or a range of codes"), 0, dossiers_mark_mask },
	{ "filter", "f", N_("Filter by words, criterion, state, year"), 0, dossiers_ask_filter, N_("Filter") },
	{ "unfilter", "F", N_("Clear the filter"), 0, dossiers_unfilter },
	{ "filters", "W", N_("Choose a filter that is kept under a name"), 0, dossier_saved_filters },
	{ "keep-filter", "w", N_("Keep this filter under a name"), NEEDS_WRITE, dossier_keep_filter },
	{ "export", "x", N_("What is shown as a file: XLSX, CSV, JSON, HTML, ODT"), 0, dossier_export },
	{ "sort", "F6 o", N_("Sort"), 0, dossiers_sort, N_("Sort") },
	{ NULL, NULL, NULL, 0, NULL }
};
/* clang-format on */

const struct screen screen_dossiers = {
	.name = "dossiers",
	.title = N_("Files (hồ sơ)"),
	.help = N_("All files, or those of a place or a filter. Mark with "
	    "Space, tag what is marked with 1 to 5; the total of what is "
	    "marked and its share of the year stand at the bottom."),
	.columns = columns,
	.actions = actions,
	.load = load,
	.row = dossier_list_row,
	.cell = cell,
	.ids = ids,
	.idle = idle,
	.find = find,
	.search = search,
	.page = dossier_page,
	.subject = subject,
	.status = status,
	.marked = marked_sum,
	.empty = N_("No file here. F clears the filter; an inventory is "
	    "imported with :import."),
	.close = close_list,
};
