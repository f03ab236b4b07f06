#include "scan_read.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* A file up to this size is read whole and looked at in memory; of a larger
 * one the facts are fetched again from the cache of the system. */
enum { BLOCK = 1024 * 1024 };

void scan_reader_open(struct scan_reader *reader,
    const struct check_rules *rules)
{
	reader->rules = rules;
	reader->block[0] = must_alloc(BLOCK);
	reader->block[1] = must_alloc(BLOCK);
	reader->hash = hash_open(HASH_SHA256);
}

void scan_reader_close(struct scan_reader *reader)
{
	free(reader->block[0]);
	free(reader->block[1]);
	hash_close(reader->hash);
}

void scan_read_failed(struct scan_result *result, struct pool *pool,
    const struct err *why)
{
	*result = (struct scan_result){ .status = SCAN_UNREADABLE,
	    .detail = pool_copy(pool, why->text),
	    .missing = why->kind == ERR_MISSING };
}

static bool failed(struct scan_result *result, enum scan_status status,
    struct pool *pool, const char *detail)
{
	result->status = status;
	result->detail = pool_copy(pool, detail);
	return false;
}

/* Read all bytes once: into memory as far as they fit, through the digest. */
static bool read_bytes(struct scan_reader *reader, int fd, bool hash,
    struct pool *pool, struct scan_result *result,
    struct tiff_source *source)
{
	int64_t size = result->stat.size;
	int64_t done = 0;
	ssize_t n;

	*source = (struct tiff_source){ reader->block[0], 0, fd, size };
	if (size > BLOCK && !hash)
		return true;
	do {
		n = fs_read_full(fd, reader->block[0], BLOCK);
		if (n < 0)
			return failed(result, SCAN_UNREADABLE, pool,
			    strerror(errno));
		if (hash && n > 0)
			hash_add(reader->hash, reader->block[0], (size_t)n);
		done += n;
	} while (n == BLOCK && done <= size);
	if (hash)
		hash_end(reader->hash, result->sha256);
	if (done != size)
		return failed(result, SCAN_CHANGING, pool, "");
	if (size <= BLOCK)
		source->length = (size_t)size;
	return true;
}

/* What a file is before it is read; false when it is not to be read. */
static bool begin(const struct scan_order *order, struct pool *pool,
    struct scan_result *result)
{
	struct stat s;

	*result = (struct scan_result){ .detail = "" };
	if (fstat(order->fd, &s) != 0)
		return failed(result, SCAN_UNREADABLE, pool, strerror(errno));
	fs_stat_from(&result->stat, &s);
	if ((order->wanted & READ_WRITERS) && fs_being_written(order->fd))
		return failed(result, SCAN_WRITING, pool, "");
	return true;
}

static void read_rest(struct scan_reader *reader,
    const struct scan_order *order, struct pool *pool,
    struct scan_result *result)
{
	struct tiff_source source;

	if (read_bytes(reader, order->fd, (order->wanted & READ_HASH) != 0,
	    pool, result, &source))
		scan_read_finish(reader, order, &source, pool, result);
}

void scan_read(struct scan_reader *reader, int fd, const char *name,
    int wanted, struct pool *pool, struct scan_result *result)
{
	const struct scan_order order = { fd, name, wanted };

	if (begin(&order, pool, result))
		read_rest(reader, &order, pool, result);
}

/* A small file whole into its block; false when it is not as long as it
 * should be. */
static bool read_whole(struct scan_reader *reader, int slot,
    const struct scan_order *order, struct pool *pool,
    struct scan_result *result)
{
	int64_t size = result->stat.size;
	ssize_t n = fs_read_full(order->fd, reader->block[slot],
	    size < BLOCK ? (size_t)size + 1 : BLOCK);

	if (n < 0)
		return failed(result, SCAN_UNREADABLE, pool, strerror(errno));
	return n == size || failed(result, SCAN_CHANGING, pool, "");
}

void scan_read_two(struct scan_reader *reader,
    const struct scan_order orders[2], struct pool *pool,
    struct scan_result results[2])
{
	struct hash_bytes bytes[2];
	unsigned char digests[2][32];
	bool good[2];
	bool small = true;

