#include "tiff_draw.h"

#include "pool.h"
#include "text.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <tiffio.h>

/* A page in memory: one byte a pixel, an index of the colours below. */
enum { PAPER, SHADE, STAIN, INK, STAMP, WATER };
static const unsigned char colours[][3] = {
	{ 244, 238, 220 }, { 226, 214, 186 }, { 196, 168, 118 },
	{ 44, 40, 46 }, { 190, 40, 44 }, { 70, 110, 160 }
};

struct page {
	unsigned char *cells;
	int width, height;
	double mm;		/* pixels a millimetre */
	uint64_t random;
};

static unsigned next(struct page *p, unsigned below)
{
	p->random = p->random * 6364136223846793005ULL + 1442695040888963407ULL;
	return (unsigned)(p->random >> 33) % below;
}

static void dot(struct page *p, int x, int y, int size, unsigned char ink)
{
	if (x < 0 || y < 0 || x >= p->width || y >= p->height)
		return;
	if (x + size > p->width)
		size = p->width - x;
	for (int row = y; row < y + size && row < p->height; row++)
		memset(p->cells + (size_t)row * (size_t)p->width + x, ink,
		    (size_t)size);
}

/* --- letters: 5 x 7, a row a byte -------------------------------------- */

static const unsigned char letters[36][7] = {
	{ 14, 17, 17, 31, 17, 17, 17 }, { 30, 17, 17, 30, 17, 17, 30 },
	{ 14, 17, 16, 16, 16, 17, 14 }, { 30, 17, 17, 17, 17, 17, 30 },
	{ 31, 16, 16, 30, 16, 16, 31 }, { 31, 16, 16, 30, 16, 16, 16 },
	{ 14, 17, 16, 23, 17, 17, 14 }, { 17, 17, 17, 31, 17, 17, 17 },
	{ 14, 4, 4, 4, 4, 4, 14 }, { 7, 2, 2, 2, 2, 18, 12 },
	{ 17, 18, 20, 24, 20, 18, 17 }, { 16, 16, 16, 16, 16, 16, 31 },
	{ 17, 27, 21, 21, 17, 17, 17 }, { 17, 25, 21, 19, 17, 17, 17 },
	{ 14, 17, 17, 17, 17, 17, 14 }, { 30, 17, 17, 30, 16, 16, 16 },
	{ 14, 17, 17, 17, 21, 18, 13 }, { 30, 17, 17, 30, 20, 18, 17 },
	{ 15, 16, 16, 14, 1, 1, 30 }, { 31, 4, 4, 4, 4, 4, 4 },
	{ 17, 17, 17, 17, 17, 17, 14 }, { 17, 17, 17, 17, 17, 10, 4 },
	{ 17, 17, 17, 21, 21, 27, 17 }, { 17, 17, 10, 4, 10, 17, 17 },
	{ 17, 17, 10, 4, 4, 4, 4 }, { 31, 1, 2, 4, 8, 16, 31 },
	{ 14, 17, 19, 21, 25, 17, 14 }, { 4, 12, 4, 4, 4, 4, 14 },
	{ 14, 17, 1, 6, 8, 16, 31 }, { 30, 1, 1, 14, 1, 1, 30 },
	{ 2, 6, 10, 18, 31, 2, 2 }, { 31, 16, 30, 1, 1, 17, 14 },
	{ 6, 8, 16, 30, 17, 17, 14 }, { 31, 1, 2, 4, 8, 8, 8 },
	{ 14, 17, 17, 14, 17, 17, 14 }, { 14, 17, 17, 15, 1, 2, 12 }
};

static void letter(struct page *p, int x, int y, double size, char c)
{
	const unsigned char *rows;
	int cell = (int)(size + 0.5) < 1 ? 1 : (int)(size + 0.5);

	if (c >= 'a' && c <= 'z')
		rows = letters[c - 'a'];
	else if (c >= '0' && c <= '9')
		rows = letters[26 + c - '0'];
	else
		return;
	for (int row = 0; row < 7; row++)
		for (int column = 0; column < 5; column++)
			if (rows[row] & (16 >> column))
				dot(p, x + (int)(column * size),
				    y + (int)(row * size), cell, INK);
}

/* Text from x, y in millimetres; gives the millimetres it takes. */
static double type(struct page *p, double x, double y, double height,
    const char *text)
{
	double size = height * p->mm / 7, start = x;

	for (; *text != '\0'; text++) {
		letter(p, (int)(x * p->mm), (int)(y * p->mm), size, *text);
		x += height * 6 / 7;
	}
	return x - start;
}

/* --- what is on a page -------------------------------------------------- */

