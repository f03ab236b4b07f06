#include "pager.h"

#include "hints.h"
#include "prompt.h"
#include "ui.h"

#include <stdarg.h>
#include <string.h>

void page_start(struct page *page, struct pool *pool, int width, int height)
{
	page->pool = pool;
	page->lines = NULL;
	page->count = page->room = 0;
	page->last = NULL;
	page->width = width;
	page->height = height;
	page->first = page->fixed = 0;
	page->needle = "";
}

void page_line(struct page *page)
{
	if (page->count == page->room) {
		int room = page->room == 0 ? 64 : page->room * 2;
		struct piece **lines = pool_array(page->pool, (size_t)room,
		    sizeof(struct piece *));

		if (page->count > 0)
			memcpy(lines, page->lines,
			    (size_t)page->count * sizeof(struct piece *));
		page->lines = lines;
		page->room = room;
	}
	page->lines[page->count++] = NULL;
	page->last = NULL;
}

static void add(struct page *page, int col, enum style style,
    const char *text)
{
	struct piece *piece = pool_alloc(page->pool, sizeof(*piece));

	if (page->count == 0)
		page_line(page);
	piece->text = text_safe(page->pool, pool_copy(page->pool, text));
	piece->style = style;
	piece->col = col;
	if (page->last == NULL)
		page->lines[page->count - 1] = piece;
	else
		page->last->next = piece;
	page->last = piece;
}

void page_add(struct page *page, enum style style, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	add(page, -1, style, hint_words(page->pool, pool_vprintf(page->pool,
	    format, args)));
	va_end(args);
}

void page_at(struct page *page, int col, enum style style,
    const char *format, ...)
{
	va_list args;

	va_start(args, format);
	add(page, col, style, pool_vprintf(page->pool, format, args));
	va_end(args);
}

void page_say(struct page *page, enum style style, const char *format, ...)
{
	va_list args;

	page_line(page);
	va_start(args, format);
	add(page, -1, style, pool_vprintf(page->pool, format, args));
	va_end(args);
}

const char *page_cut(struct pool *pool, const char **at, int width)
{
	const char *text = *at, *p = text, *good = NULL;
	int cells = 0;

	while (*p != '\0' && *p != '\n') {
		int wide = 0;
		size_t length = text_cluster(p, &wide);

		if (cells + wide > width && p > text)
			break;
		cells += wide;
		if (*p == ' ')
			good = p;
		p += length == 0 ? 1 : length;
	}
	if (*p != '\0' && *p != '\n' && *p != ' ' && good != NULL &&
	    good > text)
		p = good;
	*at = p;
	while (**at == ' ')
		(*at)++;
	if (**at == '\n')
		(*at)++;
	return pool_copy_n(pool, text, (size_t)(p - text));
}

void page_wrap(struct page *page, int col, enum style style,
    const char *text)
{
	int width = page->width - col - 1;
	const char *at = text_safe_lines(page->pool, hint_words(page->pool,
	    text));

	if (width < 8)
		width = 8;
	do {
		page_line(page);
		add(page, col, style, page_cut(page->pool, &at, width));
	} while (*at != '\0');
}

void page_pair(struct page *page, const char *label, enum style style,
    const char *value)
{
	int col = page->width < 60 ? 16 : 22;
	const char *at = text_safe_lines(page->pool, value);
	int width = page->width - col - 1, own = text_width(label) + 2;

	page_line(page);
	/* A long label is not cut: its value moves on, or goes below. */
	add(page, 1, STYLE_DIM, label);
	if (own <= col)
		own = col;
	else if (page->width - own - 1 < 12)
		page_line(page);
	if (page->width - own - 1 < 12)
		own = col;
	add(page, own, style, page_cut(page->pool, &at,
	    page->width - own - 1 < 8 ? 8 : page->width - own - 1));
	while (*at != '\0') {
		page_line(page);
		add(page, col, style, page_cut(page->pool, &at,
		    width < 8 ? 8 : width));
	}
}

void page_head(struct page *page, const char *text)
{
	if (page->count > 0)
		page_line(page);
	page_line(page);
	add(page, 1, STYLE_HEAD, text);
}

/* So many times the mark behind what is there. */
static size_t put_marks(char *text, size_t at, const char *mark, int count)
{
	for (int i = 0; i < count; i++) {
		memcpy(text + at, mark, strlen(mark));
		at += strlen(mark);
	}
	text[at] = '\0';
	return at;
}

