#include "command.h"

#include "audit.h"
#include "clock.h"
#include "dossier_list.h"
#include "fonds.h"
#include "out_app.h"
#include "search.h"
#include "setting.h"
#include "workflow.h"

#include <string.h>

static const struct out_column columns[] = {
	{ .key = "code", .head = N_("Code") },
	{ .key = "title", .head = N_("Title"), .width = 30 },
	{ .key = "start", .head = N_("From"), .type = OUT_NUMBER },
	{ .key = "end", .head = N_("To"), .type = OUT_NUMBER },
	{ .key = "papers", .head = N_("Sheets"), .type = OUT_INTEGER,
	    .total = true },
	{ .key = "pages", .head = N_("Pages"), .type = OUT_PAGES, .total = true },
	{ .key = "a4_estimate", .head = N_("A4, estimate"), .type = OUT_PAGES,
	    .total = true },
	{ .key = "a4", .head = N_("A4, scanned"), .type = OUT_PAGES,
	    .total = true },
	{ .key = "criteria", .head = N_("Criteria") },
	{ .key = "state", .head = N_("State") },
	{ 0 }
};

/* "2,5" of the bits. */
static const char *criteria_text(struct pool *pool, int64_t bits)
{
	char text[32] = "";

	for (int i = 0; i < 9; i++)
		if (bits & (1 << i)) {
			char one[4] = { ',', (char)('1' + i), 0, 0 };

			strcat(text, text[0] == '\0' ? one + 1 : one);
		}
	return pool_copy(pool, text);
}

struct listing {
	struct app *app;
	struct out *out;
	struct pool row;
};

static void number_or_none(struct out *out, int64_t number)
{
	if (number >= 0)
		out_int(out, number);
	else
		out_none(out);
}

static bool print_one(void *to, int64_t id, struct err *err)
{
	struct listing *l = to;
	struct dossier_row row;

	pool_reset(&l->row);
	if (!dossier_row(l->app->db, id, &l->row, &row, err))
		return false;
	out_text(l->out, row.code);
	out_text(l->out, row.title);
	number_or_none(l->out, row.start_year);
	number_or_none(l->out, row.end_year);
	number_or_none(l->out, row.papers);
	number_or_none(l->out, row.pages);
	out_int(l->out, row.a4_estimate);
	out_int(l->out, row.a4);
	out_text(l->out, criteria_text(&l->row, row.criteria));
	out_text(l->out, l->app->json || l->app->csv ? state_code(row.state) :
	    state_name(row.state));
	return true;
}

static bool read_filter(struct app *app, const struct args *args,
    struct dossier_filter *filter, struct err *err)
{
	const char *fonds = args_value(args, "fonds");
	const char *group = args_value(args, "group");
	const char *state = args_value(args, "state");
	struct fonds found;

	*filter = (struct dossier_filter){ .state = -1 };
	if (fonds != NULL) {
		if (!fonds_find(app->db, fonds, &app->pool, &found, err))
			return false;
		filter->fonds_id = found.id;
	}
	if (group != NULL) {
		if (fonds == NULL)
			return err_set(err, ERR_USAGE, _("--group needs --fonds: "
			    "groups belong to a fonds"));
		if (!group_find_path(app->db, found.id, group, &filter->grp_id,
		    err))
			return false;
	}
	if (state != NULL && !state_parse(state, &filter->state))
		return err_set(err, ERR_USAGE, _("--state: \"%s\" is not a state; "
		    "see \"bansao workflow\""), state);
	if (args_given(args, "search") && !search_fill(app->db,
	    args_value(args, "search"), &app->pool, filter, err))
		return err_wrap(err, "--search");
	filter->sort = args_value(args, "sort");
	return args_int(args, "criterion", 1, 9, &filter->criterion, err) &&
	    args_int(args, "year", 1, 2200, &filter->year, err);
}

static bool list(struct app *app, const struct args *args, struct err *err)
{
	struct listing listing = { .app = app };
	struct dossier_filter filter;
	bool good;

	if (!read_filter(app, args, &filter, err) ||
	    !args_int(args, "limit", 1, INT32_MAX, &filter.most, err))
		return false;
	listing.out = app_listing(app, NULL, columns, err);
	if (listing.out == NULL)
		return false;
	good = dossier_each(app->db, &filter, print_one, &listing, err);
	pool_free(&listing.row);
	if (!good)
		return out_abort(listing.out);
	out_totals(listing.out);
	return out_close(listing.out, err);
}

/* --- one dossier -------------------------------------------------------- */

