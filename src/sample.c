#include "sample.h"

#include "dossier_list.h"
#include "fonds.h"
#include "fs.h"
#include "text.h"
#include "tiff_draw.h"

#include <string.h>
#include <unistd.h>

enum { DPI = 200, DPI_MAP = 300 };

struct drawer {
	struct db *db;
	const char *folder;
	struct job *job;
	struct sample *sample;
	struct pool pool;
	int64_t total;
	int64_t number;		/* of the dossier */
};

/* What a page of this dossier looks like. */
static struct drawing looks(struct drawer *w, const struct dossier *d)
{
	const char *title = text_fold(&w->pool, d->title);
	struct drawing drawing = {
		.heading = d->title, .width_mm = 210, .height_mm = 297,
		.dpi = DPI, .pages = 1, .seed = (unsigned)w->number
	};

	drawing.damaged = strcmp(d->format, "03") == 0;
	drawing.ink = drawing.damaged ? DRAW_GREY : DRAW_BITONAL;
	if (d->start_year >= 0 && d->start_year < 1956)
		drawing.ink = DRAW_COLOUR;
	if (strncmp(title, "sac phong", 9) == 0 ||
	    strncmp(title, "anh va thu", 10) == 0)
		drawing.kind = DRAW_LETTER;
	if (strncmp(title, "ban do", 6) == 0 || strncmp(title, "ban ve", 6) == 0)
	{
		drawing.kind = DRAW_MAP;
		drawing.dpi = DPI_MAP;
		drawing.ink = DRAW_BITONAL;
	}
	return drawing;
}

static bool put(struct drawer *w, const struct dossier *d, const char *folder,
    int document, int page, const struct drawing *drawing, struct err *err)
{
	const char *name = page == 0 ?
	    pool_printf(&w->pool, "%s/%s.%d.tif", folder, d->code, document) :
	    pool_printf(&w->pool, "%s/%s.%d.%d.tif", folder, d->code, document,
	    page);

	w->sample->files++;
	w->sample->pages += drawing->pages;
	return job_step(w->job, w->sample->pages, w->total, name, err) &&
	    tiff_draw(name, drawing, err);
}

/* Maps: the first sheet is an A0, the others are A3. */
static bool draw_maps(struct drawer *w, const struct dossier *d,
    const char *folder, struct drawing drawing, struct err *err)
{
	for (int i = 0; i < (int)d->pages; i++) {
		bool first = i == 0 && d->pages == 2;

		drawing.width_mm = first ? 1189 : 420;
		drawing.height_mm = first ? 841 : 297;
		drawing.first_page = i + 1;
		if (!put(w, d, folder, 1, i + 1, &drawing, err))
			return false;
	}
	return true;
}

/* Two pages a document; now and then the whole dossier is one file. */
static bool draw_pages(struct drawer *w, const struct dossier *d,
    const char *folder, struct drawing drawing, struct err *err)
{
	drawing.first_page = 1;
	if (w->number % 12 == 5) {
		drawing.pages = (int)d->pages;
		return put(w, d, folder, 1, 0, &drawing, err);
	}
	for (int i = 0; i < (int)d->pages; i++) {
		drawing.first_page = i + 1;
		if (!put(w, d, folder, i / 2 + 1, i % 2 + 1, &drawing, err))
			return false;
	}
	return true;
}

/* Cut the end off a good file, as a broken copy has it. */
static bool cut_file(const char *path, struct err *err)
{
	return truncate(path, 600) == 0 || err_errno(err, "%s", path);
}

/* Three faults, in three dossiers: a file that is cut off, one that is no
 * TIFF, one with too low a resolution. */
static bool spoil(struct drawer *w, const struct dossier *d,
    const char *folder, struct err *err)
{
	const char *path = pool_printf(&w->pool, "%s/%s.1.1.tif", folder,
	    d->code);
	struct drawing low = looks(w, d);

	if (access(path, F_OK) != 0)
		return true;
	switch (w->number) {
	case 23:
		w->sample->faulty++;
		return cut_file(path, err);
	case 27:
		w->sample->faulty++;
		return fs_write_file(path, "<html>not a scan</html>\n", 24,
		    FS_REPLACE, err);
	case 48:
		w->sample->faulty++;
		low.dpi = 120;
		low.first_page = 1;
		return tiff_draw(path, &low, err);
	default:
		return true;
	}
}

static bool one_dossier(void *to, int64_t id, struct err *err)
{
	struct drawer *w = to;
	struct drawing drawing;
	struct dossier d;
	struct fonds fonds;
	const char *folder;
	bool good;

	pool_reset(&w->pool);
	w->number++;
	if (!dossier_get(w->db, id, &w->pool, &d, err) ||
	    !fonds_get(w->db, d.fonds_id, &w->pool, &fonds, err))
		return false;
	folder = pool_printf(&w->pool, "%s/%s", w->folder, fonds.code);
	if (!fs_mkdirs(folder, err))
		return false;
	drawing = looks(w, &d);
	good = drawing.kind == DRAW_MAP ?
	    draw_maps(w, &d, folder, drawing, err) :
	    draw_pages(w, &d, folder, drawing, err);
	return good && spoil(w, &d, folder, err);
}

bool sample_scans(struct db *db, const char *folder, struct job *job,
    struct sample *sample, struct err *err)
{
	struct drawer drawer = {
		.db = db, .folder = folder, .job = job, .sample = sample
	};
	struct dossier_filter all = { .state = -1 };
	struct tally tally;
	bool good;

	memset(sample, 0, sizeof(*sample));
	if (!fs_mkdirs(folder, err) || !fonds_tally(db, 0, &tally, err))
		return false;
	drawer.total = tally.pages;
	good = dossier_each(db, &all, one_dossier, &drawer, err);
	pool_free(&drawer.pool);
	return good;
}
