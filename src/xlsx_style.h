/* What the number formats of a workbook make of its numbers: dates, months,
 * years, and codes with leading zeros. */
#ifndef XLSX_STYLE_H
#define XLSX_STYLE_H

#include "err.h"
#include "pool.h"

enum xlsx_kind { XLSX_PLAIN, XLSX_DAY, XLSX_MONTH, XLSX_YEAR, XLSX_ZEROS };

struct xlsx_style {
	enum xlsx_kind kind;
	int zeros;		/* of XLSX_ZEROS: digits at least */
};

/* By the built-in number or by the text of a format ("dd/mm/yyyy", "000"). */
struct xlsx_style xlsx_format(int number, const char *code);
/* xl/styles.xml: the style of each cell format. */
bool xlsx_styles(const void *xml, size_t size, struct pool *pool,
    struct xlsx_style **styles, size_t *count, struct err *err) MUST_CHECK;
/* A number of a cell as a person sees it; ISO for dates (*date is set).
 * style may be NULL. */
const char *xlsx_number(struct pool *pool, const char *text,
    const struct xlsx_style *style, bool date1904, bool *date);
/* The same of a number that is no text. */
const char *xlsx_value(struct pool *pool, double value,
    const struct xlsx_style *style, bool date1904, bool *date);
/* _x000D_ and its like are control characters: blanks here. */
const char *xlsx_unescape(struct pool *pool, const char *text);

#endif
