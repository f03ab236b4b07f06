/* Criteria with their evidence: what is asked for, what is suggested, many at
 * once, undone and done again. */
#include "catalogue.h"

#include "clock.h"

#include <unistd.h>

static int64_t dated(struct room *r, const char *from, const char *to)
{
	int64_t id = room_file(r, r->office);
	struct dossier d = room_get(r, id);

	d.start_date = from;
	d.end_date = to;
	room_edit(r);
	MUST(dossier_save(r->db, &d, &r->err));
	room_done(r);
	return id;
}

static struct evidence evidence_of(struct room *r, int64_t id, int64_t number)
{
	struct evidence *list, none = { 0 };
	size_t count;

	MUST(evidence_list(r->db, id, &r->pool, &list, &count, &r->err));
	for (size_t i = 0; i < count; i++)
		if (list[i].number == number)
			return list[i];
	return none;
}

static bool tag(struct room *r, int64_t id, const struct tag_request *request)
{
	struct tag_result result;

	return tag_dossiers(r->db, &id, 1, request, &r->pool, &result, &r->err);
}

static void tc1_says_which_limb(void **state)
{
	struct room *r = *state;
	struct tag_request request = { .criteria = 1, .limb = "b" };
	int64_t id = room_file(r, r->office), other;

	REFUSED(tag(r, id, &request), "BR2");	/* not at the Centre */
	request.limb = NULL;
	MUST(tag(r, id, &request));
	assert_string_equal(evidence_of(r, id, 1).limb, "a");
	other = room_file(r, r->office);
	room_receive(r, other);
	MUST(tag(r, other, &request));
	assert_string_equal(evidence_of(r, other, 1).limb, "b");
	/* Neither permanent nor at the Centre: no limb fits. */
	other = room_file(r, r->office);
	room_set(r, other, "maintenance", "03");
	REFUSED(tag(r, other, &request), "BR2");
	request.limb = "c";
	REFUSED(tag(r, id, &request), "a (permanent");
}

static void tc2_asks_about_spans_across_1975(void **state)
{
	struct room *r = *state;
	struct tag_request request = { .criteria = 2 };

	MUST(tag(r, dated(r, "1971", "1974"), &request));
	MUST(tag(r, dated(r, "1968", "1968"), &request));
	REFUSED(tag(r, dated(r, "1965", "1975"), &request), "crosses 1975");
	REFUSED(tag(r, dated(r, "1975", "1976"), &request), "not before 1975");
	REFUSED(tag(r, dated(r, "", ""), &request), "without dates");
	request.reason = "chủ yếu là tài liệu trước 1975";
	MUST(tag(r, dated(r, "1965", "1978"), &request));
	REFUSED(tag(r, dated(r, "1976", "1978"), &request), "not before 1975");
}

static void tc3_names_the_person(void **state)
{
	struct room *r = *state;
	struct tag_request request = { .criteria = 4 };
	int64_t id = room_file(r, r->office);
	struct person *list;
	size_t count;

	REFUSED(tag(r, id, &request), "name");
	request.person = "Điểu Ong";
	MUST(tag(r, id, &request));
	assert_string_equal(evidence_of(r, id, 3).person, "Điểu Ong");
	MUST(person_list(r->db, "dieu", &r->pool, &list, &count, &r->err));
	assert_int_equal(count, 1);
	assert_string_equal(list[0].name, "Điểu Ong");
	assert_int_equal(list[0].dossiers, 1);
	MUST(person_list(r->db, "điều", &r->pool, &list, &count, &r->err));
	assert_int_equal(count, 0);
}

static void tc4_asks_for_carrier_or_feature(void **state)
{
	struct room *r = *state;
	struct tag_request request = { .criteria = 8, .carrier = "giay" };
	int64_t id = room_file(r, r->office);

	REFUSED(tag(r, id, &request), "plain paper");
	request.carrier = "la";
	MUST(tag(r, id, &request));
	assert_string_equal(room_get(r, id).carrier, "la");
	request.carrier = NULL;
	request.feature = "chữ Hán viết tay";
	MUST(tag(r, id, &request));
	assert_string_equal(evidence_of(r, id, 4).feature, "chữ Hán viết tay");
}

