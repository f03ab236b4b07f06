#include "out.h"

#include "out_kind.h"

#include <errno.h>
#include <string.h>
#include <stdlib.h>
#include <unistd.h>

enum { FLUSH_AT = 64 * 1024 };

const char *out_kind_name(int index)
{
	return out_kinds[index] == NULL ? NULL : out_kinds[index]->name;
}

static const struct out_kind *kind_by_name(const char *name)
{
	for (int i = 0; out_kinds[i] != NULL; i++)
		if (strcmp(out_kinds[i]->name, name) == 0)
			return out_kinds[i];
	return NULL;
}

static const struct out_kind *kind_by_ending(const char *path)
{
	const char *slash = path == NULL ? NULL : strrchr(path, '/');
	const char *dot = path == NULL ? NULL : strrchr(path, '.');
	char word[12] = " ";

	if (dot == NULL || (slash != NULL && dot < slash) ||
	    strlen(dot) + 2 > sizeof(word))
		return NULL;
	for (size_t i = 1; dot[i] != '\0'; i++)
		word[i] = (char)(dot[i] >= 'A' && dot[i] <= 'Z' ?
		    dot[i] + 32 : dot[i]);
	strcat(word, " ");
	for (int i = 0; out_kinds[i] != NULL; i++)
		if (strstr(out_kinds[i]->endings, word) != NULL)
			return out_kinds[i];
	return NULL;
}

bool out_other_ending(const char *path)
{
	const char *slash = path == NULL ? NULL : strrchr(path, '/');
	const char *dot = path == NULL ? NULL : strrchr(path, '.');
	size_t length;

	if (dot == NULL || dot == path || (slash != NULL && dot < slash + 2))
		return false;
	length = strspn(dot + 1, "abcdefghijklmnopqrstuvwxyz"
	    "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789");
	return length >= 2 && length <= 5 && dot[1 + length] == '\0';
}

const char *out_kind_of(const char *path)
{
	const struct out_kind *kind = kind_by_ending(path);

	return kind == NULL ? NULL : kind->name;
}

static void free_out(struct out *out)
{
	if (out->kind->drop != NULL)
		out->kind->drop(out);
	fs_out_abort(&out->file);
	buf_free(&out->buf);
	pool_free(&out->row_pool);
	pool_free(&out->pool);
	free(out);
}

bool out_may_write(const struct out_options *options, struct err *err)
{
	if (options->force || access(options->path, F_OK) != 0)
		return true;
	return err_set(err, ERR_USAGE, _("%s exists already: take another name,"
	    " or --force to replace it"), options->path);
}

struct out *out_open(const struct out_options *options, struct err *err)
{
	const struct out_kind *kind = &out_kind_text;
	struct out *out;

	if (options->kind != NULL) {
		kind = kind_by_name(options->kind);
		if (kind == NULL) {
			err_set(err, ERR_USAGE,
			    _("%s: this listing cannot be written in that form"),
			    options->kind);
			return NULL;
		}
	} else if (kind_by_ending(options->path) != NULL) {
		kind = kind_by_ending(options->path);
	} else if (out_other_ending(options->path)) {
		err_set(err, ERR_USAGE, _("%s: a listing is written as .txt,"
		    " .csv, .json, .html, .odt or .xlsx"), options->path);
		return NULL;
	}
	out = must_alloc(sizeof(*out));
	out->kind = kind;
	out->options = *options;
	out->file.fd = -1;
	if (options->path != NULL && strcmp(options->path, "-") != 0) {
		out->to_file = true;
		if (!out_may_write(options, err)) {
			free_out(out);
			return NULL;
		}
		if (!fs_out_open(&out->file, options->path,
		    options->force ? FS_REPLACE : FS_KEEP, err)) {
			out->file = (struct fs_out){ .fd = -1 };
			free_out(out);
			return NULL;
		}
	}
	return out;
}

void out_write(struct out *out, const void *data, size_t size)
{
	const char *bytes = data;

	if (out->err.kind != ERR_NONE)
		return;
	if (out->to_file) {
		if (!fs_out_write(&out->file, data, size, &out->err))
			err_wrap(&out->err, "%s", out->options.path);
		return;
	}
	while (size > 0) {
		ssize_t n = write(STDOUT_FILENO, bytes, size);

		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0) {
			fs_stream_failed(STDOUT_FILENO,
			    _("Cannot write the listing"), &out->err);
			return;
		}
		bytes += n;
		size -= (size_t)n;
	}
}

