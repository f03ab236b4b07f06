/* What people chose for the columns of a table: meanings (--map), encodings
 * and capitals. A choice is a text, so that it can be kept for the next table
 * with the same heads:
 *	title=Nội dung		the column means the title
 *	encoding tcvn3=C	it is read so
 *	upper=#3		and in capitals
 * A column is named by its head, its number, its letter, or #number. */
#include "import_inside.h"

#include "import_batch.h"
#include "text.h"

#include <stdlib.h>
#include <string.h>

static const char encoding_word[] = "encoding ";

static size_t length_of(const char *const *list)
{
	size_t count = 0;

	while (list != NULL && list[count] != NULL)
		count++;
	return count;
}

static bool wrong_map(struct import *in, const char *map)
{
	return err_set(in->err, ERR_USAGE, _("--map %s: say FIELD=COLUMN with "
	    "one of the fields of \"bansao import fields\""), map);
}

static bool wrong_encoding(struct import *in, const char *text)
{
	return err_set(in->err, ERR_USAGE, _("--encoding %s: say COLUMN=NAME "
	    "with utf8, tcvn3, vni, viscii, cp1258 or double"), text);
}

bool import_choices(struct import *in)
{
	const struct import_options *o = in->options;
	size_t maps = length_of(o->maps);
	size_t encodings = length_of(o->encodings);
	size_t uppers = length_of(o->upper);
	size_t at = 0;

	in->given = pool_array(in->pool, maps + encodings + uppers + 1,
	    sizeof(*in->given));
	for (size_t i = 0; i < maps; i++) {
		const char *equals = strchr(o->maps[i], '=');

		if (equals == NULL || column_by_name(pool_copy_n(in->pool,
		    o->maps[i], (size_t)(equals - o->maps[i]))) == NULL)
			return wrong_map(in, o->maps[i]);
		in->given[at++] = o->maps[i];
	}
	for (size_t i = 0; i < encodings; i++) {
		const char *equals = strrchr(o->encodings[i], '=');
		enum encoding encoding;

		if (equals == NULL || !encoding_find(equals + 1, &encoding) ||
		    encoding == ENCODING_AUTO ||
		    encoding == ENCODING_UTF16LE ||
		    encoding == ENCODING_UTF16BE)
			return wrong_encoding(in, o->encodings[i]);
		in->given[at++] = pool_printf(in->pool, "%s%s=%.*s",
		    encoding_word, encoding_name(encoding),
		    (int)(equals - o->encodings[i]), o->encodings[i]);
	}
	for (size_t i = 0; i < uppers; i++)
		in->given[at++] = pool_printf(in->pool, "upper=%s",
		    o->upper[i]);
	return true;
}

/* The column a choice names: its head, its number, its letter or what it
 * means already. */
static int named_column(struct import *in, const char *name)
{
	const char *fold = text_fold(&in->sheet_pool, name);
	int number = 0;

	if (name[0] == '#' && import_all_digits(name + 1) && strlen(name) < 6)
		return atoi(name + 1) - 1;
	for (size_t c = 0; c < in->column_count; c++)
		if (strcmp(text_fold(&in->sheet_pool, in->columns[c].head),
		    fold) == 0)
			return (int)c;
	if (import_all_digits(name) && strlen(name) < 5)
		return atoi(name) - 1;
	for (size_t c = 0; c < in->column_count; c++)
		if (in->columns[c].kind != NULL && strcmp(text_fold(
		    &in->sheet_pool, in->columns[c].kind->name), fold) == 0)
			return (int)c;
	for (; *name >= 'A' && *name <= 'Z' && number < 1000; name++)
		number = number * 26 + *name - 'A' + 1;
	return *name == '\0' ? number - 1 : -1;
}

