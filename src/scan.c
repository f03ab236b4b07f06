#include "scan.h"


#include <stdlib.h>
#include <string.h>

/* --- one directory ------------------------------------------------------ */

void scan_image_from(struct scan_image *to, const struct tiff_facts *facts,
    uint32_t number, const struct page_class *class)
{
	const struct tiff_image *i = &facts->images[number];

	*to = (struct scan_image){ .number = number, .a4 = class->a4,
	    .width = i->width, .height = i->height,
	    .x_resolution = i->x_resolution, .y_resolution = i->y_resolution,
	    .depth = i->bits + 65536 * (int64_t)i->samples,
	    .compression = i->compression };
	to->flags = i->orientation | i->unit << 4 |
	    (i->tiled ? IMAGE_TILED : 0) | (i->icc ? IMAGE_ICC : 0) |
	    (i->has_resolution ? IMAGE_RESOLUTION : 0) |
	    (i->has_photometric ? IMAGE_PHOTOMETRIC : 0) | i->kind << 10 |
	    (facts->big ? IMAGE_BIG : 0) |
	    (facts->swapped ? IMAGE_SWAPPED : 0) |
	    (i->planar == 2 ? IMAGE_PLANAR : 0) |
	    (i->sub_images ? IMAGE_SUBS : 0) |
	    (int64_t)i->photometric << IMAGE_PHOTOMETRIC_SHIFT;
	strncat(to->size_class, class->size, sizeof(to->size_class) - 1);
}

double scan_image_dpi(const struct scan_image *image, bool of_x)
{
	double value = of_x ? image->x_resolution : image->y_resolution;
	int64_t unit = (image->flags & IMAGE_UNIT) >> 4;

	return unit == TIFF_UNIT_NONE ? 0 :
	    unit == TIFF_UNIT_CM ? value * 2.54 : value;
}

int scan_image_kind(const struct scan_image *image)
{
	return (int)((image->flags & IMAGE_KIND) >> 10);
}

int64_t scan_stamp(const struct fs_stat *stat)
{
	const uint64_t parts[] = { (uint64_t)stat->size,
	    (uint64_t)stat->mtime, (uint64_t)stat->ctime, stat->inode };
	uint64_t hash = 0x9e3779b97f4a7c15;

	for (size_t i = 0; i < COUNT(parts); i++) {
		hash ^= parts[i];
		hash = (hash ^ hash >> 30) * 0xbf58476d1ce4e5b9;
		hash = (hash ^ hash >> 27) * 0x94d049bb133111eb;
		hash ^= hash >> 31;
	}
	return (int64_t)(hash >> 17);	/* 47 bits: six bytes in the row */
}

/* --- reading ------------------------------------------------------------ */

#define FIELDS \
	"s.id, coalesce(s.dossier_id, 0), coalesce(d.code, ''), s.document," \
	" s.page, s.folder_id, f.path, s.name, s.kind, s.format, s.bytes," \
	" s.stamp, s.sha256, s.pages, s.images, s.a4," \
	" coalesce(s.rule_id, 0), s.width, s.height, s.x_resolution," \
	" coalesce(s.y_resolution, s.x_resolution), s.depth," \
	" s.compression, s.size_class, s.flags," \
	" coalesce(c.make, ''), coalesce(c.model, '')," \
	" coalesce(c.software, ''), coalesce(s.taken, 0), s.run_id," \
	" s.verified, s.decoded"
#define TABLES \
	" FROM scan s JOIN folder f ON f.id = s.folder_id" \
	" LEFT JOIN dossier d ON d.id = s.dossier_id" \
	" LEFT JOIN scanner c ON c.id = s.scanner_id"

static void copy_text(char *room, size_t size, const char *text)
{
	room[0] = '\0';
	strncat(room, text, size - 1);
}

/* Strings are copied when there is a pool, borrowed from the row if not. */
static const char *keep(struct query *q, int column, struct pool *pool)
{
	return pool == NULL ? db_text(q, column) : db_copy(q, column, pool);
}

