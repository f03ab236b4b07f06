/* Changes that were made to another copy of the catalogue, put into this one
 * value by value: what both sides changed is told, not overwritten. Rows that
 * the others made get a number that is free here, and every reference to them
 * follows. Inside an open transaction; the caller decides whether it stays. */
#ifndef DB_MERGE_H
#define DB_MERGE_H

#include "db.h"

enum db_merge_kind {
	MERGE_ADDED,
	MERGE_CHANGED,
	MERGE_REMOVED,
	MERGE_CLASH,		/* changed on both sides, and differently */
	MERGE_REFUSED		/* by a rule or a constraint: see why */
};

struct db_merge_event {
	enum db_merge_kind kind;
	const char *table;
	int64_t id;		/* here; 0 for tables without a number */
	const char *column;	/* "" for a whole row */
	const char *base;	/* what it was for them; NULL: nothing */
	const char *ours;
	const char *theirs;
	const char *why;
};

struct db_merge {
	void *to;
	/* Our number of a row of theirs; 0: the same. */
	int64_t (*ours)(void *to, const char *table, int64_t theirs);
	bool (*note)(void *to, const char *table, int64_t theirs, int64_t ours,
	    struct err *err);
	/* A rule against this change (translated), or NULL. */
	const char *(*rule)(void *to, const char *table, int64_t id,
	    const char *column);
	void (*tell)(void *to, const struct db_merge_event *event);
	bool take_theirs;	/* where both changed */
	/* Tables beside the recorded ones, NULL at the end, or NULL: their rows
	 * are taken as they are there, found here by what is unique in them. A
	 * row of a dossier is asked of rule() as its "scan_count". */
	const char *const *carried;
	/* Their row came whole, so that its changes are in it, or is no longer
	 * there at the end; NULL: none is. */
	bool (*settled)(void *to, const char *table, int64_t theirs);
};

/* False for what is no changeset of recorded tables, or when it cannot be
 * read; clashes and refusals are only told. */
bool db_merge(struct db *db, const void *data, size_t size,
    const struct db_merge *how, struct err *err) MUST_CHECK;
/* Only the numbers for their new rows, or only the rows: for a changeset whose
 * rows are referred to by others before they are put in. */
bool db_merge_numbers(struct db *db, const void *data, size_t size,
    const struct db_merge *how, struct err *err) MUST_CHECK;
bool db_merge_rows(struct db *db, const void *data, size_t size,
    const struct db_merge *how, struct err *err) MUST_CHECK;
/* After the last one: does anything point to what is not here? */
bool db_dangling(struct db *db);

#endif
