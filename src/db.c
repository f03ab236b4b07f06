#include "db.h"

#include "db_inside.h"
#include "clock.h"
#include "db_lock.h"
#include "embed.h"
#include "fs.h"
#include "text.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum {
	WAL_PAGES = 1024,	/* 4 MB: time for a checkpoint */
	BUSY_MS = 10000		/* for what happens outside the queue */
};

static bool no_space(struct db *db, struct err *err)
{
	return err_set(err, ERR_FAILED, _("No space left for the catalogue %s "
	    "(%lld bytes free); nothing was changed. Free some space and try "
	    "again"), db->path, (long long)fs_free(db->path));
}

static bool disk_error(struct db *db, struct err *err)
{
	int number = sqlite3_system_errno(db->handle);

	if (number == ENOSPC || number == EDQUOT)
		return no_space(db, err);
	return err_set(err, ERR_FAILED, _("The disk reports an error at the "
	    "catalogue %s (%s: %s); nothing was changed. Look at the disk, "
	    "then try again"), db->path, sqlite3_errmsg(db->handle),
	    strerror(number));
}

static bool not_a_catalogue(struct db *db, struct err *err)
{
	struct pool pool = { 0 };
	const char *newest = db_backup_newest(db->path, &pool);

	err_set(err, ERR_FAILED, newest == NULL ? _("This is not a catalogue of "
	    "bansao, or its beginning is destroyed") : _("This is not a "
	    "catalogue of bansao, or its beginning is destroyed. The last "
	    "backup is %s: go back with \"bansao restore\""), newest);
	pool_free(&pool);
	return false;
}

bool db_fail(struct db *db, struct err *err)
{
	int code = sqlite3_extended_errcode(db->handle);
	enum err_kind kind = ERR_FAILED;

	switch (code & 0xff) {
	case SQLITE_CONSTRAINT:
		if (code == SQLITE_CONSTRAINT_COMMITHOOK)
			return err_set(err, ERR_FAILED, _("A write past the "
			    "queue of writers was turned back; nothing was "
			    "changed. This is a fault of the program"));
		kind = ERR_USAGE;
		break;
	case SQLITE_BUSY:
	case SQLITE_LOCKED:
		return err_set(err, ERR_BUSY,
		    _("The catalogue is busy; try again in a moment"));
	case SQLITE_INTERRUPT:
		return err_set(err, ERR_STOPPED, _("Stopped"));
	case SQLITE_FULL:
		return no_space(db, err);
	case SQLITE_READONLY:
		return err_set(err, ERR_FAILED, _("The catalogue cannot be "
		    "written: check the rights of the file and its folder"));
	case SQLITE_IOERR:
		return disk_error(db, err);
	case SQLITE_CORRUPT:
		if (!db->read_only)
			db_damage_mark(db->path, true);
		return db_say_damaged(db->path, sqlite3_errmsg(db->handle), err);
	case SQLITE_NOTADB:
		return not_a_catalogue(db, err);
	case SQLITE_CANTOPEN:
		return err_set(err, ERR_FAILED, _("The catalogue cannot be "
		    "opened: check the rights of the file, of FILE-wal and "
		    "FILE-shm beside it, and of its folder (\"bansao doctor\")"));
	default:
		break;
	}
	return err_set(err, kind, _("Catalogue: %s"),
	    sqlite3_errmsg(db->handle));
}

/* --- statements --------------------------------------------------------- */

static struct query *nothing(struct err *err)
{
	static struct query dead;

	dead.err = err;
	return &dead;
}

static struct query *find_cached(struct db *db, const char *sql)
{
	size_t slot = ((uintptr_t)sql >> 3) % COUNT(db->cache);

	for (struct query *q = db->cache[slot]; q != NULL; q = q->next)
		if (q->sql == sql && !q->in_use)
			return q;
	return NULL;
}

