#include "command.h"

#include "audit.h"
#include "fonds.h"
#include "out_app.h"

#include <string.h>

static const struct out_column columns[] = {
	{ .key = "code", .head = N_("Code") },
	{ .key = "name", .head = N_("Name") },
	{ .key = "kind", .head = N_("Kind") },
	{ .key = "status", .head = N_("Status"), .where = OUT_FOR_PROGRAMS },
	{ .key = "time", .head = N_("Dates") },
	{ .key = "dossiers", .head = N_("Dossiers"), .type = OUT_INTEGER,
	    .total = true },
	{ .key = "papers", .head = N_("Sheets"), .type = OUT_INTEGER,
	    .total = true },
	{ .key = "pages", .head = N_("Pages"), .type = OUT_PAGES, .total = true },
	{ .key = "a4_estimate", .head = N_("A4, estimate"), .type = OUT_PAGES,
	    .total = true },
	{ .key = "images", .head = N_("Images"), .type = OUT_INTEGER,
	    .total = true },
	{ .key = "a4", .head = N_("A4, scanned"), .type = OUT_PAGES,
	    .total = true },
	{ .key = "bytes", .head = N_("Bytes"), .type = OUT_BYTES,
	    .where = OUT_FOR_PROGRAMS },
	{ 0 }
};

static bool list(struct app *app, const struct args *args, struct err *err)
{
	struct fonds *rows;
	struct out *out;
	size_t count;

	(void)args;
	if (!fonds_list(app->db, &app->pool, &rows, &count, err))
		return false;
	out = app_listing(app, NULL, columns, err);
	if (out == NULL)
		return false;
	for (size_t i = 0; i < count; i++) {
		struct tally tally;

		if (!fonds_tally(app->db, rows[i].id, &tally, err))
			return out_abort(out);
		out_text(out, rows[i].code);
		out_text(out, rows[i].name);
		out_text(out, app->json || app->csv ? rows[i].kind :
		    fonds_kind_name(rows[i].kind));
		out_text(out, rows[i].status);
		out_text(out, rows[i].archives_time);
		out_int(out, tally.dossiers);
		out_int(out, tally.papers);
		out_int(out, tally.pages);
		out_int(out, tally.a4_estimate);
		out_int(out, tally.images);
		out_int(out, tally.a4);
		out_int(out, tally.bytes);
	}
	out_totals(out);
	return out_close(out, err);
}

/* --- one fonds ---------------------------------------------------------- */

static bool show(struct app *app, const struct args *args, struct err *err)
{
	static const struct out_column pairs[] = {
		{ .key = "field", .head = N_("Field") },
		{ .key = "value", .head = N_("Value") }, { 0 }
	};
	struct fonds fonds;
	struct tally tally;
	struct out *out;

	if (!fonds_find(app->db, args_word(args, 0), &app->pool, &fonds, err) ||
	    !fonds_tally(app->db, fonds.id, &tally, err))
		return false;
	out = app_listing(app, NULL, pairs, err);
	if (out == NULL)
		return false;
	out_text(out, _("Code"));
	out_text(out, fonds.code);
	for (const struct fonds_field *f = fonds_fields; f->name; f++) {
		const char *value = *fonds_text(&fonds, f);

		if (value[0] == '\0')
			continue;
		out_text(out, _(f->label));
		out_text(out, strcmp(f->name, "kind") == 0 ?
		    fonds_kind_name(value) : value);
	}
	out_text(out, _("Dossiers"));
	out_text(out, pool_printf(&app->pool, "%lld", (long long)tally.dossiers));
	out_text(out, _("Pages"));
	out_text(out, pool_printf(&app->pool, "%lld", (long long)tally.pages));
	out_text(out, _("A4, scanned"));
	out_text(out, pool_printf(&app->pool, "%lld", (long long)tally.a4));
	return out_close(out, err);
}

static void read_options(const struct args *args, struct fonds *fonds)
{
	for (const struct fonds_field *f = fonds_fields; f->name; f++)
		if (args_given(args, f->name))
			*fonds_text(fonds, f) = args_value(args, f->name);
}

static bool add(struct app *app, const struct args *args, struct err *err)
{
	struct fonds fonds = { .code = args_word(args, 0), .risk_recovery = 1 };
	struct edit edit = { .action = "fonds add", .subject = fonds.code };

	fonds.name = args_word(args, 1);
	read_options(args, &fonds);
	edit.summary = pool_printf(&app->pool, _("add fonds %s"), fonds.code);
	if (!edit_begin(app->db, err))
		return false;
	if (!fonds_add(app->db, &fonds, 0, err)) {
		edit_abort(app->db);
		return false;
	}
	if (!edit_commit(app->db, &edit, NULL, err))
		return false;
	app_say(app, _("Fonds %s added"), fonds.code);
	return true;
}

