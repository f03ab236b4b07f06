/* The poll loop: keys, the pipes of the jobs, signals, and once a second the
 * question whether somebody else has committed. */
#include "ui.h"

#include "task.h"

#include "clock.h"
#include "job.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <string.h>
#include <sys/signalfd.h>
#include <unistd.h>

/* In front of the pipes of tasks: keys, signals, the wish to end. */
enum { SOURCES = 3, MOST_TASKS = 32, LOOK_MS = 1000, PASTE_MOST = 16000 };

/* Once a second: what the screen on top watches, and whether somebody else
 * has committed. */
static void look_around(struct ui *ui)
{
	int64_t version, now = clock_ns() / 1000000;

	if (now - ui->looked < LOOK_MS)
		return;
	ui->looked = now;
	if (ui->top != NULL && ui->top->screen != NULL && ui->top->screen->live)
		ui->top->loaded = false;
	if (ui->app->db == NULL)
		return;
	version = db_version(ui->app->db);
	if (version == ui->db_version)
		return;
	ui->db_version = version;
	ui->reminded = false;
	for (struct view *view = ui->top; view != NULL; view = view->below)
		view->loaded = false;
	ui->all = true;
}

static void take_paste(struct ui *ui)
{
	struct buf text = { 0 };
	int32_t key;

	for (int tries = 0; tries < 200; tries++) {
		struct pollfd more = { tty_fd(ui->term), POLLIN, 0 };

		while ((key = tty_key(ui->term)) != KEY_IS_NONE &&
		    key != KEY_IS_PASTE_END)
			if (key < KEY_IS_UP && text.length < PASTE_MOST)
				text_put(buf_room(&text, 4), key == KEY_IS_ENTER
				    ? '\n' : key), text.length += text_put(
				    text.data + text.length, key ==
				    KEY_IS_ENTER ? '\n' : key);
		if (key == KEY_IS_PASTE_END || poll(&more, 1, 50) <= 0 ||
		    !tty_read(ui->term))
			break;
	}
	buf_add(&text, "", 0);
	if (ui->top != NULL && ui->top->face->paste != NULL)
		ui->top->face->paste(ui->top, buf_string(&text));
	buf_free(&text);
}

static void take_mouse(struct ui *ui)
{
	struct view *view = ui->top;
	int row, col, button;

	tty_mouse(ui->term, &row, &col, &button);
	if (button == 64 || button == 65) {
		for (int i = 0; i < 3; i++)
			ui_key(ui, button == 64 ? KEY_IS_UP : KEY_IS_DOWN);
	} else if (button == 0 && view->screen != NULL &&
	    view->screen->columns != NULL && row >= view->list.top &&
	    row < view->list.top + view->list.height) {
		int64_t index = view->list.first + row - view->list.top;

		if (index == view->list.cursor)
			ui_key(ui, KEY_IS_ENTER);
		else if (index < view->list.count)
			list_go(view, index);
	}
}

/* All keys that have come, before anything is drawn. */
static void take_keys(struct ui *ui)
{
	for (int rounds = 0; rounds < 64; rounds++) {
		struct pollfd more = { tty_fd(ui->term), POLLIN, 0 };
		int32_t key;

		while (!ui->quit && (key = tty_key(ui->term)) != KEY_IS_NONE) {
			if (key == KEY_IS_PASTE)
				take_paste(ui);
			else if (key == KEY_IS_MOUSE)
				take_mouse(ui);
			else if (key != KEY_IS_PASTE_END)
				ui_key(ui, key);
		}
		if (ui->quit || poll(&more, 1, 0) <= 0 ||
		    (more.revents & POLLIN) == 0)
			return;
		if (!tty_read(ui->term)) {
			ui->gone = true;
			return;
		}
	}
}

/* SIGTSTP as it is meant: it does not stop a process that no shell could
 * continue, at the other end of ssh for example. */
static void stop_here(struct ui *ui)
{
	sigset_t stop, before;

	if (getsid(0) == getpid()) {
		ui_say(ui, STYLE_WARN,
		    _("There is no shell here to go back to"));
		return;
	}
	tty_leave(ui->term);
	sigemptyset(&stop);
	sigaddset(&stop, SIGTSTP);
	raise(SIGTSTP);
	sigprocmask(SIG_UNBLOCK, &stop, &before);
	sigprocmask(SIG_SETMASK, &before, NULL);
	tty_enter(ui->term);
	ui_size(ui);
}

