/* Old workbooks (.xls, Excel 97 and before). */
#include "import.h"

#include "text.h"
#include "xls.h"
#include "xlsx_style.h"

#include <stdlib.h>
#include <string.h>

enum { COLUMNS = 1024 };

static int sniff(const void *head, size_t size, const char *path)
{
	const unsigned char *bytes = head;

	(void)path;
	if (size >= 8 && memcmp(head, "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", 8) ==
	    0)
		return 90;
	/* BIFF without the compound file around it. */
	return size >= 4 && bytes[0] == 0x09 && bytes[1] <= 8 &&
	    bytes[2] >= 4 && bytes[2] <= 16 && bytes[3] == 0 ? 70 : 0;
}

static void set_cell(struct xls *xls, struct pool *pool, unsigned row,
    unsigned column, struct cell *cell)
{
	struct xls_cell value;
	bool date;

	*cell = (struct cell){ "", 0, CELL_TEXT };
	if (!xls_cell(xls, row, column, &value))
		return;
	switch (value.kind) {
	case XLS_NUMBER:
		cell->text = xlsx_value(pool, value.number, NULL, false,
		    &date);
		cell->kind = CELL_NUMBER;
		break;
	case XLS_DAY:
		cell->text = pool_copy_n(pool, value.text,
		    strlen(value.text) > 10 ? 10 : strlen(value.text));
		cell->kind = CELL_DATE;
		break;
	case XLS_TEXT:
		cell->text = value.text;
		break;
	case XLS_EMPTY:
		break;
	}
	cell->length = strlen(cell->text);
}

static bool read_sheet(const struct import_source *source, struct xls *xls,
    const char *name, unsigned rows, unsigned columns, struct err *err)
{
	struct cell *cells = must_alloc(COLUMNS * sizeof(*cells));
	struct pool pool = { 0 };
	bool good = true;

	for (unsigned row = 0; row < rows && good; row++) {
		struct import_row out = { name, (int64_t)row + 1, cells,
		    columns, false };
		bool filled = false;

		pool_reset(&pool);
		for (unsigned c = 0; c < columns && c < COLUMNS; c++) {
			set_cell(xls, &pool, row, c, &cells[c]);
			filled |= cells[c].length > 0;
		}
		if (filled)
			good = source->row(source->to, &out, err);
	}
	pool_free(&pool);
	free(cells);
	return good;
}

static bool read_xls(const struct import_source *source, struct err *err)
{
	struct xls *xls = xls_open(source->path, err);
	bool good = xls != NULL;
	bool found = false;

	for (int i = 0; good && i < xls_sheets(xls); i++) {
		const char *name;
		unsigned rows;
		unsigned columns;

		good = xls_sheet(xls, i, &name, &rows, &columns, err);
		if (!good || (source->sheet != NULL &&
		    strcmp(source->sheet, name) != 0))
			continue;
		found = true;
		good = read_sheet(source, xls, name, rows, columns, err);
	}
	xls_close(xls);
	if (good && !found)
		good = err_set(err, ERR_FINDINGS, source->sheet == NULL ?
		    _("the workbook has no sheet that can be read") :
		    _("the workbook has no sheet %s"), source->sheet);
	return good || err_wrap(err, "%s", source->path);
}

const struct importer importer_xls = {
	"xls", N_("Old workbook (.xls)"), sniff, read_xls
};
