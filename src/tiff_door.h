/* What the two files of the libtiff door (tiff.c: facts, tiff_pixels.c:
 * pixels) share. Nobody else includes this. */
#ifndef TIFF_DOOR_H
#define TIFF_DOOR_H

#include "tiff.h"

#include <tiffio.h>

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
/* The header and the chain of directories: how many there are to read. False
 * when this is no TIFF; all that is wrong is complained about. */
bool tiff_chain(const struct tiff_source *source, struct pool *pool,
    struct tiff_facts *facts, uint32_t *count);
void tiff_complain(struct pool *pool, struct tiff_facts *facts,
    enum tiff_fault fault, uint32_t image, const char *detail);

#endif
