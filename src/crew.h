/* Hashing on all cores while one thread reads and writes: the reader fills
 * blocks and feeds them to streams; each stream is hashed in order by one of a
 * few workers. The workers touch nothing but blocks and digests. */
#ifndef CREW_H
#define CREW_H

#include "hash.h"

struct crew;
struct crew_stream;

struct crew_block {
	char *data;
	size_t size;		/* room for bytes */
	int holders;		/* guarded by the crew */
	struct crew_block *next;
};

/* Digests of one file, by enum hash_kind; only those asked for are filled. */
struct crew_digest {
	unsigned char of[HASH_KINDS][HASH_MAX];
};

/* workers 0: one for each core, at most eight. */
struct crew *crew_open(int workers);
/* Lets what is queued be finished, then frees all. NULL is fine. */
void crew_close(struct crew *crew);
int crew_cores(void);

/* An empty block, held by the caller; waits until one is free. */
struct crew_block *crew_block(struct crew *crew);
void crew_release(struct crew *crew, struct crew_block *block);

/* kinds: bits 1u << HASH_SHA256 ... */
struct crew_stream *crew_stream(struct crew *crew, unsigned kinds);
/* Bytes of a held block; the block may be released at once. */
void crew_feed(struct crew *crew, struct crew_stream *stream,
    struct crew_block *block, const char *from, size_t length);
/* The stream is over; `digest` is filled before the next crew_drain returns.
 * With digest NULL it is only put away. */
void crew_end(struct crew *crew, struct crew_stream *stream,
    struct crew_digest *digest);
/* Wait until all that was fed is hashed. */
void crew_drain(struct crew *crew);
/* The same, and give back the memory of the blocks until they are needed. */
void crew_rest(struct crew *crew);

#endif
