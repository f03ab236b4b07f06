/* bansao scan: taking scans in, looking at them, linking them. */
#include "command.h"

#include "cmd_scan.h"
#include "conf.h"
#include "dossier.h"
#include "ingest.h"
#include "number.h"
#include "scan_out.h"
#include "text.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

bool scan_print(struct app *app, const struct buf *text, struct err *err)
{
	if (app->output != NULL)
		return fs_write_file(app->output, buf_string(text),
		    text->length, app->force ? FS_REPLACE : FS_KEEP, err);
	return (fwrite(buf_string(text), 1, text->length, stdout) ==
	    text->length && fflush(stdout) == 0) || errno == EPIPE ||
	    fs_stream_failed(STDOUT_FILENO, _("The result "
	    "cannot be written"), err);
}

bool scan_rules(struct app *app, struct check_rules *rules, struct err *err)
{
	return check_load(app->conf, &app->pool, rules, err);
}

/* --- ingest --------------------------------------------------------------- */

static const struct option_row ingest_options[] = {
	{ "dossier", 0, N_("CODE"), N_("all files belong to this dossier") },
	{ "rehash", 0, NULL, N_("read unchanged files again too") },
	{ "jobs", 0, N_("N"), N_("reading processes (as the disk needs)") },
	{ NULL, 0, NULL, NULL }
};

static void tell(struct app *app, const struct ingest *i)
{
	struct pool *pool = &app->pool;

	for (const struct check *c = checks; c->code != 0; c++) {
		char code[8];

		if (i->found[c->code] > 0 &&
		    (app->verbose || c->severity > CHECK_INFO))
			app_say(app, "%s %s: %s", check_name(c->code, code),
			    _(c->text), number_text(pool, i->found[c->code]));
	}

	app_say(app, _("%s scans: %s new, %s changed, %s unchanged, %s pages,"
	    " %s A4, %s"), number_text(pool, i->files),
	    number_text(pool, i->taken), number_text(pool, i->changed),
	    number_text(pool, i->unchanged), number_text(pool, i->pages),
	    number_text(pool, i->a4), number_bytes(pool, i->bytes));
	if (i->unlinked > 0)
		app_say(app, _("%s belong to no dossier yet; \"bansao scan list"
		    " --unlinked\" shows them"), number_text(pool, i->unlinked));
	if (i->deferred > 0)
		app_say(app, _("%s are still being written; take the folder in"
		    " again later"), number_text(pool, i->deferred));
	if (i->refused > 0)
		app_say(app, _("%s were not read (see above)"),
		    number_text(pool, i->refused));
}

static void ingest_json(struct buf *buf, const struct ingest *i)
{
	struct json json = { .buf = buf };

	json_open(&json, NULL, '{');
	json_text(&json, "folder", i->folder);
	json_int(&json, "files", i->files);
	json_int(&json, "taken", i->taken);
	json_int(&json, "changed", i->changed);
	json_int(&json, "unchanged", i->unchanged);
	json_int(&json, "deferred", i->deferred);
	json_int(&json, "refused", i->refused);
	json_int(&json, "other", i->other);
	json_int(&json, "unlinked", i->unlinked);
	json_int(&json, "with_errors", i->with_errors);
	json_int(&json, "pages", i->pages);
	json_int(&json, "a4", i->a4);
	json_int(&json, "bytes", i->bytes);
	json_bool(&json, "dry_run", i->dry_run);
	json_shut(&json, '}');
	buf_char(buf, '\n');
}

static bool ingest(struct app *app, const struct args *args, struct err *err)
{
	struct check_rules rules;
	struct ingest i = { .folder = args_word(args, 0),
	    .dossier = args_value(args, "dossier"),
	    .rehash = args_given(args, "rehash"), .dry_run = app->dry_run,
	    .program = app_reader_path(app),
	    .companion_program = app_work_path(app),
	    .extra = app_child_words(app), .rules = &rules };
	struct buf text = { 0 };
	int64_t jobs = 0;
	bool good;

	if (!scan_rules(app, &rules, err) ||
	    !args_int(args, "jobs", 1, 64, &jobs, err))
		return false;
	i.jobs = (int)jobs;
	if (!ingest_run(&i, app->db, app->job, err))
		return false;
	job_done(app->job, ngettext("%lld scan taken in",
	    "%lld scans taken in", i.taken), (long long)i.taken);
	good = true;
	if (app->json) {
		ingest_json(&text, &i);
		good = scan_print(app, &text, err);
	} else if (!app->lines)
		tell(app, &i);
	buf_free(&text);
	if (good && i.with_errors > 0)
		return err_set(err, ERR_FINDINGS, ngettext(
		    "%lld scan has errors; \"bansao scan list --findings\""
		    " shows them", "%lld scans have errors; \"bansao scan list"
		    " --findings\" shows them", i.with_errors),
		    (long long)i.with_errors);
	return good;
}

