#include "command.h"

#include "db_dump.h"
#include "fs.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

struct place {
	struct fs_out file;
	struct err *err;
	bool to_file;
};

static bool put(void *to, const void *data, size_t size)
{
	struct place *place = to;

	if (place->to_file)
		return fs_out_write(&place->file, data, size, place->err);
	/* A reader that has seen enough is no fault. */
	return fwrite(data, 1, size, stdout) == size || errno == EPIPE;
}

static bool dump(struct app *app, const struct args *args, struct err *err)
{
	struct place place = { .err = err };
	bool good;

	(void)args;
	place.to_file = app->output != NULL && strcmp(app->output, "-") != 0;
	if (place.to_file && !fs_out_open(&place.file, app->output,
	    app->force ? FS_REPLACE : FS_KEEP, err))
		return false;
	good = db_dump(app->db, put, &place, app->job, err);
	if (place.to_file) {
		good = good && fs_out_commit(&place.file, err);
		fs_out_abort(&place.file);
	}
	return good;
}

static const struct verb verbs[] = {
	{ NULL, "", N_("the whole catalogue as lines of JSON (-o FILE)"), 0, 0,
	    NEEDS_DB, NULL, dump },
	{ 0 }
};

const struct command command_dump = {
	"dump", N_("the whole catalogue as text, for \"load\" and for others"),
	verbs
};
