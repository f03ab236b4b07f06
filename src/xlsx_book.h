/* A workbook being written; only src/xlsx*.c include it. */
#ifndef XLSX_BOOK_H
#define XLSX_BOOK_H

#include "out_kind.h"

#include <xlsxwriter.h>

struct book {
	lxw_workbook *workbook;
	lxw_worksheet *sheet;
	char *path;		/* of the temporary file, by its descriptor */
	char *folder;		/* where it is */
	int fd;
	int columns[256];	/* sheet column, or -1 */
	int widths[256];
	int shown;
	lxw_row_t row;		/* the next free one */
	lxw_row_t head;		/* of the heads */
	lxw_row_t first;	/* of the data */
	lxw_row_t group_first;
	lxw_row_t last;		/* of the data */
	lxw_format *formats[OUT_JSON + 1][2];	/* by type, plain and bold */
	lxw_format *title, *bold, *center, *head_format, *wrap;
};

/* A native chart over the rows so far, the place-th under the table. */
void xlsx_chart(struct out *out, const struct out_chart *what, int place);

#endif
