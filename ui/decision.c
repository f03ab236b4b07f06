#include "decision.h"

#include "draft.h"

#include <string.h>

const char *const deciding_names[FIELDS] = {
	"authority", "number", "date", "signer"
};

struct deciding *deciding_of(struct view *view)
{
	if (view->data == NULL) {
		struct deciding *d = pool_alloc(&view->own, sizeof(*d));

		for (int i = 0; i < FIELDS; i++)
			d->field[i] = "";
		view->data = d;
	}
	return view->data;
}

/* --- what is left out ------------------------------------------------------- */

struct left_out *left_out_find(struct deciding *d, int64_t id)
{
	for (size_t i = 0; i < d->count; i++)
		if (d->out[i].id == id)
			return &d->out[i];
	return NULL;
}

void left_out_put(struct view *view, int64_t id, const char *code,
    const char *reason)
{
	struct deciding *d = deciding_of(view);
	struct left_out *out = left_out_find(d, id);

	if (out == NULL) {
		if (d->count == d->room) {
			struct left_out *more = pool_array(&view->own,
			    d->room = d->room * 2 + 16, sizeof(*more));

			if (d->count > 0)
				memcpy(more, d->out, d->count * sizeof(*more));
			d->out = more;
		}
		out = &d->out[d->count++];
		out->id = id;
		out->code = pool_copy(&view->own, code);
	}
	out->reason = pool_copy(&view->own, reason);
}

void left_out_take(struct deciding *d, int64_t id)
{
	struct left_out *out = left_out_find(d, id);

	if (out != NULL)
		*out = d->out[--d->count];
}

/* --- the draft -------------------------------------------------------------- */

static const char *draft_key(struct view *view)
{
	return pool_printf(&view->ui->frame, "decision-%s", view->word);
}

bool decision_keep(struct view *view)
{
	struct deciding *d = deciding_of(view);
	struct buf text = { 0 };
	struct err err = { 0 };
	bool good;

	for (int i = 0; i < FIELDS; i++)
		buf_printf(&text, "%s\t%s\n", deciding_names[i], d->field[i]);
	for (size_t i = 0; i < d->count; i++)
		buf_printf(&text, "out\t%s\t%s\n", d->out[i].code,
		    d->out[i].reason);
	good = draft_write(draft_key(view), buf_string(&text), &err);
	if (!good)
		ui_fail(view->ui, &err);
	buf_free(&text);
	return good;
}

static void take_line(struct view *view, char *line)
{
	struct deciding *d = deciding_of(view);
	const char *name = strsep(&line, "\t");
	const char *value = line == NULL ? "" : strsep(&line, "\t");
	struct dossier dossier;
	struct err ignored = { 0 };

	for (int i = 0; i < FIELDS; i++)
		if (strcmp(name, deciding_names[i]) == 0)
			d->field[i] = pool_copy(&view->own, value);
	/* A code that is gone meanwhile is left out of the draft. */
	if (strcmp(name, "out") == 0 && line != NULL &&
	    dossier_find(view->ui->app->db, value, &view->ui->frame, &dossier,
	    &ignored))
		left_out_put(view, dossier.id, value, line);
}

bool decision_take(struct view *view)
{
	char *text = draft_read(draft_key(view), &view->own);
	bool found = text != NULL;

	while (text != NULL && *text != '\0')
		take_line(view, strsep(&text, "\n"));
	return found;
}

void decision_forget(struct view *view)
{
	draft_remove(draft_key(view));
}
