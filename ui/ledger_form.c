#include "ledger_form.h"

#include "app_ledger.h"
#include "date.h"
#include "number.h"
#include "out.h"
#include "registry.h"
#include "text.h"

#include <string.h>

enum { MOST_WORDS = 8 };

struct register_verb {
	const char *command, *verb;
	const struct ledger *ledger;
	bool edits;
	const char *owner;	/* the field its word fills in, or NULL */
};

static const struct register_verb verbs[] = {
	{ "agency", "add", &ledger_agency, false, NULL },
	{ "agency", "edit", &ledger_agency, true, NULL },
	{ "agency", "backlog", &ledger_backlog, false, "agency" },
	{ "agency", "backlog-edit", &ledger_backlog, true, NULL },
	{ "agency", "disseminate", &ledger_dissemination, false, "agency" },
	{ "agency", "disseminate-edit", &ledger_dissemination, true, NULL },
	{ "transfer", "add", &ledger_transfer, false, NULL },
	{ "transfer", "edit", &ledger_transfer, true, NULL },
	{ "difficulty", "add", &ledger_difficulty, false, NULL },
	{ "difficulty", "edit", &ledger_difficulty, true, NULL },
	{ "task", "add", &ledger_task, false, NULL },
	{ "task", "edit", &ledger_task, true, NULL },
	{ "letter", "add", &ledger_letter, false, NULL },
	{ "letter", "edit", &ledger_letter, true, NULL },
	{ "legal", "add", &ledger_legal, false, NULL },
	{ "legal", "edit", &ledger_legal, true, NULL },
	{ "norm", "add", &ledger_norm, false, NULL },
	{ "norm", "edit", &ledger_norm, true, NULL },
	{ "funding", "add", &ledger_funding, false, NULL },
	{ "funding", "edit", &ledger_funding, true, NULL },
};

struct editing {
	const struct register_verb *verb;
	struct ledger_row before;
	const char *key;	/* as people name it; "" for a new one */
	int fields;
};

/* --- a value as people write it, the way it is typed again --------------------- */

static const char *shown(struct pool *pool, const struct ledger_field *f,
    const struct ledger_value *value)
{
	char text[DATE_TEXT];
	struct date date;

	switch (f->type) {
	case LEDGER_DATE:
	case LEDGER_DAY:
		if (!date_from_iso(value->text, &date))
			return value->text;
		date_vi(date, text);
		return pool_copy(pool, text);
	case LEDGER_YEAR:
		return value->number == 0 ? "" : pool_printf(pool, "%lld",
		    (long long)value->number);
	case LEDGER_COUNT:
	case LEDGER_MONEY:
		return value->number == 0 ? "" : number_text(pool,
		    value->number);
	case LEDGER_MILLI:
		return value->number == 0 ? "" : number_real(pool,
		    (double)value->number / 1000, 3);
	default:
		return value->text;
	}
}

/* An emptied number is none. */
static const char *typed(struct form *form, const struct ledger_field *f)
{
	const char *text = form_get(form, f->name);
	bool number = f->type == LEDGER_COUNT || f->type == LEDGER_YEAR ||
	    f->type == LEDGER_MONEY || f->type == LEDGER_MILLI;

	return number && text[0] == '\0' ? "0" : text;
}

/* Inside a form the name of the option is not news. */
static bool without_option(struct err *err)
{
	const char *colon = strncmp(err->text, "--", 2) == 0 ?
	    strstr(err->text, ": ") : NULL;

	if (colon != NULL)
		memmove(err->text, colon + 2, strlen(colon + 2) + 1);
	return false;
}

static bool check(struct form *form, const char *name, const char *value,
    struct err *err)
{
	const struct editing *e = form_to(form);
	const struct ledger *ledger = e->verb->ledger;
	struct ledger_row row = e->before;
	int field = ledger_field(ledger, name);

	if (strcmp(name, "#code") == 0)
		return strlen(value) <= 60 || err_set(err, ERR_USAGE,
		    _("A code has at most 60 letters"));
	return field < 0 || ledger_type(form_ui(form)->app->db, ledger, field,
	    value, &form_ui(form)->frame, &row, err) || without_option(err);
}

/* --- saving -------------------------------------------------------------------- */

static void both_versions(struct form *form, const struct ledger_row *theirs)
{
	struct editing *e = form_to(form);
	const struct ledger *ledger = e->verb->ledger;
	const char *was[LEDGER_FIELDS + 1], *now[LEDGER_FIELDS + 1];
	struct pool *pool = form_pool(form);
	int at = 0;

	if (ledger->coded)
		was[at] = now[at] = e->before.code, at++;
	for (int i = 0; ledger->fields[i].name != NULL; i++, at++) {
		was[at] = shown(pool, &ledger->fields[i],
		    &e->before.values[i]);
		now[at] = shown(pool, &ledger->fields[i], &theirs->values[i]);
	}
	form_two_versions(form, was, now);
	e->before = *theirs;
}

static bool fill(struct form *form, struct ledger_row *row, struct err *err)
{
	struct editing *e = form_to(form);
	const struct ledger *ledger = e->verb->ledger;
	struct pool *pool = form_pool(form);

	*row = e->before;
	if (ledger->coded && !e->verb->edits)
		row->code = text_nfc(pool, form_get(form, "#code"));
	for (int i = 0; ledger->fields[i].name != NULL; i++)
		if (!ledger_type(form_ui(form)->app->db, ledger, i,
		    pool_copy(pool, typed(form, &ledger->fields[i])), pool,
		    row, err))
			return without_option(err);
	return true;
}

