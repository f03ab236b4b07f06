/* The word index of the dossiers. This file owns "dossier_fts". */
#ifndef SEARCH_INDEX_H
#define SEARCH_INDEX_H

#include "db.h"

/* Make the index of one dossier right: it was added, changed or is gone. In
 * the transaction that did it. */
bool search_index_row(struct db *db, int64_t dossier, struct err *err)
    MUST_CHECK;
/* A dossier just added: nothing old has to go. */
bool search_index_new(struct db *db, int64_t dossier, struct err *err)
    MUST_CHECK;
/* How many dossiers the index does not know as they are, plus entries of no
 * dossier. */
bool search_index_prove(struct db *db, int64_t *wrong, struct err *err)
    MUST_CHECK;
/* All dossiers of an import at once: row by row is three times slower. */
bool search_index_import(struct db *db, int64_t import_id, struct err *err)
    MUST_CHECK;
/* Make all anew (doctor, load). */
bool search_index_all(struct db *db, struct err *err) MUST_CHECK;

#endif
