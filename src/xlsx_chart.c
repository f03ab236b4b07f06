/* The charts of a workbook. */
#include "base.h"

#ifdef HAVE_XLSXWRITER

#include "xlsx_book.h"

#include <stdio.h>
#include <string.h>

static int column_of(const struct out *out, const char *key)
{
	const struct book *book = out->own;

	for (int i = 0; i < out->count; i++)
		if (strcmp(out->columns[i].key, key) == 0)
			return book->columns[i];
	return -1;
}

static void range_of(char *range, size_t size, const struct book *book,
    int column)
{
	char from[16], to[16];

	lxw_rowcol_to_cell_abs(from, book->first, (lxw_col_t)column, 1, 1);
	lxw_rowcol_to_cell_abs(to, book->last, (lxw_col_t)column, 1, 1);
	snprintf(range, size, "=Sheet1!%s:%s", from, to);
}

/* What the table is wide, shared by its charts; the library's own charts have
 * 480 pixels, a letter about 7. */
enum { CHART_PIXELS = 480, CHART_GAP = 12, CHART_LEAST = 360, LETTER = 7 };

static int chart_width(const struct out *out)
{
	const struct book *book = out->own;
	int wide = 0;

	for (int i = 0; i < out->count; i++)
		if (book->columns[i] >= 0)
			wide += book->widths[i] * LETTER + 5;
	wide = (wide - CHART_GAP * (out->chart_count - 1)) / out->chart_count;
	return wide < CHART_LEAST ? CHART_LEAST : wide;
}

void xlsx_chart(struct out *out, const struct out_chart *what, int place)
{
	struct book *book = out->own;
	lxw_chart *chart = workbook_add_chart(book->workbook,
	    what->kind == OUT_BARS ? LXW_CHART_COLUMN : LXW_CHART_LINE);
	lxw_chart_options options = { .y_scale = 1.1 };
	int wide = chart_width(out);
	char categories[64], values[64];
	int category = column_of(out, what->category);

	if (chart == NULL || category < 0)
		return;
	range_of(categories, sizeof(categories), book, category);
	for (int i = 0; what->series[i] != NULL; i++) {
		int column = column_of(out, what->series[i]);
		lxw_chart_series *series;

		if (column < 0)
			continue;
		range_of(values, sizeof(values), book, column);
		series = chart_add_series(chart, categories, values);
		chart_series_set_name_range(series, "Sheet1", book->head,
		    (lxw_col_t)column);
	}
	chart_title_set_name(chart, what->title);
	chart_axis_set_num_format(chart->y_axis, "#,##0");
	/* Side by side, so that no page cuts one in two. */
	options.x_scale = wide / (double)CHART_PIXELS;
	options.x_offset = place * (wide + CHART_GAP);
	worksheet_insert_chart_opt(book->sheet, book->row + 2, 0, chart,
	    &options);
}

#endif
