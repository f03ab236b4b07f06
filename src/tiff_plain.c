/* Directories as everybody writes them, read without libtiff: known tags of
 * the right type, in order, once, with values that lie in the file and agree
 * with each other. Whatever is rare or odd is not judged here: libtiff reads
 * the file again and says what it thinks of it. Both must give the same facts
 * (tests/test_tiff.c and the fuzz target compare them). */
#include "tiff_door.h"

#include <math.h>
#include <string.h>

enum {
	MOST_ENTRIES = 100,
	MOST_BYTES = 16 * 1024 * 1024	/* of one value */
};

/* The places of the tags in the table; those that are only passed over come
 * after LOOKED_AT. */
enum {
	SUBFILE, WIDTH, HEIGHT, BITS, COMPRESSION, PHOTOMETRIC, FILL, MAKE,
	MODEL, OFFSETS, ORIENTATION, SAMPLES, ROWS, COUNTS, X_RES, Y_RES,
	PLANAR, UNIT, SOFTWARE, DATE, TILE_WIDE, TILE_HIGH, TILE_OFFSETS,
	TILE_COUNTS, FORMAT, PROFILE, LOOKED_AT
};

/* How many values a tag may have. */
enum many { ONE, TWO, ANY };

#define AS(type) (1U << (type))
#define AS_NUMBER (AS(TIFF_SHORT) | AS(TIFF_LONG))
#define AS_BYTES (AS(TIFF_BYTE) | AS(TIFF_UNDEFINED))
#define AS_PLACES (AS_NUMBER | AS(TIFF_LONG8))

/* In ascending order, as the entries of a directory are. */
static const struct row {
	uint16_t tag;
	uint8_t slot;
	uint8_t many;
	uint32_t types;
} known_tags[] = {
	{ TIFFTAG_SUBFILETYPE, SUBFILE, ONE, AS_NUMBER },
	{ TIFFTAG_IMAGEWIDTH, WIDTH, ONE, AS_NUMBER },
	{ TIFFTAG_IMAGELENGTH, HEIGHT, ONE, AS_NUMBER },
	{ TIFFTAG_BITSPERSAMPLE, BITS, ANY, AS(TIFF_SHORT) },
	{ TIFFTAG_COMPRESSION, COMPRESSION, ONE, AS(TIFF_SHORT) },
	{ TIFFTAG_PHOTOMETRIC, PHOTOMETRIC, ONE, AS(TIFF_SHORT) },
	{ TIFFTAG_FILLORDER, FILL, ONE, AS(TIFF_SHORT) },
	{ TIFFTAG_DOCUMENTNAME, LOOKED_AT, ANY, AS(TIFF_ASCII) },
	{ TIFFTAG_IMAGEDESCRIPTION, LOOKED_AT, ANY, AS(TIFF_ASCII) },
	{ TIFFTAG_MAKE, MAKE, ANY, AS(TIFF_ASCII) },
	{ TIFFTAG_MODEL, MODEL, ANY, AS(TIFF_ASCII) },
	{ TIFFTAG_STRIPOFFSETS, OFFSETS, ANY, AS_PLACES },
	{ TIFFTAG_ORIENTATION, ORIENTATION, ONE, AS(TIFF_SHORT) },
	{ TIFFTAG_SAMPLESPERPIXEL, SAMPLES, ONE, AS(TIFF_SHORT) },
	{ TIFFTAG_ROWSPERSTRIP, ROWS, ONE, AS_NUMBER },
	{ TIFFTAG_STRIPBYTECOUNTS, COUNTS, ANY, AS_PLACES },
	{ TIFFTAG_XRESOLUTION, X_RES, ONE, AS(TIFF_RATIONAL) },
	{ TIFFTAG_YRESOLUTION, Y_RES, ONE, AS(TIFF_RATIONAL) },
	{ TIFFTAG_PLANARCONFIG, PLANAR, ONE, AS(TIFF_SHORT) },
	{ TIFFTAG_PAGENAME, LOOKED_AT, ANY, AS(TIFF_ASCII) },
	{ TIFFTAG_GROUP3OPTIONS, LOOKED_AT, ONE, AS(TIFF_LONG) },
	{ TIFFTAG_GROUP4OPTIONS, LOOKED_AT, ONE, AS(TIFF_LONG) },
	{ TIFFTAG_RESOLUTIONUNIT, UNIT, ONE, AS(TIFF_SHORT) },
	{ TIFFTAG_PAGENUMBER, LOOKED_AT, TWO, AS(TIFF_SHORT) },
	{ TIFFTAG_SOFTWARE, SOFTWARE, ANY, AS(TIFF_ASCII) },
	{ TIFFTAG_DATETIME, DATE, ANY, AS(TIFF_ASCII) },
	{ TIFFTAG_ARTIST, LOOKED_AT, ANY, AS(TIFF_ASCII) },
	{ TIFFTAG_HOSTCOMPUTER, LOOKED_AT, ANY, AS(TIFF_ASCII) },
	{ TIFFTAG_PREDICTOR, LOOKED_AT, ONE, AS(TIFF_SHORT) },
	{ TIFFTAG_TILEWIDTH, TILE_WIDE, ONE, AS_NUMBER },
	{ TIFFTAG_TILELENGTH, TILE_HIGH, ONE, AS_NUMBER },
	{ TIFFTAG_TILEOFFSETS, TILE_OFFSETS, ANY, AS_PLACES },
	{ TIFFTAG_TILEBYTECOUNTS, TILE_COUNTS, ANY, AS_PLACES },
	{ TIFFTAG_SAMPLEFORMAT, FORMAT, ANY, AS(TIFF_SHORT) },
	{ TIFFTAG_JPEGTABLES, LOOKED_AT, ANY, AS(TIFF_UNDEFINED) },
	{ TIFFTAG_XMLPACKET, LOOKED_AT, ANY, AS_BYTES },
	{ TIFFTAG_COPYRIGHT, LOOKED_AT, ANY, AS(TIFF_ASCII) },
	{ TIFFTAG_PHOTOSHOP, LOOKED_AT, ANY, AS_BYTES },
	{ TIFFTAG_ICCPROFILE, PROFILE, ANY, AS(TIFF_UNDEFINED) },
};

