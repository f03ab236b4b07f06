/* What the two files of the batch command share. */
#ifndef CMD_BATCH_H
#define CMD_BATCH_H

#include "audit.h"
#include "command.h"

/* The value of an option, "" when it was not given. */
const char *batch_text_option(const struct args *args, const char *name);
/* Commit the edit and say its summary, or undo what was begun. */
bool batch_finish(struct app *app, bool good, struct edit *edit,
    struct err *err) MUST_CHECK;

extern const struct option_row batch_judge_options[];
bool batch_pass(struct app *app, const struct args *args, struct err *err);
bool batch_fail(struct app *app, const struct args *args, struct err *err);

#endif
