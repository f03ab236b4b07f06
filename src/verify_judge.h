/* What the judges of verify.h share; nobody else includes this. */
#ifndef VERIFY_JUDGE_H
#define VERIFY_JUDGE_H

#include "source.h"
#include "verify.h"

struct judge_schemas;	/* compiled once for all packages, verify_schema.c */

struct judge {
	struct verify_report *report;
	const struct verify_options *options;
	struct source *source;
	const char *base;	/* "" or "FOLDER/": where the package begins */
	const char *outer;	/* put in front of paths in notes, or "" */
	struct pool *pool;	/* lives as long as the source */
	struct pool *told;	/* of the report and its notes */
	struct job *job;
	struct judge_schemas *schemas;
};

/* Names that were met, to be asked for when all are known. */
struct judge_names {
	const char **rows;
	size_t count, room;
	bool sorted;
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
/* The manifest of a bag whose digest stands for the whole, or NULL. */
struct source_file *judge_main_manifest(struct judge *judge);

/* The text must live as long as the judge. */
void judge_name(struct judge *judge, struct judge_names *names,
    const char *text);
/* How often it is among them. */
size_t judge_named(struct judge_names *names, const char *text);

/* The CMS signatures beside the manifests of a bag. */
void judge_signatures(struct judge *judge);
struct judge_schemas *judge_schemas_new(void);
void judge_schemas_free(struct judge_schemas *schemas);

/* A bag whose bagit.txt is at judge->base. */
void judge_bag(struct judge *judge);
/* An information package whose METS.xml is at judge->base. */
void judge_mets(struct judge *judge);

#endif
