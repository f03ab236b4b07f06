/* What the files of the importer share; nobody else includes this.
 * import.c drives, import_head.c finds the table, import_settle.c its columns,
 * import_choice.c what people chose for them, import_row.c takes the rows,
 * import_value.c judges the cells, import_place.c knows fonds and groups,
 * import_spool.c keeps what was found until the whole file is judged,
 * import_store.c writes it. */
#ifndef IMPORT_INSIDE_H
#define IMPORT_INSIDE_H

#include "import.h"

#include <stdio.h>

enum { SAMPLE_ROWS = 200, MOST_COLUMNS = 1024 };

/* A row kept for later, in a pool. */
struct sample {
	int64_t number;
	struct cell *cells;
	size_t count;
	bool raw;
};

struct place_fonds {
	const char *code;
	const char *name;
	const char *kind;
	int64_t id;		/* 0: to be made */
};

struct place_group {
	int fonds;		/* index */
	int parent;		/* index, -1 at the top */
	const char *code;
	const char *title;
	const char *fold;
	int64_t id;		/* 0: to be made */
};

/* Something seen before: a hash, and where. */
struct seen_set {
	struct seen {
		uint64_t hash;
		int64_t row;	/* 0: free */
		int sheet;
	} *slots;
	size_t room, count;
};

/* A row of an ISAD file that others name as their parent. */
struct node {
	const char *id;
	int fonds;
	int group;
};

/* One section row above the rows in hand. */
struct section {
	int style;
	int group;
};

enum { SECTIONS = 12 };

/* What each sheet was taken for, for the log. */
struct sheet_log {
	int number;
	const char *name;
	const char *heads;	/* folded, 1F between */
	const struct import_column *columns;
	size_t count;
};

struct import {
	struct db *db;
	struct job *job;
	const struct import_options *options;
	struct pool *pool;	/* lives as long as the result */
	struct pool row_pool;
	struct pool sheet_pool;
	struct import_result *result;
	struct err *err;
	FILE *spool;
	const char *spool_folder;

	/* the sheet in hand */
	const char *sheet;
	int sheet_number;	/* from 1 */
	struct sample *samples;
	size_t sample_count;
	bool settled;		/* the head was found, or given up */
	bool no_table;
	bool footer;		/* the rest of the sheet is signatures */
	struct import_column *columns;
	size_t column_count;
	const char *block_code, *block_name, *block_kind, *block_catalog;
	int fonds;		/* of the sheet, -1: not known yet */
	struct section sections[SECTIONS];
	size_t section_count;
	int64_t sheet_rows;	/* dossiers of this sheet */
	int64_t cut_columns;	/* row that has more than MOST_COLUMNS */

	/* of the whole file */
	struct place_fonds *fonds_list;
	size_t fonds_count;
	struct place_group *groups;
	size_t group_count;
	struct node *nodes;
	size_t node_count;
	struct seen_set codes, titles;
	struct term_memo *terms;
	struct buf raw;		/* the raw row in hand */
	const char **given;	/* choices for columns; ends with NULL */
	bool enough;		/* the preview is full */
	int64_t tables;		/* sheets with a table */
	struct sheet_log *logs;
	size_t log_count;
};

/* import_finding.c */
void import_tell(struct import *in, const char *code, int64_t row, int column,
    const char *format, ...) PRINTF(5, 6);
/* The same where --lenient makes a warning of it. */
void import_tell_soft(struct import *in, const char *code, int64_t row,
    int column, const char *format, ...) PRINTF(5, 6);

/* import_row.c */
bool import_row_take(struct import *in, const struct import_row *row);

/* Where the heads are among the samples. */
struct head {
	int upper;		/* index of a sample, -1: none */
	int lower;		/* the row that counts; -1: there are none */
	enum encoding encoding;
};

/* import_head.c: find the head among the samples and settle the columns. The
 * index of the first row of data, or -1 when the sheet has no table. */
int import_settle(struct import *in);
/* A cell of a sample in one reading. */
const char *import_sample(struct import *in, int row, size_t column,
    enum encoding encoding);
/* The head of a column, of both rows where there are two, and what it says. */
const char *import_head_text(struct import *in, const struct head *head,
    size_t column, const struct column_kind **kind);
/* A cell as its column is to be read: decoded, NFC, blanks trimmed. */
const char *import_text(struct import *in, struct pool *pool,
    const struct import_column *column, const struct cell *cell, bool raw);
bool import_all_digits(const char *text);

/* import_settle.c: `from` is the first sample of data. */
void import_settle_columns(struct import *in, const struct head *head,
    int from);

/* import_choice.c: --map, --encoding and --upper as one list of texts;
 * ERR_USAGE when one of them is none. */
bool import_choices(struct import *in);
/* Is one of the heads named by a choice, or are they known from before? */
bool import_chosen_head(struct import *in, const char *const *heads,
    size_t count);
/* Do to the columns what was chosen for such heads the last time, and what is
 * chosen now. */
void import_choose(struct import *in, const char *heads);
/* What was chosen for these columns, to be kept; "" when nothing. */
const char *import_choice_text(struct import *in,
    const struct import_column *columns, size_t count);

/* import_value.c: set one field from one cell. */
void import_value(struct import *in, struct dossier *dossier, int64_t row,
    size_t column, const char *text, enum cell_kind kind);
/* 64 bits of a text. */
uint64_t import_hash(const char *text);
/* Add; the row (and sheet) where it was before, 0 when it is new. */
int64_t import_seen(struct seen_set *set, uint64_t hash, int64_t row,
    int sheet, int *other_sheet);

/* import_place.c: indexes into fonds_list and groups; -1 when told already
 * that there is none. */
int import_fonds(struct import *in, int64_t row, const char *code,
    const char *name);
int import_group(struct import *in, int fonds, int parent, const char *code,
    const char *title);
int import_group_path(struct import *in, int fonds, const char *path);
void import_section(struct import *in, int64_t row, const char *serial,
    const char *title);
/* A row with a level of description above the file: it becomes a place. */
bool import_node(struct import *in, const char *level, const char *id,
    const char *parent, const char *code, const char *title, int64_t row);
const struct node *import_parent(struct import *in, const char *id);

/* import_spool.c */
struct spooled {
	int fonds, group;
	int64_t known;		/* id of the dossier to change, 0: new */
	uint64_t given;		/* bit i: dossier_fields[i] was in the file */
	int sheet;
	int64_t row;
	const char *raw;
	size_t raw_length;
	struct dossier dossier;
};
bool spool_put(struct import *in, const struct spooled *row);
bool spool_rewind(struct import *in);
/* False at the end, and with err. */
bool spool_get(struct import *in, struct pool *pool, struct spooled *row);

/* import_store.c */
bool import_write(struct import *in, const char *path);

#endif
