/* Are two readings of a TIFF the same? Of the test and of the fuzz target. */
#ifndef TIFF_SAME_H
#define TIFF_SAME_H

#include "tiff.h"

#include <string.h>

/* Rows per strip may differ: libtiff cuts up long strips. */
static inline bool tiff_same_image(const struct tiff_image *a,
    const struct tiff_image *b)
{
	return a->width == b->width && a->height == b->height &&
	    a->x_resolution == b->x_resolution &&
	    a->y_resolution == b->y_resolution && a->bits == b->bits &&
	    a->samples == b->samples && a->compression == b->compression &&
	    a->photometric == b->photometric && a->kind == b->kind &&
	    a->unit == b->unit && a->orientation == b->orientation &&
	    a->planar == b->planar && a->has_resolution == b->has_resolution &&
	    a->has_orientation == b->has_orientation &&
	    a->has_photometric == b->has_photometric &&
	    a->tiled == b->tiled && a->icc == b->icc &&
	    a->sub_images == b->sub_images && a->ink == b->ink;
}

static inline bool tiff_same(const struct tiff_facts *a,
    const struct tiff_facts *b)
{
	if (a->count != b->count || a->pages != b->pages ||
	    a->big != b->big || a->swapped != b->swapped ||
	    a->lone_thumbnail != b->lone_thumbnail ||
	    strcmp(a->format, b->format) != 0 ||
	    a->complaint_count != b->complaint_count ||
	    a->origin.taken != b->origin.taken ||
	    strcmp(a->origin.make, b->origin.make) != 0 ||
	    strcmp(a->origin.model, b->origin.model) != 0 ||
	    strcmp(a->origin.software, b->origin.software) != 0)
		return false;
	for (uint32_t i = 0; i < a->count; i++)
		if (!tiff_same_image(&a->images[i], &b->images[i]))
			return false;
	for (uint32_t i = 0; i < a->complaint_count; i++)
		if (a->complaints[i].fault != b->complaints[i].fault ||
		    a->complaints[i].image != b->complaints[i].image)
			return false;
	return true;
}

#endif
