/* F9, the menu of everything, in tabs; and : , the palette that finds any of
 * it by name. Both are drawn from the action tables, the screens and the
 * command tables. */
#include "ui.h"

#include "box.h"
#include "command_form.h"
#include "keys.h"
#include "prompt.h"

#include "registry.h"

#include <string.h>

enum entry_kind { ENTRY_ACTION, ENTRY_SCREEN, ENTRY_COMMAND };
enum { TABS = 4, ROWS = 16 };

struct entry {
	enum entry_kind kind;
	int tab;
	const char *name;	/* as typed in the palette */
	const char *text;	/* translated */
	const char *keys;
	const void *of;
};

struct menu {
	struct entry *entries;
	int count, tab, at, first;
	struct typed line;
	bool palette;
};

static const char *const tabs[TABS] = {
	N_("This screen"), N_("Screens"), N_("Everywhere"), N_("Commands")
};

/* --- what there is ---------------------------------------------------------- */

static void add(struct menu *menu, struct entry entry)
{
	menu->entries[menu->count++] = entry;
}

static void add_actions(struct menu *menu, struct view *view,
    struct pool *pool, const struct action *actions, int tab)
{
	for (const struct action *a = actions; a->name != NULL; a++)
		add(menu, (struct entry){ ENTRY_ACTION, tab, a->name,
		    _(a->help), pool_copy(pool, key_first(pool,
		    action_keys_here(view, a))), a });
}

static int count_entries(const struct action *const *tables)
{
	int count = 0;

	for (int t = 0; tables[t] != NULL; t++)
		for (const struct action *a = tables[t]; a->name; a++)
			count++;
	for (size_t i = 0; screens[i] != NULL; i++)
		count++;
	return count + command_verb_count();
}

static void collect(struct menu *menu, struct view *view, struct pool *pool)
{
	const struct action *tables[4];

	view_tables(view, tables);
	menu->entries = pool_array(pool, (size_t)count_entries(tables) + 1,
	    sizeof(*menu->entries));
	for (int t = 0; tables[t] != NULL; t++)
		add_actions(menu, view, pool, tables[t],
		    tables[t] == global_actions ? 2 : 0);
	for (size_t i = 0; screens[i] != NULL; i++)
		if (!screens[i]->hidden)
			add(menu, (struct entry){ ENTRY_SCREEN, 1,
			    screens[i]->name, _(screens[i]->title), "",
			    screens[i] });
	for (int i = 0; i < command_verb_count(); i++)
		if (command_verb_offered(i))
			add(menu, (struct entry){ ENTRY_COMMAND, 3,
			    command_verb_name(i, pool),
			    _(command_verb_help(i)), "", command_verb(i) });
}

static void run_entry(struct ui *ui, const struct entry *entry)
{
	struct err err = { 0 };
	struct view *view = view_screen(ui->top);

	if (view == NULL)
		return;
	if (entry->kind == ENTRY_ACTION)
		ui_act(view, entry->of);
	else if ((entry->kind == ENTRY_SCREEN &&
	    !ui_open(ui, entry->name, 0, &err)) ||
	    (entry->kind == ENTRY_COMMAND &&
	    !command_form(ui, entry->of, NULL, NULL, &err)))
		ui_fail(ui, &err);
}

/* --- showing some of it ------------------------------------------------------ */

static bool matches(const struct menu *menu, const struct entry *entry,
    const char *needle, struct pool *pool)
{
	if (!menu->palette)
		return entry->tab == menu->tab;
	return needle[0] == '\0' || strstr(text_fold(pool, entry->name),
	    needle) != NULL || strstr(text_fold(pool, entry->text),
	    needle) != NULL;
}

static int filter(struct menu *menu, struct pool *pool,
    const struct entry **found)
{
	const char *needle = text_fold(pool, typed_text(&menu->line));
	int count = 0;

	/* Names that begin with it come first. */
	for (int pass = 0; pass < 2; pass++)
		for (int i = 0; i < menu->count; i++) {
			const struct entry *e = &menu->entries[i];
			bool begins = menu->palette && needle[0] != '\0' &&
			    strncmp(e->name, needle, strlen(needle)) == 0;

			if (begins == (pass == 0) &&
			    matches(menu, e, needle, pool))
				found[count++] = e;
		}
	return count;
}

