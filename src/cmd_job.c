#include "command.h"

#include "db.h"
#include "job_book.h"
#include "out_app.h"
#include "text.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static bool list(struct app *app, const struct args *args, struct err *err)
{
	static const struct out_column columns[] = {
		{ .key = "number", .head = N_("No."), .type = OUT_NUMBER },
		{ .key = "started", .head = N_("Started"), .type = OUT_TIME },
		{ .key = "who", .head = N_("Who") },
		{ .key = "job", .head = N_("Job") },
		{ .key = "state", .head = N_("State"), .type = OUT_WORD },
		{ .key = "seconds", .head = N_("Seconds"),
		    .type = OUT_INTEGER },
		{ .key = "done", .head = N_("Done"), .type = OUT_INTEGER },
		{ .key = "total", .head = N_("Of"), .type = OUT_INTEGER },
		{ .key = "bytes", .head = N_("Bytes"), .type = OUT_BYTES },
		{ .key = "findings", .head = N_("Findings"),
		    .type = OUT_INTEGER },
		{ .key = "result", .head = N_("Result") },
		{ 0 }
	};
	struct job_entry *jobs;
	struct out *out;
	size_t count;

	(void)args;
	if (!job_book_list(db_path(app->db), &app->pool, &jobs, &count, err))
		return false;
	out = app_listing(app, _("Jobs"), columns, err);
	if (out == NULL)
		return false;
	for (size_t i = 0; i < count; i++) {
		const struct job_entry *e = &jobs[i];

		out_int(out, e->number);
		out_text(out, e->started);
		out_text(out, e->who);
		out_text(out, e->line);
		out_text(out, e->state);
		out_int(out, e->seconds);
		out_int(out, e->done);
		out_int(out, e->total);
		out_int(out, e->bytes);
		out_int(out, e->findings);
		out_text(out, e->result);
	}
	return out_close(out, err);
}

static bool number_of(const struct args *args, int64_t *number,
    struct err *err)
{
	const char *word = args_word(args, 0);
	char *end;

	*number = strtoll(word, &end, 10);
	return (*number > 0 && *end == '\0') || err_set(err, ERR_USAGE,
	    _("\"%s\" is no number of a job"), word);
}

static bool show(struct app *app, const struct args *args, struct err *err)
{
	static const struct out_column pairs[] = {
		{ .key = "field", .head = N_("Field") },
		{ .key = "value", .head = N_("Value") }, { 0 }
	};
	struct pool *pool = &app->pool;
	struct job_entry e;
	struct out *out;
	int64_t number;

	if (!number_of(args, &number, err) || !job_book_read(db_path(app->db),
	    number, pool, &e, err))
		return false;
	out = app_listing(app, NULL, pairs, err);
	if (out == NULL)
		return false;
	const char *const rows[][2] = {
		{ _("Job"), e.line }, { _("State"), out_word(e.state) },
		{ _("Who"), e.who }, { _("Folder"), e.folder },
		{ _("Started"), e.started }, { _("Ended"), e.ended },
		{ _("Phase"), e.phase }, { _("Result"), e.result },
	};
	for (size_t i = 0; i < COUNT(rows); i++) {
		out_text(out, rows[i][0]);
		out_text(out, rows[i][1]);
	}
	for (const char *line = e.log; *line != '\0';) {
		size_t length = strcspn(line, "\n");

		out_text(out, _("Log"));
		out_text(out, pool_copy_n(pool, line, length));
		line += length + (line[length] == '\n');
	}
	return out_close(out, err);
}

static bool cancel(struct app *app, const struct args *args, struct err *err)
{
	int64_t number;

	if (!number_of(args, &number, err) || (!app->dry_run &&
	    !job_book_stop(db_path(app->db), number, err)))
		return false;
	app_say(app, _("Job %lld is asked to stop; what it has finished "
	    "stays"), (long long)number);
	return true;
}

static bool again(struct app *app, const struct args *args, struct err *err)
{
	struct job_entry e;
	const char *path;
	char **argv;
	int64_t number;
	int at = 0, count = 0;

	if (!number_of(args, &number, err) || !job_book_read(db_path(app->db),
	    number, &app->pool, &e, err))
		return false;
	if (strcmp(e.state, "running") == 0)
		return err_set(err, ERR_RULE, _("Job %lld is still running"),
		    (long long)number);
	path = db_real_path(db_path(app->db), &app->pool);
	while (e.words[count] != NULL)
		count++;
	argv = pool_array(&app->pool, (size_t)count + 5, sizeof(*argv));
	argv[at++] = pool_copy(&app->pool, app->program);
	if (app->lines)
		argv[at++] = pool_copy(&app->pool, "--lines");
	argv[at++] = pool_copy(&app->pool, "--db");
	argv[at++] = pool_copy(&app->pool, path);
	for (int i = 0; i < count; i++)
		argv[at++] = pool_copy(&app->pool, e.words[i]);
	if (chdir(e.folder) != 0)
		return err_errno(err, "%s", text_safe(&app->pool, e.folder));
	execv(argv[0], argv);
	return err_errno(err, "%s", argv[0]);
}

static const struct verb verbs[] = {
	{ "list", "", N_("running and past jobs of all sessions"), 0, 0,
	    NEEDS_DB, NULL, list },
	{ "show", N_("NUMBER"), N_("one job and its log with the findings"),
	    1, 1, NEEDS_DB, NULL, show },
	{ "cancel", N_("NUMBER"), N_("ask a running job to stop"), 1, 1,
	    NEEDS_DB, NULL, cancel },
	{ "again", N_("NUMBER"), N_("run a past job again, where it was "
	    "started"), 1, 1, NEEDS_DB, NULL, again },
	{ 0 }
};

const struct command command_job = {
	"job", N_("running and past jobs of all sessions"), verbs
};