/* --- list ----------------------------------------------------------------- */

static const struct option_row list_options[] = {
	{ "dossier", 0, N_("CODE"), N_("scans of this dossier") },
	{ "unlinked", 0, NULL, N_("scans that belong to no dossier yet") },
	{ "findings", 0, NULL, N_("scans with warnings or errors") },
	{ "limit", 0, N_("N"), N_("at most so many") },
	{ NULL, 0, NULL, NULL }
};

struct listing {
	struct app *app;
	struct buf text;
	struct json json;
	struct pool pool;
	FILE *to;
	int64_t rows;
};

static bool write_out(struct listing *l, struct err *err)
{
	bool good = fwrite(buf_string(&l->text), 1, l->text.length, l->to) ==
	    l->text.length;

	buf_clear(&l->text);
	if (!good && errno == EPIPE)
		return err_set(err, ERR_STOPPED, "%s", "");
	return good || fs_stream_failed(STDOUT_FILENO, _("The result "
	    "cannot be written"), err);
}

static void csv_field(struct buf *buf, const char *text)
{
	bool plain = strpbrk(text, ",\"\n\r;") == NULL;
	bool formula = text[0] != '\0' && strchr("=+-@\t", text[0]) != NULL;

	if (plain && !formula) {
		buf_text(buf, text);
		return;
	}
	buf_char(buf, '"');
	if (formula)
		buf_char(buf, '\'');
	for (; *text != '\0'; text++) {
		if (*text == '"')
			buf_char(buf, '"');
		buf_char(buf, *text);
	}
	buf_char(buf, '"');
}

static void list_csv(struct listing *l, const struct scan *scan,
    const char *path)
{
	csv_field(&l->text, scan->dossier);
	buf_char(&l->text, ',');
	csv_field(&l->text, text_safe(&l->pool, path));
	buf_printf(&l->text, ",%lld,", (long long)scan->bytes);
	buf_hex(&l->text, scan->sha256, 32);
	buf_printf(&l->text, ",%s,%lld,%lld,%lld,%lld,%.6g,%.6g,%s\n",
	    scan_format_name(scan->format), (long long)scan->pages,
	    (long long)scan->a4, (long long)scan->first.width,
	    (long long)scan->first.height,
	    scan_image_dpi(&scan->first, true),
	    scan_image_dpi(&scan->first, false), scan->first.size_class);
}

static bool list_one(void *to, const struct scan *scan, struct err *err)
{
	struct listing *l = to;
	const char *path = scan_path(scan, &l->pool);
	struct scan_image *images;
	struct findings findings;
	size_t count;

	if (l->app->csv)
		list_csv(l, scan, path);
	else if (!scan_images(l->app->db, scan, &l->pool, &images, &count,
	    err) || !scan_findings(l->app->db, scan->id, &l->pool, &findings,
	    err))
		return false;
	else if (l->app->json) {
		buf_text(&l->text, l->rows > 0 ? ",\n" : "");
		scan_json(&l->json, scan, path, images, count, &findings,
		    &l->pool);
		l->json.follows = false;
	} else
		scan_text(&l->text, scan, path, images, count, &findings,
		    l->app->verbose, &l->pool);
	l->rows++;
	pool_reset(&l->pool);
	return l->text.length < 65536 || write_out(l, err);
}

static bool read_filter(struct app *app, const struct args *args,
    struct scan_filter *filter, struct err *err)
{
	const char *code = args_value(args, "dossier");

	*filter = (struct scan_filter){
	    .unlinked = args_given(args, "unlinked"),
	    .with_findings = args_given(args, "findings") };
	if (code != NULL) {
		if (!dossier_id(app->db, code, &filter->dossier_id, err))
			return false;
		if (filter->dossier_id == 0)
			return err_set(err, ERR_MISSING,
			    _("There is no dossier %s; \"bansao dossier list\""
			    " shows what there is"), code);
	}
	return args_int(args, "limit", 1, INT64_MAX, &filter->limit, err);
}

static bool list_all(struct listing *l, const struct scan_filter *filter,
    struct err *err)
{
	if (l->app->json)
		buf_text(&l->text, "[");
	else if (l->app->csv)
		buf_text(&l->text, "dossier,path,bytes,sha256,format,pages,a4,"
		    "width,height,x_dpi,y_dpi,size_class\n");
	if (!scan_each(l->app->db, filter, list_one, l, err))
		return false;
	if (l->app->json)
		buf_text(&l->text, "]\n");
	return write_out(l, err);
}

