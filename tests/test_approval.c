/* The life of a list where it is refused, and what an amendment and a decision
 * may and may not do. A refusal changes nothing: that is asked each time. */
#include "catalogue.h"

/* Everything that a list can change, as one number. */
static int64_t fingerprint(struct room *r)
{
	return room_number(r, "SELECT (SELECT sum(rev * 31 + state * 7 + id)"
	    " FROM dossier) * 1000 + (SELECT coalesce(sum(rev * 13 + version),"
	    " 0) FROM selection_version) * 10 + (SELECT count(*)"
	    " FROM selection_item) + (SELECT count(*) FROM selection_live)"
	    " + (SELECT count(*) FROM audit)");
}

/* Refused with this kind and these words, and nothing is changed. */
#define STAYS(call, wanted, words) \
	do { \
		int64_t before = fingerprint(r); \
		assert_false(call); \
		if (r->err.kind != (wanted) || \
		    strstr(r->err.text, words) == NULL) \
			fail_msg("%s: %d: %s", #call, (int)r->err.kind, \
			    r->err.text); \
		err_clear(&r->err); \
		assert_int_equal(fingerprint(r), before); \
	} while (0)

static bool remove_one(struct room *r, const char *list, int64_t id,
    const char *reason)
{
	struct tag_result result;

	return list_remove(r->db, list, &id, 1, reason, &r->pool, &result,
	    &r->err);
}

static bool approve(struct room *r, const char *list, int64_t excluded,
    const char *reason)
{
	const struct exclusion exclusion = {
		excluded == 0 ? "" : room_get(r, excluded).code, reason
	};
	const struct decision decision = {
		.authority = "UBND tỉnh", .number = "12/QĐ-UBND",
		.day = "2026-03-01", .signer = "Nguyễn Văn A",
		.exclusions = &exclusion, .exclusion_count = excluded != 0
	};

	return list_approve(r->db, list, &decision, &r->pool, &r->err);
}

static bool give_back(struct room *r, const char *list, const char *day,
    const char *reason)
{
	return list_return(r->db, list, day, reason, &r->pool, &r->err);
}

static void an_unknown_list_is_missing(void **state)
{
	struct room *r = *state;
	int64_t id = room_tagged(r, r->office);

	STAYS(room_add(r, "NO", id), ERR_MISSING, "NO");
	STAYS(room_submit(r, "NO"), ERR_MISSING, "NO");
	STAYS(room_approve(r, "NO"), ERR_MISSING, "NO");
	STAYS(give_back(r, "NO", "2026-04-01", "x"), ERR_MISSING, "NO");
	STAYS(list_amend(r->db, "NO", "x", &r->pool, &r->err), ERR_MISSING,
	    "NO");
	STAYS(list_discard(r->db, "NO", "", &r->pool, &r->err), ERR_MISSING,
	    "NO");
}

static void a_list_keeps_to_its_place(void **state)
{
	struct room *r = *state;
	struct selection s = {
		.code = "X", .fonds_id = r->other_fonds, .grp_id = r->office,
		.year = 2026
	};
	int64_t id = room_tagged(r, r->office);

	STAYS(list_new(r->db, &s, &r->pool, &r->err), ERR_RULE, "BR4");
	s.grp_id = -1;		/* a fonds without groups needs none */
	MUST(list_new(r->db, &s, &r->pool, &r->err));
	STAYS(room_add(r, "X", id), ERR_RULE, "another fonds");
	STAYS(remove_one(r, "X", id, ""), ERR_RULE, "not on the list");
	s.code = "";
	MUST(list_new(r->db, &s, &r->pool, &r->err));
	assert_string_equal(s.code, "DM-P02-02");
}

static void a_group_takes_in_the_groups_below_it(void **state)
{
	struct room *r = *state;
	struct group below = { .title = "Tổ chức", .fonds_id = r->fonds,
	    .parent_id = r->office };
	struct selection s;
	int64_t id, *ids;
	size_t count;

	room_edit(r);
	MUST(group_add(r->db, &below, 0, &r->err));
	room_done(r);
	id = room_tagged(r, below.id);
	room_list(r, "L", r->office);
	MUST(selection_find(r->db, "l", &r->pool, &s, &r->err));
	MUST(selection_eligible(r->db, &s, false, &r->pool, &ids, &count,
	    &r->err));
	assert_int_equal(count, 1);
	assert_int_equal(ids[0], id);
	MUST(room_add(r, "L", id));
	MUST(selection_eligible(r->db, &s, false, &r->pool, &ids, &count,
	    &r->err));
	assert_int_equal(count, 0);
}

