/* bansao handover: agreement, batch; the other verbs are in files beside it. */
#include "cmd_handover.h"

#include "audit.h"
#include "clock.h"
#include "conf.h"
#include "format.h"
#include "out.h"
#include "progress.h"
#include "selection.h"
#include "setting.h"

#include <string.h>

bool handover_day(const char *text, char out[DATE_TEXT], struct err *err)
{
	struct date date = clock_today();

	if (text != NULL && (!date_parse(text, &date, err) ||
	    !date_is_whole(date)))
		return err_set(err, ERR_USAGE, _("\"%s\" is not a whole day; "
		    "write dd/mm/yyyy"), text);
	date_iso(date, out);
	return true;
}

const char *handover_or(const struct args *args, const char *option,
    const char *fallback)
{
	const char *value = args_value(args, option);

	return value == NULL ? fallback : value;
}

const char *handover_or_conf(struct app *app, const struct args *args,
    const char *option, const char *key)
{
	const char *value = args_value(args, option);

	return value != NULL ? value : conf_get(app->conf, key, NULL);
}

/* ---- agree ---------------------------------------------------------------- */

static const struct option_row agree_options[] = {
	{ "date", 0, N_("DAY"), N_("day of the agreement (today)") },
	{ "party", 0, N_("TEXT"), N_("with whom (the central body)") },
	{ "contact", 0, N_("TEXT"), N_("contact there") },
	{ "profile", 0, "tt05-aip|tt05-sip|eark-sip|eark-sip-ead2002|bagit",
	    N_("profile of the packages") },
	{ "content", 0, N_("TEXT"), N_("formats of the content") },
	{ "dpi", 0, N_("TEXT"), N_("resolution") },
	{ "colour", 0, N_("TEXT"), N_("colour") },
	{ "naming", 0, N_("TEXT"), N_("rule of file names") },
	{ "medium", 0, N_("TEXT"), N_("medium of the handover") },
	{ "checksum", 0, "sha256|sha512|sha256,sha512",
	    N_("checksums of the manifests") },
	{ "signature", 0, "none|cms", N_("cms: manifests are signed") },
	{ "encryption", 0, N_("TEXT"), N_("encryption agreed") },
	{ "note", 0, N_("TEXT"), N_("note") },
	{ "for", 0, N_("BATCH"), N_("the batch it is for") },
	{ NULL, 0, NULL, NULL }
};

static bool set_for(struct app *app, const char *batch, int64_t agreement,
    struct err *err)
{
	struct handover h;

	return batch == NULL || (handover_find(app->db, batch, &app->pool, &h,
	    err) && handover_set_agreement(app->db, h.id, agreement, err));
}

static bool record_agreement(struct app *app, struct agreement *a,
    const char *batch, struct err *err)
{
	struct edit edit = { .action = "handover agree", .subject = a->number,
	    .note = "" };

	edit.summary = pool_printf(&app->pool, _("agreement %s of %s, profile "
	    "%s"), a->number, progress_day(&app->pool, a->agreed_on),
	    a->profile);
	if (!edit_begin(app->db, err))
		return false;
	if ((a->id != 0 || agreement_add(app->db, a, err)) &&
	    set_for(app, batch, a->id, err))
		return edit_commit(app->db, &edit, NULL, err);
	edit_abort(app->db);
	return false;
}

static bool agree(struct app *app, const struct args *args, struct err *err)
{
	const char *number = args_word(args, 0);
	const char *batch = args_value(args, "for");
	char day[DATE_TEXT];
	struct agreement a;
	struct err missing = { 0 };

	if (batch != NULL && agreement_find(app->db, number, &app->pool, &a,
	    &missing)) {
		if (app->dry_run)
			return true;
		if (!record_agreement(app, &a, batch, err))
			return false;
		app_say(app, _("Batch %s follows agreement %s"), batch,
		    a.number);
		return true;
	}
	a = (struct agreement){ .number = number,
	    .contact = args_value(args, "contact"),
	    .profile = handover_or(args, "profile", "tt05-aip"),
	    .content = args_value(args, "content"),
	    .dpi = args_value(args, "dpi"),
	    .colour = args_value(args, "colour"),
	    .naming = args_value(args, "naming"),
	    .medium = args_value(args, "medium"),
	    .checksum = handover_or(args, "checksum", "sha256"),
	    .signature = args_value(args, "signature"),
	    .encryption = args_value(args, "encryption"),
	    .note = args_value(args, "note") };
	if (a.signature != NULL && strcmp(a.signature, "none") == 0)
		a.signature = NULL;
	if (a.signature != NULL && strcmp(a.signature, "cms") != 0)
		return err_set(err, ERR_USAGE, _("--signature %s: write cms or "
		    "none"), a.signature);
	if (strcmp(a.checksum, "sha256") != 0 &&
	    strcmp(a.checksum, "sha512") != 0 &&
	    strcmp(a.checksum, "sha256,sha512") != 0)
		return err_set(err, ERR_USAGE, _("--checksum %s: write sha256, "
		    "sha512 or sha256,sha512"), a.checksum);
	if (format_find(a.profile, err) == NULL ||
	    !handover_day(args_value(args, "date"), day, err) ||
	    !setting_get(app->db, "central_body", day, &app->pool, &a.party,
	    err))
		return false;
	a.agreed_on = day;
	a.party = handover_or(args, "party", a.party);
	if (app->dry_run) {
		app_say(app, _("Agreement %s of %s would be recorded"),
		    number, day);
		return true;
	}
	if (!record_agreement(app, &a, batch, err))
		return false;
	app_say(app, _("Agreement %s of %s recorded, profile %s"), number,
	    day, a.profile);
	return true;
}

