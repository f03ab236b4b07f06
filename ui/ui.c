#include "ui.h"

#include "hints.h"
#include "keys.h"
#include "queue.h"
#include "task.h"

#include "audit.h"
#include "conf.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

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
	ui->message = text_safe(&ui->words, hint_words(&ui->words,
	    pool_vprintf(&ui->words, format, args)));
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

	if (!conf_has_section(view->ui->app->conf, "keys"))
		return action->keys;
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

const char *action_keys_here(struct view *view, const struct action *action)
{
	struct pool *pool = &view->ui->frame;
	const char *keys = action_keys(view, action), *here = "";

	if (view->bindings == NULL)
		bind_keys(view);
	while (*keys != '\0') {
		size_t length = strcspn(keys, " ");
		int32_t key = key_parse(keys, length);
		int i = 0;

		while (i < view->binding_count && view->bindings[i].key != key)
			i++;
		if (i < view->binding_count &&
		    view->bindings[i].action == action)
			here = pool_printf(pool, "%s%s%.*s", here,
			    here[0] == '\0' ? "" : " ", (int)length, keys);
		keys += length + (keys[length] == ' ');
	}
	return here;
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
	view->sum_of = -1;
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
	view->total[0] = '\0';
	view->sum_of = -1;
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
		view->page.needle = view->list.needle;
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
	queue_watch(ui);
	if (view->face->key(view, key) || view->face->overlay)
		return;
	for (const struct action *a = global_actions; a->name != NULL; a++)
		if (key_in(a->keys, key)) {
			ui_act(view, a);
			return;
		}
}

const struct face screen_face = {
	.draw = screen_draw, .key = screen_key,
};