static int64_t steps_of(int64_t part, int64_t whole, int width)
{
	int64_t steps = whole <= 0 || part <= 0 ? 0 : part * width * 8 / whole;

	return steps > (int64_t)width * 8 ? (int64_t)width * 8 : steps;
}

void page_bars(struct page *page, int width, int64_t part, int64_t more,
    int64_t whole, bool ascii, enum style style)
{
	static const char *const eighths[] = {
		"", "▏", "▎", "▍", "▌", "▋", "▊", "▉"
	};
	char text[1024];
	int64_t steps;
	int cells, next;
	size_t at;

	if (width > 200)
		width = 200;
	steps = steps_of(part, whole, width);
	cells = (int)(steps / 8);
	next = (int)(steps_of(more, whole, width) / 8);
	at = put_marks(text, 0, ascii ? "#" : "█", cells);
	if (!ascii && steps % 8 != 0) {
		put_marks(text, at, eighths[steps % 8], 1);
		cells++;
	}
	add(page, -1, style, text);
	if (next > cells) {
		put_marks(text, 0, ascii ? "-" : "░", next - cells);
		add(page, -1, style, text);
		cells = next;
	}
	put_marks(text, 0, ascii ? "." : "·", width - cells);
	add(page, -1, STYLE_DIM, text);
}

void page_bar(struct page *page, int width, int64_t part, int64_t whole,
    bool ascii, enum style style)
{
	page_bars(page, width, part, 0, whole, ascii, style);
}

static void copy_line(struct page *page, const struct page *from, int line,
    int at)
{
	struct piece *piece = line < from->count ? from->lines[line] : NULL;
	bool first = true;

	for (; piece != NULL; piece = piece->next) {
		add(page, piece->col >= 0 ? piece->col + at : first ? at : -1,
		    piece->style, piece->text);
		first = false;
	}
}

void page_beside(struct page *page, const struct page *left,
    const struct page *right, int at)
{
	for (int i = 0; i < left->count || i < right->count; i++) {
		page_line(page);
		copy_line(page, left, i, 0);
		copy_line(page, right, i, at);
	}
}

/* The first place in the text that is, folded, the needle: its length in
 * bytes, 0 when there is none. */
static size_t find_folded(struct pool *pool, const char *text,
    const char *needle, size_t *at)
{
	size_t wanted = strlen(needle), length = 0, step;

	*at = 0;
	if (wanted == 0 || strstr(text_fold(pool, text), needle) == NULL)
		return 0;
	while (text[*at] != '\0' && (text[*at] == ' ' || strncmp(text_fold(pool,
	    text + *at), needle, wanted) != 0))
		*at += text_cluster(text + *at, NULL);
	while ((step = text_cluster(text + *at + length, NULL)) > 0) {
		length += step;
		if (strlen(text_fold(pool, pool_copy_n(pool, text + *at,
		    length))) >= wanted)
			break;
	}
	return length;
}

/* A piece, with what is searched marked; the column behind it. */
static int put_marked(struct tty *term, int row, int col,
    const struct page *page, enum style style, const char *text)
{
	size_t at, length;

	while ((length = find_folded(page->pool, text, page->needle, &at)) >
	    0) {
		if (at > 0)
			col = tty_put(term, row, col, -1, style, pool_copy_n(
			    page->pool, text, at));
		col = tty_put(term, row, col, -1, STYLE_SELECT, pool_copy_n(
		    page->pool, text + at, length));
		text += at + length;
	}
	return tty_put(term, row, col, -1, style, text);
}

void page_draw(struct tty *term, const struct page *page, int top,
    int height, int left, int width)
{
	for (int i = 0; i < height; i++) {
		int line = i < page->fixed ? i : page->first + i, col = left;

		if (line < page->count)
			for (const struct piece *p = page->lines[line]; p;
			    p = p->next) {
				int to = p->col < 0 ? col : left + p->col;
				int room = left + width - (to > col ? to : col);

				if (to > col)
					col = tty_put(term, top + i, col,
					    to - col, STYLE_TEXT, "");
				if (room <= 0)
					break;
				col = put_marked(term, top + i, col, page,
				    p->style, text_width(p->text) <= room ?
				    p->text : text_fit(page->pool, p->text,
				    room, TEXT_LEFT, tty_is_ascii(term)));
			}
		if (col < left + width)
			tty_put(term, top + i, col, left + width - col,
			    STYLE_TEXT, "");
	}
}

/* --- moving ---------------------------------------------------------------- */

