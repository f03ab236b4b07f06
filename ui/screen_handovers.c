/* Handover: agreement, batch, packages, minutes, answer. */
#include "command_form.h"
#include "listing.h"

#include "handover.h"

#include <string.h>

static bool open_packages(struct view *view, struct err *err)
{
	return packages_open(view->ui, listing_value(view, "number"), err);
}

/* An agreement has a number of its own; the batch in hand is what it is for
 * as long as nothing was packaged. */
static bool agree_it(struct view *view, struct err *err)
{
	const char *options[] = { "--for", listing_value(view, "number"),
	    NULL };

	if (strcmp(listing_value(view, "state"), "prepared") != 0)
		options[0] = NULL;
	return command_form_by_name(view->ui, "handover agree", NULL, options,
	    err);
}

static bool new_it(struct view *view, struct err *err)
{
	return command_form_by_name(view->ui, "handover new", NULL, NULL, err);
}

static bool add_it(struct view *view, struct err *err)
{
	return listing_command(view, "handover add", err);
}

static bool build_it(struct view *view, struct err *err)
{
	return listing_command(view, "handover build", err);
}

static bool deliver_it(struct view *view, struct err *err)
{
	return listing_command(view, "handover deliver", err);
}

static bool receipt_it(struct view *view, struct err *err)
{
	return listing_command(view, "handover receipt", err);
}

static bool verify_it(struct view *view, struct err *err)
{
	return listing_command(view, "handover verify", err);
}

static bool minutes_it(struct view *view, struct err *err)
{
	return listing_command(view, "handover minutes", err);
}

static bool agreements_it(struct view *view, struct err *err)
{
	static const char *const words[] = { "handover", "agreements", NULL };

	return listing_tell(view, words, err);
}

static const char *words(const char *key, const char *value)
{
	return strcmp(key, "state") == 0 ? handover_state_name(value) : value;
}

/* It wants the codes of files, not the batch. */
static bool reopen_it(struct view *view, struct err *err)
{
	return command_form_by_name(view->ui, "handover reopen", NULL, NULL,
	    err);
}

/* clang-format off */
static const struct column columns[] = {
	{ N_("Number"), 12, TEXT_LEFT, 0 },
	{ N_("Year"), 4, TEXT_LEFT, 0 },
	{ N_("State"), 14, TEXT_LEFT, 0 },
	{ N_("Title"), 0, TEXT_LEFT, 0 },
	{ N_("Dossiers"), 8, TEXT_RIGHT, 0 },
	{ N_("A4 pages"), 9, TEXT_RIGHT, 0 },
	{ N_("Size"), 10, TEXT_RIGHT, 100 },
	{ N_("Delivered"), 10, TEXT_LEFT, 110 },
	{ NULL, 0, TEXT_LEFT, 0 }
};

static const struct listing_column keys[] = {
	{ "number", LISTING_TEXT },
	{ "year", LISTING_TEXT },
	{ "state", LISTING_TEXT },
	{ "title", LISTING_TEXT },
	{ "dossiers", LISTING_NUMBER },
	{ "a4", LISTING_NUMBER },
	{ "bytes", LISTING_BYTES },
	{ "delivered_on", LISTING_DATE },
};

static const struct action actions[] = {
	{ "open", "Enter Right l", N_("The packages of the batch, and their answers"), NEEDS_ROW, open_packages, N_("Packages") },
	{ "agree", "g", N_("Record the agreement with the central body"), NEEDS_WRITE, agree_it, N_("Agreement") },
	{ "new", "n", N_("A new batch"), NEEDS_WRITE, new_it, N_("New") },
	{ "add", "a", N_("Add files that passed inspection"), NEEDS_ROW | NEEDS_WRITE, add_it, N_("Add") },
	{ "build", "b", N_("Check, write and verify the packages (a job)"), NEEDS_ROW | NEEDS_WRITE, build_it, N_("Build") },
	{ "deliver", "d", N_("The batch is handed over: number and date of the minutes"), NEEDS_ROW | NEEDS_WRITE, deliver_it, N_("Deliver") },
	{ "receipt", "r", N_("Enter the answer of the receiving side"), NEEDS_ROW | NEEDS_WRITE, receipt_it },
	{ "verify", "v", N_("Does the batch still hold?"), NEEDS_ROW, verify_it, N_("Verify") },
	{ "minutes", "m", N_("Print the minutes"), NEEDS_ROW, minutes_it },
	{ "agreements", "G", N_("The agreements that are recorded"), 0, agreements_it },
	{ "reopen", "o", N_("Package a file again"), NEEDS_WRITE, reopen_it },
	{ NULL, NULL, NULL, 0, NULL }
};
/* clang-format on */

static const struct listing listing = {
	.list = { "handover", "list" },
	.show = { "handover", "show" },
	.key = "number",
	.columns = keys,
	.state = "state",
	.words = words,
};

const struct screen screen_handovers = {
	.name = "handovers",
	.title = N_("Handovers"),
	.help = N_("From the agreement with the central body to the answer of "
	    "the receiving side. Building packages runs as a job."),
	.columns = columns,
	.actions = actions,
	.load = listing_load,
	.row = listing_row,
	.cell = listing_cell,
	.page = listing_page,
	.empty = N_("No handover yet. g records the agreement (BR15), n begins a "
	    "batch."),
	.listing = &listing,
};
