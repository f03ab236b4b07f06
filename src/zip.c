#include "zip.h"

#include "buf.h"
#include "pool.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <zlib.h>

enum {
	ZIP64 = 45,		/* zip64 */
	FLAG_UTF8 = 0x800,
	FLAG_BEHIND = 0x8,	/* CRC and sizes follow the data */
	STORED = 0,
	DEFLATED = 8
};

static const uint64_t ZIP32 = 0xffffffffu;

struct entry {
	uint32_t crc;
	uint32_t when;		/* DOS time and date */
	uint16_t flags;
	uint16_t method;
	uint64_t packed;
	uint64_t size;
	uint64_t offset;
};

struct zip {
	bool (*write)(void *to, const void *data, size_t size,
	    struct err *err);
	bool (*patch)(void *to, int64_t offset, const void *data,
	    size_t size, struct err *err);
	void *to;
	struct buf record;	/* the header being put together */
	struct buf central;
	bool listed;		/* by zip_list at the end, not in `central` */
	uint64_t directory;	/* its bytes that are out already */
	uint64_t bytes;
	uint64_t entries;
	struct entry now;
	uint64_t left;		/* of the file in hand */
	char *path;
	bool whole;		/* sizes and CRC stand in the local header */
};

static void put16(struct buf *buf, uint64_t value)
{
	buf_char(buf, (char)(value & 0xff));
	buf_char(buf, (char)(value >> 8 & 0xff));
}

static void put32(struct buf *buf, uint64_t value)
{
	put16(buf, value & 0xffff);
	put16(buf, value >> 16 & 0xffff);
}

static void put64(struct buf *buf, uint64_t value)
{
	put32(buf, value & ZIP32);
	put32(buf, value >> 32);
}

static bool out(struct zip *zip, const void *data, size_t size,
    struct err *err)
{
	zip->bytes += size;
	return zip->write == NULL || size == 0 ||
	    zip->write(zip->to, data, size, err);
}

static bool out_record(struct zip *zip, struct err *err)
{
	return out(zip, zip->record.data, zip->record.length, err);
}

struct zip *zip_write_to(bool (*write)(void *to, const void *data,
    size_t size, struct err *err), void *to)
{
	struct zip *zip = must_alloc(sizeof(*zip));

	zip->write = write;
	zip->to = to;
	return zip;
}

/* The time of the archive's country, UTC+7, whatever the machine says. */
static uint32_t dos_time(int64_t mtime)
{
	time_t at = (time_t)(mtime + 7 * INT64_C(3600));
	struct tm tm;

	if (gmtime_r(&at, &tm) == NULL || tm.tm_year < 80)
		return 1u << 21 | 1u << 16;
	return (uint32_t)(tm.tm_year - 80) << 25 |
	    (uint32_t)(tm.tm_mon + 1) << 21 | (uint32_t)tm.tm_mday << 16 |
	    (uint32_t)tm.tm_hour << 11 | (uint32_t)tm.tm_min << 5 |
	    (uint32_t)tm.tm_sec / 2;
}

static bool begin(struct zip *zip, const char *path, int64_t mtime,
    struct err *err)
{
	size_t length = strlen(path);

	if (length == 0 || length > 65535)
		return err_set(err, ERR_FINDINGS,
		    _("%.60s…: a name in a zip has 1 to 65,535 bytes"), path);
	free(zip->path);
	zip->path = must_alloc(length + 1);
	memcpy(zip->path, path, length);
	zip->now.when = dos_time(mtime);
	zip->now.offset = zip->bytes;
	return true;
}

static bool local_header(struct zip *zip, struct err *err)
{
	const struct entry *e = &zip->now;
	struct buf *r = &zip->record;
	bool large = e->size >= ZIP32 || e->packed >= ZIP32;

	buf_clear(r);
	put32(r, 0x04034b50);
	put16(r, large ? ZIP64 : 20);
	put16(r, e->flags);
	put16(r, e->method);
	put32(r, e->when);
	put32(r, zip->whole ? e->crc : 0);	/* byte 14: see zip_end */
	put32(r, large ? ZIP32 : zip->whole ? e->packed : 0);
	put32(r, large ? ZIP32 : zip->whole ? e->size : 0);
	put16(r, strlen(zip->path));
	put16(r, large ? 20 : 0);
	buf_text(r, zip->path);
	if (large) {
		put16(r, 1);
		put16(r, 16);
		put64(r, zip->whole ? e->size : 0);
		put64(r, zip->whole ? e->packed : 0);
	}
	return out_record(zip, err);
}

