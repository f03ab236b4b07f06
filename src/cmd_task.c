#include "app_ledger.h"

static bool list(struct app *app, const struct args *args, struct err *err)
{
	(void)args;
	return app_ledger_list(app, &ledger_task, err);
}

static bool show(struct app *app, const struct args *args, struct err *err)
{
	return app_ledger_show(app, args, &ledger_task, err);
}

static bool add(struct app *app, const struct args *args, struct err *err)
{
	return app_ledger_add(app, args, &ledger_task, err);
}

static bool edit(struct app *app, const struct args *args, struct err *err)
{
	return app_ledger_edit(app, args, &ledger_task, err);
}

static bool remove_row(struct app *app, const struct args *args, struct err *err)
{
	return app_ledger_remove(app, args, &ledger_task, err);
}

static const struct option_row fields[] = {
	{ "title", 0, N_("TEXT"), N_("what is to be done") },
	{ "body", 0, N_("TEXT"), N_("who is responsible") },
	{ "due", 0, N_("DATE"), N_("to be done by") },
	{ "done", 0, N_("DATE"), N_("done on") },
	{ "basis", 0, N_("TEXT"), N_("document that asks for it") },
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

const struct command command_task = {
	"task", N_("tasks by body and deadline"), verbs
};
