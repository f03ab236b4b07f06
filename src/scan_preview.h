/* A page image for the terminal: decode a reduced picture, draw it as cells.
 * Runs in the workshop; hostile files cost this process only. */
#ifndef SCAN_PREVIEW_H
#define SCAN_PREVIEW_H

#include "cells.h"
#include "tiff.h"

struct preview {
	uint32_t page;		/* from 0 */
	int cols, rows;		/* room */
	double zoom;		/* 1: the whole page */
	double x, y;		/* the middle of the part, 0 to 1 */
	enum cells_mode mode;
	enum cells_form form;
	/* what came of it */
	uint32_t pages;
	uint32_t full_width, full_height;	/* pixels of the upright page */
	int used_cols, used_rows;
	bool partly;
};

/* The drawing is added to `out`. */
bool preview_draw(struct preview *preview, int fd, struct buf *out,
    struct err *err) MUST_CHECK;

#endif
