/* The append-only record: all of it, or the history of one file. */
#include "ui.h"

#include "audit.h"
#include "clock.h"
#include "db.h"
#include "dossier.h"
#include "task.h"

#include <string.h>

enum { MOST_ROWS = 2000 };

struct audit_data {
	struct audit_row *rows;
	size_t count;
};

static bool load(struct view *view, struct err *err)
{
	struct audit_data *d = pool_alloc(&view->pool, sizeof(*d));
	int64_t *ids;

	view->data = d;
	list_set(view, NULL, 0);
	if (!audit_list(view->ui->app->db, view->arg, 0, MOST_ROWS,
	    &view->pool, &d->rows, &d->count, err))
		return false;
	ids = pool_array(&view->pool, d->count + 1, sizeof(*ids));
	for (size_t i = 0; i < d->count; i++)
		ids[i] = d->rows[i].seq;
	list_set(view, ids, (int64_t)d->count);
	return true;
}

static bool row(struct view *view, int64_t id, struct err *err)
{
	struct audit_data *d = view->data;

	for (size_t i = 0; i < d->count; i++)
		if (d->rows[i].seq == id) {
			view->row = &d->rows[i];
			return true;
		}
	return err_set(err, ERR_MISSING, _("This row is gone"));
}

/* An undo repeats the words of what it undoes. */
static const char *what(struct pool *pool, const struct audit_row *r)
{
	if (strcmp(r->action, "undo") == 0)
		return pool_printf(pool, _("Undone: %s"), r->summary);
	if (strcmp(r->action, "redo") == 0)
		return pool_printf(pool, _("Done again: %s"), r->summary);
	return r->summary;
}

static const char *cell(struct view *view, int column, enum style *style)
{
	const struct audit_row *r = view->row;
	char when[CLOCK_TEXT];

	(void)style;
	switch (column) {
	case 0:
		return pool_printf(&view->ui->frame, "%lld",
		    (long long)r->seq);
	case 1:
		clock_local(r->at, when);
		return pool_copy(&view->ui->frame, when);
	case 2:
		return r->user;
	case 3:
		return r->subject;
	default:
		return what(&view->ui->frame, r);
	}
}

static bool change_line(void *to, const struct db_change *change)
{
	struct page *page = to;

	page_line(page);
	page_at(page, 1, STYLE_DIM, "%s %s:", change->table, change->column);
	page_wrap(page, 3, STYLE_BAD, pool_printf(page->pool, "- %s",
	    change->before == NULL ? "" : change->before));
	page_wrap(page, 3, STYLE_GOOD, pool_printf(page->pool, "+ %s",
	    change->after == NULL ? "" : change->after));
	return page->count < 500;
}

static bool page(struct view *view, struct page *page, int64_t id,
    struct err *err)
{
	const struct audit_row *r;

	if (!row(view, id, err))
		return false;
	r = view->row;
	page_line(page);
	page_wrap(page, 1, STYLE_STRONG, what(page->pool, r));
	page_pair(page, _("Who"), STYLE_TEXT, pool_printf(page->pool,
	    "%s (uid %lld), %s", r->user, (long long)r->uid, r->host));
	page_pair(page, _("When (UTC)"), STYLE_TEXT, r->at);
	if (r->note[0] != '\0')
		page_pair(page, _("Reason"), STYLE_TEXT, r->note);
	page_pair(page, _("Hash"), STYLE_DIM, r->hash);
	page_head(page, _("Before and after"));
	return audit_changes(view->ui->app->db, id, change_line, page, err);
}

static bool open_row(struct view *view, struct err *err)
{
	(void)err;
	view->pane = !view->pane;
	view->ui->all = true;
	return true;
}

static bool verify(struct view *view, struct err *err)
{
	static const char *const words[] = { "audit", "verify", NULL };

	return task_command(view->ui, _("audit verify"), words, true, err);
}

static const char *subject(struct view *view)
{
	struct dossier_row d;
	struct err err = { 0 };

	return view->arg != 0 && dossier_row(view->ui->app->db, view->arg,
	    &view->ui->frame, &d, &err) ? d.code : "";
}

/* clang-format off */
static const struct column columns[] = {
	{ N_("No."), 6, TEXT_RIGHT, 0 },
	{ N_("When"), 16, TEXT_LEFT, 0 },
	{ N_("Who"), 10, TEXT_LEFT, 60 },
	{ N_("Subject"), 16, TEXT_LEFT, 100 },
	{ N_("What"), 0, TEXT_LEFT, 0 },
	{ NULL, 0, TEXT_LEFT, 0 }
};

static const struct action actions[] = {
	{ "open", "Enter Right l F3", N_("Every value before and after, beside the list"), NEEDS_ROW, open_row, N_("Values") },
	{ "verify", "v", N_("Follow the chain from the first row to the last"), 0, verify, N_("Verify") },
	{ NULL, NULL, NULL, 0, NULL }
};
/* clang-format on */

const struct screen screen_audit = {
	.name = "audit",
	.title = N_("History"),
	.help = N_("Who did what and when, the newest first. Nothing is ever "
	    "removed; each row carries the hash of the one before."),
	.columns = columns,
	.actions = actions,
	.load = load,
	.row = row,
	.cell = cell,
	.page = page,
	.subject = subject,
	.empty = N_("Nothing has been done yet. :import takes in an inventory; "
	    "every change is then told here."),
};
