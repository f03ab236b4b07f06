/* Listings of dossiers by a filter. Part of the owner of "dossier". */
#ifndef DOSSIER_LIST_H
#define DOSSIER_LIST_H

#include "dossier.h"

struct dossier_range {
	bool set;
	int64_t from, to;	/* both belong to it */
};

/* All that is asked must hold. Zeroed (but state = -1) lets all pass. */
struct dossier_filter {
	int64_t fonds_id;	/* 0: all */
	int64_t grp_id;		/* 0: any; with all groups below it */
	int64_t criterion;	/* 0: any; 1..9 */
	int64_t state;		/* -1: any */
	int64_t year;		/* 0: any; between start and end */
	const char *search;	/* NULL or text as typed */
	const char *sort;	/* "code" (default), "title", "year", "pages",
				   "state" */
	/* What search_fill (search.h) also sets: */
	struct dossier_range years, pages, papers, a4, images, findings;
	int64_t criteria;	/* bits: one of them at least */
	bool untagged;		/* or without any criterion */
	int64_t states;		/* bits: one of them */
	const char *group;	/* folded title of a group, those below too */
	const char *box;
	const char *code;	/* folded beginning */
	int64_t import_id;
	int hold;		/* 1 on hold, -1 not */
	int64_t most;		/* the first so many; 0: all */
};

/* Call each with the id of every dossier that passes, in order. */
bool dossier_each(struct db *db, const struct dossier_filter *filter,
    bool (*each)(void *to, int64_t id, struct err *err), void *to,
    struct err *err) MUST_CHECK;

/* The dossiers that stand directly in a group (0: directly under the fonds),
 * in their order. */
bool dossier_place_each(struct db *db, int64_t fonds_id, int64_t grp_id,
    bool (*each)(void *to, int64_t id, struct err *err), void *to,
    struct err *err) MUST_CHECK;

/* The words of a search as an FTS5 expression: folded, quoted, each a prefix;
 * what is FTS5 syntax is plain text here. "" when no word is left. */
const char *search_expression(struct pool *pool, const char *text);
/* Whether every word of the folded needle begins a word of one of the folded
 * texts: what the expression finds, for a row in hand. */
bool search_matches(const char *const *texts, size_t count,
    const char *needle) MUST_CHECK;

#endif
