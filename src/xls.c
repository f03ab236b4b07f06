#include "xls.h"

#ifdef HAVE_FREEXL

#include "pool.h"

#include <freexl.h>
#include <stdlib.h>

struct xls {
	const void *book;
	unsigned sheets;
};

struct xls *xls_open(const char *path, struct err *err)
{
	struct xls *xls = must_alloc(sizeof(*xls));
	unsigned locked = 0;
	int status = freexl_open(path, &xls->book);

	if (status == FREEXL_OK && freexl_get_info(xls->book,
	    FREEXL_BIFF_PASSWORD, &locked) == FREEXL_OK &&
	    locked == FREEXL_BIFF_OBFUSCATED) {
		err_set(err, ERR_FINDINGS, _("the workbook is protected by a "
		    "password: open it in Excel and save it without one"));
	} else if (status == FREEXL_OK && freexl_get_info(xls->book,
	    FREEXL_BIFF_SHEET_COUNT, &xls->sheets) == FREEXL_OK) {
		return xls;
	} else {
		err_set(err, ERR_FINDINGS, _("it cannot be read as an old "
		    "workbook (.xls): it is damaged, or a workbook with a "
		    "password (code %d). Save it as .xlsx and try again"),
		    status);
	}
	xls_close(xls);
	return NULL;
}

void xls_close(struct xls *xls)
{
	if (xls == NULL)
		return;
	if (xls->book != NULL)
		freexl_close(xls->book);
	free(xls);
}

int xls_sheets(const struct xls *xls)
{
	return (int)xls->sheets;
}

bool xls_sheet(struct xls *xls, int index, const char **name, unsigned *rows,
    unsigned *columns, struct err *err)
{
	unsigned short wide = 0;

	*rows = *columns = 0;
	*name = "";
	if (freexl_get_worksheet_name(xls->book, (unsigned short)index,
	    name) != FREEXL_OK || *name == NULL)
		*name = "";
	if (freexl_select_active_worksheet(xls->book,
	    (unsigned short)index) != FREEXL_OK ||
	    freexl_worksheet_dimensions(xls->book, rows, &wide) != FREEXL_OK)
		return err_set(err, ERR_FINDINGS,
		    _("sheet %d cannot be read"), index + 1);
	*columns = wide;
	return true;
}

bool xls_cell(struct xls *xls, unsigned row, unsigned column,
    struct xls_cell *cell)
{
	FreeXL_CellValue value;

	*cell = (struct xls_cell){ .text = "" };
	if (freexl_get_cell_value(xls->book, row, (unsigned short)column,
	    &value) != FREEXL_OK)
		return false;
	switch (value.type) {
	case FREEXL_CELL_INT:
		cell->kind = XLS_NUMBER;
		cell->number = value.value.int_value;
		break;
	case FREEXL_CELL_DOUBLE:
		cell->kind = XLS_NUMBER;
		cell->number = value.value.double_value;
		break;
	case FREEXL_CELL_TEXT:
	case FREEXL_CELL_SST_TEXT:
		cell->kind = XLS_TEXT;
		cell->text = value.value.text_value;
		break;
	case FREEXL_CELL_DATE:
	case FREEXL_CELL_DATETIME:
		cell->kind = XLS_DAY;
		cell->text = value.value.text_value;
		break;
	case FREEXL_CELL_TIME:
		cell->kind = XLS_TEXT;
		cell->text = value.value.text_value;
		break;
	default:
		break;
	}
	if (cell->text == NULL)
		cell->text = "";
	return true;
}

#else

struct xls *xls_open(const char *path, struct err *err)
{
	(void)path;
	err_set(err, ERR_FAILED, _("this bansao was built without FreeXL and "
	    "cannot read .xls: save the workbook as .xlsx"));
	return NULL;
}

void xls_close(struct xls *xls)
{
	(void)xls;
}

int xls_sheets(const struct xls *xls)
{
	(void)xls;
	return 0;
}

bool xls_sheet(struct xls *xls, int index, const char **name, unsigned *rows,
    unsigned *columns, struct err *err)
{
	(void)xls;
	(void)index;
	*name = "";
	*rows = *columns = 0;
	return err_set(err, ERR_FAILED, "-");
}

bool xls_cell(struct xls *xls, unsigned row, unsigned column,
    struct xls_cell *cell)
{
	(void)xls;
	(void)row;
	(void)column;
	*cell = (struct xls_cell){ .text = "" };
	return false;
}

#endif
