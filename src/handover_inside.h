/* What the files of a build share: handover_build.c, handover_bag.c. */
#ifndef HANDOVER_INSIDE_H
#define HANDOVER_INSIDE_H

#include "handover_build.h"
#include "pack.h"

struct build {
	struct db *db;
	const struct build_wish *wish;
	struct build_plan plan;
	struct pool *pool;	/* of the whole build */
	struct job *job;
	struct crew *crew;
	const char *top;	/* folder or file of the whole batch */
	const char *staging;	/* where the lists are made */
	int staging_fd;		/* holds it */
	int64_t done;
	struct handover_volume *volumes;	/* what was made */
	int64_t files, bytes;	/* of what was built, payloads */
};

/* One volume of it. */
struct volume {
	struct build *build;
	struct parcel *parcel;
	struct pack pack;
	struct pool pool;
	int number;		/* from 1 */
	const char *name;	/* of its folder in a container */
	const char *path;
	int64_t octets, streams;	/* of the payload */
	const char *manifest;	/* SHA-256 of its first payload manifest */
};

/* A file of ours into the bag, at `path` below it. */
bool build_add_file(struct volume *volume, const char *from, const char *path,
    struct err *err) MUST_CHECK;
/* handover_bag.c: bagit.txt, bag-info.txt, manifests and their signature. */
bool build_tags(struct volume *volume, const struct package_bodies *bodies,
    struct err *err) MUST_CHECK;
/* Digests that were agreed: bits 1u << enum hash_kind. */
unsigned build_kinds(const struct build *build);

#endif