static void read_row(struct query *q, struct pool *pool, struct scan *s)
{
	const void *sha;
	size_t size;

	*s = (struct scan){ .id = db_int(q, 0), .dossier_id = db_int(q, 1),
	    .dossier = keep(q, 2, pool), .document = db_int(q, 3),
	    .page = db_int(q, 4), .folder_id = db_int(q, 5),
	    .folder = keep(q, 6, pool), .name = keep(q, 7, pool),
	    .kind = db_int(q, 8), .format = db_int(q, 9),
	    .bytes = db_int(q, 10), .stamp = db_int(q, 11),
	    .pages = db_int(q, 13), .images = db_int(q, 14),
	    .a4 = db_int(q, 15), .rule_id = db_int(q, 16) };
	sha = db_blob(q, 12, &size);
	if (size == sizeof(s->sha256))
		memcpy(s->sha256, sha, size);
	s->first = (struct scan_image){ .width = db_int(q, 17),
	    .height = db_int(q, 18), .x_resolution = db_real(q, 19),
	    .y_resolution = db_real(q, 20), .depth = db_int(q, 21),
	    .compression = db_int(q, 22), .flags = db_int(q, 24),
	    .a4 = s->a4 };
	copy_text(s->first.size_class, sizeof(s->first.size_class),
	    db_text(q, 23));
	copy_text(s->origin.make, TIFF_TEXT_MAX, db_text(q, 25));
	copy_text(s->origin.model, TIFF_TEXT_MAX, db_text(q, 26));
	copy_text(s->origin.software, TIFF_TEXT_MAX, db_text(q, 27));
	s->origin.taken = db_int(q, 28);
	s->run_id = db_int(q, 29);
	s->verified = db_int(q, 30);
	s->decoded = db_int(q, 31);
}

/* One constant text for each way to select, so that each uses its index. */
static const char *select_text(const struct scan_filter *filter)
{
	static const char by_dossier[] = "SELECT " FIELDS TABLES
	    " WHERE s.dossier_id = ?1 AND s.id > ?3"
	    " ORDER BY s.document, s.page, s.id LIMIT ?2";
	static const char dossier_by_id[] = "SELECT " FIELDS TABLES
	    " WHERE s.dossier_id = ?1 AND s.id > ?3"
	    " AND (?4 = 0 OR s.decoded = 0) ORDER BY s.id LIMIT ?2";
	static const char by_batch[] = "SELECT " FIELDS TABLES
	    " WHERE s.dossier_id IN (SELECT dossier_id FROM batch_dossier"
	    " WHERE batch_id = ?1) AND s.id > ?3"
	    " ORDER BY d.sort_key, s.document, s.page, s.id LIMIT ?2";
	static const char unlinked[] = "SELECT " FIELDS TABLES
	    " WHERE s.dossier_id IS NULL AND s.id > ?3"
	    " ORDER BY s.id LIMIT ?2";
	static const char all[] = "SELECT " FIELDS TABLES
	    " WHERE s.id > ?3 ORDER BY s.id LIMIT ?2";
	static const char all_by_id[] = "SELECT " FIELDS TABLES
	    " WHERE s.id > ?3 AND (?4 = 0 OR s.decoded = 0)"
	    " ORDER BY s.id LIMIT ?2";
	static const char found[] = "SELECT " FIELDS TABLES
	    " WHERE s.id > ?3 AND s.id IN (SELECT scan_id FROM finding"
	    " WHERE severity > 1) ORDER BY s.id LIMIT ?2";

	if (filter->by_id)
		return filter->dossier_id != 0 ? dossier_by_id : all_by_id;
	return filter->dossier_id != 0 ? by_dossier :
	    filter->batch_id != 0 ? by_batch :
	    filter->unlinked ? unlinked : filter->with_findings ? found : all;
}

static struct query *select_scans(struct db *db,
    const struct scan_filter *filter, struct err *err)
{
	struct query *q = db_query(db, err, select_text(filter));

	if (filter->dossier_id != 0)
		db_put_int(q, 1, filter->dossier_id);
	else if (filter->batch_id != 0)
		db_put_int(q, 1, filter->batch_id);
	db_put_int(q, 2, filter->limit > 0 ? filter->limit : -1);
	db_put_int(q, 3, filter->after);
	if (filter->by_id)
		db_put_int(q, 4, filter->undecoded);
	return q;
}

