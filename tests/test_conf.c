/* Ini files: what conf.h promises. */
#include "conf.h"
#include "lang.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <cmocka.h>

static struct conf *parse(const char *text, struct err *err)
{
	return conf_text(text, strlen(text), "test.ini", err);
}

static void values_are_found_in_any_case(void **state)
{
	static const char text[] = "# first\n[Program]\nLang = vi\n"
	    "name = \"Trung tâm; lưu trữ\"\n; note\n[quota]\r\n2026 = 1.000.000"
	    "\r\nempty =\nratio = 0,85\nflag = Có\n";
	struct err err = { 0 };
	struct conf *conf = parse(text, &err);
	int64_t number = 5;
	double real = 0;
	bool flag = false;

	(void)state;
	assert_non_null(conf);
	assert_string_equal(conf_get(conf, "program:lang", "?"), "vi");
	assert_string_equal(conf_get(conf, "PROGRAM:LANG", "?"), "vi");
	assert_string_equal(conf_get(conf, "program:name", "?"),
	    "Trung tâm; lưu trữ");
	assert_string_equal(conf_get(conf, "program:none", "?"), "?");
	assert_string_equal(conf_get(conf, "quota:empty", "?"), "");
	assert_true(conf_int(conf, "quota:2026", &number, &err));
	assert_int_equal(number, 1000000);
	assert_true(conf_int(conf, "quota:2027", &number, &err));
	assert_int_equal(number, 1000000);
	assert_true(conf_real(conf, "quota:ratio", &real, &err));
	assert_true(real > 0.84 && real < 0.86);
	assert_true(conf_bool(conf, "quota:flag", &flag, &err));
	assert_true(flag);
	assert_false(conf_int(conf, "quota:flag", &number, &err));
	assert_non_null(strstr(err.text, "quota:flag"));
	conf_free(conf);
}

static void sections_and_keys_keep_their_order(void **state)
{
	struct err err = { 0 };
	struct conf *conf = parse("[z]\nb=1\na=2\n[a]\nx=1\n[m]\n", &err);
	struct pool pool = { 0 };
	const char **keys;
	size_t count;

	(void)state;
	assert_non_null(conf);
	assert_string_equal(conf_section(conf, 0), "z");
	assert_string_equal(conf_section(conf, 1), "a");
	assert_string_equal(conf_section(conf, 2), "m");
	assert_null(conf_section(conf, 3));
	assert_null(conf_section(conf, -1));
	keys = conf_keys(conf, "z", &pool, &count);
	assert_int_equal(count, 2);
	assert_string_equal(keys[0], "b");
	assert_string_equal(keys[1], "a");
	conf_keys(conf, "m", &pool, &count);
	assert_int_equal(count, 0);
	conf_keys(conf, "none", &pool, &count);
	assert_int_equal(count, 0);
	pool_free(&pool);
	conf_free(conf);
}

static void what_is_no_ini_file_is_one_sentence(void **state)
{
	static const struct {
		const char *text;
		size_t size;
		const char *part;
	} rows[] = {
		{ "[a]\nnonsense\n", 13, "line 2" },
		{ "[a]\n[b\n", 7, "line 2" },
		{ "[a]\nx=\0y\n", 9, "line 2" },
		{ "[a]\n\nx=\xff\n", 9, "line 3" },
		{ "=x\n", 3, "line 1" },
		{ "[]\n", 3, "line 1" },
	};
	char *longest = calloc(1, 3000);
	struct err err = { 0 };

	(void)state;
	lang_set("en");
	for (size_t i = 0; i < COUNT(rows); i++) {
		err_clear(&err);
		assert_null(conf_text(rows[i].text, rows[i].size, "x.ini",
		    &err));
		assert_int_equal(err.kind, ERR_USAGE);
		if (strstr(err.text, rows[i].part) == NULL)
			fail_msg("%s", err.text);
	}
	assert_non_null(longest);
	memset(longest, 'x', 2000);
	longest[1] = '=';
	err_clear(&err);
	assert_null(parse(longest, &err));
	assert_non_null(strstr(err.text, "too long"));
	free(longest);
	err_clear(&err);
	assert_null(conf_load("/nowhere/x.ini", &err));
	assert_int_equal(err.kind, ERR_MISSING);
	err_clear(&err);
	assert_null(conf_load("/", &err));
	assert_int_equal(err.kind, ERR_USAGE);
	err_clear(&err);
	assert_null(conf_load("/dev/null", &err));
	assert_int_equal(err.kind, ERR_USAGE);
}

static void a_file_is_read(void **state)
{
	char path[] = "/tmp/test_conf_XXXXXX";
	int fd = mkstemp(path);
	struct err err = { 0 };
	struct conf *conf;

	(void)state;
	assert_true(fd >= 0);
	assert_int_equal(write(fd, "\xef\xbb\xbf[a]\nb=c\n", 11), 11);
	close(fd);
	conf = conf_load(path, &err);
	unlink(path);
	assert_non_null(conf);
	assert_string_equal(conf_get(conf, "a:b", ""), "c");
	conf_free(conf);
	conf = conf_empty();
	assert_string_equal(conf_get(conf, "a:b", "d"), "d");
	assert_null(conf_section(conf, 0));
	conf_free(conf);
	conf = parse("", &err);
	assert_non_null(conf);
	conf_free(conf);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(values_are_found_in_any_case),
		cmocka_unit_test(sections_and_keys_keep_their_order),
		cmocka_unit_test(what_is_no_ini_file_is_one_sentence),
		cmocka_unit_test(a_file_is_read),
	};

	return cmocka_run_group_tests_name("conf", tests, NULL, NULL);
}
