/* A screen as tables. A file ui/screen_X.c ends in one const struct screen;
 * its name goes into SCREENS of Makefile.am and that is all. Bottom bar, F9
 * menu, help, palette and man page are drawn from the same rows. */
#ifndef SCREEN_H
#define SCREEN_H

#include "tty.h"
#include "text.h"

struct listing;
struct page;
struct view;

/* What an action needs; the dispatcher checks it, so bodies have no guards. */
enum action_need {
	NEEDS_ROW = 1,		/* a row under the cursor */
	NEEDS_WRITE = 2,	/* a catalogue that may be written */
	NEEDS_YES = 4,		/* the question answered with yes */
	NEEDS_CATALOGUE = 8	/* an open catalogue */
};

struct action {
	const char *name;	/* stable: people bind keys to it */
	const char *keys;	/* "Enter l Right", the first is shown */
	const char *help;	/* N_(): what it does */
	unsigned needs;
	bool (*run)(struct view *view, struct err *err);
	const char *label;	/* N_(): short, in the bottom bar; or NULL */
	const char *question;	/* N_(), for NEEDS_YES */
};

struct column {
	const char *title;	/* N_() */
	int width;		/* cells; 0: what is left */
	enum text_align align;
	int from;		/* shown where the list is this wide */
};

struct screen {
	const char *name;
	const char *title;	/* N_() */
	const char *help;	/* N_(): what it is for, in a sentence or two */
	const struct column *columns;	/* NULL: a page of text, not a list */
	const struct action *actions;	/* ends with a NULL name */
	bool hidden;		/* not in the menu: it needs a subject, or
				   hangs on another screen */
	bool pane_always;	/* its pane is there without a row, too */
	int list_part;		/* per cent of a narrow terminal that the list
				   keeps beside its pane; 0: half */
	bool live;		/* loaded again each second while it is on top */

	/* Fill from the catalogue into view->pool: list_set or list_source, or
	 * what page() needs. Called again after every change. */
	bool (*load)(struct view *view, struct err *err);
	/* The row `id` into view->row; then its cells, made in ui->frame. */
	bool (*row)(struct view *view, int64_t id, struct err *err);
	const char *(*cell)(struct view *view, int column, enum style *style);
	/* A window of ids, for lists too long to hold (list_source). */
	bool (*ids)(struct view *view, int64_t first, int count, int64_t *ids,
	    struct err *err);
	/* A little work (half a millisecond at most) while somebody types the
	 * number of a row; *more: there is more to do. */
	bool (*idle)(struct view *view, bool *more, struct err *err);
	/* The place of an id in the list, -1 when it is not there. */
	bool (*find)(struct view *view, int64_t id, int64_t *index,
	    struct err *err);
	/* The first row at or behind index (before it with by < 0) that
	 * matches the folded needle; -1: none. NULL: the cells are searched. */
	bool (*search)(struct view *view, const char *needle, int64_t from,
	    int by, int64_t *index, struct err *err);
	/* A row was marked (by 1) or not any more (by -1). */
	bool (*marked)(struct view *view, int64_t id, int by, struct err *err);
	/* Bring a column of the lines (in cells from their beginning) into
	 * sight, where they may be wider than the screen; or NULL. */
	void (*reveal)(struct view *view, int col);
	/* Lines of a text screen, or of the pane beside a list. */
	bool (*page)(struct view *view, struct page *page, int64_t id,
	    struct err *err);
	/* Behind the title; above the bottom bar when there is no message. */
	const char *(*subject)(struct view *view);
	const char *(*status)(struct view *view);
	/* What to do when the list is empty, N_(). */
	const char *empty;
	void (*close)(struct view *view);
	const struct listing *listing;	/* for load, row, cell of listing.h */
};

extern const struct screen *const screens[];
const struct screen *screen_find(const char *name);

#endif
