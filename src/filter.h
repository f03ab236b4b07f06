/* Filters of files kept under a name: "filter:NAME" in a search stands for
 * what they say. This file's room owns the table saved_filter. */
#ifndef FILTER_H
#define FILTER_H

#include "db.h"

struct saved_filter {
	int64_t id;
	const char *name;
	const char *search;	/* as typed */
	const char *user;
	const char *at;
};

/* In the order of their names. */
bool filter_list(struct db *db, struct pool *pool, struct saved_filter **list,
    size_t *count, struct err *err) MUST_CHECK;
/* By its name, in any case, with or without diacritics; ERR_MISSING. */
bool filter_find(struct db *db, const char *name, struct pool *pool,
    struct saved_filter *found, struct err *err) MUST_CHECK;
/* New, or another text under a name that is there. An edit of its own. */
bool filter_save(struct db *db, const char *name, const char *search,
    struct err *err) MUST_CHECK;
bool filter_remove(struct db *db, const char *name, struct err *err)
    MUST_CHECK;

#endif
