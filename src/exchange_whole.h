/* What goes along whole: rows that were stored without being recorded. */
#ifndef EXCHANGE_WHOLE_H
#define EXCHANGE_WHOLE_H

#include "audit.h"
#include "exchange_codes.h"

/* Where they stand in the bag; missing when there are none. */
#define EXCHANGE_IMPORTED "data/imported.changeset"
#define EXCHANGE_SCANS "data/scans.changeset"

/* Tables of scans, parents first; NULL at the end. */
extern const char *const exchange_scan_tables[];

/* The files, groups and fonds of the inventories imported by these rows of the
 * audit; their codes are added. Freed with db_record_free; size 0: none. */
bool exchange_imported(struct db *db, int64_t first, int64_t last,
    struct exchange_codes *codes, void **data, size_t *size, struct err *err)
    MUST_CHECK;
/* The scans of the files that were scanned in these rows. */
bool exchange_scans(struct db *db, int64_t first, int64_t last,
    struct exchange_codes *codes, void **data, size_t *size, struct err *err)
    MUST_CHECK;

#endif
