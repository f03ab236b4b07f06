#include "out_app.h"
#include "app_pick.h"

#include "json.h"
#include "number.h"
#include "setting.h"
#include "tag.h"

#include <stdio.h>
#include <string.h>

/* --- what is asked for -------------------------------------------------- */

static bool read_damage(struct app *app, const struct args *args,
    struct tag_request *request, struct err *err)
{
	const char *text = args_value(args, "damage");
	const char **signs;
	char *rest, *word;

	if (text == NULL)
		return true;
	signs = pool_array(&app->pool, strlen(text) / 2 + 1, sizeof(*signs));
	rest = pool_copy(&app->pool, text);
	while ((word = strsep(&rest, ",;")) != NULL) {
		struct term term;

		word += strspn(word, " ");
		if (word[0] == '\0')
			continue;
		if (!term_find(app->db, "damage", word, &app->pool, &term, err))
			return err_wrap(err, "--damage");
		signs[request->damage_count++] = term.code;
	}
	request->damage = signs;
	return true;
}

static bool read_request(struct app *app, const struct args *args,
    struct tag_request *request, struct err *err)
{
	const char *criteria = args_value(args, "criteria");
	const char *carrier = args_value(args, "carrier");
	struct term term;

	request->limb = args_value(args, "limb");
	request->person = args_value(args, "person");
	request->feature = args_value(args, "feature");
	request->reason = args_value(args, "reason");
	request->legibility = args_value(args, "legibility");
	request->skip = args_given(args, "skip");
	if (criteria != NULL && !criteria_parse(app->db, criteria,
	    &request->criteria, err))
		return err_wrap(err, "--criteria");
	if (carrier != NULL) {
		if (!term_find(app->db, "carrier", carrier, &app->pool, &term,
		    err))
			return err_wrap(err, "--carrier");
		request->carrier = term.code;
	}
	if (request->legibility != NULL &&
	    strcmp(request->legibility, "read") != 0 &&
	    strcmp(request->legibility, "mostly") != 0 &&
	    strcmp(request->legibility, "unreadable") != 0)
		return err_set(err, ERR_USAGE, _("--legibility is read, mostly or "
		    "unreadable, not \"%s\""), request->legibility);
	if (!read_damage(app, args, request, err))
		return false;
	if (criteria == NULL && carrier == NULL && request->legibility == NULL &&
	    request->damage_count == 0)
		return err_set(err, ERR_USAGE, _("Say which criteria: --criteria "
		    "2,5"));
	return true;
}

/* --- what came of it ---------------------------------------------------- */

static bool print_json(struct app *app, const struct tag_result *result,
    const struct pick_total *total, int64_t year, struct err *err)
{
	struct buf buf = { 0 };
	struct json json = { .buf = &buf };
	int64_t target;

	if (!pick_target(app->db, &year, &target, err))
		return false;
	json_open(&json, NULL, '{');
	json_int(&json, "tagged", result->tagged);
	json_int(&json, "unchanged", result->unchanged);
	json_int(&json, "refused", result->refused);
	json_int(&json, "papers", total->papers);
	json_int(&json, "pages", total->pages);
	json_int(&json, "a4", total->a4);
	json_int(&json, "year", year);
	json_int(&json, "target", target);
	json_open(&json, "refusals", '[');
	for (size_t i = 0; i < result->shown_count; i++) {
		const struct tag_refusal *r = &result->shown[i];

		json_open(&json, NULL, '{');
		json_text(&json, "dossier", r->code);
		json_int(&json, "criterion", r->number);
		json_text(&json, "rule", r->rule);
		json_text(&json, "text", r->text);
		json_text(&json, "mend", r->mend);
		json_shut(&json, '}');
	}
	json_shut(&json, ']');
	json_shut(&json, '}');
	puts(buf_string(&buf));
	buf_free(&buf);
	return true;
}

static void tell_refusals(struct app *app, const struct tag_result *result)
{
	for (size_t i = 0; i < result->shown_count; i++) {
		const struct tag_refusal *r = &result->shown[i];

		app_warn(app, _("%s: %s: %s. To do: %s"), r->code, r->rule,
		    r->text, r->mend);
	}
	if (result->refused > (int64_t)result->shown_count)
		app_warn(app, _("... and %lld more"), (long long)(result->refused -
		    (int64_t)result->shown_count));
}

/* The total is of what bears the criteria now, not of what was refused. */
static bool tell(struct app *app, const struct args *args,
    const struct tag_result *result, const char *what, struct err *err)
{
	struct pick_total total;
	int64_t year = 0;
	const char *words;

	if (!args_int(args, "plan", 1900, 2200, &year, err) ||
	    !pick_sum(app->db, result->taken, result->taken_count, &total,
	    err) || !pick_words(app->db, &total, year, &app->pool, &words, err))
		return false;
	if (app->json)
		return print_json(app, result, &total, year, err);
	app_say(app, "%s: %s", what, words);
	if (result->unchanged > 0)
		app_say(app, _("%s of them were so already"),
		    number_text(&app->pool, result->unchanged));
	return true;
}

