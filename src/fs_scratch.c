/* Files without a name, and the sentences for what could not be written. */
#include "fs.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
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
