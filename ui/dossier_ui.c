#include "dossier_ui.h"

#include "command_form.h"

#include "audit.h"
#include "clock.h"
#include "date.h"
#include "fonds.h"
#include "number.h"
#include "pick.h"
#include "setting.h"
#include "tag.h"
#include "text.h"
#include "workflow.h"

#include <string.h>

/* --- which ones ---------------------------------------------------------------- */

/* All dossiers of a fonds or a group. */
static bool below(struct view *view, int64_t row, int64_t **ids,
    size_t *count, struct err *err)
{
	struct pick pick = { .filtered = true, .filter = { .state = -1 } };

	if ((row & 3) == TREE_FONDS)
		pick.filter.fonds_id = row >> 2;
	else
		pick.filter.grp_id = row >> 2;
	return pick_ids(view->ui->app->db, &pick, &view->ui->frame, ids,
	    count, err);
}

static bool tree_dossiers(struct view *view, int64_t **ids, size_t *count,
    struct err *err)
{
	size_t rows, room = 0;
	int64_t *chosen = list_chosen(view, &rows), *all = NULL;
	struct marks seen = { 0 };
	bool good = true;

	*count = 0;
	for (size_t i = 0; i < rows && good; i++) {
		int64_t one[] = { chosen[i] >> 2 }, *part = one;
		size_t n = 1;

		if ((chosen[i] & 3) != TREE_DOSSIER)
			good = below(view, chosen[i], &part, &n, err);
		for (size_t k = 0; good && k < n; k++) {
			if (!marks_set(&seen, part[k], true))
				continue;
			if (*count == room) {
				int64_t *more = pool_array(&view->ui->frame,
				    room = room * 2 + 64, sizeof(*more));

				if (*count > 0)
					memcpy(more, all,
					    *count * sizeof(*more));
				all = more;
			}
			all[(*count)++] = part[k];
		}
	}
	marks_clear(&seen);
	*ids = all;
	return good;
}

bool ui_dossiers(struct view *view, int64_t **ids, size_t *count,
    struct err *err)
{
	if (view->screen->columns == NULL) {
		*ids = pool_array(&view->ui->frame, 1, sizeof(**ids));
		**ids = view->arg;
		*count = 1;
	} else if (strcmp(view->screen->name, "home") == 0) {
		if (!tree_dossiers(view, ids, count, err))
			return false;
	} else {
		*ids = list_chosen(view, count);
	}
	return *count > 0 || err_set(err, ERR_MISSING,
	    _("There is no file here"));
}

int64_t ui_dossier(struct view *view, struct err *err)
{
	int64_t id = view->screen->columns == NULL ? view->arg :
	    list_id(view);

	if (strcmp(view->screen->name, "home") == 0)
		id = (id & 3) == TREE_DOSSIER ? id >> 2 : 0;
	if (id == 0)
		err_set(err, ERR_MISSING, _("Choose a file (hồ sơ) first"));
	return id;
}

bool dossier_list_row(struct view *view, int64_t id, struct err *err)
{
	struct pool *pool = &view->ui->frame;
	struct dossier_row *row = pool_alloc(pool, sizeof(*row));

	view->row = row;
	return dossier_row(view->ui->app->db, id, pool, row, err);
}

/* --- cells ---------------------------------------------------------------------- */

const char *state_short(int64_t state)
{
	static const char *const names[] = {
		N_("Registered"), N_("Tagged"), N_("On draft"),
		N_("Submitted"), N_("Approved"), N_("Scanning"),
		N_("To inspect"), N_("Passed"), N_("Packaged"),
		N_("Handed over"), N_("Accepted"), N_("Withdrawn"),
	};

	return state < 0 || state >= (int64_t)COUNT(names) ? "?" :
	    _(names[state]);
}

enum style state_style(int64_t state, bool hold)
{
	return hold ? STYLE_BAD : state >= S7_PASSED && state <= S10_ACCEPTED ?
	    STYLE_GOOD : state == SX_WITHDRAWN || state == S0_REGISTERED ?
	    STYLE_DIM : state >= S5_SCANNING ? STYLE_WARN : STYLE_INFO;
}