static void put_central(struct zip *zip)
{
	const struct entry *e = &zip->now;
	struct buf *c = &zip->central;
	bool sizes = e->size >= ZIP32 || e->packed >= ZIP32;
	bool far = e->offset >= ZIP32;
	size_t extra = (sizes ? 16u : 0u) + (far ? 8u : 0u);

	put32(c, 0x02014b50);
	put16(c, 3 << 8 | ZIP64);
	put16(c, sizes || far ? ZIP64 : 20);
	put16(c, e->flags);
	put16(c, e->method);
	put32(c, e->when);
	put32(c, e->crc);
	put32(c, sizes ? ZIP32 : e->packed);
	put32(c, sizes ? ZIP32 : e->size);
	put16(c, strlen(zip->path));
	put16(c, extra == 0 ? 0 : extra + 4);
	put16(c, 0);
	put16(c, 0);
	put16(c, 0);
	put32(c, 0100644u << 16);
	put32(c, far ? ZIP32 : e->offset);
	buf_text(c, zip->path);
	if (extra > 0) {
		put16(c, 1);
		put16(c, extra);
		if (sizes) {
			put64(c, e->size);
			put64(c, e->packed);
		}
		if (far)
			put64(c, e->offset);
	}
	zip->entries++;
}

static void central_header(struct zip *zip)
{
	if (!zip->listed)
		put_central(zip);
}

/* Deflated bytes of data in packed, or false when they are not fewer. */
static bool deflate_whole(const void *data, size_t size, struct buf *packed)
{
	z_stream stream = { 0 };
	bool done;

	if (size < 64 || size > UINT32_MAX ||
	    deflateInit2(&stream, Z_DEFAULT_COMPRESSION, Z_DEFLATED, -15, 8,
	    Z_DEFAULT_STRATEGY) != Z_OK)
		return false;
	stream.next_in = (Bytef *)(uintptr_t)data;
	stream.avail_in = (uInt)size;
	stream.next_out = (Bytef *)buf_room(packed, size);
	stream.avail_out = (uInt)(size - 1);
	done = deflate(&stream, Z_FINISH) == Z_STREAM_END;
	packed->length = stream.total_out;
	deflateEnd(&stream);
	return done;
}

bool zip_file(struct zip *zip, const char *path, const void *data, size_t size,
    int64_t mtime, bool deflate, struct err *err)
{
	struct buf packed = { 0 };
	bool small = deflate && deflate_whole(data, size, &packed);
	bool ok;

	zip->now = (struct entry){ .flags = FLAG_UTF8, .size = size,
	    .packed = small ? packed.length : size,
	    .method = small ? DEFLATED : STORED };
	zip->whole = true;
	if (zip->write != NULL)
		zip->now.crc = (uint32_t)crc32_z(0, data, size);
	ok = begin(zip, path, mtime, err) && local_header(zip, err) &&
	    out(zip, small ? packed.data : data, zip->now.packed, err);
	if (ok)
		central_header(zip);
	buf_free(&packed);
	return ok;
}

bool zip_begin(struct zip *zip, const char *path, int64_t size, int64_t mtime,
    struct err *err)
{
	zip->now = (struct entry){ .flags = FLAG_UTF8,
	    .size = (uint64_t)size, .packed = (uint64_t)size };
	zip->whole = zip->patch != NULL;
	if (!zip->whole)
		zip->now.flags |= FLAG_BEHIND;
	zip->left = (uint64_t)size;
	return begin(zip, path, mtime, err) && local_header(zip, err);
}

bool zip_data(struct zip *zip, const void *data, size_t size, struct err *err)
{
	if (size > zip->left)
		return err_set(err, ERR_FAILED,
		    _("%s grew while it was packed"), zip->path);
	zip->left -= size;
	if (zip->write != NULL)
		zip->now.crc = (uint32_t)crc32_z(zip->now.crc, data, size);
	return out(zip, data, size, err);
}

