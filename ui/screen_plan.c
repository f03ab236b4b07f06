/* The yearly digitising plan: which list in which year, against the target. */
#include "listing.h"

#include "command_form.h"

static bool share(struct view *view, struct err *err)
{
	const char *options[] = { "#1", listing_value(view, "year"), NULL };

	return command_form_by_name(view->ui, "plan share", "", options, err);
}

static bool carry(struct view *view, struct err *err)
{
	return command_form_by_name(view->ui, "plan carry", "", NULL, err);
}

static bool target(struct view *view, struct err *err)
{
	const char *options[] = { "#1", listing_value(view, "target"), NULL };

	return command_form_by_name(view->ui, "quota set",
	    listing_value(view, "year"), options, err);
}

/* clang-format off */
static const struct column columns[] = {
	{ N_("Year"), 4, TEXT_LEFT, 0 },
	{ N_("Target"), 10, TEXT_RIGHT, 0 },
	{ N_("Lists"), 8, TEXT_RIGHT, 0 },
	{ N_("Planned"), 10, TEXT_RIGHT, 0 },
	{ N_("Approved"), 12, TEXT_RIGHT, 0 },
	{ N_("Not covered"), 0, TEXT_RIGHT, 0 },
	{ NULL, 0, TEXT_LEFT, 0 }
};

static const struct listing_column keys[] = {
	{ "year", LISTING_TEXT },
	{ "target", LISTING_NUMBER },
	{ "lists", LISTING_NUMBER },
	{ "planned", LISTING_NUMBER },
	{ "approved", LISTING_NUMBER },
	{ "gap", LISTING_NUMBER },
};

static const struct action actions[] = {
	{ "open", "Enter Right l", N_("All that is known of it"), NEEDS_ROW, listing_open },
	{ "share", "s Insert", N_("So many A4 pages of a list in this year"), NEEDS_ROW | NEEDS_WRITE, share, N_("Assign") },
	{ "target", "e F4", N_("Change the target of the year, with its basis"), NEEDS_ROW | NEEDS_WRITE, target, N_("Target") },
	{ "carry", "c", N_("The rule of carry-over, with its basis"), NEEDS_WRITE, carry, N_("Carry-over") },
	{ NULL, NULL, NULL, 0, NULL }
};
/* clang-format on */

static const struct listing listing = {
	.list = { "plan", "show" },
	.show = { "plan", "year" },
	.key = "year",
	.columns = keys,
};

const struct screen screen_plan = {
	.name = "plan",
	.title = N_("Yearly digitising plan"),
	.help = N_("Which lists are digitised in which year, against the "
	    "targets. A gap above zero is work no list covers yet; below zero "
	    "the lists go over the target, which is no ceiling."),
	.columns = columns,
	.actions = actions,
	.load = listing_load,
	.row = listing_row,
	.cell = listing_cell,
	.page = listing_page,
	.empty = N_("The programme has no targets. :quota set enters that of a "
	    "year."),
	.listing = &listing,
};
