#include "task.h"

#include "ui.h"

#include "clock.h"
#include "lang.h"
#include "number.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

enum { LOG_MOST = 1 << 20, GLOBAL_WORDS = 6 };

extern char **environ;

static int64_t now_ms(void)
{
	return clock_ns() / 1000000;
}

static char *copy(const char *text)
{
	char *memory = must_alloc(strlen(text) + 1);

	return strcpy(memory, text);
}

/* bansao --lines --db FILE --lang L WORD... */
static void make_argv(struct ui *ui, struct task *task,
    const char *const *words)
{
	int count = 0;

	while (words[count] != NULL)
		count++;
	task->argv = must_alloc(((size_t)count + GLOBAL_WORDS + 1) *
	    sizeof(char *));
	task->argv[task->argc++] = copy(ui->app->program);
	task->argv[task->argc++] = copy("--lines");
	task->argv[task->argc++] = copy("--db");
	task->argv[task->argc++] = copy(ui->app->db_path == NULL ? "" :
	    ui->app->db_path);
	task->argv[task->argc++] = copy("--lang");
	task->argv[task->argc++] = copy(lang_current());
	for (int i = 0; i < count; i++)
		task->argv[task->argc++] = copy(words[i]);
}

static bool spawn(struct task *task, struct err *err)
{
	posix_spawn_file_actions_t files;
	posix_spawnattr_t attributes;
	sigset_t none;
	int pipes[2], status;

	if (pipe2(pipes, O_CLOEXEC) != 0)
		return err_errno(err, _("A job cannot be started"));
	sigemptyset(&none);
	posix_spawn_file_actions_init(&files);
	posix_spawn_file_actions_addopen(&files, 0, "/dev/null", O_RDONLY, 0);
	posix_spawn_file_actions_adddup2(&files, pipes[1], 1);
	posix_spawn_file_actions_adddup2(&files, pipes[1], 2);
	posix_spawnattr_init(&attributes);
	posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGMASK |
	    POSIX_SPAWN_SETPGROUP);
	posix_spawnattr_setsigmask(&attributes, &none);
	posix_spawnattr_setpgroup(&attributes, 0);
	status = posix_spawn(&task->pid, task->argv[0], &files, &attributes,
	    task->argv, environ);
	posix_spawnattr_destroy(&attributes);
	posix_spawn_file_actions_destroy(&files);
	close(pipes[1]);
	task->fd = pipes[0];
	if (status != 0) {
		close(pipes[0]);
		errno = status;
		return err_errno(err, _("%s cannot be started"),
		    task->argv[0]);
	}
	fcntl(task->fd, F_SETFL, O_NONBLOCK);
	return true;
}

static void task_free(struct task *task)
{
	for (int i = 0; i < task->argc; i++)
		free(task->argv[i]);
	free(task->argv);
	free(task->title);
	buf_free(&task->line);
	buf_free(&task->log);
	free(task);
}

struct task *task_start(struct ui *ui, const char *title,
    const char *const *words, struct err *err)
{
	struct task *task = must_alloc(sizeof(*task));

	task->fd = -1;
	task->title = copy(title);
	task->id = ui->tasks == NULL ? 1 : ui->tasks->id + 1;
	task->started = now_ms();
	make_argv(ui, task, words);
	if (!spawn(task, err)) {
		task_free(task);
		return NULL;
	}
	task->next = ui->tasks;
	ui->tasks = task;
	return task;
}

void task_stop(struct task *task)
{
	if (task->state != TASK_RUNNING)
		return;
	task->stopping = true;
	kill(task->pid, SIGTERM);
}

struct task *task_find(struct ui *ui, int64_t id)
{
	for (struct task *t = ui->tasks; t != NULL; t = t->next)
		if (t->id == id)
			return t;
	return NULL;
}

