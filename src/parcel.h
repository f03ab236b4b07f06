/* A bag while it is written: a folder, a pax tar or a zip, under NAME.partial
 * until it is whole. Each byte is hashed while it is written; a journal beside
 * it remembers what is safely on the disk, so that after a kill the next run
 * goes on behind the last whole file and hashes nothing twice. What is in the
 * journal is no longer in memory: a parcel of a hundred thousand files takes as
 * much of it as one of a thousand. */
#ifndef PARCEL_H
#define PARCEL_H

#include "crew.h"
#include "pool.h"
#include "zip.h"

enum parcel_kind { PARCEL_FOLDER, PARCEL_TAR, PARCEL_ZIP };

struct parcel_file {
	const char *path;	/* below the bag: "data/…" or a tag file */
	int64_t size;
	struct crew_digest digest;
	bool tag;
	bool fleeting;		/* not in the journal */
	int64_t end;		/* for the journal */
	struct zip_known zip;
	struct parcel_file *next;
};

struct parcel_options {
	enum parcel_kind kind;
	const char *path;	/* the final name: DIR/NAME, NAME.tar, NAME.zip */
	const char *top;	/* the one folder inside a container */
	unsigned kinds;		/* digests: bits 1u << enum hash_kind */
	/* What this bag will hold, in one digest: a .partial of another plan
	 * is thrown away, one of the same plan is continued. */
	const char *plan;
	struct crew *crew;
	struct pool *pool;
};

struct parcel;

/* ERR_USAGE when the final name is there already, ERR_BUSY when somebody else
 * is writing it. */
struct parcel *parcel_open(const struct parcel_options *options,
    struct err *err);
/* Files that the journal of an earlier run vouches for; 0 at a fresh start. */
int64_t parcel_resumed(const struct parcel *parcel);
/* Is the file, the next in order, safely there from an earlier run? Then it is
 * not given again. */
bool parcel_has(struct parcel *parcel, const char *path, int64_t size);
/* From here on nothing is kept for a later run: lists and tag files, which are
 * small and made anew. */
void parcel_journal_stop(struct parcel *parcel);

/* One file: begin, its bytes, end. */
bool parcel_begin(struct parcel *parcel, const char *path, int64_t size,
    int64_t mtime, struct err *err) MUST_CHECK;
/* Bytes that stand in a block of the crew: written and hashed without a copy. */
bool parcel_block(struct parcel *parcel, struct crew_block *block,
    size_t length, struct err *err) MUST_CHECK;
/* Any other bytes. */
bool parcel_bytes(struct parcel *parcel, const void *data, size_t size,
    struct err *err) MUST_CHECK;
/* The bytes of the file in hand are those of `from` and have this SHA-256 (64
 * hexadecimal digits). It is compared when the digest is there, at the latest
 * by parcel_settle: ERR_FINDINGS names `from`. */
void parcel_expect(struct parcel *parcel, const char *from,
    const char *sha256);
/* The same for a part of it, whose stream the caller ends into the digest that
 * is given here; before the next call or the end of the file. */
bool parcel_expect_part(struct parcel *parcel, const char *from,
    const char *sha256, struct crew_digest **digest, struct err *err)
    MUST_CHECK;
bool parcel_end(struct parcel *parcel, struct err *err) MUST_CHECK;
/* A small file at once. */
bool parcel_put(struct parcel *parcel, const char *path, const void *data,
    size_t size, int64_t mtime, struct err *err) MUST_CHECK;

/* Wait for the digests; is every file what was expected? */
bool parcel_settle(struct parcel *parcel, struct err *err) MUST_CHECK;
/* After it: the files in the order they were given. They are read from the
 * journal and must not be kept. */
bool parcel_each(struct parcel *parcel, bool (*visit)(void *to,
    const struct parcel_file *file, struct err *err), void *to,
    struct err *err) MUST_CHECK;

/* All is given: end the container. It still has its .partial name, which
 * parcel_held tells for the check, by our own descriptor, so that nothing that
 * took its name meanwhile is read; meanwhile the disk writes. */
bool parcel_complete(struct parcel *parcel, struct err *err) MUST_CHECK;
const char *parcel_held(const struct parcel *parcel);
/* Every byte on the disk, then its name, sync the folder, forget the journal. */
bool parcel_commit(struct parcel *parcel, struct err *err) MUST_CHECK;
/* Frees. What was not committed is removed, or kept for the next run: with one
 * more checkpoint, or (who stops does not wait for a disk) as it is. */
enum parcel_keep { PARCEL_REMOVE, PARCEL_KEEP, PARCEL_LEAVE };
void parcel_close(struct parcel *parcel, enum parcel_keep keep);

#endif