static void tc5_asks_for_signs_and_legibility(void **state)
{
	struct room *r = *state;
	static const char *const signs[] = { "mun", "rach" };
	struct tag_request request = { .criteria = 16 };
	int64_t id = room_file(r, r->office);
	const char **kept;
	size_t count;

	REFUSED(tag(r, id, &request), "sign of damage");
	request.damage = signs;
	request.damage_count = 2;
	REFUSED(tag(r, id, &request), "BR3");
	request.legibility = "mostly";
	MUST(tag(r, id, &request));
	MUST(damage_list(r->db, id, &r->pool, &kept, &count, &r->err));
	assert_int_equal(count, 2);
	/* What is noted need not be said again. */
	request = (struct tag_request){ .criteria = 16, .reason = "kho ẩm" };
	MUST(tag(r, id, &request));
	assert_string_equal(evidence_of(r, id, 5).reason, "kho ẩm");
}

static void facts_suggest_and_change_nothing(void **state)
{
	struct room *r = *state;
	struct suggestion list[9];
	int64_t id = dated(r, "1960", "1971");
	size_t count;

	MUST(tag_suggest(r->db, id, &r->pool, list, COUNT(list), &count,
	    &r->err));
	assert_int_equal(count, 2);
	assert_int_equal(list[0].number, 1);
	assert_string_equal(list[0].limb, "a");
	assert_int_equal(list[1].number, 2);
	assert_non_null(strstr(list[1].text, "1971"));
	assert_false(list[1].ask);
	room_receive(r, id);
	MUST(tag_suggest(r->db, id, &r->pool, list, COUNT(list), &count,
	    &r->err));
	assert_string_equal(list[0].limb, "b");
	STATE_IS(id, S0_REGISTERED);
	assert_int_equal(room_get(r, id).criteria, 0);
	/* What it carries is not suggested again. */
	MUST(room_tag(r, id, 3));
	MUST(tag_suggest(r->db, id, &r->pool, list, COUNT(list), &count,
	    &r->err));
	assert_int_equal(count, 0);
	MUST(tag_suggest(r->db, dated(r, "1965", "1978"), &r->pool, list,
	    COUNT(list), &count, &r->err));
	assert_true(list[1].number == 2 && list[1].ask);
}

static void every_kind_of_fact_suggests(void **state)
{
	struct room *r = *state;
	static const char *const signs[] = { "rach" };
	struct tag_request condition = {
		.damage = signs, .damage_count = 1, .carrier = "la"
	};
	struct suggestion list[9];
	int64_t id = dated(r, "1976", "1980");
	size_t count;

	room_set(r, id, "maintenance", "03");
	room_set(r, id, "persons", "Điểu Ong");
	room_set(r, id, "format", "03");
	MUST(tag_suggest(r->db, id, &r->pool, list, COUNT(list), &count,
	    &r->err));
	assert_int_equal(count, 2);
	assert_true(list[0].number == 3 && list[0].ask);
	assert_true(list[1].number == 5 && list[1].ask);
	MUST(tag(r, id, &condition));
	room_receive(r, id);
	MUST(tag_suggest(r->db, id, &r->pool, list, COUNT(list), &count,
	    &r->err));
	assert_int_equal(count, 4);
	assert_string_equal(list[0].limb, "b");
	assert_true(list[2].number == 4 && !list[2].ask);
	assert_true(list[3].number == 5 && !list[3].ask);
	/* No room for all of them is no harm. */
	MUST(tag_suggest(r->db, id, &r->pool, list, 1, &count, &r->err));
	assert_int_equal(count, 1);
}

static void a_dialog_may_ask_before_it_tags(void **state)
{
	struct room *r = *state;
	struct tag_request request = { .criteria = 8 };
	struct tag_refusal refusal;
	int64_t id = room_file(r, r->office), withdrawn = room_file(r, r->office);

	MUST(tag_check(r->db, id, &request, &r->pool, &refusal, &r->err));
	assert_string_equal(refusal.rule, "BR2");
	assert_int_equal(refusal.number, 4);
	request.feature = "chữ Nôm";
	MUST(tag_check(r->db, id, &request, &r->pool, &refusal, &r->err));
	assert_null(refusal.rule);
	STATE_IS(id, S0_REGISTERED);
	room_set(r, withdrawn, "state", "11");
	MUST(tag_check(r->db, withdrawn, &request, &r->pool, &refusal, &r->err));
	assert_string_equal(refusal.rule, "BR20");
}

