/* Where the table begins and what its columns are: the title block above,
 * heads of one or two rows (merged cells leave the others empty), the row of
 * column numbers below, each in whatever encoding it is. */
#include "import_inside.h"

#include "import_batch.h"
#include "text.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

static const enum encoding readings[] = { ENCODING_UTF8, ENCODING_TCVN3,
    ENCODING_VNI, ENCODING_VISCII, ENCODING_CP1258, ENCODING_DOUBLE };

struct head {
	int upper;		/* index of a sample, -1: none */
	int lower;		/* the row that counts */
	enum encoding encoding;
};

bool import_all_digits(const char *text)
{
	if (*text == '\0')
		return false;
	while (*text >= '0' && *text <= '9')
		text++;
	return *text == '\0';
}

static const char *trim(struct pool *pool, const char *text)
{
	size_t length;

	while (*text == ' ' || (*text >= '\t' && *text <= '\r') ||
	    (text[0] == '\xc2' && text[1] == '\xa0'))
		text += *text == '\xc2' ? 2 : 1;
	length = strlen(text);
	while (length > 0 && (text[length - 1] == ' ' ||
	    (text[length - 1] >= '\t' && text[length - 1] <= '\r')))
		length--;
	return text[length] == '\0' ? text :
	    pool_copy_n(pool, text, length);
}

static const char *read_cell(struct pool *pool, enum encoding encoding,
    const struct cell *cell, bool raw)
{
	bool bare = raw || strlen(cell->text) != cell->length;

	return trim(pool, bare ? encoding_decode(pool, encoding, cell->text,
	    cell->length, NULL) : encoding_repair(pool, encoding, cell->text,
	    NULL));
}

const char *import_text(struct import *in, struct pool *pool,
    const struct import_column *column, const struct cell *cell, bool raw)
{
	const char *text;

	(void)in;
	if (cell->length == 0)
		return "";
	text = read_cell(pool, column->encoding, cell, raw);
	return column->upper ? text_upper(pool, text) : text;
}

static const char *sample_text(struct import *in, int row, size_t column,
    enum encoding encoding)
{
	const struct sample *sample = &in->samples[row];

	if (row < 0 || column >= sample->count)
		return "";
	return read_cell(&in->sheet_pool, encoding, &sample->cells[column],
	    sample->raw);
}

/* --- finding the head ---------------------------------------------------- */

/* How many cells of the row are heads we know; 0 without one that every
 * inventory has. */
static int score(struct import *in, int row, enum encoding encoding)
{
	bool needed = false;
	int found = 0;

	for (size_t c = 0; c < in->samples[row].count && c < 64; c++) {
		const char *text = sample_text(in, row, c, encoding);
		const struct column_kind *kind = text[0] == '\0' ||
		    strlen(text) > 200 ? NULL : column_by_head(text);

		if (kind == NULL)
			continue;
		found++;
		needed |= strcmp(kind->name, "title") == 0 ||
		    strcmp(kind->name, "fileCode") == 0;
	}
	return needed ? found : 0;
}

static const char *carried(struct import *in, const struct head *head,
    size_t column)
{
	/* A merged cell has its text in its first column. */
	for (size_t c = column + 1; c-- > 0;) {
		const char *text = sample_text(in, head->upper, c,
		    head->encoding);

		if (text[0] != '\0')
			return text;
	}
	return "";
}

/* The head of a column, of both rows where there are two. */
static const char *head_text(struct import *in, const struct head *head,
    size_t column, const struct column_kind **kind)
{
	const char *lower = sample_text(in, head->lower, column,
	    head->encoding);
	const char *upper;
	const char *both;

	if (head->upper < 0) {
		*kind = column_by_head(lower);
		return lower;
	}
	if (lower[0] == '\0') {
		upper = sample_text(in, head->upper, column, head->encoding);
		*kind = column_by_head(upper);
		return upper;
	}
	upper = carried(in, head, column);
	both = pool_printf(&in->sheet_pool, "%s %s", upper, lower);
	*kind = column_by_head(both);
	if (*kind == NULL)
		*kind = column_by_head(lower);
	return both;
}

/* A row of heads above or below that fills what the best row leaves open. */
static bool completes(struct import *in, int upper, int lower,
    enum encoding encoding)
{
	struct head head = { upper, lower, encoding };
	bool completed = false;

	if (upper < 0 || lower >= (int)in->sample_count ||
	    in->samples[lower].number - in->samples[upper].number > 1)
		return false;
	for (size_t c = 0; c < in->samples[lower].count && c < 64; c++) {
		const char *low = sample_text(in, lower, c, encoding);
		const char *high = sample_text(in, upper, c, encoding);
		const struct column_kind *kind;

		if (low[0] == '\0')
			continue;
		head_text(in, &head, c, &kind);
		/* A value below a head that is complete: this is data. */
		if (kind == NULL || (high[0] != '\0' &&
		    column_by_head(high) != NULL &&
		    column_by_head(high) != kind &&
		    kind->role != COLUMN_FIELD))
			return false;
		completed = true;
	}
	return completed;
}