int task_running(const struct ui *ui)
{
	int count = 0;

	for (const struct task *t = ui->tasks; t != NULL; t = t->next)
		count += t->state == TASK_RUNNING && !t->quiet;
	return count;
}

/* --- events ------------------------------------------------------------------ */

static void fill(char *to, size_t size, const char *text)
{
	size_t length = strlen(text);

	if (length >= size)
		length = size - 1;
	while (length > 0 && ((unsigned char)text[length] & 0xc0) == 0x80)
		length--;
	memcpy(to, text, length);
	to[length] = '\0';
}

static void add_log(struct task *task, const char *before, const char *text)
{
	if (task->log.length > LOG_MOST)
		return;
	buf_text(&task->log, before);
	buf_text(&task->log, text);
	buf_char(&task->log, '\n');
}

static void take_event(struct task *task, const struct job_event *event)
{
	switch (event->kind) {
	case JOB_PHASE:
		fill(task->phase, sizeof(task->phase), event->text);
		task->done = task->total = 0;
		break;
	case JOB_STEP:
		task->done = event->done;
		task->total = event->total;
		fill(task->piece, sizeof(task->piece), event->text);
		break;
	case JOB_WARNING:
		task->warnings++;
		add_log(task, "! ", event->text);
		break;
	case JOB_FINDING:
		task->findings++;
		add_log(task, "* ", event->text);
		break;
	case JOB_DONE:
	case JOB_FAILED:
		fill(task->result, sizeof(task->result), event->text);
		add_log(task, "", event->text);
		break;
	}
	if (event->bytes > 0)
		task->bytes = event->bytes;
	if (event->bytes_total > 0)
		task->bytes_total = event->bytes_total;
}

static void take_line(struct task *task, char *line)
{
	struct job_event event = { 0 };
	char *again = copy(line);

	if (job_parse(line, &event))
		take_event(task, &event);
	else if (strncmp(again, "bansao: ", 8) == 0) {
		if (task->result[0] == '\0')
			fill(task->result, sizeof(task->result), again + 8);
		add_log(task, "", again + 8);
	} else {
		task->plain++;
		add_log(task, "", again);
	}
	free(again);
}

static void take_bytes(struct task *task, const char *data, size_t length)
{
	for (size_t i = 0; i < length; i++) {
		if (data[i] != '\n') {
			if (task->line.length < 8192)
				buf_char(&task->line, data[i]);
			continue;
		}
		buf_add(&task->line, "", 0);
		take_line(task, task->line.data);
		buf_clear(&task->line);
	}
}

static void reap(struct ui *ui, struct task *task)
{
	int status = 0;

	close(task->fd);
	task->fd = -1;
	while (waitpid(task->pid, &status, 0) < 0 && errno == EINTR)
		continue;
	task->ended = now_ms();
	if (task->line.length > 0)
		take_bytes(task, "\n", 1);
	if (WIFSIGNALED(status)) {
		task->status = 128 + WTERMSIG(status);
		task->state = task->stopping ? TASK_STOPPED : TASK_FAILED;
		snprintf(task->result, sizeof(task->result), task->stopping ?
		    _("Stopped at %s") : _("The job died while it worked on "
		    "%s. What it had finished is kept; start it again to go "
		    "on"), task->piece[0] == '\0' ? "-" : task->piece);
		add_log(task, "", task->result);
	} else {
		task->status = WEXITSTATUS(status);
		task->state = task->status == ERR_STOPPED ? TASK_STOPPED :
		    task->status == 0 || task->status == ERR_FINDINGS ||
		    task->status == ERR_BEHIND ? TASK_DONE : TASK_FAILED;
		if (task->result[0] == '\0' && task->state == TASK_STOPPED)
			fill(task->result, sizeof(task->result),
			    _("Stopped"));
	}
	if (task->finished != NULL)
		task->finished(ui, task);
}