static void priority_puts_the_endangered_first(void **state)
{
	struct room *r = *state;
	static const char *const signs[] = { "mun" };
	struct tag_request request = {
		.criteria = 17, .damage = signs, .damage_count = 1,
		.legibility = "mostly"
	};
	int64_t plain = room_tagged(r, r->office), old = room_file(r, r->office);
	int64_t ill = room_file(r, r->office), *ids;
	struct tag_result result;
	struct selection s;
	size_t count;

	MUST(room_tag(r, old, 3));
	MUST(tag_dossiers(r->db, &ill, 1, &request, &r->pool, &result, &r->err));
	room_list(r, "L", r->office);
	MUST(selection_find(r->db, "L", &r->pool, &s, &r->err));
	MUST(selection_eligible(r->db, &s, true, &r->pool, &ids, &count,
	    &r->err));
	assert_int_equal(count, 3);	/* TC5, then TC2, then TC1 */
	assert_int_equal(ids[0], ill);
	assert_int_equal(ids[1], old);
	assert_int_equal(ids[2], plain);
}

static void what_is_said_twice_counts_once(void **state)
{
	struct room *r = *state;
	int64_t id = room_tagged(r, r->office);
	int64_t before;

	room_list(r, "L", r->office);
	MUST(room_add(r, "L", id));
	before = fingerprint(r);
	MUST(room_add(r, "L", id));
	assert_int_equal(fingerprint(r), before);
}

static void many_are_refused_or_skipped_together(void **state)
{
	struct room *r = *state;
	struct tag_result result;
	int64_t ids[3] = {
		room_file(r, r->office), room_tagged(r, r->office),
		room_file(r, r->office)
	};

	room_list(r, "L", r->office);
	STAYS(list_add(r->db, "L", ids, 3, false, &r->pool, &result, &r->err),
	    ERR_RULE, "2 dossiers are refused");
	MUST(list_add(r->db, "L", ids, 3, true, &r->pool, &result, &r->err));
	assert_int_equal(result.tagged, 1);
	assert_int_equal(result.refused, 2);
	STATE_IS(ids[1], S2_DRAFT);
	STATE_IS(ids[0], S0_REGISTERED);
}

static void a_held_or_withdrawn_file_is_not_listed(void **state)
{
	struct room *r = *state;
	int64_t id = room_tagged(r, r->office);

	room_list(r, "L", r->office);
	room_edit(r);
	MUST(workflow_hold(r->db, id, "tranh chấp", &r->err));
	room_done(r);
	STAYS(room_add(r, "L", id), ERR_RULE, "on hold");
	room_set(r, id, "hold", "");
	room_set(r, id, "a4_estimate", "0");
	STAYS(room_add(r, "L", id), ERR_RULE, "BR4");
}

static void an_incomplete_file_keeps_the_list_back(void **state)
{
	struct room *r = *state;
	int64_t one = room_tagged(r, r->office), two = room_tagged(r, r->office);

	room_list(r, "L", r->office);
	STAYS(room_submit(r, "L"), ERR_RULE, "empty");
	MUST(room_add(r, "L", one));
	MUST(room_add(r, "L", two));
	room_set(r, one, "start_date", "");
	room_set(r, two, "maintenance", "");
	STAYS(room_submit(r, "L"), ERR_RULE, "2 files of the list L");
	room_set(r, two, "maintenance", "01");
	STAYS(room_submit(r, "L"), ERR_RULE, "startDate");
	room_set(r, one, "start_date", "1960");
	MUST(room_submit(r, "L"));
}

