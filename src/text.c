#include "text.h"

#include <stdlib.h>
#include <string.h>
#include <utf8proc.h>

int32_t text_next(const char **s)
{
	const unsigned char *at = (const unsigned char *)*s;
	utf8proc_int32_t letter;
	utf8proc_ssize_t length;

	if (at[0] < 0x80) {
		*s += at[0] != '\0';
		return at[0];
	}
	/* Two bytes or three, as in all our letters. */
	if (at[0] >= 0xc3 && at[0] < 0xcc && (at[1] & 0xc0) == 0x80) {
		*s += 2;
		return (at[0] & 0x1f) << 6 | (at[1] & 0x3f);
	}
	if (at[0] == 0xe1 && (at[1] & 0xc0) == 0x80 &&
	    (at[2] & 0xc0) == 0x80) {
		*s += 3;
		return 0x1000 | (at[1] & 0x3f) << 6 | (at[2] & 0x3f);
	}
	length = utf8proc_iterate(at, -1, &letter);
	if (length <= 0) {
		(*s)++;
		return -1;
	}
	*s += length;
	return letter;
}

size_t text_put(char out[4], int32_t letter)
{
	utf8proc_ssize_t length;

	if (!utf8proc_codepoint_valid(letter))
		letter = 0xfffd;
	length = utf8proc_encode_char(letter, (utf8proc_uint8_t *)out);
	return (size_t)length;
}

bool text_valid_n(const char *s, size_t length)
{
	const char *end = s + length;

	while (s < end) {
		utf8proc_int32_t letter;
		utf8proc_ssize_t step;

		if ((unsigned char)*s < 0x80) {
			s++;
			continue;
		}
		step = utf8proc_iterate((const utf8proc_uint8_t *)s, end - s,
		    &letter);
		if (step <= 0)
			return false;
		s += step;
	}
	return true;
}

bool text_is_blank(const char *s)
{
	return s == NULL || s[strspn(s, " \t\n")] == '\0';
}

bool text_valid(const char *s)
{
	return text_valid_n(s, strlen(s));
}

static bool is_tone(int32_t letter)
{
	return letter == 0x300 || letter == 0x301 || letter == 0x303 ||
	    letter == 0x309;
}

static bool is_modifier(int32_t letter)
{
	return letter == 0x302 || letter == 0x306;
}

/* Letters that NFC leaves alone whatever stands beside them. */
static bool is_stable(int32_t letter)
{
	return letter < 0x300 || (letter >= 0x1ea0 && letter <= 0x1ef9) ||
	    (letter >= 0x2010 && letter <= 0x2027);
}

/* A tone before a modifier (á + circumflex) is not what Unicode composes;
 * in Vietnamese it can only mean ấ. The dot below and the horn have an order
 * of their own. */
static void modifiers_first(utf8proc_int32_t *text, utf8proc_ssize_t length)
{
	for (utf8proc_ssize_t i = 1; i < length; i++)
		for (utf8proc_ssize_t j = i; j > 0 && is_modifier(text[j]) &&
		    is_tone(text[j - 1]); j--) {
			utf8proc_int32_t tone = text[j - 1];

			text[j - 1] = text[j];
			text[j] = tone;
		}
}

static const char *compose(struct pool *pool, const char *s)
{
	size_t room = strlen(s) * 4 + 16;
	utf8proc_int32_t *wide = must_alloc((room + 1) * sizeof(*wide));
	utf8proc_ssize_t length = utf8proc_decompose(
	    (const utf8proc_uint8_t *)s, 0, wide, (utf8proc_ssize_t)room,
	    UTF8PROC_NULLTERM | UTF8PROC_STABLE | UTF8PROC_DECOMPOSE);
	const char *result = s;

	if (length >= 0 && (size_t)length <= room) {
		modifiers_first(wide, length);
		length = utf8proc_reencode(wide, length,
		    UTF8PROC_STABLE | UTF8PROC_COMPOSE);
		if (length >= 0)
			result = pool_copy_n(pool, (const char *)wide,
			    (size_t)length);
	}
	free(wide);
	return result;
}

const char *text_nfc(struct pool *pool, const char *s)
{
	const char *at = s;
	int32_t letter;

	while ((letter = text_next(&at)) > 0)
		if (!is_stable(letter))
			return text_valid(at) ? compose(pool, s) : s;
	return s;
}

const char *text_nfd(struct pool *pool, const char *s)
{
	utf8proc_uint8_t *apart;
	const char *result;

	if (!text_valid(s))
		return s;
	apart = utf8proc_NFD((const utf8proc_uint8_t *)s);
	if (apart == NULL)
		return s;
	result = pool_copy(pool, (const char *)apart);
	free(apart);
	return result;
}

static const char *change_case(struct pool *pool, const char *s,
    utf8proc_int32_t change(utf8proc_int32_t))
{
	const char *at = s;
	/* No letter is more than twice as long in the other case. */
	char *copy = pool_alloc(pool, strlen(s) * 2 + 1);
	char *to = copy;

	while (*at != '\0') {
		const char *from = at;
		int32_t letter = text_next(&at);

		if (letter < 0)
			*to++ = *from;
		else
			to += text_put(to, change(letter));
	}
	return copy;
}

