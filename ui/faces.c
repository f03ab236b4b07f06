#include "faces.h"

#include "plain.h"
#include "ui.h"

#include "conf.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static bool set_up(struct app *app, const struct faces_options *options,
    struct tty_setup *setup, struct err *err)
{
	const char *no_color = getenv("NO_COLOR");

	*setup = (struct tty_setup){
		.theme = conf_get(app->conf, "screen:theme", "dark"),
		.color = !options->no_color && (no_color == NULL ||
		    no_color[0] == '\0'),
		/* Over SSH the terminal's own selection is worth more. */
		.mouse = getenv("SSH_CONNECTION") == NULL,
	};
	setup->ascii = strcmp(conf_get(app->conf, "screen:lines", "utf-8"),
	    "ascii") == 0;
	return conf_bool(app->conf, "screen:mouse", &setup->mouse, err);
}

static bool open_catalogue(struct app *app,
    const struct faces_options *options, struct err *err)
{
	struct err why = { 0 };

	if (!db_there(app->db_path))
		return true;	/* the welcome screen offers what to do */
	if (!options->read_only && app_open(app, DB_WRITE, &why))
		return true;
	return app_open(app, DB_READ, options->read_only ? err : &why) ||
	    err_set(err, why.kind, "%s", why.text);
}

bool faces_run(struct app *app, const struct faces_options *options,
    struct err *err)
{
	struct tty_setup setup;
	struct tty *term;
	struct ui ui;
	const char *name = options->screen == NULL ? "home" : options->screen;
	bool good;

	if (screen_find(name) == NULL)
		return err_set(err, ERR_USAGE, _("There is no screen \"%s\"; "
		    "\"bansao help ui\" names them"), name);
	if (!set_up(app, options, &setup, err) ||
	    !open_catalogue(app, options, err))
		return false;
	if (options->plain)
		return plain_run(app, options->read_only, err);
	term = tty_open(&setup, err);
	if (term == NULL)
		return false;
	ui_start(&ui, app, term);
	ui.read_only |= options->read_only;
	/* Help is about the screen below it. */
	good = strcmp(name, "help") != 0 || app->db == NULL ||
	    ui_open(&ui, "home", 0, err);
	good = good && ui_open(&ui, app->db == NULL ? "welcome" : name, 0, err);
	/* Without marks in Vietnamese, so that it can be read as it comes. */
	if (tty_codeset(term)[0] != '\0')
		ui_say(&ui, STYLE_WARN, _("The locale is %s, the screens speak "
		    "UTF-8: set the terminal to UTF-8"), tty_codeset(term));
	good = good && ui_run(&ui, err);
	ui_end(&ui);
	tty_close(term);
	return good;
}
