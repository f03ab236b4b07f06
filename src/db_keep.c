/* What stands beside the catalogue: the folder of its backups, and the mark
 * that it was found damaged. */
#include "db_inside.h"

#include "fs.h"
#include "rights.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

const char *db_last_part(const char *path)
{
	const char *slash = strrchr(path, '/');

	return slash == NULL ? path : slash + 1;
}

const char *db_folder(const char *path, struct pool *pool)
{
	const char *name = db_last_part(path);

	if (name == path)
		return ".";
	return pool_copy_n(pool, path,
	    name == path + 1 ? 1 : (size_t)(name - path - 1));
}

const char *db_backup_folder(const char *path, struct pool *pool)
{
	return pool_printf(pool, "%s/backups", db_folder(path, pool));
}

const char *db_backup_name(const char *path, const char *tail,
    struct pool *pool)
{
	return pool_printf(pool, "%s/%s.%s", db_backup_folder(path, pool),
	    db_last_part(path), tail);
}

static int newer_first(const void *a, const void *b)
{
	const struct db_kept *one = a, *two = b;

	if (one->mtime != two->mtime)
		return one->mtime < two->mtime ? 1 : -1;
	return strcmp(two->path, one->path);
}

static bool is_ending(const char *name, const char *ending)
{
	size_t length = strlen(name), tail = strlen(ending);

	return length >= tail && strcmp(name + length - tail, ending) == 0;
}

/* "bansao.db.2026-11-23", "bansao.db.schema-3"; not what is half written,
 * and not what SQLite keeps beside a file that is open. */
static const char *kept_tail(const char *name, const char *catalogue)
{
	size_t length = strlen(catalogue);

	if (strncmp(name, catalogue, length) != 0 || name[length] != '.' ||
	    is_ending(name, ".partial") || is_ending(name, "-journal") ||
	    is_ending(name, "-wal") || is_ending(name, "-shm"))
		return NULL;
	name += length + 1;
	return (name[0] >= '0' && name[0] <= '9') ||
	    strncmp(name, "schema-", 7) == 0 ? name : NULL;
}

void db_backups(const char *path, struct pool *pool, struct db_kept **list,
    size_t *count)
{
	const char *folder = db_backup_folder(path, pool);
	const char *catalogue = db_last_part(path);
	bool up = rights_up(folder);
	DIR *stream = opendir(folder);
	size_t room = 64;
	struct dirent *entry;

	*list = pool_array(pool, room, sizeof(**list));
	*count = 0;
	while (stream != NULL && (entry = readdir(stream)) != NULL) {
		const char *tail = kept_tail(entry->d_name, catalogue);
		struct stat about;

		if (tail == NULL || fstatat(dirfd(stream), entry->d_name, &about,
		    AT_SYMLINK_NOFOLLOW) != 0 || !S_ISREG(about.st_mode))
			continue;
		if (*count == room) {
			struct db_kept *more = pool_array(pool, room * 2,
			    sizeof(*more));

			memcpy(more, *list, room * sizeof(*more));
			*list = more;
			room *= 2;
		}
		(*list)[*count].path = pool_printf(pool, "%s/%s", folder,
		    entry->d_name);
		(*list)[*count].tail = strrchr((*list)[*count].path, '/') + 1 +
		    (tail - entry->d_name);
		(*list)[*count].bytes = about.st_size;
		(*list)[*count].mtime = about.st_mtim.tv_sec;
		++*count;
	}
	if (stream != NULL)
		closedir(stream);
	rights_down(up);
	if (*count > 1)
		qsort(*list, *count, sizeof(**list), newer_first);
}

const char *db_backup_newest(const char *path, struct pool *pool)
{
	struct db_kept *list;
	size_t count;

	db_backups(path, pool, &list, &count);
	return count == 0 ? NULL : list[0].path;
}

/* --- damage -------------------------------------------------------------- */

static const char *mark_name(const char *path, struct pool *pool)
{
	return pool_printf(pool, "%s.damaged", path);
}

bool db_damage_marked(const char *path)
{
	struct pool pool = { 0 };
	const char *name = mark_name(path, &pool);
	bool up = rights_up(name);
	bool marked = rights_access(name, F_OK) == 0;

	rights_down(up);
	pool_free(&pool);
	return marked;
}

