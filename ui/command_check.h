/* What the catalogue and the disk know about the words of a command, asked
 * while they are typed: is there a list of that code, a folder of that name? */
#ifndef COMMAND_CHECK_H
#define COMMAND_CHECK_H

#include "form.h"

/* For form_plan.check of a form that form_give() gave its known_verb. */
bool command_check(struct form *form, const char *name, const char *value,
    struct err *err) MUST_CHECK;

#endif
