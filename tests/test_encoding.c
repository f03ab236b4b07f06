/* Old encodings: every letter and a thousand phrases there and back, through
 * iconv where it knows the encoding, through the table of the VNI fonts where
 * it does not; and what encoding.h promises about guessing. */
#include "buf.h"
#include "encoding.h"
#include "text.h"

#include <iconv.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

static struct pool pool;

static int fresh(void **state)
{
	(void)state;
	pool_reset(&pool);
	return 0;
}

static const char lower[] = "aàảãáạăằẳẵắặâầẩẫấậbcdđeèẻẽéẹêềểễếệfghiìỉĩíịjklmn"
    "oòỏõóọôồổỗốộơờởỡớợpqrstuùủũúụưừửữứựvwxyỳỷỹýỵz";

/* --- encoders ----------------------------------------------------------- */

static bool with_iconv(struct buf *out, const char *name, const char *letter)
{
	iconv_t cd = iconv_open(name, "UTF-8");
	char bytes[16];
	char *in = (char *)(uintptr_t)letter;
	char *to = bytes;
	size_t in_left = strlen(letter);
	size_t left = sizeof(bytes);
	bool good;

	if (cd == (iconv_t)-1)
		skip();
	good = iconv(cd, &in, &in_left, &to, &left) == 0 &&
	    iconv(cd, NULL, NULL, &to, &left) == 0;
	iconv_close(cd);
	if (good)
		buf_add(out, bytes, sizeof(bytes) - left);
	return good;
}

/* The font's own table: tones in the order none huyền hỏi ngã sắc nặng. */
static const struct {
	const char *letters;
	const char *bytes[6];
} vni[] = {
	{ "aàảãáạ", { "a", "a\xf8", "a\xfb", "a\xf5", "a\xf9", "a\xef" } },
	{ "ăằẳẵắặ", { "a\xea", "a\xe8", "a\xfa", "a\xfc", "a\xe9", "a\xeb" } },
	{ "âầẩẫấậ", { "a\xe2", "a\xe0", "a\xe5", "a\xe3", "a\xe1", "a\xe4" } },
	{ "eèẻẽéẹ", { "e", "e\xf8", "e\xfb", "e\xf5", "e\xf9", "e\xef" } },
	{ "êềểễếệ", { "e\xe2", "e\xe0", "e\xe5", "e\xe3", "e\xe1", "e\xe4" } },
	{ "iìỉĩíị", { "i", "\xec", "\xe6", "\xf3", "\xed", "\xf2" } },
	{ "oòỏõóọ", { "o", "o\xf8", "o\xfb", "o\xf5", "o\xf9", "o\xef" } },
	{ "ôồổỗốộ", { "o\xe2", "o\xe0", "o\xe5", "o\xe3", "o\xe1", "o\xe4" } },
	{ "ơờởỡớợ", { "\xf4", "\xf4\xf8", "\xf4\xfb", "\xf4\xf5", "\xf4\xf9",
	    "\xf4\xef" } },
	{ "uùủũúụ", { "u", "u\xf8", "u\xfb", "u\xf5", "u\xf9", "u\xef" } },
	{ "ưừửữứự", { "\xf6", "\xf6\xf8", "\xf6\xfb", "\xf6\xf5", "\xf6\xf9",
	    "\xf6\xef" } },
	{ "yỳỷỹýỵ", { "y", "y\xf8", "y\xfb", "y\xf5", "y\xf9", "\xee" } },
	{ "đ", { "\xf1" } },
};

static void with_vni(struct buf *out, const char *letter)
{
	const char *small = text_lower(&pool, letter);
	bool capital = strcmp(small, letter) != 0;

	for (size_t i = 0; i < COUNT(vni); i++) {
		const char *at = vni[i].letters;

		for (int tone = 0; *at != '\0'; tone++) {
			size_t length = text_cluster(at, NULL);

			if (strlen(small) == length &&
			    memcmp(small, at, length) == 0) {
				for (const char *b = vni[i].bytes[tone]; *b; b++)
					buf_char(out, (char)(capital ?
					    (unsigned char)*b - 0x20 :
					    (unsigned char)*b));
				return;
			}
			at += length;
		}
	}
	buf_text(out, letter);
}

