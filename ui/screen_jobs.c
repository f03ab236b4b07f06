/* Running and past jobs of all sessions of this catalogue: phase, rate, what
 * is left, log with the findings, cancel, again. */
#include "ui.h"

#include "task.h"

#include "clock.h"
#include "job_book.h"
#include "lang.h"
#include "number.h"
#include "out.h"
#include "registry.h"
#include "text.h"

#include <string.h>

/* A job is in the book, or a task of this session, or both. */
struct row {
	const struct job_entry *entry;
	struct task *task;
};

struct jobs {
	struct row *rows;
	int64_t count;
	const struct job_entry *pane;	/* with its log */
};

static struct task *task_of(struct ui *ui, const struct job_entry *entry)
{
	for (struct task *t = ui->tasks; t != NULL; t = t->next)
		if (t->pid == entry->pid && (t->state == TASK_RUNNING) ==
		    (entry->ended[0] == '\0'))
			return t;
	return NULL;
}

static bool load(struct view *view, struct err *err)
{
	struct ui *ui = view->ui;
	struct pool *pool = &view->pool;
	struct job_entry *entries = NULL;
	struct jobs *jobs = pool_alloc(pool, sizeof(*jobs));
	size_t count = 0, tasks = 0;
	int64_t *ids;

	*jobs = (struct jobs){ 0 };
	view->data = jobs;
	if (ui->app->db != NULL && !job_book_list(db_path(ui->app->db), pool,
	    &entries, &count, err))
		return false;
	for (struct task *t = ui->tasks; t != NULL; t = t->next)
		tasks++;
	jobs->rows = pool_array(pool, count + tasks + 1, sizeof(*jobs->rows));
	/* What never came into the book: checks of packages without a
	 * catalogue, commands that failed at once. */
	for (struct task *t = ui->tasks; t != NULL; t = t->next) {
		bool known = t->quiet;

		for (size_t i = 0; i < count && !known; i++)
			known = entries[i].pid == t->pid;
		if (!known)
			jobs->rows[jobs->count++] = (struct row){ NULL, t };
	}
	for (size_t i = 0; i < count; i++)
		jobs->rows[jobs->count++] = (struct row){ &entries[i],
		    task_of(ui, &entries[i]) };
	ids = pool_array(pool, (size_t)jobs->count + 1, sizeof(*ids));
	for (int64_t i = 0; i < jobs->count; i++)
		ids[i] = jobs->rows[i].entry != NULL ?
		    jobs->rows[i].entry->number * 2 :
		    jobs->rows[i].task->id * 2 + 1;
	list_set(view, ids, jobs->count);
	return true;
}

static struct row *find(struct view *view, int64_t id)
{
	struct jobs *jobs = view->data;

	for (int64_t i = 0; jobs != NULL && i < jobs->count; i++) {
		struct row *r = &jobs->rows[i];

		if ((r->entry != NULL ? r->entry->number * 2 :
		    r->task->id * 2 + 1) == id)
			return r;
	}
	return NULL;
}

static bool row(struct view *view, int64_t id, struct err *err)
{
	view->row = find(view, id);
	return view->row != NULL || err_set(err, ERR_MISSING,
	    _("This job is gone"));
}

/* What the command does, in words. */
static const char *title_of(struct pool *pool, const struct job_entry *e)
{
	const char *words = "";

	for (int i = 0; known_verbs[i].command != NULL; i++) {
		const struct known_verb *v = &known_verbs[i];
		const char *name = pool_printf(pool, "%s%s%s ", v->command,
		    v->verb[0] == '\0' ? "" : " ", v->verb);

		if (strncmp(pool_printf(pool, "%s ", e->line), name,
		    strlen(name)) == 0 && (v->verb[0] != '\0' ||
		    words[0] == '\0'))
			words = _(v->help);
	}
	return words[0] == '\0' ? e->line : text_capital(pool, words);
}