const char *text_lower(struct pool *pool, const char *s)
{
	return change_case(pool, s, utf8proc_tolower);
}

const char *text_upper(struct pool *pool, const char *s)
{
	return change_case(pool, s, utf8proc_toupper);
}

const char *text_capital(struct pool *pool, const char *s)
{
	const char *behind = s;

	text_next(&behind);
	return pool_printf(pool, "%s%s", text_upper(pool, pool_copy_n(pool, s,
	    (size_t)(behind - s))), behind);
}

int text_parts(int32_t letter, int32_t parts[TEXT_PARTS])
{
	int boundary = 0;
	utf8proc_ssize_t count;

	if (letter >= 0 && letter < 0x80) {
		parts[0] = letter >= 'A' && letter <= 'Z' ? letter + 32 : letter;
		return 1;
	}
	if (!utf8proc_codepoint_valid(letter)) {
		parts[0] = 0xfffd;
		return 1;
	}
	count = utf8proc_decompose_char(letter, parts, TEXT_PARTS,
	    UTF8PROC_DECOMPOSE | UTF8PROC_COMPAT | UTF8PROC_CASEFOLD,
	    &boundary);
	if (count < 1 || count > TEXT_PARTS) {
		parts[0] = letter;
		return 1;
	}
	return (int)count;
}

bool text_is_mark(int32_t letter)
{
	utf8proc_category_t kind;

	if (letter < 0x300)
		return false;
	kind = utf8proc_category(letter);
	return kind == UTF8PROC_CATEGORY_MN || kind == UTF8PROC_CATEGORY_ME;
}

bool text_is_letter(int32_t letter)
{
	utf8proc_category_t kind;

	if (letter < 0x80)
		return (letter >= 'a' && letter <= 'z') ||
		    (letter >= 'A' && letter <= 'Z');
	kind = utf8proc_category(letter);
	return kind >= UTF8PROC_CATEGORY_LU && kind <= UTF8PROC_CATEGORY_LO;
}

bool text_is_word(int32_t letter)
{
	utf8proc_category_t kind;

	if (letter < 0x80)
		return (letter >= 'a' && letter <= 'z') ||
		    (letter >= '0' && letter <= '9') ||
		    (letter >= 'A' && letter <= 'Z');
	kind = utf8proc_category(letter);
	return (kind >= UTF8PROC_CATEGORY_LU && kind <= UTF8PROC_CATEGORY_LO) ||
	    (kind >= UTF8PROC_CATEGORY_ND && kind <= UTF8PROC_CATEGORY_NO) ||
	    kind == UTF8PROC_CATEGORY_CO;
}

bool text_is_space(int32_t letter)
{
	utf8proc_category_t kind;

	if (letter < 0x80)
		return letter == ' ' || (letter >= '\t' && letter <= '\r');
	if (letter == 0x85)
		return true;
	kind = utf8proc_category(letter);
	return kind == UTF8PROC_CATEGORY_ZS || kind == UTF8PROC_CATEGORY_ZL ||
	    kind == UTF8PROC_CATEGORY_ZP;
}

/* A letter of our languages as one code point: one cell, and no part of what
 * stands before or behind it. */
static bool is_plain(int32_t letter)
{
	return (letter >= 0xc0 && letter < 0x300) ||
	    (letter >= 0x1e00 && letter < 0x1f00);
}

static int cell_width(int32_t letter)
{
	return letter < 0 || is_plain(letter) ? 1 : utf8proc_charwidth(letter);
}

size_t text_cluster(const char *s, int *cells)
{
	const char *at = s;
	utf8proc_int32_t state = 0;
	int32_t letter;
	int width;

	if (*s == '\0' || (unsigned char)s[1] < 0x80) {
		/* A lone byte; the next one begins something new. */
		if (cells != NULL)
			*cells = *s != '\0';
		return *s != '\0';
	}
	letter = text_next(&at);
	width = cell_width(letter);
	while ((unsigned char)*at >= 0x80) {
		const char *behind = at;
		int32_t next = text_next(&behind);
		int more;

		if (letter < 0 || next < 0 ||
		    (is_plain(letter) && is_plain(next)) ||
		    utf8proc_grapheme_break_stateful(letter, next, &state))
			break;
		more = cell_width(next);
		if (more > width)
			width = more;
		letter = next;
		at = behind;
	}
	if (cells != NULL)
		*cells = width;
	return (size_t)(at - s);
}

size_t text_cluster_before(const char *s, size_t at)
{
	size_t from = at;
	size_t last = 0;

	/* Clusters are found forwards: start at the ASCII letter before. */
	while (from > 0 && (from == at || (unsigned char)s[from] >= 0x80))
		from--;
	while (from < at) {
		last = text_cluster(s + from, NULL);
		if (last == 0 || from + last >= at)
			return at - from;
		from += last;
	}
	return 0;
}

int text_width(const char *s)
{
	int width = 0;

	while (*s != '\0') {
		int cells;

		s += text_cluster(s, &cells);
		width += cells;
	}
	return width;
}

const char *text_library_version(void)
{
	return utf8proc_version();
}
