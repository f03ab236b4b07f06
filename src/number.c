#include "number.h"

#include "buf.h"
#include "lang.h"
#include "text.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static bool is_vietnamese(void)
{
	return strcmp(lang_current(), "en") != 0;
}

/* --- out ---------------------------------------------------------------- */

char *number_text(struct pool *pool, int64_t number)
{
	char plain[32];
	char *text = pool_alloc(pool, 40);
	char *to = text;
	const char *digits = plain;
	size_t length;

	snprintf(plain, sizeof(plain), "%lld", (long long)number);
	if (*digits == '-')
		*to++ = *digits++;
	length = strlen(digits);
	for (size_t i = 0; i < length; i++) {
		if (i > 0 && (length - i) % 3 == 0)
			*to++ = is_vietnamese() ? '.' : ',';
		*to++ = digits[i];
	}
	return text;
}

char *number_money(struct pool *pool, int64_t dong)
{
	return pool_printf(pool, "%s đ", number_text(pool, dong));
}

char *number_real(struct pool *pool, double number, int places)
{
	char plain[64];
	char *point;
	char *end;

	if (!isfinite(number) || fabs(number) > 9e17)
		return pool_copy(pool, "-");
	snprintf(plain, sizeof(plain), "%.*f", places < 0 ? 0 :
	    places > 9 ? 9 : places, number);
	/* The C locale may have been changed for the terminal. */
	point = strpbrk(plain, ".,");
	if (point == NULL)
		return number_text(pool, strtoll(plain, NULL, 10));
	end = point + strlen(point);
	while (end[-1] == '0')
		*--end = '\0';
	*point++ = '\0';
	return pool_printf(pool, "%s%s%s%s",
	    plain[0] == '-' && strtoll(plain, NULL, 10) == 0 &&
	    *point != '\0' ? "-" : "",
	    number_text(pool, strtoll(plain, NULL, 10)),
	    *point == '\0' ? "" : is_vietnamese() ? "," : ".", point);
}

double number_share(int64_t part, int64_t whole)
{
	double share = whole == 0 ? 0 : (double)part * 100.0 / (double)whole;

	if (share > 99.9 && share < 100)
		return 99.9;
	return round(share * 10) / 10;
}

char *number_percent(struct pool *pool, int64_t part, int64_t whole)
{
	if (whole == 0)
		return pool_copy(pool, "-");
	/* something is not nothing */
	if (part > 0 && (double)part * 1000 < (double)whole)
		return pool_printf(pool, "<%s%%", number_real(pool, 0.1, 1));
	return pool_printf(pool, "%s%%", number_real(pool,
	    number_share(part, whole), 1));
}

char *number_bytes(struct pool *pool, int64_t bytes)
{
	static const char *const units[] = { "B", "kB", "MB", "GB", "TB", "PB",
	    "EB" };
	double value = (double)bytes;
	size_t unit = 0;

	while (fabs(value) >= 999.5 && unit + 1 < COUNT(units)) {
		value /= 1000;
		unit++;
	}
	return pool_printf(pool, "%s %s", number_real(pool, value,
	    unit == 0 || fabs(value) >= 99.95 ? 0 : 1), units[unit]);
}

/* --- in words ----------------------------------------------------------- */

static const char *const digit_words[] = { "không", "một", "hai", "ba", "bốn",
    "năm", "sáu", "bảy", "tám", "chín" };

static void add_word(struct buf *buf, const char *word)
{
	if (buf->length > 0)
		buf_char(buf, ' ');
	buf_text(buf, word);
}

/* 0 to 999; whole: with "không trăm" and "linh" in front, because something
 * stands before it. */
static void group_words(struct buf *buf, int number, bool whole)
{
	int hundreds = number / 100;
	int tens = number / 10 % 10;
	int ones = number % 10;

	if (hundreds > 0 || whole) {
		add_word(buf, digit_words[hundreds]);
		add_word(buf, "trăm");
		whole = true;
	}
	if (tens > 1) {
		add_word(buf, digit_words[tens]);
		add_word(buf, "mươi");
	} else if (tens == 1) {
		add_word(buf, "mười");
	} else if (ones > 0 && whole) {
		add_word(buf, "linh");
	}
	if (ones == 0)
		return;
	if (ones == 1 && tens > 1)
		add_word(buf, "mốt");
	else if (ones == 5 && tens > 0)
		add_word(buf, "lăm");
	else
		add_word(buf, digit_words[ones]);
}

static void words(struct buf *buf, uint64_t number, bool whole)
{
	static const struct {
		uint64_t value;
		const char *name;
	} groups[] = { { 1000000, "triệu" }, { 1000, "nghìn" }, { 1, NULL } };

	if (number >= 1000000000) {
		words(buf, number / 1000000000, whole);
		add_word(buf, "tỷ");
		number %= 1000000000;
		whole = true;
	}
	for (size_t i = 0; i < COUNT(groups); i++) {
		int group = (int)(number / groups[i].value % 1000);

		if (group == 0)
			continue;
		group_words(buf, group, whole);
		if (groups[i].name != NULL)
			add_word(buf, groups[i].name);
		whole = true;
	}
}

