#include "pack.h"

#include "fs.h"
#include "scan.h"
#include "zip.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { WHOLE = 32 << 20 };	/* files up to this are zipped at once */

const char *pack_path(const struct package *package, bool zipped,
    struct pool *pool)
{
	return pool_printf(pool, "data/goi/%s%s", package->name,
	    zipped ? ".zip" : "");
}

static const char *member_path(const struct package *package,
    const struct member *member, struct pool *pool)
{
	return pool_printf(pool, "%s/%s", package->name, member->path);
}

/* The same calls as pack_zip, without bytes. */
static int64_t zip_size(const struct package *package)
{
	struct pool pool = { 0 };
	struct err err = { 0 };
	struct zip *zip = zip_write_to(NULL, NULL);
	int64_t size;
	bool ok = true;

	for (size_t i = 0; ok && i < package->member_count; i++) {
		const struct member *m = &package->members[i];
		const char *path = member_path(package, m, &pool);

		if (m->size <= WHOLE)
			ok = zip_file(zip, path, NULL, (size_t)m->size, 0,
			    false, &err);
		else
			ok = zip_begin(zip, path, m->size, 0, &err) &&
			    zip_data(zip, NULL, (size_t)m->size, &err) &&
			    zip_end(zip, &err);
	}
	size = zip_count(zip);
	zip_finish(zip, NULL);
	pool_free(&pool);
	return ok ? size : 0;
}

int64_t pack_size(const struct package *package, bool zipped)
{
	int64_t size = 0;

	if (zipped)
		return zip_size(package);
	for (size_t i = 0; i < package->member_count; i++)
		size += package->members[i].size;
	return size;
}

/* ---- sources -------------------------------------------------------------- */

static bool refuse(const struct package_scan *scan, const char *why,
    struct err *err)
{
	return err_set(err, ERR_FINDINGS, _("%s: %s. Take it in again (bansao "
	    "scan ingest), have it inspected, then build again"), scan->from,
	    why);
}

static bool as_taken_in(int fd, const struct package_scan *scan)
{
	struct fs_stat now;
	struct stat st;

	if (fstat(fd, &st) != 0 || !S_ISREG(st.st_mode))
		return false;
	fs_stat_from(&now, &st);
	return now.size == scan->bytes && scan_stamp(&now) == scan->stamp;
}

static int open_source(const struct package_scan *scan, struct err *err)
{
	int fd = open(scan->from, O_RDONLY | O_NOFOLLOW | O_NONBLOCK |
	    O_CLOEXEC);

	if (fd < 0) {
		err_errno(err, _("%s cannot be read"), scan->from);
		return -1;
	}
	if (!as_taken_in(fd, scan)) {
		refuse(scan, _("has changed since it was taken in"), err);
		close(fd);
		return -1;
	}
	if (scan->bytes > 1 << 20)
		posix_fadvise(fd, 0, 0, POSIX_FADV_SEQUENTIAL);
	return fd;
}

/* The bytes of a source, block by block, to `each`. */
static bool pour(struct pack *pack, const struct package_scan *scan,
    bool (*each)(struct pack *pack, struct crew_block *block, size_t length,
    struct err *err), struct err *err)
{
	int fd = open_source(scan, err);
	int64_t left = scan->bytes;
	bool ok = fd >= 0;

	while (ok && left > 0) {
		struct crew_block *block = crew_block(pack->crew);
		ssize_t got = fs_read_full(fd, block->data,
		    left < (int64_t)block->size ? (size_t)left : block->size);

		if (got <= 0)
			ok = got == 0 ? refuse(scan, _("became shorter while "
			    "it was read"), err) :
			    err_errno(err, "%s", scan->from);
		else
			ok = each(pack, block, (size_t)got, err);
		crew_release(pack->crew, block);
		left -= got > 0 ? got : 0;
		if (pack->job != NULL && got > 0)
			pack->job->bytes += got;
		ok = ok && job_step(pack->job, pack->done, pack->total,
		    scan->name, err);
	}
	if (ok && !as_taken_in(fd, scan))
		ok = refuse(scan, _("changed while it was read"), err);
	if (fd >= 0)
		close(fd);
	return ok;
}

/* ---- as a folder ----------------------------------------------------------- */

static bool to_parcel(struct pack *pack, struct crew_block *block,
    size_t length, struct err *err)
{
	return parcel_block(pack->parcel, block, length, err);
}

static bool pack_file(struct pack *pack, const char *path,
    const struct member *m, int64_t stamp, struct err *err)
{
	if (parcel_has(pack->parcel, path, m->size)) {
		if (pack->job != NULL)
			pack->job->bytes += m->scan == NULL ? 0 : m->size;
		return true;
	}
	if (m->scan == NULL)
		return parcel_put(pack->parcel, path, m->data,
		    (size_t)m->size, stamp, err);
	if (!parcel_begin(pack->parcel, path, m->size, m->scan->mtime, err) ||
	    !pour(pack, m->scan, to_parcel, err))
		return false;
	parcel_expect(pack->parcel, m->scan->from, m->scan->sha256);
	return parcel_end(pack->parcel, err);
}

