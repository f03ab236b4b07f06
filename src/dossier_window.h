/* Windows into long lists of dossiers: ids by place, without reading what is
 * before them where that can be helped. Part of the owner of "dossier". */
#ifndef DOSSIER_WINDOW_H
#define DOSSIER_WINDOW_H

#include "dossier.h"

struct dossier_place {
	int64_t fonds_id;	/* 0: the whole catalogue */
	int64_t grp_id;		/* of the fonds; 0: directly under it */
};

/* How many there are: a few rows of sums. */
bool dossier_window_count(struct db *db, const struct dossier_place *place,
    int64_t *count, struct err *err) MUST_CHECK;
/* The ids of rows first ... first + count - 1 of `total` in the order of the
 * shelf. near (an id, 0: none) stands at near_index: neighbours of it cost
 * nothing more. Missing rows are 0. */
bool dossier_window_ids(struct db *db, const struct dossier_place *place,
    int64_t total, int64_t first, int count, int64_t near,
    int64_t near_index, int64_t *ids, struct err *err) MUST_CHECK;
/* Rows of a long list that are known by their place, one of some hundreds:
 * from the nearest of them any row is near. Found while nobody types; zeros
 * are a beginning. Good until the catalogue changes. */
struct dossier_steps {
	int64_t *ids;		/* of rows 0, DOSSIER_STEP, ... ; free() them */
	int64_t count, room;
};
enum { DOSSIER_STEP = 500 };
/* Find some more (less than half a millisecond); *more: there are others. */
bool dossier_steps_find(struct db *db, const struct dossier_place *place,
    int64_t total, struct dossier_steps *steps, bool *more,
    struct err *err) MUST_CHECK;
/* Take the step next to a row where it is nearer than the neighbour given. */
void dossier_steps_near(const struct dossier_steps *steps, int64_t row,
    int64_t *near, int64_t *near_index);
/* Where an id stands; -1 when it is not there. */
bool dossier_window_find(struct db *db, const struct dossier_place *place,
    int64_t id, int64_t *index, struct err *err) MUST_CHECK;
/* The next dossier at or behind `from` (by 1), or at or before it (by -1),
 * whose title or code has a word beginning with each word of the folded
 * needle. *id 0: none. */
bool dossier_window_search(struct db *db, const struct dossier_place *place,
    const char *needle, int64_t from, int by, int64_t *id,
    struct err *err) MUST_CHECK;

#endif
