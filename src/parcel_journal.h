/* What of a parcel is safely on the disk, line by line (parcel.h). It is also
 * where a parcel keeps what it knows of its files: none of them stays in
 * memory. */
#ifndef PARCEL_JOURNAL_H
#define PARCEL_JOURNAL_H

#include "crew.h"
#include "zip.h"

struct journal_entry {
	const char *path;
	int64_t size;
	int64_t end;		/* of the container behind this file */
	struct zip_known zip;
	struct crew_digest digest;	/* SHA-256 and SHA-512 */
};

struct journal;

/* The whole lines of an earlier run with the same plan are kept: *count of
 * them, the last of which ends at *end. The journal of another plan begins
 * anew. */
struct journal *journal_open(const char *path, const char *plan,
    int64_t *count, int64_t *end, struct err *err);
/* Read from the first entry on. The path lives until the next call; false
 * behind the last one that is on the disk. */
void journal_rewind(struct journal *journal);
bool journal_next(struct journal *journal, struct journal_entry *entry);
/* The entry that was read last was not read. */
void journal_back(struct journal *journal);
/* Forget the entries that were not read. */
bool journal_cut(struct journal *journal, struct err *err) MUST_CHECK;
/* An entry at the end; it is on the disk after journal_sync. */
void journal_add(struct journal *journal, const struct journal_entry *entry);
bool journal_sync(struct journal *journal, struct err *err) MUST_CHECK;
void journal_close(struct journal *journal, bool and_remove);

#endif
