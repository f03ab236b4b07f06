/* A list as long as you like: rows are known by index and id, only those in
 * the window are read, only what has changed is drawn. */
#ifndef LIST_H
#define LIST_H

#include "err.h"
#include "tty.h"

struct view;

enum { LIST_ROWS = 200 };	/* most rows of a window */

/* A set of ids. */
struct marks {
	int64_t *slots;		/* 0: free; ids are above 0 */
	size_t room, count;
	int64_t version;	/* counts the changes */
};
bool marks_has(const struct marks *marks, int64_t id);
bool marks_set(struct marks *marks, int64_t id, bool on);	/* changed? */
void marks_clear(struct marks *marks);

struct list {
	int64_t count, cursor, first;
	const int64_t *ids;	/* all of them, or NULL: asked in windows */
	int64_t window[LIST_ROWS];
	int64_t window_first;
	int window_count;
	struct marks marks;
	/* as drawn */
	int64_t drawn_first, drawn_cursor;
	bool fresh;		/* what is drawn is still right */
	int top, height, left, width;
	int64_t anchor;		/* where a marked range began */
	char needle[128];	/* of the search, folded */
	bool searching;
};

/* In load(): all ids at once (borrowed), or only how many. */
void list_set(struct view *view, const int64_t *ids, int64_t count);
void list_source(struct view *view, int64_t count);
/* The id under the cursor, 0 when there is none. */
int64_t list_id(struct view *view);
int64_t list_at(struct view *view, int64_t index);
void list_go(struct view *view, int64_t index);
bool list_go_id(struct view *view, int64_t id);
/* To the row that is typed: a number from 1, or per cent of the list ("50%").
 * False when the text is neither; beyond the end is the last row. */
bool list_go_typed(struct view *view, const char *text);
void list_mark(struct view *view, int64_t index, bool on);
void list_unmark_all(struct view *view);
/* The marked ids in the order of the list, else the one under the cursor.
 * In the pool of the frame. */
int64_t *list_chosen(struct view *view, size_t *count);
/* The next row (by 1) or the one before (-1) that matches the needle. */
bool list_search(struct view *view, int64_t from, int by);

/* One visible row again; the ids of a window, what is there already is moved
 * and not read. */
void list_draw_row(struct view *view, int64_t index);
void list_window(struct view *view, int64_t first, int count);
void list_draw(struct view *view, int top, int height, int left, int width,
    bool all);

#endif
