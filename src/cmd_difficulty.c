#include "app_ledger.h"

static bool list(struct app *app, const struct args *args, struct err *err)
{
	(void)args;
	return app_ledger_list(app, &ledger_difficulty, err);
}

static bool show(struct app *app, const struct args *args, struct err *err)
{
	return app_ledger_show(app, args, &ledger_difficulty, err);
}

static bool add(struct app *app, const struct args *args, struct err *err)
{
	return app_ledger_add(app, args, &ledger_difficulty, err);
}

static bool edit(struct app *app, const struct args *args, struct err *err)
{
	return app_ledger_edit(app, args, &ledger_difficulty, err);
}

static bool remove_row(struct app *app, const struct args *args, struct err *err)
{
	return app_ledger_remove(app, args, &ledger_difficulty, err);
}

static const struct option_row fields[] = {
	{ "agency", 0, N_("CODE"), N_("who reports it") },
	{ "received", 0, N_("DATE"), N_("received on") },
	{ "letter", 0, N_("TEXT"), N_("number of the letter") },
	{ "topic", 0, N_("TEXT"), N_("group it belongs to") },
	{ "content", 0, N_("TEXT"), N_("the difficulty") },
	{ "forwarded", 0, N_("DATE"), N_("reported to the Committee on") },
	{ "forward-letter", 0, N_("TEXT"), N_("number of that report") },
	{ "answered", 0, N_("DATE"), N_("answered on") },
	{ "answer-letter", 0, N_("TEXT"), N_("number of the answer") },
	{ "answer", 0, N_("TEXT"), N_("how it was solved") },
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

const struct command command_difficulty = {
	"difficulty", N_("difficulties reported, forwarded, answered"), verbs
};
