/* Listings as HTML and ODT: a document with one table. */
#include "out_doc.h"
#include "out_doc_kind.h"
#include "out_kind.h"
#include "text.h"

struct paper {
	struct doc *doc;
	struct doc_column *columns;
	bool open;		/* the table */
};

static void begin_paper(struct out *out)
{
	struct paper *paper = pool_alloc(&out->pool, sizeof(*paper));
	int shown = 0;

	out->own = paper;
	paper->doc = doc_new(out->kind->name, out->frame, out->title,
	    out->landscape);
	for (struct out_meta *m = out->meta; m != NULL; m = m->next)
		doc_line(paper->doc, DOC_LEFT, false, pool_printf(&out->row_pool,
		    "%s: %s", m->label, m->value));
	paper->columns = pool_array(&out->pool, (size_t)out->count + 1,
	    sizeof(*paper->columns));
	for (int i = 0; i < out->count && shown < DOC_COLUMNS; i++) {
		enum out_type type = out->columns[i].type;

		if (!out_shown(out, i))
			continue;
		paper->columns[shown].head = _(out->columns[i].head);
		paper->columns[shown++].align = out_is_number(type) &&
		    type != OUT_NUMBER ? DOC_RIGHT :
		    type == OUT_TEXT || type == OUT_WORD ? DOC_LEFT : DOC_CENTER;
	}
	doc_table(paper->doc, paper->columns);
	paper->open = true;
}

static void row_paper(struct out *out, enum out_row_kind kind,
    const struct out_cell *cells)
{
	struct paper *paper = out->own;

	if (kind != ROW_PLAIN)
		doc_bold_row(paper->doc);
	for (int i = 0; i < out->count; i++)
		if (out_shown(out, i))
			doc_cell(paper->doc, out_show(&out->row_pool,
			    out->columns[i].type, &cells[i]));
}

static void group_paper(struct out *out, const char *title)
{
	struct paper *paper = out->own;

	doc_span(paper->doc, title);
}

static void end_table(struct paper *paper)
{
	if (paper->open)
		doc_table_end(paper->doc);
	paper->open = false;
}

static void note_paper(struct out *out, const char *text)
{
	struct paper *paper = out->own;

	end_table(paper);
	doc_para(paper->doc, text);
}

static void end_paper(struct out *out)
{
	struct paper *paper = out->own;

	end_table(paper);
	(void)!doc_finish(paper->doc, &out->buf, &out->err);
}

static void drop_paper(struct out *out)
{
	struct paper *paper = out->own;

	if (paper != NULL)
		doc_free(paper->doc);
}

const struct out_kind out_kind_html = {
	.name = "html",
	.endings = " html htm ",
	.begin = begin_paper,
	.row = row_paper,
	.group = group_paper,
	.note = note_paper,
	.end = end_paper,
	.drop = drop_paper,
};

const struct out_kind out_kind_odt = {
	.name = "odt",
	.endings = " odt ",
	.begin = begin_paper,
	.row = row_paper,
	.group = group_paper,
	.note = note_paper,
	.end = end_paper,
	.drop = drop_paper,
};
