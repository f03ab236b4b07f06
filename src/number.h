/* Numbers as people here write them: 1.000.000 and 97,5% in Vietnamese,
 * 1,000,000 and 97.5% in English, after the language of the messages. */
#ifndef NUMBER_H
#define NUMBER_H

#include "err.h"
#include "pool.h"

/* Digits with or without thousands (dot, comma, blank; the same one
 * throughout, in groups of three), perhaps a sign. Anything else is
 * ERR_USAGE with the reason. */
bool number_parse(const char *text, int64_t *number, struct err *err)
    MUST_CHECK;
/* Đồng: as number_parse, perhaps with đ, đồng or VND behind; not negative. */
bool number_parse_money(const char *text, int64_t *dong, struct err *err)
    MUST_CHECK;
/* A number with a decimal comma or point: "0,85", "1.234,5", "12". In a
 * single group of three ("1.000") the mark is of thousands. */
bool number_parse_real(const char *text, double *number, struct err *err)
    MUST_CHECK;

char *number_text(struct pool *pool, int64_t number);	/* "1.000.000" */
char *number_money(struct pool *pool, int64_t dong);	/* "1.500.000 đ" */
/* At most `places` decimals, without zeros at the end: "97,5". */
char *number_real(struct pool *pool, double number, int places);
/* part of whole in per cent with one decimal, 99.96 not being 100 yet; 0 of a
 * whole of 0. */
double number_share(int64_t part, int64_t whole);
/* part of whole, one decimal, cut so that only all is 100%: "97,5%". A whole
 * of 0 gives "-". */
char *number_percent(struct pool *pool, int64_t part, int64_t whole);
/* "1,5 MB"; kB, MB ... are powers of 1000, as disks are sold. */
char *number_bytes(struct pool *pool, int64_t bytes);
/* In Vietnamese words, lower case: "một triệu không trăm linh năm". Always
 * Vietnamese: it is for the forms ("Viết bằng chữ: ..."). */
char *number_words(struct pool *pool, int64_t number);
/* The same, beginning with a capital. */
char *number_words_title(struct pool *pool, int64_t number);

#endif
