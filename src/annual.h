/* The annual report, due before 15 December: of the department to the
 * People's Committee, or of the Committee to the Ministry. Figures are those
 * of the report annual-facts up to the cut-off day; difficulties come from
 * their register. */
#ifndef ANNUAL_H
#define ANNUAL_H

#include "conf.h"
#include "db.h"
#include "out.h"

struct annual_options {
	const char *year;	/* "2026" */
	const char *cutoff;	/* ISO */
	const char *number;	/* of the document; NULL leaves room */
	const char *date;	/* ISO, of the document */
	bool to_ministry;
};

bool annual_write(struct db *db, const struct conf *conf,
    const struct annual_options *options, const struct out_options *paper,
    struct pool *pool, struct err *err) MUST_CHECK;

#endif
