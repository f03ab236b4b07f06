/* Files without a name, and the sentences for what could not be written. */
#include "fs.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

static bool is_full(int number)
{
	return number == ENOSPC || number == EDQUOT;
}

bool fs_write_failed(const char *path, struct err *err)
{
	int number = errno;

	if (is_full(number))
		return err_set(err, ERR_FAILED, _("%s: the disk is full (%lld"
		    " bytes free). Make room and run the command again"),
		    path, (long long)fs_free(path));
	errno = number;
	return err_errno(err, _("%s cannot be written"), path);
}

bool fs_failed(const char *path, struct err *err)
{
	return is_full(errno) ? fs_write_failed(path, err) :
	    err_errno(err, "%s", path);
}

bool fs_stream_failed(int fd, const char *what, struct err *err)
{
	int number = errno;
	char link[40], path[PATH_MAX];
	struct stat s;
	ssize_t length;

	snprintf(link, sizeof(link), "/proc/self/fd/%d", fd);
	if (is_full(number) && fstat(fd, &s) == 0 && S_ISREG(s.st_mode) &&
	    (length = readlink(link, path, sizeof(path) - 1)) > 0) {
		path[length] = '\0';
		errno = number;
		return fs_write_failed(path, err);
	}
	errno = number;
	return err_errno(err, "%s", what);
}

bool fs_hold(int folder, int fd, const char *name)
{
	struct stat mine, there;

	if (flock(fd, LOCK_EX | LOCK_NB) != 0)
		return false;
	if (fstat(fd, &mine) == 0 && fstatat(folder, name, &there,
	    AT_SYMLINK_NOFOLLOW) == 0 && mine.st_ino == there.st_ino &&
	    mine.st_dev == there.st_dev)
		return true;
	errno = ESTALE;
	return false;
}

static int hold_folder(const char *path, struct err *err)
{
	int fd = open(path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);

	if (fd >= 0 && fs_hold(AT_FDCWD, fd, path))
		return fd;
	/* Made and gone again: another is at it. */
	if (errno == EWOULDBLOCK || errno == ESTALE || errno == ENOENT)
		err_set(err, ERR_BUSY, _("%s is being written by somebody else"
		    " just now. Wait until they are done"), path);
	else
		fs_write_failed(path, err);
	if (fd >= 0)
		close(fd);
	return -1;
}

int fs_take_folder(const char *path, struct err *err)
{
	int old = -1, fd = -1;
	struct stat about;

	if (lstat(path, &about) == 0 && S_ISDIR(about.st_mode)) {
		old = hold_folder(path, err);
		if (old < 0)
			return -1;
	}
	if (fs_remove_tree(path, err) && fs_mkdirs(path, err))
		fd = hold_folder(path, err);
	if (old >= 0)
		close(old);
	return fd;
}

static int nameless(const char *folder)
{
	char name[PATH_MAX];
	int fd = open(folder, O_TMPFILE | O_RDWR | O_CLOEXEC, 0600);

	/* Not every file system knows how. */
	if (fd >= 0 || (errno != EOPNOTSUPP && errno != EISDIR &&
	    errno != EINVAL && errno != ENOENT))
		return fd;
	if (snprintf(name, sizeof(name), "%s/.bansao-XXXXXX", folder) >=
	    (int)sizeof(name)) {
		errno = ENAMETOOLONG;
		return -1;
	}
	fd = mkostemp(name, O_CLOEXEC);
	if (fd >= 0)
		unlink(name);
	return fd;
}

int fs_scratch(const char *folder, struct err *err)
{
	const char *temporary = getenv("TMPDIR");
	int fd = folder == NULL ? -1 : nameless(folder);

	if (folder != NULL && (fd >= 0 || (errno != EACCES && errno != EPERM &&
	    errno != EROFS))) {
		if (fd < 0)
			fs_write_failed(folder, err);
		return fd;
	}
	if (temporary == NULL || temporary[0] != '/')
		temporary = "/tmp";
	fd = nameless(temporary);
	if (fd < 0)
		fs_write_failed(temporary, err);
	return fd;
}