static void criteria_are_taken_away_again(void **state)
{
	struct room *r = *state;
	struct tag_result result;
	int64_t ids[2] = { room_file(r, r->office), room_file(r, r->office) };

	MUST(room_tag(r, ids[0], 3));
	MUST(untag_dossiers(r->db, ids, 2, 1, "nhầm", &r->pool, &result,
	    &r->err));
	assert_int_equal(result.tagged, 1);
	assert_int_equal(result.unchanged, 1);
	STATE_IS(ids[0], S1_TAGGED);
	MUST(untag_dossiers(r->db, ids, 2, ~0u, "nhầm", &r->pool, &result,
	    &r->err));
	STATE_IS(ids[0], S0_REGISTERED);
	assert_int_equal(room_number(r, "SELECT count(*) FROM"
	    " dossier_criterion"), 0);
	/* Several refusals are counted. */
	room_set(r, ids[0], "state", "3");
	room_set(r, ids[1], "state", "4");
	assert_false(untag_dossiers(r->db, ids, 2, 1, "", &r->pool, &result,
	    &r->err));
	assert_non_null(strstr(r->err.text, "2 dossiers are refused"));
	err_clear(&r->err);
}

static void one_refusal_stops_all_unless_skipped(void **state)
{
	struct room *r = *state;
	struct tag_request request = { .criteria = 2 };
	struct tag_result result;
	int64_t ids[3] = {
		dated(r, "1960", "1961"), dated(r, "1970", "1980"),
		dated(r, "1962", "1963")
	};

	assert_false(tag_dossiers(r->db, ids, 3, &request, &r->pool, &result,
	    &r->err));
	err_clear(&r->err);
	assert_int_equal(result.refused, 1);
	STATE_IS(ids[0], S0_REGISTERED);
	request.skip = true;
	MUST(tag_dossiers(r->db, ids, 3, &request, &r->pool, &result, &r->err));
	assert_int_equal(result.tagged, 2);
	assert_string_equal(result.shown[0].code, room_get(r, ids[1]).code);
	STATE_IS(ids[0], S1_TAGGED);
	STATE_IS(ids[1], S0_REGISTERED);
	/* Again: nothing changes and no row is written. */
	MUST(tag_dossiers(r->db, ids, 3, &request, &r->pool, &result, &r->err));
	assert_int_equal(result.tagged, 0);
	assert_int_equal(result.unchanged, 2);
	assert_int_equal(result.seq, 0);
}

static void masks_ranges_and_filters_choose(void **state)
{
	struct room *r = *state;
	struct pick pick = { .filter = { .state = -1 } };
	const char *words[3] = { "P01.0*", "P01.003", "P01.002..P01.004" };
	int64_t *ids;
	size_t count;

	for (int i = 0; i < 5; i++)
		room_file(r, i < 3 ? r->office : r->money);
	pick.words = words;
	pick.word_count = 1;
	MUST(pick_ids(r->db, &pick, &r->pool, &ids, &count, &r->err));
	assert_int_equal(count, 5);
	pick.filtered = true;
	pick.filter.grp_id = r->money;
	MUST(pick_ids(r->db, &pick, &r->pool, &ids, &count, &r->err));
	assert_int_equal(count, 2);
	/* A code that is written out is taken, whatever the filter. */
	pick.word_count = 2;
	MUST(pick_ids(r->db, &pick, &r->pool, &ids, &count, &r->err));
	assert_int_equal(count, 3);
	pick.filtered = false;
	pick.words = words + 2;
	pick.word_count = 1;
	MUST(pick_ids(r->db, &pick, &r->pool, &ids, &count, &r->err));
	assert_int_equal(count, 3);
	pick.word_count = 0;
	assert_false(pick_ids(r->db, &pick, &r->pool, &ids, &count, &r->err));
	assert_int_equal(r->err.kind, ERR_USAGE);
	err_clear(&r->err);
	words[0] = "P01.999";
	pick.words = words;
	pick.word_count = 1;
	assert_false(pick_ids(r->db, &pick, &r->pool, &ids, &count, &r->err));
	assert_int_equal(r->err.kind, ERR_MISSING);
	err_clear(&r->err);
}

