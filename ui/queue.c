#include "queue.h"

#include "clock.h"
#include "job.h"

#include <poll.h>

enum { PATIENCE_MS = 300, CTRL_C = 3, CTRL_L = 12 };

/* The views are not asked: the rows in their hands belong to what waits. In a
 * window of another size they are missing until it is over. */
static void tell(struct ui *ui, const char *text)
{
	struct pool pool = { 0 };
	bool ascii = tty_is_ascii(ui->term);
	int row;

	if (tty_resize(ui->term)) {
		ui_size(ui);
		tty_put(ui->term, 0, 0, ui->cols, STYLE_BAR, " bansao");
	}
	row = ui->rows > 2 ? ui->rows - 2 : 0;
	tty_put(ui->term, row, 0, 1, STYLE_TEXT, "");
	tty_put(ui->term, row, 1, ui->cols - 1, STYLE_WARN, text_fit(
	    &pool, text_safe(&pool, pool_printf(&pool, _("Esc: give up. "
	    "Waiting: %s"), text)), ui->cols - 1, TEXT_LEFT, ascii));
	tty_flush(ui->term);
	ui->all = true;
	pool_free(&pool);
}

/* Keys that come meanwhile are not for the screen that stands still. */
static bool gives_up(struct ui *ui)
{
	struct pollfd more = { tty_fd(ui->term), POLLIN, 0 };
	bool out = false;
	int32_t key;

	if (poll(&more, 1, 0) > 0 && !tty_read(ui->term))
		ui->gone = true;
	while ((key = tty_key(ui->term)) != KEY_IS_NONE)
		if (key == KEY_IS_ESC || key == CTRL_C)
			out = true;
		else if (key == CTRL_L)
			tty_redraw(ui->term);
	return out || ui->gone;
}

static bool go_on(void *to, const char *who)
{
	struct ui *ui = to;

	if (gives_up(ui))
		return false;
	tell(ui, who);
	return true;
}

void queue_watch(struct ui *ui)
{
	if (ui->app->db != NULL)
		db_on_wait(ui->app->db, go_on, ui);
}

static int64_t now_ms(void)
{
	return clock_ns() / 1000000;
}

/* True when it waits for somebody else. */
static bool tell_task(struct ui *ui, struct task *task)
{
	struct pool pool = { 0 };
	const char *who = ui->app->db == NULL ? "" : db_writer(ui->app->db,
	    (long)task->pid, &pool);
	bool waits = who[0] != '\0';

	tell(ui, waits ? who : task->title);
	pool_free(&pool);
	return waits;
}

void queue_task(struct ui *ui, struct task *task, int ms)
{
	int64_t first = now_ms(), begun = first;

	/* The time in the queue does not count: the form below stays. */
	while (task->fd >= 0 && now_ms() - begun < ms) {
		struct pollfd wait[] = { { task->fd, POLLIN, 0 },
			{ job_stop_fd(), POLLIN, 0 } };

		if (poll(wait, 2, 100) > 0 && wait[0].revents != 0)
			task_read(ui, task);
		if (job_stopped() || ui->gone)
			return;
		if (task->fd < 0 || now_ms() - first < PATIENCE_MS)
			continue;
		if (gives_up(ui))
			task_stop(task);
		else if (tell_task(ui, task))
			begun = now_ms();
	}
}
