/* The acts of handing over, each one edit: delivery, the receiving side's
 * answer, opening again. The rules BR15 to BR18 are kept here. */
#ifndef HANDOVER_WORK_H
#define HANDOVER_WORK_H

#include "handover.h"
#include "job.h"

/* Add dossiers to a batch, all or none. */
bool handover_work_add(struct db *db, const struct handover *handover,
    const int64_t *dossiers, size_t count, struct err *err) MUST_CHECK;

/* Handed over with minutes: every dossier S8 -> S9. The batch as it was built
 * must still be there and hold, unless unchecked; BR15: an agreement, dated
 * not after the day. Fields of delivery are in `handover`. */
bool handover_work_deliver(struct db *db, const struct handover *handover,
    const char *day, struct pool *pool, struct job *job, struct err *err)
    MUST_CHECK;

enum answer_kind { ANSWER_ACCEPTED, ANSWER_RETURNED, ANSWER_RESCAN };
struct answer {
	int64_t dossier;
	enum answer_kind kind;
	const char *reason;
};
/* What the receiving side answered, for some or all packages; each dossier
 * goes to S10, back to S7 or back to S5. A return needs its reason. */
bool handover_work_receipt(struct db *db, struct receipt *receipt,
    const struct answer *answers, size_t count, struct pool *pool,
    struct err *err) MUST_CHECK;
/* Open a package again for a correction: S8 -> S7; the next package says
 * REPLACEMENT. */
bool handover_work_reopen(struct db *db, int64_t dossier, const char *code,
    const char *reason, struct err *err) MUST_CHECK;

/* Does the batch on the disk (or another copy of it: `path`) still hold, and
 * is it the one that was handed over? Totals against the catalogue too. */
bool handover_work_verify(struct db *db, const struct handover *handover,
    const char *path, const char *trusted, struct pool *pool,
    struct job *job, struct err *err) MUST_CHECK;

#endif
