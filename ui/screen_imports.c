/* Inventories that were taken in. */
#include "listing.h"

static bool new_it(struct view *view, struct err *err)
{
	return listing_command(view, "import", err);
}

static bool undo_it(struct view *view, struct err *err)
{
	return listing_command(view, "import undo", err);
}

/* clang-format off */
static const struct column columns[] = {
	{ N_("No."), 5, TEXT_RIGHT, 0 },
	{ N_("When"), 10, TEXT_LEFT, 0 },
	{ N_("Who"), 10, TEXT_LEFT, 0 },
	{ N_("File"), 0, TEXT_LEFT, 0 },
	{ N_("Dossiers"), 8, TEXT_RIGHT, 0 },
	{ N_("Changed"), 9, TEXT_RIGHT, 90 },
	{ N_("Taken back"), 14, TEXT_LEFT, 100 },
	{ NULL, 0, TEXT_LEFT, 0 }
};

static const struct listing_column keys[] = {
	{ "import", LISTING_TEXT },
	{ "at", LISTING_DATE },
	{ "user", LISTING_TEXT },
	{ "file", LISTING_TEXT },
	{ "dossiers", LISTING_NUMBER },
	{ "updated", LISTING_NUMBER },
	{ "undone", LISTING_TEXT },
};

static const struct action actions[] = {
	{ "new", "n F7", N_("Import an inventory"), NEEDS_WRITE, new_it, N_("Import") },
	{ "undo", "D F8", N_("Take this import back"), NEEDS_ROW | NEEDS_WRITE, undo_it, N_("Take back") },
	{ NULL, NULL, NULL, 0, NULL }
};
/* clang-format on */

static const struct listing listing = {
	.list = { "import", "list" },
	.key = "import",
	.columns = keys,
};

const struct screen screen_imports = {
	.name = "imports",
	.title = N_("Imports"),
	.help = N_("Inventories that were taken in, the newest first; each can "
	    "be taken back as long as nobody has built on it."),
	.columns = columns,
	.actions = actions,
	.load = listing_load,
	.row = listing_row,
	.cell = listing_cell,
	.empty = N_("No inventory yet. n imports one: CSV, XLSX, XLS, EAD."),
	.listing = &listing,
};
