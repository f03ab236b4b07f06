/* A listing as the options of the command line ask for it. */
#ifndef APP_OUT_H
#define APP_OUT_H

#include "app.h"
#include "out.h"

/* --json, --csv, -o FILE (its ending chooses the kind) or a text table as
 * wide as the terminal. title NULL: none. */
struct out *app_out(struct app *app, const char *title,
    const struct out_column *columns, struct err *err) MUST_CHECK;

#endif
