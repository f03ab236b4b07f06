/* The writing half of scan.h. */
#include "scan.h"

#include "clock.h"
#include "text.h"
#include "who.h"

#include <stdio.h>
#include <string.h>

bool scan_folder(struct db *db, const char *path, bool add_it, int64_t *id,
    struct err *err)
{
	static const char find[] = "SELECT id FROM folder WHERE path = ?1";
	static const char add[] = "INSERT INTO folder (path) VALUES (?1)";
	struct query *q = db_query(db, err, find);

	*id = 0;
	db_put_text(q, 1, path);
	if (db_row(q))
		*id = db_int(q, 0);
	if (!db_end(q))
		return false;
	if (*id != 0 || !add_it)
		return true;
	q = db_query(db, err, add);
	db_put_text(q, 1, path);
	db_row(q);
	if (!db_end(q))
		return false;
	*id = db_last_id(db);
	return true;
}

bool scan_at(struct db *db, int64_t folder, const char *name,
    struct scan_known *known, struct err *err)
{
	static const char sql[] = "SELECT id, coalesce(dossier_id, 0), stamp,"
	    " sha256 FROM scan WHERE folder_id = ?1 AND name = ?2";
	struct query *q = db_query(db, err, sql);

	*known = (struct scan_known){ 0 };
	db_put_int(q, 1, folder);
	db_put_text(q, 2, name);
	if (db_row(q)) {
		size_t size;
		const void *sha = db_blob(q, 3, &size);

		known->id = db_int(q, 0);
		known->dossier_id = db_int(q, 1);
		known->stamp = db_int(q, 2);
		if (size == sizeof(known->sha256))
			memcpy(known->sha256, sha, size);
	}
	return db_end(q);
}

/* The scanner's row, made when it is new; 0 when the file names none. */
static bool scanner_id(struct db *db, const struct tiff_origin *o,
    int64_t *id, struct err *err)
{
	static const char find[] = "SELECT id FROM scanner"
	    " WHERE make = ?1 AND model = ?2 AND software = ?3";
	static const char add[] = "INSERT INTO scanner (make, model, software)"
	    " VALUES (?1, ?2, ?3)";

	*id = 0;
	if (o->make[0] == '\0' && o->model[0] == '\0' &&
	    o->software[0] == '\0')
		return true;
	for (int turn = 0; turn < 2; turn++) {
		struct query *q = db_query(db, err, turn == 0 ? find : add);

		db_put_text(q, 1, o->make);
		db_put_text(q, 2, o->model);
		db_put_text(q, 3, o->software);
		if (db_row(q))
			*id = db_int(q, 0);
		if (!db_end(q))
			return false;
		if (*id != 0)
			return true;
	}
	*id = db_last_id(db);
	return true;
}

static void put_or_null(struct query *q, int index, int64_t value)
{
	if (value == 0)
		db_put_null(q, index);
	else
		db_put_int(q, index, value);
}

static bool put_images(struct db *db, int64_t scan,
    const struct scan_image *images, int64_t count, struct err *err)
{
	static const char sql[] = "INSERT INTO image (scan_id, number, a4,"
	    " width, height, x_resolution, y_resolution, depth, compression,"
	    " size_class, flags)"
	    " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)";

	for (int64_t i = 0; i < count; i++) {
		struct query *q = db_query(db, err, sql);

		db_put_int(q, 1, scan);
		db_put_int(q, 2, images[i].number);
		db_put_int(q, 3, images[i].a4);
		db_put_int(q, 4, images[i].width);
		db_put_int(q, 5, images[i].height);
		db_put_real(q, 6, images[i].x_resolution);
		db_put_real(q, 7, images[i].y_resolution);
		db_put_int(q, 8, images[i].depth);
		db_put_int(q, 9, images[i].compression);
		db_put_text(q, 10, images[i].size_class);
		db_put_int(q, 11, images[i].flags);
		db_row(q);
		if (!db_end(q))
			return false;
	}
	return true;
}

