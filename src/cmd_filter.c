#include "command.h"

#include "filter.h"
#include "out_app.h"
#include "search.h"

static bool list(struct app *app, const struct args *args, struct err *err)
{
	static const struct out_column columns[] = {
		{ .key = "name", .head = N_("Name") },
		{ .key = "search", .head = N_("Filter"), .width = 30 },
		{ .key = "user", .head = N_("Who") },
		{ .key = "at", .head = N_("When"), .type = OUT_TIME },
		{ 0 }
	};
	struct saved_filter *filters;
	struct out *out;
	size_t count;

	(void)args;
	if (!filter_list(app->db, &app->pool, &filters, &count, err))
		return false;
	out = app_listing(app, NULL, columns, err);
	if (out == NULL)
		return false;
	for (size_t i = 0; i < count; i++) {
		out_text(out, filters[i].name);
		out_text(out, filters[i].search);
		out_text(out, filters[i].user);
		out_text(out, filters[i].at);
	}
	return out_close(out, err);
}

/* What cannot be understood is not kept. */
static bool save(struct app *app, const struct args *args, struct err *err)
{
	struct dossier_filter filter = { .state = -1 };
	const char *name = args_word(args, 0);
	const char *search = args_word(args, 1);

	for (int i = 2; i < args_count(args); i++)
		search = pool_printf(&app->pool, "%s %s", search,
		    args_word(args, i));
	if (!search_fill(app->db, search, &app->pool, &filter, err) ||
	    !filter_save(app->db, name, search, err))
		return false;
	app_say(app, _("Filter %s: %s. Say filter:%s wherever files are "
	    "searched"), name, search, search_word(&app->pool, name));
	return true;
}

static bool remove_it(struct app *app, const struct args *args,
    struct err *err)
{
	if (!filter_remove(app->db, args_word(args, 0), err))
		return false;
	app_say(app, _("The filter %s is removed"), args_word(args, 0));
	return true;
}

static const struct verb verbs[] = {
	{ "list", "", N_("the filters that are kept"), 0, 0, NEEDS_DB, NULL,
	    list },
	{ "save", N_("NAME TEXT..."), N_("keep a filter under a name: words "
	    "and fields as in a search"), 2, -1, NEEDS_DB_WRITE, NULL, save },
	{ "remove", N_("NAME"), N_("take it out (undo brings it back)"), 1, 1,
	    NEEDS_DB_WRITE, NULL, remove_it },
	{ 0 }
};

const struct command command_filter = {
	"filter", N_("filters of files, kept under a name"), verbs
};
