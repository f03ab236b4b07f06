/* The screens as a command. Part of the main program only. */
#include "command.h"

#include "conf.h"
#include "faces.h"

static bool ui(struct app *app, const struct args *args, struct err *err)
{
	struct faces_options options = {
		.screen = args_word(args, 0),
		.read_only = args_given(args, "read-only"),
		.plain = args_given(args, "plain"),
		.no_color = args_given(args, "no-color"),
	};

	return faces_run(app, &options, err);
}

static const struct option_row options[] = {
	{ "read-only", 0, NULL, N_("change nothing: for the head, for a "
	    "forced SSH command") },
	{ "plain", 0, NULL, N_("line by line: prompts and numbered choices, "
	    "for screen readers") },
	{ NULL, 0, NULL, NULL }
};

static const struct verb verbs[] = {
	{ NULL, N_("[SCREEN]"), N_("open the screens, or one of them"), 0, 1,
	    NEEDS_NOTHING, options, ui },
	{ NULL, NULL, NULL, 0, 0, NEEDS_NOTHING, NULL, NULL }
};

const struct command command_ui = {
	.name = "ui",
	.help = N_("The screens"),
	.verbs = verbs,
};
