#include "cmd_import.h"

#include "command_help.h"
#include "out_app.h"
#include "clock.h"
#include "import.h"
#include "import_batch.h"
#include "import_xls.h"
#include "number.h"
#include "text.h"

#include <string.h>

/* --- what was found ------------------------------------------------------ */

static const struct out_column finding_columns[] = {
	{ .key = "code", .head = N_("Code") },
	{ .key = "severity", .head = N_("Severity") },
	{ .key = "sheet", .head = N_("Sheet") },
	{ .key = "row", .head = N_("Row"), .type = OUT_NUMBER },
	{ .key = "column", .head = N_("Column"), .type = OUT_NUMBER },
	{ .key = "head", .head = N_("Head") },
	{ .key = "text", .head = N_("What is found"), .width = 20 },
	{ .key = "cure", .head = N_("What to do"), .width = 20 },
	{ 0 }
};

static const char *severity_word(const struct app *app, enum severity severity)
{
	static const char *const words[] = { N_("note"), N_("warning"),
	    N_("error") };
	static const char *const codes[] = { "info", "warning", "error" };

	return app->json || app->csv ? codes[severity] : _(words[severity]);
}

static bool print_findings(struct app *app, const struct import_result *r,
    struct err *err)
{
	struct out *out = app_listing(app, NULL, finding_columns, err);

	if (out == NULL)
		return false;
	for (size_t i = 0; i < r->finding_count; i++) {
		const struct finding *f = &r->findings[i];

		out_text(out, f->kind->code);
		out_text(out, severity_word(app, f->severity));
		out_text(out, f->sheet);
		if (f->row > 0)
			out_int(out, f->row);
		else
			out_none(out);
		if (f->column > 0)
			out_int(out, f->column);
		else
			out_none(out);
		out_text(out, f->head);
		out_text(out, f->text);
		out_text(out, _(f->kind->cure));
	}
	return out_close(out, err);
}

/* On a real import the sentences go where progress goes. */
static void tell_findings(struct app *app, const struct import_result *r)
{
	enum { SHOWN = 40 };
	size_t shown = 0;

	for (size_t i = 0; i < r->finding_count; i++) {
		const struct finding *f = &r->findings[i];
		const char *place = "", *words;

		if (f->severity == SEVERITY_INFO &&
		    strcmp(f->kind->code, "E001") != 0 &&
		    strcmp(f->kind->code, "M009") != 0 &&
		    strcmp(f->kind->code, "U001") != 0 && !app->verbose)
			continue;
		/* Not to bury the errors under warnings. */
		if (r->errors > 0 && f->severity != SEVERITY_ERROR &&
		    !app->verbose)
			continue;
		if (++shown > SHOWN && !app->lines)
			continue;
		if (f->row > 0)
			place = pool_printf(&app->pool, _("row %lld"),
			    (long long)f->row);
		if (f->column > 0)
			place = pool_printf(&app->pool, _("%s%scolumn %d%s%s"),
			    place, place[0] == '\0' ? "" : ", ", f->column,
			    f->head[0] == '\0' ? "" : " ", f->head);
		if (f->sheet[0] != '\0')
			place = pool_printf(&app->pool, "%s%s%s", f->sheet,
			    place[0] == '\0' ? "" : ", ", place);
		words = pool_printf(&app->pool, "%s. %s", f->text,
		    _(f->kind->cure));
		if (f->severity == SEVERITY_ERROR)
			job_finding(app->job, f->kind->code, place, words);
		else
			job_warn(app->job, "%s %s: %s", f->kind->code, place,
			    words);
	}
	if (shown > SHOWN && !app->lines)
		app_say(app, _("... and %lld more; \"bansao import -n\" prints "
		    "all of them"), (long long)(shown - SHOWN));
}

