/* Paper sizes, A4 equivalents and the checks of a page, by criteria.ini. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "check.h"
#include "lang.h"

struct room {
	struct pool pool;
	struct err err;
	struct check_rules rules;
};

static int enter(void **state)
{
	struct room *r = calloc(1, sizeof(*r));
	struct conf *conf = conf_empty();
	bool good = check_load(conf, &r->pool, &r->rules, &r->err);

	lang_set("en");
	conf_free(conf);
	*state = r;
	return good ? 0 : -1;
}

static int leave(void **state)
{
	struct room *r = *state;

	pool_free(&r->pool);
	free(r);
	return 0;
}

static void expect(struct room *r, double wide, double high,
    const char *name, int a4, bool standard)
{
	struct paper_class class;

	for (int turned = 0; turned < 2; turned++) {
		paper_judge(&r->rules.paper, turned ? high : wide,
		    turned ? wide : high, &class);
		assert_string_equal(class.name, name);
		assert_int_equal(class.a4, a4);
		assert_int_equal(class.standard, standard);
	}
}

static void the_a_series_counts_by_doubling(void **state)
{
	struct room *r = *state;

	expect(r, 210, 297, "A4", 1, true);
	expect(r, 297, 420, "A3", 2, true);
	expect(r, 420, 594, "A2", 4, true);
	expect(r, 594, 841, "A1", 8, true);
	expect(r, 841, 1189, "A0", 16, true);
	expect(r, 148, 210, "A5", 1, true);
	expect(r, 105, 148, "A6", 1, true);
}

static void old_vietnamese_paper_is_one_page(void **state)
{
	struct room *r = *state;

	expect(r, 210, 330, "Folio", 1, true);
	expect(r, 215, 330, "F4", 1, true);
}

static void a_margin_within_the_tolerance_is_the_same_paper(void **state)
{
	struct room *r = *state;

	expect(r, 213, 301, "A4", 1, true);
	expect(r, 205, 292, "A4", 1, true);
	expect(r, 850, 1200, "A0", 16, true);
}

static void other_paper_counts_by_its_area(void **state)
{
	struct room *r = *state;
	struct paper_class class;

	expect(r, 250, 353, "A3", 2, false);	/* B4: 1.41 of A4 */
	expect(r, 176, 250, "A5", 1, false);	/* B5: 0.71 */
	expect(r, 60, 90, "A5", 1, false);	/* a label */
	expect(r, 297, 1000, "A2", 4, false);
	paper_judge(&r->rules.paper, 900, 4000, &class);
	assert_string_equal(class.name, "A0");
	assert_int_equal(class.a4, 16);
	assert_true(class.huge);
}

/* An A4 page as a good scanner delivers it. */
static struct tiff_image good_page(void)
{
	return (struct tiff_image){ .width = 2480, .height = 3508,
	    .x_resolution = 300, .y_resolution = 300, .bits = 8, .samples = 3,
	    .compression = 5, .photometric = 2, .unit = TIFF_UNIT_INCH,
	    .orientation = 1, .planar = 1, .has_resolution = true,
	    .has_photometric = true, .ink = -1 };
}

static struct page_class judge(struct room *r, struct tiff_image image,
    struct findings *findings)
{
	struct tiff_facts facts = { .format = "image/tiff", .count = 1,
	    .pages = 1, .images = &image, .origin = { .taken = 1,
	    .make = "Canon" } };
	struct page_class class;

	*findings = (struct findings){ 0 };
	check_facts(&r->rules, &facts, &r->pool, &class, findings);
	return class;
}

static bool has(const struct findings *findings, int code)
{
	for (size_t i = 0; i < findings->count; i++)
		if (findings->list[i].code == code)
			return true;
	return false;
}

static void a_good_page_has_no_finding(void **state)
{
	struct room *r = *state;
	struct findings f;
	struct page_class class = judge(r, good_page(), &f);

	assert_string_equal(class.size, "A4");
	assert_int_equal(class.a4, 1);
	assert_int_equal(f.count, 0);
}

