/* Vietnamese text: what text.h promises, on good and on broken bytes. */
#include "text.h"

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
	return 0;
}

static const char broken[] = "a\xff\xc3(\xe1\xba b\xf0\x9f\x98\xed\xa0\x80";

static void decomposed_and_windows_1258_texts_become_nfc(void **state)
{
	(void)state;
	assert_string_equal(text_nfc(&pool, "e\u0323\u0302"), "ệ");
	assert_string_equal(text_nfc(&pool, "quy\u00ea\u0301t"), "quyết");
	assert_string_equal(text_nfc(&pool, "\u00e1\u0302"), "ấ");
	assert_string_equal(text_nfc(&pool, "u\u0323\u031b"), "ự");
	assert_string_equal(text_nfc(&pool, "Đồng Phú"), "Đồng Phú");
	assert_string_equal(text_nfc(&pool, broken), broken);
}

static void folding_drops_tones_modifiers_and_strokes(void **state)
{
	(void)state;
	assert_string_equal(text_fold(&pool, "  ĐỒNG \t Phú\n"), "dong phu");
	assert_string_equal(text_fold(&pool, "\u00d0\u1eafk L\u1eafk"), "dak lak");
	assert_string_equal(text_fold(&pool, "hoà"), text_fold(&pool, "hòa"));
	assert_string_equal(text_fold(&pool, "ƯỢNG ượng"), "uong uong");
	assert_string_equal(text_fold(&pool, "e\u0323\u0302 x"), "e x");
	assert_string_equal(text_fold(&pool, "a\u00adb\u200b c"), "ab c");
	assert_string_equal(text_fold(&pool, "\u00a0x\u00a0"), "x");
	assert_string_equal(text_fold(&pool, ""), "");
	assert_true(text_valid(text_fold(&pool, broken)));
}

static void a_query_with_marks_is_known(void **state)
{
	(void)state;
	assert_false(text_has_marks("dong phu 12/3"));
	assert_true(text_has_marks("đong"));
	assert_true(text_has_marks("\u00d0ong"));
	assert_true(text_has_marks("hoà"));
	assert_true(text_has_marks("hoa\u0300"));
	assert_false(text_has_marks("“hoa” – 中"));
	assert_false(text_has_marks("\xff"));
}

static void with_marks_finds_exactly(void **state)
{
	(void)state;
	assert_true(text_contains("Ủy ban xã Hòa Bình", "hoà bình"));
	assert_true(text_contains("Ủy ban xã Hoà Bình", "hòa"));
	assert_true(text_contains("Ủy ban", "uỷ"));
	assert_true(text_contains("ĐỒNG PHÚ", "đồng"));
	assert_true(text_contains("\u00d0ồng Phú", "đồng"));
	assert_false(text_contains("Đông Phú", "đồng"));
	assert_false(text_contains("Đồng Phú", "đông"));
	assert_true(text_contains("hò", "hò"));
	assert_true(text_contains("hòa", "hò"));
	assert_true(text_contains("ho\u0300a", "hòa"));
	assert_true(text_contains("x", ""));
	assert_false(text_contains("", "x"));
	assert_true(text_contains(broken, "a"));
}

static void case_changes_keep_the_letter(void **state)
{
	(void)state;
	assert_string_equal(text_upper(&pool, "đồng ượng ỹ"), "ĐỒNG ƯỢNG Ỹ");
	assert_string_equal(text_lower(&pool, "ĐỒNG ƯỢNG Ỹ"), "đồng ượng ỹ");
	assert_string_equal(text_lower(&pool, "A\xff" "B"), "a\xff" "b");
}

static void width_counts_cells(void **state)
{
	(void)state;
	assert_int_equal(text_width("Hồ sơ"), 5);
	assert_int_equal(text_width("e\u0323\u0302x"), 2);
	assert_int_equal(text_width("中文"), 4);
	assert_int_equal(text_width(""), 0);
	assert_int_equal(text_width("\xff\xfe"), 2);
	assert_int_equal(text_cluster("e\u0323\u0302x", NULL), 5);
	assert_int_equal(text_cluster_before("ae\u0323\u0302", 6), 5);
	assert_int_equal(text_cluster_before("aồb", 4), 3);
	assert_int_equal(text_cluster_before("ab", 2), 1);
	assert_int_equal(text_cluster_before("ab", 0), 0);
	assert_int_equal(text_cluster_before("đ", 2), 2);
}