static void tell_columns(struct app *app, const struct import_result *r)
{
	for (size_t c = 0; c < r->column_count; c++) {
		const struct import_column *column = &r->columns[c];
		const char *sample = "";

		if (column->head[0] == '\0' && column->kind == NULL)
			continue;
		for (size_t i = 0; i < r->preview_count && sample[0] == '\0' &&
		    c < PREVIEW_COLUMNS; i++)
			sample = r->preview[i][c];
		app_say(app, _("  column %d \"%s\": %s%s%s%s"), (int)c + 1,
		    column->head, column->kind == NULL ? _("not read") :
		    column_label(column->kind),
		    column->encoding == ENCODING_UTF8 ? "" : ", ",
		    column->encoding == ENCODING_UTF8 ? "" :
		    encoding_name(column->encoding), sample[0] == '\0' ? "" :
		    pool_printf(&app->pool, " (%s)", text_fit(&app->pool,
		    text_safe(&app->pool, sample), text_width(sample) > 40 ?
		    40 : text_width(text_safe(&app->pool, sample)), TEXT_LEFT,
		    false)));
	}
}

/* --- import FILE --------------------------------------------------------- */

static const char **each(struct app *app, const struct args *args,
    const char *option)
{
	int count = 0;
	const char **list;

	while (args_each(args, option, count) != NULL)
		count++;
	list = pool_array(&app->pool, (size_t)count + 1, sizeof(*list));
	for (int i = 0; i < count; i++)
		list[i] = args_each(args, option, i);
	return list;
}

/* --encoding NAME is for all columns, COLUMN=NAME for one. */
static bool read_encodings(struct app *app, const struct args *args,
    struct import_options *o, struct err *err)
{
	const char **all = each(app, args, "encoding");
	size_t count = 0;

	o->encodings = all;
	for (size_t i = 0; all[i] != NULL; i++) {
		if (strchr(all[i], '=') != NULL)
			o->encodings[count++] = all[i];
		else if (!encoding_find(all[i], &o->encoding))
			return err_set(err, ERR_USAGE, _("--encoding takes "
			    "auto, utf8, utf16le, utf16be, tcvn3, vni, viscii, "
			    "cp1258 or double, for one column COLUMN=NAME, "
			    "not \"%s\""), all[i]);
	}
	o->encodings[count] = NULL;
	return true;
}

static bool read_options(struct app *app, const struct args *args,
    struct import_options *o, struct err *err)
{
	*o = (struct import_options){
		.fonds = args_value(args, "fonds"),
		.fonds_name = args_value(args, "fonds-name"),
		.group = args_value(args, "group"),
		.format = args_value(args, "format"),
		.sheet = args_value(args, "sheet"),
		.maps = each(app, args, "map"),
		.upper = each(app, args, "upper"),
		.afresh = args_given(args, "afresh"),
		.head_told = args_given(args, "head"),
		.update = args_given(args, "update"),
		.lenient = args_given(args, "lenient"),
		.dry_run = app->dry_run,
		.program = app_work_path(app),
		.extra = app_child_words(app),
	};
	return args_int(args, "head", 0, 100000000, &o->head, err) &&
	    read_encodings(app, args, o, err);
}

static const char *amount(struct app *app, int64_t number)
{
	return number_text(&app->pool, number);
}

static void tell_result(struct app *app, const struct import_result *r)
{
	if (r->errors > 0)
		return;
	if (r->batch == 0)
		job_done(app->job, _("%s%s new dossiers, %s to change, %s as "
		    "they are; warnings: %s"), app->dry_run ?
		    _("(dry run) ") : "", amount(app, r->dossiers),
		    amount(app, r->updated), amount(app, r->unchanged),
		    amount(app, r->warnings));
	else
		job_done(app->job, _("Import %lld: %s new dossiers, %s changed, "
		    "%s as they were; %s new fonds, %s new groups. Take it back "
		    "with \"bansao %s\""), (long long)r->batch,
		    amount(app, r->dossiers), amount(app, r->updated),
		    amount(app, r->unchanged), amount(app, r->fonds),
		    amount(app, r->groups), pool_printf(&app->pool,
		    "import undo %lld", (long long)r->batch));
}