static void centimetres_are_as_good_as_inches(void **state)
{
	struct room *r = *state;
	struct tiff_image page = good_page();
	struct findings f;

	page.unit = TIFF_UNIT_CM;
	page.x_resolution = page.y_resolution = 118.11;
	assert_string_equal(judge(r, page, &f).size, "A4");
	assert_int_equal(f.count, 0);
	page.unit = TIFF_UNIT_MISSING;	/* TIFF 6.0: inch */
	page.x_resolution = page.y_resolution = 300;
	assert_string_equal(judge(r, page, &f).size, "A4");
	assert_int_equal(f.count, 0);
}

/* A resolution that nobody can believe must not make sixteen pages of one. */
static void a_page_without_a_true_resolution_counts_one(void **state)
{
	static const struct {
		double dpi;
		uint8_t unit;
		bool has;
		int code;
	} cases[] = {
		{ 0, TIFF_UNIT_INCH, false, T_NO_RESOLUTION },
		{ 300, TIFF_UNIT_NONE, true, T_UNIT },
		{ 0, TIFF_UNIT_INCH, true, T_ABSURD_RESOLUTION },
		{ 1, TIFF_UNIT_INCH, true, T_ABSURD_RESOLUTION },
		{ 72, TIFF_UNIT_INCH, true, T_ABSURD_RESOLUTION },
		{ 96, TIFF_UNIT_INCH, true, T_ABSURD_RESOLUTION },
		{ 30000, TIFF_UNIT_INCH, true, T_ABSURD_RESOLUTION },
		{ 300, TIFF_UNIT_CM, true, 0 },
	};
	struct room *r = *state;

	for (size_t i = 0; i < COUNT(cases); i++) {
		struct tiff_image page = good_page();
		struct page_class class;
		struct findings f;

		page.x_resolution = page.y_resolution = cases[i].dpi;
		page.unit = cases[i].unit;
		page.has_resolution = cases[i].has;
		class = judge(r, page, &f);
		assert_int_equal(class.a4, 1);
		if (cases[i].code == 0)
			continue;
		assert_string_equal(class.size, "");
		assert_true(has(&f, cases[i].code));
		assert_int_equal(findings_errors(&f), 1);
	}
}

static void low_and_skewed_resolutions_are_errors(void **state)
{
	struct room *r = *state;
	struct tiff_image page = good_page();
	struct findings f;

	page.width /= 2;
	page.height /= 2;
	page.x_resolution = page.y_resolution = 150;
	assert_int_equal(judge(r, page, &f).a4, 1);
	assert_true(has(&f, T_LOW_DPI));
	page = good_page();
	page.width = 1654;
	page.x_resolution = 200;
	assert_string_equal(judge(r, page, &f).size, "A4");
	assert_true(has(&f, T_SKEW));
	page = good_page();	/* a drawing needs more */
	page.width = 3307;
	page.height = 4677;
	page.x_resolution = page.y_resolution = 200;
	assert_int_equal(judge(r, page, &f).a4, 4);
	assert_true(has(&f, T_LOW_DPI));
}

static void the_form_is_judged(void **state)
{
	struct room *r = *state;
	struct tiff_image page = good_page();
	struct findings f;

	page.bits = 1;
	page.samples = 1;
	page.compression = 4;
	page.orientation = 6;
	page.has_photometric = false;
	judge(r, page, &f);
	assert_true(has(&f, T_DEPTH));
	assert_true(has(&f, T_ORIENTATION));
	assert_true(has(&f, T_NO_PHOTOMETRIC));
	assert_false(has(&f, T_COMPRESSION));
	assert_int_equal(findings_errors(&f), 0);
	page.compression = 7;
	judge(r, page, &f);
	assert_true(has(&f, T_LOSSY));
	page.compression = 32773;
	judge(r, page, &f);
	assert_true(has(&f, T_COMPRESSION));
}

static void a_page_without_ink_is_a_hint_once_it_is_decoded(void **state)
{
	struct room *r = *state;
	struct tiff_image page = good_page();
	struct findings f;

	page.ink = 4;
	judge(r, page, &f);
	assert_int_equal(f.count, 0);
	page.ink = 0;
	judge(r, page, &f);
	assert_true(has(&f, T_BLANK));
	assert_int_equal(findings_errors(&f), 0);
}

