/* Progress by scan operator, of this year. */
#include "listing.h"

static bool show(struct view *view, struct err *err)
{
	const char *words[] = { "batch", "list", NULL };

	return listing_tell(view, words, err);
}

/* clang-format off */
static const struct column columns[] = {
	{ N_("Operator"), 0, TEXT_LEFT, 0 },
	{ N_("Batches"), 10, TEXT_RIGHT, 0 },
	{ N_("Dossiers"), 8, TEXT_RIGHT, 0 },
	{ N_("A4 scanned"), 13, TEXT_RIGHT, 0 },
	{ N_("A4 passed"), 12, TEXT_RIGHT, 0 },
	{ N_("%"), 6, TEXT_RIGHT, 0 },
	{ NULL, 0, TEXT_LEFT, 0 }
};

static const struct listing_column keys[] = {
	{ "operator", LISTING_TEXT },
	{ "batches", LISTING_NUMBER },
	{ "dossiers", LISTING_NUMBER },
	{ "a4_scanned", LISTING_NUMBER },
	{ "a4_passed", LISTING_NUMBER },
	{ "percent", LISTING_DECIMAL },
};

static const struct action actions[] = {
	{ "show", "Enter v F3", N_("Look at the batches"), NEEDS_ROW, show, N_("Look") },
	{ NULL, NULL, NULL, 0, NULL }
};
/* clang-format on */

static const struct listing listing = {
	.list = { "report", "progress-operator" },
	.key = "operator",
	.columns = keys,
};

const struct screen screen_by_operator = {
	.name = "by-operator",
	.title = N_("Progress by operator"),
	.help = N_("What each operator scanned this year and how much of it passed the inspection."),
	.columns = columns,
	.actions = actions,
	.load = listing_load,
	.row = listing_row,
	.cell = listing_cell,
	.empty = N_("No batch yet. :batch new begins one."),
	.listing = &listing,
};
