#include "cmd_selection.h"

#include "approval.h"
#include "clock.h"
#include "fonds.h"
#include "json.h"
#include "number.h"
#include "out_app.h"
#include "workflow.h"

#include <stdio.h>
#include <string.h>

/* --- all lists ---------------------------------------------------------- */

static const struct out_column list_columns[] = {
	{ .key = "code", .head = N_("List") },
	{ .key = "version", .head = N_("Version"), .type = OUT_NUMBER },
	{ .key = "state", .head = N_("State") },
	{ .key = "fonds", .head = N_("Fonds") },
	{ .key = "group", .head = N_("Group"), .width = 12 },
	{ .key = "year", .head = N_("Year"), .type = OUT_NUMBER },
	{ .key = "dossiers", .head = N_("Dossiers"), .type = OUT_INTEGER,
	    .total = true },
	{ .key = "papers", .head = N_("Sheets"), .type = OUT_INTEGER,
	    .total = true },
	{ .key = "pages", .head = N_("Pages"), .type = OUT_PAGES, .total = true },
	{ .key = "a4", .head = N_("A4 pages"), .type = OUT_PAGES, .total = true },
	{ .key = "submitted", .head = N_("Submitted"), .type = OUT_DATE },
	{ .key = "decision", .head = N_("Decision") },
	{ .key = "decided", .head = N_("Decided"), .type = OUT_DATE },
	{ 0 }
};

/* The whole list with everything that hangs on it. */
struct whole {
	struct selection s;
	struct version v;
	struct version_total total;
	struct fonds fonds;
	const char *group;
};

static bool read_whole(struct app *app, struct whole *w, int64_t number,
    struct pool *pool, struct err *err)
{
	struct group group;

	w->group = "";
	if (!version_get(app->db, w->s.id, number, pool, &w->v, err) ||
	    !version_sum(app->db, w->v.id, &w->total, err) ||
	    !fonds_get(app->db, w->s.fonds_id, pool, &w->fonds, err))
		return false;
	if (w->s.grp_id == 0)
		return true;
	if (!group_get(app->db, w->s.grp_id, pool, &group, err))
		return false;
	w->group = group.title;
	return true;
}

struct listing {
	struct app *app;
	struct out *out;
};

static bool list_one(void *to, const struct selection_row *row,
    struct err *err)
{
	struct listing *l = to;

	(void)err;
	out_text(l->out, row->code);
	out_int(l->out, row->version);
	out_text(l->out, l->app->json || l->app->csv ? row->state :
	    version_state_name(row->state));
	out_text(l->out, row->fonds);
	out_text(l->out, row->group);
	out_int(l->out, row->year);
	out_int(l->out, row->dossiers);
	out_int(l->out, row->papers);
	out_int(l->out, row->pages);
	out_int(l->out, row->a4);
	out_text(l->out, row->submitted_on);
	out_text(l->out, row->decision);
	out_text(l->out, row->decided_on);
	return true;
}

bool selection_list_lists(struct app *app, const struct args *args,
    struct err *err)
{
	struct listing l = { .app = app };
	int64_t limit = 0;

	if (!args_int(args, "limit", 1, INT64_MAX, &limit, err))
		return false;
	l.out = app_listing(app, NULL, list_columns, err);
	if (l.out == NULL)
		return false;
	if (!selection_each(app->db, limit, list_one, &l, err))
		return out_abort(l.out);
	out_totals(l.out);
	return out_close(l.out, err);
}

/* --- one list, for programs --------------------------------------------- */

struct telling {
	struct app *app;
	struct json json;
	struct out *out;
	struct pool row;
	bool changes;		/* only what the version changes */
	int64_t number;
};

static void json_count(struct json *json, const char *key, int64_t number)
{
	if (number < 0)
		json_null(json, key);
	else
		json_int(json, key, number);
}

static bool json_line(void *to, const struct line *l, struct err *err)
{
	struct telling *t = to;
	struct json *json = &t->json;

	(void)err;
	if (t->changes && strcmp(l->change, "keep") == 0)
		return true;
	json_open(json, NULL, '{');
	json_text(json, "code", l->code);
	json_text(json, "title", l->title);
	json_text(json, "change", l->change);
	json_bool(json, "excluded", l->excluded);
	json_text(json, "reason", l->reason);
	json_text(json, "state", state_code(l->state));
	json_text(json, "box", l->box);
	json_text(json, "notation", l->notation);
	json_text(json, "start", l->start_date);
	json_text(json, "end", l->end_date);
	json_text(json, "maintenance", l->maintenance);
	json_count(json, "papers", l->papers);
	json_count(json, "pages", l->pages);
	json_int(json, "a4", l->a4);
	json_open(json, "criteria", '[');
	for (int n = 1; n <= 9; n++)
		if ((l->criteria >> (n - 1) & 1) != 0)
			json_int(json, NULL, n);
	json_shut(json, ']');
	json_text(json, "format", l->format);
	json_text(json, "damage", l->damage);
	json_shut(json, '}');
	return true;
}

