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

void xlsx_chart(struct out *out, const struct out_chart *what, int place)
{
	struct book *book = out->own;
	lxw_chart *chart = workbook_add_chart(book->workbook,
	    what->kind == OUT_BARS ? LXW_CHART_COLUMN : LXW_CHART_LINE);
	lxw_chart_options options = { .x_scale = 1.4, .y_scale = 1.2 };
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
	worksheet_insert_chart_opt(book->sheet,
	    book->row + 2 + (lxw_row_t)(place * 20), 0,
	    chart, &options);
}

#endif