static const char *const vocabulary[] = {
	"van", "phong", "uy", "ban", "hanh", "chinh", "tinh", "phuoc", "long",
	"binh", "quan", "xa", "ap", "dan", "so", "lam", "nghiep", "cao", "su",
	"dien", "dat", "duong", "truong", "y", "te", "ruong", "nuoc", "song",
	"be", "nam", "thang", "ngay", "cong", "van", "quyet", "dinh", "kinh",
	"gui", "bao", "cao", "ke", "hoach", "danh", "sach", "nhan", "su"
};

static void typed(struct page *p, const char *heading, int number)
{
	double width = p->width / p->mm, height = p->height / p->mm;
	char line[64];

	type(p, width * 0.13, height * 0.07, 3.4, heading);
	snprintf(line, sizeof(line), "to so %d", number);
	type(p, width * 0.72, height * 0.04, 2.6, line);
	for (int row = 0; height * 0.15 + row * 6.5 < height * 0.86; row++) {
		double x = width * 0.13, y = height * 0.15 + row * 6.5;

		if (next(p, 9) == 0)
			continue;
		while (x < width * 0.82) {
			const char *word = vocabulary[next(p,
			    (unsigned)COUNT(vocabulary))];

			x += type(p, x, y, 2.6, word) + 2.4;
		}
	}
}

static void circle(struct page *p, double x, double y, double radius,
    unsigned char ink, int thick)
{
	double step = 0.25 / (radius * p->mm);

	for (int i = 0; i * step < 6.2832; i++)
		dot(p, (int)((x + radius * cos(i * step)) * p->mm),
		    (int)((y + radius * sin(i * step)) * p->mm), thick, ink);
}

static void stamp(struct page *p)
{
	double x = p->width / p->mm * 0.68, y = p->height / p->mm * 0.86;
	int thick = (int)(p->mm * 0.6) + 1;

	circle(p, x, y, 15, STAMP, thick);
	circle(p, x, y, 11, STAMP, thick / 2 + 1);
	for (int ray = 0; ray < 5; ray++)
		for (int i = 0; i <= 20; i++) {
			double a = ray * 1.2566, r = i * 0.3;

			dot(p, (int)((x + r * cos(a)) * p->mm),
			    (int)((y + r * sin(a)) * p->mm), thick, STAMP);
		}
}

/* Contour lines, a river, a grid. */
static void map(struct page *p, const char *heading)
{
	double width = p->width / p->mm, height = p->height / p->mm;
	double step = width / 9;
	int thick = (int)(p->mm * 0.35) + 1;

	for (int i = 1; i * step < width - 5; i++)
		for (int y = 0; y < p->height; y++)
			dot(p, (int)(i * step * p->mm), y, 1, INK);
	for (int ring = 1; ring < 14; ring++) {
		double cx = width * 0.55, cy = height * 0.48;
		double r = ring * width / 36, wobble = next(p, 100) / 30.0;
		double turn = 0.3 / (r * p->mm);

		for (int i = 0; i * turn < 6.2832; i++) {
			double a = i * turn;
			double s = r * (1 + 0.16 * sin(3 * a + wobble));

			dot(p, (int)((cx + s * cos(a)) * p->mm),
			    (int)((cy + s * 0.8 * sin(a)) * p->mm), thick, INK);
		}
	}
	for (int i = 0; i * 0.1 < height; i++) {
		double y = i * 0.1;

		dot(p, (int)((width * 0.28 + width * 0.09 * sin(y / height * 7)) *
		    p->mm), (int)(y * p->mm), thick * 3, WATER);
	}
	type(p, 20, 18, width > 400 ? 14 : 6, heading);
}

static void age(struct page *p)
{
	for (int i = 0; i < 5; i++) {
		int x = (int)next(p, (unsigned)p->width);
		int y = (int)next(p, (unsigned)p->height);
		int radius = (int)(p->mm * (6 + next(p, 22)));

		for (int row = y - radius; row < y + radius; row++)
			for (int column = x - radius; column < x + radius;
			    column++) {
				int far = (row - y) * (row - y) +
				    (column - x) * (column - x);
				size_t at;

				if (row < 0 || column < 0 || row >= p->height ||
				    column >= p->width || far > radius * radius)
					continue;
				at = (size_t)row * (size_t)p->width +
				    (size_t)column;
				if (p->cells[at] == PAPER)
					p->cells[at] = far > radius * radius * 4 /
					    5 ? STAIN : SHADE;
			}
	}
	for (int row = 0; row < p->height / 9; row++)
		memset(p->cells + (size_t)row * (size_t)p->width, INK,
		    (size_t)(p->width / 9 - row * p->width / p->height >
		    0 ? p->width / 9 - row * p->width / p->height : 0));
}

/* --- encoding ----------------------------------------------------------- */

