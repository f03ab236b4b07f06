/* The parts of the command "import". */
#ifndef CMD_IMPORT_H
#define CMD_IMPORT_H

#include "command.h"

#include "import.h"

/* The columns of a table, what each is taken for, and its first values. */
bool preview_print(struct app *app, const struct import_result *result,
    struct err *err) MUST_CHECK;

#endif
