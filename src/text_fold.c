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

/* The base of a Vietnamese letter in one piece, without asking utf8proc; its
 * length goes to *length. 0: not one of them. */
static char quick_base(const char *s, size_t *length)
{
	/* U+1EA0 to U+1EF9, small and capital beside each other */
	static const char above[] = "aaaaaaaaaaaaaaaaaaaaaaaa"
	    "eeeeeeeeeeeeeeee" "iiii" "oooooooooooooooooooooooo"
	    "uuuuuuuuuuuuuu" "yyyyyyyy";
	/* U+00C0 to U+00DF, again from U+00E0; a blank: not Vietnamese */
	static const char latin[] = "aaaa    eee ii  d oooo   uu  y  ";
	const unsigned char *b = (const unsigned char *)s;
	unsigned at;

	*length = 2;
	if (b[0] == 0xe1 && (b[1] == 0xba || b[1] == 0xbb) &&
	    (b[2] & 0xc0) == 0x80) {
		at = (b[1] - 0xbau) * 64 + (b[2] - 0x80u);
		*length = 3;
		return (char)(at >= 0x20 && at < 0x20 + sizeof(above) - 1 ?
		    above[at - 0x20] : '\0');
	}
	if (b[0] == 0xc3 && (b[1] & 0xc0) == 0x80)
		return (char)(latin[b[1] & 0x1f] == ' ' ? '\0' :
		    latin[b[1] & 0x1f]);
	if (b[0] == 0xc4 && (b[1] == 0x90 || b[1] == 0x91))
		return 'd';
	if (b[0] == 0xc4 && (b[1] == 0x82 || b[1] == 0x83))
		return 'a';
	if (b[0] == 0xc4 && (b[1] == 0xa8 || b[1] == 0xa9))
		return 'i';
	if (b[0] == 0xc6 && (b[1] == 0xa0 || b[1] == 0xa1))
		return 'o';
	return (b[0] == 0xc6 && (b[1] == 0xaf || b[1] == 0xb0)) ||
	    (b[0] == 0xc5 && (b[1] == 0xa8 || b[1] == 0xa9)) ? 'u' : '\0';
}

const char *text_fold(struct pool *pool, const char *s)
{
	struct buf buf = { 0 };
	const char *result;
	bool gap = false;

	/* What is quick is never longer than it was. */
	buf_room(&buf, strlen(s) + 1);
	while (*s != '\0') {
		char piece[TEXT_PARTS * 4];
		unsigned char byte = (unsigned char)*s;

		size_t taken = 1;
		char base = (char)(byte >= 0x80 ? quick_base(s, &taken) :
		    byte >= 'A' && byte <= 'Z' ? byte + 32 : byte);

		if ((unsigned char)base > ' ') {
			if (gap && buf.length > 0)
				buf.data[buf.length++] = ' ';
			gap = false;
			buf.data[buf.length++] = base;
			s += taken;
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
		buf_room(&buf, strlen(s) + 1);
	}
	result = pool_copy_n(pool, buf.data, buf.length);
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
