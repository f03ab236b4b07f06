/* A line that is typed: cursor, words, Vietnamese input methods (letters
 * replaced by bursts of backspaces and composed letters), pasting. */
#ifndef PROMPT_H
#define PROMPT_H

#include "buf.h"
#include "tty.h"

struct ui;
struct view;

struct typed {
	struct buf text;
	size_t at;		/* byte of the cursor, on a letter */
	int first;		/* first cell shown */
};

void typed_set(struct typed *line, const char *text);
const char *typed_text(const struct typed *line);
/* True when the key belonged to the line. */
bool typed_key(struct typed *line, int32_t key);
void typed_paste(struct typed *line, const char *text);
/* Draw it `width` cells wide; the terminal's cursor goes there. */
void typed_draw(struct tty *term, struct pool *pool, struct typed *line,
    int row, int col, int width, bool active);
void typed_free(struct typed *line);

/* One line asked at the bottom of the screen. Each change calls `changed`
 * (may be NULL), Enter `done`, Esc `stopped` (may be NULL). `complete` gives
 * the longest text that begins with the typed one (Tab), or NULL; where that
 * is the typed one, it says what there is to choose from. */
struct prompt {
	const char *label;
	void (*changed)(struct view *view, const char *text);
	void (*done)(struct view *view, const char *text);
	void (*stopped)(struct view *view);
	const char *(*complete)(struct view *view, const char *text,
	    struct pool *pool);
};
/* The callbacks get the view below the prompt. */
void prompt_open(struct ui *ui, const struct prompt *prompt,
    const char *text);

#endif