bool scan_add_finding(struct db *db, int64_t scan,
    const struct finding *finding, struct err *err)
{
	static const char sql[] = "INSERT INTO finding (scan_id, code, image,"
	    " severity, detail) VALUES (?1, ?2, ?3, ?4, ?5)"
	    " ON CONFLICT DO UPDATE SET severity = excluded.severity,"
	    " detail = excluded.detail";
	struct query *q = db_query(db, err, sql);

	db_put_int(q, 1, scan);
	db_put_int(q, 2, finding->code);
	db_put_int(q, 3, finding->image);
	db_put_int(q, 4, (int64_t)finding->severity);
	db_put_text(q, 5, finding->detail);
	db_row(q);
	return db_end(q);
}

bool scan_drop_finding(struct db *db, int64_t scan, int code,
    struct err *err)
{
	static const char sql[] =
	    "DELETE FROM finding WHERE scan_id = ?1 AND code = ?2";
	struct query *q = db_query(db, err, sql);

	db_put_int(q, 1, scan);
	db_put_int(q, 2, code);
	db_row(q);
	return db_end(q);
}

bool scan_clear_parts(struct db *db, int64_t scan, struct err *err)
{
	static const char images[] = "DELETE FROM image WHERE scan_id = ?1";
	static const char found[] = "DELETE FROM finding WHERE scan_id = ?1";
	struct query *q = db_query(db, err, images);

	db_put_int(q, 1, scan);
	db_row(q);
	if (!db_end(q))
		return false;
	q = db_query(db, err, found);
	db_put_int(q, 1, scan);
	db_row(q);
	return db_end(q);
}

static void put_facts(struct query *q, const struct scan *s, int64_t scanner)
{
	db_put_int(q, 1, s->format);
	db_put_int(q, 2, s->bytes);
	db_put_int(q, 3, s->stamp);
	db_put_blob(q, 4, s->sha256, sizeof(s->sha256));
	db_put_int(q, 5, s->pages);
	db_put_int(q, 6, s->images);
	db_put_int(q, 7, s->a4);
	put_or_null(q, 8, s->rule_id);
	db_put_int(q, 9, s->first.width);
	db_put_int(q, 10, s->first.height);
	db_put_real(q, 11, s->first.x_resolution);
	if (s->first.y_resolution == s->first.x_resolution)
		db_put_null(q, 12);
	else
		db_put_real(q, 12, s->first.y_resolution);
	db_put_int(q, 13, s->first.depth);
	db_put_int(q, 14, s->first.compression);
	db_put_text(q, 15, s->first.size_class);
	db_put_int(q, 16, s->first.flags);
	put_or_null(q, 17, scanner);
	put_or_null(q, 18, s->origin.taken);
	db_put_int(q, 19, s->run_id);
	db_put_int(q, 20, s->kind);
}

bool scan_put(struct db *db, struct scan *scan,
    const struct scan_image *images, const struct findings *findings,
    struct err *err)
{
	static const char add[] = "INSERT INTO scan (format, bytes, stamp,"
	    " sha256, pages, images, a4, rule_id, width, height,"
	    " x_resolution, y_resolution, depth, compression, size_class,"
	    " flags, scanner_id, taken, run_id, kind, folder_id, name,"
	    " dossier_id, document, page) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7,"
	    " ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20,"
	    " ?21, ?22, ?23, ?24, ?25)";
	static const char replace[] = "UPDATE scan SET format = ?1,"
	    " bytes = ?2, stamp = ?3, sha256 = ?4, pages = ?5, images = ?6,"
	    " a4 = ?7, rule_id = ?8, width = ?9, height = ?10,"
	    " x_resolution = ?11, y_resolution = ?12, depth = ?13,"
	    " compression = ?14, size_class = ?15, flags = ?16,"
	    " scanner_id = ?17, taken = ?18, run_id = ?19, kind = ?20,"
	    " verified = 0, decoded = 0 WHERE id = ?21";
	bool fresh = scan->id == 0;
	int64_t scanner;
	struct query *q;

	if (!scanner_id(db, &scan->origin, &scanner, err) ||
	    (!fresh && !scan_clear_parts(db, scan->id, err)))
		return false;
	q = db_query(db, err, fresh ? add : replace);
	put_facts(q, scan, scanner);
	if (fresh) {
		db_put_int(q, 21, scan->folder_id);
		db_put_text(q, 22, scan->name);
		put_or_null(q, 23, scan->dossier_id);
		db_put_int(q, 24, scan->document);
		db_put_int(q, 25, scan->page);
	} else
		db_put_int(q, 21, scan->id);
	db_row(q);
	if (!db_end(q))
		return false;
	if (fresh)
		scan->id = db_last_id(db);
	if (scan->images > 1 &&
	    !put_images(db, scan->id, images, scan->images, err))
		return false;
	for (size_t i = 0; i < findings->count; i++)
		if (!scan_add_finding(db, scan->id, &findings->list[i], err))
			return false;
	return true;
}