static void row_bytes(const struct page *p, int row, enum draw_ink ink,
    unsigned char *out)
{
	const unsigned char *cells = p->cells + (size_t)row *
	    (size_t)p->width;

	switch (ink) {
	case DRAW_BITONAL:
		memset(out, 0, ((size_t)p->width + 7) / 8);
		/* Most rows of a page are empty. */
		if (cells[0] < INK && memcmp(cells, cells + 1,
		    (size_t)p->width - 1) == 0)
			break;
		for (int x = 0; x < p->width; x++)
			if (cells[x] >= INK)
				out[x / 8] |= (unsigned char)(128 >> (x % 8));
		break;
	case DRAW_GREY:
		for (int x = 0; x < p->width; x++)
			out[x] = colours[cells[x]][1];
		break;
	case DRAW_COLOUR:
		for (size_t x = 0; x < (size_t)p->width; x++)
			memcpy(out + 3 * x, colours[cells[x]], 3);
		break;
	}
}

static void set_tags(TIFF *tif, const struct drawing *d, const struct page *p)
{
	TIFFSetField(tif, TIFFTAG_IMAGEWIDTH, (uint32_t)p->width);
	TIFFSetField(tif, TIFFTAG_IMAGELENGTH, (uint32_t)p->height);
	TIFFSetField(tif, TIFFTAG_XRESOLUTION, (double)d->dpi);
	TIFFSetField(tif, TIFFTAG_YRESOLUTION, (double)d->dpi);
	TIFFSetField(tif, TIFFTAG_RESOLUTIONUNIT, RESUNIT_INCH);
	TIFFSetField(tif, TIFFTAG_PLANARCONFIG, PLANARCONFIG_CONTIG);
	TIFFSetField(tif, TIFFTAG_ORIENTATION, ORIENTATION_TOPLEFT);
	TIFFSetField(tif, TIFFTAG_MAKE, "bansao");
	TIFFSetField(tif, TIFFTAG_MODEL, "sample");
	TIFFSetField(tif, TIFFTAG_SOFTWARE, "bansao " PACKAGE_VERSION);
	TIFFSetField(tif, TIFFTAG_DATETIME, "2026:03:02 08:00:00");
	TIFFSetField(tif, TIFFTAG_SAMPLESPERPIXEL,
	    d->ink == DRAW_COLOUR ? 3 : 1);
	TIFFSetField(tif, TIFFTAG_BITSPERSAMPLE, d->ink == DRAW_BITONAL ? 1 : 8);
	TIFFSetField(tif, TIFFTAG_PHOTOMETRIC, d->ink == DRAW_BITONAL ?
	    PHOTOMETRIC_MINISWHITE : d->ink == DRAW_GREY ?
	    PHOTOMETRIC_MINISBLACK : PHOTOMETRIC_RGB);
	if (d->ink == DRAW_BITONAL) {
		TIFFSetField(tif, TIFFTAG_COMPRESSION, COMPRESSION_CCITTFAX4);
	} else {
		TIFFSetField(tif, TIFFTAG_COMPRESSION, COMPRESSION_LZW);
		TIFFSetField(tif, TIFFTAG_PREDICTOR, 2);
	}
	TIFFSetField(tif, TIFFTAG_ROWSPERSTRIP, TIFFDefaultStripSize(tif, 0));
}

static bool draw_page(TIFF *tif, const struct drawing *d, int number)
{
	struct page p = { .random = d->seed * 977ULL + (unsigned)number };
	struct pool pool = { 0 };
	const char *heading = text_fold(&pool, d->heading);
	unsigned char *row;
	bool good = true;

	p.mm = d->dpi / 25.4;
	p.width = (int)(d->width_mm * p.mm + 0.5);
	p.height = (int)(d->height_mm * p.mm + 0.5);
	p.cells = must_alloc((size_t)p.width * (size_t)p.height);
	row = must_alloc((size_t)p.width * 3);
	if (d->damaged)
		age(&p);
	if (d->kind == DRAW_MAP)
		map(&p, heading);
	else
		typed(&p, heading, number);
	if (d->kind == DRAW_LETTER)
		stamp(&p);
	set_tags(tif, d, &p);
	for (int y = 0; good && y < p.height; y++) {
		row_bytes(&p, y, d->ink, row);
		good = TIFFWriteScanline(tif, row, (uint32_t)y, 0) == 1;
	}
	free(row);
	free(p.cells);
	pool_free(&pool);
	return good && TIFFWriteDirectory(tif) == 1;
}

bool tiff_draw(const char *path, const struct drawing *drawing,
    struct err *err)
{
	TIFF *tif = TIFFOpen(path, "w");
	bool good = tif != NULL;

	for (int i = 0; good && i < drawing->pages; i++)
		good = draw_page(tif, drawing, drawing->first_page + i);
	if (tif != NULL)
		TIFFClose(tif);
	return good || err_set(err, ERR_FAILED,
	    _("The sample page %s cannot be written"), path);
}
