/* Sending what has changed. `want` is the picture that was put together,
 * `have` what the terminal shows; the difference goes out as the fewest
 * bytes that we know of, and always in one write. */
#include "tty_inside.h"

#include "job.h"
#include "text.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

static const struct cell blank = { " ", STYLE_TEXT };

static struct cell *row_of(struct grid *grid, int row)
{
	return grid->cells + (size_t)row * (size_t)grid->cols;
}

static bool same(const struct cell *a, const struct cell *b)
{
	return memcmp(a, b, sizeof(*a)) == 0;
}

static void touch(struct tty *term, int row, int from, int to)
{
	struct span *span = &term->dirty[row];

	if (from < span->from)
		span->from = from;
	if (to > span->to)
		span->to = to;
}

void grid_free(struct tty *term)
{
	free(term->want.cells);
	free(term->have.cells);
	free(term->dirty);
	term->want.cells = term->have.cells = NULL;
	term->dirty = NULL;
}

void grid_make(struct tty *term, int rows, int cols)
{
	size_t count = (size_t)rows * (size_t)cols;

	grid_free(term);
	term->want = (struct grid){ must_alloc(count * sizeof(struct cell)),
		rows, cols };
	term->have = (struct grid){ must_alloc(count * sizeof(struct cell)),
		rows, cols };
	term->dirty = must_alloc((size_t)rows * sizeof(*term->dirty));
	for (size_t i = 0; i < count; i++)
		term->want.cells[i] = blank;
	tty_redraw(term);
}

void tty_size(const struct tty *term, int *rows, int *cols)
{
	*rows = term->want.rows;
	*cols = term->want.cols;
}

/* --- putting ------------------------------------------------------------- */

/* Half of a wide letter that is written over leaves a blank. */
static void mend_wide(struct tty *term, int row, int col)
{
	struct cell *cells = row_of(&term->want, row);

	if (col < term->want.cols && cells[col].text[0] == '\0') {
		cells[col] = blank;
		touch(term, row, col, col);
	}
}

static void set_cell(struct tty *term, int row, int col,
    const struct cell *cell)
{
	struct cell *to = row_of(&term->want, row) + col;

	if (same(to, cell))
		return;
	if (to->text[0] == '\0' && col > 0) {
		to[-1] = blank;
		touch(term, row, col - 1, col);
	}
	*to = *cell;
	touch(term, row, col, col);
}

static size_t one_cell(const char *text, enum style style, struct cell *cell,
    int *width)
{
	unsigned char first = (unsigned char)text[0];
	size_t length = 1;

	*cell = (struct cell){ .style = (uint8_t)style };
	*width = 1;
	if (first < 0x20 || first == 0x7f) {
		cell->text[0] = '?';
		return 1;
	}
	if (first < 0x80 && (unsigned char)text[1] < 0x80) {
		cell->text[0] = (char)first;
		return 1;
	}
	length = text_cluster(text, width);
	if (length == 0)
		length = 1;
	if (length < sizeof(cell->text) && *width > 0 && text_valid_n(text,
	    length) && !(first == 0xc2 && (unsigned char)text[1] < 0xa0))
		memcpy(cell->text, text, length);
	else if (*width > 0)
		cell->text[0] = '?', *width = 1;
	return length;
}

int tty_put(struct tty *term, int row, int col, int width,
    enum style style, const char *text)
{
	int end = width < 0 ? term->want.cols : col + width;
	struct cell space = blank;

	if (end > term->want.cols)
		end = term->want.cols;
	if (row < 0 || row >= term->want.rows || col < 0)
		return col;
	while (*text != '\0' && col < end) {
		struct cell cell;
		int cells;
		size_t length = one_cell(text, style, &cell, &cells);

		if (cells > 0 && col + cells > end)
			break;
		text += length;
		if (cells <= 0)
			continue;
		set_cell(term, row, col, &cell);
		if (cells == 2) {
			struct cell right = { .style = (uint8_t)style };

			set_cell(term, row, col + 1, &right);
			row_of(&term->want, row)[col] = cell;
		}
		col += cells;
	}
	space.style = (uint8_t)style;
	if (style != STYLE_BAR && style != STYLE_SELECT && style != STYLE_FIELD)
		space.style = STYLE_TEXT;
	for (; width >= 0 && col < end; col++)
		set_cell(term, row, col, &space);
	mend_wide(term, row, col);
	return col;
}

void tty_clear(struct tty *term)
{
	for (int row = 0; row < term->want.rows; row++)
		tty_put(term, row, 0, term->want.cols, STYLE_TEXT, "");
}

