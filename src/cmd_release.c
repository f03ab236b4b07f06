#include "app_pick.h"

#include "audit.h"
#include "workflow.h"

static bool release(struct app *app, const struct args *args,
    struct err *err)
{
	struct edit edit = {
		.action = "release", .note = args_value(args, "reason")
	};
	int64_t *ids;
	size_t count;

	if (!app_pick(app, args, 0, &ids, &count, err))
		return false;
	edit.dossier = count == 1 ? ids[0] : 0;
	edit.summary = pool_printf(&app->pool, ngettext(
	    "%lld dossier released from hold", "%lld dossiers released from hold",
	    (long long)count), (long long)count);
	if (!edit_begin(app->db, err))
		return false;
	for (size_t i = 0; i < count; i++)
		if (!workflow_hold(app->db, ids[i], "", err)) {
			edit_abort(app->db);
			return false;
		}
	if (!edit_commit(app->db, &edit, NULL, err))
		return false;
	app_say(app, "%s", edit.summary);
	return true;
}

static const struct option_row options[] = {
	{ "reason", 0, N_("TEXT"), N_("why, for the audit") },
	PICK_OPTIONS,
	{ NULL, 0, NULL, NULL }
};

static const struct verb verbs[] = {
	{ NULL, N_("[CODE|MASK|A..B]..."), N_("end the hold of these files"), 0,
	    -1, NEEDS_DB_WRITE, options, release },
	{ 0 }
};

const struct command command_release = {
	"release", N_("end a hold"), verbs
};
