#include "plot.h"

#include "text.h"

void plot_start(struct plot *plot, struct pool *pool, double x_most,
    double y_most)
{
	plot->pool = pool;
	plot->x_most = x_most <= 0 ? 1 : x_most;
	plot->y_most = y_most <= 0 ? 1 : y_most;
	plot->dots = pool_array(pool, (size_t)plot->width *
	    (size_t)plot->height, 1);
}

static void dot(struct plot *plot, int x, int y, int every)
{
	/* Bits of U+2800 by column and row in the cell. */
	static const unsigned char bits[2][4] = {
		{ 0x01, 0x02, 0x04, 0x40 }, { 0x08, 0x10, 0x20, 0x80 }
	};
	int height = plot->height * 4;

	if (x < 0 || y < 0 || x >= plot->width * 2 || y >= height)
		return;
	y = height - 1 - y;
	if (plot->ascii) {
		unsigned char *cell = &plot->dots[y / 4 * plot->width + x / 2];

		if (*cell == 0 || every == 1)
			*cell = every == 1 ? '#' : every == 2 ? '.' : '*';
		return;
	}
	plot->dots[y / 4 * plot->width + x / 2] |= bits[x & 1][y & 3];
}

void plot_line(struct plot *plot, double x0, double y0, double x1, double y1,
    int every)
{
	int dots_x = plot->width * 2 - 1, dots_y = plot->height * 4 - 1;
	double dx = (x1 - x0) / plot->x_most * dots_x;
	double dy = (y1 - y0) / plot->y_most * dots_y;
	double length = (dx < 0 ? -dx : dx) > (dy < 0 ? -dy : dy) ?
	    (dx < 0 ? -dx : dx) : (dy < 0 ? -dy : dy);
	int steps = length > 4000 ? 4000 : (int)length;

	for (int i = 0; i <= steps; i++) {
		double part = steps == 0 ? 0 : (double)i / steps;

		if (i % every != 0)
			continue;
		dot(plot, (int)(x0 / plot->x_most * dots_x + dx * part + 0.5),
		    (int)(y0 / plot->y_most * dots_y + dy * part + 0.5), every);
	}
}

const char *plot_row(const struct plot *plot, int row)
{
	char *text = pool_alloc(plot->pool, (size_t)plot->width * 3 + 1);
	size_t at = 0;

	for (int x = 0; x < plot->width; x++) {
		unsigned char dots = plot->dots[row * plot->width + x];

		if (dots == 0 || plot->ascii)
			text[at++] = (char)(dots == 0 ? ' ' : dots);
		else
			at += text_put(text + at, 0x2800 + dots);
	}
	text[at] = '\0';
	return text;
}
