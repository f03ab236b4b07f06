/* The annual report, due before 15 December: of the department to the
 * People's Committee, or of the Committee to the Ministry. Figures are those
 * of the report annual-facts up to the cut-off day; difficulties come from
 * their register. As a letter (ODT, HTML, text) or as its figures, row by
 * row, for spreadsheets and programs (XLSX, CSV, JSON). */
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
	const char *const *proposals;	/* part V; ends with NULL */
};

/* The letter. */
bool annual_write(struct db *db, const struct conf *conf,
    const struct annual_options *options, const struct out_options *paper,
    struct pool *pool, struct err *err) MUST_CHECK;
/* The figures into a listing, which is closed in any case. */
bool annual_figures(struct db *db, const struct conf *conf,
    const struct annual_options *options, struct out *out, struct err *err)
    MUST_CHECK;

/* ERR_USAGE when the year is not of the plan, or the day not of the year. */
bool annual_check(struct db *db, const struct annual_options *options,
    struct err *err) MUST_CHECK;
/* Header, addressee, title and signer. */
bool annual_frame(struct db *db, const struct annual_options *options,
    struct pool *pool, struct out_frame *frame, struct err *err) MUST_CHECK;

#endif
