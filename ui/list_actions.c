/* Searching, moving and marking in a list. */
#include "list.h"

#include "prompt.h"
#include "ui.h"

#include "number.h"

#include <string.h>

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

/* Every row in turn, each in a frame of its own: a long list must not gather
 * all of them in one. */
static int64_t search_cells(struct view *view, int64_t from, int by)
{
	struct pool frame = view->ui->frame;
	int64_t found = -1;

	view->ui->frame = (struct pool){ 0 };
	for (int64_t i = from; found < 0 && i >= 0 && i < view->list.count;
	    i += by) {
		pool_reset(&view->ui->frame);
		if (row_matches(view, i, view->list.needle))
			found = i;
	}
	pool_free(&view->ui->frame);
	view->ui->frame = frame;
	view->row = NULL;
	return found;
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
		index = search_cells(view, from, by);
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

bool list_go_typed(struct view *view, const char *text)
{
	struct list *list = &view->list;
	size_t length = strlen(text);
	bool part = length > 1 && text[length - 1] == '%';
	struct pool *pool = &view->ui->frame;
	struct err err = { 0 };
	int64_t row;

	if (length == 0 || text[strspn(text, "0123456789.,%")] != '\0' ||
	    !number_parse(pool_copy_n(pool, text, length - part), &row, &err))
		return false;
	if (part)
		row = row >= 100 ? list->count : 1 + (list->count / 100 * row +
		    list->count % 100 * row / 100);
	list->anchor = list->cursor;
	list_go(view, row - 1);
	return true;
}

static void go_done(struct view *view, const char *text)
{
	if (text[0] != '\0' && !list_go_typed(view, text))
		ui_say(view->ui, STYLE_WARN, _("A row is a number or per cent "
		    "(1250 or 50%%), not \"%s\""), text);
}

static bool go_row(struct view *view, struct err *err)
{
	static const struct prompt prompt = {
		.label = N_("Row, or per cent (50%)"), .done = go_done,
	};

	(void)err;
	view->busy = view->screen->idle != NULL;
	prompt_open(view->ui, &prompt, "");
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
		list_draw_row(view, at);
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
			list_window(view, i, n);
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
			list_window(view, i, LIST_ROWS);
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
	{ "go-row", "#", N_("To a row by its number or per cent, as \": 1250\" and \": 50%\" do"), NEEDS_ROW, go_row },
	{ "mark", "Space Insert", N_("Mark the row and move down"), NEEDS_ROW, mark },
	{ "mark-range", "v", N_("Mark from the last marked row to here"), NEEDS_ROW, mark_range },
	{ "mark-all", "Ctrl-A", N_("Mark all rows"), NEEDS_ROW, mark_all },
	{ "invert", "*", N_("Turn all marks round"), NEEDS_ROW, invert },
	{ "unmark", "\\", N_("Take all marks away"), 0, unmark },
	{ "search", "/ F7", N_("Search as you type, with or without diacritics"), 0, search, N_("Search") },
	{ "search-next", "n >", N_("Next match"), 0, search_next },
	{ "search-back", "N <", N_("Match before"), 0, search_back },
	{ NULL, NULL, NULL, 0, NULL }
};
/* clang-format on */
