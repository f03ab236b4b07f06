/* No word of the screens is cut at 80 columns, in either language: bottom
 * bar, menu, palette, labels of forms; and a list that is empty says what to
 * do next. */
#include "desk.h"

#include "form_inside.h"
#include "hints.h"
#include "theme.h"
#include "registry.h"

#include <math.h>

static const char *const languages[] = { "en", "vi" };

/* Everything that is wrong is told at once: `count` of them fail the test. */
struct wrong {
	int count;
};

static void PRINTF(2, 3) tell(struct wrong *wrong, const char *format, ...)
{
	char text[1024];
	va_list words;

	va_start(words, format);
	vsnprintf(text, sizeof(text), format, words);
	va_end(words);
	print_message("%s\n", text);
	wrong->count++;
}

static bool open_quietly(struct desk *desk, const struct screen *screen)
{
	struct err err = { 0 };

	if (!ui_open(&desk->ui, screen->name, screen->hidden ? desk->first :
	    0, &err))
		return false;
	ui_draw(&desk->ui);
	return true;
}

static void close_all(struct desk *desk)
{
	while (desk->ui.top != NULL)
		ui_pop(&desk->ui);
}

/* --- the bottom bar ---------------------------------------------------------- */

static bool is_action(struct view *view, const char *text, size_t length)
{
	const struct action *tables[4];
	struct pool pool = { 0 };
	bool found = false;

	view_tables(view, tables);
	for (int t = 0; tables[t] != NULL; t++)
		for (const struct action *a = tables[t]; a->name; a++) {
			const char *whole = a->label == NULL ? "" :
			    pool_printf(&pool, "%s %s", key_first(&pool,
			    action_keys(view, a)), _(a->label));

			found |= strlen(whole) == length &&
			    strncmp(whole, text, length) == 0;
		}
	pool_free(&pool);
	return found;
}

/* Actions of the bar are parted by two blanks. */
static int bar_actions(struct desk *desk, struct wrong *wrong,
    const char *where)
{
	const char *bar = grid_row(desk->ui.rows - 1);
	int count = 0;

	while (*bar == ' ')
		bar++;
	while (*bar != '\0') {
		const char *end = strstr(bar, "  ");
		size_t length = end == NULL ? strlen(bar) :
		    (size_t)(end - bar);

		if (!is_action(desk->ui.top, bar, length))
			tell(wrong, "%s: the bar shows \"%.*s\"", where,
			    (int)length, bar);
		count++;
		bar += length;
		while (*bar == ' ')
			bar++;
	}
	return count;
}

static void the_bottom_bar_cuts_no_word(void **state)
{
	static const int widths[] = { 80, 81, 93, 120, 160 };
	struct desk *desk = *state;
	struct wrong wrong = { 0 };

	for (size_t l = 0; l < COUNT(languages); l++)
		for (size_t w = 0; w < COUNT(widths); w++) {
			lang_set(languages[l]);
			grid_size(24, widths[w]);
			ui_size(&desk->ui);
			for (size_t i = 0; screens[i] != NULL; i++) {
				if (!open_quietly(desk, screens[i]))
					continue;
				/* Nor does the line of the sums above it. */
				if (desk->ui.message == NULL && strstr(
				    grid_row(22), "…") != NULL)
					tell(&wrong, "%s: %s",
					    screens[i]->name, grid_row(22));
				/* Help, menu and the way out are there. */
				if (bar_actions(desk, &wrong,
				    screens[i]->name) < 3)
					tell(&wrong, "%s: the bar is \"%s\"",
					    screens[i]->name, grid_row(23));
			}
			close_all(desk);
		}
	assert_int_equal(wrong.count, 0);
}

/* --- menu and palette --------------------------------------------------------- */

/* How much of the text stands at the begin of that text: whole words. */
static size_t whole_words(const char *whole, const char *text)
{
	size_t same = 0, words = 0;

	while (whole[same] != '\0' && whole[same] == text[same]) {
		same++;
		if (whole[same] == '\0' || whole[same] == ' ')
			words = same;
	}
	if (whole[words] == '\0' && text[words] != ' ' && text[words] != '\0')
		return 0;
	return words;
}

/* The text stands from there on, over as many rows as it needs. */
static bool stands_whole(struct desk *desk, int row, size_t indent,
    const char *whole)
{
	for (; row < desk->ui.rows && *whole != '\0'; row++) {
		const char *text = grid_row(row) + indent;
		size_t words = whole_words(whole, text);

		if (words == 0)
			return false;
		whole += words + (whole[words] == ' ');
		text = row + 1 < desk->ui.rows ? grid_row(row + 1) : "";
		indent = strspn(text, " ");
		if (strncmp(text + indent, "│", 3) == 0)
			indent += 3;
		indent += strspn(text + indent, " ");
	}
	return *whole == '\0';
}

