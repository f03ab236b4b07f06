/* The encodings of old Vietnamese files. Each is read from raw bytes, and from
 * the letters that stand for those bytes (what an old font's text looks like
 * in a workbook or a UTF-8 file: "quyÕt ®Þnh"). The tables are ours, so that
 * nothing depends on the modules of iconv. 0xAD is the letter ư in TCVN3: do
 * not clean a text before it is decoded. */
#ifndef ENCODING_H
#define ENCODING_H

#include "pool.h"

enum encoding {
	ENCODING_AUTO,
	ENCODING_UTF8,
	ENCODING_TCVN3,		/* ABC, .VnTime; capitals of VN1 where free */
	ENCODING_VNI,		/* VNI-Windows */
	ENCODING_VISCII,
	ENCODING_CP1258,
	ENCODING_DOUBLE,	/* UTF-8 read as CP1252 and written as UTF-8 */
	ENCODING_UTF16LE,
	ENCODING_UTF16BE,
	ENCODING_COUNT
};

/* "auto", "utf8", "tcvn3", ... as --encoding takes them. */
const char *encoding_name(enum encoding encoding);
/* Also ABC, VNI-Windows, windows-1258, UTF-16LE and the like. */
bool encoding_find(const char *name, enum encoding *encoding);

/* Bytes to UTF-8 in NFC. What is no letter becomes U+FFFD and is counted in
 * *bad (may be NULL). The result has no NUL inside. */
const char *encoding_decode(struct pool *pool, enum encoding encoding,
    const void *data, size_t length, size_t *bad);
/* Letters that stand for bytes. A text that cannot be such (a letter beyond
 * CP1252) comes back as it is and *bad is 0: it was Unicode already. */
const char *encoding_repair(struct pool *pool, enum encoding encoding,
    const char *text, size_t *bad);

/* --- which one? --------------------------------------------------------- */

/* Evidence of one column, cell by cell. Zeroed is empty. */
struct encoding_clues {
	struct {
		int64_t words;		/* with a letter above ASCII */
		int64_t legal;		/* of them Vietnamese syllables */
		int64_t bad;		/* bytes that are no letter */
		int64_t mixed;		/* QUYếT: lower case among capitals */
	} of[ENCODING_COUNT];
	int64_t cells;		/* with anything above ASCII */
	int64_t beyond;		/* letters that stand for no byte: Unicode */
	int64_t same;		/* cells that all good readings agree on */
};

/* A raw cell of a file that is not UTF-8 ... */
void encoding_add_bytes(struct encoding_clues *clues, const void *data,
    size_t length);
/* ... or the text of a cell that is. */
void encoding_add_text(struct encoding_clues *clues, const char *text);

struct encoding_guess {
	enum encoding encoding;
	int confidence;		/* 0 to 100 */
	bool sure;		/* may be applied without asking */
	bool capitals;		/* a capital font (.VnTimeH): offer upper case */
};
/* raw: the clues came from bytes. Without any clue: UTF-8, sure. */
struct encoding_guess encoding_judge(const struct encoding_clues *clues,
    bool raw);

/* Is this (lower or upper case, NFC) one syllable that Vietnamese has? */
bool encoding_is_syllable(const char *word, size_t length);

/* UTF-8, UTF-16 or bytes, by a BOM or by where the zeros are. */
enum encoding encoding_of_file(const void *head, size_t length,
    size_t *bom_length);

#endif
