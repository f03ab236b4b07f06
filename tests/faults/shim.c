/* A disk that fails on order, put in front of libc by LD_PRELOAD.
 *
 *	SHIM_UNDER=PATH	only files below it count
 *	SHIM_OPS=LIST	of write sync trunc open rename link unlink mkdir read;
 *			default: all of them but read
 *	SHIM_AT=N	the N-th such call (from 1) is the one
 *	SHIM_DO=WHAT	kill: the process dies in front of it; short: half of
 *			what is to be written is; or the name of an errno
 *	SHIM_EVER=1	and every later one
 *	SHIM_COUNT=FILE	a line with the number of such calls, when the process
 *			ends by itself
 *	SHIM_LOG=FILE	every call with its data, for replaying (power.py)
 *	SHIM_NET=1	statfs says NFS
 *	SHIM_FREE=BYTES	statfs says that so many are free: what looks at the
 *			room first goes on, and meets the full disk writing;
 *			who has met it is told the truth
 *	SHIM_FLOCK=US	before each flock() up to so many microseconds pass: who
 *			looks, takes and removes meets others in between
 *	SHIM_SPARSE=1	zeros are not written but left out: giants fit on any
 *			disk that knows holes */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <sys/vfs.h>
#include <time.h>
#include <unistd.h>

static long calls;

static const struct { const char *name; int number; } errors[] = {
	{ "EIO", EIO }, { "ENOSPC", ENOSPC }, { "EDQUOT", EDQUOT },
	{ "EROFS", EROFS }, { "EINTR", EINTR }, { "EACCES", EACCES }
};

static const char *setting(const char *name)
{
	const char *value = getenv(name);

	return value == NULL || value[0] == '\0' ? NULL : value;
}

static bool listed(const char *op)
{
	const char *list = setting("SHIM_OPS");
	const char *at = list == NULL ? NULL : strstr(list, op);

	if (list == NULL)
		return strcmp(op, "read") != 0;
	return at != NULL && (at == list || at[-1] == ',') &&
	    (at[strlen(op)] == '\0' || at[strlen(op)] == ',');
}

static bool under(const char *path)
{
	const char *root = setting("SHIM_UNDER");

	return root == NULL || strncmp(path, root, strlen(root)) == 0;
}

/* The absolute path behind a descriptor and a name. */
static const char *path_of(int fd, const char *name, char out[PATH_MAX])
{
	char link[64], folder[PATH_MAX];
	ssize_t length;

	if (name != NULL && name[0] == '/') {
		snprintf(out, PATH_MAX, "%s", name);
		return out;
	}
	if (fd == AT_FDCWD)
		snprintf(link, sizeof(link), "/proc/self/cwd");
	else
		snprintf(link, sizeof(link), "/proc/self/fd/%d", fd);
	length = readlink(link, folder, sizeof(folder) - 1);
	if (length < 0)
		length = 0;
	folder[length] = '\0';
	if (name == NULL)
		snprintf(out, PATH_MAX, "%s", folder);
	else if ((size_t)length + strlen(name) + 2 < PATH_MAX) {
		memcpy(out, folder, (size_t)length);
		out[length] = '/';
		strcpy(out + length + 1, name);
	} else
		out[0] = '\0';
	return out;
}

