/* A key has three levels with a 1 between them: letters, tones, case. Level
 * bytes are above 1, a common tone or case is the smallest and is left out at
 * the end of its level. */
#include "buf.h"
#include "text.h"

#include <string.h>

enum {
	LEVEL_END = 1,
	COMMON = 2,		/* no tone; lower case */
	UPPER = 3,
	OTHER_MARK = 8,		/* tones are 3 to 7 */
	NUMBER = 0x50,
	FIRST_LETTER = 0x60,
	FOREIGN = 0xf0		/* then three bytes of code point */
};

/* Blank, punctuation, symbols: the order of the root collation. */
static const char marks_order[] = "\t\n\v\f\r _-,;:!?.'\"()[]{}@*/\\&#%`^+<=>|~$";

struct keys {
	struct buf letters;
	struct buf tones;
	struct buf cases;
};

/* Rank of the letters a to z; those with ă â đ ê ô ơ ư behind leave room. */
static const unsigned char rank[26] = {
	/* a b c d e f g h i j k l m n o p q r s t u v w x y z */
	0, 3, 4, 5, 7, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 21, 22, 23, 24,
	25, 26, 28, 29, 30, 31, 32
};

static int tone_rank(int32_t mark)
{
	switch (mark) {
	case 0x300:
		return COMMON + 1;	/* huyền */
	case 0x309:
		return COMMON + 2;	/* hỏi */
	case 0x303:
		return COMMON + 3;	/* ngã */
	case 0x301:
		return COMMON + 4;	/* sắc */
	case 0x323:
		return COMMON + 5;	/* nặng */
	default:
		return 0;
	}
}

/* How far a modifier moves a letter; 0 when it is not one of this letter. */
static int modifier_step(int32_t base, int32_t mark)
{
	if (base == 'a')
		return mark == 0x306 ? 1 : mark == 0x302 ? 2 : 0;
	if (base == 'o')
		return mark == 0x302 ? 1 : mark == 0x31b ? 2 : 0;
	if (base == 'e')
		return mark == 0x302 ? 1 : 0;
	if (base == 'u')
		return mark == 0x31b ? 1 : 0;
	return 0;
}

static void pad_to(struct buf *buf, size_t length)
{
	while (buf->length < length)
		buf_char(buf, COMMON);
}

/* The weight of a base letter; the elements so far are count. */
static void put_base(struct keys *keys, int32_t letter, int step)
{
	const char *mark;

	if (letter == 0x111 || letter == 0xf0) {
		letter = 'd';
		step = 1;
	}
	if (letter >= 'a' && letter <= 'z') {
		buf_char(&keys->letters, (char)(FIRST_LETTER +
		    rank[letter - 'a'] + step));
		return;
	}
	mark = letter < 0x80 && letter > 0 ?
	    strchr(marks_order, (int)letter) : NULL;
	if (mark != NULL) {
		buf_char(&keys->letters, (char)(4 + (mark - marks_order)));
		return;
	}
	buf_char(&keys->letters, (char)FOREIGN);
	buf_char(&keys->letters, (char)(2 + (letter >> 14 & 0x7f)));
	buf_char(&keys->letters, (char)(2 + (letter >> 7 & 0x7f)));
	buf_char(&keys->letters, (char)(2 + (letter & 0x7f)));
}

/* One base letter with the marks behind it. */
static void put_letter(struct keys *keys, size_t element,
    const int32_t *parts, int count, bool upper)
{
	int step = 0;

	for (int i = 1; i < count && step == 0; i++)
		step = modifier_step(parts[0], parts[i]);
	put_base(keys, parts[0], step);
	for (int i = 1; i < count; i++) {
		int tone = tone_rank(parts[i]);

		if (modifier_step(parts[0], parts[i]) != 0)
			continue;
		pad_to(&keys->tones, element);
		if (tone == 0)
			tone = OTHER_MARK + (parts[i] & 0x7f);
		buf_char(&keys->tones, (char)tone);
	}
	if (upper) {
		pad_to(&keys->cases, element);
		buf_char(&keys->cases, UPPER);
	}
}

/* A number: how many digits, then the digits; leading zeros only break a
 * tie. */
