/* What the kinds of out.h share: the listing in hand and the vtable. Only
 * src/out*.c and src/xlsx.c include it. */
#ifndef OUT_KIND_H
#define OUT_KIND_H

#include "buf.h"
#include "fs.h"
#include "out.h"

enum { OUT_CHARTS = 4 };

enum out_cell_kind { CELL_NONE, CELL_TEXT, CELL_INT, CELL_REAL };

struct out_cell {
	enum out_cell_kind kind;
	const char *text;
	int64_t number;
	double real;
	const char *formula;	/* of out_summary, NULL else */
};

enum out_row_kind { ROW_PLAIN, ROW_SUBTOTAL, ROW_TOTAL };

struct out_meta {
	struct out_meta *next;
	const char *label;
	const char *value;
};

/* All calls but `drop` may fail by setting out->err. */
struct out_kind {
	const char *name;
	const char *endings;	/* " txt text " */
	bool for_programs;	/* keys, ISO dates, no totals */
	void (*begin)(struct out *out);	/* title, columns ... are known */
	/* One cell a column; only those of out_shown are meant. */
	void (*row)(struct out *out, enum out_row_kind kind,
	    const struct out_cell *cells);
	void (*group)(struct out *out, const char *title);
	void (*note)(struct out *out, const char *text);
	void (*end)(struct out *out);
	void (*drop)(struct out *out);	/* free what own holds; may be NULL */
};

struct out {
	const struct out_kind *kind;
	struct out_options options;
	struct pool pool;	/* until the end */
	struct pool row_pool;	/* until the end of the row */
	struct err err;
	struct buf buf;		/* not yet written */
	struct fs_out file;
	bool to_file;

	const char *title;
	struct out_meta *meta;
	const struct out_frame *frame;
	bool landscape;
	const struct out_chart *charts[OUT_CHARTS];
	int chart_count;

	const struct out_column *columns;
	int count;
	bool begun;
	bool grouped;		/* a group began before the first row */
	const char *group;	/* the one in hand, NULL for none */
	struct out_cell *cells;
	int filled;
	int64_t *sums;		/* of all rows, by column */
	int64_t *group_sums;	/* of the group in hand */
	double *real_sums;	/* the same for decimals */
	double *real_group_sums;
	int64_t rows;
	int64_t group_rows;

	void *own;		/* the kind's */
};

/* Is the column shown by this kind? */
bool out_shown(const struct out *out, int column);
bool out_has_totals(const struct out *out);
bool out_is_number(enum out_type type);
/* The cell in words for people; "" for none. */
const char *out_show(struct pool *pool, enum out_type type,
    const struct out_cell *cell);
/* The cell for programs: ISO, plain digits. */
const char *out_plain(struct pool *pool, enum out_type type,
    const struct out_cell *cell);
/* Label of a subtotal or total. */
const char *out_total_label(enum out_row_kind kind);
/* The first column that can hold that label. */
int out_label_column(const struct out *out);

void out_write(struct out *out, const void *data, size_t size);
/* Write what is in out->buf when there is enough of it, or all. */
void out_flush(struct out *out, bool all);

extern const struct out_kind out_kind_text;
extern const struct out_kind out_kind_csv;
extern const struct out_kind out_kind_json;
extern const struct out_kind out_kind_html;
extern const struct out_kind out_kind_odt;
extern const struct out_kind out_kind_xlsx;

#endif
