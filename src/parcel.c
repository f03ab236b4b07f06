#include "parcel_inside.h"

#include "fs.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

enum {
	CHECKPOINT_LEAST = 8 << 20,
	CHECKPOINT_MOST = 128 << 20,
	CHECKPOINT_FILES = 1024,
	FLUSH_BYTES = 16 << 20
};

bool parcel_write_failed(struct parcel *parcel, struct err *err)
{
	int number = errno;

	if (number == ENOSPC || number == EDQUOT)
		return err_set(err, ERR_FAILED, _("%s: the disk is full (%lld "
		    "bytes free). Make room and run the command again; it "
		    "goes on where it stopped"), parcel->partial,
		    (long long)fs_free(parcel->partial));
	errno = number;
	return err_errno(err, _("%s cannot be written"), parcel->partial);
}

bool parcel_write(struct parcel *parcel, int fd, const void *data,
    size_t size, struct err *err)
{
	const char *at = data;

	while (size > 0) {
		ssize_t put = write(fd, at, size);

		if (put < 0 && errno == EINTR)
			continue;
		if (put < 0)
			return parcel_write_failed(parcel, err);
		at += put;
		size -= (size_t)put;
	}
	return true;
}

const char *parcel_inside(struct parcel *parcel, const char *path)
{
	buf_clear(&parcel->inside);
	buf_printf(&parcel->inside, "%s/%s", parcel->o.top, path);
	return parcel->inside.data;
}

/* ---- files --------------------------------------------------------------- */

/* Open the folder of a path below the parcel, making what is missing; no link
 * is followed on the way. */
static bool enter_folder(struct parcel *parcel, const char *path,
    struct err *err)
{
	const char *slash = strrchr(path, '/');
	size_t length = slash == NULL ? 0 : (size_t)(slash - path);
	struct buf *near = &parcel->near_path;
	char *folder, *rest = NULL;
	int fd;

	if (parcel->near >= 0 && near->length == length &&
	    memcmp(near->data, path, length) == 0)
		return true;
	if (parcel->near >= 0)
		close(parcel->near);
	parcel->near = -1;
	buf_clear(near);
	buf_add(near, path, length);
	folder = pool_copy_n(&parcel->batch, path, length);
	fd = dup(parcel->fd);
	for (char *part = strtok_r(folder, "/", &rest); fd >= 0 &&
	    part != NULL; part = strtok_r(NULL, "/", &rest)) {
		int next;

		if (mkdirat(fd, part, 0750) != 0 && errno != EEXIST) {
			close(fd);
			return parcel_write_failed(parcel, err);
		}
		next = openat(fd, part, O_RDONLY | O_DIRECTORY | O_NOFOLLOW |
		    O_CLOEXEC);
		close(fd);
		fd = next;
	}
	parcel->near = fd;
	return fd >= 0 || parcel_write_failed(parcel, err);
}

static bool begin_file(struct parcel *parcel, const char *path,
    struct err *err)
{
	const char *slash = strrchr(path, '/');
	const char *name = slash == NULL ? path : slash + 1;

	if (!enter_folder(parcel, path, err))
		return false;
	if (unlinkat(parcel->near, name, 0) != 0 && errno != ENOENT)
		return parcel_write_failed(parcel, err);
	parcel->out = openat(parcel->near, name, O_WRONLY | O_CREAT | O_EXCL |
	    O_NOFOLLOW | O_CLOEXEC, 0640);
	return parcel->out >= 0 || parcel_write_failed(parcel, err);
}

/* What tar.h said of a write; of a full disk it does not know the place. */
static bool tar_told(struct parcel *parcel, bool good, struct err *err)
{
	if (good || (errno != ENOSPC && errno != EDQUOT))
		return good;
	if (err != NULL)
		*err = (struct err){ 0 };
	return parcel_write_failed(parcel, err);
}

static bool begin(struct parcel *parcel, const char *path, int64_t size,
    int64_t mtime, struct err *err)
{
	if (parcel->tar != NULL)
		return tar_told(parcel, tar_file(parcel->tar, parcel_inside(
		    parcel, path), size, mtime, err), err);
	if (parcel->zip != NULL)
		return zip_begin(parcel->zip, parcel_inside(parcel, path), size,
		    mtime, err);
	return begin_file(parcel, path, err);
}

bool parcel_begin(struct parcel *parcel, const char *path, int64_t size,
    int64_t mtime, struct err *err)
{
	struct parcel_file *file = pool_alloc(&parcel->batch, sizeof(*file));

	file->path = pool_copy(&parcel->batch, path);
	file->size = size;
	file->tag = strncmp(path, "data/", 5) != 0;
	file->fleeting = parcel->unjournaled;
	if (parcel->last == NULL)
		parcel->first = file;
	else
		parcel->last->next = file;
	parcel->last = file;
	parcel->left = size;
	parcel->mtime = mtime;
	parcel->flushed = 0;
	parcel->stream = crew_stream(parcel->o.crew, parcel->o.kinds);
	return (parcel->begun || parcel_go_on(parcel, err)) &&
	    begin(parcel, path, size, mtime, err);
}