static void json_head(struct json *json, const struct whole *w)
{
	json_text(json, "code", w->s.code);
	json_int(json, "version", w->v.version);
	json_text(json, "state", w->v.state);
	json_text(json, "title", w->s.title);
	json_text(json, "fonds", w->fonds.code);
	json_text(json, "group", w->group);
	json_int(json, "year", w->s.year);
	json_bool(json, "secret", w->s.secret);
	json_text(json, "reason", w->v.reason);
	json_int(json, "dossiers", w->total.dossiers);
	json_int(json, "papers", w->total.papers);
	json_int(json, "pages", w->total.pages);
	json_int(json, "a4", w->total.a4);
	json_int(json, "added", w->total.added);
	json_int(json, "dropped", w->total.dropped);
	json_int(json, "excluded", w->total.excluded);
	json_text(json, "submitted", w->v.submitted_on);
	json_text(json, "submitted_by", w->v.submitted_user);
	json_text(json, "submission", w->v.submission);
	json_text(json, "content_hash", w->v.content_hash);
	json_text(json, "chain_head", w->v.chain_head);
	json_text(json, "returned", w->v.returned_on);
	json_text(json, "returned_why", w->v.returned_why);
	json_text(json, "authority", w->v.authority);
	json_text(json, "decision", w->v.decision);
	json_text(json, "decided", w->v.decided_on);
	json_text(json, "signer", w->v.signer);
}

static bool show_json(struct app *app, const struct whole *w,
    struct telling *t, struct err *err)
{
	struct buf buf = { 0 };
	struct flag *flags;
	size_t count;
	bool good = selection_flags(app->db, &w->s, &w->v, &app->pool, &flags,
	    &count, err);

	t->json.buf = &buf;
	json_open(&t->json, NULL, '{');
	json_head(&t->json, w);
	json_open(&t->json, "flags", '[');
	for (size_t i = 0; good && i < count; i++) {
		json_open(&t->json, NULL, '{');
		json_text(&t->json, "dossier", flags[i].code);
		json_text(&t->json, "flag", flags[i].flag);
		json_text(&t->json, "text", flags[i].text);
		json_shut(&t->json, '}');
	}
	json_shut(&t->json, ']');
	json_open(&t->json, "items", '[');
	good = good && line_each(app->db, w->v.id, json_line, t, err);
	json_shut(&t->json, ']');
	json_shut(&t->json, '}');
	if (good)
		puts(buf_string(&buf));
	buf_free(&buf);
	return good;
}

/* --- one list, for people ----------------------------------------------- */

static const struct out_column item_columns[] = {
	{ .key = "number", .head = N_("No."), .type = OUT_NUMBER },
	{ .key = "code", .head = N_("Code") },
	{ .key = "change", .head = " " },
	{ .key = "title", .head = N_("Title"), .width = 30 },
	{ .key = "papers", .head = N_("Sheets"), .type = OUT_INTEGER,
	    .total = true },
	{ .key = "pages", .head = N_("Pages"), .type = OUT_PAGES, .total = true },
	{ .key = "a4", .head = N_("A4 pages"), .type = OUT_PAGES, .total = true },
	{ .key = "criteria", .head = N_("Criteria") },
	{ .key = "state", .head = N_("State") },
	{ .key = "reason", .head = N_("Reason") },
	{ 0 }
};

static const char *change_mark(const struct line *l)
{
	if (l->excluded)
		return strcmp(l->change, "drop") == 0 ? "=" : "x";
	return strcmp(l->change, "add") == 0 ? "+" :
	    strcmp(l->change, "drop") == 0 ? "-" : "=";
}

static void out_count(struct out *out, int64_t number)
{
	if (number < 0)
		out_none(out);
	else
		out_int(out, number);
}

static bool text_line(void *to, const struct line *l, struct err *err)
{
	struct telling *t = to;
	bool counts = (strcmp(l->change, "drop") == 0) == l->excluded;

	(void)err;
	if (t->changes && strcmp(change_mark(l), "=") == 0)
		return true;
	pool_reset(&t->row);
	out_int(t->out, ++t->number);
	out_text(t->out, l->code);
	out_text(t->out, change_mark(l));
	out_text(t->out, l->title);
	out_count(t->out, counts ? l->papers : -1);
	out_count(t->out, counts ? l->pages : -1);
	out_count(t->out, counts ? l->a4 : -1);
	out_text(t->out, criteria_words(&t->row, (unsigned)l->criteria));
	out_text(t->out, state_code(l->state));
	out_text(t->out, l->reason);
	return true;
}

