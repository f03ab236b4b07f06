#include "fs.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

void fs_stat_from(struct fs_stat *to, const struct stat *from)
{
	to->device = from->st_dev;
	to->inode = from->st_ino;
	to->size = from->st_size;
	to->mtime = (int64_t)from->st_mtim.tv_sec * 1000000000 +
	    from->st_mtim.tv_nsec;
	to->ctime = (int64_t)from->st_ctim.tv_sec * 1000000000 +
	    from->st_ctim.tv_nsec;
}

bool fs_stat_same(const struct fs_stat *a, const struct fs_stat *b)
{
	return a->device == b->device && a->inode == b->inode &&
	    a->size == b->size && a->mtime == b->mtime &&
	    a->ctime == b->ctime;
}

/* --- The walk --------------------------------------------------------- */

struct walk {
	bool (*visit)(void *to, const struct fs_entry *entry,
	    struct err *err);
	void *to;
	struct buf path;
};

static int by_bytes(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* All names of a folder, sorted; the stream is closed, the fd is not. */
static char **read_names(int fd, struct pool *pool, size_t *count)
{
	int again = openat(fd, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	DIR *stream = again < 0 ? NULL : fdopendir(again);
	char **names = NULL;
	size_t room = 0;
	const struct dirent *e;

	*count = 0;
	if (stream == NULL) {
		if (again >= 0)
			close(again);
		return NULL;
	}
	while ((e = readdir(stream)) != NULL) {
		if (strcmp(e->d_name, ".") == 0 || strcmp(e->d_name, "..") == 0)
			continue;
		if (*count == room) {
			room = room == 0 ? 64 : room * 2;
			names = must_realloc(names, room * sizeof(*names));
		}
		names[(*count)++] = pool_copy(pool, e->d_name);
	}
	closedir(stream);
	if (*count > 0)
		qsort(names, *count, sizeof(*names), by_bytes);
	return names;
}

static const char *not_a_file(mode_t mode)
{
	if (S_ISLNK(mode))
		return _("a symbolic link; links are not followed");
	if (S_ISFIFO(mode))
		return _("a pipe, not a file");
	if (S_ISSOCK(mode))
		return _("a socket, not a file");
	if (S_ISBLK(mode) || S_ISCHR(mode))
		return _("a device, not a file");
	return S_ISREG(mode) || S_ISDIR(mode) ? NULL :
	    _("neither a file nor a folder");
}

static bool walk_folder(struct walk *walk, int fd, int depth,
    struct err *err);

/* Go into the folder `name`; what cannot be entered is told to the visit. */
static bool walk_into(struct walk *walk, struct fs_entry *entry, int depth,
    struct err *err)
{
	int fd = -1;
	bool good;

	if (depth >= FS_DEPTH)
		entry->refused = _("folders lie too deep in each other");
	else {
		fd = openat(entry->folder, entry->name, O_RDONLY |
		    O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK);
		if (fd < 0)
			entry->refused = errno == EACCES ?
			    _("the folder may not be read by this user") :
			    _("the folder cannot be opened");
	}
	if (entry->refused != NULL)
		return walk->visit(walk->to, entry, err);
	buf_char(&walk->path, '/');
	good = walk_folder(walk, fd, depth, err);
	close(fd);
	return good;
}

static bool walk_one(struct walk *walk, int fd, const char *name, int depth,
    struct err *err)
{
	size_t before = walk->path.length;
	struct fs_entry entry = { .name = name, .folder = fd };
	struct stat s;
	bool good = true;

	buf_text(&walk->path, name);
	entry.path = walk->path.data;
	if (fstatat(fd, name, &s, AT_SYMLINK_NOFOLLOW) != 0) {
		if (errno != ENOENT) {
			entry.refused = _("the file cannot be looked at");
			good = walk->visit(walk->to, &entry, err);
		}
	} else {
		fs_stat_from(&entry.stat, &s);
		entry.refused = not_a_file(s.st_mode);
		good = S_ISDIR(s.st_mode) ?
		    walk_into(walk, &entry, depth + 1, err) :
		    walk->visit(walk->to, &entry, err);
	}
	walk->path.length = before;
	walk->path.data[before] = '\0';
	return good;
}

static bool walk_folder(struct walk *walk, int fd, int depth, struct err *err)
{
	struct pool pool = { 0 };
	size_t count;
	char **names = read_names(fd, &pool, &count);
	bool good = true;

	for (size_t i = 0; good && i < count; i++)
		good = walk_one(walk, fd, names[i], depth, err);
	free(names);
	pool_free(&pool);
	return good;
}

bool fs_walk(const char *root,
    bool (*visit)(void *to, const struct fs_entry *entry, struct err *err),
    void *to, struct err *err)
{
	struct walk walk = { .visit = visit, .to = to };
	int fd = open(root, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	bool good;

	if (fd < 0)
		return err_errno(err, _("The folder %s cannot be opened"), root);
	buf_text(&walk.path, "");
	good = walk_folder(&walk, fd, 0, err);
	buf_free(&walk.path);
	close(fd);
	return good;
}

/* --- Opening below a root --------------------------------------------- */

bool fs_path_safe(const char *path)
{
	const char *part = path;

	if (*path == '\0')
		return false;
	for (;;) {
		size_t length = strcspn(part, "/");

		if (length == 0 || (length == 1 && part[0] == '.') ||
		    (length == 2 && part[0] == '.' && part[1] == '.'))
			return false;
		if (part[length] == '\0')
			return true;
		part += length + 1;
	}
}

bool fs_root_open(struct fs_root *root, const char *path, struct err *err)
{
	*root = (struct fs_root){ .near = -1 };
	root->fd = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (root->fd < 0)
		return err_errno(err, _("The folder %s cannot be opened"), path);
	return true;
}

void fs_root_close(struct fs_root *root)
{
	if (root->near >= 0)
		close(root->near);
	if (root->fd >= 0)
		close(root->fd);
	buf_free(&root->near_path);
	*root = (struct fs_root){ .fd = -1, .near = -1 };
}

/* Open the folder of a path, part by part; -1 with errno. */
static int open_folder(int root, const char *path, size_t length)
{
	int fd = fcntl(root, F_DUPFD_CLOEXEC, 3);

	while (fd >= 0 && length > 0) {
		size_t part = strcspn(path, "/");
		char name[256];
		int next;

		if (part >= sizeof(name)) {
			close(fd);
			errno = ENAMETOOLONG;
			return -1;
		}
		memcpy(name, path, part);
		name[part] = '\0';
		next = openat(fd, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW |
		    O_CLOEXEC | O_NONBLOCK);
		close(fd);
		fd = next;
		part += path[part] == '/';
		path += part;
		length = part > length ? 0 : length - part;
	}
	return fd;
}

/* The folder of the path, from memory when it was the last one. */
static int near_folder(struct fs_root *root, const char *path, size_t length)
{
	if (length == 0)
		return root->fd;
	if (root->near >= 0 && root->near_path.length == length &&
	    memcmp(root->near_path.data, path, length) == 0)
		return root->near;
	if (root->near >= 0)
		close(root->near);
	root->near = open_folder(root->fd, path, length);
	buf_clear(&root->near_path);
	buf_add(&root->near_path, path, length);
	return root->near;
}

int fs_root_file(struct fs_root *root, const char *path, struct fs_stat *stat,
    struct err *err)
{
	const char *slash = strrchr(path, '/');
	size_t length = slash == NULL ? 0 : (size_t)(slash - path);
	struct stat s;
	int folder;
	int fd;

	if (!fs_path_safe(path)) {
		err_set(err, ERR_USAGE,
		    _("%s: the name leads out of the folder"), path);
		return -1;
	}
	folder = near_folder(root, path, length);
	fd = folder < 0 ? -1 : openat(folder,
	    slash == NULL ? path : slash + 1,
	    O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY | O_CLOEXEC);
	if (fd < 0) {
		if (errno == ENOENT)
			err_set(err, ERR_MISSING, _("%s: no such file"), path);
		else if (errno == ELOOP || errno == ENOTDIR || errno == ENXIO)
			err_set(err, ERR_USAGE,
			    _("%s: a link or a special file; not read"), path);
		else
			err_errno(err, _("%s cannot be opened"), path);
		return -1;
	}
	if (fstat(fd, &s) == 0 && S_ISREG(s.st_mode)) {
		if (stat != NULL)
			fs_stat_from(stat, &s);
		return fd;
	}
	close(fd);
	err_set(err, ERR_USAGE, _("%s: not a regular file; not read"), path);
	return -1;
}

ssize_t fs_read_full(int fd, void *data, size_t length)
{
	size_t done = 0;

	while (done < length) {
		ssize_t n = read(fd, (char *)data + done, length - done);

		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return -1;
		if (n == 0)
			break;
		done += (size_t)n;
	}
	return (ssize_t)done;
}

ssize_t fs_pread_full(int fd, void *data, size_t length, int64_t offset)
{
	size_t done = 0;

	while (done < length) {
		ssize_t n = pread(fd, (char *)data + done, length - done,
		    offset + (off_t)done);

		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return -1;
		if (n == 0)
			break;
		done += (size_t)n;
	}
	return (ssize_t)done;
}

bool fs_read_file(const char *path, size_t cap, struct pool *pool,
    char **data, size_t *length, struct err *err)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
	struct buf buf = { 0 };
	struct stat s;
	ssize_t n = 1;

	if (fd < 0 && errno == ENOENT)
		return err_set(err, ERR_MISSING, _("%s: no such file"), path);
	if (fd < 0 || fstat(fd, &s) != 0) {
		err_errno(err, _("%s cannot be opened"), path);
		goto bad;
	}
	if (!S_ISREG(s.st_mode)) {
		err_set(err, ERR_USAGE, _("%s: not a regular file; not read"),
		    path);
		goto bad;
	}
	while (n > 0 && buf.length <= cap) {
		n = fs_read_full(fd, buf_room(&buf, 65536), 65536);
		if (n > 0)
			buf.length += (size_t)n;
	}
	if (n < 0) {
		err_errno(err, _("%s cannot be read"), path);
		goto bad;
	}
	if (buf.length > cap) {
		err_set(err, ERR_USAGE,
		    _("%s is too large: at most %zu bytes are read"), path,
		    cap);
		goto bad;
	}
	close(fd);
	*data = pool_copy_n(pool, buf_string(&buf), buf.length);
	*length = buf.length;
	buf_free(&buf);
	return true;
bad:
	if (fd >= 0)
		close(fd);
	buf_free(&buf);
	return false;
}

/* A read lease is granted only while nobody has the file open for writing.
 * SIGIO, sent when a writer comes during our microsecond, is ignored. */
bool fs_being_written(int fd)
{
	static bool prepared;

	if (!prepared)
		signal(SIGIO, SIG_IGN);
	prepared = true;
	if (fcntl(fd, F_SETLEASE, F_RDLCK) == 0) {
		fcntl(fd, F_SETLEASE, F_UNLCK);
		return false;
	}
	return errno == EAGAIN;
}