/* The entry in hand of the menu: its row begins with the mark. */
static void entry_is_whole(struct desk *desk, struct wrong *wrong,
    const char *where, const char *whole)
{
	for (int row = 0; row < desk->ui.rows; row++) {
		char text[400];
		const char *at;

		snprintf(text, sizeof(text), "%s", grid_row(row));
		at = strstr(text, "│>");
		for (; at != NULL && *at != '\0'; at++)
			if (*at == ' ' && stands_whole(desk, row,
			    (size_t)(at - text) + 1, whole))
				return;
	}
	tell(wrong, "%s: \"%s\" is cut", where, whole);
}

static void walk_actions(struct desk *desk, struct wrong *wrong,
    const char *where, const struct action *actions)
{
	for (const struct action *a = actions; a->name != NULL; a++) {
		entry_is_whole(desk, wrong, where, _(a->help));
		press(desk, "Down");
	}
}

static void walk_the_other_tabs(struct desk *desk, struct wrong *wrong)
{
	press(desk, "Right");
	for (size_t i = 0; screens[i] != NULL; i++)
		if (!screens[i]->hidden) {
			entry_is_whole(desk, wrong, "Screens",
			    _(screens[i]->title));
			press(desk, "Down");
		}
	press(desk, "Right");
	walk_actions(desk, wrong, "Everywhere", global_actions);
	press(desk, "Right");
	for (int i = 0; i < command_verb_count(); i++) {
		if (!command_verb_offered(i))
			continue;
		entry_is_whole(desk, wrong, "Commands",
		    _(command_verb_help(i)));
		press(desk, "Down");
	}
}

static void walk_the_palette(struct desk *desk, struct wrong *wrong,
    struct view *view)
{
	const struct action *tables[4];

	view_tables(view, tables);
	press(desk, ":");
	for (int t = 0; tables[t] != NULL; t++)
		walk_actions(desk, wrong, "palette", tables[t]);
	for (size_t i = 0; screens[i] != NULL; i++)
		if (!screens[i]->hidden)
			press(desk, "Down");
	for (int i = 0; i < command_verb_count(); i++) {
		if (!command_verb_offered(i))
			continue;
		entry_is_whole(desk, wrong, "palette",
		    _(command_verb_help(i)));
		press(desk, "Down");
	}
	press(desk, "Esc");
}

static void no_entry_of_the_menu_is_cut(void **state)
{
	struct desk *desk = *state;
	struct wrong wrong = { 0 };

	for (size_t l = 0; l < COUNT(languages); l++) {
		lang_set(languages[l]);
		for (size_t i = 0; screens[i] != NULL; i++) {
			const struct action *tables[4];

			if (!open_quietly(desk, screens[i]))
				continue;
			view_tables(desk->ui.top, tables);
			press(desk, "F9");
			for (int t = 0; tables[t] != NULL && tables[t] !=
			    global_actions; t++)
				walk_actions(desk, &wrong, screens[i]->name,
				    tables[t]);
			/* The other tabs are the same on every screen. */
			if (i == 0)
				walk_the_other_tabs(desk, &wrong);
			press(desk, "Esc");
			if (i == 0)
				walk_the_palette(desk, &wrong, desk->ui.top);
		}
		close_all(desk);
	}
	assert_int_equal(wrong.count, 0);
}

/* --- forms ---------------------------------------------------------------------- */

/* The label of the field in hand: from the mark on, over some rows. */
static bool label_is_whole(struct desk *desk, const char *label)
{
	static const char mark[] = "│ > ";

	for (int row = 0; row < desk->ui.rows; row++) {
		const char *at = strstr(grid_row(row), mark);

		if (at != NULL)
			return stands_whole(desk, row, (size_t)(at -
			    grid_row(row)) + strlen(mark), label);
	}
	return false;
}

static void look_at_form(struct desk *desk, struct wrong *wrong,
    const char *where)
{
	struct form *form = desk->ui.top->data;

	if (!grid_has(form->plan.title))
		tell(wrong, "%s: the title \"%s\" is cut", where,
		    form->plan.title);
	for (int i = 0; i < form->plan.count; i++) {
		form->at = i;
		ui_draw(&desk->ui);
		if (!label_is_whole(desk, form->fields[i].label))
			tell(wrong, "%s: the label \"%s\" is cut", where,
			    form->fields[i].label);
		if (form->fields[i].kind == FORM_FIXED)
			continue;
		if (strstr(grid_row(desk->ui.rows - 3), "…") != NULL)
			tell(wrong, "%s: %s", where,
			    grid_row(desk->ui.rows - 3));
	}
}

