/* What an import has made, together: for taking it back. Part of the owner
 * of "dossier"; the fonds and groups of an import go with its dossiers. */
#ifndef DOSSIER_IMPORT_H
#define DOSSIER_IMPORT_H

#include "db.h"

/* Are the dossiers there few beside so many new ones? Then their indexes are
 * made afterwards (db_bulk.h). */
bool dossier_import_many(struct db *db, int64_t coming, bool *many,
    struct err *err) MUST_CHECK;
/* A dossier of the fonds with this (folded) title and these dates; "" when
 * there is none among the first that have the title. */
bool dossier_import_twin(struct db *db, int64_t fonds_id,
    const char *title_fold, const char *start, const char *end,
    struct pool *pool, const char **code, struct err *err) MUST_CHECK;
/* What has been done since with what the import made: some codes and why, ""
 * when nothing. */
bool dossier_import_later(struct db *db, int64_t import_id, struct pool *pool,
    const char **why, struct err *err) MUST_CHECK;
/* Remove them all, with their word index. In a transaction. */
bool dossier_import_remove(struct db *db, int64_t import_id, struct err *err)
    MUST_CHECK;

#endif
