/* Deposits of the agencies: due, registered, received. */
#include "listing.h"

static bool new_it(struct view *view, struct err *err)
{
	return listing_command(view, "transfer add", err);
}

static bool edit_it(struct view *view, struct err *err)
{
	return listing_command(view, "transfer edit", err);
}

static bool remove_it(struct view *view, struct err *err)
{
	return listing_command(view, "transfer remove", err);
}

/* clang-format off */
static const struct column columns[] = {
	{ N_("Code"), 12, TEXT_LEFT, 0 },
	{ N_("Agency"), 14, TEXT_LEFT, 0 },
	{ N_("Title"), 0, TEXT_LEFT, 0 },
	{ N_("Due on"), 12, TEXT_LEFT, 0 },
	{ N_("Received"), 10, TEXT_LEFT, 0 },
	{ N_("Dossiers"), 8, TEXT_RIGHT, 90 },
	{ N_("Minutes"), 12, TEXT_LEFT, 110 },
	{ NULL, 0, TEXT_LEFT, 0 }
};

static const struct listing_column keys[] = {
	{ "code", LISTING_TEXT },
	{ "agency", LISTING_TEXT },
	{ "title", LISTING_TEXT },
	{ "due_on", LISTING_DATE },
	{ "received_on", LISTING_DATE },
	{ "files", LISTING_NUMBER },
	{ "minutes", LISTING_TEXT },
};

static const struct action actions[] = {
	{ "new", "n", N_("A new deposit"), NEEDS_WRITE, new_it, N_("New") },
	{ "edit", "e F4 Enter", N_("Edit the deposit"), NEEDS_ROW | NEEDS_WRITE, edit_it, N_("Edit") },
	{ "remove", "D F8", N_("Take the deposit out"), NEEDS_ROW | NEEDS_WRITE, remove_it, N_("Remove") },
	{ NULL, NULL, NULL, 0, NULL }
};
/* clang-format on */

static const struct listing listing = {
	.list = { "transfer", "list" },
	.show = { "transfer", "show" },
	.key = "code",
	.columns = keys,
};

const struct screen screen_transfers = {
	.name = "transfers",
	.title = N_("Deposits"),
	.help = N_("Deposits of permanent files into the historical archive: "
	    "due, registered, received with minutes."),
	.columns = columns,
	.actions = actions,
	.load = listing_load,
	.row = listing_row,
	.cell = listing_cell,
	.page = listing_page,
	.empty = N_("No deposit yet. n enters one."),
	.listing = &listing,
};
