#include "backup.h"

#include "clock.h"
#include "fs.h"
#include "rights.h"

#include <fcntl.h>
#include <spawn.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

extern char **environ;

static const char *name_of_today(const char *path, struct pool *pool)
{
	char day[DATE_TEXT];

	date_iso(clock_today(), day);
	return db_backup_name(path, day, pool);
}

bool backup_due(const char *path)
{
	struct pool pool = { 0 };
	bool up = rights_up(path);
	bool due = path[0] != ':' &&
	    rights_access(name_of_today(path, &pool), F_OK) != 0;

	rights_down(up);
	pool_free(&pool);
	return due;
}

/* The program detaches itself at once; what is waited for is only that. */
void backup_start(const char *program, const char *path)
{
	const char *const words[] = {
		"bansao", "--db", path, "--quiet",
		"--no-input", "backup", "auto", "--detach", NULL
	};
	posix_spawn_file_actions_t files;
	pid_t child;
	int status;

	posix_spawn_file_actions_init(&files);
	for (int fd = 0; fd < 3; fd++)
		posix_spawn_file_actions_addopen(&files, fd, "/dev/null",
		    O_RDWR, 0);
	if (posix_spawn(&child, program, &files, NULL,
	    (char *const *)(uintptr_t)words, environ) == 0)
		while (waitpid(child, &status, 0) < 0)
			continue;
	posix_spawn_file_actions_destroy(&files);
}

/* --- which ones stay ----------------------------------------------------- */

static int64_t week_of(const char *day)
{
	struct date date;

	/* 1970-01-01 was a Thursday; weeks begin on Monday. */
	return date_from_iso(day, &date) ? (date_number(date) + 3) / 7 : 0;
}

/* The newest of each week and month stays until the next one is full. */
void backup_keep(const char *const *days, size_t count, bool *keep)
{
	const char *month = "";
	int64_t week = -1;
	int weeks = 0, months = 0;

	for (size_t i = 0; i < count; i++) {
		keep[i] = i < BACKUP_DAYS;
		if (week_of(days[i]) != week) {
			week = week_of(days[i]);
			if (weeks++ < BACKUP_WEEKS)
				keep[i] = true;
		}
		if (strncmp(days[i], month, 7) != 0) {
			month = days[i];
			if (months++ < BACKUP_MONTHS)
				keep[i] = true;
		}
	}
}

static bool is_day(const char *tail)
{
	struct date date;

	return strlen(tail) == 10 && date_from_iso(tail, &date);
}

static void prune(const char *path, struct pool *pool)
{
	struct db_kept *list;
	size_t count, days_count = 0;
	const char **days, **paths;
	bool *keep;

	db_backups(path, pool, &list, &count);
	days = pool_array(pool, count + 1, sizeof(*days));
	paths = pool_array(pool, count + 1, sizeof(*paths));
	keep = pool_array(pool, count + 1, sizeof(*keep));
	for (size_t i = 0; i < count; i++) {
		size_t at = days_count;

		if (!is_day(list[i].tail))
			continue;
		/* by the day in the name, newest first */
		while (at > 0 && strcmp(days[at - 1], list[i].tail) < 0) {
			days[at] = days[at - 1];
			paths[at] = paths[at - 1];
			at--;
		}
		days[at] = list[i].tail;
		paths[at] = list[i].path;
		days_count++;
	}
	backup_keep(days, days_count, keep);
	for (size_t i = 0; i < days_count; i++)
		if (!keep[i])
			unlink(paths[i]);
}

/* --- the copy ------------------------------------------------------------ */

/* A copy must leave as much room as it takes: work comes first. */
static bool room_for(const char *path, const char *folder, struct err *err)
{
	struct stat about;
	int64_t left = fs_free(folder);

	if (stat(path, &about) != 0)
		return err_errno(err, "%s", path);
	if (left >= 0 && left < 2 * (int64_t)about.st_size + (16 << 20))
		return err_set(err, ERR_FAILED, _("No daily backup: %s has only "
		    "%lld bytes free, and twice the size of the catalogue (%lld) "
		    "is needed. Make room, or make \"backups\" a link to another "
		    "disk"), folder, (long long)left, (long long)about.st_size);
	return true;
}

bool backup_today(const char *path, struct err *err)
{
	struct pool pool = { 0 };
	const char *folder = db_backup_folder(path, &pool);
	struct db *db = NULL;
	bool good = true, up;

	if (!backup_due(path)) {
		pool_free(&pool);
		return true;
	}
	up = rights_up(path);
	good = fs_mkdirs(folder, err) && room_for(path, folder, err);
	if (good) {
		db = db_open(path, DB_READ, err);
		good = db != NULL &&
		    db_backup(db, name_of_today(path, &pool), err);
	}
	db_close(db);
	if (good)
		prune(path, &pool);
	else if (err->kind == ERR_BUSY || !backup_due(path)) {
		err_clear(err);
		good = true;
	}
	rights_down(up);
	pool_free(&pool);
	return good;
}