static void draw_tabs(struct menu *menu, struct ui *ui, const struct box *box)
{
	int col = box->col + 2;

	for (int t = 0; t < TABS; t++) {
		col = tty_put(ui->term, box->row, col, -1, t == menu->tab ?
		    STYLE_SELECT : STYLE_HEAD, pool_printf(&ui->frame, " %s ",
		    _(tabs[t])));
		col++;
	}
}

/* What stands before the text of an entry. */
static const char *name_of(const struct menu *menu, const struct entry *e)
{
	return e->kind == ENTRY_ACTION && !menu->palette ? e->keys : e->name;
}

/* As wide as the widest name of the tab; the texts get the rest. */
static int name_width(const struct menu *menu)
{
	int widest = 8;

	for (int i = 0; i < menu->count; i++) {
		int width = text_width(name_of(menu, &menu->entries[i]));

		if ((menu->palette || menu->entries[i].tab == menu->tab) &&
		    width > widest)
			widest = width;
	}
	return widest;
}

static int lines_of(struct pool *pool, const char *text, int width)
{
	int lines = 0;

	do {
		(void)page_cut(pool, &text, width);
		lines++;
	} while (*text != '\0');
	return lines;
}

/* The entry in hand is seen whole: an entry takes the lines its text needs. */
static void keep_in_sight(struct menu *menu, struct pool *pool,
    const struct entry **found, int width)
{
	int used = 0, from = menu->at;

	if (menu->at < menu->first)
		menu->first = menu->at;
	for (; from >= menu->first; from--) {
		used += lines_of(pool, found[from]->text, width);
		if (used > ROWS && from < menu->at)
			break;
	}
	if (from >= menu->first)
		menu->first = from + 1;
}

/* Name and text of an entry in the lines there are; how many it took. */
static int draw_entry(const struct menu *menu, struct ui *ui,
    const struct entry *e, const struct box *at, bool here)
{
	bool ascii = tty_is_ascii(ui->term);
	const char *text = e->text;
	int names = name_width(menu), lines = 0;

	do {
		const char *line = page_cut(&ui->frame, &text,
		    at->width - names - 4);

		tty_put(ui->term, at->row + lines, at->col, at->width,
		    here ? STYLE_SELECT : STYLE_TEXT, pool_printf(&ui->frame,
		    "%s%s  %s", here && lines == 0 ? ">" : " ", text_fit(
		    &ui->frame, lines == 0 ? name_of(menu, e) : "", names,
		    TEXT_LEFT, ascii), line));
		lines++;
	} while (*text != '\0');
	return lines;
}

static void draw(struct view *view, bool all)
{
	struct menu *menu = view->data;
	struct ui *ui = view->ui;
	const struct entry **found = pool_array(&ui->frame,
	    (size_t)menu->count + 1, sizeof(struct entry *));
	int count = filter(menu, &ui->frame, found);
	struct box box = box_draw(ui, menu->palette ? _("By name") : "",
	    ROWS + 3, 78);
	int row = box.row + 1, width = box.width - 4;
	int texts = box.width - 6 - name_width(menu);

	(void)all;
	if (menu->at >= count)
		menu->at = count > 0 ? count - 1 : 0;
	if (count > 0)
		keep_in_sight(menu, &ui->frame, found, texts);
	if (menu->palette) {
		tty_put(ui->term, row, box.col + 2, 2, STYLE_KEY, ":");
		typed_draw(ui->term, &ui->frame, &menu->line, row, box.col + 3,
		    width - 1, true);
	} else {
		draw_tabs(menu, ui, &box);
	}
	/* Whole entries only. */
	for (int i = menu->first; i < count && row + lines_of(&ui->frame,
	    found[i]->text, texts) <= box.row + 1 + ROWS; i++)
		row += draw_entry(menu, ui, found[i], &(struct box){ row + 1,
		    box.col + 1, 0, box.width - 2 }, i == menu->at);
}

