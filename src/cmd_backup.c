#include "command.h"

static bool run(struct app *app, const struct args *args, struct err *err)
{
	if (app->dry_run)
		return true;
	if (!db_backup(app->db, args_word(args, 0), err))
		return false;
	app_say(app, _("Backup written and checked: %s"), args_word(args, 0));
	return true;
}

static const struct verb verbs[] = {
	{ NULL, N_("FILE"), N_("copy the catalogue while others work, and check "
	    "the copy"), 1, 1, NEEDS_DB, NULL, run },
	{ 0 }
};

const struct command command_backup = {
	"backup", N_("back the catalogue up"), verbs
};
