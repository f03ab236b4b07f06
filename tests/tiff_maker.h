/* TIFF files as the tests need them: right ones by libtiff, wrong ones byte
 * by byte. */
#ifndef TIFF_MAKER_H
#define TIFF_MAKER_H

#include "buf.h"

/* --- byte by byte --- */

struct maker {
	struct buf buf;
	bool swapped;		/* big-endian */
	bool big;		/* BigTIFF */
	size_t link;		/* where the offset of the next directory goes */
};

struct made_tag {
	uint16_t tag;
	uint16_t type;		/* 3 SHORT, 4 LONG, 5 RATIONAL, 16 LONG8 */
	uint64_t value;		/* RATIONAL: numerator << 32 | denominator */
	uint64_t count;		/* 0 means 1; others lie about the value */
};

void maker_begin(struct maker *maker, bool swapped, bool big);
/* A directory at the end, linked from the one before. Gives its offset. */
uint64_t maker_directory(struct maker *maker, const struct made_tag *tags,
    size_t count);
/* Let the last directory go on at any offset. */
void maker_link(struct maker *maker, uint64_t offset);
void maker_number(struct maker *maker, uint64_t value, int bytes);
/* An ordinary page of width x height, 1 bit, uncompressed; subfile type;
 * resolution (0: none) and unit (0: none). */
uint64_t maker_page(struct maker *maker, uint32_t width, uint32_t height,
    uint32_t subfile, uint32_t dpi, uint16_t unit);

/* --- by libtiff --- */

struct made_page {
	uint32_t width, height;
	uint16_t bits, samples, compression, photometric, planar;
	uint16_t unit;		/* 0: tag left out */
	float x, y;		/* 0: tags left out */
	uint16_t orientation;	/* 0: left out */
	uint32_t subfile;
	bool tiled;
	bool sub;		/* with a SubIFD */
	unsigned seed;		/* of the picture; 0: white */
};
/* mode: "w", "w8" BigTIFF, "wb" big-endian. False where the codec is not
 * there. */
bool make_tiff(const char *path, const char *mode,
    const struct made_page *pages, size_t count);

#endif