static void leave(struct view *view)
{
	struct menu *menu = view->data;

	typed_free(&menu->line);
}

static void choose_entry(struct view *view)
{
	struct menu *menu = view->data;
	struct ui *ui = view->ui;
	const struct entry **found = pool_array(&ui->frame,
	    (size_t)menu->count + 1, sizeof(struct entry *));
	int count = filter(menu, &ui->frame, found);
	const char *typed = pool_copy(&ui->frame, typed_text(&menu->line));
	struct err err = { 0 };
	struct entry entry = { 0 };

	if (menu->at < count) {
		entry = *found[menu->at];
		entry.name = pool_copy(&ui->frame, entry.name);
	}
	ui_pop(ui);
	/* ":1250" and ":50%" go to a row, as in other programs. */
	if (ui->top != NULL && ui->top->screen != NULL &&
	    ui->top->screen->columns != NULL && ui->top->list.count > 0 &&
	    list_go_typed(ui->top, typed))
		return;
	/* "tag HS1 --criteria 2": words behind a command run it. */
	if (entry.of == NULL || (strchr(typed, ' ') != NULL &&
	    strcmp(typed, entry.name) != 0)) {
		if (typed[0] != '\0' && !command_typed(ui, typed, &err))
			ui_fail(ui, &err);
	} else {
		run_entry(ui, &entry);
	}
}

static bool key(struct view *view, int32_t pressed)
{
	struct menu *menu = view->data;
	int32_t plain = key_plain(pressed);

	if (key_leaves(pressed) || pressed == KEY_IS_F1 + 8 ||
	    (!menu->palette && plain == 'q'))
		ui_pop(view->ui);
	else if (pressed == KEY_IS_ENTER)
		choose_entry(view);
	else if (pressed == KEY_IS_DOWN || (!menu->palette && plain == 'j'))
		menu->at++;
	else if (pressed == KEY_IS_UP || (!menu->palette && plain == 'k'))
		menu->at -= menu->at > 0;
	else if (pressed == KEY_IS_PAGE_DOWN)
		menu->at += ROWS;
	else if (pressed == KEY_IS_PAGE_UP)
		menu->at = menu->at > ROWS ? menu->at - ROWS : 0;
	else if (menu->palette) {
		if (pressed == KEY_IS_BACKSPACE && menu->line.text.length == 0)
			ui_pop(view->ui);
		else if (typed_key(&menu->line, pressed))
			menu->at = 0;
	} else if (pressed == KEY_IS_RIGHT || pressed == KEY_IS_TAB ||
	    plain == 'l') {
		menu->tab = (menu->tab + 1) % TABS;
		menu->at = menu->first = 0;
	} else if (pressed == KEY_IS_LEFT || pressed == KEY_IS_BACKTAB ||
	    plain == 'h') {
		menu->tab = (menu->tab + TABS - 1) % TABS;
		menu->at = menu->first = 0;
	}
	return true;
}

static bool paste(struct view *view, const char *text)
{
	struct menu *menu = view->data;

	if (menu->palette)
		typed_paste(&menu->line, text);
	return true;
}

static const struct face menu_face = {
	.overlay = true, .draw = draw, .key = key, .paste = paste,
	.close = leave,
};

static bool open_menu(struct view *view, bool palette)
{
	struct view *menu;
	struct menu *m;

	view = view_screen(view);
	menu = ui_push(view->ui, &menu_face, sizeof(struct menu));
	m = menu->data;
	m->palette = palette;
	typed_set(&m->line, "");
	collect(m, view, &menu->own);
	return true;
}

bool menu_open(struct view *view, struct err *err)
{
	(void)err;
	return open_menu(view, false);
}

bool palette_open(struct view *view, struct err *err)
{
	(void)err;
	return open_menu(view, true);
}