void out_flush(struct out *out, bool all)
{
	if (out->buf.length >= FLUSH_AT || (all && out->buf.length > 0)) {
		out_write(out, out->buf.data, out->buf.length);
		buf_clear(&out->buf);
	}
}

void out_title(struct out *out, const char *title)
{
	out->title = pool_copy(&out->pool, title);
}

void out_meta(struct out *out, const char *label, const char *value)
{
	struct out_meta *meta = pool_alloc(&out->pool, sizeof(*meta));
	struct out_meta **place = &out->meta;

	meta->label = pool_copy(&out->pool, label);
	meta->value = pool_copy(&out->pool, value);
	while (*place != NULL)
		place = &(*place)->next;
	*place = meta;
}

void out_frame(struct out *out, const struct out_frame *frame)
{
	out->frame = frame;
}

void out_landscape(struct out *out, bool landscape)
{
	out->landscape = landscape;
}

void out_chart(struct out *out, const struct out_chart *chart)
{
	if (out->chart_count < OUT_CHARTS)
		out->charts[out->chart_count++] = chart;
}

void out_columns(struct out *out, const struct out_column *columns)
{
	size_t count = 0;

	while (columns[count].key != NULL)
		count++;
	out->columns = columns;
	out->count = (int)count;
	out->cells = pool_array(&out->pool, count, sizeof(*out->cells));
	out->sums = pool_array(&out->pool, count, sizeof(int64_t));
	out->group_sums = pool_array(&out->pool, count, sizeof(int64_t));
	out->real_sums = pool_array(&out->pool, count, sizeof(double));
	out->real_group_sums = pool_array(&out->pool, count, sizeof(double));
}

bool out_shown(const struct out *out, int column)
{
	const struct out_column *c = &out->columns[column];

	if (out->kind->for_programs)
		return c->where != OUT_FOR_PEOPLE &&
		    (c->type != OUT_JSON || out->kind == &out_kind_json);
	return c->where != OUT_FOR_PROGRAMS && c->type != OUT_JSON;
}

bool out_has_totals(const struct out *out)
{
	for (int i = 0; i < out->count; i++)
		if (out->columns[i].total)
			return true;
	return false;
}

int out_label_column(const struct out *out)
{
	int first = -1;

	for (int i = 0; i < out->count; i++) {
		if (!out_shown(out, i) || out->columns[i].total)
			continue;
		if (out->columns[i].type == OUT_TEXT ||
		    out->columns[i].type == OUT_WORD)
			return i;
		if (first < 0)
			first = i;
	}
	return first;
}

static void begin(struct out *out)
{
	if (out->begun || out->columns == NULL)
		return;
	out->begun = true;
	out->kind->begin(out);
}

static void add_sums(struct out *out)
{
	for (int i = 0; i < out->count; i++) {
		const struct out_cell *cell = &out->cells[i];

		if (!out->columns[i].total)
			continue;
		if (cell->kind == CELL_INT) {
			out->sums[i] += cell->number;
			out->group_sums[i] += cell->number;
		} else if (cell->kind == CELL_REAL) {
			out->real_sums[i] += cell->real;
			out->real_group_sums[i] += cell->real;
		}
	}
}

static void end_row(struct out *out)
{
	begin(out);
	if (out->err.kind == ERR_NONE) {
		add_sums(out);
		out->rows++;
		out->group_rows++;
		out->kind->row(out, ROW_PLAIN, out->cells);
		out_flush(out, false);
	}
	out->filled = 0;
	pool_reset(&out->row_pool);
}

static void put(struct out *out, struct out_cell cell)
{
	if (out->columns == NULL)
		return;
	out->cells[out->filled++] = cell;
	if (out->filled == out->count)
		end_row(out);
}

void out_text(struct out *out, const char *text)
{
	struct out_cell cell = { .kind = CELL_NONE };

	if (text != NULL) {
		cell.kind = CELL_TEXT;
		cell.text = pool_copy(&out->row_pool, text);
	}
	put(out, cell);
}

