/* The screens on an array of cells: what is promised about lists, keys,
 * forms, search, undo, and that no label is clipped at 80 columns in either
 * language. */
#include "desk.h"

#include "listing.h"
#include "number.h"

/* --- all screens ------------------------------------------------------------- */

static void every_screen_opens_in_both_languages_and_sizes(void **state)
{
	static const char *const languages[] = { "en", "vi" };
	static const int sizes[][2] = { { 24, 80 }, { 50, 160 }, { 30, 100 } };
	struct desk *desk = *state;

	for (size_t l = 0; l < COUNT(languages); l++)
		for (size_t s = 0; s < COUNT(sizes); s++) {
			lang_set(languages[l]);
			grid_size(sizes[s][0], sizes[s][1]);
			ui_size(&desk->ui);
			for (size_t i = 0; screens[i] != NULL; i++) {
				int64_t arg = screens[i]->hidden ?
				    desk->first : 0;
				struct err err = { 0 };

				if (strcmp(screens[i]->name, "scan") == 0)
					continue;	/* wants a scan */
				assert_true(ui_open(&desk->ui,
				    screens[i]->name, arg, &err));
				ui_draw(&desk->ui);
				/* Its title is on the first row, whole. */
				if (strstr(grid_row(0), _(screens[i]->title)) ==
				    NULL)
					fail_msg("%s: title \"%s\"",
					    screens[i]->name, grid_row(0));
			}
			while (desk->ui.top != NULL)
				ui_pop(&desk->ui);
		}
}

static void no_head_of_a_column_is_clipped(void **state)
{
	static const char *const languages[] = { "en", "vi" };

	(void)state;
	for (size_t l = 0; l < COUNT(languages); l++) {
		lang_set(languages[l]);
		for (size_t i = 0; screens[i] != NULL; i++) {
			const struct column *c = screens[i]->columns;
			int fixed = 2;

			for (; c != NULL && c->title != NULL; c++) {
				int width = text_width(_(c->title));

				if (c->width != 0 && width > c->width)
					fail_msg("%s, %s: \"%s\" is wider "
					    "than %d", languages[l],
					    screens[i]->name, _(c->title),
					    c->width);
				if (c->from <= 80)
					fixed += c->width + 1;
			}
			/* What is left at 80 columns holds a title. */
			if (screens[i]->columns != NULL && fixed > 68)
				fail_msg("%s: %d cells are fixed",
				    screens[i]->name, fixed);
		}
	}
}

static void each_action_has_help_and_no_key_twice(void **state)
{
	(void)state;
	for (size_t i = 0; screens[i] != NULL; i++)
		for (const struct action *a = screens[i]->actions; a->name;
		    a++) {
			const char *keys = a->keys;

			assert_non_null(a->help);
			assert_true(a->help[0] != '\0');
			assert_non_null(a->run);
			if ((a->needs & NEEDS_YES) != 0)
				assert_non_null(a->question);
			while (*keys != '\0') {
				size_t length = strcspn(keys, " ");
				int32_t key = key_parse(keys, length);

				if (key == KEY_IS_NONE)
					fail_msg("%s.%s: what key is %.*s?",
					    screens[i]->name, a->name,
					    (int)length, keys);
				for (const struct action *b = a + 1; b->name;
				    b++) {
					if (key_in(b->keys, key))
						fail_msg("%s: %s and %s share "
						    "%.*s", screens[i]->name,
						    a->name, b->name,
						    (int)length, keys);
					assert_string_not_equal(a->name,
					    b->name);
				}
				keys += length + (keys[length] == ' ');
			}
		}
}

static void every_function_key_has_another_beside_it(void **state)
{
	const struct action *tables[64];
	size_t count = 0;

	(void)state;
	for (size_t i = 0; screens[i] != NULL && count < 60; i++)
		tables[count++] = screens[i]->actions;
	tables[count++] = list_actions;
	tables[count++] = page_actions;
	tables[count++] = global_actions;
	for (size_t t = 0; t < count; t++)
		for (const struct action *a = tables[t]; a->name; a++) {
			const char *keys = a->keys;
			bool function = false, other = false;

			while (*keys != '\0') {
				size_t length = strcspn(keys, " ");
				int32_t key = key_parse(keys, length);

				if (key >= KEY_IS_F1 && key <= KEY_IS_F12)
					function = true;
				else
					other = true;
				keys += length + (keys[length] == ' ');
			}
			if (function && !other)
				fail_msg("%s has only %s", a->name, a->keys);
		}
}

