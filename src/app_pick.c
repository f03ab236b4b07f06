#include "app_pick.h"

#include "clock.h"
#include "fonds.h"
#include "search.h"
#include "workflow.h"

#include <string.h>

static bool read_place(struct app *app, const struct args *args,
    struct dossier_filter *filter, struct err *err)
{
	const char *code = args_value(args, "fonds");
	const char *group = args_value(args, "group");
	struct fonds fonds;

	if (group != NULL && code == NULL)
		return err_set(err, ERR_USAGE, _("--group needs --fonds: groups "
		    "belong to a fonds"));
	if (code == NULL)
		return true;
	if (!fonds_find(app->db, code, &app->pool, &fonds, err))
		return false;
	filter->fonds_id = fonds.id;
	return group == NULL || group_find_path(app->db, fonds.id, group,
	    &filter->grp_id, err);
}

static bool read_filter(struct app *app, const struct args *args,
    struct pick *pick, struct err *err)
{
	static const char *const options[] = {
		"fonds", "group", "criterion", "state", "search", "year"
	};
	const char *state = args_value(args, "state");

	for (size_t i = 0; i < COUNT(options); i++)
		pick->filtered = pick->filtered ||
		    args_given(args, options[i]);
	if (state != NULL && !state_parse(state, &pick->filter.state))
		return err_set(err, ERR_USAGE, _("--state: \"%s\" is not a state; "
		    "see \"bansao workflow\""), state);
	if (args_given(args, "search") && !search_fill(app->db,
	    args_value(args, "search"), &app->pool, &pick->filter, err))
		return err_wrap(err, "--search");
	return read_place(app, args, &pick->filter, err) &&
	    args_int(args, "criterion", 1, 9, &pick->filter.criterion, err) &&
	    args_int(args, "year", 1, 2200, &pick->filter.year, err);
}

bool app_pick(struct app *app, const struct args *args, int first,
    int64_t **ids, size_t *count, struct err *err)
{
	struct pick pick = { .filter = { .state = -1 } };
	const char **words = pool_array(&app->pool,
	    (size_t)args_count(args) + 1, sizeof(*words));

	for (int i = first; i < args_count(args); i++)
		words[pick.word_count++] = args_word(args, i);
	pick.words = words;
	if (!read_filter(app, args, &pick, err) ||
	    !pick_ids(app->db, &pick, &app->pool, ids, count, err))
		return false;
	return *count > 0 || err_set(err, ERR_MISSING,
	    _("No dossier fits; see \"bansao dossier list\""));
}

bool app_day(struct app *app, const struct args *args, const char *option,
    const char *fallback, const char **day, struct err *err)
{
	const char *text = args_value(args, option);
	struct date date = clock_today();
	char iso[DATE_TEXT];

	if (text == NULL && fallback != NULL) {
		*day = fallback;
		return true;
	}
	if (text != NULL && strcmp(text, "today") != 0 &&
	    !date_parse(text, &date, err))
		return err_wrap(err, "--%s", option);
	if (!date_is_whole(date))
		return err_set(err, ERR_USAGE, _("--%s: \"%s\" is not a whole day; "
		    "write dd/mm/yyyy"), option, text);
	date_iso(date, iso);
	*day = pool_copy(&app->pool, iso);
	return true;
}
