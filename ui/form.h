/* A form is a table of fields, checked while they are typed. An unfinished
 * one survives a lost connection as a draft. */
#ifndef FORM_H
#define FORM_H

#include "prompt.h"
#include "ui.h"

enum form_kind {
	FORM_TEXT,
	FORM_NUMBER,		/* a whole number, thousands are fine */
	FORM_REAL,		/* shelf metres: 12,5 */
	FORM_MONEY,
	FORM_DATE,		/* a day, a month or a year */
	FORM_DAY,		/* a whole day */
	FORM_YEAR,
	FORM_YES,		/* on or off */
	FORM_CHOICE,		/* one of choices; code "" is none */
	FORM_MANY,		/* several of choices, their codes joined by , */
	FORM_NOTE,		/* a long text: Ctrl-O opens $EDITOR */
	FORM_FIXED		/* shown only */
};

struct form_field {
	const char *name;	/* stable: of an option, of a column */
	const char *label;	/* already translated */
	enum form_kind kind;
	bool required;
	const char *help;	/* translated, or NULL */
	const struct choice *choices;	/* borrowed by form_open's caller */
	int choice_count;
	int length;		/* most letters, 0: no limit */
};

struct form;

struct form_plan {
	const char *key;	/* names the draft; NULL: none is kept */
	const char *title;
	const char *hint;	/* above the fields, or NULL */
	const struct form_field *fields;
	int count;
	/* Enter on the last field, F2 or Ctrl-S. True closes the form. */
	bool (*done)(struct ui *ui, struct form *form, struct err *err);
	/* What only the caller knows about a value (a code that must be
	 * there), asked while it is typed and not for empty ones; or NULL. */
	bool (*check)(struct form *form, const char *name, const char *value,
	    struct err *err);
	/* A value changed (to suggest others); may be NULL. */
	void (*changed)(struct form *form, const char *name);
	void *to;		/* given back by form_to */
};

/* The plan, its texts and choices are copied. */
struct form *form_open(struct ui *ui, const struct form_plan *plan);
void form_set(struct form *form, const char *name, const char *value);
/* "" for what is empty; a flag is "1" or "". */
const char *form_get(const struct form *form, const char *name);
bool form_number(const struct form *form, const char *name, int64_t *value);
/* The field as ISO date; false when it is empty or no date. */
bool form_date(const struct form *form, const char *name, char iso[48]);
void *form_to(const struct form *form);
struct ui *form_ui(const struct form *form);
void form_give(struct form *form, void *to);
struct pool *form_pool(struct form *form);	/* lives as long */
/* Somebody else saved the same thing meanwhile. was and now: the values this
 * form began with and those of today, a pair for each field of the plan. What
 * was not touched here is taken from them; the rest is told field by field. */
void form_two_versions(struct form *form, const char *const *was,
    const char *const *now);
/* A sentence with the labels of the form where it names the options that the
 * fields stand for: "--reason TEXT" is "Reason". */
const char *form_words(const struct form *form, const char *text,
    struct pool *pool);
/* Take a draft of that key, if one is kept, into the form. */
bool form_draft(struct form *form);

#endif
