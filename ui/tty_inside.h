/* What the three files of the terminal share. */
#ifndef TTY_INSIDE_H
#define TTY_INSIDE_H

#include "buf.h"
#include "tty.h"

#include <string.h>
#include <termios.h>

/* One letter as people see it, with its marks. text[0] 0: the right half of
 * a wide letter. */
struct cell {
	char text[11];
	uint8_t style;
};

struct grid {
	struct cell *cells;
	int rows, cols;
};

/* The first and last changed column of a row; from > to: nothing. */
struct span {
	int from, to;
};

struct sequence {
	const char *bytes;
	int32_t key;
};

enum { STYLE_CODE = 24, SEQUENCES = 160, INPUT = 4096, ESC_WAIT_MS = 40 };

struct tty {
	int in, out;
	struct tty_setup setup;
	bool active;
	struct termios before;

	/* what terminfo says; "" when it cannot */
	const char *enter, *leave, *keypad_on, *keypad_off;
	const char *hide, *show, *clear, *erase_line, *up, *index, *reverse;
	const char *cup, *csr, *bold, *dim, *rev, *underline, *setaf;
	int colors;
	bool plain_cup;		/* ESC [ row ; col H */
	bool can_scroll, can_hpa, can_cuf;
	char style[STYLES][STYLE_CODE];

	struct grid want, have;
	struct span *dirty;
	struct buf bytes;
	int row, col;		/* of the cursor; -1: not known */
	int look;		/* style that is on; -1: not known */
	int region_top, region_bottom;
	int cursor_row, cursor_col;	/* wanted; -1: hidden */
	bool cursor_shown;

	const char *codeset;	/* of the locale where it is not UTF-8 */
	struct pool pool;
	struct sequence sequences[SEQUENCES];
	int sequence_count;
	unsigned char input[INPUT + 1];	/* ends with NUL */
	size_t input_used;
	int64_t input_at, esc_at;	/* ms */
	bool gone, pasting;
	int mouse_row, mouse_col, mouse_button;
};

/* term.c */
void tty_write_cap(struct tty *term, const char *cap);
void tty_write_cup(struct tty *term, int row, int col);
void tty_write_csr(struct tty *term, int top, int bottom);
int64_t tty_now(void);		/* ms, monotonic */
/* term_in.c */
void tty_sequences(struct tty *term);
void tty_sequence(struct tty *term, const char *bytes, int32_t key);
/* term_out.c */
void grid_make(struct tty *term, int rows, int cols);
void grid_free(struct tty *term);
void tty_send(struct tty *term);	/* the bytes, in one write */

#endif
