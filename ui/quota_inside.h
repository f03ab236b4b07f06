/* What the files of the quota screen share. Nobody else includes this. */
#ifndef QUOTA_INSIDE_H
#define QUOTA_INSIDE_H

#include "pager.h"

#include "fonds.h"
#include "progress.h"

/* What the panels of one drawing share. */
struct sight {
	struct progress p;
	struct tally tally;
	struct quota_day *days;	/* what passed on each day, of all years */
	size_t day_count;
	bool ascii;
};

/* The steps of a file: each holds what has come to it or gone beyond. */
struct quota_step {
	const char *name;	/* N_() */
	int from;		/* enum state */
};
enum { QUOTA_STEPS = 6 };
extern const struct quota_step quota_steps[QUOTA_STEPS];

void quota_step_sum(const struct sight *s, int step, int64_t *files,
    int64_t *a4);
/* Lines without a head. */
void quota_pace(struct page *page, const struct sight *s);
void quota_blocks(struct page *page, const struct sight *s);

/* quota_short.c. All of it on a terminal of 80x24 without a step down: two
 * years and two steps beside each other. */
void quota_short(struct page *page, const struct sight *s);

#endif