static void choose_kind(struct import *in, int column, const char *name)
{
	const struct column_kind *kind = column_by_name(name);

	for (size_t c = 0; kind != NULL && c < in->column_count; c++)
		if (in->columns[c].kind == kind && kind->role != COLUMN_SKIP) {
			in->columns[c].kind = NULL;
			in->columns[c].told = false;
		}
	in->columns[column].kind = kind;
	in->columns[column].told = true;
}

static void choose_one(struct import *in, const char *choice)
{
	char *name = pool_copy(&in->sheet_pool, choice);
	char *equals = strchr(name, '=');
	struct import_column *chosen;
	int column;

	if (equals == NULL)
		return;
	*equals = '\0';
	column = named_column(in, equals + 1);
	if (column < 0 || column >= (int)in->column_count) {
		import_tell(in, "M005", 0, 0, _("%s: there is no column %s"),
		    name, equals + 1);
		return;
	}
	chosen = &in->columns[column];
	if (strcmp(name, "upper") == 0)
		chosen->upper = true;
	else if (strncmp(name, encoding_word, sizeof(encoding_word) - 1) != 0)
		choose_kind(in, column, name);
	else
		chosen->encoding_told = encoding_find(name +
		    sizeof(encoding_word) - 1, &chosen->encoding);
}

static bool saved(struct import *in, const char *heads, const char **text)
{
	*text = "";
	return !in->options->afresh && import_mapping_get(in->db, heads,
	    in->pool, text, in->err) && (*text)[0] != '\0';
}

bool import_chosen_head(struct import *in, const char *const *heads,
    size_t count)
{
	struct buf line = { 0 };
	const char *ignored;
	bool found = false;

	for (size_t c = 0; c < count; c++) {
		const char *fold = text_fold(&in->sheet_pool, heads[c]);

		buf_printf(&line, "%s%s", c > 0 ? "\x1f" : "", fold);
		for (size_t i = 0; fold[0] != '\0' && in->given[i] != NULL;
		    i++) {
			const char *name = strchr(in->given[i], '=');

			found |= name != NULL && strcmp(text_fold(
			    &in->sheet_pool, name + 1), fold) == 0;
		}
	}
	found |= saved(in, buf_string(&line), &ignored);
	buf_free(&line);
	return found;
}

void import_choose(struct import *in, const char *heads)
{
	const char *text;

	if (saved(in, heads, &text)) {
		char *rest = pool_copy(in->pool, text);
		struct buf shown = { 0 };

		in->result->remembered = true;
		while (rest != NULL) {
			const char *one = strsep(&rest, "\x1f");

			choose_one(in, one);
			buf_printf(&shown, "%s%s", shown.length > 0 ? ", " :
			    "", one);
		}
		import_tell(in, "M009", 0, 0, _("the columns are read as the "
		    "last time a table had these heads: %s"), text_safe(
		    in->pool, buf_string(&shown)));
		buf_free(&shown);
	}
	for (size_t i = 0; in->given[i] != NULL; i++)
		choose_one(in, in->given[i]);
}

/* By number: a column is known again by the heads before it. */
const char *import_choice_text(struct import *in,
    const struct import_column *columns, size_t count)
{
	struct buf text = { 0 };
	const char *result;
	bool heads = false;

	for (size_t c = 0; c < count; c++) {
		int number = (int)c + 1;

		heads |= columns[c].head[0] != '\0';
		if (columns[c].told && columns[c].kind != NULL)
			buf_printf(&text, "%s%s=#%d", text.length > 0 ?
			    "\x1f" : "", columns[c].kind->name, number);
		if (columns[c].encoding_told)
			buf_printf(&text, "%s%s%s=#%d", text.length > 0 ?
			    "\x1f" : "", encoding_word,
			    encoding_name(columns[c].encoding), number);
		if (columns[c].upper)
			buf_printf(&text, "%supper=#%d", text.length > 0 ?
			    "\x1f" : "", number);
	}
	result = heads ? pool_copy(in->pool, buf_string(&text)) : "";
	buf_free(&text);
	return result;
}