static bool encode_letter(struct buf *out, enum encoding encoding,
    const char *letter)
{
	switch (encoding) {
	case ENCODING_TCVN3:
		return with_iconv(out, "TCVN", letter);
	case ENCODING_VISCII:
		return with_iconv(out, "VISCII", letter);
	case ENCODING_CP1258:
		return with_iconv(out, "CP1258", letter);
	case ENCODING_VNI:
		with_vni(out, letter);
		return true;
	default:
		buf_text(out, letter);
		return true;
	}
}

static void encode(struct buf *out, enum encoding encoding, const char *text)
{
	buf_clear(out);
	while (*text != '\0') {
		size_t length = text_cluster(text, NULL);

		assert_true(encode_letter(out, encoding,
		    pool_copy_n(&pool, text, length)));
		text += length;
	}
}

/* Bytes as an old program shows them: CP1252 letters as UTF-8. */
static const char *seen(const struct buf *bytes)
{
	struct buf out = { 0 };
	const char *result;

	for (size_t i = 0; i < bytes->length; i++) {
		char letter[4];
		unsigned char byte = (unsigned char)bytes->data[i];
		char one[2] = { (char)byte, '\0' };
		char wide[8];
		char *in = one;
		char *to = wide;
		size_t in_left = 1;
		size_t left = sizeof(wide);
		iconv_t cd = iconv_open("UTF-8", "CP1252");

		if (byte >= 0x80 && byte < 0xa0 &&
		    iconv(cd, &in, &in_left, &to, &left) == 0)
			buf_add(&out, wide, sizeof(wide) - left);
		else
			buf_add(&out, letter, text_put(letter, byte));
		iconv_close(cd);
	}
	result = pool_copy_n(&pool, out.data, out.length);
	buf_free(&out);
	return result;
}

static const enum encoding old[] = { ENCODING_TCVN3, ENCODING_VNI,
    ENCODING_VISCII, ENCODING_CP1258 };

/* --- the tests ---------------------------------------------------------- */

static void check(enum encoding encoding, const char *text, struct buf *bytes)
{
	size_t bad = 0;
	const char *back;

	back = encoding_decode(&pool, encoding, bytes->data, bytes->length,
	    &bad);
	if (strcmp(back, text) != 0 || bad != 0)
		fail_msg("%s: %s became %s", encoding_name(encoding), text,
		    back);
	back = encoding_repair(&pool, encoding, seen(bytes), &bad);
	if (strcmp(back, text) != 0 || bad != 0)
		fail_msg("%s as letters: %s became %s",
		    encoding_name(encoding), text, back);
}

static void every_letter_comes_back(void **state)
{
	struct buf bytes = { 0 };

	(void)state;
	for (size_t i = 0; i < COUNT(old); i++)
		for (const char *at = lower; *at != '\0';
		    at += text_cluster(at, NULL)) {
			const char *letter = pool_copy_n(&pool, at,
			    text_cluster(at, NULL));
			const char *capital = text_upper(&pool, letter);

			encode(&bytes, old[i], letter);
			check(old[i], letter, &bytes);
			if (old[i] == ENCODING_TCVN3 && letter[1] != '\0' &&
			    strstr("ă â ê ô ơ ư đ", letter) == NULL)
				continue;	/* has no byte */
			encode(&bytes, old[i], capital);
			check(old[i], capital, &bytes);
		}
	buf_free(&bytes);
}

