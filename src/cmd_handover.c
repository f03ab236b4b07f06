/* bansao handover: agreement, batch, packages, delivery, answer. */
#include "audit.h"
#include "clock.h"
#include "command.h"
#include "conf.h"
#include "handover_build.h"
#include "handover_out.h"
#include "handover_work.h"
#include "number.h"
#include "out.h"
#include "setting.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* A day as people type it; NULL or "" is today. */
static bool day_of(const char *text, char out[DATE_TEXT], struct err *err)
{
	struct date date = clock_today();

	if (text != NULL && (!date_parse(text, &date, err) ||
	    !date_is_whole(date)))
		return err_set(err, ERR_USAGE, _("\"%s\" is not a whole day; "
		    "write dd/mm/yyyy"), text);
	date_iso(date, out);
	return true;
}

static const char *value_or(const struct args *args, const char *option,
    const char *fallback)
{
	const char *value = args_value(args, option);

	return value == NULL ? fallback : value;
}

/* ---- agree ---------------------------------------------------------------- */

static const struct option_row agree_options[] = {
	{ "date", 0, N_("DAY"), N_("day of the agreement (today)") },
	{ "party", 0, N_("TEXT"), N_("with whom (the central body)") },
	{ "contact", 0, N_("TEXT"), N_("contact there") },
	{ "profile", 0, N_("NAME"),
	    N_("packages: tt05-aip, tt05-sip, eark-sip, bagit") },
	{ "content", 0, N_("TEXT"), N_("formats of the content") },
	{ "dpi", 0, N_("TEXT"), N_("resolution") },
	{ "colour", 0, N_("TEXT"), N_("colour") },
	{ "naming", 0, N_("TEXT"), N_("rule of file names") },
	{ "medium", 0, N_("TEXT"), N_("medium of the handover") },
	{ "checksum", 0, N_("NAME"), N_("sha256, sha512 or sha256,sha512") },
	{ "signature", 0, N_("NAME"), N_("cms: manifests are signed") },
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
	    "%s"), a->number, a->agreed_on, a->profile);
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
	    &missing))
		return record_agreement(app, &a, batch, err);
	a = (struct agreement){ .number = number,
	    .contact = args_value(args, "contact"),
	    .profile = value_or(args, "profile", "tt05-aip"),
	    .content = args_value(args, "content"),
	    .dpi = args_value(args, "dpi"),
	    .colour = args_value(args, "colour"),
	    .naming = args_value(args, "naming"),
	    .medium = args_value(args, "medium"),
	    .checksum = value_or(args, "checksum", "sha256"),
	    .signature = args_value(args, "signature"),
	    .encryption = args_value(args, "encryption"),
	    .note = args_value(args, "note") };
	if (format_find(a.profile, err) == NULL ||
	    !day_of(args_value(args, "date"), day, err) ||
	    !setting_get(app->db, "central_body", day, &app->pool, &a.party,
	    err))
		return false;
	a.agreed_on = day;
	a.party = value_or(args, "party", a.party);
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
	    .title = value_or(args, "title", ""),
	    .note = value_or(args, "note", ""),
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
	struct fonds fonds = { 0 };
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
	if (code == NULL && !args_given(args, "list") &&
	    !args_given(args, "year") && !args_given(args, "all"))
		return err_set(err, ERR_USAGE, _("Say which files: codes, "
		    "--fonds, --list, --year or --all"));
	if ((code != NULL && !fonds_find(app->db, code, &app->pool, &fonds,
	    err)) || !args_int(args, "year", 1900, 2200, &year, err))
		return false;
	return handover_candidates(app->db, fonds.id, args_value(args,
	    "list"), year, h->secret != 0, &app->pool, ids, count, err);
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

/* ---- build -------------------------------------------------------------------- */

static const struct option_row build_options[] = {
	{ "to", 0, N_("DIR"), N_("folder in which the batch is written") },
	{ "as", 0, "folder|tar|zip", N_("what the bag is written as") },
	{ "volume", 0, N_("SIZE"), N_("most bytes of a volume: 4480M, 25G") },
	{ "profile", 0, N_("NAME"), N_("other packages than agreed") },
	{ "schemas", 0, N_("DIR"), N_("XML schemas to put into the packages") },
	{ "cert", 0, N_("FILE.pem"), N_("sign the manifest: certificate") },
	{ "key", 0, N_("FILE.pem"), N_("sign the manifest: key") },
	{ NULL, 0, NULL, NULL }
};

static bool size_of(const char *text, int64_t *bytes, struct err *err)
{
	static const char units[] = "kMGT";
	const char *unit;
	char *end;
	double value;

	if (text == NULL)
		return true;
	value = strtod(text, &end);
	unit = *end == '\0' ? NULL : strchr(units, *end == 'K' ? 'k' : *end);
	if (end == text || !(value > 0) || value > 1e15 ||
	    (*end != '\0' && (unit == NULL || end[1] != '\0')))
		return err_set(err, ERR_USAGE, _("--volume %s: write bytes, or "
		    "4480M, 25G"), text);
	for (ptrdiff_t i = unit == NULL ? -1 : unit - units; i >= 0; i--)
		value *= 1000;
	*bytes = (int64_t)value;
	return *bytes >= 4000000 || err_set(err, ERR_USAGE,
	    _("--volume %s: a volume has at least 4 MB"), text);
}

