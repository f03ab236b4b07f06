/* Hashing the files of a source: a folder is read by several threads, a file
 * each; a container by one, with a crew behind it. */
#include "source.h"

#include "fs.h"

#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

enum { READERS = 8, BLOCK = 256 * 1024, WAITING = 64 };

/* What the reading threads share. */
struct reading {
	struct source *source;
	size_t count;		/* of files that are wanted */
	size_t next;		/* atomic: the next file to look at */
	size_t done;		/* atomic */
	int64_t bytes;		/* atomic */
	bool stop;		/* atomic */
	pthread_mutex_t lock;	/* for the pool of faults and for `ready` */
	pthread_cond_t ready;
	int running;
};

static bool wants(const struct source_file *file)
{
	return (file->want & ~file->have) != 0 && file->refused == NULL &&
	    file->fault == NULL;
}

static void note_fault(struct reading *r, struct source_file *file,
    const char *text)
{
	pthread_mutex_lock(&r->lock);
	file->fault = pool_copy(r->source->pool, text);
	pthread_mutex_unlock(&r->lock);
}

static bool feed(struct reading *r, int fd, unsigned kinds,
    struct hash **hash, char *block, struct err *err)
{
	ssize_t got;

	while (!__atomic_load_n(&r->stop, __ATOMIC_RELAXED) &&
	    (got = read(fd, block, BLOCK)) != 0) {
		if (got < 0 && errno == EINTR)
			continue;
		if (got < 0)
			return err_errno(err, _("cannot be read"));
		for (int i = 0; i < HASH_KINDS; i++)
			if (kinds & 1u << i)
				hash_add(hash[i], block, (size_t)got);
		__atomic_add_fetch(&r->bytes, got, __ATOMIC_RELAXED);
	}
	return true;
}

static void hash_one(struct reading *r, struct fs_root *root,
    struct source_file *file, struct hash **hash, char *block)
{
	struct err err = { 0 };
	unsigned kinds = file->want & (unsigned)~file->have;
	struct crew_digest digest;
	struct stat st;
	int fd = fs_root_file(root, file->path, NULL, &err);

	if (fd < 0) {
		note_fault(r, file, err.text);
		return;
	}
	if (file->size > BLOCK)
		posix_fadvise(fd, 0, 0, POSIX_FADV_SEQUENTIAL);
	for (int i = 0; i < HASH_KINDS; i++)
		if ((kinds & 1u << i) != 0 && hash[i] == NULL)
			hash[i] = hash_open((enum hash_kind)i);
	if (!feed(r, fd, kinds, hash, block, &err))
		note_fault(r, file, err.text);
	if (fstat(fd, &st) == 0)
		file->size = st.st_size;
	close(fd);
	for (int i = 0; i < HASH_KINDS; i++)
		if (kinds & 1u << i)
			hash_end(hash[i], digest.of[i]);
	source_hashed(file, &digest, kinds);
}

static void *reader(void *argument)
{
	struct reading *r = argument;
	struct hash *hash[HASH_KINDS] = { NULL };
	char *block = must_alloc(BLOCK);
	struct fs_root root;
	struct err err = { 0 };
	bool opened = fs_root_open(&root, r->source->path, &err);

	while (!__atomic_load_n(&r->stop, __ATOMIC_RELAXED)) {
		size_t at = __atomic_fetch_add(&r->next, 1, __ATOMIC_RELAXED);

		if (at >= r->source->count)
			break;
		if (!wants(&r->source->files[at]))
			continue;
		if (opened)
			hash_one(r, &root, &r->source->files[at], hash, block);
		else
			note_fault(r, &r->source->files[at], err.text);
		__atomic_add_fetch(&r->done, 1, __ATOMIC_RELAXED);
	}
	if (opened)
		fs_root_close(&root);
	for (int i = 0; i < HASH_KINDS; i++)
		hash_close(hash[i]);
	free(block);
	pthread_mutex_lock(&r->lock);
	r->running--;
	pthread_cond_signal(&r->ready);
	pthread_mutex_unlock(&r->lock);
	return NULL;
}

/* Tell how far it is ten times a second, until the readers are through. */
static bool watch(struct reading *r, struct job *job, struct err *err)
{
	int64_t before = job == NULL ? 0 : job->bytes;
	bool ok = true;
	bool over = false;

	while (!over) {
		struct timespec until;
		size_t done, at;

		clock_gettime(CLOCK_REALTIME, &until);
		until.tv_nsec += 100000000;
		if (until.tv_nsec >= 1000000000) {
			until.tv_sec++;
			until.tv_nsec -= 1000000000;
		}
		pthread_mutex_lock(&r->lock);
		if (r->running > 0)
			pthread_cond_timedwait(&r->ready, &r->lock, &until);
		over = r->running == 0;
		pthread_mutex_unlock(&r->lock);
		if (job != NULL)
			job->bytes = before +
			    __atomic_load_n(&r->bytes, __ATOMIC_RELAXED);
		done = __atomic_load_n(&r->done, __ATOMIC_RELAXED);
		at = __atomic_load_n(&r->next, __ATOMIC_RELAXED);
		if (ok && !job_step(job, (int64_t)done, (int64_t)r->count,
		    at < r->source->count ? r->source->files[at].path : "",
		    err)) {
			ok = false;
			__atomic_store_n(&r->stop, true, __ATOMIC_RELAXED);
		}
	}
	return ok;
}