static const char *const words[] = { "quyết", "định", "về", "việc", "thành",
    "lập", "đoàn", "kiểm", "tra", "hồ", "sơ", "lưu", "trữ", "lịch", "sử",
    "Ủy", "ban", "nhân", "dân", "tỉnh", "Bình", "Phước", "huyện", "Đồng",
    "Phú", "xã", "Lộc", "Ninh", "báo", "cáo", "tổng", "kết", "năm", "công",
    "tác", "kế", "hoạch", "sản", "xuất", "nông", "nghiệp", "giấy", "chứng",
    "nhận", "quyền", "sử", "dụng", "đất", "nghĩa", "trường", "học", "khuỷu",
    "những", "ngoẵng", "thuở", "rượu", "quỹ", "kỷ", "luật", "ưu", "ỷ", "lại",
    "ngẫu", "hứng", "mẽ", "cũng", "ễnh", "ương", "lẵng", "hoẵng", "12/QĐ-UB",
    "1968", "(mật)", "–", "“", "”" };

static const char *phrase(unsigned *seed)
{
	struct buf buf = { 0 };
	const char *result;

	for (int i = 0; i < 6; i++) {
		*seed = *seed * 1103515245 + 12345;
		if (i > 0)
			buf_char(&buf, ' ');
		buf_text(&buf, words[(*seed >> 16) % COUNT(words)]);
	}
	result = pool_copy(&pool, buf_string(&buf));
	buf_free(&buf);
	return result;
}

static bool can_carry(enum encoding encoding, const char *text)
{
	/* Accented capitals of TCVN3 are a font; VISCII has no dashes. */
	if (encoding == ENCODING_TCVN3 && strstr(text, "Ủy") != NULL)
		return false;
	return strstr(text, "–") == NULL && strstr(text, "“") == NULL &&
	    strstr(text, "”") == NULL;
}

static void a_thousand_phrases_come_back(void **state)
{
	struct buf bytes = { 0 };
	unsigned seed = 42;

	(void)state;
	for (size_t i = 0; i < COUNT(old); i++) {
		int done = 0;

		while (done < 1000) {
			const char *text = phrase(&seed);

			if (can_carry(old[i], text)) {
				encode(&bytes, old[i], text);
				check(old[i], text, &bytes);
				done++;
			}
			pool_reset(&pool);
		}
	}
	buf_free(&bytes);
}

static void double_encoded_text_is_unfolded(void **state)
{
	unsigned seed = 9;
	struct buf bytes = { 0 };

	(void)state;
	for (int i = 0; i < 1000; i++) {
		const char *text = phrase(&seed);
		size_t bad;

		buf_clear(&bytes);
		buf_text(&bytes, text);
		assert_string_equal(encoding_repair(&pool, ENCODING_DOUBLE,
		    seen(&bytes), &bad), text);
		assert_int_equal(bad, 0);
		pool_reset(&pool);
	}
	buf_free(&bytes);
}

static void the_soft_hyphen_is_a_letter(void **state)
{
	(void)state;
	assert_string_equal(encoding_repair(&pool, ENCODING_TCVN3,
	    "®\u00adîc l\u00adu tr÷", NULL), "được lưu trữ");
	assert_string_equal(encoding_decode(&pool, ENCODING_TCVN3,
	    "l\xadu", 3, NULL), "lưu");
}

static void the_words_of_the_tables_are_read(void **state)
{
	static const struct {
		enum encoding encoding;
		const char *seen;
		const char *text;
	} rows[] = {
		{ ENCODING_TCVN3, "QuyÕt ®Þnh cña c¸c", "Quyết định của các" },
		{ ENCODING_VNI, "quyeát ñònh cuûa caùc", "quyết định của các" },
		{ ENCODING_VNI, "ÑOÀNG PHUÙ", "ĐỒNG PHÚ" },
		{ ENCODING_VNI, "ÑOàNG PHUù", "ĐỒNG PHÚ" },
		{ ENCODING_VISCII, "quyªt ð¸nh cüa các", "quyết định của các" },
		{ ENCODING_DOUBLE, "há»“ sÆ¡ lÆ°u", "hồ sơ lưu" },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++)
		assert_string_equal(encoding_repair(&pool, rows[i].encoding,
		    rows[i].seen, NULL), rows[i].text);
	/* Unicode cells of a column in an old font stay as they are. */
	assert_string_equal(encoding_repair(&pool, ENCODING_TCVN3,
	    "Quyết định", NULL), "Quyết định");
}