static const char *day(struct pool *pool, const char *iso)
{
	struct date date;
	char text[DATE_TEXT];

	if (!date_from_iso(iso, &date))
		return iso;
	date_vi(date, text);
	return pool_copy(pool, text);
}

static void tell_head(struct app *app, struct out *out, const struct whole *w)
{
	struct pool *pool = &app->pool;

	out_meta(out, _("Fonds"), pool_printf(pool, "%s  %s", w->fonds.code,
	    w->fonds.name));
	if (w->group[0] != '\0')
		out_meta(out, _("Group"), w->group);
	out_meta(out, _("State"), version_state_name(w->v.state));
	out_meta(out, _("Year"), pool_printf(pool, "%lld",
	    (long long)w->s.year));
	if (w->v.reason[0] != '\0')
		out_meta(out, _("Amended because"), w->v.reason);
	if (w->v.submitted_on[0] != '\0')
		out_meta(out, _("Submitted"), pool_printf(pool, "%s, %s  %.16s",
		    day(pool, w->v.submitted_on), w->v.submitted_user,
		    w->v.content_hash));
	if (w->v.returned_why[0] != '\0')
		out_meta(out, _("Returned"), pool_printf(pool, "%s: %s",
		    day(pool, w->v.returned_on), w->v.returned_why));
	if (w->v.decision[0] != '\0')
		out_meta(out, _("Decision"), pool_printf(pool, "%s, %s, %s, %s",
		    w->v.decision, day(pool, w->v.decided_on), w->v.authority,
		    w->v.signer));
}

static bool tell_flags(struct app *app, struct out *out,
    const struct whole *w, struct err *err)
{
	struct flag *flags;
	size_t count;

	if (!selection_flags(app->db, &w->s, &w->v, &app->pool, &flags, &count,
	    err))
		return false;
	for (size_t i = 0; i < count; i++)
		out_note(out, pool_printf(&app->pool, "! %s%s%s", flags[i].code,
		    flags[i].code[0] == '\0' ? "" : ": ", flags[i].text));
	return true;
}

static bool show_text(struct app *app, const struct whole *w,
    struct telling *t, struct err *err)
{
	t->out = app_out(app, err);
	if (t->out == NULL)
		return false;
	out_title(t->out, pool_printf(&app->pool, _("List %s, version %lld"),
	    w->s.code, (long long)w->v.version));
	tell_head(app, t->out, w);
	out_columns(t->out, item_columns);
	if (!line_each(app->db, w->v.id, text_line, t, err))
		return out_abort(t->out);
	out_totals(t->out);
	if (!tell_flags(app, t->out, w, err))
		return out_abort(t->out);
	return out_close(t->out, err);
}

bool selection_show(struct app *app, const struct args *args,
    struct err *err)
{
	struct telling t = {
		.app = app, .changes = args_given(args, "changes")
	};
	int64_t number = 0;
	struct whole w;
	bool good;

	if (!args_int(args, "revision", 1, 1000000, &number, err) ||
	    !selection_find(app->db, args_word(args, 0), &app->pool, &w.s,
	    err) || !read_whole(app, &w, number, &app->pool, err))
		return false;
	good = app->json ? show_json(app, &w, &t, err) :
	    show_text(app, &w, &t, err);
	pool_free(&t.row);
	return good;
}

bool selection_show_eligible(struct app *app, const struct args *args,
    struct err *err)
{
	static const struct out_column columns[] = {
		{ .key = "code", .head = N_("Code") },
		{ .key = "title", .head = N_("Title"), .width = 30 },
		{ .key = "pages", .head = N_("Pages"), .type = OUT_PAGES,
		    .total = true },
		{ .key = "a4", .head = N_("A4 pages"), .type = OUT_PAGES,
		    .total = true },
		{ .key = "criteria", .head = N_("Criteria") },
		{ 0 }
	};
	struct selection s;
	struct pool pool = { 0 };
	struct out *out;
	int64_t *ids;
	size_t count;
	bool good = true;

	if (!selection_find(app->db, args_word(args, 0), &app->pool, &s, err) ||
	    !selection_eligible(app->db, &s, args_given(args, "priority"),
	    &app->pool, &ids, &count, err))
		return false;
	out = app_listing(app, NULL, columns, err);
	if (out == NULL)
		return false;
	for (size_t i = 0; good && i < count; i++) {
		struct dossier_row row;

		pool_reset(&pool);
		good = dossier_row(app->db, ids[i], &pool, &row, err);
		if (!good)
			break;
		out_text(out, row.code);
		out_text(out, row.title);
		out_count(out, row.pages);
		out_int(out, row.a4_estimate);
		out_text(out, criteria_words(&pool, (unsigned)row.criteria));
	}
	pool_free(&pool);
	if (!good)
		return out_abort(out);
	out_totals(out);
	return out_close(out, err) && selection_tell_kept_back(app, &s, err);
}
