#include "out_app.h"
#include "command.h"

#include "backup.h"
#include "clock.h"
#include "rights.h"

#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <syslog.h>
#include <unistd.h>

static bool run(struct app *app, const struct args *args, struct err *err)
{
	if (app->dry_run)
		return true;
	/* This name comes from the person. */
	if (rights_lent(args_word(args, 0)))
		return err_set(err, ERR_RULE, _("%s is a place of the "
		    "catalogue, where the program alone writes for you: name "
		    "one of your own"), args_word(args, 0));
	if (!db_backup(app->db, args_word(args, 0), err))
		return false;
	app_say(app, _("Backup written and checked: %s"), args_word(args, 0));
	return true;
}

static bool list(struct app *app, const struct args *args, struct err *err)
{
	static const struct out_column columns[] = {
		{ .key = "kind", .head = N_("Made") },
		{ .key = "at", .head = N_("When"), .type = OUT_TIME },
		{ .key = "bytes", .head = N_("Size"), .type = OUT_BYTES },
		{ .key = "path", .head = N_("File") },
		{ 0 }
	};
	struct db_kept *rows;
	struct out *out;
	size_t count;

	(void)args;
	db_backups(db_real_path(app->db_path, &app->pool), &app->pool, &rows,
	    &count);
	out = app_listing(app, NULL, columns, err);
	if (out == NULL)
		return false;
	for (size_t i = 0; i < count; i++) {
		char at[CLOCK_TEXT];

		clock_utc_of(rows[i].mtime, at);
		if (app->json || app->csv)
			out_text(out, rows[i].tail[0] == 's' ? "migration" :
			    "daily");
		else
			out_text(out, rows[i].tail[0] == 's' ?
			    _("before a migration") : _("daily"));
		out_text(out, at);
		out_int(out, rows[i].bytes);
		out_text(out, rows[i].path);
	}
	return out_close(out, err);
}

/* For the first writer of the day: leave the terminal and the folder, go out
 * of the way of people's work. Nothing is open yet, so forking is safe. */
static bool detach(struct err *err)
{
	pid_t child = fork();

	if (child < 0)
		return err_errno(err, "fork");
	if (child > 0)
		_exit(0);
	setsid();
	if (chdir("/") != 0 || setpriority(PRIO_PROCESS, 0, 10) != 0)
		return true;	/* only a courtesy */
	return true;
}

static bool today(struct app *app, const struct args *args, struct err *err)
{
	const char *path = db_real_path(app->db_path, &app->pool);
	bool good;

	if (app->dry_run)
		return true;
	if (args_given(args, "detach") && !detach(err))
		return false;
	good = backup_today(path, err);
	if (!good && args_given(args, "detach")) {
		openlog("bansao", LOG_PID, LOG_USER);
		syslog(LOG_WARNING, "%s", err->text);
		closelog();
	}
	return good;
}

static const struct option_row auto_options[] = {
	{ "detach", 0, NULL, N_("return at once and copy in the background") },
	{ NULL, 0, NULL, NULL }
};

static const struct verb verbs[] = {
	{ NULL, N_("FILE"), N_("copy the catalogue while others work, and check "
	    "the copy"), 1, 1, NEEDS_DB, NULL, run },
	{ "list", "", N_("the copies that were made by themselves"), 0, 0,
	    NEEDS_NOTHING, NULL, list },
	{ "auto", "", N_("the copy of today, where there is none; 7 days, 4 "
	    "weeks and 12 months are kept"), 0, 0, NEEDS_NOTHING, auto_options,
	    today },
	{ 0 }
};

const struct command command_backup = {
	"backup", N_("back the catalogue up"), verbs
};
