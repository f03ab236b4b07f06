/* The verbs that every register has: list, add, edit, show, remove. */
#ifndef APP_LEDGER_H
#define APP_LEDGER_H

#include "command.h"
#include "ledger.h"

/* word: index of the positional argument with the code (or number). */
bool app_ledger_list(struct app *app, const struct ledger *ledger,
    struct err *err) MUST_CHECK;
bool app_ledger_add(struct app *app, const struct args *args,
    const struct ledger *ledger, struct err *err) MUST_CHECK;
bool app_ledger_edit(struct app *app, const struct args *args,
    const struct ledger *ledger, struct err *err) MUST_CHECK;
bool app_ledger_remove(struct app *app, const struct args *args,
    const struct ledger *ledger, struct err *err) MUST_CHECK;
bool app_ledger_show(struct app *app, const struct args *args,
    const struct ledger *ledger, struct err *err) MUST_CHECK;
/* One more row of a register that hangs on a body: args word 0 is its code. */
bool app_ledger_add_for(struct app *app, const struct args *args,
    const struct ledger *ledger, const char *field, struct err *err) MUST_CHECK;

/* Store a row with its trace in the audit; *said is what was done, in words.
 * ERR_BUSY: somebody changed the row since it was read. */
bool app_ledger_store(struct app *app, const struct ledger *ledger,
    struct ledger_row *row, const char *summary, const char **said,
    struct err *err) MUST_CHECK;
/* "added: Agency A1" */
const char *app_ledger_words(struct app *app, bool added,
    const struct ledger *ledger, const char *key);

#endif
