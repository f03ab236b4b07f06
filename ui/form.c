#include "form_inside.h"

#include "draft.h"
#include "keys.h"

#include <string.h>

static void after_change(struct form *form, int index)
{
	form->changed = true;
	form->items[index].touched = true;
	form_check(form, index);
	if (form->plan.changed != NULL)
		form->plan.changed(form, form->fields[index].name);
}

/* --- keys ---------------------------------------------------------------------- */

static void leave_now(struct ui *ui)
{
	ui_pop(ui);
}

static bool leave_yes(struct view *view, struct err *err)
{
	(void)err;
	leave_now(view->ui);
	return true;
}

static void leave(struct form *form)
{
	static const struct action yes = { .name = "leave",
		.run = leave_yes };

	if (form->changed)
		ui_ask(form->view, _("Leave the form? What was typed is lost."),
		    &yes);
	else
		leave_now(form->view->ui);
}

/* The field of an option, "legibility" or "--legibility" in the plan. */
static const struct form_field *field_of_option(const struct form *form,
    const char *name, size_t length)
{
	for (int i = 0; i < form->plan.count; i++) {
		const char *own = form->fields[i].name;

		if (strncmp(own, "--", 2) == 0)
			own += 2;
		if (strncmp(own, name, length) == 0 && own[length] == '\0')
			return &form->fields[i];
	}
	return NULL;
}

/* Past what stands for the value of an option: " DATE", " SIGN,...". The
 * sentence keeps its own full stop. */
static const char *past_value(struct pool *pool, const char *text)
{
	size_t length = text[0] == ' ' ? strcspn(text + 1, " ") : 0;
	size_t core = length;
	const char *word = pool_copy_n(pool, text + 1, length);

	while (core > 0 && strchr(".,;:", word[core - 1]) != NULL)
		core--;
	if (core < 2 || (strcmp(text_upper(pool, word), word) != 0 &&
	    strchr(word, '|') == NULL))
		return text;
	return text + 1 + length - (core < length);
}

/* Sentences of the rules name the options of the command line; who fills in
 * the form is told its labels. */
const char *form_words(const struct form *form, const char *text,
    struct pool *pool)
{
	struct buf words = { 0 };
	const char *copy;

	while (*text != '\0') {
		const struct form_field *field = NULL;
		size_t length = strncmp(text, "--", 2) != 0 ? 0 : strspn(
		    text + 2, "abcdefghijklmnopqrstuvwxyz-");

		if (length > 0)
			field = field_of_option(form, text + 2, length);
		if (field == NULL) {
			buf_char(&words, *text++);
			continue;
		}
		buf_printf(&words, "\"%s\"", field->label);
		text = past_value(pool, text + 2 + length);
	}
	copy = pool_copy(pool, buf_string(&words));
	buf_free(&words);
	return copy;
}

static void refused(struct form *form, struct err *err)
{
	struct pool pool = { 0 };
	enum err_kind kind = err->kind;
	const char *words = form_words(form, err->text, &pool);

	err_clear(err);
	if (kind != ERR_NONE)
		(void)err_set(err, kind, "%s", words);
	pool_free(&pool);
	ui_fail(form->view->ui, err);
}

static void submit(struct form *form)
{
	struct ui *ui = form->view->ui;
	struct err err = { 0 };

	for (int i = form->plan.count - 1; i >= 0; i--) {
		form->items[i].touched = true;
		if (!form_check(form, i))
			form->at = i;
	}
	if (form->items[form->at].wrong[0] != '\0') {
		ui_say(ui, STYLE_BAD, "%s: %s", form->fields[form->at].label,
		    form->items[form->at].wrong);
		return;
	}
	if (form->plan.done(ui, form, &err)) {
		if (form->plan.key != NULL)
			draft_remove(form->plan.key);
		/* done() may have put a box above the form. */
		struct view **at = &ui->top;

		if (*at == form->view) {
			ui_pop(ui);
			return;
		}
		while (*at != NULL && (*at)->below != form->view)
			at = &(*at)->below;
		if (*at != NULL) {
			struct view *top = ui->top, *above = *at;

			above->below = form->view->below;
			ui->top = form->view;
			form->view->below = NULL;
			ui_pop(ui);
			ui->top = top;
			ui->all = true;
		}
		return;
	}
	refused(form, &err);
}

static void move_to(struct form *form, int by)
{
	int at = form->at;

	form->items[at].touched = true;
	form_check(form, at);
	do
		at += by;
	while (at >= 0 && at < form->plan.count &&
	    form->fields[at].kind == FORM_FIXED);
	if (at >= 0 && at < form->plan.count)
		form->at = at;
	form->view->ui->all = true;
}

/* Keys inside a field of choices. */
static bool choice_key(struct form *form, int32_t key)
{
	const struct form_field *field = &form->fields[form->at];
	struct form_item *item = &form->items[form->at];
	int count = field->choice_count;

	if (field->kind == FORM_YES && (key == KEY_IS_SPACE ||
	    key == KEY_IS_LEFT || key == KEY_IS_RIGHT)) {
		item->on = !item->on;
	} else if (field->kind == FORM_CHOICE && count > 0 &&
	    (key == KEY_IS_SPACE || key == KEY_IS_RIGHT)) {
		item->choice = (item->choice + 1) % count;
	} else if (field->kind == FORM_CHOICE && count > 0 &&
	    key == KEY_IS_LEFT) {
		item->choice = (item->choice + count - 1) % count;
	} else if (field->kind == FORM_MANY && key == KEY_IS_SPACE &&
	    count > 0) {
		item->on ^= UINT64_C(1) << item->choice;
	} else if (field->kind == FORM_MANY && key == KEY_IS_DOWN &&
	    item->choice + 1 < count) {
		item->choice++;
		return true;
	} else if (field->kind == FORM_MANY && key == KEY_IS_UP &&
	    item->choice > 0) {
		item->choice--;
		return true;
	} else {
		return false;
	}
	after_change(form, form->at);
	return true;
}

