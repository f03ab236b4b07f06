#include "source.h"

#include "bag.h"
#include "fs.h"
#include "text.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum {
	KEEP_FILE = 32 << 20,	/* packed text files that are kept in memory */
	KEEP_ALL = 96 << 20,
	NAMES = 64 << 10
};

struct gathering {
	struct source *source;
	struct job *job;
	size_t folder_room;
	size_t kept;
};

/* Paths stand one behind the other, without the room that a pool leaves. */
static const char *keep_path(struct source *source, const char *path)
{
	size_t size = strlen(path) + 1;
	char *copy;

	if (size > source->names_left) {
		size_t room = source->count < 64 ? NAMES / 16 : NAMES;

		source->names_left = size > room ? size : room;
		source->names = pool_alloc(source->pool, source->names_left);
	}
	copy = memcpy(source->names, path, size);
	source->names += size;
	source->names_left -= size;
	return copy;
}

static struct source_file *add(struct gathering *g, const char *path,
    int64_t size, const char *refused)
{
	struct source *source = g->source;
	struct source_file *file;

	if (source->count == source->room) {
		source->room = source->room == 0 ? 64 : source->room * 2;
		source->files = must_realloc(source->files, source->room *
		    sizeof(*source->files));
	}
	file = &source->files[source->count];
	*file = (struct source_file){ .path = keep_path(source, path),
	    .size = size, .refused = refused == NULL ? NULL :
	    pool_copy(source->pool, refused) };
	source->count++;
	if (refused == NULL)
		source->bytes += size;
	return file;
}

static bool visit(void *to, const struct fs_entry *entry, struct err *err)
{
	struct gathering *g = to;

	add(g, entry->path, entry->stat.size, entry->refused);
	return g->source->count % 256 != 0 || job_step(g->job,
	    (int64_t)g->source->count, 0, entry->name, err);
}

/* ---- containers -------------------------------------------------------- */

static void add_folder(struct gathering *g, const char *path)
{
	struct source *source = g->source;

	if (source->folder_count == g->folder_room) {
		const char **old = source->folders;

		g->folder_room = g->folder_room == 0 ? 16 :
		    g->folder_room * 2;
		source->folders = pool_array(source->pool, g->folder_room,
		    sizeof(*old));
		if (source->folder_count > 0)
			memcpy(source->folders, old,
			    source->folder_count * sizeof(*old));
	}
	source->folders[source->folder_count++] =
	    pool_copy(source->pool, path);
}

static bool is_text(const char *path)
{
	static const char *const ends[] = { ".txt", ".xml", ".p7s" };
	size_t length = strlen(path);

	for (size_t i = 0; i < COUNT(ends); i++)
		if (length > 4 && strcmp(path + length - 4, ends[i]) == 0)
			return true;
	return false;
}

/* Text files that lie packed are few and small; keeping them saves going back. */
static bool keep_bytes(struct gathering *g, struct tar *tar,
    struct source_file *file, struct err *err)
{
	struct buf bytes = { 0 };
	char block[16384];
	ssize_t got;

	while ((got = tar_read(tar, block, sizeof(block), err)) > 0 &&
	    bytes.length <= KEEP_FILE)
		buf_add(&bytes, block, (size_t)got);
	if (got == 0 && g->kept + bytes.length <= KEEP_ALL) {
		g->kept += bytes.length;
		file->size = (int64_t)bytes.length;
		file->kept = pool_copy_n(g->source->pool,
		    buf_string(&bytes), bytes.length);
	}
	buf_free(&bytes);
	return got >= 0;
}

static bool gather_entry(struct gathering *g, struct tar *tar,
    const struct tar_entry *entry, struct err *err)
{
	struct source_file *file;

	if (!job_step(g->job, (int64_t)g->source->count, 0, entry->path, err))
		return false;
	if (entry->folder && entry->refused == NULL) {
		add_folder(g, entry->path);
		return true;
	}
	file = add(g, entry->path, entry->size < 0 ? 0 : entry->size,
	    entry->refused);
	file->offset = entry->offset;
	if (!entry->file || entry->offset >= 0 || !is_text(file->path) ||
	    entry->size > KEEP_FILE)
		return true;
	return keep_bytes(g, tar, file, err);
}

