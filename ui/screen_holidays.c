/* The working calendar: days off, Tết, weekend days worked instead. */
#include "listing.h"

#include "command_form.h"

#include <string.h>

static bool new_it(struct view *view, struct err *err)
{
	return command_form_by_name(view->ui, "holiday add", "", NULL, err);
}

/* Put in again under the same day: that replaces it. */
static bool edit_it(struct view *view, struct err *err)
{
	bool work = strcmp(listing_value(view, "kind"), "work") == 0;
	const char *options[] = { "#1", listing_value(view, "name"), "--basis",
		listing_value(view, "basis"), work ? "--work" : NULL, "yes",
		NULL };

	return command_form_by_name(view->ui, "holiday add",
	    listing_value(view, "day"), options, err);
}

static bool remove_it(struct view *view, struct err *err)
{
	return listing_command(view, "holiday remove", err);
}

/* clang-format off */
static const struct column columns[] = {
	{ N_("Day"), 10, TEXT_LEFT, 0 },
	{ N_("Kind"), 10, TEXT_LEFT, 0 },
	{ N_("Name"), 0, TEXT_LEFT, 0 },
	{ N_("Basis"), 50, TEXT_LEFT, 110 },
	{ NULL, 0, TEXT_LEFT, 0 }
};

static const struct listing_column keys[] = {
	{ "day", LISTING_DATE },
	{ "kind", LISTING_TEXT },
	{ "name", LISTING_TEXT },
	{ "basis", LISTING_TEXT },
};

static const struct action actions[] = {
	{ "new", "n", N_("A new day off, or a weekend day worked"), NEEDS_WRITE, new_it, N_("New") },
	{ "edit", "e F4 Enter", N_("Edit the day"), NEEDS_ROW | NEEDS_WRITE, edit_it, N_("Edit") },
	{ "remove", "D F8", N_("Take the day out"), NEEDS_ROW | NEEDS_WRITE, remove_it, N_("Remove") },
	{ NULL, NULL, NULL, 0, NULL }
};
/* clang-format on */

static const struct listing listing = {
	.list = { "holiday", "list" },
	.key = "day",
	.columns = keys,
	.words = listing_word,
};

const struct screen screen_holidays = {
	.name = "holidays",
	.title = N_("Working calendar"),
	.help = N_("Public holidays, Tết and substitute days, and weekend days "
	    "worked instead: the forecasts count the others. The lunar days are "
	    "computed; the notice of the year changes them here."),
	.columns = columns,
	.actions = actions,
	.load = listing_load,
	.row = listing_row,
	.cell = listing_cell,
	.empty = N_("No day off is known. n enters one."),
	.listing = &listing,
};
