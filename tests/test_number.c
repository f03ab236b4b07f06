/* Numbers: what number.h promises. */
#include "lang.h"
#include "number.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

static struct pool pool;

static int fresh(void **state)
{
	(void)state;
	pool_reset(&pool);
	lang_set("vi");
	return 0;
}

static void thousands_follow_the_language(void **state)
{
	(void)state;
	assert_string_equal(number_text(&pool, 1000000), "1.000.000");
	assert_string_equal(number_text(&pool, -1234), "-1.234");
	assert_string_equal(number_text(&pool, 999), "999");
	assert_string_equal(number_text(&pool, INT64_MIN),
	    "-9.223.372.036.854.775.808");
	assert_string_equal(number_real(&pool, 97.5, 2), "97,5");
	assert_string_equal(number_real(&pool, -0.5, 1), "-0,5");
	assert_string_equal(number_real(&pool, 1234.0, 1), "1.234");
	assert_string_equal(number_percent(&pool, 975, 1000), "97,5%");
	assert_string_equal(number_percent(&pool, 999999, 1000000), "99,9%");
	assert_string_equal(number_percent(&pool, 1, 1000000), "<0,1%");
	assert_string_equal(number_percent(&pool, 1, 0), "-");
	assert_string_equal(number_bytes(&pool, 999), "999 B");
	assert_string_equal(number_bytes(&pool, 1500000), "1,5 MB");
	assert_string_equal(number_bytes(&pool, 999999), "1 MB");
	assert_string_equal(number_money(&pool, 1500000), "1.500.000 đ");
	lang_set("en");
	assert_string_equal(number_text(&pool, 1000000), "1,000,000");
	assert_string_equal(number_real(&pool, 97.5, 2), "97.5");
}

static void people_write_numbers_in_many_ways(void **state)
{
	static const struct {
		const char *text;
		int64_t value;
	} rows[] = {
		{ "1000000", 1000000 }, { "1.000.000", 1000000 },
		{ "1,000,000", 1000000 }, { "1 000 000", 1000000 },
		{ "1\u00a0000", 1000 }, { " 12 ", 12 }, { "-5", -5 },
		{ "+7", 7 }, { "0", 0 }, { "007", 7 },
		{ "9223372036854775807", INT64_MAX },
		{ "-9.223.372.036.854.775.808", INT64_MIN },
	};
	static const char *const bad[] = { "", "abc", "1.5", "1.00.000",
	    "1.000,000", "12 34", "1.", ".5", "1e3", "0x10", "--1", "1 000 00",
	    "9223372036854775808", "99999999999999999999", "0.500", "1..000",
	    "١٢", "1.0000", "\xff" };

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct err err = { 0 };
		int64_t value;

		if (!number_parse(rows[i].text, &value, &err))
			fail_msg("%s", err.text);
		assert_true(value == rows[i].value);
	}
	for (size_t i = 0; i < COUNT(bad); i++) {
		struct err err = { 0 };
		int64_t value = 77;

		if (number_parse(bad[i], &value, &err))
			fail_msg("%s was taken", bad[i]);
		assert_int_equal(err.kind, ERR_USAGE);
		assert_int_equal(value, 77);
	}
}

static void decimals_and_money_are_read(void **state)
{
	struct err err = { 0 };
	int64_t dong;
	double real;

	(void)state;
	assert_true(number_parse_real("0,85", &real, &err));
	assert_true(real > 0.8499 && real < 0.8501);
	assert_true(number_parse_real("1.234,5", &real, &err));
	assert_true(real > 1234.4999 && real < 1234.5001);
	assert_true(number_parse_real("1,234.5", &real, &err));
	assert_true(real > 1234.4999 && real < 1234.5001);
	assert_true(number_parse_real("1.000", &real, &err));
	assert_true(real > 999.9 && real < 1000.1);
	assert_true(number_parse_real("-2.25", &real, &err));
	assert_true(real > -2.2501 && real < -2.2499);
	assert_false(number_parse_real("1,2,3", &real, &err));
	err_clear(&err);
	assert_false(number_parse_real("1.x", &real, &err));
	err_clear(&err);
	assert_true(number_parse_money("1.500.000 đồng", &dong, &err));
	assert_int_equal(dong, 1500000);
	assert_true(number_parse_money("1500000đ", &dong, &err));
	assert_int_equal(dong, 1500000);
	assert_true(number_parse_money("2 000 VND", &dong, &err));
	assert_int_equal(dong, 2000);
	assert_false(number_parse_money("-5", &dong, &err));
	err_clear(&err);
	assert_false(number_parse_money("5 USD", &dong, &err));
}

static void numbers_are_read_aloud(void **state)
{
	static const struct {
		int64_t value;
		const char *words;
	} rows[] = {
		{ 0, "không" }, { 5, "năm" }, { 10, "mười" },
		{ 11, "mười một" }, { 15, "mười lăm" }, { 20, "hai mươi" },
		{ 21, "hai mươi mốt" }, { 24, "hai mươi bốn" },
		{ 25, "hai mươi lăm" }, { 101, "một trăm linh một" },
		{ 105, "một trăm linh năm" }, { 110, "một trăm mười" },
		{ 115, "một trăm mười lăm" }, { 121, "một trăm hai mươi mốt" },
		{ 1000, "một nghìn" },
		{ 1005, "một nghìn không trăm linh năm" },
		{ 1010, "một nghìn không trăm mười" },
		{ 1000000, "một triệu" },
		{ 1000005, "một triệu không trăm linh năm" },
		{ 1005000, "một triệu không trăm linh năm nghìn" },
		{ 8000000, "tám triệu" },
		{ 21021021, "hai mươi mốt triệu không trăm hai mươi mốt nghìn"
		    " không trăm hai mươi mốt" },
		{ 1000000000, "một tỷ" },
		{ 1000000001, "một tỷ không trăm linh một" },
		{ 2500000000000, "hai nghìn năm trăm tỷ" },
		{ -15, "âm mười lăm" },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++)
		assert_string_equal(number_words(&pool, rows[i].value),
		    rows[i].words);
	assert_string_equal(number_words_title(&pool, 8), "Tám");
	assert_string_equal(number_words_title(&pool, -8), "Âm tám");
	assert_true(strlen(number_words(&pool, INT64_MIN)) > 50);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup(thousands_follow_the_language, fresh),
		cmocka_unit_test_setup(people_write_numbers_in_many_ways,
		    fresh),
		cmocka_unit_test_setup(decimals_and_money_are_read, fresh),
		cmocka_unit_test_setup(numbers_are_read_aloud, fresh),
	};
	int failed = cmocka_run_group_tests_name("number", tests, NULL, NULL);

	pool_free(&pool);
	return failed;
}
