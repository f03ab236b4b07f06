#include "listing_inside.h"

#include "command_form.h"
#include "task.h"

#include "date.h"
#include "number.h"

#include <stdlib.h>
#include <string.h>

static bool load_source(struct view *view, const struct listing_source *source,
    struct err *err)
{
	struct listing_table *table = view->data;
	const int64_t *ids = NULL;
	bool good;

	*table = (struct listing_table){ 0 };
	while (source->heads[table->columns] != NULL)
		table->columns++;
	table->heads = pool_array(&view->pool, (size_t)table->columns,
	    sizeof(*table->heads));
	table->totals = pool_array(&view->pool, (size_t)table->columns,
	    sizeof(*table->totals));
	memcpy(table->heads, source->heads,
	    (size_t)table->columns * sizeof(*table->heads));
	good = source->load(view, &ids, &table->count, table->totals, err);
	if (!good)
		table->count = 0;
	list_set(view, ids, table->count);
	return good;
}

static bool read_source(struct view *view, int64_t id, const char ***row,
    struct err *err)
{
	struct listing_table *table = view->data;
	struct pool *pool = &view->ui->frame;

	*row = pool_array(pool, (size_t)table->columns, sizeof(**row));
	return view->screen->listing->source->row(view, id, pool, *row, err);
}

bool listing_load(struct view *view, struct err *err)
{
	const struct listing *l = view->screen->listing;
	const char *words[LISTING_WORDS];
	struct buf text = { 0 };
	struct listing_table *table;
	int64_t *ids;
	int at = 0;

	if (view->data == NULL)
		view->data = pool_alloc(&view->own, sizeof(*table));
	table = view->data;
	if (l->source != NULL)
		return load_source(view, l->source, err);
	*table = (struct listing_table){ 0 };
	for (; l->list[at] != NULL; at++)
		words[at] = l->list[at];
	if (view->word != NULL)
		words[at++] = view->word;
	words[at++] = "--csv";
	words[at] = NULL;
	/* Only now is the old list gone: a reload keeps the place. */
	if (!command_read(view->ui, words, &text, err)) {
		list_set(view, NULL, 0);
		buf_free(&text);
		return false;
	}
	listing_parse(table, buf_string(&text), &view->pool);
	buf_free(&text);
	ids = pool_array(&view->pool, (size_t)table->count + 1, sizeof(*ids));
	table->totals = pool_array(&view->pool, (size_t)table->columns + 1,
	    sizeof(*table->totals));
	for (int64_t i = 0; i < table->count; i++) {
		ids[i] = i + 1;
		for (int c = 0; c < table->columns; c++)
			table->totals[c] += strtoll(table->rows[i][c], NULL, 10);
	}
	list_set(view, ids, table->count);
	return true;
}

bool listing_row(struct view *view, int64_t id, struct err *err)
{
	struct listing_table *table = view->data;

	if (table != NULL && view->screen->listing->source != NULL) {
		const char **row;

		if (!read_source(view, id, &row, err))
			return false;
		view->row = row;
		return true;
	}
	if (table == NULL || id < 1 || id > table->count)
		return err_set(err, ERR_MISSING, _("This row is gone"));
	view->row = table->rows[id - 1];
	return true;
}

static const char *value_at(struct view *view, int64_t id, const char *key)
{
	struct listing_table *table = view->data;
	struct err none = { 0 };
	const char **row;

	if (table == NULL || view->screen->listing->source == NULL)
		return listing_field(table, id - 1, key);
	return id != 0 && read_source(view, id, &row, &none) ?
	    listing_value_of(table, row, key) : "";
}

const char *listing_value(struct view *view, const char *key)
{
	return value_at(view, list_id(view), key);
}

static const char *as_people_write(struct pool *pool, const char *value,
    enum listing_kind kind)
{
	struct date date;
	char text[DATE_TEXT];

	if (value[0] == '\0')
		return "";
	switch (kind) {
	case LISTING_NUMBER:
		return number_text(pool, strtoll(value, NULL, 10));
	case LISTING_BYTES:
		return number_bytes(pool, strtoll(value, NULL, 10));
	case LISTING_MONEY:
		return number_money(pool, strtoll(value, NULL, 10));
	case LISTING_DECIMAL:
		return number_real(pool, strtod(value, NULL), 3);
	case LISTING_DATE:
		if (!date_from_iso(pool_copy_n(pool, value,
		    strcspn(value, "T")), &date))
			return value;
		date_vi(date, text);
		return pool_copy(pool, text);
	case LISTING_TEXT:
		break;
	}
	return value;
}

static enum style style_of(const char *state)
{
	static const struct {
		const char *word;
		enum style style;
	} rows[] = {
		{ "approved", STYLE_GOOD }, { "passed", STYLE_GOOD },
		{ "accepted", STYLE_GOOD }, { "delivered", STYLE_GOOD },
		{ "done", STYLE_GOOD }, { "answered", STYLE_GOOD },
		{ "failed", STYLE_BAD }, { "returned", STYLE_BAD },
		{ "overdue", STYLE_BAD }, { "error", STYLE_BAD },
		{ "submitted", STYLE_WARN }, { "built", STYLE_WARN },
		{ "warning", STYLE_WARN }, { "draft", STYLE_INFO },
	};

