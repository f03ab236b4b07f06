#include "encoding.h"

#include "buf.h"
#include "text.h"

#include <stdlib.h>
#include <string.h>

static const struct {
	const char *name;
	enum encoding encoding;
} names[] = {
	/* The first of each is the one that is shown. */
	{ "auto", ENCODING_AUTO }, { "utf8", ENCODING_UTF8 },
	{ "tcvn3", ENCODING_TCVN3 }, { "vni", ENCODING_VNI },
	{ "viscii", ENCODING_VISCII }, { "cp1258", ENCODING_CP1258 },
	{ "double", ENCODING_DOUBLE }, { "utf16le", ENCODING_UTF16LE },
	{ "utf16be", ENCODING_UTF16BE },
	{ "abc", ENCODING_TCVN3 }, { "tcvn", ENCODING_TCVN3 },
	{ "tcvn5712", ENCODING_TCVN3 }, { "vniwindows", ENCODING_VNI },
	{ "windows1258", ENCODING_CP1258 }, { "utf16", ENCODING_UTF16LE },
	{ "unicode", ENCODING_UTF8 }, { "doubleutf8", ENCODING_DOUBLE },
};

const char *encoding_name(enum encoding encoding)
{
	for (size_t i = 0; i < COUNT(names); i++)
		if (names[i].encoding == encoding)
			return names[i].name;
	return "?";
}

bool encoding_find(const char *name, enum encoding *encoding)
{
	char plain[32];
	size_t length = 0;

	for (; *name != '\0' && length < sizeof(plain) - 1; name++)
		if (*name != '-' && *name != '_' && *name != ' ' &&
		    *name != '.')
			plain[length++] = (char)(*name >= 'A' && *name <= 'Z' ?
			    *name + 32 : *name);
	plain[length] = '\0';
	for (size_t i = 0; i < COUNT(names); i++)
		if (strcmp(plain, names[i].name) == 0) {
			*encoding = names[i].encoding;
			return true;
		}
	return false;
}

/* --- tables -------------------------------------------------------------
 * From 0x80; 0: no letter of this encoding. */

/* clang-format off */
static const uint16_t cp1252[32] = {
	0x20ac, 0, 0x201a, 0x192, 0x201e, 0x2026, 0x2020, 0x2021,
	0x2c6, 0x2030, 0x160, 0x2039, 0x152, 0, 0x17d, 0,
	0, 0x2018, 0x2019, 0x201c, 0x201d, 0x2022, 0x2013, 0x2014,
	0x2dc, 0x2122, 0x161, 0x203a, 0x153, 0, 0x17e, 0x178,
};

/* From 0xa0. Below it the punctuation of CP1252, as Word writes it; where the
 * fonts have no letter the capitals and marks of TCVN 5712 VN1. */
static const uint16_t tcvn3[96] = {
	0xa0, u'Ă', u'Â', u'Ê', u'Ô', u'Ơ', u'Ư', u'Đ',
	u'ă', u'â', u'ê', u'ô', u'ơ', u'ư', u'đ', u'Ằ',
	0x300, 0x309, 0x303, 0x301, 0x323, u'à', u'ả', u'ã',
	u'á', u'ạ', u'Ẳ', u'ằ', u'ẳ', u'ẵ', u'ắ', u'Ẵ',
	u'Ắ', u'Ầ', u'Ẩ', u'Ẫ', u'Ấ', u'Ề', u'ặ', u'ầ',
	u'ẩ', u'ẫ', u'ấ', u'ậ', u'è', u'Ể', u'ẻ', u'ẽ',
	u'é', u'ẹ', u'ề', u'ể', u'ễ', u'ế', u'ệ', u'ì',
	u'ỉ', u'Ễ', u'Ế', u'Ồ', u'ĩ', u'í', u'ị', u'ò',
	u'Ổ', u'ỏ', u'õ', u'ó', u'ọ', u'ồ', u'ổ', u'ỗ',
	u'ố', u'ộ', u'ờ', u'ở', u'ỡ', u'ớ', u'ợ', u'ù',
	u'Ỗ', u'ủ', u'ũ', u'ú', u'ụ', u'ừ', u'ử', u'ữ',
	u'ứ', u'ự', u'ỳ', u'ỷ', u'ỹ', u'ý', u'ỵ', u'Ố',
};

