/* Which encoding? Each reading of a column is judged by how many of its words
 * are syllables that Vietnamese has: of the wrong tables' words few are. */
#include "encoding.h"

#include "text.h"

#include <stdlib.h>
#include <string.h>

static const enum encoding candidates[] = { ENCODING_UTF8, ENCODING_TCVN3,
    ENCODING_VNI, ENCODING_VISCII, ENCODING_CP1258, ENCODING_DOUBLE };

/* --- syllables ---------------------------------------------------------- */

/* What can stand before the vowels; longer ones first. */
static const char *const onsets[] = { "ngh", "ng", "nh", "ch", "gh", "gi",
    "kh", "kr", "ph", "pl", "qu", "th", "tr", "b", "c", "d", "đ", "g", "h",
    "k", "l", "m", "n", "p", "q", "r", "s", "t", "v", "x", "" };

/* What can stand behind, without its tone; sorted by bytes. Names of places
 * and people of the highlands bring -k and -r (Đắk Lắk, Bù Đăng, Krông). */
static const char *const rhymes[] = { "a", "ac", "ach", "ai", "ak", "am",
    "an", "ang", "anh", "ao", "ap", "at", "au", "ay", "e", "ec", "em", "en",
    "eng", "eo", "ep", "et", "i", "ia", "ich", "im", "in", "inh", "ip", "it",
    "iu", "iêc", "iêm", "iên", "iêng", "iêp", "iêt", "iêu", "o", "oa", "oac",
    "oach", "oai", "oam", "oan", "oang", "oanh", "oao", "oap", "oat", "oay",
    "oc", "oe", "oen", "oeo", "oet", "oi", "om", "on", "ong", "ooc", "oong",
    "op", "ot", "oăc", "oăm", "oăn", "oăng", "oăt", "u", "ua", "uac", "uach",
    "uai", "uan", "uang", "uanh", "uao", "uat", "uau", "uay", "uc", "ue",
    "uen", "ueo", "uet", "ui", "uit", "um", "un", "ung", "uo", "uoc", "up",
    "ut", "uy", "uya", "uych", "uyn", "uynh", "uyp", "uyt", "uyu", "uyên",
    "uyêt", "uân", "uâng", "uât", "uây", "uê", "uêch", "uên", "uênh", "uêt",
    "uôc", "uôi", "uôm", "uôn", "uông", "uôt", "uăc", "uăn", "uăng", "uăt",
    "uơ", "uơi", "y", "ych", "ym", "yn", "ynh", "yp", "yt", "yêm", "yên",
    "yêng", "yêt", "yêu", "âc", "âm", "ân", "âng", "âp", "ât", "âu", "ây",
    "ê", "êch", "êk", "êm", "ên", "êng", "ênh", "êp", "êt", "êu", "ô", "ôc",
    "ôi", "ôk", "ôm", "ôn", "ông", "ôp", "ôt", "ăc", "ăk", "ăm", "ăn",
    "ăng", "ăp", "ăr", "ăt", "ơ", "ơi", "ơm", "ơn", "ơp", "ơt", "ư", "ưa",
    "ưc", "ưi", "ưm", "ưng", "ưt", "ưu", "ươc", "ươi", "ươm", "ươn", "ương",
    "ươp", "ươt", "ươu" };

static int compare_rhymes(const void *key, const void *row)
{
	return strcmp(key, *(const char *const *)row);
}

static bool is_rhyme(const char *text)
{
	return bsearch(text, rhymes, COUNT(rhymes), sizeof(rhymes[0]),
	    compare_rhymes) != NULL;
}

/* Split off the tone; 0 when there is none, -1 for two of them or a letter
 * that Vietnamese has not. The rest is lower case and composed. */
