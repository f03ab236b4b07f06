/* Handing over: agreements, batches, their packages, receipts.
 * These files own the tables "agreement", "handover", "handover_item" and
 * "receipt" (handover.c, handover_item.c), "handover_volume"
 * (handover_volume.c). Writing is done inside an edit (audit.h); the states of the
 * dossiers are moved through workflow.h. */
#ifndef HANDOVER_H
#define HANDOVER_H

#include "db.h"

struct agreement {
	int64_t id;
	const char *number;
	const char *agreed_on;	/* ISO day */
	const char *party;
	const char *contact;
	const char *profile;	/* name of a package format */
	const char *content;
	const char *dpi;
	const char *colour;
	const char *naming;
	const char *medium;
	const char *checksum;	/* "sha256", "sha512", "sha256,sha512" */
	const char *signature;	/* "" or "cms" */
	const char *encryption;
	const char *note;
	int64_t rev;
};

/* A NULL text is "". Sets agreement->id. */
bool agreement_add(struct db *db, struct agreement *agreement,
    struct err *err) MUST_CHECK;
/* By number; ERR_MISSING names what to do. */
bool agreement_find(struct db *db, const char *number, struct pool *pool,
    struct agreement *agreement, struct err *err) MUST_CHECK;
/* id 0 gives a struct of empty texts. */
bool agreement_get(struct db *db, int64_t id, struct pool *pool,
    struct agreement *agreement, struct err *err) MUST_CHECK;
/* The newest first. */
bool agreement_list(struct db *db, struct pool *pool,
    struct agreement **list, size_t *count, struct err *err) MUST_CHECK;

struct handover {
	int64_t id;
	const char *number;
	int64_t year;
	const char *title;
	int64_t agreement_id;	/* 0: none yet */
	int64_t secret;		/* 1: a separate run for secret files (BR18) */
	const char *state;	/* prepared, packaged, delivered, answered */
	int64_t stamp;
	const char *profile;
	const char *container;
	const char *path;
	int64_t volumes;
	int64_t files;
	int64_t bytes;
	const char *manifest_sha256;
	const char *built_at;
	const char *built_by;
	const char *chain_head;
	const char *delivered_on;
	const char *minutes;
	const char *medium;
	const char *serial;
	const char *giver;
	const char *giver_title;
	const char *receiver;
	const char *receiver_title;
	const char *note;
	int64_t rev;
	/* sums over its items */
	int64_t dossiers, pages, a4, accepted, returned;
};

/* number NULL: "BG-YEAR-NN", the next that is free. */
bool handover_add(struct db *db, struct handover *handover,
    struct pool *pool, struct err *err) MUST_CHECK;
/* By number; NULL: the only one that is not answered yet. */
bool handover_find(struct db *db, const char *number, struct pool *pool,
    struct handover *handover, struct err *err) MUST_CHECK;
bool handover_get(struct db *db, int64_t id, struct pool *pool,
    struct handover *handover, struct err *err) MUST_CHECK;
bool handover_list(struct db *db, int64_t year, struct pool *pool,
    struct handover **list, size_t *count, struct err *err) MUST_CHECK;
const char *handover_state_name(const char *state);
/* Of the answer to one package: "accepted" ... in words; "" while there is
 * none. */
const char *handover_result_name(const char *result);
bool handover_set_agreement(struct db *db, int64_t id, int64_t agreement,
    struct err *err) MUST_CHECK;

struct handover_item {
	int64_t handover_id;
	int64_t dossier_id;
	const char *code;	/* of the dossier */
	const char *title;
	int64_t fonds_id;
	int64_t state;		/* of the dossier */
	const char *objid;	/* UUID in capitals */
	const char *previous;	/* UUID of the package it replaces, or "" */
	const char *path;
	int64_t volume;
	const char *sha256;
	int64_t files, bytes, pages, a4;
	const char *result;
	const char *reason;
};

/* In order of fonds and dossier. */
bool handover_items(struct db *db, int64_t handover, struct pool *pool,
    struct handover_item **items, size_t *count, struct err *err) MUST_CHECK;
/* Put a passed dossier into a batch that is being prepared: ERR_RULE when it
 * is not passed, is secret (BR18), or is in another batch. */
bool handover_item_add(struct db *db, const struct handover *handover,
    int64_t dossier, struct err *err) MUST_CHECK;
bool handover_item_remove(struct db *db, const struct handover *handover,
    int64_t dossier, struct err *err) MUST_CHECK;
/* Ids of dossiers that could be added: passed, in no batch; by fonds (0: all),
 * by list code and by year of the programme (NULL, 0: all). */
bool handover_candidates(struct db *db, int64_t fonds, const char *list,
    int64_t year, bool secret, struct pool *pool, int64_t **ids,
    size_t *count, struct err *err) MUST_CHECK;

/* One time in all packages of a batch, set before its first byte is written
 * and kept by a build that goes on after a crash. */
bool handover_stamp(struct db *db, int64_t id, int64_t stamp,
    struct err *err) MUST_CHECK;
bool handover_item_objid(struct db *db, int64_t handover, int64_t dossier,
    const char *objid, struct err *err) MUST_CHECK;
/* What a build made. */
bool handover_item_built(struct db *db, const struct handover_item *item,
    struct err *err) MUST_CHECK;
bool handover_built(struct db *db, const struct handover *handover,
    struct err *err) MUST_CHECK;
bool handover_delivered(struct db *db, const struct handover *handover,
    struct err *err) MUST_CHECK;
bool handover_item_answer(struct db *db, int64_t handover, int64_t dossier,
    const char *result, const char *reason, struct err *err) MUST_CHECK;

/* The bags of a build, in order of their number (1 alone when it is one). */
struct handover_volume {
	int64_t number;
	const char *name;
	const char *manifest_sha256;	/* of its first payload manifest */
	int64_t files, bytes;	/* of its payload */
};
/* In place of what an earlier build left. */
bool handover_volumes_set(struct db *db, int64_t handover,
    const struct handover_volume *list, size_t count, struct err *err)
    MUST_CHECK;
bool handover_volumes(struct db *db, int64_t handover, struct pool *pool,
    struct handover_volume **list, size_t *count, struct err *err) MUST_CHECK;

struct receipt {
	int64_t id;
	int64_t handover_id;
	const char *number;
	const char *received_on;
	const char *signer;
	int64_t accepted, returned;
	const char *note;
};
/* Sets the batch to answered when no package waits for an answer. */
bool receipt_add(struct db *db, struct receipt *receipt, struct err *err)
    MUST_CHECK;
bool receipt_list(struct db *db, int64_t handover, struct pool *pool,
    struct receipt **list, size_t *count, struct err *err) MUST_CHECK;

/* The live batch of a dossier, or 0. */
bool handover_of(struct db *db, int64_t dossier, int64_t *handover,
    struct err *err) MUST_CHECK;

#endif