/* A tag that is there: its values, or where they are. */
struct entry {
	uint16_t type;		/* 0: it is not there */
	uint64_t count;
	uint64_t length;	/* bytes of all values */
	uint64_t place;		/* unless they are in `here` */
	unsigned char here[8];
};

struct plain {
	const struct tiff_source *source;
	struct pool *pool;
	bool big, swapped;
	struct entry found[LOOKED_AT];
};

static unsigned type_size(uint16_t type)
{
	switch (type) {
	case TIFF_SHORT:
		return 2;
	case TIFF_LONG:
		return 4;
	case TIFF_RATIONAL:
	case TIFF_LONG8:
		return 8;
	default:
		return 1;
	}
}

static uint64_t number(const struct plain *p, const unsigned char *bytes,
    unsigned length)
{
	return tiff_number(bytes, length, p->swapped);
}

/* An entry of a directory; false when it is not an ordinary one. */
static bool take_entry(struct plain *p, const unsigned char *bytes,
    const struct row **row)
{
	const uint16_t tag = (uint16_t)number(p, bytes, 2);
	const unsigned room = p->big ? 8 : 4;
	struct entry e = { .type = (uint16_t)number(p, bytes + 2, 2),
	    .count = number(p, bytes + 4, room) };

	while (*row < known_tags + COUNT(known_tags) && (*row)->tag < tag)
		(*row)++;
	if (*row == known_tags + COUNT(known_tags) || (*row)->tag != tag || e.type > 31 ||
	    !((*row)->types & AS(e.type)) || e.count == 0 ||
	    e.count > MOST_BYTES || ((*row)->many != ANY &&
	    e.count != ((*row)->many == ONE ? 1 : 2)))
		return false;
	e.length = e.count * type_size(e.type);
	if (e.length <= room)
		memcpy(e.here, bytes + 4 + room, room);
	else {
		e.place = number(p, bytes + 4 + room, room);
		if (e.length > MOST_BYTES || e.place < 8 ||
		    e.place > (uint64_t)p->source->size ||
		    e.length > (uint64_t)p->source->size - e.place)
			return false;
	}
	if ((*row)->slot != LOOKED_AT)
		p->found[(*row)->slot] = e;
	(*row)++;	/* a tag that comes twice is odd */
	return true;
}

