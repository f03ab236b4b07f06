/* bansao batch: digitising batches and their inspection. Linked into both
 * programs: no foreign byte is read here. */
#include "app_pick.h"
#include "cmd_batch.h"
#include "out_app.h"

#include "audit.h"
#include "batch.h"
#include "dossier.h"
#include "number.h"
#include "sampling.h"
#include "scan.h"
#include "setting.h"
#include "who.h"
#include "workflow.h"

#include <pwd.h>
#include <string.h>

/* --- new -------------------------------------------------------------------- */

static const struct option_row new_options[] = {
	{ "operator", 0, N_("NAME"), N_("who scans: a name, or a user of this machine") },
	{ "scanner", 0, N_("TEXT"), N_("the machine") },
	{ "date", 0, N_("DATE"), N_("day of scanning (today)") },
	{ "folder", 0, N_("DIR"), N_("where the files are") },
	{ "sampling", 0, N_("PERCENT"), N_("per cent of the pages to inspect (100)") },
	{ "by-lot", 0, NULL, N_("inspect as many pages as the table of sizes says") },
	{ "note", 0, N_("TEXT"), N_("note") },
	{ NULL, 0, NULL, NULL }
};

const char *batch_text_option(const struct args *args, const char *name)
{
	const char *text = args_value(args, name);

	return text == NULL ? "" : text;
}

bool batch_finish(struct app *app, bool good, struct edit *edit,
    struct err *err)
{
	if (!good) {
		edit_abort(app->db);
		return false;
	}
	if (!edit_commit(app->db, edit, NULL, err))
		return false;
	app_say(app, "%s", edit->summary);
	return true;
}

static bool new_batch(struct app *app, const struct args *args,
    struct err *err)
{
	struct batch batch = { .code = args_word(args, 0),
	    .operator_name = batch_text_option(args, "operator"),
	    .operator_uid = -1, .scanner = batch_text_option(args, "scanner"),
	    .folder = batch_text_option(args, "folder"),
	    .note = batch_text_option(args, "note"), .sampling = 100,
	    .by_lot = args_given(args, "by-lot") };
	struct edit edit = { .action = "batch new", .subject = batch.code,
	    .note = batch.note };
	const struct passwd *user;
	struct who who;

	if (batch.by_lot && args_given(args, "sampling"))
		return err_set(err, ERR_USAGE, _("Say --sampling PERCENT or"
		    " --by-lot, not both"));
	who_am_i(&who);
	if (batch.operator_name[0] == '\0')
		batch.operator_name = who.user;
	user = getpwnam(batch.operator_name);
	if (user != NULL)
		batch.operator_uid = (int64_t)user->pw_uid;
	if (!args_int(args, "sampling", 1, 100, &batch.sampling, err) ||
	    !app_day(app, args, "date", NULL, &batch.scanned_on, err) ||
	    !edit_begin(app->db, err))
		return false;
	edit.summary = pool_printf(&app->pool, _("Batch %s begun (%s)"),
	    batch.code, batch.operator_name);
	return batch_finish(app, batch_add(app->db, &batch, err), &edit, err);
}

/* --- add -------------------------------------------------------------------- */

static const struct option_row add_options[] = {
	PICK_OPTIONS,
	{ NULL, 0, NULL, NULL }
};

/* A dossier whose pages are all there goes on to inspection; what keeps it
 * back is said, not refused. */
static bool go_on(struct app *app, int64_t id, struct err *err)
{
	struct stop stops[8];
	struct dossier dossier;
	size_t count;

	if (!dossier_get(app->db, id, &app->pool, &dossier, err))
		return false;
	if (dossier.state != S5_SCANNING)
		return true;
	if (!workflow_check(app->db, "finish", id, &app->pool, stops,
	    COUNT(stops), &count, err))
		return false;
	if (count == 0)
		return workflow_move(app->db, "finish", id, NULL, err);
	for (size_t i = 0; i < count && i < COUNT(stops); i++)
		app_warn(app, "%s: %s: %s", dossier.code, stops[i].rule,
		    stops[i].text);
	return true;
}

static bool add(struct app *app, const struct args *args, struct err *err)
{
	struct edit edit = { .action = "batch add",
	    .subject = args_word(args, 0), .note = "" };
	struct batch batch;
	int64_t *ids;
	size_t count;
	int64_t added = 0;
	bool good = true;

	if (!batch_find(app->db, args_word(args, 0), &app->pool, &batch,
	    err) || !app_pick(app, args, 1, &ids, &count, err) ||
	    !edit_begin(app->db, err))
		return false;
	for (size_t i = 0; good && i < count; i++) {
		bool fresh = false;

		good = batch_put(app->db, batch.id, ids[i], &fresh, err) &&
		    go_on(app, ids[i], err);
		added += fresh;
	}
	good = good && batch_set_state(app->db, batch.id, "open", err);
	edit.summary = pool_printf(&app->pool, ngettext(
	    "%lld dossier put into batch %s", "%lld dossiers put into batch"
	    " %s", added), (long long)added, batch.code);
	return batch_finish(app, good, &edit, err);
}

