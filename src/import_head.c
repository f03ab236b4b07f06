/* Where the table begins: the title block above, heads of one or two rows
 * (merged cells leave the others empty), the row of column numbers below, each
 * in whatever encoding it is. */
#include "import_inside.h"

#include "text.h"

#include <stdlib.h>
#include <string.h>

static const enum encoding readings[] = { ENCODING_UTF8, ENCODING_TCVN3,
    ENCODING_VNI, ENCODING_VISCII, ENCODING_CP1258, ENCODING_DOUBLE };

bool import_all_digits(const char *text)
{
	if (*text == '\0')
		return false;
	while (*text >= '0' && *text <= '9')
		text++;
	return *text == '\0';
}

static bool is_blank(char letter)
{
	return letter == ' ' || (letter >= '\t' && letter <= '\r');
}

/* Blanks around a cell, also those that do not break (U+00A0). */
static const char *trim(struct pool *pool, const char *text)
{
	size_t length;

	while (is_blank(*text) || (text[0] == '\xc2' && text[1] == '\xa0'))
		text += *text == '\xc2' ? 2 : 1;
	length = strlen(text);
	while (length > 0) {
		if (is_blank(text[length - 1]))
			length--;
		else if (length > 1 && text[length - 1] == '\xa0' &&
		    text[length - 2] == '\xc2')
			length -= 2;
		else
			break;
	}
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

const char *import_sample(struct import *in, int row, size_t column,
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
		const char *text = import_sample(in, row, c, encoding);
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

/* Nothing above ASCII: every reading gives the same. */
static bool is_plain(const struct sample *sample)
{
	for (size_t c = 0; c < sample->count; c++)
		for (size_t i = 0; i < sample->cells[c].length; i++)
			if ((unsigned char)sample->cells[c].text[i] >= 0x80)
				return false;
	return true;
}

static const char *carried(struct import *in, const struct head *head,
    size_t column)
{
	/* A merged cell has its text in its first column. */
	for (size_t c = column + 1; c-- > 0;) {
		const char *text = import_sample(in, head->upper, c,
		    head->encoding);

		if (text[0] != '\0')
			return text;
	}
	return "";
}

const char *import_head_text(struct import *in, const struct head *head,
    size_t column, const struct column_kind **kind)
{
	const char *lower = import_sample(in, head->lower, column,
	    head->encoding);
	const char *upper;
	const char *both;

	if (head->upper < 0) {
		*kind = column_by_head(lower);
		return lower;
	}
	if (lower[0] == '\0') {
		upper = import_sample(in, head->upper, column, head->encoding);
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
		const char *low = import_sample(in, lower, c, encoding);
		const char *high = import_sample(in, upper, c, encoding);
		const struct column_kind *kind;

		if (low[0] == '\0')
			continue;
		import_head_text(in, &head, c, &kind);
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

/* A title that stands right above the heads is no row of heads: it has one
 * cell and gives no column another meaning. */
static bool is_title(struct import *in, const struct head *head)
{
	size_t filled = 0;

	for (size_t c = 0; c < in->samples[head->upper].count; c++)
		filled += import_sample(in, head->upper, c,
		    head->encoding)[0] != '\0';
	for (size_t c = 0; c < in->samples[head->lower].count && c < 64; c++) {
		const struct column_kind *kind;

		import_head_text(in, head, c, &kind);
		if (kind != column_by_head(import_sample(in, head->lower, c,
		    head->encoding)))
			return false;
	}
	return filled < 2;
}

/* The other row of heads, where there are two. */
static void add_second(struct import *in, struct head *head, bool below)
{
	if (below && completes(in, head->lower, head->lower + 1, head->encoding)) {
		head->upper = head->lower;
		head->lower++;
	} else if (head->lower > 0 && completes(in, head->lower - 1,
	    head->lower, head->encoding)) {
		head->upper = head->lower - 1;
		if (is_title(in, head))
			head->upper = -1;
	}
}

static bool find_head(struct import *in, struct head *head)
{
	int best = 1;

	*head = (struct head){ -1, -1, ENCODING_UTF8 };
	for (int row = 0; row < (int)in->sample_count && row < 60; row++)
		for (size_t e = 0; e < (is_plain(&in->samples[row]) ? 1 :
		    COUNT(readings)); e++) {
			int found = score(in, row, readings[e]);

			if (found <= best)
				continue;
			best = found;
			head->lower = row;
			head->encoding = readings[e];
		}
	if (head->lower >= 0)
		add_second(in, head, true);
	return head->lower >= 0;
}

/* (1) (2) (3), or 1 2 3, below the head. */
static bool is_numbering(struct import *in, int row)
{
	int count = 0;

	if (row >= (int)in->sample_count)
		return false;
	for (size_t c = 0; c < in->samples[row].count; c++) {
		const char *text = import_sample(in, row, c, ENCODING_UTF8);
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
			const char *text = import_sample(in, row, c,
			    head->encoding);
			const char *fold = text_fold(&in->sheet_pool, text);

			if (text[0] == '\0')
				continue;
			if (without(fold, "ma phong") != NULL ||
			    without(fold, "phong so") != NULL) {
				in->block_code = after_colon(in, text);
				if (in->block_code[0] == '\0' &&
				    c + 1 < in->samples[row].count)
					in->block_code = import_sample(in, row,
					    c + 1, head->encoding);
			} else if (without(fold, "muc luc so") != NULL ||
			    without(fold, "muc luc ho so so") != NULL) {
				in->block_catalog = after_colon(in, text);
			} else {
				block_name(in, text);
			}
		}
}

/* A head that only the choices of today or of the last time can read. */
static bool find_named(struct import *in, struct head *head)
{
	for (int row = 0; row < (int)in->sample_count && row < 30; row++) {
		const char **heads = pool_array(&in->sheet_pool,
		    in->samples[row].count + 1, sizeof(*heads));

		for (size_t c = 0; c < in->samples[row].count; c++)
			heads[c] = import_sample(in, row, c, ENCODING_UTF8);
		if (import_chosen_head(in, heads, in->samples[row].count)) {
			head->lower = row;
			return true;
		}
	}
	return in->given[0] != NULL;
}

/* The row that --head names; 0: the table has no heads. */
static bool told_head(struct import *in, struct head *head)
{
	int64_t wanted = in->options->head;

	*head = (struct head){ -1, -1, ENCODING_UTF8 };
	for (int row = 0; wanted > 0 && row < (int)in->sample_count; row++)
		if (in->samples[row].number == wanted)
			head->lower = row;
	for (size_t e = 0, best = 0; head->lower >= 0 && e < COUNT(readings);
	    e++) {
		size_t found = (size_t)score(in, head->lower, readings[e]);

		if (found > best) {
			best = found;
			head->encoding = readings[e];
		}
	}
	/* It is the row that counts: the one above the data. */
	if (head->lower >= 0)
		add_second(in, head, false);
	return wanted == 0 || head->lower >= 0;
}

/* For the preview of a table whose heads say nothing to us: the widest of the
 * first rows, so that a person can name its columns. */
static bool likely_head(struct import *in, struct head *head)
{
	size_t most = 1;

	for (int row = 0; row < (int)in->sample_count && row < 30; row++) {
		size_t filled = 0;

		for (size_t c = 0; c < in->samples[row].count; c++)
			filled += in->samples[row].cells[c].length > 0;
		if (filled > most) {
			most = filled;
			head->lower = row;
		}
	}
	return head->lower >= 0;
}

/* What is found without knowing any of the heads must be said by its row once
 * the columns are named. */
static bool unknown_head(struct import *in, struct head *head)
{
	in->result->head_guessed = true;
	return find_named(in, head) || (in->options->preview &&
	    likely_head(in, head));
}

int import_settle(struct import *in)
{
	struct head head;
	int from;

	if (in->options->head_told ? !told_head(in, &head) :
	    !find_head(in, &head) && !unknown_head(in, &head))
		return -1;
	from = head.lower + 1;
	if (is_numbering(in, from))
		from++;
	read_block(in, &head, head.upper >= 0 ? head.upper :
	    head.lower < 0 ? 0 : head.lower);
	import_settle_columns(in, &head, from);
	in->result->head_row = head.lower < 0 ? 0 :
	    in->samples[head.lower].number;
	return from;
}