void out_int(struct out *out, int64_t value)
{
	put(out, (struct out_cell){ .kind = CELL_INT, .number = value });
}

void out_real(struct out *out, double value)
{
	put(out, (struct out_cell){ .kind = CELL_REAL, .real = value });
}

void out_none(struct out *out)
{
	put(out, (struct out_cell){ .kind = CELL_NONE });
}

/* A row of sums: out->cells is free between rows. */
static void sum_row(struct out *out, enum out_row_kind kind,
    const int64_t *sums, const double *reals)
{
	int label = out_label_column(out);

	if (out->kind->for_programs || !out_has_totals(out))
		return;
	for (int i = 0; i < out->count; i++) {
		struct out_cell cell = { .kind = CELL_NONE };
		enum out_type type = out->columns[i].type;

		if (out->columns[i].total) {
			bool real = type == OUT_DECIMAL || type == OUT_PERCENT;

			cell.kind = real ? CELL_REAL : CELL_INT;
			cell.number = sums[i];
			cell.real = reals[i];
		} else if (i == label) {
			cell.kind = CELL_TEXT;
			cell.text = out_total_label(kind);
		}
		out->cells[i] = cell;
	}
	out->kind->row(out, kind, out->cells);
}

static void end_group(struct out *out)
{
	if (out->group == NULL)
		return;
	sum_row(out, ROW_SUBTOTAL, out->group_sums, out->real_group_sums);
	for (int i = 0; i < out->count; i++) {
		out->group_sums[i] = 0;
		out->real_group_sums[i] = 0;
	}
	out->group_rows = 0;
	out->group = NULL;
}

void out_group(struct out *out, const char *title)
{
	if (!out->begun)
		out->grouped = true;
	begin(out);
	if (out->err.kind != ERR_NONE || out->columns == NULL)
		return;
	end_group(out);
	out->group = pool_copy(&out->pool, title);
	if (out->kind->group != NULL)
		out->kind->group(out, out->group);
}

void out_totals(struct out *out)
{
	begin(out);
	if (out->err.kind != ERR_NONE || out->columns == NULL)
		return;
	end_group(out);
	sum_row(out, ROW_TOTAL, out->sums, out->real_sums);
}

void out_summary(struct out *out, const char *label, const char *key,
    int64_t value, const char *formula)
{
	begin(out);
	if (out->err.kind != ERR_NONE || out->columns == NULL ||
	    out->kind->for_programs)
		return;
	end_group(out);
	for (int i = 0; i < out->count; i++) {
		struct out_cell cell = { .kind = CELL_NONE };

		if (strcmp(out->columns[i].key, key) == 0) {
			cell.kind = CELL_INT;
			cell.number = value;
			cell.formula = formula;
		} else if (i == out_label_column(out)) {
			cell.kind = CELL_TEXT;
			cell.text = label;
		}
		out->cells[i] = cell;
	}
	out->kind->row(out, ROW_TOTAL, out->cells);
}

int64_t out_sum(const struct out *out, const char *key)
{
	for (int i = 0; i < out->count; i++)
		if (strcmp(out->columns[i].key, key) == 0)
			return out->sums[i];
	return 0;
}

void out_note(struct out *out, const char *text)
{
	begin(out);
	if (out->err.kind != ERR_NONE || out->kind->note == NULL ||
	    out->columns == NULL)
		return;
	end_group(out);
	out->kind->note(out, text);
}

int64_t out_rows(const struct out *out)
{
	return out->rows;
}

bool out_close(struct out *out, struct err *err)
{
	bool good;

	begin(out);
	if (out->err.kind == ERR_NONE && out->columns != NULL) {
		end_group(out);
		out->kind->end(out);
	}
	out_flush(out, true);
	if (out->err.kind == ERR_NONE && out->to_file)
		(void)!fs_out_commit(&out->file, &out->err);
	good = out->err.kind == ERR_NONE;
	if (!good)
		err_set(err, out->err.kind, "%s", out->err.text);
	free_out(out);
	return good;
}

bool out_abort(struct out *out)
{
	if (out != NULL)
		free_out(out);
	return false;
}
