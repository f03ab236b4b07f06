/* Tasks by body and deadline. */
#include "listing.h"

static bool new_it(struct view *view, struct err *err)
{
	return listing_command(view, "task add", err);
}

static bool edit_it(struct view *view, struct err *err)
{
	return listing_command(view, "task edit", err);
}

static bool remove_it(struct view *view, struct err *err)
{
	return listing_command(view, "task remove", err);
}

/* clang-format off */
static const struct column columns[] = {
	{ N_("Code"), 8, TEXT_LEFT, 0 },
	{ N_("Title"), 0, TEXT_LEFT, 0 },
	{ N_("Body"), 18, TEXT_LEFT, 0 },
	{ N_("Due on"), 12, TEXT_LEFT, 0 },
	{ N_("Done on"), 10, TEXT_LEFT, 0 },
	{ N_("Days late"), 12, TEXT_RIGHT, 90 },
	{ NULL, 0, TEXT_LEFT, 0 }
};

static const struct listing_column keys[] = {
	{ "code", LISTING_TEXT },
	{ "title", LISTING_TEXT },
	{ "body", LISTING_TEXT },
	{ "due_on", LISTING_DATE },
	{ "done_on", LISTING_DATE },
	{ "days_late", LISTING_NUMBER },
};

static const struct action actions[] = {
	{ "new", "n", N_("A new task"), NEEDS_WRITE, new_it, N_("New") },
	{ "edit", "e F4 Enter", N_("Edit the task, enter that it is done"), NEEDS_ROW | NEEDS_WRITE, edit_it, N_("Edit") },
	{ "remove", "D F8", N_("Take the task out"), NEEDS_ROW | NEEDS_WRITE, remove_it, N_("Remove") },
	{ NULL, NULL, NULL, 0, NULL }
};
/* clang-format on */

static const struct listing listing = {
	.list = { "task", "list" },
	.show = { "task", "show" },
	.key = "code",
	.columns = keys,
};

const struct screen screen_tasks = {
	.name = "tasks",
	.title = N_("Tasks"),
	.help = N_("What each body has to do until when, with the basis."),
	.columns = columns,
	.actions = actions,
	.load = listing_load,
	.row = listing_row,
	.cell = listing_cell,
	.page = listing_page,
	.empty = N_("No task yet. n enters one."),
	.listing = &listing,
};
