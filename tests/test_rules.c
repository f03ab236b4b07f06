/* The rules of the plan, BR1 to BR21, each by a test that bears its name. */
#include "catalogue.h"

#include "who.h"

static void br1_only_whole_files_are_listed(void **state)
{
	struct room *r = *state;
	const char *words[] = { "P01.001.1" };
	const struct pick pick = {
		.words = words, .word_count = 1, .filter = { .state = -1 }
	};
	int64_t id = room_tagged(r, r->office), *ids;
	size_t count;

	room_edit(r);
	MUST(db_run(r->db, &r->err, "INSERT INTO document (dossier_id, ordinal,"
	    " code) VALUES (1, 1, 'P01.001.1')"));
	room_done(r);
	/* A document is no file, and a list has no place for one. */
	assert_false(pick_ids(r->db, &pick, &r->pool, &ids, &count, &r->err));
	assert_int_equal(r->err.kind, ERR_MISSING);
	err_clear(&r->err);
	assert_int_equal(room_number(r, "SELECT count(*) FROM"
	    " pragma_foreign_key_list('selection_item')"
	    " WHERE \"table\" = 'document'"), 0);
	room_list(r, "L", r->office);
	MUST(room_add(r, "L", id));
	assert_int_equal(room_number(r, "SELECT count(*) FROM selection_item"),
	    1);
}

static void br2_a_listed_file_needs_a_criterion(void **state)
{
	struct room *r = *state;
	int64_t id = room_file(r, r->office);
	struct tag_result result;

	room_list(r, "L", r->office);
	REFUSED(room_add(r, "L", id), "BR2");
	STATE_IS(id, S0_REGISTERED);
	MUST(room_tag(r, id, 1));
	STATE_IS(id, S1_TAGGED);
	MUST(room_add(r, "L", id));
	STATE_IS(id, S2_DRAFT);
	/* The last criterion stays while it is listed. */
	REFUSED(untag_dossiers(r->db, &id, 1, ~0u, "", &r->pool, &result,
	    &r->err), "BR2");
	assert_int_equal(room_get(r, id).criteria, 1);
}

static void br3_the_unreadable_is_not_chosen_for_its_damage(void **state)
{
	struct room *r = *state;
	static const char *const signs[] = { "rach" };
	struct tag_request request = {
		.criteria = 16, .damage = signs, .damage_count = 1,
		.legibility = "unreadable"
	};
	struct tag_result result;
	int64_t id = room_file(r, r->office);

	REFUSED(tag_dossiers(r->db, &id, 1, &request, &r->pool, &result,
	    &r->err), "BR3");
	assert_string_equal(room_get(r, id).legibility, "");
	request.legibility = "mostly";
	MUST(tag_dossiers(r->db, &id, 1, &request, &r->pool, &result, &r->err));
	STATE_IS(id, S1_TAGGED);
	/* Nor does it become so while it bears the criterion. */
	request.criteria = 0;
	request.legibility = "unreadable";
	REFUSED(tag_dossiers(r->db, &id, 1, &request, &r->pool, &result,
	    &r->err), "BR3");
	/* And where something else made it so, it is not listed. */
	room_set(r, id, "legibility", "unreadable");
	room_list(r, "L", r->office);
	REFUSED(room_add(r, "L", id), "BR3");
}

static void br4_a_list_is_of_one_fonds_and_group(void **state)
{
	struct room *r = *state;
	struct selection s = {
		.code = "ALL", .fonds_id = r->fonds, .grp_id = -1, .year = 2026
	};
	int64_t id = room_tagged(r, r->money);

	REFUSED(list_new(r->db, &s, &r->pool, &r->err), "BR4");
	room_list(r, "L", r->office);
	REFUSED(room_add(r, "L", id), "BR4");
	STATE_IS(id, S1_TAGGED);
	assert_int_equal(room_number(r, "SELECT count(*) FROM selection_live"),
	    0);
}

static void br4_a_file_is_on_one_live_list(void **state)
{
	struct room *r = *state;
	int64_t id = room_tagged(r, r->office);
	struct tag_result result;

	room_list(r, "L1", r->office);
	room_list(r, "L2", r->office);
	MUST(room_add(r, "L1", id));
	REFUSED(room_add(r, "L2", id), "BR4");
	MUST(list_remove(r->db, "L1", &id, 1, "", &r->pool, &result, &r->err));
	MUST(room_add(r, "L2", id));
}

