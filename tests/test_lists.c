/* Lists too long to hold: any row is reached, and what is read beside a
 * neighbour or a step is what would be read from the beginning. */
#include "desk.h"

#include "batch.h"
#include "dossier_ui.h"
#include "dossier_window.h"

enum { MANY = 9000 };

/* Nine thousand files in one group, in an order of their own. */
static int sit_before_many(void **state)
{
	static const char sql[] =
	    "WITH RECURSIVE n (i) AS (SELECT 1000 UNION ALL SELECT i + 1 FROM n"
	    " WHERE i < 9949) INSERT INTO dossier (fonds_id, grp_id, code,"
	    " title, maintenance, start_date, end_date, sort_key, title_fold,"
	    " code_fold, created_at) SELECT 1, 1, 'P01.' || i, 'Tờ số ' || i,"
	    " '01', '1960', '1960', CAST('x' || (i * 7919 % 10007 + 10000)"
	    " AS BLOB), 'to so ' || i, 'p01.' || i, '2026-01-05T01:00:00Z'"
	    " FROM n";
	struct room *r;

	if (sit_down(state) != 0)
		return -1;
	r = &((struct desk *)*state)->room;
	room_edit(r);
	MUST(db_script(r->db, &r->err, sql));
	room_done(r);
	ui_reload(&((struct desk *)*state)->ui);
	return 0;
}

#define BEFORE_MANY(test) \
	cmocka_unit_test_setup_teardown(test, sit_before_many, stand_up)

static void steps_lead_to_the_same_rows(void **state)
{
	struct room *r = &((struct desk *)*state)->room;
	const struct dossier_place places[] = { { 0, 0 }, { r->fonds,
	    r->office } };

	for (size_t p = 0; p < COUNT(places); p++) {
		struct dossier_steps steps = { 0 };
		int64_t total, plain[20], near[20];
		bool more = true;
		int rounds = 0;

		MUST(dossier_window_count(r->db, &places[p], &total, &r->err));
		assert_int_equal(total, MANY);
		while (more && rounds++ < 1000)
			MUST(dossier_steps_find(r->db, &places[p], total,
			    &steps, &more, &r->err));
		assert_int_equal(steps.count, MANY / DOSSIER_STEP);
		for (int64_t first = 0; first + 20 <= total; first += 173) {
			int64_t id = 0, at = 0;

			dossier_steps_near(&steps, first, &id, &at);
			assert_true(first == 0 || (id != 0 && at < first &&
			    first - at <= DOSSIER_STEP));
			MUST(dossier_window_ids(r->db, &places[p], total, first,
			    20, 0, 0, plain, &r->err));
			MUST(dossier_window_ids(r->db, &places[p], total, first,
			    20, id, at, near, &r->err));
			assert_memory_equal(plain, near, sizeof(plain));
		}
		free(steps.ids);
	}
}

/* Every window of the list is that of the plain order, wherever one comes
 * from: by steps, rows, pages, from the end. */
static void the_list_shows_its_rows_in_order(void **state)
{
	struct desk *desk = *state;
	struct ui *ui = &desk->ui;
	struct room *r = &desk->room;
	static const char *const ways[] = {
		"", "j j j", "PgDn PgDn PgDn", "PgUp PgUp", "k k k", "G",
		"PgUp PgUp k k", "g", "j PgDn"
	};
	const struct dossier_place place = { 0, 0 };

	open_screen(desk, "dossiers");
	for (int row = 1; row < MANY; row += 1201) {
		struct err err = { 0 };
		bool more = row % 2 != 0;

		/* With the steps and without. */
		while (more)
			assert_true(ui->top->screen->idle(ui->top, &more,
			    &err));
		press(desk, "#");
		type(desk, pool_printf(&r->pool, "%d", row));
		press(desk, "Enter");
		assert_int_equal(ui->top->list.cursor, row - 1);
		for (size_t i = 0; i < COUNT(ways); i++) {
			const struct list *list = &ui->top->list;
			int64_t plain[20];

			if (ways[i][0] != '\0')
				press(desk, ways[i]);
			assert_true(list->window_count >= 20);
			MUST(dossier_window_ids(r->db, &place, MANY,
			    list->window_first, 20, 0, 0, plain, &r->err));
			assert_memory_equal(plain, list->window, sizeof(plain));
		}
	}
}

