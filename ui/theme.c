#include "theme.h"

#include <string.h>

/* As setaf of terminfo counts them. */
enum { RED = 1, GREEN, YELLOW, BLUE, MAGENTA, CYAN };

/* clang-format off */
static const struct look dark[STYLES] = {
	[STYLE_TEXT]   = { -1 },
	[STYLE_STRONG] = { -1, .bold = true },
	[STYLE_DIM]    = { -1, .dim = true },
	[STYLE_BAR]    = { -1, .rev = true },
	[STYLE_KEY]    = { -1, .bold = true },
	[STYLE_HEAD]   = { CYAN, .bold = true },
	[STYLE_CURSOR] = { YELLOW, .bold = true },
	[STYLE_MARKED] = { YELLOW, .bold = true },
	[STYLE_GOOD]   = { GREEN },
	[STYLE_WARN]   = { YELLOW },
	[STYLE_BAD]    = { RED, 203, .bold = true },
	[STYLE_INFO]   = { CYAN },
	[STYLE_BOX]    = { CYAN },
	[STYLE_FIELD]  = { -1, .underline = true },
	[STYLE_SELECT] = { -1, .rev = true },
};
static const struct look light[STYLES] = {
	[STYLE_TEXT]   = { -1 },
	[STYLE_STRONG] = { -1, .bold = true },
	[STYLE_DIM]    = { -1 },
	[STYLE_BAR]    = { BLUE, .rev = true },
	[STYLE_KEY]    = { BLUE, .bold = true },
	[STYLE_HEAD]   = { BLUE, .bold = true },
	[STYLE_CURSOR] = { RED, .bold = true },
	[STYLE_MARKED] = { MAGENTA, .bold = true },
	[STYLE_GOOD]   = { -1, 22 },
	[STYLE_WARN]   = { MAGENTA },
	[STYLE_BAD]    = { RED, .bold = true },
	[STYLE_INFO]   = { BLUE },
	[STYLE_BOX]    = { BLUE },
	[STYLE_FIELD]  = { -1, .underline = true },
	[STYLE_SELECT] = { -1, .rev = true },
};
/* Also what stays of any theme without colors. */
static const struct look mono[STYLES] = {
	[STYLE_TEXT]   = { -1 },
	[STYLE_STRONG] = { -1, .bold = true },
	[STYLE_DIM]    = { -1 },
	[STYLE_BAR]    = { -1, .rev = true },
	[STYLE_KEY]    = { -1, .bold = true },
	[STYLE_HEAD]   = { -1, .bold = true },
	[STYLE_CURSOR] = { -1, .bold = true },
	[STYLE_MARKED] = { -1, .bold = true },
	[STYLE_GOOD]   = { -1 },
	[STYLE_WARN]   = { -1, .bold = true },
	[STYLE_BAD]    = { -1, .bold = true },
	[STYLE_INFO]   = { -1 },
	[STYLE_BOX]    = { -1 },
	[STYLE_FIELD]  = { -1, .underline = true },
	[STYLE_SELECT] = { -1, .rev = true },
};
static const struct look contrast[STYLES] = {
	[STYLE_TEXT]   = { -1, .bold = true },
	[STYLE_STRONG] = { YELLOW, .bold = true },
	[STYLE_DIM]    = { -1 },
	[STYLE_BAR]    = { YELLOW, .bold = true, .rev = true },
	[STYLE_KEY]    = { YELLOW, .bold = true },
	[STYLE_HEAD]   = { YELLOW, .bold = true },
	[STYLE_CURSOR] = { YELLOW, .bold = true },
	[STYLE_MARKED] = { YELLOW, .bold = true },
	[STYLE_GOOD]   = { GREEN, .bold = true },
	[STYLE_WARN]   = { YELLOW, .bold = true },
	[STYLE_BAD]    = { RED, 210, .bold = true },
	[STYLE_INFO]   = { CYAN, .bold = true },
	[STYLE_BOX]    = { -1, .bold = true },
	[STYLE_FIELD]  = { -1, .bold = true, .underline = true },
	[STYLE_SELECT] = { YELLOW, .bold = true, .rev = true },
};
/* clang-format on */

const struct look *theme_looks(const char *name)
{
	if (name != NULL && strcmp(name, "light") == 0)
		return light;
	if (name != NULL && strcmp(name, "contrast") == 0)
		return contrast;
	return name != NULL && strcmp(name, "mono") == 0 ? mono : dark;
}

int theme_color(const struct look *look, int colors)
{
	return look->fine > 0 && colors >= 256 ? look->fine : look->color;
}
