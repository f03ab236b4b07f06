/* One cell into one field: dates and serial days, numbers with their units,
 * terms in words, the Icelandic letter that should be Đ. */
#include "import_inside.h"

#include "date.h"
#include "number.h"
#include "text.h"

#include <stdlib.h>
#include <string.h>

/* A term as it was written, and its code; the same few come again and
 * again. */
struct term_memo {
	struct term_memo *next;
	const struct dossier_field *field;
	const char *text;
	const char *code;	/* NULL: there is none */
	const char *why;
};

uint64_t import_hash(const char *text)
{
	uint64_t hash = 14695981039346656037u;

	for (; *text != '\0'; text++)
		hash = (hash ^ (unsigned char)*text) * 1099511628211u;
	return hash == 0 ? 1 : hash;
}

static void grow(struct seen_set *set)
{
	struct seen_set larger = { 0 };
	int ignored;

	larger.room = set->room == 0 ? 1024 : set->room * 2;
	larger.slots = must_alloc(larger.room * sizeof(*larger.slots));
	for (size_t i = 0; i < set->room; i++)
		if (set->slots[i].row != 0)
			import_seen(&larger, set->slots[i].hash,
			    set->slots[i].row, set->slots[i].sheet, &ignored);
	free(set->slots);
	*set = larger;
}

int64_t import_seen(struct seen_set *set, uint64_t hash, int64_t row,
    int sheet, int *other_sheet)
{
	size_t at;

	if (set->count * 10 >= set->room * 7)
		grow(set);
	at = hash & (set->room - 1);
	while (set->slots[at].row != 0) {
		if (set->slots[at].hash == hash) {
			*other_sheet = set->slots[at].sheet;
			return set->slots[at].row;
		}
		at = (at + 1) & (set->room - 1);
	}
	set->slots[at] = (struct seen){ hash, row, sheet };
	set->count++;
	return 0;
}

/* --- terms --------------------------------------------------------------- */

/* What inventories say beside the names of the terms. */
static const char *usual(const char *fold)
{
	static const struct {
		const char *fold;
		const char *code;
	} rows[] = {
		{ "vv", "01" }, { "vinh vien", "01" }, { "v vien", "01" },
		{ "tieng viet", "01" }, { "viet nam", "01" }, { "viet", "01" },
		{ "tieng anh", "02" }, { "tieng phap", "03" },
		{ "vie", "01" }, { "vi", "01" }, { "eng", "02" },
		{ "en", "02" }, { "fre", "03" }, { "fr", "03" },
		{ "khong han che", "01" }, { "han che", "02" },
		{ "lau dai", "07" }, { "tam thoi", "07" },
	};

	for (size_t i = 0; i < COUNT(rows); i++)
		if (strcmp(rows[i].fold, fold) == 0)
			return rows[i].code;
	return NULL;
}

static bool is_kind(const struct dossier_field *field, const char *fold)
{
	bool language = strcmp(field->terms, "language") == 0;
	bool maintenance = strcmp(field->terms, "maintenance") == 0;
	bool mode = strcmp(field->terms, "mode") == 0;
	const char *code = usual(fold);

	if (code == NULL)
		return false;
	if (strstr(fold, "han che") != NULL)
		return mode;
	if (fold[0] == 'v' && (fold[1] == 'v' || strstr(fold, "vien") != NULL))
		return maintenance;
	if (code[1] == '7')
		return maintenance;
	return language;
}

/* Why a field is refused, without its label: the finding names the column. */
static const char *reason(const struct dossier_field *field, const char *text)
{
	const char *label = _(field->label);
	size_t length = strlen(label);

	return strncmp(text, label, length) == 0 &&
	    strncmp(text + length, ": ", 2) == 0 ? text + length + 2 : text;
}

static const struct term_memo *find_term(struct import *in,
    const struct dossier_field *field, const char *text)
{
	struct term_memo *memo = in->terms;
	struct err err = { 0 };
	struct dossier trial;
	const char *fold;

	for (; memo != NULL; memo = memo->next)
		if (memo->field == field && strcmp(memo->text, text) == 0)
			return memo;
	memo = pool_alloc(in->pool, sizeof(*memo));
	memo->field = field;
	memo->text = pool_copy(in->pool, text);
	memo->next = in->terms;
	in->terms = memo;
	dossier_blank(&trial);
	fold = text_fold(&in->row_pool, text);
	if (is_kind(field, fold))
		memo->code = usual(fold);
	else if (dossier_set(in->db, &trial, in->pool, field, text, &err))
		memo->code = *(const char **)((char *)&trial + field->offset);
	else
		memo->why = pool_copy(in->pool, reason(field, err.text));
	return memo;
}

