#include "command.h"

#include "clock.h"
#include "db_lock.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static bool check_backup(struct app *app, const char *path, struct err *err)
{
	struct db *db = db_open(path, DB_READ, err);
	const char *complaint;
	bool good;

	if (db == NULL)
		return false;
	good = db_check(db, &app->pool, &complaint, err);
	if (good && strcmp(complaint, "ok") != 0)
		good = err_set(err, ERR_FAILED, _("%s is damaged and was not "
		    "restored: %s"), path, complaint);
	return good;
}

/* Move the old catalogue, with what SQLite keeps beside it, out of the way. */
static bool put_aside(struct app *app, const char **aside, struct err *err)
{
	static const char *const endings[] = { "", "-wal", "-shm" };
	char now[32];

	clock_utc(now);
	for (char *c = now; *c != '\0'; c++)
		if (*c == ':' || *c == '.')
			*c = '-';
	*aside = NULL;
	if (access(app->db_path, F_OK) != 0)
		return true;
	*aside = pool_printf(&app->pool, "%s.before-%s", app->db_path, now);
	for (size_t i = 0; i < COUNT(endings); i++) {
		const char *from = pool_printf(&app->pool, "%s%s", app->db_path,
		    endings[i]);
		const char *to = pool_printf(&app->pool, "%s%s", *aside,
		    endings[i]);

		if (rename(from, to) != 0 && errno != ENOENT)
			return err_errno(err, "%s", from);
	}
	return true;
}

/* The backup is opened and copied through SQLite into a new file beside the
 * catalogue; only then do the names change, under the lock of the writers. */
static bool run(struct app *app, const struct args *args, struct err *err)
{
	const char *path = args_word(args, 0);
	const char *fresh = pool_printf(&app->pool, "%s.restored", app->db_path);
	struct db_lock *lock;
	struct db *db;
	const char *aside;
	bool good;

	if (!check_backup(app, path, err) || app->dry_run)
		return err->kind == ERR_NONE;
	if (!app_confirm(app, _("Replace %s by %s? The old one is kept."),
	    app->db_path, path))
		return err_set(err, ERR_USAGE, _("Nothing was changed; --force "
		    "answers yes"));
	db = db_open(path, DB_READ, err);
	if (db == NULL)
		return false;
	unlink(fresh);
	good = db_backup(db, fresh, err);
	db_close(db);
	if (!good)
		return false;
	chmod(fresh, 0660);
	lock = db_lock_new(app->db_path);
	good = db_lock_take(lock, 30000, err) && put_aside(app, &aside, err) &&
	    (rename(fresh, app->db_path) == 0 ||
	    err_errno(err, "%s", app->db_path));
	db_lock_give(lock);
	db_lock_free(lock);
	if (!good)
		return false;
	app_say(app, aside == NULL ? _("Restored %s%s%s") :
	    _("Restored %s; the old catalogue is kept as %s%s"), app->db_path,
	    aside == NULL ? "" : aside, "");
	/* It may be older than this program: bring it up to date. */
	return app_open(app, DB_WRITE, err);
}

static const struct verb verbs[] = {
	{ NULL, N_("FILE"), N_("put a backup in the place of the catalogue; the "
	    "old one is kept"), 1, 1, NEEDS_NOTHING, NULL, run },
	{ 0 }
};

const struct command command_restore = {
	"restore", N_("go back to a backup"), verbs
};
