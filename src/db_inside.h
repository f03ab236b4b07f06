/* What the files of the SQLite door share. Nobody else includes this. */
#ifndef DB_INSIDE_H
#define DB_INSIDE_H

#include "db.h"

#include <sqlite3.h>

struct db_lock;

struct query {
	struct db *db;
	sqlite3_stmt *statement;	/* NULL: a query that failed */
	const char *sql;
	struct err *err;
	struct query *next;
	bool kept;		/* in the cache */
	bool in_use;
	bool done;		/* stepped at least once */
	bool finished;
};

struct db {
	sqlite3 *handle;
	sqlite3_session *session;
	struct db_lock *lock;
	char *path;
	bool read_only;
	bool as_is;		/* an old schema is fine */
	bool damaged;		/* marked: reading only, whatever was asked */
	bool dry;
	bool settled;		/* opened, of the newest schema */
	bool brought;		/* the triggers are there */
	int patience;		/* ms */
	int wal_pages;
	struct job *watcher;	/* of long queries; NULL: nobody */
	int64_t watched;	/* since then, ns */
	int64_t told;		/* s, the last word to it */
	struct query *cache[256];
	/* names of the tables whose changes are recorded, read once */
	struct pool recorded_pool;
	const char *recorded[96];
	size_t recorded_count;
};

/* Record what SQLite says. Always false. */
bool db_fail(struct db *db, struct err *err);
/* db_constraint.c: the constraint that was broken just now, in a sentence. */
bool db_constraint(struct db *db, struct err *err);
/* db_keep.c. The name behind the last slash. */
const char *db_last_part(const char *path);
/* Another program's file, or a destroyed one. Always false. */
bool db_not_ours(struct db *db, struct err *err);

/* db_shm.c. Room for the index of the log is taken as whole pages. */
void db_teach_pages(void);
/* db_schema.c. Which schema the file has; that it is a catalogue at all; the
 * way to the newest schema, each step a transaction, with a copy before. */
bool db_user_version(struct db *db, int64_t *version, struct err *err)
    MUST_CHECK;
bool db_is_ours(struct db *db, struct err *err) MUST_CHECK;
bool db_migrate(struct db *db, bool creating, struct err *err) MUST_CHECK;

/* db_brought.c. The view that the last statement missed, as TEMP: false when it
 * missed something else. */
bool db_bring_view(struct db *db);
/* The triggers, before the first change; refused where others stand in the file; those of the sums go for bulk. */
bool db_bring_triggers(struct db *db, struct err *err) MUST_CHECK;
bool db_rest_triggers(struct db *db, struct err *err) MUST_CHECK;

/* db_rights.c. A new file of ours is opened under that name: when a link stands
 * there by now, it is not followed. */
bool db_open_own(const char *path, sqlite3 **handle);

/* db_changes.c. On to the next change; false at the end and where the set is
 * broken, which sqlite3changeset_finalize() tells. */
bool db_next_change(sqlite3_changeset_iter *at);

#endif