static struct query *prepare(struct db *db, struct err *err, const char *sql,
    bool keep)
{
	struct query *q = must_alloc(sizeof(*q));
	const char *tail = NULL;

	q->db = db;
	q->sql = sql;
	if (sqlite3_prepare_v3(db->handle, sql, -1,
	    keep ? SQLITE_PREPARE_PERSISTENT : 0, &q->statement, &tail) !=
	    SQLITE_OK || q->statement == NULL) {
		db_fail(db, err);
		free(q);
		return nothing(err);
	}
	if (keep) {
		size_t slot = ((uintptr_t)sql >> 3) % COUNT(db->cache);

		q->kept = true;
		q->next = db->cache[slot];
		db->cache[slot] = q;
	}
	q->in_use = true;
	q->err = err;
	return q;
}

struct query *db_query(struct db *db, struct err *err, const char *sql)
{
	struct query *q;

	if (err->kind != ERR_NONE)
		return nothing(err);
	q = find_cached(db, sql);
	if (q == NULL)
		return prepare(db, err, sql, true);
	q->in_use = true;
	q->err = err;
	return q;
}

struct query *db_query_text(struct db *db, struct err *err, const char *sql)
{
	struct query *q;

	if (err->kind != ERR_NONE)
		return nothing(err);
	q = prepare(db, err, sql, false);
	if (q->statement != NULL && !sqlite3_stmt_readonly(q->statement)) {
		err_set(err, ERR_USAGE, _("Only reading is allowed here"));
		sqlite3_finalize(q->statement);
		free(q);
		return nothing(err);
	}
	return q;
}

static void put(struct query *q, int result)
{
	if (result != SQLITE_OK)
		db_fail(q->db, q->err);
}

void db_put_int(struct query *q, int index, int64_t value)
{
	if (q->statement != NULL)
		put(q, sqlite3_bind_int64(q->statement, index, value));
}

void db_put_real(struct query *q, int index, double value)
{
	if (q->statement != NULL)
		put(q, sqlite3_bind_double(q->statement, index, value));
}

void db_put_text_n(struct query *q, int index, const char *text, size_t n)
{
	if (q->statement != NULL)
		put(q, sqlite3_bind_text64(q->statement, index, text, n,
		    SQLITE_STATIC, SQLITE_UTF8));
}

void db_put_text(struct query *q, int index, const char *text)
{
	if (q->statement != NULL)
		put(q, sqlite3_bind_text(q->statement, index, text, -1,
		    SQLITE_STATIC));
}

void db_put_blob(struct query *q, int index, const void *data, size_t size)
{
	if (q->statement != NULL)
		put(q, sqlite3_bind_blob64(q->statement, index,
		    data == NULL ? "" : data, size, SQLITE_STATIC));
}

void db_put_null(struct query *q, int index)
{
	if (q->statement != NULL)
		put(q, sqlite3_bind_null(q->statement, index));
}

bool db_row(struct query *q)
{
	int result;

	if (q->statement == NULL || q->err->kind != ERR_NONE)
		return false;
	result = sqlite3_step(q->statement);
	q->done = true;
	if (result == SQLITE_ROW)
		return true;
	if (result != SQLITE_DONE)
		db_fail(q->db, q->err);
	q->finished = true;
	return false;
}

int64_t db_int(struct query *q, int column)
{
	return sqlite3_column_int64(q->statement, column);
}

double db_real(struct query *q, int column)
{
	return sqlite3_column_double(q->statement, column);
}

const char *db_text(struct query *q, int column)
{
	const char *text = (const char *)sqlite3_column_text(q->statement,
	    column);

	return text == NULL ? "" : text;
}

const void *db_blob(struct query *q, int column, size_t *size)
{
	const void *data = sqlite3_column_blob(q->statement, column);

	*size = (size_t)sqlite3_column_bytes(q->statement, column);
	return data;
}

bool db_is_null(struct query *q, int column)
{
	return sqlite3_column_type(q->statement, column) == SQLITE_NULL;
}

char *db_copy(struct query *q, int column, struct pool *pool)
{
	const char *text = db_text(q, column);

	return pool_copy_n(pool, text,
	    (size_t)sqlite3_column_bytes(q->statement, column));
}

