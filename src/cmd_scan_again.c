/* bansao scan link, check, verify, recount, checks: what is done with scans
 * after they were taken in. */
#include "out_app.h"
#include "cmd_scan.h"

#include "audit.h"
#include "dossier.h"
#include "number.h"
#include "rescan.h"
#include "scan_out.h"
#include "workflow.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

/* --- link ------------------------------------------------------------------ */

const struct option_row scan_link_options[] = {
	{ "dossier", 0, N_("CODE"), N_("the dossier it belongs to") },
	{ "number", 0, N_("N[.PAGE]"), N_("its number in the dossier") },
	{ "unlink", 0, NULL, N_("take it out of its dossier") },
	{ "by-name", 0, NULL, N_("try the names of all unlinked scans again") },
	{ NULL, 0, NULL, NULL }
};

struct linking {
	struct app *app;
	const struct check_rules *rules;
	int64_t touched[64];
	int count;
	int64_t linked;
};

static bool sum_touched(struct linking *l, struct err *err)
{
	for (int i = 0; i < l->count; i++) {
		const char *rule = NULL;
		int64_t before;

		if (!workflow_scans_changed(l->app->db, l->touched[i],
		    &before, err) || (before >= S8_PACKAGED &&
		    before <= S10_ACCEPTED && !scan_note(l->app->db, l->rules,
		    l->touched[i], T_LATE, state_code(before), err)) ||
		    !scan_sum(l->app->db, l->rules, l->touched[i], err) ||
		    !workflow_scans_arrived(l->app->db, l->touched[i], &rule,
		    err) || !scan_note(l->app->db, l->rules, l->touched[i],
		    T_NOT_APPROVED, rule, err))
			return false;
	}
	l->count = 0;
	return true;
}

static bool touch(struct linking *l, int64_t dossier, struct err *err)
{
	if (dossier == 0)
		return true;
	for (int i = 0; i < l->count; i++)
		if (l->touched[i] == dossier)
			return true;
	if (l->count == (int)COUNT(l->touched) && !sum_touched(l, err))
		return false;
	l->touched[l->count++] = dossier;
	return true;
}

static bool link_one(struct linking *l, const struct scan *scan,
    int64_t dossier, int64_t document, int64_t page, struct err *err)
{
	struct finding unlinked = { T_UNLINKED, -1, (enum severity)
	    l->rules->severity[T_UNLINKED], "" };

	l->linked++;
	return scan_link(l->app->db, scan->id, dossier, document, page, err) &&
	    (dossier != 0 || unlinked.severity == CHECK_OFF ||
	    scan_add_finding(l->app->db, scan->id, &unlinked, err)) &&
	    touch(l, scan->dossier_id, err) && touch(l, dossier, err);
}

static bool link_by_name(void *to, const struct scan *scan, struct err *err)
{
	struct linking *l = to;
	struct scan_name names[2];
	int count = scan_name_parse(scan->name, names);

	for (int i = 0; i < count; i++) {
		int64_t dossier;

		if (!dossier_id(l->app->db, names[i].code, &dossier, err))
			return false;
		if (dossier != 0)
			return link_one(l, scan, dossier, names[i].document,
			    names[i].page, err);
	}
	return true;
}

/* The number that was given, or the one in the name. */
static bool read_number(const struct args *args, const struct scan *scan,
    int64_t *document, int64_t *page, struct err *err)
{
	const char *text = args_value(args, "number");
	struct scan_name names[2];
	long long n = 0, p = 0;
	char rest;

	*document = *page = 0;
	if (text == NULL) {
		int count = scan_name_parse(scan->name, names);

		if (count > 0) {
			*document = names[count - 1].document;
			*page = names[count - 1].page;
		}
		return true;
	}
	if ((sscanf(text, "%lld.%lld%c", &n, &p, &rest) != 2 &&
	    (p = 0, sscanf(text, "%lld%c", &n, &rest) != 1)) || n < 1 || p < 0)
		return err_set(err, ERR_USAGE,
		    _("--number: write 12 or 12.3"));
	*document = n;
	*page = p;
	return true;
}

static bool link_words(struct linking *l, const struct args *args,
    int64_t dossier, struct err *err)
{
	for (int i = 0; i < args_count(args); i++) {
		struct scan scan;
		int64_t document, page;

		if (!scan_find(l->app->db, args_word(args, i), &l->app->pool,
		    &scan, err) || !read_number(args, &scan, &document, &page,
		    err) || !link_one(l, &scan, dossier, document, page, err))
			return false;
	}
	return true;
}

static bool find_dossier(struct app *app, const char *code, int64_t *id,
    struct err *err)
{
	*id = 0;
	if (code == NULL)
		return true;
	if (!dossier_id(app->db, code, id, err))
		return false;
	return *id != 0 || err_set(err, ERR_MISSING,
	    _("There is no dossier %s; \"bansao dossier list\" shows what"
	    " there is"), code);
}