static bool gather_container(struct gathering *g, struct err *err)
{
	struct source *source = g->source;
	struct err fault = { 0 };
	struct tar_entry entry;
	struct tar *tar = tar_open_part(source->path, source->start,
	    source->size, &source->limits, err);

	if (tar == NULL)
		return false;
	while (tar_next(tar, &entry, &fault))
		if (!gather_entry(g, tar, &entry, &fault))
			break;
	source->format = pool_copy(source->pool, tar_format(tar));
	tar_close(tar);
	if (fault.kind == ERR_NONE)
		return true;
	if (fault.kind == ERR_FINDINGS && source->count > 0) {
		source->damage = pool_copy(source->pool, fault.text);
		return true;
	}
	*err = fault;
	return false;
}

static int by_path(const void *a, const void *b)
{
	const struct source_file *x = a, *y = b;

	return strcmp(x->path, y->path);
}

/* Most come in order. */
static void sort(struct source *source)
{
	bool ordered = true;

	for (size_t i = 1; i < source->count && ordered; i++)
		ordered = by_path(&source->files[i - 1], &source->files[i]) <=
		    0;
	if (!ordered)
		qsort(source->files, source->count, sizeof(*source->files),
		    by_path);
}

bool source_open(struct source *source, const char *path,
    const struct tar_limits *limits, struct pool *pool, struct job *job,
    struct err *err)
{
	return source_open_part(source, path, 0, -1, limits, pool, job, err);
}

bool source_open_part(struct source *source, const char *path, int64_t start,
    int64_t size, const struct tar_limits *limits, struct pool *pool,
    struct job *job, struct err *err)
{
	struct gathering g = { .source = source, .job = job };
	struct stat st;
	bool ok;

	*source = (struct source){ .path = path, .format = "folder",
	    .pool = pool, .start = start, .size = size };
	if (limits != NULL)
		source->limits = *limits;
	if (stat(path, &st) != 0)
		return err_set(err, ERR_MISSING, _("There is no %s"), path);
	ok = S_ISDIR(st.st_mode) ? fs_walk(path, visit, &g, err) :
	    gather_container(&g, err);
	if (ok)
		sort(source);
	return ok;
}

void source_close(struct source *source)
{
	free(source->files);
	source->files = NULL;
	source->count = source->room = 0;
}

/* ---- looking ----------------------------------------------------------- */