int db_columns(struct query *q)
{
	return q->statement == NULL ? 0 : sqlite3_column_count(q->statement);
}

const char *db_column_name(struct query *q, int column)
{
	const char *name = q->statement == NULL ? NULL :
	    sqlite3_column_name(q->statement, column);

	return name == NULL ? "" : name;
}

bool db_end(struct query *q)
{
	bool good = q->err->kind == ERR_NONE;

	if (q->statement == NULL)
		return false;
	/* A statement that was never stepped is run now, so that INSERT and
	 * UPDATE need no db_row. */
	if (good && !q->done) {
		(void)db_row(q);
		good = q->err->kind == ERR_NONE;
	}
	sqlite3_reset(q->statement);
	q->done = q->finished = false;
	if (q->kept) {
		sqlite3_clear_bindings(q->statement);
		q->in_use = false;
		q->err = NULL;
	} else {
		sqlite3_finalize(q->statement);
		free(q);
	}
	return good;
}

bool db_run(struct db *db, struct err *err, const char *sql)
{
	return db_end(db_query(db, err, sql));
}

bool db_script(struct db *db, struct err *err, const char *sql)
{
	if (err->kind != ERR_NONE)
		return false;
	if (sqlite3_exec(db->handle, sql, NULL, NULL, NULL) != SQLITE_OK)
		return db_fail(db, err);
	return true;
}

/* --- transactions ------------------------------------------------------- */

static int on_wal(void *data, sqlite3 *handle, const char *name, int pages)
{
	struct db *db = data;

	(void)handle;
	(void)name;
	db->wal_pages = pages;
	return SQLITE_OK;
}

/* Another file stands under the name now: what is written here would go to
 * the one that was put aside. */
static bool has_moved(struct db *db)
{
	int moved = 0;

	return db->path[0] != ':' && sqlite3_file_control(db->handle, "main",
	    SQLITE_FCNTL_HAS_MOVED, &moved) == SQLITE_OK && moved != 0;
}

/* SQLite asks before every commit: one outside the queue of writers could
 * race a checkpoint (the WAL-reset bug), so it is turned back. */
static int on_commit(void *data)
{
	const struct db *db = data;

	return db_lock_held(db->lock) ||
	    sqlite3_txn_state(db->handle, "main") != SQLITE_TXN_WRITE ? 0 : 1;
}

bool db_begin(struct db *db, struct err *err)
{
	if (err->kind != ERR_NONE)
		return false;
	if (db->damaged)
		return db_say_damaged(db->path, _("it carries the mark "
		    "FILE.damaged"), err);
	if (db->read_only)
		return err_set(err, ERR_USAGE,
		    _("The catalogue is open for reading only"));
	if (!db_lock_take(db->lock, db->patience, err))
		return false;
	if (has_moved(db)) {
		err_set(err, ERR_FAILED, _("The catalogue %s was replaced (by a "
		    "restore) while it was open here; nothing was changed. "
		    "Start again"), db->path);
		db_lock_give(db->lock);
		return false;
	}
	if (!db_script(db, err, "BEGIN IMMEDIATE")) {
		db_lock_give(db->lock);
		return false;
	}
	return true;
}

static void checkpoint(struct db *db)
{
	int log = 0, moved = 0;

	if (db->wal_pages < WAL_PAGES)
		return;
	if (sqlite3_wal_checkpoint_v2(db->handle, NULL,
	    SQLITE_CHECKPOINT_PASSIVE, &log, &moved) == SQLITE_OK &&
	    log == moved)
		db->wal_pages = 0;
}

bool db_commit(struct db *db, struct err *err)
{
	bool good = db_script(db, err, "COMMIT");

	if (!good && db_in_transaction(db))
		sqlite3_exec(db->handle, "ROLLBACK", NULL, NULL, NULL);
	checkpoint(db);
	db_lock_give(db->lock);
	return good;
}

void db_rollback(struct db *db)
{
	if (db_in_transaction(db))
		sqlite3_exec(db->handle, "ROLLBACK", NULL, NULL, NULL);
	db_lock_give(db->lock);
}

