/* Source agencies: what they hold, what is due. */
#include "listing.h"

static bool transfers(struct view *view, struct err *err)
{
	return ui_open(view->ui, "transfers", 0, err);
}

static bool difficulties(struct view *view, struct err *err)
{
	return ui_open(view->ui, "difficulties", 0, err);
}

static bool tasks(struct view *view, struct err *err)
{
	return ui_open(view->ui, "tasks", 0, err);
}

static bool disseminate_it(struct view *view, struct err *err)
{
	return listing_command(view, "agency disseminate", err);
}

static bool backlog_it(struct view *view, struct err *err)
{
	return listing_command(view, "agency backlog", err);
}

static bool new_it(struct view *view, struct err *err)
{
	return listing_command(view, "agency add", err);
}

static bool edit_it(struct view *view, struct err *err)
{
	return listing_command(view, "agency edit", err);
}

/* clang-format off */
static const struct column columns[] = {
	{ N_("Code"), 14, TEXT_LEFT, 0 },
	{ N_("Name"), 0, TEXT_LEFT, 0 },
	{ N_("Kind"), 16, TEXT_LEFT, 70 },
	{ N_("Until"), 10, TEXT_LEFT, 90 },
	{ N_("Successor"), 14, TEXT_LEFT, 110 },
	{ NULL, 0, TEXT_LEFT, 0 }
};

static const struct listing_column keys[] = {
	{ "code", LISTING_TEXT },
	{ "name", LISTING_TEXT },
	{ "kind", LISTING_TEXT },
	{ "valid_to", LISTING_DATE },
	{ "successor", LISTING_TEXT },
};

static const struct action actions[] = {
	{ "open", "Enter Right l", N_("All that is known of it"), NEEDS_ROW, listing_open },
	{ "new", "n", N_("A new agency"), NEEDS_WRITE, new_it, N_("New") },
	{ "edit", "e F4", N_("Edit the agency"), NEEDS_ROW | NEEDS_WRITE, edit_it, N_("Edit") },
	{ "disseminate", "s", N_("Enter that the agency spread the plan"), NEEDS_ROW | NEEDS_WRITE, disseminate_it, N_("Spread") },
	{ "backlog", "b", N_("Enter what it keeps and has to arrange"), NEEDS_ROW | NEEDS_WRITE, backlog_it, N_("Backlog") },
	{ "transfers", "t", N_("Deposits: due, registered, received"), 0, transfers, N_("Deposits") },
	{ "difficulties", "d", N_("Difficulties reported, grouped, answered"), 0, difficulties, N_("Difficulties") },
	{ "tasks", "k", N_("Tasks by body and deadline"), 0, tasks },
	{ NULL, NULL, NULL, 0, NULL }
};
/* clang-format on */

static const struct listing listing = {
	.list = { "agency", "list" },
	.show = { "agency", "show" },
	.key = "code",
	.columns = keys,
};

const struct screen screen_agencies = {
	.name = "agencies",
	.title = N_("Agencies"),
	.help = N_("Source agencies and enterprises, their successors, deposits "
	    "due and done, backlog to arrange."),
	.columns = columns,
	.actions = actions,
	.load = listing_load,
	.row = listing_row,
	.cell = listing_cell,
	.page = listing_page,
	.empty = N_("No agency yet. n enters one."),
	.listing = &listing,
};