static const char *put_number(struct keys *keys, size_t element, const char *s)
{
	size_t zeros = 0;
	size_t digits = 0;

	while (*s == '0' && s[1] >= '0' && s[1] <= '9') {
		zeros++;
		s++;
	}
	while (s[digits] >= '0' && s[digits] <= '9')
		digits++;
	buf_char(&keys->letters, NUMBER);
	/* More than 200 digits: then their text decides. */
	buf_char(&keys->letters, (char)(2 + (digits < 200 ? digits : 200)));
	buf_add(&keys->letters, s, digits);
	if (zeros > 0) {
		pad_to(&keys->cases, element);
		buf_char(&keys->cases, (char)(UPPER +
		    (zeros < 200 ? zeros : 200)));
	}
	return s + digits;
}

/* Add the parts of the letter at *s to parts, as far as they belong to the
 * same base. Gives how many there are now. */
static int gather(const char **s, int32_t *parts, int room)
{
	int count = 0;

	for (;;) {
		const char *behind = *s;
		int32_t letter = text_next(&behind);
		int32_t more[TEXT_PARTS];
		int fresh;

		if (letter == 0 || (count > 0 && letter < 0x300))
			return count;
		fresh = text_parts(letter, more);
		if (count > 0 && !text_is_mark(more[0]))
			return count;
		for (int i = 0; i < fresh && count < room; i++)
			parts[count++] = more[i];
		*s = behind;
		if (count >= room)
			return count;
	}
}

static bool is_upper(const char *s)
{
	int32_t letter = text_next(&s);
	int32_t parts[TEXT_PARTS];

	if (letter < 0x80)
		return letter >= 'A' && letter <= 'Z';
	/* Folded and decomposed again, an upper case letter differs. */
	if (letter == 0x110 || letter == 0xd0)
		return true;
	if ((letter >= 0x1ea0 && letter <= 0x1ef9) ||
	    letter == 0x102 || letter == 0x128 || letter == 0x168)
		return letter % 2 == 0;
	if (letter == 0x1a0 || letter == 0x1af)
		return true;
	if (letter >= 0xc0 && letter <= 0xde && letter != 0xd7)
		return true;
	return text_is_letter(letter) && letter > 0x250 &&
	    text_parts(letter, parts) == 1 && parts[0] != letter;
}

static void make_key(struct keys *keys, const char *s)
{
	size_t element = 0;

	while (*s != '\0') {
		int32_t parts[TEXT_PARTS * 2];
		bool upper;
		int count;
		int from = 0;

		if (*s >= '0' && *s <= '9') {
			s = put_number(keys, element++, s);
			continue;
		}
		upper = is_upper(s);
		count = gather(&s, parts, (int)COUNT(parts));
		/* ﬁ and other letters that fall into several. */
		while (from < count) {
			int to = from + 1;

			while (to < count && text_is_mark(parts[to]))
				to++;
			put_letter(keys, element++, parts + from, to - from,
			    upper);
			from = to;
		}
	}
	buf_char(&keys->letters, LEVEL_END);
	buf_add(&keys->letters, buf_string(&keys->tones), keys->tones.length);
	buf_char(&keys->letters, LEVEL_END);
	buf_add(&keys->letters, buf_string(&keys->cases), keys->cases.length);
}

static void free_keys(struct keys *keys)
{
	buf_free(&keys->letters);
	buf_free(&keys->tones);
	buf_free(&keys->cases);
}

const char *text_sort_key(struct pool *pool, const char *s, size_t *length)
{
	struct keys keys = { 0 };
	const char *result;

	make_key(&keys, s);
	*length = keys.letters.length;
	result = pool_copy_n(pool, buf_string(&keys.letters), *length);
	free_keys(&keys);
	return result;
}

static int compare_bytes(const struct buf *a, const struct buf *b)
{
	size_t shorter = a->length < b->length ? a->length : b->length;
	int order = memcmp(a->data, b->data, shorter);

	if (order != 0)
		return order;
	return (a->length > b->length) - (a->length < b->length);
}

int text_compare(const char *a, const char *b)
{
	struct keys left = { 0 };
	struct keys right = { 0 };
	int order;

	make_key(&left, a);
	make_key(&right, b);
	order = compare_bytes(&left.letters, &right.letters);
	free_keys(&left);
	free_keys(&right);
	return order;
}

int text_compare_n(const char *a, size_t a_length, const char *b,
    size_t b_length)
{
	struct pool pool = { 0 };
	int order = text_compare(pool_copy_n(&pool, a, a_length),
	    pool_copy_n(&pool, b, b_length));

	pool_free(&pool);
	return order;
}
