/* A listing as the command line asks for it: --json, --csv, -o FILE (its
 * ending says the kind), --force; on a terminal as wide as that. */
#ifndef OUT_APP_H
#define OUT_APP_H

#include "app.h"
#include "out.h"

struct out *app_out(struct app *app, struct err *err) MUST_CHECK;
/* The same with its title (NULL: none) and columns set. */
struct out *app_listing(struct app *app, const char *title,
    const struct out_column *columns, struct err *err) MUST_CHECK;

#endif