void db_dry_run(struct db *db, bool dry)
{
	db->dry = dry;
}

bool db_is_dry(const struct db *db)
{
	return db->dry;
}

bool db_in_transaction(const struct db *db)
{
	return !sqlite3_get_autocommit(db->handle);
}

void db_patience(struct db *db, int milliseconds)
{
	db->patience = milliseconds;
}

bool db_read_begin(struct db *db, struct err *err)
{
	return db_script(db, err, "BEGIN DEFERRED");
}

void db_read_end(struct db *db)
{
	if (db_in_transaction(db))
		sqlite3_exec(db->handle, "COMMIT", NULL, NULL, NULL);
}

/* --- opening ------------------------------------------------------------ */

static bool user_version(struct db *db, int64_t *version, struct err *err)
{
	static const char sql[] = "PRAGMA user_version";
	struct query *q = db_query(db, err, sql);

	*version = 0;
	if (db_row(q))
		*version = db_int(q, 0);
	return db_end(q);
}

/* The number in front of an embedded schema file's name. */
static int64_t file_version(const struct embed *file)
{
	return strtol(file->name + sizeof("schema/") - 1, NULL, 10);
}

static int64_t newest_version(void)
{
	int64_t newest = 0;

	for (const struct embed *file = embed_next("schema/", NULL);
	    file != NULL; file = embed_next("schema/", file))
		if (file_version(file) > newest)
			newest = file_version(file);
	return newest;
}

static const struct embed *next_file(int64_t version)
{
	const struct embed *next = NULL;

	for (const struct embed *file = embed_next("schema/", NULL);
	    file != NULL; file = embed_next("schema/", file))
		if (file_version(file) > version &&
		    (next == NULL || file_version(file) < file_version(next)))
			next = file;
	return next;
}

static bool run_schema(struct db *db, const struct embed *file,
    struct err *err)
{
	char pragma[64];
	bool good;

	snprintf(pragma, sizeof(pragma), "PRAGMA user_version = %lld",
	    (long long)file_version(file));
	good = db_script(db, err, (const char *)file->data) &&
	    db_script(db, err, pragma);
	return good || err_wrap(err, "%s", file->name);
}

/* A catalogue of ours, and not another program's file or an empty one. */
static bool is_ours(struct db *db, struct err *err)
{
	static const char sql[] = "SELECT count(*) FROM sqlite_schema"
	    " WHERE type = 'table' AND name IN ('audit', 'recorded')";
	struct query *q = db_query(db, err, sql);
	int64_t count = db_row(q) ? db_int(q, 0) : 0;

	if (!db_end(q))
		return false;
	return count == 2 || not_a_catalogue(db, err);
}

/* The copy of the old catalogue, once, though many may start together. A copy
 * of an earlier time with that schema stays. */
static bool save_old(struct db *db, int64_t version, struct err *err)
{
	struct pool pool = { 0 };
	const char *name = db_backup_name(db->path,
	    pool_printf(&pool, "schema-%lld", (long long)version), &pool);
	int64_t now = 0;
	bool good = fs_mkdirs(db_backup_folder(db->path, &pool), err) &&
	    db_lock_take(db->lock, 600000, err) &&
	    user_version(db, &now, err);

	if (good && now == version) {
		if (access(name, F_OK) == 0)
			name = pool_printf(&pool, "%s-%lld", name,
			    (long long)clock_seconds());
		good = db_backup(db, name, err);
	}
	db_lock_give(db->lock);
	pool_free(&pool);
	return good || err_wrap(err, _("Backup before the migration"));
}

/* Each schema file in a transaction of its own; the version is asked again
 * under the lock, because somebody else may have been faster. */