const char *criteria_cell(struct pool *pool, int64_t bits)
{
	char text[32];
	size_t at = 0;

	for (int n = 0; n < 5; n++)
		if ((bits >> n & 1) != 0) {
			text[at++] = (char)('1' + n);
		} else {
			at += text_put(text + at, 0xb7);
		}
	return pool_copy_n(pool, text, at);
}

const char *years_cell(struct pool *pool, int64_t from, int64_t to)
{
	if (from <= 0 && to <= 0)
		return "";
	if (from <= 0 || to <= 0 || from == to)
		return pool_printf(pool, "%lld", (long long)(from > 0 ? from :
		    to));
	return pool_printf(pool, "%lld-%lld", (long long)from, (long long)to);
}

int64_t pages_of(int64_t a4, int64_t estimate)
{
	return a4 > 0 ? a4 : estimate;
}

/* --- the page of one file --------------------------------------------------------- */

static const char *known(struct pool *pool, int64_t number)
{
	return number == NOT_KNOWN ? _("not known") :
	    number_text(pool, number);
}

static const char *day(struct pool *pool, const char *iso)
{
	struct date date;
	char text[DATE_TEXT];

	if (iso == NULL || iso[0] == '\0' || !date_from_iso(iso, &date))
		return "-";
	date_vi(date, text);
	return pool_copy(pool, text);
}

static bool evidence_lines(struct view *view, struct page *page, int64_t id,
    struct err *err)
{
	struct db *db = view->ui->app->db;
	struct evidence *list;
	struct criterion *criteria;
	size_t count, all;

	if (!evidence_list(db, id, page->pool, &list, &count, err) ||
	    !criterion_list(db, page->pool, &criteria, &all, err))
		return false;
	page_head(page, _("Criteria and evidence"));
	if (count == 0)
		page_say(page, STYLE_DIM, " %s", _("None yet: keys 1 to 5 tag, "
		    "F2 with evidence"));
	for (size_t i = 0; i < count; i++) {
		const char *name = "";
		const struct evidence *e = &list[i];

		for (size_t k = 0; k < all; k++)
			if (criteria[k].number == e->number)
				name = criteria[k].name;
		page_line(page);
		page_add(page, STYLE_KEY, " %lld ", (long long)e->number);
		page_add(page, STYLE_TEXT, "%s%s%s%s", name, e->limb[0] != '\0' ?
		    " (" : "", e->limb, e->limb[0] != '\0' ? ")" : "");
		if (e->person[0] != '\0')
			page_wrap(page, 3, STYLE_INFO, e->person);
		if (e->feature[0] != '\0')
			page_wrap(page, 3, STYLE_INFO, e->feature);
		if (e->reason[0] != '\0')
			page_wrap(page, 3, STYLE_DIM, e->reason);
	}
	return true;
}

static bool damage_line(struct view *view, struct page *page,
    const struct dossier *d, struct err *err)
{
	struct db *db = view->ui->app->db;
	const char **signs, *name, *words = "";
	size_t count;

	if (!damage_list(db, d->id, page->pool, &signs, &count, err))
		return false;
	for (size_t i = 0; i < count; i++) {
		if (!term_name(db, "damage", signs[i], page->pool, &name, err))
			return false;
		words = pool_printf(page->pool, "%s%s%s", words,
		    i > 0 ? ", " : "", name);
	}
	if (count > 0)
		page_pair(page, _("Damage"), STYLE_WARN, words);
	if (d->legibility[0] != '\0')
		page_pair(page, _("Legibility"), STYLE_TEXT,
		    strcmp(d->legibility, "read") == 0 ? _("can be read") :
		    strcmp(d->legibility, "mostly") == 0 ?
		    _("fairly complete") : _("cannot be read"));
	if (d->carrier[0] != '\0' && term_name(db, "carrier", d->carrier,
	    page->pool, &name, err))
		page_pair(page, _("Carrier"), STYLE_TEXT, name);
	return err->kind == ERR_NONE;
}

