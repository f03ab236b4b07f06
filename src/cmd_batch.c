/* bansao batch: digitising batches and their inspection. Linked into both
 * programs: no foreign byte is read here. */
#include "app_pick.h"
#include "command.h"
#include "out_app.h"

#include "audit.h"
#include "batch.h"
#include "dossier.h"
#include "number.h"
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
	{ "sampling", 0, N_("PERCENT"), N_("pages to inspect (100)") },
	{ "note", 0, N_("TEXT"), N_("note") },
	{ NULL, 0, NULL, NULL }
};

static const char *text_option(const struct args *args, const char *name)
{
	const char *text = args_value(args, name);

	return text == NULL ? "" : text;
}

static bool finish_edit(struct app *app, bool good, struct edit *edit,
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
	    .operator_name = text_option(args, "operator"),
	    .operator_uid = -1, .scanner = text_option(args, "scanner"),
	    .folder = text_option(args, "folder"),
	    .note = text_option(args, "note"), .sampling = 100 };
	struct edit edit = { .action = "batch new", .subject = batch.code,
	    .note = batch.note };
	const struct passwd *user;
	struct who who;

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
	return finish_edit(app, batch_add(app->db, &batch, err), &edit, err);
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
	return finish_edit(app, good, &edit, err);
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
	out_int(l->out, b->sampling);
	return true;
}

static bool list(struct app *app, const struct args *args, struct err *err)
{
	struct listing l = { app, app_listing(app, NULL, list_columns, err) };

	(void)args;
	if (l.out == NULL)
		return false;
	if (!batch_each(app->db, 0, list_one, &l, err))
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
	int64_t percent;
	int64_t seen;
};

