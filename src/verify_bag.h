/* Between verify_bagit.c and verify_bag_info.c. */
#ifndef VERIFY_BAG_H
#define VERIFY_BAG_H

#include "verify_judge.h"

enum { MANIFESTS = 32 };

struct manifest {
	const char *name;	/* of the file: "manifest-sha256.txt" */
	bool tag;
	bool supported;
	enum hash_kind kind;
	bool *seen;		/* by index of the source's files */
};

struct bag {
	struct judge *judge;
	int major, minor;
	char encoding[64];
	struct manifest manifests[MANIFESTS];
	size_t count;
	struct source_file **folded;	/* by the NFC of their paths */
	size_t folded_count;
	bool strict;		/* 1.0 and later */
};

/* A tag file as UTF-8 text in the judge's pool, NULL when it cannot be. */
char *bag_tag_text(struct bag *bag, const char *name, const char *encoding);
/* Blanks at the end go. */
void bag_trim_end(char *text);
void bag_read_info(struct bag *bag);
void bag_read_fetch(struct bag *bag);

#endif
