/* Layer 1: errors, pools, buffers, embedded files, the language. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <errno.h>
#include <string.h>

#include "buf.h"
#include "embed.h"
#include "err.h"
#include "lang.h"
#include "pool.h"

static void the_first_error_wins(void **state)
{
	struct err err = { 0 };

	(void)state;
	assert_false(err_set(&err, ERR_RULE, "one %d", 1));
	assert_false(err_set(&err, ERR_BUSY, "two"));
	assert_int_equal(err.kind, ERR_RULE);
	assert_string_equal(err.text, "one 1");
}

static void the_place_comes_in_front(void **state)
{
	struct err err = { 0 };

	(void)state;
	errno = ENOENT;
	assert_false(err_errno(&err, "a.tif"));
	assert_false(err_wrap(&err, "folder %s", "b"));
	assert_int_equal(err.kind, ERR_FAILED);
	assert_string_equal(err.text,
	    "folder b: a.tif: không có tệp hoặc thư mục này");
}

static void a_long_error_is_cut_between_letters(void **state)
{
	struct err err = { 0 };
	struct buf buf = { 0 };

	(void)state;
	buf_char(&buf, 'x');
	for (int i = 0; i < 400; i++)
		buf_text(&buf, "ồ");
	assert_false(err_set(&err, ERR_FAILED, "%s", buf_string(&buf)));
	assert_int_equal(strlen(err.text), 1 + 159 * 3);
	assert_false(err_wrap(&err, "%s", buf_string(&buf)));
	assert_true(strlen(err.text) < sizeof(err.text));
	/* A long place gives way to the reason behind it. */
	err_clear(&err);
	errno = ENOENT;
	assert_false(err_errno(&err, "%s", buf_string(&buf)));
	assert_false(err_wrap(&err, "%s", buf_string(&buf)));
	assert_true(strlen(err.text) < sizeof(err.text));
	assert_non_null(strstr(err.text, "không có tệp hoặc thư mục này"));
	buf_free(&buf);
}

static void a_pool_gives_zeroed_aligned_memory(void **state)
{
	struct pool pool = { 0 };

	(void)state;
	for (size_t size = 1; size < 100000; size *= 3) {
		unsigned char *p = pool_alloc(&pool, size);

		assert_int_equal((uintptr_t)p % _Alignof(max_align_t), 0);
		for (size_t i = 0; i < size; i++)
			assert_int_equal(p[i], 0);
		memset(p, 0xff, size);
	}
	pool_reset(&pool);
	assert_int_equal(pool.bytes, 0);
	unsigned char *again = pool_alloc(&pool, 50000);
	for (size_t i = 0; i < 50000; i++)
		assert_int_equal(again[i], 0);
	pool_free(&pool);
}

static void a_pool_copies_and_prints(void **state)
{
	struct pool pool = { 0 };

	(void)state;
	assert_string_equal(pool_copy(&pool, NULL), "");
	assert_string_equal(pool_copy_n(&pool, "abcdef", 3), "abc");
	assert_string_equal(pool_printf(&pool, "%s-%05d", "F", 12), "F-00012");
	pool_free(&pool);
}

static void a_buffer_holds_bytes_and_text(void **state)
{
	struct buf buf = { 0 };

	(void)state;
	assert_string_equal(buf_string(&buf), "");
	buf_add(&buf, "a\0b", 3);
	assert_int_equal(buf.length, 3);
	buf_clear(&buf);
	buf_hex(&buf, "\x01\xfe", 2);
	buf_printf(&buf, " %d", 7);
	assert_string_equal(buf_string(&buf), "01fe 7");
	buf_free(&buf);
}

static void an_embedded_file_is_found_by_name(void **state)
{
	const struct embed *file = embed_find("vi.mo");

	(void)state;
	assert_non_null(file);
	assert_int_equal(file->data[file->size], 0);
	assert_null(embed_find("vi"));
	for (file = NULL; (file = embed_next("schema/", file)) != NULL; )
		assert_memory_equal(file->name, "schema/", 7);
}

static void vietnamese_is_where_it_starts(void **state)
{
	(void)state;
	assert_string_equal(lang_current(), "vi");
	assert_false(lang_set("fr"));
	assert_false(lang_set(""));
	assert_true(lang_set("en_US.UTF-8"));
	assert_string_equal(lang_current(), "en");
	assert_string_equal(lang_plural("%d page", "%d pages", 1), "%d page");
	assert_string_equal(lang_plural("%d page", "%d pages", 2), "%d pages");
	assert_true(lang_set("vi"));
	assert_string_equal(lang_text(""), "");
	assert_string_equal(lang_text("No such message"), "No such message");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_first_error_wins),
		cmocka_unit_test(the_place_comes_in_front),
		cmocka_unit_test(a_long_error_is_cut_between_letters),
		cmocka_unit_test(a_pool_gives_zeroed_aligned_memory),
		cmocka_unit_test(a_pool_copies_and_prints),
		cmocka_unit_test(a_buffer_holds_bytes_and_text),
		cmocka_unit_test(an_embedded_file_is_found_by_name),
		cmocka_unit_test(vietnamese_is_where_it_starts),
	};

	return cmocka_run_group_tests_name("base", tests, NULL, NULL);
}
