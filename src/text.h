/* Vietnamese text: UTF-8 that may be broken, as people and old programs
 * write it. Every function takes any bytes that end with NUL and never fails;
 * what is not UTF-8 is passed on or shown, never trusted.
 * Results are borrowed from the pool, or are the argument itself where there
 * was nothing to do.
 * text.c is the only file that knows utf8proc; text_fold.c, text_show.c and
 * text_sort.c stand on it. */
#ifndef TEXT_H
#define TEXT_H

#include "pool.h"

/* Letters, text.c. */

/* The code point at *s, and *s moved behind it. A byte that belongs to no
 * letter is -1 and is one byte long; 0 is the end and does not move. */
int32_t text_next(const char **s);
/* A code point as UTF-8; gives its length. Not NUL-terminated. */
size_t text_put(char out[4], int32_t letter);
bool text_valid(const char *s);
/* Nothing but blanks, or NULL. */
bool text_is_blank(const char *s);
bool text_valid_n(const char *s, size_t length);	/* NUL bytes are fine */
/* NFC; also marks in an order that only Vietnamese understands (a, acute,
 * circumflex). Text that is not UTF-8 comes back as it is. */
const char *text_nfc(struct pool *pool, const char *s);
/* The letters taken apart (NFD). Text that is not UTF-8 comes back as it is. */
const char *text_nfd(struct pool *pool, const char *s);
const char *text_lower(struct pool *pool, const char *s);
const char *text_upper(struct pool *pool, const char *s);
/* The first letter large, the others as they are. */
const char *text_capital(struct pool *pool, const char *s);
/* The letter without marks and case, the marks behind it; the count. */
enum { TEXT_PARTS = 18 };
int text_parts(int32_t letter, int32_t parts[TEXT_PARTS]);
bool text_is_mark(int32_t letter);
bool text_is_letter(int32_t letter);
/* What words are made of: letters and numbers of any script, as the index of
 * words sees it (unicode61). */
bool text_is_word(int32_t letter);
bool text_is_space(int32_t letter);
/* What a person takes for one letter: its bytes, and its terminal cells in
 * *cells (may be NULL). 0 at the end. For cursors and cutting. */
size_t text_cluster(const char *s, int *cells);
/* The cluster that ends at s + at, counted in bytes back from there. */
size_t text_cluster_before(const char *s, size_t at);
int text_width(const char *s);

/* Finding, text_fold.c. */

/* For searching: lower case, no tones, no modifiers, d for every đ (also
 * U+00D0), white space collapsed and trimmed. */
const char *text_fold(struct pool *pool, const char *s);
/* Does it carry diacritics, so that the person meant them? */
bool text_has_marks(const char *s);
/* Is needle in text, regardless of case, of the form (NFC, NFD) and of the
 * place of the tone (hoà, hòa), but with its diacritics? */
bool text_contains(const char *text, const char *needle);

/* Showing, text_show.c. */

/* TEXT_TAIL: to the left, but cut in front, for codes that differ at the end. */
enum text_align { TEXT_LEFT, TEXT_RIGHT, TEXT_CENTER, TEXT_TAIL };
/* Exactly `cells` wide: padded with blanks, or cut before a letter and ended
 * with an ellipsis (~ where only ASCII is wanted). Call text_safe first. */
const char *text_fit(struct pool *pool, const char *s, int cells,
    enum text_align align, bool ascii);
/* Anything from data, before it meets a terminal, a log or a message:
 * control characters, escapes, bidi controls, invisible letters and bytes
 * that are not UTF-8 become visible marks (^[ \x9b ‹U+202E›). */
const char *text_safe(struct pool *pool, const char *s);
/* The same, but lines and tabs stay. */
const char *text_safe_lines(struct pool *pool, const char *s);

/* The version of utf8proc that runs. */
const char *text_library_version(void);

/* Order, text_sort.c: the Vietnamese order of CLDR (a ă â b c d đ e ê ...,
 * then the tones ngang huyền hỏi ngã sắc nặng over the whole text, then lower
 * before upper case), numbers by their value. */

/* Bytes whose memcmp order (the shorter first) is the order of the texts. */
const char *text_sort_key(struct pool *pool, const char *s, size_t *length);
int text_compare(const char *a, const char *b);
int text_compare_n(const char *a, size_t a_length, const char *b,
    size_t b_length);

#endif