static void set_term(struct import *in, struct dossier *dossier,
    const struct dossier_field *field, int64_t row, size_t column,
    const char *text)
{
	const struct term_memo *memo = find_term(in, field, text);

	if (memo->code == NULL) {
		import_tell_soft(in, "V003", row, (int)column + 1, "%s",
		    memo->why);
		return;
	}
	*(const char **)((char *)dossier + field->offset) = memo->code;
}

/* --- dates --------------------------------------------------------------- */

/* A spreadsheet's day number where a date should be: 25204 is 01/01/1969. */
static bool serial_day(const char *text, char iso[DATE_TEXT])
{
	long days;

	if (!import_all_digits(text) || strlen(text) != 5)
		return false;
	days = atol(text);
	if (days < 10000 || days > 73050)
		return false;
	/* Day 1 is 1900-01-01 and the year 1900 had a 29 February there. */
	date_iso(date_of_number(days - 25569), iso);
	return true;
}

static const char *repair_date(struct import *in, int64_t row, size_t column,
    const char *text)
{
	char iso[DATE_TEXT];
	size_t length = strlen(text);

	if (serial_day(text, iso)) {
		import_tell(in, "V005", row, (int)column + 1,
		    _("\"%s\" is read as the day number of a spreadsheet: %s"),
		    text, iso);
		return pool_copy(&in->row_pool, iso);
	}
	/* 1968.0, and a time of day behind the date. */
	if (length == 6 && strcmp(text + 4, ".0") == 0)
		return pool_copy_n(&in->row_pool, text, 4);
	if (length >= 19 && (text[10] == ' ' || text[10] == 'T') &&
	    text[13] == ':')
		return pool_copy_n(&in->row_pool, text, 10);
	return text;
}

static bool is_nothing(const char *text)
{
	for (; *text != '\0'; text++)
		if (strchr("-./ 0_?", *text) == NULL)
			return false;
	return true;
}

static void set_date(struct import *in, struct dossier *dossier, int64_t row,
    size_t column, const char *text)
{
	const struct column_kind *kind = in->columns[column].kind;
	struct err err = { 0 };
	struct date from;
	struct date to;
	char iso[DATE_TEXT];

	if (is_nothing(text))
		return;
	text = repair_date(in, row, column, text);
	if (!date_parse_range(text, &from, &to, &err)) {
		import_tell_soft(in, "V001", row, (int)column + 1, "%s",
		    err.text);
		return;
	}
	if (from.year < 1000 || to.year > 2200)
		import_tell(in, "V006", row, (int)column + 1,
		    _("the year %d is hardly that of a record"), from.year <
		    1000 ? from.year : to.year);
	if (kind->role == COLUMN_DATES || strcmp(kind->name, "startDate") == 0) {
		date_iso(from, iso);
		dossier->start_date = pool_copy(&in->row_pool, iso);
		if (kind->role == COLUMN_DATES ||
		    date_compare(from, to) != 0) {
			date_iso(to, iso);
			dossier->end_date = pool_copy(&in->row_pool, iso);
		}
		return;
	}
	date_iso(to, iso);
	dossier->end_date = pool_copy(&in->row_pool, iso);
}

/* --- numbers ------------------------------------------------------------- */

/* "12 tờ", "tr. 12", "12.0", "12tr": the number in it. */
static const char *bare_number(struct import *in, const char *text)
{
	const char *fold = text_fold(&in->row_pool, text);
	size_t length;

	while (*fold != '\0' && (*fold < '0' || *fold > '9') && *fold != '-')
		fold++;
	length = strlen(fold);
	while (length > 0 && (fold[length - 1] < '0' || fold[length - 1] > '9'))
		length--;
	if (length > 2 && strncmp(fold + length - 2, ".0", 2) == 0 &&
	    import_all_digits(pool_copy_n(&in->row_pool, fold, length - 2)))
		length -= 2;
	return pool_copy_n(&in->row_pool, fold, length);
}

static bool take_number(struct import *in, int64_t row, size_t column,
    const char *text, int64_t *number)
{
	struct err err = { 0 };
	int64_t value;

	if (is_nothing(text) && strchr(text, '0') == NULL)
		return false;
	if (!number_parse(text, &value, &err)) {
		struct err again = { 0 };

		if (!number_parse(bare_number(in, text), &value, &again)) {
			import_tell_soft(in, "V002", row, (int)column + 1,
			    "%s", err.text);
			return false;
		}
	}
	if (value < 0 || value > 9999999) {
		import_tell_soft(in, "V002", row, (int)column + 1,
		    _("%s is not a number of things that can be"), text);
		return false;
	}
	*number = value;
	return true;
}

