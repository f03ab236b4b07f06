#include "buf.h"
#include "text.h"

#include <stdio.h>
#include <string.h>

static const char *pad(struct pool *pool, const char *s, size_t length,
    const char *tail, int blanks, enum text_align align)
{
	int before = align == TEXT_RIGHT ? blanks :
	    align == TEXT_CENTER ? blanks / 2 : 0;
	char *line = pool_alloc(pool, length + strlen(tail) +
	    (size_t)blanks + 1);
	char *to = line;

	memset(to, ' ', (size_t)before);
	to += before;
	memcpy(to, s, length);
	to += length;
	to = stpcpy(to, tail);
	memset(to, ' ', (size_t)(blanks - before));
	return line;
}

/* The end of what is too wide, behind the ellipsis. */
static const char *fit_tail(struct pool *pool, const char *s, int cells,
    bool ascii)
{
	int width = text_width(s);

	if (width <= cells)
		return text_fit(pool, s, cells, TEXT_LEFT, ascii);
	while (*s != '\0' && width > cells - 1) {
		int step;

		s += text_cluster(s, &step);
		width -= step;
	}
	return pool_printf(pool, "%s%s%*s", ascii ? "~" : "…", s,
	    cells - 1 - width, "");
}

const char *text_fit(struct pool *pool, const char *s, int cells,
    enum text_align align, bool ascii)
{
	const char *at = s;
	const char *cut = s;	/* where the ellipsis would go */
	int width = 0;
	int cut_width = 0;

	if (cells <= 0)
		return "";
	if (align == TEXT_TAIL)
		return fit_tail(pool, s, cells, ascii);
	while (*at != '\0') {
		int step;
		size_t length = text_cluster(at, &step);

		if (width + step > cells)
			return pad(pool, s, (size_t)(cut - s),
			    ascii ? "~" : "…", cells - cut_width - 1,
			    TEXT_LEFT);
		at += length;
		width += step;
		if (width <= cells - 1) {
			cut = at;
			cut_width = width;
		}
	}
	if (width == cells)
		return s;
	return pad(pool, s, (size_t)(at - s), "", cells - width, align);
}

/* Letters above ASCII that could steer a terminal or deceive the eye. */
static bool is_unsafe(int32_t letter)
{
	if (letter < 0xa0)
		return true;
	if (letter < 0x600)
		return letter == 0xad || letter == 0x34f;
	return letter == 0x61c || letter == 0x115f || letter == 0x1160 ||
	    (letter >= 0x17b4 && letter <= 0x17b5) ||
	    (letter >= 0x180b && letter <= 0x180f) ||
	    (letter >= 0x200b && letter <= 0x200f) ||
	    (letter >= 0x2028 && letter <= 0x202e) ||
	    (letter >= 0x2060 && letter <= 0x206f) ||
	    letter == 0x3164 || letter == 0xfeff || letter == 0xffa0 ||
	    (letter >= 0xfff0 && letter <= 0xfffb) ||
	    (letter & 0xfffe) == 0xfffe ||
	    (letter >= 0xfdd0 && letter <= 0xfdef) ||
	    (letter >= 0xe0000 && letter <= 0xe0fff);
}

static bool is_plain(unsigned char byte, bool lines)
{
	return (byte >= ' ' && byte < 0x7f) ||
	    (lines && (byte == '\n' || byte == '\t'));
}

/* The end of what can be shown as it is. */
static const char *safe_end(const char *s, bool lines)
{
	for (;;) {
		const char *at = s;
		int32_t letter;

		while (is_plain((unsigned char)*at, lines))
			at++;
		s = at;
		if ((unsigned char)*at < 0x80)
			return s;
		letter = text_next(&at);
		if (letter < 0 || is_unsafe(letter))
			return s;
		s = at;
	}
}

static void show(struct buf *buf, const char **s)
{
	unsigned char byte = (unsigned char)**s;
	int32_t letter = text_next(s);

	if (letter < 0)
		buf_printf(buf, "\\x%02x", byte);
	else if (letter < 0x80)
		buf_printf(buf, "^%c", letter ^ 0x40);
	else
		buf_printf(buf, "‹U+%04X›", (unsigned)letter);
}

static const char *make_safe(struct pool *pool, const char *s, bool lines)
{
	const char *end = safe_end(s, lines);
	struct buf buf = { 0 };
	const char *result;

	if (*end == '\0')
		return s;
	while (*s != '\0') {
		buf_add(&buf, s, (size_t)(end - s));
		s = end;
		if (*s != '\0')
			show(&buf, &s);
		end = safe_end(s, lines);
	}
	result = pool_copy_n(pool, buf_string(&buf), buf.length);
	buf_free(&buf);
	return result;
}

const char *text_safe(struct pool *pool, const char *s)
{
	return make_safe(pool, s, false);
}

const char *text_safe_lines(struct pool *pool, const char *s)
{
	return make_safe(pool, s, true);
}
