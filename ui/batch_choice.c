/* Into which digitising batch: the open ones are offered for the marked files. */
#include "dossier_ui.h"

#include "batch.h"
#include "command_form.h"
#include "number.h"

#include <string.h>

enum { MOST_BATCHES = 60 };

/* What is offered; lives with the view. */
struct offer {
	struct view *view;
	struct choice choices[MOST_BATCHES];
	const char *words;	/* the codes of the files */
	int count;
};

static bool add(void *to, const struct batch *batch, struct err *err)
{
	struct offer *o = to;
	struct pool *pool = &o->view->own;

	(void)err;
	if (o->count == MOST_BATCHES || strcmp(batch->state, "open") != 0)
		return true;
	o->choices[o->count].code = pool_copy(pool, batch->code);
	o->choices[o->count++].text = pool_printf(pool,
	    _("%s: %s; %s files, %s A4 pages"), batch->code,
	    batch->operator_name, number_text(pool, batch->dossiers),
	    number_text(pool, batch->a4));
	return true;
}

static void chosen(struct ui *ui, void *to, int index)
{
	struct offer *o = to;
	struct err err = { 0 };

	if (!command_typed(ui, pool_printf(&ui->frame, "batch add \"%s\" %s",
	    o->choices[index].code, o->words), &err))
		ui_fail(ui, &err);
}

bool dossier_batch(struct view *view, struct err *err)
{
	struct offer *o = pool_alloc(&view->own, sizeof(*o));
	const char *words;

	o->view = view;
	if (!dossier_codes(view, &words, err) ||
	    !batch_each(view->ui->app->db, 0, add, o, err))
		return false;
	if (o->count == 0)
		return err_set(err, ERR_MISSING,
		    _("No batch is open. \":batch new\" begins one"));
	o->words = pool_copy(&view->own, words);
	choose(view->ui, _("Into which batch?"), o->choices, o->count, 0,
	    chosen, o);
	return true;
}
