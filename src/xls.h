/* Old Excel workbooks (.xls) in. The only file that knows FreeXL; without it
 * xls_open says so. FreeXL can be killed by a crafted file: only a child of
 * the import calls this (import_xls_serve.c). */
#ifndef XLS_H
#define XLS_H

#include "err.h"

struct xls;

struct xls *xls_open(const char *path, struct err *err);
void xls_close(struct xls *xls);
int xls_sheets(const struct xls *xls);
/* Make a sheet the current one. The name is borrowed until xls_close. */
bool xls_sheet(struct xls *xls, int index, const char **name, unsigned *rows,
    unsigned *columns, struct err *err) MUST_CHECK;

enum xls_kind { XLS_EMPTY, XLS_NUMBER, XLS_TEXT, XLS_DAY };
struct xls_cell {
	enum xls_kind kind;
	double number;
	const char *text;	/* of XLS_TEXT, and XLS_DAY as YYYY-MM-DD... */
};
/* A cell that cannot be read is false, and nothing is set. */
bool xls_cell(struct xls *xls, unsigned row, unsigned column,
    struct xls_cell *cell);

#endif