static void thumbnails_count_nothing(void **state)
{
	struct room *r = *state;
	struct tiff_image page = good_page();
	struct findings f;

	page.kind = TIFF_THUMBNAIL;
	page.has_resolution = false;
	assert_int_equal(judge(r, page, &f).a4, 0);
	assert_int_equal(f.count, 0);
}

static struct conf *conf_of(struct room *r, const char *text)
{
	struct conf *conf = conf_text(text, strlen(text), "test.ini", &r->err);

	assert_non_null(conf);
	return conf;
}

static void a_workplace_may_set_its_own_rules(void **state)
{
	struct room *r = *state;
	struct conf *conf = conf_of(r, "[scan]\nleast_dpi = 400\n"
	    "[severity]\ndepth = off\nlow_dpi = warning\n"
	    "[paper]\nversion = 2\na4 = A4 210 297 1\nbig = Tabloid 279 432 3\n");
	struct check_rules rules = r->rules;
	struct tiff_image page = good_page();
	struct paper_class class;
	struct findings f;

	assert_true(check_load(conf, &r->pool, &r->rules, &r->err));
	conf_free(conf);
	page.samples = 1;
	judge(r, page, &f);
	assert_false(has(&f, T_DEPTH));
	assert_true(has(&f, T_LOW_DPI));
	assert_int_equal(findings_errors(&f), 0);
	paper_judge(&r->rules.paper, 432, 279, &class);
	assert_string_equal(class.name, "Tabloid");
	assert_int_equal(class.a4, 3);
	assert_string_equal(r->rules.paper.version, "2");
	r->rules = rules;
}

static void a_rule_that_makes_no_sense_is_refused_with_its_line(void **state)
{
	static const char *const texts[] = {
		"[paper]\na4 = A4 210 297\n", "[paper]\na4 = A4 0 297 1\n",
		"[severity]\nempty = loud\n", "[scan]\nleast_dpi = many\n",
		"[scan]\ncompressions = 1 x\n",
	};
	struct room *r = *state;

	for (size_t i = 0; i < COUNT(texts); i++) {
		struct conf *conf = conf_of(r, texts[i]);
		struct check_rules rules;

		assert_false(check_load(conf, &r->pool, &rules, &r->err));
		assert_int_equal(r->err.kind, ERR_USAGE);
		err_clear(&r->err);
		conf_free(conf);
	}
}

static void every_check_says_what_why_and_what_to_do(void **state)
{
	int last = 0;

	(void)state;
	for (const struct check *c = checks; c->code != 0; c++) {
		assert_true(c->code > last && c->code < CHECK_CODES);
		last = c->code;
		assert_true(strlen(c->key) > 0 && strlen(c->text) > 10);
		assert_true(strlen(c->cause) > 10 && strlen(c->cure) > 10);
		assert_ptr_equal(check_find(c->code), c);
	}
}

static void a_finding_is_one_sentence_with_its_figures(void **state)
{
	struct room *r = *state;
	struct finding f = { T_LOW_DPI, 2, CHECK_ERROR, "150 x 150 dpi" };

	assert_string_equal(finding_text(&f, &r->pool),
	    "The resolution is too low: 150 x 150 dpi (directory 3)");
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_a_series_counts_by_doubling),
		cmocka_unit_test(old_vietnamese_paper_is_one_page),
		cmocka_unit_test(a_margin_within_the_tolerance_is_the_same_paper),
		cmocka_unit_test(other_paper_counts_by_its_area),
		cmocka_unit_test(a_good_page_has_no_finding),
		cmocka_unit_test(centimetres_are_as_good_as_inches),
		cmocka_unit_test(a_page_without_a_true_resolution_counts_one),
		cmocka_unit_test(low_and_skewed_resolutions_are_errors),
		cmocka_unit_test(the_form_is_judged),
		cmocka_unit_test(a_page_without_ink_is_a_hint_once_it_is_decoded),
		cmocka_unit_test(thumbnails_count_nothing),
		cmocka_unit_test(a_workplace_may_set_its_own_rules),
		cmocka_unit_test(a_rule_that_makes_no_sense_is_refused_with_its_line),
		cmocka_unit_test(every_check_says_what_why_and_what_to_do),
		cmocka_unit_test(a_finding_is_one_sentence_with_its_figures),
	};

	return cmocka_run_group_tests(tests, enter, leave);
}
