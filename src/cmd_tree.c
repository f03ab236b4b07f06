#include "command.h"

#include "fonds.h"
#include "out_app.h"

#include <string.h>

static const struct out_column columns[] = {
	{ .key = "level", .head = N_("Level"), .where = OUT_FOR_PROGRAMS },
	{ .key = "code", .head = N_("Code"), .where = OUT_FOR_PROGRAMS },
	{ .key = "title", .head = N_("Title") },
	{ .key = "dossiers", .head = N_("Dossiers"), .type = OUT_INTEGER },
	{ .key = "papers", .head = N_("Sheets"), .type = OUT_INTEGER },
	{ .key = "pages", .head = N_("Pages"), .type = OUT_PAGES },
	{ .key = "a4_estimate", .head = N_("A4, estimate"), .type = OUT_PAGES },
	{ .key = "images", .head = N_("Images"), .type = OUT_INTEGER },
	{ .key = "a4", .head = N_("A4, scanned"), .type = OUT_PAGES },
	{ 0 }
};

static void row(struct app *app, struct out *out, int depth,
    const char *level, const char *code, const char *title,
    const struct tally *tally)
{
	out_text(out, level);
	out_text(out, code);
	out_text(out, app->json || app->csv ? title :
	    pool_printf(&app->pool, "%*s%s%s%s", depth * 2, "", code,
	    code[0] == '\0' ? "" : "  ", title));
	out_int(out, tally->dossiers);
	out_int(out, tally->papers);
	out_int(out, tally->pages);
	out_int(out, tally->a4_estimate);
	out_int(out, tally->images);
	out_int(out, tally->a4);
}

static bool groups(struct app *app, struct out *out, int64_t fonds,
    int64_t parent, int depth, struct err *err)
{
	struct group *list;
	size_t count;

	if (!group_children(app->db, fonds, parent, &app->pool, &list, &count,
	    err))
		return false;
	for (size_t i = 0; i < count; i++) {
		struct tally tally;

		if (!group_tally(app->db, list[i].id, &tally, err))
			return false;
		row(app, out, depth, "group", list[i].code, list[i].title,
		    &tally);
		if (depth < 64 && !groups(app, out, fonds, list[i].id, depth + 1,
		    err))
			return false;
	}
	return true;
}

static bool one_fonds(struct app *app, struct out *out,
    const struct fonds *fonds, struct err *err)
{
	struct tally tally;

	if (!fonds_tally(app->db, fonds->id, &tally, err))
		return false;
	row(app, out, 0, "fonds", fonds->code, fonds->name, &tally);
	return groups(app, out, fonds->id, 0, 1, err);
}

static bool run(struct app *app, const struct args *args, struct err *err)
{
	struct fonds one, *list = &one;
	size_t count = 1;
	struct out *out;

	if (args_count(args) == 1) {
		if (!fonds_find(app->db, args_word(args, 0), &app->pool, &one,
		    err))
			return false;
	} else if (!fonds_list(app->db, &app->pool, &list, &count, err)) {
		return false;
	}
	out = app_listing(app, NULL, columns, err);
	if (out == NULL)
		return false;
	for (size_t i = 0; i < count; i++)
		if (!one_fonds(app, out, &list[i], err))
			return out_abort(out);
	return out_close(out, err);
}

static const struct verb verbs[] = {
	{ NULL, N_("[FONDS]"), N_("fonds and groups with the sums of every "
	    "level"), 0, 1, NEEDS_DB, NULL, run },
	{ 0 }
};

const struct command command_tree = {
	"tree", N_("the tree of fonds and groups"), verbs
};
