/* A small curve in braille dots, two by four to a cell; in ASCII a mark a
 * cell: "#" of a solid line, which hides the others, "." or "*" of dotted ones
 * (every 2, every 3 and more). */
#ifndef PLOT_H
#define PLOT_H

#include "pool.h"

struct plot {
	int width, height;	/* cells; set before plot_start, as ascii is */
	bool ascii;
	struct pool *pool;
	double x_most, y_most;
	unsigned char *dots;	/* a byte a cell */
};

void plot_start(struct plot *plot, struct pool *pool, double x_most,
    double y_most);
/* every: 1 solid, 2 each second dot, ... What lies outside is left out. */
void plot_line(struct plot *plot, double x0, double y0, double x1, double y1,
    int every);
const char *plot_row(const struct plot *plot, int row);

#endif