static void br5_a_submitted_list_is_frozen(void **state)
{
	struct room *r = *state;
	int64_t id = room_tagged(r, r->office);
	int64_t late = room_tagged(r, r->office);
	struct tag_result result;
	struct dossier d;

	room_list(r, "L", r->office);
	MUST(room_add(r, "L", id));
	MUST(room_submit(r, "L"));
	STATE_IS(id, S3_SUBMITTED);
	REFUSED(room_add(r, "L", late), "BR5");
	REFUSED(list_remove(r->db, "L", &id, 1, "", &r->pool, &result, &r->err),
	    "BR5");
	REFUSED(room_tag(r, id, 2), "BR5");
	REFUSED(room_submit(r, "L"), "BR5");
	room_edit(r);
	d = room_get(r, id);
	d.pages = 99;
	REFUSED(dossier_save(r->db, &d, &r->err), "BR5");
	REFUSED(workflow_count(r->db, id, -1, 99, &r->err), "BR5");
	edit_abort(r->db);
	/* A change that slipped in is found before the approval. */
	room_set(r, id, "title", "Một tiêu đề khác");
	REFUSED(room_approve(r, "L"), "BR5");
	STATE_IS(id, S3_SUBMITTED);
}

static void br5_the_frozen_content_has_a_hash(void **state)
{
	struct room *r = *state;
	int64_t id = room_tagged(r, r->office);

	room_list(r, "L", r->office);
	MUST(room_add(r, "L", id));
	MUST(room_submit(r, "L"));
	room_edit(r);
	MUST(db_run(r->db, &r->err, "UPDATE selection_item SET frozen ="
	    " json_set(frozen, '$.pages', 41)"));
	room_done(r);
	assert_false(room_approve(r, "L"));
	assert_int_equal(r->err.kind, ERR_FINDINGS);
}

static void br6_a_decision_has_authority_number_date_signer(void **state)
{
	struct room *r = *state;
	struct decision d = { .authority = "", .number = "1", .day = "2026-03-15",
	    .signer = "A" };
	int64_t id = room_tagged(r, r->office);

	room_list(r, "L", r->office);
	MUST(room_add(r, "L", id));
	REFUSED(list_approve(r->db, "L", &d, &r->pool, &r->err), "BR5");
	MUST(room_submit(r, "L"));
	REFUSED(list_approve(r->db, "L", &d, &r->pool, &r->err), "BR6");
	d.authority = "UBND tỉnh";
	d.number = " ";
	REFUSED(list_approve(r->db, "L", &d, &r->pool, &r->err), "BR6");
	d.number = "12/QĐ";
	d.signer = NULL;
	REFUSED(list_approve(r->db, "L", &d, &r->pool, &r->err), "BR6");
	d.signer = "A";
	d.day = NULL;
	REFUSED(list_approve(r->db, "L", &d, &r->pool, &r->err), "BR6");
	d.day = "2026-02-28";	/* before the submission of 1 March */
	REFUSED(list_approve(r->db, "L", &d, &r->pool, &r->err), "BR6");
	d.day = "2199-01-01";
	REFUSED(list_approve(r->db, "L", &d, &r->pool, &r->err), "BR6");
	STATE_IS(id, S3_SUBMITTED);
	d.day = "2026-03-01";
	MUST(list_approve(r->db, "L", &d, &r->pool, &r->err));
	STATE_IS(id, S4_APPROVED);
	assert_string_equal(room_get(r, id).approved_on, "2026-03-01");
}

static void br6_who_proposed_cannot_approve(void **state)
{
	struct room *r = *state;
	int64_t id = room_tagged(r, r->office);

	room_edit(r);
	MUST(setting_set(r->db, "four_eyes", "", "", &r->err));
	room_done(r);
	room_list(r, "L", r->office);
	MUST(room_add(r, "L", id));
	MUST(room_submit(r, "L"));
	REFUSED(room_approve(r, "L"), "BR6");
	STATE_IS(id, S3_SUBMITTED);
	/* Somebody else had submitted it. */
	room_edit(r);
	MUST(db_run(r->db, &r->err, "UPDATE selection_version"
	    " SET submitted_by = submitted_by + 1"));
	room_done(r);
	MUST(room_approve(r, "L"));
}

