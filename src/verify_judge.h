/* What the judges of verify.h share; nobody else includes this. */
#ifndef VERIFY_JUDGE_H
#define VERIFY_JUDGE_H

#include "source.h"
#include "verify.h"

struct judge {
	struct verify_report *report;
	const struct verify_options *options;
	struct source *source;
	const char *base;	/* "" or "FOLDER/": where the package begins */
	const char *outer;	/* put in front of paths in notes, or "" */
	struct pool *pool;
	struct job *job;
};

enum { JUDGE_TEXT = 64 << 20 };	/* the largest manifest or METS read whole */

/* Tell one reason. `path` is below the source's root. */
void judge_error(struct judge *judge, const char *code, const char *path,
    const char *format, ...) PRINTF(4, 5);
void judge_warn(struct judge *judge, const char *code, const char *path,
    const char *format, ...) PRINTF(4, 5);
/* BASE/name in the pool. */
const char *judge_path(struct judge *judge, const char *name);
/* The file BASE/name, or NULL. */
struct source_file *judge_find(struct judge *judge, const char *name);

/* A bag whose bagit.txt is at judge->base. */
bool judge_bag(struct judge *judge, struct err *err) MUST_CHECK;
/* An information package whose METS.xml is at judge->base. */
bool judge_mets(struct judge *judge, struct err *err) MUST_CHECK;

#endif