static void help_names_every_action_of_the_screen(void **state)
{
	struct desk *desk = *state;
	const struct screen *screen = screen_find("dossiers");

	open_screen(desk, "dossiers");
	press(desk, "F1");
	for (const struct action *a = screen->actions; a->name; a++) {
		bool found = false;

		for (int line = 0; line < desk->ui.top->page.count; line++)
			for (struct piece *p = desk->ui.top->page.lines[line];
			    p; p = p->next)
				found |= strcmp(p->text, a->help) == 0;
		if (!found)
			fail_msg("help does not tell \"%s\"", a->help);
	}
}

/* What the help and the menu say of a key is what it does there: a key that
 * the screen gives another meaning is not promised for the list's; F7 and /
 * search everywhere, and the next match has a key on each screen. */
static void no_key_is_promised_twice(void **state)
{
	struct desk *desk = *state;
	struct pool *pool = &desk->room.pool;

	for (size_t s = 0; screens[s] != NULL; s++) {
		struct err err = { 0 };
		const struct action *tables[4];
		const char *seen = " ";

		if (!ui_open(&desk->ui, screens[s]->name, 0, &err)) {
			err_clear(&err);
			continue;
		}
		view_tables(desk->ui.top, tables);
		for (int t = 0; tables[t] != NULL; t++)
			for (const struct action *a = tables[t]; a->name; a++) {
				const char *keys = pool_copy(pool,
				    action_keys_here(desk->ui.top, a));

				if (strcmp(a->name, "search") == 0)
					assert_true(key_in(keys, KEY_IS_F1 +
					    6) && key_in(keys, '/'));
				if (strncmp(a->name, "search", 6) == 0)
					assert_true(keys[0] != '\0');
				for (char *rest = pool_copy(pool, keys), *word;
				    (word = strsep(&rest, " ")) != NULL;) {
					if (*word == '\0')
						continue;
					word = pool_printf(pool, " %s ", word);
					if (strstr(seen, word) != NULL)
						fail_msg("%s: \"%s\" twice",
						    screens[s]->name, word);
					seen = pool_printf(pool, "%s%s", seen,
					    word + 1);
				}
			}
	}
}

/* Enter opens, wherever there are rows. */
static void enter_opens_a_row(void **state)
{
	(void)state;
	for (size_t s = 0; screens[s] != NULL; s++) {
		const struct action *a = screens[s]->actions;

		if (screens[s]->columns == NULL || screens[s]->listing ==
		    NULL || screens[s]->listing->show[0] == NULL)
			continue;
		while (a->name != NULL && !key_in(a->keys, KEY_IS_ENTER))
			a++;
		if (a->name == NULL)
			fail_msg("Enter is dead in %s", screens[s]->name);
	}
}

/* A scan of one file does not stand for its fonds, whose other files are
 * still estimated. */
static void a_fonds_comes_to_what_its_files_come_to(void **state)
{
	struct desk *desk = *state;
	int64_t id = room_passed(&desk->room), all, scanned;

	all = room_number(&desk->room, pool_printf(&desk->room.pool,
	    "SELECT sum(iif(state >= 6, a4, a4_estimate)) FROM dossier WHERE"
	    " fonds_id = (SELECT fonds_id FROM dossier WHERE id = %lld)",
	    (long long)id));
	scanned = room_number(&desk->room, "SELECT sum(a4) FROM dossier");
	assert_true(scanned > 0 && all > scanned);
	open_screen(desk, "home");
	assert_non_null(strstr(grid_row(2), pool_printf(&desk->room.pool,
	    " %s", number_text(&desk->room.pool, all))));
}

/* --- lists ------------------------------------------------------------------------ */

static void a_step_moves_the_mark_and_draws_no_other_row(void **state)
{
	struct desk *desk = *state;

	open_screen(desk, "dossiers");
	assert_int_equal(grid_row(2)[0], '>');
	grid_puts();
	press(desk, "Down");
	assert_int_equal(grid_row(2)[0], ' ');
	assert_int_equal(grid_row(3)[0], '>');
	/* The two marks, the title's two parts, the status line's two. */
	assert_true(grid_puts() <= 6);
	assert_int_equal(grid_scrolls(), 0);
}

