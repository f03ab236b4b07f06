#include "app_ledger.h"

static bool list(struct app *app, const struct args *args, struct err *err)
{
	(void)args;
	return app_ledger_list(app, &ledger_funding, err);
}

static bool show(struct app *app, const struct args *args, struct err *err)
{
	return app_ledger_show(app, args, &ledger_funding, err);
}

static bool add(struct app *app, const struct args *args, struct err *err)
{
	return app_ledger_add(app, args, &ledger_funding, err);
}

static bool edit(struct app *app, const struct args *args, struct err *err)
{
	return app_ledger_edit(app, args, &ledger_funding, err);
}

static bool remove_row(struct app *app, const struct args *args, struct err *err)
{
	return app_ledger_remove(app, args, &ledger_funding, err);
}

static const struct option_row fields[] = {
	{ "estimate", 0, N_("CODE"), N_("of which estimate") },
	{ "kind", 0, N_("WORD"), N_("allocated or spent") },
	{ "year", 0, N_("YEAR"), N_("year") },
	{ "source", 0, N_("WORD"), N_("budget or integrated") },
	{ "number", 0, N_("TEXT"), N_("number of the document") },
	{ "date", 0, N_("DATE"), N_("its date") },
	{ "amount", 0, N_("AMOUNT"), N_("đồng") },
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

const struct command command_funding = {
	"funding", N_("money allocated and spent, by year and source"), verbs
};
