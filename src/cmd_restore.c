#include "command.h"

#include "clock.h"
#include "db_lock.h"
#include "fs.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

static bool check_backup(struct app *app, const char *path, struct err *err)
{
	struct db *db = db_open(path, DB_AS_IS, err);
	const char *complaint;
	bool good;

	if (db == NULL)
		return false;
	good = db_check(db, &app->pool, &complaint, err);
	db_close(db);
	if (good && strcmp(complaint, "ok") != 0)
		good = err_set(err, ERR_FAILED, _("%s is damaged and was not "
		    "restored: %s"), path, complaint);
	return good;
}

/* Keep the old catalogue under another name. It stands alone when nobody has
 * it open; a damaged one takes its log along. The old name keeps its file until
 * the new one takes its place, so that there always is a catalogue. */
static bool put_aside(struct app *app, const char **aside, struct err *err)
{
	static const char *const endings[] = { "-wal", "-shm" };
	char now[CLOCK_TEXT];
	enum db_use use;

	*aside = NULL;
	if (access(app->db_path, F_OK) != 0)
		return true;
	use = db_retire(app->db_path);
	if (use == DB_IN_USE)
		return err_set(err, ERR_BUSY, _("Others have the catalogue open "
		    "(\"fuser -v %s\" shows who). Ask them to leave bansao, then "
		    "restore again; nothing was changed"), app->db_path);
	clock_utc(now);
	for (char *c = now; *c != '\0'; c++)
		if (*c == ':' || *c == '.')
			*c = '-';
	*aside = pool_printf(&app->pool, "%s.before-%s", app->db_path, now);
	if (link(app->db_path, *aside) != 0)
		return fs_failed(*aside, err);
	for (size_t i = 0; i < COUNT(endings); i++) {
		const char *from = pool_printf(&app->pool, "%s%s", app->db_path,
		    endings[i]);

		if (rename(from, pool_printf(&app->pool, "%s%s", *aside,
		    endings[i])) != 0 && errno != ENOENT)
			return fs_failed(from, err);
	}
	return true;
}

/* The backup is opened and copied through SQLite into a new file beside the
 * catalogue; only then do the names change, under the lock of the writers. */
static bool replace(struct app *app, const char *path, const char **aside,
    struct err *err)
{
	const char *fresh = pool_printf(&app->pool, "%s.restored", app->db_path);
	struct db *db = db_open(path, DB_AS_IS, err);
	bool good;

	if (db == NULL)
		return false;
	unlink(fresh);		/* of a restore that was killed */
	good = db_backup(db, fresh, err);
	db_close(db);
	good = good && db_make_live(fresh, err) && put_aside(app, aside, err) &&
	    fs_rename(fresh, app->db_path, FS_REPLACE, err);
	if (good)
		db_damage_mark(app->db_path, false);
	else
		unlink(fresh);
	return good;
}

static bool run(struct app *app, const struct args *args, struct err *err)
{
	const char *path = args_word(args, 0);
	const char *aside = NULL;
	struct db_lock *lock;
	bool good;

	if (!db_refuse_lent(app->db_path, err))
		return false;
	app->db_path = db_real_path(app->db_path, &app->pool);
	if (!db_lock_local(app->db_path, err) || !check_backup(app, path, err) ||
	    app->dry_run)
		return err->kind == ERR_NONE;
	if (!app_confirm(app, _("Replace %s by %s? The old one is kept."),
	    app->db_path, path))
		return err_set(err, ERR_USAGE, _("Nothing was changed; --force "
		    "answers yes"));
	lock = db_lock_new(app->db_path);
	good = db_lock_take(lock, 5000, err) &&
	    replace(app, path, &aside, err);
	db_lock_give(lock);
	db_lock_free(lock);
	if (!good)
		return false;
	if (aside == NULL)
		app_say(app, _("Restored %s"), app->db_path);
	else
		app_say(app, _("Restored %s; the old catalogue is kept as %s"),
		    app->db_path, aside);
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
