/* Files that go with the masters: the PDF that is delivered, photographs as
 * JPEG. They are linked, hashed and counted, and never count A4 pages. */
#include "scan_read.h"

#include "jpeg.h"
#include "pdf.h"

#include <stdio.h>
#include <string.h>

static void bad(const struct check_rules *rules, struct pool *pool,
    struct scan_result *result, const char *words)
{
	findings_add(&result->findings, pool, rules, T_COMPANION_BAD, -1,
	    words);
}

static void read_pdf(const struct check_rules *rules, int fd,
    struct pool *pool, struct scan_result *result)
{
	struct pdf_facts facts;
	struct err err = { 0 };

	result->format = SCAN_FORMAT_PDF;
	if (!pdf_read(fd, &facts, &err)) {
		bad(rules, pool, result, err.text);
		return;
	}
	result->pages = facts.pages;
	result->claim = facts.part * 256 + facts.level;
	if (facts.part == 0)
		findings_add(&result->findings, pool, rules, T_COMPANION_PDFA,
		    -1, "");
}

static void read_jpeg(const struct check_rules *rules,
    const struct tiff_source *source, struct pool *pool,
    struct scan_result *result)
{
	enum { HEAD = 1024 * 1024 };
	size_t length = source->size > HEAD ? HEAD : (size_t)source->size;
	unsigned char *head = pool_alloc(pool, length);
	struct jpeg_facts facts;
	struct err err = { 0 };

	result->format = SCAN_FORMAT_JPEG;
	if (source->length >= length)
		memcpy(head, source->data, length);
	else if (fs_pread_full(source->fd, head, length, 0) !=
	    (ssize_t)length)
		length = 0;
	if (!jpeg_read(head, length, &facts, &err)) {
		bad(rules, pool, result, err.text);
		return;
	}
	result->pages = 1;
	result->count = 1;
	result->images = pool_array(pool, 1, sizeof(*result->images));
	result->images[0] = (struct scan_image){ .width = facts.width,
	    .height = facts.height, .depth = 8 + 65536 * facts.components,
	    .compression = 7, .x_resolution = facts.x_density,
	    .y_resolution = facts.y_density,
	    .flags = facts.orientation | (facts.unit > 0 ? IMAGE_RESOLUTION : 0) |
	    (facts.unit == 2 ? TIFF_UNIT_CM : facts.unit == 1 ?
	    TIFF_UNIT_INCH : TIFF_UNIT_NONE) << 4 | IMAGE_PHOTOMETRIC |
	    (int64_t)(facts.components == 1 ? 1 : 6) <<
	    IMAGE_PHOTOMETRIC_SHIFT };
}

void scan_read_companion(const struct check_rules *rules, int fd,
    const struct tiff_source *source, struct pool *pool,
    struct scan_result *result)
{
	unsigned char head[5] = { 0 };

	result->kind = SCAN_COMPANION;
	if (source->size == 0) {
		findings_add(&result->findings, pool, rules, T_EMPTY, -1, "");
		return;
	}
	if (fs_pread_full(fd, head, sizeof(head), 0) < 0)
		return;
	if (head[0] == 0xff && head[1] == 0xd8)
		read_jpeg(rules, source, pool, result);
	else if (memcmp(head, "%PDF-", 5) == 0)
		read_pdf(rules, fd, pool, result);
	else
		bad(rules, pool, result, "");
}
