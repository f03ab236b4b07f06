/* The values of a form: what was typed, and whether it holds. */
#include "form_inside.h"

#include "date.h"
#include "number.h"

#include <stdio.h>
#include <string.h>

static struct form_item *item_of(const struct form *form, const char *name)
{
	for (int i = 0; i < form->plan.count; i++)
		if (strcmp(form->fields[i].name, name) == 0)
			return &form->items[i];
	return NULL;
}

static const struct form_field *field_of(const struct form *form,
    const struct form_item *item)
{
	return &form->fields[item - form->items];
}

/* --- values -------------------------------------------------------------------- */

bool form_is_line(enum form_kind kind)
{
	return kind != FORM_YES && kind != FORM_CHOICE && kind != FORM_MANY &&
	    kind != FORM_FIXED;
}

const char *form_get(const struct form *form, const char *name)
{
	const struct form_item *item = item_of(form, name);
	const struct form_field *field;
	struct buf text = { 0 };
	const char *copy;

	if (item == NULL)
		return "";
	field = field_of(form, item);
	if (field->kind == FORM_YES)
		return item->on != 0 ? "1" : "";
	if (field->kind == FORM_CHOICE)
		return field->choice_count == 0 ? "" :
		    field->choices[item->choice].code;
	if (field->kind != FORM_MANY)
		return typed_text(&item->line);
	for (int i = 0; i < field->choice_count; i++)
		if ((item->on >> i & 1) != 0)
			buf_printf(&text, "%s%s", text.length > 0 ? "," : "",
			    field->choices[i].code);
	copy = pool_copy(&form->view->own, buf_string(&text));
	buf_free(&text);
	return copy;
}

static void set_many(const struct form_field *field, struct form_item *item,
    const char *value)
{
	item->on = 0;
	while (*value != '\0') {
		size_t length = strcspn(value, ",");

		for (int i = 0; i < field->choice_count; i++)
			if (strlen(field->choices[i].code) == length &&
			    strncmp(field->choices[i].code, value, length) == 0)
				item->on |= UINT64_C(1) << i;
		value += length + (value[length] == ',');
	}
}

void form_set(struct form *form, const char *name, const char *value)
{
	struct form_item *item = item_of(form, name);
	const struct form_field *field;

	if (item == NULL || value == NULL)
		return;
	field = field_of(form, item);
	if (field->kind == FORM_YES)
		item->on = value[0] != '\0' && value[0] != '0';
	else if (field->kind == FORM_MANY)
		set_many(field, item, value);
	else if (field->kind == FORM_CHOICE) {
		for (int i = 0; i < field->choice_count; i++)
			if (strcmp(field->choices[i].code, value) == 0)
				item->choice = i;
	} else {
		typed_set(&item->line, value);
	}
}

bool form_number(const struct form *form, const char *name, int64_t *value)
{
	const char *text = form_get(form, name);
	struct err err = { 0 };

	return text[0] != '\0' && number_parse(text, value, &err);
}

bool form_date(const struct form *form, const char *name, char iso[48])
{
	struct date date = { 0 };
	struct err err = { 0 };
	const char *text = form_get(form, name);

	iso[0] = '\0';
	if (text[0] == '\0' || !date_parse(text, &date, &err))
		return false;
	date_iso(date, iso);
	return true;
}

void *form_to(const struct form *form)
{
	return form->plan.to;
}

struct ui *form_ui(const struct form *form)
{
	return form->view->ui;
}

void form_give(struct form *form, void *to)
{
	form->plan.to = to;
}

struct pool *form_pool(struct form *form)
{
	return &form->view->own;
}

/* --- checking ------------------------------------------------------------------ */

static bool check_text(const struct form_field *field, const char *text,
    struct err *err)
{
	int64_t number;
	double real;
	struct date date;
	int letters = 0;

	if (text[0] == '\0')
		return !field->required || err_set(err, ERR_USAGE,
		    _("This is needed"));
	for (const char *p = text; *p != '\0'; p++)
		letters += ((unsigned char)*p & 0xc0) != 0x80;
	if (field->length > 0 && letters > field->length)
		return err_set(err, ERR_USAGE, _("At most %d letters; these "
		    "are %d"), field->length, letters);
	switch (field->kind) {
	case FORM_NUMBER:
		return number_parse(text, &number, err);
	case FORM_REAL:
		return number_parse_real(text, &real, err);
	case FORM_YEAR:
		return number_parse(text, &number, err) &&
		    ((number >= 1000 && number <= 2200) || err_set(err,
		    ERR_USAGE, _("%s is no year"), text));
	case FORM_MONEY:
		return number_parse_money(text, &number, err);
	case FORM_DATE:
		return date_parse(text, &date, err);
	case FORM_DAY:
		return date_parse(text, &date, err) && (date_is_whole(date) ||
		    err_set(err, ERR_USAGE, _("A whole day is needed, as in "
		    "05/12/2026")));
	default:
		return true;
	}
}

bool form_check(struct form *form, int index)
{
	const struct form_field *field = &form->fields[index];
	struct form_item *item = &form->items[index];
	struct err err = { 0 };

	item->wrong[0] = '\0';
	if (form_is_line(field->kind)) {
		const char *text = typed_text(&item->line);

		if (check_text(field, text, &err) && (text[0] == '\0' ||
		    form->plan.check == NULL ||
		    form->plan.check(form, field->name, text, &err)))
			return true;
	} else if (!field->required || form_get(form, field->name)[0] != '\0') {
		return true;
	} else {
		err_set(&err, ERR_USAGE, _("Choose one"));
	}
	snprintf(item->wrong, sizeof(item->wrong), "%s", err.text);
	return false;
}

/* --- two versions ---------------------------------------------------------------- */

void form_two_versions(struct form *form, const char *const *was,
    const char *const *now)
{
	struct buf text = { 0 };

	buf_text(&text, _("Somebody else has changed this while you were "
	    "typing. Saving again overwrites with yours.\n\n"));
	for (int i = 0; i < form->plan.count; i++) {
		const struct form_field *f = &form->fields[i];
		const char *mine = form_get(form, f->name);

		if (strcmp(was[i], now[i]) == 0)
			continue;
		if (strcmp(was[i], mine) == 0) {
			form_set(form, f->name, now[i]);
			mine = _("(not changed by you: theirs is taken)");
		}
		buf_printf(&text, "%s\n  %s: %s\n  %s: %s\n", f->label,
		    _("theirs"), now[i], _("yours"), mine);
	}
	ui_tell(form->view->ui, _("Two versions"), buf_string(&text));
	buf_free(&text);
}