static void pages_lines(struct page *page, const struct dossier *d)
{
	struct pool *pool = page->pool;

	page_pair(page, _("Sheets, pages"), STYLE_TEXT, pool_printf(pool,
	    _("%s sheets, %s pages, about %s A4"), known(pool, d->papers),
	    known(pool, d->pages), number_text(pool, d->a4_estimate)));
	page_pair(page, _("Scans"), d->finding_count > 0 ? STYLE_BAD :
	    STYLE_TEXT, d->scan_count == 0 ? _("none yet") :
	    pool_printf(pool, _("%s files, %s images, %s A4, %s; %s errors"),
	    number_text(pool, d->scan_count),
	    number_text(pool, d->image_count), number_text(pool, d->a4),
	    number_bytes(pool, d->scan_bytes),
	    number_text(pool, d->finding_count)));
}

static bool suggestions(struct view *view, struct page *page, int64_t id,
    struct err *err)
{
	struct suggestion list[8];
	size_t count;

	if (!tag_suggest(view->ui->app->db, id, page->pool, list, COUNT(list),
	    &count, err))
		return false;
	for (size_t i = 0; i < count; i++)
		page_wrap(page, 1, STYLE_WARN, pool_printf(page->pool,
		    "TC%lld? %s", (long long)list[i].number, list[i].text));
	return true;
}

static void dates_lines(struct page *page, const struct dossier *d)
{
	const struct {
		const char *label, *day;
	} rows[] = {
		{ _("Arranged"), d->arranged_on },
		{ _("Received"), d->received_on },
		{ _("On a list"), d->selected_on },
		{ _("Approved on"), d->approved_on },
		{ _("Scanned on"), d->scanned_on },
		{ _("Passed on"), d->passed_on },
		{ _("Handed over on"), d->handed_on },
		{ _("Accepted on"), d->accepted_on },
	};
	bool any = false;

	for (size_t i = 0; i < COUNT(rows); i++) {
		if (rows[i].day == NULL || rows[i].day[0] == '\0')
			continue;
		if (!any)
			page_head(page, _("Where it stands"));
		any = true;
		page_pair(page, rows[i].label, STYLE_TEXT,
		    day(page->pool, rows[i].day));
	}
}

bool dossier_page(struct view *view, struct page *page, int64_t id,
    struct err *err)
{
	struct db *db = view->ui->app->db;
	struct pool *pool = page->pool;
	struct dossier d;
	struct fonds fonds;

	if (!dossier_get(db, id, pool, &d, err) ||
	    !fonds_get(db, d.fonds_id, pool, &fonds, err))
		return false;
	page_line(page);
	page_add(page, STYLE_STRONG, " %s  ", d.code);
	page_add(page, state_style(d.state, d.hold[0] != '\0'), "%s %s",
	    state_code(d.state), state_name(d.state));
	page_wrap(page, 1, STYLE_TEXT, d.title);
	page_line(page);
	if (d.hold[0] != '\0')
		page_pair(page, _("On hold"), STYLE_BAD, d.hold);
	page_pair(page, _("Fonds"), STYLE_TEXT, pool_printf(pool, "%s %s",
	    fonds.code, fonds.name));
	page_pair(page, _("Years"), STYLE_TEXT, pool_printf(pool, "%s - %s",
	    day(pool, d.start_date), day(pool, d.end_date)));
	pages_lines(page, &d);
	if (d.secrecy[0] != '\0')
		page_pair(page, _("Secrecy"), STYLE_BAD, d.secrecy);
	if (d.box[0] != '\0' || d.shelf[0] != '\0')
		page_pair(page, _("Box, shelf"), STYLE_TEXT,
		    pool_printf(pool, "%s %s", d.box, d.shelf));
	if (!damage_line(view, page, &d, err) ||
	    !evidence_lines(view, page, id, err) ||
	    !suggestions(view, page, id, err))
		return false;
	dates_lines(page, &d);
	return true;
}
