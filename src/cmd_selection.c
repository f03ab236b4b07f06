#include "cmd_selection.h"

#include "app_pick.h"
#include "approval.h"
#include "audit.h"
#include "fonds.h"
#include "setting.h"
#include "workflow.h"

#include <stdio.h>
#include <string.h>

/* --- drawing up --------------------------------------------------------- */

static bool read_place(struct app *app, const struct args *args,
    struct selection *s, struct err *err)
{
	const char *code = args_value(args, "fonds");
	const char *group = args_value(args, "group");
	struct fonds fonds;

	if (code == NULL)
		return err_set(err, ERR_USAGE, _("Say the fonds of the list: "
		    "--fonds CODE"));
	if (!fonds_find(app->db, code, &app->pool, &fonds, err))
		return false;
	s->fonds_id = fonds.id;
	s->grp_id = group == NULL ? -1 : 0;
	return group == NULL || strcmp(group, ".") == 0 || group[0] == '\0' ||
	    group_find_path(app->db, fonds.id, group, &s->grp_id, err);
}

static bool warn_window(struct app *app, const struct args *args,
    const char *day, struct err *err)
{
	const char *warning;

	if (!workflow_window(app->db, "select", day, &app->pool, &warning,
	    err))
		return false;
	if (warning != NULL && args_value(args, "reason") == NULL)
		app_warn(app, "%s", warning);
	return true;
}

static bool warn_year(struct app *app, const struct selection *s,
    struct err *err)
{
	const struct version none = { 0 };
	struct flag *flags;
	size_t count;

	/* Of no version: only what is to be said of the year. */
	if (!selection_flags(app->db, s, &none, &app->pool, &flags, &count,
	    err))
		return false;
	for (size_t i = 0; i < count; i++)
		app_warn(app, "%s", flags[i].text);
	return true;
}

static bool new_list(struct app *app, const struct args *args,
    struct err *err)
{
	struct selection s = { .code = args_word(args, 0) };
	int64_t target;

	s.title = args_value(args, "title");
	s.note = args_value(args, "reason");
	s.secret = args_given(args, "secret");
	if (!read_place(app, args, &s, err) ||
	    !args_int(args, "year", 1900, 2200, &s.year, err))
		return false;
	if (s.year == 0 && !pick_target(app->db, &s.year, &target, err))
		return false;
	if (!list_new(app->db, &s, &app->pool, err) ||
	    !warn_window(app, args, NULL, err) || !warn_year(app, &s, err))
		return false;
	app_say(app, _("New list %s of %lld. Next: bansao selection add %s "
	    "CODE..., or --all"), s.code, (long long)s.year, s.code);
	if (!app->quiet)
		printf("%s\n", s.code);
	return true;
}

/* What "everything that waits" leaves behind, and why. */
bool selection_tell_kept_back(struct app *app, const struct selection *s,
    struct err *err)
{
	struct flag *flags;
	size_t count;

	if (!selection_kept_back(app->db, s, &app->pool, &flags, &count, err))
		return false;
	for (size_t i = 0; i < count && i < 5; i++)
		app_warn(app, _("kept back: %s: %s"), flags[i].code,
		    flags[i].text);
	if (count > 5)
		app_warn(app, _("... and %lld more kept back"),
		    (long long)count - 5);
	return true;
}

static void tell_refusals(struct app *app, const struct tag_result *result)
{
	for (size_t i = 0; i < result->shown_count; i++)
		app_warn(app, _("%s: %s: %s. To do: %s"), result->shown[i].code,
		    result->shown[i].rule, result->shown[i].text,
		    result->shown[i].mend);
}

/* more: what a dry run would have added, else nothing. */
static bool tell_total(struct app *app, const char *what, const char *code,
    const struct pick_total *more, struct err *err)
{
	struct selection s;
	struct version v;
	struct version_total total;
	struct pick_total sum;
	struct flag *flags;
	const char *words;
	size_t count;

	if (!list_open(app->db, code, &app->pool, &s, &v, err) ||
	    !version_sum(app->db, v.id, &total, err) ||
	    !selection_flags(app->db, &s, &v, &app->pool, &flags, &count, err))
		return false;
	sum = (struct pick_total){
		total.dossiers + more->dossiers, total.papers + more->papers,
		total.pages + more->pages, total.a4 + more->a4
	};
	if (!pick_words(app->db, &sum, s.year, &app->pool, &words, err))
		return false;
	app_say(app, _("%s. List %s: %s"), what, s.code, words);
	for (size_t i = 0; i < count && i < 5; i++)
		app_warn(app, "%s%s%s", flags[i].code,
		    flags[i].code[0] == '\0' ? "" : ": ", flags[i].text);
	if (count > 5)
		app_warn(app, _("... and %lld more; see bansao selection show %s"),
		    (long long)count - 5, s.code);
	return true;
}

