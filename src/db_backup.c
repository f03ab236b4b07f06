#include "db_inside.h"

#include "fs.h"
#include "rights.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

static bool copy_failed(sqlite3 *to, const char *part, struct err *err)
{
	int number = sqlite3_system_errno(to);

	if ((sqlite3_errcode(to) & 0xff) == SQLITE_FULL || number == ENOSPC ||
	    number == EDQUOT)
		return err_set(err, ERR_FAILED, _("%s: the disk is full (%lld"
		    " bytes free). Make room and run the command again"), part,
		    (long long)fs_free(part));
	return err_set(err, ERR_FAILED, _("%s: the backup failed: %s"), part,
	    number == 0 ? sqlite3_errmsg(to) : err_system(number));
}

static bool copy_pages(struct db *db, sqlite3 *to, const char *part,
    struct err *err)
{
	sqlite3_backup *copy = sqlite3_backup_init(to, "main", db->handle,
	    "main");
	int result;

	if (copy == NULL)
		return copy_failed(to, part, err);
	/* In one step: one read transaction, so writers only append. */
	do
		result = sqlite3_backup_step(copy, -1);
	while (result == SQLITE_BUSY || result == SQLITE_LOCKED);
	if (sqlite3_backup_finish(copy) != SQLITE_OK || result != SQLITE_DONE)
		return copy_failed(to, part, err);
	/* The copy stands alone: no -wal beside it. */
	if (sqlite3_exec(to, "PRAGMA journal_mode = DELETE", NULL, NULL, NULL) !=
	    SQLITE_OK)
		return copy_failed(to, part, err);
	return true;
}

/* The copy has the pages as they are in the catalogue: what is wrong in it is
 * wrong there. From now on it is only read. */
static bool damaged(struct db *db, const char *answer, struct err *err)
{
	static const char head[] = "*** in database main ***\n";
	char words[120];

	if (strncmp(answer, head, sizeof(head) - 1) == 0)
		answer += sizeof(head) - 1;
	snprintf(words, sizeof(words), "%.*s", (int)strcspn(answer, "\n"),
	    answer);
	if (!db->read_only)
		db_damage_mark(db->path, true);
	return db_say_damaged(db->path, words, err);
}

static bool check_copy(struct db *db, sqlite3 *to, struct err *err)
{
	sqlite3_stmt *statement = NULL;
	const char *answer = "";
	bool good;

	if (sqlite3_prepare_v2(to, "PRAGMA integrity_check(1)", -1, &statement,
	    NULL) == SQLITE_OK && sqlite3_step(statement) == SQLITE_ROW)
		answer = (const char *)sqlite3_column_text(statement, 0);
	good = strcmp(answer == NULL ? "" : answer, "ok") == 0 ||
	    damaged(db, answer == NULL ? "?" : answer, err);
	sqlite3_finalize(statement);
	return good;
}

/* The partial file, held by flock so that a later process can tell what a dead
 * one left from what a living one writes. -1 with errno. The descriptor is
 * closed behind SQLite's: closing it earlier would drop SQLite's locks. */
static int make_partial(const char *part)
{
	for (int tries = 0; tries < 16; tries++) {
		int fd = open(part, O_CREAT | O_EXCL | O_RDWR | O_CLOEXEC |
		    O_NOFOLLOW, 0640);

		if (fd < 0 && errno != EEXIST)
			return -1;
		if (fd >= 0 && fs_hold(AT_FDCWD, fd, part)) {
			fchmod(fd, 0640);
			return fd;
		}
		if (fd >= 0) {
			close(fd);
			continue;
		}
		fd = open(part, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
		if (fd < 0 && errno != ENOENT)
			return -1;
		if (fd < 0)
			continue;
		if (fs_hold(AT_FDCWD, fd, part)) {
			unlink(part);
		} else if (errno == EWOULDBLOCK) {
			close(fd);
			errno = EWOULDBLOCK;
			return -1;
		}
		close(fd);
	}
	errno = EEXIST;
	return -1;
}

/* The descriptor of a whole, checked and synced copy, or -1. */
static int write_copy(struct db *db, const char *part, struct err *err)
{
	sqlite3 *to = NULL;
	int fd = make_partial(part);
	bool good;

	if (fd < 0) {
		if (errno == EWOULDBLOCK)
			err_set(err, ERR_BUSY, _("Somebody else is writing %s "
			    "just now"), part);
		else
			fs_failed(part, err);
		return -1;
	}
	good = (db_open_own(part, &to) || copy_failed(to, part, err)) &&
	    copy_pages(db, to, part, err) && check_copy(db, to, err);
	sqlite3_close_v2(to);
	if (good && fsync(fd) != 0)
		good = fs_failed(part, err);
	if (good)
		return fd;
	unlink(part);
	close(fd);
	return -1;
}

bool db_backup(struct db *db, const char *path, struct err *err)
{
	struct pool pool = { 0 };
	char *part = pool_printf(&pool, "%s.partial", path);
	bool good;
	int fd;

	if (rights_access(path, F_OK) == 0) {
		err_set(err, ERR_USAGE,
		    _("%s is there already; nothing was changed"), path);
		pool_free(&pool);
		return false;
	}
	fd = write_copy(db, part, err);
	good = fd >= 0 && fs_rename(part, path, FS_KEEP, err);
	if (fd >= 0 && !good)
		unlink(part);
	if (fd >= 0)
		close(fd);
	pool_free(&pool);
	return good;
}