/* From 0x80; six capitals are control characters. */
static const uint16_t viscii[128] = {
	u'Ạ', u'Ắ', u'Ằ', u'Ặ', u'Ấ', u'Ầ', u'Ẩ', u'Ậ',
	u'Ẽ', u'Ẹ', u'Ế', u'Ề', u'Ể', u'Ễ', u'Ệ', u'Ố',
	u'Ồ', u'Ổ', u'Ỗ', u'Ộ', u'Ợ', u'Ớ', u'Ờ', u'Ở',
	u'Ị', u'Ỏ', u'Ọ', u'Ỉ', u'Ủ', u'Ũ', u'Ụ', u'Ỳ',
	u'Õ', u'ắ', u'ằ', u'ặ', u'ấ', u'ầ', u'ẩ', u'ậ',
	u'ẽ', u'ẹ', u'ế', u'ề', u'ể', u'ễ', u'ệ', u'ố',
	u'ồ', u'ổ', u'ỗ', u'Ỡ', u'Ơ', u'ộ', u'ờ', u'ở',
	u'ị', u'Ự', u'Ứ', u'Ừ', u'Ử', u'ơ', u'ớ', u'Ư',
	u'À', u'Á', u'Â', u'Ã', u'Ả', u'Ă', u'ẳ', u'ẵ',
	u'È', u'É', u'Ê', u'Ẻ', u'Ì', u'Í', u'Ĩ', u'ỳ',
	u'Đ', u'ứ', u'Ò', u'Ó', u'Ô', u'ạ', u'ỷ', u'ừ',
	u'ử', u'Ù', u'Ú', u'ỹ', u'ỵ', u'Ý', u'ỡ', u'ư',
	u'à', u'á', u'â', u'ã', u'ả', u'ă', u'ữ', u'ẫ',
	u'è', u'é', u'ê', u'ẻ', u'ì', u'í', u'ĩ', u'ỉ',
	u'đ', u'ự', u'ò', u'ó', u'ô', u'õ', u'ỏ', u'ọ',
	u'ụ', u'ù', u'ú', u'ũ', u'ủ', u'ý', u'ợ', u'Ữ',
};

/* Where CP1258 differs from CP1252. */
static const struct { unsigned char byte; uint16_t letter; } cp1258[] = {
	{ 0x8a, 0 }, { 0x8e, 0 }, { 0x9a, 0 }, { 0x9e, 0 },
	{ 0xc3, u'Ă' }, { 0xcc, 0x300 }, { 0xd0, u'Đ' }, { 0xd2, 0x309 },
	{ 0xd5, u'Ơ' }, { 0xdd, u'Ư' }, { 0xde, 0x303 }, { 0xe3, u'ă' },
	{ 0xec, 0x301 }, { 0xf0, u'đ' }, { 0xf2, 0x323 }, { 0xf5, u'ơ' },
	{ 0xfd, u'ư' }, { 0xfe, 0x20ab },
};
/* clang-format on */

static int32_t latin(unsigned char byte)
{
	return byte >= 0x80 && byte < 0xa0 ? cp1252[byte - 0x80] : byte;
}

static int32_t tcvn3_letter(unsigned char byte)
{
	return byte < 0xa0 ? latin(byte) : tcvn3[byte - 0xa0];
}

static int32_t viscii_letter(unsigned char byte)
{
	switch (byte) {
	case 0x02:
		return u'Ẳ';
	case 0x05:
		return u'Ẵ';
	case 0x06:
		return u'Ẫ';
	case 0x14:
		return u'Ỷ';
	case 0x19:
		return u'Ỹ';
	case 0x1e:
		return u'Ỵ';
	default:
		return byte < 0x80 ? byte : viscii[byte - 0x80];
	}
}

static int32_t cp1258_letter(unsigned char byte)
{
	for (size_t i = 0; i < COUNT(cp1258); i++)
		if (cp1258[i].byte == byte)
			return cp1258[i].letter;
	return latin(byte);
}

/* --- VNI: a letter, perhaps with a byte of marks behind it --------------- */

/* A byte of marks (in its lower case form) as tone and modifier. */
static bool vni_marks(unsigned char byte, int32_t *modifier, int32_t *tone)
{
	static const unsigned char plain[] = "\xf8\xf9\xfb\xf5\xef";
	static const unsigned char circumflex[] = "\xe0\xe1\xe5\xe3\xe4\xe2";
	static const unsigned char breve[] = "\xe8\xe9\xfa\xfc\xeb\xea";
	static const int32_t tones[] = { 0x300, 0x301, 0x309, 0x303, 0x323, 0 };
	static const struct {
		const unsigned char *bytes;
		int32_t modifier;
	} rows[] = { { plain, 0 }, { circumflex, 0x302 }, { breve, 0x306 } };

	for (size_t i = 0; i < COUNT(rows); i++) {
		const char *at = strchr((const char *)rows[i].bytes, byte);

		if (at == NULL || *at == '\0')
			continue;
		*modifier = rows[i].modifier;
		*tone = tones[at - (const char *)rows[i].bytes];
		return true;
	}
	return false;
}

