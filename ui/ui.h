/* The screens: a stack of views, one dispatcher, one poll loop. */
#ifndef UI_H
#define UI_H

#include "app.h"
#include "buf.h"
#include "list.h"
#include "pager.h"
#include "pick.h"
#include "screen.h"

struct ui;
struct task;

/* How a view behaves: screens, forms, menus, questions, prompts. */
struct face {
	bool overlay;		/* the view below shows around it */
	void (*draw)(struct view *view, bool all);
	/* False: not for me, look in the global table. */
	bool (*key)(struct view *view, int32_t key);
	bool (*paste)(struct view *view, const char *text);
	/* the terminal is gone: keep what was typed */
	bool (*save)(struct view *view, struct err *err);
	void (*close)(struct view *view);
};

struct binding {
	int32_t key;
	const struct action *action;
};

struct view {
	struct ui *ui;
	struct view *below;
	const struct face *face;
	const struct screen *screen;	/* NULL for forms, menus, ... */
	struct pool pool;	/* emptied by every load */
	struct pool own;	/* lives as long as the view */
	int64_t arg, arg2;	/* what it shows: an id */
	const char *word;	/* or a code, in own */
	void *data;		/* the screen's, in own */
	void *row;		/* the row in hand, in ui->frame */
	struct list list;
	struct page page;
	struct binding *bindings;
	int binding_count;
	bool loaded, pane;
	bool busy;		/* idle() of the screen is to be called */
	char total[240];	/* of what is marked, in words */
	int64_t total_of;	/* version of the marks it tells */
	struct pick_total sum;	/* of them */
	int64_t sum_of;		/* version of the marks it adds up; -1: none */
};

struct ui {
	struct app *app;
	struct tty *term;
	struct view *top;
	struct pool frame;	/* emptied by every draw */
	struct pool words;	/* the message */
	const char *message;
	enum style message_style;
	struct task *tasks;
	int64_t db_version;
	int64_t looked;		/* ms, when db_version was asked */
	bool all;		/* everything is to be drawn */
	bool read_only, quit, gone;
	char words_path[512];	/* folder of the sample being made */
	char reminder[80];	/* of the annual report, in every title */
	bool reminded;		/* it was looked up since the last change */
	int rows, cols;
};

void ui_start(struct ui *ui, struct app *app, struct tty *term);
void ui_end(struct ui *ui);
/* Push a screen by name, or any view. */
bool ui_open(struct ui *ui, const char *name, int64_t arg, struct err *err)
    MUST_CHECK;
struct view *ui_push(struct ui *ui, const struct face *face, size_t data);
void ui_pop(struct ui *ui);
void ui_draw(struct ui *ui);
void ui_key(struct ui *ui, int32_t key);
/* Until the person leaves or the terminal does. */
bool ui_run(struct ui *ui, struct err *err) MUST_CHECK;
void ui_poll(struct ui *ui, int wait_ms);
void ui_size(struct ui *ui);	/* the terminal has another size */

void ui_say(struct ui *ui, enum style style, const char *format, ...)
    PRINTF(3, 4);
void ui_fail(struct ui *ui, struct err *err);	/* says and clears it */
void ui_reload(struct ui *ui);	/* something changed: load what is shown */
/* Run an action by hand (menu, palette), with its needs checked. */
void ui_act(struct view *view, const struct action *action);

extern const struct face screen_face;
void screen_draw(struct view *view, bool all);	/* ui_draw.c */
extern const struct action global_actions[];
extern const struct action list_actions[];
extern const struct action page_actions[];
void view_load(struct view *view);
/* The keys of an action: of the ini, else of the table. */
const char *action_keys(struct view *view, const struct action *action);
/* Those of them that come to it on this screen, which may give a key of the
 * lists another meaning. */
const char *action_keys_here(struct view *view, const struct action *action);
/* Which tables serve a view; ends with NULL. */
void view_tables(const struct view *view, const struct action *tables[4]);
/* The nearest view below (or this one) that shows a screen. */
struct view *view_screen(struct view *view);

/* ui_asks.c: questions and messages over the screen. */
void ui_ask(struct view *view, const char *question,
    const struct action *action);
/* A text in a box; a table that is too wide for it, or what is too long, as a
 * screen of its own. */
void ui_tell(struct ui *ui, const char *title, const char *text);
/* screen_text.c: open the text when it has more lines than `height`, or a table
 * wider than `room`; else false, nothing is opened. The text is safe. */
bool text_open(struct ui *ui, const char *title, const char *text, int room,
    int height, struct err *err);

/* menu.c: F9 and the palette. */
bool menu_open(struct view *view, struct err *err);
bool palette_open(struct view *view, struct err *err);
/* One of some choices; done gets the index. */
struct choice {
	const char *code;
	const char *text;
};
void choose(struct ui *ui, const char *title, const struct choice *choices,
    int count, int at, void (*done)(struct ui *ui, void *to, int index),
    void *to);

/* help.c */
bool help_open(struct view *view, struct err *err);

#endif
