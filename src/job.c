#include "job.h"

#include "buf.h"

#include <errno.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/eventfd.h>
#include <time.h>
#include <unistd.h>

static volatile sig_atomic_t stop_asked;
static volatile sig_atomic_t stop_fd = -1;
static void (*volatile stop_call)(void *to);
static void *volatile stop_to;

static void wake(void)
{
	const uint64_t one = 1;
	int before = errno;

	if (stop_call != NULL)
		stop_call(stop_to);
	if (stop_fd >= 0 && write(stop_fd, &one, sizeof(one)) < 0)
		errno = before;	/* it is readable already */
}

static void on_signal(int number)
{
	(void)number;
	stop_asked = 1;
	wake();
}

void job_catch_signals(void)
{
	static const int numbers[] = { SIGINT, SIGTERM, SIGHUP };
	struct sigaction action = { .sa_handler = on_signal };

	for (size_t i = 0; i < COUNT(numbers); i++)
		sigaction(numbers[i], &action, NULL);
	signal(SIGPIPE, SIG_IGN);
	signal(SIGXFSZ, SIG_IGN);
}

void job_stop(void)
{
	stop_asked = 1;
	wake();
}

int job_stop_fd(void)
{
	if (stop_fd < 0)
		stop_fd = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
	if (stop_asked)
		wake();
	return stop_fd;
}

void job_on_stop(void (*call)(void *to), void *to)
{
	stop_call = NULL;
	stop_to = to;
	stop_call = call;
}

bool job_stopped(void)
{
	return stop_asked != 0;
}

static void tell(struct job *job, struct job_event *event)
{
	if (job == NULL || job->listen == NULL)
		return;
	event->bytes = job->bytes;
	event->bytes_total = job->bytes_total;
	job->listen(job->to, event);
}

bool job_step(struct job *job, int64_t done, int64_t total, const char *text,
    struct err *err)
{
	struct job_event event = {
		.kind = JOB_STEP, .done = done, .total = total, .text = text
	};

	if (stop_asked)
		return err_set(err, ERR_STOPPED, _("Stopped"));
	tell(job, &event);
	return true;
}

void job_phase(struct job *job, const char *name)
{
	struct job_event event = { .kind = JOB_PHASE, .text = name };

	tell(job, &event);
}

static void PRINTF(3, 0) tell_words(struct job *job, enum job_kind kind,
    const char *format, va_list args)
{
	char text[1024];
	struct job_event event = { .kind = kind, .text = text };

	vsnprintf(text, sizeof(text), format, args);
	tell(job, &event);
}

void job_warn(struct job *job, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	tell_words(job, JOB_WARNING, format, args);
	va_end(args);
}

void job_finding(struct job *job, const char *code, const char *path,
    const char *text)
{
	char words[1024];
	struct job_event event = { .kind = JOB_FINDING, .text = words };

	snprintf(words, sizeof(words), "%s %s: %s", code, path, text);
	tell(job, &event);
}

void job_done(struct job *job, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	tell_words(job, JOB_DONE, format, args);
	va_end(args);
}

void job_failed(struct job *job, const struct err *err)
{
	struct job_event event = { .kind = JOB_FAILED, .text = err->text };

	tell(job, &event);
}

/* --- lines -------------------------------------------------------------- */

static const char *const words[] = {
	"phase", "step", "warning", "finding", "done", "failed"
};

void job_lines(void *to, const struct job_event *event)
{
	FILE *out = to;
	char text[1200];
	size_t length = 0;

	for (const char *at = event->text == NULL ? "" : event->text;
	    *at != '\0' && length + 1 < sizeof(text); at++)
		text[length++] = (char)(*at == '\t' || *at == '\n' ||
		    *at == '\r' ? ' ' : *at);
	text[length] = '\0';
	fprintf(out, "%s\t%lld\t%lld\t%lld\t%lld\t%s\n", words[event->kind],
	    (long long)event->done, (long long)event->total,
	    (long long)event->bytes, (long long)event->bytes_total, text);
	fflush(out);
}

static bool next_number(char **at, int64_t *number)
{
	char *end;

	*number = strtoll(*at, &end, 10);
	if (end == *at || *end != '\t')
		return false;
	*at = end + 1;
	return true;
}

bool job_parse(char *line, struct job_event *event)
{
	char *tab = strchr(line, '\t');
	char *at;

	*event = (struct job_event){ .text = "" };
	if (tab == NULL)
		return false;
	*tab = '\0';
	at = tab + 1;
	for (size_t i = 0; i < COUNT(words); i++) {
		if (strcmp(words[i], line) != 0)
			continue;
		event->kind = (enum job_kind)i;
		if (!next_number(&at, &event->done) ||
		    !next_number(&at, &event->total) ||
		    !next_number(&at, &event->bytes) ||
		    !next_number(&at, &event->bytes_total))
			return false;
		at[strcspn(at, "\r\n")] = '\0';
		event->text = at;
		return true;
	}
	return false;
}
