/* A bag that an earlier run of a build gave its name before the catalogue was
 * told: is it of the same plan, and what does it say of its packages? */
#ifndef FINISHED_H
#define FINISHED_H

#include "source.h"

struct finished {
	const char *plan;	/* wanted */
	bool same;		/* it is of that plan */
	int64_t octets, streams;	/* of its payload */
	const char *manifest;	/* text of manifest-sha256.txt */
};

bool finished_open(struct finished *finished, const char *path,
    struct pool *pool, struct err *err) MUST_CHECK;
/* SHA-256 of a file by its path in the bag; false when it is not listed. */
bool finished_digest(const struct finished *finished, const char *path,
    char hex[65]);

#endif