static bool show_page(void *to, const struct scan *scan, struct err *err)
{
	struct sampling *s = to;
	struct app *app = s->list.app;
	struct out *out = s->list.out;
	const char *reason = "";
	int64_t verdict;
	int64_t before = s->seen * s->percent / 100;

	/* Evenly spread, and the first one always. */
	s->seen++;
	if (s->seen > 1 && s->seen * s->percent / 100 == before)
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

static bool show_pages(struct app *app, const struct batch *batch,
    struct err *err)
{
	struct scan_filter filter = { .batch_id = batch->id };
	struct sampling s = { { app, NULL }, { 0 }, batch->sampling, 0 };
	bool good;

	s.list.out = app_listing(app, batch->code, page_columns, err);
	if (s.list.out == NULL)
		return false;
	good = scan_each(app->db, &filter, show_page, &s, err);
	pool_free(&s.pool);
	return good ? out_close(s.list.out, err) : out_abort(s.list.out);
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

/* --- pass and fail ------------------------------------------------------------ */

static const struct option_row judge_options[] = {
	{ "scan", 0, N_("FILE"), N_("only this page; may be repeated") },
	{ "reason", 0, N_("TEXT"), N_("why; needed when it fails") },
	{ NULL, 0, NULL, NULL }
};

struct judging {
	struct app *app;
	struct batch batch;
	bool passed;
	const char *reason;
	int64_t pages, dossiers;
};

/* BR11 by name as well: an operator without an account here has no uid. */
static bool other_eyes(struct judging *j, struct err *err)
{
	const char *four = "on";
	struct who who;

	who_am_i(&who);
	if (!setting_get(j->app->db, "four_eyes", NULL, &j->app->pool, &four,
	    err))
		return false;
	if (strcmp(four, "off") == 0 || (j->batch.operator_uid != who.uid &&
	    strcmp(j->batch.operator_name, who.user) != 0))
		return true;
	return err_set(err, ERR_RULE, _("BR11: %s scanned batch %s and cannot"
	    " inspect it. Another person inspects; a Centre with one person"
	    " says \"bansao config set four_eyes off\""),
	    j->batch.operator_name, j->batch.code);
}

static bool judge_scan(struct judging *j, const char *word, struct err *err)
{
	struct inspection i = { .batch_id = j->batch.id,
	    .passed = j->passed, .reason = j->reason };
	struct scan scan;
	int64_t batch;

	if (!scan_find(j->app->db, word, &j->app->pool, &scan, err) ||
	    !batch_of(j->app->db, scan.dossier_id, &batch, err))
		return false;
	if (batch != j->batch.id)
		return err_set(err, ERR_USAGE, _("%s is not in batch %s"),
		    word, j->batch.code);
	i.dossier_id = scan.dossier_id;
	i.scan_id = scan.id;
	j->pages++;
	return inspection_add(j->app->db, &i, err);
}

static bool judge_dossier(struct judging *j, int64_t id, struct err *err)
{
	struct inspection i = { .batch_id = j->batch.id, .dossier_id = id,
	    .passed = j->passed, .reason = j->reason };
	struct dossier dossier;
	int64_t failed;

	if (!dossier_get(j->app->db, id, &j->app->pool, &dossier, err) ||
	    !inspection_failed(j->app->db, id, &failed, err))
		return false;
	if (j->passed && failed > 0)
		return err_set(err, ERR_RULE, ngettext(
		    "BR10: %s has %lld page that failed; scan it again, or pass"
		    " it with --scan", "BR10: %s has %lld pages that failed;"
		    " scan them again, or pass them with --scan", failed),
		    dossier.code, (long long)failed);
	if (!inspection_add(j->app->db, &i, err))
		return false;
	j->dossiers++;
	if (j->passed && dossier.state == S5_SCANNING &&
	    !workflow_move(j->app->db, "finish", id, NULL, err))
		return false;
	if (!j->passed && dossier.state != S6_INSPECTION &&
	    dossier.state != S7_PASSED)
		return true;	/* it is with the scanner already */
	return workflow_move(j->app->db, j->passed ? "pass" : "fail", id,
	    NULL, err);
}

/* Dossiers by their codes, or all of the batch that wait for inspection. */
static bool judge_dossiers(struct judging *j, const struct args *args,
    struct err *err)
{
	struct db *db = j->app->db;
	int64_t *ids;
	size_t count;

	if (args_count(args) == 1) {
		if (!batch_dossiers(db, j->batch.id, S6_INSPECTION,
		    &j->app->pool, &ids, &count, err))
			return false;
		if (count == 0)
			return err_set(err, ERR_RULE, _("No dossier of batch"
			    " %s waits for inspection; \"bansao batch show"
			    " %s\" says where they stand"), j->batch.code,
			    j->batch.code);
	} else if (!app_pick(j->app, args, 1, &ids, &count, err))
		return false;
	for (size_t i = 0; i < count; i++)
		if (!judge_dossier(j, ids[i], err))
			return false;
	return true;
}

/* A page that failed sends its dossier back. */
static bool judge_scans(struct judging *j, const struct args *args,
    struct err *err)
{
	for (int i = 0; args_each(args, "scan", i) != NULL; i++) {
		struct dossier dossier;
		struct scan scan;

		if (!judge_scan(j, args_each(args, "scan", i), err))
			return false;
		if (j->passed)
			continue;
		if (!scan_find(j->app->db, args_each(args, "scan", i),
		    &j->app->pool, &scan, err) ||
		    !dossier_get(j->app->db, scan.dossier_id, &j->app->pool,
		    &dossier, err))
			return false;
		if ((dossier.state == S6_INSPECTION ||
		    dossier.state == S7_PASSED) &&
		    !workflow_move(j->app->db, "fail", dossier.id, NULL, err))
			return false;
	}
	return true;
}

/* The batch has passed when all of its dossiers have. */
static bool note_batch(struct judging *j, struct err *err)
{
	struct batch now;

	if (!batch_find(j->app->db, j->batch.code, &j->app->pool, &now, err))
		return false;
	return batch_set_state(j->app->db, now.id, !j->passed ? "failed" :
	    now.passed == now.dossiers ? "passed" : "open", err);
}

static bool judge(struct app *app, const struct args *args, bool passed,
    struct err *err)
{
	struct judging j = { .app = app, .passed = passed,
	    .reason = text_option(args, "reason") };
	struct edit edit = { .action = passed ? "batch pass" : "batch fail",
	    .subject = args_word(args, 0), .note = j.reason };
	bool good;

	if (!passed && j.reason[0] == '\0')
		return err_set(err, ERR_USAGE, _("Say why it failed"
		    " (--reason TEXT), so that the operator knows what to"
		    " do"));
	if (!batch_find(app->db, args_word(args, 0), &app->pool, &j.batch,
	    err) || !other_eyes(&j, err) || !edit_begin(app->db, err))
		return false;
	good = (args_given(args, "scan") ? judge_scans(&j, args, err) :
	    judge_dossiers(&j, args, err)) && note_batch(&j, err);
	edit.summary = pool_printf(&app->pool, passed ?
	    _("Batch %s: %lld dossiers and %lld pages passed") :
	    _("Batch %s: %lld dossiers and %lld pages failed"),
	    j.batch.code, (long long)j.dossiers, (long long)j.pages);
	return finish_edit(app, good, &edit, err);
}

static bool pass(struct app *app, const struct args *args, struct err *err)
{
	return judge(app, args, true, err);
}

static bool fail(struct app *app, const struct args *args, struct err *err)
{
	return judge(app, args, false, err);
}

static const struct verb verbs[] = {
	{ "new", N_("CODE"), N_("begin a batch"), 1, 1, NEEDS_DB_WRITE,
	    new_options, new_batch },
	{ "add", N_("BATCH [CODE...]"), N_("put dossiers in; complete ones go"
	    " on to inspection"), 1, -1, NEEDS_DB_WRITE, add_options, add },
	{ "list", "", N_("batches, the newest first"), 0, 0, NEEDS_DB, NULL,
	    list },
	{ "show", N_("BATCH"), N_("its dossiers, or the pages to inspect"),
	    1, 1, NEEDS_DB, show_options, show },
	{ "pass", N_("BATCH [CODE...]"), N_("inspection passed: all that wait,"
	    " or these"), 1, -1, NEEDS_DB_WRITE, judge_options, pass },
	{ "fail", N_("BATCH [CODE...]"), N_("inspection failed: back to the"
	    " scanner with the reason"), 1, -1, NEEDS_DB_WRITE, judge_options,
	    fail },
	{ NULL, NULL, NULL, 0, 0, NEEDS_NOTHING, NULL, NULL }
};

const struct command command_batch = {
	.name = "batch",
	.help = N_("digitising batches and their inspection"),
	.verbs = verbs,
};