static bool kind_of(const char *text, enum parcel_kind *kind, struct err *err)
{
	static const char *const names[] = { "folder", "tar", "zip" };

	*kind = PARCEL_FOLDER;
	for (size_t i = 0; text != NULL && i < COUNT(names); i++)
		if (strcmp(text, names[i]) == 0) {
			*kind = (enum parcel_kind)i;
			return true;
		}
	return text == NULL || err_set(err, ERR_USAGE, _("--as %s: write "
	    "folder, tar or zip"), text);
}

static const char *or_conf(struct app *app, const struct args *args,
    const char *option, const char *key)
{
	const char *value = args_value(args, option);

	return value != NULL ? value : conf_get(app->conf, key, NULL);
}

static bool build(struct app *app, const struct args *args, struct err *err)
{
	struct build_wish wish = { .dry_run = app->dry_run,
	    .profile = args_value(args, "profile"),
	    .schemas = or_conf(app, args, "schemas", "handover:schemas"),
	    .cert = or_conf(app, args, "cert", "handover:cert"),
	    .key = or_conf(app, args, "key", "handover:key") };
	const char *path = NULL, *estimate;
	struct build_plan plan;
	struct handover h;

	wish.folder = or_conf(app, args, "to", "handover:folder");
	if (wish.folder == NULL)
		wish.folder = app->output != NULL ? app->output : ".";
	if (!kind_of(args_value(args, "as"), &wish.kind, err) ||
	    !size_of(args_value(args, "volume"), &wish.volume, err) ||
	    !handover_find(app->db, args_word(args, 0), &app->pool, &h, err) ||
	    !build_prepare(app->db, &h, &wish, &app->pool, &plan, app->job,
	    err))
		return false;
	estimate = build_estimate(&plan, &app->pool);
	if (app->dry_run) {
		job_done(app->job, _("%s: nothing stands in the way"),
		    estimate);
		return true;
	}
	if (app->lines)
		job_phase(app->job, estimate);
	else
		app_say(app, "%s", estimate);
	if (!build_run(app->db, &plan, &wish, &app->pool, &path, app->job,
	    err))
		return false;
	if (!app->lines)
		printf("%s\n", path);
	return true;
}

/* ---- deliver, receipt, reopen, verify ------------------------------------------- */

static const struct option_row deliver_options[] = {
	{ "date", 0, N_("DAY"), N_("day of the handover (today)") },
	{ "minutes", 0, N_("NUMBER"), N_("number of the minutes") },
	{ "medium", 0, N_("TEXT"), N_("medium: external disk, DVD, ...") },
	{ "serial", 0, N_("TEXT"), N_("serial number of the medium") },
	{ "giver", 0, N_("NAME"), N_("who hands over") },
	{ "giver-title", 0, N_("TEXT"), N_("position of who hands over") },
	{ "receiver", 0, N_("NAME"), N_("who takes over") },
	{ "receiver-title", 0, N_("TEXT"), N_("position of who takes over") },
	{ NULL, 0, NULL, NULL }
};

static bool deliver(struct app *app, const struct args *args, struct err *err)
{
	struct handover h;
	char day[DATE_TEXT];
	const char *giver, *title;

	if (!handover_find(app->db, args_word(args, 0), &app->pool, &h, err) ||
	    !day_of(args_value(args, "date"), day, err) ||
	    !setting_get(app->db, "giver_name", day, &app->pool, &giver,
	    err) || !setting_get(app->db, "giver_title", day, &app->pool,
	    &title, err))
		return false;
	h.delivered_on = day;
	h.minutes = value_or(args, "minutes", "");
	h.medium = value_or(args, "medium", "");
	h.serial = value_or(args, "serial", "");
	h.giver = value_or(args, "giver", giver);
	h.giver_title = value_or(args, "giver-title", title);
	h.receiver = value_or(args, "receiver", "");
	h.receiver_title = value_or(args, "receiver-title", "");
	if (!app->dry_run && !handover_work_deliver(app->db, &h, day,
	    &app->pool, app->job, err))
		return false;
	app_say(app, _("Batch %s is handed over on %s: %lld files"), h.number,
	    day, (long long)h.dossiers);
	return true;
}

