/* The whole catalogue as lines of JSON and back: for other programs, for
 * other stores, and to look into it in fifty years. Part of the SQLite door.
 *	{"bansao":"dump","version":1,"schema":6}
 *	{"table":"fonds","row":{"id":1,"code":"PL01","sort_key":{"hex":"7f"}}}
 *	{"bansao":"end","rows":1}
 * Rows stand in the order of their keys, tables in that of the schema; bytes
 * are {"hex":...}. What can be made anew (the word index) is not there. */
#ifndef DB_DUMP_H
#define DB_DUMP_H

#include "buf.h"
#include "db.h"
#include "job.h"

bool db_dump(struct db *db,
    bool (*write)(void *to, const void *data, size_t size), void *to,
    struct job *job, struct err *err) MUST_CHECK;
/* Fill an empty catalogue, in one transaction. `line` gives the next line
 * without its end, NULL at the end (and when it fails, with err). Whatever
 * does not fit is refused with the number of its line. */
bool db_load(struct db *db,
    const char *(*line)(void *from, size_t *length, struct err *err),
    void *from, struct job *job, int64_t *rows, struct err *err) MUST_CHECK;

#endif