/* ---- new, add, remove ------------------------------------------------------- */

static const struct option_row new_options[] = {
	{ "agreement", 0, N_("NUMBER"), N_("the agreement it follows; the "
	    "newest one when not given") },
	{ "year", 0, N_("YEAR"), N_("year of the batch (this year)") },
	{ "title", 0, N_("TEXT"), N_("what it is") },
	{ "note", 0, N_("TEXT"), N_("note") },
	{ "secret", 0, NULL, N_("a separate run for secret files (BR18)") },
	{ NULL, 0, NULL, NULL }
};

static bool newest_agreement(struct app *app, const struct args *args,
    int64_t *id, struct err *err)
{
	const char *number = args_value(args, "agreement");
	struct agreement *list, a;
	size_t count;

	if (number != NULL) {
		if (!agreement_find(app->db, number, &app->pool, &a, err))
			return false;
		*id = a.id;
		return true;
	}
	if (!agreement_list(app->db, &app->pool, &list, &count, err))
		return false;
	*id = count > 0 ? list[0].id : 0;
	return true;
}

static bool make(struct app *app, const struct args *args, struct err *err)
{
	struct handover h = { .number = args_word(args, 0),
	    .title = handover_or(args, "title", ""),
	    .note = handover_or(args, "note", ""),
	    .secret = args_given(args, "secret"),
	    .year = clock_today().year };
	struct edit edit = { .action = "handover new", .note = "" };

	if (!args_int(args, "year", 1900, 2200, &h.year, err) ||
	    !newest_agreement(app, args, &h.agreement_id, err))
		return false;
	if (app->dry_run) {
		app_say(app, _("A batch of %lld would be made"),
		    (long long)h.year);
		return true;
	}
	if (!edit_begin(app->db, err))
		return false;
	if (!handover_add(app->db, &h, &app->pool, err)) {
		edit_abort(app->db);
		return false;
	}
	edit.subject = h.number;
	edit.summary = pool_printf(&app->pool, _("handover batch %s"),
	    h.number);
	if (!edit_commit(app->db, &edit, NULL, err))
		return false;
	if (h.agreement_id == 0)
		app_warn(app, _("BR15: no agreement with the central body is "
		    "recorded yet; without it the batch is not built (bansao "
		    "handover agree)"));
	app_say(app, _("Batch %s made"), h.number);
	return true;
}

static const struct option_row add_options[] = {
	{ "fonds", 0, N_("CODE"), N_("all passed files of a fonds") },
	{ "list", 0, N_("CODE"), N_("all passed files of a list") },
	{ "year", 0, N_("YEAR"), N_("all passed files of a year") },
	{ "all", 0, NULL, N_("all passed files") },
	{ NULL, 0, NULL, NULL }
};

static bool chosen(struct app *app, const struct args *args,
    const struct handover *h, int64_t **ids, size_t *count, struct err *err)
{
	const char *code = args_value(args, "fonds");
	const char *list = args_value(args, "list");
	struct fonds fonds = { 0 };
	struct selection selection;
	struct dossier d;
	int64_t year = 0;
	size_t words = (size_t)args_count(args) - 1;

	if (words > 0) {
		*ids = pool_array(&app->pool, words, sizeof(**ids));
		for (*count = 0; *count < words; (*count)++) {
			if (!dossier_find(app->db, args_word(args,
			    (int)*count + 1), &app->pool, &d, err))
				return false;
			(*ids)[*count] = d.id;
		}
		return true;
	}
	if (code == NULL && list == NULL &&
	    !args_given(args, "year") && !args_given(args, "all"))
		return err_set(err, ERR_USAGE, _("Say which files: codes, "
		    "--fonds, --list, --year or --all"));
	if ((code != NULL && !fonds_find(app->db, code, &app->pool, &fonds,
	    err)) || (list != NULL && !selection_find(app->db, list,
	    &app->pool, &selection, err)) ||
	    !args_int(args, "year", 1900, 2200, &year, err))
		return false;
	return handover_candidates(app->db, fonds.id, list == NULL ? NULL :
	    selection.code, year, h->secret != 0, &app->pool, ids, count, err);
}

