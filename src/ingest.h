/* Taking scans in: walk a folder, read what is new or changed in children,
 * store it in batches. Running again goes on where it stopped and changes
 * nothing that is there. */
#ifndef INGEST_H
#define INGEST_H

#include "check.h"
#include "db.h"
#include "job.h"

struct ingest {
	const char *folder;
	const char *dossier;	/* code for all files, or NULL: by name */
	bool rehash;		/* read unchanged files too */
	bool dry_run;		/* read and judge, store nothing */
	int jobs;		/* children; 0: as many as are good */
	const char *program;	/* that reads (app_reader_path) */
	const char *companion_program;	/* for PDF, JPEG; may be NULL */
	const char *const *extra;	/* its options for the children */
	const struct check_rules *rules;

	/* what came of it */
	int64_t files;		/* scans that were seen */
	int64_t taken;		/* new */
	int64_t changed;	/* read again, content replaced */
	int64_t unchanged;
	int64_t deferred;	/* still being written */
	int64_t refused;	/* links, pipes, what cannot be read */
	int64_t other;		/* names that are no scans */
	int64_t unlinked;	/* of those taken in */
	int64_t with_errors;
	int64_t pages;
	int64_t a4;
	int64_t bytes;
	int64_t found[CHECK_CODES];	/* files with this finding, by code */
};

/* db may be NULL with dry_run. Errors, refusals and deferrals are told to the
 * job as they come, warnings only counted. ERR_STOPPED keeps what was stored. */
bool ingest_run(struct ingest *ingest, struct db *db, struct job *job,
    struct err *err) MUST_CHECK;

#endif
