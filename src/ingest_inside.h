/* What the two files of ingest.h share: ingest.c walks and reads,
 * ingest_store.c finds the place of a file and stores a batch. */
#ifndef INGEST_INSIDE_H
#define INGEST_INSIDE_H

#include "ingest.h"
#include "reader.h"

enum {
	BATCH = 2000,		/* files of one transaction */
	BATCH_NS = 300000000	/* and the longest time until it is stored */
};

/* A result that waits for its transaction. */
struct pending {
	const char *path;
	struct scan_result result;
};

/* A dossier that a file name led to. */
struct target {
	char code[128];
	int64_t id;		/* 0: there is none of that code */
	char size_class[16];
};

struct ingest_work {
	struct ingest *ingest;
	struct db *db;
	struct job *job;
	const char *root;
	struct readers *readers;
	struct scan_run run;
	int64_t rule;
	int64_t total;
	int64_t done;
	struct target given;	/* of --dossier */
	struct target last;	/* of names */
	struct pending batch[BATCH];
	int count;
	int64_t oldest;		/* ns, of the first in the batch */
	struct pool pool;	/* of the batch */
	struct pool own;	/* of the whole run */
	struct fs_entry *fresh;	/* files that may still be written */
	size_t fresh_count, fresh_room;
	struct buf folder;	/* the folder looked up last by a store */
	int64_t folder_id;
	struct buf seen;	/* and by the walk */
	int64_t seen_id;	/* 0: the catalogue does not know it */
};

/* The folder row of a path below the root, and the name in it: for the walk,
 * where it may be unknown, and for a store, which makes it. */
bool ingest_folder_known(struct ingest_work *w, const char *path,
    const char **name, int64_t *id, struct err *err) MUST_CHECK;
/* Look a dossier up unless it is the one that was looked up last. */
bool ingest_target(struct ingest_work *w, struct target *target,
    const char *code, struct err *err) MUST_CHECK;
/* Link by --dossier or by name: dossier_id, document and page of the scan;
 * *target stays NULL when nothing fits. */
bool ingest_place(struct ingest_work *w, const char *name, struct scan *scan,
    const struct target **target, struct err *err) MUST_CHECK;
/* Store what waits in one transaction; a dry run only judges it. */
bool ingest_flush(struct ingest_work *w, struct err *err) MUST_CHECK;
/* The counts so far into the row of the run. */
void ingest_note(struct ingest_work *w);

#endif