/* "120/240", "120 tờ; 240 trang", "100 trang", or only the sheets. */
static void set_sheets(struct import *in, struct dossier *dossier,
    int64_t row, size_t column, const char *text)
{
	char *rest = pool_copy(&in->row_pool, text);
	bool first = true;

	for (char *part = strsep(&rest, "/;,"); part != NULL;
	    part = strsep(&rest, "/;,")) {
		const char *fold = text_fold(&in->row_pool, part);
		bool pages = strstr(fold, "trang") != NULL ||
		    strstr(fold, "page") != NULL;

		take_number(in, row, column, part, pages || !first ?
		    &dossier->pages : &dossier->papers);
		first = false;
	}
}

/* --- texts --------------------------------------------------------------- */

/* Ð (U+00D0) where Đ belongs: they look the same and are not. */
static const char *repair_letters(struct import *in, int64_t row,
    size_t column, const char *text)
{
	struct buf buf = { 0 };
	const char *at;

	if (strstr(text, "\u00d0") != NULL) {
		while ((at = strstr(text, "\u00d0")) != NULL) {
			buf_add(&buf, text, (size_t)(at - text));
			buf_text(&buf, "Đ");
			text = at + strlen("\u00d0");
		}
		buf_text(&buf, text);
		import_tell(in, "V004", row, (int)column + 1,
		    _("the letter U+00D0 is read as Đ: \"%s\""),
		    buf_string(&buf));
		text = pool_copy(&in->row_pool, buf_string(&buf));
		buf_free(&buf);
	}
	if (strstr(text, "\ufffd") != NULL)
		import_tell(in, "V007", row, (int)column + 1,
		    _("there are bytes that are no letter in %s: \"%s\""),
		    encoding_name(in->columns[column].encoding), text);
	return text;
}

static size_t letters(const char *text)
{
	size_t count = 0;

	for (; *text != '\0'; text++)
		count += ((unsigned char)*text & 0xc0) != 0x80;
	return count;
}

/* Line ends and tabs inside a cell become blanks. */
static const char *one_line(struct import *in, const char *text)
{
	char *copy;
	char *to;

	if (strpbrk(text, "\n\r\t") == NULL)
		return text;
	copy = to = pool_copy(&in->row_pool, text);
	for (; *text != '\0'; text++)
		if (text[0] != '\r' || text[1] != '\n')
			*to++ = (char)(*text == '\n' || *text == '\r' ||
			    *text == '\t' ? ' ' : *text);
	*to = '\0';
	return copy;
}

static void set_text(struct import *in, struct dossier *dossier,
    const struct dossier_field *field, int64_t row, size_t column,
    const char *text)
{
	const char **place = (const char **)((char *)dossier + field->offset);

	text = one_line(in, repair_letters(in, row, column, text));
	if (field->length > 0 && letters(text) > (size_t)field->length) {
		import_tell_soft(in, "V008", row, (int)column + 1,
		    _("longer than %d letters"), field->length);
		return;
	}
	/* Two columns of notes: both are kept. */
	*place = (*place)[0] == '\0' ? text :
	    pool_printf(&in->row_pool, "%s; %s", *place, text);
}

static void set_flag(struct import *in, struct dossier *dossier,
    const struct dossier_field *field, int64_t row, size_t column,
    const char *text)
{
	struct err err = { 0 };

	if (strcmp(text_fold(&in->row_pool, text), "x") == 0)
		text = "1";
	if (!dossier_set(in->db, dossier, &in->row_pool, field, text, &err))
		import_tell_soft(in, "V003", row, (int)column + 1, "%s",
		    reason(field, err.text));
}

void import_value(struct import *in, struct dossier *dossier, int64_t row,
    size_t column, const char *text, enum cell_kind kind)
{
	const struct column_kind *meaning = in->columns[column].kind;
	const struct dossier_field *field = meaning->role == COLUMN_FIELD ?
	    dossier_field(meaning->name) : NULL;

	(void)kind;
	if (meaning->role == COLUMN_DATES)
		set_date(in, dossier, row, column, text);
	else if (meaning->role == COLUMN_SHEETS)
		set_sheets(in, dossier, row, column, text);
	if (field == NULL)
		return;
	switch (field->kind) {
	case FIELD_DATE:
		set_date(in, dossier, row, column, text);
		break;
	case FIELD_NUMBER:
		take_number(in, row, column, text, (int64_t *)(void *)
		    ((char *)dossier + field->offset));
		break;
	case FIELD_TERM:
		set_term(in, dossier, field, row, column, text);
		break;
	case FIELD_FLAG:
		set_flag(in, dossier, field, row, column, text);
		break;
	case FIELD_TEXT:
		set_text(in, dossier, field, row, column, text);
		break;
	}
}