bool task_read(struct ui *ui, struct task *task)
{
	char data[16384];
	ssize_t got;

	if (task->fd < 0)
		return false;
	got = read(task->fd, data, sizeof(data));
	if (got > 0)
		take_bytes(task, data, (size_t)got);
	else if (got == 0 || (errno != EAGAIN && errno != EINTR))
		reap(ui, task);
	ui->all = true;
	if (ui->top != NULL && ui->top->screen != NULL &&
	    strcmp(ui->top->screen->name, "jobs") == 0)
		ui->top->loaded = false;
	return true;
}

void task_wait(struct ui *ui, struct task *task, int ms)
{
	int64_t until = now_ms() + ms;

	while (task->fd >= 0 && now_ms() < until) {
		struct pollfd wait = { task->fd, POLLIN, 0 };

		if (poll(&wait, 1, (int)(until - now_ms())) > 0)
			task_read(ui, task);
	}
}

/* All are asked at once and have a second together. */
void task_end_all(struct ui *ui)
{
	int64_t until = now_ms() + 1000;

	for (struct task *t = ui->tasks; t != NULL; t = t->next)
		if (t->state == TASK_RUNNING && t->fd >= 0)
			task_stop(t);
	while (ui->tasks != NULL) {
		struct task *task = ui->tasks;

		task->finished = NULL;
		task_wait(ui, task, until > now_ms() ? (int)(until - now_ms())
		    : 0);
		if (task->fd >= 0) {
			kill(task->pid, SIGKILL);
			reap(ui, task);
		}
		ui->tasks = task->next;
		task_free(task);
	}
}

/* --- in words ------------------------------------------------------------------ */

const char *task_state_name(const struct task *task)
{
	switch (task->state) {
	case TASK_RUNNING:
		return task->stopping ? _("stopping") : _("running");
	case TASK_DONE:
		return task->findings > 0 ? _("done, with findings") :
		    _("done");
	case TASK_STOPPED:
		return _("stopped");
	case TASK_FAILED:
		break;
	}
	return _("failed");
}

static const char *time_words(struct pool *pool, int64_t seconds)
{
	if (seconds < 60)
		return pool_printf(pool, _("%lld s"), (long long)seconds);
	if (seconds < 3600)
		return pool_printf(pool, _("%lld min %lld s"),
		    (long long)(seconds / 60), (long long)(seconds % 60));
	return pool_printf(pool, _("%lld h %lld min"),
	    (long long)(seconds / 3600), (long long)(seconds / 60 % 60));
}

const char *pace_words(const struct pace *p, struct pool *pool)
{
	struct buf text = { 0 };
	int64_t ms = p->ms < 1 ? 1 : p->ms;
	const char *words;

	if (p->total > 0)
		buf_printf(&text, "%s/%s", number_text(pool, p->done),
		    number_text(pool, p->total));
	else if (p->done > 0)
		buf_text(&text, number_text(pool, p->done));
	if (p->done > 0 && ms > 1000)
		buf_printf(&text, _(", %s a second"), number_real(pool,
		    (double)p->done * 1000 / (double)ms, 1));
	if (p->bytes > 0)
		buf_printf(&text, "%s%s, %s/s", text.length > 0 ? ", " : "",
		    number_bytes(pool, p->bytes),
		    number_bytes(pool, p->bytes * 1000 / ms));
	buf_printf(&text, "%s%s", text.length > 0 ? ", " : "",
	    time_words(pool, ms / 1000));
	if (p->running && p->done > 0 && p->total > p->done && ms > 1000)
		buf_printf(&text, _(", %s left"), time_words(pool, ms *
		    (p->total - p->done) / p->done / 1000));
	words = pool_copy(pool, buf_string(&text));
	buf_free(&text);
	return words;
}

const char *task_words(const struct task *task, struct pool *pool)
{
	return pace_words(&(struct pace){ task->done, task->total, task->bytes,
	    (task->ended != 0 ? task->ended : now_ms()) - task->started,
	    task->state == TASK_RUNNING }, pool);
}
