/* What the columns of the table are: what their heads say, what people chose
 * for them, and the encoding each of them is in. */
#include "import_inside.h"

#include "text.h"

#include <string.h>
#include <strings.h>

/* "identifier" is the archive in TT02, but the unit where ISAD(G) levels are
 * given. */
static void settle_isad(struct import *in)
{
	bool levels = false;

	for (size_t c = 0; c < in->column_count; c++)
		levels |= in->columns[c].kind != NULL &&
		    in->columns[c].kind->role == COLUMN_LEVEL;
	for (size_t c = 0; levels && c < in->column_count; c++)
		if (strcasecmp(in->columns[c].head, "identifier") == 0)
			in->columns[c].kind = column_by_name("fileCode");
}

/* TT02 calls the number of sheets "Maintenance" too; other heads that come
 * twice are read once. */
static void settle_doubles(struct import *in)
{
	for (size_t c = 0; c < in->column_count; c++)
		for (size_t b = 0; b < c; b++) {
			const struct column_kind *kind = in->columns[c].kind;

			if (kind == NULL || kind != in->columns[b].kind ||
			    kind->role == COLUMN_SKIP ||
			    kind->role == COLUMN_SERIAL)
				continue;
			in->columns[c].kind = NULL;
			in->columns[c].double_head = true;
			if (strcmp(kind->name, "maintenance") == 0)
				in->columns[c].kind =
				    column_by_name("numberOfPaper");
			else
				import_tell(in, "M006", 0, (int)c + 1,
				    _("the column has the same meaning as "
				    "column %d and is not read"), (int)b + 1);
			break;
		}
}

/* Which encoding each column has: told, or judged by its samples. */
static void settle_encoding(struct import *in, size_t c, int from)
{
	struct import_column *column = &in->columns[c];
	struct encoding_clues clues = { 0 };
	bool raw = false;

	for (int row = from; row < (int)in->sample_count; row++) {
		const struct sample *sample = &in->samples[row];
		const struct cell *cell;

		if (c >= sample->count)
			continue;
		cell = &sample->cells[c];
		if (sample->raw)
			encoding_add_bytes(&clues, cell->text, cell->length);
		else
			encoding_add_text(&clues, cell->text);
		raw |= sample->raw;
	}
	column->guess = encoding_judge(&clues, raw);
	if (column->encoding_told)
		return;
	column->encoding = in->options->encoding != ENCODING_AUTO ?
	    in->options->encoding : column->guess.encoding;
	if (in->options->encoding != ENCODING_AUTO || column->kind == NULL ||
	    column->kind->role == COLUMN_SKIP ||
	    column->guess.encoding == ENCODING_UTF8)
		return;
	if (column->guess.sure) {
		import_tell(in, "E001", 0, (int)c + 1,
		    _("read as %s (%d%% of the words are Vietnamese then)"),
		    encoding_name(column->encoding), column->guess.confidence);
		return;
	}
	if (!raw)
		column->encoding = ENCODING_UTF8;
	if (raw || column->guess.confidence >= 60)
		import_tell(in, "E002", 0, (int)c + 1,
		    _("perhaps %s (%d%%), not certain enough to be applied"),
		    encoding_name(column->guess.encoding),
		    column->guess.confidence);
}

/* For the log, and to know such a table again. */
static void log_heads(struct import *in)
{
	struct buf heads = { 0 };

	for (size_t c = 0; c < in->column_count; c++)
		buf_printf(&heads, "%s%s", c > 0 ? "\x1f" : "",
		    text_fold(&in->sheet_pool, in->columns[c].head));
	if ((in->log_count & (in->log_count - 1)) == 0)
		in->logs = must_realloc(in->logs, (in->log_count == 0 ? 8 :
		    in->log_count * 2) * sizeof(*in->logs));
	in->logs[in->log_count++] = (struct sheet_log){ in->sheet_number,
	    in->sheet, pool_copy(in->pool, buf_string(&heads)), in->columns,
	    in->column_count };
	buf_free(&heads);
}

void import_settle_columns(struct import *in, const struct head *head,
    int from)
{
	size_t count = 0;

	for (size_t row = 0; row < in->sample_count; row++)
		if (in->samples[row].count > count)
			count = in->samples[row].count;
	in->column_count = count;
	in->columns = pool_array(in->pool, count + 1, sizeof(*in->columns));
	for (size_t c = 0; c < count; c++) {
		in->columns[c].head = "";
		if (head->lower >= 0)
			in->columns[c].head = pool_copy(in->pool, import_head_text(
			    in, head, c, &in->columns[c].kind));
	}
	settle_isad(in);
	settle_doubles(in);
	log_heads(in);
	import_choose(in, in->logs[in->log_count - 1].heads);
	for (size_t c = 0; c < count; c++) {
		settle_encoding(in, c, from);
		if (in->columns[c].guess.capitals && !in->columns[c].upper &&
		    in->columns[c].kind != NULL)
			import_tell(in, "E003", 0, (int)c + 1,
			    _("written in a capital font (.VnTimeH): add "
			    "--upper %d to read it in capitals"), (int)c + 1);
		if (in->columns[c].kind == NULL &&
		    !in->columns[c].double_head && in->columns[c].head[0] != '\0')
			import_tell(in, "M007", 0, (int)c + 1,
			    _("this column is not recognised and not read"));
	}
}