size_t source_under(const struct source *source, const char *prefix)
{
	size_t low = 0, high = source->count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (strcmp(source->files[middle].path, prefix) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

struct source_file *source_find(const struct source *source, const char *path)
{
	size_t at = source_under(source, path);

	return at < source->count &&
	    strcmp(source->files[at].path, path) == 0 ?
	    &source->files[at] : NULL;
}

bool source_has_folder(const struct source *source, const char *path)
{
	size_t length = strlen(path);
	char inside[4096];
	size_t at;

	if (snprintf(inside, sizeof(inside), "%s/", path) >=
	    (int)sizeof(inside))
		return false;
	at = source_under(source, inside);
	if (at < source->count &&
	    strncmp(source->files[at].path, inside, length + 1) == 0)
		return true;
	for (size_t i = 0; i < source->folder_count; i++)
		if (strcmp(source->folders[i], path) == 0)
			return true;
	if (strcmp(source->format, "folder") == 0) {
		struct buf full = { 0 };
		struct stat st;
		bool is;

		buf_printf(&full, "%s/%s", source->path, path);
		is = lstat(full.data, &st) == 0 && S_ISDIR(st.st_mode);
		buf_free(&full);
		return is;
	}
	return false;
}

/* ---- reading ------------------------------------------------------------ */

/* From here on, so many bytes (-1: to the end). */
static bool pour(int fd, const char *path, int64_t left,
    bool (*take)(void *to, const char *data, size_t length, struct err *err),
    void *to, struct err *err)
{
	char block[65536];
	ssize_t got = 0;
	bool ok = true;

	while (ok && left != 0) {
		size_t wanted = left < 0 || left > (int64_t)sizeof(block) ?
		    sizeof(block) : (size_t)left;

		got = fs_read_full(fd, block, wanted);
		if (got <= 0)
			break;
		ok = take(to, block, (size_t)got, err);
		left -= left > 0 ? got : 0;
	}
	return ok && (got >= 0 || err_errno(err, "%s", path));
}

static bool each_of_folder(const struct source *source,
    const struct source_file *file,
    bool (*take)(void *to, const char *data, size_t length, struct err *err),
    void *to, struct err *err)
{
	struct fs_root root;
	bool ok;
	int fd;

	if (!fs_root_open(&root, source->path, err))
		return false;
	fd = fs_root_file(&root, file->path, NULL, err);
	fs_root_close(&root);
	if (fd < 0)
		return false;
	ok = pour(fd, file->path, -1, take, to, err);
	close(fd);
	return ok;
}

/* What stands in the container as it is, is read where it stands. */
static bool each_in_place(const struct source *source,
    const struct source_file *file,
    bool (*take)(void *to, const char *data, size_t length, struct err *err),
    void *to, struct err *err)
{
	int fd = open(source->path, O_RDONLY | O_CLOEXEC);
	bool ok;

	if (fd < 0 || lseek(fd, file->offset, SEEK_SET) != file->offset)
		ok = err_errno(err, "%s", source->path);
	else
		ok = pour(fd, file->path, file->size, take, to, err);
	if (fd >= 0)
		close(fd);
	return ok;
}

static bool each_unpacked(const struct source *source,
    const struct source_file *file,
    bool (*take)(void *to, const char *data, size_t length, struct err *err),
    void *to, struct err *err)
{
	struct tar *tar = tar_open_part(source->path, source->start,
	    source->size, &source->limits, err);
	struct tar_entry entry;
	char block[65536];
	ssize_t got = -1;
	bool ok = tar != NULL && tar_find(tar, file->path, &entry, err);

	while (ok && (got = tar_read(tar, block, sizeof(block), err)) > 0)
		ok = take(to, block, (size_t)got, err);
	tar_close(tar);
	return ok && got >= 0;
}

bool source_each(const struct source *source, const struct source_file *file,
    bool (*take)(void *to, const char *data, size_t length, struct err *err),
    void *to, struct err *err)
{
	if (file->refused != NULL)
		return err_set(err, ERR_FINDINGS, "%s: %s", file->path,
		    file->refused);
	if (file->kept != NULL)
		return take(to, file->kept, (size_t)file->size, err);
	if (strcmp(source->format, "folder") == 0)
		return each_of_folder(source, file, take, to, err);
	return (file->offset >= 0 ? each_in_place : each_unpacked)(source,
	    file, take, to, err);
}

/* Bytes of a file that are to stay in memory. */
struct keeping {
	const char *path;
	struct buf *out;
	size_t most, start;
};

static bool keep(void *to, const char *data, size_t length, struct err *err)
{
	struct keeping *k = to;

	if (k->out->length - k->start + length > k->most)
		return err_set(err, ERR_FINDINGS, _("%s is larger than %zu "
		    "bytes and is not read"), k->path, k->most);
	buf_add(k->out, data, length);
	return true;
}

bool source_read(const struct source *source, const struct source_file *file,
    size_t most, struct buf *out, struct err *err)
{
	struct keeping k = { .path = file->path, .out = out, .most = most,
	    .start = out->length };

	return source_each(source, file, keep, &k, err);
}

/* ---- digests -------------------------------------------------------------- */

void source_want(struct source *source, struct source_file *file,
    enum hash_kind kind)
{
	file->want |= (uint8_t)(1u << kind);
	if (file->digest == NULL)
		file->digest = pool_alloc(source->pool,
		    sizeof(*file->digest));
}

static int nibble(char digit)
{
	return digit <= '9' ? digit - '0' : (digit | 0x20) - 'a' + 10;
}

void source_expect(struct source *source, struct source_file *file,
    enum hash_kind kind, const char *hex, const char *where,
    const char *code)
{
	size_t size = bag_is_hex(hex, hash_size(kind)) ? hash_size(kind) : 0;
	struct source_expected *e = pool_alloc(source->pool, sizeof(*e) +
	    size);
	struct source_expected **last = &file->expected;

	e->where = where;
	e->code = code;
	/* What is no digest is compared with no digest. */
	e->kind = size == 0 ? HASH_KINDS : (uint8_t)kind;
	for (size_t i = 0; i < size; i++)
		e->digest[i] = (unsigned char)(nibble(hex[2 * i]) << 4 |
		    nibble(hex[2 * i + 1]));
	while (*last != NULL)
		last = &(*last)->next;
	*last = e;
	file->want |= (uint8_t)(1u << kind);
}

void source_hashed(struct source_file *file, const struct crew_digest *digest,
    unsigned kinds)
{
	for (struct source_expected *e = file->expected; e != NULL;
	    e = e->next)
		if (e->kind < HASH_KINDS && (kinds & 1u << e->kind) != 0)
			e->same = memcmp(e->digest, digest->of[e->kind],
			    hash_size((enum hash_kind)e->kind)) == 0;
	for (int i = 0; file->digest != NULL && i < HASH_KINDS; i++)
		if (kinds & 1u << i)
			memcpy(file->digest->of[i], digest->of[i], HASH_MAX);
	file->have |= (uint8_t)kinds;
}