static void utf16_is_read(void **state)
{
	size_t bom;
	size_t bad = 0;

	(void)state;
	assert_string_equal(encoding_decode(&pool, ENCODING_UTF16LE,
	    "\x11\x01\xd3\x1e\x3d\xd8\x00\xde", 8, &bad), "đồ😀");
	assert_string_equal(encoding_decode(&pool, ENCODING_UTF16BE,
	    "\x01\x11\x1e\xd3", 4, &bad), "đồ");
	assert_int_equal(bad, 0);
	encoding_decode(&pool, ENCODING_UTF16BE, "\xd8\x00\x01", 3, &bad);
	assert_int_equal(bad, 2);
	assert_int_equal(encoding_of_file("\xff\xfe" "a\0", 4, &bom),
	    ENCODING_UTF16LE);
	assert_int_equal(bom, 2);
	assert_int_equal(encoding_of_file("a\0b\0c\0d\0e\0", 10, &bom),
	    ENCODING_UTF16LE);
	assert_int_equal(encoding_of_file("\0a\0b\0c\0d\0e", 10, &bom),
	    ENCODING_UTF16BE);
	assert_int_equal(encoding_of_file("\xef\xbb\xbfx", 4, &bom),
	    ENCODING_UTF8);
	assert_int_equal(bom, 3);
	assert_int_equal(encoding_of_file("a,b,c,d,e", 9, &bom),
	    ENCODING_AUTO);
}

static void syllables_are_known(void **state)
{
	static const char *const good[] = { "quyết", "nghiêng", "khuỷu", "đ",
	    "giường", "GIẾNG", "Ủy", "uỷ", "hoà", "hòa", "thuở", "rượu",
	    "quốc", "Đắk", "ễnh", "yêu", "ượng", "khuya", "ngoằn", "quý" };
	static const char *const bad[] = { "", "quyÕt", "cña", "ñònh", "xyz",
	    "hồồ", "các̀", "cả́", "bằp", "street", "ññ", "h°" };

	(void)state;
	for (size_t i = 1; i < COUNT(good); i++)
		if (i != 3 && !encoding_is_syllable(good[i], strlen(good[i])))
			fail_msg("%s is a syllable", good[i]);
	for (size_t i = 0; i < COUNT(bad); i++)
		if (encoding_is_syllable(bad[i], strlen(bad[i])))
			fail_msg("%s is no syllable", bad[i]);
}

/* A column of few or many cells of each encoding is known for what it is. */
static void columns_are_recognised(void **state)
{
	struct buf bytes = { 0 };
	unsigned seed = 5;

	(void)state;
	for (size_t i = 0; i < COUNT(old); i++)
		for (int cells = 2; cells <= 32; cells *= 4) {
			struct encoding_clues raw = { 0 };
			struct encoding_clues text = { 0 };
			struct encoding_guess guess;

			for (int n = 0; n < cells;) {
				const char *sentence = phrase(&seed);

				if (!can_carry(old[i], sentence))
					continue;
				encode(&bytes, old[i], sentence);
				encoding_add_bytes(&raw, bytes.data,
				    bytes.length);
				encoding_add_text(&text, seen(&bytes));
				n++;
			}
			guess = encoding_judge(&raw, true);
			if (guess.encoding != old[i] || !guess.sure)
				fail_msg("%s as bytes: %s %d%% %d",
				    encoding_name(old[i]),
				    encoding_name(guess.encoding),
				    guess.confidence, guess.sure);
			guess = encoding_judge(&text, false);
			if (guess.encoding != old[i] || !guess.sure)
				fail_msg("%s as letters: %s %d%% %d",
				    encoding_name(old[i]),
				    encoding_name(guess.encoding),
				    guess.confidence, guess.sure);
		}
	buf_free(&bytes);
}