bool scan_link_run(struct app *app, const struct args *args, struct err *err)
{
	const char *code = args_value(args, "dossier");
	bool by_name = args_given(args, "by-name");
	struct scan_filter filter = { .unlinked = true };
	struct check_rules rules;
	struct linking l = { .app = app, .rules = &rules };
	struct edit edit = { .action = "scan link", .note = "",
	    .subject = code == NULL ? "" : code, .final = true };
	int64_t dossier;
	bool good;

	if (by_name + (code != NULL) + args_given(args, "unlink") != 1 ||
	    by_name == (args_count(args) > 0))
		return err_set(err, ERR_USAGE, _("Say which scans, and either"
		    " --dossier CODE or --unlink; or only --by-name"));
	if (!scan_rules(app, &rules, err) ||
	    !find_dossier(app, code, &dossier, err) ||
	    !edit_begin(app->db, err))
		return false;
	good = (by_name ? scan_each(app->db, &filter, link_by_name, &l, err) :
	    link_words(&l, args, dossier, err)) && sum_touched(&l, err);
	edit.dossier = dossier;
	edit.summary = pool_printf(&app->pool, ngettext("%lld scan linked",
	    "%lld scans linked", l.linked), (long long)l.linked);
	if (!good || app->dry_run || l.linked == 0)
		edit_abort(app->db);
	else
		good = edit_commit(app->db, &edit, NULL, err);
	if (good)
		app_say(app, "%s", edit.summary);
	return good;
}

/* --- check ------------------------------------------------------------------- */

const struct option_row scan_check_options[] = {
	{ "dossier", 0, N_("CODE"), N_("scans of this dossier") },
	{ "decode", 0, NULL, N_("decode every picture completely") },
	{ "again", 0, NULL, N_("also those decoded before") },
	{ "jobs", 0, N_("N"), N_("reading processes (as the disk needs)") },
	{ NULL, 0, NULL, NULL }
};

static bool begin(struct app *app, const struct args *args,
    struct check_rules *rules, struct rescan *r, struct err *err)
{
	int64_t jobs = 0;

	*r = (struct rescan){ .db = app->db, .job = app->job, .rules = rules,
	    .program = app_reader_path(app),
	    .companion_program = app_work_path(app),
	    .extra = app_child_words(app) };
	if (!scan_rules(app, rules, err) ||
	    !args_int(args, "jobs", 1, 64, &jobs, err) ||
	    !find_dossier(app, args_value(args, "dossier"), &r->dossier_id,
	    err))
		return false;
	r->jobs = (int)jobs;
	return true;
}

bool scan_check_run(struct app *app, const struct args *args,
    struct err *err)
{
	bool decode = args_given(args, "decode");
	struct check_rules rules;
	struct rescan r;

	if (args_count(args) > 0 && access(args_word(args, 0), F_OK) == 0)
		return scan_check_files(app, args, decode, err);
	if (args_count(args) > 1)
		return err_set(err, ERR_MISSING, _("%s: no such file"),
		    args_word(args, 0));
	/* A word that is no file is the code of a dossier. */
	if (!app_open(app, DB_WRITE, err) ||
	    !begin(app, args, &rules, &r, err) || (args_count(args) == 1 &&
	    !find_dossier(app, args_word(args, 0), &r.dossier_id, err)))
		return false;
	r.again = args_given(args, "again");
	if (!rescan_check(&r, decode, err))
		return false;
	job_done(app->job, _("%lld scans checked, %lld with errors"),
	    (long long)r.files, (long long)r.bad);
	if (r.bad > 0)
		return err_set(err, ERR_FINDINGS, ngettext(
		    "%lld scan has errors; \"bansao scan list --findings\""
		    " shows them", "%lld scans have errors; \"bansao scan list"
		    " --findings\" shows them", r.bad), (long long)r.bad);
	return true;
}

/* --- verify ------------------------------------------------------------------- */

const struct option_row scan_verify_options[] = {
	{ "dossier", 0, N_("CODE"), N_("scans of this dossier") },
	{ "bytes", 0, N_("N"), N_("stop after so many bytes") },
	{ "minutes", 0, N_("N"), N_("stop after so many minutes") },
	{ "rate", 0, N_("MB"), N_("read at most so many MB a second") },
	{ "jobs", 0, N_("N"), N_("reading processes (as the disk needs)") },
	{ NULL, 0, NULL, NULL }
};

static void verify_json(struct buf *buf, const struct rescan *r)
{
	struct json json = { .buf = buf };

	json_open(&json, NULL, '{');
	json_int(&json, "files", r->files);
	json_int(&json, "bytes", r->bytes);
	json_int(&json, "good", r->good);
	json_int(&json, "missing", r->missing);
	json_int(&json, "changed", r->changed);
	json_int(&json, "replaced", r->replaced);
	json_int(&json, "unreadable", r->unreadable);
	json_bool(&json, "whole", r->whole);
	json_shut(&json, '}');
	buf_char(buf, '\n');
}

