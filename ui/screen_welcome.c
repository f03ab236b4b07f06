/* The first screen of somebody who has no catalogue yet. */
#include "ui.h"

#include "command_form.h"
#include "task.h"

#include <string.h>

static bool page(struct view *view, struct page *page, int64_t arg,
    struct err *err)
{
	static const struct {
		const char *key, *text;
	} rows[] = {
		{ "d", N_("look at a sample archive: fonds, files, scans, a "
		    "finished handover") },
		{ "n", N_("make a new catalogue with the plan of QĐ 71 in it") },
		{ "o", N_("open a catalogue that is somewhere else") },
		{ "i", N_("import an inventory into a new catalogue: CSV, XLSX, "
		    "XLS, EAD") },
		{ "r", N_("restore a catalogue from a backup") },
		{ "F10", N_("leave") },
	};

	(void)arg;
	(void)err;
	page_line(page);
	page_say(page, STYLE_STRONG, "  %s", _("Insurance copies of archives"));
	page_line(page);
	page_wrap(page, 2, STYLE_TEXT, pool_printf(page->pool,
	    _("There is no catalogue yet at %s. What shall it be?"),
	    view->ui->app->db_path));
	page_line(page);
	for (size_t i = 0; i < COUNT(rows); i++) {
		page_line(page);
		page_at(page, 4, STYLE_KEY, "%s", rows[i].key);
		page_at(page, 10, STYLE_TEXT, "%s", _(rows[i].text));
	}
	return true;
}

static bool take(struct ui *ui, const char *path, struct err *err)
{
	ui->app->db_path = pool_copy(&ui->app->pool, path);
	if (!app_open(ui->app, ui->read_only ? DB_READ : DB_WRITE, err))
		return false;
	while (ui->top != NULL)
		ui_pop(ui);
	ui->db_version = db_version(ui->app->db);
	return ui_open(ui, "home", 0, err);
}

static bool make(struct view *view, struct err *err)
{
	static const char *const words[] = { "init", NULL };
	struct ui *ui = view->ui;
	struct task *task = task_start(ui, _("new catalogue"), words, err);

	if (task == NULL)
		return false;
	task->quiet = true;
	task_wait(ui, task, 20000);
	if (task->state != TASK_DONE)
		return err_set(err, ERR_FAILED, "%s", task->result);
	if (!take(ui, ui->app->db_path, err))
		return false;
	ui_say(ui, STYLE_GOOD, _("The new catalogue is there. Next: :import "
	    "takes in an inventory"));
	return true;
}

/* What is taken in needs a catalogue: a new one, then the screen of the
 * imports, which asks for the file at once. Who leaves the question stands
 * there and can ask again. */
static bool import(struct view *view, struct err *err)
{
	struct ui *ui = view->ui;
	const struct action *action;

	if (!make(view, err) || !ui_open(ui, "imports", 0, err))
		return false;
	action = ui->top->screen->actions;
	while (action->name != NULL && strcmp(action->name, "new") != 0)
		action++;
	return action->name == NULL || action->run(ui->top, err);
}

static void path_done(struct view *view, const char *text)
{
	struct err err = { 0 };

	if (text[0] != '\0' && !take(view->ui, text, &err))
		ui_fail(view->ui, &err);
}

static bool open_other(struct view *view, struct err *err)
{
	static const struct prompt prompt = {
		.label = N_("Path of the catalogue"), .done = path_done,
	};

	(void)err;
	prompt_open(view->ui, &prompt, "");
	return true;
}

static void demo_done(struct ui *ui, struct task *task)
{
	struct err err = { 0 };
	const char *folder = ui->words_path;

	if (task->state == TASK_DONE && folder[0] != '\0') {
		struct pool pool = { 0 };
		const char *path = pool_printf(&pool, "%s/bansao.db", folder);

		if (!take(ui, path, &err))
			ui_fail(ui, &err);
		pool_free(&pool);
	}
}

static void demo_at(struct view *view, const char *text)
{
	const char *words[] = { "demo", text, NULL };
	struct err err = { 0 };
	struct ui *ui = view->ui;
	struct task *task;

	if (text[0] == '\0')
		return;
	snprintf(ui->words_path, sizeof(ui->words_path), "%s", text);
	task = task_start(ui, _("sample archive"), words, &err);
	if (task == NULL) {
		ui_fail(ui, &err);
		return;
	}
	task->finished = demo_done;
	task_show(ui, task);
}

static bool demo(struct view *view, struct err *err)
{
	static const struct prompt prompt = {
		.label = N_("Folder for the sample archive"), .done = demo_at,
	};

	(void)err;
	prompt_open(view->ui, &prompt, "bansao-demo");
	return true;
}

static bool restore(struct view *view, struct err *err)
{
	return command_form_by_name(view->ui, "restore", "", NULL, err);
}

/* clang-format off */
static const struct action actions[] = {
	{ "demo", "d", N_("A sample archive to look at"), NEEDS_WRITE, demo, N_("Sample") },
	{ "new", "n", N_("A new catalogue"), NEEDS_WRITE, make, N_("New") },
	{ "open", "o", N_("Open a catalogue"), 0, open_other, N_("Open") },
	{ "import", "i", N_("Import an inventory into a new catalogue"), NEEDS_WRITE, import, N_("Import file") },
	{ "restore", "r", N_("Restore a backup"), NEEDS_WRITE, restore, N_("Restore") },
	{ NULL, NULL, NULL, 0, NULL }
};
/* clang-format on */

const struct screen screen_welcome = {
	.name = "welcome",
	.title = N_("Welcome"),
	.help = N_("Shown where there is no catalogue yet."),
	.actions = actions,
	.hidden = true,
	.page = page,
};
