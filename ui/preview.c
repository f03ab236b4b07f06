/* The page image as the workshop draws it: zoom, pan, next page, without the
 * screens ever opening a stranger's file themselves. */
#include "scan_ui.h"

#include "conf.h"
#include "keys.h"
#include "list.h"
#include "listing.h"
#include "pager.h"
#include "scan.h"
#include "text.h"

#include <stdlib.h>
#include <string.h>

enum { PANEL = 44, WIDE = 2 * PANEL + 20 };	/* cells: facts beside it */

struct preview {
	int64_t scan;
	int page, pages, zoom;
	const char *pixels;	/* "kitty", "sixel"; NULL: letters */
	double x, y;
	bool stale;		/* the picture on the terminal is not this one */
};

static const char *mode(struct ui *ui)
{
	const char *depth = getenv("COLORTERM");
	int colors = tty_colors(ui->term);

	if (tty_is_ascii(ui->term))
		return "ascii";
	if (colors == 0)
		return "mono";
	if (depth != NULL && (strcmp(depth, "truecolor") == 0 ||
	    strcmp(depth, "24bit") == 0))
		return "truecolor";
	return colors >= 256 ? "256" : "16";
}

/* What a terminal says of itself; the workplace may say it better. */
static const char *pixel_form(struct ui *ui)
{
	static const char *const sixel[] = { "foot", "mlterm", "contour",
	    "yaft", "sixel" };
	const char *said = conf_get(ui->app->conf, "screen:pixels", "");
	const char *term = getenv("TERM");

	if (strcmp(said, "kitty") == 0 || strcmp(said, "sixel") == 0)
		return said;
	if (said[0] != '\0' || term == NULL)
		return NULL;
	if (getenv("KITTY_WINDOW_ID") != NULL ||
	    strstr(term, "kitty") != NULL || strstr(term, "ghostty") != NULL)
		return "kitty";
	for (size_t i = 0; i < COUNT(sixel); i++)
		if (strstr(term, sixel[i]) != NULL)
			return "sixel";
	return NULL;
}

static int picture_cols(const struct ui *ui)
{
	return ui->cols >= WIDE ? ui->cols - PANEL - 1 : ui->cols;
}

static bool picture(struct view *view, struct buf *out, struct err *err)
{
	struct preview *p = view->data;
	struct ui *ui = view->ui;
	struct pool *pool = &ui->frame;
	const char *words[] = { "scan", "preview", pool_printf(pool, "#%lld",
	    (long long)p->scan), "--page", pool_printf(pool, "%d", p->page),
	    "--size", pool_printf(pool, "%dx%d", picture_cols(ui), ui->rows - 1),
	    "--zoom", pool_printf(pool, "%d", p->zoom), "--at",
	    pool_printf(pool, "%.3f,%.3f", p->x, p->y), "--mode", mode(ui),
	    p->pixels == NULL ? NULL : "--pixels", p->pixels, NULL };

	return command_read(ui, words, out, err);
}

/* Facts and findings at the right edge, where there is room. */
static void facts(struct view *view, struct buf *bytes)
{
	struct preview *p = view->data;
	struct ui *ui = view->ui;
	const int left = ui->cols - PANEL + 1;
	struct err err = { 0 };
	struct page page;

	page_start(&page, &ui->frame, PANEL - 1, ui->rows - 1);
	if (ui->cols < WIDE || !scan_page(view, &page, p->scan, &err))
		return;
	for (int i = 0; i < page.count && i < ui->rows - 1; i++) {
		buf_printf(bytes, "\033[%d;%dH\033[m", i + 1, left);
		for (struct piece *at = page.lines[i]; at != NULL;
		    at = at->next) {
			if (at->col >= 0)
				buf_printf(bytes, "\033[%d;%dH", i + 1,
				    left + at->col);
			buf_text(bytes, at->style == STYLE_STRONG ||
			    at->style == STYLE_BAD ? "\033[1m" : "\033[m");
			buf_text(bytes, at->col < 0 ? at->text : text_fit(
			    &ui->frame, at->text, PANEL - 1 - at->col,
			    TEXT_LEFT, tty_is_ascii(ui->term)));
		}
	}
}

/* Which scan it is, and how many pages it has. */
static bool look_up(struct view *view, struct preview *p, struct err *err)
{
	struct scan scan;

	if (!scan_get(view->ui->app->db, p->scan, &view->ui->frame, &scan,
	    err))
		return false;
	p->pages = scan.pages > 1 ? (int)scan.pages : 1;
	return true;
}

