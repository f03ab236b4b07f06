/* Progress by fonds: files at each step, pages passed. */
#include "listing.h"

static bool show(struct view *view, struct err *err)
{
	const char *words[] = { "fonds", "show", listing_value(view, "code"), NULL };

	return listing_tell(view, words, err);
}

/* clang-format off */
static const struct column columns[] = {
	{ N_("Code"), 10, TEXT_LEFT, 0 },
	{ N_("Fonds"), 0, TEXT_LEFT, 0 },
	{ N_("Dossiers"), 8, TEXT_RIGHT, 0 },
	{ N_("Tagged"), 15, TEXT_RIGHT, 120 },
	{ N_("Listed"), 15, TEXT_RIGHT, 130 },
	{ N_("Approved"), 12, TEXT_RIGHT, 100 },
	{ N_("Scanned"), 8, TEXT_RIGHT, 110 },
	{ N_("Passed"), 8, TEXT_RIGHT, 0 },
	{ N_("Handed over"), 11, TEXT_RIGHT, 0 },
	{ N_("A4 passed"), 12, TEXT_RIGHT, 0 },
	{ NULL, 0, TEXT_LEFT, 0 }
};

static const struct listing_column keys[] = {
	{ "code", LISTING_TEXT },
	{ "name", LISTING_TEXT },
	{ "dossiers", LISTING_NUMBER },
	{ "tagged", LISTING_NUMBER },
	{ "listed", LISTING_NUMBER },
	{ "approved", LISTING_NUMBER },
	{ "scanned", LISTING_NUMBER },
	{ "passed", LISTING_NUMBER },
	{ "handed_over", LISTING_NUMBER },
	{ "a4_passed", LISTING_NUMBER },
};

static const struct action actions[] = {
	{ "show", "Enter v F3", N_("Look at the fonds"), NEEDS_ROW, show, N_("Look") },
	{ NULL, NULL, NULL, 0, NULL }
};
/* clang-format on */

static const struct listing listing = {
	.list = { "report", "progress-fonds" },
	.key = "code",
	.columns = keys,
};

const struct screen screen_by_fonds = {
	.name = "by-fonds",
	.title = N_("Progress by fonds"),
	.help = N_("Each column counts the dossiers that have come to the step or gone beyond it."),
	.columns = columns,
	.actions = actions,
	.load = listing_load,
	.row = listing_row,
	.cell = listing_cell,
	.empty = N_("No fonds yet. :fonds add enters one, :import takes in an "
	    "inventory."),
	.listing = &listing,
};
