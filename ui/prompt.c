#include "prompt.h"

#include "keys.h"
#include "ui.h"

#include <string.h>

enum { LONGEST = 4000 };	/* bytes of a line */

void typed_set(struct typed *line, const char *text)
{
	buf_clear(&line->text);
	buf_text(&line->text, text == NULL ? "" : text);
	line->at = line->text.length;
	line->first = 0;
}

const char *typed_text(const struct typed *line)
{
	return buf_string(&line->text);
}

void typed_free(struct typed *line)
{
	buf_free(&line->text);
}

static void remove_bytes(struct typed *line, size_t from, size_t to)
{
	char *data = line->text.data;

	if (to <= from)
		return;
	memmove(data + from, data + to, line->text.length - to + 1);
	line->text.length -= to - from;
	line->at = from;
}

static void insert(struct typed *line, const char *bytes, size_t length)
{
	char *data;

	if (line->text.length + length > LONGEST)
		return;
	buf_room(&line->text, length);
	data = line->text.data;
	memmove(data + line->at + length, data + line->at,
	    line->text.length - line->at);
	memcpy(data + line->at, bytes, length);
	line->text.length += length;
	data[line->text.length] = '\0';
	line->at += length;
}

static size_t before(const struct typed *line)
{
	return line->at - text_cluster_before(typed_text(line), line->at);
}

static size_t behind(const struct typed *line)
{
	return line->at + text_cluster(typed_text(line) + line->at, NULL);
}

static size_t word_before(const struct typed *line)
{
	const char *text = typed_text(line);
	size_t at = line->at;

	while (at > 0 && text[at - 1] == ' ')
		at--;
	while (at > 0 && text[at - 1] != ' ')
		at--;
	return at;
}

bool typed_key(struct typed *line, int32_t key)
{
	char bytes[4];

	switch (key) {
	case KEY_IS_LEFT:
		line->at = before(line);
		return true;
	case KEY_IS_RIGHT:
		line->at = behind(line);
		return true;
	case KEY_IS_HOME:
	case 1:			/* Ctrl-A */
		line->at = 0;
		return true;
	case KEY_IS_END:
	case 5:			/* Ctrl-E */
		line->at = line->text.length;
		return true;
	case KEY_IS_BACKSPACE:
		remove_bytes(line, before(line), line->at);
		return true;
	case KEY_IS_DELETE:
	case 4:			/* Ctrl-D */
		remove_bytes(line, line->at, behind(line));
		return true;
	case 21:		/* Ctrl-U */
		remove_bytes(line, 0, line->at);
		return true;
	case 11:		/* Ctrl-K */
		remove_bytes(line, line->at, line->text.length);
		return true;
	case 23:		/* Ctrl-W */
		remove_bytes(line, word_before(line), line->at);
		return true;
	}
	if (key < KEY_IS_SPACE || key >= KEY_IS_UP)
		return false;
	insert(line, bytes, text_put(bytes, key));
	return true;
}

void typed_paste(struct typed *line, const char *text)
{
	for (; *text != '\0'; text++)
		insert(line, (unsigned char)*text < ' ' ? " " : text, 1);
}

void typed_draw(struct tty *term, struct pool *pool, struct typed *line,
    int row, int col, int width, bool active)
{
	const char *text = typed_text(line);
	const char *front = text_safe(pool, pool_copy_n(pool, text, line->at));
	const char *shown = text_safe(pool, text);
	int cursor = text_width(front);

	if (!active)
		line->first = 0;
	else if (cursor < line->first)
		line->first = cursor;
	else if (cursor - line->first > width - 1)
		line->first = cursor - width + 1;
	for (int skip = line->first; skip > 0 && *shown != '\0';) {
		int cells = 0;

		shown += text_cluster(shown, &cells);
		skip -= cells;
	}
	tty_put(term, row, col, width, STYLE_FIELD, shown);
	if (active)
		tty_cursor(term, row, col + cursor - line->first);
}

/* --- one line at the bottom ---------------------------------------------- */

struct prompt_data {
	const struct prompt *prompt;
	struct typed line;
};

static void draw(struct view *view, bool all)
{
	struct prompt_data *d = view->data;
	struct ui *ui = view->ui;
	const char *label = _(d->prompt->label);
	int width = text_width(label) + 2, right = 0;

	(void)all;
	tty_put(ui->term, ui->rows - 2, 0, width, STYLE_KEY,
	    pool_printf(&ui->frame, "%s: ", label));
	if (ui->message != NULL) {
		right = text_width(ui->message) + 2;
		if (right > ui->cols / 2)
			right = ui->cols / 2;
		tty_put(ui->term, ui->rows - 2, ui->cols - right, right,
		    ui->message_style, text_fit(&ui->frame, pool_printf(
		    &ui->frame, " %s", ui->message), right, TEXT_LEFT,
		    tty_is_ascii(ui->term)));
	}
	typed_draw(ui->term, &ui->frame, &d->line, ui->rows - 2, width,
	    ui->cols - width - right, true);
}

static void finish(struct view *view, bool done)
{
	struct prompt_data *d = view->data;
	const struct prompt *prompt = d->prompt;
	struct ui *ui = view->ui;
	struct pool pool = { 0 };
	const char *text = pool_copy(&pool, typed_text(&d->line));

	ui_pop(ui);
	if (done)
		prompt->done(ui->top, text);
	else if (prompt->stopped != NULL)
		prompt->stopped(ui->top);
	pool_free(&pool);
}

static void changed(struct view *view)
{
	struct prompt_data *d = view->data;

	view->ui->message = NULL;
	if (d->prompt->changed != NULL)
		d->prompt->changed(view->below, typed_text(&d->line));
}

static bool key(struct view *view, int32_t key)
{
	struct prompt_data *d = view->data;

	if (key == KEY_IS_ENTER || key_leaves(key) ||
	    (key == KEY_IS_BACKSPACE && d->line.text.length == 0)) {
		finish(view, key == KEY_IS_ENTER);
	} else if (key == KEY_IS_TAB && d->prompt->complete != NULL) {
		const char *text = d->prompt->complete(view->below,
		    typed_text(&d->line), &view->ui->frame);

		if (text != NULL && strcmp(text, typed_text(&d->line)) != 0) {
			typed_set(&d->line, text);
			changed(view);
		}
	} else if (typed_key(&d->line, key)) {
		changed(view);
	}
	return true;
}

static bool paste(struct view *view, const char *text)
{
	struct prompt_data *d = view->data;

	typed_paste(&d->line, text);
	changed(view);
	return true;
}

static void close_prompt(struct view *view)
{
	struct prompt_data *d = view->data;

	typed_free(&d->line);
}

static const struct face prompt_face = {
	.overlay = true, .draw = draw, .key = key, .paste = paste,
	.close = close_prompt,
};

void prompt_open(struct ui *ui, const struct prompt *prompt, const char *text)
{
	struct view *view = ui_push(ui, &prompt_face,
	    sizeof(struct prompt_data));
	struct prompt_data *d = view->data;

	d->prompt = prompt;
	typed_set(&d->line, text);
}
