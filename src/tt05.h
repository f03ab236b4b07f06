/* The fields of TT05 packages (Thông tư 05/2025/TT-BNV, known at second hand),
 * for those who write and those who judge them. */
#ifndef TT05_H
#define TT05_H

#include "base.h"

enum tt05_kind {
	TT05_TEXT,
	TT05_CODE,		/* one of `codes` */
	TT05_CODES,		/* one or more of `codes`, separated */
	TT05_DATE,		/* DD/MM/YYYY; in an AIP also MM/YYYY, YYYY */
	TT05_NUMBER,
	TT05_FLAG		/* 0, 1 */
};

enum tt05_must { TT05_MAY, TT05_MUST, TT05_WHEN };

struct tt05_field {
	const char *name;
	enum tt05_kind kind;
	int most;		/* letters */
	enum tt05_must must;	/* TT05_WHEN: under a condition */
	bool sip, aip;		/* in which shape it is */
	const char *codes;	/* " 01 02 03 " */
};

enum tt05_record { TT05_FILE, TT05_DOC, TT05_PIC, TT05_MEDIA };

/* Fields of a record, ends with a NULL name. */
const struct tt05_field *tt05_fields(enum tt05_record record);
const struct tt05_field *tt05_field(enum tt05_record record,
    const char *name);
/* What is wrong with a value, in one sentence in `why`; true when nothing. */
bool tt05_good(const struct tt05_field *field, const char *value, bool sip,
    char *why, size_t room);

#endif
