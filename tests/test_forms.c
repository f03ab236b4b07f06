/* Forms on an array of cells: they begin with what is there, judge what is
 * typed while it is typed, and show both versions when two people edit. */
#include "desk.h"

#include "ledger.h"

static void a_form_checks_while_it_is_typed(void **state)
{
	struct desk *desk = *state;

	open_screen(desk, "dossiers");
	press(desk, "F4 Tab Tab Tab Tab Tab");
	type(desk, "45/13/");
	shows("!");
	press(desk, "F2");
	shows("Edit P01.001");
	press(desk, "Ctrl-U");
	type(desk, "05/12/1961");
	press(desk, "F2");
	assert_string_equal(room_get(&desk->room, desk->first).start_date,
	    "1961-12-05");
}

static void two_versions_are_shown_field_by_field(void **state)
{
	struct desk *desk = *state;

	open_screen(desk, "dossiers");
	press(desk, "F4 Tab");
	type(desk, " mine");
	room_set(&desk->room, desk->first, "box", "77");
	room_set(&desk->room, desk->first, "rev", "9");
	press(desk, "F2");
	shows("Two versions");
	shows("77");
	press(desk, "Enter F2");
	assert_non_null(strstr(room_get(&desk->room, desk->first).title,
	    "mine"));
	assert_string_equal(room_get(&desk->room, desk->first).box, "77");
}


/* --- registers of the plan ------------------------------------------------------ */

static void body(struct desk *desk, const char *code, const char *name)
{
	struct ledger_row row;
	struct err err = { 0 };

	ledger_start(&ledger_agency, &row);
	row.code = code;
	row.values[0].text = name;
	assert_true(edit_begin(desk->room.db, &err));
	assert_true(ledger_put(desk->room.db, &ledger_agency, &row, &err));
	assert_true(edit_commit(desk->room.db, &(struct edit){
	    .action = "agency", .subject = code, .summary = "" }, NULL,
	    &err));
}

static struct ledger_row found(struct desk *desk, const char *code)
{
	struct ledger_row row;
	struct err err = { 0 };

	if (!ledger_find(desk->room.db, &ledger_agency, code,
	    &desk->room.pool, &row, &err))
		fail_msg("%s", err.text);
	return row;
}

static void form_of(struct desk *desk, const char *verb, const char *key)
{
	struct err err = { 0 };

	open_screen(desk, "home");
	if (!command_form_by_name(&desk->ui, verb, key, NULL, &err))
		fail_msg("%s: %s", verb, err.text);
	ui_draw(&desk->ui);
}

static void a_row_is_edited_from_its_present_values(void **state)
{
	struct desk *desk = *state;

	body(desk, "A1", "Sở Tài chính");
	form_of(desk, "agency edit", "A1");
	shows("Sở Tài chính");
	type(desk, " mới");
	press(desk, "F2");
	assert_string_equal(found(desk, "A1").values[0].text,
	    "Sở Tài chính mới");
}

static void a_code_that_is_not_there_is_told_while_it_is_typed(void **state)
{
	struct desk *desk = *state;

	body(desk, "A1", "Một");
	body(desk, "A2", "Hai");
	form_of(desk, "agency edit", "A1");
	press(desk, "Tab Tab Tab");
	type(desk, "A3");
	shows("no body with the code A3");
	press(desk, "Backspace");
	type(desk, "2");
	assert_false(grid_has("no body with the code"));
	press(desk, "Tab Tab");
	type(desk, "31/02/2024");
	shows("!");
	press(desk, "F2");
	shows("A1: change fields");
	press(desk, "Ctrl-U");
	type(desk, "28/02/2024");
	press(desk, "F2");
	assert_string_equal(found(desk, "A1").values[3].text, "A2");
	assert_string_equal(found(desk, "A1").values[5].text, "2024-02-28");
}

static void two_people_edit_one_row_of_a_register(void **state)
{
	struct desk *desk = *state;
	struct err err = { 0 };
	struct ledger_row theirs;

	body(desk, "A1", "Một");
	form_of(desk, "agency edit", "A1");
	type(desk, " của tôi");
	theirs = found(desk, "A1");
	theirs.values[0].text = "Một của họ";
	theirs.values[6].text = "điện thoại 123";
	assert_true(edit_begin(desk->room.db, &err));
	assert_true(ledger_put(desk->room.db, &ledger_agency, &theirs, &err));
	assert_true(edit_commit(desk->room.db, &(struct edit){
	    .action = "agency", .subject = "A1", .summary = "" }, NULL,
	    &err));
	press(desk, "F2");
	shows("Two versions");
	shows("theirs: Một của họ");
	shows("yours: Một của tôi");
	shows("not changed by you");
	press(desk, "Enter F2");
	assert_string_equal(found(desk, "A1").values[0].text, "Một của tôi");
	assert_string_equal(found(desk, "A1").values[6].text,
	    "điện thoại 123");
}

