#include "command.h"

#include "audit.h"

static bool undo(struct app *app, const struct args *args, struct err *err)
{
	const char *words;

	if (args_given(args, "show")) {
		if (!undo_next(app->db, false, &app->pool, &words, err))
			return false;
		if (words[0] == '\0')
			app_say(app, "%s", _("There is nothing to undo"));
		else
			app_say(app, _("Would undo: %s"), words);
		return true;
	}
	if (!undo_run(app->db, false, &app->pool, &words, err))
		return false;
	app_say(app, _("Undone: %s"), words);
	return true;
}

static const struct option_row options[] = {
	{ "show", 0, NULL, N_("only say what it would undo") },
	{ NULL, 0, NULL, NULL }
};

static const struct verb verbs[] = {
	{ NULL, "", N_("undo your last edit, up to the last frozen point"), 0,
	    0, NEEDS_DB_WRITE, options, undo },
	{ 0 }
};

const struct command command_undo = {
	"undo", N_("undo your last edit"), verbs
};