static bool put(struct parcel *parcel, const void *data, size_t size,
    struct err *err)
{
	parcel->left -= (int64_t)size;
	parcel->since += (int64_t)size;
	if (parcel->tar != NULL)
		return tar_told(parcel, tar_data(parcel->tar, data, size,
		    err), err);
	if (parcel->zip != NULL)
		return zip_data(parcel->zip, data, size, err);
	return parcel_write(parcel, parcel->out, data, size, err);
}

bool parcel_block(struct parcel *parcel, struct crew_block *block,
    size_t length, struct err *err)
{
	crew_feed(parcel->o.crew, parcel->stream, block, block->data, length);
	return put(parcel, block->data, length, err);
}

bool parcel_bytes(struct parcel *parcel, const void *data, size_t size,
    struct err *err)
{
	const char *at = data;

	while (size > 0) {
		struct crew_block *block = crew_block(parcel->o.crew);
		size_t length = size < block->size ? size : block->size;

		memcpy(block->data, at, length);
		crew_feed(parcel->o.crew, parcel->stream, block, block->data,
		    length);
		crew_release(parcel->o.crew, block);
		at += length;
		size -= length;
		if (!put(parcel, at - length, length, err))
			return false;
	}
	return true;
}

/* Begin to write back early, so that the last sync is short. */
static void flush_soon(struct parcel *parcel)
{
	int fd = parcel->out >= 0 ? parcel->out : parcel->fd;

	if (parcel->since - parcel->flushed < FLUSH_BYTES)
		return;
	parcel->flushed = parcel->since;
	sync_file_range(fd, 0, 0, SYNC_FILE_RANGE_WRITE);
}

static bool checkpoint(struct parcel *parcel, struct err *err);

bool parcel_end(struct parcel *parcel, struct err *err)
{
	struct timespec times[2] = { { .tv_nsec = UTIME_OMIT },
	    { .tv_sec = (time_t)parcel->mtime } };
	bool ok = true;

	crew_end(parcel->o.crew, parcel->stream, &parcel->last->digest);
	parcel->stream = NULL;
	if (parcel->left != 0)
		return err_set(err, ERR_FAILED,
		    _("%s changed while it was packed"), parcel->last->path);
	flush_soon(parcel);
	if (parcel->tar != NULL) {
		ok = tar_told(parcel, tar_file_end(parcel->tar, err), err);
	} else if (parcel->zip != NULL) {
		ok = zip_end(parcel->zip, err);
	} else {
		ok = futimens(parcel->out, times) == 0;
		ok = close(parcel->out) == 0 && ok;
		parcel->out = -1;
		if (!ok)
			parcel_write_failed(parcel, err);
	}
	parcel->last->end = parcel->tar != NULL || parcel->zip != NULL ?
	    lseek(parcel->fd, 0, SEEK_CUR) : 0;
	if (parcel->zip != NULL)
		parcel->last->zip = zip_last(parcel->zip);
	parcel->files_since++;
	if (ok && !parcel->unjournaled &&
	    (parcel->since >= parcel->checkpoint ||
	    parcel->files_since >= CHECKPOINT_FILES))
		ok = checkpoint(parcel, err);
	return ok;
}

bool parcel_put(struct parcel *parcel, const char *path, const void *data,
    size_t size, int64_t mtime, struct err *err)
{
	return parcel_begin(parcel, path, (int64_t)size, mtime, err) &&
	    parcel_bytes(parcel, data, size, err) && parcel_end(parcel, err);
}

bool parcel_settle(struct parcel *parcel, struct err *err)
{
	crew_drain(parcel->o.crew);
	return parcel_compare(parcel, err);
}

bool parcel_each(struct parcel *parcel, bool (*visit)(void *to,
    const struct parcel_file *file, struct err *err), void *to,
    struct err *err)
{
	struct journal_entry entry;

	journal_rewind(parcel->journal);
	while (journal_next(parcel->journal, &entry)) {
		struct parcel_file file = { .path = entry.path,
		    .size = entry.size, .digest = entry.digest,
		    .tag = strncmp(entry.path, "data/", 5) != 0,
		    .end = entry.end, .zip = entry.zip };

		if (!visit(to, &file, err))
			return false;
	}
	for (const struct parcel_file *file = parcel->first; file != NULL;
	    file = file->next)
		if (!visit(to, file, err))
			return false;
	return true;
}

/* ---- safety -------------------------------------------------------------- */

static bool sync_all(struct parcel *parcel, struct err *err)
{
	int done = parcel->o.kind == PARCEL_FOLDER ? syncfs(parcel->fd) :
	    fsync(parcel->fd);

	return done == 0 || parcel_write_failed(parcel, err);
}

/* A slow medium is asked more often and for less, so that nobody who wants to
 * stop waits for it long. */
