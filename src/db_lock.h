/* The queue of writers: an advisory flock on FILE.lock, in which the holder
 * says who it is. First come, first served; readers never wait for it. */
#ifndef DB_LOCK_H
#define DB_LOCK_H

#include "err.h"
#include "pool.h"

struct db_lock;


/* path NULL: a lock that is always free (a catalogue in memory). */
struct db_lock *db_lock_new(const char *path);
void db_lock_free(struct db_lock *lock);
/* Wait at most so many milliseconds; ERR_BUSY says who holds it since when. */
bool db_lock_take(struct db_lock *lock, int milliseconds, struct err *err)
    MUST_CHECK;
/* Asked ten times a second while db_lock_take waits; who: the holder in words.
 * False gives up: ERR_STOPPED. NULL: nobody is asked. */
void db_lock_listen(struct db_lock *lock, bool (*go_on)(void *to,
    const char *who), void *to);
void db_lock_give(struct db_lock *lock);
/* Who holds it now, in words; "" when nobody does, or the process `but`. */
const char *db_lock_holder(struct db_lock *lock, long but, struct pool *pool);
/* True as well where no lock is needed. */
bool db_lock_held(const struct db_lock *lock);
/* Refuse a path on a network file system, where locks do not hold. */
bool db_lock_local(const char *path, struct err *err) MUST_CHECK;

#endif