static bool migrate(struct db *db, bool creating, struct err *err)
{
	const struct embed *file;
	int64_t version, newest = newest_version();
	bool saved = creating;

	for (;;) {
		if (!user_version(db, &version, err))
			return false;
		if (version > newest)
			return err_set(err, ERR_FAILED, _("This catalogue "
			    "belongs to a newer bansao (schema %lld, this one "
			    "knows %lld): install the newer program"),
			    (long long)version, (long long)newest);
		file = next_file(version);
		if (file == NULL || db->as_is)
			return true;
		if (db->read_only)
			return err_set(err, ERR_FAILED, _("This catalogue is of "
			    "an older bansao (schema %lld of %lld): open it once "
			    "for writing, for example with \"bansao doctor\""),
			    (long long)version, (long long)newest);
		if (version > 0 && !saved && db->path[0] != ':' &&
		    !save_old(db, version, err))
			return false;
		saved = true;
		if (!db_begin(db, err))
			return false;
		if (!user_version(db, &version, err) ||
		    (next_file(version) == file && !run_schema(db, file, err))) {
			db_rollback(db);
			return false;
		}
		if (!db_commit(db, err))
			return false;
	}
}

/* ORDER BY name COLLATE VI: the Vietnamese order, numbers by their value. For
 * reports; lists are in the order of stored keys. */
static int vietnamese(void *none, int a_length, const void *a, int b_length,
    const void *b)
{
	(void)none;
	return text_compare_n(a, (size_t)a_length, b, (size_t)b_length);
}

