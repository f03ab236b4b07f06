/* The command line as tables: options, verbs, help, completion and the man
 * page all read the same rows.
 * A command file ends in a const struct command; its name goes into
 * COMMANDS or WORK_COMMANDS of Makefile.am. */
#ifndef COMMAND_H
#define COMMAND_H

#include "app.h"

struct option_row {
	const char *name;	/* "criteria" for --criteria */
	char letter;		/* 'n' for -n, 0 when there is none */
	const char *value;	/* N_("LIST"); NULL for a switch */
	const char *help;	/* N_(); one line without a final stop */
};

enum verb_need {
	NEEDS_NOTHING = 0,
	NEEDS_DB = 1,		/* open for reading */
	NEEDS_DB_WRITE = 3,	/* open for writing */
	NEEDS_DB_MAYBE = 4	/* opened for reading when it is there */
};

struct args;

struct verb {
	const char *name;	/* NULL: the command itself */
	const char *words;	/* N_("FILE [CODE...]"), "" for none */
	const char *help;	/* N_(); a sentence fragment, no final stop */
	int least, most;	/* positional arguments; most -1: any number */
	enum verb_need needs;
	const struct option_row *options;	/* ends with a NULL name, or NULL */
	bool (*run)(struct app *app, const struct args *args, struct err *err);
};

struct command {
	const char *name;
	const char *help;	/* N_() */
	const struct verb *verbs;	/* ends with a NULL run */
};

/* Generated from Makefile.am: the commands of this executable. */
extern const struct command *const commands[];

/* Positional arguments after the verb. */
int args_count(const struct args *args);
const char *args_word(const struct args *args, int index);	/* NULL: none */
/* The last value of an option; NULL when it was not given. */
const char *args_value(const struct args *args, const char *option);
/* The index-th value of an option that may be repeated. */
const char *args_each(const struct args *args, const char *option, int index);
bool args_given(const struct args *args, const char *option);
/* A whole number; ERR_USAGE for anything else. *value is left alone when
 * the option was not given. */
bool args_int(const struct args *args, const char *option, int64_t least,
    int64_t most, int64_t *value, struct err *err) MUST_CHECK;

/* Parse, prepare the app and run. Returns the exit status. */
int command_main(int argc, char **argv);

#endif
