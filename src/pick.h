/* Choosing many dossiers at once: codes, masks, ranges, a place in the tree,
 * a filter. What is chosen is a list of ids; its sums are what the running
 * total of the screens and of "tag -n" shows. Reads only. */
#ifndef PICK_H
#define PICK_H

#include "dossier_list.h"

struct pick {
	/* Codes, masks ("H10.05.*", "H10.0?.*") and ranges in the order of
	 * the shelf ("A..B"). The filter narrows masks and ranges; a code that
	 * is written out is taken as it is. */
	const char *const *words;
	size_t word_count;
	bool filtered;		/* the filter says something */
	struct dossier_filter filter;
};

/* The ids, each once, in no promised order. A code that is not there is
 * ERR_MISSING; nothing said at all is ERR_USAGE; a filter that finds nothing
 * gives an empty list. */
bool pick_ids(struct db *db, const struct pick *pick, struct pool *pool,
    int64_t **ids, size_t *count, struct err *err) MUST_CHECK;

struct pick_total {
	int64_t dossiers;
	int64_t papers;
	int64_t pages;
	int64_t a4;		/* of the scans, before them the estimate */
};
bool pick_sum(struct db *db, const int64_t *ids, size_t count,
    struct pick_total *total, struct err *err) MUST_CHECK;
/* "34 dossiers, 4.120 sheets, 8.000 pages, 8.100 A4 pages (0,8% of the
 * 1.000.000 of 2026)". year 0: the current year, or the nearest with a
 * target. */
bool pick_words(struct db *db, const struct pick_total *total, int64_t year,
    struct pool *pool, const char **words, struct err *err) MUST_CHECK;
/* The target of a year; *year 0 becomes the year that was taken. *a4 is 0
 * where there is none. */
bool pick_target(struct db *db, int64_t *year, int64_t *a4, struct err *err)
    MUST_CHECK;

#endif