static bool is_form(const struct ui *ui)
{
	return ui->top != NULL && form_is(ui->top);
}

static void no_label_of_a_command_is_cut(void **state)
{
	struct desk *desk = *state;
	struct wrong wrong = { 0 };
	struct err err = { 0 };

	for (size_t l = 0; l < COUNT(languages); l++) {
		lang_set(languages[l]);
		open_screen(desk, "home");
		for (int i = 0; i < command_verb_count(); i++) {
			const struct known_verb *verb = command_verb(i);

			/* A command without words and options runs. */
			if (verb->words[0] == '\0' && verb->count == 0)
				continue;
			assert_true(command_form(&desk->ui, verb, NULL, NULL,
			    &err));
			ui_draw(&desk->ui);
			assert_true(is_form(&desk->ui));
			look_at_form(desk, &wrong, command_verb_name(i,
			    &desk->ui.top->own));
			ui_pop(&desk->ui);
		}
		close_all(desk);
	}
	assert_int_equal(wrong.count, 0);
}

/* Forms that an action of a screen opens; what starts a command, leaves, or
 * asks something else is left at once. */
static int forms_of(struct desk *desk, struct wrong *wrong,
    const struct screen *screen)
{
	int count = 0;

	for (const struct action *a = screen->actions; a->name; a++) {
		struct err err = { 0 };
		struct pool pool = { 0 };

		if ((a->needs & NEEDS_YES) != 0 || !open_quietly(desk, screen))
			continue;
		if ((a->needs & NEEDS_ROW) == 0 || list_id(desk->ui.top) != 0)
			(void)!a->run(desk->ui.top, &err);
		if (is_form(&desk->ui)) {
			ui_draw(&desk->ui);
			look_at_form(desk, wrong, pool_printf(&pool, "%s.%s",
			    screen->name, a->name));
			count++;
		}
		err_clear(&err);
		pool_free(&pool);
		close_all(desk);
	}
	return count;
}

static void no_label_of_a_form_is_cut(void **state)
{
	struct desk *desk = *state;
	struct wrong wrong = { 0 };

	for (size_t l = 0; l < COUNT(languages); l++) {
		int count = 0;

		lang_set(languages[l]);
		for (size_t i = 0; screens[i] != NULL; i++)
			if (strcmp(screens[i]->name, "welcome") != 0)
				count += forms_of(desk, &wrong, screens[i]);
		/* A register has one at least; there are many. */
		assert_true(count >= 20);
	}
	assert_int_equal(wrong.count, 0);
}

/* --- empty lists ----------------------------------------------------------------- */

/* A key that acts, or a command: something to do next. */
static bool says_what_to_do(const struct screen *screen, const char *text)
{
	struct pool pool = { 0 };
	bool found = false;

	/* ":import", as it is typed. */
	for (int i = 0; i < command_verb_count(); i++)
		found |= strstr(text, pool_printf(&pool, ":%s ",
		    command_verb_name(i, &pool))) != NULL;
	for (const struct action *a = screen->actions; a->name; a++) {
		const char *key = key_first(&pool, a->keys);

		found |= strncmp(text, pool_printf(&pool, "%s ", key),
		    strlen(key) + 1) == 0 || strstr(text, pool_printf(&pool,
		    " %s ", key)) != NULL;
	}
	pool_free(&pool);
	return found;
}

static void every_empty_list_says_what_to_do(void **state)
{
	struct desk *desk = *state;
	struct wrong wrong = { 0 };
	struct err err = { 0 };
	int empty = 0;

	/* A catalogue as bansao init leaves it, before anything is in it. */
	db_close(desk->room.db);
	desk->room.db = desk->app.db = db_open(":memory:", DB_WRITE, &err);
	assert_non_null(desk->app.db);
	for (size_t l = 0; l < COUNT(languages); l++) {
		lang_set(languages[l]);
		for (size_t i = 0; screens[i] != NULL; i++) {
			const struct screen *screen = screens[i];
			char begin[64];

			if (screen->columns == NULL)
				continue;
			if (screen->empty == NULL) {
				tell(&wrong, "%s says nothing", screen->name);
				continue;
			}
			if (!says_what_to_do(screen, _(screen->empty)))
				tell(&wrong, "%s, %s: \"%s\"", languages[l],
				    screen->name, _(screen->empty));
			if (!ui_open(&desk->ui, screen->name, 0, &err)) {
				err_clear(&err);
				continue;
			}
			ui_draw(&desk->ui);
			if (desk->ui.top->list.count > 0)
				continue;
			/* The first words of it stand on the screen. */
			snprintf(begin, sizeof(begin), "%.*s",
			    (int)strcspn(_(screen->empty), "."),
			    _(screen->empty));
			if (!grid_has(begin))
				tell(&wrong, "%s, %s: \"%s\" is not shown",
				    languages[l], screen->name, begin);
			empty++;
		}
		close_all(desk);
	}
	assert_int_equal(wrong.count, 0);
	assert_true(empty >= 40);
}

