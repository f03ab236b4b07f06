/* A framed box in the middle of the screen. */
#ifndef BOX_H
#define BOX_H

struct ui;

struct box {
	int row, col, height, width;
};

/* Drawn, blank inside; at most as large as the screen. */
struct box box_draw(struct ui *ui, const char *title, int height, int width);

#endif
