#include "xlsx_style.h"

#include "date.h"
#include "xml.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Letters of a format outside of quotes, brackets and escapes. */
static void count_letters(const char *code, int counts[128], size_t *zeros)
{
	*zeros = 0;
	for (; *code != '\0' && *code != ';'; code++) {
		unsigned char c = (unsigned char)*code;

		if (c == '"' || c == '[') {
			const char *end = strchr(code + 1, c == '"' ? '"' : ']');

			if (end == NULL)
				return;
			code = end;
			continue;
		}
		if (c == '\\' || c == '_' || c == '*') {
			if (code[1] != '\0')
				code++;
			continue;
		}
		if (c >= 'A' && c <= 'Z')
			c = (unsigned char)(c + 32);
		if (c < 128)
			counts[c]++;
		*zeros += c == '0';
	}
}

struct xlsx_style xlsx_format(int number, const char *code)
{
	struct xlsx_style style = { XLSX_PLAIN, 0 };
	int counts[128] = { 0 };
	size_t zeros;

	if ((number >= 14 && number <= 16) || number == 22 ||
	    (number >= 27 && number <= 36) || (number >= 50 && number <= 58))
		style.kind = XLSX_DAY;
	else if (number == 17)
		style.kind = XLSX_MONTH;
	if (number < 164 || code == NULL)
		return style;
	count_letters(code, counts, &zeros);
	if (counts['y'] > 0)
		style.kind = counts['d'] > 0 ? XLSX_DAY : counts['m'] > 0 ?
		    XLSX_MONTH : XLSX_YEAR;
	else if (counts['d'] > 0 && counts['m'] > 0)
		style.kind = XLSX_DAY;
	else if (zeros >= 2 && zeros < 20 && strspn(code, "0") == strlen(code))
		style = (struct xlsx_style){ XLSX_ZEROS, (int)zeros };
	return style;
}

/* --- styles.xml ----------------------------------------------------------- */

struct formats {
	struct format {
		int number;
		const char *code;
	} *list;
	size_t count, room;
};

static const char *code_of(const struct formats *formats, int number)
{
	for (size_t i = 0; i < formats->count; i++)
		if (formats->list[i].number == number)
			return formats->list[i].code;
	return NULL;
}

static void add_format(struct formats *formats, struct pool *pool,
    int number, const char *code)
{
	if (formats->count >= 8192)
		return;
	if (formats->count == formats->room) {
		formats->room = formats->room == 0 ? 32 : formats->room * 2;
		formats->list = must_realloc(formats->list,
		    formats->room * sizeof(*formats->list));
	}
	formats->list[formats->count].number = number;
	formats->list[formats->count++].code = pool_copy(pool, code);
}

bool xlsx_styles(const void *xml, size_t size, struct pool *pool,
    struct xlsx_style **styles, size_t *count, struct err *err)
{
	enum { MOST_STYLES = 65536 };
	struct xml_reader *reader = xml_memory(xml, size, "styles.xml", err);
	struct formats formats = { 0 };
	struct xlsx_style *list;
	bool cells = false;
	enum xml_node node;

	*styles = NULL;
	*count = 0;
	if (reader == NULL)
		return false;
	list = must_alloc(MOST_STYLES * sizeof(*list));
	while ((node = xml_next(reader, err)) != XML_END) {
		const char *name = xml_name(reader);
		const char *number;

		if (node == XML_TEXT)
			continue;
		if (strcmp(name, "cellXfs") == 0)
			cells = node == XML_OPEN;
		if (node != XML_OPEN)
			continue;
		number = xml_attribute(reader, "numFmtId");
		if (strcmp(name, "numFmt") == 0 && number != NULL) {
			int id = atoi(number);
			const char *code = xml_attribute(reader, "formatCode");

			if (code != NULL)
				add_format(&formats, pool, id, code);
		} else if (cells && strcmp(name, "xf") == 0 &&
		    *count < MOST_STYLES) {
			int id = number == NULL ? 0 : atoi(number);

			list[(*count)++] = xlsx_format(id,
			    code_of(&formats, id));
		}
	}
	*styles = pool_array(pool, *count + 1, sizeof(*list));
	memcpy(*styles, list, *count * sizeof(*list));
	free(list);
	free(formats.list);
	xml_close(reader);
	return err->kind == ERR_NONE;
}

/* --- numbers -------------------------------------------------------------- */

static const char *day_text(struct pool *pool, double value,
    enum xlsx_kind kind, bool date1904)
{
	struct date date;
	char iso[DATE_TEXT];
	int64_t days = (int64_t)floor(value) + (date1904 ? 1462 : 0);

	/* 1900 was no leap year, but Lotus thought so. */
	date = date_of_number(days - 25569 + (days < 60));
	if (kind != XLSX_DAY)
		date.day = 0;
	if (kind == XLSX_YEAR)
		date.month = 0;
	date_iso(date, iso);
	return pool_copy(pool, iso);
}

const char *xlsx_value(struct pool *pool, double value,
    const struct xlsx_style *style, bool date1904, bool *date)
{
	const char *shown;
	const char *point;

	*date = style != NULL && (style->kind == XLSX_DAY ||
	    style->kind == XLSX_MONTH || style->kind == XLSX_YEAR) &&
	    value >= 1 && value < 2958466;
	if (*date)
		return day_text(pool, value, style->kind, date1904);
	if (fabs(value) < 1e15 && value == floor(value))
		return pool_printf(pool, "%0*lld", style != NULL &&
		    style->kind == XLSX_ZEROS ? style->zeros : 1,
		    (long long)value);
	shown = pool_printf(pool, "%.15g", value);
	/* 1.234 is no thousand here: another zero says so. */
	point = strchr(shown, '.');
	if (point != NULL && strlen(point) == 4)
		shown = pool_printf(pool, "%s0", shown);
	return shown;
}

const char *xlsx_number(struct pool *pool, const char *text,
    const struct xlsx_style *style, bool date1904, bool *date)
{
	char *end;
	double value = strtod(text, &end);

	*date = false;
	if (*text == '\0' || *end != '\0' || !isfinite(value))
		return text;
	return xlsx_value(pool, value, style, date1904, date);
}

const char *xlsx_unescape(struct pool *pool, const char *text)
{
	char *copy;
	char *to;

	if (strstr(text, "_x00") == NULL)
		return text;
	copy = to = pool_copy(pool, text);
	while (*text != '\0') {
		unsigned code;

		if (strncmp(text, "_x00", 4) == 0 && strlen(text) >= 7 &&
		    text[6] == '_' && sscanf(text + 4, "%2x", &code) == 1 &&
		    (code < 0x20 || code == '_')) {
			text += 7;
			/* The line feed behind a carriage return is enough. */
			if (code != '\r' || *text != '\n')
				*to++ = code == '_' ? '_' : ' ';
			continue;
		}
		*to++ = *text++;
	}
	*to = '\0';
	return copy;
}