static bool import(struct app *app, const struct args *args, struct err *err)
{
	const char *path = args_word(args, 0);
	struct import_options options;
	struct import_result result;

	if (!read_options(app, args, &options, err) ||
	    !app_open(app, app->dry_run ? DB_READ : DB_WRITE, err) ||
	    !import_file(app->db, path, &options, app->job, &app->pool,
	    &result, err))
		return false;
	if (app->dry_run || app->verbose)
		tell_columns(app, &result);
	if (app->dry_run) {
		if (!print_findings(app, &result, err))
			return false;
	} else {
		tell_findings(app, &result);
	}
	tell_result(app, &result);
	if (result.errors > 0)
		return err_set(err, ERR_FINDINGS, ngettext(
		    "%s: %s error, so nothing is imported",
		    "%s: %s errors, so nothing is imported",
		    (long long)result.errors), path,
		    amount(app, result.errors));
	return true;
}

static bool preview(struct app *app, const struct args *args, struct err *err)
{
	struct import_options options;
	struct import_result result;

	if (!read_options(app, args, &options, err))
		return false;
	options.preview = true;
	app_no_job(app);
	return app_open(app, DB_READ, err) && import_file(app->db,
	    args_word(args, 0), &options, app->job, &app->pool, &result,
	    err) && preview_print(app, &result, err);
}

/* --- import list, undo, fields ------------------------------------------- */

static bool list(struct app *app, const struct args *args, struct err *err)
{
	static const struct out_column columns[] = {
		{ .key = "import", .head = N_("Import"), .type = OUT_NUMBER },
		{ .key = "at", .head = N_("When"), .type = OUT_TIME },
		{ .key = "user", .head = N_("Who") },
		{ .key = "file", .head = N_("File") },
		{ .key = "kind", .head = N_("Kind") },
		{ .key = "dossiers", .head = N_("New dossiers"),
		    .type = OUT_INTEGER },
		{ .key = "updated", .head = N_("Changed"),
		    .type = OUT_INTEGER },
		{ .key = "groups", .head = N_("New groups"),
		    .type = OUT_INTEGER },
		{ .key = "fonds", .head = N_("New fonds"),
		    .type = OUT_INTEGER },
		{ .key = "undone", .head = N_("Undone"), .type = OUT_TIME },
		{ 0 }
	};
	struct import_batch *batches;
	struct out *out;
	size_t count;

	(void)args;
	if (!import_batch_list(app->db, &app->pool, &batches, &count, err))
		return false;
	out = app_listing(app, NULL, columns, err);
	if (out == NULL)
		return false;
	for (size_t i = 0; i < count; i++) {
		out_int(out, batches[i].id);
		out_text(out, batches[i].at);
		out_text(out, batches[i].user);
		out_text(out, batches[i].file);
		out_text(out, batches[i].reader);
		out_int(out, batches[i].dossiers);
		out_int(out, batches[i].updated);
		out_int(out, batches[i].groups);
		out_int(out, batches[i].fonds);
		out_text(out, batches[i].undone_at[0] == '\0' ? NULL :
		    batches[i].undone_at);
	}
	return out_close(out, err);
}

static bool undo(struct app *app, const struct args *args, struct err *err)
{
	struct import_batch batch;
	int64_t id;

	if (!number_parse(args_word(args, 0), &id, err) ||
	    !import_batch_undo(app->db, id, &app->pool, &batch, err))
		return false;
	app_say(app, _("Import %lld is undone: %s dossiers of %s are taken "
	    "out"), (long long)id, amount(app, batch.dossiers + batch.updated), batch.file);
	return true;
}

static bool fields(struct app *app, const struct args *args, struct err *err)
{
	static const struct out_column columns[] = {
		{ .key = "field", .head = N_("Field") },
		{ .key = "label", .head = N_("Meaning") },
		{ 0 }
	};
	struct out *out = app_listing(app, NULL, columns, err);

	(void)args;
	if (out == NULL)
		return false;
	for (const struct column_kind *kind = column_kinds;
	    kind->name != NULL; kind++) {
		out_text(out, kind->name);
		out_text(out, column_label(kind));
	}
	return out_close(out, err);
}

