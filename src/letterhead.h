/* The frame of a paper of this Centre, filled in from the settings that were
 * in force on its day. */
#ifndef LETTERHEAD_H
#define LETTERHEAD_H

#include "db.h"
#include "out.h"

/* day ISO; NULL or "": today's header, and room for the day. symbol: of the
 * kind of paper, "TTr"; NULL: the paper has no number. number "": room for
 * it. kind, about and the rest are the caller's. */
bool letterhead(struct db *db, const char *day, const char *symbol,
    const char *number, struct pool *pool, struct out_frame *frame,
    struct err *err) MUST_CHECK;
/* "a; b; c" as a list that ends with NULL. */
const char *const *letter_lines(struct pool *pool, const char *text);

#endif
