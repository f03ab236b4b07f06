/* Letters in and out; annual reports sent. */
#include "listing.h"

static bool new_it(struct view *view, struct err *err)
{
	return listing_command(view, "letter add", err);
}

static bool edit_it(struct view *view, struct err *err)
{
	return listing_command(view, "letter edit", err);
}

static bool remove_it(struct view *view, struct err *err)
{
	return listing_command(view, "letter remove", err);
}

/* clang-format off */
static const struct column columns[] = {
	{ N_("No."), 5, TEXT_RIGHT, 0 },
	{ N_("Date"), 10, TEXT_LEFT, 0 },
	{ N_("Direction"), 12, TEXT_LEFT, 0 },
	{ N_("Number"), 16, TEXT_LEFT, 0 },
	{ N_("About"), 0, TEXT_LEFT, 0 },
	{ N_("Body"), 20, TEXT_LEFT, 100 },
	{ NULL, 0, TEXT_LEFT, 0 }
};

static const struct listing_column keys[] = {
	{ "id", LISTING_TEXT },
	{ "on_date", LISTING_DATE },
	{ "direction", LISTING_TEXT },
	{ "number", LISTING_TEXT },
	{ "about", LISTING_TEXT },
	{ "body", LISTING_TEXT },
};

static const struct action actions[] = {
	{ "new", "n", N_("A new letter"), NEEDS_WRITE, new_it, N_("New") },
	{ "edit", "e F4 Enter", N_("Edit the letter"), NEEDS_ROW | NEEDS_WRITE, edit_it, N_("Edit") },
	{ "remove", "D F8", N_("Take the letter out"), NEEDS_ROW | NEEDS_WRITE, remove_it, N_("Remove") },
	{ NULL, NULL, NULL, 0, NULL }
};
/* clang-format on */

static const struct listing listing = {
	.list = { "letter", "list" },
	.show = { "letter", "show" },
	.key = "id",
	.columns = keys,
	.words = listing_word,
};

const struct screen screen_letters = {
	.name = "letters",
	.title = N_("Letters"),
	.help = N_("Letters in and out, and the annual reports that were sent."),
	.columns = columns,
	.actions = actions,
	.load = listing_load,
	.row = listing_row,
	.cell = listing_cell,
	.page = listing_page,
	.empty = N_("No letter yet. n enters one."),
	.listing = &listing,
};
