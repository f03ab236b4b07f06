/* Scans: of one file (hồ sơ), or those that are not linked to any. */
#include "scan_ui.h"

#include "command_form.h"

#include "batch.h"
#include "dossier.h"
#include "number.h"
#include "scan.h"

#include <string.h>

enum { MOST_LOOSE = 2000 };

static bool load(struct view *view, struct err *err)
{
	struct scan_filter filter = { .dossier_id = view->arg };
	int64_t *ids;
	size_t count;

	if (view->arg == 0) {
		filter.unlinked = true;
		filter.limit = MOST_LOOSE;
	}
	if (view->data == NULL)
		view->data = pool_alloc(&view->own, sizeof(struct scan));
	list_set(view, NULL, 0);
	if (!scan_ids(view->ui->app->db, &filter, &view->pool, &ids, &count,
	    err))
		return false;
	list_set(view, ids, (int64_t)count);
	return true;
}

static bool row(struct view *view, int64_t id, struct err *err)
{
	view->row = view->data;
	return scan_get(view->ui->app->db, id, &view->ui->frame, view->row,
	    err);
}

/* How many, with a mark when one of them is an error. */
static const char *finding_mark(const struct findings *findings,
    struct pool *pool, enum style *style)
{
	enum severity worst = CHECK_OFF;

	for (size_t i = 0; i < findings->count; i++)
		if (findings->list[i].severity > worst)
			worst = findings->list[i].severity;
	*style = worst == CHECK_ERROR ? STYLE_BAD :
	    worst == CHECK_WARNING ? STYLE_WARN : STYLE_DIM;
	return pool_printf(pool, "%s%zu", worst == CHECK_ERROR ? "!" : " ",
	    findings->count);
}

static const char *cell(struct view *view, int column, enum style *style)
{
	const struct scan *s = view->row;
	struct pool *pool = &view->ui->frame;
	struct findings findings;
	struct err err = { 0 };
	int64_t verdict;

	switch (column) {
	case 0:
		return s->name;
	case 1:
		return number_bytes(pool, s->bytes);
	case 2:
		return s->first.width == 0 ? "" : pool_printf(pool,
		    "%lldx%lld", (long long)s->first.width,
		    (long long)s->first.height);
	case 3:
		return s->first.width == 0 ? "" : pool_printf(pool, "%.0f",
		    scan_image_dpi(&s->first, true));
	case 4:
		return scan_compression(s->first.compression, pool);
	case 5:
		return s->first.size_class;
	case 6:
		return number_text(pool, s->a4);
	case 7:
		if (!scan_verdict(view->ui->app->db, s, pool, &verdict, NULL,
		    &err))
			return "";
		*style = verdict == 1 ? STYLE_GOOD : STYLE_BAD;
		return verdict == 1 ? _("passed") : verdict == 2 ?
		    _("failed") : "";
	default:
		if (!scan_findings(view->ui->app->db, s->id, pool, &findings,
		    &err) || findings.count == 0)
			return "";
		return finding_mark(&findings, pool, style);
	}
}

static bool page(struct view *view, struct page *page, int64_t id,
    struct err *err)
{
	return scan_page(view, page, id, err);
}

static const char *subject(struct view *view)
{
	struct dossier_row d;
	struct err err = { 0 };

	return view->arg == 0 ? _("not linked to a file") :
	    dossier_row(view->ui->app->db, view->arg, &view->ui->frame, &d,
	    &err) ? d.code : "";
}

/* What the scans of the file come to. */
static const char *status(struct view *view)
{
	struct pool *pool = &view->ui->frame;
	struct dossier_row d;
	struct err err = { 0 };

	if (view->arg == 0 ||
	    !dossier_row(view->ui->app->db, view->arg, pool, &d, &err))
		return "";
	return pool_printf(pool, _("In all: %s scans, %s images, %s A4 pages; "
	    "%s errors"), number_text(pool, d.scan_count),
	    number_text(pool, d.image_count), number_text(pool, d.a4),
	    number_text(pool, d.finding_count));
}

static bool open_scan(struct view *view, struct err *err)
{
	return ui_open(view->ui, "scan", list_id(view), err);
}

static bool preview(struct view *view, struct err *err)
{
	return scan_preview_show(view, list_id(view), err);
}

static bool by_scan(struct view *view, const char *name, struct err *err)
{
	return command_form_by_name(view->ui, name, pool_printf(
	    &view->ui->frame, "#%lld", (long long)list_id(view)), NULL, err);
}

static bool link_it(struct view *view, struct err *err)
{
	return by_scan(view, "scan link", err);
}

static bool check(struct view *view, struct err *err)
{
	return by_scan(view, "scan check", err);
}

