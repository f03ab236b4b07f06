/* What of a parcel is safely on the disk, line by line (parcel.h). */
#ifndef PARCEL_JOURNAL_H
#define PARCEL_JOURNAL_H

#include "crew.h"
#include "pool.h"
#include "zip.h"

struct journal_entry {
	const char *path;
	int64_t size;
	int64_t end;		/* of the container behind this file */
	struct zip_known zip;
	struct crew_digest digest;	/* SHA-256 and SHA-512 */
};

struct journal;

/* Entries of an earlier run with the same plan, in order; others are dropped
 * and the journal begins anew. */
struct journal *journal_open(const char *path, const char *plan,
    struct pool *pool, struct journal_entry **entries, size_t *count,
    struct err *err);
bool journal_forget(struct journal *journal, size_t *count, struct err *err)
    MUST_CHECK;
bool journal_add(struct journal *journal, const struct journal_entry *entry,
    struct err *err) MUST_CHECK;
bool journal_sync(struct journal *journal, struct err *err) MUST_CHECK;
void journal_close(struct journal *journal, bool and_remove);

#endif
