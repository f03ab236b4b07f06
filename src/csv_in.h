/* Comma-separated values in, as they come: any separator, quoted line ends,
 * cells with NUL bytes, lines without end. The only file that knows libcsv. */
#ifndef CSV_IN_H
#define CSV_IN_H

#include "err.h"

struct csv_cell {
	const char *text;	/* a NUL byte follows */
	size_t length;
};

struct csv_row {
	int64_t number;		/* as a spreadsheet would number it */
	const struct csv_cell *cells;
	size_t count;		/* at most CSV_COLUMNS */
	size_t given;		/* as many as the row had */
};

enum {
	CSV_COLUMNS = 2048,	/* more are counted, not kept */
	CSV_CELL = 1024 * 1024	/* longest cell */
};

struct csv;

/* Cells are borrowed until `row` returns; false from it stops the reading. */
struct csv *csv_new(char separator,
    bool (*row)(void *to, const struct csv_row *row, struct err *err),
    void *to);
/* Pieces of the file in order. */
bool csv_feed(struct csv *csv, const void *data, size_t size,
    struct err *err) MUST_CHECK;
/* The last row may have no line end. */
bool csv_end(struct csv *csv, struct err *err) MUST_CHECK;
void csv_close(struct csv *csv);

/* The separator of a text by its first lines: , ; tab or |. */
char csv_separator(const char *head, size_t length);

#endif
