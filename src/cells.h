/* A picture as terminal cells: the door to chafa. */
#ifndef CELLS_H
#define CELLS_H

#include "buf.h"
#include "err.h"

enum cells_mode {
	CELLS_TRUE,		/* 24-bit colour */
	CELLS_256,
	CELLS_16,
	CELLS_GREY,		/* the grey steps of 256 colours */
	CELLS_MONO,		/* no colour: ink as block letters */
	CELLS_ASCII		/* no colour, ASCII only */
};

enum cells_form {
	CELLS_ANSI,		/* lines with escape sequences, for stdout */
	CELLS_RUNS,		/* data for a screen, see below */
	CELLS_SIXEL,
	CELLS_KITTY
};

/* CELLS_RUNS: a line a row; runs separated by TAB; a run is "FG BG TEXT"
 * with colours as numbers of the 256, or "-" where there are none. */
struct cells_picture {
	const unsigned char *rgb;
	int width, height;
};

/* The cells that a picture fills of cols x rows, keeping its shape on a
 * terminal whose cells are twice as high as wide. */
void cells_fit(const struct cells_picture *picture, int *cols, int *rows);

bool cells_draw(const struct cells_picture *picture, enum cells_mode mode,
    enum cells_form form, int cols, int rows, struct buf *out,
    struct err *err) MUST_CHECK;

/* "truecolor", "256", "16", "grey", "mono", "ascii" */
bool cells_mode_of(const char *name, enum cells_mode *mode);
const char *cells_library_version(void);

#endif
