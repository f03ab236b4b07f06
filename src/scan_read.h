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

/* What is kept between files. */
struct scan_reader {
	const struct check_rules *rules;
	unsigned char *block[2];
	struct hash *hash;
};
void scan_reader_open(struct scan_reader *reader,
    const struct check_rules *rules);
void scan_reader_close(struct scan_reader *reader);

/* Never fails: what cannot be done is in the status. name is for the kind of
 * file and for checks of the name. */
void scan_read(struct scan_reader *reader, int fd, const char *name,
    int wanted, struct pool *pool, struct scan_result *result);
/* Two small files at once: their digests are made together. */
struct scan_order {
	int fd;
	const char *name;
	int wanted;
};
void scan_read_two(struct scan_reader *reader,
    const struct scan_order orders[2], struct pool *pool,
    struct scan_result results[2]);
/* The second half of both: facts, name, and whether the file stayed as it
 * was. */
void scan_read_finish(struct scan_reader *reader,
    const struct scan_order *order, const struct tiff_source *source,
    struct pool *pool, struct scan_result *result);
/* A result of a file that could not even be opened. */
void scan_read_failed(struct scan_result *result, struct pool *pool,
    const struct err *why);

/* scan_companion.c: a PDF or JPEG by its name, and its facts. */
bool scan_is_companion(const char *name);
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
