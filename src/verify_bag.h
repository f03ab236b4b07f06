/* Between verify_bagit.c, verify_bag_manifest.c, verify_bag_names.c and
 * verify_bag_info.c. */
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

/* A file by the hash of its folded name: the name itself is made again. */
struct bag_name {
	uint64_t hash;
	uint32_t file;		/* of the source */
};

struct bag {
	struct judge *judge;
	int major, minor;
	char encoding[64];
	struct manifest manifests[MANIFESTS];
	size_t count;
	struct judge_names missing;	/* listed as payload and not there */
	struct bag_name *folded;	/* by the NFC of their paths */
	struct buf full;	/* the path of the line in hand */
	bool strict;		/* 1.0 and later */
};

/* A tag file as UTF-8 text in the judge's pool, NULL when it cannot be. */
char *bag_tag_text(struct bag *bag, const char *name, const char *encoding);
/* The lines of one that may be long, without keeping it; they may be written
 * to and are gone after the visit. */
void bag_each_line(struct bag *bag, const char *name,
    void (*visit)(void *to, char *line, long number), void *to);
/* Blanks at the end go. */
void bag_trim_end(char *text);
bool bag_ends_with(const char *text, const char *end);

/* verify_bag_manifest.c: all manifests and their lines. */
void bag_read_manifests(struct bag *bag);
/* The part between "manifest-" and ".txt", when it is that. */
bool bag_is_manifest(const char *name, bool *tag, char *method, size_t room);

/* verify_bag_names.c. The file that has this name in another Unicode normal
 * form, or NULL. */
struct source_file *bag_find_folded(struct bag *bag, const char *path);
/* Payload names that meet where case or Unicode forms are folded, that Windows
 * refuses, or that an operating system made: warnings. */
void bag_check_names(struct bag *bag);

/* verify_bag_info.c */
void bag_read_info(struct bag *bag);
void bag_read_fetch(struct bag *bag);

#endif