/* Does the letter take a byte of marks? ơ and ư only tones, a breve only a,
 * a circumflex a, e and o. */
static bool vni_takes(int32_t letter, int32_t modifier)
{
	int32_t lower = letter < 0x80 ? letter | 0x20 : letter;

	if (modifier == 0x306)
		return lower == 'a';
	if (modifier == 0x302)
		return lower == 'a' || lower == 'e' || lower == 'o';
	return lower == 'a' || lower == 'e' || lower == 'o' || lower == 'u' ||
	    lower == 'y' || letter == u'ơ' || letter == u'Ơ' ||
	    letter == u'ư' || letter == u'Ư';
}

static int32_t vni_single(unsigned char byte)
{
	static const struct {
		unsigned char byte;
		uint16_t letter;
	} rows[] = {
		{ 0xf1, u'đ' }, { 0xd1, u'Đ' }, { 0xf4, u'ơ' }, { 0xd4, u'Ơ' },
		{ 0xf6, u'ư' }, { 0xd6, u'Ư' }, { 0xee, u'ỵ' }, { 0xce, u'Ỵ' },
		{ 0xed, u'í' }, { 0xcd, u'Í' }, { 0xec, u'ì' }, { 0xcc, u'Ì' },
		{ 0xe6, u'ỉ' }, { 0xc6, u'Ỉ' }, { 0xf3, u'ĩ' }, { 0xd3, u'Ĩ' },
		{ 0xf2, u'ị' }, { 0xd2, u'Ị' }, { 0xa0, 0xa0 },
	};

	if (byte < 0xa0)
		return latin(byte);
	for (size_t i = 0; i < COUNT(rows); i++)
		if (rows[i].byte == byte)
			return rows[i].letter;
	return 0;
}

/* --- decoding ----------------------------------------------------------- */

static void put_letter(struct buf *buf, int32_t letter, size_t *bad)
{
	char bytes[4];

	if (letter == 0) {
		letter = 0xfffd;
		(*bad)++;
	}
	buf_add(buf, bytes, text_put(bytes, letter));
}

static void decode_vni(struct buf *buf, const unsigned char *data,
    size_t length, size_t *bad)
{
	for (size_t i = 0; i < length; i++) {
		int32_t letter = vni_single(data[i]);
		int32_t modifier;
		int32_t tone;
		unsigned char mark;

		put_letter(buf, letter, bad);
		if (i + 1 >= length || data[i + 1] < 0xc0)
			continue;
		/* A capital's marks are 0x20 lower; both occur after both. */
		mark = data[i + 1] | 0x20;
		if (!vni_marks(mark, &modifier, &tone) ||
		    !vni_takes(letter, modifier))
			continue;
		if (modifier != 0)
			put_letter(buf, modifier, bad);
		if (tone != 0)
			put_letter(buf, tone, bad);
		i++;
	}
}

static void decode_single(struct buf *buf, const unsigned char *data,
    size_t length, int32_t letter(unsigned char), size_t *bad)
{
	for (size_t i = 0; i < length; i++)
		put_letter(buf, letter(data[i]), bad);
}

static void decode_utf16(struct buf *buf, const unsigned char *data,
    size_t length, bool big, size_t *bad)
{
	size_t i = 0;

	while (i + 1 < length) {
		int32_t unit = data[i + !big] << 8 | data[i + big];

		i += 2;
		if (unit >= 0xd800 && unit < 0xdc00 && i + 1 < length) {
			int32_t low = data[i + !big] << 8 | data[i + big];

			if (low >= 0xdc00 && low < 0xe000) {
				i += 2;
				unit = 0x10000 + ((unit - 0xd800) << 10) +
				    low - 0xdc00;
			}
		}
		put_letter(buf, unit >= 0xd800 && unit < 0xe000 ? 0 : unit,
		    bad);
	}
	if (i < length)
		put_letter(buf, 0, bad);
}

static void decode_utf8(struct buf *buf, const char *data, size_t length,
    size_t *bad)
{
	const char *end = data + length;

	while (data < end) {
		const char *zero = memchr(data, '\0', (size_t)(end - data));
		size_t part = (size_t)((zero == NULL ? end : zero) - data);
		/* text_next stops at a NUL: a copy has one at its end. */
		char *copy = must_alloc(part + 1);
		const char *at = copy;
		int32_t letter;

		memcpy(copy, data, part);
		while ((letter = text_next(&at)) != 0)
			put_letter(buf, letter < 0 ? 0 : letter, bad);
		free(copy);
		data += part;
		if (zero != NULL) {
			put_letter(buf, 0, bad);
			data++;
		}
	}
}

static size_t to_bytes(const char *text, unsigned char *out, bool *beyond);

