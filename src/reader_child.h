/* A child that reads a stranger's file for us: starting one, and being one. What
 * it says over its socket is for those who start it (reader.h: many scans;
 * import_xls.h: one old workbook). It never sees the store. */
#ifndef READER_CHILD_H
#define READER_CHILD_H

#include "buf.h"
#include "err.h"

#include <sys/types.h>

enum { READER_SOCKET = 3, READER_AT = 4 };	/* descriptors of the child */

/* Start "program extra... command reader" (extra: NULL-ended, may be NULL)
 * with `at` as READER_AT. *fd is our end of the socket and does not block. */
bool reader_start(const char *program, const char *const *extra,
    const char *command, int at, pid_t *pid, int *fd,
    struct err *err) MUST_CHECK;
/* End it if it is there (pid > 0), and give its status as waitpid does. */
int reader_end(pid_t pid, bool by_force);

/* --- in the child --------------------------------------------------------- */

/* Memory has an end, nothing is left behind by a crash, and it dies with its
 * parent. */
void reader_be_small(void);
/* SIGPROF ends it after so many more seconds of processor time. */
void reader_give_time(int64_t seconds);
/* Send and clear; false when nobody listens any more. */
bool reader_send(struct buf *out);

#endif
