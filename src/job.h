/* Progress and cancel of long work, one point per piece:
 *	if (!job_step(job, done, total, name, err)) return false;
 * A job never prints and never asks; its listener is a meter on stderr, a
 * pipe of lines (the screens read it), or an array in a test. */
#ifndef JOB_H
#define JOB_H

#include "err.h"

enum job_kind {
	JOB_PHASE,		/* a new phase begins: text is its name */
	JOB_STEP,		/* done of total, text is the piece in hand */
	JOB_WARNING,		/* text is a sentence; the work goes on */
	JOB_FINDING,		/* text is "CODE PATH: sentence" */
	JOB_DONE,		/* the work is finished: text sums it up */
	JOB_FAILED		/* text is the error */
};

struct job_event {
	enum job_kind kind;
	int64_t done;		/* pieces */
	int64_t total;		/* pieces, 0 when not known */
	int64_t bytes;		/* so far */
	int64_t bytes_total;	/* 0 when not known */
	const char *text;	/* borrowed until the listener returns */
};

struct job {
	void (*listen)(void *to, const struct job_event *event);
	void *to;
	int64_t bytes;		/* the work adds what it has read */
	int64_t bytes_total;
};

/* Report, and ask whether to go on. False, with ERR_STOPPED, when SIGINT or
 * SIGTERM came (job_catch_signals) or job_stop was called. job may be NULL. */
bool job_step(struct job *job, int64_t done, int64_t total, const char *text,
    struct err *err) MUST_CHECK;
void job_phase(struct job *job, const char *name);
void job_warn(struct job *job, const char *format, ...) PRINTF(2, 3);
void job_finding(struct job *job, const char *code, const char *path,
    const char *text);
void job_done(struct job *job, const char *format, ...) PRINTF(2, 3);
void job_failed(struct job *job, const struct err *err);

/* SIGINT, SIGTERM and SIGHUP ask the work to stop; SIGPIPE and SIGXFSZ are
 * ignored, so that a full disk is an error and not a death. */
void job_catch_signals(void);
void job_stop(void);
bool job_stopped(void);
/* Readable from the moment on when it was asked, also when that was before
 * this call: for a poll loop. -1 where there is none. */
int job_stop_fd(void);
/* One call at that moment, from the signal handler, for what looks at no flag
 * of ours; NULL: none any more. */
void job_on_stop(void (*call)(void *to), void *to);

/* Listeners. job_meter prints one line on a terminal's stderr, at most ten
 * times a second, and nothing elsewhere; findings and warnings always. */
struct job_meter {
	int64_t started;	/* ns */
	int64_t shown;		/* ns */
	bool terminal;
	bool quiet;
	bool dirty;		/* a line is on the screen */
	char phase[64];
};
void job_meter_start(struct job_meter *meter, bool quiet);
void job_meter(void *meter, const struct job_event *event);
/* One event as one line of tab-separated fields on the stream `to`. */
void job_lines(void *to, const struct job_event *event);
/* The opposite of job_lines: line is cut in place, text points into it.
 * False for anything that is not such a line. */
bool job_parse(char *line, struct job_event *event);

#endif
