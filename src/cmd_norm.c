#include "app_ledger.h"

static bool list(struct app *app, const struct args *args, struct err *err)
{
	(void)args;
	return app_ledger_list(app, &ledger_norm, err);
}

static bool show(struct app *app, const struct args *args, struct err *err)
{
	return app_ledger_show(app, args, &ledger_norm, err);
}

static bool add(struct app *app, const struct args *args, struct err *err)
{
	return app_ledger_add(app, args, &ledger_norm, err);
}

static bool edit(struct app *app, const struct args *args, struct err *err)
{
	return app_ledger_edit(app, args, &ledger_norm, err);
}

static bool remove_row(struct app *app, const struct args *args, struct err *err)
{
	return app_ledger_remove(app, args, &ledger_norm, err);
}

static const struct option_row fields[] = {
	{ "kind", 0, N_("WORD"),
	    N_("labour, material, depreciation, energy, coefficient, price, salary, grade, allowance, insurance, days, management or vat") },
	{ "item", 0, N_("TEXT"), N_("work") },
	{ "step", 0, N_("TEXT"), N_("step of the work") },
	{ "grade", 0, N_("TEXT"), N_("grade of the worker") },
	{ "value", 0, N_("NUMBER"), N_("minutes, đồng, factor or per cent") },
	{ "unit", 0, N_("TEXT"), N_("per what") },
	{ "basis", 0, N_("TEXT"), N_("legal basis") },
	{ "from", 0, N_("DATE"), N_("valid from") },
	{ "until", 0, N_("DATE"), N_("valid until") },
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

const struct command command_norm = {
	"norm", N_("norms and prices of the estimates"), verbs
};
