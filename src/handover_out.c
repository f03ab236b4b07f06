#include "handover_out.h"

#include "dossier.h"
#include "out_app.h"
#include "progress.h"
#include "workflow.h"

#include <string.h>

const struct option_row handover_list_options[] = {
	{ "year", 0, N_("YEAR"), N_("only this year") },
	{ NULL, 0, NULL, NULL }
};

static const struct out_column agreement_columns[] = {
	{ .key = "number", .head = N_("Number") },
	{ .key = "date", .head = N_("Date"), .type = OUT_DATE },
	{ .key = "party", .head = N_("With") },
	{ .key = "profile", .head = N_("Profile") },
	{ .key = "content", .head = N_("Content") },
	{ .key = "dpi", .head = N_("dpi") },
	{ .key = "colour", .head = N_("Colour") },
	{ .key = "naming", .head = N_("Names") },
	{ .key = "medium", .head = N_("Medium") },
	{ .key = "checksum", .head = N_("Checksum") },
	{ .key = "signature", .head = N_("Signature") },
	{ .key = "encryption", .head = N_("Encryption") },
	{ .key = "contact", .head = N_("Contact") },
	{ .key = "note", .head = N_("Note") },
	{ 0 }
};

bool handover_agreements(struct app *app, const struct args *args,
    struct err *err)
{
	struct agreement *list;
	struct out *out;
	size_t count;

	(void)args;
	if (!agreement_list(app->db, &app->pool, &list, &count, err))
		return false;
	out = app_listing(app, _("Agreements"), agreement_columns, err);
	if (out == NULL)
		return false;
	for (size_t i = 0; i < count; i++) {
		const struct agreement *a = &list[i];
		const char *const texts[] = { a->number, a->agreed_on,
		    a->party, a->profile, a->content, a->dpi, a->colour,
		    a->naming, a->medium, a->checksum, a->signature,
		    a->encryption, a->contact, a->note };

		for (size_t k = 0; k < COUNT(texts); k++)
			out_text(out, texts[k]);
	}
	return out_close(out, err);
}

static const struct out_column list_columns[] = {
	{ .key = "number", .head = N_("Batch") },
	{ .key = "year", .head = N_("Year"), .type = OUT_NUMBER },
	{ .key = "state", .head = N_("State"), .where = OUT_FOR_PROGRAMS },
	{ .key = "state_name", .head = N_("State"), .where = OUT_FOR_PEOPLE },
	{ .key = "title", .head = N_("Title") },
	{ .key = "profile", .head = N_("Profile") },
	{ .key = "dossiers", .head = N_("Files"), .type = OUT_INTEGER,
	    .total = true },
	{ .key = "pages", .head = N_("Pages"), .type = OUT_PAGES,
	    .total = true },
	{ .key = "a4", .head = N_("A4 pages"), .type = OUT_PAGES,
	    .total = true },
	{ .key = "bytes", .head = N_("Size"), .type = OUT_BYTES,
	    .total = true },
	{ .key = "delivered_on", .head = N_("Handed over"),
	    .type = OUT_DATE },
	{ .key = "accepted", .head = N_("Accepted"), .type = OUT_INTEGER,
	    .total = true },
	{ .key = "returned", .head = N_("Returned"), .type = OUT_INTEGER,
	    .total = true },
	{ .key = "path", .head = N_("Place") },
	{ 0 }
};

bool handover_show_list(struct app *app, const struct args *args,
    struct err *err)
{
	struct handover *list;
	struct out *out;
	int64_t year = 0;
	size_t count;

	if (!args_int(args, "year", 1900, 2200, &year, err) ||
	    !handover_list(app->db, year, &app->pool, &list, &count, err))
		return false;
	out = app_listing(app, _("Handover batches"), list_columns, err);
	if (out == NULL)
		return false;
	for (size_t i = 0; i < count; i++) {
		const struct handover *h = &list[i];

		out_text(out, h->number);
		out_int(out, h->year);
		out_text(out, h->state);
		out_text(out, handover_state_name(h->state));
		out_text(out, h->title);
		out_text(out, h->profile);
		out_int(out, h->dossiers);
		out_int(out, h->pages);
		out_int(out, h->a4);
		out_int(out, h->bytes);
		out_text(out, h->delivered_on);
		out_int(out, h->accepted);
		out_int(out, h->returned);
		out_text(out, h->path);
	}
	out_totals(out);
	return out_close(out, err);
}

static const struct out_column item_columns[] = {
	{ .key = "code", .head = N_("File code") },
	{ .key = "title", .head = N_("Title") },
	{ .key = "state", .head = N_("State"), .where = OUT_FOR_PROGRAMS },
	{ .key = "state_name", .head = N_("State"), .where = OUT_FOR_PEOPLE },
	{ .key = "files", .head = N_("Scan files"), .type = OUT_INTEGER,
	    .total = true },
	{ .key = "pages", .head = N_("Pages"), .type = OUT_PAGES,
	    .total = true },
	{ .key = "a4", .head = N_("A4 pages"), .type = OUT_PAGES,
	    .total = true },
	{ .key = "bytes", .head = N_("Size"), .type = OUT_BYTES,
	    .total = true },
	{ .key = "volume", .head = N_("Volume"), .type = OUT_NUMBER },
	{ .key = "objid", .head = N_("Package") },
	{ .key = "path", .head = N_("Place") },
	{ .key = "sha256", .head = N_("SHA-256"), .where = OUT_FOR_PROGRAMS },
	{ .key = "result", .head = N_("Answer"), .where = OUT_FOR_PROGRAMS },
	{ .key = "result_name", .head = N_("Answer"),
	    .where = OUT_FOR_PEOPLE },
	{ .key = "reason", .head = N_("Reason") },
	{ 0 }
};