static bool save(struct ui *ui, struct form *form, struct err *err)
{
	struct editing *e = form_to(form);
	const struct ledger *ledger = e->verb->ledger;
	struct ledger_row row, theirs;
	struct err why = { 0 }, ignored = { 0 };
	const char *said;

	if (!fill(form, &row, err))
		return false;
	if (!app_ledger_store(ui->app, ledger, &row, app_ledger_words(ui->app,
	    !e->verb->edits, ledger, ledger->coded ? row.code : ""), &said,
	    &why)) {
		if (why.kind == ERR_BUSY && e->verb->edits && ledger_find(
		    ui->app->db, ledger, e->key, form_pool(form), &theirs,
		    &ignored) && theirs.rev != e->before.rev) {
			both_versions(form, &theirs);
			return false;
		}
		return err_set(err, why.kind, "%s", why.text);
	}
	ui_reload(ui);
	ui_say(ui, STYLE_GOOD, "%s", said);
	return true;
}

/* --- the form ------------------------------------------------------------------ */

static const char *help_of(const struct known_verb *verb, const char *name)
{
	for (int i = 0; i < verb->count; i++) {
		const struct known_option *o = &known_options[verb->first + i];

		if (strcmp(o->name, name) == 0)
			return _(o->help);
	}
	return name;
}

static void word_choices(struct form_field *field,
    const struct ledger_field *f, struct pool *pool)
{
	struct choice *choices = pool_array(pool, MOST_WORDS + 1,
	    sizeof(*choices));
	int count = 0;

	if (f->first[0] == '\0')
		choices[count++] = (struct choice){ "", _("(not said)") };
	for (const char *word = f->words; *word != '\0' &&
	    count < MOST_WORDS;) {
		size_t length = strcspn(word, "|");
		const char *code = pool_copy_n(pool, word, length);

		choices[count++] = (struct choice){ code, out_word(code) };
		word += length + (word[length] == '|');
	}
	field->kind = FORM_CHOICE;
	field->choices = choices;
	field->choice_count = count;
}

static int make_fields(const struct register_verb *verb,
    const struct known_verb *known, struct form_field *fields,
    struct pool *pool)
{
	static const enum form_kind kinds[] = {
		[LEDGER_TEXT] = FORM_NOTE, [LEDGER_DATE] = FORM_DATE,
		[LEDGER_DAY] = FORM_DAY, [LEDGER_COUNT] = FORM_NUMBER,
		[LEDGER_YEAR] = FORM_YEAR, [LEDGER_MONEY] = FORM_MONEY,
		[LEDGER_MILLI] = FORM_REAL, [LEDGER_WORD] = FORM_CHOICE,
		[LEDGER_BODY] = FORM_TEXT, [LEDGER_ESTIMATE] = FORM_TEXT,
	};
	int count = 0;

	if (verb->ledger->coded)
		fields[count++] = (struct form_field){ .name = "#code",
			.label = _("Code"), .required = true,
			.kind = verb->edits ? FORM_FIXED : FORM_TEXT };
	for (int i = 0; verb->ledger->fields[i].name != NULL; i++) {
		const struct ledger_field *f = &verb->ledger->fields[i];
		struct form_field *field = &fields[count++];

		*field = (struct form_field){ .name = f->name,
			.label = text_capital(pool, help_of(known, f->name)),
			.help = pool_printf(pool, "%s  (--%s)",
			    help_of(known, f->name), f->name),
			.kind = kinds[f->type], .required = f->required };
		if (f->type == LEDGER_WORD)
			word_choices(field, f, pool);
	}
	return count;
}

static bool open_form(struct ui *ui, const struct register_verb *verb,
    const struct known_verb *known, const char *key, struct err *err)
{
	struct form_field fields[LEDGER_FIELDS + 1];
	struct pool *pool = &ui->frame;
	struct form_plan plan = {
		.key = pool_printf(pool, "command-%s-%s-%s", verb->command,
		    verb->verb, key),
		.title = pool_printf(pool, "%s%s%s: %s",
		    _(verb->ledger->noun), key[0] == '\0' ? "" : " ", key,
		    _(known->help)),
		.fields = fields, .done = save, .check = check,
	};
	struct ledger_row row;
	struct editing *e;
	struct form *form;

	/* It is looked up before the form stands. */
	if (verb->edits && !ledger_find(ui->app->db, verb->ledger, key, pool,
	    &row, err))
		return false;
	plan.count = make_fields(verb, known, fields, pool);
	form = form_open(ui, &plan);
	e = pool_alloc(form_pool(form), sizeof(*e));
	*e = (struct editing){ .verb = verb,
		.key = pool_copy(form_pool(form), key) };
	form_give(form, e);
	ledger_start(verb->ledger, &e->before);
	if (verb->edits && !ledger_find(ui->app->db, verb->ledger, key,
	    form_pool(form), &e->before, err))
		return false;
	form_set(form, "#code", e->before.code);
	for (int i = 0; verb->ledger->fields[i].name != NULL; i++)
		form_set(form, verb->ledger->fields[i].name, shown(
		    form_pool(form), &verb->ledger->fields[i],
		    &e->before.values[i]));
	if (!verb->edits)
		form_set(form, verb->owner != NULL ? verb->owner : "#code",
		    key);
	form_draft(form);
	return true;
}

bool ledger_form(struct ui *ui, const struct known_verb *verb,
    const char *key, bool *taken, struct err *err)
{
	*taken = false;
	for (size_t i = 0; i < COUNT(verbs) && ui->app->db != NULL; i++) {
		if (strcmp(verbs[i].command, verb->command) != 0 ||
		    strcmp(verbs[i].verb, verb->verb) != 0)
			continue;
		if (verbs[i].edits && key[0] == '\0')
			return true;
		*taken = true;
		return open_form(ui, &verbs[i], verb, key, err);
	}
	return true;
}
