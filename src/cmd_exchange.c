#include "command.h"

#include "cmd_scan.h"
#include "conf.h"
#include "exchange.h"
#include "out_app.h"

#include <unistd.h>

static bool export(struct app *app, const struct args *args, struct err *err)
{
	struct exchange_out out = { .path = args_word(args, 0) };
	char host[64] = "";

	if (gethostname(host, sizeof(host) - 1) != 0)
		host[0] = '\0';
	out.site = args_value(args, "site");
	if (out.site == NULL)
		out.site = conf_get(app->conf, "exchange:site", host);
	out.cert = args_value(args, "cert");
	if (out.cert == NULL)
		out.cert = conf_get(app->conf, "exchange:cert", NULL);
	out.key = args_value(args, "key");
	if (out.key == NULL)
		out.key = conf_get(app->conf, "exchange:key", NULL);
	if (!args_int(args, "since", 1, INT64_MAX, &out.since, err))
		return false;
	if (out.site[0] == '\0')
		return err_set(err, ERR_USAGE, _("Say who you are for the other "
		    "sites: --site NAME"));
	if (app->dry_run)
		return true;
	if (!exchange_export(app->db, &out, app->job, err))
		return false;
	app_say(app, _("Changes %lld to %lld of %s are in %s%s"),
	    (long long)out.first, (long long)out.last, out.site, out.path,
	    out.cert == NULL ? _(" (not signed)") : "");
	return true;
}

static const struct out_column columns[] = {
	{ .key = "what", .head = N_("What"), .where = OUT_FOR_PROGRAMS },
	{ .key = "words", .head = N_("What"), .where = OUT_FOR_PEOPLE },
	{ .key = "table", .head = N_("Table") },
	{ .key = "id", .head = N_("No."), .type = OUT_NUMBER,
	    .where = OUT_FOR_PROGRAMS },
	{ .key = "code", .head = N_("Code") },
	{ .key = "field", .head = N_("Field") },
	{ .key = "base", .head = N_("It was") },
	{ .key = "ours", .head = N_("Here") },
	{ .key = "theirs", .head = N_("There") },
	{ .key = "why", .head = N_("Why") },
	{ 0 }
};

static void print(void *to, const struct db_merge_event *event,
    const char *code)
{
	static const char *const keys[] = {
		"added", "changed", "removed", "clash", "refused"
	};
	static const char *const words[] = {
		N_("new"), N_("changed"), N_("removed"),
		N_("changed on both sides"), N_("refused")
	};
	struct out *out = to;

	out_text(out, keys[event->kind]);
	out_text(out, _(words[event->kind]));
	out_text(out, event->table);
	out_int(out, event->id);
	out_text(out, code);
	out_text(out, event->column);
	out_text(out, event->base);
	out_text(out, event->ours);
	out_text(out, event->theirs);
	out_text(out, event->why);
}

static bool import(struct app *app, const struct args *args, struct err *err)
{
	struct exchange_in in = { .path = args_word(args, 0), .tell = print,
	    .take_theirs = args_given(args, "theirs") };
	struct err ignored = { 0 };
	struct check_rules rules;
	struct out *out;
	bool good;

	if (!scan_rules(app, &rules, err))
		return false;
	in.rules = &rules;
	in.trust = args_value(args, "trust");
	if (in.trust == NULL)
		in.trust = conf_get(app->conf, "exchange:trust", NULL);
	out = app_listing(app, NULL, columns, err);
	if (out == NULL)
		return false;
	in.to = out;
	good = exchange_import(app->db, &in, app->job, &app->pool, err);
	/* What clashes is shown also where nothing was changed. */
	if (!out_close(out, good ? err : &ignored))
		return false;
	if (good)
		app_say(app, _("%s: %lld changes taken in: %lld new, %lld changed, "
		    "%lld removed, %lld scans%s%s"), in.site, (long long)in.rows,
		    (long long)in.added, (long long)in.changed,
		    (long long)in.removed, (long long)in.scans, in.signer[0] == '\0' ? "" :
		    _("; signed by "), in.signer);
	if (good && in.scans > 0)
		app_say(app, _("Scans came with them: undo does not take this "
		    "back; what would is the last backup (bansao restore)"));
	return good;
}

static const struct option_row export_options[] = {
	{ "site", 0, N_("NAME"), N_("who you are for the others (exchange:site "
	    "of the ini, else the machine's name)") },
	{ "since", 0, N_("N"), N_("from this row of the audit on; default: what "
	    "has not been handed over yet") },
	{ "cert", 0, N_("FILE.pem"), N_("sign the manifest: certificate") },
	{ "key", 0, N_("FILE.pem"), N_("its key, when not in the same file") },
	{ NULL, 0, NULL, NULL }
};

static const struct option_row import_options[] = {
	{ "theirs", 0, NULL, N_("where both sides changed a value, take "
	    "theirs") },
	{ "trust", 0, N_("FILE.pem"),
	    N_("certificates that may have signed; unsigned is refused") },
	{ NULL, 0, NULL, NULL }
};

static const struct verb verbs[] = {
	{ "export", N_("FOLDER"), N_("write what was changed here as a bag for "
	    "another site"), 1, 1, NEEDS_DB_WRITE, export_options, export },
	{ "import", N_("FOLDER"), N_("take in the changes of another site, all "
	    "or nothing; -n shows them"), 1, 1, NEEDS_DB_WRITE, import_options,
	    import },
	{ 0 }
};

const struct command command_exchange = {
	"exchange", N_("changes between sites without a network"), verbs
};
