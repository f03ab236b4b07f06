/* Difficulties that agencies report: received, forwarded, answered. */
#include "listing.h"

static bool new_it(struct view *view, struct err *err)
{
	return listing_command(view, "difficulty add", err);
}

static bool edit_it(struct view *view, struct err *err)
{
	return listing_command(view, "difficulty edit", err);
}

static bool remove_it(struct view *view, struct err *err)
{
	return listing_command(view, "difficulty remove", err);
}

/* clang-format off */
static const struct column columns[] = {
	{ N_("Code"), 8, TEXT_LEFT, 0 },
	{ N_("Agency"), 12, TEXT_LEFT, 0 },
	{ N_("Received"), 10, TEXT_LEFT, 0 },
	{ N_("Topic"), 14, TEXT_LEFT, 90 },
	{ N_("Content"), 0, TEXT_LEFT, 0 },
	{ N_("Answered"), 11, TEXT_LEFT, 0 },
	{ NULL, 0, TEXT_LEFT, 0 }
};

static const struct listing_column keys[] = {
	{ "code", LISTING_TEXT },
	{ "agency", LISTING_TEXT },
	{ "received_on", LISTING_DATE },
	{ "topic", LISTING_TEXT },
	{ "content", LISTING_TEXT },
	{ "answered_on", LISTING_DATE },
};

static const struct action actions[] = {
	{ "new", "n", N_("A new difficulty"), NEEDS_WRITE, new_it, N_("New") },
	{ "edit", "e F4 Enter", N_("Edit the difficulty: forwarded, answered"), NEEDS_ROW | NEEDS_WRITE, edit_it, N_("Edit") },
	{ "remove", "D F8", N_("Take the difficulty out"), NEEDS_ROW | NEEDS_WRITE, remove_it, N_("Remove") },
	{ NULL, NULL, NULL, 0, NULL }
};
/* clang-format on */

static const struct listing listing = {
	.list = { "difficulty", "list" },
	.show = { "difficulty", "show" },
	.key = "code",
	.columns = keys,
};

const struct screen screen_difficulties = {
	.name = "difficulties",
	.title = N_("Difficulties"),
	.help = N_("Difficulties reported by agencies: received, grouped, "
	    "forwarded, answered. They make part III of the annual "
	    "report."),
	.columns = columns,
	.actions = actions,
	.load = listing_load,
	.row = listing_row,
	.cell = listing_cell,
	.page = listing_page,
	.empty = N_("No difficulty yet. n enters one."),
	.listing = &listing,
};
