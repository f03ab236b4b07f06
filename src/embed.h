/* The files of data/ that are part of the program: the schema, the ini files
 * and the message catalogue in both programs, the reports and the sample in
 * the workshop. */
#ifndef EMBED_H
#define EMBED_H

#include "base.h"

struct embed {
	const char *name;	/* "schema/001_core.sql", "vi.mo" */
	const unsigned char *data;	/* a NUL byte follows the last one */
	size_t size;
};

/* The lists of each library; the last row has no name. */
extern const struct embed embed_core[];
extern const struct embed embed_work[];

/* The file of that name, or NULL. */
const struct embed *embed_find(const char *name);

/* The file after `before` whose name begins with `prefix`, in the order of
 * Makefile.am; the first one when before is NULL, NULL after the last. */
const struct embed *embed_next(const char *prefix, const struct embed *before);

#endif