static const struct option_row receipt_options[] = {
	{ "number", 0, N_("NUMBER"), N_("number of the answer") },
	{ "date", 0, N_("DAY"), N_("day of the answer (today)") },
	{ "signer", 0, N_("NAME"), N_("who signed it") },
	{ "accepted", 0, N_("CODE"), N_("accepted; may be repeated") },
	{ "returned", 0, N_("CODE=REASON"),
	    N_("returned, to be packaged again; may be repeated") },
	{ "rescan", 0, N_("CODE=REASON"),
	    N_("returned, to be scanned again; may be repeated") },
	{ "file", 0, N_("FILE.csv"),
	    N_("answers from a CSV: code, result, reason") },
	{ "note", 0, N_("TEXT"), N_("note") },
	{ NULL, 0, NULL, NULL }
};

static bool receipt(struct app *app, const struct args *args, struct err *err)
{
	struct receipt r = { .number = args_value(args, "number"),
	    .signer = args_value(args, "signer"),
	    .note = args_value(args, "note") };
	struct answer *answers;
	struct handover h;
	char day[DATE_TEXT];
	size_t count;

	if (r.number == NULL)
		return err_set(err, ERR_USAGE, _("BR17: an answer has a "
		    "document: --number NUMBER"));
	if (!handover_find(app->db, args_word(args, 0), &app->pool, &h, err) ||
	    !day_of(args_value(args, "date"), day, err) ||
	    !answers_given(app, args, &h, &answers, &count, err))
		return false;
	r.handover_id = h.id;
	r.received_on = day;
	if (!app->dry_run && !handover_work_receipt(app->db, &r, answers,
	    count, &app->pool, err))
		return false;
	app_say(app, _("Answer %s to batch %s: %lld accepted, %lld returned"),
	    r.number, h.number, (long long)r.accepted,
	    (long long)r.returned);
	return true;
}

static const struct option_row reopen_options[] = {
	{ "reason", 0, N_("TEXT"), N_("why") },
	{ NULL, 0, NULL, NULL }
};

static bool reopen(struct app *app, const struct args *args, struct err *err)
{
	const char *reason = args_value(args, "reason");
	struct dossier d;

	if (reason == NULL || reason[0] == '\0')
		return err_set(err, ERR_USAGE, _("Say why: --reason TEXT"));
	for (int i = 0; i < args_count(args); i++) {
		if (!dossier_find(app->db, args_word(args, i), &app->pool, &d,
		    err) || (!app->dry_run && !handover_work_reopen(app->db,
		    d.id, d.code, reason, err)))
			return false;
		app_say(app, _("%s can be packaged again; the next package "
		    "replaces the old one"), d.code);
	}
	return true;
}

static const struct option_row verify_options[] = {
	{ "trust", 0, N_("FILE.pem"),
	    N_("certificates that may have signed the manifest") },
	{ NULL, 0, NULL, NULL }
};

static bool verify(struct app *app, const struct args *args, struct err *err)
{
	struct handover h;

	if (!handover_find(app->db, args_word(args, 0), &app->pool, &h, err))
		return false;
	if (!handover_work_verify(app->db, &h, args_count(args) > 1 ?
	    args_word(args, 1) : h.path, or_conf(app, args, "trust",
	    "handover:trust"), &app->pool, app->job, err))
		return false;
	app_say(app, _("Batch %s holds: it is what was built on %.10s"),
	    h.number, h.built_at);
	return true;
}

static bool minutes(struct app *app, const struct args *args, struct err *err)
{
	struct out_options options = { .path = app->output,
	    .force = app->force };
	struct handover h;
	struct agreement a;

	return handover_find(app->db, args_word(args, 0), &app->pool, &h,
	    err) && agreement_get(app->db, h.agreement_id, &app->pool, &a,
	    err) && minutes_write(app->db, &h, &a, &options, err);
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
	    0, 1, NEEDS_DB_WRITE, build_options, build },
	{ "deliver", N_("[NUMBER]"), N_("the batch is handed over"),
	    0, 1, NEEDS_DB_WRITE, deliver_options, deliver },
	{ "minutes", N_("[NUMBER]"), N_("print the minutes (-o FILE.odt)"),
	    0, 1, NEEDS_DB, NULL, minutes },
	{ "receipt", N_("[NUMBER]"), N_("enter the answer of the receiving side"),
	    0, 1, NEEDS_DB_WRITE, receipt_options, receipt },
	{ "reopen", N_("CODE..."), N_("package a file again"),
	    1, -1, NEEDS_DB_WRITE, reopen_options, reopen },
	{ "show", N_("[NUMBER]"), N_("a batch and its packages"),
	    0, 1, NEEDS_DB, NULL, handover_show },
	{ "list", "", N_("all batches"),
	    0, 0, NEEDS_DB, handover_list_options, handover_show_list },
	{ "verify", N_("[NUMBER [PATH]]"), N_("does a batch still hold"),
	    0, 2, NEEDS_DB, verify_options, verify },
	{ NULL, NULL, NULL, 0, 0, NEEDS_NOTHING, NULL, NULL }
};
/* clang-format on */

const struct command command_handover = {
	.name = "handover",
	.help = N_("Agreement, batches, packages, minutes, answer"),
	.verbs = verbs,
};
