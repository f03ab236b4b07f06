/* Listings of dossiers by a filter. Part of the owner of "dossier". */
#ifndef DOSSIER_LIST_H
#define DOSSIER_LIST_H

#include "dossier.h"

struct dossier_filter {
	int64_t fonds_id;	/* 0: all */
	int64_t grp_id;		/* 0: any; with all groups below it */
	int64_t criterion;	/* 0: any; 1..9 */
	int64_t state;		/* -1: any */
	int64_t year;		/* 0: any; between start and end */
	const char *search;	/* NULL or text as typed */
	const char *sort;	/* "code" (default), "title", "year", "pages",
				   "state" */
};

/* Call each with the id of every dossier that passes, in order. */
bool dossier_each(struct db *db, const struct dossier_filter *filter,
    bool (*each)(void *to, int64_t id, struct err *err), void *to,
    struct err *err) MUST_CHECK;

/* The words of a search as an FTS5 expression: folded, quoted, each a prefix;
 * what is FTS5 syntax is plain text here. "" when no word is left. */
const char *search_expression(struct pool *pool, const char *text);

#endif