static bool edit_fonds(struct app *app, const struct args *args,
    struct err *err)
{
	struct edit edit = { .action = "fonds edit" };
	struct fonds fonds;

	if (!edit_begin(app->db, err))
		return false;
	if (!fonds_find(app->db, args_word(args, 0), &app->pool, &fonds, err))
		goto bad;
	edit.subject = fonds.code;
	edit.summary = pool_printf(&app->pool, _("change fonds %s"), fonds.code);
	read_options(args, &fonds);
	if (args_given(args, "code"))
		fonds.code = args_value(args, "code");
	if (!fonds_save(app->db, &fonds, err))
		goto bad;
	return edit_commit(app->db, &edit, NULL, err);
bad:
	edit_abort(app->db);
	return false;
}

static bool add_group(struct app *app, const struct args *args,
    struct err *err)
{
	struct group group = { .title = args_word(args, 1) };
	struct edit edit = { .action = "group add", .subject = group.title };
	const char *parent = args_value(args, "parent");
	struct fonds fonds;

	group.code = args_value(args, "code");
	edit.summary = pool_printf(&app->pool, _("add group %s"), group.title);
	if (!edit_begin(app->db, err))
		return false;
	if (!fonds_find(app->db, args_word(args, 0), &app->pool, &fonds, err))
		goto bad;
	group.fonds_id = fonds.id;
	if (parent != NULL && !group_find_path(app->db, fonds.id, parent,
	    &group.parent_id, err))
		goto bad;
	if (!group_add(app->db, &group, 0, err))
		goto bad;
	return edit_commit(app->db, &edit, NULL, err);
bad:
	edit_abort(app->db);
	return false;
}

static bool remove_fonds(struct app *app, const struct args *args,
    struct err *err)
{
	struct edit edit = { .action = "fonds remove" };
	struct fonds fonds;

	if (!edit_begin(app->db, err))
		return false;
	if (!fonds_find(app->db, args_word(args, 0), &app->pool, &fonds, err) ||
	    !fonds_remove(app->db, fonds.id, err)) {
		edit_abort(app->db);
		return false;
	}
	edit.subject = fonds.code;
	edit.summary = pool_printf(&app->pool, _("remove fonds %s"), fonds.code);
	return edit_commit(app->db, &edit, NULL, err);
}

#define FONDS_OPTIONS \
	{ "kind", 0, "fonds|works|collection", \
	    N_("fonds (phông), works (công trình), collection (sưu tập)") }, \
	{ "status", 0, "open|closed", N_("open or closed") }, \
	{ "history", 0, N_("TEXT"), N_("history of the creator") }, \
	{ "time", 0, N_("TEXT"), N_("dates of the records, \"1954-1975\"") }, \
	{ "metres", 0, N_("NUMBER"), N_("shelf metres (mét giá)") }, \
	{ "groups", 0, N_("TEXT"), N_("main groups of records") }, \
	{ "types", 0, N_("TEXT"), N_("other types of records") }, \
	{ "language", 0, N_("TEXT"), N_("language of the records") }, \
	{ "tools", 0, N_("TEXT"), N_("finding aids") }, \
	{ "note", 0, N_("TEXT"), N_("note") }

static const struct option_row add_options[] = {
	FONDS_OPTIONS, { NULL, 0, NULL, NULL }
};

static const struct option_row edit_options[] = {
	{ "code", 0, N_("CODE"), N_("another code") },
	{ "name", 0, N_("TEXT"), N_("another name") },
	FONDS_OPTIONS, { NULL, 0, NULL, NULL }
};

static const struct option_row group_options[] = {
	{ "parent", 0, N_("PATH"), N_("the group above: \"Title\" or "
	    "\"Title/Title\"") },
	{ "code", 0, N_("CODE"), N_("code of the group") },
	{ NULL, 0, NULL, NULL }
};

static const struct verb verbs[] = {
	{ "list", "", N_("fonds with their sums"), 0, 0, NEEDS_DB, NULL, list },
	{ "show", N_("CODE"), N_("one fonds"), 1, 1, NEEDS_DB, NULL, show },
	{ "add", N_("CODE NAME"), N_("a new fonds"), 2, 2, NEEDS_DB_WRITE,
	    add_options, add },
	{ "edit", N_("CODE"), N_("change a fonds"), 1, 1, NEEDS_DB_WRITE,
	    edit_options, edit_fonds },
	{ "group", N_("CODE TITLE"), N_("a new group in a fonds"), 2, 2,
	    NEEDS_DB_WRITE, group_options, add_group },
	{ "remove", N_("CODE"), N_("remove an empty fonds"), 1, 1,
	    NEEDS_DB_WRITE, NULL, remove_fonds },
	{ 0 }
};

const struct command command_fonds = {
	"fonds", N_("fonds, works and collections"), verbs
};