static bool take_entries(struct plain *p, uint64_t place)
{
	const unsigned size = p->big ? 20 : 12;
	const unsigned count_size = p->big ? 8 : 2;
	unsigned char bytes[MOST_ENTRIES * 20];
	const struct row *row = known_tags;
	uint64_t count;

	memset(p->found, 0, sizeof(p->found));
	if (!tiff_fetch(p->source, place, bytes, count_size))
		return false;
	count = number(p, bytes, count_size);
	if (count == 0 || count > MOST_ENTRIES ||
	    !tiff_fetch(p->source, place + count_size, bytes, count * size))
		return false;
	for (uint64_t i = 0; i < count; i++)
		if (!take_entry(p, bytes + i * size, &row))
			return false;
	return true;
}

/* --- values ------------------------------------------------------------ */

static bool has(const struct plain *p, int slot)
{
	return p->found[slot].type != 0;
}

static uint64_t one(const struct plain *p, int slot, uint64_t otherwise)
{
	const struct entry *e = &p->found[slot];

	return e->type == 0 ? otherwise :
	    number(p, e->here, type_size(e->type));
}

/* The bytes of all values; NULL when they cannot be read. */
static const unsigned char *all_bytes(struct plain *p, struct entry *e)
{
	unsigned char *bytes;

	if (e->place == 0)
		return e->here;
	bytes = pool_alloc(p->pool, (size_t)e->length);
	return tiff_fetch(p->source, e->place, bytes, (size_t)e->length) ?
	    bytes : NULL;
}

/* Do all values of a tag that has one a sample say the same? */
static bool all_are(struct plain *p, int slot, uint64_t samples,
    uint64_t *value)
{
	struct entry *e = &p->found[slot];
	const unsigned char *bytes;

	if (e->type == 0)
		return true;
	bytes = e->count == samples ? all_bytes(p, e) : NULL;
	for (uint64_t i = 0; bytes != NULL && i < samples; i++) {
		uint64_t next = number(p, bytes + i * 2, 2);

		if (i > 0 && next != *value)
			return false;
		*value = next;
	}
	return bytes != NULL;
}

/* As libtiff divides: in double, kept as float. */
static bool resolution(struct plain *p, int slot, double *value, bool *found)
{
	const unsigned char *bytes;
	uint64_t above, below;
	float kept;

	if (!has(p, slot))
		return true;
	bytes = all_bytes(p, &p->found[slot]);
	if (bytes == NULL)
		return false;
	above = number(p, bytes, 4);
	below = number(p, bytes + 4, 4);
	kept = below == 0 ? 0 : (float)((double)above / (double)below);
	*found = true;
	*value = isfinite(kept) && kept > 0 ? (double)kept : 0;
	return true;
}

static bool text(struct plain *p, int slot, char *to, size_t room)
{
	struct entry *e = &p->found[slot];
	const unsigned char *bytes;
	size_t length;

	if (e->type == 0 || to[0] != '\0')
		return true;
	bytes = all_bytes(p, e);
	if (bytes == NULL)
		return false;
	length = strnlen((const char *)bytes, (size_t)e->length);
	if (length >= room)
		length = room - 1;
	memcpy(to, bytes, length);
	to[length] = '\0';
	return true;
}

