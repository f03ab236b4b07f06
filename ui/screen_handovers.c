/* Handover: agreement, batch, packages, minutes, answer. */
#include "command_form.h"
#include "dossier_ui.h"
#include "listing.h"
#include "pager.h"

#include "date.h"
#include "handover.h"
#include "number.h"

#include <string.h>

static bool open_packages(struct view *view, struct err *err)
{
	return packages_open(view->ui, listing_value(view, "number"), err);
}

/* An agreement has a number of its own; the batch in hand is what it is for
 * as long as nothing was packaged. */
static bool agree_it(struct view *view, struct err *err)
{
	const char *options[] = { "--for", listing_value(view, "number"),
	    NULL };

	if (strcmp(listing_value(view, "state"), "prepared") != 0)
		options[0] = NULL;
	return command_form_by_name(view->ui, "handover agree", NULL, options,
	    err);
}

static bool new_it(struct view *view, struct err *err)
{
	return command_form_by_name(view->ui, "handover new", NULL, NULL, err);
}

static bool add_it(struct view *view, struct err *err)
{
	return listing_command(view, "handover add", err);
}

static bool build_it(struct view *view, struct err *err)
{
	return listing_command(view, "handover build", err);
}

static bool deliver_it(struct view *view, struct err *err)
{
	return listing_command(view, "handover deliver", err);
}

static bool receipt_it(struct view *view, struct err *err)
{
	return listing_command(view, "handover receipt", err);
}

static bool verify_it(struct view *view, struct err *err)
{
	return listing_command(view, "handover verify", err);
}

static bool minutes_it(struct view *view, struct err *err)
{
	return listing_command(view, "handover minutes", err);
}

static bool agreements_it(struct view *view, struct err *err)
{
	static const char *const words[] = { "handover", "agreements", NULL };

	return listing_tell(view, words, err);
}

static const char *words(const char *key, const char *value)
{
	return strcmp(key, "state") == 0 ? handover_state_name(value) : value;
}

/* It wants the codes of files, not the batch. */
static bool reopen_it(struct view *view, struct err *err)
{
	return command_form_by_name(view->ui, "handover reopen", NULL, NULL,
	    err);
}

/* ---- beside the list: one batch -------------------------------------------- */

static const char *day(struct pool *pool, const char *iso)
{
	struct date date;
	char text[DATE_TEXT];

	if (!date_from_iso(pool_copy_n(pool, iso, strcspn(iso, "T")), &date))
		return iso;
	date_vi(date, text);
	return pool_copy(pool, text);
}

static void pair(struct page *page, const char *label, const char *value)
{
	if (value[0] != '\0')
		page_pair(page, label, STYLE_TEXT, value);
}

static bool tell_agreement(struct view *view, struct page *page, int64_t id,
    struct err *err)
{
	struct pool *pool = page->pool;
	struct agreement a;

	if (id == 0) {
		page_pair(page, _("Agreement"), STYLE_WARN,
		    _("none yet (BR15)"));
		return true;
	}
	if (!agreement_get(view->ui->app->db, id, pool, &a, err))
		return false;
	page_pair(page, _("Agreement"), STYLE_TEXT, pool_printf(pool,
	    "%s, %s; %s", a.number, day(pool, a.agreed_on), a.profile));
	pair(page, _("Party"), a.party);
	return true;
}

static void tell_facts(struct page *page, const struct handover *h)
{
	struct pool *pool = page->pool;

	page_pair(page, _("Files"), STYLE_TEXT, number_text(pool,
	    h->dossiers));
	page_pair(page, _("A4 pages"), STYLE_TEXT, number_text(pool, h->a4));
	if (h->bytes > 0)
		page_pair(page, _("Size"), STYLE_TEXT, pool_printf(pool,
		    "%s (%s)", number_bytes(pool, h->bytes), h->container));
	if (h->volumes > 1)
		page_pair(page, _("Volumes"), STYLE_TEXT, number_text(pool,
		    h->volumes));
	pair(page, _("Packaged"), day(pool, h->built_at));
	pair(page, _("Place"), h->path);
	pair(page, _("SHA-256"), h->manifest_sha256);
	pair(page, _("Handed over"), day(pool, h->delivered_on));
	pair(page, _("Minutes"), h->minutes);
	pair(page, _("Medium"), h->medium);
	if (h->accepted + h->returned > 0)
		page_pair(page, _("Answer"), h->returned > 0 ? STYLE_WARN :
		    STYLE_GOOD, pool_printf(pool, _("%lld accepted, %lld "
		    "returned"), (long long)h->accepted,
		    (long long)h->returned));
}