static void br7_only_approved_files_are_digitised(void **state)
{
	struct room *r = *state;
	int64_t id = room_tagged(r, r->office);

	room_arrange(r, id);
	room_receive(r, id);
	/* The scans are kept, the file does not advance. */
	assert_string_equal(room_scans(r, id, 40), "BR7");
	STATE_IS(id, S1_TAGGED);
	assert_int_equal(room_get(r, id).scan_count, 40);
	assert_string_equal(room_get(r, id).scanned_on, "");
	REFUSED(room_move(r, "scan", id), "BR7");
	/* Once it is approved it does. */
	room_list(r, "L", r->office);
	MUST(room_add(r, "L", id));
	MUST(room_submit(r, "L"));
	MUST(room_approve(r, "L"));
	STATE_IS(id, S5_SCANNING);
	assert_string_not_equal(room_get(r, id).scanned_on, "");
}

static void br8_a_file_is_arranged_before_it_is_digitised(void **state)
{
	struct room *r = *state;
	int64_t id = room_approved(r);

	room_receive(r, id);
	assert_string_equal(room_scans(r, id, 40), "BR8");
	STATE_IS(id, S4_APPROVED);
	room_edit(r);
	REFUSED(workflow_arrange(r->db, id, "2026-04-01", &r->err), "BR8");
	edit_abort(r->db);
	room_arrange(r, id);
	STATE_IS(id, S5_SCANNING);
}

static void br8_the_checklist_sees_the_fields(void **state)
{
	struct room *r = *state;
	int64_t id = room_file(r, r->office);
	struct arrange_item *items;
	size_t count, open = 0;

	room_set(r, id, "box", "");
	MUST(arrange_list(r->db, id, &r->pool, &items, &count, &r->err));
	assert_int_equal(count, 10);
	for (size_t i = 0; i < count; i++)
		open += !items[i].done;
	assert_int_equal(open, 5);	/* four ticks and the box */
	room_edit(r);
	for (size_t i = 0; i < count; i++)
		if (!items[i].fact)
			MUST(arrange_tick(r->db, id, items[i].code, true,
			    &r->err));
	assert_false(workflow_arrange(r->db, id, "2026-04-01", &r->err));
	assert_non_null(strstr(r->err.text, "(Box)"));
	err_clear(&r->err);
	edit_abort(r->db);
}

static void br9_arranging_is_a_gate_not_a_step(void **state)
{
	struct room *r = *state;
	int64_t before = room_file(r, r->office), after;

	room_arrange(r, before);
	STATE_IS(before, S0_REGISTERED);
	after = room_approved(r);
	room_arrange(r, after);
	STATE_IS(after, S4_APPROVED);
	assert_string_equal(room_get(r, after).arranged_on, "2026-04-01");
}

static void br10_each_page_has_its_image(void **state)
{
	struct room *r = *state;
	int64_t id = room_approved(r);

	room_arrange(r, id);
	room_receive(r, id);
	assert_null(room_scans(r, id, 39));
	REFUSED(room_move(r, "finish", id), "BR10");
	room_edit(r);
	MUST(workflow_count(r->db, id, -1, 39, &r->err));
	room_done(r);
	MUST(room_move(r, "finish", id));
	STATE_IS(id, S6_INSPECTION);
}

static void br10_scans_with_errors_do_not_pass(void **state)
{
	struct room *r = *state;
	int64_t id = room_approved(r);

	room_arrange(r, id);
	room_receive(r, id);
	assert_null(room_scans(r, id, 40));
	room_batch(r, id, -1);
	MUST(room_move(r, "finish", id));
	room_set(r, id, "finding_count", "2");
	REFUSED(room_move(r, "pass", id), "BR10");
	room_set(r, id, "finding_count", "0");
	room_edit(r);
	MUST(db_run(r->db, &r->err, "INSERT INTO fixity_pass (id, started_at,"
	    " whole) VALUES (1, '', 1)"));
	MUST(db_run(r->db, &r->err, "INSERT INTO fixity_finding (pass_id,"
	    " scan_id, at, result, detail) SELECT 1, min(id), '', 'missing', ''"
	    " FROM scan"));
	room_done(r);
	REFUSED(room_move(r, "pass", id), "BR10");
	STATE_IS(id, S6_INSPECTION);
}

static void br10_the_fields_of_the_circular_are_filled_in(void **state)
{
	struct room *r = *state;
	int64_t id = room_passed(r);

	room_set(r, id, "language", "");
	REFUSED(room_move(r, "package", id), "BR10");
	room_set(r, id, "language", "01");
	MUST(room_move(r, "package", id));
	STATE_IS(id, S8_PACKAGED);
}

