/* What the printed forms take: province, bodies, signers, dates. */
#include "listing.h"
#include "command_form.h"

static bool edit(struct view *view, struct err *err)
{
	const char *from = listing_value(view, "valid_from");
	const char *options[] = { "#1", listing_value(view, "value"),
		from[0] == '\0' ? NULL : "--from", from, NULL };

	return command_form_by_name(view->ui, "config set",
	    listing_value(view, "name"), options, err);
}

/* What the column is too narrow for, with the name that commands know. */
static const char *status(struct view *view)
{
	if (view->list.count == 0)
		return "";
	return pool_printf(&view->ui->frame, "%s  (%s)",
	    listing_value(view, "help"), listing_value(view, "name"));
}

static bool legal(struct view *view, struct err *err)
{
	return ui_open(view->ui, "legal", 0, err);
}

static bool holidays(struct view *view, struct err *err)
{
	return ui_open(view->ui, "holidays", 0, err);
}

/* clang-format off */
static const struct column columns[] = {
	{ N_("What it is"), 36, TEXT_LEFT, 0 },
	{ N_("From"), 10, TEXT_LEFT, 0 },
	{ N_("Value"), 0, TEXT_LEFT, 0 },
	{ N_("Name"), 16, TEXT_LEFT, 110 },
	{ NULL, 0, TEXT_LEFT, 0 }
};

static const struct listing_column keys[] = {
	{ "help", LISTING_TEXT },
	{ "valid_from", LISTING_DATE },
	{ "value", LISTING_TEXT },
	{ "name", LISTING_TEXT },
};

static const struct action actions[] = {
	{ "edit", "Enter F4 e", N_("Change the setting"), NEEDS_ROW | NEEDS_WRITE, edit, N_("Edit") },
	{ "legal", "b", N_("Legal bases"), 0, legal, N_("Bases") },
	{ "holidays", "c", N_("The working calendar: days off, Tết"), 0, holidays, N_("Calendar") },
	{ NULL, NULL, NULL, 0, NULL }
};
/* clang-format on */

static const struct listing listing = {
	.list = { "config", "list" },
	.key = "name",
	.columns = keys,
};

const struct screen screen_settings = {
	.name = "settings",
	.title = N_("Settings"),
	.help = N_("Settings of the centre, by date where a form changes with "
	    "it. F4 changes one; colors, keys and lines are in the ini "
	    "file."),
	.columns = columns,
	.actions = actions,
	.load = listing_load,
	.row = listing_row,
	.cell = listing_cell,
	.status = status,
	.empty = N_("Nothing is set yet. :config set sets a value."),
	.listing = &listing,
};
