#include "command_form.h"

#include "command_check.h"
#include "fonds_edit.h"
#include "ledger_form.h"
#include "task.h"

#include "out.h"
#include "registry.h"
#include "text.h"

#include <string.h>

enum { MOST_FIELDS = 40, MOST_WORDS = 6000, MOST_CHOICES = 12, TITLE_CELLS = 70 };

int command_verb_count(void)
{
	int count = 0;

	while (known_verbs[count].command != NULL)
		count++;
	return count;
}

const struct known_verb *command_verb(int index)
{
	return &known_verbs[index];
}

static const char *verb_name(const struct known_verb *verb,
    struct pool *pool)
{
	return pool_printf(pool, "%s%s%s", verb->command,
	    verb->verb[0] != '\0' ? " " : "", verb->verb);
}

const char *command_verb_name(int index, struct pool *pool)
{
	return verb_name(&known_verbs[index], pool);
}

/* What the program starts itself is not offered to people. */
bool command_verb_offered(int index)
{
	return strcmp(known_verbs[index].verb, "reader") != 0;
}

const char *command_verb_help(int index)
{
	return known_verbs[index].help;
}

/* --- the words and options of a verb as fields -------------------------------- */

static enum form_kind kind_of(const char *value)
{
	static const struct {
		const char *value;
		enum form_kind kind;
	} rows[] = {
		{ "", FORM_YES }, { "DAY", FORM_DATE }, { "DATE", FORM_DATE },
		{ "TEXT", FORM_NOTE }, { "YEAR", FORM_YEAR },
		{ "N", FORM_NUMBER }, { "PAGES", FORM_NUMBER },
		{ "AMOUNT", FORM_MONEY }, { "METRES", FORM_REAL },
		{ "PERCENT", FORM_REAL }, { "MB", FORM_REAL },
	};

	for (size_t i = 0; i < COUNT(rows); i++)
		if (strcmp(rows[i].value, value) == 0)
			return rows[i].kind;
	return FORM_TEXT;
}

/* What the words of a synopsis are called in a form: "[CODE...]" is "Code". */
static const char *word_label(const char *stable, const char *shown,
    struct pool *pool)
{
	static const struct {
		const char *word, *label;
	} rows[] = {
		{ "BATCH", N_("Number of the batch") },
		{ "CODE", N_("Code") },
		{ "CODE|MASK|A..B", N_("Codes, a mask or a range A..B") },
		{ "DATE", N_("Day") }, { "DIR", N_("Folder") },
		{ "FIELD=VALUE", N_("Changes, FIELD=VALUE") },
		{ "FILE", N_("File") }, { "FILE|DIR", N_("Files or folders") },
		{ "FOLDER", N_("Folder") }, { "FONDS", N_("Code of the fonds") },
		{ "LIST", N_("Number of the list") }, { "NAME", N_("Name") },
		{ "NUMBER", N_("Number") }, { "PAGES", N_("A4 pages") },
		{ "PATH", N_("Path") }, { "TEXT", N_("Text") },
		{ "TITLE", N_("Title") }, { "VALUE", N_("Value") },
		{ "YEAR", N_("Year") },
	};
	const char *word = stable + (stable[0] == '[');
	size_t length = strcspn(word, " ].");

	if (strncmp(word, "CODE|MASK", 9) == 0)
		length = strlen("CODE|MASK|A..B");
	for (size_t i = 0; i < COUNT(rows); i++)
		if (strlen(rows[i].word) == length &&
		    strncmp(rows[i].word, word, length) == 0)
			return strstr(shown, "...") == NULL ?
			    _(rows[i].label) : pool_printf(pool, "%s ...",
			    _(rows[i].label));
	return shown;
}

static int word_fields(const struct known_verb *verb, struct pool *pool,
    struct form_field *fields, int room)
{
	const char *words = verb->words[0] == '\0' ? "" : _(verb->words);
	const char *stable = verb->words;
	int count = 0;

	while (*words != '\0' && count < room) {
		size_t length = strcspn(words, " ");
		bool optional = words[0] == '[';
		char *label = pool_copy_n(pool, words, length);

		if (length > 0) {
			fields[count] = (struct form_field){
				.name = pool_printf(pool, "#%d", count),
				.label = word_label(stable, label, pool),
				.kind = kind_of(pool_copy_n(
				    pool, stable, strcspn(stable, " "))),
				.required = !optional,
				.help = strstr(label, "...") != NULL ?
				    _("Several, with blanks between them") :
				    NULL,
			};
			count++;
		}
		words += length + (words[length] == ' ');
		stable += strcspn(stable, " ");
		stable += *stable == ' ';
	}
	return count;
}

