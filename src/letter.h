/* The register of letters knows when an annual report was sent. */
#ifndef LETTER_H
#define LETTER_H

#include "db.h"

/* Is a letter of the kind annual-report recorded for that year? */
bool letter_report_sent(struct db *db, int64_t year, bool *sent,
    struct err *err) MUST_CHECK;

#endif