static void stepping_over_the_edge_scrolls_one_row(void **state)
{
	struct desk *desk = *state;

	open_screen(desk, "dossiers");
	for (int i = 0; i < 19; i++)
		press(desk, "j");
	assert_int_equal(grid_scrolls(), 0);
	press(desk, "j");
	assert_int_equal(grid_scrolls(), 1);
	shows("P01.021");
	assert_false(grid_has("P01.001"));
	press(desk, "Home");
	shows("P01.001");
	press(desk, "G");
	shows("P01.050");
	shows("50/50");
}

static void search_without_diacritics_finds_with(void **state)
{
	struct desk *desk = *state;

	open_screen(desk, "dossiers");
	press(desk, "/");
	type(desk, "dong phu");
	shows("41/50");
	press(desk, "Enter");
	shows("Bản đồ Đồng Phú");
	press(desk, "Home /");
	type(desk, "khong co dau");
	shows("Not found");
	press(desk, "Esc");
	shows("1/50");
}

static void marks_carry_the_page_total(void **state)
{
	struct desk *desk = *state;

	open_screen(desk, "dossiers");
	press(desk, "Space Space");
	shows("Marked 2 files: 80 A4 = <0.1% of 1,000,000 (2026); 80 pages, 50 sheets");
	press(desk, "*");
	shows("Marked 48 files");
	press(desk, "\\");
	assert_false(grid_has("Marked"));
	press(desk, "Space j j v");
	shows("Marked 4 files");
	press(desk, "\\ +");
	type(desk, "P01.01*");
	press(desk, "Enter");
	shows("Marked 10 files");
	press(desk, "+");
	type(desk, "P01.020..P01.024");
	press(desk, "Enter");
	shows("Marked 15 files");
}

static void criteria_go_on_and_off_by_their_keys(void **state)
{
	struct desk *desk = *state;
	struct room *r = &desk->room;

	open_screen(desk, "dossiers");
	press(desk, "2");
	shows("TC2 on");
	assert_int_equal(room_get(r, desk->first).criteria, 2);
	shows("·2···");
	press(desk, "2");
	shows("TC2 off");
	assert_int_equal(room_get(r, desk->first).criteria, 0);
	press(desk, "u");
	shows("Undo:");
	press(desk, "y");
	assert_int_equal(room_get(r, desk->first).criteria, 2);
}

static void a_criterion_that_needs_evidence_asks_for_it(void **state)
{
	struct desk *desk = *state;

	open_screen(desk, "dossiers");
	press(desk, "3");
	shows("Tag 1 file");
	shows("Criterion 3: who");
	/* Down past the list of criteria and the limb to the person. */
	press(desk, "Tab Tab");
	type(desk, "Dòng họ Điểu");
	press(desk, "F2");
	assert_int_equal(room_get(&desk->room, desk->first).criteria, 4);
	assert_false(grid_has("Tag 1 file"));
}

static void tagging_a_group_tags_what_is_in_it(void **state)
{
	struct desk *desk = *state;

	open_screen(desk, "home");
	press(desk, "Enter Down 2");
	shows("TC2 on: 50 files");
}

static void the_tree_opens_closes_and_goes_up(void **state)
{
	struct desk *desk = *state;

	open_screen(desk, "home");
	shows("+ P01");
	press(desk, "Enter");
	shows("- P01");
	shows("Hành chính");
	press(desk, "Down Enter Down Down");
	shows("P01.002");
	press(desk, "h");
	assert_non_null(strstr(grid_row(3), "- "));
	press(desk, "h");
	assert_false(grid_has("P01.002"));
}

static void a_filter_leaves_what_fits_and_says_so(void **state)
{
	struct desk *desk = *state;

	assert_true(room_tag(&desk->room, desk->first, 2));
	open_screen(desk, "dossiers");
	press(desk, "f Tab Space Space F2");
	shows("TC2");
	shows("1/1");
	press(desk, "F");
	shows("1/50");
}