static bool move(struct view *view, int by)
{
	struct page *page = &view->page;
	int last = page->count - page->height;

	page->first += by;
	if (page->first > last)
		page->first = last;
	if (page->first < 0)
		page->first = 0;
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

static bool page_down(struct view *view, struct err *err)
{
	(void)err;
	return move(view, view->page.height - 1);
}

static bool page_up(struct view *view, struct err *err)
{
	(void)err;
	return move(view, 1 - view->page.height);
}

static bool home(struct view *view, struct err *err)
{
	(void)err;
	return move(view, -view->page.count);
}

static bool end(struct view *view, struct err *err)
{
	(void)err;
	return move(view, view->page.count);
}

/* Whether the line has it, and behind how many cells. */
static bool has(struct view *view, int line, int *col)
{
	const char *needle = view->list.needle;
	struct pool *pool = &view->ui->frame;
	struct buf text = { 0 };
	size_t at;
	bool found;

	for (struct piece *p = view->page.lines[line]; p != NULL; p = p->next)
		buf_text(&text, p->text);
	found = find_folded(pool, buf_string(&text), needle, &at) > 0;
	if (found)
		*col = text_width(pool_copy_n(pool, buf_string(&text), at));
	buf_free(&text);
	return found;
}

static bool find(struct view *view, int from, int by)
{
	struct page *page = &view->page;
	int col;

	/* The lines of a table are searched whole. */
	if (view->screen->reveal != NULL)
		view->screen->reveal(view, 0);
	for (int i = from; i >= 0 && i < page->count; i += by)
		if (has(view, i, &col)) {
			page->first = i - page->fixed;
			view->page.found = i;
			move(view, 0);
			if (view->screen->reveal != NULL)
				view->screen->reveal(view, col);
			return true;
		}
	return false;
}

/* Which of the lines that have it this one is. */
static void say_which(struct view *view)
{
	int count = 0, here = 0, col;

	for (int i = 0; i < view->page.count; i++)
		if (has(view, i, &col)) {
			count++;
			if (i <= view->page.found)
				here = count;
		}
	ui_say(view->ui, STYLE_INFO, _("Line %d of %d with it"), here, count);
}

static void search_changed(struct view *view, const char *text)
{
	const char *folded = text_fold(&view->ui->frame, text);

	if (strlen(folded) >= sizeof(view->list.needle))
		return;
	strcpy(view->list.needle, folded);
	if (folded[0] != '\0' && !find(view, 0, 1))
		ui_say(view->ui, STYLE_WARN, _("Not found"));
}

static void search_done(struct view *view, const char *text)
{
	if (text[0] != '\0' && find(view, 0, 1))
		say_which(view);
}

static void search_stopped(struct view *view)
{
	view->list.needle[0] = '\0';
}

static bool search(struct view *view, struct err *err)
{
	static const struct prompt prompt = {
		.label = N_("Search"), .changed = search_changed,
		.done = search_done, .stopped = search_stopped,
	};

	(void)err;
	prompt_open(view->ui, &prompt, "");
	return true;
}

/* Where the next one is looked for: from the last, if it is in sight. */
static int here(const struct view *view, int by)
{
	const struct page *page = &view->page;
	int top = page->first + page->fixed;

	if (page->found >= top && page->found < page->first + page->height)
		return page->found + by;
	return by > 0 ? top : top - 1;
}

static bool search_next(struct view *view, struct err *err)
{
	(void)err;
	if (view->list.needle[0] == '\0' || !find(view, here(view, 1), 1))
		ui_say(view->ui, STYLE_WARN, _("Not found"));
	else
		say_which(view);
	return true;
}

static bool search_back(struct view *view, struct err *err)
{
	(void)err;
	if (view->list.needle[0] == '\0' || !find(view, here(view, -1), -1))
		ui_say(view->ui, STYLE_WARN, _("Not found"));
	else
		say_which(view);
	return true;
}

/* clang-format off */
const struct action page_actions[] = {
	{ "down", "Down j", N_("Down a line"), 0, down },
	{ "up", "Up k", N_("Up a line"), 0, up },
	{ "page-down", "PgDn Space Ctrl-F", N_("Next page"), 0, page_down },
	{ "page-up", "PgUp b Ctrl-B", N_("Page before"), 0, page_up },
	{ "first", "Home g", N_("To the beginning"), 0, home },
	{ "last", "End G", N_("To the end"), 0, end },
	{ "search", "/ F7", N_("Search as you type, with or without diacritics"), 0, search, N_("Search") },
	{ "search-next", "n >", N_("Next match"), 0, search_next },
	{ "search-back", "N <", N_("Match before"), 0, search_back },
	{ NULL, NULL, NULL, 0, NULL }
};
/* clang-format on */
