#include "cells.h"

#include "pool.h"

#include <stdlib.h>
#include <string.h>

#ifdef HAVE_CHAFA
#include <chafa.h>
#endif

bool cells_mode_of(const char *name, enum cells_mode *mode)
{
	static const char *const names[] = {
		[CELLS_TRUE] = "truecolor", [CELLS_256] = "256",
		[CELLS_16] = "16", [CELLS_GREY] = "grey",
		[CELLS_MONO] = "mono", [CELLS_ASCII] = "ascii",
	};

	for (size_t i = 0; i < COUNT(names); i++)
		if (strcmp(name, names[i]) == 0) {
			*mode = (enum cells_mode)i;
			return true;
		}
	return false;
}

void cells_fit(const struct cells_picture *picture, int *cols, int *rows)
{
	double wide = picture->width < 1 ? 1 : picture->width;
	double high = (picture->height < 1 ? 1 : picture->height) / 2.0;
	double factor = *cols / wide < *rows / high ? *cols / wide :
	    *rows / high;

	*cols = (int)(wide * factor + 0.5);
	*rows = (int)(high * factor + 0.5);
	if (*cols < 1)
		*cols = 1;
	if (*rows < 1)
		*rows = 1;
}

#ifndef HAVE_CHAFA

const char *cells_library_version(void)
{
	return NULL;
}

bool cells_draw(const struct cells_picture *picture, enum cells_mode mode,
    enum cells_form form, int cols, int rows, struct buf *out,
    struct err *err)
{
	(void)picture;
	(void)mode;
	(void)form;
	(void)cols;
	(void)rows;
	(void)out;
	return err_set(err, ERR_FAILED, _("This program was built without"
	    " chafa and cannot show page images"));
}

#else

const char *cells_library_version(void)
{
#define TEXT(number) WORDS(number)
#define WORDS(number) #number
	return TEXT(CHAFA_MAJOR_VERSION) "." TEXT(CHAFA_MINOR_VERSION) "."
	    TEXT(CHAFA_MICRO_VERSION);
#undef WORDS
#undef TEXT
}

static bool has_colour(enum cells_mode mode)
{
	return mode < CELLS_MONO;
}

static ChafaCanvasMode canvas_mode(enum cells_mode mode, enum cells_form form)
{
	if (form == CELLS_SIXEL || form == CELLS_KITTY)
		return CHAFA_CANVAS_MODE_TRUECOLOR;
	if (!has_colour(mode))
		return CHAFA_CANVAS_MODE_FGBG;
	if (mode == CELLS_16)
		return CHAFA_CANVAS_MODE_INDEXED_16;
	return mode == CELLS_TRUE && form == CELLS_ANSI ?
	    CHAFA_CANVAS_MODE_TRUECOLOR : CHAFA_CANVAS_MODE_INDEXED_240;
}

/* Without colour the paper is the background, the ink is the letters. */
static ChafaCanvas *make_canvas(enum cells_mode mode, enum cells_form form,
    int cols, int rows)
{
	ChafaCanvasConfig *config = chafa_canvas_config_new();
	ChafaSymbolMap *symbols = chafa_symbol_map_new();
	ChafaCanvas *canvas;

	chafa_symbol_map_add_by_tags(symbols, CHAFA_SYMBOL_TAG_SPACE);
	chafa_symbol_map_add_by_tags(symbols, mode == CELLS_ASCII ?
	    CHAFA_SYMBOL_TAG_ASCII : has_colour(mode) ?
	    CHAFA_SYMBOL_TAG_BLOCK | CHAFA_SYMBOL_TAG_BORDER :
	    CHAFA_SYMBOL_TAG_BLOCK | CHAFA_SYMBOL_TAG_STIPPLE);
	chafa_symbol_map_remove_by_tags(symbols, CHAFA_SYMBOL_TAG_WIDE);
	chafa_canvas_config_set_symbol_map(config, symbols);
	chafa_canvas_config_set_geometry(config, cols, rows);
	chafa_canvas_config_set_canvas_mode(config, canvas_mode(mode, form));
	chafa_canvas_config_set_preprocessing_enabled(config, !has_colour(mode));
	chafa_canvas_config_set_work_factor(config, 0.5f);
	if (form == CELLS_SIXEL)
		chafa_canvas_config_set_pixel_mode(config,
		    CHAFA_PIXEL_MODE_SIXELS);
	if (form == CELLS_KITTY)
		chafa_canvas_config_set_pixel_mode(config,
		    CHAFA_PIXEL_MODE_KITTY);
	chafa_canvas_config_set_cell_geometry(config, 10, 20);
	if (!has_colour(mode)) {
		chafa_canvas_config_set_fg_color(config, 0x000000);
		chafa_canvas_config_set_bg_color(config, 0xffffff);
	}
	canvas = chafa_canvas_new(config);
	chafa_symbol_map_unref(symbols);
	chafa_canvas_config_unref(config);
	return canvas;
}

