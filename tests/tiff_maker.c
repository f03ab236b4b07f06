#include "tiff_maker.h"

#include <stdlib.h>
#include <string.h>
#include <tiffio.h>

static void poke(struct maker *m, size_t at, uint64_t value, int bytes)
{
	for (int i = 0; i < bytes; i++)
		m->buf.data[at + (size_t)(m->swapped ? bytes - 1 - i : i)] =
		    (char)(value >> (8 * i));
}

void maker_number(struct maker *m, uint64_t value, int bytes)
{
	size_t at = m->buf.length;

	buf_add(&m->buf, "\0\0\0\0\0\0\0\0", (size_t)bytes);
	poke(m, at, value, bytes);
}

void maker_begin(struct maker *m, bool swapped, bool big)
{
	*m = (struct maker){ .swapped = swapped, .big = big };
	buf_text(&m->buf, swapped ? "MM" : "II");
	maker_number(m, big ? 43 : 42, 2);
	if (big) {
		maker_number(m, 8, 2);
		maker_number(m, 0, 2);
	}
	m->link = m->buf.length;
	maker_number(m, 0, big ? 8 : 4);
}

void maker_link(struct maker *m, uint64_t offset)
{
	poke(m, m->link, offset, m->big ? 8 : 4);
}

/* Rationals do not fit into the entry of a classic TIFF: they go in front. */
uint64_t maker_directory(struct maker *m, const struct made_tag *tags,
    size_t count)
{
	uint64_t rationals[32];
	uint64_t offset;

	for (size_t i = 0; i < count; i++) {
		rationals[i] = m->buf.length;
		if (tags[i].type == 5 && !m->big) {
			maker_number(m, tags[i].value >> 32, 4);
			maker_number(m, tags[i].value & 0xffffffff, 4);
		}
	}
	if (m->buf.length % 2 != 0)
		buf_char(&m->buf, 0);
	offset = m->buf.length;
	maker_link(m, offset);
	maker_number(m, count, m->big ? 8 : 2);
	for (size_t i = 0; i < count; i++) {
		size_t room = m->big ? 8 : 4;
		size_t end;

		maker_number(m, tags[i].tag, 2);
		maker_number(m, tags[i].type, 2);
		maker_number(m, tags[i].count == 0 ? 1 : tags[i].count,
		    m->big ? 8 : 4);
		end = m->buf.length + room;
		if (tags[i].type == 3)
			maker_number(m, tags[i].value, 2);
		else if (tags[i].type == 5 && m->big) {
			maker_number(m, tags[i].value >> 32, 4);
			maker_number(m, tags[i].value & 0xffffffff, 4);
		} else if (tags[i].type == 5)
			maker_number(m, rationals[i], 4);
		else
			maker_number(m, tags[i].value,
			    tags[i].type == 16 ? 8 : 4);
		while (m->buf.length < end)
			buf_char(&m->buf, 0);
	}
	m->link = m->buf.length;
	maker_number(m, 0, m->big ? 8 : 4);
	return offset;
}

uint64_t maker_page(struct maker *m, uint32_t width, uint32_t height,
    uint32_t subfile, uint32_t dpi, uint16_t unit)
{
	uint32_t bytes = (width + 7) / 8 * height;
	uint64_t data = m->buf.length;
	struct made_tag tags[14] = {
		{ 254, 4, subfile, 0 }, { 256, 4, width, 0 },
		{ 257, 4, height, 0 }, { 258, 3, 1, 0 }, { 259, 3, 1, 0 },
		{ 262, 3, 0, 0 }, { 273, 4, data, 0 }, { 277, 3, 1, 0 },
		{ 278, 4, height, 0 }, { 279, 4, bytes, 0 },
	};
	size_t count = 10;

	if (bytes <= 1 << 20)
		memset(buf_room(&m->buf, bytes), 0, bytes);
	else
		bytes = 0;	/* a lie: nothing of it is there */
	m->buf.length += bytes;
	if (dpi != 0) {
		tags[count++] = (struct made_tag){ 282, 5,
		    (uint64_t)dpi << 32 | 1, 0 };
		tags[count++] = (struct made_tag){ 283, 5,
		    (uint64_t)dpi << 32 | 1, 0 };
	}
	if (unit != 0)
		tags[count++] = (struct made_tag){ 296, 3, unit, 0 };
	return maker_directory(m, tags, count);
}

