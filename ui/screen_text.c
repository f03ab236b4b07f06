/* What a command printed, as it printed it: the lines of a table are not
 * broken, Left and Right go along them, its head stays. Sentences, such as the
 * findings of a log, are broken at words: nobody reads them half. */
#include "ui.h"

#include <string.h>

struct text {
	const char *title;
	const char *text;	/* safe, with line ends */
	int left;		/* cells that are gone on the left */
	int width;		/* of the longest line */
	int fixed;		/* lines of the head */
};

static const char *next_line(const char *text, size_t *length)
{
	*length = strcspn(text, "\n");
	return text[*length] == '\n' ? text + *length + 1 : text + *length;
}

/* "----  -------": what stands under the head of a table. */
static bool is_rule(const char *line, size_t length)
{
	size_t dashes = 0;

	for (size_t i = 0; i < length; i++)
		if (line[i] == '-')
			dashes++;
		else if (line[i] != ' ')
			return false;
	return dashes > 8;
}

/* The longest line, and the lines of the head if there is a table. */
static void measure(struct pool *pool, struct text *t, int *lines)
{
	const char *at = t->text;
	size_t length;

	t->width = t->fixed = *lines = 0;
	for (; *at != '\0'; ++*lines) {
		const char *line = at;
		int width;

		at = next_line(at, &length);
		width = text_width(pool_copy_n(pool, line, length));
		if (width > t->width)
			t->width = width;
		if (t->fixed == 0 && *lines < 4 && is_rule(line, length))
			t->fixed = *lines + 1;
	}
}

static const char *behind(const char *line, int cells)
{
	while (cells > 0 && *line != '\0') {
		int wide = 0;
		size_t length = text_cluster(line, &wide);

		cells -= wide;
		line += length == 0 ? 1 : length;
	}
	return line;
}

static bool page(struct view *view, struct page *page, int64_t id,
    struct err *err)
{
	struct text *t = view->data;
	const char *at = t == NULL ? "" : t->text;
	int number = 0;
	size_t length;

	(void)id;
	(void)err;
	for (; *at != '\0'; number++) {
		const char *line = at;

		at = next_line(at, &length);
		if (t->fixed == 0) {
			page_wrap(page, 0, STYLE_TEXT,
			    pool_copy_n(page->pool, line, length));
			continue;
		}
		page_say(page, number < t->fixed ? STYLE_HEAD : STYLE_TEXT,
		    "%s", behind(pool_copy_n(page->pool, line, length),
		    t->left));
	}
	page->fixed = t == NULL || t->fixed >= page->height / 2 ? 0 : t->fixed;
	return true;
}

static const char *subject(struct view *view)
{
	struct text *t = view->data;

	return t == NULL ? "" : t->title;
}

/* Where in the text one is. */
static const char *status(struct view *view)
{
	struct text *t = view->data;
	const struct page *p = &view->page;
	int right = t == NULL ? 0 : t->left + view->ui->cols;
	int below = p->first + p->height;

	if (t == NULL)
		return "";
	if (t->fixed == 0)
		return pool_printf(&view->ui->frame, _("Lines %d-%d of %d"),
		    p->first + 1, below < p->count ? below : p->count,
		    p->count);
	return pool_printf(&view->ui->frame, _("Lines %d-%d of %d, columns "
	    "%d-%d of %d"), p->first + 1, below < p->count ? below : p->count,
	    p->count, t->left + 1, right < t->width ? right : t->width,
	    t->width);
}

static void go(struct view *view, int left)
{
	struct text *t = view->data;
	int most = t == NULL ? 0 : t->width - view->ui->cols;

	if (t == NULL || t->fixed == 0)
		return;
	left = left > most ? most : left;
	t->left = left < 0 ? 0 : left;
	view_load(view);
}

static bool right(struct view *view, struct err *err)
{
	struct text *t = view->data;

	(void)err;
	go(view, t == NULL ? 0 : t->left + view->ui->cols / 2);
	return true;
}

static bool left(struct view *view, struct err *err)
{
	struct text *t = view->data;

	(void)err;
	go(view, t == NULL ? 0 : t->left - view->ui->cols / 2);
	return true;
}

static bool line_start(struct view *view, struct err *err)
{
	(void)err;
	go(view, 0);
	return true;
}

static bool line_end(struct view *view, struct err *err)
{
	struct text *t = view->data;

	(void)err;
	go(view, t == NULL ? 0 : t->width);
	return true;
}

static void reveal(struct view *view, int col)
{
	struct text *t = view->data;
	int cols = view->ui->cols;

	if (t != NULL && (col < t->left || col >= t->left + cols - cols / 4))
		go(view, col < cols - cols / 4 ? 0 : col - cols / 2);
}

static bool leave(struct view *view, struct err *err)
{
	(void)err;
	ui_pop(view->ui);
	return true;
}

bool text_open(struct ui *ui, const char *title, const char *text, int room,
    int height, struct err *err)
{
	struct view *view;
	struct pool pool = { 0 };
	struct text t = { .text = text };
	int lines;
	bool wanted;

	measure(&pool, &t, &lines);
	pool_free(&pool);
	wanted = lines > height || (t.fixed > 0 && t.width > room);
	if (!wanted || ui->top == NULL)
		return false;
	if (!ui_open(ui, "text", 0, err))
		return false;
	view = ui->top;
	t.title = pool_copy(&view->own, title);
	t.text = pool_copy(&view->own, text);
	view->data = pool_alloc(&view->own, sizeof(t));
	memcpy(view->data, &t, sizeof(t));
	view_load(view);
	return true;
}

/* clang-format off */
static const struct action actions[] = {
	{ "right", "l Right", N_("Half a screen to the right"), 0, right, N_("Right") },
	{ "left", "h Left", N_("Half a screen to the left"), 0, left, N_("Left") },
	{ "line-start", "0 ^", N_("To the beginning of the lines"), 0, line_start },
	{ "line-end", "$", N_("To the end of the lines"), 0, line_end },
	{ "leave", "Enter Esc q Backspace", N_("Close the text"), 0, leave, N_("Close") },
	{ NULL, NULL, NULL, 0, NULL }
};
/* clang-format on */

const struct screen screen_text = {
	.name = "text",
	.title = N_("Text"),
	.help = N_("What a command printed. The lines of a table are not "
	    "broken: Left and Right go along them, its head stays. Sentences "
	    "are broken at words."),
	.actions = actions,
	.hidden = true,
	.page = page,
	.reveal = reveal,
	.subject = subject,
	.status = status,
};
