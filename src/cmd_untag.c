#include "app_pick.h"

#include "tag.h"

static bool untag(struct app *app, const struct args *args, struct err *err)
{
	const char *text = args_value(args, "criteria");
	unsigned criteria = 0x1ffU;
	struct tag_result result;
	int64_t *ids;
	size_t count;

	if ((text != NULL && !criteria_parse(app->db, text, &criteria, err)) ||
	    !app_pick(app, args, 0, &ids, &count, err) ||
	    !untag_dossiers(app->db, ids, count, criteria,
	    args_value(args, "reason"), &app->pool, &result, err))
		return false;
	app_say(app, ngettext("%lld dossier untagged",
	    "%lld dossiers untagged", (long long)result.tagged),
	    (long long)result.tagged);
	return true;
}

static const struct option_row options[] = {
	{ "criteria", 0, "N,...", N_("only these; all when left out") },
	{ "reason", 0, N_("TEXT"), N_("why, for the audit") },
	PICK_OPTIONS,
	{ NULL, 0, NULL, NULL }
};

static const struct verb verbs[] = {
	{ NULL, N_("[CODE|MASK|A..B]..."), N_("take criteria away"), 0, -1,
	    NEEDS_DB_WRITE, options, untag },
	{ 0 }
};

const struct command command_untag = {
	"untag", N_("take criteria away"), verbs
};