/* What a message says to do next is said as it is typed here. */
static void a_hint_names_what_the_palette_takes(void **state)
{
	static const char *const pairs[][2] = {
		{ "Run \"bansao doctor --repair\" first",
		    "Run \":doctor --repair\" first" },
		{ "Next: bansao selection add L", "Next: :selection add L" },
		{ "see \"bansao --help\"", "see \"F1\"" },
		{ "bansao demonstrates, bansao.ini", NULL },
		{ "of bansao quotas", NULL },
	};
	struct desk *desk = *state;
	struct pool pool = { 0 };

	for (size_t i = 0; i < COUNT(pairs); i++)
		assert_string_equal(hint_words(&pool, pairs[i][0]),
		    pairs[i][pairs[i][1] != NULL]);
	pool_free(&pool);
	open_screen(desk, "home");
	ui_say(&desk->ui, STYLE_BAD, "%s", pairs[0][0]);
	ui_draw(&desk->ui);
	shows(pairs[0][1]);
}

/* --- colors ---------------------------------------------------------------- */

/* How bright a color of xterm's palette is, 0 to 1 (WCAG 2). */
static double brightness(int color)
{
	static const int eight[8][3] = {
		{ 0, 0, 0 }, { 205, 0, 0 }, { 0, 205, 0 }, { 205, 205, 0 },
		{ 0, 0, 238 }, { 205, 0, 205 }, { 0, 205, 205 },
		{ 229, 229, 229 }
	};
	static const double weight[3] = { 0.2126, 0.7152, 0.0722 };
	double sum = 0;

	for (int i = 0; i < 3; i++) {
		int step = color < 16 ? 0 : (color - 16) /
		    (i == 0 ? 36 : i == 1 ? 6 : 1) % 6;
		double part = (color < 8 ? eight[color][i] :
		    step == 0 ? 0 : 55 + 40 * step) / 255.0;

		sum += weight[i] * (part <= 0.03928 ? part / 12.92 :
		    pow((part + 0.055) / 1.055, 2.4));
	}
	return sum;
}

/* Every color of a theme is read well on its background: 4.5 to 1 with 256
 * colors; with eight 3.5, and bold, which those terminals make brighter. */
static void colors_are_easy_to_read(void **state)
{
	static const struct {
		const char *name;
		double ground;
	} themes[] = { { "dark", 0 }, { "contrast", 0 }, { "light", 1 } };

	(void)state;
	for (size_t t = 0; t < COUNT(themes); t++)
		for (int i = 0; i < 2 * STYLES; i++) {
			const struct look *look = &theme_looks(
			    themes[t].name)[i / 2];
			int color = theme_color(look, i % 2 == 0 ? 8 : 256);
			double a, b, ratio;

			if (color < 0)
				continue;
			a = themes[t].ground + 0.05;
			b = brightness(color) + 0.05;
			ratio = a > b ? a / b : b / a;
			if (ratio < (i % 2 == 0 && look->bold ? 3.5 : 4.5))
				fail_msg("%s, style %d: %.2f", themes[t].name,
				    i / 2, ratio);
		}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		AT_THE_DESK(the_bottom_bar_cuts_no_word),
		AT_THE_DESK(no_entry_of_the_menu_is_cut),
		AT_THE_DESK(no_label_of_a_command_is_cut),
		AT_THE_DESK(no_label_of_a_form_is_cut),
		AT_THE_DESK(every_empty_list_says_what_to_do),
		AT_THE_DESK(a_hint_names_what_the_palette_takes),
		cmocka_unit_test(colors_are_easy_to_read),
	};

	setlocale(LC_CTYPE, "C.UTF-8");
	return cmocka_run_group_tests(tests, NULL, NULL);
}
