#include "db.h"

#include "db_inside.h"
#include "db_lock.h"
#include "fs.h"
#include "rights.h"
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
	if (db->settled && !db->brought && !db_bring_triggers(db, err))
		return false;
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

void db_on_wait(struct db *db, bool (*go_on)(void *to, const char *who),
    void *to)
{
	db_lock_listen(db->lock, go_on, to);
}

const char *db_writer(struct db *db, long but, struct pool *pool)
{
	return db_lock_holder(db->lock, but, pool);
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

/* ORDER BY name COLLATE VI: the Vietnamese order, numbers by their value. For
 * reports; lists are in the order of stored keys. */
static int vietnamese(void *none, int a_length, const void *a, int b_length,
    const void *b)
{
	(void)none;
	return text_compare_n(a, (size_t)a_length, b, (size_t)b_length);
}

/* ORDER BY vi_key(title): the same order, where there are too many rows to
 * compare each text with others again and again. */
static void vietnamese_key(sqlite3_context *context, int count,
    sqlite3_value **values)
{
	struct pool pool = { 0 };
	const unsigned char *text = sqlite3_value_text(values[0]);
	const char *key;
	size_t length;

	(void)count;
	if (text != NULL) {
		key = text_sort_key(&pool, (const char *)text, &length);
		sqlite3_result_blob64(context, key, length, SQLITE_TRANSIENT);
	}
	pool_free(&pool);
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
	sqlite3_create_function(db->handle, "vi_key", 1, SQLITE_UTF8 |
	    SQLITE_DETERMINISTIC | SQLITE_INNOCUOUS, NULL, vietnamese_key,
	    NULL, NULL);
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
		return fs_failed(path, err);
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
	bool up = rights_up(path);
	int result = stat(path, &about);

	rights_down(up);
	if (result != 0) {
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
	db_teach_pages();
	if (sqlite3_open_v2(db->path, &db->handle, flags | SQLITE_OPEN_NOMUTEX |
	    SQLITE_OPEN_EXRESCODE |
	    (db->path[0] == ':' ? SQLITE_OPEN_CREATE : 0), NULL) != SQLITE_OK)
		return db_fail(db, err);
	return true;
}

/* One file has one name here, whatever links lead to it: the lock and the log
 * go by the name. */
static char *true_path(const char *path, enum db_mode mode)
{
	struct pool pool = { 0 };
	const char *real = mode == DB_CREATE ? path : db_real_path(path, &pool);
	char *copy = must_alloc(strlen(real) + 1);

	strcpy(copy, real);
	pool_free(&pool);
	return copy;
}

struct db *db_open(const char *path, enum db_mode mode, struct err *err)
{
	struct db *db = must_alloc(sizeof(*db));
	bool memory = strcmp(path, ":memory:") == 0;

	db->path = true_path(path, mode);
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
	if (!memory && mode != DB_CREATE && !db_is_ours(db, err))
		goto bad;
	if (!db_migrate(db, memory || mode == DB_CREATE, err))
		goto bad;
	sqlite3_db_config(db->handle, SQLITE_DBCONFIG_ENABLE_VIEW, 0, NULL);
	db->settled = true;
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

	return db_user_version(db, &version, &err) ? (int)version : 0;
}

void db_interrupt(struct db *db)
{
	sqlite3_interrupt(db->handle);
}
