/* Reports: every one in every form. */
#include "listing.h"

static bool show(struct view *view, struct err *err)
{
	const char *words[] = { "report", listing_value(view, "name"), NULL };

	return listing_tell(view, words, err);
}

static bool open_it(struct view *view, struct err *err)
{
	return listing_command(view, "report", err);
}

/* clang-format off */
static const struct column columns[] = {
	{ N_("Name"), 24, TEXT_LEFT, 0 },
	{ N_("Title"), 0, TEXT_LEFT, 0 },
	{ N_("Parameters"), 30, TEXT_LEFT, 100 },
	{ NULL, 0, TEXT_LEFT, 0 }
};

static const struct listing_column keys[] = {
	{ "name", LISTING_TEXT },
	{ "title", LISTING_TEXT },
	{ "params", LISTING_TEXT },
};

static const struct action actions[] = {
	{ "open", "Enter Right l F3", N_("Print the report: choose year, form and file"), NEEDS_ROW, open_it, N_("Print") },
	{ "show", "v", N_("Look at it here as text"), NEEDS_ROW, show, N_("Look") },
	{ NULL, NULL, NULL, 0, NULL }
};
/* clang-format on */

static const struct listing listing = {
	.list = { "report", "list" },
	.key = "name",
	.columns = keys,
};

const struct screen screen_reports = {
	.name = "reports",
	.title = N_("Reports"),
	.help = N_("Every report as text here, or into a file: -o FILE.odt, "
	    ".html, .xlsx, .csv, .json."),
	.columns = columns,
	.actions = actions,
	.load = listing_load,
	.row = listing_row,
	.cell = listing_cell,
	.empty = N_("No report is known. :doctor looks at the installation."),
	.listing = &listing,
};
