/* Paper sizes and A4 equivalents by a table that people can edit (section
 * [paper] of criteria.ini). The table that a count was made with is kept. */
#ifndef PAPER_H
#define PAPER_H

#include "conf.h"
#include "err.h"
#include "pool.h"

struct paper_size {
	const char *name;	/* "A4", "Folio" */
	double wide, high;	/* mm, wide <= high */
	int a4;			/* A4 equivalents */
};

struct paper_rule {
	const char *version;
	const char *text;	/* the whole table in one line, for the record */
	double tolerance_mm;	/* on each side */
	double tolerance_percent;	/* the larger of the two holds */
	struct paper_size *sizes;
	size_t count;
};

/* Read [paper]; a line that cannot be understood is ERR_USAGE. */
bool paper_load(const struct conf *conf, struct pool *pool,
    struct paper_rule *rule, struct err *err) MUST_CHECK;

struct paper_class {
	const char *name;
	int a4;
	bool standard;		/* a row of the table; else by area */
	bool huge;		/* larger than the largest row */
};

/* Class a sheet of these sides (mm). A sheet that no row fits is classed by
 * its area: round(log2(area / A4)), A5 and smaller 1, nothing above A0. */
void paper_judge(const struct paper_rule *rule, double wide, double high,
    struct paper_class *class);

#endif
