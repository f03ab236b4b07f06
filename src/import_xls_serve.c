/* The child side of import_xls.h: reads one old workbook, tells its rows, sees
 * nothing else. */
#include "import_xls.h"

#include "import.h"
#include "reader_child.h"
#include "xls.h"
#include "xlsx_style.h"

#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum {
	TOGETHER = 64 * 1024,	/* bytes that are sent at once */
	SECONDS = 60,		/* of processor time for a file */
	BYTES_A_SECOND = 20 * 1024 * 1024
};

struct telling {
	struct xls *xls;
	struct buf out;
	struct pool pool;	/* of the row in hand */
};

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

/* The length of a frame is known when its end is. */
static size_t begin(struct buf *out, enum xls_frame_kind kind)
{
	const struct xls_frame frame = { kind, 0 };

	buf_add(out, &frame, sizeof(frame));
	return out->length;
}

static bool finish(struct buf *out, size_t from)
{
	const uint32_t length = (uint32_t)(out->length - from);

	memcpy(out->data + from - sizeof(length), &length, sizeof(length));
	return out->length < TOGETHER || reader_send(out);
}

/* A row without a text is not told. */
static bool tell_row(struct telling *t, unsigned row, unsigned columns)
{
	struct xls_head head = { (int64_t)row + 1, columns, columns };
	size_t before = t->out.length;
	size_t from = begin(&t->out, XLS_FRAME_ROW);
	bool filled = false;

	if (head.count > XLS_COLUMNS)
		head.count = XLS_COLUMNS;
	buf_add(&t->out, &head, sizeof(head));
	pool_reset(&t->pool);
	for (unsigned c = 0; c < head.count; c++) {
		struct xls_piece piece;
		struct cell cell;

		set_cell(t->xls, &t->pool, row, c, &cell);
		piece = (struct xls_piece){ cell.kind, (uint32_t)cell.length };
		buf_add(&t->out, &piece, sizeof(piece));
		buf_add(&t->out, cell.text, cell.length + 1);
		filled |= cell.length > 0;
	}
	if (filled)
		return finish(&t->out, from);
	t->out.length = before;
	return true;
}

/* False with err, and without one when nobody listens any more. */
static bool tell_sheets(struct telling *t, struct err *err)
{
	for (int i = 0; i < xls_sheets(t->xls); i++) {
		const char *name;
		unsigned rows;
		unsigned columns;
		size_t from;

		if (!xls_sheet(t->xls, i, &name, &rows, &columns, err))
			return false;
		from = begin(&t->out, XLS_FRAME_SHEET);
		buf_text(&t->out, name);
		if (!finish(&t->out, from))
			return false;
		for (unsigned row = 0; row < rows; row++)
			if (!tell_row(t, row, columns))
				return false;
	}
	return true;
}

int import_xls_serve(void)
{
	int silence = open("/dev/null", O_WRONLY | O_CLOEXEC);
	struct telling t = { 0 };
	struct xls_end end = { 0 };
	struct err err = { 0 };
	struct stat s = { 0 };
	size_t from;
	bool good;

	reader_be_small();
	dup2(silence, STDERR_FILENO);	/* the parent says what is wrong */
	fstat(READER_AT, &s);
	reader_give_time(SECONDS + s.st_size / BYTES_A_SECOND);
	t.xls = xls_open("/proc/self/fd/4", &err);
	good = t.xls != NULL && tell_sheets(&t, &err);
	if (good || err.kind != ERR_NONE) {
		end.kind = err.kind;
		memcpy(end.text, err.text, sizeof(end.text));
		from = begin(&t.out, XLS_FRAME_END);
		buf_add(&t.out, &end, sizeof(end));
		good = finish(&t.out, from) && reader_send(&t.out);
	}
	xls_close(t.xls);
	pool_free(&t.pool);
	buf_free(&t.out);
	return good ? 0 : 1;
}