static void unicode_columns_stay(void **state)
{
	static const char *const columns[][3] = {
		{ "Xã An Phú", "Thôn Hòa Bình", "xã Tân Hà" },
		{ "Quyết định", "Kế hoạch", "Sổ" },
		{ "Hồ sơ cá nhân – “mật”", "12 m²", "Đắk Lắk" },
		{ "abc", "12", "" },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(columns); i++) {
		struct encoding_clues clues = { 0 };
		struct encoding_guess guess;

		for (size_t j = 0; j < 3; j++)
			encoding_add_text(&clues, columns[i][j]);
		guess = encoding_judge(&clues, false);
		if (guess.encoding != ENCODING_UTF8 || !guess.sure)
			fail_msg("%s: %s %d", columns[i][0],
			    encoding_name(guess.encoding), guess.confidence);
	}
}

static void what_is_not_vietnamese_is_not_sure(void **state)
{
	static const char *const rows[] = { "Äpfel und Öl", "naïve façade",
	    "®®®® ¸¸", "\u00fe\u00ff\u00d7" };

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct encoding_clues clues = { 0 };
		struct encoding_guess guess;

		encoding_add_text(&clues, rows[i]);
		guess = encoding_judge(&clues, false);
		if (guess.sure && guess.encoding != ENCODING_UTF8)
			fail_msg("%s: %s %d", rows[i],
			    encoding_name(guess.encoding), guess.confidence);
	}
}

static void a_capital_font_is_noticed(void **state)
{
	struct encoding_clues clues = { 0 };
	struct encoding_guess guess;

	(void)state;
	encoding_add_text(&clues, "QUYÕT §ÞNH THµNH LËP");
	encoding_add_text(&clues, "B¸O C¸O TæNG KÕT");
	guess = encoding_judge(&clues, false);
	assert_int_equal(guess.encoding, ENCODING_TCVN3);
	assert_true(guess.capitals);
	clues = (struct encoding_clues){ 0 };
	encoding_add_text(&clues, "QuyÕt ®Þnh thµnh lËp");
	assert_false(encoding_judge(&clues, false).capitals);
}

static void names_are_found(void **state)
{
	enum encoding encoding;

	(void)state;
	assert_true(encoding_find("VNI-Windows", &encoding));
	assert_int_equal(encoding, ENCODING_VNI);
	assert_true(encoding_find("UTF-8", &encoding));
	assert_int_equal(encoding, ENCODING_UTF8);
	assert_true(encoding_find("auto", &encoding));
	assert_int_equal(encoding, ENCODING_AUTO);
	assert_false(encoding_find("latin9", &encoding));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup(every_letter_comes_back, fresh),
		cmocka_unit_test_setup(a_thousand_phrases_come_back, fresh),
		cmocka_unit_test_setup(double_encoded_text_is_unfolded, fresh),
		cmocka_unit_test_setup(the_soft_hyphen_is_a_letter, fresh),
		cmocka_unit_test_setup(the_words_of_the_tables_are_read,
		    fresh),
		cmocka_unit_test_setup(utf16_is_read, fresh),
		cmocka_unit_test_setup(syllables_are_known, fresh),
		cmocka_unit_test_setup(columns_are_recognised, fresh),
		cmocka_unit_test_setup(unicode_columns_stay, fresh),
		cmocka_unit_test_setup(what_is_not_vietnamese_is_not_sure,
		    fresh),
		cmocka_unit_test_setup(a_capital_font_is_noticed, fresh),
		cmocka_unit_test_setup(names_are_found, fresh),
	};
	int failed = cmocka_run_group_tests_name("encoding", tests, NULL, NULL);

	pool_free(&pool);
	return failed;
}
