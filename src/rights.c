#include "rights.h"

#include "pool.h"

#include <errno.h>
#include <fcntl.h>
#include <grp.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/fsuid.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <unistd.h>

enum { HOUSES = 8 };

/* What the kernel keeps for this process, as far as it cannot be asked. */
static struct {
	gid_t group;		/* that of the program */
	bool lends;		/* it is set, and not the person's */
	char *houses[HOUSES];
	int count;
} lent;

static bool is_member(gid_t group)
{
	gid_t groups[NGROUPS_MAX];
	int count = getgroups(NGROUPS_MAX, groups);

	for (int i = 0; i < count; i++)
		if (groups[i] == group)
			return true;
	return false;
}

void rights_start(void)
{
	gid_t group = getegid(), own = getgid();

	lent.lends = group != own && getuid() != 0 && !is_member(group);
	lent.group = group;
	if (setresgid(own, own, lent.lends ? group : own) != 0 ||
	    setresuid(getuid(), getuid(), getuid()) != 0)
		abort();
#ifndef __SANITIZE_ADDRESS__
	/* No core, no debugger. The finder of leaks is one. */
	prctl(PR_SET_DUMPABLE, 0);
#endif
}

void rights_drop(void)
{
	gid_t own = getgid();

	lent.lends = false;
	if (setresgid(own, own, own) != 0 || getegid() != own)
		abort();
}

/* --- where it is lent ------------------------------------------------------ */

/* Somebody who cannot write into it can put nothing in its place. */
static bool is_firm(const char *folder, uid_t owner)
{
	struct stat about;

	return lstat(folder, &about) == 0 && S_ISDIR(about.st_mode) &&
	    (about.st_uid == 0 || about.st_uid == owner) &&
	    ((about.st_mode & 0022) == 0 || (about.st_mode & S_ISVTX) != 0);
}

static bool is_of_group(const char *folder)
{
	struct stat about;
	char above[PATH_MAX];
	char *slash;

	if (folder[0] != '/' || strlen(folder) >= sizeof(above) ||
	    lstat(folder, &about) != 0 || !S_ISDIR(about.st_mode) ||
	    about.st_gid != lent.group || about.st_uid == getuid() ||
	    (about.st_mode & 0007) != 0 || (about.st_mode & 0020) == 0)
		return false;
	strcpy(above, folder);
	while ((slash = strrchr(above, '/')) != NULL && slash > above) {
		*slash = '\0';
		if (!is_firm(above, about.st_uid))
			return false;
	}
	return is_firm("/", about.st_uid);
}

static void remember(const char *folder)
{
	size_t size = strlen(folder) + 1;

	if (lent.count == HOUSES || rights_lent(folder))
		return;
	lent.houses[lent.count] = must_alloc(size);
	memcpy(lent.houses[lent.count++], folder, size);
}

/* False when it was up already. */
static bool take_up(void)
{
	int number = errno;
	bool up = (gid_t)setfsgid(lent.group) != lent.group &&
	    (gid_t)setfsgid((gid_t)-1) == lent.group;

	errno = number;
	return up;
}

/* "init --shared" makes this folder; a folder of backups has none, so that
 * nobody writes into one. */
static bool is_set_up(struct pool *pool, const char *folder)
{
	struct stat about;

	return lstat(pool_printf(pool, "%s/drafts", folder), &about) == 0 &&
	    S_ISDIR(about.st_mode);
}

bool rights_house(const char *folder)
{
	struct pool pool = { 0 };
	char *backups;
	bool up, good;

	if (!lent.lends || !is_of_group(folder))
		return false;
	up = take_up();
	good = is_set_up(&pool, folder);
	backups = realpath(pool_printf(&pool, "%s/backups", folder), NULL);
	if (good)
		remember(folder);
	/* A link to another disk: as firm as the house itself? */
	if (good && backups != NULL && is_of_group(backups))
		remember(backups);
	rights_down(up);
	free(backups);
	pool_free(&pool);
	return good;
}

/* A path with ".." in it leads anywhere. */
static bool is_plain(const char *path)
{
	const char *dots = strstr(path, "/..");

	for (; dots != NULL; dots = strstr(dots + 1, "/.."))
		if (dots[3] == '/' || dots[3] == '\0')
			return false;
	return true;
}

bool rights_lent(const char *path)
{
	for (int i = 0; lent.lends && i < lent.count; i++) {
		size_t length = strlen(lent.houses[i]);

		if (strncmp(path, lent.houses[i], length) == 0 &&
		    (path[length] == '/' || path[length] == '\0'))
			return is_plain(path);
	}
	return false;
}

/* --- taking it up ------------------------------------------------------------ */

bool rights_up(const char *path)
{
	return lent.lends && rights_lent(path) && take_up();
}

void rights_down(bool up)
{
	int number = errno;

	if (!up)
		return;
	setfsgid(getegid());
	if ((gid_t)setfsgid((gid_t)-1) != getegid())
		abort();
	errno = number;
}

int rights_access(const char *path, int mode)
{
	return faccessat(AT_FDCWD, path, mode, AT_EACCESS);
}
