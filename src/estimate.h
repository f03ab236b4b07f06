/* Dự toán: lines priced by norms (or by a simple unit price) in force on a
 * day, then submitted, appraised, approved. Money is whole đồng, computed
 * with integers only and rounded once a line. This file owns "estimate",
 * "estimate_line" and "estimate_step". */
#ifndef ESTIMATE_H
#define ESTIMATE_H

#include "db.h"

struct estimate {
	int64_t id;
	const char *code, *title;
	const char *kind;	/* "digitise", "arrange" */
	const char *org;	/* code of the body; "" the Centre */
	const char *mode;	/* "norm", "price" */
	const char *priced_on;	/* ISO: the day whose norms count */
	const char *state;	/* draft submitted appraised approved returned */
	const char *note;
	int64_t year;
	int64_t management_milli, vat_milli;	/* per cent */
	int64_t subtotal, management, vat, total;
	int64_t rev;
};

struct estimate_line {
	int64_t ordinal;
	const char *item, *unit;
	int64_t quantity_milli;
	const char *quantity_from;
	const char *source;	/* "budget", "integrated" */
	int64_t year;
	int64_t unit_cost_milli;
	int64_t amount;
	const char *note;
};

struct estimate_step {
	const char *step;	/* "submit", "appraise", "approve", "return" */
	const char *number, *on_date, *body, *note;
	int64_t amount;
};

/* ERR_MISSING when there is none of that code. */
bool estimate_get(struct db *db, const char *code, struct pool *pool,
    struct estimate *estimate, struct err *err) MUST_CHECK;
bool estimate_list(struct db *db, struct pool *pool, struct estimate **list,
    size_t *count, struct err *err) MUST_CHECK;
bool estimate_lines(struct db *db, int64_t id, struct pool *pool,
    struct estimate_line **list, size_t *count, struct err *err) MUST_CHECK;
bool estimate_steps(struct db *db, int64_t id, struct pool *pool,
    struct estimate_step **list, size_t *count, struct err *err) MUST_CHECK;

/* The rest inside an edit. Lines change only while the estimate is a draft or
 * was returned: else ERR_RULE. */
bool estimate_new(struct db *db, const struct estimate *estimate,
    struct err *err) MUST_CHECK;
bool estimate_add_line(struct db *db, const struct estimate *estimate,
    const struct estimate_line *line, struct err *err) MUST_CHECK;
bool estimate_remove_line(struct db *db, const struct estimate *estimate,
    int64_t ordinal, struct err *err) MUST_CHECK;
/* Price all lines anew by the norms of priced_on and add them up. A work
 * without a norm that day is ERR_USAGE and names it. */
bool estimate_price(struct db *db, const struct estimate *estimate,
    struct err *err) MUST_CHECK;
/* The next step; ERR_RULE when it is not its turn or dated before the last
 * one. amount 0 is the total of the estimate. */
bool estimate_take_step(struct db *db, const struct estimate *estimate,
    const struct estimate_step *step, struct err *err) MUST_CHECK;

/* What the catalogue says: the dossiers of a list, of the lists of a year, of
 * a fonds, of a size class ("" and 0: all). */
struct estimate_quantity {
	const char *list, *fonds, *size;
	int64_t year;
	int64_t dossiers, a4, papers, pages;	/* results */
	int64_t metres_milli;			/* of the fonds, as written */
};
bool estimate_count(struct db *db, struct estimate_quantity *quantity,
    struct err *err) MUST_CHECK;

#endif