static void note(const char *op, const char *path, const char *more,
    long long a, const void *data, size_t size)
{
	static int log = -1;
	const char *name = setting("SHIM_LOG");
	char head[PATH_MAX * 2 + 100];
	int length;
	struct iovec parts[2];

	if (name == NULL)
		return;
	if (log < 0)
		log = (int)syscall(SYS_openat, AT_FDCWD, name,
		    O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
	length = snprintf(head, sizeof(head), "%s\t%s\t%s\t%lld\t%zu\n", op,
	    path, more, a, size);
	parts[0] = (struct iovec){ head, (size_t)length };
	parts[1] = (struct iovec){ (void *)(unsigned long)data, size };
	if (syscall(SYS_writev, log, parts, size > 0 ? 2 : 1) < 0)
		abort();
}

/* 0: go on; 1: write only half; -1: fail with errno. */
static int fate(const char *op, const char *path)
{
	const char *at = setting("SHIM_AT"), *what = setting("SHIM_DO");
	long wanted = at == NULL ? 0 : atol(at);

	if (!under(path) || !listed(op))
		return 0;
	calls++;
	if (what == NULL || wanted == 0 || calls < wanted ||
	    (calls > wanted && setting("SHIM_EVER") == NULL))
		return 0;
	if (strcmp(what, "kill") == 0)
		syscall(SYS_kill, getpid(), SIGKILL);
	if (strcmp(what, "short") == 0)
		return 1;
	for (size_t i = 0; i < sizeof(errors) / sizeof(errors[0]); i++)
		if (strcmp(errors[i].name, what) == 0) {
			errno = errors[i].number;
			return -1;
		}
	return 0;
}

__attribute__((destructor)) static void tell(void)
{
	const char *name = setting("SHIM_COUNT");
	char text[32];
	int length = snprintf(text, sizeof(text), "%ld\n", calls);
	int fd = name == NULL ? -1 : (int)syscall(SYS_openat, AT_FDCWD, name,
	    O_WRONLY | O_CREAT | O_APPEND, 0600);

	if (fd >= 0 && syscall(SYS_write, fd, text, length) != length)
		abort();
}

#define REAL(type, name, ...) \
	static type (*real)(__VA_ARGS__); \
	if (real == NULL) \
		*(void **)(&real) = dlsym(RTLD_NEXT, name)

/* --- opening -------------------------------------------------------------- */

static int opening(int folder, const char *name, int flags, mode_t mode)
{
	char path[PATH_MAX];
	struct stat about;
	bool fresh;
	int fd;

	path_of(folder, name, path);
	if ((flags & (O_CREAT | O_TRUNC)) == 0 || !under(path)) {
		if ((flags & O_ACCMODE) == O_RDONLY ||
		    fate("open", path) == 0)
			return (int)syscall(SYS_openat, folder, name, flags, mode);
		return -1;
	}
	if (fate("open", path) < 0)
		return -1;
	fresh = fstatat(folder, name, &about, 0) != 0;
	fd = (int)syscall(SYS_openat, folder, name, flags, mode);
	if (fd >= 0 && fresh && (flags & O_CREAT) != 0)
		note("create", path, "", 0, NULL, 0);
	else if (fd >= 0 && (flags & O_TRUNC) != 0)
		note("trunc", path, "", 0, NULL, 0);
	return fd;
}

#define MODE_OF(flags) \
	mode_t mode = 0; \
	if (((flags) & (O_CREAT | O_TMPFILE)) != 0) { \
		va_list args; \
		va_start(args, flags); \
		mode = va_arg(args, mode_t); \
		va_end(args); \
	}

int open(const char *name, int flags, ...)
{
	MODE_OF(flags)
	return opening(AT_FDCWD, name, flags, mode);
}

int open64(const char *name, int flags, ...)
{
	MODE_OF(flags)
	return opening(AT_FDCWD, name, flags | O_LARGEFILE, mode);
}

int openat(int folder, const char *name, int flags, ...)
{
	MODE_OF(flags)
	return opening(folder, name, flags, mode);
}

int openat64(int folder, const char *name, int flags, ...)
{
	MODE_OF(flags)
	return opening(folder, name, flags | O_LARGEFILE, mode);
}

/* --- writing ------------------------------------------------------------- */

/* Zeros become a hole, and are read as what they were. */
static bool left_out(int fd, const void *data, size_t size)
{
	const char *bytes = data;
	struct stat about;
	off_t end;

	if (setting("SHIM_SPARSE") == NULL || size < 4096 || bytes[0] != 0 ||
	    memcmp(bytes, bytes + 1, size - 1) != 0 ||
	    fstat(fd, &about) != 0 || !S_ISREG(about.st_mode))
		return false;
	end = (off_t)syscall(SYS_lseek, fd, (off_t)size, SEEK_CUR);
	return end >= 0 && (end <= about.st_size ||
	    syscall(SYS_ftruncate, fd, end) == 0);
}

static ssize_t writing(int fd, const void *data, size_t size, off_t offset)
{
	char path[PATH_MAX];
	int what;
	ssize_t done;

	if (fd < 3)
		return offset < 0 ? syscall(SYS_write, fd, data, size) :
		    syscall(SYS_pwrite64, fd, data, size, offset);
	path_of(fd, NULL, path);
	what = fate("write", path);
	if (what < 0)
		return -1;
	if (what > 0 && size > 1)
		size /= 2;
	if (offset < 0) {
		off_t at = (fcntl(fd, F_GETFL) & O_APPEND) != 0 ?
		    syscall(SYS_lseek, fd, 0, SEEK_END) :
		    syscall(SYS_lseek, fd, 0, SEEK_CUR);

		done = left_out(fd, data, size) ? (ssize_t)size :
		    syscall(SYS_write, fd, data, size);
		offset = at;
	} else {
		done = syscall(SYS_pwrite64, fd, data, size, offset);
	}
	if (done > 0 && offset >= 0 && under(path) && path[0] == '/')
		note("write", path, "", offset, data, (size_t)done);
	return done;
}

ssize_t write(int fd, const void *data, size_t size)
{
	return writing(fd, data, size, -1);
}

ssize_t pwrite(int fd, const void *data, size_t size, off_t offset)
{
	return writing(fd, data, size, offset);
}

ssize_t pwrite64(int fd, const void *data, size_t size, off64_t offset)
{
	return writing(fd, data, size, offset);
}

ssize_t writev(int fd, const struct iovec *parts, int count)
{
	ssize_t all = 0;

	for (int i = 0; i < count; i++) {
		ssize_t done = writing(fd, parts[i].iov_base, parts[i].iov_len,
		    -1);

		if (done < 0)
			return all > 0 ? all : -1;
		all += done;
		if ((size_t)done < parts[i].iov_len)
			break;
	}
	return all;
}

static int truncating(int fd, off_t size)
{
	char path[PATH_MAX];

	path_of(fd, NULL, path);
	if (fate("trunc", path) < 0)
		return -1;
	if (under(path))
		note("trunc", path, "", size, NULL, 0);
	return (int)syscall(SYS_ftruncate, fd, size);
}

int ftruncate(int fd, off_t size)
{
	return truncating(fd, size);
}

int ftruncate64(int fd, off64_t size)
{
	return truncating(fd, size);
}

static int syncing(int fd, long number, const char *op)
{
	char path[PATH_MAX];

	path_of(fd, NULL, path);
	if (fate("sync", path) < 0)
		return -1;
	if (under(path))
		note(op, path, "", 0, NULL, 0);
	/* What is replayed is the order, not the disk of this machine. */
	return setting("SHIM_FAST") != NULL ? 0 : (int)syscall(number, fd);
}

int fsync(int fd)
{
	return syncing(fd, SYS_fsync, "sync");
}

int fdatasync(int fd)
{
	return syncing(fd, SYS_fdatasync, "sync");
}

int syncfs(int fd)
{
	return syncing(fd, SYS_syncfs, "syncall");
}

/* --- names ---------------------------------------------------------------- */

static int renaming(int a, const char *from, int b, const char *to,
    unsigned flags)
{
	char one[PATH_MAX], two[PATH_MAX];
	int result;

	path_of(a, from, one);
	path_of(b, to, two);
	if (fate("rename", two) < 0)
		return -1;
	result = (int)syscall(SYS_renameat2, a, from, b, to, flags);
	if (result == 0 && under(two))
		note("rename", one, two, 0, NULL, 0);
	return result;
}

int rename(const char *from, const char *to)
{
	return renaming(AT_FDCWD, from, AT_FDCWD, to, 0);
}

int renameat(int a, const char *from, int b, const char *to)
{
	return renaming(a, from, b, to, 0);
}

int renameat2(int a, const char *from, int b, const char *to, unsigned flags)
{
	return renaming(a, from, b, to, flags);
}

static int linking(int a, const char *from, int b, const char *to, int flags)
{
	char one[PATH_MAX], two[PATH_MAX];
	int result;

	path_of(a, from, one);
	path_of(b, to, two);
	if (fate("link", two) < 0)
		return -1;
	result = (int)syscall(SYS_linkat, a, from, b, to, flags);
	if (result == 0 && under(two))
		note("link", one, two, 0, NULL, 0);
	return result;
}

int link(const char *from, const char *to)
{
	return linking(AT_FDCWD, from, AT_FDCWD, to, 0);
}

int linkat(int a, const char *from, int b, const char *to, int flags)
{
	return linking(a, from, b, to, flags);
}

static int unlinking(int folder, const char *name, int flags)
{
	char path[PATH_MAX];
	int result;

	path_of(folder, name, path);
	if (fate("unlink", path) < 0)
		return -1;
	result = (int)syscall(SYS_unlinkat, folder, name, flags);
	if (result == 0 && under(path))
		note("unlink", path, "", 0, NULL, 0);
	return result;
}

int unlink(const char *name)
{
	return unlinking(AT_FDCWD, name, 0);
}

int unlinkat(int folder, const char *name, int flags)
{
	return unlinking(folder, name, flags);
}

int rmdir(const char *name)
{
	return unlinking(AT_FDCWD, name, AT_REMOVEDIR);
}

static int making(int folder, const char *name, mode_t mode)
{
	char path[PATH_MAX];
	int result;

	path_of(folder, name, path);
	if (fate("mkdir", path) < 0)
		return -1;
	result = (int)syscall(SYS_mkdirat, folder, name, mode);
	if (result == 0 && under(path))
		note("mkdir", path, "", 0, NULL, 0);
	return result;
}

int mkdir(const char *name, mode_t mode)
{
	return making(AT_FDCWD, name, mode);
}

int mkdirat(int folder, const char *name, mode_t mode)
{
	return making(folder, name, mode);
}

/* --- reading -------------------------------------------------------------- */

static ssize_t reading(int fd, void *data, size_t size, off_t offset)
{
	char path[PATH_MAX];

	if (setting("SHIM_OPS") != NULL && listed("read")) {
		path_of(fd, NULL, path);
		if (fate("read", path) < 0)
			return -1;
	}
	return offset < 0 ? syscall(SYS_read, fd, data, size) :
	    syscall(SYS_pread64, fd, data, size, offset);
}

ssize_t read(int fd, void *data, size_t size)
{
	return reading(fd, data, size, -1);
}

ssize_t pread(int fd, void *data, size_t size, off_t offset)
{
	return reading(fd, data, size, offset);
}

ssize_t pread64(int fd, void *data, size_t size, off64_t offset)
{
	return reading(fd, data, size, offset);
}

/* Blocks that are said to be free, of a disk with so large ones: the truth to who
 * asks because the disk was full. */
static unsigned long long said_free(unsigned long long blocks, long size,
    bool met_full)
{
	const char *text = setting("SHIM_FREE");

	return text == NULL || size <= 0 || met_full ? blocks :
	    strtoull(text, NULL, 10) / (unsigned long long)size;
}

int flock(int fd, int how)
{
	const char *most = setting("SHIM_FLOCK");
	struct timespec now;

	if (most != NULL && atoi(most) > 0) {
		clock_gettime(CLOCK_MONOTONIC, &now);
		usleep((useconds_t)((now.tv_nsec / 7 + getpid() * 7919L) %
		    atoi(most)));
	}
	return (int)syscall(SYS_flock, fd, how);
}

int statfs(const char *name, struct statfs *about)
{
	REAL(int, "statfs", const char *, struct statfs *);
	bool met_full = errno == ENOSPC;
	int result = real(name, about);

	if (result == 0)
		about->f_bavail = said_free(about->f_bavail, about->f_bsize,
		    met_full);
	if (result == 0 && setting("SHIM_NET") != NULL)
		about->f_type = (long)strtoul(setting("SHIM_NET"), NULL, 16);
	return result;
}

int statfs64(const char *name, struct statfs64 *about)
{
	REAL(int, "statfs64", const char *, struct statfs64 *);
	bool met_full = errno == ENOSPC;
	int result = real(name, about);

	if (result == 0)
		about->f_bavail = said_free(about->f_bavail, about->f_bsize,
		    met_full);
	if (result == 0 && setting("SHIM_NET") != NULL)
		about->f_type = (long)strtoul(setting("SHIM_NET"), NULL, 16);
	return result;
}
