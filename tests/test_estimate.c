/* What a unit costs by norms: integers in, integers out. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <string.h>

#include "estimate_cost.h"

/* Made-up figures, so that the sums can be done by hand: a minute of grade g1
 * costs 1,056,000 x 2 x 1.25 / (22 x 480) = 250 đồng. */
static const struct cost_norm norms[] = {
	{ "salary", "", "", "", 1056000000 },
	{ "days", "", "", "", 22000 },
	{ "grade", "", "", "g1", 1500 },
	{ "allowance", "", "", "g1", 500 },
	{ "grade", "", "", "g2", 4000 },
	{ "insurance", "", "", "", 25000 },
	{ "labour", "scan", "turn", "g1", 400 },
	{ "labour", "scan", "check", "g2", 100 },
	{ "labour", "hard", "", "g1", 400 },
	{ "coefficient", "hard", "", "", 1500 },
	{ "labour", "steps", "a", "g1", 1000 },
	{ "labour", "steps", "b", "g1", 1000 },
	{ "coefficient", "steps", "", "", 2000 },
	{ "coefficient", "steps", "a", "", 500 },
	{ "material", "scan", "", "", 12500 },
	{ "energy", "scan", "", "", 2500 },
	{ "depreciation", "scan", "", "", 10000 },
	{ "price", "scan", "", "", 999000 },
	{ "labour", "nobody", "", "g9", 1000 },
};

static int64_t cost(const char *item, bool price)
{
	struct err err = { 0 };
	int64_t milli = -1;

	if (!cost_of_unit(norms, COUNT(norms), item, price, &milli, &err))
		fail_msg("%s", err.text);
	return milli;
}

static void labour_material_energy_and_depreciation_add_up(void **state)
{
	(void)state;
	/* 0.4 x 250 + 0.1 x 500 + 12.5 + 2.5 + 10 = 175 */
	assert_int_equal(cost("scan", false), 175000);
}

static void a_coefficient_multiplies_labour_only(void **state)
{
	(void)state;
	assert_int_equal(cost("hard", false), 150000);
}

static void the_coefficient_of_a_step_comes_before_that_of_the_work(
    void **state)
{
	(void)state;
	/* 250 x 0.5 + 250 x 2 */
	assert_int_equal(cost("steps", false), 625000);
}

static void the_other_mode_is_the_unit_price(void **state)
{
	(void)state;
	assert_int_equal(cost("scan", true), 999000);
}

static void what_is_missing_is_named(void **state)
{
	struct err err = { 0 };
	int64_t milli;

	(void)state;
	assert_false(cost_of_unit(norms, COUNT(norms), "nothing", false, &milli,
	    &err));
	assert_int_equal(err.kind, ERR_USAGE);
	assert_non_null(strstr(err.text, "nothing"));
	err_clear(&err);
	assert_false(cost_of_unit(norms, COUNT(norms), "nobody", false, &milli,
	    &err));
	assert_non_null(strstr(err.text, "g9"));
	err_clear(&err);
	assert_false(cost_of_unit(norms + 1, COUNT(norms) - 1, "scan", false,
	    &milli, &err));
	assert_non_null(strstr(err.text, "salary"));
	err_clear(&err);
	assert_false(cost_of_unit(norms, COUNT(norms), "hard", true, &milli,
	    &err));
	assert_int_equal(err.kind, ERR_USAGE);
}

static void a_line_is_rounded_once_halves_up(void **state)
{
	struct err err = { 0 };
	int64_t dong;

	(void)state;
	/* a million pages at 264.098 đồng: nothing lost on the way */
	assert_true(cost_of_line(INT64_C(1000000000), 264098, &dong, &err));
	assert_int_equal(dong, 264098000);
	assert_true(cost_of_line(1000, 500, &dong, &err));
	assert_int_equal(dong, 1);
	assert_true(cost_of_line(1000, 499, &dong, &err));
	assert_int_equal(dong, 0);
	assert_int_equal(cost_share(101, 50000), 51);
	assert_int_equal(cost_share(264101301, 5000), 13205065);
}

static void more_money_than_there_is_is_refused(void **state)
{
	struct err err = { 0 };
	int64_t dong;

	(void)state;
	assert_false(cost_of_line(INT64_MAX / 2, INT64_MAX / 2, &dong, &err));
	assert_int_equal(err.kind, ERR_USAGE);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(labour_material_energy_and_depreciation_add_up),
		cmocka_unit_test(a_coefficient_multiplies_labour_only),
		cmocka_unit_test(
		    the_coefficient_of_a_step_comes_before_that_of_the_work),
		cmocka_unit_test(the_other_mode_is_the_unit_price),
		cmocka_unit_test(what_is_missing_is_named),
		cmocka_unit_test(a_line_is_rounded_once_halves_up),
		cmocka_unit_test(more_money_than_there_is_is_refused),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
