/* Building a batch: preflight, packages, lists, one bag a volume; verified
 * before it gets its name, entered in the catalogue after. */
#ifndef HANDOVER_BUILD_H
#define HANDOVER_BUILD_H

#include "format.h"
#include "job.h"
#include "parcel.h"

struct build_wish {
	const char *folder;	/* where the batch goes; NULL: "." */
	enum parcel_kind kind;
	int64_t volume;		/* most bytes of a volume; 0: one bag */
	const char *profile;	/* NULL: as agreed */
	const char *schemas;	/* folder of XSDs, or NULL */
	const char *cert, *key;	/* PEM files to sign with, or NULL */
	bool dry_run;		/* nothing is written, not even ids */
};

/* What a build knows of a batch before it writes a byte. */
struct build_plan {
	const struct format *format;
	struct handover handover;
	struct agreement agreement;
	struct handover_item *items;
	size_t count;
	int64_t *sizes;		/* of each package */
	int *volume;		/* of each package, from 1 */
	int volumes;
	int64_t bytes;		/* all packages */
	int64_t sources;	/* bytes to be read */
	int64_t files;
	char digest[65];	/* of all that decides what is written */
	size_t problems;
};

/* Look at everything first. Problems go to the job as findings, all of them;
 * then ERR_FINDINGS. ERR_RULE (BR15) without an agreement. build_prepare also
 * fixes the ids and the time of the packages, but on a dry run. */
bool build_prepare(struct db *db, const struct handover *handover,
    const struct build_wish *wish, struct pool *pool,
    struct build_plan *plan, struct job *job, struct err *err) MUST_CHECK;
bool build_preflight(struct db *db, const struct handover *handover,
    const struct build_wish *wish, struct pool *pool,
    struct build_plan *plan, struct job *job, struct err *err) MUST_CHECK;

/* Size, volumes and time of what is going to be written, in words. */
const char *build_estimate(const struct build_plan *plan, struct pool *pool);

/* The whole work, the entry in the catalogue too. *path: what was built. */
bool build_run(struct db *db, const struct build_plan *plan,
    const struct build_wish *wish, struct pool *pool, const char **path,
    struct job *job, struct err *err) MUST_CHECK;

/* The parts of a batch beside its packages, as files below `folder`:
 * handover_lists.c (all of them), handover_extract.c, handover_minutes.c. */
bool build_lists(struct db *db, const struct build_plan *plan,
    const char *folder, struct job *job, struct err *err) MUST_CHECK;
bool build_extract(struct db *db, const struct build_plan *plan,
    const char *folder, struct err *err) MUST_CHECK;
bool build_minutes(struct db *db, const struct build_plan *plan,
    const char *folder, struct err *err) MUST_CHECK;
bool build_agreement(const struct build_plan *plan, const char *folder,
    struct err *err) MUST_CHECK;

/* The minutes of a batch on their own, as odt, html or text. */
struct out_options;
bool minutes_write(struct db *db, const struct handover *handover,
    const struct agreement *agreement, const struct out_options *options,
    struct err *err) MUST_CHECK;

#endif
