/* A page image, reduced while it is read: rows or tiles are decoded one at a
 * time and added into the few cells of the result. */
#include "tiff_rows.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum {
	LARGEST_PIECE = 64 * 1024 * 1024,
	LEAST_SIDE = 8,
	MOST_SIDE = 8192,
	MISSING = 0xc0		/* grey where nothing could be decoded */
};

/* --- reading strips and tiles --------------------------------------------- */

static uint16_t planes(const struct tiff_drawing *d)
{
	return d->image.planar == 2 && d->channels == 3 ? 3 : 1;
}

/* Do the bytes of a decoded row hold so many pixels? */
static bool row_holds(const struct tiff_drawing *d, uint64_t pixels,
    tmsize_t length)
{
	uint64_t samples = d->image.planar == 2 ? 1 : d->image.samples;

	return length > 0 &&
	    (pixels * samples * d->image.bits + 7) / 8 <= (uint64_t)length;
}

/* Codecs read rows in order: begin at the strip that holds the first row; a
 * strip that breaks is left grey and the next one tried. */
static bool draw_strips(struct tiff_drawing *d)
{
	tmsize_t size = TIFFScanlineSize(d->tif);
	uint32_t strip = d->image.row_strips;
	unsigned char *row;

	if (size > LARGEST_PIECE || !row_holds(d, d->image.width, size))
		return false;
	if (strip == 0 || strip > d->image.height)
		strip = d->image.height;
	row = must_alloc((size_t)size + 8);
	for (uint16_t p = 0; p < planes(d); p++)
		for (uint32_t y = d->y0 / strip * strip; y < d->y1; y++) {
			if (TIFFReadScanline(d->tif, row, y, p) == 1) {
				tiff_add_row(d, row, y, 0, d->image.width, p);
				continue;
			}
			d->partly = true;
			y += strip - y % strip - 1;
			if (strip == d->image.height)
				break;
		}
	free(row);
	return true;
}

static bool draw_tiles(struct tiff_drawing *d)
{
	tmsize_t size = TIFFTileSize(d->tif);
	tmsize_t line = TIFFTileRowSize(d->tif);
	uint32_t wide = 0, high = 0;
	unsigned char *tile;

	TIFFGetField(d->tif, TIFFTAG_TILEWIDTH, &wide);
	TIFFGetField(d->tif, TIFFTAG_TILELENGTH, &high);
	if (size <= 0 || size > LARGEST_PIECE || wide == 0 || high == 0 ||
	    !row_holds(d, wide, line))
		return false;
	tile = must_alloc((size_t)size + 8);
	for (uint16_t p = 0; p < planes(d); p++)
		for (uint32_t y = d->y0 / high * high; y < d->y1; y += high)
			for (uint32_t x = d->x0 / wide * wide; x < d->x1;
			    x += wide) {
				if (TIFFReadTile(d->tif, tile, x, y, 0, p) < 0) {
					d->partly = true;
					continue;
				}
				for (uint32_t r = 0; r < high &&
				    (tmsize_t)(r + 1) * line <= size; r++)
					tiff_add_row(d, tile + (size_t)r *
					    (size_t)line, y + r, x,
					    x + wide < d->image.width ?
					    x + wide : d->image.width, p);
			}
	free(tile);
	return true;
}

/* Rare kinds: let libtiff make RGBA of whole strips or tiles, where that
 * stays small. */
static bool draw_rgba(struct tiff_drawing *d)
{
	uint32_t wide = d->image.width;
	uint32_t high = d->image.row_strips;
	uint32_t *raster;

	/* A tile is written whole, also where it is larger than the image. */
	if (d->image.tiled) {
		TIFFGetField(d->tif, TIFFTAG_TILEWIDTH, &wide);
		TIFFGetField(d->tif, TIFFTAG_TILELENGTH, &high);
	} else if (high == 0 || high > d->image.height) {
		high = d->image.height;
	}
	if (wide == 0 || high == 0 || (uint64_t)wide * high * 4 > LARGEST_PIECE)
		return false;
	d->channels = 3;
	raster = must_alloc((size_t)wide * high * 4);
	for (uint32_t y = d->y0 / high * high; y < d->y1; y += high)
		for (uint32_t x = d->image.tiled ? d->x0 / wide * wide : 0;
		    x < d->x1; x += wide) {
			uint32_t rows = d->image.tiled ||
			    y + high <= d->image.height ? high :
			    d->image.height - y;
			int good = d->image.tiled ?
			    TIFFReadRGBATile(d->tif, x, y, raster) :
			    TIFFReadRGBAStrip(d->tif, y, raster);

			if (good != 1) {
				d->partly = true;
				continue;
			}
			for (uint32_t r = 0; r < rows && y + r < d->y1; r++) {
				const uint32_t *in = raster +
				    (size_t)(rows - 1 - r) * wide;
				uint32_t left = x < d->x0 ? d->x0 : x;
				uint32_t right = x + wide < d->x1 ? x + wide :
				    d->x1;

				if (y + r < d->y0 || left >= right)
					continue;
				for (uint32_t i = left; i < right; i++) {
					unsigned char *to = d->line +
					    (size_t)(i - left) * 3;
					uint32_t v = in[i - x];

					to[0] = (unsigned char)TIFFGetR(v);
					to[1] = (unsigned char)TIFFGetG(v);
					to[2] = (unsigned char)TIFFGetB(v);
				}
				tiff_add_line(d, y + r, left, right, -1);
			}
		}
	free(raster);
	return true;
}