bool zip_end(struct zip *zip, struct err *err)
{
	struct buf *r = &zip->record;
	bool large = zip->now.size >= ZIP32;

	if (zip->left > 0)
		return err_set(err, ERR_FAILED,
		    _("%s became shorter while it was packed"), zip->path);
	buf_clear(r);
	if (zip->whole) {
		put32(r, zip->now.crc);
		central_header(zip);
		return zip->patch(zip->to, (int64_t)zip->now.offset + 14,
		    r->data, 4, err);
	}
	put32(r, 0x08074b50);
	put32(r, zip->now.crc);
	if (large) {
		put64(r, zip->now.packed);
		put64(r, zip->now.size);
	} else {
		put32(r, zip->now.packed);
		put32(r, zip->now.size);
	}
	if (!out_record(zip, err))
		return false;
	central_header(zip);
	return true;
}

void zip_patches(struct zip *zip, bool (*patch)(void *to, int64_t offset,
    const void *data, size_t size, struct err *err))
{
	zip->patch = patch;
}

struct zip_known zip_last(const struct zip *zip)
{
	return (struct zip_known){ .crc = zip->now.crc,
	    .when = zip->now.when, .size = (int64_t)zip->now.size,
	    .offset = (int64_t)zip->now.offset };
}

void zip_go_on(struct zip *zip, int64_t bytes)
{
	zip->listed = true;
	zip->bytes = (uint64_t)bytes;
}

bool zip_list(struct zip *zip, const char *path,
    const struct zip_known *known, struct err *err)
{
	bool ok;

	zip->now = (struct entry){ .flags = FLAG_UTF8,
	    .size = (uint64_t)known->size, .packed = (uint64_t)known->size,
	    .crc = known->crc };
	if (!begin(zip, path, 0, err))
		return false;
	zip->now.when = known->when;
	zip->now.offset = (uint64_t)known->offset;
	buf_clear(&zip->central);
	put_central(zip);
	ok = out(zip, zip->central.data, zip->central.length, err);
	zip->directory += zip->central.length;
	buf_clear(&zip->central);
	return ok;
}

int64_t zip_bytes(const struct zip *zip)
{
	return (int64_t)zip->bytes;
}

static void zip64_end(struct zip *zip, uint64_t start, uint64_t length)
{
	struct buf *r = &zip->record;

	put32(r, 0x06064b50);
	put64(r, 44);
	put16(r, 3 << 8 | ZIP64);
	put16(r, ZIP64);
	put32(r, 0);
	put32(r, 0);
	put64(r, zip->entries);
	put64(r, zip->entries);
	put64(r, length);
	put64(r, start);
	put32(r, 0x07064b50);
	put32(r, 0);
	put64(r, start + length);
	put32(r, 1);
}

static bool end_records(struct zip *zip, struct err *err)
{
	struct buf *r = &zip->record;
	uint64_t start = zip->bytes - zip->directory;
	uint64_t length = zip->directory + zip->central.length;
	bool large = start >= ZIP32 || length >= ZIP32 ||
	    zip->entries >= 65535;

	if (!out(zip, zip->central.data, zip->central.length, err))
		return false;
	buf_clear(r);
	if (large)
		zip64_end(zip, start, length);
	put32(r, 0x06054b50);
	put32(r, 0);
	put16(r, zip->entries >= 65535 ? 65535 : zip->entries);
	put16(r, zip->entries >= 65535 ? 65535 : zip->entries);
	put32(r, length >= ZIP32 ? ZIP32 : length);
	put32(r, start >= ZIP32 ? ZIP32 : start);
	put16(r, 0);
	return out_record(zip, err);
}

int64_t zip_count(const struct zip *zip)
{
	uint64_t length = zip->central.length;
	bool large = zip->bytes >= ZIP32 || length >= ZIP32 ||
	    zip->entries >= 65535;

	return (int64_t)(zip->bytes + length + (large ? 76 : 0) + 22);
}

bool zip_finish(struct zip *zip, struct err *err)
{
	bool ok = err != NULL && end_records(zip, err);

	buf_free(&zip->record);
	buf_free(&zip->central);
	free(zip->path);
	free(zip);
	return ok;
}