static enum style style_of(const char *state)
{
	return strcmp(state, "done") == 0 ? STYLE_GOOD :
	    strcmp(state, "running") == 0 ? STYLE_INFO :
	    strcmp(state, "findings") == 0 || strcmp(state, "stopped") == 0 ?
	    STYLE_WARN : STYLE_BAD;
}

static const char *progress(struct pool *pool, const struct row *r)
{
	const struct job_entry *e = r->entry;

	if (r->task != NULL && r->task->state == TASK_RUNNING)
		return task_words(r->task, pool);
	if (e == NULL)
		return r->task->result;
	return pace_words(&(struct pace){ e->done, e->total, e->bytes,
	    e->seconds * 1000, strcmp(e->state, "running") == 0 }, pool);
}

static const char *of_task(const struct task *t, int column,
    enum style *style)
{
	if (column == 3)
		*style = t->state == TASK_DONE ? STYLE_GOOD : t->state ==
		    TASK_RUNNING ? STYLE_INFO : STYLE_BAD;
	return column == 0 ? "-" : column == 2 ? t->title : column == 3 ?
	    task_state_name(t) : "";
}

static const char *cell(struct view *view, int column, enum style *style)
{
	struct pool *pool = &view->ui->frame;
	const struct row *r = view->row;
	const struct job_entry *e = r->entry;
	char local[CLOCK_TEXT];
	bool running;

	if (column == 5)
		return e != NULL && strcmp(e->state, "running") != 0 ?
		    e->result : progress(pool, r);
	if (e == NULL)
		return of_task(r->task, column, style);
	running = strcmp(e->state, "running") == 0;
	switch (column) {
	case 0:
		return pool_printf(pool, "%lld", (long long)e->number);
	case 1:
		clock_local(e->started, local);
		return pool_copy(pool, local);
	case 2:
		return e->line;
	case 3:
		*style = style_of(e->state);
		return running && e->total > 0 ? number_percent(pool, e->done,
		    e->total) : out_word(e->state);
	default:
		return e->who;
	}
}

static void page_task(struct page *page, const struct task *t)
{
	page_wrap(page, 1, STYLE_STRONG, t->title);
	page_pair(page, _("State"), STYLE_TEXT, task_state_name(t));
	page_pair(page, _("Phase"), STYLE_TEXT, t->phase);
	page_pair(page, _("Progress"), STYLE_TEXT, task_words(t, page->pool));
	page_pair(page, _("Result"), STYLE_TEXT, t->result);
	page_head(page, _("Log"));
	page_wrap(page, 1, STYLE_TEXT, buf_string(&t->log));
}

static void page_entry(struct page *page, const struct row *r)
{
	const struct job_entry *e = r->entry;
	char local[CLOCK_TEXT];

	page_wrap(page, 1, STYLE_STRONG, title_of(page->pool, e));
	page_wrap(page, 1, STYLE_TEXT, pool_printf(page->pool, "bansao %s",
	    e->line));
	page_line(page);
	page_pair(page, _("State"), style_of(e->state), out_word(e->state));
	page_pair(page, _("Phase"), STYLE_TEXT, e->phase);
	page_pair(page, _("Progress"), STYLE_TEXT, progress(page->pool, r));
	if (strcmp(e->state, "running") == 0)
		page_pair(page, _("Piece"), STYLE_DIM, e->piece);
	page_pair(page, _("Result"), STYLE_TEXT, e->result);
	page_pair(page, _("Findings"), e->findings > 0 ? STYLE_WARN :
	    STYLE_TEXT, number_text(page->pool, e->findings));
	clock_local(e->started, local);
	page_pair(page, _("Started"), STYLE_TEXT, pool_printf(page->pool,
	    "%s, %s", local, e->who));
	page_pair(page, _("Folder"), STYLE_DIM, e->folder);
	page_head(page, _("Log"));
	page_wrap(page, 1, STYLE_TEXT, e->log);
}

static bool page(struct view *view, struct page *page, int64_t id,
    struct err *err)
{
	const struct row *r = find(view, id);

