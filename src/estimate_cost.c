#include "estimate_cost.h"

#include <string.h>

typedef __int128 wide;	/* products of five norms do not fit 64 bits */

enum { MINUTES_A_DAY = 480 };
static const int64_t all_money = INT64_C(1000000000000000);	/* đồng */

static wide half_up(wide part, wide whole)
{
	return (part + whole / 2) / whole;
}

/* The norm of that kind for a work, step and grade; NULL when there is none. */
static const struct cost_norm *find(const struct cost_norm *norms,
    size_t count, const char *kind, const char *item, const char *step,
    const char *grade)
{
	for (size_t i = 0; i < count; i++)
		if (strcmp(norms[i].kind, kind) == 0 &&
		    strcmp(norms[i].item, item) == 0 &&
		    strcmp(norms[i].step, step) == 0 &&
		    strcmp(norms[i].grade, grade) == 0)
			return &norms[i];
	return NULL;
}

static int64_t value_or(const struct cost_norm *norm, int64_t fallback)
{
	return norm == NULL ? fallback : norm->value_milli;
}

/* The coefficient of the step, else of the work, else 1. */
static int64_t coefficient(const struct cost_norm *norms, size_t count,
    const char *item, const char *step)
{
	return value_or(find(norms, count, "coefficient", item, step, ""),
	    value_or(find(norms, count, "coefficient", item, "", ""), 1000));
}

static bool labour(const struct cost_norm *norms, size_t count,
    const struct cost_norm *norm, wide *cost, struct err *err)
{
	const struct cost_norm *salary = find(norms, count, "salary", "", "", "");
	const struct cost_norm *days = find(norms, count, "days", "", "", "");
	const struct cost_norm *grade = find(norms, count, "grade", "", "",
	    norm->grade);
	int64_t extra = value_or(find(norms, count, "allowance", "", "",
	    norm->grade), 0);
	int64_t insurance = value_or(find(norms, count, "insurance", "", "",
	    ""), 0);
	wide part, whole;

	if (salary == NULL || salary->value_milli == 0)
		return err_set(err, ERR_USAGE,
		    _("No norm of the kind salary (base salary) on that day"));
	if (days == NULL || days->value_milli == 0)
		return err_set(err, ERR_USAGE, _("No norm of the kind days"
		    " (working days a month) on that day"));
	if (grade == NULL)
		return err_set(err, ERR_USAGE, _("No norm of the kind grade for"
		    " the grade %s on that day"), norm->grade);
	/* everything in thousandths; insurance in thousandths of a per cent */
	part = (wide)salary->value_milli * (grade->value_milli + extra) *
	    (100000 + insurance);
	part *= norm->value_milli;
	part *= coefficient(norms, count, norm->item, norm->step);
	whole = (wide)days->value_milli * MINUTES_A_DAY * 100000 * 1000000;
	*cost += half_up(part, whole);
	return true;
}

bool cost_of_unit(const struct cost_norm *norms, size_t count, const char *item,
    bool mode_price, int64_t *cost_milli, struct err *err)
{
	wide cost = 0;
	bool any = false;

	for (size_t i = 0; i < count; i++) {
		const char *kind = norms[i].kind;
		bool price = strcmp(kind, "price") == 0;

		if (strcmp(norms[i].item, item) != 0 ||
		    strcmp(kind, "coefficient") == 0 || price != mode_price)
			continue;
		any = true;
		if (strcmp(kind, "labour") != 0)
			cost += norms[i].value_milli;
		else if (!labour(norms, count, &norms[i], &cost, err))
			return false;
	}
	if (!any)
		return err_set(err, ERR_USAGE, mode_price ?
		    _("No unit price for the work \"%s\" on that day: norm add"
		    " --kind price") : _("No norm for the work \"%s\" on that"
		    " day: norm add"), item);
	if (cost > (wide)all_money)
		return err_set(err, ERR_USAGE,
		    _("A unit of \"%s\" would cost more than can be right"),
		    item);
	*cost_milli = (int64_t)cost;
	return true;
}

bool cost_of_line(int64_t quantity_milli, int64_t cost_milli, int64_t *dong,
    struct err *err)
{
	wide amount = half_up((wide)quantity_milli * cost_milli, 1000000);

	if (amount > (wide)all_money)
		return err_set(err, ERR_USAGE,
		    _("The amount of a line is more than can be right"));
	*dong = (int64_t)amount;
	return true;
}

int64_t cost_share(int64_t dong, int64_t percent_milli)
{
	return (int64_t)half_up((wide)dong * percent_milli, 100000);
}
