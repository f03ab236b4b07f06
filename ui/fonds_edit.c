#include "fonds_edit.h"

#include "form.h"

#include "audit.h"
#include "fonds.h"
#include "out.h"
#include "text.h"

#include <string.h>

enum { MOST_FIELDS = 20 };

struct editing {
	struct fonds before;
};

static int values(struct fonds *fonds, const char **list)
{
	int count = 0;

	list[count++] = fonds->code;
	for (const struct fonds_field *f = fonds_fields; f->name != NULL &&
	    count < MOST_FIELDS; f++)
		list[count++] = *fonds_text(fonds, f);
	return count;
}

static bool store(struct ui *ui, const struct fonds *fonds, struct err *err)
{
	struct edit edit = { .action = "fonds edit", .subject = fonds->code,
		.summary = pool_printf(&ui->frame, _("change fonds %s"),
		fonds->code) };

	if (!edit_begin(ui->app->db, err))
		return false;
	if (fonds_save(ui->app->db, fonds, err))
		return edit_commit(ui->app->db, &edit, NULL, err);
	edit_abort(ui->app->db);
	return false;
}

static bool save(struct ui *ui, struct form *form, struct err *err)
{
	struct editing *e = form_to(form);
	struct pool *pool = form_pool(form);
	struct fonds fonds = e->before, theirs;
	const char *was[MOST_FIELDS], *now[MOST_FIELDS];
	struct err why = { 0 }, ignored = { 0 };

	fonds.code = text_nfc(pool, form_get(form, "#code"));
	for (const struct fonds_field *f = fonds_fields; f->name; f++)
		*fonds_text(&fonds, f) = text_nfc(pool, pool_copy(pool,
		    form_get(form, f->name)));
	if (store(ui, &fonds, &why)) {
		ui_reload(ui);
		ui_say(ui, STYLE_GOOD, _("Saved: %s"), fonds.code);
		return true;
	}
	if (why.kind == ERR_BUSY && fonds_get(ui->app->db, fonds.id, pool,
	    &theirs, &ignored) && theirs.rev != e->before.rev) {
		values(&e->before, was);
		values(&theirs, now);
		form_two_versions(form, was, now);
		e->before = theirs;
		return false;
	}
	return err_set(err, why.kind, "%s", why.text);
}

static void make_choices(struct form_field *field, struct pool *pool)
{
	static const char *const kinds[] = { "fonds", "works", "collection" };
	static const char *const states[] = { "open", "closed" };
	bool kind = strcmp(field->name, "kind") == 0;
	struct choice *choices = pool_array(pool, COUNT(kinds),
	    sizeof(*choices));

	if (!kind && strcmp(field->name, "status") != 0)
		return;
	field->kind = FORM_CHOICE;
	field->choices = choices;
	field->choice_count = kind ? (int)COUNT(kinds) : (int)COUNT(states);
	for (int i = 0; i < field->choice_count; i++)
		choices[i] = kind ? (struct choice){ kinds[i],
		    fonds_kind_name(kinds[i]) } : (struct choice){ states[i],
		    out_word(states[i]) };
}

bool fonds_edit(struct ui *ui, const char *code, struct err *err)
{
	struct form_field fields[MOST_FIELDS] = {
		{ "#code", _("Code"), FORM_TEXT, .required = true } };
	struct fonds fonds;
	struct editing *e;
	struct form *form;
	int count = 1;

	if (!fonds_find(ui->app->db, code, &ui->frame, &fonds, err))
		return false;
	for (const struct fonds_field *f = fonds_fields; f->name != NULL &&
	    count < MOST_FIELDS; f++) {
		fields[count] = (struct form_field){ f->name, _(f->label),
			FORM_NOTE, .required = strcmp(f->name, "name") == 0 };
		make_choices(&fields[count++], &ui->frame);
	}
	form = form_open(ui, &(struct form_plan){
	    .key = pool_printf(&ui->frame, "fonds-%s", fonds.code),
	    .title = pool_printf(&ui->frame, _("Edit %s"), fonds.code),
	    .fields = fields, .count = count, .done = save });
	e = pool_alloc(form_pool(form), sizeof(*e));
	form_give(form, e);
	if (!fonds_get(ui->app->db, fonds.id, form_pool(form), &e->before, err))
		return false;
	form_set(form, "#code", e->before.code);
	for (const struct fonds_field *f = fonds_fields; f->name; f++)
		form_set(form, f->name, *fonds_text(&e->before, f));
	form_draft(form);
	return true;
}
