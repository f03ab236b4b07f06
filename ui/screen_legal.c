/* Legal bases: the acts that forms and norms name. */
#include "listing.h"

static bool new_it(struct view *view, struct err *err)
{
	return listing_command(view, "legal add", err);
}

static bool edit_it(struct view *view, struct err *err)
{
	return listing_command(view, "legal edit", err);
}

static bool remove_it(struct view *view, struct err *err)
{
	return listing_command(view, "legal remove", err);
}

/* clang-format off */
static const struct column columns[] = {
	{ N_("No."), 5, TEXT_RIGHT, 0 },
	{ N_("Number"), 18, TEXT_LEFT, 0 },
	{ N_("Date"), 10, TEXT_LEFT, 0 },
	{ N_("Issuer"), 24, TEXT_LEFT, 100 },
	{ N_("Abstract"), 0, TEXT_LEFT, 0 },
	{ N_("Until"), 10, TEXT_LEFT, 120 },
	{ NULL, 0, TEXT_LEFT, 0 }
};

static const struct listing_column keys[] = {
	{ "id", LISTING_TEXT },
	{ "number", LISTING_TEXT },
	{ "issued_on", LISTING_DATE },
	{ "issuer", LISTING_TEXT },
	{ "about", LISTING_TEXT },
	{ "valid_to", LISTING_DATE },
};

static const struct action actions[] = {
	{ "new", "n", N_("A new legal basis"), NEEDS_WRITE, new_it, N_("New") },
	{ "edit", "e F4 Enter", N_("Edit the legal basis"), NEEDS_ROW | NEEDS_WRITE, edit_it, N_("Edit") },
	{ "remove", "D F8", N_("Take the legal basis out"), NEEDS_ROW | NEEDS_WRITE, remove_it, N_("Remove") },
	{ NULL, NULL, NULL, 0, NULL }
};
/* clang-format on */

static const struct listing listing = {
	.list = { "legal", "list" },
	.show = { "legal", "show" },
	.key = "id",
	.columns = keys,
};

const struct screen screen_legal = {
	.name = "legal",
	.title = N_("Legal bases"),
	.help = N_("Acts with number, date, issuer and validity; the printed "
	    "forms name those in force."),
	.columns = columns,
	.actions = actions,
	.load = listing_load,
	.row = listing_row,
	.cell = listing_cell,
	.page = listing_page,
	.empty = N_("No legal basis yet. n enters one."),
	.listing = &listing,
};
