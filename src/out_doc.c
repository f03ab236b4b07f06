#include "out_doc.h"

#include "fs.h"
#include "out_doc_kind.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static const struct doc_kind *const kinds[] = {
	&doc_kind_odt, &doc_kind_html, &doc_kind_text
};

struct doc *doc_new(const char *kind, const struct out_frame *frame,
    const char *title, bool landscape)
{
	struct doc *doc;

	for (size_t i = 0; i < COUNT(kinds); i++) {
		if (strcmp(kinds[i]->name, kind) != 0)
			continue;
		doc = must_alloc(sizeof(*doc));
		doc->kind = kinds[i];
		doc->frame = frame;
		doc->landscape = landscape;
		doc->file.fd = -1;
		doc->title = pool_copy(&doc->pool, title);
		doc->kind->begin(doc);
		return doc;
	}
	return NULL;
}

void doc_free(struct doc *doc)
{
	if (doc == NULL)
		return;
	if (doc->kind->drop != NULL)
		doc->kind->drop(doc);
	fs_out_abort(&doc->file);
	buf_free(&doc->body);
	pool_free(&doc->row_pool);
	pool_free(&doc->pool);
	free(doc);
}

struct doc *doc_open(const struct out_options *options,
    const struct out_frame *frame, bool landscape, struct err *err)
{
	const char *kind = options->kind;
	const char *title = frame == NULL ? NULL :
	    frame->about != NULL ? frame->about : frame->kind;
	struct doc *doc;

	if (kind == NULL)
		kind = out_kind_of(options->path);
	if (kind == NULL && out_other_ending(options->path)) {
		err_set(err, ERR_USAGE, _("%s: a letter is written as .odt, .html"
		    " or .txt"), options->path);
		return NULL;
	}
	if (kind == NULL)
		kind = "text";
	doc = doc_new(kind, frame, title, landscape);
	if (doc == NULL) {
		err_set(err, ERR_USAGE,
		    _("A letter is written as .odt, .html or .txt, not as %s"),
		    kind);
		return NULL;
	}
	if (options->path == NULL || strcmp(options->path, "-") == 0)
		return doc;
	doc->to_file = true;
	doc->path = pool_copy(&doc->pool, options->path);
	if (!out_may_write(options, err)) {
		doc_free(doc);
		return NULL;
	}
	if (!fs_out_open(&doc->file, doc->path,
	    options->force ? FS_REPLACE : FS_KEEP, err)) {
		doc->file = (struct fs_out){ .fd = -1 };
		doc_free(doc);
		return NULL;
	}
	return doc;
}

static void para(struct doc *doc, enum doc_style style, const char *text)
{
	struct pool pool = { 0 };

	while (text != NULL && *text != '\0') {
		size_t length = strcspn(text, "\n");

		if (length > 0)
			doc->kind->para(doc, style,
			    pool_copy_n(&pool, text, length));
		text += length + (text[length] != '\0');
	}
	pool_free(&pool);
}

void doc_heading(struct doc *doc, int level, const char *text)
{
	para(doc, level <= 1 ? DOC_HEAD1 : level == 2 ? DOC_HEAD2 : DOC_HEAD3,
	    text);
}

void doc_para(struct doc *doc, const char *text)
{
	para(doc, DOC_PARA, text);
}

void doc_printf(struct doc *doc, const char *format, ...)
{
	struct pool pool = { 0 };
	va_list args;

	va_start(args, format);
	para(doc, DOC_PARA, pool_vprintf(&pool, format, args));
	va_end(args);
	pool_free(&pool);
}

void doc_line(struct doc *doc, enum doc_align align, bool bold,
    const char *text)
{
	static const enum doc_style styles[2][3] = {
		{ DOC_LINE_LEFT, DOC_LINE_RIGHT, DOC_LINE_CENTER },
		{ DOC_BOLD_LEFT, DOC_BOLD_RIGHT, DOC_BOLD_CENTER }
	};

	para(doc, styles[bold][align], text);
}

void doc_item(struct doc *doc, const char *text)
{
	para(doc, DOC_ITEM, text);
}

static void end_row(struct doc *doc, bool head, bool bold, bool span)
{
	struct doc_row row = {
		.cells = doc->cells, .count = doc->count,
		.head = head, .bold = bold, .span = span
	};

	doc->kind->row(doc, &row);
	doc->filled = 0;
	doc->bold = false;
	pool_reset(&doc->row_pool);
}

void doc_table(struct doc *doc, const struct doc_column *columns)
{
	doc->columns = columns;
	doc->count = 0;
	while (columns[doc->count].head != NULL && doc->count < DOC_COLUMNS)
		doc->count++;
	doc->filled = 0;
	doc->tables++;
	doc->kind->table(doc);
	for (int i = 0; i < doc->count; i++)
		doc->cells[i] = columns[i].head;
	end_row(doc, true, true, false);
}

void doc_cell(struct doc *doc, const char *text)
{
	if (doc->count == 0)
		return;
	doc->cells[doc->filled++] = pool_copy(&doc->row_pool, text);
	if (doc->filled == doc->count)
		end_row(doc, false, doc->bold, false);
}

void doc_bold_row(struct doc *doc)
{
	doc->bold = true;
}

void doc_span(struct doc *doc, const char *text)
{
	doc->cells[0] = text == NULL ? "" : text;
	end_row(doc, false, true, true);
}

void doc_table_end(struct doc *doc)
{
	doc->kind->table_end(doc);
	doc->count = 0;
}

void doc_parties(struct doc *doc, const char *left_title, const char *left_name,
    const char *right_title, const char *right_name)
{
	const char *const titles[2] = { left_title, right_title };
	const char *const names[2] = { left_name, right_name };

	doc->kind->parties(doc, titles, names);
}

void doc_page_break(struct doc *doc)
{
	doc->kind->page_break(doc);
}

void doc_sign(struct doc *doc)
{
	if (doc->frame != NULL && !doc->is_signed)
		doc->kind->foot(doc);
	doc->is_signed = true;
}

bool doc_finish(struct doc *doc, struct buf *buf, struct err *err)
{
	doc_sign(doc);
	return doc->kind->end(doc, buf, err);
}

static bool to_stdout(const struct buf *buf, struct err *err)
{
	size_t done = 0;

	while (done < buf->length) {
		ssize_t n = write(STDOUT_FILENO, buf->data + done,
		    buf->length - done);

		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return fs_stream_failed(STDOUT_FILENO,
			    _("Cannot write the document"), err);
		done += (size_t)n;
	}
	return true;
}

bool doc_close(struct doc *doc, struct err *err)
{
	struct buf buf = { 0 };
	bool good = doc_finish(doc, &buf, err);

	if (good && doc->to_file)
		good = fs_out_write(&doc->file, buf_string(&buf), buf.length,
		    err) && fs_out_commit(&doc->file, err);
	else if (good)
		good = to_stdout(&buf, err);
	buf_free(&buf);
	doc_free(doc);
	return good;
}

bool doc_abort(struct doc *doc)
{
	doc_free(doc);
	return false;
}