static unsigned char *grey_of(const struct cells_picture *picture)
{
	size_t count = (size_t)picture->width * (size_t)picture->height;
	unsigned char *grey = must_alloc(count * 3);

	for (size_t i = 0; i < count; i++) {
		const unsigned char *p = picture->rgb + i * 3;

		memset(grey + i * 3, (p[0] * 54 + p[1] * 183 + p[2] * 19) >> 8,
		    3);
	}
	return grey;
}

static void put_colour(struct buf *out, int colour)
{
	if (colour < 0)
		buf_text(out, "- ");
	else
		buf_printf(out, "%d ", colour);
}

static void write_runs(ChafaCanvas *canvas, int cols, int rows,
    struct buf *out)
{
	for (int y = 0; y < rows; y++) {
		int last_fg = -2;
		int last_bg = -2;

		for (int x = 0; x < cols; x++) {
			gunichar letter = chafa_canvas_get_char_at(canvas, x,
			    y);
			char text[8];
			int fg, bg;

			chafa_canvas_get_raw_colors_at(canvas, x, y, &fg,
			    &bg);
			if (fg != last_fg || bg != last_bg) {
				if (x > 0)
					buf_char(out, '\t');
				put_colour(out, fg);
				put_colour(out, bg);
			}
			last_fg = fg;
			last_bg = bg;
			if (letter != 0)
				buf_add(out, text, (size_t)g_unichar_to_utf8(
				    letter, text));
		}
		buf_char(out, '\n');
	}
}

/* Without colour no escape sequence is due at all: plain lines. */
static void write_plain(ChafaCanvas *canvas, int cols, int rows,
    struct buf *out)
{
	for (int y = 0; y < rows; y++) {
		for (int x = 0; x < cols; x++) {
			gunichar letter = chafa_canvas_get_char_at(canvas, x,
			    y);
			char text[8];

			if (letter != 0)
				buf_add(out, text, (size_t)g_unichar_to_utf8(
				    letter, text));
		}
		buf_char(out, '\n');
	}
}

static void write_sequences(ChafaCanvas *canvas, struct buf *out)
{
	ChafaTermInfo *info =
	    chafa_term_db_get_fallback_info(chafa_term_db_get_default());
	GString *text = chafa_canvas_print(canvas, info);

	buf_add(out, text->str, text->len);
	buf_char(out, '\n');
	g_string_free(text, TRUE);
	chafa_term_info_unref(info);
}

bool cells_draw(const struct cells_picture *picture, enum cells_mode mode,
    enum cells_form form, int cols, int rows, struct buf *out,
    struct err *err)
{
	ChafaCanvas *canvas;
	unsigned char *grey = mode == CELLS_GREY ? grey_of(picture) : NULL;

	if (cols < 1 || rows < 1 || cols > 1000 || rows > 1000)
		return err_set(err, ERR_USAGE,
		    _("A preview is 1 to 1000 cells wide and high"));
	canvas = make_canvas(mode, form, cols, rows);
	chafa_canvas_draw_all_pixels(canvas, CHAFA_PIXEL_RGB8,
	    grey == NULL ? picture->rgb : grey, picture->width,
	    picture->height, picture->width * 3);
	if (form == CELLS_RUNS)
		write_runs(canvas, cols, rows, out);
	else if (form == CELLS_ANSI && !has_colour(mode))
		write_plain(canvas, cols, rows, out);
	else
		write_sequences(canvas, out);
	chafa_canvas_unref(canvas);
	free(grey);
	return true;
}

#endif