static bool find_head(struct import *in, struct head *head)
{
	int best = 1;

	*head = (struct head){ -1, -1, ENCODING_UTF8 };
	for (int row = 0; row < (int)in->sample_count && row < 60; row++)
		for (size_t e = 0; e < COUNT(readings); e++) {
			int found = score(in, row, readings[e]);

			if (found <= best)
				continue;
			best = found;
			head->lower = row;
			head->encoding = readings[e];
		}
	if (head->lower < 0)
		return false;
	if (completes(in, head->lower, head->lower + 1, head->encoding)) {
		head->upper = head->lower;
		head->lower++;
	} else if (head->lower > 0 && completes(in, head->lower - 1,
	    head->lower, head->encoding)) {
		head->upper = head->lower - 1;
	}
	return true;
}

/* (1) (2) (3), or 1 2 3, below the head. */
static bool is_numbering(struct import *in, int row)
{
	int count = 0;

	if (row >= (int)in->sample_count)
		return false;
	for (size_t c = 0; c < in->samples[row].count; c++) {
		const char *text = sample_text(in, row, c, ENCODING_UTF8);
		const char *at = text + (*text == '(');

		if (*text == '\0')
			continue;
		if (strtol(at, NULL, 10) != count + 1)
			return false;
		count++;
	}
	return count >= 3;
}

/* --- the title block ----------------------------------------------------- */

static const char *after_colon(struct import *in, const char *text)
{
	const char *colon = strchr(text, ':');

	return colon == NULL ? "" : trim(&in->sheet_pool, colon + 1);
}

static const char *without(const char *text, const char *word)
{
	size_t length = strlen(word);

	return strncmp(text, word, length) == 0 ? text + length : NULL;
}

/* PHÔNG ỦY BAN NHÂN DÂN TỈNH, Tên phông: ..., SƯU TẬP ... */
static void block_name(struct import *in, const char *text)
{
	static const struct {
		const char *word;
		const char *kind;
	} words[] = {
		{ "tên phông lưu trữ", "fonds" }, { "tên phông", "fonds" },
		{ "phông lưu trữ", "fonds" }, { "phông", "fonds" },
		{ "công trình", "works" }, { "sưu tập", "collection" },
	};
	const char *lower = text_lower(&in->sheet_pool, text);

	for (size_t i = 0; i < COUNT(words); i++) {
		const char *rest = without(lower, words[i].word);

		if (rest == NULL || (*rest != ' ' && *rest != ':'))
			continue;
		/* The same place in the text as written. */
		rest = text + (rest - lower);
		while (*rest == ' ' || *rest == ':')
			rest++;
		if (*rest == '\0')
			return;
		in->block_name = trim(&in->sheet_pool, rest);
		in->block_kind = words[i].kind;
		return;
	}
}

static void read_block(struct import *in, const struct head *head, int end)
{
	for (int row = 0; row < end; row++)
		for (size_t c = 0; c < in->samples[row].count; c++) {
			const char *text = sample_text(in, row, c,
			    head->encoding);
			const char *fold = text_fold(&in->sheet_pool, text);

			if (text[0] == '\0')
				continue;
			if (without(fold, "ma phong") != NULL ||
			    without(fold, "phong so") != NULL) {
				in->block_code = after_colon(in, text);
				if (in->block_code[0] == '\0' &&
				    c + 1 < in->samples[row].count)
					in->block_code = sample_text(in, row,
					    c + 1, head->encoding);
			} else if (without(fold, "muc luc so") != NULL ||
			    without(fold, "muc luc ho so so") != NULL) {
				in->block_catalog = after_colon(in, text);
			} else {
				block_name(in, text);
			}
		}
}

/* --- the columns --------------------------------------------------------- */

/* COLUMN of --map: its number, its letter, or its head. */
static int named_column(struct import *in, const char *name)
{
	const char *fold = text_fold(&in->sheet_pool, name);
	int number = 0;

	for (size_t c = 0; c < in->column_count; c++)
		if (strcmp(text_fold(&in->sheet_pool, in->columns[c].head),
		    fold) == 0)
			return (int)c;
	if (import_all_digits(name) && strlen(name) < 5)
		return atoi(name) - 1;
	for (; *name >= 'A' && *name <= 'Z' && number < 1000; name++)
		number = number * 26 + *name - 'A' + 1;
	return *name == '\0' ? number - 1 : -1;
}

