/* What the two files of the picture share: tiff_picture.c reads strips and
 * tiles, tiff_rows.c adds their rows into the cells of the result. */
#ifndef TIFF_ROWS_H
#define TIFF_ROWS_H

#include "tiff_door.h"

/* Sums of the pixels that fall into one pixel of the result. */
struct tiff_cell {
	uint32_t sum[3];
	uint32_t count[3];
};

struct tiff_drawing {
	TIFF *tif;
	struct tiff_door *door;
	struct tiff_image image;
	uint32_t x0, x1, y0, y1;	/* the part, in stored pixels */
	uint32_t wide, high;		/* of the result, before turning */
	struct tiff_cell *cells;
	uint32_t *edge;			/* stored x where each column begins */
	int channels;			/* 1 or 3 */
	unsigned char *line;		/* x0..x1 as 8-bit channels */
	unsigned char palette[256][3];
	bool partly;
};

/* Add stored pixels from..to of row y, which stand in d->line; channel -1
 * means all of the line. */
void tiff_add_line(struct tiff_drawing *d, uint32_t y, uint32_t from,
    uint32_t to, int channel);
/* A decoded piece of a row that holds stored pixels from..to, the first of
 * them at `row`. */
void tiff_add_row(struct tiff_drawing *d, const unsigned char *row, uint32_t y,
    uint32_t from, uint32_t to, uint16_t plane);

#endif
