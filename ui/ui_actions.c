/* The actions that every screen has. */
#include "ui.h"

#include "task.h"

#include "audit.h"

#include <signal.h>
#include <string.h>

static bool quit_now(struct view *view, struct err *err)
{
	(void)err;
	view->ui->quit = true;
	return true;
}

static bool quit(struct view *view, struct err *err)
{
	static const struct action yes = { .name = "quit-now",
		.run = quit_now };

	if (task_running(view->ui) == 0)
		return quit_now(view, err);
	ui_ask(view, _("A job is running. Stop it and leave? What it has "
	    "finished stays; it can be started again and goes on."), &yes);
	return true;
}

static bool close_view(struct view *view, struct err *err)
{
	if (view->below == NULL)
		return quit(view, err);
	ui_pop(view->ui);
	return true;
}

static bool back(struct view *view, struct err *err)
{
	(void)err;
	if (view->below != NULL)
		ui_pop(view->ui);
	return true;
}

static bool refresh(struct view *view, struct err *err)
{
	(void)err;
	ui_reload(view->ui);
	ui_say(view->ui, STYLE_TEXT, _("Read again"));
	return true;
}

static bool redraw(struct view *view, struct err *err)
{
	(void)err;
	tty_redraw(view->ui->term);
	view->ui->all = true;
	return true;
}

static bool suspend(struct view *view, struct err *err)
{
	(void)view;
	(void)err;
	kill(getpid(), SIGTSTP);
	return true;
}

static bool pane(struct view *view, struct err *err)
{
	(void)err;
	view->pane = !view->pane;
	view->list.fresh = false;
	view->ui->all = true;
	return true;
}

/* --- undo and redo ----------------------------------------------------------- */

static bool undo_now(struct view *view, bool redo, struct err *err)
{
	const char *words;

	if (!undo_run(view->ui->app->db, redo, &view->ui->frame, &words, err))
		return false;
	ui_say(view->ui, STYLE_GOOD, redo ? _("Done again: %s") :
	    _("Undone: %s"), words);
	ui_reload(view->ui);
	return true;
}

static bool undo_yes(struct view *view, struct err *err)
{
	return undo_now(view, false, err);
}

static bool redo_yes(struct view *view, struct err *err)
{
	return undo_now(view, true, err);
}

static bool undo_ask(struct view *view, bool redo, struct err *err)
{
	static const struct action yes[] = {
		{ .name = "undo-now", .run = undo_yes },
		{ .name = "redo-now", .run = redo_yes },
	};
	const char *words;

	if (!undo_next(view->ui->app->db, redo, &view->ui->frame, &words, err))
		return false;
	if (words[0] == '\0') {
		ui_say(view->ui, STYLE_WARN, redo ? _("Nothing to do again") :
		    _("Nothing to undo"));
		return true;
	}
	ui_ask(view, pool_printf(&view->ui->frame, redo ? _("Do again: %s?") :
	    _("Undo: %s?"), words), &yes[redo]);
	return true;
}

static bool undo(struct view *view, struct err *err)
{
	return undo_ask(view, false, err);
}

static bool redo(struct view *view, struct err *err)
{
	return undo_ask(view, true, err);
}

/* --- going somewhere ---------------------------------------------------------- */

static bool go_quota(struct view *view, struct err *err)
{
	return ui_open(view->ui, "quota", 0, err);
}

static bool go_jobs(struct view *view, struct err *err)
{
	return ui_open(view->ui, "jobs", 0, err);
}

static bool go_home(struct view *view, struct err *err)
{
	return ui_open(view->ui, "home", 0, err);
}

/* clang-format off */
const struct action global_actions[] = {
	{ "help", "F1 ?", N_("Help of this screen, searchable"), 0, help_open, N_("Help") },
	{ "menu", "F9 Ctrl-P", N_("Menu of everything"), 0, menu_open, N_("Menu") },
	{ "palette", ":", N_("Any action, screen or command by name"), 0, palette_open },
	{ "quit", "F10 Q", N_("Leave the program"), 0, quit, N_("Leave") },
	{ "close", "q", N_("Close this screen"), 0, close_view },
	{ "back", "Esc Left h Backspace", N_("Back"), 0, back },
	{ "refresh", "F5 R", N_("Read everything again"), 0, refresh },
	{ "undo", "u", N_("Undo the last edit of yours"), NEEDS_CATALOGUE | NEEDS_WRITE, undo },
	{ "redo", "Ctrl-R", N_("Do again what was undone"), NEEDS_CATALOGUE | NEEDS_WRITE, redo },
	{ "pane", "Tab Shift-Tab", N_("Show or hide the pane beside the list"), 0, pane },
	{ "home", "H", N_("The tree of fonds, groups and files"), NEEDS_CATALOGUE, go_home },
	{ "quota", "Ctrl-G", N_("Quota: target, done, pace, forecast"), NEEDS_CATALOGUE, go_quota },
	{ "jobs", "J", N_("Running and past jobs"), 0, go_jobs },
	{ "redraw", "Ctrl-L", N_("Draw the screen again"), 0, redraw },
	{ "suspend", "Ctrl-Z", N_("Back to the shell; fg returns"), 0, suspend },
	{ NULL, NULL, NULL, 0, NULL }
};
/* clang-format on */