static const char *term_words(struct app *app,
    const struct dossier_field *field, const char *code, struct err *err)
{
	const char *name = code;

	if (field->kind != FIELD_TERM || code[0] == '\0' || app->json ||
	    app->csv || !term_name(app->db, field->terms, code, &app->pool,
	    &name, err))
		return code;
	return strcmp(name, code) == 0 ? code :
	    pool_printf(&app->pool, "%s  %s", code, name);
}

static void pair(struct out *out, const char *key, const char *label,
    const char *value)
{
	out_text(out, key);
	out_text(out, label);
	out_text(out, value);
}

static bool show_criteria(struct app *app, struct out *out,
    const struct dossier *d, struct err *err)
{
	struct criterion *criteria;
	struct evidence *list;
	size_t count, criteria_count;

	if (!evidence_list(app->db, d->id, &app->pool, &list, &count, err) ||
	    !criterion_list(app->db, &app->pool, &criteria, &criteria_count,
	    err))
		return false;
	for (size_t i = 0; i < count; i++) {
		const char *name = "";

		for (size_t k = 0; k < criteria_count; k++)
			if (criteria[k].number == list[i].number)
				name = criteria[k].name;
		pair(out, pool_printf(&app->pool, "criterion%lld",
		    (long long)list[i].number), pool_printf(&app->pool, "TC%lld",
		    (long long)list[i].number), pool_printf(&app->pool,
		    "%s%s%s%s%s%s%s%s%s", name,
		    list[i].limb[0] == '\0' ? "" : "; ", list[i].limb,
		    list[i].person[0] == '\0' ? "" : "; ", list[i].person,
		    list[i].feature[0] == '\0' ? "" : "; ", list[i].feature,
		    list[i].reason[0] == '\0' ? "" : "; ", list[i].reason));
	}
	return true;
}

static bool show(struct app *app, const struct args *args, struct err *err)
{
	static const struct out_column pairs[] = {
		{ .key = "field", .head = N_("Field"), .where = OUT_FOR_PROGRAMS },
		{ .key = "label", .head = N_("Field"), .where = OUT_FOR_PEOPLE },
		{ .key = "value", .head = N_("Value") }, { 0 }
	};
	struct dossier d;
	struct fonds fonds;
	struct group group = { .title = "" };
	struct out *out;

	if (!dossier_find(app->db, args_word(args, 0), &app->pool, &d, err) ||
	    !fonds_get(app->db, d.fonds_id, &app->pool, &fonds, err) ||
	    (d.grp_id != 0 && !group_get(app->db, d.grp_id, &app->pool, &group,
	    err)))
		return false;
	out = app_listing(app, NULL, pairs, err);
	if (out == NULL)
		return false;
	pair(out, "fonds", _("Fonds"), pool_printf(&app->pool, "%s  %s",
	    fonds.code, fonds.name));
	if (group.title[0] != '\0')
		pair(out, "group", _("Group"), group.title);
	for (const struct dossier_field *f = dossier_fields; f->name != NULL;
	    f++) {
		const char *text = dossier_text(&d, &app->pool, f);

		if (text[0] != '\0')
			pair(out, f->name, _(f->label), term_words(app, f, text,
			    err));
	}
	pair(out, "state", _("State"), pool_printf(&app->pool, "%s  %s",
	    state_code(d.state), state_name(d.state)));
	if (d.hold[0] != '\0')
		pair(out, "hold", _("On hold"), d.hold);
	if (d.arranged_on[0] != '\0')
		pair(out, "arranged", _("Arranged on"), d.arranged_on);
	if (d.received_on[0] != '\0')
		pair(out, "received", _("Received on"), d.received_on);
	if (d.legibility[0] != '\0')
		pair(out, "legibility", _("Legibility"), d.legibility);
	if (!show_criteria(app, out, &d, err))
		return out_abort(out);
	pair(out, "images", _("Images"), pool_printf(&app->pool, "%lld",
	    (long long)d.image_count));
	pair(out, "a4", _("A4, scanned"), pool_printf(&app->pool, "%lld",
	    (long long)d.a4));
	return out_close(out, err);
}

/* --- adding and changing ------------------------------------------------ */

static bool set_fields(struct app *app, const struct args *args, int from,
    struct dossier *d, struct err *err)
{
	for (int i = from; i < args_count(args); i++) {
		char *word = pool_copy(&app->pool, args_word(args, i));
		char *equals = strchr(word, '=');
		const struct dossier_field *field;

		if (equals == NULL)
			return err_set(err, ERR_USAGE, _("Say FIELD=VALUE, not "
			    "\"%s\"; fields: see \"bansao dossier show\" --json"),
			    word);
		*equals = '\0';
		field = dossier_field(word);
		if (field == NULL)
			return err_set(err, ERR_USAGE, _("A dossier has no field "
			    "\"%s\"; fields are title, startDate, endDate, "
			    "numberOfPaper, numberOfPage, maintenance ... (TT05)"),
			    word);
		if (!dossier_set(app->db, d, &app->pool, field, equals + 1, err))
			return false;
	}
	return true;
}

