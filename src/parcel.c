#include "parcel_inside.h"

#include "fs.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum {
	CHECKPOINT_BYTES = 128 << 20,
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
	return pool_printf(parcel->o.pool, "%s/%s", parcel->o.top, path);
}

/* ---- files --------------------------------------------------------------- */

/* Open the folder of a path below the parcel, making what is missing; no link
 * is followed on the way. */
static bool enter_folder(struct parcel *parcel, const char *path,
    struct err *err)
{
	const char *slash = strrchr(path, '/');
	size_t length = slash == NULL ? 0 : (size_t)(slash - path);
	char *folder = pool_copy_n(parcel->o.pool, path, length);
	char *rest = NULL;
	int fd;

	if (parcel->near >= 0 && strcmp(parcel->near_path, folder) == 0)
		return true;
	if (parcel->near >= 0)
		close(parcel->near);
	parcel->near = -1;
	parcel->near_path = pool_copy(parcel->o.pool, folder);
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

bool parcel_begin(struct parcel *parcel, const char *path, int64_t size,
    int64_t mtime, struct err *err)
{
	struct parcel_file *file = pool_alloc(parcel->o.pool, sizeof(*file));

	file->path = pool_copy(parcel->o.pool, path);
	file->size = size;
	file->tag = strncmp(path, "data/", 5) != 0;
	file->fleeting = parcel->unjournaled;
	if (parcel->last == NULL)
		parcel->first = file;
	else
		parcel->last->next = file;
	parcel->last = file;
	if (parcel->unsaved == NULL && !parcel->unjournaled)
		parcel->unsaved = file;
	parcel->left = size;
	parcel->mtime = mtime;
	parcel->flushed = 0;
	parcel->stream = crew_stream(parcel->o.crew, parcel->o.kinds);
	if (parcel->tar != NULL)
		return tar_told(parcel, tar_file(parcel->tar, parcel_inside(
		    parcel, path), size, mtime, err), err);
	if (parcel->zip != NULL)
		return zip_begin(parcel->zip, parcel_inside(parcel, path), size,
		    mtime, err);
	return begin_file(parcel, path, err);
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

const struct crew_digest *parcel_digest(const struct parcel *parcel)
{
	return &parcel->last->digest;
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
	if (ok && !parcel->unjournaled && (parcel->since >= CHECKPOINT_BYTES ||
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

const struct parcel_file *parcel_settle(struct parcel *parcel)
{
	crew_drain(parcel->o.crew);
	return parcel->first;
}

/* ---- safety -------------------------------------------------------------- */

static bool sync_all(struct parcel *parcel, struct err *err)
{
	int done = parcel->o.kind == PARCEL_FOLDER ? syncfs(parcel->fd) :
	    fsync(parcel->fd);

	return done == 0 || parcel_write_failed(parcel, err);
}

/* What is whole is put on the disk and then written down. */
static bool checkpoint(struct parcel *parcel, struct err *err)
{
	crew_drain(parcel->o.crew);
	if (!sync_all(parcel, err))
		return false;
	for (struct parcel_file *file = parcel->unsaved; file != NULL &&
	    !file->fleeting; file = file->next) {
		struct journal_entry entry = { .path = file->path,
		    .size = file->size, .end = file->end,
		    .zip = file->zip, .digest = file->digest };

		if (!journal_add(parcel->journal, &entry, err))
			return false;
	}
	parcel->unsaved = NULL;
	parcel->since = parcel->flushed = parcel->files_since = 0;
	return journal_sync(parcel->journal, err);
}

bool parcel_complete(struct parcel *parcel, struct err *err)
{
	struct tar_writer *tar = parcel->tar;
	struct zip *zip = parcel->zip;

	parcel->tar = NULL;
	parcel->zip = NULL;
	if ((tar != NULL && !tar_told(parcel, tar_finish(tar, err), err)) ||
	    (zip != NULL && !zip_finish(zip, err)))
		return false;
	return sync_all(parcel, err);
}

const char *parcel_partial(const struct parcel *parcel)
{
	return parcel->partial;
}

bool parcel_commit(struct parcel *parcel, struct err *err)
{
	if (!fs_rename(parcel->partial, parcel->o.path, FS_KEEP, err))
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
	for (struct parcel_file **at = &parcel->first; *at != NULL;
	    at = &(*at)->next)
		if (*at == parcel->last) {
			if (parcel->unsaved == parcel->last)
				parcel->unsaved = NULL;
			*at = NULL;
			break;
		}
}

void parcel_close(struct parcel *parcel, bool keep)
{
	struct err ignored = { 0 };

	if (parcel == NULL)
		return;
	drop_unfinished(parcel);
	if (!parcel->committed && keep && parcel->unsaved != NULL &&
	    parcel->journal != NULL && !checkpoint(parcel, &ignored))
		keep = true;	/* the older checkpoint still holds */
	if (parcel->tar != NULL)
		tar_finish(parcel->tar, NULL);
	if (parcel->zip != NULL)
		zip_finish(parcel->zip, NULL);
	if (!parcel->committed && !keep && parcel->journal != NULL &&
	    !fs_remove_tree(parcel->partial, &ignored))
		unlink(parcel->partial);
	journal_close(parcel->journal, !keep);
	if (parcel->out >= 0)
		close(parcel->out);
	if (parcel->near >= 0)
		close(parcel->near);
	if (parcel->fd >= 0)
		close(parcel->fd);
	crew_drain(parcel->o.crew);
	free(parcel);
}