char *number_words(struct pool *pool, int64_t number)
{
	struct buf buf = { 0 };
	char *result;

	if (number == 0)
		return pool_copy(pool, digit_words[0]);
	if (number < 0)
		buf_text(&buf, "âm");
	words(&buf, number < 0 ? -(uint64_t)number : (uint64_t)number, false);
	result = pool_copy_n(pool, buf_string(&buf), buf.length);
	buf_free(&buf);
	return result;
}

char *number_words_title(struct pool *pool, int64_t number)
{
	const char *all = number_words(pool, number);
	const char *behind = all;
	char first[8] = "";

	text_put(first, text_next(&behind));
	return pool_printf(pool, "%s%s", text_upper(pool, first), behind);
}

/* --- in ----------------------------------------------------------------- */

enum { BLANK = ' ' };

/* The thousands mark at *at (any blank is one and the same), or 0. */
static int mark_at(const char **at)
{
	const char *behind = *at;
	int32_t letter = text_next(&behind);

	if (letter == 0xa0 || letter == 0x202f || letter == 0x2009)
		letter = BLANK;
	if (letter != '.' && letter != ',' && letter != BLANK)
		return 0;
	*at = behind;
	return letter;
}

static bool not_a_number(const char *text, struct err *err)
{
	struct pool pool = { 0 };

	err_set(err, ERR_USAGE, _("\"%s\" is not a whole number"),
	    text_safe(&pool, text));
	pool_free(&pool);
	return false;
}

/* Digits in groups; *at moves behind them. False when they are not well
 * formed or too large. */
static bool take_digits(const char **at, bool negative, int64_t *number)
{
	const uint64_t most = (uint64_t)INT64_MAX + negative;
	uint64_t value = 0;
	int thousands = 0;
	int length = 0;

	for (;;) {
		const char *behind = *at;
		int mark;

		if (**at >= '0' && **at <= '9') {
			unsigned digit = (unsigned)(*(*at)++ - '0');

			if (value > (most - digit) / 10)
				return false;
			value = value * 10 + digit;
			if (++length > 3 && thousands != 0)
				return false;
			continue;
		}
		mark = mark_at(&behind);
		if (mark == 0 || *behind < '0' || *behind > '9')
			break;
		if (length == 0 || length > 3 || (thousands != 0 &&
		    (mark != thousands || length != 3)))
			return false;
		if (thousands == 0 && value == 0)
			return false;
		thousands = mark;
		length = 0;
		*at = behind;
	}
	if (length == 0 || (thousands != 0 && length != 3))
		return false;
	*number = (int64_t)(negative ? -value : value);
	return true;
}

static void skip_blanks(const char **at)
{
	while (**at == ' ' || **at == '\t')
		(*at)++;
}

bool number_parse(const char *text, int64_t *number, struct err *err)
{
	const char *at = text;
	bool negative;
	int64_t value;

	skip_blanks(&at);
	negative = *at == '-';
	if (*at == '-' || *at == '+')
		at++;
	if (!take_digits(&at, negative, &value))
		return not_a_number(text, err);
	skip_blanks(&at);
	if (*at != '\0')
		return not_a_number(text, err);
	*number = value;
	return true;
}

bool number_parse_money(const char *text, int64_t *dong, struct err *err)
{
	struct pool pool = { 0 };
	const char *at = text;
	int64_t value;
	bool good;

	skip_blanks(&at);
	good = take_digits(&at, false, &value);
	if (good) {
		const char *unit = text_fold(&pool, at);

		good = strcmp(unit, "") == 0 || strcmp(unit, "d") == 0 ||
		    strcmp(unit, "dong") == 0 || strcmp(unit, "vnd") == 0;
	}
	if (good)
		*dong = value;
	else
		err_set(err, ERR_USAGE,
		    _("\"%s\" is not an amount in đồng, such as 1.500.000"),
		    text_safe(&pool, text));
	pool_free(&pool);
	return good;
}

bool number_parse_real(const char *text, double *number, struct err *err)
{
	const char *at = text;
	bool negative;
	int64_t value = 0;
	double part = 0;
	double scale = 1;

	skip_blanks(&at);
	negative = *at == '-';
	at += negative;
	/* Whole first: 1.000 are thousands. What is not is cut at its last
	 * mark. */
	if (!number_parse(at, &value, &(struct err){ 0 })) {
		const char *mark = strrchr(at, ',');
		const char *point = strrchr(at, '.');
		char whole[64];

		if (mark == NULL || (point != NULL && point > mark))
			mark = point;
		if (mark == NULL || mark == at || mark[1] == '\0' ||
		    mark - at >= (ptrdiff_t)sizeof(whole))
			return not_a_number(text, err);
		memcpy(whole, at, (size_t)(mark - at));
		whole[mark - at] = '\0';
		if (strchr(whole, *mark) != NULL ||
		    !number_parse(whole, &value, &(struct err){ 0 }))
			return not_a_number(text, err);
		for (at = mark + 1; *at >= '0' && *at <= '9'; at++) {
			scale /= 10;
			part += (*at - '0') * scale;
		}
		skip_blanks(&at);
		if (*at != '\0')
			return not_a_number(text, err);
	}
	*number = negative ? -((double)value + part) : (double)value + part;
	return true;
}
