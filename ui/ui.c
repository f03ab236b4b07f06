#include "ui.h"

#include "keys.h"
#include "task.h"

#include "audit.h"
#include "conf.h"
#include "progress.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { LEAST_ROWS = 24, LEAST_COLS = 80, PANE_FROM = 110 };

void ui_start(struct ui *ui, struct app *app, struct tty *term)
{
	*ui = (struct ui){ .app = app, .term = term, .all = true };
	ui->read_only = app->db != NULL && db_read_only(app->db);
	if (app->db != NULL)
		ui->db_version = db_version(app->db);
	tty_size(term, &ui->rows, &ui->cols);
}

void ui_end(struct ui *ui)
{
	while (ui->top != NULL)
		ui_pop(ui);
	task_end_all(ui);
	pool_free(&ui->frame);
	pool_free(&ui->words);
}

void ui_size(struct ui *ui)
{
	tty_size(ui->term, &ui->rows, &ui->cols);
	for (struct view *view = ui->top; view != NULL; view = view->below) {
		view->list.fresh = false;
		if (view->screen != NULL && view->screen->columns == NULL)
			view->loaded = false;
	}
	ui->all = true;
}

/* --- messages -------------------------------------------------------------- */

void ui_say(struct ui *ui, enum style style, const char *format, ...)
{
	va_list args;

	pool_reset(&ui->words);
	va_start(args, format);
	ui->message = text_safe(&ui->words,
	    pool_vprintf(&ui->words, format, args));
	va_end(args);
	ui->message_style = style;
}

/* A sentence that does not fit the line gets a box. */
void ui_fail(struct ui *ui, struct err *err)
{
	if (err->kind == ERR_NONE)
		return;
	/* Without words it was told already. */
	if (err->text[0] == '\0')
		;
	else if (text_width(err->text) > ui->cols - 4 && ui->top != NULL)
		ui_tell(ui, _("That did not work"), err->text);
	else
		ui_say(ui, STYLE_BAD, "%s", err->text);
	err_clear(err);
}

/* --- views ------------------------------------------------------------------- */

const struct screen *screen_find(const char *name)
{
	for (size_t i = 0; screens[i] != NULL; i++)
		if (strcmp(screens[i]->name, name) == 0)
			return screens[i];
	return NULL;
}

struct view *view_screen(struct view *view)
{
	while (view != NULL && view->screen == NULL)
		view = view->below;
	return view;
}

void view_tables(const struct view *view, const struct action *tables[4])
{
	int count = 0;

	if (view->screen != NULL) {
		tables[count++] = view->screen->actions;
		tables[count++] = view->screen->columns != NULL ?
		    list_actions : page_actions;
	}
	tables[count++] = global_actions;
	tables[count] = NULL;
}

const char *action_keys(struct view *view, const struct action *action)
{
	const struct action *tables[4];
	const char *room = "all";

	view_tables(view, tables);
	if (view->screen != NULL && action >= tables[0] && tables[0] != NULL)
		for (const struct action *a = tables[0]; a->name; a++)
			if (a == action)
				room = view->screen->name;
	return conf_get(view->ui->app->conf, pool_printf(&view->ui->frame,
	    "keys:%s.%s", room, action->name), action->keys);
}

/* Keys are looked up in a small table made once for each view: its own
 * actions first, so that a screen may give a key another meaning. */
static void bind_keys(struct view *view)
{
	const struct action *tables[4];
	int room = 0;

	view_tables(view, tables);
	for (int t = 0; tables[t] != NULL; t++)
		for (const struct action *a = tables[t]; a->name; a++)
			room += 8;
	view->bindings = pool_array(&view->own, (size_t)room,
	    sizeof(*view->bindings));
	for (int t = 0; tables[t] != NULL; t++)
		for (const struct action *a = tables[t]; a->name; a++) {
			const char *keys = action_keys(view, a);

			while (*keys != '\0' && view->binding_count < room) {
				size_t length = strcspn(keys, " ");

				view->bindings[view->binding_count++] =
				    (struct binding){ key_parse(keys, length),
				    a };
				keys += length + (keys[length] == ' ');
			}
		}
}

struct view *ui_push(struct ui *ui, const struct face *face, size_t data)
{
	struct view *view = must_alloc(sizeof(*view));

	view->ui = ui;
	view->face = face;
	view->data = pool_alloc(&view->own, data == 0 ? 1 : data);
	view->below = ui->top;
	ui->top = view;
	ui->all = true;
	return view;
}

void ui_pop(struct ui *ui)
{
	struct view *view = ui->top;

	if (view == NULL)
		return;
	if (view->face->close != NULL)
		view->face->close(view);
	if (view->screen != NULL && view->screen->close != NULL)
		view->screen->close(view);
	ui->top = view->below;
	marks_clear(&view->list.marks);
	pool_free(&view->pool);
	pool_free(&view->own);
	free(view);
	tty_cursor(ui->term, -1, 0);
	for (view = ui->top; view != NULL; view = view->below)
		view->list.fresh = false;
	ui->all = true;
}

static struct view *push_screen(struct ui *ui, const struct screen *screen,
    int64_t arg)
{
	struct view *view = ui_push(ui, &screen_face, 0);

	view->screen = screen;
	view->data = NULL;
	view->arg = arg;
	bind_keys(view);
	return view;
}

bool ui_open(struct ui *ui, const char *name, int64_t arg, struct err *err)
{
	const struct screen *screen = screen_find(name);

	if (screen == NULL)
		return err_set(err, ERR_MISSING,
		    _("There is no screen \"%s\""), name);
	/* The same list again is the one that is there. */
	if (!screen->hidden)
		for (struct view *v = ui->top; v != NULL; v = v->below)
			if (v->screen == screen && v->arg == arg) {
				while (ui->top != v)
					ui_pop(ui);
				return true;
			}
	view_load(push_screen(ui, screen, arg));
	return true;
}