/* --all says already which. */
static bool only_all(const struct args *args, struct err *err)
{
	static const char *const filters[] = {
		"fonds", "group", "criterion", "state", "search", "year"
	};
	bool more = args_count(args) > 1;

	for (size_t i = 0; i < COUNT(filters); i++)
		more = more || args_given(args, filters[i]);
	return !more || err_set(err, ERR_USAGE, _("--all takes everything that "
	    "waits in the group of the list; it goes with no code and no "
	    "filter"));
}

/* The first of the ids that bring the list to at most so many A4 pages. */
static bool cut_to(struct app *app, const struct selection *s, int64_t pages,
    const int64_t *ids, size_t *count, struct err *err)
{
	struct version v;
	struct version_total total;
	size_t kept = 0;

	if (!version_get(app->db, s->id, 0, &app->pool, &v, err) ||
	    !version_sum(app->db, v.id, &total, err))
		return false;
	while (kept < *count) {
		struct dossier_row row;

		if (!dossier_row(app->db, ids[kept], &app->pool, &row, err))
			return false;
		total.a4 += row.a4_estimate;
		if (total.a4 > pages)
			break;
		kept++;
	}
	*count = kept;
	return kept > 0 || err_set(err, ERR_MISSING, _("The list %s has its %lld "
	    "A4 pages; the next file would be too many"), s->code,
	    (long long)pages);
}

static bool add_all(struct app *app, const struct args *args,
    const char *code, int64_t **ids, size_t *count, struct err *err)
{
	int64_t pages = -1;
	struct selection s;

	if (!only_all(args, err) ||
	    !args_int(args, "up-to", 1, INT64_MAX, &pages, err) ||
	    !selection_find(app->db, code, &app->pool, &s, err) ||
	    !selection_eligible(app->db, &s, pages >= 0, &app->pool, ids, count,
	    err) || !selection_tell_kept_back(app, &s, err))
		return false;
	if (*count == 0)
		return err_set(err, ERR_MISSING, _("No tagged file of the fonds "
		    "and group of %s waits for a list. To do: bansao tag ..."),
		    s.code);
	return pages < 0 || cut_to(app, &s, pages, *ids, count, err);
}

static bool add(struct app *app, const struct args *args, struct err *err)
{
	const char *code = args_word(args, 0);
	struct pick_total more = { 0 };
	struct tag_result result;
	int64_t *ids;
	size_t count;

	if (args_given(args, "up-to") && !args_given(args, "all"))
		return err_set(err, ERR_USAGE, _("--up-to goes with --all"));
	if (args_given(args, "all") ?
	    !add_all(app, args, code, &ids, &count, err) :
	    !app_pick(app, args, 1, &ids, &count, err))
		return false;
	if (!list_add(app->db, code, ids, count, args_given(args, "skip"),
	    &app->pool, &result, err))
		return false;
	tell_refusals(app, &result);
	if (app->dry_run && !pick_sum(app->db, ids, count, &more, err))
		return false;
	return tell_total(app, pool_printf(&app->pool,
	    ngettext("%lld dossier put on the list",
	    "%lld dossiers put on the list", (long long)result.tagged),
	    (long long)result.tagged), code, &more, err);
}

static bool take_off(struct app *app, const struct args *args,
    struct err *err)
{
	const char *code = args_word(args, 0);
	struct tag_result result;
	int64_t *ids;
	size_t count;

	if (!app_pick(app, args, 1, &ids, &count, err) ||
	    !list_remove(app->db, code, ids, count, args_value(args, "reason"),
	    &app->pool, &result, err))
		return false;
	return tell_total(app, pool_printf(&app->pool,
	    ngettext("%lld dossier taken off the list",
	    "%lld dossiers taken off the list", (long long)result.tagged),
	    (long long)result.tagged), code, &(struct pick_total){ 0 }, err);
}

static bool discard(struct app *app, const struct args *args, struct err *err)
{
	if (!list_discard(app->db, args_word(args, 0),
	    args_value(args, "reason"), &app->pool, err))
		return false;
	app_say(app, _("The draft of list %s is discarded; its files are "
	    "tagged as before"), args_word(args, 0));
	return true;
}

/* --- submission and decision -------------------------------------------- */