static bool place(struct app *app, const struct args *args, struct dossier *d,
    struct err *err)
{
	const char *fonds_code = args_value(args, "fonds");
	const char *group = args_value(args, "group");
	struct fonds fonds;

	if (fonds_code != NULL) {
		if (!fonds_find(app->db, fonds_code, &app->pool, &fonds, err))
			return false;
		if (d->fonds_id != fonds.id)
			d->grp_id = 0;
		d->fonds_id = fonds.id;
	}
	if (d->fonds_id == 0)
		return err_set(err, ERR_USAGE, _("Say the fonds of the new "
		    "dossier: --fonds CODE"));
	return group == NULL || group_find_path(app->db, d->fonds_id, group,
	    &d->grp_id, err);
}

static bool add(struct app *app, const struct args *args, struct err *err)
{
	struct edit edit = { .action = "dossier add" };
	struct dossier d;

	dossier_blank(&d);
	d.code = args_word(args, 0);
	d.title = args_word(args, 1);
	edit.subject = d.code;
	edit.summary = pool_printf(&app->pool, _("add dossier %s"), d.code);
	if (!edit_begin(app->db, err))
		return false;
	if (!place(app, args, &d, err) || !set_fields(app, args, 2, &d, err) ||
	    !dossier_add(app->db, &d, 0, err)) {
		edit_abort(app->db);
		return false;
	}
	edit.dossier = d.id;
	if (!edit_commit(app->db, &edit, NULL, err))
		return false;
	app_say(app, _("Dossier %s added"), d.code);
	return true;
}

static bool change(struct app *app, const struct args *args, struct err *err)
{
	struct edit edit = { .action = "dossier edit" };
	struct dossier d;
	int64_t rev = 0;

	if (!args_int(args, "rev", 1, INT64_MAX, &rev, err) ||
	    !edit_begin(app->db, err))
		return false;
	if (!dossier_find(app->db, args_word(args, 0), &app->pool, &d, err))
		goto bad;
	edit.subject = d.code;
	edit.dossier = d.id;
	edit.note = args_value(args, "reason");
	edit.summary = pool_printf(&app->pool, _("change dossier %s"), d.code);
	if (rev != 0)
		d.rev = rev;
	if (!place(app, args, &d, err) || !set_fields(app, args, 1, &d, err) ||
	    !dossier_save(app->db, &d, err))
		goto bad;
	return edit_commit(app->db, &edit, NULL, err);
bad:
	edit_abort(app->db);
	return false;
}

static const struct option_row list_options[] = {
	{ "fonds", 0, N_("CODE"), N_("of this fonds") },
	{ "group", 0, N_("PATH"), N_("of this group and those below it") },
	{ "criterion", 0, N_("N"), N_("with this criterion") },
	{ "state", 0, N_("STATE"), N_("in this state: S4, or its name") },
	{ "search", 0, N_("TEXT"), N_("words in title, code, persons, notes; "
	    "without diacritics finds with") },
	{ "year", 0, N_("YEAR"), N_("with records of this year") },
	{ "sort", 0, "code|title|year|pages|state", N_("order") },
	{ "limit", 0, N_("N"), N_("at most so many") },
	{ NULL, 0, NULL, NULL }
};

static const struct option_row place_options[] = {
	{ "fonds", 0, N_("CODE"), N_("in this fonds") },
	{ "group", 0, N_("PATH"), N_("in this group") },
	{ "reason", 0, N_("TEXT"), N_("why, for the audit") },
	{ "rev", 0, N_("N"), N_("the version you have read; refused when "
	    "somebody has changed it since") },
	{ NULL, 0, NULL, NULL }
};

static const struct verb verbs[] = {
	{ "list", "", N_("dossiers by a filter"), 0, 0, NEEDS_DB, list_options,
	    list },
	{ "show", N_("CODE"), N_("one dossier"), 1, 1, NEEDS_DB, NULL, show },
	{ "add", N_("CODE TITLE [FIELD=VALUE]..."), N_("a new dossier"), 2, -1,
	    NEEDS_DB_WRITE, place_options, add },
	{ "edit", N_("CODE [FIELD=VALUE]..."), N_("change a dossier"), 1, -1,
	    NEEDS_DB_WRITE, place_options, change },
	{ 0 }
};

const struct command command_dossier = {
	"dossier", N_("files (hồ sơ)"), verbs
};
