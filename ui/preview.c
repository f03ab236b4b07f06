/* The page image as the workshop draws it: zoom, pan, next page, without the
 * screens ever opening a stranger's file themselves. */
#include "scan_ui.h"

#include "keys.h"
#include "listing.h"

#include <stdlib.h>
#include <string.h>

struct preview {
	int64_t scan;
	int page, zoom;
	double x, y;
	bool stale;		/* the picture on the terminal is not this one */
	const char *hint;
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

static bool picture(struct view *view, struct buf *out, struct err *err)
{
	struct preview *p = view->data;
	struct ui *ui = view->ui;
	struct pool *pool = &ui->frame;
	const char *words[] = { "scan", "preview", pool_printf(pool, "#%lld",
	    (long long)p->scan), "--page", pool_printf(pool, "%d", p->page),
	    "--size", pool_printf(pool, "%dx%d", ui->cols, ui->rows - 1),
	    "--zoom", pool_printf(pool, "%d", p->zoom), "--at",
	    pool_printf(pool, "%.3f,%.3f", p->x, p->y), "--mode", mode(ui),
	    NULL };

	return command_read(ui, words, out, err);
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
	tty_pass(ui->term, bytes.data, bytes.length, pool_printf(&ui->frame,
	    _("page %d  zoom %d   + - zoom   arrows: move   PgDn PgUp: page"
	    "   q: back"), p->page, p->zoom));
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

static bool key(struct view *view, int32_t pressed)
{
	struct preview *p = view->data;
	int32_t plain = key_plain(pressed);
	double step = 0.5 / p->zoom;

	if (pressed == KEY_IS_ESC || plain == 'q' || pressed == KEY_IS_ENTER ||
	    pressed == KEY_IS_F1 + 2) {
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
		p->page++;
	else if (pressed == KEY_IS_PAGE_UP || plain == 'p')
		p->page--;
	else if (plain == '1')
		p->zoom = 1;
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

	(void)err;
	*p = (struct preview){ .scan = id, .page = 1, .zoom = 1, .x = 0.5,
		.y = 0.5, .stale = true };
	return true;
}