bool scan_each(struct db *db, const struct scan_filter *filter,
    bool (*each)(void *to, const struct scan *scan, struct err *err),
    void *to, struct err *err)
{
	struct query *q = select_scans(db, filter, err);
	struct scan scan;
	bool good = true;

	while (good && db_row(q)) {
		read_row(q, NULL, &scan);
		good = each(to, &scan, err);
	}
	return db_end(q) && good;
}

bool scan_ids(struct db *db, const struct scan_filter *filter,
    struct pool *pool, int64_t **ids, size_t *count, struct err *err)
{
	static const char by_dossier[] = "SELECT id FROM scan"
	    " WHERE dossier_id = ?1 ORDER BY document, page, id";
	static const char by_batch[] = "SELECT s.id FROM scan s"
	    " LEFT JOIN dossier d ON d.id = s.dossier_id"
	    " WHERE s.dossier_id IN (SELECT dossier_id FROM batch_dossier"
	    " WHERE batch_id = ?1)"
	    " ORDER BY d.sort_key, s.document, s.page, s.id";
	static const char unlinked[] = "SELECT id FROM scan"
	    " WHERE dossier_id IS NULL AND ?1 = 0 ORDER BY id";
	struct query *q = db_query(db, err, filter->dossier_id != 0 ?
	    by_dossier : filter->batch_id != 0 ? by_batch : unlinked);
	size_t room = 0;

	db_put_int(q, 1, filter->dossier_id != 0 ? filter->dossier_id :
	    filter->batch_id);
	*ids = NULL;
	*count = 0;
	while (db_row(q)) {
		if (*count == room) {
			int64_t *more;

			room = room == 0 ? 64 : room * 2;
			more = pool_array(pool, room, sizeof(*more));
			if (*count > 0)
				memcpy(more, *ids, *count * sizeof(*more));
			*ids = more;
		}
		(*ids)[(*count)++] = db_int(q, 0);
	}
	return db_end(q);
}

bool scan_get(struct db *db, int64_t id, struct pool *pool,
    struct scan *scan, struct err *err)
{
	static const char sql[] = "SELECT " FIELDS TABLES " WHERE s.id = ?1";
	struct query *q = db_query(db, err, sql);
	bool found;

	db_put_int(q, 1, id);
	found = db_row(q);
	if (found)
		read_row(q, pool, scan);
	if (!db_end(q))
		return false;
	return found || err_set(err, ERR_MISSING,
	    _("There is no scan with the number %lld"), (long long)id);
}

/* The part of a path before its last slash, on the heap of the pool. */
static const char *split(struct pool *pool, const char *path,
    const char **name)
{
	const char *slash = strrchr(path, '/');

	*name = slash == NULL ? path : slash + 1;
	return slash == NULL ? "" :
	    pool_copy_n(pool, path, (size_t)(slash - path));
}

bool scan_find(struct db *db, const char *path, struct pool *pool,
    struct scan *scan, struct err *err)
{
	static const char exact[] = "SELECT s.id FROM folder f"
	    " JOIN scan s ON s.folder_id = f.id AND s.name = ?2"
	    " WHERE f.path = ?1";
	static const char ends[] = "SELECT s.id FROM folder f"
	    " JOIN scan s ON s.folder_id = f.id AND s.name = ?2"
	    " WHERE ?1 = '' OR f.path = ?1"
	    " OR substr(f.path, -length(?1) - 1) = '/' || ?1 LIMIT 2";
	const char *name;
	const char *folder = split(pool, path, &name);
	struct query *q;
	int64_t id = 0;
	int found = 0;

	if (path[0] == '#')
		return scan_get(db, strtoll(path + 1, NULL, 10), pool, scan,
		    err);
	q = db_query(db, err, path[0] == '/' ? exact : ends);
	db_put_text(q, 1, folder);
	db_put_text(q, 2, name);
	for (; db_row(q); found++)
		id = db_int(q, 0);
	if (!db_end(q))
		return false;
	if (found == 1)
		return scan_get(db, id, pool, scan, err);
	return found == 0 ? err_set(err, ERR_MISSING,
	    _("%s is not in the catalogue; take it in with \"bansao scan"
	    " ingest\""), path) :
	    err_set(err, ERR_USAGE, _("Several scans are called %s; give"
	    " more of the path"), path);
}