static void another_session_appears_by_reloading(void **state)
{
	struct desk *desk = *state;

	open_screen(desk, "dossiers");
	press(desk, "Down Down");
	room_file(&desk->room, desk->room.office);
	ui_reload(&desk->ui);
	ui_draw(&desk->ui);
	shows("3/51");
}

/* --- lines, odds and ends ------------------------------------------------------- */

static void the_line_takes_what_input_methods_send(void **state)
{
	struct typed line = { 0 };

	(void)state;
	/* UniKey: d, d, then a backspace and the composed letter. */
	typed_set(&line, "");
	typed_key(&line, 'd');
	typed_key(&line, KEY_IS_BACKSPACE);
	typed_key(&line, 0x111);
	typed_key(&line, 'o');
	typed_key(&line, KEY_IS_BACKSPACE);
	typed_key(&line, 0x1ed3);
	assert_string_equal(typed_text(&line), "đồ");
	typed_key(&line, KEY_IS_LEFT);
	typed_key(&line, KEY_IS_DELETE);
	assert_string_equal(typed_text(&line), "đ");
	typed_paste(&line, "một\nhai");
	assert_string_equal(typed_text(&line), "đmột hai");
	/* A decomposed letter goes with its marks. */
	typed_set(&line, "a\xcc\x82\xcc\x81");
	typed_key(&line, KEY_IS_BACKSPACE);
	assert_string_equal(typed_text(&line), "");
	typed_free(&line);
}

static void vietnamese_letters_act_as_their_base_letter(void **state)
{
	(void)state;
	assert_int_equal(key_plain(0xe1), 'a');		/* á */
	assert_int_equal(key_plain(0x1ecb), 'i');	/* ị */
	assert_int_equal(key_plain(0x111), 'd');	/* đ */
	assert_int_equal(key_plain(0x110), 'D');
	assert_int_equal(key_plain('x'), 'x');
	assert_int_equal(key_plain(KEY_IS_UP), KEY_IS_UP);
}

static void names_of_keys_are_read_back(void **state)
{
	static const char *const names[] = { "Enter", "F10", "Ctrl-R", "PgDn",
		"Shift-Tab", "j", "Đ", "Space", "Alt-x" };
	struct pool pool = { 0 };

	(void)state;
	for (size_t i = 0; i < COUNT(names); i++)
		assert_string_equal(key_name(&pool, key_parse(names[i],
		    strlen(names[i]))), names[i]);
	assert_int_equal(key_parse("Hyper-x", 7), KEY_IS_NONE);
	pool_free(&pool);
}

static void hostile_titles_show_as_marks(void **state)
{
	struct desk *desk = *state;
	char id[32];

	(void)id;
	room_set(&desk->room, desk->first, "title",
	    "x\x1b]0;evil\x07\xe2\x80\xae" "tfig\xc2\x9b" "2J");
	open_screen(desk, "dossiers");
	shows("^[]0;evil");
	press(desk, "Enter");
	shows("^[]0;evil");
}

static void a_small_terminal_gets_one_plain_notice(void **state)
{
	struct desk *desk = *state;

	open_screen(desk, "home");
	grid_size(10, 40);
	ui_size(&desk->ui);
	ui_draw(&desk->ui);
	shows("80 x 24");
	for (int rows = 1; rows < 30; rows += 3)
		for (int cols = 1; cols < 120; cols += 7) {
			grid_size(rows, cols);
			ui_size(&desk->ui);
			ui_draw(&desk->ui);
		}
	grid_size(24, 80);
	ui_size(&desk->ui);
	ui_draw(&desk->ui);
	shows("P01");
}

static void a_resize_keeps_the_place(void **state)
{
	struct desk *desk = *state;

	open_screen(desk, "dossiers");
	press(desk, "End Up Up");
	shows("48/50");
	grid_size(50, 160);
	ui_size(&desk->ui);
	ui_draw(&desk->ui);
	shows("48/50");
}

