/* Digitising batches: who scanned what on which machine, and the inspections
 * of it by somebody else. This file owns batch, batch_dossier, inspection.
 * Writing happens inside an edit of the caller. */
#ifndef BATCH_H
#define BATCH_H

#include "db.h"

struct batch {
	int64_t id;
	const char *code;
	const char *operator_name;
	int64_t operator_uid;	/* -1: not a user here */
	const char *scanner;
	const char *scanned_on;	/* ISO day */
	const char *folder;
	int64_t sampling;	/* per cent of the pages to look at */
	bool by_lot;		/* instead: by the size of the batch */
	const char *state;	/* open, passed, failed */
	const char *note;
	int64_t rev;
	/* sums of its dossiers */
	int64_t dossiers, scans, images, a4, errors;
	int64_t passed;		/* dossiers at S7 or behind */
};

/* In order of day, the newest first; limit 0: all. */
bool batch_each(struct db *db, int64_t limit,
    bool (*each)(void *to, const struct batch *batch, struct err *err),
    void *to, struct err *err) MUST_CHECK;
/* ERR_MISSING when there is none. */
bool batch_find(struct db *db, const char *code, struct pool *pool,
    struct batch *batch, struct err *err) MUST_CHECK;
/* Sets batch->id. A code that is there is ERR_USAGE. */
bool batch_add(struct db *db, struct batch *batch, struct err *err)
    MUST_CHECK;
/* Put a dossier in; *fresh: it was not in it before. */
bool batch_put(struct db *db, int64_t batch, int64_t dossier, bool *fresh,
    struct err *err) MUST_CHECK;
bool batch_set_state(struct db *db, int64_t batch, const char *state,
    struct err *err) MUST_CHECK;

/* The dossiers of a batch, in their order; state -1: all. */
bool batch_dossiers(struct db *db, int64_t batch, int64_t state,
    struct pool *pool, int64_t **ids, size_t *count, struct err *err)
    MUST_CHECK;

struct inspection {
	int64_t batch_id;
	int64_t dossier_id;
	int64_t scan_id;	/* 0: the dossier as a whole */
	bool passed;
	const char *reason;	/* needed when it failed */
};
bool inspection_add(struct db *db, const struct inspection *inspection,
    struct err *err) MUST_CHECK;
/* Pages of a dossier whose last inspection failed. */
bool inspection_failed(struct db *db, int64_t dossier, int64_t *count,
    struct err *err) MUST_CHECK;
/* The code of a batch; "" when there is none of that id. */
bool batch_code(struct db *db, int64_t id, struct pool *pool,
    const char **code, struct err *err) MUST_CHECK;
/* The batch that a dossier was scanned in last; 0: none. */
bool batch_of(struct db *db, int64_t dossier, int64_t *batch,
    struct err *err) MUST_CHECK;

#endif