static void edit_note(struct form *form)
{
	struct form_item *item = &form->items[form->at];
	struct ui *ui = form->view->ui;
	struct err err = { 0 };
	char *text = NULL;

	tty_leave(ui->term);
	if (draft_edit(typed_text(&item->line), &form->view->own, &text, &err)) {
		typed_set(&item->line, text);
		after_change(form, form->at);
	}
	tty_enter(ui->term);
	ui->all = true;
	ui_fail(ui, &err);
}

static bool key(struct view *view, int32_t pressed)
{
	struct form *form = view->data;
	const struct form_field *field = &form->fields[form->at];

	if (choice_key(form, pressed))
		return true;
	if (key_leaves(pressed))
		leave(form);
	else if (pressed == KEY_IS_F1 + 1 || pressed == 19 ||
	    (pressed == KEY_IS_ENTER && form->at == form->plan.count - 1))
		submit(form);
	else if (pressed == KEY_IS_ENTER || pressed == KEY_IS_TAB ||
	    pressed == KEY_IS_DOWN)
		move_to(form, 1);
	else if (pressed == KEY_IS_UP || pressed == KEY_IS_BACKTAB)
		move_to(form, -1);
	else if (pressed == 15 && field->kind == FORM_NOTE)
		edit_note(form);
	else if (form_is_line(field->kind) &&
	    typed_key(&form->items[form->at].line, pressed))
		after_change(form, form->at);
	return true;
}

static bool paste(struct view *view, const char *text)
{
	struct form *form = view->data;

	if (!form_is_line(form->fields[form->at].kind))
		return false;
	typed_paste(&form->items[form->at].line, text);
	after_change(form, form->at);
	return true;
}

/* --- drafts, open and close ------------------------------------------------------ */

static bool save(struct view *view, struct err *err)
{
	struct form *form = view->data;
	struct buf text = { 0 };
	bool good;

	if (!form->changed || form->plan.key == NULL)
		return true;
	for (int i = 0; i < form->plan.count; i++) {
		const char *value = form_get(form, form->fields[i].name);

		buf_printf(&text, "%s\t", form->fields[i].name);
		/* A line break inside a note is kept as 0x1e. */
		for (; *value != '\0'; value++)
			buf_char(&text,
			    (char)(*value == '\n' ? '\036' : *value));
		buf_char(&text, '\n');
	}
	good = draft_write(form->plan.key, buf_string(&text), err);
	buf_free(&text);
	return good;
}

bool form_draft(struct form *form)
{
	struct pool *pool = &form->view->own;
	char *text = form->plan.key == NULL ? NULL :
	    draft_read(form->plan.key, pool);

	const char *name;
	char *value;

	if (text == NULL)
		return false;
	while (draft_next(&text, &name, &value))
		form_set(form, name, value);
	form->changed = true;
	form->drafted = true;
	ui_say(form->view->ui, STYLE_INFO,
	    _("What was typed before the connection broke is here again"));
	return true;
}

static void close_form(struct view *view)
{
	struct form *form = view->data;

	/* Only who sees the form go gives up what is kept of it. */
	if (form->drafted && !view->ui->gone)
		draft_remove(form->plan.key);
	for (int i = 0; i < form->plan.count; i++)
		typed_free(&form->items[i].line);
}

static const struct face form_face = {
	.overlay = true, .draw = form_draw, .key = key, .paste = paste,
	.save = save, .close = close_form,
};

bool form_is(const struct view *view)
{
	return view->face == &form_face;
}

static void copy_field(struct pool *pool, const struct form_field *from,
    struct form_field *to)
{
	struct choice *choices = pool_array(pool,
	    (size_t)from->choice_count + 1, sizeof(*choices));

	*to = *from;
	to->name = pool_copy(pool, from->name);
	to->label = pool_copy(pool, from->label);
	to->help = from->help == NULL ? NULL : pool_copy(pool, from->help);
	if (to->choice_count > 60)
		to->choice_count = 60;
	for (int i = 0; i < to->choice_count; i++)
		choices[i] = (struct choice){
			pool_copy(pool, from->choices[i].code),
			pool_copy(pool, from->choices[i].text) };
	to->choices = choices;
}

struct form *form_open(struct ui *ui, const struct form_plan *plan)
{
	struct view *view = ui_push(ui, &form_face, sizeof(struct form));
	struct form *form = view->data;
	struct pool *pool = &view->own;

	form->view = view;
	form->plan = *plan;
	form->plan.title = pool_copy(pool, plan->title);
	form->plan.key = plan->key == NULL ? NULL : pool_copy(pool, plan->key);
	form->items = pool_array(pool, (size_t)plan->count,
	    sizeof(*form->items));
	form->fields = pool_array(pool, (size_t)plan->count,
	    sizeof(*form->fields));
	for (int i = 0; i < plan->count; i++)
		copy_field(pool, &plan->fields[i], &form->fields[i]);
	form->plan.hint = plan->hint == NULL ? NULL :
	    form_words(form, plan->hint, pool);
	while (form->at + 1 < plan->count &&
	    form->fields[form->at].kind == FORM_FIXED)
		form->at++;
	return form;
}
