/* What jobs have done and are doing, for every session of a catalogue: a
 * file for each job in the folder .CATALOGUE.jobs beside it, which its
 * process keeps locked as long as it lives. Losing one loses nothing but a
 * memory, so nothing here fails a job. */
#ifndef JOB_BOOK_H
#define JOB_BOOK_H

#include "job.h"
#include "pool.h"

#include <sys/types.h>

struct job_book;

/* NULL when it cannot be written. words: behind the program's name. The
 * oldest files are removed where there are more than some hundred. */
struct job_book *job_book_begin(const char *db_path, int count,
    const char *const *words);
void job_book_note(struct job_book *book, const struct job_event *event);
/* status: the exit status; text: why it failed, or "". NULL is fine. */
void job_book_end(struct job_book *book, int status, const char *text);

struct job_entry {
	int64_t number;
	const char *who, *folder;	/* folder: where it was started */
	const char **words;	/* ends with NULL */
	const char *line;	/* the words as one line */
	const char *title;	/* command and verb: "scan ingest" */
	const char *started, *ended;	/* UTC; ended "" while it runs */
	const char *state;	/* "running", "done", "findings", "stopped",
				   "failed", "died"; for out_word */
	pid_t pid;
	int status;
	const char *phase, *piece, *result;
	int64_t done, total, bytes, bytes_total;
	int64_t findings, warnings;
	int64_t seconds;	/* it took, or has taken until now */
	const char *log;	/* findings, warnings, what it said */
};

/* The newest first. A missing folder is an empty list. */
bool job_book_list(const char *db_path, struct pool *pool,
    struct job_entry **list, size_t *count, struct err *err) MUST_CHECK;
/* ERR_MISSING when there is none of that number. */
bool job_book_read(const char *db_path, int64_t number, struct pool *pool,
    struct job_entry *entry, struct err *err) MUST_CHECK;
/* Ask it to stop. ERR_RULE: it is over, or somebody else's. */
bool job_book_stop(const char *db_path, int64_t number, struct err *err)
    MUST_CHECK;

#endif
