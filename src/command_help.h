/* Help drawn from the command tables, and what command.c shares with it and
 * with app.c. */
#ifndef COMMAND_HELP_H
#define COMMAND_HELP_H

#include "command.h"

extern const struct option_row global_options[];

const struct command *command_find(const char *name);
/* The known command whose name is nearest, or NULL when none is near. */
const char *command_near(const char *name);
/* Help for all, for a command, for a verb (those may be NULL). */
void command_help(struct app *app, const struct command *command,
    const struct verb *verb);
bool command_version(struct app *app);
/* The hidden words the build asks with (command_man.c): --dump-commands,
 * --dump-words, --dump-man LANG COMMAND|all|-. False for anything else. */
bool command_tell(int count, char **words);

/* app.c */
void app_start(struct app *app);
void app_lines(struct app *app);
bool app_configure(struct app *app, const char *db, const char *config,
    const char *lang, struct err *err) MUST_CHECK;
void app_complain(struct app *app, const char *text);
/* The words behind the program's name, for the book of jobs. */
void app_words(struct app *app, int count, const char *const *words);
/* What only looks, for a screen that asks again at each key, is no job that
 * the book keeps. */
void app_no_job(struct app *app);
void app_end(struct app *app, const struct err *err);

#endif
