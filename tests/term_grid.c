/* Answers ui/tty.h with an array of cells, so that the screens run without a
 * terminal, under the sanitizers. */
#include "term_grid.h"

#include "text.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_ROWS = 100, MOST_COLS = 300 };

struct tty {
	char cells[MOST_ROWS][MOST_COLS][12];
	unsigned char styles[MOST_ROWS][MOST_COLS];
	int rows, cols;
	int puts, scrolls;
	char line[MOST_COLS * 12 + 1];
};

static struct tty *grid;

struct tty *grid_open(void)
{
	grid = must_alloc(sizeof(*grid));
	grid_size(24, 80);
	return grid;
}

void grid_close(struct tty *tty)
{
	free(tty);
	grid = NULL;
}

void grid_size(int rows, int cols)
{
	assert(rows <= MOST_ROWS && cols <= MOST_COLS);
	grid->rows = rows;
	grid->cols = cols;
	tty_clear(grid);
}

const char *grid_row(int row)
{
	grid->line[0] = '\0';
	for (int col = 0; col < grid->cols; col++)
		strcat(grid->line, grid->cells[row][col]);
	for (size_t end = strlen(grid->line); end > 0 &&
	    grid->line[end - 1] == ' '; end--)
		grid->line[end - 1] = '\0';
	return grid->line;
}

bool grid_has(const char *text)
{
	for (int row = 0; row < grid->rows; row++)
		if (strstr(grid_row(row), text) != NULL)
			return true;
	return false;
}

int grid_puts(void)
{
	int puts = grid->puts;

	grid->puts = 0;
	return puts;
}

int grid_scrolls(void)
{
	int scrolls = grid->scrolls;

	grid->scrolls = 0;
	return scrolls;
}

/* --- ui/tty.h ---------------------------------------------------------------- */

void tty_size(const struct tty *tty, int *rows, int *cols)
{
	*rows = tty->rows;
	*cols = tty->cols;
}

bool tty_resize(struct tty *tty)
{
	(void)tty;
	return false;
}

const char *tty_codeset(const struct tty *tty)
{
	(void)tty;
	return "";
}

bool tty_is_ascii(const struct tty *tty)
{
	(void)tty;
	return false;
}

int tty_colors(const struct tty *tty)
{
	(void)tty;
	return 0;
}

void tty_pass(struct tty *tty, const char *bytes, size_t length,
    const char *line)
{
	(void)tty;
	(void)bytes;
	(void)length;
	(void)line;
}

int tty_put(struct tty *tty, int row, int col, int width, enum style style,
    const char *text)
{
	int end = width < 0 ? tty->cols : col + width;

	assert(row >= 0 && row < tty->rows && col >= 0);
	/* What is promised: nothing is ever put outside the screen. */
	assert(width < 0 || col + width <= tty->cols);
	tty->puts++;
	while (*text != '\0' && col < end) {
		int cells = 0;
		size_t length = text_cluster(text, &cells);

		/* Control characters never get as far as here. */
		assert((unsigned char)*text >= 0x20 && *text != 0x7f);
		if (col + cells > end)
			break;
		if (cells > 0) {
			char *cell = tty->cells[row][col];

			tty->styles[row][col] = (unsigned char)style;
			memset(cell, 0, 12);
			memcpy(cell, text, length < 11 ? length : 11);
			for (int i = 1; i < cells; i++)
				tty->cells[row][col + i][0] = '\0';
		}
		col += cells;
		text += length;
	}
	for (; width >= 0 && col < end; col++) {
		tty->styles[row][col] = (unsigned char)style;
		strcpy(tty->cells[row][col], " ");
	}
	return col;
}

enum style grid_style(int row, int col)
{
	return (enum style)grid->styles[row][col];
}

void tty_clear(struct tty *tty)
{
	for (int row = 0; row < tty->rows; row++)
		for (int col = 0; col < tty->cols; col++)
			strcpy(tty->cells[row][col], " ");
}

void tty_scroll(struct tty *tty, int top, int bottom, int by)
{
	int count = bottom - top + 1 - abs(by);

	tty->scrolls++;
	memmove(tty->cells[by > 0 ? top : top - by],
	    tty->cells[by > 0 ? top + by : top],
	    (size_t)count * sizeof(tty->cells[0]));
	for (int i = 0; i < abs(by); i++)
		for (int col = 0; col < tty->cols; col++)
			strcpy(tty->cells[by > 0 ? bottom - i : top + i][col],
			    " ");
}

void tty_cursor(struct tty *tty, int row, int col)
{
	(void)tty;
	(void)row;
	(void)col;
}

void tty_flush(struct tty *tty)
{
	(void)tty;
}

void tty_redraw(struct tty *tty)
{
	(void)tty;
}

void tty_leave(struct tty *tty)
{
	(void)tty;
}

void tty_enter(struct tty *tty)
{
	(void)tty;
}

void tty_close(struct tty *tty)
{
	(void)tty;
}

struct tty *tty_open(const struct tty_setup *setup, struct err *err)
{
	(void)setup;
	(void)err;
	return grid;
}

int tty_fd(const struct tty *tty)
{
	(void)tty;
	return -1;
}

bool tty_read(struct tty *tty)
{
	(void)tty;
	return true;
}

int32_t tty_key(struct tty *tty)
{
	(void)tty;
	return KEY_IS_NONE;
}

int tty_patience(const struct tty *tty)
{
	(void)tty;
	return -1;
}

void tty_mouse(const struct tty *tty, int *row, int *col, int *button)
{
	(void)tty;
	*row = *col = *button = 0;
}
