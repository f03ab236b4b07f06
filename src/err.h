/* What went wrong, once, in one sentence for a person.
 * A function that can fail returns bool (or a pointer) and takes a struct
 * err * last. The first error wins; err_wrap puts the place in front. */
#ifndef ERR_H
#define ERR_H

#include "base.h"

/* The values are the exit statuses of the program. */
enum err_kind {
	ERR_NONE = 0,
	ERR_FAILED = 1,		/* I/O, a damaged catalogue */
	ERR_USAGE = 2,		/* wrong use, input that cannot be right */
	ERR_MISSING = 3,	/* no such thing */
	ERR_FINDINGS = 4,	/* a scan, package, import that does not hold */
	ERR_BUSY = 5,		/* someone else holds the lock */
	ERR_BEHIND = 6,		/* behind the target of the year */
	ERR_RULE = 7,		/* refused by a rule of the workflow */
	ERR_STOPPED = 130	/* interrupted */
};

struct err {
	enum err_kind kind;
	char text[480];		/* valid UTF-8, cut on a letter boundary */
};

/* Record an error unless one is recorded already. Always returns false. */
bool err_set(struct err *err, enum err_kind kind, const char *format, ...)
    PRINTF(3, 4);

/* The same with the words of errno behind the colon. */
bool err_errno(struct err *err, const char *format, ...) PRINTF(2, 3);

/* Put "PLACE: " in front of the recorded error. Always returns false. */
bool err_wrap(struct err *err, const char *format, ...) PRINTF(2, 3);

/* The system's words for an errno, in the language of the messages. */
const char *err_system(int number);

void err_clear(struct err *err);

#endif
