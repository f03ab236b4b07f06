/* What a command works with: made once by command_main, passed down. */
#ifndef APP_H
#define APP_H

#include "db.h"
#include "job.h"

#include <stdio.h>

struct app_inside;
struct conf;

struct app {
	struct db *db;		/* NULL unless the verb needs it */
	const char *db_path;	/* option, environment, ini, default */
	const struct conf *conf;	/* never NULL */
	const char *output;	/* -o FILE; NULL is stdout */
	bool json, csv, dry_run, quiet, verbose, no_input, force;
	bool color;		/* stdout is a terminal that wants colour */
	bool lines;		/* --lines: events on stdout for the screens */
	struct job *job;	/* never NULL: meter, or lines */
	struct pool pool;	/* lives until the command ends */
	const char *program;	/* path of this executable */
	struct app_inside *inside;	/* app.c only */
};

/* A sentence for the person, on stderr, unless -q. Made safe for the
 * terminal. */
void app_say(struct app *app, const char *format, ...) PRINTF(2, 3);
void app_warn(struct app *app, const char *format, ...) PRINTF(2, 3);
/* Ask yes or no; with --no-input or without a terminal the answer is no,
 * with --force it is yes. */
bool app_confirm(struct app *app, const char *format, ...) PRINTF(2, 3);

/* Open the catalogue for another use than the verb's table says. */
bool app_open(struct app *app, enum db_mode mode, struct err *err) MUST_CHECK;
/* Path of the workshop program bansao-work: beside this one, else in
 * libexec; in the workshop itself its own path. */
const char *app_work_path(struct app *app);
/* Path of bansao-read, which reads scans and links little; the workshop where
 * it is missing. */
const char *app_reader_path(struct app *app);
/* Run the whole command line in the workshop instead: comes back only when
 * that fails. */
bool app_to_workshop(struct app *app, struct err *err) MUST_CHECK;
/* Options that the children of this run must have as well; NULL ends them. */
const char *const *app_child_words(struct app *app);

#endif
