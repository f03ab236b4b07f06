/* Every command of the program as a form: its fields are the words and
 * options of the command tables (known_verbs), so that the screens can do
 * whatever the command line can, and say the same about it. */
#ifndef COMMAND_FORM_H
#define COMMAND_FORM_H

#include "form.h"

struct known_verb;

int command_verb_count(void);
const struct known_verb *command_verb(int index);
const char *command_verb_name(int index, struct pool *pool);	/* "scan list" */
const char *command_verb_help(int index);
bool command_verb_offered(int index);	/* in the menu, in the palette */

/* The form of a verb; a command without words and options runs at once. The
 * words are filled in (NULL: none), options as "--name", "value", ... NULL. */
bool command_form(struct ui *ui, const struct known_verb *verb,
    const char *words, const char *const *options, struct err *err)
    MUST_CHECK;
/* The same by name: "selection submit". */
bool command_form_by_name(struct ui *ui, const char *name, const char *words,
    const char *const *options, struct err *err) MUST_CHECK;
/* A whole command line as typed. */
bool command_typed(struct ui *ui, const char *line, struct err *err)
    MUST_CHECK;

/* Words as typed: blanks part them, quotes hold them together. How many, at
 * most `room`. */
int command_split(const char *text, char **words, int room, struct pool *pool);

#endif
