#include "out_app.h"
#include "command.h"

#include "audit.h"
#include "clock.h"
#include "dossier.h"

#include <string.h>

static const struct out_column columns[] = {
	{ .key = "seq", .head = N_("No."), .type = OUT_NUMBER },
	{ .key = "at", .head = N_("When"), .type = OUT_TIME },
	{ .key = "uid", .head = N_("uid"), .type = OUT_NUMBER },
	{ .key = "user", .head = N_("Who") },
	{ .key = "host", .head = N_("Host") },
	{ .key = "action", .head = N_("Action"), .where = OUT_FOR_PROGRAMS },
	{ .key = "subject", .head = N_("Of what") },
	{ .key = "summary", .head = N_("What"), .width = 30 },
	{ .key = "note", .head = N_("Reason"), .width = 12 },
	{ .key = "hash", .head = N_("Hash"), .where = OUT_FOR_PROGRAMS },
	{ 0 }
};

enum { PAGE = 200 };

/* An undoing bears the words of what it undoes. */
static const char *words_of(struct app *app, struct pool *pool,
    const struct audit_row *row)
{
	if (app->json || app->csv)
		return row->summary;
	if (strcmp(row->action, "undo") == 0)
		return pool_printf(pool, _("undo: %s"), row->summary);
	if (strcmp(row->action, "redo") == 0)
		return pool_printf(pool, _("redo: %s"), row->summary);
	return row->summary;
}

static bool print_rows(struct app *app, struct out *out, int64_t dossier,
    int64_t left, struct err *err)
{
	struct pool pool = { 0 };
	int64_t before = 0;
	size_t count = 0;
	bool good = true;

	do {
		struct audit_row *rows;
		int limit = left > PAGE ? PAGE : (int)left;

		pool_reset(&pool);
		good = audit_list(app->db, dossier, before, limit, &pool, &rows,
		    &count, err);
		for (size_t i = 0; good && i < count; i++) {
			out_int(out, rows[i].seq);
			out_text(out, rows[i].at);
			out_int(out, rows[i].uid);
			out_text(out, rows[i].user);
			out_text(out, rows[i].host);
			out_text(out, rows[i].action);
			out_text(out, rows[i].subject);
			out_text(out, words_of(app, &pool, &rows[i]));
			out_text(out, rows[i].note);
			out_text(out, rows[i].hash);
			before = rows[i].seq;
		}
		left -= (int64_t)count;
	} while (good && count == PAGE && left > 0);
	pool_free(&pool);
	return good;
}

static bool list(struct app *app, const struct args *args, struct err *err)
{
	const char *code = args_value(args, "dossier");
	struct dossier dossier = { 0 };
	int64_t limit = INT64_MAX;
	struct out *out;

	if (!args_int(args, "limit", 1, INT64_MAX, &limit, err) ||
	    (code != NULL && !dossier_find(app->db, code, &app->pool, &dossier,
	    err)))
		return false;
	out = app_listing(app, NULL, columns, err);
	if (out == NULL)
		return false;
	if (!print_rows(app, out, dossier.id, limit, err))
		return out_abort(out);
	return out_close(out, err);
}

/* --- one row, value by value -------------------------------------------- */

static bool print_change(void *to, const struct db_change *change)
{
	struct out *out = to;
	char operation[2] = { change->operation, '\0' };

	out_text(out, change->table);
	out_text(out, operation);
	out_int(out, change->id);
	out_text(out, change->column);
	out_text(out, change->before == NULL ? "" : change->before);
	out_text(out, change->after == NULL ? "" : change->after);
	return true;
}

static bool show(struct app *app, const struct args *args, struct err *err)
{
	static const struct out_column values[] = {
		{ .key = "table", .head = N_("Table") },
		{ .key = "operation", .head = N_("Change") },
		{ .key = "id", .head = N_("Row"), .type = OUT_NUMBER },
		{ .key = "column", .head = N_("Field") },
		{ .key = "before", .head = N_("Before"), .width = 15 },
		{ .key = "after", .head = N_("After"), .width = 15 },
		{ 0 }
	};
	const char *word = args_word(args, 0);
	int64_t seq = 0;
	struct out *out;

	if (strspn(word, "0123456789") != strlen(word) || strlen(word) > 18)
		return err_set(err, ERR_USAGE, _("\"%s\" is not the number of an "
		    "audit row"), word);
	for (; *word != '\0'; word++)
		seq = seq * 10 + (*word - '0');
	out = app_listing(app, NULL, values, err);
	if (out == NULL)
		return false;
	if (!audit_changes(app->db, seq, print_change, out, err))
		return out_abort(out);
	return out_close(out, err);
}

static bool verify(struct app *app, const struct args *args, struct err *err)
{
	char head[65];
	int64_t rows;

	if (!audit_verify(app->db, args_value(args, "anchor"), &rows, err) ||
	    !audit_head(app->db, head, err))
		return false;
	app_say(app, _("The audit chain holds: %lld rows"), (long long)rows);
	printf("%s\n", head);
	return true;
}

static const struct option_row list_options[] = {
	{ "dossier", 0, N_("CODE"), N_("the history of one file") },
	{ "limit", 0, N_("N"), N_("at most so many, the newest first") },
	{ NULL, 0, NULL, NULL }
};

static const struct option_row verify_options[] = {
	{ "anchor", 0, N_("HASH"), N_("a hash from a printed list, minutes or "
	    "the system's log, which must be in the chain") },
	{ NULL, 0, NULL, NULL }
};

static const struct verb verbs[] = {
	{ "list", "", N_("who did what when, the newest first"), 0, 0, NEEDS_DB,
	    list_options, list },
	{ "show", N_("NUMBER"), N_("every value that one row changed, before "
	    "and after"), 1, 1, NEEDS_DB, NULL, show },
	{ "verify", "", N_("follow the chain; exit 4 names the first broken "
	    "row"), 0, 0, NEEDS_DB, verify_options, verify },
	{ 0 }
};

const struct command command_audit = {
	"audit", N_("the append-only record of all edits"), verbs
};
