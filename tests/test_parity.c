/* Nothing that only the screens can do, nothing that only the command line
 * can do: held by the tables of both. */
#include "desk.h"

#include "listing.h"
#include "registry.h"

static bool is_command(const char *name)
{
	struct pool pool = { 0 };
	bool found = false;

	for (int i = 0; i < command_verb_count() && !found; i++)
		found = strcmp(command_verb_name(i, &pool), name) == 0;
	pool_free(&pool);
	return found;
}

/* Where the command is called otherwise than "noun action". */
static const struct {
	const char *screen, *action, *command;
} same[] = {
	{ "", "tag", "tag" }, { "", "edit", "dossier edit" },
	{ "", "criterion-1", "tag" }, { "", "criterion-2", "tag" },
	{ "", "criterion-3", "tag" }, { "", "criterion-4", "tag" },
	{ "", "criterion-5", "untag" }, { "", "to-list", "selection add" },
	{ "", "to-batch", "batch add" },
	{ "", "arrange", "arrange" }, { "", "receive", "receive" },
	{ "", "hold", "hold" }, { "", "release", "release" },
	{ "", "ingest", "scan ingest" }, { "", "undo", "undo" },
	{ "", "redo", "redo" },
	{ "builder", "add", "selection add" },
	{ "builder", "add-all", "selection add" },
	{ "builder", "remove", "selection remove" },
	{ "builder", "submit", "selection submit" },
	{ "builder", "decision", "selection approve" },
	{ "decision", "fill", "selection approve" },
	{ "decision", "leave-out", "selection approve" },
	{ "decision", "take-in", "selection approve" },
	{ "decision", "approve", "selection approve" },
	{ "decision", "return", "selection return" },
	{ "imports", "new", "import" }, { "imports", "new-all", "import" },
	{ "mapping", "import", "import" },
	{ "dossiers", "keep-filter", "filter save" },
	{ "holidays", "edit", "holiday add" },
	{ "packages", "accept", "handover receipt" },
	{ "packages", "return", "handover receipt" },
	{ "packages", "rescan", "handover receipt" },
	{ "packages", "clear", "handover receipt" },
	{ "packages", "enter", "handover receipt" },
	{ "plan", "share", "plan share" }, { "plan", "carry", "plan carry" },
	{ "plan", "target", "quota set" }, { "scans", "decode", "scan check" },
	{ "snapshots", "new", "quota snapshot" },
	{ "quota", "set", "quota set" },
	{ "quota", "snapshot", "quota snapshot" },
	{ "scans", "link", "scan link" }, { "scans", "check", "scan check" },
	{ "scans", "verify", "scan verify" },
	{ "scans", "pass", "batch pass" }, { "scans", "fail", "batch fail" },
	{ "settings", "edit", "config set" },
	{ "welcome", "demo", "demo" }, { "welcome", "new", "init" },
	{ "welcome", "import", "import" }, { "welcome", "restore", "restore" },
};

/* The command that does what an action does; NULL: none is known. */
static const char *command_of(const struct screen *screen,
    const struct action *action, struct pool *pool)
{
	for (size_t i = 0; i < COUNT(same); i++)
		if (strcmp(same[i].screen, screen->name) == 0 &&
		    strcmp(same[i].action, action->name) == 0)
			return same[i].command;
	if (screen->listing != NULL) {
		const char *noun = screen->listing->list[0];
		const char *name = pool_printf(pool, "%s %s", noun,
		    action->name);

		if (is_command(name))
			return name;
		name = pool_printf(pool, "%s add", noun);
		if (strcmp(action->name, "new") == 0 && is_command(name))
			return name;
	}
	for (size_t i = 0; i < COUNT(same); i++)
		if (same[i].screen[0] == '\0' &&
		    strcmp(same[i].action, action->name) == 0)
			return same[i].command;
	return NULL;
}

static void each_change_of_a_screen_is_a_command(void **state)
{
	struct pool pool = { 0 };

	(void)state;
	for (size_t i = 0; screens[i] != NULL; i++)
		for (const struct action *a = screens[i]->actions; a->name;
		    a++) {
			const char *command = command_of(screens[i], a, &pool);

			if ((a->needs & NEEDS_WRITE) == 0)
				continue;
			if (command == NULL)
				fail_msg("%s.%s: which command does the same? "
				    "Say it in tests/test_parity.c",
				    screens[i]->name, a->name);
			if (!is_command(command))
				fail_msg("%s.%s: there is no command \"%s\"",
				    screens[i]->name, a->name, command);
		}
	pool_free(&pool);
}

/* Programs of programs, and what makes no sense inside a session. */
static bool runs_at_once(const struct known_verb *verb)
{
	return verb->words[0] == '\0' && verb->count == 0 && !verb->writes;
}

static void each_command_has_a_form_that_fits(void **state)
{
	static const char *const languages[] = { "en", "vi" };
	struct desk *desk = *state;
	int forms = 0;

	for (size_t l = 0; l < COUNT(languages); l++)
		for (int i = 0; i < command_verb_count(); i++) {
			const struct known_verb *verb = command_verb(i);
			struct err err = { 0 };

			lang_set(languages[l]);
			if (runs_at_once(verb))
				continue;
			open_screen(desk, "home");
			if (!command_form(&desk->ui, verb, NULL, NULL, &err))
				fail_msg("%s %s: %s", verb->command,
				    verb->verb, err.text);
			ui_draw(&desk->ui);
			shows("F2, Ctrl-S");
			forms++;
			while (desk->ui.top->screen == NULL)
				ui_pop(&desk->ui);
		}
	assert_true(forms > 150);
}

static void the_menu_lists_every_command(void **state)
{
	struct desk *desk = *state;
	struct pool pool = { 0 };

	open_screen(desk, "home");
	for (int i = 0; i < command_verb_count(); i++) {
		press(desk, ":");
		type(desk, command_verb_name(i, &pool));
		shows(command_verb_name(i, &pool));
		press(desk, "Esc");
	}
	pool_free(&pool);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_change_of_a_screen_is_a_command),
		AT_THE_DESK(each_command_has_a_form_that_fits),
		AT_THE_DESK(the_menu_lists_every_command),
	};

	setlocale(LC_CTYPE, "C.UTF-8");
	return cmocka_run_group_tests(tests, NULL, NULL);
}
