/* Old workbooks are read by a child (reader.h): "import reader", with the file
 * at descriptor 4. What it tells over the socket: frames of a sheet's name,
 * of the rows of that sheet that hold something, and one at the end. Only
 * import_xls.c and import_xls_serve.c speak it. */
#ifndef IMPORT_XLS_H
#define IMPORT_XLS_H

#include "err.h"

enum {
	XLS_COLUMNS = 1024,	/* that are read */
	XLS_MOST = 256 << 20	/* bytes of a frame: 1024 cells of 32,767
				 * letters of Excel, and room */
};

enum xls_frame_kind { XLS_FRAME_SHEET, XLS_FRAME_ROW, XLS_FRAME_END };

struct xls_frame {
	uint32_t kind;
	uint32_t length;	/* of what follows */
};

/* A row: this, and `count` cells: a piece, its text and a NUL byte. */
struct xls_head {
	int64_t number;
	uint32_t columns;	/* of the sheet */
	uint32_t count;
};

struct xls_piece {
	uint32_t kind;		/* enum cell_kind */
	uint32_t length;
};

/* The last word: all was read, or why not. */
struct xls_end {
	uint32_t kind;		/* enum err_kind */
	char text[480];
};

/* The child. Gives the exit status. */
int import_xls_serve(void);

#endif