static void each_state_takes_only_its_own_steps(void **state)
{
	struct room *r = *state;
	int64_t id = room_tagged(r, r->office);

	room_list(r, "L", r->office);
	MUST(room_add(r, "L", id));
	STAYS(room_approve(r, "L"), ERR_RULE, "draft");
	STAYS(give_back(r, "L", "2026-04-01", "x"), ERR_RULE, "draft");
	STAYS(list_amend(r->db, "L", "x", &r->pool, &r->err), ERR_RULE, "BR20");
	MUST(room_submit(r, "L"));
	STAYS(list_discard(r->db, "L", "", &r->pool, &r->err), ERR_RULE, "BR5");
	STAYS(give_back(r, "L", "2026-04-01", " "), ERR_USAGE, "--reason");
	STAYS(give_back(r, "L", "2026-02-01", "x"), ERR_RULE, "older");
	STAYS(give_back(r, "L", "2199-01-01", "x"), ERR_RULE, "future");
	STAYS(give_back(r, "L", "2026-03", "x"), ERR_USAGE, "whole day");
	MUST(give_back(r, "L", "2026-03-02", "thiếu cột"));
	STATE_IS(id, S2_DRAFT);
	MUST(room_submit(r, "L"));
	MUST(room_approve(r, "L"));
	STAYS(room_approve(r, "L"), ERR_RULE, "BR20");
	STAYS(room_submit(r, "L"), ERR_RULE, "BR20");
	STAYS(list_discard(r->db, "L", "", &r->pool, &r->err), ERR_RULE,
	    "BR20");
	STAYS(list_amend(r->db, "L", NULL, &r->pool, &r->err), ERR_USAGE,
	    "--reason");
	STAYS(list_restore(r->db, id, "x", &r->pool, &r->err), ERR_RULE, "BR20");
	STAYS(list_restore(r->db, id, "", &r->pool, &r->err), ERR_USAGE,
	    "--reason");
}

static void a_decision_leaves_out_single_files(void **state)
{
	struct room *r = *state;
	int64_t one = room_tagged(r, r->office), two = room_tagged(r, r->office);
	int64_t other = room_file(r, r->office);

	room_list(r, "L", r->office);
	MUST(room_add(r, "L", one));
	MUST(room_add(r, "L", two));
	MUST(room_submit(r, "L"));
	STAYS(approve(r, "L", other, "x"), ERR_MISSING, "not on this list");
	STAYS(approve(r, "L", one, ""), ERR_USAGE, "--exclude");
	MUST(approve(r, "L", one, "trùng"));
	STATE_IS(one, S1_TAGGED);
	STATE_IS(two, S4_APPROVED);
	assert_int_equal(room_get(r, one).plan_year, 0);
	assert_int_equal(room_get(r, two).plan_year, 2026);
	/* It may go on another list now. */
	room_list(r, "L2", r->office);
	MUST(room_add(r, "L2", one));
	MUST(room_submit(r, "L2"));
	STAYS(approve(r, "L2", one, "trùng"), ERR_RULE, "every file");
}

static void an_amendment_drops_adds_and_may_be_refused(void **state)
{
	struct room *r = *state;
	int64_t one = room_tagged(r, r->office), two = room_tagged(r, r->office);
	int64_t late = room_tagged(r, r->office);
	struct selection s;
	struct version v;
	struct version_total total;
	char hash[65];

	room_list(r, "L", r->office);
	MUST(room_add(r, "L", one));
	MUST(room_add(r, "L", two));
	MUST(room_submit(r, "L"));
	MUST(room_approve(r, "L"));
	MUST(list_amend(r->db, "L", "điều chỉnh", &r->pool, &r->err));
	STAYS(room_submit(r, "L"), ERR_RULE, "changes nothing");
	MUST(remove_one(r, "L", one, "thất lạc"));
	MUST(remove_one(r, "L", one, "thất lạc"));	/* said twice */
	MUST(room_add(r, "L", one));			/* after all not */
	STAYS(room_submit(r, "L"), ERR_RULE, "changes nothing");
	MUST(remove_one(r, "L", one, "thất lạc"));
	MUST(room_add(r, "L", late));
	STAYS(list_submit(r->db, "L", "2/TTr", "2026-02-28", "", &r->pool, hash,
	    &r->err), ERR_RULE, "older than the decision that it amends");
	STAYS(list_submit(r->db, "L", "2/TTr", "2199-01-01", "", &r->pool, hash,
	    &r->err), ERR_RULE, "BR5: the submission of 01/01/2199 lies in");
	MUST(room_submit(r, "L"));
	STAYS(approve(r, "L", two, "x"), ERR_RULE, "BR20");
	/* The authority takes the new file, and does not let the old one go. */
	MUST(approve(r, "L", one, "giữ lại"));
	STATE_IS(one, S4_APPROVED);
	STATE_IS(late, S4_APPROVED);
	MUST(list_open(r->db, "L", &r->pool, &s, &v, &r->err));
	assert_int_equal(v.version, 2);
	MUST(version_sum(r->db, v.id, &total, &r->err));
	assert_int_equal(total.dossiers, 3);
	assert_int_equal(total.a4, 120);
	/* And the next amendment starts from these three. */
	MUST(list_amend(r->db, "L", "lần nữa", &r->pool, &r->err));
	MUST(list_open(r->db, "L", &r->pool, &s, &v, &r->err));
	MUST(version_sum(r->db, v.id, &total, &r->err));
	assert_int_equal(total.dossiers, 3);
	MUST(list_discard(r->db, "L", "", &r->pool, &r->err));
	MUST(list_open(r->db, "L", &r->pool, &s, &v, &r->err));
	assert_int_equal(v.version, 2);
	assert_string_equal(v.state, "approved");
	STATE_IS(two, S4_APPROVED);
}

