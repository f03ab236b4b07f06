#include "tiff_door.h"

#include <stdlib.h>
#include <string.h>

enum { LARGEST_PIECE = 64 * 1024 * 1024 };

/* --- decoding for its own sake ------------------------------------------ */

struct decoding {
	TIFF *tif;
	struct tiff_door *door;
	bool (*go_on)(void *to);
	void *to;
	bool stopped;
	uint64_t dark, seen;	/* pixels, for the hint that a page is blank */
};

enum { DARK = 110, EVERY = 3 };	/* of 255; every third pixel will do */

/* Black bits of a row, the padding at its end left out. */
static void look_at_bits(struct decoding *d, const struct tiff_image *image,
    const unsigned char *row)
{
	const unsigned char flip = image->photometric == 0 ? 0 : 0xff;
	const uint32_t bytes = image->width / 8;

	for (uint32_t i = 0; i < bytes; i++)
		d->dark += (unsigned)__builtin_popcount((row[i] ^ flip) & 255);
	d->seen += (uint64_t)bytes * 8;
}

/* Rows of subsampled YCbCr are shorter than their pixels. */
static void look_at_row(struct decoding *d, const struct tiff_image *image,
    const unsigned char *row, uint64_t length)
{
	if (((uint64_t)image->width * image->bits * image->samples + 7) / 8 >
	    length)
		return;
	if (image->photometric > PHOTOMETRIC_RGB &&
	    image->photometric != PHOTOMETRIC_YCBCR)
		return;
	if (image->bits == 1 && image->samples == 1)
		look_at_bits(d, image, row);
	if (image->bits != 8 || image->planar != 1 || image->samples == 0)
		return;
	for (uint32_t x = 0; x < image->width; x += EVERY) {
		unsigned value = row[(size_t)x * image->samples];

		if (image->photometric == PHOTOMETRIC_MINISWHITE)
			value = 255 - value;
		d->dark += value < DARK;
		d->seen++;
	}
}

static bool asks_to_stop(struct decoding *d, uint32_t turn)
{
	if ((turn & 63) == 0 && d->go_on != NULL && !d->go_on(d->to))
		d->stopped = true;
	return d->stopped;
}

static bool decode_rows(struct decoding *d, const struct tiff_image *image)
{
	tmsize_t size = TIFFScanlineSize(d->tif);
	uint16_t planar = 1;
	unsigned char *row;
	bool good = true;

	if (size <= 0 || size > LARGEST_PIECE)
		return false;
	TIFFGetFieldDefaulted(d->tif, TIFFTAG_PLANARCONFIG, &planar);
	row = must_alloc((size_t)size);
	for (uint16_t s = 0; good && s < (planar == 2 ? image->samples : 1);
	    s++)
		for (uint32_t y = 0; good && y < image->height; y++) {
			good = !asks_to_stop(d, y) &&
			    TIFFReadScanline(d->tif, row, y, s) == 1;
			if (good)
				look_at_row(d, image, row,
				    (uint64_t)size);
		}
	free(row);
	return good;
}

static bool decode_tiles(struct decoding *d)
{
	uint32_t count = TIFFNumberOfTiles(d->tif);
	tmsize_t size = TIFFTileSize(d->tif);
	unsigned char *tile;
	bool good = true;

	if (size <= 0 || size > LARGEST_PIECE)
		return false;
	tile = must_alloc((size_t)size);
	for (uint32_t i = 0; good && i < count; i++)
		good = !asks_to_stop(d, i) &&
		    TIFFReadEncodedTile(d->tif, i, tile, size) >= 0;
	free(tile);
	return good;
}

static void decode_image(struct decoding *d, struct pool *pool,
    struct tiff_facts *facts, uint32_t number)
{
	struct tiff_image *image = &facts->images[number];
	bool good;

	d->dark = d->seen = 0;
	tiff_door_quiet(d->door);
	if (image->photometric == PHOTOMETRIC_YCBCR &&
	    image->compression == COMPRESSION_JPEG)
		TIFFSetField(d->tif, TIFFTAG_JPEGCOLORMODE,
		    JPEGCOLORMODE_RGB);
	good = image->tiled ? decode_tiles(d) : decode_rows(d, image);
	if (good && d->seen > 0)
		image->ink = (float)(100.0 * (double)d->dark /
		    (double)d->seen);
	if (!d->stopped && (!good || d->door->errors > 0))
		tiff_complain(pool, facts, TIFF_UNDECODABLE, number,
		    d->door->words);
}

bool tiff_decode(const struct tiff_source *source, struct pool *pool,
    struct tiff_facts *facts, bool (*go_on)(void *to), void *to)
{
	struct tiff_door door;
	struct decoding d = { NULL, &door, go_on, to, false };
	bool more = facts->count > 0;

	if (!more)
		return true;
	d.tif = tiff_door_open(&door, source);
	if (d.tif == NULL)
		return true;	/* said by the facts already */
	for (uint32_t i = 0; more && !d.stopped; i++) {
		decode_image(&d, pool, facts, i);
		more = i + 1 < facts->count && TIFFReadDirectory(d.tif) == 1;
	}
	TIFFClose(d.tif);
	return !d.stopped;
}
