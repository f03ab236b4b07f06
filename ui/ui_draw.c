/* The frame of a screen: title, heads, list or text, pane, status, keys. */
#include "ui.h"

#include "keys.h"
#include "listing.h"
#include "task.h"

#include "progress.h"

#include <stdio.h>
#include <string.h>

enum { LEAST_ROWS = 24, LEAST_COLS = 80, PANE_FROM = 110 };

/* From 15 November on every screen says that the annual report is due. */
static const char *reminder(struct ui *ui)
{
	struct err ignored = { 0 };
	const char *text = "";

	if (!ui->reminded && ui->app->db != NULL) {
		ui->reminded = true;
		(void)!progress_reminder(ui->app->db, &ui->frame, &text,
		    &ignored);
		snprintf(ui->reminder, sizeof(ui->reminder), "%.79s", text);
	}
	return ui->reminder;
}

static void draw_title(struct view *view)
{
	struct ui *ui = view->ui;
	struct pool *pool = &ui->frame;
	const struct list *list = &view->list;
	const char *subject = view->screen->subject == NULL ? "" :
	    view->screen->subject(view);
	const char *right = "", *title;
	int width;

	title = pool_printf(pool, " bansao %s %s%s%s", tty_is_ascii(ui->term) ?
	    "|" : "│", _(view->screen->title), subject[0] == '\0' ? "" : ": ",
	    text_safe(pool, subject));
	if (view->screen->columns != NULL && list->count > 0)
		right = pool_printf(pool, "%lld/%lld ",
		    (long long)list->cursor + 1, (long long)list->count);
	else if (view->screen->columns == NULL &&
	    view->page.count > view->page.height)
		right = pool_printf(pool, "%d%% ", (view->page.first +
		    view->page.height) * 100 / view->page.count > 100 ? 100 :
		    (view->page.first + view->page.height) * 100 /
		    view->page.count);
	if (task_running(ui) > 0)
		right = pool_printf(pool, _("%d jobs running  %s"),
		    task_running(ui), right);
	/* The reminder stands on every screen, what this one shows does not. */
	if (reminder(ui)[0] != '\0' && text_width(title) + 4 +
	    text_width(reminder(ui)) + text_width(right) < ui->cols)
		right = pool_printf(pool, "%s  %s", reminder(ui), right);
	/* A title that is cut does not run into it. */
	if (right[0] != '\0')
		right = pool_printf(pool, "  %s", right);
	width = text_width(right);
	tty_put(ui->term, 0, 0, ui->cols - width, STYLE_BAR, text_fit(pool,
	    title, ui->cols - width, TEXT_LEFT, tty_is_ascii(ui->term)));
	tty_put(ui->term, 0, ui->cols - width, width, STYLE_BAR, right);
}

static void draw_heads(struct view *view, int width)
{
	struct ui *ui = view->ui;
	int fixed = 0, col = 2;

	for (const struct column *c = view->screen->columns; c->title; c++)
		if (width >= c->from)
			fixed += c->width + 1;
	tty_put(ui->term, 1, 0, 2, STYLE_TEXT, "");
	for (const struct column *c = view->screen->columns; c->title; c++) {
		int cells = c->width == 0 ? width - 2 - fixed : c->width;

		if (width < c->from || cells <= 0)
			continue;
		if (cells > width - col)
			cells = width - col;
		tty_put(ui->term, 1, col, cells, STYLE_HEAD, text_fit(
		    &ui->frame, _(c->title), cells, c->align,
		    tty_is_ascii(ui->term)));
		col += cells;
		if (col < width)
			tty_put(ui->term, 1, col++, 1, STYLE_TEXT, "");
	}
	if (col < width)
		tty_put(ui->term, 1, col, width - col, STYLE_TEXT, "");
}

static int put_key(struct view *view, int col, int end,
    const struct action *action)
{
	struct ui *ui = view->ui;
	const char *key = key_first(&ui->frame, action_keys_here(view, action));
	const char *label = _(action->label);
	int width = text_width(key) + text_width(label) + 1;

	if (col + width > end)
		return col;
	col = tty_put(ui->term, ui->rows - 1, col, -1, STYLE_KEY, key);
	col = tty_put(ui->term, ui->rows - 1, col, -1, STYLE_TEXT, " ");
	col = tty_put(ui->term, ui->rows - 1, col, -1, STYLE_TEXT, label);
	width = ui->cols - col < 2 ? ui->cols - col : 2;
	return tty_put(ui->term, ui->rows - 1, col, width, STYLE_TEXT, "");
}

/* Help, menu and the way out always fit; between them those of the screen. */
static void draw_keys(struct view *view)
{
	const struct action *tables[4], *quit = NULL;
	struct ui *ui = view->ui;
	int col = 1, end = ui->cols;

	view_tables(view, tables);
	tty_put(ui->term, ui->rows - 1, 0, 1, STYLE_TEXT, "");
	for (const struct action *a = global_actions; a->name != NULL; a++)
		if (a->label != NULL && strcmp(a->name, "quit") == 0)
			quit = a;
		else if (a->label != NULL)
			col = put_key(view, col, end, a);
	if (quit != NULL)
		end -= text_width(key_first(&ui->frame, action_keys_here(view,
		    quit))) + text_width(_(quit->label)) + 4;
	for (int t = 0; tables[t] != NULL && tables[t] != global_actions; t++)
		for (const struct action *a = tables[t]; a->name; a++)
			if (a->label != NULL && ((a->needs & NEEDS_WRITE) == 0
			    || !ui->read_only))
				col = put_key(view, col, end, a);
	if (quit != NULL)
		col = put_key(view, col, ui->cols, quit);
	if (col < ui->cols)
		tty_put(ui->term, ui->rows - 1, col, ui->cols - col,
		    STYLE_TEXT, "");
}

