/* bansao verify PATH: any package, without a catalogue. */
#include "command.h"
#include "conf.h"
#include "fs.h"
#include "json.h"
#include "out_app.h"
#include "rights.h"
#include "text.h"
#include "verify.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

static const struct option_row options[] = {
	{ "schemas", 0, N_("DIR"), N_("folder of XML schemas to judge by") },
	{ "trust", 0, N_("FILE.pem"),
	    N_("certificates that may have signed the manifest") },
	{ "max-bytes", 0, N_("N"), N_("most bytes a container may unpack to") },
	{ "max-entries", 0, N_("N"), N_("most entries of a container") },
	{ "codes", 0, NULL, N_("list the codes of errors and warnings") },
	{ NULL, 0, NULL, NULL }
};

static const struct out_column code_columns[] = {
	{ .key = "code", .head = N_("Code") },
	{ .key = "meaning", .head = N_("Meaning") },
	{ .key = "cure", .head = N_("What to do") },
	{ 0 }
};

static bool list_codes(struct app *app, struct err *err)
{
	struct out *out = app_listing(app, _("Codes of bansao verify and of "
	    "the preflight"), code_columns, err);

	if (out == NULL)
		return false;
	for (const struct verify_code *c = verify_codes; c->code != NULL;
	    c++) {
		out_text(out, c->code);
		out_text(out, _(c->meaning));
		out_text(out, _(c->cure));
	}
	return out_close(out, err);
}

/* ---- JSON -------------------------------------------------------------- */

/* Bytes that are no UTF-8 become visible marks here, U+FFFD there. */
static void put_notes(struct json *json, const char *name,
    const struct verify_notes *notes)
{
	json_open(json, name, '[');
	for (size_t i = 0; i < notes->count; i++) {
		json_open(json, NULL, '{');
		json_text(json, "code", notes->rows[i].code);
		json_text(json, "path", notes->rows[i].path);
		json_text(json, "text", notes->rows[i].text);
		json_shut(json, '}');
	}
	json_shut(json, ']');
}

static void put_volumes(struct json *json, const struct verify_report *report)
{
	json_open(json, "volumes", '[');
	for (size_t i = 0; i < report->volume_count; i++) {
		const struct verify_volume *v = &report->volumes[i];

		json_open(json, NULL, '{');
		json_text(json, "name", v->name);
		json_int(json, "number", v->number);
		json_int(json, "total", v->total);
		json_text(json, "manifest_sha256", v->manifest_sha256);
		json_shut(json, '}');
	}
	json_shut(json, ']');
}

static void as_json(struct buf *out,
    const struct verify_report *report)
{
	struct json json = { .buf = out };

	json_open(&json, NULL, '{');
	json_text(&json, "path", report->path);
	json_text(&json, "format", report->format);
	json_bool(&json, "valid", report->valid);
	json_int(&json, "files", report->files);
	json_int(&json, "bytes", report->bytes);
	put_notes(&json, "errors", &report->errors);
	put_notes(&json, "warnings", &report->warnings);
	json_bool(&json, "complete", report->complete);
	json_int(&json, "packages", report->packages);
	json_text(&json, "version", report->version);
	json_text(&json, "container", report->container);
	json_text(&json, "signer", report->signer);
	json_text(&json, "manifest_sha256", report->manifest_sha256);
	put_volumes(&json, report);
	json_int(&json, "error_count", (int64_t)report->errors.total);
	json_int(&json, "warning_count", (int64_t)report->warnings.total);
	json_shut(&json, '}');
	buf_char(out, '\n');
}

/* ---- text and HTML ------------------------------------------------------ */

static const char *verdict(const struct verify_report *report)
{
	return report->valid ? _("VALID: complete, and every checksum holds") :
	    report->complete ? _("NOT VALID: complete, but changed") :
	    _("NOT VALID");
}

static void text_notes(struct app *app, struct buf *out, const char *title,
    const struct verify_notes *notes)
{
	if (notes->total == 0)
		return;
	buf_printf(out, "\n%s: %zu\n", title, notes->total);
	for (size_t i = 0; i < notes->count; i++)
		buf_printf(out, "  %s  %s%s%s\n", notes->rows[i].code,
		    text_safe(&app->pool, notes->rows[i].path),
		    notes->rows[i].path[0] == '\0' ? "" : ": ",
		    text_safe(&app->pool, notes->rows[i].text));
	if (notes->count < notes->total)
		buf_printf(out, _("  … and %zu more\n"),
		    notes->total - notes->count);
}