static int32_t split_tone(const char *word, size_t length, char *plain,
    size_t room)
{
	const char *end = word + length;
	int32_t tone = 0;
	size_t used = 0;

	while (word < end) {
		int32_t parts[TEXT_PARTS];
		int32_t letter = text_next(&word);
		int count = letter <= 0 ? 0 : text_parts(letter, parts);

		if (count == 0 || used + 8 > room)
			return -1;
		for (int i = 1; i < count; i++) {
			static const struct {
				int32_t base;
				int32_t mark;
				int32_t letter;
			} made[] = {
				{ 'a', 0x302, u'â' }, { 'a', 0x306, u'ă' },
				{ 'e', 0x302, u'ê' }, { 'o', 0x302, u'ô' },
				{ 'o', 0x31b, u'ơ' }, { 'u', 0x31b, u'ư' },
			};
			size_t row = 0;

			while (row < COUNT(made) && (made[row].base != parts[0]
			    || made[row].mark != parts[i]))
				row++;
			if (row < COUNT(made))
				parts[0] = made[row].letter;
			else if (tone != 0)
				return -1;
			else
				tone = parts[i];
		}
		used += text_put(plain + used, parts[0]);
	}
	plain[used] = '\0';
	return tone;
}

static bool ends_in_stop(const char *plain)
{
	size_t length = strlen(plain);
	char last = plain[length - 1];

	return last == 'c' || last == 'p' || last == 't' || last == 'k' ||
	    (last == 'h' && length > 1 && plain[length - 2] == 'c');
}

bool encoding_is_syllable(const char *word, size_t length)
{
	char plain[48];
	int32_t tone;

	if (length == 0 || length > 32)
		return false;
	tone = split_tone(word, length, plain, sizeof(plain));
	if (tone != 0 && tone != 0x300 && tone != 0x301 && tone != 0x303 &&
	    tone != 0x309 && tone != 0x323)
		return false;
	if (ends_in_stop(plain) && tone != 0 && tone != 0x301 && tone != 0x323)
		return false;
	for (size_t i = 0; i < COUNT(onsets); i++) {
		size_t onset = strlen(onsets[i]);

		if (strncmp(plain, onsets[i], onset) == 0 &&
		    is_rhyme(plain + onset))
			return true;
	}
	return false;
}

/* --- words of a reading ------------------------------------------------- */

/* đ alone is a list's letter and tells nothing; words that every file has
 * count three times. */
static int weight(const char *word, size_t length)
{
	static const char *const common[] = { "của", "và", "các", "được",
	    "định", "quyết", "hồ", "sơ", "lưu", "trữ", "năm", "về", "việc",
	    "tỉnh", "huyện", "xã", "ủy", "ban", "nhân", "dân", "số", "tài",
	    "liệu", "văn", "bản", "kế", "hoạch", "báo", "cáo", "công", "đồng",
	    "tập", "ngày", "tháng", "thị", "phòng", "bộ", "sở", "nghị" };
	struct pool pool = { 0 };
	const char *lower = text_lower(&pool, pool_copy_n(&pool, word,
	    length));
	int found = 1;

	for (size_t i = 0; i < COUNT(common) && found == 1; i++)
		if (strcmp(lower, common[i]) == 0)
			found = 3;
	pool_free(&pool);
	return found;
}

/* QUYếT: an accented lower-case letter behind or before a plain capital. */
static bool is_mixed(const char *word, size_t length)
{
	const char *end = word + length;
	int capitals = 0;
	int lower = 0;
	int accented = 0;

	while (word < end) {
		struct pool pool = { 0 };
		const char *from = word;
		int32_t letter = text_next(&word);

		if (letter < 0x80) {
			capitals += letter >= 'A' && letter <= 'Z';
			lower += letter >= 'a' && letter <= 'z';
		} else {
			const char *one = pool_copy_n(&pool, from,
			    (size_t)(word - from));

			accented += strcmp(text_upper(&pool, one), one) != 0;
		}
		pool_free(&pool);
	}
	return capitals > 0 && lower == 0 && accented > 0;
}

static void judge_words(struct encoding_clues *clues, enum encoding encoding,
    const char *text)
{
	while (*text != '\0') {
		const char *from = text;
		bool high = false;
		int32_t letter;

		for (;;) {
			const char *behind = text;

			letter = text_next(&behind);
			if (letter <= 0 || (!text_is_letter(letter) &&
			    !text_is_mark(letter)))
				break;
			high |= letter >= 0x80;
			text = behind;
		}
		if (high) {
			size_t length = (size_t)(text - from);
			int many = weight(from, length);

			clues->of[encoding].words += many;
			if (encoding_is_syllable(from, length))
				clues->of[encoding].legal += many;
			clues->of[encoding].mixed += is_mixed(from, length);
		}
		if (letter == 0)
			return;
		/* A sign among letters that no Vietnamese text has: ® ¸ §. */
		if (letter >= 0xa1 && letter < 0xc0 && letter != 0xab &&
		    letter != 0xbb && letter != 0xb0 && letter != 0xb2 &&
		    letter != 0xb3)
			clues->of[encoding].bad++;
		if (letter < 0x20 && letter != '\n' && letter != '\t' &&
		    letter != '\r')
			clues->of[encoding].bad++;
		text_next(&text);
	}
}

