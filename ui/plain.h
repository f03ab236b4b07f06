/* The main tasks line by line: prompts and numbered choices, for screen
 * readers and very poor terminals. */
#ifndef PLAIN_H
#define PLAIN_H

#include "app.h"

bool plain_run(struct app *app, bool read_only, struct err *err) MUST_CHECK;

#endif