static bool list(struct app *app, const struct args *args, struct err *err)
{
	struct listing l = { .app = app, .to = stdout };
	struct scan_filter filter;
	char *whole = NULL;
	size_t length = 0;
	bool good;

	if (!read_filter(app, args, &filter, err))
		return false;
	l.json = (struct json){ .buf = &l.text };
	if (app->output != NULL)
		l.to = open_memstream(&whole, &length);
	good = l.to != NULL && list_all(&l, &filter, err);
	if (app->output != NULL && l.to != NULL) {
		fclose(l.to);
		good = good && fs_write_file(app->output, whole, length,
		    app->force ? FS_REPLACE : FS_KEEP, err);
		free(whole);
	} else if (good && fflush(stdout) != 0)
		good = fs_stream_failed(STDOUT_FILENO, _("The result "
		    "cannot be written"), err);
	pool_free(&l.pool);
	buf_free(&l.text);
	return good;
}

/* --- show ----------------------------------------------------------------- */

static bool show(struct app *app, const struct args *args, struct err *err)
{
	const char *path = args_word(args, 0);
	struct listing l = { .app = app, .to = stdout };
	struct scan scan;
	bool good;

	if (access(path, F_OK) == 0)
		return scan_show_file(app, args, err);
	if (app->db == NULL)
		return err_set(err, ERR_MISSING, _("%s: no such file"), path);
	if (!scan_find(app->db, path, &app->pool, &scan, err))
		return false;
	l.json = (struct json){ .buf = &l.text };
	good = list_one(&l, &scan, err);
	if (app->json)
		buf_char(&l.text, '\n');
	good = good && scan_print(app, &l.text, err);
	pool_free(&l.pool);
	buf_free(&l.text);
	return good;
}

/* --- preview --------------------------------------------------------------- */

static const struct option_row preview_options[] = {
	{ "page", 0, N_("N"), N_("page of the file, from 1") },
	{ "size", 0, N_("COLSxROWS"), N_("room in cells (the terminal)") },
	{ "zoom", 0, N_("N"), N_("1 is the whole page, 4 a quarter of its width") },
	{ "at", 0, N_("X,Y"), N_("middle of the part, 0 to 1 (0.5,0.5)") },
	{ "mode", 0, N_("MODE"),
	    N_("truecolor, 256, 16, grey, mono or ascii") },
	{ "pixels", 0, N_("sixel|kitty"), N_("the real picture, where the terminal can") },
	{ "cells", 0, NULL, N_("as data for a screen") },
	{ NULL, 0, NULL, NULL }
};

/* clang-format off */
static const struct verb verbs[] = {
	{ "ingest", N_("DIR"), N_("take in the scans of a folder"), 1, 1,
	    NEEDS_DB_WRITE, ingest_options, ingest },
	{ "list", "", N_("scans with their facts and findings"), 0, 0,
	    NEEDS_DB, list_options, list },
	{ "show", N_("FILE"), N_("one file, in the catalogue or not"), 1, 1,
	    NEEDS_DB_MAYBE, NULL, show },
	{ "preview", N_("FILE"), N_("the page image in the terminal"), 1, 1,
	    NEEDS_NOTHING, preview_options, scan_preview_run },
	{ "link", N_("[FILE...]"), N_("say which dossier scans belong to"), 0, -1,
	    NEEDS_DB_WRITE, scan_link_options, scan_link_run },
	{ "check", N_("[FILE|DIR...|CODE]"), N_("judge files and folders, a dossier, or all scans of the catalogue, again"),
	    0, -1, NEEDS_NOTHING, scan_check_options, scan_check_run },
	{ "verify", "", N_("compare the files with what was taken in"), 0, 0,
	    NEEDS_DB_WRITE, scan_verify_options, scan_verify_run },
	{ "recount", "", N_("count A4 pages by the present rule"), 0, 0,
	    NEEDS_DB_WRITE, scan_recount_options, scan_recount_run },
	{ "checks", "", N_("the checks: codes, causes, cures"), 0, 0,
	    NEEDS_NOTHING, NULL, scan_checks_run },
	{ "reader", "", N_("the child that reads files (the program starts it)"),
	    0, 0, NEEDS_NOTHING, NULL, scan_reader_run },
	{ NULL, NULL, NULL, 0, 0, NEEDS_NOTHING, NULL, NULL }
};
/* clang-format on */

const struct command command_scan = {
	.name = "scan",
	.help = N_("scans: take in, look at, link, check"),
	.verbs = verbs,
};
