/* The life of a list: drawn up, submitted (frozen), approved by a decision or
 * returned, amended. Each function is one edit with its audit row; the files
 * move with their list (workflow.h).
 * Who submitted cannot enter the approval: by uid, unless the setting
 * four_eyes is "off" (one person alone, a demonstration). Role names are
 * labels, no rights. */
#ifndef APPROVAL_H
#define APPROVAL_H

#include "selection.h"
#include "tag.h"

/* A list and its version in hand, by code. */
bool list_open(struct db *db, const char *code, struct pool *pool,
    struct selection *s, struct version *v, struct err *err) MUST_CHECK;

/* BR4: a fonds with groups needs a group; grp_id -1 means that none was
 * said, 0 what hangs directly under the fonds. Sets id and code. */
bool list_new(struct db *db, struct selection *s, struct pool *pool,
    struct err *err) MUST_CHECK;
/* Whole files (BR1), in one undoable action; as tag_dossiers: without skip a
 * single refusal changes nothing. */
bool list_add(struct db *db, const char *code, const int64_t *ids,
    size_t count, bool skip, struct pool *pool, struct tag_result *result,
    struct err *err) MUST_CHECK;
/* From a draft. What was approved before is dropped by the amendment and
 * needs a reason (BR20). */
bool list_remove(struct db *db, const char *code, const int64_t *ids,
    size_t count, const char *reason, struct pool *pool,
    struct tag_result *result, struct err *err) MUST_CHECK;
/* Give up a draft: its files go back to where they were. */
bool list_discard(struct db *db, const char *code, const char *reason,
    struct pool *pool, struct err *err) MUST_CHECK;

/* Freeze and submit. number: of the tờ trình, may be ""; day ISO. hash: the
 * content hash that stands on the printed list. */
bool list_submit(struct db *db, const char *code, const char *number,
    const char *day, const char *reason, struct pool *pool, char hash[65],
    struct err *err) MUST_CHECK;

struct exclusion {
	const char *code;	/* of the dossier */
	const char *reason;
};
struct decision {
	const char *authority;
	const char *number;
	const char *day;	/* ISO, a whole day */
	const char *signer;
	const struct exclusion *exclusions;
	size_t exclusion_count;
};
/* May this user enter a decision on the list: is it submitted, by somebody
 * else, and still what was submitted? For forms; reads only. */
bool list_decidable(struct db *db, const char *code, struct pool *pool,
    struct selection *s, struct version *v, struct err *err) MUST_CHECK;
/* The day of the decision (ISO): whole, not before the submission, not in the
 * future. For forms, while it is typed. */
bool decision_day(const struct version *v, const char *day, struct err *err)
    MUST_CHECK;
/* BR6; for an amendment BR20. What is excluded goes back to S1, what the
 * amendment drops is withdrawn. */
bool list_approve(struct db *db, const char *code,
    const struct decision *decision, struct pool *pool, struct err *err)
    MUST_CHECK;
bool list_return(struct db *db, const char *code, const char *day,
    const char *reason, struct pool *pool, struct err *err) MUST_CHECK;
/* A new version of an approved list, as a draft. */
bool list_amend(struct db *db, const char *code, const char *reason,
    struct pool *pool, struct err *err) MUST_CHECK;
/* Take a withdrawn file up again, as tagged. */
bool list_restore(struct db *db, int64_t dossier, const char *reason,
    struct pool *pool, struct err *err) MUST_CHECK;

#endif
