#include "app_pick.h"

#include "audit.h"
#include "workflow.h"

static bool receive(struct app *app, const struct args *args,
    struct err *err)
{
	const char *minutes = args_value(args, "minutes");
	bool back = args_given(args, "undo");
	struct edit edit = { .action = "receive" };
	const char *day;
	int64_t *ids;
	size_t count;

	if (!app_day(app, args, "date", NULL, &day, err) ||
	    !app_pick(app, args, 0, &ids, &count, err))
		return false;
	edit.note = minutes != NULL ? minutes : args_value(args, "reason");
	edit.dossier = count == 1 ? ids[0] : 0;
	edit.summary = pool_printf(&app->pool, back ?
	    ngettext("%lld dossier is not received after all",
	    "%lld dossiers are not received after all", (long long)count) :
	    ngettext("%lld dossier received by the Centre",
	    "%lld dossiers received by the Centre", (long long)count),
	    (long long)count);
	if (!edit_begin(app->db, err))
		return false;
	for (size_t i = 0; i < count; i++)
		if (back ? !workflow_ungate(app->db, ids[i], "received", err) :
		    !workflow_receive(app->db, ids[i], day, err)) {
			edit_abort(app->db);
			return false;
		}
	if (!edit_commit(app->db, &edit, NULL, err))
		return false;
	app_say(app, "%s", edit.summary);
	return true;
}

static const struct option_row options[] = {
	{ "date", 0, N_("DAY"), N_("when; today when left out") },
	{ "minutes", 0, N_("NUMBER"), N_("the transfer minutes (biên bản giao "
	    "nhận)") },
	{ "reason", 0, N_("TEXT"), N_("why, for the audit") },
	{ "undo", 0, NULL, N_("take the gate back, before digitising") },
	PICK_OPTIONS,
	{ NULL, 0, NULL, NULL }
};

static const struct verb verbs[] = {
	{ NULL, N_("[CODE|MASK|A..B]..."), N_("gate R: files have come to the "
	    "Centre (BR21)"), 0, -1, NEEDS_DB_WRITE, options, receive },
	{ 0 }
};

const struct command command_receive = {
	"receive", N_("gate R: files received by the Centre"), verbs
};