bool scan_verify_run(struct app *app, const struct args *args,
    struct err *err)
{
	struct check_rules rules;
	struct buf text = { 0 };
	struct rescan r;
	int64_t minutes = 0;
	bool good = true;

	if (!begin(app, args, &rules, &r, err) ||
	    !args_int(args, "bytes", 1, INT64_MAX, &r.most_bytes, err) ||
	    !args_int(args, "minutes", 1, 100000, &minutes, err) ||
	    !args_int(args, "rate", 1, 1000000, &r.rate, err))
		return false;
	r.most_seconds = minutes * 60;
	r.rate *= 1000000;
	if (!rescan_verify(&r, err))
		return false;
	job_done(app->job, _("%lld scans compared, %lld not as they were"),
	    (long long)r.files, (long long)r.bad);
	if (app->json) {
		verify_json(&text, &r);
		good = scan_print(app, &text, err);
		buf_free(&text);
	} else if (!app->lines)
		app_say(app, _("%s scans compared (%s): %s good, %s missing,"
		    " %s changed, %s replaced, %s unreadable%s"),
		    number_text(&app->pool, r.files),
		    number_bytes(&app->pool, r.bytes),
		    number_text(&app->pool, r.good),
		    number_text(&app->pool, r.missing),
		    number_text(&app->pool, r.changed),
		    number_text(&app->pool, r.replaced),
		    number_text(&app->pool, r.unreadable),
		    r.whole ? "" : _("; the next run goes on from here"));
	if (good && r.bad > 0)
		return err_set(err, ERR_FINDINGS, ngettext(
		    "%lld scan is not what was taken in; put it back from the"
		    " backup", "%lld scans are not what was taken in; put them"
		    " back from the backup", r.bad), (long long)r.bad);
	return good;
}

/* --- recount ------------------------------------------------------------------ */

static const struct out_column recount_columns[] = {
	{ .key = "dossier", .head = N_("Dossier") },
	{ .key = "path", .head = N_("File") },
	{ .key = "before", .head = N_("A4 before"), .type = OUT_PAGES,
	    .total = true },
	{ .key = "after", .head = N_("A4 after"), .type = OUT_PAGES,
	    .total = true },
	{ .key = "size_class", .head = N_("Size") },
	{ 0 }
};

struct recounting {
	struct out *out;
	struct pool pool;
};

static bool print_recount(void *to, const struct scan *scan, int64_t after,
    struct err *err)
{
	struct recounting *r = to;

	(void)err;
	out_text(r->out, scan->dossier);
	out_text(r->out, scan_path(scan, &r->pool));
	out_int(r->out, scan->a4);
	out_int(r->out, after);
	out_text(r->out, scan->first.size_class);
	pool_reset(&r->pool);
	return true;
}

bool scan_recount_run(struct app *app, const struct args *args,
    struct err *err)
{
	struct recounting to = { NULL, { 0 } };
	struct check_rules rules;
	struct recount count;
	struct rescan r;
	bool good;

	if (!begin(app, args, &rules, &r, err))
		return false;
	to.out = app_listing(app, _("A4 pages before and after"),
	    recount_columns, err);
	if (to.out == NULL)
		return false;
	good = rescan_count(&r, app->dry_run, print_recount, &to, &count,
	    err);
	pool_free(&to.pool);
	if (!good)
		return out_abort(to.out);
	out_totals(to.out);
	if (!out_close(to.out, err))
		return false;
	app_say(app, _("Rule %s: %s scans, %s changed, %s A4 before, %s"
	    " after"), rules.paper.version,
	    number_text(&app->pool, count.scans),
	    number_text(&app->pool, count.changed),
	    number_text(&app->pool, count.before),
	    number_text(&app->pool, count.after));
	return true;
}

const struct option_row scan_recount_options[] = {
	{ "dossier", 0, N_("CODE"), N_("scans of this dossier") },
	{ NULL, 0, NULL, NULL }
};

/* --- the table of checks -------------------------------------------------------- */

static const struct out_column check_columns[] = {
	{ .key = "code", .head = N_("Code") },
	{ .key = "severity", .head = N_("Severity") },
	{ .key = "key", .head = N_("Key") },
	{ .key = "text", .head = N_("What is wrong") },
	{ .key = "cause", .head = N_("Cause"), .where = OUT_FOR_PROGRAMS },
	{ .key = "cure", .head = N_("What to do") },
	{ 0 }
};

bool scan_checks_run(struct app *app, const struct args *args,
    struct err *err)
{
	struct check_rules rules;
	struct out *out;

	(void)args;
	if (!scan_rules(app, &rules, err))
		return false;
	out = app_listing(app, _("Checks of scans"), check_columns, err);
	if (out == NULL)
		return false;
	for (const struct check *c = checks; c->code != 0; c++) {
		char code[8];

		out_text(out, check_name(c->code, code));
		out_text(out, severity_name(rules.severity[c->code]));
		out_text(out, c->key);
		out_text(out, _(c->text));
		out_text(out, _(c->cause));
		out_text(out, _(c->cure));
	}
	return out_close(out, err);
}
