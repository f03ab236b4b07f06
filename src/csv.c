#include "csv_in.h"

#include "buf.h"
#include "pool.h"

#include <csv.h>
#include <stdlib.h>
#include <string.h>

enum { PIECE = 64 * 1024 };

struct csv {
	struct csv_parser parser;
	bool (*row)(void *to, const struct csv_row *row, struct err *err);
	void *to;
	struct err *err;	/* during csv_feed and csv_end */
	bool failed;
	struct buf text;	/* the cells of the row in hand, one NUL each */
	struct csv_cell cells[CSV_COLUMNS];
	size_t starts[CSV_COLUMNS];	/* in text, which may move */
	size_t count;
	size_t given;
	int64_t number;
};

static void on_cell(void *data, size_t length, void *to)
{
	struct csv *csv = to;

	if (csv->failed || csv->given++ >= CSV_COLUMNS)
		return;
	csv->starts[csv->count] = csv->text.length;
	csv->cells[csv->count].length = length;
	csv->count++;
	buf_add(&csv->text, data, length);
	buf_char(&csv->text, '\0');
}

static void on_row(int end, void *to)
{
	struct csv *csv = to;
	struct csv_row row;

	(void)end;
	csv->number++;
	if (csv->failed)
		return;
	for (size_t i = 0; i < csv->count; i++)
		csv->cells[i].text = csv->text.data + csv->starts[i];
	row = (struct csv_row){ csv->number, csv->cells, csv->count,
	    csv->given };
	if (!csv->row(csv->to, &row, csv->err))
		csv->failed = true;
	csv->count = csv->given = 0;
	buf_clear(&csv->text);
}

struct csv *csv_new(char separator,
    bool (*row)(void *to, const struct csv_row *row, struct err *err),
    void *to)
{
	struct csv *csv = must_alloc(sizeof(*csv));

	csv->row = row;
	csv->to = to;
	if (csv_init(&csv->parser, 0) != 0)
		no_memory();
	csv_set_delim(&csv->parser, (unsigned char)separator);
	csv_set_blk_size(&csv->parser, 4096);
	return csv;
}

void csv_close(struct csv *csv)
{
	if (csv == NULL)
		return;
	csv_free(&csv->parser);
	buf_free(&csv->text);
	free(csv);
}

static bool too_long(struct csv *csv, struct err *err)
{
	csv->failed = true;
	return err_set(err, ERR_FINDINGS, _("Row %lld has a cell of more than "
	    "1 MB: perhaps a quotation mark that is never closed, or the file "
	    "is not a table"), (long long)csv->number + 1);
}

/* One line, or a piece of a long one. */
static bool feed_line(struct csv *csv, const char *line, size_t size,
    struct err *err)
{
	bool between = csv->parser.pstate == 0;
	int64_t before = csv->number;

	if (csv_parse(&csv->parser, line, size, on_cell, on_row, csv) != size)
		return err_set(err, ERR_FINDINGS, _("Row %lld: %s"),
		    (long long)csv->number + 1,
		    csv_strerror(csv_error(&csv->parser)));
	/* libcsv passes over empty lines; a spreadsheet counts them. */
	if (between && csv->number == before && csv->parser.pstate == 0 &&
	    line[size - 1] == '\n')
		csv->number++;
	if (csv->failed)
		return false;
	if (csv->parser.entry_pos > CSV_CELL ||
	    csv->text.length > 8 * (size_t)CSV_CELL)
		return too_long(csv, err);
	return true;
}

bool csv_feed(struct csv *csv, const void *data, size_t size,
    struct err *err)
{
	const char *at = data;
	const char *end = at + size;

	csv->err = err;
	while (at < end && !csv->failed) {
		size_t left = (size_t)(end - at);
		const char *line = memchr(at, '\n', left);
		size_t step = line == NULL ? left : (size_t)(line - at) + 1;

		if (step > PIECE)
			step = PIECE;
		if (!feed_line(csv, at, step, err))
			return false;
		at += step;
	}
	return !csv->failed;
}

bool csv_end(struct csv *csv, struct err *err)
{
	csv->err = err;
	if (!csv->failed &&
	    csv_fini(&csv->parser, on_cell, on_row, csv) != 0)
		return err_set(err, ERR_FINDINGS, _("Row %lld: %s"),
		    (long long)csv->number + 1,
		    csv_strerror(csv_error(&csv->parser)));
	return !csv->failed;
}

/* How many of each a line has, outside of quotation marks. */
static size_t count_line(const char *line, size_t length, size_t counts[4],
    const char *separators)
{
	bool quoted = false;
	size_t i = 0;

	for (; i < length && (quoted || line[i] != '\n'); i++) {
		const char *at;

		if (line[i] == '"')
			quoted = !quoted;
		at = quoted || line[i] == '\0' ? NULL :
		    strchr(separators, line[i]);
		if (at != NULL)
			counts[at - separators]++;
	}
	return i + (i < length);
}

char csv_separator(const char *head, size_t length)
{
	static const char separators[] = ",;\t|";
	size_t votes[4] = { 0 };
	size_t best = 0;

	/* Each line votes for the mark it has most of. */
	for (int lines = 0; length > 0 && lines < 50; lines++) {
		size_t counts[4] = { 0 };
		size_t most = 0;
		size_t step = count_line(head, length, counts, separators);

		for (size_t i = 1; i < 4; i++)
			if (counts[i] > counts[most])
				most = i;
		votes[most] += counts[most] > 0 ? 1 + counts[most] : 0;
		head += step;
		length -= step;
	}
	for (size_t i = 1; i < 4; i++)
		if (votes[i] > votes[best])
			best = i;
	return separators[best];
}
