#include "app_ledger.h"

static bool list(struct app *app, const struct args *args, struct err *err)
{
	(void)args;
	return app_ledger_list(app, &ledger_legal, err);
}

static bool show(struct app *app, const struct args *args, struct err *err)
{
	return app_ledger_show(app, args, &ledger_legal, err);
}

static bool add(struct app *app, const struct args *args, struct err *err)
{
	return app_ledger_add(app, args, &ledger_legal, err);
}

static bool edit(struct app *app, const struct args *args, struct err *err)
{
	return app_ledger_edit(app, args, &ledger_legal, err);
}

static bool remove_row(struct app *app, const struct args *args, struct err *err)
{
	return app_ledger_remove(app, args, &ledger_legal, err);
}

static const struct option_row fields[] = {
	{ "number", 0, N_("TEXT"), N_("number and symbol") },
	{ "date", 0, N_("DATE"), N_("its date") },
	{ "issuer", 0, N_("TEXT"), N_("who issued it") },
	{ "about", 0, N_("TEXT"), N_("what about") },
	{ "from", 0, N_("DATE"), N_("in force from") },
	{ "until", 0, N_("DATE"), N_("in force until") },
	{ "note", 0, N_("TEXT"), N_("note") },
	{ NULL, 0, NULL, NULL }
};

static const struct verb verbs[] = {
	{ "list", "", N_("list them"),
	    0, 0, NEEDS_DB, NULL, list },
	{ "show", N_("NUMBER"), N_("one of them, all fields"),
	    1, 1, NEEDS_DB, NULL, show },
	{ "add", "", N_("put in a new one"),
	    0, 0, NEEDS_DB_WRITE, fields, add },
	{ "edit", N_("NUMBER"), N_("change fields"),
	    1, 1, NEEDS_DB_WRITE, fields, edit },
	{ "remove", N_("NUMBER"), N_("take it out (undo brings it back)"),
	    1, 1, NEEDS_DB_WRITE, NULL, remove_row },
	{ 0 }
};

const struct command command_legal = {
	"legal", N_("legal bases of the plan and its forms"), verbs
};
