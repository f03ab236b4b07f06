#include "json.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

/* The bytes of the letter at s when it is good UTF-8, else 0. */
static size_t letter_bytes(const unsigned char *s)
{
	if (s[0] < 0x80)
		return 1;
	if (s[0] >= 0xc2 && s[0] <= 0xdf && (s[1] & 0xc0) == 0x80)
		return 2;
	if ((s[0] & 0xf0) == 0xe0 && (s[1] & 0xc0) == 0x80 &&
	    (s[2] & 0xc0) == 0x80 && !(s[0] == 0xe0 && s[1] < 0xa0) &&
	    !(s[0] == 0xed && s[1] > 0x9f))
		return 3;
	if (s[0] >= 0xf0 && s[0] <= 0xf4 && (s[1] & 0xc0) == 0x80 &&
	    (s[2] & 0xc0) == 0x80 && (s[3] & 0xc0) == 0x80 &&
	    !(s[0] == 0xf0 && s[1] < 0x90) && !(s[0] == 0xf4 && s[1] > 0x8f))
		return 4;
	return 0;
}

static void quote_one(struct buf *buf, unsigned char letter)
{
	static const char plain[] = "\"\\\b\f\n\r\t";
	static const char names[] = "\"\\bfnrt";
	const char *place = letter == 0 ? NULL : strchr(plain, letter);

	if (place != NULL) {
		buf_char(buf, '\\');
		buf_char(buf, names[place - plain]);
	} else if (letter < 0x20 || letter == 0x7f) {
		buf_printf(buf, "\\u%04x", letter);
	} else {
		buf_char(buf, (char)letter);
	}
}

/* C1 controls and letters that turn or hide others: written as numbers, so
 * that JSON on a terminal shows what it holds. */
static bool quote_hidden(struct buf *buf, const unsigned char *s,
    size_t length)
{
	unsigned letter;

	if (length == 2 && s[0] == 0xc2 && s[1] < 0xa0)
		letter = s[1];
	else if (length == 3 && (s[0] == 0xe2 || s[0] == 0xef))
		letter = (s[0] & 0x0fU) << 12 | (s[1] & 0x3fU) << 6 |
		    (s[2] & 0x3fU);
	else
		return false;
	if (letter >= 0xa0 && letter != 0xfeff &&
	    !(letter >= 0x200b && letter <= 0x200f) &&
	    !(letter >= 0x2028 && letter <= 0x202e) &&
	    !(letter >= 0x2060 && letter <= 0x206f))
		return false;
	buf_printf(buf, "\\u%04x", letter);
	return true;
}

/* How many letters are written as they are: most of most texts. */
static size_t plain_bytes(const unsigned char *s)
{
	size_t n = 0;

	while (s[n] >= 0x20 && s[n] < 0x7f && s[n] != '"' && s[n] != '\\')
		n++;
	return n;
}

void json_quote(struct buf *buf, const char *text)
{
	const unsigned char *s = (const unsigned char *)text;

	buf_char(buf, '"');
	for (;;) {
		size_t length = plain_bytes(s);

		buf_add(buf, s, length);
		s += length;
		if (*s == '\0')
			break;
		length = letter_bytes(s);

		if (length == 0) {
			buf_text(buf, "\xef\xbf\xbd");
			length = 1;
		} else if (length == 1) {
			quote_one(buf, *s);
		} else if (!quote_hidden(buf, s, length)) {
			buf_add(buf, s, length);
		}
		s += length;
	}
	buf_char(buf, '"');
}

static void begin_value(struct json *json, const char *key)
{
	if (json->follows)
		buf_char(json->buf, ',');
	json->follows = true;
	if (key != NULL) {
		json_quote(json->buf, key);
		buf_char(json->buf, ':');
	}
}

void json_open(struct json *json, const char *key, char bracket)
{
	begin_value(json, key);
	buf_char(json->buf, bracket);
	json->depth++;
	json->follows = false;
}

void json_shut(struct json *json, char bracket)
{
	buf_char(json->buf, bracket);
	json->depth--;
	json->follows = true;
}

void json_text(struct json *json, const char *key, const char *text)
{
	begin_value(json, key);
	if (text == NULL)
		buf_text(json->buf, "null");
	else
		json_quote(json->buf, text);
}

void json_int(struct json *json, const char *key, int64_t value)
{
	char digits[24];
	char *at = digits + sizeof(digits);
	uint64_t left = value < 0 ? -(uint64_t)value : (uint64_t)value;

	begin_value(json, key);
	do
		*--at = (char)('0' + left % 10);
	while ((left /= 10) > 0);
	if (value < 0)
		*--at = '-';
	buf_add(json->buf, at, (size_t)(digits + sizeof(digits) - at));
}

void json_real(struct json *json, const char *key, double value)
{
	char digits[40];
	char *comma;

	begin_value(json, key);
	if (!isfinite(value)) {
		buf_text(json->buf, "null");
		return;
	}
	snprintf(digits, sizeof(digits), "%.15g", value);
	comma = strchr(digits, ',');	/* a locale of decimal commas */
	if (comma != NULL)
		*comma = '.';
	buf_text(json->buf, digits);
}

void json_bool(struct json *json, const char *key, bool value)
{
	begin_value(json, key);
	buf_text(json->buf, value ? "true" : "false");
}

void json_null(struct json *json, const char *key)
{
	begin_value(json, key);
	buf_text(json->buf, "null");
}

void json_raw(struct json *json, const char *key, const char *text)
{
	begin_value(json, key);
	buf_text(json->buf, text == NULL || *text == '\0' ? "null" : text);
}
