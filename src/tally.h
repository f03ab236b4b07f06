/* The sums that screens, lists and reports read (tally_grp, tally_state,
 * tally_year, tally_day, tally_list, tally_batch, tally_fonds), kept by triggers
 * in the transaction that changes what they sum. Here they are proven and, where somebody has written past the program, made anew. */
#ifndef TALLY_H
#define TALLY_H

#include "db.h"

/* How many rows of the sums do not agree with the dossiers. */
bool tally_prove(struct db *db, int64_t *wrong, struct err *err) MUST_CHECK;
/* Add the new dossiers of an import, which came in while the triggers rested
 * (db_bulk.h). */
bool tally_import(struct db *db, int64_t import_id, struct err *err)
    MUST_CHECK;
/* Make them anew, inside an open transaction. */
bool tally_rebuild(struct db *db, struct err *err) MUST_CHECK;

#endif
