/* One scan: every fact, every finding with its cure, and the page image. */
#include "scan_ui.h"

#include "command_form.h"

#include "date.h"
#include "number.h"
#include "scan.h"

#include <stdio.h>
#include <string.h>

static void hex(char text[65], const unsigned char sha256[32])
{
	for (size_t i = 0; i < 32; i++)
		snprintf(text + 2 * i, 3, "%02x", sha256[i]);
}

static void image_lines(struct page *page, const struct scan_image *image)
{
	struct pool *pool = page->pool;

	page_line(page);
	page_at(page, 1, STYLE_DIM, "%3lld", (long long)image->number + 1);
	page_at(page, 6, STYLE_TEXT, "%lldx%lld  %.0f x %.0f dpi  %lld bit "
	    "x %lld  %s  %s  %s A4", (long long)image->width,
	    (long long)image->height, scan_image_dpi(image, true),
	    scan_image_dpi(image, false), (long long)image->depth & 65535,
	    (long long)image->depth >> 16,
	    scan_compression(image->compression, pool), image->size_class,
	    number_text(pool, image->a4));
}

static bool findings_lines(struct view *view, struct page *page,
    const struct scan *s, struct err *err)
{
	struct findings findings;

	if (!scan_findings(view->ui->app->db, s->id, page->pool, &findings,
	    err))
		return false;
	page_head(page, _("Findings"));
	if (findings.count == 0)
		page_say(page, STYLE_GOOD, " %s", _("none"));
	for (size_t i = 0; i < findings.count; i++) {
		const struct finding *f = &findings.list[i];
		const struct check *check = check_find(f->code);

		page_line(page);
		page_add(page, f->severity == CHECK_ERROR ? STYLE_BAD :
		    STYLE_WARN, " T%03d ", f->code);
		page_wrap(page, 6, STYLE_TEXT, finding_text(f, page->pool));
		if (check != NULL && check->cure != NULL)
			page_wrap(page, 6, STYLE_DIM, pool_printf(page->pool,
			    "%s %s", _("To do:"), _(check->cure)));
	}
	return true;
}

bool scan_page(struct view *view, struct page *page, int64_t id,
    struct err *err)
{
	struct db *db = view->ui->app->db;
	struct pool *pool = page->pool;
	struct scan_image *images;
	struct scan s;
	size_t count;
	int64_t verdict;
	const char *reason;
	char sha[65];

	if (!scan_get(db, id, pool, &s, err) ||
	    !scan_images(db, &s, pool, &images, &count, err))
		return false;
	hex(sha, s.sha256);
	page_line(page);
	page_wrap(page, 1, STYLE_STRONG, text_safe(pool, s.name));
	page_pair(page, _("Folder"), STYLE_TEXT, text_safe(pool, s.folder));
	page_pair(page, _("File (hồ sơ)"), STYLE_TEXT, s.dossier_id == 0 ?
	    _("not linked") : pool_printf(pool, "%s  %lld.%lld", s.dossier,
	    (long long)s.document, (long long)s.page));
	page_pair(page, _("Format"), STYLE_TEXT, scan_format_name(s.format));
	page_pair(page, _("Size"), STYLE_TEXT, number_bytes(pool, s.bytes));
	page_pair(page, _("Pages, A4"), STYLE_TEXT, pool_printf(pool,
	    "%s, %s", number_text(pool, s.pages), number_text(pool, s.a4)));
	page_pair(page, _("SHA-256"), STYLE_DIM, sha);
	if (!scan_verdict(db, &s, pool, &verdict, &reason, err))
		return false;
	page_pair(page, _("Inspection"), verdict == 2 ? STYLE_BAD :
	    verdict == 1 ? STYLE_GOOD : STYLE_DIM, verdict == 1 ?
	    _("passed") : verdict == 2 ? pool_printf(pool, _("failed: %s"),
	    reason) : _("not yet"));
	if (!findings_lines(view, page, &s, err))
		return false;
	page_head(page, _("Directories"));
	for (size_t i = 0; i < count && i < 500; i++)
		image_lines(page, &images[i]);
	return true;
}

static const char *subject(struct view *view)
{
	struct scan s;
	struct err err = { 0 };

	return scan_get(view->ui->app->db, view->arg, &view->ui->frame, &s,
	    &err) ? s.name : "";
}

static bool preview(struct view *view, struct err *err)
{
	return scan_preview_show(view, view->arg, err);
}

static bool next(struct view *view, int by, struct err *err)
{
	struct view *below = view_screen(view->below);

	if (below == NULL || strcmp(below->screen->name, "scans") != 0)
		return err_set(err, ERR_MISSING,
		    _("Open the scan from its list to leaf through"));
	list_go(below, below->list.cursor + by);
	view->arg = list_id(below);
	view_load(view);
	view->ui->all = true;
	return true;
}

static bool next_scan(struct view *view, struct err *err)
{
	return next(view, 1, err);
}

static bool scan_before(struct view *view, struct err *err)
{
	return next(view, -1, err);
}

/* clang-format off */
static const struct action actions[] = {
	{ "preview", "F3 p Enter", N_("Look at the page image"), 0, preview, N_("Look") },
	{ "next", "] Right", N_("Next scan"), 0, next_scan, N_("Next") },
	{ "before", "[", N_("Scan before"), 0, scan_before, N_("Before") },
	{ NULL, NULL, NULL, 0, NULL }
};
/* clang-format on */

const struct screen screen_scan = {
	.name = "scan",
	.title = N_("Scan"),
	.help = N_("One scan: facts of every directory, findings with what to "
	    "do, the page image with F3."),
	.actions = actions,
	.hidden = true,
	.page = scan_page,
	.subject = subject,
};
