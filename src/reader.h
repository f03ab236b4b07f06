/* Reading many files of strangers in child processes: this program run again
 * as "scan reader", fed with names over a socket. A file that kills a child
 * costs that child only; it is told apart and reported by name, the others
 * are read by a new one. No child sees the store. */
#ifndef READER_H
#define READER_H

#include "scan_read.h"

struct readers;

/* program: that has "scan reader"; companions: the same for PDF and JPEG,
 * which needs more libraries (NULL: program does that, too); root: the folder
 * that the paths are below of; extra: further words for the command line
 * (NULL-ended, may be NULL), so that the children read the same settings.
 * jobs: children at most; 0: as many as there are processors, and up to
 * READERS_COLD while they wait for the disk. A child is started when those
 * that run have enough to do. */
enum { READERS_COLD = 8 };
struct readers *readers_open(const char *program, const char *companions,
    const char *root, const char *const *extra, int jobs, struct err *err)
    MUST_CHECK;
/* Ends the children; NULL is fine. */
void readers_close(struct readers *readers);

/* Hand a file out; waits (and delivers results) while all are busy. Results
 * come in no certain order. path is below the root; tag comes back with the
 * result. */
bool readers_give(struct readers *readers, int64_t tag, const char *path,
    int wanted, struct err *err) MUST_CHECK;
/* Deliver until nothing is under way. */
bool readers_drain(struct readers *readers, struct err *err) MUST_CHECK;
/* Who gets the results; false from it ends the work with its err. The result
 * lives until it returns. */
void readers_listen(struct readers *readers,
    bool (*take)(void *to, int64_t tag, const char *path,
    const struct scan_result *result, struct err *err), void *to);
/* How many are under way. */
int readers_busy(const struct readers *readers);

/* What goes over the socket: a head and its bytes, a path below the root one
 * way, a packed result the other. */
struct reader_frame {
	uint32_t length;	/* of what follows */
	int32_t wanted;		/* READ_* of scan_read.h, and these: */
	int32_t place;		/* of the order; the answer names it again */
};
enum {
	READER_ALONE = 1 << 8,	/* answer at once: find out who kills */
	READER_HASH_ONLY = 1 << 9,	/* this one has killed: no facts */
	READER_WAS_SLOW = 1 << 10	/* by taking too long */
};

/* The child: serves the socket at descriptor 3 with the folder at 4. Gives
 * the exit status. */
int reader_serve(const struct check_rules *rules);

#endif