static void a_fonds_is_edited_in_the_tree(void **state)
{
	struct desk *desk = *state;
	struct fonds fonds;
	struct err err = { 0 };

	open_screen(desk, "home");
	press(desk, "Home F4 Tab");
	type(desk, " (sửa)");
	press(desk, "Tab Space F2");
	assert_true(fonds_find(desk->room.db, "P01", &desk->room.pool, &fonds,
	    &err));
	assert_non_null(strstr(fonds.name, "(sửa)"));
	assert_string_equal(fonds.kind, "works");
}

/* --- forms of commands ------------------------------------------------------------ */

static void words_of_a_command_are_checked_as_they_are_typed(void **state)
{
	struct desk *desk = *state;

	form_of(desk, "scan ingest", NULL);
	type(desk, "/no/such/folder");
	shows("No such file");
	press(desk, "Ctrl-U");
	type(desk, "/");
	assert_false(grid_has("No such file"));
	press(desk, "Esc y");
	form_of(desk, "dossier show", NULL);
	type(desk, "P01.00");
	shows("!");
	type(desk, "1");
	assert_false(grid_has("!"));
	press(desk, "Esc y");
	form_of(desk, "quota set", NULL);
	type(desk, "20x6");
	shows("!");
	press(desk, "Ctrl-U");
	type(desk, "2026");
	assert_false(grid_has("!"));
}

static void words_that_are_one_of_some_are_chosen(void **state)
{
	struct desk *desk = *state;

	form_of(desk, "fonds add", NULL);
	press(desk, "Tab Tab");
	shows("not said");
	press(desk, "Space Space");
	shows("< works >");
}

static void a_form_for_chosen_files_shows_them_and_no_filter(void **state)
{
	struct desk *desk = *state;

	open_screen(desk, "dossiers");
	press(desk, "Space Space a");
	shows("2 files");
	shows("\"P01.001\"");
	assert_false(grid_has("Of this fonds"));
	/* One file leaves the choice open. */
	press(desk, "Esc \\ a");
	shows("Of this fonds");
}

static void a_rule_names_the_labels_of_the_form(void **state)
{
	static const struct form_field fields[] = {
		{ .name = "damage", .label = "Signs of damage" },
		{ .name = "--reason", .label = "Why" },
		{ .name = "skip", .label = "Leave out what is refused",
		    .kind = FORM_YES },
	};
	struct desk *desk = *state;
	struct pool *pool = &desk->room.pool;
	struct form *form = form_open(&desk->ui, &(struct form_plan){
	    .title = "T", .fields = fields, .count = COUNT(fields),
	    .hint = "say --damage SIGN,..., or --other TEXT" });

	assert_string_equal(form_words(form, "To do: --damage DẤU-HIỆU,....",
	    pool), "To do: \"Signs of damage\".");
	assert_string_equal(form_words(form, "--skip leaves them out; "
	    "--reason TEXT; --nothing X", pool),
	    "\"Leave out what is refused\" leaves them out; \"Why\"; "
	    "--nothing X");
	assert_string_equal(form_words(form, "--reason", pool), "\"Why\"");
	ui_draw(&desk->ui);
	shows("say \"Signs of damage\", or --other TEXT");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		AT_THE_DESK(a_form_checks_while_it_is_typed),
		AT_THE_DESK(two_versions_are_shown_field_by_field),
		AT_THE_DESK(a_row_is_edited_from_its_present_values),
		AT_THE_DESK(a_code_that_is_not_there_is_told_while_it_is_typed),
		AT_THE_DESK(two_people_edit_one_row_of_a_register),
		AT_THE_DESK(a_fonds_is_edited_in_the_tree),
		AT_THE_DESK(words_of_a_command_are_checked_as_they_are_typed),
		AT_THE_DESK(words_that_are_one_of_some_are_chosen),
		AT_THE_DESK(a_rule_names_the_labels_of_the_form),
		AT_THE_DESK(a_form_for_chosen_files_shows_them_and_no_filter),
	};

	setlocale(LC_CTYPE, "C.UTF-8");
	return cmocka_run_group_tests(tests, NULL, NULL);
}
