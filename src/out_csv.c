/* CSV of RFC 4180: for programs, and for spreadsheets that take every cell
 * for a formula when it begins in a certain way. Such a text gets an
 * apostrophe in front (OWASP, "CSV injection"). */
#include "out_kind.h"

#include <string.h>

static bool dangerous(const char *text)
{
	/* = + - @ and their full-width forms, which spreadsheets with a
	 * Chinese or Japanese locale take as well. */
	static const char *const wide[] = {
		"\xef\xbc\x9d", "\xef\xbc\x8b", "\xef\xbc\x8d", "\xef\xbc\xa0",
		"\xe2\x88\x92"
	};

	if (*text != '\0' && strchr("=+-@\t\r\n", *text) != NULL)
		return true;
	for (size_t i = 0; i < COUNT(wide); i++)
		if (strncmp(text, wide[i], 3) == 0)
			return true;
	return false;
}

static void field(struct buf *buf, const char *text, bool words)
{
	bool quote = strpbrk(text, ",;\"\r\n\t") != NULL ||
	    *text == ' ' || (words && dangerous(text));

	if (!quote) {
		buf_text(buf, text);
		return;
	}
	buf_char(buf, '"');
	if (words && dangerous(text))
		buf_char(buf, '\'');
	for (; *text != '\0'; text++) {
		if (*text == '"')
			buf_char(buf, '"');
		buf_char(buf, *text);
	}
	buf_char(buf, '"');
}

static void begin_csv(struct out *out)
{
	bool first = true;

	if (out->options.bom)
		buf_text(&out->buf, "\xef\xbb\xbf");
	for (int i = 0; i < out->count; i++) {
		if (!out_shown(out, i))
			continue;
		if (!first)
			buf_char(&out->buf, ',');
		first = false;
		field(&out->buf, out->columns[i].key, true);
	}
	if (out->grouped)
		buf_text(&out->buf, ",group");
	buf_text(&out->buf, "\r\n");
}

static void row_csv(struct out *out, enum out_row_kind kind,
    const struct out_cell *cells)
{
	bool first = true;

	(void)kind;
	for (int i = 0; i < out->count; i++) {
		enum out_type type = out->columns[i].type;

		if (!out_shown(out, i))
			continue;
		if (!first)
			buf_char(&out->buf, ',');
		first = false;
		field(&out->buf, out_plain(&out->row_pool, type, &cells[i]),
		    cells[i].kind == CELL_TEXT);
	}
	if (out->grouped) {
		buf_char(&out->buf, ',');
		field(&out->buf, out->group == NULL ? "" : out->group, true);
	}
	buf_text(&out->buf, "\r\n");
}

static void end_csv(struct out *out)
{
	(void)out;
}

const struct out_kind out_kind_csv = {
	.name = "csv",
	.endings = " csv ",
	.for_programs = true,
	.begin = begin_csv,
	.row = row_csv,
	.end = end_csv,
};
