/* One row of a register as people read it: every field with its name. */
#include "ledger.h"

#include "date.h"
#include "number.h"
#include "text.h"

#include <string.h>

/* What a field is called; the same word means the same in every register. */
static const struct {
	const char *name, *label;
} labels[] = {
	{ "name", N_("Full name") }, { "kind", N_("Kind") },
	{ "source", N_("Source") }, { "successor", N_("Successor") },
	{ "from", N_("From") }, { "until", N_("Until") },
	{ "contact", N_("Contact") }, { "note", N_("Note") },
	{ "agency", N_("Agency") }, { "counted", N_("Counted on") },
	{ "held", N_("Kept (m)") }, { "backlog", N_("To arrange (m)") },
	{ "arranged", N_("Arranged (m)") }, { "estimate", N_("Estimate") },
	{ "due", N_("Due") }, { "basis", N_("Basis") },
	{ "title", N_("Title") }, { "registered", N_("Registered") },
	{ "registration", N_("Number of the registration") },
	{ "received", N_("Received") }, { "minutes", N_("Minutes") },
	{ "files", N_("Permanent files") }, { "boxes", N_("Boxes") },
	{ "metres", N_("Shelf metres") },
	{ "not-permanent", N_("Not permanent") }, { "letter", N_("Letter") },
	{ "topic", N_("Topic") }, { "content", N_("Content") },
	{ "forwarded", N_("Forwarded") },
	{ "forward-letter", N_("Forwarded by letter") },
	{ "answered", N_("Answered") },
	{ "answer-letter", N_("Answered by letter") },
	{ "answer", N_("Answer") }, { "date", N_("Date") },
	{ "form", N_("Form") }, { "people", N_("People") },
	{ "body", N_("Body") }, { "done", N_("Done on") },
	{ "direction", N_("Direction") }, { "number", N_("Number") },
	{ "about", N_("About") }, { "year", N_("Year") },
	{ "issuer", N_("Issuer") }, { "item", N_("Item") },
	{ "step", N_("Step") }, { "grade", N_("Grade") },
	{ "value", N_("Value") }, { "unit", N_("Unit") },
	{ "amount", N_("Amount") },
};

const char *ledger_label(const struct ledger_field *field)
{
	for (size_t i = 0; i < COUNT(labels); i++)
		if (strcmp(labels[i].name, field->name) == 0)
			return _(labels[i].label);
	return field->name;
}

static const char *show_day(struct pool *pool, const char *text)
{
	struct date date;
	char words[DATE_TEXT];

	if (!date_from_iso(text, &date) || date.year == 0)
		return text;
	date_vi(date, words);
	return pool_copy(pool, words);
}

const char *ledger_show(const struct ledger_field *field,
    const struct ledger_value *value, struct pool *pool)
{
	switch (field->type) {
	case LEDGER_COUNT:
		return number_text(pool, value->number);
	case LEDGER_YEAR:
		return value->number == 0 ? "" : pool_printf(pool, "%lld",
		    (long long)value->number);
	case LEDGER_MONEY:
		return number_money(pool, value->number);
	case LEDGER_MILLI:
		return number_real(pool, (double)value->number / 1000, 3);
	case LEDGER_DATE:
	case LEDGER_DAY:
		return show_day(pool, value->text);
	case LEDGER_WORD:
		return strcmp(value->text, "yes") == 0 ? _("yes") :
		    strcmp(value->text, "no") == 0 ? _("no") :
		    out_word(value->text);
	default:
		return text_safe(pool, value->text);
	}
}
