/* Containers of strangers and our own: tar, tar.gz and zip, read entry by
 * entry, and pax tar written as a stream. The only file that knows libarchive
 * (zip.h writes zips).
 *
 * Reading trusts nothing: what an entry says is checked before libarchive or
 * anything else acts on it, and nothing is ever extracted by this door; it
 * hands out bytes. An entry that is a link, a device, or has a path that could
 * leave the root comes with a reason in `refused` and has no bytes. */
#ifndef TAR_H
#define TAR_H

#include "buf.h"
#include "err.h"

#include <sys/types.h>

struct tar_limits {
	int64_t entries;	/* 0: no more than a million */
	int64_t bytes;		/* unpacked, all entries; 0: no more than 64 TiB */
	int64_t ratio;		/* unpacked to packed; 0: 200 */
};

struct tar_entry {
	const char *path;	/* as written, without "./" in front and "/" at
				   the end; borrowed until the next entry */
	int64_t size;		/* -1 when the container does not say */
	int64_t mtime;		/* seconds since 1970, 0 when not said */
	bool folder;
	bool file;		/* a regular file with bytes to read */
	const char *refused;	/* why it may not be used, NULL when it may */
	int64_t offset;		/* of its bytes in the container's file when they
				   stand there as they are, else -1 */
};

struct tar;

/* Open a container; what is none is ERR_FINDINGS. limits may be NULL. */
struct tar *tar_open(const char *path, const struct tar_limits *limits,
    struct err *err);
/* A container that lies as it is inside another: so many bytes of a file from
 * an offset on. */
struct tar *tar_open_part(const char *path, int64_t offset, int64_t size,
    const struct tar_limits *limits, struct err *err);
void tar_close(struct tar *tar);
/* "tar", "tar.gz" or "zip", known after the first entry. */
const char *tar_format(const struct tar *tar);
/* The next entry; false at the end, and when something is wrong (then err is
 * set: ERR_FINDINGS for damage and for a limit passed). */
bool tar_next(struct tar *tar, struct tar_entry *entry, struct err *err);
/* Bytes of the entry in hand; 0 at its end, -1 and err when damaged. */
ssize_t tar_read(struct tar *tar, void *data, size_t size, struct err *err);
/* Go forward to the file of that name. Open again to go back. A name that is
 * not there is ERR_MISSING. */
bool tar_find(struct tar *tar, const char *name, struct tar_entry *entry,
    struct err *err) MUST_CHECK;
/* One member of a zip (of an .xlsx, .odt), whole, at most `most` bytes. */
bool tar_member(const char *path, const char *name, size_t most,
    struct buf *out, struct err *err) MUST_CHECK;

/* Why this path of a package may not be used on any system (absolute, "..",
 * "~", a drive letter, a control character, bad UTF-8), in one sentence, or
 * NULL. A backslash is a letter on Unix and refused too: nobody agrees on it. */
const char *tar_path_fault(const char *path);

/* libarchive turns names through the locale of the thread and loses them in the
 * C locale. What is done between these two knows UTF-8 whatever the user's
 * locale is. Used by tar.c and tar_write.c only. */
void *tar_locale_enter(struct err *err);
void tar_locale_leave(void *before);

/* Writing pax tar (any size, any name) to an open descriptor, with constant
 * memory. The descriptor stays the caller's. */
struct tar_writer;
struct tar_writer *tar_write_to(int fd, struct err *err);
/* The next file: its size must be what is then given by tar_data. */
bool tar_file(struct tar_writer *tar, const char *path, int64_t size,
    int64_t mtime, struct err *err) MUST_CHECK;
bool tar_data(struct tar_writer *tar, const void *data, size_t size,
    struct err *err) MUST_CHECK;
/* Ends the file in hand with its padding, so that the descriptor stands at
 * the end of a whole entry. */
bool tar_file_end(struct tar_writer *tar, struct err *err) MUST_CHECK;
/* Two empty blocks; then the container is whole. Frees the writer in any
 * case; with err NULL what is written last does not matter. */
bool tar_finish(struct tar_writer *tar, struct err *err);

#endif
