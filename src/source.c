#include "source.h"

#include "fs.h"
#include "text.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum {
	KEEP_FILE = 32 << 20,	/* text files of containers kept in memory */
	KEEP_ALL = 96 << 20
};

struct gathering {
	struct source *source;
	struct job *job;
	size_t room;
	size_t folder_room;
	size_t kept;
};

static struct source_file *add(struct gathering *g, const char *path,
    int64_t size, const char *refused)
{
	struct source *source = g->source;
	struct source_file *file;

	if (source->count == g->room) {
		struct source_file *old = source->files;

		g->room = g->room == 0 ? 64 : g->room * 2;
		source->files = pool_array(source->pool, g->room,
		    sizeof(*old));
		if (source->count > 0)
			memcpy(source->files, old,
			    source->count * sizeof(*old));
	}
	file = &source->files[source->count++];
	file->path = pool_copy(source->pool, path);
	file->size = size;
	file->refused = refused == NULL ? NULL :
	    pool_copy(source->pool, refused);
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

/* Text files are few and small; keeping them saves going back. */
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
	if (!entry->file || !is_text(file->path) ||
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
	if (ok && source->count > 0)
		qsort(source->files, source->count, sizeof(*source->files),
		    by_path);
	return ok;
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

static bool read_folder_file(const struct source *source,
    const struct source_file *file, size_t most, struct buf *out,
    struct err *err)
{
	struct fs_root root;
	char block[65536];
	ssize_t got = -1;
	size_t start = out->length;
	int fd;

	if (!fs_root_open(&root, source->path, err))
		return false;
	fd = fs_root_file(&root, file->path, NULL, err);
	fs_root_close(&root);
	if (fd < 0)
		return false;
	while ((got = fs_read_full(fd, block, sizeof(block))) > 0 &&
	    out->length - start <= most)
		buf_add(out, block, (size_t)got);
	if (got < 0)
		err_errno(err, "%s", file->path);
	close(fd);
	return got >= 0;
}

static bool read_container_file(const struct source *source,
    const struct source_file *file, size_t most, struct buf *out,
    struct err *err)
{
	struct tar *tar = tar_open_part(source->path, source->start,
	    source->size, &source->limits, err);
	struct tar_entry entry;
	char block[65536];
	ssize_t got = -1;
	size_t start = out->length;

	if (tar != NULL && tar_find(tar, file->path, &entry, err))
		while ((got = tar_read(tar, block, sizeof(block), err)) > 0 &&
		    out->length - start <= most)
			buf_add(out, block, (size_t)got);
	tar_close(tar);
	return got >= 0;
}

bool source_read(const struct source *source, const struct source_file *file,
    size_t most, struct buf *out, struct err *err)
{
	size_t start = out->length;

	if (file->refused != NULL)
		return err_set(err, ERR_FINDINGS, "%s: %s", file->path,
		    file->refused);
	if (file->kept != NULL)
		buf_add(out, file->kept, (size_t)file->size);
	else if (!(strcmp(source->format, "folder") == 0 ?
	    read_folder_file : read_container_file)(source, file, most, out,
	    err))
		return false;
	if (out->length - start > most)
		return err_set(err, ERR_FINDINGS, _("%s is larger than %zu "
		    "bytes and is not read"), file->path, most);
	return true;
}

void source_want(struct source *source, struct source_file *file,
    enum hash_kind kind)
{
	file->want |= 1u << kind;
	if (file->digest == NULL)
		file->digest = pool_alloc(source->pool,
		    sizeof(*file->digest));
}

const char *source_fold(struct source *source, const char *path)
{
	return text_valid(path) ? text_nfc(source->pool, path) : path;
}
