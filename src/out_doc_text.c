/* Letters as plain text, 80 cells wide (tables as wide as they are). */
#include "frame.h"
#include "out_doc_kind.h"
#include "text.h"

#include <string.h>

enum { WIDTH = 80, CELL_MOST = 44 };

struct kept_row {
	struct kept_row *next;
	const char **cells;
	bool head, bold, span;
};

struct text_doc {
	struct kept_row *first, **last;
};

static void begin_text(struct doc *doc)
{
	doc->own = pool_alloc(&doc->pool, sizeof(struct text_doc));
	if (doc->frame != NULL)
		frame_text_head(doc->frame, WIDTH, &doc->body);
	else if (*doc->title != '\0')
		buf_printf(&doc->body, "%s\n\n",
		    text_safe(&doc->pool, doc->title));
}

static void para_text(struct doc *doc, enum doc_style style, const char *text)
{
	const char *safe = text_safe(&doc->row_pool, text);
	int cells = text_width(safe);
	int left = 0;

	switch (style) {
	case DOC_HEAD1:
	case DOC_HEAD2:
		buf_char(&doc->body, '\n');
		frame_text_fill(&doc->body, safe, WIDTH, 0);
		break;
	case DOC_ITEM:
		frame_text_fill(&doc->body, pool_printf(&doc->row_pool, "- %s",
		    safe), WIDTH, 2);
		break;
	case DOC_LINE_RIGHT:
	case DOC_BOLD_RIGHT:
		left = cells < WIDTH ? WIDTH - cells : 0;
		buf_printf(&doc->body, "%*s%s\n", left, "", safe);
		break;
	case DOC_LINE_CENTER:
	case DOC_BOLD_CENTER:
		left = cells < WIDTH ? (WIDTH - cells) / 2 : 0;
		buf_printf(&doc->body, "%*s%s\n", left, "", safe);
		break;
	default:
		frame_text_fill(&doc->body, safe, WIDTH, 0);
		break;
	}
	pool_reset(&doc->row_pool);
}

static void table_text(struct doc *doc)
{
	struct text_doc *own = doc->own;

	own->first = NULL;
	own->last = &own->first;
}

static void row_text(struct doc *doc, const struct doc_row *row)
{
	struct text_doc *own = doc->own;
	struct kept_row *kept = pool_alloc(&doc->pool, sizeof(*kept));

	kept->head = row->head;
	kept->bold = row->bold;
	kept->span = row->span;
	kept->cells = pool_array(&doc->pool, (size_t)row->count,
	    sizeof(*kept->cells));
	for (int i = 0; i < (row->span ? 1 : row->count); i++)
		kept->cells[i] = pool_copy(&doc->pool,
		    text_safe(&doc->pool, row->cells[i]));
	*own->last = kept;
	own->last = &kept->next;
}

static void widths_of(const struct doc *doc, const struct kept_row *row,
    int *widths)
{
	for (; row != NULL; row = row->next)
		for (int i = 0; !row->span && i < doc->count; i++) {
			int cells = text_width(row->cells[i]);

			if (cells > CELL_MOST)
				cells = CELL_MOST;
			if (cells > widths[i])
				widths[i] = cells;
		}
}

/* The part of a long cell that fits one line; the rest stays for the next. */
static const char *cut(struct pool *pool, const char **rest, int width)
{
	const char *s = *rest;
	const char *space = NULL;
	size_t length = 0, keep;
	int cells = 0, used = 0;

	while (s[length] != '\0') {
		size_t n = text_cluster(s + length, &cells);

		if (n == 0 || used + cells > width)
			break;
		if (s[length] == ' ')
			space = s + length;
		used += cells;
		length += n;
	}
	keep = length;
	if (s[length] != '\0' && s[length] != ' ' && space != NULL)
		keep = (size_t)(space - s);
	if (keep == 0)
		keep = strlen(s);
	*rest = s + keep + (s[keep] == ' ');
	return pool_copy_n(pool, s, keep);
}

static void say_row(struct doc *doc, const struct kept_row *row,
    const int *widths)
{
	const char *rest[DOC_COLUMNS];
	const int count = doc->count;
	bool more = true;

	for (int i = 0; i < count; i++)
		rest[i] = row->cells[i];
	while (more) {
		more = false;
		for (int i = 0; i < count; i++) {
			const char *part = cut(&doc->row_pool, &rest[i],
			    widths[i]);

			buf_printf(&doc->body, "| %s ", text_fit(&doc->row_pool,
			    part, widths[i], doc->columns[i].align ==
			    DOC_RIGHT && !row->head ? TEXT_RIGHT : TEXT_LEFT,
			    false));
			more = more || *rest[i] != '\0';
		}
		buf_text(&doc->body, "|\n");
	}
	pool_reset(&doc->row_pool);
}

static void rule(struct doc *doc, const int *widths)
{
	for (int i = 0; i < doc->count; i++) {
		buf_char(&doc->body, '+');
		for (int n = 0; n < widths[i] + 2; n++)
			buf_char(&doc->body, '-');
	}
	buf_text(&doc->body, "+\n");
}

static void table_end_text(struct doc *doc)
{
	struct text_doc *own = doc->own;
	int widths[DOC_COLUMNS] = { 0 };

	widths_of(doc, own->first, widths);
	rule(doc, widths);
	for (struct kept_row *row = own->first; row != NULL; row = row->next) {
		if (row->span)
			buf_printf(&doc->body, "| %s\n", row->cells[0]);
		else
			say_row(doc, row, widths);
		if (row->head)
			rule(doc, widths);
	}
	rule(doc, widths);
}

static void side_by_side(struct doc *doc, const char *left, const char *right)
{
	struct pool pool = { 0 };

	buf_printf(&doc->body, "%s%s\n",
	    text_fit(&pool, text_safe(&pool, left == NULL ? "" : left),
	    WIDTH / 2, TEXT_CENTER, false),
	    text_fit(&pool, text_safe(&pool, right == NULL ? "" : right),
	    WIDTH / 2, TEXT_CENTER, false));
	pool_free(&pool);
}

static void parties_text(struct doc *doc, const char *const titles[2],
    const char *const names[2])
{
	buf_char(&doc->body, '\n');
	side_by_side(doc, titles[0], titles[1]);
	buf_text(&doc->body, "\n\n\n");
	side_by_side(doc, names[0], names[1]);
}

static void page_break_text(struct doc *doc)
{
	buf_text(&doc->body, "\n\n");
}

static void foot_text(struct doc *doc)
{
	frame_text_foot(doc->frame, WIDTH, &doc->body);
}

static bool end_text(struct doc *doc, struct buf *out, struct err *err)
{
	(void)err;
	buf_add(out, buf_string(&doc->body), doc->body.length);
	return true;
}

const struct doc_kind doc_kind_text = {
	.name = "text",
	.begin = begin_text,
	.para = para_text,
	.table = table_text,
	.row = row_text,
	.table_end = table_end_text,
	.parties = parties_text,
	.page_break = page_break_text,
	.foot = foot_text,
	.end = end_text,
};
