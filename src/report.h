/* Reports: one .sql file each, embedded (data/reports) or in a folder of the
 * user. The first lines say what it is:
 *
 *	-- title: Progress by fonds
 *	-- columns: Code|Name|A4 pages|Share
 *	-- types: text|text|pages+|percent
 *	-- param: year
 *	-- formula: share = 100*[passed]/[a4]
 *	-- group: list
 *	-- chart: bars|Pages by year|year|target,passed
 *	-- landscape
 *	-- note: Pages are A4 equivalents.
 *
 * columns are the heads for people (the names in SQL are the keys of JSON and
 * CSV); types are those of out.h, "+" adds a column up; each param is ?1, ?2,
 * ... in order; group names a column of the query, which must come last, whose
 * change begins a new group; a formula is what a workbook computes in that
 * column from the others of the row. Only reading is possible. */
#ifndef REPORT_H
#define REPORT_H

#include "conf.h"
#include "db.h"
#include "out.h"

enum {
	REPORT_PARAMS = 8, REPORT_COLUMNS = 40, REPORT_CHARTS = 2,
	REPORT_FORMULAS = 8
};

struct report {
	const char *name;	/* "progress-fonds" */
	const char *title;	/* English, to be translated */
	const char *sql;
	const char *path;	/* of a user's own; NULL when embedded */
	const char *params[REPORT_PARAMS];	/* names */
	int param_count;
	struct out_column columns[REPORT_COLUMNS + 1];
	int column_count;
	const char *group;	/* name of the column, or NULL */
	struct out_chart charts[REPORT_CHARTS];
	int chart_count;
	struct {
		const char *key, *text;
	} formulas[REPORT_FORMULAS];
	int formula_count;
	const char *note;
	bool landscape;
};

/* Find by name: the user's folder first. ERR_MISSING names what there is. */
bool report_find(const struct conf *conf, const char *name, struct pool *pool,
    struct report *report, struct err *err) MUST_CHECK;
/* All, by name; a user's report hides an embedded one of its name. */
bool report_list(const struct conf *conf, struct pool *pool,
    struct report **list, size_t *count, struct err *err) MUST_CHECK;
/* Read the head of a text. ERR_USAGE says what is wrong with it. */
bool report_parse(struct report *report, const char *name, const char *sql,
    struct pool *pool, struct err *err) MUST_CHECK;

/* values[i] is that of params[i]; NULL takes the default of the name. */
bool report_run(struct db *db, const struct report *report,
    const char *const *values, struct out *out, struct err *err) MUST_CHECK;
/* The value of a parameter nobody gave: year is this one, cutoff its 30
 * November (setting "cutoff"), from and to the year, day today, others "". */
bool report_default(struct db *db, const char *param, const char *year,
    struct pool *pool, const char **value, struct err *err) MUST_CHECK;
/* Where users put theirs. */
const char *report_folder(const struct conf *conf, struct pool *pool);

#endif