static void br11_the_inspector_is_not_the_operator(void **state)
{
	struct room *r = *state;
	int64_t id = room_approved(r);

	room_edit(r);
	MUST(setting_set(r->db, "four_eyes", "", "", &r->err));
	room_done(r);
	room_arrange(r, id);
	room_receive(r, id);
	assert_null(room_scans(r, id, 40));
	MUST(room_move(r, "finish", id));
	REFUSED(room_move(r, "pass", id), "BR11");	/* in no batch */
	room_batch(r, id, who_uid());
	REFUSED(room_move(r, "pass", id), "BR11");
	room_edit(r);
	MUST(db_run(r->db, &r->err, "UPDATE batch SET operator_uid ="
	    " operator_uid + 1"));
	room_done(r);
	MUST(room_move(r, "pass", id));
}

static void br12_the_year_counts_what_passed(void **state)
{
	struct room *r = *state;
	struct quota_year *years;
	size_t count;
	int64_t id = room_passed(r);

	MUST(quota_years(r->db, &r->pool, &years, &count, &r->err));
	assert_int_equal(years[0].year, 2026);
	assert_int_equal(years[0].passed, 40);
	/* It is not counted any more when it goes back to the scanner. */
	MUST(room_move(r, "redo", id));
	MUST(quota_years(r->db, &r->pool, &years, &count, &r->err));
	assert_int_equal(years[0].passed, 0);
	assert_int_equal(years[0].approved, 40);
}

static void br13_outside_the_window_is_warned_about(void **state)
{
	struct room *r = *state;
	const char *warning;

	MUST(workflow_window(r->db, "select", "2026-12-31", &r->pool, &warning,
	    &r->err));
	assert_null(warning);
	MUST(workflow_window(r->db, "select", "2027-01-01", &r->pool, &warning,
	    &r->err));
	assert_non_null(strstr(warning, "BR13"));
	MUST(workflow_window(r->db, "digitise", "2025-12-31", &r->pool, &warning,
	    &r->err));
	assert_non_null(warning);
	MUST(workflow_window(r->db, "digitise", "2033-12-31", &r->pool, &warning,
	    &r->err));
	assert_null(warning);
	MUST(workflow_window(r->db, "handover", "2027-06-30", &r->pool, &warning,
	    &r->err));
	assert_non_null(warning);
	MUST(workflow_window(r->db, "handover", "2034-01-01", &r->pool, &warning,
	    &r->err));
	assert_null(warning);
}

static void br14_a_target_is_no_ceiling(void **state)
{
	struct room *r = *state;
	int64_t id = room_tagged(r, r->office);
	struct selection s;
	struct version v;
	struct flag *flags;
	size_t count;
	bool seen = false;

	room_edit(r);
	MUST(quota_set(r->db, 2026, 30, "QĐ thử", &r->err));
	room_done(r);
	room_list(r, "L", r->office);
	MUST(room_add(r, "L", id));	/* 40 pages of 30: added, and flagged */
	MUST(list_open(r->db, "L", &r->pool, &s, &v, &r->err));
	MUST(selection_flags(r->db, &s, &v, &r->pool, &flags, &count, &r->err));
	for (size_t i = 0; i < count; i++)
		seen = seen || strcmp(flags[i].flag, "over_year") == 0;
	assert_true(seen);
	MUST(room_submit(r, "L"));
}

static void br15_an_agreement_comes_before_the_handover(void **state)
{
	struct room *r = *state;
	int64_t id = room_passed(r);

	REFUSED(room_move(r, "deliver", id), "BR15");	/* not packaged */
	MUST(room_move(r, "package", id));
	REFUSED(room_move(r, "deliver", id), "BR15");	/* in no batch */
	room_handover(r, id, "2028-06-02", "2028-06-01");
	REFUSED(room_move(r, "deliver", id), "BR15");	/* agreed afterwards */
	room_run(r, "UPDATE agreement SET agreed_on = '2028-05-31'");
	MUST(room_move(r, "deliver", id));
	STATE_IS(id, S9_HANDED_OVER);
}

static void br16_the_package_holds_what_the_catalogue_counts(void **state)
{
	struct room *r = *state;
	int64_t id = room_passed(r);

	MUST(room_move(r, "package", id));
	room_handover(r, id, "2028-01-02", "2028-06-01");
	room_run(r, "UPDATE handover_item SET a4 = a4 - 1");
	REFUSED(room_move(r, "deliver", id), "BR16");
	room_run(r, "UPDATE handover_item SET a4 = a4 + 1, files = files - 1");
	REFUSED(room_move(r, "deliver", id), "BR16");
	STATE_IS(id, S8_PACKAGED);
	room_run(r, "UPDATE handover_item SET files = files + 1");
	MUST(room_move(r, "deliver", id));
}

