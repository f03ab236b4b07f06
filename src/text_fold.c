#include "buf.h"
#include "text.h"

#include <stdlib.h>
#include <string.h>

enum { D_STROKE = 0x111, ETH = 0xf0 };

/* Letters that nobody sees: soft hyphen, joiners, byte order mark. */
static bool is_invisible(int32_t letter)
{
	return letter == 0xad || (letter >= 0x200b && letter <= 0x200f) ||
	    (letter >= 0x202a && letter <= 0x202e) ||
	    (letter >= 0x2060 && letter <= 0x2069) || letter == 0xfeff;
}

static char *fold_letter(char *to, int32_t letter)
{
	int32_t parts[TEXT_PARTS];
	int count;

	if (is_invisible(letter))
		return to;
	count = text_parts(letter, parts);
	for (int i = 0; i < count; i++) {
		if (text_is_mark(parts[i]))
			continue;
		if (parts[i] == D_STROKE || parts[i] == ETH)
			parts[i] = 'd';
		to += text_put(to, parts[i]);
	}
	return to;
}

const char *text_fold(struct pool *pool, const char *s)
{
	struct buf buf = { 0 };
	const char *result;
	bool gap = false;

	while (*s != '\0') {
		char piece[TEXT_PARTS * 4];
		unsigned char byte = (unsigned char)*s;

		if (byte < 0x80 && byte > ' ') {
			if (gap && buf.length > 0)
				buf_char(&buf, ' ');
			gap = false;
			buf_char(&buf, (char)(byte >= 'A' && byte <= 'Z' ?
			    byte + 32 : byte));
			s++;
			continue;
		}
		int32_t letter = text_next(&s);

		if (letter >= 0 && (text_is_space(letter) || letter < ' ')) {
			gap = true;
			continue;
		}
		size_t length = (size_t)(fold_letter(piece, letter) - piece);

		if (length == 0)
			continue;
		if (gap && buf.length > 0)
			buf_char(&buf, ' ');
		gap = false;
		buf_add(&buf, piece, length);
	}
	result = pool_copy_n(pool, buf_string(&buf), buf.length);
	buf_free(&buf);
	return result;
}

bool text_has_marks(const char *s)
{
	int32_t parts[TEXT_PARTS];
	int32_t letter;

	while ((letter = text_next(&s)) != 0) {
		int count;

		if (letter < 0x80)
			continue;
		count = text_parts(letter, parts);
		for (int i = 0; i < count; i++)
			if (text_is_mark(parts[i]) || parts[i] == D_STROKE ||
			    parts[i] == ETH)
				return true;
	}
	return false;
}

static bool is_vowel(int32_t letter)
{
	return letter == 'a' || letter == 'e' || letter == 'i' ||
	    letter == 'o' || letter == 'u' || letter == 'y';
}

static bool is_tone(int32_t letter)
{
	return letter == 0x300 || letter == 0x301 || letter == 0x303 ||
	    letter == 0x309 || letter == 0x323;
}

static int32_t *put_wide(int32_t *to, int32_t letter)
{
	*to = letter;
	return to + 1;
}

/* Decomposed and lower case; with `behind`, each tone after the vowels that
 * follow its own, so that hoà and hòa are the same. Ends with 0. */
static int32_t *spell(const char *s, bool behind)
{
	int32_t *text = must_alloc((strlen(s) * TEXT_PARTS + 2) *
	    sizeof(*text));
	int32_t *to = text;
	int32_t tone = 0;
	int32_t letter;

	while ((letter = text_next(&s)) != 0) {
		int32_t parts[TEXT_PARTS];
		int count = text_parts(letter, parts);

		for (int i = 0; i < count; i++) {
			if (parts[i] == ETH)
				parts[i] = D_STROKE;
			if (is_tone(parts[i])) {
				tone = parts[i];
				if (!behind)
					to = put_wide(to, tone);
				continue;
			}
			if (behind && tone != 0 && !is_vowel(parts[i]) &&
			    !text_is_mark(parts[i])) {
				to = put_wide(to, tone);
				tone = 0;
			}
			to = put_wide(to, parts[i]);
		}
	}
	if (behind && tone != 0)
		to = put_wide(to, tone);
	*to = 0;
	return text;
}

static bool wide_contains(const int32_t *text, const int32_t *needle)
{
	for (;; text++) {
		size_t i = 0;

		while (needle[i] != 0 && needle[i] == text[i])
			i++;
		/* "ho" is not in "hồ": the letter must end where it ends. */
		if (needle[i] == 0 && !text_is_mark(text[i]))
			return true;
		if (*text == 0)
			return false;
	}
}

static bool contains(const char *text, const char *needle, bool behind)
{
	int32_t *a = spell(text, behind);
	int32_t *b = spell(needle, behind);
	bool found = wide_contains(a, b);

	free(a);
	free(b);
	return found;
}

bool text_contains(const char *text, const char *needle)
{
	return contains(text, needle, false) || contains(text, needle, true);
}