/* As many packages as the page has room for; Enter opens all of them. */
static bool tell_packages(struct view *view, struct page *page,
    const struct handover *h, struct err *err)
{
	struct handover_item *items;
	size_t count;

	if (!handover_items(view->ui->app->db, h->id, page->pool, &items,
	    &count, err))
		return false;
	page_head(page, _("Packages"));
	for (size_t i = 0; i < count; i++) {
		const char *answer = handover_result_name(items[i].result);

		if (page->count >= page->height - 1 && i + 1 < count) {
			page_say(page, STYLE_DIM, _(" … %zu more (Enter)"),
			    count - i);
			break;
		}
		page_line(page);
		page_at(page, 1, STYLE_TEXT, "%s", items[i].code);
		page_at(page, 20, answer[0] == '\0' ? STYLE_DIM : strcmp(
		    items[i].result, "accepted") == 0 ? STYLE_GOOD :
		    STYLE_BAD, "%s", answer[0] == '\0' ?
		    state_short(items[i].state) : answer);
		page_at(page, 34, STYLE_TEXT, "%s", items[i].title);
	}
	return true;
}

static bool page(struct view *view, struct page *to, int64_t id,
    struct err *err)
{
	const char *number;
	struct handover h;

	if (view->data == NULL || id < 1)
		return true;
	number = listing_field(view->data, id - 1, "number");
	if (number[0] == '\0')
		return true;
	if (!handover_find(view->ui->app->db, number, to->pool, &h, err))
		return false;
	page_line(to);
	page_say(to, STYLE_HEAD, " %s  %s", h.number, h.title);
	page_pair(to, _("State"), STYLE_TEXT, handover_state_name(h.state));
	if (!tell_agreement(view, to, h.agreement_id, err))
		return false;
	tell_facts(to, &h);
	return tell_packages(view, to, &h, err);
}

/* clang-format off */
static const struct column columns[] = {
	{ N_("Number"), 12, TEXT_LEFT, 0 },
	{ N_("Year"), 4, TEXT_LEFT, 0 },
	{ N_("State"), 14, TEXT_LEFT, 0 },
	{ N_("Title"), 0, TEXT_LEFT, 0 },
	{ N_("Dossiers"), 8, TEXT_RIGHT, 0 },
	{ N_("A4 pages"), 9, TEXT_RIGHT, 0 },
	{ N_("Size"), 10, TEXT_RIGHT, 100 },
	{ N_("Delivered"), 10, TEXT_LEFT, 110 },
	{ NULL, 0, TEXT_LEFT, 0 }
};

static const struct listing_column keys[] = {
	{ "number", LISTING_TEXT },
	{ "year", LISTING_TEXT },
	{ "state", LISTING_TEXT },
	{ "title", LISTING_TEXT },
	{ "dossiers", LISTING_NUMBER },
	{ "a4", LISTING_NUMBER },
	{ "bytes", LISTING_BYTES },
	{ "delivered_on", LISTING_DATE },
};

static const struct action actions[] = {
	{ "open", "Enter Right l", N_("The packages of the batch, and their answers"), NEEDS_ROW, open_packages, N_("Packages") },
	{ "agree", "g", N_("Record the agreement with the central body"), NEEDS_WRITE, agree_it, N_("Agreement") },
	{ "new", "n", N_("A new batch"), NEEDS_WRITE, new_it, N_("New") },
	{ "add", "a", N_("Add files that passed inspection"), NEEDS_ROW | NEEDS_WRITE, add_it, N_("Add") },
	{ "build", "b", N_("Check, write and verify the packages (a job)"), NEEDS_ROW | NEEDS_WRITE, build_it, N_("Build") },
	{ "deliver", "d", N_("The batch is handed over: number and date of the minutes"), NEEDS_ROW | NEEDS_WRITE, deliver_it, N_("Deliver") },
	{ "receipt", "r", N_("Enter the answer of the receiving side"), NEEDS_ROW | NEEDS_WRITE, receipt_it },
	{ "verify", "v", N_("Does the batch still hold?"), NEEDS_ROW, verify_it, N_("Verify") },
	{ "minutes", "m", N_("Print the minutes"), NEEDS_ROW, minutes_it },
	{ "agreements", "G", N_("The agreements that are recorded"), 0, agreements_it },
	{ "reopen", "o", N_("Package a file again"), NEEDS_WRITE, reopen_it },
	{ NULL, NULL, NULL, 0, NULL }
};
/* clang-format on */

static const struct listing listing = {
	.list = { "handover", "list" },
	.show = { "handover", "show" },
	.key = "number",
	.columns = keys,
	.state = "state",
	.words = words,
};

const struct screen screen_handovers = {
	.name = "handovers",
	.title = N_("Handovers"),
	.help = N_("From the agreement with the central body to the answer of "
	    "the receiving side. Building packages runs as a job."),
	.columns = columns,
	.actions = actions,
	.load = listing_load,
	.row = listing_row,
	.cell = listing_cell,
	.page = page,
	.empty = N_("No handover yet. g records the agreement (BR15), n begins a "
	    "batch."),
	.listing = &listing,
};