static void a_discarded_draft_gives_its_files_back(void **state)
{
	struct room *r = *state;
	int64_t id = room_tagged(r, r->office);
	const char *words;

	room_list(r, "L", r->office);
	MUST(room_add(r, "L", id));
	MUST(list_discard(r->db, "L", "", &r->pool, &r->err));
	STATE_IS(id, S1_TAGGED);
	assert_int_equal(room_number(r, "SELECT count(*) FROM selection"), 0);
	MUST(undo_run(r->db, false, &r->pool, &words, &r->err));
	assert_string_equal(words, "discard the draft of list L");
	STATE_IS(id, S2_DRAFT);
	assert_int_equal(room_number(r, "SELECT count(*) FROM selection_item"),
	    1);
	MUST(undo_run(r->db, true, &r->pool, &words, &r->err));
	STATE_IS(id, S1_TAGGED);
}

static void undo_ends_at_a_frozen_point(void **state)
{
	struct room *r = *state;
	int64_t id = room_tagged(r, r->office);
	const char *words;

	room_list(r, "L", r->office);
	MUST(room_add(r, "L", id));
	MUST(undo_run(r->db, false, &r->pool, &words, &r->err));
	STATE_IS(id, S1_TAGGED);
	MUST(undo_run(r->db, true, &r->pool, &words, &r->err));
	STATE_IS(id, S2_DRAFT);
	MUST(room_submit(r, "L"));
	STAYS(undo_run(r->db, false, &r->pool, &words, &r->err), ERR_MISSING,
	    "nothing to undo");
}

static void conflicts_are_shown_while_drawing_up(void **state)
{
	struct room *r = *state;
	int64_t id = room_tagged(r, r->office);
	struct selection s;
	struct version v;
	struct flag *flags;
	size_t count;
	char seen[200] = "";

	room_list(r, "L", r->office);
	MUST(room_add(r, "L", id));
	MUST(list_open(r->db, "L", &r->pool, &s, &v, &r->err));
	MUST(selection_flags(r->db, &s, &v, &r->pool, &flags, &count, &r->err));
	assert_int_equal(count, 0);
	room_set(r, id, "mode", "02");
	room_set(r, id, "hold", "x");
	room_set(r, id, "risk_status", "01");
	room_set(r, id, "a4_estimate", "0");
	room_set(r, id, "start_date", "");
	room_set(r, room_file(r, r->office), "title_fold", "ho so so 1");
	MUST(selection_flags(r->db, &s, &v, &r->pool, &flags, &count, &r->err));
	for (size_t i = 0; i < count; i++) {
		assert_string_equal(flags[i].code, room_get(r, id).code);
		assert_string_not_equal(flags[i].text, flags[i].flag);
		strcat(seen, flags[i].flag);
		strcat(seen, " ");
	}
	assert_string_equal(seen, "conditional duplicate_title handed_over hold"
	    " incomplete no_estimate ");
}

static void what_is_kept_back_says_why(void **state)
{
	struct room *r = *state;
	int64_t fit = room_tagged(r, r->office), held = room_tagged(r, r->office);
	int64_t secret = room_tagged(r, r->office);
	int64_t blank = room_tagged(r, r->office), *ids;
	struct selection s;
	struct flag *flags;
	size_t count;

	room_list(r, "L", r->office);
	room_set(r, held, "hold", "thanh tra");
	room_set(r, secret, "mode", "03");
	room_set(r, blank, "a4_estimate", "0");
	MUST(selection_find(r->db, "L", &r->pool, &s, &r->err));
	MUST(selection_eligible(r->db, &s, false, &r->pool, &ids, &count,
	    &r->err));
	assert_int_equal(count, 1);
	assert_int_equal(ids[0], fit);
	MUST(selection_kept_back(r->db, &s, &r->pool, &flags, &count, &r->err));
	assert_int_equal(count, 3);
	assert_int_equal(flags[0].dossier_id, held);
	assert_string_equal(flags[0].flag, "hold");
	assert_string_equal(flags[1].flag, "secret");
	assert_string_equal(flags[2].flag, "no_estimate");
	/* On a list of secret files it is the other way round. */
	s.secret = true;
	MUST(selection_kept_back(r->db, &s, &r->pool, &flags, &count, &r->err));
	assert_int_equal(count, 3);
	assert_string_equal(flags[0].flag, "not_secret");
	/* A year without a target is told. */
	s.year = 1999;
	MUST(selection_flags(r->db, &s, &(struct version){ 0 }, &r->pool, &flags,
	    &count, &r->err));
	assert_int_equal(count, 1);
	assert_string_equal(flags[0].flag, "no_target");
}