static void keys_are_rebound_by_the_ini(void **state)
{
	static const char ini[] = "[keys]\ndossiers.criterion-2 = x\n"
	    "all.down = Ctrl-N\n";
	struct desk *desk = *state;
	struct err err = { 0 };

	conf_free((struct conf *)(uintptr_t)desk->app.conf);
	desk->app.conf = conf_text(ini, strlen(ini), "test", &err);
	assert_non_null(desk->app.conf);
	open_screen(desk, "dossiers");
	press(desk, "2");
	assert_int_equal(room_get(&desk->room, desk->first).criteria, 0);
	press(desk, "x");
	assert_int_equal(room_get(&desk->room, desk->first).criteria, 2);
	press(desk, "Ctrl-N");
	shows("2/50");
	press(desk, "j");
	shows("2/50");
	press(desk, "F1");
	shows("x                        Criterion 2");
}

static void reading_only_changes_nothing(void **state)
{
	struct desk *desk = *state;

	desk->ui.read_only = true;
	open_screen(desk, "dossiers");
	press(desk, "2");
	shows("for reading only");
	assert_int_equal(room_get(&desk->room, desk->first).criteria, 0);
	press(desk, "F4");
	shows("for reading only");
	press(desk, "u");
	shows("for reading only");
}

static void the_menu_and_the_palette_find_everything(void **state)
{
	struct desk *desk = *state;

	open_screen(desk, "home");
	press(desk, "F9 Right");
	shows("agencies");
	press(desk, "PgDn PgDn");
	shows("quota");
	shows("transfers");
	press(desk, "Esc :");
	type(desk, "quo");
	press(desk, "Enter");
	shows("Quota");
	assert_string_equal(desk->ui.top->screen->name, "quota");
	press(desk, "Esc");
	assert_string_equal(desk->ui.top->screen->name, "home");
	/* Esc never leaves. */
	press(desk, "Esc Esc");
	assert_false(desk->ui.quit);
	/* In a menu, a line or a form F10 leaves that, not the program. */
	press(desk, "F9 F10");
	press(desk, "/ F10");
	press(desk, ": F10");
	press(desk, "F2 F10");
	press(desk, "s F10");
	assert_string_equal(desk->ui.top->screen->name, "home");
	assert_false(desk->ui.quit);
	press(desk, "F10");
	assert_true(desk->ui.quit);
}

static void an_empty_list_says_what_to_do(void **state)
{
	struct desk *desk = *state;

	open_screen(desk, "jobs");
	shows("No job has run");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		AT_THE_DESK(every_screen_opens_in_both_languages_and_sizes),
		AT_THE_DESK(no_head_of_a_column_is_clipped),
		cmocka_unit_test(each_action_has_help_and_no_key_twice),
		cmocka_unit_test(every_function_key_has_another_beside_it),
		AT_THE_DESK(help_names_every_action_of_the_screen),
		AT_THE_DESK(no_key_is_promised_twice),
		cmocka_unit_test(enter_opens_a_row),
		AT_THE_DESK(a_fonds_comes_to_what_its_files_come_to),
		AT_THE_DESK(a_step_moves_the_mark_and_draws_no_other_row),
		AT_THE_DESK(stepping_over_the_edge_scrolls_one_row),
		AT_THE_DESK(search_without_diacritics_finds_with),
		AT_THE_DESK(marks_carry_the_page_total),
		AT_THE_DESK(criteria_go_on_and_off_by_their_keys),
		AT_THE_DESK(a_criterion_that_needs_evidence_asks_for_it),
		AT_THE_DESK(tagging_a_group_tags_what_is_in_it),
		AT_THE_DESK(the_tree_opens_closes_and_goes_up),
		AT_THE_DESK(a_filter_leaves_what_fits_and_says_so),
		AT_THE_DESK(another_session_appears_by_reloading),
		cmocka_unit_test(the_line_takes_what_input_methods_send),
		cmocka_unit_test(vietnamese_letters_act_as_their_base_letter),
		cmocka_unit_test(names_of_keys_are_read_back),
		AT_THE_DESK(hostile_titles_show_as_marks),
		AT_THE_DESK(a_small_terminal_gets_one_plain_notice),
		AT_THE_DESK(a_resize_keeps_the_place),
		AT_THE_DESK(keys_are_rebound_by_the_ini),
		AT_THE_DESK(reading_only_changes_nothing),
		AT_THE_DESK(the_menu_and_the_palette_find_everything),
		AT_THE_DESK(an_empty_list_says_what_to_do),
	};

	setlocale(LC_CTYPE, "C.UTF-8");
	return cmocka_run_group_tests(tests, NULL, NULL);
}