static bool settle(struct db *db, bool creating, struct err *err)
{
	static const char always[] =
	    "PRAGMA foreign_keys = ON; PRAGMA trusted_schema = OFF;"
	    "PRAGMA cell_size_check = ON; PRAGMA mmap_size = 0;"
	    "PRAGMA temp_store = FILE; PRAGMA cache_size = -2000;";

	sqlite3_busy_timeout(db->handle, BUSY_MS);
	sqlite3_create_collation(db->handle, "VI", SQLITE_UTF8, NULL,
	    vietnamese);
	sqlite3_db_config(db->handle, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
	sqlite3_db_config(db->handle, SQLITE_DBCONFIG_DQS_DML, 0, NULL);
	sqlite3_db_config(db->handle, SQLITE_DBCONFIG_DQS_DDL, 0, NULL);
	sqlite3_db_config(db->handle, SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION, 0,
	    NULL);
	if (!db_script(db, err, always))
		return false;
	if (creating && !db_script(db, err, "PRAGMA journal_mode = WAL"))
		return false;
	if (!db->read_only && !db_script(db, err,
	    "PRAGMA synchronous = FULL; PRAGMA wal_autocheckpoint = 0;"))
		return false;
	sqlite3_wal_hook(db->handle, on_wal, db);
	sqlite3_commit_hook(db->handle, on_commit, db);
	return true;
}

/* The file is made by us, O_EXCL, so that its rights are ours to choose;
 * SQLite gives -wal and -shm the same. */
static bool create_file(const char *path, struct err *err)
{
	int fd = open(path, O_CREAT | O_EXCL | O_RDWR | O_CLOEXEC | O_NOFOLLOW,
	    0660);

	if (fd < 0) {
		if (errno == EEXIST)
			return err_set(err, ERR_USAGE, _("A file of this name is "
			    "there already; nothing was changed"));
		return err_errno(err, "%s", path);
	}
	if (fchmod(fd, 0660) != 0) {
		err_errno(err, "%s", path);
		close(fd);
		return false;
	}
	close(fd);
	return true;
}

static bool file_there(const char *path, struct err *err)
{
	struct stat about;

	if (stat(path, &about) != 0) {
		if (errno == ENOENT || errno == ENOTDIR)
			return err_set(err, ERR_MISSING, _("There is no "
			    "catalogue here. Make one with \"bansao init\", or name "
			    "another with --db FILE"));
		return err_errno(err, "%s", path);
	}
	if (!S_ISREG(about.st_mode))
		return err_set(err, ERR_USAGE,
		    _("This is not a catalogue: it is not a file"));
	return true;
}

static bool open_handle(struct db *db, struct err *err)
{
	int flags = db->read_only ? SQLITE_OPEN_READONLY :
	    SQLITE_OPEN_READWRITE;

	/* Nobody asks how much memory SQLite has; counting it costs a tenth of
	 * the start. Only before the first connection, else it changes nothing. */
	sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
	if (sqlite3_open_v2(db->path, &db->handle, flags | SQLITE_OPEN_NOMUTEX |
	    SQLITE_OPEN_EXRESCODE |
	    (db->path[0] == ':' ? SQLITE_OPEN_CREATE : 0), NULL) != SQLITE_OK)
		return db_fail(db, err);
	return true;
}

/* One file has one name here, whatever links lead to it: the lock and the log
 * go by the name. */
static char *true_path(const char *path)
{
	char *found = path[0] == ':' ? NULL : realpath(path, NULL);

	if (found != NULL)
		return found;
	found = must_alloc(strlen(path) + 1);
	return strcpy(found, path);
}

struct db *db_open(const char *path, enum db_mode mode, struct err *err)
{
	struct db *db = must_alloc(sizeof(*db));
	bool memory = strcmp(path, ":memory:") == 0;

	db->path = true_path(path);
	db->damaged = mode == DB_WRITE && !memory && db_damage_marked(db->path);
	db->as_is = mode == DB_AS_IS;
	db->read_only = mode == DB_READ || db->as_is || db->damaged;
	db->patience = 30000;
	db->lock = db_lock_new(memory ? NULL : db->path);
	if (!memory && !db_lock_local(db->path, err))
		goto bad;
	if (!memory && !(mode == DB_CREATE ? create_file(db->path, err) :
	    file_there(db->path, err)))
		goto bad;
	if (!open_handle(db, err) || !settle(db, mode == DB_CREATE, err))
		goto bad;
	if (!memory && mode != DB_CREATE && !is_ours(db, err))
		goto bad;
	if (!migrate(db, memory || mode == DB_CREATE, err))
		goto bad;
	return db;
bad:
	err_wrap(err, "%s", path);
	db_close(db);
	return NULL;
}

void db_close(struct db *db)
{
	if (db == NULL)
		return;
	for (size_t i = 0; i < COUNT(db->cache); i++)
		while (db->cache[i] != NULL) {
			struct query *next = db->cache[i]->next;

			sqlite3_finalize(db->cache[i]->statement);
			free(db->cache[i]);
			db->cache[i] = next;
		}
	db_record_stop(db);
	if (db->handle != NULL) {
		struct err ignored = { 0 };

		/* Closing the last connection checkpoints and removes the log:
		 * in the queue too, and not when the name belongs to another
		 * file by now. A reader leaves the log to the writers. */
		bool locked = !db->read_only &&
		    db_lock_take(db->lock, 1000, &ignored);

		if (!locked || has_moved(db))
			sqlite3_db_config(db->handle,
			    SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, NULL);
		sqlite3_close_v2(db->handle);
		if (locked)
			db_lock_give(db->lock);
	}
	db_lock_free(db->lock);
	pool_free(&db->recorded_pool);
	free(db->path);
	free(db);
}

/* --- small questions ---------------------------------------------------- */

const char *db_path(const struct db *db)
{
	return db->path;
}

bool db_is_damaged(const struct db *db)
{
	return db->damaged;
}

bool db_read_only(const struct db *db)
{
	return db->read_only;
}

int64_t db_last_id(struct db *db)
{
	return sqlite3_last_insert_rowid(db->handle);
}

int64_t db_changed(struct db *db)
{
	return sqlite3_changes64(db->handle);
}

int64_t db_version(struct db *db)
{
	static const char sql[] = "PRAGMA data_version";
	struct err err = { 0 };
	struct query *q = db_query(db, &err, sql);
	int64_t version = db_row(q) ? db_int(q, 0) : 0;

	return db_end(q) ? version : 0;
}

const char *db_library_version(void)
{
	return sqlite3_libversion();
}

int db_schema_version(struct db *db)
{
	struct err err = { 0 };
	int64_t version = 0;

	return user_version(db, &version, &err) ? (int)version : 0;
}

void db_interrupt(struct db *db)
{
	sqlite3_interrupt(db->handle);
}
