#include "list.h"

#include "ui.h"

#include <stdlib.h>
#include <string.h>

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
void list_window(struct view *view, int64_t first, int count)
{
	struct list *list = &view->list;
	int64_t fresh[LIST_ROWS] = { 0 };
	int64_t *w = list->window;
	int64_t by = first - list->window_first;
	int have = list->window_count;

	if (count > LIST_ROWS)
		count = LIST_ROWS;
	if (first + count > list->count)
		count = (int)(list->count - first);
	if (count <= 0 || (by == 0 && count <= have))
		return;
	/* The window stays as it is until the others are read: its rows are
	 * neighbours of theirs. */
	if (by > 0 && by < have && have - (int)by < count) {
		int kept = have - (int)by;

		fetch(view, first + kept, count - kept, fresh);
		memmove(w, w + by, (size_t)kept * sizeof(*w));
		memcpy(w + kept, fresh, (size_t)(count - kept) * sizeof(*w));
	} else if (by < 0 && -by < count && have > 0 &&
	    have >= count + (int)by) {
		fetch(view, first, (int)-by, fresh);
		memmove(w - by, w, (size_t)(count + by) * sizeof(*w));
		memcpy(w, fresh, (size_t)-by * sizeof(*w));
	} else {
		fetch(view, first, count, fresh);
		memcpy(w, fresh, (size_t)count * sizeof(*w));
	}
	list->window_first = first;
	list->window_count = count;
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

void list_draw_row(struct view *view, int64_t index)
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
		list_window(view, list->first, height);
	by = list->first - list->drawn_first;
	if (all || !list->fresh || llabs(by) >= height) {
		for (int i = 0; i < height && list->count > 0; i++) {
			if (list->first + i < list->count)
				list_draw_row(view, list->first + i);
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
				list_draw_row(view, by > 0 ? list->first + height -
				    1 - i : list->first + i);
		} else if (by != 0) {
			for (int i = 0; i < height; i++)
				list_draw_row(view, list->first + i);
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