static void a_row_is_reached_by_number_and_per_cent(void **state)
{
	struct desk *desk = *state;

	for (int tree = 0; tree < 2; tree++) {
		int64_t count;

		open_screen(desk, tree ? "home" : "dossiers");
		if (tree) {
			/* Open the first fonds, then its first group. */
			press(desk, "Enter j Enter");
			shows("P01.");
		}
		count = desk->ui.top->list.count;
		assert_true(count >= MANY);
		press(desk, "#");
		type(desk, "4.711");
		press(desk, "Enter");
		assert_int_equal(desk->ui.top->list.cursor, 4710);
		press(desk, ":");
		type(desk, "50%");
		press(desk, "Enter");
		assert_int_equal(desk->ui.top->list.cursor, count / 2);
		press(desk, ":");
		type(desk, "999999");
		press(desk, "Enter");
		assert_int_equal(desk->ui.top->list.cursor, count - 1);
		press(desk, "#");
		type(desk, "x1");
		press(desk, "Enter");
		shows("A row is a number or per cent");
		assert_int_equal(desk->ui.top->list.cursor, count - 1);
	}
}

/* --- sums ----------------------------------------------------------------------- */

/* The words of the marks, as they were kept from mark to mark, are those that
 * come when all marks are added up anew. */
static void the_sum_is_right(struct desk *desk)
{
	struct view *view = desk->ui.top;
	struct err err = { 0 };
	char kept[240];

	snprintf(kept, sizeof(kept), "%s", marked_words(view, &err));
	assert_string_not_equal(kept, "");
	view->sum_of = -1;
	view->total[0] = '\0';
	assert_string_equal(kept, marked_words(view, &err));
}

static void marks_are_added_up_one_by_one(void **state)
{
	static const char *const ways[] = {
		"Space", "Space Space", "k k Space", "PgDn Space Space", "*",
		"\\ Space", "G Space Space", "Ctrl-A", "k Space", "g Space"
	};
	struct desk *desk = *state;

	open_screen(desk, "dossiers");
	for (size_t i = 0; i < COUNT(ways); i++) {
		press(desk, ways[i]);
		the_sum_is_right(desk);
	}
	/* In the tree a marked group stands for the files in it. */
	open_screen(desk, "home");
	press(desk, "Enter j Enter j Space Space");
	the_sum_is_right(desk);
	press(desk, "k k k Space Space Space");
	the_sum_is_right(desk);
	press(desk, "k Space k k Space");
	the_sum_is_right(desk);
}

static void a_list_tells_what_it_holds(void **state)
{
	struct desk *desk = *state;

	open_screen(desk, "dossiers");
	shows("In all: 50 files, 2,000 pages, 0 A4 scanned");
	press(desk, "f");
	type(desk, "so 44");
	press(desk, "F2");
	shows("In all: 1 file, 40 A4; 40 pages, 25 sheets");
	press(desk, "F");
	shows("In all: 50 files");
}

/* --- what commands print ------------------------------------------------------- */

static const char *wide_table(struct pool *pool, int rows)
{
	struct buf text = { 0 };
	const char *whole;

	buf_printf(&text, "Code   %-100s  Last\n", "Title");
	buf_printf(&text, "-----  %0100d  ----\n", 0);
	for (size_t i = 0; i < text.length; i++)
		if (text.data[i] == '0')
			text.data[i] = '-';
	for (int i = 1; i <= rows; i++)
		buf_printf(&text, "A.%03d  Phông số %-91d  z%d\n", i, i, i);
	whole = pool_copy(pool, buf_string(&text));
	buf_free(&text);
	return whole;
}

static void a_long_log_is_broken_at_words(void **state)
{
	struct desk *desk = *state;
	struct buf text = { 0 };

	open_screen(desk, "dossiers");
	for (int i = 1; i <= 40; i++)
		buf_printf(&text, "* V003 row %d, column 12 of the table: the "
		    "value is none of the terms; write one of the terms, end "
		    "%d.\n", i, i);
	ui_tell(&desk->ui, "Log", buf_string(&text));
	buf_free(&text);
	ui_draw(&desk->ui);
	shows("Text: Log");
	shows("end 1.");
	shows("Lines 1-21 of 80");
	press(desk, "l");
	shows("* V003 row 1, column 12");
}

