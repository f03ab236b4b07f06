/* Results of reading (scan_read.h), on both sides of the socket: what needs no
 * foreign library. */
#include "scan_read.h"

#include <string.h>
#include <strings.h>

bool scan_is_companion(const char *name)
{
	const char *dot = strrchr(name, '.');

	return dot != NULL && (strcasecmp(dot, ".pdf") == 0 ||
	    strcasecmp(dot, ".jpg") == 0 || strcasecmp(dot, ".jpeg") == 0);
}

void scan_read_failed(struct scan_result *result, struct pool *pool,
    const struct err *why)
{
	*result = (struct scan_result){ .status = SCAN_UNREADABLE,
	    .detail = pool_copy(pool, why->text),
	    .missing = why->kind == ERR_MISSING };
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