static void tell_head(struct app *app)
{
	struct err none = { 0 };
	char head[65];

	/* The screens have room for one sentence, and a list of the chain. */
	if (app->lines)
		return;
	if (audit_head(app->db, head, &none))
		app_say(app, _("Head of the audit chain: %s"), head);
}

static bool submit(struct app *app, const struct args *args, struct err *err)
{
	const char *code = args_word(args, 0), *day;
	char hash[65];

	if (!app_day(app, args, "date", NULL, &day, err) ||
	    !warn_window(app, args, day, err) ||
	    !list_submit(app->db, code, args_value(args, "number"), day,
	    args_value(args, "reason"), &app->pool, hash, err))
		return false;
	app_say(app, _("List %s is submitted and frozen; its content is %s"),
	    code, hash);
	app_say(app, _("To print: bansao selection print %s -o danh-muc.odt; "
	    "bansao submission %s -o to-trinh.odt"), code, code);
	tell_head(app);
	return true;
}

static bool read_exclusions(struct app *app, const struct args *args,
    struct decision *decision, struct err *err)
{
	struct exclusion *list;
	const char *text;
	int count = 0;

	while (args_each(args, "exclude", count) != NULL)
		count++;
	list = pool_array(&app->pool, (size_t)count + 1, sizeof(*list));
	for (int i = 0; i < count; i++) {
		char *code, *equals;

		text = args_each(args, "exclude", i);
		code = pool_copy(&app->pool, text);
		equals = strchr(code, '=');
		if (equals == NULL || equals[1] == '\0')
			return err_set(err, ERR_USAGE, _("--exclude: say why, as "
			    "CODE=REASON, not \"%s\""), text);
		*equals = '\0';
		list[i].code = code;
		list[i].reason = equals + 1;
	}
	decision->exclusions = list;
	decision->exclusion_count = (size_t)count;
	return true;
}

static bool approve(struct app *app, const struct args *args,
    struct err *err)
{
	const char *code = args_word(args, 0);
	struct decision decision = {
		.authority = args_value(args, "authority"),
		.number = args_value(args, "number"),
		.signer = args_value(args, "signer")
	};

	if (args_given(args, "date")) {
		if (!app_day(app, args, "date", NULL, &decision.day, err))
			return false;
	}
	if (decision.authority == NULL && !setting_get(app->db, "approver",
	    NULL, &app->pool, &decision.authority, err))
		return false;
	if (!read_exclusions(app, args, &decision, err) ||
	    !list_approve(app->db, code, &decision, &app->pool, err))
		return false;
	app_say(app, _("List %s is approved by %s of %s"), code,
	    decision.number, decision.authority);
	tell_head(app);
	return true;
}

static bool send_back(struct app *app, const struct args *args,
    struct err *err)
{
	const char *day;

	if (!app_day(app, args, "date", NULL, &day, err) ||
	    !list_return(app->db, args_word(args, 0), day,
	    args_value(args, "reason"), &app->pool, err))
		return false;
	app_say(app, _("List %s is returned and a draft again"),
	    args_word(args, 0));
	return true;
}

static bool amend(struct app *app, const struct args *args, struct err *err)
{
	if (!list_amend(app->db, args_word(args, 0), args_value(args, "reason"),
	    &app->pool, err))
		return false;
	app_say(app, _("List %s has a new version as a draft; add, remove, then "
	    "submit it"), args_word(args, 0));
	return true;
}

static bool restore(struct app *app, const struct args *args,
    struct err *err)
{
	struct dossier dossier;

	if (!dossier_find(app->db, args_word(args, 0), &app->pool, &dossier,
	    err) || !list_restore(app->db, dossier.id,
	    args_value(args, "reason"), &app->pool, err))
		return false;
	app_say(app, _("%s is taken up again"), dossier.code);
	return true;
}