/* Inspection of one page: the form knows the batch and the page. */
static bool judge(struct view *view, const char *command, struct err *err)
{
	struct db *db = view->ui->app->db;
	struct pool *pool = &view->ui->frame;
	const char *options[4] = { "--scan", pool_printf(pool, "#%lld",
	    (long long)list_id(view)), NULL, NULL };
	const char *code;
	int64_t batch;

	if (!batch_of(db, view->arg, &batch, err) ||
	    !batch_code(db, batch, pool, &code, err))
		return false;
	if (code[0] == '\0')
		return err_set(err, ERR_RULE, _("BR11: the file must be in a"
		    " digitising batch before its pages are inspected"
		    " (bansao batch add BATCH CODE)"));
	return command_form_by_name(view->ui, command, code, options, err);
}

static bool pass_page(struct view *view, struct err *err)
{
	return judge(view, "batch pass", err);
}

static bool fail_page(struct view *view, struct err *err)
{
	return judge(view, "batch fail", err);
}

/* Every picture of the file (hồ sơ), or of all that were never decoded: a job
 * that goes on in the background and where it was stopped. */
static bool decode(struct view *view, struct err *err)
{
	const char *options[4] = { "--decode", "on", NULL, NULL };
	struct dossier_row d;

	if (view->arg == 0)
		return command_form_by_name(view->ui, "scan check", "",
		    options, err);
	if (!dossier_row(view->ui->app->db, view->arg, &view->ui->frame, &d,
	    err))
		return false;
	return command_form_by_name(view->ui, "scan check", d.code, options,
	    err);
}

static bool verify(struct view *view, struct err *err)
{
	return command_form_by_name(view->ui, "scan verify", "", NULL, err);
}

static bool ingest(struct view *view, struct err *err)
{
	struct dossier_row d;
	const char *options[3] = { NULL, NULL, NULL };

	if (view->arg != 0) {
		if (!dossier_row(view->ui->app->db, view->arg,
		    &view->ui->frame, &d, err))
			return false;
		options[0] = "--dossier";
		options[1] = d.code;
	}
	return command_form_by_name(view->ui, "scan ingest", "", options, err);
}

/* clang-format off */
static const struct column columns[] = {
	{ N_("Name"), 0, TEXT_LEFT, 0 },
	{ N_("Size"), 10, TEXT_RIGHT, 0 },
	{ N_("Pixels"), 11, TEXT_RIGHT, 60 },
	{ N_("dpi"), 4, TEXT_RIGHT, 0 },
	{ N_("Compression"), 14, TEXT_LEFT, 100 },
	{ N_("Paper"), 5, TEXT_LEFT, 0 },
	{ N_("A4"), 4, TEXT_RIGHT, 0 },
	{ N_("Verdict"), 8, TEXT_LEFT, 76 },
	{ "!", 4, TEXT_LEFT, 0 },
	{ NULL, 0, TEXT_LEFT, 0 }
};

static const struct action actions[] = {
	{ "open", "Enter Right l", N_("Facts and findings of the scan"), NEEDS_ROW, open_scan },
	{ "preview", "F3 p", N_("Look at the page image"), NEEDS_ROW, preview, N_("Look") },
	{ "ingest", "i", N_("Take in the scans of a folder"), NEEDS_WRITE, ingest, N_("Take in") },
	{ "pass", "P", N_("Inspection: this page passes"), NEEDS_ROW | NEEDS_WRITE, pass_page },
	{ "fail", "x", N_("Inspection: this page fails, with the reason"), NEEDS_ROW | NEEDS_WRITE, fail_page, N_("Fail") },
	{ "link", "m", N_("Link the scan to a file"), NEEDS_ROW | NEEDS_WRITE, link_it, N_("Link") },
	{ "check", "c", N_("Judge it again"), NEEDS_ROW | NEEDS_WRITE, check, N_("Check") },
	{ "decode", "D", N_("Decode every picture in the background"), NEEDS_WRITE, decode },
	{ "verify", "v", N_("Compare files with what was taken in (fixity)"), NEEDS_WRITE, verify, N_("Fixity") },
	{ NULL, NULL, NULL, 0, NULL }
};
/* clang-format on */

const struct screen screen_scans = {
	.name = "scans",
	.title = N_("Scans"),
	.help = N_("Scans of one file with size, paper and findings; from the "
	    "menu, those that are not linked to any file."),
	.columns = columns,
	.actions = actions,
	.load = load,
	.row = row,
	.cell = cell,
	.page = page,
	.subject = subject,
	.status = status,
	.empty = N_("No scans here. i takes in the scans of a folder; names "
	    "like CODE.1.tif link themselves."),
};
