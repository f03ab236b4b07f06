/* What must hold of a catalogue after every accident; for the drivers. */
#ifndef WHOLE_H
#define WHOLE_H

#include "db.h"

/* Say it and end the driver. */
NORETURN void die(const char *what, const struct err *err);
/* Opened as the next start would: it needs no hand. */
struct db *must_open(const char *path);
/* The one number a constant query gives. */
int64_t number(struct db *db, const char *sql);
/* Sums, word index, no row without its audit; whole: pages, references and
 * the audit chain too. Ends the driver when something does not hold. */
void check(struct db *db, bool whole);

#endif
