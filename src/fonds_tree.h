/* A fonds with all groups below it and the sums of every level, read at once:
 * for what shows the whole tree. Part of the owner of "fonds" and "grp". */
#ifndef FONDS_TREE_H
#define FONDS_TREE_H

#include "fonds.h"

struct tree_node {
	struct group group;
	int depth;		/* 1: directly under the fonds */
	struct tally tally;	/* with all levels below it */
};

/* The groups in the order they are shown, each before what is below it; the
 * sums of the fonds in *tally. */
bool fonds_tree(struct db *db, int64_t fonds_id, struct pool *pool,
    struct tree_node **nodes, size_t *count, struct tally *tally,
    struct err *err) MUST_CHECK;

#endif
