#include "scan_read.h"

#include "text.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* A file up to this size is read whole and looked at in memory; of a larger
 * one the facts are fetched again from the cache of the system. */
enum { BLOCK = 2 * 1024 * 1024 };

void scan_reader_open(struct scan_reader *reader,
    const struct check_rules *rules)
{
	reader->rules = rules;
	reader->block = must_alloc(BLOCK);
	reader->hash = hash_open(HASH_SHA256);
}

void scan_reader_close(struct scan_reader *reader)
{
	free(reader->block);
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

	*source = (struct tiff_source){ reader->block, 0, fd, size };
	if (size > BLOCK && !hash)
		return true;
	do {
		n = fs_read_full(fd, reader->block, BLOCK);
		if (n < 0)
			return failed(result, SCAN_UNREADABLE, pool,
			    strerror(errno));
		if (hash && n > 0)
			hash_add(reader->hash, reader->block, (size_t)n);
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

static void judge_name(struct scan_reader *reader, const char *name,
    struct pool *pool, struct scan_result *result)
{
	const char *why = NULL;

	if (!text_valid(name))
		why = "UTF-8";
	for (const char *s = name; why == NULL && *s != '\0'; s++)
		if ((unsigned char)*s < ' ' || *s == 127)
			why = "control character";
	if (why == NULL && strcmp(text_nfc(pool, name), name) != 0)
		why = "NFD";
	if (why != NULL)
		findings_add(&result->findings, pool, reader->rules, T_NAME,
		    -1, why);
}

static void read_tiff(struct scan_reader *reader,
    const struct tiff_source *source, bool decode, struct pool *pool,
    struct scan_result *result)
{
	struct tiff_facts facts;
	struct page_class *classes;

	tiff_read_facts(source, pool, &facts);
	if (decode)
		tiff_decode(source, pool, &facts, NULL, NULL);
	result->format = scan_format_of(facts.format);
	result->pages = facts.pages;
	result->count = facts.count;
	result->origin = facts.origin;
	classes = pool_array(pool, facts.count + 1, sizeof(*classes));
	result->images = pool_array(pool, facts.count + 1,
	    sizeof(*result->images));
	check_facts(reader->rules, &facts, pool, classes, &result->findings);
	for (uint32_t i = 0; i < facts.count; i++) {
		scan_image_from(&result->images[i], &facts, i, &classes[i]);
		result->a4 += classes[i].a4;
	}
}

void scan_read(struct scan_reader *reader, int fd, const char *name,
    int wanted, struct pool *pool, struct scan_result *result)
{
	struct tiff_source source;
	struct fs_stat after;
	struct stat s;

	*result = (struct scan_result){ .detail = "" };
	if (fstat(fd, &s) != 0) {
		failed(result, SCAN_UNREADABLE, pool, strerror(errno));
		return;
	}
	fs_stat_from(&result->stat, &s);
	if ((wanted & READ_WRITERS) && fs_being_written(fd)) {
		failed(result, SCAN_WRITING, pool, "");
		return;
	}
	if (!read_bytes(reader, fd, (wanted & READ_HASH) != 0, pool, result,
	    &source))
		return;
	if ((wanted & READ_FACTS) && scan_is_companion(name))
		scan_read_companion(reader->rules, fd, &source, pool, result);
	else if (wanted & READ_FACTS)
		read_tiff(reader, &source, (wanted & READ_DECODE) != 0, pool,
		    result);
	judge_name(reader, name, pool, result);
	if (fstat(fd, &s) == 0)
		fs_stat_from(&after, &s);
	else
		after = (struct fs_stat){ 0 };
	if (!fs_stat_same(&result->stat, &after))
		failed(result, SCAN_CHANGING, pool, "");
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