static void as_text(struct app *app, struct buf *out,
    const struct verify_report *report)
{
	buf_printf(out, "%s: %s\n", _("Package"),
	    text_safe(&app->pool, report->path));
	buf_printf(out, "%s: %s%s%s, %s\n", _("Format"), report->format,
	    report->version[0] == '\0' ? "" : " ",
	    text_safe(&app->pool, report->version), report->container);
	buf_printf(out, "%s: %lld, %lld %s\n", _("Files inside"),
	    (long long)report->files, (long long)report->bytes, _("bytes"));
	if (report->packages > 0)
		buf_printf(out, "%s: %lld\n", _("Packages inside"),
		    (long long)report->packages);
	if (report->signer[0] != '\0')
		buf_printf(out, "%s: %s\n", _("Signed by"),
		    text_safe(&app->pool, report->signer));
	if (report->manifest_sha256[0] != '\0')
		buf_printf(out, "%s: %s\n", _("SHA-256 of the manifest"),
		    report->manifest_sha256);
	buf_printf(out, "%s: %s\n", _("Result"), verdict(report));
	text_notes(app, out, _("Errors"), &report->errors);
	text_notes(app, out, _("Warnings"), &report->warnings);
}

static void put_html(struct buf *out, const char *text)
{
	for (; *text != '\0'; text++)
		if (*text == '<')
			buf_text(out, "&lt;");
		else if (*text == '&')
			buf_text(out, "&amp;");
		else
			buf_char(out, *text);
}

static void as_html(struct app *app, struct buf *out,
    const struct verify_report *report)
{
	struct buf text = { 0 };

	as_text(app, &text, report);
	buf_text(out, "<!DOCTYPE html>\n<html lang=\"vi\"><head>"
	    "<meta charset=\"utf-8\"><title>");
	put_html(out, _("Result of checking a package"));
	buf_text(out, "</title><style>@page{size:A4;margin:20mm 15mm 20mm 30mm}"
	    "body{font-family:\"Times New Roman\",serif;font-size:13pt}"
	    "h1{font-size:14pt;text-align:center}"
	    "pre{font-family:inherit;white-space:pre-wrap;"
	    "overflow-wrap:anywhere}</style></head><body><h1>");
	put_html(out, _("Result of checking a package"));
	buf_text(out, "</h1><pre>");
	put_html(out, buf_string(&text));
	buf_text(out, "</pre></body></html>\n");
	buf_free(&text);
}

static bool is_html(const char *path)
{
	size_t length = path == NULL ? 0 : strlen(path);

	return length > 5 && strcmp(path + length - 5, ".html") == 0;
}

static bool print(struct app *app, const struct verify_report *report,
    struct err *err)
{
	struct buf out = { 0 };
	bool ok = true;

	if (app->json)
		as_json(&out, report);
	else if (is_html(app->output))
		as_html(app, &out, report);
	else
		as_text(app, &out, report);
	if (app->output != NULL && strcmp(app->output, "-") != 0)
		ok = fs_write_file(app->output, out.data, out.length,
		    app->force ? FS_REPLACE : FS_KEEP, err);
	else if (!app->lines)
		ok = fwrite(out.data, 1, out.length, stdout) == out.length &&
		    fflush(stdout) == 0;
	buf_free(&out);
	return ok || fs_stream_failed(STDOUT_FILENO, _("The result "
	    "cannot be written"), err);
}

static bool run(struct app *app, const struct args *args, struct err *err)
{
	struct verify_options wish = { 0 };
	struct verify_report report;
	const char *path = args_word(args, 0);

	rights_drop();		/* a stranger's file, and no catalogue */
	if (args_given(args, "codes"))
		return list_codes(app, err);
	if (path == NULL)
		return err_set(err, ERR_USAGE,
		    _("Say which package: bansao verify PATH"));
	wish.schemas = args_value(args, "schemas");
	wish.trusted = args_value(args, "trust");
	if (wish.schemas == NULL)
		wish.schemas = conf_get(app->conf, "handover:schemas", NULL);
	if (wish.trusted == NULL)
		wish.trusted = conf_get(app->conf, "handover:trust", NULL);
	if (!args_int(args, "max-bytes", 1, INT64_MAX, &wish.limits.bytes,
	    err) || !args_int(args, "max-entries", 1, INT64_MAX,
	    &wish.limits.entries, err) ||
	    !verify_package(path, &wish, &app->pool, &report, app->job, err) ||
	    !print(app, &report, err))
		return false;
	if (app->lines)
		for (size_t i = 0; i < report.errors.count; i++)
			job_finding(app->job, report.errors.rows[i].code,
			    report.errors.rows[i].path,
			    report.errors.rows[i].text);
	if (report.valid) {
		job_done(app->job, _("%s is valid"), path);
		return true;
	}
	return err_set(err, ERR_FINDINGS, ngettext("%s is not valid: %zu error",
	    "%s is not valid: %zu errors", (long long)report.errors.total),
	    path, report.errors.total);
}

static const struct verb verbs[] = {
	{ NULL, N_("PATH"), N_("check a package (BagIt, E-ARK, TT05; folder, "
	    "tar, zip)"), 0, 1, NEEDS_NOTHING, options, run },
	{ NULL, NULL, NULL, 0, 0, NEEDS_NOTHING, NULL, NULL }
};

const struct command command_verify = {
	.name = "verify",
	.help = N_("Check a package without a catalogue"),
	.verbs = verbs,
};
