/* Money allocated and spent, by year and source. */
#include "listing.h"

static bool new_it(struct view *view, struct err *err)
{
	return listing_command(view, "funding add", err);
}

static bool edit_it(struct view *view, struct err *err)
{
	return listing_command(view, "funding edit", err);
}

static bool remove_it(struct view *view, struct err *err)
{
	return listing_command(view, "funding remove", err);
}

/* clang-format off */
static const struct column columns[] = {
	{ N_("No."), 5, TEXT_RIGHT, 0 },
	{ N_("Year"), 4, TEXT_LEFT, 0 },
	{ N_("Kind"), 12, TEXT_LEFT, 0 },
	{ N_("Source"), 0, TEXT_LEFT, 0 },
	{ N_("Amount"), 18, TEXT_RIGHT, 0 },
	{ N_("Number"), 12, TEXT_LEFT, 90 },
	{ N_("Date"), 10, TEXT_LEFT, 0 },
	{ NULL, 0, TEXT_LEFT, 0 }
};

static const struct listing_column keys[] = {
	{ "id", LISTING_TEXT },
	{ "year", LISTING_TEXT },
	{ "kind", LISTING_TEXT },
	{ "source", LISTING_TEXT },
	{ "amount", LISTING_MONEY },
	{ "number", LISTING_TEXT },
	{ "on_date", LISTING_DATE },
};

static const struct action actions[] = {
	{ "new", "n", N_("A new amount"), NEEDS_WRITE, new_it, N_("New") },
	{ "edit", "e F4 Enter", N_("Edit the amount"), NEEDS_ROW | NEEDS_WRITE, edit_it, N_("Edit") },
	{ "remove", "D F8", N_("Take the amount out"), NEEDS_ROW | NEEDS_WRITE, remove_it, N_("Remove") },
	{ NULL, NULL, NULL, 0, NULL }
};
/* clang-format on */

static const struct listing listing = {
	.list = { "funding", "list" },
	.show = { "funding", "show" },
	.key = "id",
	.columns = keys,
	.words = listing_word,
};

const struct screen screen_funding = {
	.name = "funding",
	.title = N_("Funding"),
	.help = N_("Sources of funds: allocated and spent, by year, with number "
	    "and date."),
	.columns = columns,
	.actions = actions,
	.load = listing_load,
	.row = listing_row,
	.cell = listing_cell,
	.page = listing_page,
	.empty = N_("No money yet. n enters an amount."),
	.listing = &listing,
};