static bool add(struct app *app, const struct args *args, struct err *err)
{
	struct handover h;
	int64_t *ids;
	size_t count = 0;

	if (!handover_find(app->db, args_word(args, 0), &app->pool, &h, err) ||
	    !chosen(app, args, &h, &ids, &count, err))
		return false;
	if (count == 0)
		return err_set(err, ERR_MISSING, _("No file that passed "
		    "inspection waits to be handed over there"));
	if (!app->dry_run && !handover_work_add(app->db, &h, ids, count, err))
		return false;
	app_say(app, ngettext("%zu file added to batch %s",
	    "%zu files added to batch %s", (long long)count), count,
	    h.number);
	return true;
}

static bool take_away(struct app *app, const struct args *args,
    struct err *err)
{
	struct edit edit = { .action = "handover remove", .note = "" };
	struct handover h;
	struct dossier d;

	if (!handover_find(app->db, args_word(args, 0), &app->pool, &h, err))
		return false;
	edit.subject = h.number;
	edit.summary = pool_printf(&app->pool, _("files taken out of batch "
	    "%s"), h.number);
	if (app->dry_run)
		return true;
	if (!edit_begin(app->db, err))
		return false;
	for (int i = 1; i < args_count(args); i++)
		if (!dossier_find(app->db, args_word(args, i), &app->pool, &d,
		    err) || !handover_item_remove(app->db, &h, d.id, err) ||
		    !edit_touch(app->db, d.id, err)) {
			edit_abort(app->db);
			return false;
		}
	return edit_commit(app->db, &edit, NULL, err);
}


/* clang-format off */
static const struct verb verbs[] = {
	{ "agree", N_("NUMBER"), N_("record the agreement with the central body"),
	    1, 1, NEEDS_DB_WRITE, agree_options, agree },
	{ "agreements", "", N_("list the agreements"),
	    0, 0, NEEDS_DB, NULL, handover_agreements },
	{ "new", N_("[NUMBER]"), N_("a new batch"),
	    0, 1, NEEDS_DB_WRITE, new_options, make },
	{ "add", N_("NUMBER [CODE...]"), N_("add files that passed inspection"),
	    1, -1, NEEDS_DB_WRITE, add_options, add },
	{ "remove", N_("NUMBER CODE..."), N_("take files out of a batch"),
	    2, -1, NEEDS_DB_WRITE, NULL, take_away },
	{ "build", N_("[NUMBER]"), N_("check, write, verify and enter the packages"),
	    0, 1, NEEDS_DB_WRITE, handover_build_options, handover_build_it },
	{ "deliver", N_("[NUMBER]"), N_("the batch is handed over"),
	    0, 1, NEEDS_DB_WRITE, handover_deliver_options, handover_deliver },
	{ "minutes", N_("[NUMBER]"), N_("print the minutes (-o FILE.odt)"),
	    0, 1, NEEDS_DB, NULL, handover_minutes },
	{ "receipt", N_("[NUMBER]"), N_("enter the answer of the receiving side"),
	    0, 1, NEEDS_DB_WRITE, handover_receipt_options, handover_receipt },
	{ "reopen", N_("CODE..."), N_("package a file again"),
	    1, -1, NEEDS_DB_WRITE, handover_reopen_options, handover_reopen },
	{ "show", N_("[NUMBER]"), N_("a batch and its packages"),
	    0, 1, NEEDS_DB, NULL, handover_show },
	{ "list", "", N_("all batches"),
	    0, 0, NEEDS_DB, handover_list_options, handover_show_list },
	{ "verify", N_("[NUMBER [PATH]]"), N_("does a batch still hold"),
	    0, 2, NEEDS_DB, handover_verify_options, handover_verify },
	{ NULL, NULL, NULL, 0, 0, NEEDS_NOTHING, NULL, NULL }
};
/* clang-format on */

const struct command command_handover = {
	.name = "handover",
	.help = N_("Agreement, batches, packages, minutes, answer"),
	.verbs = verbs,
};