/* "read|mostly|unreadable": one of them, or none. */
static void make_choice(struct form_field *field, const char *value,
    struct pool *pool)
{
	struct choice *choices = pool_array(pool, MOST_CHOICES,
	    sizeof(*choices));
	int count = 1;

	if (strchr(value, '|') == NULL)
		return;
	choices[0] = (struct choice){ "", _("(not said)") };
	while (*value != '\0' && count < MOST_CHOICES) {
		size_t length = strcspn(value, "|");
		const char *word = pool_copy_n(pool, value, length);

		choices[count++] = (struct choice){ word, out_word(word) };
		value += length + (value[length] == '|');
	}
	field->kind = FORM_CHOICE;
	field->choices = choices;
	field->choice_count = count;
}

static int option_fields(const struct known_verb *verb, struct pool *pool,
    struct form_field *fields, int room)
{
	int count = 0;

	for (int i = 0; i < verb->count && count < room; i++) {
		const struct known_option *o = &known_options[verb->first + i];

		fields[count++] = (struct form_field){
			.name = pool_printf(pool, "--%s", o->name),
			.label = text_capital(pool, _(o->help)),
			.kind = kind_of(o->value),
			.help = pool_printf(pool, "%s  (--%s%s%s)", _(o->help),
			    o->name, o->value[0] != '\0' ? " " : "",
			    o->value[0] != '\0' ? _(o->value) : ""),
		};
		make_choice(&fields[count - 1], o->value, pool);
	}
	if (verb->writes && count < room)
		fields[count++] = (struct form_field){ .name = "--dry-run",
			.label = _("Only try, change nothing"),
			.kind = FORM_YES };
	return count;
}

/* --- running -------------------------------------------------------------------- */

struct line_words {
	const char *words[MOST_WORDS + 1];
	int count;
};

static void push(struct line_words *line, const char *word)
{
	if (line->count < MOST_WORDS)
		line->words[line->count++] = word;
}

int command_split(const char *text, char **words, int room, struct pool *pool)
{
	char *copy = pool_copy(pool, text), *to = copy;
	char quote = '\0';
	bool inside = false;
	int count = 0;

	for (; *text != '\0'; text++) {
		if (quote == '\0' && *text == ' ') {
			if (inside)
				*to++ = '\0';
			inside = false;
			continue;
		}
		if (!inside && count == room)
			break;
		if (!inside)
			words[count++] = to;
		inside = true;
		if (quote == '\0' && (*text == '"' || *text == '\''))
			quote = *text;
		else if (*text == quote)
			quote = '\0';
		else
			*to++ = *text;
	}
	*to = '\0';
	return count;
}

static void split(struct line_words *line, const char *text,
    struct pool *pool)
{
	char *words[MOST_WORDS];
	int count = command_split(text, words, MOST_WORDS, pool);

	for (int i = 0; i < count; i++)
		push(line, words[i]);
}

static bool run_form(struct ui *ui, struct form *form, struct err *err)
{
	const struct known_verb *verb = form_to(form);
	struct line_words line = { 0 };
	struct pool *pool = form_pool(form);
	struct form_field fields[MOST_FIELDS];
	int words = word_fields(verb, pool, fields, MOST_FIELDS);
	int count = words + option_fields(verb, pool, fields + words,
	    MOST_FIELDS - words);

	push(&line, verb->command);
	if (verb->verb[0] != '\0')
		push(&line, verb->verb);
	for (int i = 0; i < count; i++) {
		const char *value = pool_copy(pool, form_get(form,
		    fields[i].name));

		if (value[0] == '\0')
			continue;
		if (i < words && strstr(fields[i].label, "...") == NULL)
			push(&line, value);
		else if (i < words)
			split(&line, value, pool);
		else
			push(&line, fields[i].name);
		if (i >= words && fields[i].kind != FORM_YES)
			push(&line, value);
	}
	return task_command(ui, _(verb->help), line.words, !verb->work, err);
}

static bool run_plain(struct ui *ui, const struct known_verb *verb,
    struct err *err)
{
	const char *words[] = { verb->command, verb->verb[0] == '\0' ? NULL :
	    verb->verb, NULL };