/* The columns are those of "scan checks": the manual is made from both. */
static bool codes(struct app *app, const struct args *args, struct err *err)
{
	static const struct out_column columns[] = {
		{ .key = "code", .head = N_("Code") },
		{ .key = "severity", .head = N_("Severity") },
		{ .key = "key", .head = N_("Code"), .where = OUT_FOR_PROGRAMS },
		{ .key = "text", .head = N_("What is found") },
		{ .key = "cause", .head = N_("Cause"),
		    .where = OUT_FOR_PROGRAMS },
		{ .key = "cure", .head = N_("What to do") },
		{ 0 }
	};
	struct out *out = app_listing(app, NULL, columns, err);

	(void)args;
	if (out == NULL)
		return false;
	for (const struct finding_kind *kind = import_findings;
	    kind->code != NULL; kind++) {
		out_text(out, kind->code);
		out_text(out, severity_word(app, kind->severity));
		out_text(out, "import");
		out_text(out, _(kind->what));
		out_text(out, "");
		out_text(out, _(kind->cure));
	}
	return out_close(out, err);
}

/* --- the child ------------------------------------------------------------ */

static bool reader(struct app *app, const struct args *args, struct err *err)
{
	(void)app;
	(void)args;
	(void)err;
	return import_xls_serve() == 0;
}

static const struct option_row options[] = {
	{ "fonds", 0, N_("CODE"), N_("into this fonds; made when it is new") },
	{ "fonds-name", 0, N_("NAME"), N_("name of the new fonds") },
	{ "group", 0, N_("PATH"), N_("into this group, levels with /") },
	{ "map", 0, N_("FIELD=COLUMN"), N_("what a column means; column by "
	    "head, number or letter") },
	{ "encoding", 0, N_("[COLUMN=]NAME"), N_("auto, utf8, tcvn3, vni, "
	    "viscii, cp1258, double, utf16le, utf16be; of all columns or "
	    "of one") },
	{ "upper", 0, N_("COLUMN"), N_("read this column in capitals "
	    "(.VnTimeH)") },
	{ "head", 0, N_("ROW"), N_("the heads stand in this row (the lower of "
	    "two); 0: there are none") },
	{ "afresh", 0, NULL, N_("not with the mapping of the last time") },
	{ "sheet", 0, N_("NAME"), N_("only this sheet") },
	{ "format", 0, N_("NAME"), N_("csv, xlsx, xls, ead or dbf, when it is "
	    "not seen by itself") },
	{ "update", 0, NULL, N_("change dossiers that are in the catalogue") },
	{ "lenient", 0, NULL, N_("leave out values that cannot be read") },
	{ NULL, 0, NULL, NULL }
};

static const struct verb verbs[] = {
	{ "list", "", N_("imports so far"), 0, 0, NEEDS_DB, NULL, list },
	{ "undo", N_("NUMBER"), N_("take an import back"), 1, 1,
	    NEEDS_DB_WRITE, NULL, undo },
	{ "preview", N_("FILE"), N_("the columns as they would be read, with "
	    "the first 20 rows"), 1, 1, NEEDS_NOTHING, options, preview },
	{ "fields", "", N_("what columns can mean"), 0, 0, NEEDS_NOTHING, NULL,
	    fields },
	{ "codes", "", N_("codes of findings: what they mean, what to do"), 0,
	    0, NEEDS_NOTHING, NULL, codes },
	{ "reader", "", N_("the child that reads files (the program starts it)"),
	    0, 0, NEEDS_NOTHING, NULL, reader },
	{ NULL, N_("FILE"), N_("take in an inventory; -n only checks it"), 1,
	    1, NEEDS_NOTHING, options, import },
	{ 0 }
};

const struct command command_import = {
	"import", N_("inventories in: CSV, XLSX, XLS, EAD, DBF"), verbs
};