static void pace(struct parcel *parcel, const struct timespec *began)
{
	struct timespec now;
	int64_t ms;

	clock_gettime(CLOCK_MONOTONIC, &now);
	ms = (now.tv_sec - began->tv_sec) * 1000 +
	    (now.tv_nsec - began->tv_nsec) / 1000000;
	if (ms > 500 && parcel->checkpoint > CHECKPOINT_LEAST)
		parcel->checkpoint /= 2;
	else if (ms < 200 && parcel->checkpoint < CHECKPOINT_MOST)
		parcel->checkpoint *= 2;
}

/* What is whole is put on the disk, then written down and forgotten. */
static bool checkpoint(struct parcel *parcel, struct err *err)
{
	struct timespec began;

	if (!parcel_settle(parcel, err))
		return false;
	clock_gettime(CLOCK_MONOTONIC, &began);
	if (!sync_all(parcel, err))
		return false;
	pace(parcel, &began);
	for (struct parcel_file *file = parcel->first; file != NULL &&
	    !file->fleeting; file = file->next)
		journal_add(parcel->journal, &(struct journal_entry){
		    .path = file->path, .size = file->size,
		    .end = file->end, .zip = file->zip,
		    .digest = file->digest });
	parcel->first = parcel->last = NULL;
	pool_reset(&parcel->batch);
	parcel->since = parcel->flushed = parcel->files_since = 0;
	return journal_sync(parcel->journal, err);
}

static bool list_in_zip(void *to, const struct parcel_file *file,
    struct err *err)
{
	struct parcel *parcel = to;

	return zip_list(parcel->zip, parcel_inside(parcel, file->path),
	    &file->zip, err);
}

static bool end_container(struct parcel *parcel, struct err *err)
{
	struct tar_writer *tar = parcel->tar;
	struct zip *zip = parcel->zip;
	bool ok;

	if (zip != NULL) {
		ok = parcel_each(parcel, list_in_zip, parcel, err);
		parcel->zip = NULL;
		return zip_finish(zip, ok ? err : NULL) && ok;
	}
	parcel->tar = NULL;
	return tar == NULL || tar_told(parcel, tar_finish(tar, err), err);
}

bool parcel_complete(struct parcel *parcel, struct err *err)
{
	if (!parcel_settle(parcel, err) || !end_container(parcel, err))
		return false;
	/* The disk works while the caller checks. */
	if (parcel->o.kind != PARCEL_FOLDER)
		sync_file_range(parcel->fd, 0, 0, SYNC_FILE_RANGE_WRITE);
	return true;
}

const char *parcel_held(const struct parcel *parcel)
{
	return pool_printf(parcel->o.pool, "/proc/self/fd/%d", parcel->fd);
}

bool parcel_commit(struct parcel *parcel, struct err *err)
{
	if (!sync_all(parcel, err) || !fs_rename(parcel->partial,
	    parcel->o.path, FS_KEEP, err))
		return false;
	parcel->committed = true;
	journal_close(parcel->journal, true);
	parcel->journal = NULL;
	return true;
}

/* A file that was not ended is no part of the journal. */
static void drop_unfinished(struct parcel *parcel)
{
	if (parcel->stream == NULL)
		return;
	crew_end(parcel->o.crew, parcel->stream, NULL);
	parcel->part = NULL;
	for (struct parcel_file **at = &parcel->first; *at != NULL;
	    at = &(*at)->next)
		if (*at == parcel->last) {
			*at = NULL;
			break;
		}
}

static void free_all(struct parcel *parcel)
{
	if (parcel->out >= 0)
		close(parcel->out);
	if (parcel->near >= 0)
		close(parcel->near);
	if (parcel->fd >= 0)
		close(parcel->fd);
	crew_drain(parcel->o.crew);
	buf_free(&parcel->near_path);
	buf_free(&parcel->inside);
	pool_free(&parcel->batch);
	pool_free(&parcel->parts);
	free(parcel);
}

void parcel_close(struct parcel *parcel, enum parcel_keep keep)
{
	struct err ignored = { 0 };

	if (parcel == NULL)
		return;
	drop_unfinished(parcel);
	/* When that fails, the older checkpoint still holds. */
	if (!parcel->committed && keep == PARCEL_KEEP &&
	    parcel->first != NULL && !parcel->first->fleeting &&
	    parcel->journal != NULL && !checkpoint(parcel, &ignored))
		ignored = (struct err){ 0 };
	if (parcel->tar != NULL)
		tar_finish(parcel->tar, NULL);
	if (parcel->zip != NULL)
		zip_finish(parcel->zip, NULL);
	if (!parcel->committed && keep == PARCEL_REMOVE &&
	    parcel->journal != NULL &&
	    !fs_remove_tree(parcel->partial, &ignored))
		unlink(parcel->partial);
	journal_close(parcel->journal, keep == PARCEL_REMOVE);
	free_all(parcel);
}
