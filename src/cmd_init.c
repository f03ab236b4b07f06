#include "command.h"

#include "audit.h"
#include "conf.h"
#include "db_lock.h"
#include "embed.h"
#include "fs.h"
#include "ledger.h"
#include "number.h"
#include "programme.h"
#include "shared.h"

#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static struct conf *read_programme(struct app *app, const char *path,
    struct err *err)
{
	const struct embed *file;

	if (path != NULL && (strchr(path, '/') != NULL ||
	    access(path, F_OK) == 0))
		return conf_load(path, err);
	file = embed_find(pool_printf(&app->pool, "programme-%s.ini",
	    path == NULL ? "qd71" : path));
	if (file == NULL) {
		err_set(err, ERR_MISSING, _("There is no programme %s: name an "
		    "ini file, or one of the programmes that come with bansao "
		    "(qd71, qd76)"), path);
		return NULL;
	}
	return conf_text(file->data, file->size, file->name, err);
}

/* The folder of the catalogue, when the default place is used; with a group,
 * the folder that the group shares. */
static bool make_folder(struct app *app, const char *group, struct err *err)
{
	const char *folder = db_folder(app->db_path, &app->pool);

	if (group != NULL)
		return shared_folder(folder, group, err);
	return access(folder, F_OK) == 0 || fs_mkdirs(folder, err);
}

static bool fill(struct app *app, struct conf *conf, struct err *err)
{
	struct edit edit = {
		.action = "init", .summary = _("new catalogue"), .final = true
	};

	if (!edit_begin(app->db, err))
		return false;
	if (!programme_load(app->db, conf, err) ||
	    !ledger_load(app->db, &ledger_agency, conf, "agencies", err) ||
	    !ledger_load(app->db, &ledger_task, conf, "tasks", err)) {
		edit_abort(app->db);
		return false;
	}
	return edit_commit(app->db, &edit, NULL, err);
}

/* Remove what a killed init has left under that name. */
static void clear(struct app *app, const char *part)
{
	static const char *const endings[] = { "", "-wal", "-shm", ".lock" };

	for (size_t i = 0; i < COUNT(endings); i++)
		unlink(pool_printf(&app->pool, "%s%s", part, endings[i]));
}

/* Closing moves the log into the file; on a full disk it cannot, and says
 * nothing. What is not whole without its log does not get its name. */
static bool is_whole(struct app *app, const char *part, struct err *err)
{
	const char *log = pool_printf(&app->pool, "%s-wal", part);
	const char *complaint = "";
	struct stat about;
	struct db *db;
	bool good;

	if (stat(log, &about) == 0 && about.st_size > 0)
		return err_set(err, ERR_FAILED, _("No space left for the "
		    "catalogue %s (%lld bytes free); nothing was changed. Free "
		    "some space and try again"), app->db_path,
		    (long long)fs_free(app->db_path));
	db = db_open(part, DB_READ, err);
	good = db != NULL && db_check(db, &app->pool, &complaint, err);
	db_close(db);
	return good && (strcmp(complaint, "ok") == 0 || err_set(err, ERR_FAILED,
	    _("The copy does not hold: %s"), complaint));
}

/* A catalogue that is half filled is none: it is made as FILE.partial and
 * gets its name when it is whole. */
static bool fill_and_name(struct app *app, struct conf *conf,
    struct err *err)
{
	const char *part = pool_printf(&app->pool, "%s.partial", app->db_path);
	bool good;

	if (access(app->db_path, F_OK) == 0)
		return err_set(err, ERR_USAGE, _("%s is there already; nothing "
		    "was changed"), app->db_path);
	clear(app, part);
	app->db = db_open(part, DB_CREATE, err);
	good = app->db != NULL && fill(app, conf, err);
	db_close(app->db);
	app->db = NULL;
	good = good && is_whole(app, part, err) &&
	    fs_rename(part, app->db_path, FS_KEEP, err);
	clear(app, part);
	return good;
}

/* One at a time, and none while somebody restores: under the lock. */
static bool make(struct app *app, struct conf *conf, const char *group,
    struct err *err)
{
	struct db_lock *lock;
	bool good;

	if (!db_refuse_lent(app->db_path, err))
		return false;
	if (access(app->db_path, F_OK) == 0)
		return err_set(err, ERR_USAGE, _("%s is there already; nothing "
		    "was changed"), app->db_path);
	if (!make_folder(app, group, err) || !db_lock_local(app->db_path, err))
		return false;
	lock = db_lock_new(app->db_path);
	good = db_lock_take(lock, 30000, err) && fill_and_name(app, conf, err);
	db_lock_give(lock);
	db_lock_free(lock);
	return good && app_open(app, DB_WRITE, err);
}

static bool try_out(struct app *app, struct conf *conf, struct err *err)
{
	app->db = db_open(":memory:", DB_WRITE, err);
	return app->db != NULL && fill(app, conf, err);
}

static bool run(struct app *app, const struct args *args, struct err *err)
{
	const char *path = args_value(args, "programme");
	const char *group = args_value(args, "shared");
	unsigned gid = 0;
	struct conf *conf = read_programme(app, path, err);
	struct quota_year *years;
	struct programme p;
	size_t count;
	bool good;

	if (conf == NULL)
		return false;
	good = group == NULL || shared_group(group, &gid, err);
	if (good)
		good = app->dry_run ? try_out(app, conf, err) :
		    make(app, conf, group, err);
	conf_free(conf);
	if (!good)
		return false;
	if (!programme_get(app->db, &app->pool, &p, err) ||
	    !quota_years(app->db, &app->pool, &years, &count, err))
		return false;
	app_say(app, _("New catalogue %s: %s; %zu yearly targets, %s A4 pages "
	    "in all"), app->db_path, p.name, count, number_text(&app->pool,
	    count == 0 ? 0 : years[count - 1].cumulative_target));
	return true;
}

static const struct option_row options[] = {
	{ "programme", 0, N_("FILE.ini"),
	    N_("the programme; qd71 (default) and qd76 come with bansao") },
	{ "shared", 0, N_("GROUP"),
	    N_("set the folder up for several people of a group") },
	{ NULL, 0, NULL, NULL }
};

static const struct verb verbs[] = {
	{ NULL, "", N_("make a new catalogue with the targets of the plan"),
	    0, 0, NEEDS_NOTHING, options, run },
	{ 0 }
};

const struct command command_init = {
	"init", N_("make a new catalogue"), verbs
};
