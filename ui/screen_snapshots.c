/* Dated snapshots of the figures; the pane tells what changed since. */
#include "listing.h"

#include "command_form.h"

static bool show(struct view *view, struct err *err)
{
	const char *words[] = { "report", "snapshot-difference", "--first",
		listing_value(view, "name"), NULL };

	return listing_tell(view, words, err);
}

static bool new_it(struct view *view, struct err *err)
{
	return command_form_by_name(view->ui, "quota snapshot", "", NULL, err);
}

/* clang-format off */
static const struct column columns[] = {
	{ N_("Name"), 0, TEXT_LEFT, 0 },
	{ N_("Taken at"), 10, TEXT_LEFT, 0 },
	{ N_("Target"), 12, TEXT_RIGHT, 0 },
	{ N_("Passed"), 12, TEXT_RIGHT, 0 },
	{ NULL, 0, TEXT_LEFT, 0 }
};

static const struct listing_column keys[] = {
	{ "name", LISTING_TEXT },
	{ "taken_at", LISTING_DATE },
	{ "target", LISTING_NUMBER },
	{ "passed", LISTING_NUMBER },
};

static const struct action actions[] = {
	{ "show", "Enter v F3", N_("Look at the difference to the newest"), NEEDS_ROW, show, N_("Look") },
	{ "new", "s n", N_("Keep the figures of today"), NEEDS_WRITE, new_it, N_("Snapshot") },
	{ NULL, NULL, NULL, 0, NULL }
};
/* clang-format on */

static const struct listing listing = {
	.list = { "quota", "snapshots" },
	.show = { "report", "snapshot-difference", "--first" },
	.key = "name",
	.columns = keys,
};

const struct screen screen_snapshots = {
	.name = "snapshots",
	.title = N_("Snapshots"),
	.help = N_("Figures kept on a day. Enter and the pane show the difference to the newest."),
	.columns = columns,
	.actions = actions,
	.load = listing_load,
	.row = listing_row,
	.cell = listing_cell,
	.page = listing_page,
	.empty = N_("No snapshot yet. s keeps the figures of today."),
	.listing = &listing,
};
