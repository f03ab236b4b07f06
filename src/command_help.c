#include "command_help.h"

#include "lang.h"
#include "registry.h"
#include "text.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { HELP_COLUMN = 28 };

/* The edit distance of two short words, transpositions not counted apart. */
static int distance(const char *a, const char *b)
{
	int row[64];
	int length = (int)strlen(b);

	if (length >= (int)COUNT(row) || strlen(a) >= COUNT(row))
		return 99;
	for (int j = 0; j <= length; j++)
		row[j] = j;
	for (int i = 1; a[i - 1] != '\0'; i++) {
		int corner = row[0];

		row[0] = i;
		for (int j = 1; j <= length; j++) {
			int best = corner + (a[i - 1] != b[j - 1]);

			corner = row[j];
			if (row[j] + 1 < best)
				best = row[j] + 1;
			if (row[j - 1] + 1 < best)
				best = row[j - 1] + 1;
			row[j] = best;
		}
	}
	return row[length];
}

const char *command_near(const char *name)
{
	const char *nearest = NULL;
	int best = 3;

	for (size_t i = 0; commands[i] != NULL; i++)
		if (distance(name, commands[i]->name) < best) {
			best = distance(name, commands[i]->name);
			nearest = commands[i]->name;
		}
	for (const struct known_command *row = known_commands;
	    row->name != NULL; row++)
		if (distance(name, row->name) < best) {
			best = distance(name, row->name);
			nearest = row->name;
		}
	return nearest;
}

static void two_columns(const char *left, const char *right)
{
	int width = text_width(left);

	printf("  %s", left);
	if (width > HELP_COLUMN - 2) {
		printf("\n  ");
		width = 0;
	}
	printf("%*s  %s\n", HELP_COLUMN - width, "", right);
}

static void show_options(const struct option_row *rows)
{
	for (; rows != NULL && rows->name != NULL; rows++) {
		char left[120];

		snprintf(left, sizeof(left), "%s%c%s--%s%s%s",
		    rows->letter == 0 ? "" : "-",
		    rows->letter == 0 ? ' ' : rows->letter,
		    rows->letter == 0 ? "   " : ", ", rows->name,
		    rows->value == NULL ? "" : " ",
		    rows->value == NULL ? "" : _(rows->value));
		two_columns(left, _(rows->help));
	}
}

static void verb_line(const struct command *command, const struct verb *verb)
{
	char left[200];

	snprintf(left, sizeof(left), "%s%s%s%s%s", command->name,
	    verb->name == NULL ? "" : " ", verb->name == NULL ? "" : verb->name,
	    verb->words[0] == '\0' ? "" : " ",
	    verb->words[0] == '\0' ? "" : _(verb->words));
	two_columns(left, _(verb->help));
}

static int by_name(const void *a, const void *b)
{
	const struct known_command *one = a, *two = b;

	return strcmp(one->name, two->name);
}

static void list_commands(struct app *app)
{
	size_t count = 0, room = 0;
	struct known_command *rows;

	while (commands[room] != NULL)
		room++;
	for (const struct known_command *row = known_commands;
	    row->name != NULL; row++)
		room++;
	rows = pool_array(&app->pool, room + 1, sizeof(*rows));
	for (size_t i = 0; commands[i] != NULL; i++)
		rows[count++] = (struct known_command){ commands[i]->name,
		    commands[i]->help, false };
	for (const struct known_command *row = known_commands;
	    row->name != NULL; row++)
		if (command_find(row->name) == NULL)
			rows[count++] = *row;
	qsort(rows, count, sizeof(*rows), by_name);
	for (size_t i = 0; i < count; i++)
		two_columns(rows[i].name, _(rows[i].help));
}

void command_help(struct app *app, const struct command *command,
    const struct verb *verb)
{
	if (command == NULL) {
		printf("%s\n\n  bansao\n  bansao %s\n\n%s\n",
		    _("bansao keeps the catalogue of insurance copies: choose "
		    "files, digitise, hand over."),
		    _("COMMAND [VERB] [WORDS] [OPTIONS]"), _("Commands:"));
		list_commands(app);
		printf("\n%s\n", _("Options anywhere on the line:"));
		show_options(global_options);
		printf("\n%s\n%s\n", _("Exit status: 0 done, 1 failed, 2 wrong "
		    "use, 3 not found, 4 findings, 5 busy, 6 behind the target, "
		    "7 refused by a rule, 130 interrupted."),
		    _("\"bansao COMMAND --help\" tells more; so does "
		    "\"man bansao\"."));
		return;
	}
	printf("bansao %s - %s\n\n", command->name, _(command->help));
	for (const struct verb *row = command->verbs; row->run != NULL; row++) {
		if (verb != NULL && verb->name != NULL && row != verb)
			continue;
		verb_line(command, row);
		show_options(row->options);
	}
	printf("\n%s\n", _("Options of every command: \"bansao --help\"."));
}

/* What configure found for the workshop, with what it is for. */
static const struct library {
	const char *name;
	bool there;
} libraries[] = {
#ifdef HAVE_XLSXWRITER
	{ "libxlsxwriter", true },
#else
	{ "libxlsxwriter", false },
#endif
#ifdef HAVE_FREEXL
	{ "FreeXL", true },
#else
	{ "FreeXL", false },
#endif
#ifdef HAVE_CHAFA
	{ "chafa", true },
#else
	{ "chafa", false },
#endif
#ifdef HAVE_QPDF
	{ "qpdf", true },
#else
	{ "qpdf", false },
#endif
#ifdef HAVE_JPEG
	{ "libjpeg", true }
#else
	{ "libjpeg", false }
#endif
};

bool command_version(struct app *app)
{
	(void)app;
	printf("bansao %s\nSQLite %s\n", PACKAGE_VERSION,
	    db_library_version());
	printf("ncurses, iniparser, utf8proc; bansao-work: libtiff, libarchive, "
	    "libcrypto, libxml2, libcsv");
	for (size_t i = 0; i < COUNT(libraries); i++)
		printf(", %s%s", libraries[i].there ? "" : "-",
		    libraries[i].name);
	printf("\n");
	return true;
}
