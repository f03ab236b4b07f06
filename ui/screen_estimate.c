/* The estimate (dự toán) by editable norms. */
#include "listing.h"

static bool funding(struct view *view, struct err *err)
{
	return ui_open(view->ui, "funding", 0, err);
}

static bool norms(struct view *view, struct err *err)
{
	return ui_open(view->ui, "norms", 0, err);
}

static bool new_it(struct view *view, struct err *err)
{
	return listing_command(view, "estimate new", err);
}

static bool line_it(struct view *view, struct err *err)
{
	return listing_command(view, "estimate line", err);
}

static bool submit_it(struct view *view, struct err *err)
{
	return listing_command(view, "estimate submit", err);
}

static bool appraise_it(struct view *view, struct err *err)
{
	return listing_command(view, "estimate appraise", err);
}

static bool return_it(struct view *view, struct err *err)
{
	return listing_command(view, "estimate return", err);
}

static bool remove_line(struct view *view, struct err *err)
{
	return listing_command(view, "estimate line-remove", err);
}

static bool price_it(struct view *view, struct err *err)
{
	return listing_command(view, "estimate price", err);
}

static bool print_it(struct view *view, struct err *err)
{
	return listing_command(view, "estimate show", err);
}

static bool approve_it(struct view *view, struct err *err)
{
	return listing_command(view, "estimate approve", err);
}

/* clang-format off */
static const struct column columns[] = {
	{ N_("Code"), 14, TEXT_LEFT, 0 },
	{ N_("Year"), 4, TEXT_LEFT, 0 },
	{ N_("Title"), 0, TEXT_LEFT, 0 },
	{ N_("State"), 14, TEXT_LEFT, 0 },
	{ N_("Amount"), 18, TEXT_RIGHT, 0 },
	{ NULL, 0, TEXT_LEFT, 0 }
};

static const struct listing_column keys[] = {
	{ "code", LISTING_TEXT },
	{ "year", LISTING_TEXT },
	{ "title", LISTING_TEXT },
	{ "state", LISTING_TEXT },
	{ "total", LISTING_MONEY },
};

static const struct action actions[] = {
	{ "open", "Enter Right l", N_("All that is known of it"), NEEDS_ROW, listing_open },
	{ "new", "n", N_("A new estimate"), NEEDS_WRITE, new_it, N_("New") },
	{ "line", "a", N_("A line: item, unit, quantity"), NEEDS_ROW | NEEDS_WRITE, line_it, N_("Line") },
	{ "line-remove", "D F8", N_("Take a line out"), NEEDS_ROW | NEEDS_WRITE, remove_line },
	{ "price", "=", N_("Price it anew by the norms of its day"), NEEDS_ROW | NEEDS_WRITE, price_it },
	{ "submit", "s", N_("Submit to the finance department"), NEEDS_ROW | NEEDS_WRITE, submit_it, N_("Submit") },
	{ "appraise", "t", N_("Enter what the finance department appraised"), NEEDS_ROW | NEEDS_WRITE, appraise_it, N_("Appraise") },
	{ "return", "r", N_("Enter that it came back"), NEEDS_ROW | NEEDS_WRITE, return_it },
	{ "approve", "p", N_("Enter the approval"), NEEDS_ROW | NEEDS_WRITE, approve_it, N_("Approve") },
	{ "print", "o", N_("Print it: a form, a workbook with live formulas"), NEEDS_ROW, print_it },
	{ "funding", "f", N_("Sources and amounts"), 0, funding, N_("Funding") },
	{ "norms", "m", N_("Norms, wages and prices"), 0, norms, N_("Norms") },
	{ NULL, NULL, NULL, 0, NULL }
};
/* clang-format on */

static const struct listing listing = {
	.list = { "estimate", "list" },
	.show = { "estimate", "show" },
	.key = "code",
	.columns = keys,
	.state = "state",
	.words = listing_state,
};

const struct screen screen_estimate = {
	.name = "estimate",
	.title = N_("Estimates (dự toán)"),
	.help = N_("Estimates from norms, wages and prices that are entered with "
	    "their basis; no official figure is built in."),
	.columns = columns,
	.actions = actions,
	.load = listing_load,
	.row = listing_row,
	.cell = listing_cell,
	.page = listing_page,
	.empty = N_("No estimate yet. n begins one; norms are entered with their "
	    "legal basis."),
	.listing = &listing,
};
