/* What submission and decision of a list have in common. */
#ifndef APPROVAL_INSIDE_H
#define APPROVAL_INSIDE_H

#include "approval.h"

/* Move every file of one kind of change; the first refusal ends it. */
bool list_move_all(struct db *db, const struct version *v,
    const char *change, const char *move, const char *day,
    struct pool *pool, size_t *moved, struct err *err) MUST_CHECK;
/* BR5, BR20: the version is in that state, or what to do first. */
bool list_check_state(const struct selection *s, const struct version *v,
    const char *wanted, struct err *err) MUST_CHECK;
/* The day of a step is a whole day, not before the step in front of it ("":
 * there is none) and not in the future. rule and what ("decision") for the
 * sentence. */
bool list_check_day(const char *rule, const char *what, const char *day,
    const char *before, const char *before_what, struct err *err) MUST_CHECK;

#endif