static void take_signal(struct ui *ui, int fd)
{
	struct signalfd_siginfo info;

	while (read(fd, &info, sizeof(info)) == (ssize_t)sizeof(info)) {
		if (info.ssi_signo == SIGWINCH) {
			if (tty_resize(ui->term))
				ui_size(ui);
		} else if (info.ssi_signo == SIGTSTP) {
			stop_here(ui);
		}
	}
}

static int poll_list(struct ui *ui, int signals, struct pollfd *fds,
    struct task **tasks)
{
	int count = 0;

	fds[count++] = (struct pollfd){ tty_fd(ui->term), POLLIN, 0 };
	fds[count++] = (struct pollfd){ signals, POLLIN, 0 };
	fds[count++] = (struct pollfd){ job_stop_fd(), POLLIN, 0 };
	for (struct task *t = ui->tasks; t != NULL; t = t->next)
		if (t->fd >= 0 && count < MOST_TASKS) {
			tasks[count] = t;
			fds[count++] = (struct pollfd){ t->fd, POLLIN, 0 };
		}
	return count;
}

/* Work for moments in which no key has come; true: there is more. */
static bool use_idle(struct ui *ui)
{
	struct view *view = view_screen(ui->top);
	struct err err = { 0 };
	bool more = false;

	if (view == NULL || !view->loaded || !view->busy)
		return false;
	if (!view->screen->idle(view, &more, &err))
		ui_fail(ui, &err);
	view->busy = more;
	return more;
}

static void one_round(struct ui *ui, int signals)
{
	struct pollfd fds[MOST_TASKS];
	struct task *tasks[MOST_TASKS];
	int count = poll_list(ui, signals, fds, tasks);
	int patience = tty_patience(ui->term);
	int ready;

	do
		ready = poll(fds, (nfds_t)count, 0);
	while (ready == 0 && use_idle(ui));
	if (ready == 0)
		ready = poll(fds, (nfds_t)count, patience >= 0 &&
		    patience < LOOK_MS ? patience : LOOK_MS);

	if ((ready < 0 && errno != EINTR) || job_stopped())
		ui->gone = true;
	for (int i = SOURCES; ready > 0 && i < count; i++)
		if (fds[i].revents != 0)
			task_read(ui, tasks[i]);
	if (ready > 0 && (fds[1].revents & POLLIN) != 0)
		take_signal(ui, signals);
	if (ready > 0 && (fds[0].revents & POLLIN) != 0)
		ui->gone |= !tty_read(ui->term);
	else if (ready > 0 && fds[0].revents != 0)
		ui->gone = true;
	if (!ui->gone)
		take_keys(ui);
	look_around(ui);
}

/* An unfinished form is kept as a draft. */
static bool save_all(struct ui *ui, struct err *err)
{
	bool good = true;

	for (struct view *view = ui->top; view != NULL; view = view->below)
		if (view->face->save != NULL)
			good = view->face->save(view, err) && good;
	return good;
}

bool ui_run(struct ui *ui, struct err *err)
{
	/* Those that end the program are not blocked (job_catch_signals): one
	 * that came while it was starting counts, and one that comes while a
	 * stalled terminal holds a write() interrupts it. */
	static const int caught[] = { SIGWINCH, SIGTSTP };
	sigset_t set;
	int signals;

	sigemptyset(&set);
	for (size_t i = 0; i < COUNT(caught); i++)
		sigaddset(&set, caught[i]);
	sigprocmask(SIG_BLOCK, &set, NULL);
	signals = signalfd(-1, &set, SFD_NONBLOCK | SFD_CLOEXEC);
	if (signals < 0)
		return err_errno(err, _("Signals cannot be watched"));
	while (!ui->quit && !ui->gone && ui->top != NULL) {
		ui_draw(ui);
		tty_flush(ui->term);
		one_round(ui, signals);
	}
	close(signals);
	return !ui->gone || save_all(ui, err);
}
