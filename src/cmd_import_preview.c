/* "import preview": a row a column of the table; programs (and the screen of
 * the mapping) get the first values each in its own column. */
#include "cmd_import.h"

#include "out_app.h"
#include "text.h"

#include <stdio.h>
#include <string.h>

#define VALUE(n) { .key = "v" #n, .head = "v" #n, .where = OUT_FOR_PROGRAMS }

static const struct out_column columns[] = {
	{ .key = "column", .head = N_("Column"), .type = OUT_NUMBER },
	{ .key = "letter", .head = N_("Letter") },
	{ .key = "head", .head = N_("Head"), .width = 16 },
	{ .key = "field", .head = N_("Field"), .where = OUT_FOR_PROGRAMS },
	{ .key = "meaning", .head = N_("Read as"), .width = 16 },
	{ .key = "encoding", .head = N_("Encoding") },
	{ .key = "confidence", .head = N_("Certain, %"), .type = OUT_NUMBER },
	{ .key = "sure", .head = "sure", .type = OUT_BOOL,
	    .where = OUT_FOR_PROGRAMS },
	{ .key = "capitals", .head = N_("Capital font"), .type = OUT_BOOL,
	    .where = OUT_FOR_PROGRAMS },
	{ .key = "upper", .head = N_("In capitals"), .type = OUT_BOOL,
	    .where = OUT_FOR_PROGRAMS },
	{ .key = "told", .head = "told", .type = OUT_BOOL,
	    .where = OUT_FOR_PROGRAMS },
	{ .key = "encoding_told", .head = "encoding_told", .type = OUT_BOOL,
	    .where = OUT_FOR_PROGRAMS },
	{ .key = "values", .head = N_("First values"), .width = 24,
	    .where = OUT_FOR_PEOPLE },
	{ .key = "reader", .head = "reader", .where = OUT_FOR_PROGRAMS },
	{ .key = "sheet", .head = "sheet", .where = OUT_FOR_PROGRAMS },
	{ .key = "head_row", .head = "head_row", .type = OUT_NUMBER,
	    .where = OUT_FOR_PROGRAMS },
	{ .key = "head_guessed", .head = "head_guessed", .type = OUT_BOOL,
	    .where = OUT_FOR_PROGRAMS },
	{ .key = "remembered", .head = "remembered", .type = OUT_BOOL,
	    .where = OUT_FOR_PROGRAMS },
	{ .key = "rows", .head = "rows", .where = OUT_FOR_PROGRAMS },
	VALUE(1), VALUE(2), VALUE(3), VALUE(4), VALUE(5), VALUE(6), VALUE(7),
	VALUE(8), VALUE(9), VALUE(10), VALUE(11), VALUE(12), VALUE(13),
	VALUE(14), VALUE(15), VALUE(16), VALUE(17), VALUE(18), VALUE(19),
	VALUE(20),
	{ 0 }
};

/* 0 is A, 26 is AA. */
static const char *letter(struct pool *pool, size_t column)
{
	const char *name = "";

	for (column++; column > 0; column = (column - 1) / 26)
		name = pool_printf(pool, "%c%s",
		    (char)('A' + (column - 1) % 26), name);
	return name;
}

static const char *value(const struct import_result *r, size_t row, size_t c)
{
	return row < r->preview_count && c < PREVIEW_COLUMNS ?
	    r->preview[row][c] : "";
}

/* The first of them, with commas, in a line. */
static const char *joined(struct app *app, const struct import_result *r,
    size_t c)
{
	const char *line = "";

	for (size_t row = 0; row < r->preview_count && strlen(line) < 200;
	    row++)
		if (value(r, row, c)[0] != '\0')
			line = pool_printf(&app->pool, "%s%s%s", line,
			    line[0] == '\0' ? "" : " | ", value(r, row, c));
	line = text_safe(&app->pool, line);
	return text_width(line) <= 60 ? line : text_fit(&app->pool, line, 60,
	    TEXT_LEFT, false);
}

static const char *row_numbers(struct app *app, const struct import_result *r)
{
	const char *line = "";

	for (size_t i = 0; i < r->preview_count; i++)
		line = pool_printf(&app->pool, "%s%s%lld", line,
		    i == 0 ? "" : " ", (long long)r->preview_rows[i]);
	return line;
}

static void print_column(struct app *app, struct out *out,
    const struct import_result *r, size_t c, const char *numbers)
{
	const struct import_column *column = &r->columns[c];

	out_int(out, (int64_t)c + 1);
	out_text(out, letter(&app->pool, c));
	out_text(out, column->head);
	out_text(out, column->kind == NULL ? "" : column->kind->name);
	out_text(out, column->kind == NULL ? _("not read") :
	    column_label(column->kind));
	out_text(out, encoding_name(column->encoding));
	out_int(out, column->guess.confidence);
	out_int(out, column->guess.sure || column->encoding_told);
	out_int(out, column->guess.capitals);
	out_int(out, column->upper);
	out_int(out, column->told);
	out_int(out, column->encoding_told);
	out_text(out, joined(app, r, c));
	out_text(out, r->reader);
	out_text(out, r->sheet);
	out_int(out, r->head_row);
	out_int(out, r->head_guessed);
	out_int(out, r->remembered);
	out_text(out, numbers);
	for (size_t row = 0; row < PREVIEW_ROWS; row++)
		out_text(out, value(r, row, c));
}

bool preview_print(struct app *app, const struct import_result *r,
    struct err *err)
{
	const char *numbers = row_numbers(app, r);
	struct out *out = app_listing(app, NULL, columns, err);

	if (out == NULL)
		return false;
	for (size_t c = 0; c < r->column_count; c++)
		print_column(app, out, r, c, numbers);
	if (!out_close(out, err))
		return false;
	if (r->column_count == 0)
		return err_set(err, ERR_FINDINGS, _("nothing in the file is a "
		    "table; name the row of the heads with --head"));
	app_say(app, _("%s%s%s, heads in row %lld%s"), r->reader,
	    r->sheet[0] == '\0' ? "" : ", ", r->sheet, (long long)r->head_row,
	    r->remembered ? _(", read as the last time") : "");
	return true;
}
