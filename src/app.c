#include "app.h"

#include "backup.h"
#include "command_help.h"
#include "conf.h"
#include "job_book.h"
#include "lang.h"
#include "text.h"

#include <errno.h>
#include <limits.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

struct app_inside {
	struct job job;
	void (*listen)(void *to, const struct job_event *event);
	void *to;
	struct job_book *book;	/* from the first step of a job on */
	bool no_book;
	int count;		/* words behind the program's name */
	const char *const *words;
	struct job_meter meter;
	struct conf *conf;
	const char *config;	/* --config, NULL: not given */
};

static const char *self_path(struct pool *pool)
{
	char path[PATH_MAX];
	ssize_t length = readlink("/proc/self/exe", path, sizeof(path) - 1);

	return length <= 0 ? "bansao" : pool_copy_n(pool, path, (size_t)length);
}

void app_start(struct app *app)
{
	struct app_inside *inside = pool_alloc(&app->pool, sizeof(*inside));
	const char *term = getenv("TERM");
	const char *no_color = getenv("NO_COLOR");

	app->program = self_path(&app->pool);
	app->inside = inside;
	app->job = &inside->job;
	app->color = isatty(1) && (no_color == NULL || no_color[0] == '\0') &&
	    term != NULL && strcmp(term, "dumb") != 0;
}

void app_lines(struct app *app)
{
	app->lines = true;
	app->no_input = true;
	setvbuf(stdout, NULL, _IOLBF, 0);
}

/* --- where things are --------------------------------------------------- */

static const char *home_path(struct pool *pool, const char *variable,
    const char *below_home, const char *rest)
{
	const char *base = getenv(variable);
	const char *home = getenv("HOME");

	if (base != NULL && base[0] == '/')
		return pool_printf(pool, "%s/%s", base, rest);
	if (home == NULL || home[0] == '\0')
		home = ".";
	return pool_printf(pool, "%s/%s/%s", home, below_home, rest);
}

static const char *config_path(struct app *app, const char *option)
{
	const char *variable = getenv("BANSAO_CONFIG");
	const char *path;

	if (option != NULL)
		return option;
	if (variable != NULL && variable[0] != '\0')
		return variable;
	path = home_path(&app->pool, "XDG_CONFIG_HOME", ".config",
	    "bansao/bansao.ini");
	if (access(path, R_OK) == 0)
		return path;
	path = BANSAO_SYSCONFDIR "/bansao/bansao.ini";
	return access(path, R_OK) == 0 ? path : NULL;
}

static bool choose_lang(struct app *app, const char *option, struct err *err)
{
	const char *variable = getenv("BANSAO_LANG");

	if (option != NULL)
		return lang_set(option) || err_set(err, ERR_USAGE,
		    _("--lang takes vi or en, not \"%s\""), option);
	if (variable != NULL && variable[0] != '\0' && lang_set(variable))
		return true;
	lang_set(conf_get(app->conf, "program:lang", "vi"));
	return true;
}

/* What takes steps on a catalogue is a job that every session may see. */
static void hear(void *to, const struct job_event *event)
{
	struct app *app = to;
	struct app_inside *inside = app->inside;

	inside->listen(inside->to, event);
	if (inside->book == NULL && !inside->no_book && app->db != NULL &&
	    (event->kind == JOB_STEP || event->kind == JOB_PHASE)) {
		inside->book = job_book_begin(db_path(app->db), inside->count,
		    inside->words);
		inside->no_book = inside->book == NULL;
	}
	if (inside->book != NULL)
		job_book_note(inside->book, event);
}

void app_no_job(struct app *app)
{
	app->inside->no_book = true;
}

void app_words(struct app *app, int count, const char *const *words)
{
	app->inside->count = count;
	app->inside->words = words;
}

bool app_configure(struct app *app, const char *db, const char *config,
    const char *lang, struct err *err)
{
	const char *path = config_path(app, config);
	const char *variable = getenv("BANSAO_DB");
	const char *jobs = getenv("BANSAO_JOBS");
	const char *spoken = getenv("BANSAO_LANG");

	/* Settings that cannot be read are told in it, too. */
	if (spoken != NULL)
		lang_set(spoken);
	app->inside->config = config;
	app->inside->no_book = jobs != NULL && strcmp(jobs, "off") == 0;
	if (lang != NULL && !choose_lang(app, lang, err))
		return false;
	app->inside->conf = path == NULL ? conf_empty() : conf_load(path, err);
	app->conf = app->inside->conf;
	if (app->conf == NULL || !choose_lang(app, lang, err))
		return false;
	if (db == NULL && variable != NULL && variable[0] != '\0')
		db = variable;
	if (db == NULL)
		db = conf_get(app->conf, "catalogue:file", NULL);
	if (db == NULL)
		db = home_path(&app->pool, "XDG_DATA_HOME", ".local/share",
		    "bansao/bansao.db");
	if (db[0] == '\0')
		return err_set(err, ERR_USAGE, _("--db needs the name of a file"));
	app->db_path = db;
	if (app->lines) {
		app->inside->listen = job_lines;
		app->inside->to = stdout;
	} else {
		job_meter_start(&app->inside->meter, app->quiet);
		app->inside->listen = job_meter;
		app->inside->to = &app->inside->meter;
	}
	app->inside->job.listen = hear;
	app->inside->job.to = app;
	return true;
}

