/* Looks of the styles. Nothing depends on a color alone. */
#ifndef THEME_H
#define THEME_H

#include "tty.h"

struct look {
	signed char color;	/* one of the eight, -1 the terminal's own */
	unsigned char fine;	/* instead, of 256, where those eight are hard
				 * to read; 0: the same */
	bool bold, dim, rev, underline;
};

/* STYLES of them. "dark", "light", "contrast" (for a dark terminal, too) or
 * "mono"; NULL and what is not known are dark. */
const struct look *theme_looks(const char *name);
/* The color on a terminal of so many, -1 for its own. */
int theme_color(const struct look *look, int colors);

#endif
