/* The programme the catalogue serves: windows, yearly targets, criteria,
 * legal bases; and how far it is. All from an ini file, none from C.
 * This file owns "programme", "quota", "criterion" (reading it is
 * dossier.c's criterion_list) and "legal_basis". */
#ifndef PROGRAMME_H
#define PROGRAMME_H

#include "db.h"

struct conf;

struct programme {
	const char *code;	/* "qd71" */
	const char *name;
	const char *plan_number, *plan_date;
	int64_t select_from, select_to;		/* years, inclusive */
	int64_t digitise_from, digitise_to;
	int64_t handover_from, handover_to;
	int64_t rev;
};
bool programme_get(struct db *db, struct pool *pool, struct programme *p,
    struct err *err) MUST_CHECK;
/* Fill a new catalogue from an ini, inside a transaction: programme,
 * targets, criteria, bases, terms, settings. */
bool programme_load(struct db *db, const struct conf *conf, struct err *err)
    MUST_CHECK;

/* Căn cứ pháp lý, in the order they are named in papers. */
struct basis {
	const char *number;
	const char *issued_on;	/* ISO */
	const char *issuer;
	const char *abstract;
};
bool basis_list(struct db *db, struct pool *pool, struct basis **list,
    size_t *count, struct err *err) MUST_CHECK;

/* BR12: a year counts the A4 pages of files whose inspection passed in it. */
struct quota_year {
	int64_t year;
	int64_t target;		/* A4 pages, as the next ones */
	const char *basis;
	int64_t selected, approved, scanned, passed, handed_over, accepted;
	int64_t cumulative_target, cumulative_passed;
};
/* One per target year in order, and per year outside the targets in which
 * something happened. Costs a few rows of tally_year, never a sum of scans. */
bool quota_years(struct db *db, struct pool *pool, struct quota_year **years,
    size_t *count, struct err *err) MUST_CHECK;
/* BR14: a target is never a ceiling. Inside an edit. */
bool quota_set(struct db *db, int64_t year, int64_t a4, const char *basis,
    struct err *err) MUST_CHECK;

/* A4 pages and files that passed on each day with any, from a day on (ISO). */
struct quota_day {
	const char *day;
	int64_t a4;
	int64_t dossiers;
};
bool quota_days(struct db *db, int stage, const char *from, const char *to,
    struct pool *pool, struct quota_day **days, size_t *count,
    struct err *err) MUST_CHECK;

#endif