/* --- list and show ----------------------------------------------------------- */

static const struct out_column list_columns[] = {
	{ .key = "code", .head = N_("Batch") },
	{ .key = "date", .head = N_("Day"), .type = OUT_DATE },
	{ .key = "operator", .head = N_("Operator") },
	{ .key = "scanner", .head = N_("Scanner") },
	{ .key = "dossiers", .head = N_("Dossiers"), .type = OUT_INTEGER,
	    .total = true },
	{ .key = "images", .head = N_("Images"), .type = OUT_INTEGER,
	    .total = true },
	{ .key = "a4", .head = N_("A4 pages"), .type = OUT_PAGES,
	    .total = true },
	{ .key = "errors", .head = N_("Errors"), .type = OUT_INTEGER,
	    .total = true },
	{ .key = "passed", .head = N_("Passed"), .type = OUT_INTEGER,
	    .total = true },
	{ .key = "state", .head = N_("State") },
	{ .key = "sampling", .head = N_("Inspected, %"),
	    .type = OUT_INTEGER, .where = OUT_FOR_PROGRAMS },
	{ .key = "by_lot", .head = N_("By the size of the batch"),
	    .type = OUT_INTEGER, .where = OUT_FOR_PROGRAMS },
	{ 0 }
};

static const char *state_words(const struct app *app, const char *state)
{
	if (app->json || app->csv)
		return state;
	return strcmp(state, "passed") == 0 ? _("passed") :
	    strcmp(state, "failed") == 0 ? _("failed") : _("open");
}

struct listing {
	struct app *app;
	struct out *out;
};

static bool list_one(void *to, const struct batch *b, struct err *err)
{
	struct listing *l = to;

	(void)err;
	out_text(l->out, b->code);
	out_text(l->out, b->scanned_on);
	out_text(l->out, b->operator_name);
	out_text(l->out, b->scanner);
	out_int(l->out, b->dossiers);
	out_int(l->out, b->images);
	out_int(l->out, b->a4);
	out_int(l->out, b->errors);
	out_int(l->out, b->passed);
	out_text(l->out, state_words(l->app, b->state));
	if (b->by_lot)
		out_none(l->out);
	else
		out_int(l->out, b->sampling);
	out_int(l->out, b->by_lot);
	return true;
}

static bool list(struct app *app, const struct args *args, struct err *err)
{
	struct listing l = { .app = app };
	int64_t limit = 0;

	if (!args_int(args, "limit", 1, INT64_MAX, &limit, err))
		return false;
	l.out = app_listing(app, NULL, list_columns, err);
	if (l.out == NULL)
		return false;
	if (!batch_each(app->db, limit, list_one, &l, err))
		return out_abort(l.out);
	out_totals(l.out);
	return out_close(l.out, err);
}

static const struct out_column dossier_columns[] = {
	{ .key = "dossier", .head = N_("Dossier") },
	{ .key = "title", .head = N_("Title"), .width = 30 },
	{ .key = "papers", .head = N_("Sheets"), .type = OUT_INTEGER,
	    .total = true },
	{ .key = "pages", .head = N_("Pages"), .type = OUT_PAGES,
	    .total = true },
	{ .key = "images", .head = N_("Images"), .type = OUT_INTEGER,
	    .total = true },
	{ .key = "a4", .head = N_("A4 pages"), .type = OUT_PAGES,
	    .total = true },
	{ .key = "errors", .head = N_("Errors"), .type = OUT_INTEGER,
	    .total = true },
	{ .key = "failed", .head = N_("Failed pages"), .type = OUT_INTEGER,
	    .total = true },
	{ .key = "state", .head = N_("State") },
	{ 0 }
};

static bool show_dossier(struct app *app, struct out *out, int64_t id,
    struct err *err)
{
	struct dossier_row row;
	int64_t failed;

	if (!dossier_row(app->db, id, &app->pool, &row, err) ||
	    !inspection_failed(app->db, id, &failed, err))
		return false;
	out_text(out, row.code);
	out_text(out, row.title);
	if (row.papers >= 0)
		out_int(out, row.papers);
	else
		out_none(out);
	if (row.pages >= 0)
		out_int(out, row.pages);
	else
		out_none(out);
	out_int(out, row.image_count);
	out_int(out, row.a4);
	out_int(out, row.finding_count);
	out_int(out, failed);
	out_text(out, app->json || app->csv ? state_code(row.state) :
	    state_name(row.state));
	return true;
}

static bool show_dossiers(struct app *app, const struct batch *batch,
    struct err *err)
{
	struct out *out = app_listing(app, batch->code, dossier_columns, err);
	int64_t *ids;
	size_t count;

	if (out == NULL)
		return false;
	if (!batch_dossiers(app->db, batch->id, -1, &app->pool, &ids, &count,
	    err))
		return out_abort(out);
	for (size_t i = 0; i < count; i++)
		if (!show_dossier(app, out, ids[i], err))
			return out_abort(out);
	out_totals(out);
	return out_close(out, err);
}

