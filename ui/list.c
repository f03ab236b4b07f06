#include "list.h"

#include "prompt.h"
#include "ui.h"

#include <stdlib.h>
#include <string.h>

/* --- marks --------------------------------------------------------------- */

static size_t slot_of(const struct marks *marks, int64_t id)
{
	size_t at = (size_t)((uint64_t)id * 0x9e3779b97f4a7c15u >> 20) &
	    (marks->room - 1);

	while (marks->slots[at] != 0 && marks->slots[at] != id)
		at = (at + 1) & (marks->room - 1);
	return at;
}

bool marks_has(const struct marks *marks, int64_t id)
{
	return marks->count > 0 && marks->slots[slot_of(marks, id)] == id;
}

static void grow(struct marks *marks)
{
	struct marks old = *marks;

	marks->room = old.room == 0 ? 64 : old.room * 2;
	marks->slots = must_alloc(marks->room * sizeof(*marks->slots));
	for (size_t i = 0; i < old.room; i++)
		if (old.slots[i] != 0)
			marks->slots[slot_of(marks, old.slots[i])] =
			    old.slots[i];
	free(old.slots);
}

/* The ids behind a hole are put again, so that they are still found. */
static void take_out(struct marks *marks, size_t at)
{
	marks->slots[at] = 0;
	for (;;) {
		int64_t id;

		at = (at + 1) & (marks->room - 1);
		id = marks->slots[at];
		if (id == 0)
			return;
		marks->slots[at] = 0;
		marks->slots[slot_of(marks, id)] = id;
	}
}

bool marks_set(struct marks *marks, int64_t id, bool on)
{
	if (id <= 0 || marks_has(marks, id) == on)
		return false;
	marks->version++;
	if (!on) {
		take_out(marks, slot_of(marks, id));
		marks->count--;
		return true;
	}
	if (marks->count * 2 >= marks->room)
		grow(marks);
	marks->slots[slot_of(marks, id)] = id;
	marks->count++;
	return true;
}

void marks_clear(struct marks *marks)
{
	free(marks->slots);
	*marks = (struct marks){ .version = marks->version + 1 };
}

/* --- rows by index --------------------------------------------------------- */

static void keep_inside(struct list *list)
{
	if (list->cursor >= list->count)
		list->cursor = list->count - 1;
	if (list->cursor < 0)
		list->cursor = 0;
	if (list->first > list->cursor)
		list->first = list->cursor;
	if (list->height > 0 && list->cursor >= list->first + list->height)
		list->first = list->cursor - list->height + 1;
	if (list->height > 0 && list->first > list->count - list->height)
		list->first = list->count - list->height;
	if (list->first < 0)
		list->first = 0;
}

void list_set(struct view *view, const int64_t *ids, int64_t count)
{
	list_source(view, count);
	view->list.ids = ids;
}

void list_source(struct view *view, int64_t count)
{
	struct list *list = &view->list;

	list->ids = NULL;
	list->count = count;
	list->window_count = 0;
	list->fresh = false;
	keep_inside(list);
}

static bool fetch(struct view *view, int64_t first, int count, int64_t *ids)
{
	struct err err = { 0 };

	if (count <= 0 || view->screen->ids(view, first, count, ids, &err))
		return true;
	memset(ids, 0, (size_t)count * sizeof(*ids));
	ui_fail(view->ui, &err);
	return false;
}

/* Read the ids of a window; what is already there is moved, not read. */
static void window(struct view *view, int64_t first, int count)
{
	struct list *list = &view->list;
	int64_t *w = list->window;
	int64_t by = first - list->window_first;
	int have = list->window_count;

	if (count > LIST_ROWS)
		count = LIST_ROWS;
	if (first + count > list->count)
		count = (int)(list->count - first);
	if (by == 0 && count <= have)
		return;
	list->window_first = first;
	list->window_count = count;
	if (by > 0 && by < have && have - (int)by < count) {
		memmove(w, w + by, (size_t)(have - by) * sizeof(*w));
		fetch(view, first + have - by, count - (have - (int)by),
		    w + have - by);
	} else if (by < 0 && -by < count && have > 0 &&
	    have >= count + (int)by) {
		memmove(w - by, w, (size_t)(count + by) * sizeof(*w));
		fetch(view, first, (int)-by, w);
	} else {
		fetch(view, first, count, w);
	}
}

int64_t list_at(struct view *view, int64_t index)
{
	struct list *list = &view->list;
	int64_t id = 0;

	if (index < 0 || index >= list->count)
		return 0;
	if (list->ids != NULL)
		return list->ids[index];
	if (index >= list->window_first &&
	    index < list->window_first + list->window_count)
		return list->window[index - list->window_first];
	fetch(view, index, 1, &id);
	return id;
}

