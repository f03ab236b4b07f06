/* Văn bản, tài liệu in a file. dossier.h says who writes the table; this only
 * reads it, for packages and lists. */
#ifndef DOCUMENT_H
#define DOCUMENT_H

#include "db.h"

struct package_document;

/* In order of their numbers. */
bool document_list(struct db *db, int64_t dossier, struct pool *pool,
    struct package_document **list, size_t *count, struct err *err)
    MUST_CHECK;

#endif
