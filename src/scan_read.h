/* Reading one file of a stranger: its facts, its findings and its SHA-256,
 * each byte read once. Runs in a process of its own (reader.h). */
#ifndef SCAN_READ_H
#define SCAN_READ_H

#include "fs.h"
#include "hash.h"
#include "scan.h"

enum scan_status {
	SCAN_READ,		/* all is filled in */
	SCAN_CHANGING,		/* it changed while it was read */
	SCAN_WRITING,		/* somebody has it open for writing */
	SCAN_UNREADABLE,	/* detail says why */
	SCAN_CRASHED,		/* the reader died: hashed only */
	SCAN_SLOW		/* the reader was stopped: hashed only */
};

enum {			/* what is wanted */
	READ_FACTS = 1,
	READ_HASH = 2,
	READ_DECODE = 4,
	READ_WRITERS = 8	/* SCAN_WRITING instead of reading */
};

struct scan_result {
	enum scan_status status;
	const char *detail;	/* "" */
	bool missing;		/* SCAN_UNREADABLE: it is not there */
	struct fs_stat stat;
	unsigned char sha256[32];
	int64_t kind;		/* enum scan_kind */
	int64_t format;		/* enum scan_format */
	int64_t pages;
	int64_t a4;
	int64_t claim;		/* PDF/A: part * 256 + level, 0 none */
	uint32_t count;		/* directories */
	struct scan_image *images;
	struct tiff_origin origin;
	struct findings findings;
};

/* A file to be read, by its descriptor; the name is for the kind of file and
 * for checks of the name. */
struct scan_order {
	int fd;
	struct fs_stat stat;	/* when it was opened */
	const char *name;
	int wanted;
};

/* One of the two files that are read at a time. */
struct scan_slot {
	struct scan_order order;
	struct scan_result result;
	unsigned char *block;
	size_t length;		/* bytes in the block */
	size_t hashed;		/* of them */
	int64_t done;		/* bytes read so far */
	bool busy;
};

/* What is kept between files. */
struct scan_reader {
	const struct check_rules *rules;
	struct hash_pair *hash;
	struct scan_slot slots[2];
	struct tiff_window window;	/* on a file that is not in memory */
	struct pool pool;	/* of the result in hand */
};
void scan_reader_open(struct scan_reader *reader,
    const struct check_rules *rules);
void scan_reader_close(struct scan_reader *reader);

/* Read files until `next` has none to give: the digests of two are made in
 * step. Never fails: what cannot be done is in the status. `give` gets each
 * result, which lives until it returns, with the slot that `next` filled. */
struct scan_source {
	bool (*next)(void *to, int slot, struct scan_order *order);
	void (*give)(void *to, int slot, const struct scan_result *result);
	void *to;
};
void scan_read(struct scan_reader *reader, const struct scan_source *source);
/* The second half: facts, name, and whether the file stayed as it was. */
void scan_read_finish(struct scan_reader *reader,
    const struct scan_order *order, const struct tiff_source *source,
    struct pool *pool, struct scan_result *result);
/* A result of a file that could not even be opened. */
void scan_read_failed(struct scan_result *result, struct pool *pool,
    const struct err *why);

/* A PDF or JPEG by its name. */
bool scan_is_companion(const char *name);
/* scan_companion.c: its facts. */
void scan_read_companion(const struct check_rules *rules, int fd,
    const struct tiff_source *source, struct pool *pool,
    struct scan_result *result);

/* The stored form of a result; borrows from it. */
void scan_from_result(struct scan *scan, const struct scan_result *result);

/* Results as bytes, between the reader and the writer. */
void scan_result_pack(struct buf *buf, const struct scan_result *result);
bool scan_result_unpack(const unsigned char *data, size_t length,
    struct pool *pool, struct scan_result *result);

#endif
