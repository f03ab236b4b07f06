/* The registers of the plan (agencies, deposits, letters, norms ...) as forms
 * drawn from the tables of their fields: a row begins with its present values,
 * each is judged as it is typed by the rule that stores it, and a row that
 * somebody else saved meanwhile is shown in both versions. */
#ifndef LEDGER_FORM_H
#define LEDGER_FORM_H

#include "form.h"

struct known_verb;

/* Is this verb ("agency edit") one of a register? Then its form is opened;
 * false and no error: it is not, or needs a row that was not named. */
bool ledger_form(struct ui *ui, const struct known_verb *verb,
    const char *key, bool *taken, struct err *err) MUST_CHECK;

#endif
