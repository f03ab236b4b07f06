/* Facts and pictures of JPEG files: the door to libjpeg. */
#ifndef JPEG_H
#define JPEG_H

#include "err.h"
#include "tiff.h"

struct jpeg_facts {
	uint32_t width, height;
	int components;
	double x_density, y_density;	/* 0: none */
	int unit;		/* 0 none, 1 inch, 2 cm, as JFIF says */
	int orientation;	/* 1 to 8, as EXIF says; 1 when it does not */
};

/* From the first bytes of a file. ERR_FINDINGS when they are no JPEG. */
bool jpeg_read(const unsigned char *data, size_t length,
    struct jpeg_facts *facts, struct err *err) MUST_CHECK;

/* As tiff_read_picture, of the whole file in memory; one page. libjpeg
 * reduces while it decodes, so that the cost is the result's. Upright: the
 * orientation of EXIF is applied. What is damaged stays grey. */
bool jpeg_read_picture(const unsigned char *data, size_t length,
    const struct tiff_view *view, struct pool *pool,
    struct tiff_picture *picture, struct err *err) MUST_CHECK;

#endif