static bool pack_folder(struct pack *pack, const struct package *package,
    struct err *err)
{
	struct pool pool = { 0 };
	bool ok = true;

	for (size_t i = 0; ok && i < package->member_count; i++) {
		const struct member *m = &package->members[i];

		ok = pack_file(pack, pool_printf(&pool, "data/goi/%s",
		    member_path(package, m, &pool)), m, package->stamp, err);
	}
	pool_free(&pool);
	return ok;
}

/* ---- as a zip --------------------------------------------------------------- */

struct zipping {
	struct pack pack;	/* first: pour hands it on */
	struct zip *zip;
	struct crew_stream *stream;
	size_t filled;		/* of pack.whole */
};

static bool zip_out(void *to, const void *data, size_t size, struct err *err)
{
	struct pack *pack = to;

	return parcel_bytes(pack->parcel, data, size, err);
}

static bool to_whole(struct pack *pack, struct crew_block *block,
    size_t length, struct err *err)
{
	struct zipping *z = (struct zipping *)pack;

	(void)err;
	crew_feed(pack->crew, z->stream, block, block->data, length);
	memcpy(pack->whole + z->filled, block->data, length);
	z->filled += length;
	return true;
}

static bool to_zip(struct pack *pack, struct crew_block *block,
    size_t length, struct err *err)
{
	struct zipping *z = (struct zipping *)pack;

	crew_feed(pack->crew, z->stream, block, block->data, length);
	return zip_data(z->zip, block->data, length, err);
}

static bool zip_scan(struct zipping *z, const char *path,
    const struct package_scan *scan, struct err *err)
{
	struct crew_digest *digest;
	bool ok;

	if (!parcel_expect_part(z->pack.parcel, scan->from, scan->sha256,
	    &digest, err))
		return false;
	z->stream = crew_stream(z->pack.crew, 1u << HASH_SHA256);
	z->filled = 0;
	if (scan->bytes <= WHOLE)
		ok = pour(&z->pack, scan, to_whole, err) &&
		    zip_file(z->zip, path, z->pack.whole, z->filled,
		    scan->mtime, false, err);
	else
		ok = zip_begin(z->zip, path, scan->bytes, scan->mtime, err) &&
		    pour(&z->pack, scan, to_zip, err) &&
		    zip_end(z->zip, err);
	crew_end(z->pack.crew, z->stream, digest);
	return ok;
}

static bool zip_members(struct zipping *z, const struct package *package,
    struct err *err)
{
	struct pool pool = { 0 };
	bool ok = true;

	for (size_t i = 0; ok && i < package->member_count; i++) {
		const struct member *m = &package->members[i];
		const char *path = member_path(package, m, &pool);

		if (m->scan != NULL)
			ok = zip_scan(z, path, m->scan, err);
		else
			ok = zip_file(z->zip, path, m->data, (size_t)m->size,
			    package->stamp, false, err);
	}
	pool_free(&pool);
	return ok;
}

static void count_sources(struct pack *pack, const struct package *package)
{
	if (pack->job != NULL)
		for (size_t i = 0; i < package->scan_count; i++)
			pack->job->bytes += package->scans[i].bytes;
}

static bool begin_zip(struct pack *pack, const struct package *package,
    bool *there, struct err *err)
{
	struct pool pool = { 0 };
	const char *path = pack_path(package, true, &pool);
	int64_t size = pack_size(package, true);
	bool ok;

	*there = parcel_has(pack->parcel, path, size);
	ok = *there || parcel_begin(pack->parcel, path, size, package->stamp,
	    err);
	pool_free(&pool);
	return ok;
}

static bool pack_zip(struct pack *pack, const struct package *package,
    struct err *err)
{
	struct zipping z;
	bool there, ok;

	if (!begin_zip(pack, package, &there, err))
		return false;
	if (there) {
		count_sources(pack, package);
		return true;
	}
	if (pack->whole == NULL)
		pack->whole = must_alloc(WHOLE);
	z = (struct zipping){ .pack = *pack };
	z.zip = zip_write_to(zip_out, &z.pack);
	ok = zip_members(&z, package, err);
	ok = zip_finish(z.zip, ok ? err : NULL) && ok;
	return ok && parcel_end(pack->parcel, err);
}

bool pack_add(struct pack *pack, const struct package *package, bool zipped,
    struct err *err)
{
	if (!job_step(pack->job, pack->done, pack->total,
	    package->dossier.code, err))
		return false;
	return zipped ? pack_zip(pack, package, err) :
	    pack_folder(pack, package, err);
}

void pack_free(struct pack *pack)
{
	free(pack->whole);
	pack->whole = NULL;
}