static void the_total_knows_its_share_of_the_year(void **state)
{
	struct room *r = *state;
	int64_t ids[2] = { room_file(r, r->office), room_file(r, r->office) };
	struct pick_total total;
	const char *words;

	MUST(pick_sum(r->db, ids, 2, &total, &r->err));
	assert_int_equal(total.dossiers, 2);
	assert_int_equal(total.papers, 50);
	assert_int_equal(total.pages, 80);
	assert_int_equal(total.a4, 80);
	room_edit(r);
	MUST(quota_set(r->db, 2027, 160, "thử", &r->err));
	room_done(r);
	MUST(pick_words(r->db, &total, 2027, &r->pool, &words, &r->err));
	assert_non_null(strstr(words, "50%"));
	assert_non_null(strstr(words, "2027"));
}

static void criteria_are_read_as_people_write_them(void **state)
{
	struct room *r = *state;
	static const char *const bad[] = { "", "6", "2x", "0", "TC", "2,,x" };
	unsigned criteria;

	MUST(criteria_parse(r->db, "2,5", &criteria, &r->err));
	assert_int_equal(criteria, 18);
	MUST(criteria_parse(r->db, "TC1; tc3", &criteria, &r->err));
	assert_int_equal(criteria, 5);
	for (size_t i = 0; i < COUNT(bad); i++) {
		assert_false(criteria_parse(r->db, bad[i], &criteria, &r->err));
		assert_int_equal(r->err.kind, ERR_USAGE);
		err_clear(&r->err);
	}
	assert_string_equal(criteria_words(&r->pool, 18), "TC2, TC5");
}

static void another_programme_has_its_own_criteria(void **state)
{
	struct room *r = *state;
	const struct embed *file = embed_find("programme-qd76.ini");
	struct fonds fonds = { .code = "P01", .name = "x" };
	struct conf *conf = conf_text(file->data, file->size, file->name,
	    &r->err);
	struct tag_request request = { .criteria = 1 };
	struct programme programme;
	struct criterion *criteria;
	struct term *terms;
	size_t count;
	int64_t id;

	db_close(r->db);
	r->db = db_open(":memory:", DB_WRITE, &r->err);
	room_edit(r);
	MUST(programme_load(r->db, conf, &r->err));
	MUST(fonds_add(r->db, &fonds, 0, &r->err));
	room_done(r);
	conf_free(conf);
	MUST(programme_get(r->db, &r->pool, &programme, &r->err));
	assert_non_null(strstr(programme.name, "cần đối chiếu"));
	MUST(criterion_list(r->db, &r->pool, &criteria, &count, &r->err));
	assert_int_equal(count, 2);
	MUST(term_list(r->db, "damage", &r->pool, &terms, &count, &r->err));
	assert_int_equal(count, 7);	/* its own */
	MUST(term_list(r->db, "arrange", &r->pool, &terms, &count, &r->err));
	assert_int_equal(count, 10);	/* those of every programme */
	r->fonds = fonds.id;
	id = room_file(r, 0);
	REFUSED(tag(r, id, &request), "special value");
	request.reason = "QĐ công nhận số 1";
	MUST(tag(r, id, &request));
}

/* --- five thousand, in a file, undone by another process's connection ---- */

enum { MANY = 5000 };

static void fill(struct room *r, int64_t *ids)
{
	room_edit(r);
	for (int i = 0; i < MANY; i++) {
		struct dossier d;
		char code[32];

		snprintf(code, sizeof(code), "P01.B%05d", i);
		dossier_blank(&d);
		d.fonds_id = r->fonds;
		d.grp_id = r->office;
		d.code = code;
		d.title = "Hồ sơ";
		d.start_date = "1960";
		d.end_date = "1970";
		d.maintenance = "01";
		d.pages = 20;
		MUST(dossier_add(r->db, &d, 0, &r->err));
		ids[i] = d.id;
	}
	room_done(r);
}

