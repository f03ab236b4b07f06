/* Digitising batches: who scanned what on which machine, and the inspection. */
#include "listing.h"
#include "command_form.h"

static bool ingest(struct view *view, struct err *err)
{
	return command_form_by_name(view->ui, "scan ingest",
	    listing_value(view, "folder"), NULL, err);
}

static bool new_it(struct view *view, struct err *err)
{
	return listing_command(view, "batch new", err);
}

static bool add_it(struct view *view, struct err *err)
{
	return listing_command(view, "batch add", err);
}

static bool pass_it(struct view *view, struct err *err)
{
	return listing_command(view, "batch pass", err);
}

static bool fail_it(struct view *view, struct err *err)
{
	return listing_command(view, "batch fail", err);
}

/* clang-format off */
static const struct column columns[] = {
	{ N_("Code"), 12, TEXT_LEFT, 0 },
	{ N_("Date"), 10, TEXT_LEFT, 0 },
	{ N_("Operator"), 0, TEXT_LEFT, 0 },
	{ N_("Scanner"), 14, TEXT_LEFT, 110 },
	{ N_("Dossiers"), 8, TEXT_RIGHT, 0 },
	{ N_("A4 pages"), 9, TEXT_RIGHT, 0 },
	{ N_("Errors"), 7, TEXT_RIGHT, 90 },
	{ N_("Passed"), 6, TEXT_RIGHT, 90 },
	{ N_("State"), 12, TEXT_LEFT, 0 },
	{ NULL, 0, TEXT_LEFT, 0 }
};

static const struct listing_column keys[] = {
	{ "code", LISTING_TEXT },
	{ "date", LISTING_DATE },
	{ "operator", LISTING_TEXT },
	{ "scanner", LISTING_TEXT },
	{ "dossiers", LISTING_NUMBER },
	{ "a4", LISTING_NUMBER },
	{ "errors", LISTING_NUMBER },
	{ "passed", LISTING_NUMBER },
	{ "state", LISTING_TEXT },
};

static const struct action actions[] = {
	{ "open", "Enter Right l", N_("All that is known of it"), NEEDS_ROW, listing_open, N_("Open") },
	{ "new", "n", N_("A new batch"), NEEDS_WRITE, new_it, N_("New") },
	{ "add", "a", N_("Put files into the batch"), NEEDS_ROW | NEEDS_WRITE, add_it, N_("Add") },
	{ "pass", "p", N_("Inspection passed: the batch, or some files or pages"), NEEDS_ROW | NEEDS_WRITE, pass_it, N_("Pass") },
	{ "fail", "x", N_("Inspection failed, with the reason: back to the scanner"), NEEDS_ROW | NEEDS_WRITE, fail_it, N_("Fail") },
	{ "ingest", "i", N_("Take in the scans of a folder"), NEEDS_WRITE, ingest },
	{ NULL, NULL, NULL, 0, NULL }
};
/* clang-format on */

static const struct listing listing = {
	.list = { "batch", "list" },
	.show = { "batch", "show" },
	.key = "code",
	.columns = keys,
	.state = "state",
	.words = listing_state,
};

const struct screen screen_batches = {
	.name = "batches",
	.title = N_("Batches"),
	.help = N_("Digitising batches and their inspection: the inspector is "
	    "somebody else than the operator."),
	.columns = columns,
	.actions = actions,
	.load = listing_load,
	.row = listing_row,
	.cell = listing_cell,
	.page = listing_page,
	.empty = N_("No batch yet. n begins one; approved, arranged and received "
	    "files are put into it."),
	.listing = &listing,
};