/* The pages to look at, all or the sample, with what was said of them. */
static const struct out_column page_columns[] = {
	{ .key = "dossier", .head = N_("Dossier") },
	{ .key = "document", .head = N_("Number"), .type = OUT_NUMBER },
	{ .key = "page", .head = N_("Page"), .type = OUT_NUMBER },
	{ .key = "path", .head = N_("File") },
	{ .key = "pages", .head = N_("Pages"), .type = OUT_PAGES },
	{ .key = "a4", .head = N_("A4 pages"), .type = OUT_PAGES },
	{ .key = "verdict", .head = N_("Inspection") },
	{ .key = "reason", .head = N_("Reason") },
	{ 0 }
};

struct sampling {
	struct listing list;
	struct pool pool;
	int64_t pages;		/* of the batch */
	int64_t look;		/* of them */
	int64_t seen;
};

static bool show_page(void *to, const struct scan *scan, struct err *err)
{
	struct sampling *s = to;
	struct app *app = s->list.app;
	struct out *out = s->list.out;
	const char *reason = "";
	int64_t verdict;

	if (!sampling_takes(s->seen++, s->pages, s->look))
		return true;
	pool_reset(&s->pool);
	if (!scan_verdict(app->db, scan, &s->pool, &verdict, &reason, err))
		return false;
	out_text(out, scan->dossier);
	out_int(out, scan->document);
	out_int(out, scan->page);
	out_text(out, pool_printf(&s->pool, "%s/%s", scan->folder,
	    scan->name));
	out_int(out, scan->pages);
	out_int(out, scan->a4);
	out_text(out, verdict == 0 ? "" : state_words(app, verdict == 1 ?
	    "passed" : "failed"));
	out_text(out, reason);
	return true;
}

/* How many pages there are, and how many of them to look at. */
static bool choose_sample(struct app *app, const struct batch *batch,
    struct sampling *s, struct err *err)
{
	struct scan_filter filter = { .batch_id = batch->id };
	struct sampling_table table;
	int64_t *ids;
	size_t count;

	if (!scan_ids(app->db, &filter, &app->pool, &ids, &count, err) ||
	    !sampling_load(app->conf, &table, err))
		return false;
	s->pages = (int64_t)count;
	s->look = batch->by_lot ? sampling_of_lot(&table, s->pages) :
	    sampling_of_part(batch->sampling, s->pages);
	return true;
}

static bool show_pages(struct app *app, const struct batch *batch,
    struct err *err)
{
	struct scan_filter filter = { .batch_id = batch->id };
	struct sampling s = { .list = { app, NULL } };
	bool good;

	if (!choose_sample(app, batch, &s, err))
		return false;
	s.list.out = app_listing(app, batch->code, page_columns, err);
	if (s.list.out == NULL)
		return false;
	good = scan_each(app->db, &filter, show_page, &s, err);
	pool_free(&s.pool);
	good = good ? out_close(s.list.out, err) : out_abort(s.list.out);
	if (good && s.look < s.pages)
		app_say(app, batch->by_lot ? _("To inspect: %s of %s files, by"
		    " the size of the batch") : _("To inspect: %s of %s"
		    " files"), number_text(&app->pool, s.look),
		    number_text(&app->pool, s.pages));
	return good;
}

static const struct option_row show_options[] = {
	{ "pages", 0, NULL, N_("the pages to inspect, with what was said of them") },
	{ NULL, 0, NULL, NULL }
};

static bool show(struct app *app, const struct args *args, struct err *err)
{
	struct batch batch;

	if (!batch_find(app->db, args_word(args, 0), &app->pool, &batch, err))
		return false;
	return args_given(args, "pages") ? show_pages(app, &batch, err) :
	    show_dossiers(app, &batch, err);
}

static const struct option_row list_options[] = {
	{ "limit", 0, N_("N"), N_("at most so many, the newest first") },
	{ NULL, 0, NULL, NULL }
};

static const struct verb verbs[] = {
	{ "new", N_("CODE"), N_("begin a batch"), 1, 1, NEEDS_DB_WRITE,
	    new_options, new_batch },
	{ "add", N_("BATCH [CODE...]"), N_("put dossiers in; complete ones go"
	    " on to inspection"), 1, -1, NEEDS_DB_WRITE, add_options, add },
	{ "list", "", N_("batches, the newest first"), 0, 0, NEEDS_DB,
	    list_options, list },
	{ "show", N_("BATCH"), N_("its dossiers, or the pages to inspect"),
	    1, 1, NEEDS_DB, show_options, show },
	{ "pass", N_("BATCH [CODE...]"), N_("inspection passed: all that wait,"
	    " or these"), 1, -1, NEEDS_DB_WRITE, batch_judge_options, batch_pass },
	{ "fail", N_("BATCH [CODE...]"), N_("inspection failed: back to the"
	    " scanner with the reason"), 1, -1, NEEDS_DB_WRITE, batch_judge_options,
	    batch_fail },
	{ NULL, NULL, NULL, 0, 0, NEEDS_NOTHING, NULL, NULL }
};

const struct command command_batch = {
	.name = "batch",
	.help = N_("digitising batches and their inspection"),
	.verbs = verbs,
};
