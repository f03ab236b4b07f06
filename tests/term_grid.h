/* The array that stands in for the terminal in tests/test_screens.c. */
#ifndef TERM_GRID_H
#define TERM_GRID_H

#include "tty.h"

struct tty *grid_open(void);
void grid_close(struct tty *tty);
void grid_size(int rows, int cols);
/* A row as text, without the blanks at its end; borrowed until the next. */
const char *grid_row(int row);
bool grid_has(const char *text);
enum style grid_style(int row, int col);
int grid_puts(void);		/* calls of tty_put since the last time */
int grid_scrolls(void);

#endif
