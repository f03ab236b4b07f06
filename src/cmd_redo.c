#include "command.h"

#include "audit.h"

static bool redo(struct app *app, const struct args *args, struct err *err)
{
	const char *words;

	if (args_given(args, "show")) {
		if (!undo_next(app->db, true, &app->pool, &words, err))
			return false;
		if (words[0] == '\0')
			app_say(app, "%s", _("There is nothing to redo"));
		else
			app_say(app, _("Would redo: %s"), words);
		return true;
	}
	if (!undo_run(app->db, true, &app->pool, &words, err))
		return false;
	app_say(app, _("Done again: %s"), words);
	return true;
}

static const struct option_row options[] = {
	{ "show", 0, NULL, N_("only say what it would redo") },
	{ NULL, 0, NULL, NULL }
};

static const struct verb verbs[] = {
	{ NULL, "", N_("do again what you have undone"), 0, 0, NEEDS_DB_WRITE,
	    options, redo },
	{ 0 }
};

const struct command command_redo = {
	"redo", N_("do again what was undone"), verbs
};