	return task_command(ui, _(verb->help), words, !verb->work, err);
}

/* The files are chosen on a screen: they stand there to be seen, and what
 * would choose others is left out. */
static int only_these(struct form_field *fields, int count,
    const char *words, struct pool *pool)
{
	static const char *const picks[] = { "--fonds", "--group",
		"--criterion", "--state", "--search", "--year" };
	long long files = 1;
	int kept = 0;

	while ((words = strstr(words, "\" \"")) != NULL) {
		words += 3;
		files++;
	}
	fields[0].kind = FORM_FIXED;
	fields[0].required = false;
	fields[0].label = pool_printf(pool, ngettext("%lld file",
	    "%lld files", files), files);
	for (int i = 0; i < count; i++) {
		bool pick = false;

		for (size_t p = 0; p < COUNT(picks); p++)
			pick |= strcmp(fields[i].name, picks[p]) == 0;
		if (!pick)
			fields[kept++] = fields[i];
	}
	return kept;
}

bool command_form(struct ui *ui, const struct known_verb *verb,
    const char *words, const char *const *options, struct err *err)
{
	struct form_field fields[MOST_FIELDS];
	struct pool *pool = &ui->frame;
	int first = word_fields(verb, pool, fields, MOST_FIELDS);
	int count = first + option_fields(verb, pool, fields + first,
	    MOST_FIELDS - first);
	const char *title = pool_printf(pool, "%s: %s", verb_name(verb, pool),
	    _(verb->help));
	/* What the frame cannot hold stands below it. */
	bool wide = text_width(title) > TITLE_CELLS;
	struct form_plan plan = {
		.title = wide ? verb_name(verb, pool) : title,
		.hint = wide ? text_capital(pool, _(verb->help)) : NULL,
		.key = pool_printf(pool, "command-%s-%s", verb->command,
		    verb->verb),
		.fields = fields, .count = count, .done = run_form,
		.check = command_check,
		.to = (void *)(uintptr_t)verb,
	};
	struct form *form;
	bool taken;

	if (verb->writes && ui->read_only)
		return err_set(err, ERR_RULE,
		    _("These screens are for reading only"));
	if (ui->app->db != NULL && words != NULL && words[0] != '\0' &&
	    strcmp(verb->command, "fonds") == 0 &&
	    strcmp(verb->verb, "edit") == 0)
		return fonds_edit(ui, words, err);
	if (!ledger_form(ui, verb, words == NULL ? "" : words, &taken, err))
		return false;
	if (taken)
		return true;
	if (words != NULL && strstr(words, "\" \"") != NULL)
		plan.count = count = only_these(fields, count, words,
		    pool);
	if (count == 0)
		return run_plain(ui, verb, err);
	form = form_open(ui, &plan);
	if (words != NULL && words[0] != '\0')
		form_set(form, "#0", words);
	for (; options != NULL && options[0] != NULL; options += 2)
		form_set(form, options[0], options[1]);
	form_draft(form);
	return true;
}

bool command_form_by_name(struct ui *ui, const char *name, const char *words,
    const char *const *options, struct err *err)
{
	for (int i = 0; known_verbs[i].command != NULL; i++)
		if (strcmp(command_verb_name(i, &ui->frame), name) == 0)
			return command_form(ui, &known_verbs[i], words,
			    options, err);
	return err_set(err, ERR_MISSING, _("There is no command \"%s\"; see "
	    "\"bansao --help\""), name);
}

bool command_typed(struct ui *ui, const char *text, struct err *err)
{
	struct line_words line = { 0 };
	const struct known_verb *found = NULL;

	split(&line, text, &ui->frame);
	for (int i = 0; known_verbs[i].command != NULL && line.count > 0; i++)
		if (strcmp(known_verbs[i].command, line.words[0]) == 0 &&
		    (found == NULL || (line.count > 1 &&
		    strcmp(known_verbs[i].verb, line.words[1]) == 0)))
			found = &known_verbs[i];
	if (found == NULL)
		return err_set(err, ERR_MISSING, _("There is no action, screen "
		    "or command \"%s\""), text);
	if (found->writes && ui->read_only)
		return err_set(err, ERR_RULE,
		    _("These screens are for reading only"));
	return task_command(ui, text, line.words, !found->work, err);
}
