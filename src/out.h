/* Rows for people and programs: one listing, many kinds of paper.
 * A command says what the columns are and hands over the rows; how they look
 * is the business of a kind: text (aligned for a terminal), csv, json, and
 * in the workshop html, xlsx and odt. Nothing is checked but out_open and
 * out_close: after the first failure the others do nothing.
 *
 *	static const struct out_column columns[] = {
 *		{ .key = "code", .head = N_("Code") },
 *		{ .key = "a4", .head = N_("A4 pages"), .type = OUT_PAGES,
 *		  .total = true },
 *		{ 0 }
 *	};
 *	struct out *out = out_open(&options, err);
 *
 *	if (out == NULL)
 *		return false;
 *	out_title(out, _("Fonds"));
 *	out_columns(out, columns);
 *	while (db_row(q)) {
 *		out_text(out, db_text(q, 0));
 *		out_int(out, db_int(q, 1));
 *	}
 *	out_totals(out);
 *	return db_end(q) ? out_close(out, err) : out_abort(out);
 *
 * JSON is an array of objects with the keys of the columns, CSV a line of
 * keys and a line a row, both with ISO dates and plain numbers; the others
 * are for people: translated heads, 1.000.000, dd/mm/yyyy. */
#ifndef OUT_H
#define OUT_H

#include "err.h"
#include "pool.h"

enum out_type {
	OUT_TEXT,
	OUT_INTEGER,		/* grouped: 1.000.000 */
	OUT_NUMBER,		/* plain digits: a year, an ordinal, a revision */
	OUT_DECIMAL,		/* one or two decimals; out_real */
	OUT_PERCENT,		/* 97.5 is 97,5%; out_real */
	OUT_MONEY,		/* whole đồng; out_int */
	OUT_DATE,		/* ISO, perhaps only YYYY-MM or YYYY, or two of
				   them with " - " between; out_text */
	OUT_TIME,		/* UTC instant as stored; out_text */
	OUT_PAGES,		/* whole pages */
	OUT_BYTES,		/* whole bytes; people see 1,2 GB */
	OUT_BOOL,		/* out_int; true or false in JSON */
	OUT_WORD,		/* a stable word ("draft") people see translated */
	OUT_JSON		/* raw JSON by json.h; only JSON shows it */
};

enum out_where {
	OUT_EVERYWHERE,
	OUT_FOR_PEOPLE,		/* not in CSV and JSON */
	OUT_FOR_PROGRAMS	/* only in CSV and JSON */
};

struct out_column {
	const char *key;	/* stable name in JSON and CSV; NULL ends */
	const char *head;	/* N_(): what people read */
	enum out_type type;
	int width;		/* cells at least; 0: as the content needs */
	bool total;		/* added up in subtotals and totals */
	enum out_where where;
	/* Workbooks: the cell is this formula over other columns of the row,
	 * "[quantity]*[price]"; NULL is a plain value. The value is still
	 * given, it is what the other kinds show. */
	const char *formula;
};

/* The official frame of a page (NĐ 30/2020, annex I). All NULL or empty
 * texts are left out; with frame == NULL there is only a title. Lists end
 * with NULL. */
struct out_frame {
	const char *governing;	/* UBND TỈNH ĐỒNG NAI */
	const char *issuing;	/* SỞ NỘI VỤ */
	const char *number;	/* "05/BC-SNV"; "" leaves room for it */
	const char *place;	/* Đồng Nai */
	const char *date;	/* ISO; "" leaves room for day and month */
	const char *kind;	/* BÁO CÁO */
	const char *about;	/* trích yếu */
	const char *const *grounds;	/* căn cứ */
	const char *const *to;		/* Kính gửi */
	const char *const *recipients;	/* Nơi nhận */
	const char *power;	/* TM. ỦY BAN NHÂN DÂN */
	const char *signer_title;	/* KT. CHỦ TỊCH, PHÓ CHỦ TỊCH: with a
				   line break between them */
	const char *signer;
};

enum out_chart_kind { OUT_BARS, OUT_LINES };

/* A native chart beside the table of a workbook; other kinds have none. */
struct out_chart {
	enum out_chart_kind kind;
	const char *title;	/* translated */
	const char *category;	/* key of the column along the axis */
	const char *const *series;	/* keys of columns, ends with NULL */
};

struct out_options {
	const char *kind;	/* "text", "csv", ...; NULL: by the ending of
				   path, and text when that tells nothing */
	const char *path;	/* NULL or "-" is stdout */
	bool force;		/* replace an existing file */
	bool bom;		/* CSV: a byte order mark in front, for Excel */
	int width;		/* text: cells of the terminal, 0: no limit */
	bool color;
};

struct out;

/* ERR_USAGE when a file of that name is there and force is not said. */
bool out_may_write(const struct out_options *options, struct err *err)
    MUST_CHECK;
/* ERR_USAGE when the kind is not known or the file is there already. A file
 * is written as PATH.partial and gets its name in out_close. */
struct out *out_open(const struct out_options *options, struct err *err)
    MUST_CHECK;

/* Before the columns, as needed: */
void out_title(struct out *out, const char *title);
/* A line under the title (programs do not see it): "Cut-off date", "30/11". */
void out_meta(struct out *out, const char *label, const char *value);
void out_frame(struct out *out, const struct out_frame *frame);
void out_landscape(struct out *out, bool landscape);
void out_chart(struct out *out, const struct out_chart *chart);
/* The table must live until out_close. Once. */
void out_columns(struct out *out, const struct out_column *columns);

/* Cells, in the order of the columns; the last one ends the row. The kinds of
 * number must fit the column: out_real for decimals and per cents. */
void out_text(struct out *out, const char *text);	/* NULL: no value */
void out_int(struct out *out, int64_t value);
void out_real(struct out *out, double value);
void out_none(struct out *out);

/* A heading inside the table; the rows that follow belong to it until the
 * next one, and have a subtotal when a column is marked `total`. In CSV and
 * JSON each row gets a column "group" instead. */
void out_group(struct out *out, const char *title);
/* The last subtotal and the row of totals; for people only. */
void out_totals(struct out *out);
/* One more bold row under the totals (people only): a share, a sum in all. In
 * workbooks it is the formula, where "[key^2]" is two rows above; may be NULL. */
void out_summary(struct out *out, const char *label, const char *key,
    int64_t value, const char *formula);
/* What out_totals shows, so far: the sum of a column by its key. */
int64_t out_sum(const struct out *out, const char *key);
/* A paragraph under the table (people only): a total in words, a note. */
void out_note(struct out *out, const char *text);

/* A stable word in the language of the messages. */
const char *out_word(const char *text);

int64_t out_rows(const struct out *out);

/* End the listing and put the file in its place. Frees in any case. */
bool out_close(struct out *out, struct err *err) MUST_CHECK;
/* Throw away what was written; false, so that it can be returned. */
bool out_abort(struct out *out);

/* The kinds of this executable, ends with NULL: src/out_core.c for bansao,
 * src/out_work.c for the workshop. */
struct out_kind;
extern const struct out_kind *const out_kinds[];
/* "text", "csv", ...; NULL behind the last. */
const char *out_kind_name(int index);
/* The kind the ending of a file name means, or NULL. */
const char *out_kind_of(const char *path);
/* Does the name end in a way that promises something else: .pdf, .docx? Only
 * asked when out_kind_of knows nothing. */
bool out_other_ending(const char *path);

#endif