static void heads(struct out *out, struct app *app, const struct handover *h)
{
	struct agreement a;
	struct handover_volume *volumes;
	struct err ignored = { 0 };
	size_t count;

	out_meta(out, _("State"), handover_state_name(h->state));
	if (agreement_get(app->db, h->agreement_id, &app->pool, &a,
	    &ignored) && a.number[0] != '\0')
		out_meta(out, _("Agreement"), pool_printf(&app->pool,
		    "%s (%s, %s)", a.number,
		    progress_day(&app->pool, a.agreed_on), a.profile));
	if (h->path[0] != '\0')
		out_meta(out, _("Place"), h->path);
	if (h->manifest_sha256[0] != '\0' && h->volumes <= 1)
		out_meta(out, _("SHA-256 of the manifest"),
		    h->manifest_sha256);
	if (h->volumes > 1 && handover_volumes(app->db, h->id, &app->pool,
	    &volumes, &count, &ignored))
		for (size_t i = 0; i < count; i++)
			out_meta(out, volumes[i].name,
			    volumes[i].manifest_sha256);
	if (h->minutes[0] != '\0')
		out_meta(out, _("Minutes"), h->minutes);
}

bool handover_show(struct app *app, const struct args *args, struct err *err)
{
	struct handover_item *items;
	struct handover h;
	struct out *out;
	size_t count;

	if (!handover_find(app->db, args_word(args, 0), &app->pool, &h, err) ||
	    !handover_items(app->db, h.id, &app->pool, &items, &count, err))
		return false;
	out = app_out(app, err);
	if (out == NULL)
		return false;
	out_title(out, pool_printf(&app->pool, _("Batch %s"), h.number));
	heads(out, app, &h);
	out_columns(out, item_columns);
	for (size_t i = 0; i < count; i++) {
		const struct handover_item *item = &items[i];

		out_text(out, item->code);
		out_text(out, item->title);
		out_text(out, state_code(item->state));
		out_text(out, state_name(item->state));
		out_int(out, item->files);
		out_int(out, item->pages);
		out_int(out, item->a4);
		out_int(out, item->bytes);
		out_int(out, item->volume);
		out_text(out, item->objid);
		out_text(out, item->path);
		out_text(out, item->sha256);
		out_text(out, item->result);
		out_text(out, handover_result_name(item->result));
		out_text(out, item->reason);
	}
	out_totals(out);
	return out_close(out, err);
}

/* ---- answers ------------------------------------------------------------------ */

static bool one(struct app *app, const char *text, enum answer_kind kind,
    struct answer *answer, struct err *err)
{
	const char *equals = kind == ANSWER_ACCEPTED ? NULL :
	    strchr(text, '=');
	const char *code = equals == NULL ? text : pool_copy_n(&app->pool,
	    text, (size_t)(equals - text));
	struct dossier d;

	if (!dossier_find(app->db, code, &app->pool, &d, err))
		return false;
	*answer = (struct answer){ .dossier = d.id, .kind = kind,
	    .reason = equals == NULL ? "" : equals + 1 };
	return true;
}

/* Was any package said to be accepted, one by one? */
static bool some_accepted(const struct answer *answers, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (answers[i].kind == ANSWER_ACCEPTED)
			return true;
	return false;
}

static bool answered(const struct answer *answers, size_t count,
    int64_t dossier)
{
	for (size_t i = 0; i < count; i++)
		if (answers[i].dossier == dossier)
			return true;
	return false;
}

bool answers_given(struct app *app, const struct args *args,
    const struct handover *h, struct answer **answers, size_t *count,
    struct err *err)
{
	static const char *const options[] = { "accepted", "returned",
	    "rescan" };
	struct handover_item *items;
	size_t item_count;
	bool some;

	*count = 0;
	if (!handover_items(app->db, h->id, &app->pool, &items, &item_count,
	    err))
		return false;
	*answers = pool_array(&app->pool, item_count + 64, sizeof(**answers));
	for (int k = 0; k < (int)COUNT(options); k++) {
		const char *text;

		for (int i = 0; (text = args_each(args, options[k], i)) !=
		    NULL; i++) {
			if (*count == item_count + 63)
				return err_set(err, ERR_USAGE,
				    _("More answers than files in the batch"));
			if (!one(app, text, (enum answer_kind)k,
			    &(*answers)[(*count)++], err))
				return false;
		}
	}
	if (args_given(args, "file") && !answers_from_csv(app, args_value(args,
	    "file"), *answers, item_count + 63, count, err))
		return false;
	/* What is not named is accepted, unless only some were named so. */
	some = some_accepted(*answers, *count);
	for (size_t i = 0; !some && i < item_count; i++)
		if (items[i].result[0] == '\0' && !answered(*answers, *count,
		    items[i].dossier_id))
			(*answers)[(*count)++] = (struct answer){
			    .dossier = items[i].dossier_id,
			    .kind = ANSWER_ACCEPTED, .reason = "" };
	return true;
}