static void draw(struct view *view, bool all)
{
	struct preview *p = view->data;
	struct ui *ui = view->ui;
	struct buf text = { 0 }, bytes = { 0 };
	struct err err = { 0 };

	if (!p->stale && !all)
		return;
	p->stale = false;
	if (!picture(view, &text, &err)) {
		buf_free(&text);
		tty_redraw(ui->term);
		ui_pop(ui);
		ui_fail(ui, &err);
		return;
	}
	for (size_t i = 0; i < text.length; i++) {
		if (text.data[i] == '\n')
			buf_char(&bytes, '\r');
		buf_char(&bytes, text.data[i]);
	}
	facts(view, &bytes);
	if (bytes.length == 0)
		buf_text(&bytes, "");
	tty_pass(ui->term, bytes.data, bytes.length, pool_printf(&ui->frame,
	    _("page %d/%d  zoom %d   + - zoom   arrows: move   PgDn PgUp: page"
	    "   x: pixels   q: back"), p->page, p->pages, p->zoom));
	buf_free(&text);
	buf_free(&bytes);
}

static void clamp(struct preview *p)
{
	p->zoom = p->zoom < 1 ? 1 : p->zoom > 32 ? 32 : p->zoom;
	p->page = p->page < 1 ? 1 : p->page;
	p->x = p->x < 0 ? 0 : p->x > 1 ? 1 : p->x;
	p->y = p->y < 0 ? 0 : p->y > 1 ? 1 : p->y;
	p->stale = true;
}

/* The next page of the file, behind its last one the next scan of the list
 * that it was opened from. */
static void leaf(struct view *view, int by)
{
	struct preview *p = view->data;
	struct view *list = view->below;
	struct err err = { 0 };
	int64_t before;

	p->page += by;
	if (p->page >= 1 && p->page <= p->pages)
		return;
	p->page = p->page < 1 ? 1 : p->pages;
	while (list != NULL && (list->screen == NULL ||
	    strcmp(list->screen->name, "scans") != 0))
		list = list->below;
	if (list == NULL)
		return;
	before = list->list.cursor;
	list_go(list, before + by);
	if (list->list.cursor == before)
		return;
	p->scan = list_id(list);
	p->page = 1;
	p->zoom = 1;
	p->x = p->y = 0.5;
	if (!look_up(view, p, &err))
		p->pages = 1;
	if (by < 0)
		p->page = p->pages;
}

/* Pictures stay on a terminal of that kind until they are taken away. */
static void turn_pixels(struct view *view, bool off)
{
	struct preview *p = view->data;

	if (p->pixels != NULL && strcmp(p->pixels, "kitty") == 0)
		tty_pass(view->ui->term, "\033_Ga=d\033\\", 8, "");
	p->pixels = off || p->pixels != NULL ? NULL : pixel_form(view->ui);
}

static bool key(struct view *view, int32_t pressed)
{
	struct preview *p = view->data;
	int32_t plain = key_plain(pressed);
	double step = 0.5 / p->zoom;

	if (pressed == KEY_IS_ESC || plain == 'q' || pressed == KEY_IS_ENTER ||
	    pressed == KEY_IS_F1 + 2) {
		turn_pixels(view, true);
		tty_redraw(view->ui->term);
		ui_pop(view->ui);
		return true;
	}
	if (plain == '+' || plain == '=')
		p->zoom *= 2;
	else if (plain == '-')
		p->zoom /= 2;
	else if (pressed == KEY_IS_LEFT || plain == 'h')
		p->x -= step;
	else if (pressed == KEY_IS_RIGHT || plain == 'l')
		p->x += step;
	else if (pressed == KEY_IS_UP || plain == 'k')
		p->y -= step;
	else if (pressed == KEY_IS_DOWN || plain == 'j')
		p->y += step;
	else if (pressed == KEY_IS_PAGE_DOWN || plain == 'n')
		leaf(view, 1);
	else if (pressed == KEY_IS_PAGE_UP || plain == 'p')
		leaf(view, -1);
	else if (plain == '1')
		p->zoom = 1;
	else if (plain == 'x')
		turn_pixels(view, false);
	else
		return true;
	clamp(p);
	return true;
}

static const struct face preview_face = {
	.draw = draw, .key = key,
};

bool scan_preview_show(struct view *view, int64_t id, struct err *err)
{
	struct view *top = ui_push(view->ui, &preview_face,
	    sizeof(struct preview));
	struct preview *p = top->data;

	*p = (struct preview){ .scan = id, .page = 1, .pages = 1, .zoom = 1,
		.x = 0.5, .y = 0.5, .stale = true };
	if (look_up(view, p, err))
		return true;
	ui_pop(view->ui);
	return false;
}