static bool hash_folder(struct source *source, size_t count, struct job *job,
    struct err *err)
{
	struct reading r = { .source = source, .count = count };
	pthread_t threads[READERS];
	int wanted = crew_cores() * 4, started = 0;
	bool ok;

	if (wanted > READERS)
		wanted = READERS;
	if ((size_t)wanted > count)
		wanted = (int)count;
	pthread_mutex_init(&r.lock, NULL);
	pthread_cond_init(&r.ready, NULL);
	pthread_mutex_lock(&r.lock);
	for (int i = 0; i < wanted; i++)
		if (pthread_create(&threads[started], NULL, reader, &r) == 0) {
			started++;
			r.running++;
		}
	pthread_mutex_unlock(&r.lock);
	if (started == 0) {
		r.running = 1;
		reader(&r);
	}
	ok = watch(&r, job, err);
	for (int i = 0; i < started; i++)
		pthread_join(threads[i], NULL);
	pthread_cond_destroy(&r.ready);
	pthread_mutex_destroy(&r.lock);
	return ok;
}

/* ---- containers -------------------------------------------------------- */

struct unpacking {
	struct source *source;
	struct crew *crew;
	struct tar *tar;
	struct job *job;
	int64_t total, done;
	/* Files whose digests the crew still has to bring. */
	struct {
		struct source_file *file;
		unsigned kinds;
		struct crew_digest digest;
	} waiting[WAITING];
	int waiting_count;
};

static void take_digests(struct unpacking *u)
{
	crew_drain(u->crew);
	for (int i = 0; i < u->waiting_count; i++)
		source_hashed(u->waiting[i].file, &u->waiting[i].digest,
		    u->waiting[i].kinds);
	u->waiting_count = 0;
}

static bool hash_entry(struct unpacking *u, struct source_file *file,
    struct err *err)
{
	unsigned kinds = file->want & (unsigned)~file->have;
	struct crew_stream *stream = crew_stream(u->crew, kinds);
	struct err fault = { 0 };
	bool ok = true;
	ssize_t got;

	file->size = 0;
	do {
		struct crew_block *block = crew_block(u->crew);

		got = tar_read(u->tar, block->data, block->size, &fault);
		if (got > 0) {
			crew_feed(u->crew, stream, block, block->data,
			    (size_t)got);
			file->size += got;
			if (u->job != NULL)
				u->job->bytes += got;
		}
		crew_release(u->crew, block);
		ok = job_step(u->job, u->done, u->total, file->path, err);
	} while (got > 0 && ok);
	u->waiting[u->waiting_count].file = file;
	u->waiting[u->waiting_count].kinds = kinds;
	crew_end(u->crew, stream, &u->waiting[u->waiting_count++].digest);
	if (u->waiting_count == WAITING)
		take_digests(u);
	if (got < 0) {
		file->fault = pool_copy(u->source->pool, fault.text);
		u->source->damage = file->fault;
	}
	u->done++;
	return ok && got >= 0;
}

/* A name that stands in the container twice is read once. */
static bool waits(const struct unpacking *u, const struct source_file *file)
{
	for (int i = 0; i < u->waiting_count; i++)
		if (u->waiting[i].file == file)
			return true;
	return false;
}

static bool hash_container(struct source *source, int64_t total,
    struct job *job, struct err *err)
{
	struct unpacking *u = must_alloc(sizeof(*u));
	struct err fault = { 0 };
	struct tar_entry entry;

	*u = (struct unpacking){ .source = source, .job = job,
	    .total = total };
	u->tar = tar_open_part(source->path, source->start, source->size,
	    &source->limits, err);
	if (u->tar == NULL) {
		free(u);
		return false;
	}
	u->crew = crew_open(0);
	while (tar_next(u->tar, &entry, &fault)) {
		struct source_file *file = entry.file ?
		    source_find(source, entry.path) : NULL;

		if (file != NULL && wants(file) && !waits(u, file) &&
		    !hash_entry(u, file, err))
			break;
	}
	take_digests(u);
	crew_close(u->crew);
	tar_close(u->tar);
	free(u);
	for (size_t i = 0; i < source->count; i++)
		if (wants(&source->files[i]))
			source->files[i].fault = source->damage != NULL ?
			    source->damage : _("cannot be read");
	return err->kind == ERR_NONE;
}

bool source_hash(struct source *source, struct job *job, struct err *err)
{
	size_t count = 0;

	for (size_t i = 0; i < source->count; i++)
		if (wants(&source->files[i])) {
			count++;
			if (job != NULL)
				job->bytes_total += source->files[i].size;
		}
	if (count == 0)
		return true;
	return strcmp(source->format, "folder") == 0 ?
	    hash_folder(source, count, job, err) :
	    hash_container(source, (int64_t)count, job, err);
}
