/* The inner loop of a build, without a disk: every file of a folder is read
 * once, hashed by the crew and written as pax tar to /dev/null. To be compared
 * with minimal programs that do the same:  bag-null FOLDER */
#include "crew.h"
#include "fs.h"
#include "tar.h"

#include <fcntl.h>
#include <stdio.h>
#include <unistd.h>

struct bench {
	const char *folder;
	struct crew *crew;
	struct tar_writer *tar;
	struct pool pool;
	int64_t bytes, files;
};

static bool pour(struct bench *b, int fd, int64_t size,
    struct crew_stream *stream, struct err *err)
{
	bool ok = true;

	while (ok && size > 0) {
		struct crew_block *block = crew_block(b->crew);
		ssize_t got = fs_read_full(fd, block->data,
		    size < (int64_t)block->size ? (size_t)size : block->size);

		ok = got > 0;
		if (ok) {
			crew_feed(b->crew, stream, block, block->data,
			    (size_t)got);
			ok = tar_data(b->tar, block->data, (size_t)got, err);
			size -= got;
		}
		crew_release(b->crew, block);
	}
	return ok;
}

static bool visit(void *to, const struct fs_entry *entry, struct err *err)
{
	struct bench *b = to;
	int fd = open(pool_printf(&b->pool, "%s/%s", b->folder, entry->path),
	    O_RDONLY | O_CLOEXEC);
	struct crew_stream *stream = crew_stream(b->crew, 1u << HASH_SHA256);
	bool ok = fd >= 0 && tar_file(b->tar, entry->path, entry->stat.size, 0,
	    err) && pour(b, fd, entry->stat.size, stream, err) &&
	    tar_file_end(b->tar, err);

	crew_end(b->crew, stream, pool_alloc(&b->pool,
	    sizeof(struct crew_digest)));
	if (fd >= 0)
		close(fd);
	b->bytes += entry->stat.size;
	b->files++;
	return ok;
}

int main(int argc, char **argv)
{
	struct bench b = { .folder = argc > 1 ? argv[1] : "." };
	struct err err = { 0 };
	int fd = open("/dev/null", O_WRONLY | O_CLOEXEC);
	bool ok;

	b.tar = tar_write_to(fd, &err);
	b.crew = crew_open(0);
	ok = b.tar != NULL && fs_walk(b.folder, visit, &b, &err);
	crew_drain(b.crew);
	crew_close(b.crew);
	ok = b.tar != NULL && tar_finish(b.tar, &err) && ok;
	pool_free(&b.pool);
	close(fd);
	fprintf(stderr, "%lld files, %lld bytes%s%s\n", (long long)b.files,
	    (long long)b.bytes, ok ? "" : ": ", ok ? "" : err.text);
	return ok ? 0 : 1;
}
