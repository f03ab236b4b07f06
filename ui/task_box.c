/* A command of people, run from the screens: the answer of a quick one at
 * once, long work with a box that shows how it goes. */
#include "ui.h"

#include "box.h"
#include "keys.h"
#include "number.h"
#include "queue.h"

#include <string.h>

enum { QUICK_MS = 5000, BOX_HEIGHT = 11 };

struct watch {
	int64_t task;
};

static void draw(struct view *view, bool all)
{
	struct watch *watch = view->data;
	struct ui *ui = view->ui;
	struct pool *pool = &ui->frame;
	struct task *task = task_find(ui, watch->task);
	int width = ui->cols - 12 > 90 ? 90 : ui->cols - 12;
	struct page page;
	struct box box;
	bool running;

	(void)all;
	if (task == NULL)
		return;
	running = task->state == TASK_RUNNING;
	box = box_draw(ui, task->title, BOX_HEIGHT, width);
	page_start(&page, pool, width - 4, BOX_HEIGHT - 2);
	page_say(&page, STYLE_STRONG, "%s%s%s", task_state_name(task),
	    running && task->phase[0] != '\0' ? ": " : "",
	    running ? task->phase : "");
	page_line(&page);
	if (task->total > 0)
		page_bar(&page, width - 12, task->done, task->total,
		    tty_is_ascii(ui->term), STYLE_INFO);
	if (task->total > 0)
		page_add(&page, STYLE_TEXT, " %s", number_percent(pool,
		    task->done, task->total));
	page_say(&page, STYLE_TEXT, "%s", task_words(task, pool));
	page_say(&page, STYLE_DIM, "%s", !running ? "" :
	    task->piece[0] != '\0' || ui->app->db == NULL ? task->piece :
	    db_writer(ui->app->db, (long)task->pid, pool));
	if (task->findings + task->warnings > 0)
		page_say(&page, STYLE_WARN, _("%lld findings, %lld warnings "
		    "(in the log)"), (long long)task->findings,
		    (long long)task->warnings);
	else
		page_line(&page);
	if (!running)
		page_wrap(&page, 0, task->state == TASK_DONE ? STYLE_GOOD :
		    STYLE_BAD, task->result);
	page_draw(ui->term, &page, box.row + 1, BOX_HEIGHT - 3, box.col + 2,
	    width - 4);
	tty_put(ui->term, box.row + BOX_HEIGHT - 2, box.col + 2, width - 4,
	    STYLE_KEY, running ?
	    _("b: go on in the background   c: cancel   l: log") :
	    _("Enter: close   l: log"));
}

static bool key(struct view *view, int32_t pressed)
{
	struct watch *watch = view->data;
	struct ui *ui = view->ui;
	struct task *task = task_find(ui, watch->task);
	int32_t plain = key_plain(pressed);

	if (task == NULL) {
		ui_pop(ui);
	} else if (plain == 'l') {
		ui_tell(ui, task->title, task->log.length == 0 ?
		    _("The log is empty.") : buf_string(&task->log));
	} else if (task->state != TASK_RUNNING) {
		if (pressed == KEY_IS_ENTER || pressed == KEY_IS_ESC ||
		    plain == 'q' || pressed == KEY_IS_SPACE) {
			ui_pop(ui);
			if (task->closed != NULL)
				task->closed(ui, task);
		}
	} else if (plain == 'c' || pressed == 3) {
		task_stop(task);
	} else if (plain == 'b' || pressed == KEY_IS_ESC) {
		ui_pop(ui);
		ui_say(ui, STYLE_INFO, _("It goes on in the background; J "
		    "shows the jobs"));
	}
	return true;
}

static const struct face watch_face = {
	.overlay = true, .draw = draw, .key = key,
};

void task_show(struct ui *ui, struct task *task)
{
	struct view *view = ui_push(ui, &watch_face, sizeof(struct watch));
	struct watch *watch = view->data;

	watch->task = task->id;
}

/* The catalogue may be another one now: all screens look again. */
static void finished(struct ui *ui, struct task *task)
{
	for (struct view *view = ui->top; view != NULL; view = view->below)
		view->loaded = false;
	if (ui->top != NULL && ui->top->face == &watch_face)
		return;
	ui_say(ui, task->state == TASK_DONE ? STYLE_GOOD : STYLE_BAD, "%s: %s",
	    task->title, task->result[0] == '\0' ? task_state_name(task) :
	    task->result);
}

/* What a quick command said: a sentence in the line of messages, more in a
 * box. A failure is the caller's, so that a form stays open to be mended. */
static bool answer(struct ui *ui, struct task *task, struct err *err)
{
	const char *log = buf_string(&task->log);
	const char *line = strchr(log, '\n');
	bool more = line != NULL && line[1] != '\0';

	if (task->state == TASK_FAILED || task->state == TASK_STOPPED) {
		if (more)
			ui_tell(ui, _("That did not work"), log);
		return err_set(err, task->state == TASK_STOPPED ? ERR_STOPPED :
		    (enum err_kind)task->status, "%s", more ? "" :
		    task->result[0] == '\0' ? task_state_name(task) :
		    task->result);
	}
	if (more && (task->result[0] == '\0' || task->plain > 1 ||
	    task->findings + task->warnings > 0))
		ui_tell(ui, task->title, log);
	else
		ui_say(ui, STYLE_GOOD, "%s", task->result[0] != '\0' ?
		    task->result : log[0] != '\0' ? log :
		    task_state_name(task));
	return true;
}

bool task_command(struct ui *ui, const char *title, const char *const *words,
    bool quick, struct err *err)
{
	struct task *task = task_start(ui, title, words, err);

	if (task == NULL)
		return false;
	task->quiet = quick;
	if (quick)
		queue_task(ui, task, QUICK_MS);
	/* The form of this command is kept as a draft. */
	if (quick && task->state == TASK_RUNNING && (ui->gone || job_stopped()))
		return err_set(err, ERR_STOPPED, "%s", "");
	if (quick && task->state != TASK_RUNNING) {
		ui_reload(ui);
		return answer(ui, task, err);
	}
	task->quiet = false;
	task->finished = finished;
	task_show(ui, task);
	return true;
}
