#include "command.h"

#include "db_dump.h"
#include "fs.h"
#include "number.h"
#include "search_index.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

struct lines {
	FILE *file;
	char *text;
	size_t room;
	const char *path;
};

static const char *next_line(void *from, size_t *length, struct err *err)
{
	struct lines *lines = from;
	ssize_t got = getline(&lines->text, &lines->room, lines->file);

	if (got < 0) {
		if (ferror(lines->file))
			err_errno(err, "%s", lines->path);
		return NULL;
	}
	while (got > 0 && (lines->text[got - 1] == '\n' ||
	    lines->text[got - 1] == '\r'))
		lines->text[--got] = '\0';
	*length = (size_t)got;
	return lines->text;
}

static void clear(struct app *app, const char *path)
{
	static const char *const endings[] = { "", "-wal", "-shm", ".lock" };

	for (size_t i = 0; i < COUNT(endings); i++)
		unlink(pool_printf(&app->pool, "%s%s", path, endings[i]));
}

static bool remake_index(struct db *db, struct err *err)
{
	if (!db_begin(db, err))
		return false;
	if (search_index_all(db, err))
		return db_commit(db, err);
	db_rollback(db);
	return false;
}

/* Half a catalogue is none: it gets its name when it is whole. */
static bool load(struct app *app, const struct args *args, struct err *err)
{
	struct lines lines = { .path = args_word(args, 0) };
	const char *part = pool_printf(&app->pool, "%s.partial",
	    app->db_path);
	const char *complaint = "ok";
	int64_t rows = 0;
	FILE *opened = NULL;
	struct db *db;
	bool good;

	if (access(app->db_path, F_OK) == 0)
		return err_set(err, ERR_USAGE, _("%s is there already: a dump "
		    "is loaded into a new catalogue; name it with --db FILE"),
		    app->db_path);
	if (strcmp(lines.path, "-") != 0 &&
	    (opened = fopen(lines.path, "re")) == NULL)
		return err_errno(err, "%s", lines.path);
	lines.file = opened == NULL ? stdin : opened;
	clear(app, part);
	db = db_open(part, DB_CREATE, err);
	good = db != NULL && (db_load(db, next_line, &lines, app->job, &rows,
	    err) || err_wrap(err, "%s", lines.path)) &&
	    remake_index(db, err) && db_check(db, &app->pool, &complaint, err);
	if (good && strcmp(complaint, "ok") != 0)
		good = err_set(err, ERR_FINDINGS, _("%s does not hold: %s"),
		    lines.path, complaint);
	db_close(db);
	if (opened != NULL)
		fclose(opened);
	free(lines.text);
	if (good && !app->dry_run)
		good = fs_rename(part, app->db_path, FS_KEEP, err);
	clear(app, part);
	if (good)
		job_done(app->job, _("%s rows loaded into %s"),
		    number_text(&app->pool, rows), app->db_path);
	return good;
}

static const struct verb verbs[] = {
	{ NULL, N_("FILE"), N_("a new catalogue (--db) from a dump; - reads "
	    "stdin"), 1, 1, NEEDS_NOTHING, NULL, load },
	{ 0 }
};

const struct command command_load = {
	"load", N_("a catalogue from its dump"), verbs
};