static void br17_acceptance_sets_the_status(void **state)
{
	struct room *r = *state;
	int64_t id = room_passed(r), back;

	MUST(room_move(r, "package", id));
	room_handover(r, id, "2028-01-02", "2028-06-01");
	MUST(room_move(r, "deliver", id));
	assert_string_equal(room_get(r, id).risk_status, "02");
	REFUSED(room_move(r, "accept", id), "BR17");
	room_run(r, "UPDATE handover_item SET result = 'accepted'");
	MUST(room_move(r, "accept", id));
	assert_string_equal(room_get(r, id).risk_status, "01");
	STATE_IS(id, S10_ACCEPTED);
	/* What is returned goes back and is no longer counted as handed over. */
	back = room_passed(r);
	MUST(room_move(r, "package", back));
	room_handover(r, back, "2028-01-02", "2028-06-01");
	MUST(room_move(r, "deliver", back));
	MUST(room_move(r, "returned", back));
	STATE_IS(back, S7_PASSED);
	assert_string_equal(room_get(r, back).handed_on, "");
	assert_string_equal(room_get(r, back).passed_on, "2026-06-01");
}

static void br18_secret_files_have_lists_of_their_own(void **state)
{
	struct room *r = *state;
	int64_t id = room_tagged(r, r->office), plain;
	struct selection s = {
		.code = "SECRET", .fonds_id = r->fonds, .grp_id = r->office,
		.year = 2026, .secret = true
	};

	room_set(r, id, "secrecy", "Mật");
	room_list(r, "L", r->office);
	REFUSED(room_add(r, "L", id), "BR18");
	MUST(list_new(r->db, &s, &r->pool, &r->err));
	MUST(room_add(r, "SECRET", id));
	plain = room_tagged(r, r->office);
	REFUSED(room_add(r, "SECRET", plain), "BR18");
	room_set(r, plain, "mode", "03");
	REFUSED(room_add(r, "L", plain), "BR18");
}

static void br19_every_move_leaves_its_row(void **state)
{
	struct room *r = *state;
	int64_t id = room_tagged(r, r->office), rows;
	struct audit_row *list;
	size_t count;

	room_list(r, "L", r->office);
	MUST(room_add(r, "L", id));
	MUST(room_submit(r, "L"));
	MUST(room_approve(r, "L"));
	MUST(audit_list(r->db, id, 0, 100, &r->pool, &list, &count, &r->err));
	assert_int_equal(count, 5);	/* added, tagged, listed, sent, approved */
	assert_string_equal(list[0].action, "approve");
	assert_string_equal(list[4].action, "test");
	MUST(audit_verify(r->db, NULL, &rows, &r->err));
	/* And the rows stay. */
	assert_false(db_run(r->db, &r->err, "DELETE FROM audit"));
	err_clear(&r->err);
	assert_false(db_run(r->db, &r->err, "UPDATE audit SET note = 'x'"));
	err_clear(&r->err);
}

static void br20_an_approved_file_leaves_by_an_amendment(void **state)
{
	struct room *r = *state;
	int64_t id = room_approved(r);
	int64_t other = room_tagged(r, r->office);
	struct tag_result result;

	REFUSED(list_remove(r->db, "L1", &id, 1, "mất", &r->pool, &result,
	    &r->err), "BR20");
	REFUSED(room_move(r, "withdraw", id), "BR20");
	MUST(list_amend(r->db, "L1", "bổ sung, loại bớt", &r->pool, &r->err));
	REFUSED(list_remove(r->db, "L1", &id, 1, "", &r->pool, &result,
	    &r->err), "BR20");
	MUST(list_remove(r->db, "L1", &id, 1, "hồ sơ thất lạc", &r->pool,
	    &result, &r->err));
	MUST(room_add(r, "L1", other));
	STATE_IS(id, S4_APPROVED);	/* until the amendment is approved */
	MUST(room_submit(r, "L1"));
	MUST(room_approve(r, "L1"));
	STATE_IS(id, SX_WITHDRAWN);
	STATE_IS(other, S4_APPROVED);
	assert_string_equal(room_get(r, id).approved_on, "");
	MUST(list_restore(r->db, id, "tìm thấy lại", &r->pool, &r->err));
	STATE_IS(id, S1_TAGGED);
}

