#include "out_app.h"
#include "app_pick.h"

#include "audit.h"
#include "setting.h"
#include "workflow.h"

#include <string.h>

/* --- the checklist ------------------------------------------------------ */

static bool show_list(struct app *app, int64_t id, struct err *err)
{
	static const struct out_column columns[] = {
		{ .key = "item", .head = N_("Code") },
		{ .key = "name", .head = N_("Item of arranging") },
		{ .key = "fact", .head = N_("From the fields"),
		    .type = OUT_BOOL },
		{ .key = "done", .head = N_("Done"), .type = OUT_BOOL },
		{ 0 }
	};
	struct arrange_item *items;
	struct out *out;
	size_t count;

	if (!arrange_list(app->db, id, &app->pool, &items, &count, err))
		return false;
	out = app_listing(app, NULL, columns, err);
	if (out == NULL)
		return false;
	for (size_t i = 0; i < count; i++) {
		out_text(out, items[i].code);
		out_text(out, items[i].name);
		out_int(out, items[i].fact);
		out_int(out, items[i].done);
	}
	return out_close(out, err);
}

static bool list(struct app *app, const struct args *args, struct err *err)
{
	int64_t *ids;
	size_t count;

	return app_pick(app, args, 0, &ids, &count, err) &&
	    show_list(app, ids[0], err);
}

/* --- ticking and the gate ----------------------------------------------- */

struct wish {
	const char **ticks;	/* codes of items */
	size_t tick_count;
	const char **clears;
	size_t clear_count;
	bool all;		/* tick every item that is not a field */
	bool gate;		/* set gate A */
	int64_t papers, pages;	/* -1: leave */
	const char *day;
};

static bool read_items(struct app *app, const struct args *args,
    const char *option, const char ***items, size_t *count, struct err *err)
{
	const char *text = args_value(args, option);
	char *rest, *word;

	if (text == NULL)
		return true;
	*items = pool_array(&app->pool, strlen(text) / 2 + 1, sizeof(**items));
	rest = pool_copy(&app->pool, text);
	while ((word = strsep(&rest, ",;")) != NULL) {
		struct term term;

		word += strspn(word, " ");
		if (word[0] == '\0')
			continue;
		if (!term_find(app->db, "arrange", word, &app->pool, &term,
		    err))
			return err_wrap(err, "--%s", option);
		(*items)[(*count)++] = term.code;
	}
	return true;
}

static bool tick_all(struct app *app, int64_t id, struct err *err)
{
	struct arrange_item *items;
	size_t count;

	if (!arrange_list(app->db, id, &app->pool, &items, &count, err))
		return false;
	for (size_t i = 0; i < count; i++)
		if (!items[i].fact && !items[i].done &&
		    !arrange_tick(app->db, id, items[i].code, true, err))
			return false;
	return true;
}

static bool arrange_one(struct app *app, const struct wish *wish, int64_t id,
    struct err *err)
{
	if ((wish->papers >= 0 || wish->pages >= 0) &&
	    !workflow_count(app->db, id, wish->papers, wish->pages, err))
		return false;
	if (wish->all && !tick_all(app, id, err))
		return false;
	for (size_t i = 0; i < wish->tick_count; i++)
		if (!arrange_tick(app->db, id, wish->ticks[i], true, err))
			return false;
	for (size_t i = 0; i < wish->clear_count; i++)
		if (!arrange_tick(app->db, id, wish->clears[i], false, err))
			return false;
	if (wish->clear_count > 0 &&
	    !workflow_ungate(app->db, id, "arranged", err))
		return false;
	return !wish->gate || workflow_arrange(app->db, id, wish->day, err);
}

static bool arrange(struct app *app, const struct args *args,
    struct err *err)
{
	struct edit edit = {
		.action = "arrange", .note = args_value(args, "reason")
	};
	struct wish wish = { .papers = -1, .pages = -1 };
	int64_t *ids;
	size_t count;

	wish.all = args_given(args, "all");
	if (!args_int(args, "papers", 0, 9999999, &wish.papers, err) ||
	    !args_int(args, "pages", 0, 9999999, &wish.pages, err) ||
	    !read_items(app, args, "done", &wish.ticks, &wish.tick_count,
	    err) ||
	    !read_items(app, args, "undone", &wish.clears, &wish.clear_count,
	    err) ||
	    !app_day(app, args, "date", NULL, &wish.day, err) ||
	    !app_pick(app, args, 0, &ids, &count, err))
		return false;
	/* Ticking alone does not set the gate; saying nothing does. */
	wish.gate = wish.all || (wish.tick_count == 0 &&
	    wish.clear_count == 0 && wish.papers < 0 && wish.pages < 0);
	edit.dossier = count == 1 ? ids[0] : 0;
	edit.summary = pool_printf(&app->pool, wish.gate ?
	    ngettext("%lld dossier is fully arranged",
	    "%lld dossiers are fully arranged", (long long)count) :
	    ngettext("%lld dossier: arranging noted",
	    "%lld dossiers: arranging noted", (long long)count),
	    (long long)count);
	if (!edit_begin(app->db, err))
		return false;
	for (size_t i = 0; i < count; i++)
		if (!arrange_one(app, &wish, ids[i], err)) {
			edit_abort(app->db);
			return false;
		}
	if (!edit_commit(app->db, &edit, NULL, err))
		return false;
	app_say(app, "%s", edit.summary);
	return true;
}

static const struct option_row options[] = {
	{ "all", 0, NULL, N_("tick every item that is not a field, and declare "
	    "the file fully arranged") },
	{ "done", 0, N_("ITEM,..."), N_("tick these items") },
	{ "undone", 0, N_("ITEM,..."), N_("take these ticks, and gate A, back") },
	{ "papers", 0, N_("N"), N_("number of sheets as counted now") },
	{ "pages", 0, N_("N"), N_("number of pages as counted now") },
	{ "date", 0, N_("DAY"), N_("when it was finished; today when left out") },
	{ "reason", 0, N_("TEXT"), N_("why, for the audit") },
	PICK_OPTIONS,
	{ NULL, 0, NULL, NULL }
};

static const struct verb verbs[] = {
	{ NULL, N_("[CODE|MASK|A..B]..."), N_("gate A: declare files fully "
	    "arranged (BR8)"), 0, -1, NEEDS_DB_WRITE, options, arrange },
	{ "list", N_("CODE"), N_("the checklist of a file"), 1, 1, NEEDS_DB,
	    NULL, list },
	{ 0 }
};

const struct command command_arrange = {
	"arrange", N_("chỉnh lý: the checklist and gate A"), verbs
};
