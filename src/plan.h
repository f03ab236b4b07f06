/* The plan over the years: how surplus and shortfall are carried over, which
 * list is digitised in which year, and dated snapshots of where it stood.
 * This file owns "carry_rule", "plan_share" and "snapshot" with its years. */
#ifndef PLAN_H
#define PLAN_H

#include "programme.h"

struct carry_rule {
	const char *rule;	/* "none", "shortfall", "both" */
	const char *valid_from;	/* ISO */
	const char *basis;
};
/* The rule in force today; "none" when nobody set one. */
bool carry_get(struct db *db, struct pool *pool, struct carry_rule *rule,
    struct err *err) MUST_CHECK;
/* What the years that are over hand on to this one by the rule in force: more
 * to do (positive), or less. 0 for the first year, and without a rule. */
bool carry_into(struct db *db, const struct quota_year *years, size_t count,
    int64_t year, int64_t *carried, struct err *err) MUST_CHECK;
/* Inside an edit; rules are never overwritten, the newest holds. */
bool carry_set(struct db *db, const struct carry_rule *rule, struct err *err)
    MUST_CHECK;

/* So many A4 pages of a list in a year; 0 takes the share away. Inside an
 * edit. ERR_USAGE for a year outside the plan, ERR_RULE for more pages than
 * the list has. */
bool plan_share(struct db *db, const char *list, int64_t year, int64_t a4,
    const char *note, struct err *err) MUST_CHECK;

struct snapshot {
	const char *name;
	const char *taken_at;	/* UTC */
	int64_t passed;		/* of all years */
	int64_t target;
};
/* Keep the figures of all years under a name. Inside an edit. */
bool snapshot_take(struct db *db, const char *name, struct err *err) MUST_CHECK;
bool snapshot_list(struct db *db, struct pool *pool, struct snapshot **list,
    size_t *count, struct err *err) MUST_CHECK;

#endif
