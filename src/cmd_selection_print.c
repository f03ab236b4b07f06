#include "cmd_selection.h"

#include "approval.h"
#include "audit.h"
#include "date.h"
#include "fonds.h"
#include "letterhead.h"
#include "number.h"
#include "out_app.h"
#include "progress.h"
#include "setting.h"

#include <string.h>

/* The danh mục in the columns of domain 4.3: by group, with subtotals, the
 * totals in words, the decision, and the fingerprints that let anyone check
 * the paper against the catalogue. */
static const struct out_column columns[] = {
	{ .key = "ordinal", .head = N_("No."), .type = OUT_NUMBER },
	{ .key = "code", .head = N_("File code") },
	{ .key = "box", .head = N_("Box") },
	{ .key = "notation", .head = N_("File no.") },
	{ .key = "title", .head = N_("Title of the file"), .width = 30 },
	{ .key = "dates", .head = N_("Dates of the records") },
	{ .key = "maintenance", .head = N_("Retention") },
	{ .key = "papers", .head = N_("Sheets"), .type = OUT_INTEGER,
	    .total = true },
	{ .key = "pages", .head = N_("Pages"), .type = OUT_PAGES, .total = true },
	{ .key = "a4", .head = N_("Pages as A4"), .type = OUT_PAGES, .total = true },
	{ .key = "criteria", .head = N_("Criteria") },
	{ .key = "condition", .head = N_("Physical state") },
	{ .key = "note", .head = N_("Note") },
	{ 0 }
};

struct form {
	struct app *app;
	struct out *out;
	struct pool row;
	int64_t number;
	int64_t group;		/* of the line before; -1 at the start */
};

static const char *path_of(struct form *form, int64_t grp, struct err *err)
{
	const char *path = "";

	while (grp != 0) {
		struct group group;

		if (!group_get(form->app->db, grp, &form->row, &group, err))
			return path;
		path = path[0] == '\0' ? group.title : pool_printf(&form->row,
		    "%s › %s", group.title, path);
		grp = group.parent_id;
	}
	return path[0] == '\0' ? _("Directly under the fonds") : path;
}

static const char *dates_of(struct form *form, const struct line *l)
{
	char from[DATE_TEXT] = "", to[DATE_TEXT] = "";
	struct date date;

	if (date_from_iso(l->start_date, &date))
		date_vi(date, from);
	if (date_from_iso(l->end_date, &date))
		date_vi(date, to);
	if (to[0] == '\0' || strcmp(from, to) == 0)
		return pool_copy(&form->row, from);
	return pool_printf(&form->row, "%s - %s", from, to);
}

static const char *name_of(struct form *form, const char *kind,
    const char *code, struct err *err)
{
	const char *name = code;

	return code[0] == '\0' || !term_name(form->app->db, kind, code,
	    &form->row, &name, err) ? code : name;
}

static const char *condition_of(struct form *form, const struct line *l,
    struct err *err)
{
	const char *text = name_of(form, "format", l->format, err);
	char *rest = pool_copy(&form->row, l->damage), *sign;

	while ((sign = strsep(&rest, ",")) != NULL)
		if (sign[0] != '\0')
			text = pool_printf(&form->row, "%s%s%s", text,
			    text[0] == '\0' ? "" : ", ",
			    name_of(form, "damage", sign, err));
	return text;
}

static const char *criteria_of(struct form *form, int64_t bits)
{
	const char *text = "";

	for (int n = 1; n <= 9; n++)
		if ((bits >> (n - 1) & 1) != 0)
			text = pool_printf(&form->row, "%s%s%d", text,
			    text[0] == '\0' ? "" : ", ", n);
	return text;
}

static void put_count(struct out *out, int64_t number)
{
	if (number < 0)
		out_none(out);
	else
		out_int(out, number);
}

static bool put_line(void *to, const struct line *l, struct err *err)
{
	struct form *form = to;
	struct out *out = form->out;

	if ((strcmp(l->change, "drop") == 0) != l->excluded)
		return true;
	pool_reset(&form->row);
	if (l->grp_id != form->group) {
		form->group = l->grp_id;
		out_group(out, path_of(form, l->grp_id, err));
	}
	out_int(out, ++form->number);
	out_text(out, l->code);
	out_text(out, l->box);
	out_text(out, l->notation);
	out_text(out, l->title);
	out_text(out, dates_of(form, l));
	out_text(out, name_of(form, "maintenance", l->maintenance, err));
	put_count(out, l->papers);
	put_count(out, l->pages);
	out_int(out, l->a4);
	out_text(out, criteria_of(form, l->criteria));
	out_text(out, condition_of(form, l, err));
	out_text(out, l->persons);
	return err->kind == ERR_NONE;
}