/* The daily copy can be turned off: BANSAO_BACKUP=off, or in the ini. */
static bool wants_backup(const struct app *app)
{
	const char *variable = getenv("BANSAO_BACKUP");
	struct err ignored = { 0 };
	bool wanted = true;

	if (variable != NULL && variable[0] != '\0')
		return strcmp(variable, "off") != 0;
	return conf_bool(app->conf, "backup:daily", &wanted, &ignored) && wanted;
}

bool app_open(struct app *app, enum db_mode mode, struct err *err)
{
	struct err damage = { 0 };
	int64_t patience = 30;	/* seconds to wait for the lock */

	db_close(app->db);
	app->db = db_open(app->db_path, mode, err);
	if (app->db == NULL)
		return false;
	db_dry_run(app->db, app->dry_run);
	if (!conf_int(app->conf, "catalogue:patience", &patience, err))
		return false;
	db_patience(app->db, patience < 0 || patience > 3600 ? 30000 :
	    (int)patience * 1000);
	if (db_is_damaged(app->db)) {
		db_say_damaged(db_path(app->db), "FILE.damaged", &damage);
		app_warn(app, "%s", damage.text);
	} else if (mode == DB_WRITE && !app->dry_run && wants_backup(app) &&
	    backup_due(db_path(app->db))) {
		backup_start(app->program, db_path(app->db));
	}
	return true;
}

/* A program of the house: beside this one, else in libexec. */
static const char *sibling(struct app *app, const char *name)
{
	const char *slash = strrchr(app->program, '/');
	const char *path;

	if (slash != NULL && strcmp(slash + 1, name) == 0)
		return app->program;
	path = pool_printf(&app->pool, "%.*s/%s",
	    slash == NULL ? 1 : (int)(slash - app->program),
	    slash == NULL ? "." : app->program, name);
	return access(path, X_OK) == 0 ? path :
	    pool_printf(&app->pool, BANSAO_LIBEXECDIR "/%s", name);
}

const char *app_work_path(struct app *app)
{
	return sibling(app, "bansao-work");
}

const char *app_reader_path(struct app *app)
{
	const char *path = sibling(app, "bansao-read");

	return access(path, X_OK) == 0 ? path : app_work_path(app);
}

bool app_to_workshop(struct app *app, struct err *err)
{
	const struct app_inside *inside = app->inside;
	const char *path = app_work_path(app);
	const char **words = pool_array(&app->pool,
	    (size_t)inside->count + 3, sizeof(*words));
	int n = 0;

	words[n++] = app->program;
	/* command_main has put the word away; the workshop wants it, too. */
	if (app->lines)
		words[n++] = "--lines";
	for (int i = 0; i < inside->count; i++)
		words[n++] = inside->words[i];
	execv(path, (char *const *)words);
	return err_errno(err, _("The program %s, which does this, cannot be "
	    "started"), path);
}

const char *const *app_child_words(struct app *app)
{
	const char **words = pool_array(&app->pool, 8, sizeof(*words));
	int n = 0;

	words[n++] = "--lang";
	words[n++] = lang_current();
	if (app->inside->config != NULL) {
		words[n++] = "--config";
		words[n++] = app->inside->config;
	}
	return words;
}

/* --- talking ------------------------------------------------------------ */

static void speak(struct app *app, const char *before, const char *text)
{
	struct pool pool = { 0 };

	(void)app;
	fprintf(stderr, "%s%s\n", before, text_safe(&pool, text));
	pool_free(&pool);
}

void app_complain(struct app *app, const char *text)
{
	speak(app, "bansao: ", text);
}

void app_say(struct app *app, const char *format, ...)
{
	va_list args;
	const char *text;

	if (app->quiet)
		return;
	va_start(args, format);
	text = pool_vprintf(&app->pool, format, args);
	va_end(args);
	if (app->lines)
		job_done(app->job, "%s", text);
	else
		speak(app, app->dry_run ? _("(dry run) ") : "", text);
}

void app_warn(struct app *app, const char *format, ...)
{
	va_list args;
	const char *text;

	va_start(args, format);
	text = pool_vprintf(&app->pool, format, args);
	va_end(args);
	job_warn(app->job, "%s", text);
}

bool app_confirm(struct app *app, const char *format, ...)
{
	struct pool pool = { 0 };
	char answer[32];
	va_list args;

	if (app->force)
		return true;
	if (app->no_input || !isatty(0))
		return false;
	va_start(args, format);
	fprintf(stderr, "%s %s ", text_safe(&pool, pool_vprintf(&pool, format,
	    args)), _("[y/N]"));
	va_end(args);
	pool_free(&pool);
	if (fgets(answer, sizeof(answer), stdin) == NULL)
		return false;
	/* y and yes; c and có in Vietnamese, whatever the language. */
	return strchr("yYcC", answer[0]) != NULL && answer[0] != '\0';
}

/* The process ends here. A reader has nothing to write back, and taking its
 * statements and schema apart is a tenth of what quota costs; only the leak
 * checker wants to see it done. */
static bool worth_closing(const struct app *app)
{
#ifdef __SANITIZE_ADDRESS__
	(void)app;
	return true;
#else
	return app->db == NULL || !db_read_only(app->db);
#endif
}

void app_end(struct app *app, const struct err *err)
{
	job_book_end(app->inside->book, (int)err->kind, err->text);
	if (worth_closing(app))
		db_close(app->db);
	conf_free(app->inside->conf);
	pool_free(&app->pool);
}