	for (int i = 0; i < 2; i++) {
		good[i] = begin(&orders[i], pool, &results[i]);
		small = small && good[i] && results[i].stat.size < BLOCK &&
		    (orders[i].wanted & READ_HASH) != 0;
	}
	for (int i = 0; i < 2 && !small; i++)
		if (good[i])
			read_rest(reader, &orders[i], pool, &results[i]);
	if (!small)
		return;
	for (int i = 0; i < 2; i++) {
		good[i] = read_whole(reader, i, &orders[i], pool, &results[i]);
		bytes[i] = (struct hash_bytes){ reader->block[i], good[i] ?
		    (size_t)results[i].stat.size : 0 };
	}
	hash_two(bytes, digests);
	for (int i = 0; i < 2; i++) {
		const struct tiff_source source = { reader->block[i],
		    bytes[i].length, orders[i].fd, results[i].stat.size };

		if (!good[i])
			continue;
		memcpy(results[i].sha256, digests[i], 32);
		scan_read_finish(reader, &orders[i], &source, pool,
		    &results[i]);
	}
}

void scan_from_result(struct scan *scan, const struct scan_result *result)
{
	*scan = (struct scan){ .kind = result->kind,
	    .format = result->format, .bytes = result->stat.size,
	    .stamp = scan_stamp(&result->stat), .pages = result->pages,
	    .images = result->count, .a4 = result->a4,
	    .origin = result->origin, .dossier = "", .folder = "",
	    .name = "" };
	memcpy(scan->sha256, result->sha256, sizeof(scan->sha256));
	scan->first.flags = result->claim;
	for (uint32_t i = 0; i < result->count; i++)
		if (scan_image_kind(&result->images[i]) == TIFF_PAGE) {
			scan->first = result->images[i];
			return;
		}
	if (result->count > 0)
		scan->first = result->images[0];
}

/* --- as bytes ------------------------------------------------------------ */

void scan_result_pack(struct buf *buf, const struct scan_result *result)
{
	buf_add(buf, result, sizeof(*result));
	buf_add(buf, result->images, result->count * sizeof(*result->images));
	buf_add(buf, result->detail, strlen(result->detail) + 1);
	for (size_t i = 0; i < result->findings.count; i++) {
		const struct finding *f = &result->findings.list[i];

		buf_add(buf, f, sizeof(*f));
		buf_add(buf, f->detail, strlen(f->detail) + 1);
	}
}

struct cursor {
	const unsigned char *data;
	size_t left;
};

static bool take(struct cursor *c, void *to, size_t length)
{
	if (length > c->left)
		return false;
	if (length > 0)
		memcpy(to, c->data, length);
	c->data += length;
	c->left -= length;
	return true;
}

static const char *take_text(struct cursor *c, struct pool *pool)
{
	const void *end = memchr(c->data, '\0', c->left);
	const char *text = (const char *)c->data;
	size_t length;

	if (end == NULL)
		return NULL;
	length = (size_t)((const unsigned char *)end - c->data) + 1;
	c->data += length;
	c->left -= length;
	return pool_copy(pool, text);
}

bool scan_result_unpack(const unsigned char *data, size_t length,
    struct pool *pool, struct scan_result *result)
{
	struct cursor c = { data, length };
	size_t count;

	if (!take(&c, result, sizeof(*result)))
		return false;
	count = result->findings.count;
	if (result->count > TIFF_MOST_IMAGES || count > 100000)
		return false;
	result->images = pool_array(pool, result->count + 1,
	    sizeof(*result->images));
	result->findings.list = pool_array(pool, count + 1,
	    sizeof(*result->findings.list));
	result->findings.room = count + 1;
	if (!take(&c, result->images,
	    result->count * sizeof(*result->images)))
		return false;
	result->detail = take_text(&c, pool);
	for (size_t i = 0; result->detail != NULL && i < count; i++) {
		struct finding *f = &result->findings.list[i];

		if (!take(&c, f, sizeof(*f)))
			return false;
		f->detail = take_text(&c, pool);
		if (f->detail == NULL)
			return false;
	}
	return result->detail != NULL && c.left == 0;
}
