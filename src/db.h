/* The door to SQLite: the catalogue is one file, many processes use it.
 * Writing is queued by an advisory flock on FILE.lock, held around every
 * BEGIN IMMEDIATE ... COMMIT and every checkpoint (sqlite.org/wal.html, the
 * WAL-reset bug before 3.51.3; it is also fairer than busy_timeout).
 *
 * Always the same five verbs: db_query, db_put_*, db_row, db_int/db_text,
 * db_end. Only db_end is checked: a failed db_query makes the others do
 * nothing. SQL texts are constants: the cache is keyed by their address. */
#ifndef DB_H
#define DB_H

#include "err.h"
#include "pool.h"

struct db;
struct query;

enum db_mode {
	DB_READ,		/* reading only; a missing file is ERR_MISSING */
	DB_WRITE,		/* the file must exist; newer schema files run */
	DB_CREATE,		/* the file must not exist */
	DB_AS_IS		/* reading a copy of any age, to check or copy it */
};

/* ":memory:" gives a catalogue of its own (tests). Network file systems are
 * refused. A file of a newer program is refused. */
struct db *db_open(const char *path, enum db_mode mode, struct err *err)
    MUST_CHECK;
void db_close(struct db *db);	/* NULL is fine */
const char *db_path(const struct db *db);
bool db_read_only(const struct db *db);

/* Take the write queue's lock and BEGIN IMMEDIATE. Waits at most the time
 * of db_patience; then ERR_BUSY names who holds it since when. */
bool db_begin(struct db *db, struct err *err) MUST_CHECK;
bool db_commit(struct db *db, struct err *err) MUST_CHECK;
void db_rollback(struct db *db);	/* nothing open: nothing done */
bool db_in_transaction(const struct db *db);
/* Milliseconds to wait for the lock; 30,000 at first. */
void db_patience(struct db *db, int milliseconds);
/* Asked ten times a second while db_begin waits in the queue; who: the holder
 * in words. False gives up, which is ERR_STOPPED. */
void db_on_wait(struct db *db, bool (*go_on)(void *to, const char *who),
    void *to);
/* Who is writing now, in words; "" when nobody is, or only the process `but`
 * (0: none). */
const char *db_writer(struct db *db, long but, struct pool *pool);
/* After db_dry_run, edit_commit (audit.h) does all but keep it: -n. */
void db_dry_run(struct db *db, bool dry);
bool db_is_dry(const struct db *db);
/* One consistent view for several queries; never upgraded to writing. */
bool db_read_begin(struct db *db, struct err *err) MUST_CHECK;
void db_read_end(struct db *db);

struct query *db_query(struct db *db, struct err *err, const char *sql);
/* Parameters are ?1, ?2, ...: index counts from 1. Texts and blobs must
 * live until db_end. A NULL text is bound as NULL. */
void db_put_int(struct query *q, int index, int64_t value);
void db_put_real(struct query *q, int index, double value);
void db_put_text(struct query *q, int index, const char *text);
void db_put_blob(struct query *q, int index, const void *data, size_t size);
void db_put_null(struct query *q, int index);
/* Step to the next row; false at the end and after an error. */
bool db_row(struct query *q);
/* Columns count from 0. Borrowed until the next db_row or db_end. */
int64_t db_int(struct query *q, int column);
double db_real(struct query *q, int column);
const char *db_text(struct query *q, int column);	/* NULL gives "" */
const void *db_blob(struct query *q, int column, size_t *size);
bool db_is_null(struct query *q, int column);
char *db_copy(struct query *q, int column, struct pool *pool);
int db_columns(struct query *q);
const char *db_column_name(struct query *q, int column);
/* True when all went well. The statement goes back to the cache. A failed
 * constraint is ERR_USAGE with the constraint's words. */
bool db_end(struct query *q) MUST_CHECK;

/* One statement without parameters and without rows. */
bool db_run(struct db *db, struct err *err, const char *sql) MUST_CHECK;
/* Several statements of a trusted text (schema files, pragmas). */
bool db_script(struct db *db, struct err *err, const char *sql) MUST_CHECK;
/* A query whose text is not a constant (reports of the user's own
 * directory, filters composed of constant pieces): read only, prepared
 * anew, given back by db_end. */
struct query *db_query_text(struct db *db, struct err *err, const char *sql);

int64_t db_last_id(struct db *db);
int64_t db_changed(struct db *db);	/* rows of the last statement */
/* db_constraint.c: why the last statement was refused, for those who have
 * better words for it: what must be one of a kind is there already; something
 * refers to it, or it to nothing. */
bool db_was_taken(struct db *db);
bool db_was_referred(struct db *db);
/* A number that changes when another connection commits. */
int64_t db_version(struct db *db);
const char *db_library_version(void);
int db_schema_version(struct db *db);
/* Each TRIGGER or VIEW of the file that is not of its schema, with commas; NULL:
 * none. Such views are never used; with such triggers db_begin refuses, until
 * they are dropped. */
