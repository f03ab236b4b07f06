/* What src/tag.c and src/tag_judge.c share: the facts a criterion is judged
 * by. Nobody else includes this. */
#ifndef TAG_JUDGE_H
#define TAG_JUDGE_H

#include "tag.h"

struct facts {
	int64_t id;
	const char *code;
	int64_t state;
	int64_t criteria;
	const char *maintenance;
	bool received;
	int64_t start_year, end_year;	/* NOT_KNOWN possible */
	const char *persons;
	const char *carrier;
	const char *legibility;
	const char *format;
	int64_t damage;		/* number of signs */
	bool special;
};
bool facts_read(struct db *db, int64_t dossier, struct pool *pool,
    struct facts *facts, struct err *err) MUST_CHECK;

/* Judge one criterion; fills the evidence in. refusal->rule NULL: good. */
void judge(const struct facts *facts, const struct criterion *criterion,
    const struct tag_request *request, struct pool *pool,
    struct evidence *evidence, struct tag_refusal *refusal);
/* What holds for the dossier whatever the criterion. */
void judge_state(const struct facts *facts, struct tag_refusal *refusal);

#endif