static void apply_maps(struct import *in)
{
	for (const char *const *map = in->maps; map != NULL && *map != NULL;
	    map++) {
		char *name = pool_copy(&in->sheet_pool, *map);
		char *equals = strchr(name, '=');
		const struct column_kind *kind;
		int column;

		if (equals == NULL)
			continue;
		*equals = '\0';
		kind = column_by_name(name);
		column = named_column(in, equals + 1);
		if (column < 0 || column >= (int)in->column_count) {
			import_tell(in, "M005", 0, 0,
			    _("--map %s: there is no column %s"), name,
			    equals + 1);
			continue;
		}
		for (size_t c = 0; c < in->column_count; c++)
			if (in->columns[c].kind == kind &&
			    kind->role != COLUMN_SKIP)
				in->columns[c].kind = NULL;
		in->columns[column].kind = kind;
		in->columns[column].told = true;
	}
	for (const char *const *up = in->options->upper;
	    up != NULL && *up != NULL; up++) {
		int column = named_column(in, *up);

		if (column >= 0 && column < (int)in->column_count)
			in->columns[column].upper = true;
		else
			import_tell(in, "M005", 0, 0,
			    _("--upper: there is no column %s"), *up);
	}
}

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

/* Log the heads; what people chose for such a table before is chosen again. */
static void remember(struct import *in)
{
	struct buf heads = { 0 };
	struct sheet_log *log;
	const char *maps = "";
	char *rest;
	size_t count = 0;

	for (size_t c = 0; c < in->column_count; c++)
		buf_printf(&heads, "%s%s", c > 0 ? "\x1f" : "",
		    text_fold(&in->sheet_pool, in->columns[c].head));
	if ((in->log_count & (in->log_count - 1)) == 0)
		in->logs = must_realloc(in->logs, (in->log_count == 0 ? 8 :
		    in->log_count * 2) * sizeof(*in->logs));
	log = &in->logs[in->log_count++];
	*log = (struct sheet_log){ in->sheet_number, in->sheet,
	    pool_copy(in->pool, buf_string(&heads)), in->columns,
	    in->column_count };
	buf_free(&heads);
	in->maps = in->options->maps;
	if ((in->maps != NULL && in->maps[0] != NULL) ||
	    !import_mapping_get(in->db, log->heads, in->pool, &maps, in->err) ||
	    maps[0] == '\0')
		return;
	in->maps = pool_array(in->pool, MOST_COLUMNS, sizeof(*in->maps));
	rest = pool_copy(in->pool, maps);
	while (rest != NULL && count < MOST_COLUMNS - 1)
		in->maps[count++] = strsep(&rest, "\x1f");
	import_tell(in, "M009", 0, 0, _("the columns are read as the last time "
	    "a table had these heads: %s"), text_safe(in->pool, maps));
}

static void settle_columns(struct import *in, const struct head *head,
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
			in->columns[c].head = pool_copy(in->pool, head_text(in,
			    head, c, &in->columns[c].kind));
	}
	settle_isad(in);
	settle_doubles(in);
	remember(in);
	apply_maps(in);
	for (size_t c = 0; c < count; c++) {
		settle_encoding(in, c, from);
		if (in->columns[c].guess.capitals && !in->columns[c].upper &&
		    in->columns[c].kind != NULL)
			import_tell(in, "E003", 0, (int)c + 1,
			    _("written in a capital font (.VnTimeH): add "
			    "--upper %d to read it in capitals"), (int)c + 1);
		if (in->columns[c].kind == NULL &&
		    in->columns[c].head[0] != '\0')
			import_tell(in, "M007", 0, (int)c + 1,
			    _("this column is not recognised and not read"));
	}
}

/* A head that only --map, today's or that of the last time, can read. */
static bool find_named(struct import *in, struct head *head)
{
	bool mapped = in->options->maps != NULL &&
	    in->options->maps[0] != NULL;

	for (int row = 0; row < (int)in->sample_count && row < 30; row++) {
		struct buf heads = { 0 };
		const char *maps = "";
		bool found = false;

		for (size_t c = 0; c < in->samples[row].count; c++) {
			const char *text = sample_text(in, row, c,
			    ENCODING_UTF8);
			const char *fold = text_fold(&in->sheet_pool, text);

			buf_printf(&heads, "%s%s", c > 0 ? "\x1f" : "", fold);
			for (size_t i = 0; mapped && text[0] != '\0' &&
			    in->options->maps[i] != NULL; i++) {
				const char *name = strchr(
				    in->options->maps[i], '=');

				found |= name != NULL && strcmp(text_fold(
				    &in->sheet_pool, name + 1), fold) == 0;
			}
		}
		if (!mapped && import_mapping_get(in->db,
		    buf_string(&heads), &in->sheet_pool, &maps, in->err))
			found = maps[0] != '\0';
		buf_free(&heads);
		if (found) {
			head->lower = row;
			return true;
		}
	}
	return mapped;
}

int import_settle(struct import *in)
{
	struct head head;
	int from;

	if (!find_head(in, &head) && !find_named(in, &head))
		return -1;
	from = head.lower + 1;
	if (is_numbering(in, from))
		from++;
	read_block(in, &head, head.upper >= 0 ? head.upper :
	    head.lower < 0 ? 0 : head.lower);
	settle_columns(in, &head, from);
	in->result->head_row = head.lower < 0 ? 0 :
	    in->samples[head.lower].number;
	return from;
}
