/* Lists of files for digitising (danh mục), from draft to decision. */
#include "listing.h"

#include "selection.h"

static bool open_builder(struct view *view, struct err *err)
{
	return builder_open(view->ui, listing_value(view, "code"), err);
}

static bool new_it(struct view *view, struct err *err)
{
	return listing_command(view, "selection new", err);
}

static bool submit_it(struct view *view, struct err *err)
{
	return listing_command(view, "selection submit", err);
}

static bool approve_it(struct view *view, struct err *err)
{
	return decision_open(view->ui, listing_value(view, "code"), err);
}

static bool return_it(struct view *view, struct err *err)
{
	return listing_command(view, "selection return", err);
}

static bool amend_it(struct view *view, struct err *err)
{
	return listing_command(view, "selection amend", err);
}

static bool discard_it(struct view *view, struct err *err)
{
	return listing_command(view, "selection discard", err);
}

static bool print_it(struct view *view, struct err *err)
{
	return listing_command(view, "selection print", err);
}

static bool letter_it(struct view *view, struct err *err)
{
	return listing_command(view, "submission", err);
}

/* clang-format off */
static const struct column columns[] = {
	{ N_("Code"), 16, TEXT_LEFT, 0 },
	{ N_("V."), 2, TEXT_RIGHT, 0 },
	{ N_("State"), 13, TEXT_LEFT, 0 },
	{ N_("Group"), 0, TEXT_LEFT, 0 },
	{ N_("Year"), 4, TEXT_LEFT, 70 },
	{ N_("Dossiers"), 8, TEXT_RIGHT, 0 },
	{ N_("A4 pages"), 10, TEXT_RIGHT, 0 },
	{ N_("Decision"), 14, TEXT_LEFT, 120 },
	{ NULL, 0, TEXT_LEFT, 0 }
};

static const struct listing_column keys[] = {
	{ "code", LISTING_TEXT },
	{ "version", LISTING_TEXT },
	{ "state", LISTING_TEXT },
	{ "group", LISTING_TEXT },
	{ "year", LISTING_TEXT },
	{ "dossiers", LISTING_NUMBER },
	{ "a4", LISTING_NUMBER },
	{ "decision", LISTING_TEXT },
};

static const struct action actions[] = {
	{ "open", "Enter Right l", N_("Open the builder of the list"), NEEDS_ROW, open_builder },
	{ "new", "n", N_("A new list of a fonds and group"), NEEDS_WRITE, new_it, N_("New") },
	{ "submit", "s", N_("Submit to the authority: the list is frozen"), NEEDS_ROW | NEEDS_WRITE, submit_it, N_("Submit") },
	{ "approve", "a", N_("Enter the decision of the authority"), NEEDS_ROW | NEEDS_WRITE, approve_it, N_("Decision") },
	{ "return", "r", N_("Enter that it was returned, with the reason"), NEEDS_ROW | NEEDS_WRITE, return_it },
	{ "amend", "m", N_("A new version of an approved list"), NEEDS_ROW | NEEDS_WRITE, amend_it },
	{ "discard", "F8 d", N_("Give up a draft"), NEEDS_ROW | NEEDS_WRITE, discard_it },
	{ "print", "p", N_("Print the list (danh mục): -o FILE.odt, .xlsx, .html"), NEEDS_ROW, print_it, N_("Print") },
	{ "letter", "P", N_("The letter that goes with it (tờ trình)"), NEEDS_ROW, letter_it },
	{ NULL, NULL, NULL, 0, NULL }
};
/* clang-format on */

/* The columns of "bansao selection list --csv" that are shown. */
static const char *const heads[] = { "code", "version", "state", "group",
    "year", "dossiers", "a4", "decision", NULL };
enum { DOSSIERS = 5, A4 = 6 };

static bool load_rows(struct view *view, const int64_t **ids, int64_t *count,
    int64_t *totals, struct err *err)
{
	struct version_total total;
	int64_t *all;
	size_t found;

	if (!selection_index(view->ui->app->db, &view->pool, &all, &found,
	    &total, err))
		return false;
	*ids = all;
	*count = (int64_t)found;
	totals[DOSSIERS] = total.dossiers;
	totals[A4] = total.a4;
	return true;
}

static bool read_row(struct view *view, int64_t id, struct pool *pool,
    const char **values, struct err *err)
{
	struct selection_row row;
	int at = 0;

	if (!selection_row(view->ui->app->db, id, pool, &row, err))
		return false;
	values[at++] = row.code;
	values[at++] = pool_printf(pool, "%lld", (long long)row.version);
	values[at++] = row.state;
	values[at++] = row.group;
	values[at++] = pool_printf(pool, "%lld", (long long)row.year);
	values[at++] = pool_printf(pool, "%lld", (long long)row.dossiers);
	values[at++] = pool_printf(pool, "%lld", (long long)row.a4);
	values[at] = row.decision;
	return true;
}

static const struct listing_source source = { heads, load_rows, read_row };

static const struct listing listing = {
	.source = &source,
	.list = { "selection", "list" },
	.show = { "selection", "show" },
	.key = "code",
	.columns = keys,
	.state = "state",
	.words = listing_state,
};

const struct screen screen_selections = {
	.name = "selections",
	.title = N_("Lists (danh mục)"),
	.help = N_("Lists of files for digitising: drawn up, submitted, approved "
	    "or returned. Enter opens the builder: what is eligible, and "
	    "the list beside it."),
	.columns = columns,
	.actions = actions,
	.load = listing_load,
	.row = listing_row,
	.cell = listing_cell,
	.page = listing_page,
	.empty = N_("No list yet. n begins one for a fonds and a group; tagged "
	    "files are then put on it with s."),
	.listing = &listing,
};
