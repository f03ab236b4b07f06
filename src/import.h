/* Inventories in. A reader (import_csv.c, import_xlsx.c ...) turns a file
 * into rows of cells; the importer finds the head of the table, the meaning
 * and the encoding of each column, judges every value, and keeps what it
 * found on a spool; nothing is written to the catalogue before the whole
 * file is judged, and then everything or nothing in one transaction. */
#ifndef IMPORT_H
#define IMPORT_H

#include "buf.h"
#include "db.h"
#include "dossier.h"
#include "encoding.h"
#include "fonds.h"
#include "job.h"

/* --- readers ------------------------------------------------------------ */

enum cell_kind { CELL_TEXT, CELL_NUMBER, CELL_DATE };

struct cell {
	const char *text;	/* "" when empty; a date is ISO or a serial */
	size_t length;		/* bytes; may hold NUL bytes when raw */
	enum cell_kind kind;
};

struct import_row {
	const char *sheet;	/* "" where there are none */
	int64_t number;		/* as the person sees it */
	const struct cell *cells;
	size_t count;
	bool raw;		/* bytes of an encoding not known yet */
};

struct import_source {
	const char *path;
	enum encoding encoding;	/* ENCODING_AUTO unless --encoding */
	const char *sheet;	/* only this one; NULL: all */
	struct job *job;
	const char *program;	/* for readers that need a child, and words */
	const char *const *extra;	/* of its command line; may be NULL */
	void *to;
	/* false stops the reading */
	bool (*row)(void *to, const struct import_row *row, struct err *err);
	/* something about the file that is not a row; code as in the table
	 * of findings */
	void (*trouble)(void *to, const char *code, const char *sheet,
	    int64_t row, int column, const char *text);
};

struct importer {
	const char *name;	/* "csv" */
	const char *title;	/* N_() */
	/* 0: not mine, 100: certainly mine; head are the first bytes. */
	int (*sniff)(const void *head, size_t size, const char *path);
	bool (*read)(const struct import_source *source, struct err *err);
};

/* By --format, or by what the file is. A file of no kind we know is one
 * sentence that says what it seems to be. */
const struct importer *import_find(const char *path, const char *format,
    struct err *err);

/* --- columns ------------------------------------------------------------ */

/* What a column can mean: the fields of a dossier and these. */
enum column_role {
	COLUMN_FIELD,		/* of struct dossier */
	COLUMN_SKIP,
	COLUMN_SERIAL,		/* Số TT: not kept */
	COLUMN_FONDS_CODE,
	COLUMN_FONDS_NAME,
	COLUMN_GROUP,		/* path with / between */
	COLUMN_DATES,		/* start and end in one cell */
	COLUMN_SHEETS,		/* Số tờ/Số trang in one cell */
	COLUMN_LEVEL,		/* ISAD: fonds, series, file, item */
	COLUMN_ID,		/* of the row, for COLUMN_PARENT */
	COLUMN_PARENT
};

struct column_kind {
	const char *name;	/* stable: what --map FIELD=COLUMN takes */
	const char *label;	/* N_(); NULL for a field: that of the field */
	enum column_role role;
	const char *heads;	/* folded, | between */
};
extern const struct column_kind column_kinds[];	/* NULL name ends */

/* What a head says, in any way people write it, NULL when nothing we know. */
const struct column_kind *column_by_head(const char *head);
const struct column_kind *column_by_name(const char *name);
/* Translated. */
const char *column_label(const struct column_kind *kind);

/* --- findings ----------------------------------------------------------- */

enum severity { SEVERITY_INFO, SEVERITY_WARNING, SEVERITY_ERROR };

struct finding_kind {
	const char *code;	/* "M007", stable, see the man page */
	enum severity severity;
	const char *what;	/* N_(): what it means */
	const char *cure;	/* N_(): what to do */
};
extern const struct finding_kind import_findings[];	/* NULL code ends */

struct finding {
	const struct finding_kind *kind;
	enum severity severity;	/* --lenient makes warnings of some errors */
	const char *sheet;
	int64_t row;		/* 0: the whole file */
	int column;		/* counted from 1; 0: the whole row */
	const char *head;	/* of the column, "" */
	const char *text;
};

/* --- a whole import ------------------------------------------------------ */

struct import_options {
	const char *fonds;	/* --fonds CODE */
	const char *fonds_name;
	const char *group;	/* all go here, path with / */
	const char *format;
	const char *sheet;
	enum encoding encoding;
	const char **maps;	/* "FIELD=COLUMN", ends with NULL */
	const char **encodings;	/* "COLUMN=ENCODING", ends with NULL */
	const char **upper;	/* columns to upper-case, ends with NULL */
	bool afresh;		/* not as the last time */
	bool head_told;		/* --head: ... */
	int64_t head;		/* ... the row of the heads; 0: none */
	bool preview;		/* only the columns and the first rows */
	bool update;		/* change dossiers that are there */
	bool lenient;		/* bad optional values: leave them out */
	bool dry_run;
	const char *program;	/* bansao-work, for reading in a child ... */
	const char *const *extra;	/* ... with these words; may be NULL */
};

struct import_column {
	const char *head;
	const struct column_kind *kind;	/* NULL: not recognised */
	enum encoding encoding;
	struct encoding_guess guess;
	bool upper;
	bool told;		/* the meaning: now, or the last time */
	bool encoding_told;
	bool double_head;	/* the meaning was taken by a column before */
};

struct import_result {
	int64_t batch;		/* 0 when nothing was written */
	int64_t fonds, groups, dossiers, updated, unchanged;
	int64_t rows, errors, warnings, infos;
	struct finding *findings;	/* at most FINDINGS_KEPT */
	size_t finding_count;
	/* of the last sheet with a table, for the preview */
	const char *sheet;
	int64_t head_row;
	struct import_column *columns;
	size_t column_count;
	const char *(*preview)[64];	/* rows of cells as they will be read */
	int64_t preview_rows[20];	/* their numbers */
	size_t preview_count;
	bool head_guessed;	/* nothing in the heads is known */
	bool remembered;	/* read as the last time */
	const char *reader;	/* "csv" */
};

enum { FINDINGS_KEPT = 5000, PREVIEW_ROWS = 20, PREVIEW_COLUMNS = 64 };

/* True when the file was judged: it may hold errors, then nothing was
 * written. False: it could not be read, or the catalogue failed. */
bool import_file(struct db *db, const char *path,
    const struct import_options *options, struct job *job, struct pool *pool,
    struct import_result *result, struct err *err) MUST_CHECK;

#endif
