#include "app_ledger.h"

static bool list(struct app *app, const struct args *args, struct err *err)
{
	(void)args;
	return app_ledger_list(app, &ledger_letter, err);
}

static bool show(struct app *app, const struct args *args, struct err *err)
{
	return app_ledger_show(app, args, &ledger_letter, err);
}

static bool add(struct app *app, const struct args *args, struct err *err)
{
	return app_ledger_add(app, args, &ledger_letter, err);
}

static bool edit(struct app *app, const struct args *args, struct err *err)
{
	return app_ledger_edit(app, args, &ledger_letter, err);
}

static bool remove_row(struct app *app, const struct args *args, struct err *err)
{
	return app_ledger_remove(app, args, &ledger_letter, err);
}

static const struct option_row fields[] = {
	{ "direction", 0, N_("WORD"), N_("in or out") },
	{ "number", 0, N_("TEXT"), N_("number of the letter") },
	{ "date", 0, N_("DATE"), N_("its date") },
	{ "body", 0, N_("TEXT"), N_("from whom, or to whom") },
	{ "about", 0, N_("TEXT"), N_("what about") },
	{ "kind", 0, N_("WORD"),
	    N_("annual-report: the reminder of its year ends") },
	{ "year", 0, N_("YEAR"), N_("year of the annual report") },
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

const struct command command_letter = {
	"letter", N_("letters in and out, annual reports sent"), verbs
};