static void fit_gives_exactly_the_cells(void **state)
{
	static const char *const texts[] = { "", "a", "Hồ sơ số 12",
	    "e\u0323\u0302e\u0323\u0302e\u0323\u0302", "中文中文", "a中文" };

	(void)state;
	assert_string_equal(text_fit(&pool, "Hồ sơ", 8, TEXT_LEFT, false),
	    "Hồ sơ   ");
	assert_string_equal(text_fit(&pool, "12", 5, TEXT_RIGHT, false), "   12");
	assert_string_equal(text_fit(&pool, "12", 5, TEXT_CENTER, false), " 12  ");
	assert_string_equal(text_fit(&pool, "TPL.1933.AN.07", 8, TEXT_TAIL,
	    false), "…3.AN.07");
	assert_string_equal(text_fit(&pool, "A.07", 8, TEXT_TAIL, true), "A.07    ");
	assert_string_equal(text_fit(&pool, "TPL.07", 4, TEXT_TAIL, true), "~.07");
	assert_string_equal(text_fit(&pool, "Hồ sơ số", 6, TEXT_LEFT, false),
	    "Hồ sơ…");
	assert_string_equal(text_fit(&pool, "Hồ sơ số", 6, TEXT_LEFT, true),
	    "Hồ sơ~");
	assert_string_equal(text_fit(&pool, "abc", 0, TEXT_LEFT, true), "");
	for (size_t i = 0; i < COUNT(texts); i++)
		for (int cells = 1; cells < 16; cells++)
			assert_int_equal(text_width(text_fit(&pool, texts[i],
			    cells, TEXT_RIGHT, false)), cells);
}

static void nothing_from_data_steers_the_terminal(void **state)
{
	static const char plain[] = "Quyết định số 12/QĐ-UB – “A” 中";

	(void)state;
	assert_ptr_equal(text_safe(&pool, plain), plain);
	assert_string_equal(text_safe(&pool, "a\x1b[31mb"), "a^[[31mb");
	assert_string_equal(text_safe(&pool, "a\nb\t\x7f"), "a^Jb^I^?");
	assert_string_equal(text_safe_lines(&pool, "a\nb\t\x7f"), "a\nb\t^?");
	assert_string_equal(text_safe(&pool, "\x9b" "31m"), "\\x9b31m");
	assert_string_equal(text_safe(&pool, "\xc2\x9b" "31m"), "‹U+009B›31m");
	assert_string_equal(text_safe(&pool, "x\u202ey"), "x‹U+202E›y");
	assert_string_equal(text_safe(&pool, "x\u200by\ufeff"),
	    "x‹U+200B›y‹U+FEFF›");
	assert_string_equal(text_safe(&pool, "l\u00adu"), "l‹U+00AD›u");
	assert_true(text_valid(text_safe(&pool, broken)));
}

static int order(const char *a, const char *b)
{
	size_t a_length;
	size_t b_length;
	const char *a_key = text_sort_key(&pool, a, &a_length);
	const char *b_key = text_sort_key(&pool, b, &b_length);
	size_t shorter = a_length < b_length ? a_length : b_length;
	int found = memcmp(a_key, b_key, shorter);

	if (found == 0)
		found = (a_length > b_length) - (a_length < b_length);
	found = (found > 0) - (found < 0);
	assert_int_equal(found, (text_compare(a, b) > 0) -
	    (text_compare(a, b) < 0));
	assert_int_equal(found, -((text_compare(b, a) > 0) -
	    (text_compare(b, a) < 0)));
	return found;
}

