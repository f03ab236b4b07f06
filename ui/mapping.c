#include "mapping.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct mapping *mapping_of(struct view *view)
{
	if (view->data == NULL)
		view->data = pool_alloc(&view->own, sizeof(struct mapping));
	return view->data;
}

const char *mapping_value(struct view *view, int64_t id, const char *key)
{
	return listing_field(mapping_of(view)->table, id - 1, key);
}

bool mapping_is(struct view *view, int64_t id, const char *key)
{
	return strcmp(mapping_value(view, id, key), "true") == 0 ||
	    strcmp(mapping_value(view, id, key), "1") == 0;
}

/* --- the words of the command ---------------------------------------------------- */

void mapping_push(struct mapping_line *line, const char *word)
{
	if (line->count < WORDS)
		line->words[line->count++] = word;
}

void mapping_push_pair(struct mapping_line *line, const char *option,
    const char *word)
{
	mapping_push(line, option);
	mapping_push(line, word);
}

void mapping_push_choices(struct mapping_line *line, const struct mapping *m,
    struct pool *pool)
{
	if (m->afresh)
		mapping_push(line, "--afresh");
	if (m->head[0] != '\0')
		mapping_push_pair(line, "--head", m->head);
	if (m->sheet[0] != '\0')
		mapping_push_pair(line, "--sheet", m->sheet);
	for (int i = 0; i < m->count; i++) {
		const struct chosen *c = &m->chosen[i];
		long long column = (long long)c->column;

		if (c->field[0] != '\0')
			mapping_push_pair(line, "--map", pool_printf(pool,
			    "%s=#%lld", c->field, column));
		if (c->encoding[0] != '\0')
			mapping_push_pair(line, "--encoding", pool_printf(pool,
			    "#%lld=%s", column, c->encoding));
		if (c->upper)
			mapping_push_pair(line, "--upper", pool_printf(pool,
			    "#%lld", column));
	}
}

struct chosen *mapping_chosen(struct mapping *m, int64_t column)
{
	for (int i = 0; i < m->count; i++)
		if (m->chosen[i].column == column)
			return &m->chosen[i];
	if (m->count == MOST_CHOSEN)
		return NULL;
	m->chosen[m->count] = (struct chosen){ .column = column };
	return &m->chosen[m->count++];
}

/* The choices of the last time become choices that can be changed. */
static void take_remembered(struct view *view)
{
	struct mapping *m = mapping_of(view);

	for (int64_t id = 1; id <= listing_rows(m->table); id++) {
		struct chosen *c;

		if (!mapping_is(view, id, "told") &&
		    !mapping_is(view, id, "upper") &&
		    !mapping_is(view, id, "encoding_told"))
			continue;
		c = mapping_chosen(m, id);
		if (c == NULL)
			break;
		if (mapping_is(view, id, "told"))
			snprintf(c->field, sizeof(c->field), "%s",
			    mapping_value(view, id, "field"));
		if (mapping_is(view, id, "encoding_told"))
			snprintf(c->encoding, sizeof(c->encoding), "%s",
			    mapping_value(view, id, "encoding"));
		c->upper = mapping_is(view, id, "upper");
	}
	m->afresh = m->remembered = true;
}

bool mapping_load(struct view *view, struct err *err)
{
	static const char *const fields[] = { "import", "fields", "--csv",
	    NULL };
	struct mapping *m = mapping_of(view);
	struct mapping_line line = { 0 };
	int64_t *ids;
	int64_t count;

	list_set(view, NULL, 0);
	m->table = NULL;
	/* The word comes with mapping_open. */
	if (view->word == NULL)
		return true;
	mapping_push_pair(&line, "import", "preview");
	mapping_push_pair(&line, view->word, "--csv");
	mapping_push_choices(&line, m, &view->pool);
	if ((m->fields == NULL && !listing_read(view->ui, fields, &view->own,
	    &m->fields, err)) || !listing_read(view->ui, line.words,
	    &view->pool, &m->table, err))
		return false;
	if (!m->afresh && mapping_is(view, 1, "remembered"))
		take_remembered(view);
	/* Once a column is chosen, nothing says any more where they stand. */
	if (mapping_is(view, 1, "head_guessed"))
		snprintf(m->head, sizeof(m->head), "%s",
		    mapping_value(view, 1, "head_row"));
	count = listing_rows(m->table);
	ids = pool_array(&view->pool, (size_t)count + 1, sizeof(*ids));
	for (int64_t i = 0; i < count; i++)
		ids[i] = i + 1;
	list_set(view, ids, count);
	return true;
}
