/* Going over stored scans again in child readers: judging them anew,
 * decoding them, comparing their digests. Window by window: each is read
 * outside, stored in one transaction and needs not be done again. */
#ifndef RESCAN_H
#define RESCAN_H

#include "check.h"
#include "db.h"
#include "job.h"
#include "scan.h"

struct rescan {
	struct db *db;
	struct job *job;
	const struct check_rules *rules;
	const char *program;	/* that reads (app_reader_path) */
	const char *companion_program;	/* for PDF, JPEG; may be NULL */
	const char *const *extra;
	int jobs;
	int64_t dossier_id;	/* 0: all */
	bool again;		/* also what was decoded before */
	int64_t most_bytes;	/* budget, 0: none */
	int64_t most_seconds;
	int64_t rate;		/* bytes a second at most, 0: any */

	/* what came of it */
	int64_t files;
	int64_t bytes;
	int64_t good, bad;	/* bad: with errors, or not what it was */
	int64_t missing, changed, replaced, unreadable;
	bool whole;		/* the end was reached */
};

/* Judge by the facts, and with decode by every strip; new findings take the
 * place of the old ones. ERR_STOPPED keeps what was done. */
bool rescan_check(struct rescan *rescan, bool decode, struct err *err)
    MUST_CHECK;

/* Compare the digests. Without a dossier this goes on with the pass that was
 * begun last, the scans that were not seen for longest first. Each file that
 * is no longer what it was is told as a finding of the job. */
bool rescan_verify(struct rescan *rescan, struct err *err) MUST_CHECK;

/* Count A4 pages anew from the stored facts when the rule has changed. */
struct recount {
	int64_t scans;
	int64_t changed;
	int64_t before, after;	/* A4 of all */
};
bool rescan_count(struct rescan *rescan, bool dry_run,
    bool (*each)(void *to, const struct scan *scan, int64_t after,
    struct err *err), void *to, struct recount *count, struct err *err)
    MUST_CHECK;

#endif