int64_t list_id(struct view *view)
{
	return list_at(view, view->list.cursor);
}

void list_go(struct view *view, int64_t index)
{
	view->list.cursor = index;
	keep_inside(&view->list);
}

bool list_go_id(struct view *view, int64_t id)
{
	struct list *list = &view->list;
	struct err err = { 0 };
	int64_t index = -1;

	if (id == 0)
		return false;
	if (view->screen->find != NULL) {
		if (!view->screen->find(view, id, &index, &err))
			ui_fail(view->ui, &err);
	} else {
		for (int64_t i = 0; i < list->count && index < 0; i++)
			if (list_at(view, i) == id)
				index = i;
	}
	if (index < 0)
		return false;
	list_go(view, index);
	return true;
}

/* --- marking --------------------------------------------------------------- */

void list_mark(struct view *view, int64_t index, bool on)
{
	struct err err = { 0 };
	int64_t id = list_at(view, index);

	if (!marks_set(&view->list.marks, id, on))
		return;
	if (view->screen->marked != NULL &&
	    !view->screen->marked(view, id, on ? 1 : -1, &err))
		ui_fail(view->ui, &err);
}

void list_unmark_all(struct view *view)
{
	struct marks *marks = &view->list.marks;
	struct err err = { 0 };

	for (size_t i = 0; i < marks->room; i++)
		if (marks->slots[i] != 0 && view->screen->marked != NULL &&
		    !view->screen->marked(view, marks->slots[i], -1, &err))
			ui_fail(view->ui, &err);
	marks_clear(marks);
	view->list.fresh = false;
}

int64_t *list_chosen(struct view *view, size_t *count)
{
	struct list *list = &view->list;
	int64_t *ids = pool_array(&view->ui->frame, list->marks.count + 1,
	    sizeof(*ids));

	*count = 0;
	for (size_t i = 0; i < list->marks.room; i++)
		if (list->marks.slots[i] != 0)
			ids[(*count)++] = list->marks.slots[i];
	if (*count == 0 && list_id(view) != 0)
		ids[(*count)++] = list_id(view);
	return ids;
}

/* --- drawing --------------------------------------------------------------- */

static void draw_mark(struct view *view, int64_t index)
{
	struct list *list = &view->list;
	int row = list->top + (int)(index - list->first);

	tty_put(view->ui->term, row, list->left, 1, STYLE_CURSOR,
	    index == list->cursor ? ">" : " ");
}

static void draw_row(struct view *view, int64_t index)
{
	struct list *list = &view->list;
	struct tty *term = view->ui->term;
	int row = list->top + (int)(index - list->first);
	int col = list->left + 1, end = list->left + list->width, fixed = 0;
	int64_t id = list_at(view, index);
	struct err err = { 0 };
	bool marked;

	if (id == 0 || !view->screen->row(view, id, &err)) {
		ui_fail(view->ui, &err);
		tty_put(term, row, list->left, list->width, STYLE_TEXT, "");
		return;
	}
	marked = marks_has(&list->marks, id);
	draw_mark(view, index);
	tty_put(term, row, col++, 1, STYLE_MARKED, marked ? "*" : " ");
	for (const struct column *c = view->screen->columns; c->title; c++)
		if (list->width >= c->from)
			fixed += c->width + 1;
	for (int i = 0; view->screen->columns[i].title != NULL; i++) {
		const struct column *c = &view->screen->columns[i];
		enum style style = marked ? STYLE_MARKED : STYLE_TEXT;
		int width = c->width;
		const char *text;

		if (list->width < c->from)
			continue;
		if (width == 0)
			width = list->width - 2 - fixed;
		if (width > end - col)
			width = end - col;
		if (width <= 0)
			break;
		text = view->screen->cell(view, i, &style);
		tty_put(term, row, col, width, style, text_fit(
		    &view->ui->frame, text_safe(&view->ui->frame, text),
		    width, c->align,
		    tty_is_ascii(term)));
		col += width;
		if (col < end)
			tty_put(term, row, col++, 1, STYLE_TEXT, " ");
	}
	if (col < end)
		tty_put(term, row, col, end - col, STYLE_TEXT, "");
}

static void draw_empty(struct view *view)
{
	struct list *list = &view->list;
	struct page page;

	page_start(&page, &view->ui->frame, list->width, list->height);
	page_line(&page);
	page_wrap(&page, 2, STYLE_DIM, view->screen->empty == NULL ?
	    _("Nothing here yet.") : _(view->screen->empty));
	page_draw(view->ui->term, &page, list->top, list->height, list->left,
	    list->width);
}

