/* A program that was installed setgid opens the files of a catalogue with its
 * group (rights.h): how SQLite is told, which opens them when it pleases. */
#include "db_inside.h"

#include "rights.h"

#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static int with_open(const char *path, int flags, int mode)
{
	bool up = rights_up(path);
	int fd = open(path, flags, mode);

	rights_down(up);
	return fd;
}

static int with_stat(const char *path, struct stat *about)
{
	bool up = rights_up(path);
	int result = stat(path, about);

	rights_down(up);
	return result;
}

static int with_lstat(const char *path, struct stat *about)
{
	bool up = rights_up(path);
	int result = lstat(path, about);

	rights_down(up);
	return result;
}

static ssize_t with_readlink(const char *path, char *to, size_t size)
{
	bool up = rights_up(path);
	ssize_t length = readlink(path, to, size);

	rights_down(up);
	return length;
}

static int with_access(const char *path, int mode)
{
	bool up = rights_up(path);
	int result = rights_access(path, mode);

	rights_down(up);
	return result;
}

static int with_unlink(const char *path)
{
	bool up = rights_up(path);
	int result = unlink(path);

	rights_down(up);
	return result;
}

static void teach(void)
{
	static const struct {
		const char *name;
		sqlite3_syscall_ptr call;
	} calls[] = {
		{ "open", (sqlite3_syscall_ptr)with_open },
		{ "stat", (sqlite3_syscall_ptr)with_stat },
		{ "lstat", (sqlite3_syscall_ptr)with_lstat },
		{ "readlink", (sqlite3_syscall_ptr)with_readlink },
		{ "access", (sqlite3_syscall_ptr)with_access },
		{ "unlink", (sqlite3_syscall_ptr)with_unlink },
	};
	sqlite3_vfs *vfs = sqlite3_vfs_find(NULL);

	for (size_t i = 0; vfs != NULL && vfs->iVersion >= 3 &&
	    i < COUNT(calls); i++)
		vfs->xSetSystemCall(vfs, calls[i].name, calls[i].call);
}

/* The folder of a path, without links; NULL when there is none. */
static char *real_folder(const char *path)
{
	struct pool pool = { 0 };
	char *found = realpath(db_folder(path, &pool), NULL);

	pool_free(&pool);
	return found;
}

static bool is_in_house(const char *path)
{
	char *folder = real_folder(path);
	bool house = folder != NULL && rights_house(folder);

	free(folder);
	return house;
}

const char *db_real_path(const char *path, struct pool *pool)
{
	char *folder, *found = NULL;
	const char *full = path;
	bool up;

	if (path[0] == ':')
		return path;
	folder = real_folder(path);
	if (folder != NULL)
		full = pool_printf(pool, "%s/%s", strcmp(folder, "/") == 0 ?
		    "" : folder, db_last_part(path));
	if (folder != NULL && rights_house(folder))
		teach();
	up = rights_up(full);
	found = realpath(full, NULL);
	rights_down(up);
	if (found != NULL) {
		full = pool_copy(pool, found);
		if (strcmp(full, path) != 0)
			is_in_house(full);	/* where a link leads to */
	} else {
		full = path;
	}
	free(found);
	free(folder);
	return full;
}

bool db_open_own(const char *path, sqlite3 **handle)
{
	struct pool pool = { 0 };
	char *folder = real_folder(path);
	const char *full = folder == NULL ? path : pool_printf(&pool, "%s/%s",
	    strcmp(folder, "/") == 0 ? "" : folder, db_last_part(path));
	int result = sqlite3_open_v2(full, handle, SQLITE_OPEN_READWRITE |
	    SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_NOFOLLOW, NULL);

	free(folder);
	pool_free(&pool);
	return result == SQLITE_OK;
}

bool db_there(const char *path)
{
	struct pool pool = { 0 };
	const char *real = db_real_path(path, &pool);
	bool up = rights_up(real);
	bool there = access(real, F_OK) == 0 || (up &&
	    rights_access(real, F_OK) == 0);

	rights_down(up);
	pool_free(&pool);
	return there;
}

bool db_refuse_lent(const char *path, struct err *err)
{
	return !is_in_house(path) || err_set(err, ERR_RULE, _("%s belongs to "
	    "its group, and you are not in it: the program lends you the group "
	    "for the work on the catalogue, not for this. Ask a member of the "
	    "group, see bansao-admin(7)"), path);
}