/* --- by libtiff ----------------------------------------------------------- */

static void set_tags(TIFF *tif, const struct made_page *p)
{
	TIFFSetField(tif, TIFFTAG_IMAGEWIDTH, p->width);
	TIFFSetField(tif, TIFFTAG_IMAGELENGTH, p->height);
	TIFFSetField(tif, TIFFTAG_BITSPERSAMPLE, p->bits);
	TIFFSetField(tif, TIFFTAG_SAMPLESPERPIXEL, p->samples);
	TIFFSetField(tif, TIFFTAG_COMPRESSION, p->compression);
	TIFFSetField(tif, TIFFTAG_PHOTOMETRIC, p->photometric);
	TIFFSetField(tif, TIFFTAG_PLANARCONFIG,
	    p->planar == 0 ? PLANARCONFIG_CONTIG : p->planar);
	if (p->subfile != 0)
		TIFFSetField(tif, TIFFTAG_SUBFILETYPE, p->subfile);
	if (p->x > 0)
		TIFFSetField(tif, TIFFTAG_XRESOLUTION, p->x);
	if (p->y > 0)
		TIFFSetField(tif, TIFFTAG_YRESOLUTION, p->y);
	if (p->unit != 0)
		TIFFSetField(tif, TIFFTAG_RESOLUTIONUNIT, p->unit);
	if (p->orientation != 0)
		TIFFSetField(tif, TIFFTAG_ORIENTATION, p->orientation);
	if (p->photometric == PHOTOMETRIC_YCBCR &&
	    p->compression == COMPRESSION_JPEG)
		TIFFSetField(tif, TIFFTAG_JPEGCOLORMODE, JPEGCOLORMODE_RGB);
	if (p->tiled) {
		TIFFSetField(tif, TIFFTAG_TILEWIDTH, 64);
		TIFFSetField(tif, TIFFTAG_TILELENGTH, 64);
	} else
		TIFFSetField(tif, TIFFTAG_ROWSPERSTRIP, 32);
}

/* Dark bars on white, different for each seed. */
static void draw(unsigned char *row, size_t length, unsigned seed, uint32_t y)
{
	for (size_t i = 0; i < length; i++)
		row[i] = seed == 0 ? 0xff : (unsigned char)(
		    (i * 7 + y / 5 * seed) % 211 < 60 ? 0x18 : 0xf0);
}

static void write_picture(TIFF *tif, const struct made_page *p)
{
	size_t length = (size_t)(p->tiled ? TIFFTileSize(tif) :
	    TIFFScanlineSize(tif));
	unsigned char *row = calloc(1, length + 8);
	uint32_t planes = p->planar == 2 ? p->samples : 1;

	for (uint32_t s = 0; s < planes; s++)
		for (uint32_t y = 0; y < p->height; y += p->tiled ? 64 : 1) {
			draw(row, length, p->seed, y);
			if (!p->tiled)
				TIFFWriteScanline(tif, row, y, (uint16_t)s);
			for (uint32_t x = 0; p->tiled && x < p->width; x += 64)
				TIFFWriteTile(tif, row, x, y, 0, (uint16_t)s);
		}
	free(row);
}

bool make_tiff(const char *path, const char *mode,
    const struct made_page *pages, size_t count)
{
	TIFF *tif = NULL;

	for (size_t i = 0; i < count; i++)
		if (!TIFFIsCODECConfigured(pages[i].compression))
			return false;
	tif = TIFFOpen(path, mode);
	for (size_t i = 0; tif != NULL && i < count; i++) {
		struct made_page small = pages[i];

		set_tags(tif, &pages[i]);
		if (pages[i].sub) {
			toff_t none[1] = { 0 };

			TIFFSetField(tif, TIFFTAG_SUBIFD, 1, none);
		}
		write_picture(tif, &pages[i]);
		TIFFWriteDirectory(tif);
		if (!pages[i].sub)
			continue;
		small.width = small.height = 32;
		small.sub = false;
		small.subfile = 1;
		set_tags(tif, &small);
		write_picture(tif, &small);
		TIFFWriteDirectory(tif);
	}
	if (tif != NULL)
		TIFFClose(tif);
	return tif != NULL;
}