bool scan_images(struct db *db, const struct scan *scan, struct pool *pool,
    struct scan_image **images, size_t *count, struct err *err)
{
	static const char sql[] = "SELECT number, a4, width, height,"
	    " x_resolution, y_resolution, depth, compression, size_class,"
	    " flags FROM image WHERE scan_id = ?1 ORDER BY number";
	struct query *q;

	*images = pool_array(pool, (size_t)scan->images + 1,
	    sizeof(**images));
	*count = 0;
	if (scan->images == 0)
		return true;
	if (scan->images == 1) {
		(*images)[(*count)++] = scan->first;
		return true;
	}
	q = db_query(db, err, sql);
	db_put_int(q, 1, scan->id);
	while (db_row(q) && *count < (size_t)scan->images) {
		struct scan_image *i = &(*images)[(*count)++];

		*i = (struct scan_image){ .number = db_int(q, 0),
		    .a4 = db_int(q, 1), .width = db_int(q, 2),
		    .height = db_int(q, 3), .x_resolution = db_real(q, 4),
		    .y_resolution = db_real(q, 5), .depth = db_int(q, 6),
		    .compression = db_int(q, 7), .flags = db_int(q, 9) };
		copy_text(i->size_class, sizeof(i->size_class),
		    db_text(q, 8));
	}
	return db_end(q);
}

static void take_finding(struct findings *findings, struct pool *pool,
    struct query *q)
{
	if (findings->count == findings->room) {
		size_t room = findings->room == 0 ? 8 : findings->room * 2;
		struct finding *list = pool_array(pool, room, sizeof(*list));

		if (findings->count > 0)
			memcpy(list, findings->list,
			    findings->count * sizeof(*list));
		findings->list = list;
		findings->room = room;
	}
	findings->list[findings->count++] = (struct finding){
	    .code = (int)db_int(q, 0), .image = (int)db_int(q, 1),
	    .severity = (enum severity)db_int(q, 2),
	    .detail = db_copy(q, 3, pool) };
}

bool scan_findings(struct db *db, int64_t scan, struct pool *pool,
    struct findings *findings, struct err *err)
{
	static const char sql[] = "SELECT code, image, severity, detail"
	    " FROM finding WHERE scan_id = ?1 ORDER BY code, image";
	struct query *q = db_query(db, err, sql);

	*findings = (struct findings){ 0 };
	db_put_int(q, 1, scan);
	while (db_row(q))
		take_finding(findings, pool, q);
	return db_end(q);
}

bool scan_verdict(struct db *db, const struct scan *scan, struct pool *pool,
    int64_t *verdict, const char **reason, struct err *err)
{
	static const char sql[] = "SELECT 2 - i.passed, i.reason"
	    " FROM inspection i, scan_run r WHERE r.id = ?3"
	    " AND (i.scan_id = ?1 OR (i.scan_id IS NULL"
	    " AND i.dossier_id = ?2)) AND i.at >= r.at"
	    " ORDER BY i.id DESC LIMIT 1";
	struct query *q = db_query(db, err, sql);

	*verdict = 0;
	db_put_int(q, 1, scan->id);
	db_put_int(q, 2, scan->dossier_id);
	db_put_int(q, 3, scan->run_id);
	if (db_row(q)) {
		*verdict = db_int(q, 0);
		if (reason != NULL)
			*reason = db_copy(q, 1, pool);
	}
	return db_end(q);
}

bool dossier_findings(struct db *db, int64_t dossier, struct pool *pool,
    struct findings *findings, struct err *err)
{
	static const char sql[] = "SELECT code, -1, severity, detail"
	    " FROM dossier_finding WHERE dossier_id = ?1 ORDER BY code";
	struct query *q = db_query(db, err, sql);

	*findings = (struct findings){ 0 };
	db_put_int(q, 1, dossier);
	while (db_row(q))
		take_finding(findings, pool, q);
	return db_end(q);
}