bool scan_put_findings(struct db *db, int64_t scan,
    const struct findings *findings, struct err *err)
{
	static const char sql[] = "DELETE FROM finding WHERE scan_id = ?1";
	struct query *q = db_query(db, err, sql);

	db_put_int(q, 1, scan);
	db_row(q);
	if (!db_end(q))
		return false;
	for (size_t i = 0; i < findings->count; i++)
		if (!scan_add_finding(db, scan, &findings->list[i], err))
			return false;
	return true;
}

bool scan_count(struct db *db, int64_t dossier, bool undecoded,
    int64_t *count, struct err *err)
{
	static const char of_one[] = "SELECT count(*) FROM scan"
	    " WHERE dossier_id = ?1 AND (?2 = 0 OR decoded = 0)";
	static const char of_all[] = "SELECT count(*) FROM scan"
	    " WHERE ?1 = 0 AND (?2 = 0 OR decoded = 0)";
	struct query *q = db_query(db, err, dossier != 0 ? of_one : of_all);

	*count = 0;
	db_put_int(q, 1, dossier);
	db_put_int(q, 2, undecoded);
	if (db_row(q))
		*count = db_int(q, 0);
	return db_end(q);
}

bool scan_touch(struct db *db, int64_t id, int64_t stamp, struct err *err)
{
	static const char sql[] = "UPDATE scan SET stamp = ?2 WHERE id = ?1";
	struct query *q = db_query(db, err, sql);

	db_put_int(q, 1, id);
	db_put_int(q, 2, stamp);
	db_row(q);
	return db_end(q);
}

bool scan_mark_verified(struct db *db, int64_t scan, int64_t day,
    int64_t stamp, struct err *err)
{
	static const char sql[] =
	    "UPDATE scan SET verified = ?2, stamp = ?3 WHERE id = ?1";
	struct query *q = db_query(db, err, sql);

	db_put_int(q, 1, scan);
	db_put_int(q, 2, day);
	db_put_int(q, 3, stamp);
	db_row(q);
	return db_end(q);
}

bool scan_mark_decoded(struct db *db, int64_t scan, int64_t day,
    struct err *err)
{
	static const char sql[] = "UPDATE scan SET decoded = ?2 WHERE id = ?1";
	struct query *q = db_query(db, err, sql);

	db_put_int(q, 1, scan);
	db_put_int(q, 2, day);
	db_row(q);
	return db_end(q);
}

bool scan_twin(struct db *db, const unsigned char sha256[32], int64_t self,
    int64_t dossier, int64_t *id, bool *same, struct pool *pool,
    const char **path, struct err *err)
{
	static const char sql[] = "SELECT s.id, coalesce(s.dossier_id, 0) = ?3"
	    " AND ?3 <> 0, f.path || '/' || s.name"
	    " FROM scan s JOIN folder f ON f.id = s.folder_id"
	    " WHERE substr(s.sha256, 1, 4) = substr(?1, 1, 4)"
	    " AND s.sha256 = ?1 AND s.id <> ?2 ORDER BY 2 DESC, 1 LIMIT 1";
	struct query *q = db_query(db, err, sql);

	*id = 0;
	db_put_blob(q, 1, sha256, 32);
	db_put_int(q, 2, self);
	db_put_int(q, 3, dossier);
	if (db_row(q)) {
		*id = db_int(q, 0);
		*same = db_int(q, 1) != 0;
		*path = db_copy(q, 2, pool);
	}
	return db_end(q);
}

bool scan_name_twin(struct db *db, int64_t folder, const char *name,
    struct pool *pool, int64_t *id, const char **other, struct err *err)
{
	const char *forms[] = { text_nfc(pool, name), text_nfd(pool, name) };
	struct scan_known known = { 0 };

	*id = 0;
	for (size_t i = 0; i < COUNT(forms) && *id == 0; i++) {
		if (strcmp(forms[i], name) == 0)
			continue;
		if (!scan_at(db, folder, forms[i], &known, err))
			return false;
		*id = known.id;
		*other = forms[i];
	}
	return true;
}

