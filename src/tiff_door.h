/* What the files of the libtiff door (tiff.c and tiff_plain.c: facts,
 * tiff_pixels.c and tiff_picture.c: pixels) share. Nobody else includes this. */
#ifndef TIFF_DOOR_H
#define TIFF_DOOR_H

#include "tiff.h"

#include <tiffio.h>

enum { TIFF_LARGEST_SIDE = 400000 };	/* pixels: 16 m at 600 dpi */

/* One open file with the complaints of libtiff about it. */
struct tiff_door {
	const struct tiff_source *source;
	uint64_t at;
	char words[120];	/* the first error since tiff_door_quiet */
	unsigned errors;	/* since tiff_door_quiet */
	bool cut;		/* one was about bytes past the end */
};

/* NULL when libtiff cannot read the first directory. */
TIFF *tiff_door_open(struct tiff_door *door, const struct tiff_source *source);
void tiff_door_quiet(struct tiff_door *door);
/* Bytes of the source at an offset; false when they are not all there. */
bool tiff_fetch(const struct tiff_source *source, uint64_t offset,
    void *data, size_t length);
/* The header and the chain of directories: how many there are to read, and
 * where (in the pool). False when this is no TIFF; all that is wrong is
 * complained about. */
bool tiff_chain(const struct tiff_source *source, struct pool *pool,
    struct tiff_facts *facts, const uint64_t **places, uint32_t *count);
/* The images and the origin of directories that are as everybody writes them,
 * without libtiff. False, with facts as they were, when one of them is not. */
bool tiff_plain(const struct tiff_source *source, struct pool *pool,
    struct tiff_facts *facts, const uint64_t *places, uint32_t count);
/* A number of 1 to 8 bytes in the order of the file. */
uint64_t tiff_number(const unsigned char *bytes, unsigned length,
    bool swapped);
/* "2026:01:31 08:30:00" as seconds, 0 for anything else. */
int64_t tiff_time(const char *text);
/* What a directory with this NewSubfileType holds. */
uint8_t tiff_kind_of(uint32_t subfile, const struct tiff_image *image);
void tiff_complain(struct pool *pool, struct tiff_facts *facts,
    enum tiff_fault fault, uint32_t image, const char *detail);

#endif
