/* A form as its two files know it. */
#ifndef FORM_INSIDE_H
#define FORM_INSIDE_H

#include "form.h"

struct form_item {
	struct typed line;
	uint64_t on;		/* choices that are on; a flag: 1 */
	int choice;		/* FORM_CHOICE: index; FORM_MANY: the cursor */
	char wrong[480];	/* what is wrong with it, "" nothing */
	bool touched;
};

struct form {
	struct view *view;
	struct form_plan plan;
	struct form_field *fields;
	struct form_item *items;
	int at, first;
	bool changed;
	bool drafted;		/* it began with what was kept */
};

/* form_values.c: what is wrong with a field is kept in its item. */
bool form_check(struct form *form, int index);
/* Is it a line that is typed into? */
bool form_is_line(enum form_kind kind);
void form_draw(struct view *view, bool all);
/* Is it a form that this view shows? */
bool form_is(const struct view *view);

#endif