static bool origin(struct plain *p, struct tiff_origin *origin)
{
	char when[24] = "";

	if (has(p, DATE) && p->found[DATE].count != 20)
		return false;
	if (!text(p, MAKE, origin->make, TIFF_TEXT_MAX) ||
	    !text(p, MODEL, origin->model, TIFF_TEXT_MAX) ||
	    !text(p, SOFTWARE, origin->software, TIFF_TEXT_MAX) ||
	    !text(p, DATE, when, sizeof(when)))
		return false;
	if (origin->taken == 0)
		origin->taken = tiff_time(when);
	return true;
}

/* --- where the pixels are ------------------------------------------------ */

/* The strips or tiles: what there must be, and how long when uncompressed. */
struct pieces {
	uint64_t down, across, planes;
	uint64_t rows;		/* of a piece */
	uint64_t line;		/* bytes of one of its rows */
};

static bool choose_pieces(const struct plain *p, const struct tiff_image *i,
    struct pieces *pieces)
{
	uint64_t wide = i->width;
	uint64_t samples = i->planar == 2 ? 1 : i->samples;

	*pieces = (struct pieces){ .across = 1,
	    .planes = i->planar == 2 ? i->samples : 1, .rows = i->row_strips };
	if (i->tiled) {
		wide = one(p, TILE_WIDE, 0);
		if (wide == 0 || wide % 16 != 0 || pieces->rows == 0 ||
		    pieces->rows % 16 != 0 || wide > 65536 ||
		    pieces->rows > 65536)
			return false;
		pieces->across = (i->width + wide - 1) / wide;
	} else if (pieces->rows == 0)
		return false;
	else if (pieces->rows > i->height)
		pieces->rows = i->height;
	pieces->down = (i->height + pieces->rows - 1) / pieces->rows;
	pieces->line = (wide * i->bits * samples + 7) / 8;
	return true;
}

/* All of them in the file, none empty, each of its size when that is known. */
static bool pieces_are_right(struct plain *p, const struct tiff_image *i)
{
	struct entry *places = &p->found[i->tiled ? TILE_OFFSETS : OFFSETS];
	struct entry *counts = &p->found[i->tiled ? TILE_COUNTS : COUNTS];
	const unsigned char *at, *of;
	const uint64_t size = (uint64_t)p->source->size;
	struct pieces pieces;
	uint64_t all;

	if (!choose_pieces(p, i, &pieces))
		return false;
	all = pieces.down * pieces.across * pieces.planes;
	if (places->type == 0 || counts->type == 0 || places->count != all ||
	    counts->count != all || (at = all_bytes(p, places)) == NULL ||
	    (of = all_bytes(p, counts)) == NULL)
		return false;
	for (uint64_t k = 0; k < all; k++) {
		const unsigned a = type_size(places->type);
		const unsigned b = type_size(counts->type);
		uint64_t place = number(p, at + k * a, a);
		uint64_t length = number(p, of + k * b, b);
		uint64_t left = i->height - k % pieces.down * pieces.rows;
		uint64_t rows = i->tiled || left > pieces.rows ? pieces.rows :
		    left;

		if (length == 0 || place == 0 || place >= size ||
		    length > size - place || (i->compression ==
		    COMPRESSION_NONE && length != rows * pieces.line))
			return false;
	}
	return true;
}

/* --- one directory -------------------------------------------------------- */

static bool is_ordinary(const struct tiff_image *i, uint64_t format)
{
	static const uint16_t codecs[] = { COMPRESSION_NONE,
	    COMPRESSION_CCITTRLE, COMPRESSION_CCITTFAX3,
	    COMPRESSION_CCITTFAX4, COMPRESSION_LZW, COMPRESSION_JPEG,
	    COMPRESSION_ADOBE_DEFLATE, COMPRESSION_PACKBITS };
	bool known = false;

	for (size_t k = 0; k < COUNT(codecs); k++)
		known = known || i->compression == codecs[k];
	if (!known || !TIFFIsCODECConfigured(i->compression))
		return false;
	if (i->bits != 1 && i->bits != 4 && i->bits != 8 && i->bits != 16)
		return false;
	return i->width > 0 && i->height > 0 &&
	    i->width <= TIFF_LARGEST_SIDE && i->height <= TIFF_LARGEST_SIDE &&
	    format == SAMPLEFORMAT_UINT && (i->planar == 1 ||
	    i->planar == 2) && (i->samples == 1 ? i->photometric <= 1 ||
	    i->photometric == PHOTOMETRIC_MASK : i->samples == 3 &&
	    i->has_photometric && i->photometric == PHOTOMETRIC_RGB);
}

