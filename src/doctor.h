/* What "bansao doctor" looks at: one row a matter, each judged on its own, so
 * that a damaged catalogue still gets the other answers. */
#ifndef DOCTOR_H
#define DOCTOR_H

#include "db.h"

enum health { HEALTH_OK, HEALTH_WARNING, HEALTH_BAD };

struct patient {
	const char *path;	/* of the catalogue, links resolved */
	struct db *db;		/* NULL when it cannot be opened */
	const char *why;	/* then: the reason */
	const char *work;	/* path of the workshop program */
	bool repair;
	bool quick;		/* what reads the scans is left out */
	struct pool *pool;
};

struct diagnosis {
	enum health health;
	const char *text;	/* what was found */
	const char *cure;	/* what to do, "" for nothing */
};

/* False when the matter could not be looked at; the err is the finding. */
struct matter {
	const char *name;	/* stable word: "integrity" */
	const char *label;	/* N_() */
	bool needs_db;
	bool (*look)(struct patient *p, struct diagnosis *d, struct err *err);
};

/* Of the catalogue's content; of the place it stands in. End with no name. */
extern const struct matter doctor_store[];
extern const struct matter doctor_place[];

/* Always true, so that a look can end with it. */
bool doctor_says(struct diagnosis *d, enum health health, const char *text,
    const char *cure);

#endif
