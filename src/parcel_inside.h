/* Between parcel.c (files, safety) and parcel_open.c (a new one, or going on). */
#ifndef PARCEL_INSIDE_H
#define PARCEL_INSIDE_H

#include "parcel.h"

#include "parcel_journal.h"
#include "tar.h"

struct parcel {
	struct parcel_options o;
	char *partial;
	int fd;			/* the container, or the folder */
	int out;		/* the file in hand of a folder, or -1 */
	int near;		/* folder opened last, or -1 */
	struct buf near_path, inside;
	bool begun;		/* the container stands where it goes on */
	struct tar_writer *tar;
	struct zip *zip;
	struct journal *journal;
	int64_t resumed, adopted;	/* files an earlier run has left */
	int64_t resumed_end;	/* of the container behind the adopted ones */
	bool unjournaled;	/* what comes now is made anew each time */
	/* Since the last checkpoint; all of it lives in `batch`. */
	struct parcel_file *first, *last;
	struct expectation *expected;
	struct pool batch;
	/* Parts of the file in hand; in `parts`. */
	struct expectation *part;
	int64_t part_count;
	struct pool parts;
	struct crew_stream *stream;
	int64_t left;		/* of the file in hand */
	int64_t mtime;
	int64_t flushed;	/* written back so far, in hand */
	int64_t since;		/* bytes since the last checkpoint */
	int64_t files_since;
	int64_t checkpoint;	/* bytes between two of them */
	bool committed;
};

/* A sentence for what errno says, and what to do. */
bool parcel_write_failed(struct parcel *parcel, struct err *err);
bool parcel_write(struct parcel *parcel, int fd, const void *data,
    size_t size, struct err *err) MUST_CHECK;
/* The name of a file in the container; until the next call. */
const char *parcel_inside(struct parcel *parcel, const char *path);
/* parcel_open.c: stand behind what was adopted, before the first new file. */
bool parcel_go_on(struct parcel *parcel, struct err *err) MUST_CHECK;
/* parcel_expect.c: are the digests that are there those expected? Forgets what
 * was asked. */
bool parcel_compare(struct parcel *parcel, struct err *err) MUST_CHECK;

#endif