/* UTF-8 that was taken for CP1252 and encoded again: take one layer off. */
static void decode_double(struct buf *buf, const char *data, size_t length,
    size_t *bad)
{
	struct buf once = { 0 };
	unsigned char *bytes;
	size_t count;
	bool beyond;

	decode_utf8(&once, data, length, bad);
	bytes = must_alloc(once.length + 1);
	count = to_bytes(buf_string(&once), bytes, &beyond);
	if (beyond)
		buf_add(buf, once.data, once.length);
	else
		decode_utf8(buf, (const char *)bytes, count, bad);
	free(bytes);
	buf_free(&once);
}

static void decode(struct buf *buf, enum encoding encoding, const void *data,
    size_t length, size_t *bad)
{
	switch (encoding) {
	case ENCODING_TCVN3:
		decode_single(buf, data, length, tcvn3_letter, bad);
		break;
	case ENCODING_VISCII:
		decode_single(buf, data, length, viscii_letter, bad);
		break;
	case ENCODING_CP1258:
		decode_single(buf, data, length, cp1258_letter, bad);
		break;
	case ENCODING_VNI:
		decode_vni(buf, data, length, bad);
		break;
	case ENCODING_UTF16LE:
	case ENCODING_UTF16BE:
		decode_utf16(buf, data, length, encoding == ENCODING_UTF16BE,
		    bad);
		break;
	case ENCODING_DOUBLE:
		decode_double(buf, data, length, bad);
		break;
	default:
		decode_utf8(buf, data, length, bad);
		break;
	}
}

const char *encoding_decode(struct pool *pool, enum encoding encoding,
    const void *data, size_t length, size_t *bad)
{
	struct buf buf = { 0 };
	size_t count = 0;
	const char *result;

	decode(&buf, encoding, data, length, bad == NULL ? &count : bad);
	result = pool_copy_n(pool, buf_string(&buf), buf.length);
	buf_free(&buf);
	return text_nfc(pool, result);
}

/* The bytes that the letters of a text stand for. Control characters of
 * 0x80 to 0x9f stand for themselves, as old programs wrote them. */
static size_t to_bytes(const char *text, unsigned char *out, bool *beyond)
{
	size_t length = 0;
	int32_t letter;

	*beyond = false;
	while ((letter = text_next(&text)) != 0) {
		size_t i = 0;

		if (letter > 0 && letter < 0x100) {
			out[length++] = (unsigned char)letter;
			continue;
		}
		while (i < COUNT(cp1252) &&
		    (letter < 0 || cp1252[i] != letter))
			i++;
		if (i == COUNT(cp1252)) {
			*beyond = true;
			return 0;
		}
		out[length++] = (unsigned char)(0x80 + i);
	}
	return length;
}

const char *encoding_repair(struct pool *pool, enum encoding encoding,
    const char *text, size_t *bad)
{
	unsigned char *bytes;
	const char *result = text;
	size_t none = 0;
	size_t length;
	bool beyond;

	if (bad == NULL)
		bad = &none;
	*bad = 0;
	if (encoding == ENCODING_UTF8 || encoding == ENCODING_AUTO ||
	    encoding == ENCODING_UTF16LE || encoding == ENCODING_UTF16BE)
		return text_nfc(pool, text);
	bytes = must_alloc(strlen(text) + 1);
	length = to_bytes(text, bytes, &beyond);
	if (beyond)
		result = text_nfc(pool, text);
	else
		result = encoding_decode(pool, encoding == ENCODING_DOUBLE ?
		    ENCODING_UTF8 : encoding, bytes, length, bad);
	free(bytes);
	return result;
}

enum encoding encoding_of_file(const void *head, size_t length,
    size_t *bom_length)
{
	const unsigned char *bytes = head;
	size_t zeros[2] = { 0, 0 };

	*bom_length = 2;
	if (length >= 2 && bytes[0] == 0xff && bytes[1] == 0xfe)
		return ENCODING_UTF16LE;
	if (length >= 2 && bytes[0] == 0xfe && bytes[1] == 0xff)
		return ENCODING_UTF16BE;
	*bom_length = 3;
	if (length >= 3 && memcmp(bytes, "\xef\xbb\xbf", 3) == 0)
		return ENCODING_UTF8;
	*bom_length = 0;
	if (length > 4096)
		length = 4096;
	for (size_t i = 0; i < length; i++)
		zeros[i % 2] += bytes[i] == 0;
	/* Half of a table's letters are ASCII: every other byte is zero. */
	if (length >= 8 && zeros[1] > length / 8 && zeros[0] < length / 64 + 1)
		return ENCODING_UTF16LE;
	if (length >= 8 && zeros[0] > length / 8 && zeros[1] < length / 64 + 1)
		return ENCODING_UTF16BE;
	return ENCODING_AUTO;
}
