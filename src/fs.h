/* Files and folders, our own and those of strangers.
 * Walking never follows a link, never opens anything but regular files and
 * never leaves the folder that was named. Writing goes to NAME.partial and
 * gets its name only when every byte is on the disk. Nothing that is made
 * here can be read by people outside the group, whatever the umask. */
#ifndef FS_H
#define FS_H

#include "buf.h"
#include "err.h"
#include "pool.h"

#include <sys/types.h>

struct stat;

/* What tells one state of a file from another. Times are nanoseconds. */
struct fs_stat {
	uint64_t device;
	uint64_t inode;
	int64_t size;
	int64_t mtime;
	int64_t ctime;
};

void fs_stat_from(struct fs_stat *to, const struct stat *from);
bool fs_stat_same(const struct fs_stat *a, const struct fs_stat *b);

/* --- Reading ---------------------------------------------------------- */

struct fs_entry {
	const char *path;	/* below the root, any bytes, any length */
	const char *name;	/* its last part */
	int folder;		/* the folder it is in, during the visit */
	struct fs_stat stat;
	const char *refused;	/* NULL, or the reason why it is not read */
};

enum { FS_DEPTH = 128 };	/* folders in folders that a walk follows */

/* Visit every regular file below the folder root, in the order of bytes of
 * the names, folder by folder. Links, pipes, sockets, devices, folders that
 * cannot be opened or lie too deep are visited once with the reason in
 * `refused`. A visit that returns false ends the walk with its err. */
bool fs_walk(const char *root,
    bool (*visit)(void *to, const struct fs_entry *entry, struct err *err),
    void *to, struct err *err) MUST_CHECK;

/* A folder from which files are opened by relative path: no link is
 * followed on the way, no ".." taken, so that nothing outside is read. The
 * last folder is kept open; neighbours cost one system call. */
struct fs_root {
	int fd;			/* the folder itself */
	int near;		/* the folder opened last, or -1 */
	struct buf near_path;
};

bool fs_root_open(struct fs_root *root, const char *path,
    struct err *err) MUST_CHECK;
/* Open a regular file for reading; -1 and err for anything else. stat (may be
 * NULL) is what it was then. */
int fs_root_file(struct fs_root *root, const char *path, struct fs_stat *stat,
    struct err *err) MUST_CHECK;
void fs_root_close(struct fs_root *root);

/* True for a relative path without "..", "." or empty parts. */
bool fs_path_safe(const char *path);

/* A whole small file; more than cap bytes is ERR_USAGE. The text in data
 * has a NUL behind it. */
bool fs_read_file(const char *path, size_t cap, struct pool *pool,
    char **data, size_t *length, struct err *err) MUST_CHECK;

/* Read exactly length bytes unless the file ends before; EINTR is not an
 * end. The number of bytes, or -1 with errno. */
ssize_t fs_read_full(int fd, void *data, size_t length);
ssize_t fs_pread_full(int fd, void *data, size_t length, int64_t offset);

/* --- Writing ---------------------------------------------------------- */

enum fs_out_mode { FS_REPLACE, FS_KEEP };	/* an existing file of the name */

struct fs_out {
	int fd;			/* NAME.partial, or -1 */
	int folder;
	int64_t bytes;
	enum fs_out_mode mode;
	bool failed;
	char *path;		/* as asked for, for messages */
	char *name;
	char *partial;
};

/* Start NAME.partial beside the place of the file. What a dead process left
 * there is removed; what a living one is writing is ERR_BUSY. With FS_KEEP
 * an existing file is ERR_USAGE and is never replaced. */
bool fs_out_open(struct fs_out *out, const char *path, enum fs_out_mode mode,
    struct err *err) MUST_CHECK;
bool fs_out_write(struct fs_out *out, const void *data, size_t length,
    struct err *err) MUST_CHECK;
/* Sync, rename, sync the folder. After a failure of any of them, or of an
 * earlier write, nothing stands under the name that was not there before. */
bool fs_out_commit(struct fs_out *out, struct err *err) MUST_CHECK;
/* Remove what was written. Fine after a commit, and on a zeroed struct. */
void fs_out_abort(struct fs_out *out);

/* Put whole bytes under a name: open, write, commit. */
bool fs_write_file(const char *path, const void *data, size_t length,
    enum fs_out_mode mode, struct err *err) MUST_CHECK;

/* Lock what was opened under a name in a folder. Between the two another may have
 * taken it for a dead one's and removed it, or finished it and given it its name:
 * then it is not what has the name any more (ESTALE), and who is writing it just
 * now keeps it (EWOULDBLOCK). */
bool fs_hold(int folder, int fd, const char *name);
/* An empty folder of that name, ours until the descriptor is closed; what a dead
 * process left in it is removed. -1 and err; ERR_BUSY when another has it. */
int fs_take_folder(const char *path, struct err *err) MUST_CHECK;
/* The descriptor of a new file without a name, for what does not fit into memory:
 * in that folder, so that it takes no room but where the work is; in the folder
 * of temporary files for NULL, and where the folder may not be written. -1 and
 * err when there is none. */
int fs_scratch(const char *folder, struct err *err) MUST_CHECK;
/* Make a folder and those above it (0770 and the umask); those that are new are
 * on the disk when it returns. */
bool fs_mkdirs(const char *path, struct err *err) MUST_CHECK;
/* fsync of a folder, so that the names in it survive. */
bool fs_sync_folder(const char *path, struct err *err) MUST_CHECK;
/* Give a finished file or folder its name and sync the folder. An existing
 * `to` is ERR_USAGE with FS_KEEP. */
bool fs_rename(const char *from, const char *to, enum fs_out_mode mode,
    struct err *err) MUST_CHECK;
/* Remove a folder with all in it, following no link. Missing is fine. */
bool fs_remove_tree(const char *path, struct err *err) MUST_CHECK;

/* --- The disk --------------------------------------------------------- */

/* The sentence for a write to path that failed with errno; a full disk says how
 * full. Always false. */
bool fs_write_failed(const char *path, struct err *err);
/* The same for what may fail otherwise, too: then the path and the reason. */
bool fs_failed(const char *path, struct err *err);
/* What a descriptor did not take: on a full disk with the name of its file, else
 * `what` and the reason. Always false. */
bool fs_stream_failed(int fd, const char *what, struct err *err);
/* Bytes a user may still write where path is or will be; -1 when unknown. */
int64_t fs_free(const char *path);
/* "NFS", "CIFS", "FUSE", "9p" ... when path (or its folder, when it does not
 * exist) lies on a network file system, NULL otherwise. */
const char *fs_network(const char *path);
/* True when somebody has the file open for writing. Only the owner of a file
 * may ask the kernel; for others the answer is false. */
bool fs_being_written(int fd);

#endif