	for (size_t i = 0; i < COUNT(rows); i++)
		if (strcmp(rows[i].word, state) == 0)
			return rows[i].style;
	return STYLE_TEXT;
}

const char *listing_cell(struct view *view, int column, enum style *style)
{
	const struct listing *l = view->screen->listing;
	const struct listing_column *c = &l->columns[column];
	const char *value = listing_value_of(view->data, view->row, c->key);

	if (l->state != NULL && strcmp(c->key, l->state) == 0)
		*style = style_of(value);
	if (l->words != NULL)
		value = l->words(c->key, value);
	return as_people_write(&view->ui->frame, value, c->kind);
}

static int64_t total_of(const struct listing_table *table, const char *key)
{
	for (int i = 0; i < table->columns; i++)
		if (strcmp(table->heads[i], key) == 0)
			return table->totals[i];
	return 0;
}

/* Sums of the columns that can be added, each behind `gap`; one that would
 * go over the edge is left out, not cut. */
static const char *sums(struct view *view, const char *head, const char *gap,
    bool *all)
{
	const struct listing *l = view->screen->listing;
	struct listing_table *table = view->data;
	struct pool *pool = &view->ui->frame;
	const char *words = head;

	for (int c = 0; view->screen->columns[c].title != NULL; c++) {
		const char *more;

		if (l->columns[c].kind == LISTING_TEXT ||
		    l->columns[c].kind == LISTING_DATE)
			continue;
		more = pool_printf(pool, "%s%s%s %s", words,
		    words[0] == '\0' ? "" : gap,
		    _(view->screen->columns[c].title), as_people_write(pool,
		    pool_printf(pool, "%lld", (long long)total_of(table,
		    l->columns[c].key)), l->columns[c].kind));
		if (text_width(more) < view->ui->cols)
			words = more;
		else
			*all = false;
	}
	return words;
}

static bool has_sums(const struct view *view)
{
	const struct listing *l = view->screen->listing;

	for (int c = 0; view->screen->columns[c].title != NULL; c++)
		if (l->columns[c].kind != LISTING_TEXT &&
		    l->columns[c].kind != LISTING_DATE)
			return true;
	return false;
}

const char *listing_status(struct view *view)
{
	const struct listing_table *table = view->data;
	const char *head, *words;
	bool all = true;

	if (table == NULL || table->count < 2 ||
	    view->list.marks.count > 0 || !has_sums(view))
		return "";
	head = pool_printf(&view->ui->frame, "%s:", _("Total"));
	words = sums(view, head, "   ", &all);
	/* Where they are too many, more of them without the word. */
	return all ? words : sums(view, "", "  ", &all);
}

bool listing_page(struct view *view, struct page *page, int64_t id,
    struct err *err)
{
	const struct listing *l = view->screen->listing;
	struct listing_table *table = view->data;
	const char *words[LISTING_WORDS];
	struct buf text = { 0 };
	int at = 0;

	if (table == NULL || id < 1 || l->show[0] == NULL ||
	    (l->source == NULL && id > table->count))
		return true;
	if (table->pane_id != id) {
		for (; l->show[at] != NULL; at++)
			words[at] = l->show[at];
		words[at++] = value_at(view, id, l->key);
		words[at] = NULL;
		if (!command_read(view->ui, words, &text, err)) {
			buf_free(&text);
			return false;
		}
		table->pane = pool_copy(&view->pool, buf_string(&text));
		table->pane_id = id;
		buf_free(&text);
	}
	page_line(page);
	for (const char *line = table->pane; *line != '\0';) {
		size_t length = strcspn(line, "\n");
		const char *said = pool_copy_n(page->pool, line, length);

		/* A sentence goes on below; the rows of a table are cut. */
		if (text_width(said) > page->width - 2 &&
		    strstr(said, "  ") == NULL) {
			page_wrap(page, 1, STYLE_TEXT, said);
		} else {
			page_line(page);
			page_at(page, 1, STYLE_TEXT, "%s", said);
		}
		line += length + (line[length] == '\n');
	}
	return true;
}

bool listing_command(struct view *view, const char *name, struct err *err)
{
	const struct listing *l = view->screen->listing;
	const char *key = view->word != NULL && strcmp(l->key, "") == 0 ?
	    view->word : listing_value(view, l->key);

	return command_form_by_name(view->ui, name, key, NULL, err);
}

bool listing_tell(struct view *view, const char *const *words,
    struct err *err)
{
	struct buf text = { 0 };
	bool good = command_read(view->ui, words, &text, err);

	if (good)
		ui_tell(view->ui, _(view->screen->title), buf_string(&text));
	buf_free(&text);
	return good;
}

bool listing_open(struct view *view, struct err *err)
{
	const struct listing *l = view->screen->listing;
	const char *words[LISTING_WORDS];
	int at = 0;

	for (; l->show[at] != NULL; at++)
		words[at] = l->show[at];
	words[at++] = listing_value(view, l->key);
	words[at] = NULL;
	return listing_tell(view, words, err);
}
