/* A table for a terminal or a pager: widths from the first rows, numbers to
 * the right, long texts cut only where a terminal is too narrow for them. */
#include "frame.h"
#include "out_kind.h"
#include "text.h"

#include <stdlib.h>

/* Rows kept to find the widths; what follows is shown with those. */
enum { SAMPLE = 1000, GAP = 2, LEAST = 8 };

enum line_kind { LINE_PLAIN, LINE_SUBTOTAL, LINE_TOTAL, LINE_GROUP };

struct line {
	enum line_kind kind;
	const char **words;	/* one a column; a group has its title first */
};

struct table {
	int *widths;
	struct line *lines;
	int kept;
	bool flowing;		/* widths are settled */
};

static bool to_the_right(const struct out *out, int column)
{
	return out_is_number(out->columns[column].type);
}

static void say_head(struct out *out)
{
	int width = out->options.width > 0 ? out->options.width : 100;

	if (out->frame != NULL)
		frame_text_head(out->frame, width, &out->buf);
	else if (out->title != NULL)
		buf_printf(&out->buf, "%s\n",
		    text_safe(&out->row_pool, out->title));
	for (struct out_meta *meta = out->meta; meta != NULL; meta = meta->next)
		buf_printf(&out->buf, "%s: %s\n",
		    text_safe(&out->row_pool, meta->label),
		    text_safe(&out->row_pool, meta->value));
	if (out->meta != NULL || (out->title != NULL && out->frame == NULL))
		buf_char(&out->buf, '\n');
}

/* Take from the widest column until the line fits the terminal. */
static void shrink(struct out *out, struct table *table)
{
	int most = out->options.width;

	if (most <= 0)
		return;
	for (;;) {
		int sum = -GAP, widest = -1;

		for (int i = 0; i < out->count; i++) {
			if (!out_shown(out, i))
				continue;
			sum += table->widths[i] + GAP;
			if (!to_the_right(out, i) && table->widths[i] > LEAST &&
			    (widest < 0 ||
			    table->widths[i] > table->widths[widest]))
				widest = i;
		}
		if (sum <= most || widest < 0)
			return;
		table->widths[widest]--;
	}
}

static void say_cells(struct out *out, struct table *table,
    const char *const *words)
{
	int wait = 0;		/* blanks due before the next word */

	for (int i = 0; i < out->count; i++) {
		bool right = to_the_right(out, i);
		const char *word = words[i];
		int over = table->widths[i] - text_width(word);

		if (!out_shown(out, i))
			continue;
		if (over < 0 && out->options.width > 0 && !right)
			word = text_fit(&out->row_pool, word, table->widths[i],
			    TEXT_LEFT, false);
		if (over < 0)
			over = 0;
		if (*word == '\0') {
			wait += table->widths[i];
		} else {
			buf_printf(&out->buf, "%*s%s", wait + (right ? over : 0),
			    "", word);
			wait = right ? 0 : over;
		}
		wait += GAP;
	}
	buf_char(&out->buf, '\n');
}

static void say_rule(struct out *out, struct table *table)
{
	bool first = true;

	for (int i = 0; i < out->count; i++) {
		if (!out_shown(out, i))
			continue;
		if (!first)
			buf_printf(&out->buf, "%*s", GAP, "");
		first = false;
		for (int n = 0; n < table->widths[i]; n++)
			buf_char(&out->buf, '-');
	}
	buf_char(&out->buf, '\n');
}

static void say_line(struct out *out, struct table *table,
    const struct line *line)
{
	if (line->kind == LINE_GROUP) {
		buf_printf(&out->buf, "\n%s\n", line->words[0]);
		return;
	}
	if (line->kind != LINE_PLAIN)
		say_rule(out, table);
	say_cells(out, table, line->words);
	out_flush(out, false);
}

static void widen(struct out *out, struct table *table,
    const struct line *line)
{
	if (line->kind == LINE_GROUP)
		return;
	for (int i = 0; i < out->count; i++) {
		int cells = text_width(line->words[i]);

		if (cells > table->widths[i])
			table->widths[i] = cells;
	}
}

static void settle(struct out *out, struct table *table)
{
	const char **heads;

	if (table->flowing)
		return;
	table->flowing = true;
	heads = pool_array(&out->pool, (size_t)out->count, sizeof(*heads));
	for (int i = 0; i < out->count; i++) {
		heads[i] = text_safe(&out->pool, _(out->columns[i].head));
		if (text_width(heads[i]) > table->widths[i])
			table->widths[i] = text_width(heads[i]);
		if (out->columns[i].width > table->widths[i])
			table->widths[i] = out->columns[i].width;
	}
	for (int i = 0; i < table->kept; i++)
		widen(out, table, &table->lines[i]);
	shrink(out, table);
	say_cells(out, table, heads);
	say_rule(out, table);
	for (int i = 0; i < table->kept; i++)
		say_line(out, table, &table->lines[i]);
}

static void begin_text(struct out *out)
{
	struct table *table = pool_alloc(&out->pool, sizeof(*table));

	table->widths = pool_array(&out->pool, (size_t)out->count, sizeof(int));
	table->lines = pool_array(&out->pool, SAMPLE, sizeof(*table->lines));
	out->own = table;
	say_head(out);
}

/* Where the words of the next line live: as long as they are kept. */
static struct pool *line_pool(struct out *out)
{
	struct table *table = out->own;

	if (table->kept >= SAMPLE)
		settle(out, table);
	return table->flowing ? &out->row_pool : &out->pool;
}

static void take(struct out *out, struct line line)
{
	struct table *table = out->own;

	if (table->flowing)
		say_line(out, table, &line);
	else
		table->lines[table->kept++] = line;
}

static void row_text(struct out *out, enum out_row_kind kind,
    const struct out_cell *cells)
{
	struct line line = { .kind = kind == ROW_TOTAL ? LINE_TOTAL :
	    kind == ROW_SUBTOTAL ? LINE_SUBTOTAL : LINE_PLAIN };
	struct pool *pool = line_pool(out);

	line.words = pool_array(pool, (size_t)out->count, sizeof(*line.words));
	for (int i = 0; i < out->count; i++)
		line.words[i] = pool_copy(pool, text_safe(pool,
		    out_show(pool, out->columns[i].type, &cells[i])));
	take(out, line);
}

static void group_text(struct out *out, const char *title)
{
	struct line line = { .kind = LINE_GROUP };
	struct pool *pool = line_pool(out);

	line.words = pool_array(pool, 1, sizeof(*line.words));
	line.words[0] = text_safe(pool, title);
	take(out, line);
}

static void note_text(struct out *out, const char *text)
{
	settle(out, out->own);
	buf_char(&out->buf, '\n');
	frame_text_fill(&out->buf, text,
	    out->options.width > 0 ? out->options.width : 100, 0);
}

static void end_text(struct out *out)
{
	settle(out, out->own);
	if (out->rows == 0)
		buf_printf(&out->buf, "%s\n", _("(nothing)"));
	if (out->frame != NULL)
		frame_text_foot(out->frame,
		    out->options.width > 0 ? out->options.width : 100,
		    &out->buf);
}

const struct out_kind out_kind_text = {
	.name = "text",
	.endings = " txt text ",
	.begin = begin_text,
	.row = row_text,
	.group = group_text,
	.note = note_text,
	.end = end_text,
};
