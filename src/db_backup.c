#include "db_inside.h"

#include "db_lock.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

bool db_check(struct db *db, struct pool *pool, const char **complaint,
    struct err *err)
{
	static const char integrity[] = "PRAGMA integrity_check(1)";
	static const char keys[] = "PRAGMA foreign_key_check";
	struct query *q = db_query(db, err, integrity);

	*complaint = "ok";
	if (db_row(q))
		*complaint = db_copy(q, 0, pool);
	if (!db_end(q))
		return false;
	if (strcmp(*complaint, "ok") != 0)
		return true;
	q = db_query(db, err, keys);
	if (db_row(q))
		*complaint = pool_printf(pool,
		    _("row %lld of table %s points to nothing in %s"),
		    (long long)db_int(q, 1), db_text(q, 0), db_text(q, 2));
	return db_end(q);
}

static bool sync_path(const char *path, int flags, struct err *err)
{
	int fd = open(path, flags | O_RDONLY | O_CLOEXEC);
	bool good = fd >= 0 && fsync(fd) == 0;

	if (!good)
		err_errno(err, "%s", path);
	if (fd >= 0)
		close(fd);
	return good;
}

static bool copy_pages(struct db *db, sqlite3 *to, struct err *err)
{
	sqlite3_backup *copy = sqlite3_backup_init(to, "main", db->handle,
	    "main");
	int result;

	if (copy == NULL)
		return err_set(err, ERR_FAILED, _("Backup: %s"),
		    sqlite3_errmsg(to));
	/* In one step: one read transaction, so writers only append. */
	do
		result = sqlite3_backup_step(copy, -1);
	while (result == SQLITE_BUSY || result == SQLITE_LOCKED);
	if (sqlite3_backup_finish(copy) != SQLITE_OK || result != SQLITE_DONE)
		return err_set(err, ERR_FAILED, _("Backup: %s"),
		    sqlite3_errmsg(to));
	/* The copy stands alone: no -wal beside it. */
	if (sqlite3_exec(to, "PRAGMA journal_mode = DELETE", NULL, NULL, NULL) !=
	    SQLITE_OK)
		return err_set(err, ERR_FAILED, _("Backup: %s"),
		    sqlite3_errmsg(to));
	return true;
}

static bool check_copy(sqlite3 *to, struct err *err)
{
	sqlite3_stmt *statement = NULL;
	const char *answer = "";
	bool good;

	if (sqlite3_prepare_v2(to, "PRAGMA integrity_check(1)", -1, &statement,
	    NULL) == SQLITE_OK && sqlite3_step(statement) == SQLITE_ROW)
		answer = (const char *)sqlite3_column_text(statement, 0);
	good = strcmp(answer == NULL ? "" : answer, "ok") == 0 ||
	    err_set(err, ERR_FAILED, _("The copy does not hold: %s"),
	    answer == NULL ? "?" : answer);
	sqlite3_finalize(statement);
	return good;
}

static bool write_copy(struct db *db, const char *part, struct err *err)
{
	sqlite3 *to = NULL;
	int fd = open(part, O_CREAT | O_EXCL | O_RDWR | O_CLOEXEC | O_NOFOLLOW,
	    0640);
	bool good;

	if (fd < 0)
		return err_errno(err, "%s", part);
	fchmod(fd, 0640);
	close(fd);
	good = (sqlite3_open_v2(part, &to, SQLITE_OPEN_READWRITE |
	    SQLITE_OPEN_NOMUTEX, NULL) == SQLITE_OK ||
	    err_set(err, ERR_FAILED, _("Backup: %s"), sqlite3_errmsg(to))) &&
	    copy_pages(db, to, err) && check_copy(to, err);
	sqlite3_close_v2(to);
	return good;
}

bool db_backup(struct db *db, const char *path, struct err *err)
{
	struct pool pool = { 0 };
	char *part = pool_printf(&pool, "%s.partial", path);
	char *folder = pool_copy(&pool, path);
	char *slash = strrchr(folder, '/');
	bool good;

	if (slash == NULL)
		folder = pool_copy(&pool, ".");
	else
		slash[slash == folder ? 1 : 0] = '\0';
	if (access(path, F_OK) == 0) {
		err_set(err, ERR_USAGE,
		    _("%s is there already; nothing was changed"), path);
		pool_free(&pool);
		return false;
	}
	unlink(part);		/* what an earlier try has left */
	good = write_copy(db, part, err) && sync_path(part, 0, err);
	/* link fails when somebody made the name meanwhile; rename would not */
	if (good && link(part, path) != 0)
		good = err_errno(err, "%s", path);
	unlink(part);
	good = good && sync_path(folder, O_DIRECTORY, err);
	pool_free(&pool);
	return good;
}