/* --- what stands around the table --------------------------------------- */

static void put_totals(struct form *form, const struct version_total *t)
{
	struct pool *pool = &form->app->pool;

	out_totals(form->out);
	out_note(form->out, pool_printf(pool, _("This list holds %s files "
	    "(in words: %s files), %s sheets, %s pages, %s A4 pages (in words: "
	    "%s A4 pages)."), number_text(pool, t->dossiers),
	    number_words(pool, t->dossiers), number_text(pool, t->papers),
	    number_text(pool, t->pages), number_text(pool, t->a4),
	    number_words(pool, t->a4)));
}

/* What the authority left out stands under the decision, with the reason. */
static bool put_left_out(void *to, const struct line *l, struct err *err)
{
	struct form *form = to;

	(void)err;
	if (l->excluded)
		out_note(form->out, pool_printf(&form->app->pool,
		    strcmp(l->change, "drop") == 0 ?
		    _("Kept by the decision: %s - %s (%s)") :
		    _("Left out by the decision: %s - %s (%s)"), l->code,
		    l->title, l->reason));
	return true;
}

static bool put_decision(struct form *form, const struct version *v,
    struct err *err)
{
	struct pool *pool = &form->app->pool;
	char head[65];

	if (v->decision[0] != '\0')
		out_note(form->out, pool_printf(pool, _("Approved: %s, no. %s of "
		    "%s, signed by %s."), v->authority, v->decision,
		    progress_day(pool, v->decided_on), v->signer));
	else if (v->submitted_on[0] != '\0')
		out_note(form->out, pool_printf(pool, _("Submitted on %s. "
		    "Decision: no. ............ of ....../....../............"),
		    progress_day(pool, v->submitted_on)));
	else
		out_note(form->out, _("A draft, not submitted."));
	if (!line_each(form->app->db, v->id, put_left_out, form, err) ||
	    !audit_head(form->app->db, head, err))
		return false;
	if (v->content_hash[0] != '\0')
		out_note(form->out, pool_printf(pool, _("Fingerprint of the "
		    "content (SHA-256): %s"), v->content_hash));
	out_note(form->out, pool_printf(pool, _("Head of the audit chain: %s"),
	    head));
	return true;
}

static bool put_head(struct form *form, const struct selection *s,
    const struct version *v, struct out_frame *frame, struct err *err)
{
	struct pool *pool = &form->app->pool;
	struct fonds fonds;
	struct group group = { .title = "" };

	if (!letterhead(form->app->db, v->submitted_on, NULL, NULL, pool, frame,
	    err) ||
	    !fonds_get(form->app->db, s->fonds_id, pool, &fonds, err) ||
	    (s->grp_id != 0 && !group_get(form->app->db, s->grp_id, pool, &group,
	    err)))
		return false;
	frame->kind = _("LIST OF FILES");
	frame->about = s->title[0] != '\0' ? s->title :
	    _("Files to be digitised for insurance copies");
	out_frame(form->out, frame);
	out_landscape(form->out, true);
	out_meta(form->out, _("List"), v->version == 1 ? s->code :
	    pool_printf(pool, _("%s, version %lld"), s->code,
	    (long long)v->version));
	out_meta(form->out, _("Fonds"), pool_printf(pool, "%s - %s", fonds.code,
	    fonds.name));
	if (group.title[0] != '\0')
		out_meta(form->out, _("Group"), group.title);
	out_meta(form->out, _("Year"), pool_printf(pool, "%lld",
	    (long long)s->year));
	return true;
}

bool selection_print(struct app *app, const struct args *args,
    struct err *err)
{
	struct form form = { .app = app, .group = -1 };
	struct selection s;
	struct version v;
	struct version_total total;
	struct out_frame frame;
	int64_t number = 0;
	bool good;

	if (!args_int(args, "revision", 1, 1000000, &number, err) ||
	    !selection_find(app->db, args_word(args, 0), &app->pool, &s, err) ||
	    !version_get(app->db, s.id, number, &app->pool, &v, err) ||
	    !version_sum(app->db, v.id, &total, err))
		return false;
	form.out = app_out(app, err);
	if (form.out == NULL)
		return false;
	if (!put_head(&form, &s, &v, &frame, err))
		return out_abort(form.out);
	out_columns(form.out, columns);
	good = line_each(app->db, v.id, put_line, &form, err);
	pool_free(&form.row);
	if (!good)
		return out_abort(form.out);
	put_totals(&form, &total);
	if (!put_decision(&form, &v, err))
		return out_abort(form.out);
	return out_close(form.out, err);
}