static void draw_status(struct view *view)
{
	struct ui *ui = view->ui;
	const char *text = ui->message;
	enum style style = ui->message_style;

	if (text == NULL) {
		style = STYLE_STRONG;
		text = view->screen->status != NULL ?
		    text_safe(&ui->frame, view->screen->status(view)) :
		    view->screen->listing != NULL ? listing_status(view) : "";
		if (text[0] == '\0' && view->list.marks.count > 0)
			text = pool_printf(&ui->frame, ngettext(
			    "%lld row marked", "%lld rows marked",
			    (long long)view->list.marks.count),
			    (long long)view->list.marks.count);
	}
	tty_put(ui->term, ui->rows - 2, 0, 1, STYLE_TEXT, "");
	/* Not filled up: blanks with a look are sent one by one. */
	if (text_width(text) >= ui->cols - 1)
		text = text_fit(&ui->frame, text, ui->cols - 1, TEXT_LEFT,
		    tty_is_ascii(ui->term));
	tty_put(ui->term, ui->rows - 2, 1, ui->cols - 1, style, text);
}

/* Width of the list where a pane stands beside it, else the whole width. */
static int list_width(struct view *view)
{
	int cols = view->ui->cols;
	bool pane = view->screen->page != NULL &&
	    (cols >= PANE_FROM) != view->pane;

	return !pane ? cols : cols >= PANE_FROM ? cols * 11 / 20 :
	    view->screen->list_part != 0 ?
	    cols * view->screen->list_part / 100 : cols / 2;
}

static void draw_pane(struct view *view, int left)
{
	struct ui *ui = view->ui;
	struct err err = { 0 };
	struct page page;
	int height = ui->rows - 3;

	for (int row = 1; row <= height; row++)
		tty_put(ui->term, row, left, 1, STYLE_BOX,
		    tty_is_ascii(ui->term) ? "|" : "│");
	page_start(&page, &ui->frame, ui->cols - left - 1, height);
	if ((list_id(view) != 0 || view->screen->pane_always) &&
	    !view->screen->page(view, &page, list_id(view), &err))
		ui_fail(ui, &err);
	page_draw(ui->term, &page, 1, height, left + 1, ui->cols - left - 1);
}

void screen_draw(struct view *view, bool all)
{
	struct ui *ui = view->ui;

	if (!view->loaded)
		view_load(view);
	if (view->screen->columns != NULL) {
		int width = list_width(view);

		if (all)
			draw_heads(view, width);
		list_draw(view, 2, ui->rows - 4, 0, width, all);
		if (width < ui->cols)
			draw_pane(view, width);
	} else {
		view->page.height = ui->rows - 3;
		page_draw(ui->term, &view->page, 1, ui->rows - 3, 0, ui->cols);
	}
	draw_title(view);
	draw_status(view);
	if (all)
		draw_keys(view);
}

static void draw_small(struct ui *ui)
{
	struct page page;

	tty_clear(ui->term);
	page_start(&page, &ui->frame, ui->cols, ui->rows);
	page_line(&page);
	page_wrap(&page, 0, STYLE_TEXT, pool_printf(&ui->frame,
	    _("The screens need %d x %d; this terminal is %d x %d. Make it "
	    "larger, or use the command line (bansao --help)."), LEAST_COLS,
	    LEAST_ROWS, ui->cols, ui->rows));
	page_draw(ui->term, &page, 0, ui->rows, 0, ui->cols);
	tty_cursor(ui->term, -1, 0);
}

static void draw_from(struct view *view, bool all)
{
	if (view->face->overlay && all && view->below != NULL)
		draw_from(view->below, all);
	view->face->draw(view, all);
}

/* A whole picture is of one moment, and its thirty questions cost one look at
 * the file; a few rows have few. */
static bool one_moment(const struct ui *ui)
{
	struct err ignored = { 0 };

	return ui->all && ui->app->db != NULL &&
	    !db_in_transaction(ui->app->db) &&
	    db_read_begin(ui->app->db, &ignored);
}

void ui_draw(struct ui *ui)
{
	struct view *view = ui->top;
	bool begun;

	pool_reset(&ui->frame);
	if (view == NULL)
		return;
	if (ui->rows < LEAST_ROWS || ui->cols < LEAST_COLS) {
		draw_small(ui);
		ui->all = true;
		return;
	}
	begun = one_moment(ui);
	/* What stands below an overlay may have moved (searching). */
	if (view->face->overlay && !ui->all && view->below != NULL)
		draw_from(view->below, false);
	draw_from(view, ui->all);
	if (begun)
		db_read_end(ui->app->db);
	ui->all = false;
}
