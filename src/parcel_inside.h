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
	char *near_path;
	struct tar_writer *tar;
	struct zip *zip;
	struct journal *journal;
	struct journal_entry *resumed;
	size_t resumed_count;
	size_t adopted;
	bool unjournaled;	/* what comes now is made anew each time */
	struct parcel_file *first, *last, *unsaved;
	struct crew_stream *stream;
	int64_t left;		/* of the file in hand */
	int64_t mtime;
	int64_t flushed;	/* written back so far, in hand */
	int64_t since;		/* bytes since the last checkpoint */
	int64_t files_since;
	bool committed;
};

/* A sentence for what errno says, and what to do. */
bool parcel_write_failed(struct parcel *parcel, struct err *err);
bool parcel_write(struct parcel *parcel, int fd, const void *data,
    size_t size, struct err *err) MUST_CHECK;
/* The name of a file in the container. */
const char *parcel_inside(struct parcel *parcel, const char *path);

#endif
