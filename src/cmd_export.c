#include "command.h"

#include "export.h"
#include "fs.h"
#include "out_app.h"
#include "setting.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

static bool keeper(struct app *app, const char **name, struct err *err)
{
	return setting_get(app->db, "centre", NULL, &app->pool, name,
	    err);
}

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
	return fwrite(data, 1, size, stdout) == size || errno == EPIPE ||
	    fs_stream_failed(STDOUT_FILENO, _("Standard output"),
	    place->err);
}

static bool ead(struct app *app, const struct args *args, struct err *err)
{
	struct place place = { .err = err };
	const char *agency = "";
	struct fonds fonds;
	bool good;

	if (!fonds_find(app->db, args_word(args, 0), &app->pool, &fonds, err) ||
	    !keeper(app, &agency, err))
		return false;
	place.to_file = app->output != NULL && strcmp(app->output, "-") != 0;
	if (place.to_file && !fs_out_open(&place.file, app->output,
	    app->force ? FS_REPLACE : FS_KEEP, err))
		return false;
	good = export_ead(app->db, &fonds, agency, put, &place, err);
	if (place.to_file) {
		good = good && fs_out_commit(&place.file, err);
		fs_out_abort(&place.file);
	}
	return good;
}

static bool atom(struct app *app, const struct args *args, struct err *err)
{
	struct out_options options = { .kind = "csv", .path = app->output,
	    .force = app->force };
	const char *repository = "";
	struct fonds fonds;
	struct out *out;

	if (!fonds_find(app->db, args_word(args, 0), &app->pool, &fonds, err) ||
	    !keeper(app, &repository, err))
		return false;
	out = out_open(&options, err);
	if (out == NULL)
		return false;
	out_columns(out, export_atom_columns);
	if (!export_atom(app->db, &fonds, repository, out, err))
		return out_abort(out);
	return out_close(out, err);
}

static const struct verb verbs[] = {
	{ "ead", N_("FONDS"), N_("a finding aid (EAD3) of a fonds"), 1, 1,
	    NEEDS_DB, NULL, ead },
	{ "atom", N_("FONDS"), N_("the CSV that AtoM takes in"), 1, 1,
	    NEEDS_DB, NULL, atom },
	{ 0 }
};

const struct command command_export = {
	"export", N_("a fonds for other programs"), verbs
};
