#include "fs.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/vfs.h>
#include <unistd.h>

/* The folder part of a path ("." when there is none), on the heap. */
static char *folder_of(const char *path)
{
	const char *slash = strrchr(path, '/');
	struct buf buf = { 0 };

	if (slash == NULL)
		buf_char(&buf, '.');
	else
		buf_add(&buf, path, slash == path ? 1 : (size_t)(slash - path));
	return buf.data;
}

static int open_folder_of(const char *path)
{
	char *folder = folder_of(path);
	int fd = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);

	free(folder);
	return fd;
}

/* Create the partial file and hold it by flock, so that a later process
 * can tell the file of a dead one from that of a living one. */
static int make_partial(int folder, const char *name)
{
	for (int tries = 0; tries < 16; tries++) {
		int fd = openat(folder, name, O_RDWR | O_CREAT | O_EXCL |
		    O_NOFOLLOW | O_CLOEXEC, 0640);

		if (fd >= 0) {
			if (fs_hold(folder, fd, name)) {
				fchmod(fd, 0640);
				return fd;
			}
			close(fd);
			continue;
		}
		if (errno != EEXIST)
			return -1;
		fd = openat(folder, name, O_RDONLY | O_NOFOLLOW | O_NONBLOCK |
		    O_CLOEXEC);
		if (fd < 0 && errno == ENOENT)
			continue;
		if (fd < 0)
			return -1;
		if (fs_hold(folder, fd, name)) {
			unlinkat(folder, name, 0);
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

bool fs_out_open(struct fs_out *out, const char *path, enum fs_out_mode mode,
    struct err *err)
{
	const char *slash = strrchr(path, '/');
	struct buf partial = { 0 };

	*out = (struct fs_out){ .fd = -1, .folder = -1, .mode = mode };
	out->path = strdup(path);
	out->name = strdup(slash == NULL ? path : slash + 1);
	if (out->path == NULL || out->name == NULL)
		no_memory();
	buf_printf(&partial, "%s.partial", out->name);
	out->partial = partial.data;
	out->folder = open_folder_of(path);
	if (out->folder < 0) {
		err_errno(err, _("The folder of %s cannot be opened"), path);
		goto bad;
	}
	if (mode == FS_KEEP &&
	    faccessat(out->folder, out->name, F_OK, AT_SYMLINK_NOFOLLOW) == 0) {
		err_set(err, ERR_USAGE, _("%s exists already and is not"
		    " replaced. Choose another name or remove it"), path);
		goto bad;
	}
	out->fd = make_partial(out->folder, out->partial);
	if (out->fd >= 0)
		return true;
	if (errno == EWOULDBLOCK)
		err_set(err, ERR_BUSY, _("%s is being written by somebody else"
		    " just now. Wait until they are done"), path);
	else
		fs_write_failed(path, err);
bad:
	fs_out_abort(out);
	return false;
}

bool fs_out_write(struct fs_out *out, const void *data, size_t length,
    struct err *err)
{
	const char *from = data;

	while (length > 0) {
		ssize_t n = write(out->fd, from, length);

		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0) {
			out->failed = true;
			return fs_write_failed(out->path, err);
		}
		from += n;
		length -= (size_t)n;
		out->bytes += n;
	}
	return true;
}

/* link(2) refuses an existing name where renameat2 cannot. */
static int rename_keep(int from_fd, const char *from, int to_fd,
    const char *to)
{
	if (renameat2(from_fd, from, to_fd, to, RENAME_NOREPLACE) == 0)
		return 0;
	if (errno != EINVAL && errno != ENOSYS)
		return -1;
	if (linkat(from_fd, from, to_fd, to, 0) != 0)
		return -1;
	return unlinkat(from_fd, from, 0);
}

bool fs_out_commit(struct fs_out *out, struct err *err)
{
	int bad;

	if (out->failed) {
		fs_out_abort(out);
		return err->kind != ERR_NONE ? false : err_set(err, ERR_FAILED,
		    _("The file was not written because an earlier write"
		    " failed"));
	}
	if (fsync(out->fd) != 0) {
		fs_write_failed(out->path, err);
		fs_out_abort(out);
		return false;
	}
	bad = out->mode == FS_KEEP ?
	    rename_keep(out->folder, out->partial, out->folder, out->name) :
	    renameat(out->folder, out->partial, out->folder, out->name);
	if (bad != 0) {
		if (errno == EEXIST)
			err_set(err, ERR_USAGE, _("%s exists already and is"
			    " not replaced. Choose another name or remove it"),
			    out->path);
		else
			fs_write_failed(out->path, err);
		fs_out_abort(out);
		return false;
	}
	if (fsync(out->folder) != 0) {
		fs_write_failed(out->path, err);
		unlinkat(out->folder, out->name, 0);
		close(out->fd);
		out->fd = -1;
		fs_out_abort(out);
		return false;
	}
	close(out->fd);
	out->fd = -1;
	fs_out_abort(out);
	return true;
}

void fs_out_abort(struct fs_out *out)
{
	if (out->path == NULL)
		return;
	if (out->fd >= 0) {
		unlinkat(out->folder, out->partial, 0);
		close(out->fd);
	}
	if (out->folder >= 0)
		close(out->folder);
	free(out->path);
	free(out->name);
	free(out->partial);
	*out = (struct fs_out){ .fd = -1, .folder = -1 };
}

bool fs_write_file(const char *path, const void *data, size_t length,
    enum fs_out_mode mode, struct err *err)
{
	struct fs_out out;

	if (!fs_out_open(&out, path, mode, err))
		return false;
	if (fs_out_write(&out, data, length, err))
		return fs_out_commit(&out, err);
	fs_out_abort(&out);
	return false;
}

/* A new folder is in its own only when that is on the disk. */
static bool make_folder(const char *path, const char *whole, struct err *err)
{
	char *folder;
	bool good;

	if (mkdir(path, 0770) != 0) {
		if (errno == ENOSPC || errno == EDQUOT)
			return fs_write_failed(whole, err);
		return errno == EEXIST || err_errno(err,
		    _("The folder %s cannot be made"), whole);
	}
	folder = folder_of(path);
	good = fs_sync_folder(folder, err);
	free(folder);
	return good;
}

bool fs_mkdirs(const char *path, struct err *err)
{
	struct buf part = { 0 };
	struct stat s;
	bool good = true;

	for (size_t i = 0; good; i++) {
		if ((path[i] == '/' || path[i] == '\0') && part.length > 0 &&
		    part.data[part.length - 1] != '/')
			good = make_folder(part.data, path, err);
		if (path[i] == '\0')
			break;
		buf_char(&part, path[i]);
	}
	buf_free(&part);
	if (good && (stat(path, &s) != 0 || !S_ISDIR(s.st_mode)))
		good = err_set(err, ERR_USAGE, _("%s is not a folder"), path);
	return good;
}

bool fs_sync_folder(const char *path, struct err *err)
{
	int fd = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	bool good = fd >= 0 && fsync(fd) == 0;

	if (!good)
		fs_write_failed(path, err);
	if (fd >= 0)
		close(fd);
	return good;
}

bool fs_rename(const char *from, const char *to, enum fs_out_mode mode,
    struct err *err)
{
	char *folder = folder_of(to);
	bool good;

	if ((mode == FS_KEEP ? rename_keep(AT_FDCWD, from, AT_FDCWD, to) :
	    rename(from, to)) == 0)
		good = fs_sync_folder(folder, err);
	else if (errno == EEXIST || errno == ENOTEMPTY)
		good = err_set(err, ERR_USAGE, _("%s exists already and is not"
		    " replaced. Choose another name or remove it"), to);
	else
		good = fs_write_failed(to, err);
	free(folder);
	return good;
}

/* Remove what is in a folder; the number of things that stayed. */
static int empty_folder(int fd, int depth)
{
	int again = openat(fd, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	DIR *stream = again < 0 ? NULL : fdopendir(again);
	const struct dirent *e;
	int left = 0;

	if (stream == NULL) {
		if (again >= 0)
			close(again);
		return 1;
	}
	while ((e = readdir(stream)) != NULL) {
		int into;

		if (strcmp(e->d_name, ".") == 0 || strcmp(e->d_name, "..") == 0)
			continue;
		if (unlinkat(fd, e->d_name, 0) == 0 || errno == ENOENT)
			continue;
		into = depth >= FS_DEPTH ? -1 : openat(fd, e->d_name,
		    O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
		if (into >= 0) {
			left += empty_folder(into, depth + 1);
			close(into);
		}
		left += unlinkat(fd, e->d_name, AT_REMOVEDIR) != 0;
	}
	closedir(stream);
	return left;
}

bool fs_remove_tree(const char *path, struct err *err)
{
	int fd = open(path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);

	if (fd < 0 && errno == ENOENT)
		return true;
	if (fd >= 0) {
		empty_folder(fd, 0);
		close(fd);
	}
	if (fd < 0 || rmdir(path) != 0)
		return err_errno(err, _("The folder %s cannot be removed"),
		    path);
	return true;
}

/* --- The disk --------------------------------------------------------- */

/* statfs of the path or, when it is not there yet, of the nearest folder
 * above it. */
static bool disk_of(const char *path, struct statfs *disk)
{
	char *at = strdup(path);
	bool good;

	if (at == NULL)
		no_memory();
	while (!(good = statfs(at, disk) == 0) && errno == ENOENT &&
	    strcmp(at, ".") != 0 && strcmp(at, "/") != 0) {
		char *above = folder_of(at);

		free(at);
		at = above;
	}
	free(at);
	return good;
}

int64_t fs_free(const char *path)
{
	struct statfs disk;

	return disk_of(path, &disk) ?
	    (int64_t)disk.f_bavail * (int64_t)disk.f_bsize : -1;
}

const char *fs_network(const char *path)
{
	static const struct {
		unsigned long magic;
		const char *name;
	} kinds[] = {
		{ 0x6969, "NFS" },
		{ 0xff534d42, "CIFS" },
		{ 0xfe534d42, "SMB" },
		{ 0x517b, "SMB" },
		{ 0x65735546, "FUSE" },
		{ 0x01021997, "9p" },
		{ 0x5346414f, "AFS" },
		{ 0x6b414653, "AFS" },
		{ 0x73757245, "Coda" },
		{ 0x564c, "NCP" },
		{ 0x00c36400, "Ceph" },
		{ 0x0bd00bd0, "Lustre" },
		{ 0x7461636f, "OCFS2" },
		{ 0x01161970, "GFS2" },
	};
	struct statfs disk;

	if (!disk_of(path, &disk))
		return NULL;
	for (size_t i = 0; i < COUNT(kinds); i++)
		if (kinds[i].magic == ((unsigned long)disk.f_type & 0xffffffff))
			return kinds[i].name;
	return NULL;
}