void tty_cursor(struct tty *term, int row, int col)
{
	term->cursor_row = row;
	term->cursor_col = col;
}

void tty_redraw(struct tty *term)
{
	size_t count = (size_t)term->have.rows * (size_t)term->have.cols;

	for (size_t i = 0; i < count; i++)
		term->have.cells[i] = blank;
	tty_write_cap(term, "\033[m");
	if (term->can_scroll)
		tty_write_csr(term, 0, term->want.rows - 1);
	tty_write_cap(term, term->clear);
	tty_write_cap(term, term->hide);
	term->cursor_shown = false;
	term->look = STYLE_TEXT;
	term->row = term->col = 0;
	term->region_top = 0;
	term->region_bottom = term->want.rows - 1;
	for (int row = 0; row < term->want.rows; row++)
		term->dirty[row] = (struct span){ 0, term->want.cols - 1 };
}

/* --- moving the cursor ---------------------------------------------------- */

/* Along the row from a known column: the shortest of going back by
 * backspaces, sending again what stands between, and addressing. */
static bool move_along(struct tty *term, int col)
{
	int by = col - term->col;
	struct cell *cells = row_of(&term->have, term->row);

	if (by == 0)
		return true;
	if (by < 0 && -by <= 3) {
		for (; by < 0; by++)
			buf_char(&term->bytes, '\b');
		return true;
	}
	if (col == 0) {
		buf_char(&term->bytes, '\r');
		return true;
	}
	if (by > 0 && by <= 3) {
		int i;

		for (i = term->col; i < col; i++)
			if (cells[i].style != term->look ||
			    cells[i].text[0] == '\0' || cells[i].text[1] != '\0')
				break;
		if (i == col) {
			for (i = term->col; i < col; i++)
				buf_char(&term->bytes, cells[i].text[0]);
			return true;
		}
	}
	if (by > 0 && term->can_cuf) {
		if (by == 1)
			buf_text(&term->bytes, "\033[C");
		else
			buf_printf(&term->bytes, "\033[%dC", by);
		return true;
	}
	if (term->can_hpa) {
		buf_printf(&term->bytes, "\033[%dG", col + 1);
		return true;
	}
	return false;
}

static void move_to(struct tty *term, int row, int col)
{
	bool near = term->row >= 0 && term->col >= 0 && row >= term->row &&
	    row - term->row <= 2 && (row == term->row ||
	    term->row > term->region_bottom || row <= term->region_bottom) &&
	    (row == term->row || term->row >= term->region_top ||
	    row < term->region_top);

	if (near) {
		size_t before = term->bytes.length;
		int old = term->row;

		for (; term->row < row; term->row++)
			buf_char(&term->bytes, '\n');
		if (move_along(term, col)) {
			term->col = col;
			return;
		}
		term->bytes.length = before;
		term->row = old;
	}
	tty_write_cup(term, row, col);
	term->row = row;
	term->col = col;
}

static void look_like(struct tty *term, int style)
{
	const char *code = term->style[style];

	if (term->look == style || (term->look >= 0 &&
	    strcmp(term->style[term->look], code) == 0)) {
		term->look = style;
		return;
	}
	if (code[0] == '\0')
		buf_text(&term->bytes, "\033[m");
	else if (term->look >= 0 && term->style[term->look][0] == '\0')
		buf_printf(&term->bytes, "\033[%sm", code + 1);
	else
		buf_printf(&term->bytes, "\033[0%sm", code);
	term->look = style;
}

/* --- the difference ------------------------------------------------------- */

static bool is_blank(const struct tty *term, const struct cell *cell)
{
	return cell->text[0] == ' ' && cell->text[1] == '\0' &&
	    term->style[cell->style][0] == '\0';
}

static void send_cell(struct tty *term, const struct cell *cell, int row,
    int col)
{
	if (cell->text[0] == '\0')
		return;
	move_to(term, row, col);
	look_like(term, cell->style);
	buf_text(&term->bytes, cell->text);
	term->col++;
	if (col + 1 < term->want.cols && cell[1].text[0] == '\0')
		term->col++;
	if (term->col >= term->want.cols)
		term->col = -1;
}