static void br21_a_file_at_its_agency_is_not_digitised(void **state)
{
	struct room *r = *state;
	int64_t id = room_approved(r);	/* tagged, listed, approved there */

	room_arrange(r, id);
	assert_string_equal(room_scans(r, id, 40), "BR21");
	STATE_IS(id, S4_APPROVED);
	room_receive(r, id);
	STATE_IS(id, S5_SCANNING);
}

static void a_hold_stops_every_move_forward(void **state)
{
	struct room *r = *state;
	int64_t id = room_passed(r);

	room_edit(r);
	MUST(workflow_hold(r->db, id, "tranh chấp", &r->err));
	room_done(r);
	REFUSED(room_move(r, "package", id), "H: ");
	MUST(room_move(r, "fail", id));	/* back is no move forward */
	room_edit(r);
	MUST(workflow_hold(r->db, id, "", &r->err));
	room_done(r);
	assert_string_equal(room_get(r, id).hold, "");
}

static void every_row_of_the_table_makes_sense(void **state)
{
	unsigned reached = 1U << S0_REGISTERED;
	bool grows = true;

	(void)state;
	while (grows) {
		grows = false;
		for (const struct move *m = workflow_moves; m->name; m++)
			if ((m->from & reached) != 0 &&
			    (reached & (1U << m->to)) == 0) {
				reached |= 1U << m->to;
				grows = true;
			}
	}
	assert_int_equal(reached, (1U << STATES) - 1);
	for (const struct move *m = workflow_moves; m->name; m++) {
		assert_true(m->label != NULL && m->actor != NULL &&
		    m->mend != NULL && m->rule != NULL);
		assert_ptr_equal(move_find(m->name), m);
		assert_int_equal(m->from & (1U << m->to), 0);
		for (size_t i = 0; m->guards != NULL && m->guards[i]; i++)
			assert_true(m->guards[i]->text != NULL &&
			    m->guards[i]->mend != NULL);
	}
}

static void a_state_has_a_code_and_a_name(void **state)
{
	int64_t s = -1;

	(void)state;
	assert_true(state_parse("S4", &s) && s == S4_APPROVED);
	assert_true(state_parse("10", &s) && s == S10_ACCEPTED);
	assert_true(state_parse("x", &s) && s == SX_WITHDRAWN);
	assert_true(state_parse("waiting for inspection", &s) &&
	    s == S6_INSPECTION);
	assert_false(state_parse("S12", &s));
	assert_string_equal(state_code(99), "?");
}

int main(void)
{
#define RULE(test) cmocka_unit_test_setup_teardown(test, room_enter, room_leave)
	const struct CMUnitTest tests[] = {
		RULE(br1_only_whole_files_are_listed),
		RULE(br2_a_listed_file_needs_a_criterion),
		RULE(br3_the_unreadable_is_not_chosen_for_its_damage),
		RULE(br4_a_list_is_of_one_fonds_and_group),
		RULE(br4_a_file_is_on_one_live_list),
		RULE(br5_a_submitted_list_is_frozen),
		RULE(br5_the_frozen_content_has_a_hash),
		RULE(br6_a_decision_has_authority_number_date_signer),
		RULE(br6_who_proposed_cannot_approve),
		RULE(br7_only_approved_files_are_digitised),
		RULE(br8_a_file_is_arranged_before_it_is_digitised),
		RULE(br8_the_checklist_sees_the_fields),
		RULE(br9_arranging_is_a_gate_not_a_step),
		RULE(br10_each_page_has_its_image),
		RULE(br10_scans_with_errors_do_not_pass),
		RULE(br10_the_fields_of_the_circular_are_filled_in),
		RULE(br11_the_inspector_is_not_the_operator),
		RULE(br12_the_year_counts_what_passed),
		RULE(br13_outside_the_window_is_warned_about),
		RULE(br14_a_target_is_no_ceiling),
		RULE(br15_an_agreement_comes_before_the_handover),
		RULE(br16_the_package_holds_what_the_catalogue_counts),
		RULE(br17_acceptance_sets_the_status),
		RULE(br18_secret_files_have_lists_of_their_own),
		RULE(br19_every_move_leaves_its_row),
		RULE(br20_an_approved_file_leaves_by_an_amendment),
		RULE(br21_a_file_at_its_agency_is_not_digitised),
		RULE(a_hold_stops_every_move_forward),
		cmocka_unit_test(every_row_of_the_table_makes_sense),
		RULE(a_state_has_a_code_and_a_name),
	};

	return cmocka_run_group_tests_name("rules", tests, NULL, NULL);
}
