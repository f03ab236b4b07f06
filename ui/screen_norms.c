/* Norms, wages and prices of the estimates. */
#include "listing.h"

static bool new_it(struct view *view, struct err *err)
{
	return listing_command(view, "norm add", err);
}

static bool edit_it(struct view *view, struct err *err)
{
	return listing_command(view, "norm edit", err);
}

static bool remove_it(struct view *view, struct err *err)
{
	return listing_command(view, "norm remove", err);
}

/* clang-format off */
static const struct column columns[] = {
	{ N_("No."), 5, TEXT_RIGHT, 0 },
	{ N_("Kind"), 12, TEXT_LEFT, 0 },
	{ N_("Item"), 0, TEXT_LEFT, 0 },
	{ N_("Step"), 12, TEXT_LEFT, 90 },
	{ N_("Value"), 12, TEXT_RIGHT, 0 },
	{ N_("Unit"), 12, TEXT_LEFT, 0 },
	{ N_("From"), 10, TEXT_LEFT, 0 },
	{ N_("Basis"), 20, TEXT_LEFT, 120 },
	{ NULL, 0, TEXT_LEFT, 0 }
};

static const struct listing_column keys[] = {
	{ "number", LISTING_TEXT },
	{ "kind", LISTING_TEXT },
	{ "item", LISTING_TEXT },
	{ "step", LISTING_TEXT },
	{ "value", LISTING_DECIMAL },
	{ "unit", LISTING_TEXT },
	{ "valid_from", LISTING_DATE },
	{ "basis", LISTING_TEXT },
};

static const struct action actions[] = {
	{ "new", "n", N_("A new norm"), NEEDS_WRITE, new_it, N_("New") },
	{ "edit", "e F4 Enter", N_("Edit the norm"), NEEDS_ROW | NEEDS_WRITE, edit_it, N_("Edit") },
	{ "remove", "D F8", N_("Take the norm out"), NEEDS_ROW | NEEDS_WRITE, remove_it, N_("Remove") },
	{ NULL, NULL, NULL, 0, NULL }
};
/* clang-format on */

static const struct listing listing = {
	.list = { "norm", "list" },
	.show = { "norm", "show" },
	.key = "number",
	.columns = keys,
	.words = listing_word,
};

const struct screen screen_norms = {
	.name = "norms",
	.title = N_("Norms"),
	.help = N_("Norms, wages and prices with unit, legal basis and validity. "
	    "None is built in."),
	.columns = columns,
	.actions = actions,
	.load = listing_load,
	.row = listing_row,
	.cell = listing_cell,
	.page = listing_page,
	.empty = N_("No norm yet. n enters one with its legal basis."),
	.listing = &listing,
};