/* clang-format off */
static const struct option_row new_options[] = {
	{ "fonds", 0, N_("CODE"), N_("fonds, works or collection") },
	{ "group", 0, N_("PATH"), N_("group, with those below it; \".\" for "
	    "what stands directly under the fonds") },
	{ "year", 0, N_("YEAR"), N_("year of the targets") },
	{ "title", 0, N_("TEXT"), N_("title of the list") },
	{ "secret", 0, NULL, N_("a list of its own for secret files (BR18)") },
	{ "reason", 0, N_("TEXT"), N_("note; why outside the window of the "
	    "programme") },
	{ NULL, 0, NULL, NULL }
};
static const struct option_row add_options[] = {
	{ "all", 0, NULL, N_("everything that waits for a list in its group") },
	{ "up-to", 0, N_("N"), N_("with --all: by the priority of the criteria, "
	    "until the list has so many A4 pages") },
	{ "skip", 0, NULL, N_("leave out what is refused and add the rest") },
	PICK_OPTIONS,
	{ NULL, 0, NULL, NULL }
};
static const struct option_row remove_options[] = {
	{ "reason", 0, N_("TEXT"), N_("why; needed for what was approved") },
	PICK_OPTIONS,
	{ NULL, 0, NULL, NULL }
};
static const struct option_row reason_options[] = {
	{ "reason", 0, N_("TEXT"), N_("why") },
	{ NULL, 0, NULL, NULL }
};
static const struct option_row submit_options[] = {
	{ "number", 0, N_("NUMBER"), N_("number of the letter (tờ trình)") },
	{ "date", 0, N_("DAY"), N_("day of the submission; today when left "
	    "out") },
	{ "reason", 0, N_("TEXT"), N_("why outside the window of the programme") },
	{ NULL, 0, NULL, NULL }
};
static const struct option_row approve_options[] = {
	{ "authority", 0, N_("BODY"), N_("authority; the setting approver when "
	    "left out") },
	{ "number", 0, N_("NUMBER"), N_("number of the decision") },
	{ "date", 0, N_("DAY"), N_("day of the decision") },
	{ "signer", 0, N_("NAME"), N_("who signed it") },
	{ "exclude", 0, N_("CODE=REASON"), N_("a file that the decision leaves "
	    "out; may be repeated") },
	{ NULL, 0, NULL, NULL }
};
static const struct option_row return_options[] = {
	{ "reason", 0, N_("TEXT"), N_("why it was returned") },
	{ "date", 0, N_("DAY"), N_("when; today when left out") },
	{ NULL, 0, NULL, NULL }
};
static const struct option_row show_options[] = {
	{ "revision", 0, N_("N"), N_("an earlier version; the one in hand when "
	    "left out") },
	{ "changes", 0, NULL, N_("only what the version changes") },
	{ NULL, 0, NULL, NULL }
};

static const struct option_row eligible_options[] = {
	{ "priority", 0, NULL, N_("by the priority of the criteria, not in the "
	    "order of the shelf") },
	{ NULL, 0, NULL, NULL }
};

static const struct option_row list_options[] = {
	{ "limit", 0, N_("N"), N_("at most so many, the newest first") },
	{ NULL, 0, NULL, NULL }
};

static const struct verb verbs[] = {
	{ "new", N_("[LIST]"), N_("a new draft list of a fonds and group"), 0, 1,
	    NEEDS_DB_WRITE, new_options, new_list },
	{ "add", N_("LIST [CODE|MASK|A..B]..."), N_("put tagged files on it"),
	    1, -1, NEEDS_DB_WRITE, add_options, add },
	{ "remove", N_("LIST [CODE|MASK|A..B]..."), N_("take files off it"), 1,
	    -1, NEEDS_DB_WRITE, remove_options, take_off },
	{ "eligible", N_("LIST"), N_("what waits for a list in its group"), 1, 1,
	    NEEDS_DB, eligible_options, selection_show_eligible },
	{ "show", N_("LIST"), N_("its files, totals, conflicts and decision"), 1,
	    1, NEEDS_DB, show_options, selection_show },
	{ "list", "", N_("all lists, the newest first"), 0, 0, NEEDS_DB,
	    list_options, selection_list_lists },
	{ "print", N_("LIST"), N_("the form (danh mục); -o FILE.odt, .xlsx, "
	    ".html, .csv, .txt"), 1, 1, NEEDS_DB, show_options,
	    selection_print },
	{ "submit", N_("LIST"), N_("freeze it and submit it to the authority"),
	    1, 1, NEEDS_DB_WRITE, submit_options, submit },
	{ "approve", N_("LIST"), N_("enter the decision of the authority"), 1, 1,
	    NEEDS_DB_WRITE, approve_options, approve },
	{ "return", N_("LIST"), N_("enter that it was returned"), 1, 1,
	    NEEDS_DB_WRITE, return_options, send_back },
	{ "amend", N_("LIST"), N_("a new version of an approved list"), 1, 1,
	    NEEDS_DB_WRITE, reason_options, amend },
	{ "discard", N_("LIST"), N_("give up a draft"), 1, 1, NEEDS_DB_WRITE,
	    reason_options, discard },
	{ "restore", N_("CODE"), N_("take up a withdrawn file again"), 1, 1,
	    NEEDS_DB_WRITE, reason_options, restore },
	{ 0 }
};
/* clang-format on */

const struct command command_selection = {
	"selection", N_("lists of files to digitise (danh mục) and their "
	    "approval"), verbs
};
