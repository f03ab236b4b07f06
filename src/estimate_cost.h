/* What one unit of a work costs, from norms: a pure function. */
#ifndef ESTIMATE_COST_H
#define ESTIMATE_COST_H

#include "err.h"

struct cost_norm {
	const char *kind, *item, *step, *grade;
	int64_t value_milli;
};

/* Thousandths of đồng for one unit. mode_price: the sum of the unit prices.
 * Else minutes of each step and grade x wage x coefficient + material +
 * depreciation + energy, where a minute's wage is
 *	salary x (grade + allowance) x (1 + insurance) / (days x 480).
 * ERR_USAGE names the norm that is missing. */
bool cost_of_unit(const struct cost_norm *norms, size_t count, const char *item,
    bool mode_price, int64_t *cost_milli, struct err *err) MUST_CHECK;
/* quantity x cost, both in thousandths, as whole đồng, halves up. ERR_USAGE
 * when that is more than all the money there is. */
bool cost_of_line(int64_t quantity_milli, int64_t cost_milli, int64_t *dong,
    struct err *err) MUST_CHECK;
/* A share in thousandths of a per cent of an amount, rounded. */
int64_t cost_share(int64_t dong, int64_t percent_milli);

#endif
