/* Sentences say what to do next as the command line has it; at a screen the
 * same is typed behind : in the palette. */
#ifndef HINTS_H
#define HINTS_H

#include "pool.h"

/* "bansao doctor --repair" as ":doctor --repair", "bansao --help" as "F1"; the
 * text itself where it names no command. */
const char *hint_words(struct pool *pool, const char *text);

#endif