/* --- what kind of picture it is -------------------------------------------- */

static void read_palette(struct tiff_drawing *d)
{
	uint16_t *map[3] = { NULL, NULL, NULL };
	unsigned count = d->image.bits <= 8 ? 1u << d->image.bits : 0;

	if (TIFFGetField(d->tif, TIFFTAG_COLORMAP, &map[0], &map[1],
	    &map[2]) != 1)
		return;
	for (unsigned i = 0; i < count; i++)
		for (int c = 0; c < 3; c++)
			d->palette[i][c] = (unsigned char)(map[c][i] >> 8);
}

/* Can the rows be read as they are? Else libtiff's RGBA is asked for. */
static bool is_plain(struct tiff_drawing *d)
{
	struct tiff_image *i = &d->image;
	bool known_bits = i->bits == 1 || i->bits == 2 || i->bits == 4 ||
	    i->bits == 8 || i->bits == 16;
	uint16_t format = 1;

	TIFFGetFieldDefaulted(d->tif, TIFFTAG_SAMPLEFORMAT, &format);
	if (!i->has_photometric)
		i->photometric = i->samples >= 3 ? PHOTOMETRIC_RGB :
		    PHOTOMETRIC_MINISBLACK;
	if (!known_bits || i->samples == 0 || format != 1 ||
	    i->compression == COMPRESSION_OJPEG)
		return false;
	switch (i->photometric) {
	case PHOTOMETRIC_MINISWHITE:
	case PHOTOMETRIC_MINISBLACK:
		d->channels = 1;
		return true;
	case PHOTOMETRIC_PALETTE:
		d->channels = 3;
		read_palette(d);
		return i->samples == 1 && i->bits <= 8;
	case PHOTOMETRIC_RGB:
		d->channels = 3;
		return i->samples >= 3;
	case PHOTOMETRIC_SEPARATED:
		d->channels = 3;
		return i->samples >= 4 && i->bits == 8 && i->planar == 1;
	case PHOTOMETRIC_YCBCR:
		d->channels = 3;
		return i->compression == COMPRESSION_JPEG &&
		    i->planar == 1 && i->samples == 3 && TIFFSetField(d->tif,
		    TIFFTAG_JPEGCOLORMODE, JPEGCOLORMODE_RGB) == 1;
	default:
		return false;
	}
}

/* --- the part and the size -------------------------------------------------- */

static double clamp(double value, double least, double most)
{
	return value < least || isnan(value) ? least :
	    value > most ? most : value;
}

static void choose_part(struct tiff_drawing *d, const struct tiff_view *view)
{
	double left = clamp(view->left, 0, 1);
	double top = clamp(view->top, 0, 1);
	double ax, ay, bx, by;

	upright_point(d->image.orientation, left, top, &ax, &ay);
	upright_point(d->image.orientation,
	    clamp(left + view->part_wide, left, 1),
	    clamp(top + view->part_high, top, 1), &bx, &by);
	d->x0 = (uint32_t)(fmin(ax, bx) * d->image.width);
	d->x1 = (uint32_t)ceil(fmax(ax, bx) * d->image.width);
	d->y0 = (uint32_t)(fmin(ay, by) * d->image.height);
	d->y1 = (uint32_t)ceil(fmax(ay, by) * d->image.height);
	if (d->x0 >= d->image.width)
		d->x0 = d->image.width - 1;
	if (d->y0 >= d->image.height)
		d->y0 = d->image.height - 1;
	if (d->x1 <= d->x0)
		d->x1 = d->x0 + 1;
	if (d->y1 <= d->y0)
		d->y1 = d->y0 + 1;
}

static void choose_size(struct tiff_drawing *d, const struct tiff_view *view)
{
	bool turned = d->image.orientation >= 5;
	double most_wide = turned ? view->high : view->wide;
	double most_high = turned ? view->wide : view->high;
	double skew = d->image.x_resolution > 0 && d->image.y_resolution > 0 ?
	    d->image.x_resolution / d->image.y_resolution : 1;
	double wide = d->x1 - d->x0;
	double high = (d->y1 - d->y0) * clamp(skew, 0.1, 10);
	double factor = fmin(most_wide / wide, most_high / high);

	if (factor > 1)
		factor = 1;
	d->wide = (uint32_t)clamp(round(wide * factor), 1,
	    fmin(d->x1 - d->x0, MOST_SIDE));
	d->high = (uint32_t)clamp(round(high * factor), 1,
	    fmin(d->y1 - d->y0, MOST_SIDE));
}