void list_draw(struct view *view, int top, int height, int left, int width,
    bool all)
{
	struct list *list = &view->list;
	int64_t by;

	if (height > LIST_ROWS)
		height = LIST_ROWS;
	if (top != list->top || height != list->height ||
	    left != list->left || width != list->width)
		list->fresh = false;
	list->top = top;
	list->height = height;
	list->left = left;
	list->width = width;
	keep_inside(list);
	if (list->ids == NULL && list->count > 0)
		window(view, list->first, height);
	by = list->first - list->drawn_first;
	if (all || !list->fresh || llabs(by) >= height) {
		for (int i = 0; i < height && list->count > 0; i++) {
			if (list->first + i < list->count)
				draw_row(view, list->first + i);
			else
				tty_put(view->ui->term, top + i, left, width,
				    STYLE_TEXT, "");
		}
		if (list->count == 0)
			draw_empty(view);
	} else {
		if (by != 0 && width == view->ui->cols) {
			tty_scroll(view->ui->term, top, top + height - 1,
			    (int)by);
			for (int64_t i = 0; i < llabs(by); i++)
				draw_row(view, by > 0 ? list->first + height -
				    1 - i : list->first + i);
		} else if (by != 0) {
			for (int i = 0; i < height; i++)
				draw_row(view, list->first + i);
		}
		if (list->drawn_cursor >= list->first &&
		    list->drawn_cursor < list->first + height &&
		    list->drawn_cursor < list->count)
			draw_mark(view, list->drawn_cursor);
		if (list->count > 0)
			draw_mark(view, list->cursor);
	}
	list->drawn_first = list->first;
	list->drawn_cursor = list->cursor;
	list->fresh = true;
}

/* --- searching --------------------------------------------------------------- */

static bool row_matches(struct view *view, int64_t index, const char *needle)
{
	struct pool *pool = &view->ui->frame;
	struct err err = { 0 };

	if (!view->screen->row(view, list_at(view, index), &err)) {
		ui_fail(view->ui, &err);
		return false;
	}
	for (int i = 0; view->screen->columns[i].title != NULL; i++) {
		enum style style;
		const char *text = view->screen->cell(view, i, &style);

		if (strstr(text_fold(pool, text), needle) != NULL)
			return true;
	}
	return false;
}

bool list_search(struct view *view, int64_t from, int by)
{
	struct list *list = &view->list;
	struct err err = { 0 };
	int64_t index = -1;

	if (list->needle[0] == '\0' || list->count == 0)
		return false;
	if (view->screen->search != NULL) {
		if (!view->screen->search(view, list->needle, from, by, &index,
		    &err))
			ui_fail(view->ui, &err);
	} else {
		for (int64_t i = from; i >= 0 && i < list->count; i += by)
			if (row_matches(view, i, list->needle)) {
				index = i;
				break;
			}
	}
	if (index < 0)
		return false;
	list_go(view, index);
	return true;
}

static void search_changed(struct view *view, const char *text)
{
	struct list *list = &view->list;
	const char *folded = text_fold(&view->ui->frame, text);

	if (strlen(folded) >= sizeof(list->needle))
		return;
	strcpy(list->needle, folded);
	if (list->needle[0] == '\0')
		list_go(view, list->anchor);
	else if (!list_search(view, list->anchor, 1) &&
	    !list_search(view, 0, 1))
		ui_say(view->ui, STYLE_WARN, _("Not found"));
}

static void search_stopped(struct view *view)
{
	list_go(view, view->list.anchor);
}

static void search_done(struct view *view, const char *text)
{
	if (text[0] != '\0')
		ui_say(view->ui, STYLE_TEXT,
		    _("n: next match, N: the one before"));
}

static bool search(struct view *view, struct err *err)
{
	static const struct prompt prompt = {
		.label = N_("Search"), .changed = search_changed,
		.done = search_done, .stopped = search_stopped,
	};

	(void)err;
	view->list.anchor = view->list.cursor;
	prompt_open(view->ui, &prompt, "");
	return true;
}

static bool search_on(struct view *view, int by)
{
	struct list *list = &view->list;

	if (list->needle[0] == '\0') {
		ui_say(view->ui, STYLE_WARN, _("Nothing was searched yet; "
		    "press / first"));
		return true;
	}
	if (list_search(view, list->cursor + by, by))
		return true;
	if (list_search(view, by > 0 ? 0 : list->count - 1, by))
		ui_say(view->ui, STYLE_WARN, by > 0 ?
		    _("Search goes on from the beginning") :
		    _("Search goes on from the end"));
	else
		ui_say(view->ui, STYLE_WARN, _("Not found"));
	return true;
}