static void add(struct encoding_clues *clues, const void *data, size_t length,
    const char *text)
{
	struct pool pool = { 0 };
	const char *first = NULL;
	bool same = true;

	clues->cells++;
	for (size_t i = 0; i < COUNT(candidates); i++) {
		enum encoding encoding = candidates[i];
		size_t bad = 0;
		const char *reading = text == NULL ?
		    encoding_decode(&pool, encoding, data, length, &bad) :
		    encoding_repair(&pool, encoding, text, &bad);

		clues->of[encoding].bad += (int64_t)bad;
		judge_words(clues, encoding, reading);
		if (bad > 0)
			continue;
		same = same && (first == NULL || strcmp(first, reading) == 0);
		first = reading;
	}
	clues->same += same;
	pool_free(&pool);
}

void encoding_add_bytes(struct encoding_clues *clues, const void *data,
    size_t length)
{
	const unsigned char *bytes = data;

	for (size_t i = 0; i < length; i++)
		if (bytes[i] >= 0x80) {
			add(clues, data, length, NULL);
			return;
		}
}

void encoding_add_text(struct encoding_clues *clues, const char *text)
{
	bool above = false;
	const char *at = text;
	int32_t letter;

	while ((letter = text_next(&at)) != 0) {
		above |= letter >= 0x80 || letter < 0;
		/* Vietnamese letters that no byte stands for, and marks. */
		clues->beyond += letter > 0x100 && (letter < 0x2000 ||
		    letter > 0x2200) && letter != 0x152 && letter != 0x153 &&
		    letter != 0x160 && letter != 0x161 && letter != 0x178 &&
		    letter != 0x17d && letter != 0x17e && letter != 0x192 &&
		    letter != 0x2c6 && letter != 0x2dc;
	}
	if (above)
		add(clues, NULL, 0, text);
}

/* --- the verdict -------------------------------------------------------- */

static int share(const struct encoding_clues *clues, enum encoding encoding)
{
	int64_t all = clues->of[encoding].words + clues->of[encoding].bad * 2;

	return all == 0 ? 0 : (int)(clues->of[encoding].legal * 100 / all);
}

struct encoding_guess encoding_judge(const struct encoding_clues *clues,
    bool raw)
{
	struct encoding_guess guess = { ENCODING_UTF8, 100, true, false };
	int second = 0;

	if (clues->cells == 0)
		return guess;
	/* Nothing but dashes, quotation marks and blanks of Unicode. */
	if (!raw && clues->of[ENCODING_UTF8].words == 0 &&
	    clues->of[ENCODING_UTF8].bad == 0)
		return guess;
	guess.confidence = raw ? -1 : share(clues, ENCODING_UTF8);
	for (size_t i = 0; i < COUNT(candidates); i++) {
		enum encoding encoding = candidates[i];
		int found = share(clues, encoding);

		if (found > guess.confidence) {
			guess.encoding = encoding;
			guess.confidence = found;
		}
	}
	for (size_t i = 0; i < COUNT(candidates); i++)
		if (candidates[i] != guess.encoding &&
		    share(clues, candidates[i]) > second)
			second = share(clues, candidates[i]);
	if (guess.confidence < 0)
		guess.confidence = 0;
	guess.capitals = clues->of[guess.encoding].mixed * 2 >
	    clues->cells && guess.encoding == ENCODING_TCVN3;
	/* What reads well as it is, or has real Unicode in it, is Unicode,
	 * whatever else it could be. */
	if (!raw && guess.encoding == ENCODING_UTF8 &&
	    (clues->beyond > 0 || guess.confidence >= 90))
		return guess;
	/* One word is no evidence. */
	guess.sure = guess.confidence >= 70 &&
	    clues->of[guess.encoding].legal >= 2 &&
	    (guess.confidence - second >= 15 || clues->same == clues->cells);
	return guess;
}
