/* What the build asks of the programs: the list of commands for the sibling,
 * the parts of the man page and the words of the completion, all from the
 * command tables. */
#include "command_help.h"

#include <stdio.h>
#include <string.h>

#include "lang.h"
#include "registry.h"
#include "workflow.h"

/* Text of an mdoc page: nothing in it is a macro or an escape. `word` says
 * that it stands in a macro line. */
static void man_text(const char *text, bool word)
{
	if (word || text[0] == '.' || text[0] == '\'')
		printf("\\&");
	for (; *text != '\0'; text++) {
		switch (*text) {
		case '\\':
			printf("\\e");
			break;
		case '-':
			printf("\\-");
			break;
		case '"':
			printf("\\(dq");
			break;
		case ' ':
			/* In a macro line every word is asked whether it is
			 * a macro. */
			printf(word ? " \\&" : " ");
			break;
		default:
			putchar(*text);
		}
	}
}

/* Words such as FILE [CODE...] as one argument each. */
static void man_words(const char *words)
{
	if (words == NULL || words[0] == '\0')
		return;
	printf(" Ar ");
	man_text(_(words), true);
}

static void man_help(const char *help)
{
	putchar('\n');
	man_text(_(help), false);
	printf(".\n");
}

static void man_options(const struct option_row *rows)
{
	if (rows == NULL || rows->name == NULL)
		return;
	printf(".Bl -tag -width Ds -compact\n");
	for (; rows->name != NULL; rows++) {
		printf(".It ");
		if (rows->letter != 0)
			printf("Fl %c , ", rows->letter);
		printf("Fl \\-");
		man_text(rows->name, false);
		man_words(rows->value);
		man_help(rows->help);
	}
	printf(".El\n");
}

static void man_command(const struct command *command)
{
	printf(".Ss ");
	man_text(command->name, true);
	man_help(command->help);
	printf(".Bl -tag -width Ds\n");
	for (const struct verb *verb = command->verbs; verb->run != NULL;
	    verb++) {
		printf(".It Nm Cm %s", command->name);
		if (verb->name != NULL) {
			putchar(' ');
			man_text(verb->name, true);
		}
		man_words(verb->words);
		man_help(verb->help);
		man_options(verb->options);
	}
	printf(".El\n");
}

/* The life of a file, from its table: moves with their rules, then gates. */
static void man_move(const struct move *move)
{
	printf(".It Sy %s :", move->name);
	for (int64_t s = 0; s < STATES; s++)
		if ((move->from & (1U << s)) != 0)
			printf(" %s", state_code(s));
	printf(" \\(-> %s\n", state_code(move->to));
	man_text(_(move->label), false);
	printf(" (");
	man_text(_(move->actor), false);
	printf(").\n");
	for (size_t i = 0; move->guards != NULL && move->guards[i] != NULL;
	    i++) {
		printf(".Sy %s :\n", move->guards[i]->rule);
		man_text(_(move->guards[i]->text), false);
		printf(".\n");
	}
	printf(".br\n.Ql ");
	man_text(_(move->mend), true);
	putchar('\n');
}

static void man_life(void)
{
	printf(".Bl -tag -width Ds\n");
	for (const struct move *m = workflow_moves; m->name != NULL; m++)
		man_move(m);
	for (const struct gate *g = workflow_gates; g->letter != NULL; g++) {
		printf(".It Sy %s : %s\n", g->letter, g->rule);
		man_text(_(g->label), false);
		printf(": ");
		man_text(_(g->text), false);
		printf(".\n.br\n.Ql ");
		man_text(_(g->mend), true);
		putchar('\n');
	}
	printf(".El\n");
}

static void words_options(const struct option_row *rows)
{
	for (; rows != NULL && rows->name != NULL; rows++)
		printf(" --%s%s", rows->name, rows->value == NULL ? "" : "=");
	putchar('\n');
}

/* "COMMAND VERB" or "COMMAND -" or "-", a tab, and the options. */
static void dump_words(void)
{
	printf("-\t");
	words_options(global_options);
	for (size_t i = 0; commands[i] != NULL; i++) {
		const struct verb *verb = commands[i]->verbs;

		for (; verb->run != NULL; verb++) {
			printf("%s %s\t", commands[i]->name,
			    verb->name == NULL ? "-" : verb->name);
			words_options(verb->options);
		}
	}
}

static void dump_commands(void)
{
	for (size_t i = 0; commands[i] != NULL; i++)
		printf("%s\t%s\t1\n", commands[i]->name, commands[i]->help);
}

/* The verbs as the screens make forms of them: "V" command, verb, words,
 * help, does it write; then an "O" name, value, help for each option. */
static void dump_verbs(void)
{
	for (size_t i = 0; commands[i] != NULL; i++) {
		const struct verb *verb = commands[i]->verbs;

		for (; verb->run != NULL; verb++) {
			const struct option_row *o = verb->options;

			printf("V\t%s\t%s\t%s\t%s\t%d\n", commands[i]->name,
			    verb->name == NULL ? "" : verb->name,
			    verb->words == NULL ? "" : verb->words,
			    verb->help, verb->needs == NEEDS_DB_WRITE);
			for (; o != NULL && o->name != NULL; o++)
				printf("O\t%s\t%s\t%s\n", o->name,
				    o->value == NULL ? "" : o->value, o->help);
		}
	}
}

bool command_tell(int count, char **words)
{
	const char *what = words[0];

	if (strcmp(what, "--dump-commands") == 0)
		dump_commands();
	else if (strcmp(what, "--dump-words") == 0)
		dump_words();
	else if (strcmp(what, "--dump-verbs") == 0)
		dump_verbs();
	else if (strcmp(what, "--dump-man") == 0 && count == 3 &&
	    lang_set(words[1])) {
		if (strcmp(words[2], "-") == 0)
			man_options(global_options);
		for (size_t i = 0; commands[i] != NULL; i++)
			if (strcmp(words[2], "all") == 0 ||
			    strcmp(words[2], commands[i]->name) == 0)
				man_command(commands[i]);
	} else if (strcmp(what, "--dump-life") == 0 && count == 2 &&
	    lang_set(words[1])) {
		man_life();
	} else {
		return false;
	}
	return true;
}