bool db_strangers(struct db *db, const char *kind, struct pool *pool,
    const char **names, struct err *err) MUST_CHECK;
bool db_drop_strangers(struct db *db, struct err *err) MUST_CHECK;
/* The statement that makes a TRIGGER or VIEW, as the newest schema file has it,
 * without its semicolon; NULL: there is none. */
const char *db_schema_text(const char *kind, const char *name,
    struct pool *pool);
/* Stop a long query (signal safe for the connection's own thread only). */
void db_interrupt(struct db *db);

/* db_backup.c: a copy through SQLite while others write. The target must
 * not exist; it is written as PATH.partial, checked, synced and renamed.
 * What a dead process left under that name is removed; what a living one is
 * writing is ERR_BUSY. */
bool db_backup(struct db *db, const char *path, struct err *err) MUST_CHECK;
/* db_rights.c: the path without links, in the pool or as it was given when
 * nothing is there. A program that was installed setgid has the rights of its
 * group there from now on, where it is lent (rights.h). */
const char *db_real_path(const char *path, struct pool *pool);
/* Something is there, a catalogue or not. */
bool db_there(const char *path);
/* For what only people of the group may do: ERR_RULE when the group is only
 * lent there. */
bool db_refuse_lent(const char *path, struct err *err) MUST_CHECK;
/* db_keep.c: the folder "backups" beside the catalogue holds the copies that
 * are made without being asked for: NAME.2026-11-23 (daily), NAME.schema-3
 * (before a migration). It may be a link to another disk. */
const char *db_folder(const char *path, struct pool *pool);
const char *db_backup_folder(const char *path, struct pool *pool);
const char *db_backup_name(const char *path, const char *tail,
    struct pool *pool);
struct db_kept {
	const char *path;
	const char *tail;	/* "2026-11-23", "schema-3" */
	int64_t bytes;
	int64_t mtime;		/* seconds */
};
/* The newest first; none where there is no folder. */
void db_backups(const char *path, struct pool *pool, struct db_kept **list,
    size_t *count);
const char *db_backup_newest(const char *path, struct pool *pool);
/* A catalogue that was found damaged carries the mark FILE.damaged: it is
 * opened for reading only until it is restored or found whole again. */
bool db_damage_marked(const char *path);
void db_damage_mark(const char *path, bool damaged);
/* The sentence, with the way to the last backup. Always false. */
bool db_say_damaged(const char *path, const char *what, struct err *err);
/* Opened for writing, but only readable because of the mark. */
bool db_is_damaged(const struct db *db);

/* For the one who puts another file under the name, with the lock of the
 * writers held. Fold the log into the file, so that it stands alone: DB_ALONE.
 * DB_IN_USE: somebody has it open. DB_BROKEN: it cannot be folded. */
enum db_use { DB_ALONE, DB_IN_USE, DB_BROKEN };
enum db_use db_retire(const char *path);
/* The opposite: make a copy a catalogue for many (WAL, 0660), synced. */
bool db_make_live(const char *path, struct err *err) MUST_CHECK;
bool db_is_live(struct db *db);	/* the log is a WAL */

/* "ok", or the first complaint of integrity_check and foreign_key_check. */
bool db_check(struct db *db, struct pool *pool, const char **complaint,
    struct err *err) MUST_CHECK;
/* The same without the tables of the scans and without comparing the indexes:
 * a tenth of the file, one time in a hundred of the whole. */
bool db_check_quick(struct db *db, struct pool *pool, const char **complaint,
    struct err *err) MUST_CHECK;
/* From now on long queries tell the job how long it takes since this call and
 * end with ERR_STOPPED when it is to stop; NULL: no more. */
struct job;
void db_watch(struct db *db, struct job *job);

/* db_changes.c: what a transaction changes in the tables that people edit,
 * recorded by SQLite's session extension. */
bool db_record_start(struct db *db, struct err *err) MUST_CHECK;
/* The changeset so far; the caller frees it with db_record_free. */
bool db_record_take(struct db *db, void **data, size_t *size, struct err *err)
    MUST_CHECK;
void db_record_stop(struct db *db);
void db_record_free(void *data);
/* Apply a changeset, or its inverse, inside the open transaction. When the
 * rows are no longer as the changeset left them, ERR_RULE with the table
 * in *conflict (borrowed constant, may be NULL). */
bool db_apply(struct db *db, const void *data, size_t size, bool inverse,
    const char **conflict, struct err *err) MUST_CHECK;
/* Each changed value as (table, operation, row id, column, before, after);
 * before and after are NULL where there is none. The callback returns false
 * to stop. Columns are named by the live schema. */
struct db_change {
	const char *table;
	char operation;		/* 'I', 'U' or 'D' */
	int64_t id;		/* the integer key, 0 when there is none */
	const char *column;
	const char *before;
	const char *after;
};
bool db_each_change(struct db *db, const void *data, size_t size,
    bool (*each)(void *to, const struct db_change *change), void *to,
    struct err *err) MUST_CHECK;

#endif
