/* Long work as a child process: bansao-work --lines ..., its events read from
 * a pipe in the same poll loop as the keys. */
#ifndef TASK_H
#define TASK_H

#include "buf.h"
#include "job.h"
#include "pool.h"

#include <sys/types.h>

struct ui;
struct view;

enum task_state { TASK_RUNNING, TASK_DONE, TASK_FAILED, TASK_STOPPED };

struct task {
	struct task *next;	/* the newest first */
	int64_t id;
	char *title;
	char **argv;		/* behind the program's name, ends with NULL */
	int argc;
	pid_t pid;
	int fd;
	enum task_state state;
	int status;		/* exit status */
	struct buf line;	/* not yet whole */
	struct buf log;		/* warnings, findings and plain output */
	char phase[120], piece[240], result[480];
	int64_t done, total, bytes, bytes_total;
	int64_t started, ended;	/* ms, monotonic */
	int64_t findings, warnings, plain;	/* lines of each */
	bool quiet;		/* a quick command: no progress box */
	bool stopping;
	/* Called once at the end, with the view then on top; may be NULL. */
	void (*finished)(struct ui *ui, struct task *task);
	/* Called when the box that shows it done is closed; may be NULL. */
	void (*closed)(struct ui *ui, struct task *task);
};

/* Start a command of ours; words end with NULL. NULL and err when it cannot
 * be started. */
struct task *task_start(struct ui *ui, const char *title,
    const char *const *words, struct err *err);
void task_stop(struct task *task);
void task_end_all(struct ui *ui);
int task_running(const struct ui *ui);
struct task *task_find(struct ui *ui, int64_t id);
/* Read what has come; true when the picture has changed. */
bool task_read(struct ui *ui, struct task *task);
/* Wait for the end of a quick command (ms at most), reading its pipe. */
void task_wait(struct ui *ui, struct task *task, int ms);
/* One line of how it goes: phase, pieces, bytes, rate, what is left. */
const char *task_words(const struct task *task, struct pool *pool);
/* The same of any job: what is done, how fast, and what is left of it. */
struct pace {
	int64_t done, total, bytes, ms;
	bool running;
};
const char *pace_words(const struct pace *pace, struct pool *pool);
const char *task_state_name(const struct task *task);

/* Run a command of people: a quick one at once, with its answer as message
 * or in a box; long work with a progress box that can go to the background. */
bool task_command(struct ui *ui, const char *title, const char *const *words,
    bool quick, struct err *err) MUST_CHECK;
void task_show(struct ui *ui, struct task *task);	/* the progress box */

#endif
