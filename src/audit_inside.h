/* What the files of the audit chain share. Nobody else includes this. */
#ifndef AUDIT_INSIDE_H
#define AUDIT_INSIDE_H

#include "audit.h"

/* edit_commit, of an edit that undoes (0: none) or does again. */
bool audit_commit(struct db *db, const struct edit *edit, int64_t undoes,
    bool redo, int64_t *seq, struct err *err) MUST_CHECK;
/* The newest row; 0 and zeros where there is none. */
bool audit_last(struct db *db, int64_t *seq, unsigned char hash[32],
    struct err *err) MUST_CHECK;
/* The changeset of a row. */
bool audit_read_changes(struct db *db, int64_t seq, struct pool *pool,
    void **data, size_t *size, struct err *err) MUST_CHECK;

#endif
