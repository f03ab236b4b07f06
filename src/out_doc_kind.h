/* What the kinds of out_doc.h share. */
#ifndef OUT_DOC_KIND_H
#define OUT_DOC_KIND_H

#include "out_doc.h"

#include "fs.h"

enum { DOC_COLUMNS = 64 };

enum doc_style {
	DOC_PARA, DOC_HEAD1, DOC_HEAD2, DOC_HEAD3, DOC_ITEM,
	DOC_LINE_LEFT, DOC_LINE_RIGHT, DOC_LINE_CENTER,
	DOC_BOLD_LEFT, DOC_BOLD_RIGHT, DOC_BOLD_CENTER
};

struct doc_row {
	const char *const *cells;	/* one a column */
	int count;		/* of columns */
	bool head, bold;
	bool span;		/* cells[0] goes over all columns */
};

struct doc_kind {
	const char *name;
	void (*begin)(struct doc *doc);
	void (*para)(struct doc *doc, enum doc_style style, const char *text);
	void (*table)(struct doc *doc);		/* the head row follows */
	void (*row)(struct doc *doc, const struct doc_row *row);
	void (*table_end)(struct doc *doc);
	void (*parties)(struct doc *doc, const char *const titles[2],
	    const char *const names[2]);
	void (*page_break)(struct doc *doc);
	void (*foot)(struct doc *doc);		/* the frame is there */
	bool (*end)(struct doc *doc, struct buf *out, struct err *err);
	void (*drop)(struct doc *doc);
};

struct doc {
	const struct doc_kind *kind;
	const struct out_frame *frame;
	const char *title;
	bool landscape;
	struct pool pool;	/* until the end */
	struct pool row_pool;	/* until the end of the row */
	struct buf body;
	struct fs_out file;
	bool to_file, is_signed;
	const char *path;

	const struct doc_column *columns;
	int count;
	const char *cells[DOC_COLUMNS];
	int filled;
	bool bold;
	int tables;		/* so far */
	void *own;
};

extern const struct doc_kind doc_kind_text;
extern const struct doc_kind doc_kind_html;
extern const struct doc_kind doc_kind_odt;

#endif
