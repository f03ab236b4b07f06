/* A fonds for other programs: EAD3, and the CSV that AtoM takes in. */
#ifndef EXPORT_H
#define EXPORT_H

#include "db.h"
#include "fonds.h"
#include "out.h"

/* A finding aid, written as it is read: the memory does not grow with the
 * fonds. `agency` is who keeps it. */
bool export_ead(struct db *db, const struct fonds *fonds, const char *agency,
    bool (*write)(void *to, const void *data, size_t size), void *to,
    struct err *err) MUST_CHECK;

extern const struct out_column export_atom_columns[];
bool export_atom(struct db *db, const struct fonds *fonds,
    const char *repository, struct out *out, struct err *err) MUST_CHECK;

#endif
