/* Lines of text with a look: text screens and the pane beside a list. */
#ifndef PAGER_H
#define PAGER_H

#include "pool.h"
#include "tty.h"

struct view;

struct piece {
	struct piece *next;
	const char *text;
	enum style style;
	int col;		/* -1: behind the one before */
};

struct page {
	struct pool *pool;
	struct piece **lines;	/* first piece of each line */
	int count, room;
	struct piece *last;
	int first;		/* line at the top of the screen */
	int fixed;		/* lines that stay above the others */
	int found;		/* the line that was searched for, last */
	const char *needle;	/* folded; where it stands is marked */
	int width;		/* cells there are, for bars and wrapping */
	int height;
};

void page_start(struct page *page, struct pool *pool, int width, int height);
void page_line(struct page *page);	/* begin a line */
/* A piece of the line, made safe. */
void page_add(struct page *page, enum style style, const char *format, ...)
    PRINTF(3, 4);
void page_at(struct page *page, int col, enum style style,
    const char *format, ...) PRINTF(4, 5);
/* A whole line. */
void page_say(struct page *page, enum style style, const char *format, ...)
    PRINTF(3, 4);
/* "Label        value", wrapped under the value. */
void page_pair(struct page *page, const char *label, enum style style,
    const char *value);
/* A text wrapped at words, each line begun at col. */
void page_wrap(struct page *page, int col, enum style style,
    const char *text);
void page_head(struct page *page, const char *text);	/* a heading */
/* The lines of two pages beside each other, the second from column `at` on. */
void page_beside(struct page *page, const struct page *left,
    const struct page *right, int at);
/* A bar of `width` cells, `part` of `whole` filled. */
void page_bar(struct page *page, int width, int64_t part, int64_t whole,
    bool ascii, enum style style);
/* The same, with what is on the way up to `more` of the whole. */
void page_bars(struct page *page, int width, int64_t part, int64_t more,
    int64_t whole, bool ascii, enum style style);

void page_draw(struct tty *term, const struct page *page, int top,
    int height, int left, int width);

/* One line of the text from *at, at most `width` cells, cut at a blank where
 * there is one; *at goes to what is left. */
const char *page_cut(struct pool *pool, const char **at, int width);

#endif