	(void)err;
	if (r == NULL)
		return true;
	page_line(page);
	if (r->entry == NULL)
		page_task(page, r->task);
	else
		page_entry(page, r);
	return true;
}

static bool log_open(struct view *view, struct err *err)
{
	const struct row *r = find(view, list_id(view));
	const char *title = "", *log = "";

	(void)err;
	if (r == NULL)		/* removed meanwhile */
		return true;
	if (r->task != NULL && r->task->state == TASK_RUNNING) {
		task_show(view->ui, r->task);
		return true;
	}
	if (r->entry != NULL) {
		title = r->entry->line;
		log = r->entry->log;
	} else if (r->task != NULL) {
		title = r->task->title;
		log = buf_string(&r->task->log);
	}
	ui_tell(view->ui, title, log[0] == '\0' ? _("The log is empty.") : log);
	return true;
}

static bool cancel(struct view *view, struct err *err)
{
	const struct row *r = find(view, list_id(view));

	if (r == NULL)
		return err_set(err, ERR_MISSING, _("This job is gone"));
	if (r->task != NULL && r->task->state == TASK_RUNNING)
		task_stop(r->task);
	else if (r->entry == NULL || !job_book_stop(db_path(view->ui->app->db),
	    r->entry->number, err))
		return r->entry != NULL ? false : err_set(err, ERR_RULE,
		    _("This job is over"));
	view->loaded = false;
	view->ui->all = true;
	ui_say(view->ui, STYLE_INFO, _("It was asked to stop"));
	return true;
}

static bool again(struct view *view, struct err *err)
{
	const struct row *r = find(view, list_id(view));
	struct pool *pool = &view->ui->frame;
	const char *words[] = { "job", "again", NULL, NULL };

	if (r == NULL)
		return err_set(err, ERR_MISSING, _("This job is gone"));
	if (r->entry == NULL)
		/* The program and its global words come in front. */
		return task_command(view->ui, r->task->title,
		    (const char *const *)r->task->argv + 6, r->task->quiet,
		    err);
	if (strcmp(r->entry->state, "running") == 0)
		return err_set(err, ERR_RULE, _("Job %lld is still running"),
		    (long long)r->entry->number);
	words[2] = pool_printf(pool, "%lld", (long long)r->entry->number);
	return task_command(view->ui, r->entry->line, words, false, err);
}

static const char *status(struct view *view)
{
	struct jobs *jobs = view->data;
	int64_t running = 0, findings = 0;

	for (int64_t i = 0; jobs != NULL && i < jobs->count; i++)
		if (jobs->rows[i].entry != NULL) {
			running += strcmp(jobs->rows[i].entry->state,
			    "running") == 0;
			findings += jobs->rows[i].entry->findings > 0;
		}
	return jobs == NULL || jobs->count == 0 ? "" : pool_printf(
	    &view->ui->frame, _("%lld jobs, %lld running, %lld with findings"),
	    (long long)jobs->count, (long long)running, (long long)findings);
}

/* clang-format off */
static const struct column columns[] = {
	{ N_("No."), 5, TEXT_RIGHT, 0 },
	{ N_("Started"), 16, TEXT_LEFT, 90 },
	{ N_("Job"), 0, TEXT_LEFT, 0 },
	{ N_("State"), 12, TEXT_LEFT, 0 },
	{ N_("Who"), 8, TEXT_LEFT, 100 },
	{ N_("Progress, result"), 26, TEXT_LEFT, 76 },
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
	.help = N_("Running and past jobs of all sessions and of the command "
	    "line. They are programs of their own: the screens stay free, and "
	    "a job that is stopped can go on later."),
	.columns = columns,
	.actions = actions,
	.live = true,
	.load = load,
	.row = row,
	.cell = cell,
	.page = page,
	.status = status,
	.empty = N_("No job has run yet. Taking in scans, imports, checks and "
	    "packages run as jobs; :import begins one."),
};