static bool search_next(struct view *view, struct err *err)
{
	(void)err;
	return search_on(view, 1);
}

static bool search_back(struct view *view, struct err *err)
{
	(void)err;
	return search_on(view, -1);
}

/* --- moving ------------------------------------------------------------------ */

static bool move(struct view *view, int64_t by)
{
	list_go(view, view->list.cursor + by);
	return true;
}

static bool down(struct view *view, struct err *err)
{
	(void)err;
	return move(view, 1);
}

static bool up(struct view *view, struct err *err)
{
	(void)err;
	return move(view, -1);
}

static bool page_move(struct view *view, int by)
{
	struct list *list = &view->list;

	list->first += (int64_t)by * list->height;
	return move(view, (int64_t)by * list->height);
}

static bool page_down(struct view *view, struct err *err)
{
	(void)err;
	return page_move(view, 1);
}

static bool page_up(struct view *view, struct err *err)
{
	(void)err;
	return page_move(view, -1);
}

static bool home(struct view *view, struct err *err)
{
	(void)err;
	list_go(view, 0);
	return true;
}

static bool end(struct view *view, struct err *err)
{
	(void)err;
	list_go(view, view->list.count - 1);
	return true;
}

static bool mark(struct view *view, struct err *err)
{
	struct list *list = &view->list;
	int64_t at = list->cursor;

	(void)err;
	list->anchor = at;
	list_mark(view, at, !marks_has(&list->marks, list_id(view)));
	list_go(view, at + 1);
	/* Only the row that was marked is drawn again. */
	if (list->fresh && at >= list->drawn_first &&
	    at < list->drawn_first + list->height) {
		int64_t first = list->first;

		list->first = list->drawn_first;
		draw_row(view, at);
		list->first = first;
	}
	return true;
}

static bool mark_range(struct view *view, struct err *err)
{
	struct list *list = &view->list;
	int64_t from = list->anchor < list->cursor ? list->anchor : list->cursor;
	int64_t to = list->anchor < list->cursor ? list->cursor : list->anchor;

	(void)err;
	for (int64_t i = from; i <= to && i < list->count; i++)
		list_mark(view, i, true);
	list->fresh = false;
	return true;
}

static bool mark_all(struct view *view, struct err *err)
{
	struct list *list = &view->list;

	(void)err;
	for (int64_t i = 0; i < list->count; i += LIST_ROWS) {
		int n = list->count - i > LIST_ROWS ? LIST_ROWS :
		    (int)(list->count - i);

		if (list->ids == NULL)
			window(view, i, n);
		for (int k = 0; k < n; k++)
			list_mark(view, i + k, true);
	}
	list->window_count = 0;
	list->fresh = false;
	return true;
}

static bool invert(struct view *view, struct err *err)
{
	struct list *list = &view->list;

	(void)err;
	for (int64_t i = 0; i < list->count; i++) {
		if (list->ids == NULL && i % LIST_ROWS == 0)
			window(view, i, LIST_ROWS);
		list_mark(view, i, !marks_has(&list->marks,
		    list_at(view, i)));
	}
	list->window_count = 0;
	list->fresh = false;
	return true;
}

static bool unmark(struct view *view, struct err *err)
{
	(void)err;
	list_unmark_all(view);
	return true;
}

/* clang-format off */
const struct action list_actions[] = {
	{ "down", "Down j", N_("Next row"), 0, down },
	{ "up", "Up k", N_("Row before"), 0, up },
	{ "page-down", "PgDn Ctrl-F", N_("Next page"), 0, page_down },
	{ "page-up", "PgUp Ctrl-B", N_("Page before"), 0, page_up },
	{ "first", "Home g", N_("First row"), 0, home },
	{ "last", "End G", N_("Last row"), 0, end },
	{ "mark", "Space Insert", N_("Mark the row and move down"), NEEDS_ROW, mark },
	{ "mark-range", "v", N_("Mark from the last marked row to here"), NEEDS_ROW, mark_range },
	{ "mark-all", "Ctrl-A", N_("Mark all rows"), NEEDS_ROW, mark_all },
	{ "invert", "*", N_("Turn all marks round"), NEEDS_ROW, invert },
	{ "unmark", "\\", N_("Take all marks away"), 0, unmark },
	{ "search", "/ F7", N_("Search as you type, with or without diacritics"), 0, search, N_("Search") },
	{ "search-next", "n", N_("Next match"), 0, search_next },
	{ "search-back", "N", N_("Match before"), 0, search_back },
	{ NULL, NULL, NULL, 0, NULL }
};
/* clang-format on */