static bool read_image(struct plain *p, struct tiff_image *i)
{
	uint64_t bits = 1, format = SAMPLEFORMAT_UINT;
	uint64_t unit = one(p, UNIT, TIFF_UNIT_MISSING);
	uint64_t orientation = one(p, ORIENTATION, 1);
	uint64_t type = one(p, SUBFILE, 0);
	uint64_t fill = one(p, FILL, 1);

	*i = (struct tiff_image){ .ink = -1,
	    .width = (uint32_t)one(p, WIDTH, 0),
	    .height = (uint32_t)one(p, HEIGHT, 0),
	    .samples = (uint16_t)one(p, SAMPLES, 1),
	    .compression = (uint16_t)one(p, COMPRESSION, COMPRESSION_NONE),
	    .photometric = (uint16_t)one(p, PHOTOMETRIC, 0),
	    .planar = (uint8_t)(one(p, PLANAR, 1) & 255),
	    .unit = (uint8_t)(unit & 255), .orientation =
	    (uint8_t)(orientation & 255), .has_orientation =
	    has(p, ORIENTATION), .has_photometric = has(p, PHOTOMETRIC),
	    .icc = has(p, PROFILE), .tiled = has(p, TILE_WIDE) };
	if (one(p, PLANAR, 1) > 2 || unit > 3 || orientation < 1 ||
	    orientation > 8 || fill < 1 || fill > 2 ||
	    (has(p, UNIT) && unit == 0) || i->samples == 0 ||
	    has(p, TILE_HIGH) != i->tiled || (i->tiled ? has(p, OFFSETS) ||
	    has(p, COUNTS) || has(p, ROWS) : has(p, TILE_OFFSETS) ||
	    has(p, TILE_COUNTS)) ||
	    !all_are(p, BITS, i->samples, &bits) ||
	    !all_are(p, FORMAT, i->samples, &format))
		return false;
	i->bits = (uint16_t)bits;
	i->row_strips = (uint32_t)(i->tiled ? one(p, TILE_HIGH, 0) :
	    one(p, ROWS, UINT32_MAX));
	i->kind = tiff_kind_of((uint32_t)type, i);
	return resolution(p, X_RES, &i->x_resolution, &i->has_resolution) &&
	    resolution(p, Y_RES, &i->y_resolution, &i->has_resolution) &&
	    is_ordinary(i, format) && pieces_are_right(p, i);
}

/* The second half of the header of a BigTIFF: offsets of eight bytes. */
static bool head_is_right(const struct plain *p)
{
	unsigned char head[8];

	return !p->big || (tiff_fetch(p->source, 0, head, sizeof(head)) &&
	    number(p, head + 4, 2) == 8 && number(p, head + 6, 2) == 0);
}

bool tiff_plain(const struct tiff_source *source, struct pool *pool,
    struct tiff_facts *facts, const uint64_t *places, uint32_t count)
{
	struct plain p = { .source = source, .pool = pool,
	    .big = facts->big, .swapped = facts->swapped };
	struct tiff_origin who = { 0 };
	struct tiff_image *images;

	if (facts->complaint_count > 0 || !head_is_right(&p))
		return false;
	images = pool_array(pool, count, sizeof(*images));
	for (uint32_t i = 0; i < count; i++)
		if (!take_entries(&p, places[i]) ||
		    !read_image(&p, &images[i]) || !origin(&p, &who))
			return false;
	facts->images = images;
	facts->count = count;
	facts->origin = who;
	return true;
}
