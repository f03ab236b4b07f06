/* Edits and their trace. Every change a person makes runs between
 * edit_begin and edit_commit: one transaction under the lock, its changeset
 * recorded, and one row added to the append-only audit chain (BR19). Each
 * row carries the hash of the one before, so that edited, removed, inserted
 * or reordered rows are found by audit_verify. Undo applies the inverse of
 * the changeset, where nobody has built on it, and is itself an edit.
 * This file owns the table "audit". */
#ifndef AUDIT_H
#define AUDIT_H

#include "db.h"

/* begin; on failure nothing is open. Nothing slow between the two. */
bool edit_begin(struct db *db, struct err *err) MUST_CHECK;

struct edit {
	const char *action;	/* stable word: "tag", "import", "approve" */
	const char *subject;	/* code of the dossier, list, ... or "" */
	int64_t dossier;	/* when one dossier is meant, else 0 */
	const char *summary;	/* in words, translated: "tag 34 dossiers TC2" */
	const char *note;	/* reason given by the person, or "" */
	bool final;		/* a frozen point: cannot be undone */
};
/* Commit with one audit row. When the transaction changed nothing in the
 * tables people edit and final is false, nothing is written. *seq (may be
 * NULL) is the number of the audit row, 0 when nothing changed. On failure
 * all is rolled back. */
bool edit_commit(struct db *db, const struct edit *edit, int64_t *seq,
    struct err *err) MUST_CHECK;
void edit_abort(struct db *db);	/* roll back; safe when nothing is open */

/* Also name a dossier that the edit touched, for its history. */
bool edit_touch(struct db *db, int64_t dossier, struct err *err) MUST_CHECK;

/* What undo (or redo) would do, in words; "" when there is nothing. */
bool undo_next(struct db *db, bool redo, struct pool *pool,
    const char **words, struct err *err) MUST_CHECK;
/* Undo the latest edit of this user that is not undone (redo: redo it).
 * ERR_MISSING when there is none; ERR_RULE when later work stands on it. */
bool undo_run(struct db *db, bool redo, struct pool *pool,
    const char **words, struct err *err) MUST_CHECK;

/* Take back one edit of anybody: the newest with that action and the subject
 * of `edit`, which tells what is done now. ERR_MISSING when it is undone
 * already; ERR_RULE as undo_run. */
bool undo_edit(struct db *db, const char *action, const struct edit *edit,
    struct pool *pool, struct err *err) MUST_CHECK;

struct audit_row {
	int64_t seq;
	const char *at;		/* UTC */
	int64_t uid;
	const char *user;
	const char *host;
	const char *action;
	const char *subject;
	const char *summary;
	const char *note;
	const char *hash;	/* hex of this row */
};
/* The newest first; before = 0 starts at the end; dossier = 0 means all. */
bool audit_list(struct db *db, int64_t dossier, int64_t before, int limit,
    struct pool *pool, struct audit_row **rows, size_t *count,
    struct err *err) MUST_CHECK;
/* Each value a row changed. */
bool audit_changes(struct db *db, int64_t seq,
    bool (*each)(void *to, const struct db_change *change), void *to,
    struct err *err) MUST_CHECK;
/* Follow the chain. False with ERR_FINDINGS names the first broken row, or the
 * trigger that guards the table and is gone. With anchor (hex, at least 8
 * digits, or NULL) the anchored row must be there. */
bool audit_verify(struct db *db, const char *anchor, int64_t *rows,
    struct err *err) MUST_CHECK;
/* Put the triggers back that were taken away, by an edit of its own. */
bool audit_put_guards(struct db *db, bool *changed, struct err *err)
    MUST_CHECK;
/* A whole row of the chain, as another site needs it. */
struct audit_link {
	struct audit_row row;
	int64_t dossier;
	int64_t undoes;
	bool redo, final;
	const void *changes;	/* borrowed during the call */
	size_t size;
	unsigned char hash[32];
};
/* Each row from seq on, in order. */
bool audit_each(struct db *db, int64_t from,
    bool (*each)(void *to, const struct audit_link *link, struct err *err),
    void *to, struct err *err) MUST_CHECK;
/* The hash a row must have behind the one before it. */
void audit_digest(const struct audit_link *link,
    const unsigned char before[32], unsigned char digest[32]);
/* The newest row of an action; 0: none. */
bool audit_last_of(struct db *db, const char *action, int64_t *seq,
    struct err *err) MUST_CHECK;
/* The hash of a row of ours; false (without err) when there is none. */
bool audit_hash_of(struct db *db, int64_t seq, unsigned char hash[32],
    struct err *err);

/* When the first and the last row were made ("" without rows), how many rows
 * are stamped before the row in front of them (a clock that was set back), and
 * the last of those. */
struct audit_times {
	const char *first;
	const char *last;
	int64_t backward;
	const char *last_backward;
};
bool audit_times(struct db *db, struct pool *pool, struct audit_times *times,
    struct err *err) MUST_CHECK;
/* Head of the chain, as printed on lists, minutes and handover records. */
bool audit_head(struct db *db, char hex[65], struct err *err) MUST_CHECK;

#endif
