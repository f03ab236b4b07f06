/* Letters, minutes and reports: one description, written as ODT, HTML or
 * plain text in the page format of NĐ 30/2020 (A4, margins, Times New Roman,
 * quốc hiệu, number, place and date, nơi nhận, signer).
 *
 *	struct doc *doc = doc_open(&options, &frame, false, err);
 *
 *	if (doc == NULL)
 *		return false;
 *	doc_heading(doc, 1, "I. CHỈ ĐẠO, PHỔ BIẾN");
 *	doc_para(doc, text);
 *	doc_table(doc, columns);
 *	doc_cell(doc, "1"); ...
 *	doc_table_end(doc);
 *	return doc_close(doc, err);
 *
 * The head comes from the frame when the document is opened, nơi nhận and the
 * signer when it is closed. Texts are copied. Nothing is checked but doc_open
 * and doc_close. */
#ifndef OUT_DOC_H
#define OUT_DOC_H

#include "buf.h"
#include "out.h"

enum doc_align { DOC_LEFT, DOC_RIGHT, DOC_CENTER };

struct doc_column {
	const char *head;	/* translated by the caller; NULL ends */
	enum doc_align align;
	int width;		/* in mm; 0: by its content */
};

struct doc;

/* options->kind (or the ending of the path) is "odt", "html" or "text"; the
 * frame must live until doc_close and may be NULL. */
struct doc *doc_open(const struct out_options *options,
    const struct out_frame *frame, bool landscape, struct err *err) MUST_CHECK;

/* level 1 "I. ...", 2 "1. ...", 3 "a) ..."; the number is part of the text. */
void doc_heading(struct doc *doc, int level, const char *text);
/* Justified, first line indented. Line breaks in the text begin paragraphs. */
void doc_para(struct doc *doc, const char *text);
void doc_printf(struct doc *doc, const char *format, ...) PRINTF(2, 3);
/* Without indent, bold when asked: "Chúng tôi gồm:", "BÊN GIAO:". */
void doc_line(struct doc *doc, enum doc_align align, bool bold,
    const char *text);
void doc_item(struct doc *doc, const char *text);	/* "- text" */

/* A table with borders; its head is repeated on each page. A document may
 * have many. Columns must live until doc_table_end. */
void doc_table(struct doc *doc, const struct doc_column *columns);
void doc_cell(struct doc *doc, const char *text);
/* The row that begins next is bold (a total). */
void doc_bold_row(struct doc *doc);
/* A bold row of one cell over all columns: the title of a group. */
void doc_span(struct doc *doc, const char *text);
void doc_table_end(struct doc *doc);

/* Two parties sign side by side: ĐẠI DIỆN BÊN GIAO | ĐẠI DIỆN BÊN NHẬN. */
void doc_parties(struct doc *doc, const char *left_title, const char *left_name,
    const char *right_title, const char *right_name);
void doc_page_break(struct doc *doc);
/* Nơi nhận and the signer here, because appendices follow. */
void doc_sign(struct doc *doc);

/* Write the file. Frees in any case. */
bool doc_close(struct doc *doc, struct err *err) MUST_CHECK;
bool doc_abort(struct doc *doc);	/* false, so that it can be returned */

/* For the row printers of html and odt: a document into a buffer. */
struct doc *doc_new(const char *kind, const struct out_frame *frame,
    const char *title, bool landscape);
bool doc_finish(struct doc *doc, struct buf *buf, struct err *err) MUST_CHECK;
void doc_free(struct doc *doc);	/* NULL is fine */

#endif