bool scan_link(struct db *db, int64_t scan, int64_t dossier,
    int64_t document, int64_t page, struct err *err)
{
	static const char sql[] = "UPDATE scan SET dossier_id = ?2,"
	    " document = ?3, page = ?4 WHERE id = ?1";
	struct query *q = db_query(db, err, sql);

	db_put_int(q, 1, scan);
	put_or_null(q, 2, dossier);
	db_put_int(q, 3, document);
	db_put_int(q, 4, page);
	db_row(q);
	return db_end(q) &&
	    (dossier == 0 || scan_drop_finding(db, scan, T_UNLINKED, err));
}

bool scan_put_count(struct db *db, const struct scan *scan,
    const struct scan_image *images, size_t count, struct err *err)
{
	static const char whole[] = "UPDATE scan SET a4 = ?2, size_class = ?3,"
	    " rule_id = ?4 WHERE id = ?1";
	static const char part[] = "UPDATE image SET a4 = ?3, size_class = ?4"
	    " WHERE scan_id = ?1 AND number = ?2";
	struct query *q = db_query(db, err, whole);

	db_put_int(q, 1, scan->id);
	db_put_int(q, 2, scan->a4);
	db_put_text(q, 3, scan->first.size_class);
	put_or_null(q, 4, scan->rule_id);
	db_row(q);
	if (!db_end(q))
		return false;
	for (size_t i = 0; count > 1 && i < count; i++) {
		q = db_query(db, err, part);
		db_put_int(q, 1, scan->id);
		db_put_int(q, 2, images[i].number);
		db_put_int(q, 3, images[i].a4);
		db_put_text(q, 4, images[i].size_class);
		db_row(q);
		if (!db_end(q))
			return false;
	}
	return true;
}

bool scan_rule(struct db *db, const struct paper_rule *rule, int64_t *id,
    struct err *err)
{
	static const char find[] = "SELECT id FROM a4_rule WHERE text = ?1";
	static const char add[] = "INSERT INTO a4_rule (version, text,"
	    " first_used) VALUES (?2, ?1, ?3)";
	struct query *q = db_query(db, err, find);
	char now[CLOCK_TEXT];

	*id = 0;
	db_put_text(q, 1, rule->text);
	if (db_row(q))
		*id = db_int(q, 0);
	if (!db_end(q) || *id != 0)
		return *id != 0;
	q = db_query(db, err, add);
	db_put_text(q, 1, rule->text);
	db_put_text(q, 2, rule->version);
	clock_utc(now);
	db_put_text(q, 3, now);
	db_row(q);
	if (!db_end(q))
		return false;
	*id = db_last_id(db);
	return true;
}

bool scan_run_begin(struct db *db, struct scan_run *run, struct err *err)
{
	static const char sql[] =
	    "INSERT INTO scan_run (at, uid, folder) VALUES (?1, ?2, ?3)";
	struct query *q = db_query(db, err, sql);
	char now[CLOCK_TEXT];
	struct who who;

	who_am_i(&who);
	clock_utc(now);
	db_put_text(q, 1, now);
	db_put_int(q, 2, who.uid);
	db_put_text(q, 3, run->folder);
	db_row(q);
	if (!db_end(q))
		return false;
	run->id = db_last_id(db);
	return true;
}

bool scan_run_update(struct db *db, const struct scan_run *run, bool ended,
    struct err *err)
{
	static const char sql[] = "UPDATE scan_run SET taken = ?2,"
	    " changed = ?3, unchanged = ?4, deferred = ?5, refused = ?6,"
	    " bytes = ?7, ended_at = ?8 WHERE id = ?1";
	struct query *q = db_query(db, err, sql);
	char now[CLOCK_TEXT];

	clock_utc(now);
	db_put_int(q, 1, run->id);
	db_put_int(q, 2, run->taken);
	db_put_int(q, 3, run->changed);
	db_put_int(q, 4, run->unchanged);
	db_put_int(q, 5, run->deferred);
	db_put_int(q, 6, run->refused);
	db_put_int(q, 7, run->bytes);
	db_put_text(q, 8, ended ? now : "");
	db_row(q);
	return db_end(q);
}