static void five_thousand_are_one_action(void **state)
{
	struct room *r = *state;
	static int64_t ids[MANY];
	struct tag_request request = { .criteria = 3 };
	struct tag_result result;
	char path[] = "/tmp/bansao-tag-XXXXXX";
	char name[64], part[80];
	const char *words;
	int64_t started, rows;

	assert_non_null(mkdtemp(path));
	snprintf(name, sizeof(name), "%s/c.db", path);
	db_close(r->db);
	r->db = db_open(name, DB_CREATE, &r->err);
	assert_non_null(r->db);
	room_fill(r);
	fill(r, ids);
	started = clock_ns();
	MUST(tag_dossiers(r->db, ids, MANY, &request, &r->pool, &result,
	    &r->err));
	print_message("# %d dossiers tagged in %.3f s\n", MANY,
	    (double)(clock_ns() - started) / 1e9);
	assert_int_equal(result.tagged, MANY);
	assert_int_equal(room_number(r, "SELECT count(*) FROM dossier"
	    " WHERE state = 1 AND criteria = 3"), MANY);
	/* After a restart it is still one thing to undo, in words. */
	db_close(r->db);
	r->db = db_open(name, DB_WRITE, &r->err);
	MUST(undo_next(r->db, false, &r->pool, &words, &r->err));
	assert_string_equal(words, "tag 5000 dossiers TC1, TC2");
	started = clock_ns();
	MUST(undo_run(r->db, false, &r->pool, &words, &r->err));
	print_message("# and undone in %.3f s\n",
	    (double)(clock_ns() - started) / 1e9);
	assert_int_equal(room_number(r, "SELECT count(*) FROM dossier"
	    " WHERE state = 0 AND criteria = 0"), MANY);
	assert_int_equal(room_number(r, "SELECT count(*) FROM"
	    " dossier_criterion"), 0);
	db_close(r->db);
	r->db = db_open(name, DB_WRITE, &r->err);
	MUST(undo_run(r->db, true, &r->pool, &words, &r->err));
	assert_int_equal(room_number(r, "SELECT count(*) FROM dossier"
	    " WHERE state = 1 AND criteria = 3"), MANY);
	MUST(audit_verify(r->db, NULL, &rows, &r->err));
	db_close(r->db);
	r->db = NULL;
	unlink(name);
	snprintf(part, sizeof(part), "%s.lock", name);
	unlink(part);
	snprintf(part, sizeof(part), "%s-wal", name);
	unlink(part);
	snprintf(part, sizeof(part), "%s-shm", name);
	unlink(part);
	assert_int_equal(rmdir(path), 0);
}

static void later_work_is_not_undone_from_under_it(void **state)
{
	struct room *r = *state;
	int64_t id = room_file(r, r->office);
	const char *words;

	MUST(room_tag(r, id, 1));
	/* As another connection would change the row, outside my edits. */
	MUST(db_begin(r->db, &r->err));
	MUST(db_run(r->db, &r->err, "UPDATE dossier SET rev = rev + 1,"
	    " box = '9'"));
	MUST(db_commit(r->db, &r->err));
	REFUSED(undo_run(r->db, false, &r->pool, &words, &r->err),
	    "later work stands on it");
	STATE_IS(id, S1_TAGGED);
}

int main(void)
{
#define TAG(test) cmocka_unit_test_setup_teardown(test, room_enter, room_leave)
	const struct CMUnitTest tests[] = {
		TAG(tc1_says_which_limb),
		TAG(tc2_asks_about_spans_across_1975),
		TAG(tc3_names_the_person),
		TAG(tc4_asks_for_carrier_or_feature),
		TAG(tc5_asks_for_signs_and_legibility),
		TAG(facts_suggest_and_change_nothing),
		TAG(every_kind_of_fact_suggests),
		TAG(a_dialog_may_ask_before_it_tags),
		TAG(criteria_are_taken_away_again),
		TAG(one_refusal_stops_all_unless_skipped),
		TAG(masks_ranges_and_filters_choose),
		TAG(the_total_knows_its_share_of_the_year),
		TAG(criteria_are_read_as_people_write_them),
		TAG(another_programme_has_its_own_criteria),
		TAG(five_thousand_are_one_action),
		TAG(later_work_is_not_undone_from_under_it),
	};

	return cmocka_run_group_tests_name("tag", tests, NULL, NULL);
}
