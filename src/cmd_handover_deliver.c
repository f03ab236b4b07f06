/* bansao handover deliver, receipt, reopen, verify, minutes. */
#include "cmd_handover.h"

#include "conf.h"
#include "handover_build.h"
#include "out.h"
#include "progress.h"
#include "setting.h"

#include <string.h>

const struct option_row handover_deliver_options[] = {
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

bool handover_deliver(struct app *app, const struct args *args, struct err *err)
{
	struct handover h;
	char day[DATE_TEXT];
	const char *giver, *title;

	if (!handover_find(app->db, args_word(args, 0), &app->pool, &h, err) ||
	    !handover_day(args_value(args, "date"), day, err) ||
	    !setting_get(app->db, "giver_name", day, &app->pool, &giver,
	    err) || !setting_get(app->db, "giver_title", day, &app->pool,
	    &title, err))
		return false;
	h.delivered_on = day;
	h.minutes = handover_or(args, "minutes", "");
	h.medium = handover_or(args, "medium", "");
	h.serial = handover_or(args, "serial", "");
	h.giver = handover_or(args, "giver", giver);
	h.giver_title = handover_or(args, "giver-title", title);
	h.receiver = handover_or(args, "receiver", "");
	h.receiver_title = handover_or(args, "receiver-title", "");
	if (!app->dry_run && !handover_work_deliver(app->db, &h, day,
	    &app->pool, app->job, err))
		return false;
	app_say(app, _("Batch %s is handed over on %s: %lld files"), h.number,
	    progress_day(&app->pool, day), (long long)h.dossiers);
	return true;
}

const struct option_row handover_receipt_options[] = {
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

bool handover_receipt(struct app *app, const struct args *args, struct err *err)
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
	    !handover_day(args_value(args, "date"), day, err) ||
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

const struct option_row handover_reopen_options[] = {
	{ "reason", 0, N_("TEXT"), N_("why") },
	{ NULL, 0, NULL, NULL }
};

bool handover_reopen(struct app *app, const struct args *args, struct err *err)
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

const struct option_row handover_verify_options[] = {
	{ "trust", 0, N_("FILE.pem"),
	    N_("certificates that may have signed the manifest") },
	{ NULL, 0, NULL, NULL }
};

bool handover_verify(struct app *app, const struct args *args, struct err *err)
{
	struct handover h;

	if (!handover_find(app->db, args_word(args, 0), &app->pool, &h, err))
		return false;
	if (!handover_work_verify(app->db, &h, args_count(args) > 1 ?
	    args_word(args, 1) : h.path, handover_or_conf(app, args, "trust",
	    "handover:trust"), &app->pool, app->job, err))
		return false;
	app_say(app, _("Batch %s holds: it is what was built on %.10s"),
	    h.number, h.built_at);
	return true;
}

bool handover_minutes(struct app *app, const struct args *args, struct err *err)
{
	struct out_options options = { .path = app->output,
	    .force = app->force };
	struct handover h;
	struct agreement a;

	return handover_find(app->db, args_word(args, 0), &app->pool, &h,
	    err) && agreement_get(app->db, h.agreement_id, &app->pool, &a,
	    err) && minutes_write(app->db, &h, &a, &options, err);
}
