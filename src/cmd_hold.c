#include "app_pick.h"

#include "audit.h"
#include "workflow.h"

static bool hold(struct app *app, const struct args *args, struct err *err)
{
	const char *reason = args_value(args, "reason");
	struct edit edit = { .action = "hold", .note = reason };
	int64_t *ids;
	size_t count;

	if (reason == NULL || reason[0] == '\0')
		return err_set(err, ERR_USAGE, _("A hold needs its reason: "
		    "--reason TEXT"));
	if (!app_pick(app, args, 0, &ids, &count, err))
		return false;
	edit.dossier = count == 1 ? ids[0] : 0;
	edit.summary = pool_printf(&app->pool, ngettext(
	    "%lld dossier put on hold", "%lld dossiers put on hold",
	    (long long)count), (long long)count);
	if (!edit_begin(app->db, err))
		return false;
	for (size_t i = 0; i < count; i++)
		if (!workflow_hold(app->db, ids[i], reason, err)) {
			edit_abort(app->db);
			return false;
		}
	if (!edit_commit(app->db, &edit, NULL, err))
		return false;
	app_say(app, "%s", edit.summary);
	return true;
}

static const struct option_row options[] = {
	{ "reason", 0, N_("TEXT"), N_("why; kept with the file") },
	PICK_OPTIONS,
	{ NULL, 0, NULL, NULL }
};

static const struct verb verbs[] = {
	{ NULL, N_("[CODE|MASK|A..B]..."), N_("stop every move forward of "
	    "these files"), 0, -1, NEEDS_DB_WRITE, options, hold },
	{ 0 }
};

const struct command command_hold = {
	"hold", N_("put files on hold"), verbs
};
