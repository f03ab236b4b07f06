/* Pages of the sample archive, drawn and encoded by libtiff as a scanner
 * would deliver them. For the demo and for tests only. */
#ifndef TIFF_DRAW_H
#define TIFF_DRAW_H

#include "err.h"

enum draw_ink { DRAW_BITONAL, DRAW_GREY, DRAW_COLOUR };
enum draw_kind { DRAW_TYPED, DRAW_MAP, DRAW_LETTER };

struct drawing {
	const char *heading;	/* ASCII is drawn, diacritics are dropped */
	int width_mm, height_mm;
	int dpi;
	enum draw_ink ink;
	enum draw_kind kind;
	bool damaged;		/* stains and a torn corner */
	int pages;		/* directories in the file, at least 1 */
	int first_page;		/* number printed on the first one */
	unsigned seed;		/* the same seed draws the same page */
};

/* Write the file; an existing one is replaced. */
bool tiff_draw(const char *path, const struct drawing *drawing,
    struct err *err) MUST_CHECK;

#endif
