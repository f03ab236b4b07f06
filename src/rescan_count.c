/* Counting A4 pages anew from the stored facts, after the rule has changed. */
#include "rescan.h"

#include "audit.h"

#include <stdlib.h>
#include <string.h>

enum { WINDOW = 1000 };

struct counting {
	struct rescan *rescan;
	struct recount *count;
	bool (*each)(void *to, const struct scan *scan, int64_t after,
	    struct err *err);
	void *to;
	int64_t rule;
	bool dry_run;
	struct scan window[WINDOW];
	int length;
	int64_t dossiers[WINDOW];
	int dossier_count;
	struct pool pool;
};

static bool take(void *to, const struct scan *scan, struct err *err)
{
	struct counting *c = to;
	struct scan *copy = &c->window[c->length++];

	(void)err;
	*copy = *scan;
	copy->dossier = pool_copy(&c->pool, scan->dossier);
	copy->folder = pool_copy(&c->pool, scan->folder);
	copy->name = pool_copy(&c->pool, scan->name);
	return true;
}

static void classify(struct counting *c, struct scan_image *image)
{
	struct tiff_image facts = { .width = (uint32_t)image->width,
	    .height = (uint32_t)image->height,
	    .x_resolution = image->x_resolution,
	    .y_resolution = image->y_resolution,
	    .unit = (uint8_t)((image->flags & IMAGE_UNIT) >> 4),
	    .has_resolution = (image->flags & IMAGE_RESOLUTION) != 0,
	    .kind = (uint8_t)scan_image_kind(image) };
	struct page_class class;

	check_class(c->rescan->rules, &c->pool, &facts, &class);
	image->a4 = class.a4;
	image->size_class[0] = '\0';
	strncat(image->size_class, class.size, sizeof(image->size_class) - 1);
}

static void touch(struct counting *c, int64_t dossier)
{
	if (dossier == 0 || (c->dossier_count > 0 &&
	    c->dossiers[c->dossier_count - 1] == dossier))
		return;
	c->dossiers[c->dossier_count++] = dossier;
}

static bool count_one(struct counting *c, struct scan *scan, struct err *err)
{
	struct scan_image *images;
	size_t count;
	int64_t a4 = 0;
	bool first = true;

	if (!scan_images(c->rescan->db, scan, &c->pool, &images, &count, err))
		return false;
	for (size_t i = 0; i < count; i++) {
		classify(c, &images[i]);
		a4 += images[i].a4;
		if (first && scan_image_kind(&images[i]) == TIFF_PAGE) {
			scan->first = images[i];
			first = false;
		}
	}
	c->count->scans++;
	c->count->before += scan->a4;
	c->count->after += a4;
	if (a4 != scan->a4) {
		c->count->changed++;
		touch(c, scan->dossier_id);
		if (c->each != NULL && !c->each(c->to, scan, a4, err))
			return false;
	}
	scan->a4 = a4;
	scan->rule_id = c->rule;
	return c->dry_run ||
	    scan_put_count(c->rescan->db, scan, images, count, err);
}

static bool count_window(struct counting *c, struct err *err)
{
	for (int i = 0; i < c->length; i++)
		if (!count_one(c, &c->window[i], err))
			return false;
	for (int i = 0; !c->dry_run && i < c->dossier_count; i++)
		if (!scan_sum(c->rescan->db, c->rescan->rules,
		    c->dossiers[i], err))
			return false;
	return true;
}

static bool store_window(struct counting *c, struct err *err)
{
	struct edit edit = { .action = "recount", .subject = "", .note = "",
	    .summary = _("A4 pages counted by the present rule"),
	    .final = true };

	c->dossier_count = 0;
	if (c->dry_run)
		return count_window(c, err);
	if (!edit_begin(c->rescan->db, err))
		return false;
	edit.final = true;
	edit.note = c->rescan->rules->paper.text;
	if (count_window(c, err))
		return edit_commit(c->rescan->db, &edit, NULL, err);
	edit_abort(c->rescan->db);
	return false;
}

static bool find_rule(struct counting *c, struct err *err)
{
	struct db *db = c->rescan->db;

	if (c->dry_run)
		return true;
	if (!db_begin(db, err))
		return false;
	if (scan_rule(db, &c->rescan->rules->paper, &c->rule, err))
		return db_commit(db, err);
	db_rollback(db);
	return false;
}

bool rescan_count(struct rescan *rescan, bool dry_run,
    bool (*each)(void *to, const struct scan *scan, int64_t after,
    struct err *err), void *to, struct recount *count, struct err *err)
{
	struct scan_filter filter = { .dossier_id = rescan->dossier_id,
	    .by_id = true, .limit = WINDOW };
	struct counting *c = must_alloc(sizeof(*c));
	int64_t total;
	bool good;

	*count = (struct recount){ 0 };
	c->rescan = rescan;
	c->count = count;
	c->each = each;
	c->to = to;
	c->dry_run = dry_run;
	job_phase(rescan->job, _("Counting"));
	good = find_rule(c, err) &&
	    scan_count(rescan->db, rescan->dossier_id, false, &total,
	    err);
	do {
		c->length = 0;
		pool_reset(&c->pool);
		good = good && scan_each(rescan->db, &filter, take, c, err) &&
		    store_window(c, err) && job_step(rescan->job,
		    count->scans, total, "", err);
		if (c->length > 0)
			filter.after = c->window[c->length - 1].id;
	} while (good && c->length == WINDOW);
	pool_free(&c->pool);
	free(c);
	return good;
}