/* Each before the next: the vi chart of CLDR, then numbers. */
static void the_order_is_that_of_cldr(void **state)
{
	static const char *const sorted[] = {
		"", " x", "_x", "-x", ",x", "(x", "1", "2", "10", "010", "100",
		"a", "A", "à", "À", "ả", "Ả", "ã", "Ã", "á", "Á", "ạ", "Ạ",
		"an", "ă", "Ă", "ằ", "Ằ", "ẳ", "ẵ", "ắ", "ặ", "ăn",
		"â", "Â", "ầ", "ẩ", "ẫ", "ấ", "Ấ", "ậ", "Ậ", "ân",
		"b", "c", "d", "da", "dạ", "dong", "Dong", "đ", "Đ", "đa", "đá",
		"đông", "Đồng", "e", "è", "ẻ", "ẽ", "é", "ẹ",
		"ê", "ề", "ể", "ễ", "ế", "ệ", "f", "g", "h", "hồ sơ 2",
		"Hồ sơ 2", "Hồ sơ 10", "hồ sơ 10 a", "hz",
		"i", "ì", "ỉ", "ĩ", "í", "ị", "j", "k", "l", "m", "mà cả",
		"má hồng", "mạ kẽm", "n", "o", "ò", "ỏ", "õ", "ó", "ọ",
		"ô", "ồ", "ổ", "ỗ", "ố", "ộ", "ơ", "ờ", "ở", "ỡ", "ớ", "ợ",
		"p", "q", "r", "s", "t", "u", "ù", "ủ", "ũ", "ú", "ụ",
		"ư", "ừ", "ử", "ữ", "ứ", "ự", "v", "w", "x",
		"y", "ỳ", "ỷ", "ỹ", "ý", "ỵ", "z", "中"
	};

	(void)state;
	for (size_t i = 0; i < COUNT(sorted); i++) {
		for (size_t j = i + 1; j < COUNT(sorted); j++)
			if (order(sorted[i], sorted[j]) >= 0)
				fail_msg("%s is not before %s", sorted[i],
				    sorted[j]);
		assert_int_equal(order(sorted[i], sorted[i]), 0);
		pool_reset(&pool);
	}
}

static void forms_do_not_change_the_order(void **state)
{
	(void)state;
	assert_int_equal(order("a\u0323\u0302", "ậ"), 0);
	assert_int_equal(order("a\u0302\u0323", "ậ"), 0);
	assert_int_equal(order("O\u031b\u0301", "Ớ"), 0);
	assert_int_equal(text_compare_n("abc", 2, "abd", 2), 0);
	assert_true(order("n\u0303", "n") > 0);
	assert_true(order("ñ", "o") < 0);
}

static void any_bytes_are_survived(void **state)
{
	unsigned seed = 7;

	(void)state;
	for (int round = 0; round < 20000; round++) {
		char noise[24];
		size_t length;

		for (size_t i = 0; i < sizeof(noise) - 1; i++) {
			seed = seed * 1103515245 + 12345;
			noise[i] = (char)(seed >> 16);
			if (seed >> 30 == 0)
				noise[i] = "\xe1\xba\xa1\xcc\x81oO "[seed >> 16 & 7];
		}
		noise[sizeof(noise) - 1] = '\0';
		assert_true(text_valid(text_safe(&pool, noise)));
		assert_true(text_valid(text_fold(&pool, noise)));
		assert_int_equal(text_width(text_fit(&pool, text_safe(&pool,
		    noise), 9, TEXT_LEFT, false)), 9);
		text_nfc(&pool, noise);
		text_lower(&pool, noise);
		text_upper(&pool, noise);
		assert_true(text_contains(noise, noise));
		assert_int_equal(order(noise, noise), 0);
		length = strlen(noise);
		while (length > 0) {
			size_t step = text_cluster_before(noise, length);

			assert_true(step > 0 && step <= length);
			length -= step;
		}
		pool_reset(&pool);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup(
		    decomposed_and_windows_1258_texts_become_nfc, fresh),
		cmocka_unit_test_setup(
		    folding_drops_tones_modifiers_and_strokes, fresh),
		cmocka_unit_test_setup(a_query_with_marks_is_known, fresh),
		cmocka_unit_test_setup(with_marks_finds_exactly, fresh),
		cmocka_unit_test_setup(case_changes_keep_the_letter, fresh),
		cmocka_unit_test_setup(width_counts_cells, fresh),
		cmocka_unit_test_setup(fit_gives_exactly_the_cells, fresh),
		cmocka_unit_test_setup(nothing_from_data_steers_the_terminal,
		    fresh),
		cmocka_unit_test_setup(the_order_is_that_of_cldr, fresh),
		cmocka_unit_test_setup(forms_do_not_change_the_order, fresh),
		cmocka_unit_test_setup(any_bytes_are_survived, fresh),
	};
	int failed = cmocka_run_group_tests_name("text", tests, NULL, NULL);

	pool_free(&pool);
	return failed;
}
