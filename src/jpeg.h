/* Facts of a JPEG from its header: the door to libjpeg. */
#ifndef JPEG_H
#define JPEG_H

#include "err.h"

struct jpeg_facts {
	uint32_t width, height;
	int components;
	double x_density, y_density;	/* 0: none */
	int unit;		/* 0 none, 1 inch, 2 cm, as JFIF says */
};

/* From the first bytes of a file. ERR_FINDINGS when they are no JPEG. */
bool jpeg_read(const unsigned char *data, size_t length,
    struct jpeg_facts *facts, struct err *err) MUST_CHECK;

#endif