static void send_row(struct tty *term, int row)
{
	struct span *span = &term->dirty[row];
	struct cell *want = row_of(&term->want, row);
	struct cell *have = row_of(&term->have, row);
	int end = term->want.cols, last = span->to;

	/* Blanks to the end are erased at once where that is shorter. */
	while (end > 0 && is_blank(term, &want[end - 1]))
		end--;
	if (last >= end) {
		int stale = 0;

		for (int col = end; col < term->want.cols; col++)
			stale += !is_blank(term, &have[col]);
		if (stale <= 3 || term->erase_line[0] == '\0')
			end = term->want.cols;
	} else {
		end = term->want.cols;
	}
	for (int col = span->from; col <= last && col < end; col++) {
		if (same(&want[col], &have[col]))
			continue;
		/* The last cell of the screen would scroll it. */
		if (row == term->want.rows - 1 && col == term->want.cols - 1)
			break;
		if (want[col].text[0] == '\0' && col > 0)
			send_cell(term, &want[col - 1], row, col - 1);
		else
			send_cell(term, &want[col], row, col);
		have[col] = want[col];
	}
	if (end < term->want.cols) {
		move_to(term, row, end);
		look_like(term, STYLE_TEXT);
		tty_write_cap(term, term->erase_line);
		for (int col = end; col < term->want.cols; col++)
			have[col] = blank;
	}
	memcpy(have, want, (size_t)term->want.cols * sizeof(*have));
	*span = (struct span){ term->want.cols, -1 };
}

void tty_scroll(struct tty *term, int top, int bottom, int by)
{
	int rows = bottom - top + 1, keep = rows - abs(by);
	size_t width = (size_t)term->want.cols * sizeof(struct cell);
	struct grid *grids[] = { &term->want, &term->have };
	int from = by > 0 ? top + by : top, to = by > 0 ? top : top - by;

	if (by == 0 || top < 0 || bottom >= term->want.rows || keep <= 0)
		return;
	for (int row = top; row <= bottom; row++)
		if (term->dirty[row].from <= term->dirty[row].to)
			send_row(term, row);
	if (term->can_scroll) {
		if (term->region_top != top || term->region_bottom != bottom) {
			tty_write_csr(term, top, bottom);
			term->region_top = top;
			term->region_bottom = bottom;
			term->row = term->col = -1;
		}
		look_like(term, STYLE_TEXT);
		if (term->row != (by > 0 ? bottom : top))
			move_to(term, by > 0 ? bottom : top, 0);
		for (int i = 0; i < abs(by); i++)
			tty_write_cap(term, by > 0 ? term->index :
			    term->reverse);
	}
	for (int g = 0; g < (term->can_scroll ? 2 : 1); g++) {
		struct grid *grid = grids[g];

		memmove(row_of(grid, to), row_of(grid, from),
		    (size_t)keep * width);
		for (int i = 0; i < abs(by); i++) {
			struct cell *row = row_of(grid, by > 0 ?
			    bottom - i : top + i);

			for (int col = 0; col < grid->cols; col++)
				row[col] = blank;
		}
	}
	for (int row = top; !term->can_scroll && row <= bottom; row++)
		touch(term, row, 0, term->want.cols - 1);
}

static void show_cursor(struct tty *term)
{
	bool show = term->cursor_row >= 0 &&
	    term->cursor_row < term->want.rows &&
	    term->cursor_col < term->want.cols;

	if (show)
		move_to(term, term->cursor_row, term->cursor_col);
	if (show != term->cursor_shown)
		tty_write_cap(term, show ? term->show : term->hide);
	term->cursor_shown = show;
}

void tty_flush(struct tty *term)
{
	if (!term->active)
		return;
	for (int row = 0; row < term->want.rows; row++)
		if (term->dirty[row].from <= term->dirty[row].to)
			send_row(term, row);
	show_cursor(term);
	tty_send(term);
}

/* A terminal that takes nothing (a stalled line) must not keep a program that
 * was told to end: its last words wait half a second. */
void tty_send(struct tty *term)
{
	const char *data = buf_string(&term->bytes);
	size_t left = term->bytes.length;
	int before = -1;

	while (left > 0 && !term->gone) {
		ssize_t sent;

		if (before < 0 && job_stopped()) {
			before = fcntl(term->out, F_GETFL);
			fcntl(term->out, F_SETFL, before | O_NONBLOCK);
		}
		sent = write(term->out, data, left);

		if (sent >= 0) {
			data += sent;
			left -= (size_t)sent;
		} else if (errno == EAGAIN) {
			struct pollfd wait = { term->out, POLLOUT, 0 };

			term->gone = poll(&wait, 1, before < 0 ? 2000 :
			    500) <= 0;
		} else if (errno != EINTR) {
			term->gone = true;
		}
	}
	if (before >= 0)
		fcntl(term->out, F_SETFL, before);
	buf_clear(&term->bytes);
}
