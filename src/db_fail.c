/* What SQLite says, in a sentence that says what to do. */
#include "db_inside.h"
#include "fs.h"

#include <errno.h>
#include <string.h>
#include <sys/statvfs.h>

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
	    "catalogue %s (%s); nothing was changed. Look at the disk, then "
	    "try again"), db->path, number == 0 ? sqlite3_errmsg(db->handle) :
	    err_system(number));
}

bool db_not_ours(struct db *db, struct err *err)
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

/* Asked where writing failed: it is not the rights then. */
static bool is_read_only_disk(const struct db *db)
{
	struct statvfs disk;
	struct pool pool = { 0 };
	bool only = statvfs(db_folder(db->path, &pool), &disk) == 0 &&
	    (disk.f_flag & ST_RDONLY) != 0;

	pool_free(&pool);
	return only;
}

static bool say_read_only_disk(const struct db *db, struct err *err)
{
	return err_set(err, ERR_FAILED, _("The disk of the catalogue %s is "
	    "mounted for reading only, and a catalogue needs its log beside "
	    "it. Mount the disk for writing, or copy the file elsewhere and "
	    "look at the copy"), db->path);
}

bool db_fail(struct db *db, struct err *err)
{
	int code = sqlite3_extended_errcode(db->handle);
	int number;

	switch (code & 0xff) {
	case SQLITE_CONSTRAINT:
		if (code == SQLITE_CONSTRAINT_COMMITHOOK)
			return err_set(err, ERR_FAILED, _("A write past the "
			    "queue of writers was turned back; nothing was "
			    "changed. This is a fault of the program"));
		return db_constraint(db, err);
	case SQLITE_BUSY:
	case SQLITE_LOCKED:
		return err_set(err, ERR_BUSY,
		    _("The catalogue is busy; try again in a moment"));
	case SQLITE_INTERRUPT:
		return err_set(err, ERR_STOPPED, _("Stopped"));
	case SQLITE_FULL:
		return no_space(db, err);
	case SQLITE_READONLY:
		if (is_read_only_disk(db))
			return say_read_only_disk(db, err);
		return err_set(err, ERR_FAILED, _("The catalogue cannot be "
		    "written: check the rights of the file and its folder"));
	case SQLITE_IOERR:
		return disk_error(db, err);
	case SQLITE_CORRUPT:
		if (!db->read_only)
			db_damage_mark(db->path, true);
		return db_say_damaged(db->path, sqlite3_errmsg(db->handle), err);
	case SQLITE_NOTADB:
		return db_not_ours(db, err);
	case SQLITE_CANTOPEN:
		if (is_read_only_disk(db))
			return say_read_only_disk(db, err);
		number = sqlite3_system_errno(db->handle);
		if (number == EMFILE || number == ENFILE || number == ENOMEM)
			return err_set(err, ERR_FAILED, _("The catalogue cannot "
			    "be opened: %s"), err_system(number));
		return err_set(err, ERR_FAILED, _("The catalogue cannot be "
		    "opened: check the rights of the file, of FILE-wal and "
		    "FILE-shm beside it, and of its folder (\"bansao doctor\")"));
	case SQLITE_ERROR:
		/* A header that says what no SQLite of today writes. */
		if (strcmp(sqlite3_errmsg(db->handle),
		    "unsupported file format") == 0)
			return db_not_ours(db, err);
		break;
	default:
		break;
	}
	return err_set(err, ERR_FAILED, _("Catalogue: %s"),
	    sqlite3_errmsg(db->handle));
}