static void a_gate_is_taken_back_only_before_scanning(void **state)
{
	struct room *r = *state;
	int64_t id = room_approved(r);

	room_arrange(r, id);
	room_receive(r, id);
	room_edit(r);
	MUST(workflow_ungate(r->db, id, "arranged", &r->err));
	MUST(workflow_ungate(r->db, id, "received", &r->err));
	room_done(r);
	assert_string_equal(room_get(r, id).arranged_on, "");
	assert_string_equal(room_get(r, id).received_on, "");
	room_arrange(r, id);
	room_receive(r, id);
	assert_null(room_scans(r, id, 40));
	STATE_IS(id, S5_SCANNING);
	room_edit(r);
	REFUSED(workflow_ungate(r->db, id, "arranged", &r->err), "BR8");
	REFUSED(workflow_ungate(r->db, id, "received", &r->err), "BR21");
	edit_abort(r->db);
	assert_false(workflow_ungate(r->db, 4711, "received", &r->err));
	assert_int_equal(r->err.kind, ERR_MISSING);
	err_clear(&r->err);
}

static void moves_are_offered_by_state(void **state)
{
	struct room *r = *state;
	const struct move *moves[8];
	struct stop stops[MOST_STOPS];
	size_t count = workflow_from(S9_HANDED_OVER, moves, COUNT(moves));
	int64_t id = room_tagged(r, r->office);

	assert_int_equal(count, 3);
	assert_string_equal(moves[0]->name, "accept");
	assert_int_equal(workflow_from(S7_PASSED, moves, 1), 1);
	/* Every rule that stops it is told, not only the first. */
	room_set(r, id, "hold", "x");
	room_set(r, id, "state", "4");
	MUST(workflow_check(r->db, "scan", id, &r->pool, stops, MOST_STOPS,
	    &count, &r->err));
	assert_int_equal(count, 4);
	assert_string_equal(stops[0].rule, "H");
	assert_string_equal(stops[1].rule, "BR7");
	assert_string_equal(stops[2].rule, "BR8");
	assert_string_equal(stops[3].rule, "BR21");
	assert_false(workflow_check(r->db, "fly", id, &r->pool, stops, 1, &count,
	    &r->err));
	assert_int_equal(r->err.kind, ERR_USAGE);
	err_clear(&r->err);
	assert_false(workflow_check(r->db, "scan", 4711, &r->pool, stops, 1,
	    &count, &r->err));
	assert_int_equal(r->err.kind, ERR_MISSING);
	err_clear(&r->err);
}

int main(void)
{
#define LIST(test) cmocka_unit_test_setup_teardown(test, room_enter, room_leave)
	const struct CMUnitTest tests[] = {
		LIST(an_unknown_list_is_missing),
		LIST(a_list_keeps_to_its_place),
		LIST(a_group_takes_in_the_groups_below_it),
		LIST(priority_puts_the_endangered_first),
		LIST(what_is_said_twice_counts_once),
		LIST(many_are_refused_or_skipped_together),
		LIST(a_held_or_withdrawn_file_is_not_listed),
		LIST(an_incomplete_file_keeps_the_list_back),
		LIST(each_state_takes_only_its_own_steps),
		LIST(a_decision_leaves_out_single_files),
		LIST(an_amendment_drops_adds_and_may_be_refused),
		LIST(a_discarded_draft_gives_its_files_back),
		LIST(undo_ends_at_a_frozen_point),
		LIST(conflicts_are_shown_while_drawing_up),
		LIST(what_is_kept_back_says_why),
		LIST(a_gate_is_taken_back_only_before_scanning),
		LIST(moves_are_offered_by_state),
	};

	return cmocka_run_group_tests_name("approval", tests, NULL, NULL);
}
