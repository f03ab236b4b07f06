/* The terminal as a grid of cells and a stream of keys. ui/term.c is the
 * only file that knows ncurses (its terminfo layer); ui/term_out.c sends what
 * has changed, in one write; ui/term_in.c makes keys of bytes.
 * tests/term_grid.c answers the same calls with an array.
 *
 * Rows and columns count from 0. Texts are made safe before (text_safe);
 * a control character that comes nevertheless is shown as "?". */
#ifndef TTY_H
#define TTY_H

#include "err.h"
#include "pool.h"

struct tty;

/* What a text is, not what it looks like: the theme says that. */
enum style {
	STYLE_TEXT,
	STYLE_STRONG,		/* bold */
	STYLE_DIM,		/* less important */
	STYLE_BAR,		/* title line and bottom bar */
	STYLE_KEY,		/* a key in the bottom bar */
	STYLE_HEAD,		/* column heads */
	STYLE_CURSOR,		/* the mark of the row in hand */
	STYLE_MARKED,		/* a marked row */
	STYLE_GOOD,
	STYLE_WARN,
	STYLE_BAD,
	STYLE_INFO,
	STYLE_BOX,		/* frames */
	STYLE_FIELD,		/* what can be typed into */
	STYLE_SELECT,		/* the chosen line of a menu, reversed */
	STYLES
};

enum key {
	KEY_IS_NONE = 0,
	KEY_IS_TAB = 9,
	KEY_IS_ENTER = 13,
	KEY_IS_ESC = 27,
	KEY_IS_SPACE = 32,
	/* Letters are their code points; Ctrl-A is 1. */
	KEY_IS_UP = 0x200000,
	KEY_IS_DOWN,
	KEY_IS_LEFT,
	KEY_IS_RIGHT,
	KEY_IS_PAGE_UP,
	KEY_IS_PAGE_DOWN,
	KEY_IS_HOME,
	KEY_IS_END,
	KEY_IS_INSERT,
	KEY_IS_DELETE,
	KEY_IS_BACKSPACE,
	KEY_IS_BACKTAB,
	KEY_IS_F1,		/* ... F12 in order */
	KEY_IS_F12 = KEY_IS_F1 + 11,
	KEY_IS_PASTE,		/* letters follow, to be taken as text */
	KEY_IS_PASTE_END,
	KEY_IS_MOUSE,		/* tty_mouse tells the rest */
	KEY_IS_ALT = 0x400000	/* added to a letter */
};

struct tty_setup {
	bool color;		/* false: NO_COLOR, or asked for */
	bool ascii;		/* lines of - | + */
	bool mouse;
	const char *theme;	/* "dark", "light", "contrast", "mono" */
	const char *name;	/* of the terminal, NULL: $TERM */
};

/* A terminal that cannot do it (TERM=dumb, not a terminal) is ERR_USAGE and
 * the sentence names the command line. */
struct tty *tty_open(const struct tty_setup *setup, struct err *err)
    MUST_CHECK;
void tty_close(struct tty *term);	/* NULL is fine */
/* Give the terminal back for an editor or Ctrl-Z, and take it again. */
void tty_leave(struct tty *term);
void tty_enter(struct tty *term);

void tty_size(const struct tty *term, int *rows, int *cols);
bool tty_resize(struct tty *term);	/* ask again; did it change? */
bool tty_is_ascii(const struct tty *term);
/* Of a locale that was chosen and is not UTF-8 ("ISO-8859-1"), else "". The
 * screens speak UTF-8 all the same. */
const char *tty_codeset(const struct tty *term);
int tty_colors(const struct tty *term);	/* 0: none are wanted */
/* A picture that the workshop has drawn, shown as it is on a cleared screen,
 * with a line below; the next flush is a redraw. */
void tty_pass(struct tty *term, const char *bytes, size_t length,
    const char *line);

/* Exactly `width` cells from there: cut or padded; width < 0: as wide as the
 * text. Gives the column behind. What does not fit the screen is left out. */
int tty_put(struct tty *term, int row, int col, int width,
    enum style style, const char *text);
void tty_clear(struct tty *term);
/* The rows top..bottom move up (by > 0) or down; the new ones are blank. */
void tty_scroll(struct tty *term, int top, int bottom, int by);
void tty_cursor(struct tty *term, int row, int col);	/* row -1: hidden */
void tty_flush(struct tty *term);	/* one write, or none */
void tty_redraw(struct tty *term);	/* forget what the screen shows */

int tty_fd(const struct tty *term);
/* Take what has arrived. False: the terminal is gone. */
bool tty_read(struct tty *term);
/* The next key, KEY_IS_NONE when there is none yet. */
int32_t tty_key(struct tty *term);
/* Milliseconds until an unfinished sequence is decided; -1: nothing open. */
int tty_patience(const struct tty *term);
void tty_mouse(const struct tty *term, int *row, int *col, int *button);

#endif