/* Turn the small result upright. */
static void finish(struct tiff_drawing *d, struct pool *pool,
    struct tiff_picture *picture)
{
	bool turned = d->image.orientation >= 5;

	picture->width = turned ? d->high : d->wide;
	picture->height = turned ? d->wide : d->high;
	picture->rgb = pool_array(pool, (size_t)d->wide * d->high, 3);
	for (uint32_t v = 0; v < picture->height; v++)
		for (uint32_t u = 0; u < picture->width; u++) {
			unsigned char *to = picture->rgb +
			    ((size_t)v * picture->width + u) * 3;
			double x, y;
			const struct tiff_cell *cell;

			upright_point(d->image.orientation,
			    (u + 0.5) / picture->width,
			    (v + 0.5) / picture->height, &x, &y);
			cell = d->cells + (size_t)(y * d->high) * d->wide +
			    (size_t)(x * d->wide);
			for (int c = 0; c < 3; c++) {
				int from = d->channels == 1 ? 0 : c;

				to[c] = (unsigned char)(cell->count[from] == 0 ?
				    MISSING : cell->sum[from] /
				    cell->count[from]);
			}
		}
}

/* --- all of it --------------------------------------------------------------- */

static bool draw(struct tiff_drawing *d, const struct tiff_view *view,
    struct pool *pool, struct tiff_picture *picture, struct err *err)
{
	bool plain, good;

	if (d->image.width == 0 || d->image.height == 0 ||
	    d->image.width > 400000 || d->image.height > 400000)
		return err_set(err, ERR_FINDINGS,
		    _("The picture has an impossible size and is not shown"));
	choose_part(d, view);
	choose_size(d, view);
	plain = is_plain(d);
	d->cells = must_alloc((size_t)d->wide * d->high * sizeof(*d->cells));
	d->edge = must_alloc((d->wide + 1) * sizeof(*d->edge));
	d->line = must_alloc((size_t)(d->x1 - d->x0) * 3 + 8);
	for (uint32_t i = 0; i <= d->wide; i++)
		d->edge[i] = d->x0 + (uint32_t)(((uint64_t)i *
		    (d->x1 - d->x0) + d->wide - 1) / d->wide);
	good = !plain ? draw_rgba(d) : d->image.tiled ? draw_tiles(d) :
	    draw_strips(d);
	if (good)
		finish(d, pool, picture);
	free(d->cells);
	free(d->edge);
	free(d->line);
	return good || err_set(err, ERR_FINDINGS,
	    _("The picture is too large or of a kind that cannot be shown"));
}

bool tiff_read_picture(const struct tiff_source *source,
    const struct tiff_view *view, struct pool *pool,
    struct tiff_picture *picture, struct err *err)
{
	struct tiff_door door;
	struct tiff_facts facts;
	struct tiff_drawing d = { .door = &door };
	struct tiff_view wanted = *view;
	uint32_t number = 0;
	bool good = true;

	*picture = (struct tiff_picture){ 0 };
	tiff_read_facts(source, pool, &facts);
	picture->pages = facts.pages;
	for (uint32_t left = view->page; number < facts.count; number++)
		if (facts.images[number].kind == TIFF_PAGE && left-- == 0)
			break;
	if (facts.pages == 0)
		return err_set(err, ERR_FINDINGS,
		    _("There is no page in the file that can be shown"));
	if (number == facts.count)
		return err_set(err, ERR_MISSING, ngettext(
		    "The file has only %u page", "The file has only %u pages",
		    facts.pages), facts.pages);
	d.image = facts.images[number];
	wanted.wide = (uint32_t)clamp(view->wide, LEAST_SIDE, MOST_SIDE);
	wanted.high = (uint32_t)clamp(view->high, LEAST_SIDE, MOST_SIDE);
	d.tif = tiff_door_open(&door, source);
	for (uint32_t i = 0; good && i < number; i++)
		good = d.tif != NULL && TIFFReadDirectory(d.tif) == 1;
	if (d.tif == NULL || !good)
		return err_set(err, ERR_FINDINGS,
		    _("There is no page in the file that can be shown"));
	/* libtiff cuts a long strip up when it is not compressed. */
	if (!d.image.tiled)
		TIFFGetFieldDefaulted(d.tif, TIFFTAG_ROWSPERSTRIP,
		    &d.image.row_strips);
	tiff_door_quiet(&door);
	good = draw(&d, &wanted, pool, picture, err);
	picture->partly = d.partly || door.errors > 0;
	picture->full_width = d.image.orientation >= 5 ? d.image.height :
	    d.image.width;
	picture->full_height = d.image.orientation >= 5 ? d.image.width :
	    d.image.height;
	TIFFClose(d.tif);
	return good;
}
