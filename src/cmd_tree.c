#include "command.h"

#include "fonds_tree.h"
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
	    pool_printf(&app->pool, "%*s%s%s%s", (depth > 64 ? 64 : depth) * 2, "", code,
	    code[0] == '\0' ? "" : "  ", title));
	out_int(out, tally->dossiers);
	out_int(out, tally->papers);
	out_int(out, tally->pages);
	out_int(out, tally->a4_estimate);
	out_int(out, tally->images);
	out_int(out, tally->a4);
}

static bool one_fonds(struct app *app, struct out *out,
    const struct fonds *fonds, struct err *err)
{
	struct pool pool = { 0 };
	struct tree_node *nodes;
	struct tally tally;
	size_t count;
	bool good = fonds_tree(app->db, fonds->id, &pool, &nodes, &count, &tally,
	    err);

	if (good)
		row(app, out, 0, "fonds", fonds->code, fonds->name, &tally);
	for (size_t i = 0; good && i < count; i++)
		row(app, out, nodes[i].depth, "group", nodes[i].group.code,
		    nodes[i].group.title, &nodes[i].tally);
	pool_free(&pool);
	return good;
}

static bool levels(struct app *app, struct out *out, const char *code,
    struct err *err)
{
	struct fonds one, *list = &one;
	size_t count = 1;

	if (code != NULL ? !fonds_find(app->db, code, &app->pool, &one, err) :
	    !fonds_list(app->db, &app->pool, &list, &count, err))
		return false;
	for (size_t i = 0; i < count; i++)
		if (!one_fonds(app, out, &list[i], err))
			return false;
	return true;
}

static bool run(struct app *app, const struct args *args, struct err *err)
{
	struct out *out = app_listing(app, NULL, columns, err);
	bool good;

	if (out == NULL)
		return false;
	/* One view of them all, and one lock for all the questions. */
	good = db_read_begin(app->db, err) && levels(app, out,
	    args_count(args) == 1 ? args_word(args, 0) : NULL, err);
	db_read_end(app->db);
	return good ? out_close(out, err) : out_abort(out);
}

static const struct verb verbs[] = {
	{ NULL, N_("[FONDS]"), N_("fonds and groups with the sums of every "
	    "level"), 0, 1, NEEDS_DB, NULL, run },
	{ 0 }
};

const struct command command_tree = {
	"tree", N_("the tree of fonds and groups"), verbs
};