static bool tag(struct app *app, const struct args *args, struct err *err)
{
	struct tag_request request = { 0 };
	struct tag_result result;
	struct err trouble = { 0 };
	int64_t *ids;
	size_t count;

	if (!read_request(app, args, &request, err) ||
	    !app_pick(app, args, 0, &ids, &count, err))
		return false;
	if (!tag_dossiers(app->db, ids, count, &request, &app->pool, &result,
	    &trouble)) {
		if (trouble.kind == ERR_RULE && result.refused > 1)
			tell_refusals(app, &result);
		*err = trouble;
		return false;
	}
	tell_refusals(app, &result);
	return tell(app, args, &result, request.criteria == 0 ?
	    _("Condition noted") : pool_printf(&app->pool, _("Tagged %s"),
	    criteria_words(&app->pool, request.criteria)), err);
}

/* --- suggestions and names ---------------------------------------------- */

static const struct out_column suggestion_columns[] = {
	{ .key = "dossier", .head = N_("Dossier") },
	{ .key = "criterion", .head = N_("Criterion") },
	{ .key = "limb", .head = N_("Limb") },
	{ .key = "ask", .head = N_("A person decides"), .type = OUT_BOOL },
	{ .key = "why", .head = N_("Because"), .width = 30 },
	{ 0 }
};

static bool suggest(struct app *app, const struct args *args, struct err *err)
{
	struct out *out;
	int64_t *ids;
	size_t count;

	if (!app_pick(app, args, 0, &ids, &count, err))
		return false;
	out = app_listing(app, NULL, suggestion_columns, err);
	if (out == NULL)
		return false;
	for (size_t i = 0; i < count; i++) {
		struct suggestion list[9];
		struct pool pool = { 0 };
		size_t found;
		bool good = tag_suggest(app->db, ids[i], &pool, list,
		    COUNT(list), &found, err);

		for (size_t k = 0; good && k < found; k++) {
			out_text(out, list[k].code);
			out_text(out, pool_printf(&pool, "TC%lld%s",
			    (long long)list[k].number,
			    app->json || app->csv ? "" : "?"));
			out_text(out, list[k].limb);
			out_int(out, list[k].ask);
			out_text(out, list[k].text);
		}
		pool_free(&pool);
		if (!good)
			return out_abort(out);
	}
	return out_close(out, err);
}

static bool persons(struct app *app, const struct args *args, struct err *err)
{
	static const struct out_column columns[] = {
		{ .key = "name", .head = N_("Person, family, clan") },
		{ .key = "dossiers", .head = N_("Dossiers"),
		    .type = OUT_INTEGER },
		{ 0 }
	};
	const char *words = args_word(args, 0);
	struct person *list;
	struct out *out;
	size_t count;

	if (!person_list(app->db, words == NULL ? "" : words, &app->pool, &list,
	    &count, err))
		return false;
	out = app_listing(app, NULL, columns, err);
	if (out == NULL)
		return false;
	for (size_t i = 0; i < count; i++) {
		out_text(out, list[i].name);
		out_int(out, list[i].dossiers);
	}
	return out_close(out, err);
}

static const struct option_row tag_options[] = {
	{ "criteria", 0, "N,...", N_("the criteria, for example 2,5") },
	{ "reason", 0, N_("TEXT"), N_("why; needed where the dates cross 1975") },
	{ "limb", 0, "a|b", N_("criterion 1: (a) permanent at its agency, (b) "
	    "kept at the Centre; the facts say it when left out") },
	{ "person", 0, N_("NAME"), N_("criterion 3: person, family or clan") },
	{ "carrier", 0, N_("KIND"), N_("criterion 4: the carrier") },
	{ "feature", 0, N_("TEXT"), N_("criterion 4: what is unique about it") },
	{ "damage", 0, N_("SIGN,..."), N_("criterion 5: signs of damage") },
	{ "legibility", 0, "read|mostly|unreadable",
	    N_("criterion 5: can it still be read") },
	{ "skip", 0, NULL, N_("leave out what is refused and tag the rest") },
	{ "plan", 0, N_("YEAR"), N_("the target that the total is a share of") },
	PICK_OPTIONS,
	{ NULL, 0, NULL, NULL }
};

static const struct option_row pick_options[] = {
	PICK_OPTIONS, { NULL, 0, NULL, NULL }
};

static const struct verb verbs[] = {
	{ NULL, N_("[CODE|MASK|A..B]..."), N_("put criteria on files, with "
	    "their evidence"), 0, -1, NEEDS_DB_WRITE, tag_options, tag },
	{ "suggest", N_("[CODE|MASK|A..B]..."), N_("what the facts suggest; "
	    "nothing is changed"), 0, -1, NEEDS_DB, pick_options, suggest },
	{ "persons", N_("[TEXT]"), N_("the name index of criterion 3"), 0, 1,
	    NEEDS_DB, NULL, persons },
	{ 0 }
};

const struct command command_tag = {
	"tag", N_("the five criteria and their evidence"), verbs
};