void db_damage_mark(const char *path, bool damaged)
{
	struct pool pool = { 0 };
	const char *name = mark_name(path, &pool);
	bool up = rights_up(name);
	int fd;

	if (path[0] == ':') {
		/* in memory: nothing outlives it */
	} else if (!damaged) {
		unlink(name);
	} else {
		fd = open(name, O_WRONLY | O_CREAT | O_CLOEXEC | O_NOFOLLOW,
		    0660);
		if (fd >= 0)
			close(fd);
	}
	rights_down(up);
	pool_free(&pool);
}

bool db_say_damaged(const char *path, const char *what, struct err *err)
{
	struct pool pool = { 0 };
	const char *newest = db_backup_newest(path, &pool);
	size_t length = strcspn(what, "\n");

	/* The way back stands behind it. */
	if (length > 120)
		for (length = 120; ((unsigned char)what[length] & 0xc0) == 0x80;)
			length--;
	what = pool_copy_n(&pool, what, length);
	if (newest != NULL)
		err_set(err, ERR_FAILED, _("The catalogue is damaged (%s) and is "
		    "open for reading only. The last backup is %s: look with "
		    "\"bansao doctor\", then go back with \"bansao restore %s\"; "
		    "the damaged file is kept"), what, newest, newest);
	else
		err_set(err, ERR_FAILED, _("The catalogue is damaged (%s) and is "
		    "open for reading only, and there is no backup in %s. Look "
		    "with \"bansao doctor\"; \"bansao restore FILE\" takes a "
		    "backup from anywhere"), what,
		    db_backup_folder(path, &pool));
	pool_free(&pool);
	return false;
}

/* --- taking out of use and into use -------------------------------------- */

/* The mode that the file has after asking for one; "" when asking failed. */
static void journal_mode(sqlite3 *handle, const char *sql, char mode[16])
{
	sqlite3_stmt *statement = NULL;
	const unsigned char *text;

	mode[0] = '\0';
	if (sqlite3_prepare_v2(handle, sql, -1, &statement, NULL) == SQLITE_OK &&
	    sqlite3_step(statement) == SQLITE_ROW) {
		text = sqlite3_column_text(statement, 0);
		snprintf(mode, 16, "%s", text == NULL ? "" : (const char *)text);
	}
	sqlite3_finalize(statement);
}

enum db_use db_retire(const char *path)
{
	sqlite3 *handle = NULL;
	enum db_use use = DB_BROKEN;
	char mode[16] = "";

	if (sqlite3_open_v2(path, &handle, SQLITE_OPEN_READWRITE |
	    SQLITE_OPEN_NOMUTEX, NULL) == SQLITE_OK) {
		sqlite3_busy_timeout(handle, 2000);
		journal_mode(handle, "PRAGMA journal_mode = DELETE", mode);
		if (strcmp(mode, "delete") == 0)
			use = DB_ALONE;
		else if ((sqlite3_errcode(handle) & 0xff) == SQLITE_BUSY)
			use = DB_IN_USE;
	}
	sqlite3_close_v2(handle);
	return use;
}

bool db_make_live(const char *path, struct err *err)
{
	sqlite3 *handle = NULL;
	char mode[16] = "";
	bool good = true;
	int fd;

	if (db_open_own(path, &handle))
		journal_mode(handle, "PRAGMA journal_mode = WAL", mode);
	if (strcmp(mode, "wal") != 0)
		good = err_set(err, ERR_FAILED, _("%s cannot be made a "
		    "catalogue for many: %s"), path, sqlite3_errmsg(handle));
	sqlite3_close_v2(handle);
	if (!good)
		return false;
	fd = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
	good = fd >= 0 && fchmod(fd, 0660) == 0 && fsync(fd) == 0;
	if (!good)
		fs_failed(path, err);
	if (fd >= 0)
		close(fd);
	return good;
}

bool db_is_live(struct db *db)
{
	char mode[16];

	journal_mode(db->handle, "PRAGMA journal_mode", mode);
	return strcmp(mode, "wal") == 0;
}
