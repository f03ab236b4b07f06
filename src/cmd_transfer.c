#include "app_ledger.h"

static bool list(struct app *app, const struct args *args, struct err *err)
{
	(void)args;
	return app_ledger_list(app, &ledger_transfer, err);
}

static bool show(struct app *app, const struct args *args, struct err *err)
{
	return app_ledger_show(app, args, &ledger_transfer, err);
}

static bool add(struct app *app, const struct args *args, struct err *err)
{
	return app_ledger_add(app, args, &ledger_transfer, err);
}

static bool edit(struct app *app, const struct args *args, struct err *err)
{
	return app_ledger_edit(app, args, &ledger_transfer, err);
}

static bool remove_row(struct app *app, const struct args *args, struct err *err)
{
	return app_ledger_remove(app, args, &ledger_transfer, err);
}

static const struct option_row fields[] = {
	{ "agency", 0, N_("CODE"), N_("who deposits") },
	{ "title", 0, N_("TEXT"), N_("what") },
	{ "due", 0, N_("DATE"), N_("due on") },
	{ "registered", 0, N_("DATE"), N_("registered on") },
	{ "registration", 0, N_("TEXT"), N_("number of the registration") },
	{ "received", 0, N_("DATE"), N_("received on") },
	{ "minutes", 0, N_("TEXT"), N_("number of the minutes") },
	{ "files", 0, N_("N"), N_("permanent files received") },
	{ "boxes", 0, N_("N"), N_("boxes") },
	{ "metres", 0, N_("METRES"), N_("shelf metres") },
	{ "not-permanent", 0, N_("N"),
	    N_("files offered that are not permanent (they do not count)") },
	{ "note", 0, N_("TEXT"), N_("note") },
	{ NULL, 0, NULL, NULL }
};

static const struct verb verbs[] = {
	{ "list", "", N_("list them"),
	    0, 0, NEEDS_DB, NULL, list },
	{ "show", N_("CODE"), N_("one of them, all fields"),
	    1, 1, NEEDS_DB, NULL, show },
	{ "add", N_("CODE"), N_("put in a new one"),
	    1, 1, NEEDS_DB_WRITE, fields, add },
	{ "edit", N_("CODE"), N_("change fields"),
	    1, 1, NEEDS_DB_WRITE, fields, edit },
	{ "remove", N_("CODE"), N_("take it out (undo brings it back)"),
	    1, 1, NEEDS_DB_WRITE, NULL, remove_row },
	{ 0 }
};

const struct command command_transfer = {
	"transfer", N_("deposits due, registered, received"), verbs
};