static void a_wide_table_keeps_its_lines(void **state)
{
	struct desk *desk = *state;
	struct ui *ui = &desk->ui;

	open_screen(desk, "dossiers");
	ui_tell(ui, "A table", wide_table(&desk->room.pool, 60));
	ui_draw(ui);
	shows("Text: A table");
	shows("A.019  Phông số 19");
	shows("Lines 1-21 of 62, columns 1-80 of 113");
	assert_false(grid_has("z1"));
	/* To the right, and no further than the longest line. */
	press(desk, "Right l l l");
	shows("columns 34-113 of 113");
	shows("Last");
	shows("z19");
	assert_false(grid_has("A.019"));
	/* The head stays above the last lines. */
	press(desk, "End");
	shows("z60");
	shows("Last");
	press(desk, "h Left");
	shows("A.060");
	shows("Code");
	press(desk, "/");
	type(desk, "phong so 33");
	press(desk, "Enter");
	assert_string_equal(pool_copy_n(&desk->room.pool, grid_row(3), 5),
	    "A.033");
	/* What was found is marked, and nothing else of the line. */
	assert_int_equal(grid_style(3, 6), STYLE_TEXT);
	assert_int_equal(grid_style(3, 7), STYLE_SELECT);
	assert_int_equal(grid_style(3, 17), STYLE_SELECT);
	assert_int_equal(grid_style(3, 18), STYLE_TEXT);
	shows("Line 1 of 1 with it");
	/* Beyond the right edge it comes into sight, and back again. */
	press(desk, "/");
	type(desk, "z40");
	press(desk, "Enter");
	shows("z40");
	assert_false(grid_has("A.040"));
	press(desk, "/");
	type(desk, "a.05");
	press(desk, "Enter");
	shows("A.050");
	shows("Line 1 of 10 with it");
	press(desk, "n n");
	shows("Line 3 of 10 with it");
	press(desk, "N");
	shows("Line 2 of 10 with it");
	press(desk, "Enter");
	shows("P01.001");
}

static void what_is_short_or_said_in_sentences_stays_in_a_box(void **state)
{
	struct desk *desk = *state;
	struct ui *ui = &desk->ui;

	open_screen(desk, "dossiers");
	ui_tell(ui, "Told", "A sentence that is much longer than the box is "
	    "wide and so goes on below, where it is read as well as a short "
	    "one would be.");
	ui_draw(ui);
	shows("Enter: go on");
	shows("one would be.");
	press(desk, "Enter");
	ui_tell(ui, "Told", "Code  Title\n----  ------------\nA     A "
	    "table\n");
	ui_draw(ui);
	shows("Enter: go on");
	press(desk, "Enter");
	shows("P01.001");
}

/* The marked files go into a batch from where they stand. */
static void marked_files_go_into_an_open_batch(void **state)
{
	struct desk *desk = *state;
	struct err err = { 0 };
	struct batch batch = { .code = "DOT-7", .operator_name = "Lan",
	    .operator_uid = -1, .scanner = "", .folder = "", .note = "",
	    .scanned_on = "2026-11-27", .sampling = 100, .state = "open" };

	open_screen(desk, "dossiers");
	press(desk, "Space Space d");
	shows("No batch is open");
	assert_true(edit_begin(desk->room.db, &err));
	assert_true(batch_add(desk->room.db, &batch, &err));
	assert_true(edit_commit(desk->room.db, &(struct edit){
	    .action = "batch new", .subject = batch.code, .summary = "" },
	    NULL, &err));
	press(desk, "d");
	shows("Into which batch?");
	shows("DOT-7: Lan; 0 files, 0 A4 pages");
	press(desk, "Esc");
}

/* At 80x24 the head sees the year, pace, forecast, steps and what waits without
 * a key. */
static void the_quota_is_one_look(void **state)
{
	static const char *const words[][7] = {
		{ "2033", "8,000,000", "Needed", "Forecast", "Handed over",
		    "What is waiting", "(:tag)" },
		{ "2033", "8.000.000", "Cần", "Dự báo", "Đã bàn giao",
		    "Việc đang chờ", "(:tag)" }
	};
	struct desk *desk = *state;

	open_screen(desk, "home");
	for (size_t l = 0; l < COUNT(words); l++) {
		lang_set(l == 0 ? "en" : "vi");
		open_screen(desk, "quota");
		for (size_t i = 0; i < COUNT(words[l]); i++)
			shows(words[l][i]);
		for (int row = 0; row < 22; row++)
			if (strstr(grid_row(row), "…") != NULL)
				fail_msg("cut: %s", grid_row(row));
		press(desk, "Esc");
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		BEFORE_MANY(steps_lead_to_the_same_rows),
		BEFORE_MANY(the_list_shows_its_rows_in_order),
		BEFORE_MANY(a_row_is_reached_by_number_and_per_cent),
		AT_THE_DESK(marks_are_added_up_one_by_one),
		AT_THE_DESK(a_list_tells_what_it_holds),
		AT_THE_DESK(a_wide_table_keeps_its_lines),
		AT_THE_DESK(a_long_log_is_broken_at_words),
		AT_THE_DESK(what_is_short_or_said_in_sentences_stays_in_a_box),
		AT_THE_DESK(marked_files_go_into_an_open_batch),
		AT_THE_DESK(the_quota_is_one_look),
	};

	setlocale(LC_CTYPE, "C.UTF-8");
	return cmocka_run_group_tests(tests, NULL, NULL);
}
