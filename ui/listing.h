/* A screen over a listing command: its rows are what "bansao NOUN list --csv"
 * prints, its pane what "bansao NOUN show" says, its actions the commands of
 * that noun as forms. So these screens can never say anything else than the
 * command line does. */
#ifndef LISTING_H
#define LISTING_H

#include "ui.h"

enum listing_kind {
	LISTING_TEXT,
	LISTING_NUMBER,		/* grouped as people write it */
	LISTING_DATE,		/* ISO to dd/mm/yyyy */
	LISTING_BYTES,
	LISTING_MONEY,
	LISTING_DECIMAL
};

struct listing_column {
	const char *key;	/* as in the head of the CSV */
	enum listing_kind kind;
};

/* Rows of a list that grows with the years are not what the command prints but
 * read by id, those in the window only. */
struct listing_source {
	const char *const *heads;	/* of the values; end with NULL */
	/* All ids in order, and the sums of those heads that have one. */
	bool (*load)(struct view *view, const int64_t **ids, int64_t *count,
	    int64_t *totals, struct err *err);
	/* The values of one row, as many as heads. */
	bool (*row)(struct view *view, int64_t id, struct pool *pool,
	    const char **values, struct err *err);
};

struct listing {
	const struct listing_source *source;	/* NULL: the command's rows */
	const char *list[6];	/* words of the command, end with NULL */
	const char *show[6];	/* the key of the row is put behind them; or
				   NULL: no pane */
	const char *key;	/* column that names a row */
	const struct listing_column *columns;	/* one for each of the screen */
	const char *state;	/* column whose value colors the row, or NULL */
	/* The value in words; NULL: as it is. */
	const char *(*words)(const char *key, const char *value);
};

/* What a command prints with --csv, as a table in the pool. */
struct listing_table;
bool listing_read(struct ui *ui, const char *const *words, struct pool *pool,
    struct listing_table **table, struct err *err) MUST_CHECK;
int64_t listing_rows(const struct listing_table *table);
/* "" where there is no such row (from 0) or column. */
const char *listing_field(const struct listing_table *table, int64_t row,
    const char *key);

bool listing_load(struct view *view, struct err *err);
bool listing_row(struct view *view, int64_t id, struct err *err);
const char *listing_cell(struct view *view, int column, enum style *style);
bool listing_page(struct view *view, struct page *page, int64_t id,
    struct err *err);
/* The sums of the columns that can be summed; "" with one row or none. */
const char *listing_status(struct view *view);
/* A value of the row under the cursor; "" when there is none. */
const char *listing_value(struct view *view, const char *key);
/* The form of a command with the row's key as its first word. */
bool listing_command(struct view *view, const char *name, struct err *err)
    MUST_CHECK;
/* Show what a command prints in a box. */
bool listing_tell(struct view *view, const char *const *words,
    struct err *err) MUST_CHECK;

/* Enter on a row of a register: what its `show` tells of it. */
bool listing_open(struct view *view, struct err *err);

/* States of lists, batches, handovers ... in words. */
const char *listing_state(const char *key, const char *value);
/* Stable words of the registers (kind, source, direction ...) in words. */
const char *listing_word(const char *key, const char *value);
/* The builder of a list of files (danh mục). */
bool builder_open(struct ui *ui, const char *list, struct err *err)
    MUST_CHECK;

/* The packages of a handover batch, to be answered one by one. */
bool packages_open(struct ui *ui, const char *batch, struct err *err)
    MUST_CHECK;
/* The decision on a submitted list; another state is refused. */
bool decision_open(struct ui *ui, const char *list, struct err *err)
    MUST_CHECK;

/* What the columns of a file mean, before it is imported. */
bool mapping_open(struct ui *ui, const char *path, struct err *err)
    MUST_CHECK;

/* What a command of ours prints (at most some MB), read at once. */
bool command_read(struct ui *ui, const char *const *words, struct buf *out,
    struct err *err) MUST_CHECK;

#endif
