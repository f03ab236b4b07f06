/* Running and past jobs of this session: phase, rate, cancel, log, again. */
#include "ui.h"

#include "task.h"

#include <string.h>

static struct task *task_of(struct view *view)
{
	return task_find(view->ui, list_id(view));
}

static bool load(struct view *view, struct err *err)
{
	int64_t *ids, count = 0;

	(void)err;
	for (struct task *t = view->ui->tasks; t != NULL; t = t->next)
		count++;
	ids = pool_array(&view->pool, (size_t)count + 1, sizeof(*ids));
	count = 0;
	for (struct task *t = view->ui->tasks; t != NULL; t = t->next)
		ids[count++] = t->id;
	list_set(view, ids, count);
	return true;
}

static bool row(struct view *view, int64_t id, struct err *err)
{
	view->row = task_find(view->ui, id);
	return view->row != NULL || err_set(err, ERR_MISSING,
	    _("This job is gone"));
}

static const char *cell(struct view *view, int column, enum style *style)
{
	const struct task *t = view->row;

	switch (column) {
	case 0:
		return t->title;
	case 1:
		*style = t->state == TASK_DONE ? STYLE_GOOD :
		    t->state == TASK_RUNNING ? STYLE_INFO : STYLE_BAD;
		return task_state_name(t);
	default:
		return t->state == TASK_RUNNING ? task_words(t,
		    &view->ui->frame) : t->result;
	}
}

static bool page(struct view *view, struct page *page, int64_t id,
    struct err *err)
{
	const struct task *t = task_find(view->ui, id);

	(void)err;
	if (t == NULL)
		return true;
	page_line(page);
	page_wrap(page, 1, STYLE_STRONG, t->title);
	page_pair(page, _("State"), STYLE_TEXT, task_state_name(t));
	page_pair(page, _("Phase"), STYLE_TEXT, t->phase);
	page_pair(page, _("Progress"), STYLE_TEXT, task_words(t, page->pool));
	page_pair(page, _("Piece"), STYLE_DIM, t->piece);
	page_pair(page, _("Result"), STYLE_TEXT, t->result);
	page_head(page, _("Log"));
	page_wrap(page, 1, STYLE_TEXT, buf_string(&t->log));
	return true;
}

static bool log_open(struct view *view, struct err *err)
{
	struct task *t = task_of(view);

	(void)err;
	if (t->state == TASK_RUNNING)
		task_show(view->ui, t);
	else
		ui_tell(view->ui, t->title, t->log.length == 0 ?
		    _("The log is empty.") : buf_string(&t->log));
	return true;
}

static bool cancel(struct view *view, struct err *err)
{
	(void)err;
	task_stop(task_of(view));
	view->ui->all = true;
	return true;
}

static bool again(struct view *view, struct err *err)
{
	struct task *t = task_of(view);

	/* The program and its global words come in front. */
	return task_command(view->ui, t->title,
	    (const char *const *)t->argv + 6, t->quiet, err);
}

/* clang-format off */
static const struct column columns[] = {
	{ N_("Job"), 28, TEXT_LEFT, 0 },
	{ N_("State"), 13, TEXT_LEFT, 0 },
	{ N_("Progress, result"), 0, TEXT_LEFT, 0 },
	{ NULL, 0, TEXT_LEFT, 0 }
};

static const struct action actions[] = {
	{ "log", "Enter Right l F3", N_("How it goes, or its log with the findings"), NEEDS_ROW, log_open, N_("Log") },
	{ "cancel", "c F8", N_("Cancel the job; what it has finished stays"), NEEDS_ROW | NEEDS_YES, cancel, N_("Cancel"), N_("Cancel this job? What it has finished stays; started again it goes on.") },
	{ "again", "a", N_("Run it again"), NEEDS_ROW, again, N_("Again") },
	{ NULL, NULL, NULL, 0, NULL }
};
/* clang-format on */

const struct screen screen_jobs = {
	.name = "jobs",
	.title = N_("Jobs"),
	.help = N_("Jobs of this session, running and past. They are "
	    "programs of their own: the screens stay free, and a job that is "
	    "stopped can go on later."),
	.columns = columns,
	.actions = actions,
	.load = load,
	.row = row,
	.cell = cell,
	.page = page,
	.empty = N_("No job has run in this session. Taking in scans, "
	    "imports, checks and packages run as jobs."),
};
