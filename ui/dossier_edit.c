/* The form of one file, drawn from the table of its fields. When somebody
 * else has saved it meanwhile both versions are shown, field by field. */
#include "dossier_ui.h"

#include "fonds_edit.h"
#include "form.h"

#include "audit.h"
#include "fonds.h"
#include "number.h"
#include "pick.h"
#include "setting.h"

#include <stdlib.h>
#include <string.h>

enum { MOST_FIELDS = 48, MOST_TERMS = 60 };

struct editing {
	struct dossier before;
};

/* --- two versions ------------------------------------------------------------------ */

static void differences(struct form *form, const struct dossier *theirs)
{
	struct editing *e = form_to(form);
	struct pool *pool = form_pool(form);
	const char *was[MOST_FIELDS], *now[MOST_FIELDS];
	int count = 0;

	for (const struct dossier_field *f = dossier_fields; f->name != NULL &&
	    count < MOST_FIELDS; f++) {
		was[count] = dossier_text(&e->before, pool, f);
		now[count++] = dossier_text(theirs, pool, f);
	}
	form_two_versions(form, was, now);
	e->before = *theirs;
}

static bool fill(struct ui *ui, struct form *form, struct dossier *d,
    struct err *err)
{
	struct editing *e = form_to(form);
	struct pool *pool = form_pool(form);

	*d = e->before;
	for (const struct dossier_field *f = dossier_fields; f->name; f++) {
		const char *typed = pool_copy(pool, form_get(form, f->name));

		if (strcmp(typed, dossier_text(&e->before, pool, f)) != 0 &&
		    !dossier_set(ui->app->db, d, pool, f, typed, err))
			return err_wrap(err, "%s", _(f->label));
	}
	return true;
}

static bool save(struct ui *ui, struct form *form, struct err *err)
{
	struct editing *e = form_to(form);
	struct pool *pool = form_pool(form);
	struct db *db = ui->app->db;
	struct dossier d, theirs;
	struct edit edit = { .action = "edit" };
	struct err why = { 0 }, ignored = { 0 };

	if (!fill(ui, form, &d, err) || !edit_begin(db, err))
		return false;
	edit.subject = d.code;
	edit.dossier = d.id;
	edit.summary = pool_printf(pool, _("edit %s"), d.code);
	if (!dossier_save(db, &d, &why)) {
		edit_abort(db);
		if (why.kind == ERR_BUSY && dossier_get(db, d.id, pool,
		    &theirs, &ignored)) {
			differences(form, &theirs);
			return false;
		}
		return err_set(err, why.kind, "%s", why.text);
	}
	if (!edit_commit(db, &edit, NULL, err))
		return false;
	(void)e;
	ui_reload(ui);
	ui_say(ui, STYLE_GOOD, _("Saved: %s"), d.code);
	return true;
}

/* --- the form ------------------------------------------------------------------------ */

static bool term_choices(struct ui *ui, const struct dossier_field *f,
    struct form_field *field, struct err *err)
{
	struct choice *choices = pool_array(&ui->frame, MOST_TERMS + 1,
	    sizeof(*choices));
	struct term *terms;
	size_t count;

	if (!term_list(ui->app->db, f->terms, &ui->frame, &terms, &count,
	    err))
		return false;
	if (count == 0 || count >= MOST_TERMS) {
		field->kind = FORM_TEXT;
		return true;
	}
	choices[0] = (struct choice){ "", _("(not said)") };
	for (size_t i = 0; i < count; i++)
		choices[i + 1] = (struct choice){ terms[i].code,
			terms[i].name };
	field->choices = choices;
	field->choice_count = (int)count + 1;
	return true;
}

static bool make_fields(struct ui *ui, struct form_field *fields, int *count,
    struct err *err)
{
	static const enum form_kind kinds[] = {
		[FIELD_TEXT] = FORM_TEXT, [FIELD_NUMBER] = FORM_NUMBER,
		[FIELD_DATE] = FORM_DATE, [FIELD_TERM] = FORM_CHOICE,
		[FIELD_FLAG] = FORM_YES,
	};

	*count = 0;
	for (const struct dossier_field *f = dossier_fields; f->name != NULL &&
	    *count < MOST_FIELDS; f++) {
		struct form_field *to = &fields[(*count)++];

		*to = (struct form_field){ .name = f->name,
			.label = _(f->label), .kind = kinds[f->kind],
			.length = f->length };
		if (f->kind == FIELD_TEXT && (f->length == 0 ||
		    f->length >= 500))
			to->kind = FORM_NOTE;
		to->required = strcmp(f->name, "title") == 0;
		if (f->kind == FIELD_TERM && !term_choices(ui, f, to, err))
			return false;
	}
	return true;
}

/* In the tree a fonds is edited by the same key. */
static bool edit_fonds(struct view *view, bool *taken, struct err *err)
{
	struct fonds fonds;
	int64_t id = list_id(view);

	*taken = strcmp(view->screen->name, "home") == 0 &&
	    (id & 3) == TREE_FONDS;
	return !*taken || (fonds_get(view->ui->app->db, id >> 2,
	    &view->ui->frame, &fonds, err) &&
	    fonds_edit(view->ui, fonds.code, err));
}

static bool edit_one(struct view *view, struct err *err)
{
	struct ui *ui = view->ui;
	struct form_field fields[MOST_FIELDS];
	int64_t id = ui_dossier(view, err);
	struct dossier d;
	struct editing *e;
	struct form *form;
	int count;

	if (id == 0 || !make_fields(ui, fields, &count, err) ||
	    !dossier_get(ui->app->db, id, &ui->frame, &d, err))
		return false;
	form = form_open(ui, &(struct form_plan){
	    .key = pool_printf(&ui->frame, "dossier-%s", d.code),
	    .title = pool_printf(&ui->frame, _("Edit %s"), d.code),
	    .fields = fields, .count = count, .done = save });
	e = pool_alloc(form_pool(form), sizeof(*e));
	form_give(form, e);
	if (!dossier_get(ui->app->db, id, form_pool(form), &e->before, err))
		return false;
	for (const struct dossier_field *f = dossier_fields; f->name; f++)
		form_set(form, f->name, dossier_text(&e->before,
		    form_pool(form), f));
	form_draft(form);
	return true;
}

bool dossier_edit(struct view *view, struct err *err)
{
	bool taken;

	return edit_fonds(view, &taken, err) && (taken || edit_one(view, err));
}
