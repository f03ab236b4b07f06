#include "app_ledger.h"

static bool list(struct app *app, const struct args *args, struct err *err)
{
	(void)args;
	return app_ledger_list(app, &ledger_agency, err);
}

static bool show(struct app *app, const struct args *args, struct err *err)
{
	return app_ledger_show(app, args, &ledger_agency, err);
}

static bool add(struct app *app, const struct args *args, struct err *err)
{
	return app_ledger_add(app, args, &ledger_agency, err);
}

static bool edit(struct app *app, const struct args *args, struct err *err)
{
	return app_ledger_edit(app, args, &ledger_agency, err);
}

static bool remove_row(struct app *app, const struct args *args, struct err *err)
{
	return app_ledger_remove(app, args, &ledger_agency, err);
}

static bool backlog_list(struct app *app, const struct args *args, struct err *err)
{
	(void)args;
	return app_ledger_list(app, &ledger_backlog, err);
}

static bool backlog_add(struct app *app, const struct args *args, struct err *err)
{
	return app_ledger_add_for(app, args, &ledger_backlog, "agency", err);
}

static bool backlog_edit(struct app *app, const struct args *args, struct err *err)
{
	return app_ledger_edit(app, args, &ledger_backlog, err);
}

static bool spread_list(struct app *app, const struct args *args, struct err *err)
{
	(void)args;
	return app_ledger_list(app, &ledger_dissemination, err);
}

static bool spread_add(struct app *app, const struct args *args, struct err *err)
{
	return app_ledger_add_for(app, args, &ledger_dissemination, "agency", err);
}

static bool spread_edit(struct app *app, const struct args *args, struct err *err)
{
	return app_ledger_edit(app, args, &ledger_dissemination, err);
}

static const struct option_row fields[] = {
	{ "name", 0, N_("TEXT"), N_("full name") },
	{ "kind", 0, N_("TEXT"), N_("what kind of body it is") },
	{ "source", 0, N_("WORD"),
	    N_("a source of the historical archive, yes or no") },
	{ "successor", 0, N_("CODE"), N_("who took over") },
	{ "from", 0, N_("DATE"), N_("existed from") },
	{ "until", 0, N_("DATE"), N_("existed until") },
	{ "contact", 0, N_("TEXT"), N_("whom to ask, how") },
	{ "note", 0, N_("TEXT"), N_("note") },
	{ NULL, 0, NULL, NULL }
};

static const struct option_row backlog_fields[] = {
	{ "agency", 0, N_("CODE"), N_("the agency") },
	{ "counted", 0, N_("DATE"), N_("day of the count") },
	{ "held", 0, N_("METRES"), N_("shelf metres kept") },
	{ "backlog", 0, N_("METRES"), N_("shelf metres still to arrange") },
	{ "arranged", 0, N_("METRES"), N_("shelf metres arranged") },
	{ "estimate", 0, N_("AMOUNT"),
	    N_("what arranging them will cost, đồng") },
	{ "due", 0, N_("DATE"), N_("to be arranged by") },
	{ "basis", 0, N_("TEXT"), N_("document that asks for it") },
	{ "note", 0, N_("TEXT"), N_("note") },
	{ NULL, 0, NULL, NULL }
};

static const struct option_row spread_fields[] = {
	{ "agency", 0, N_("CODE"), N_("the agency") },
	{ "held", 0, N_("DATE"), N_("day") },
	{ "form", 0, N_("TEXT"), N_("meeting, letter, course ...") },
	{ "people", 0, N_("N"), N_("how many took part") },
	{ "content", 0, N_("TEXT"), N_("what about") },
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
	{ "backlogs", "", N_("what the agencies hold and have to arrange"),
	    0, 0, NEEDS_DB, NULL, backlog_list },
	{ "backlog", N_("CODE"), N_("put in a count of an agency"),
	    1, 1, NEEDS_DB_WRITE, backlog_fields, backlog_add },
	{ "backlog-edit", N_("NUMBER"), N_("change a count"),
	    1, 1, NEEDS_DB_WRITE, backlog_fields, backlog_edit },
	{ "disseminations", "", N_("who spread the plan, when, how"),
	    0, 0, NEEDS_DB, NULL, spread_list },
	{ "disseminate", N_("CODE"), N_("put in that an agency spread the plan"),
	    1, 1, NEEDS_DB_WRITE, spread_fields, spread_add },
	{ "disseminate-edit", N_("NUMBER"), N_("change such a row"),
	    1, 1, NEEDS_DB_WRITE, spread_fields, spread_edit },
	{ 0 }
};

const struct command command_agency = {
	"agency", N_("source agencies, successors, backlog, dissemination"), verbs
};