void view_load(struct view *view)
{
	struct err err = { 0 };
	int64_t id = 0;

	if (view->screen == NULL)
		return;
	if (view->loaded && view->screen->columns != NULL)
		id = list_id(view);
	pool_reset(&view->pool);
	view->list.fresh = false;
	view->list.window_count = 0;
	view->loaded = true;
	if (view->screen->load != NULL && !view->screen->load(view, &err))
		ui_fail(view->ui, &err);
	if (id != 0 && list_id(view) != id)
		list_go_id(view, id);
	if (view->screen->columns == NULL && view->screen->page != NULL) {
		int first = view->page.first;
		int height = view->ui->rows - 3;

		page_start(&view->page, &view->pool, view->ui->cols, height);
		if (!view->screen->page(view, &view->page, view->arg, &err))
			ui_fail(view->ui, &err);
		view->page.first = first < view->page.count ? first : 0;
	}
}

void ui_reload(struct ui *ui)
{
	for (struct view *view = ui->top; view != NULL; view = view->below)
		if (view->screen != NULL) {
			if (view == ui->top)
				view_load(view);
			else
				view->loaded = false;
		}
	ui->reminded = false;
	if (ui->app->db != NULL)
		ui->db_version = db_version(ui->app->db);
}

/* --- dispatching --------------------------------------------------------------- */

void ui_act(struct view *view, const struct action *action)
{
	struct ui *ui = view->ui;
	struct err err = { 0 };

	if ((action->needs & NEEDS_CATALOGUE) != 0 && ui->app->db == NULL)
		err_set(&err, ERR_MISSING, _("No catalogue is open"));
	else if ((action->needs & NEEDS_WRITE) != 0 && ui->read_only)
		err_set(&err, ERR_RULE, _("These screens are for reading only"));
	else if ((action->needs & NEEDS_ROW) != 0 && view->screen != NULL &&
	    view->screen->columns != NULL && list_id(view) == 0)
		err_set(&err, ERR_MISSING, _("There is no row here"));
	else if ((action->needs & NEEDS_YES) != 0)
		ui_ask(view, _(action->question), action);
	else if (action->run(view, &err))
		return;
	ui_fail(ui, &err);
}

static bool screen_key(struct view *view, int32_t key)
{
	int32_t plain = key_plain(key);

	for (int i = 0; i < view->binding_count; i++)
		if (view->bindings[i].key == key ||
		    view->bindings[i].key == plain) {
			ui_act(view, view->bindings[i].action);
			return true;
		}
	return false;
}

void ui_key(struct ui *ui, int32_t key)
{
	struct view *view = ui->top;

	pool_reset(&ui->frame);
	if (view == NULL || key == KEY_IS_NONE)
		return;
	ui->message = NULL;
	if (view->face->key(view, key) || view->face->overlay)
		return;
	for (const struct action *a = global_actions; a->name != NULL; a++)
		if (key_in(a->keys, key)) {
			ui_act(view, a);
			return;
		}
}

/* --- drawing ------------------------------------------------------------------- */

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
	const char *right = "";
	int width;

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
	if (reminder(ui)[0] != '\0')
		right = pool_printf(pool, "%s  %s", reminder(ui), right);
	width = text_width(right);
	tty_put(ui->term, 0, 0, ui->cols - width, STYLE_BAR, text_fit(pool,
	    pool_printf(pool, " bansao %s %s%s%s", tty_is_ascii(ui->term) ?
	    "|" : "│", _(view->screen->title), subject[0] == '\0' ? "" : ": ",
	    text_safe(pool, subject)), ui->cols - width, TEXT_LEFT,
	    tty_is_ascii(ui->term)));
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
	const char *key = key_first(&ui->frame, action_keys(view, action));
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
		end -= text_width(key_first(&ui->frame, action_keys(view,
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
		text = view->screen->status == NULL ? "" :
		    text_safe(&ui->frame, view->screen->status(view));
		if (text[0] == '\0' && view->list.marks.count > 0)
			text = pool_printf(&ui->frame, ngettext(
			    "%lld row marked", "%lld rows marked",
			    (long long)view->list.marks.count),
			    (long long)view->list.marks.count);
	}
	tty_put(ui->term, ui->rows - 2, 0, 1, STYLE_TEXT, "");
	tty_put(ui->term, ui->rows - 2, 1, ui->cols - 1, style, text_fit(
	    &ui->frame, text, ui->cols - 1, TEXT_LEFT,
	    tty_is_ascii(ui->term)));
}

/* Width of the list where a pane stands beside it, else the whole width. */
static int list_width(struct view *view)
{
	int cols = view->ui->cols;
	bool pane = view->screen->page != NULL &&
	    (cols >= PANE_FROM) != view->pane;

	return !pane ? cols : cols >= PANE_FROM ? cols * 11 / 20 : cols / 2;
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

static void draw_screen(struct view *view, bool all)
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

const struct face screen_face = {
	.draw = draw_screen, .key = screen_key,
};

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

void ui_draw(struct ui *ui)
{
	struct view *view = ui->top;

	pool_reset(&ui->frame);
	if (view == NULL)
		return;
	if (ui->rows < LEAST_ROWS || ui->cols < LEAST_COLS) {
		draw_small(ui);
		ui->all = true;
		return;
	}
	/* What stands below an overlay may have moved (searching). */
	if (view->face->overlay && !ui->all && view->below != NULL)
		draw_from(view->below, false);
	draw_from(view, ui->all);
	ui->all = false;
}
