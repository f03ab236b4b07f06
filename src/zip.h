/* Zip files written as a stream: stored or deflated, zip64 where a size or the
 * number of entries needs it, names in UTF-8, no seek on the output. The only
 * file that knows zlib.
 *
 * Entries of at most ZIP_WHOLE bytes given at once have their CRC in the local
 * header, which every reader understands; larger ones are followed by a data
 * descriptor. With a NULL write function nothing is written and only the size
 * of the zip is counted: the same calls give the same size. */
#ifndef ZIP_H
#define ZIP_H

#include "err.h"

struct zip;

struct zip *zip_write_to(bool (*write)(void *to, const void *data,
    size_t size, struct err *err), void *to);
/* One whole file: stored when `deflate` is false or it would not shrink. */
bool zip_file(struct zip *zip, const char *path, const void *data, size_t size,
    int64_t mtime, bool deflate, struct err *err) MUST_CHECK;
/* A stored file as a stream whose size is known: begin, data ..., end. */
bool zip_begin(struct zip *zip, const char *path, int64_t size, int64_t mtime,
    struct err *err) MUST_CHECK;
bool zip_data(struct zip *zip, const void *data, size_t size, struct err *err)
    MUST_CHECK;
bool zip_end(struct zip *zip, struct err *err) MUST_CHECK;
/* Where the output can be written again (a regular file), streams too get
 * their CRC into the local header: `patch` writes four bytes at an offset
 * that is counted like zip_bytes. */
void zip_patches(struct zip *zip, bool (*patch)(void *to, int64_t offset,
    const void *data, size_t size, struct err *err));
/* What the last entry was: whoever remembers it can go on behind it after a
 * crash. */
struct zip_known {
	uint32_t crc;
	uint32_t when;
	int64_t size;
	int64_t offset;
};
struct zip_known zip_last(const struct zip *zip);
/* Before the first entry: so many bytes are there already, and the directory
 * at the end is not kept in memory. Instead each entry, the old ones too, is
 * told again in its order by zip_list before zip_finish. */
void zip_go_on(struct zip *zip, int64_t bytes);
bool zip_list(struct zip *zip, const char *path,
    const struct zip_known *known, struct err *err) MUST_CHECK;
/* Bytes so far. */
int64_t zip_bytes(const struct zip *zip);
/* Bytes of the whole zip when it is finished now. */
int64_t zip_count(const struct zip *zip);
/* The central directory; frees the zip in any case, with err NULL nothing
 * more is written. */
bool zip_finish(struct zip *zip, struct err *err);

#endif
