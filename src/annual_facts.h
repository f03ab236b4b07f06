/* The figures of the annual report, those of the report annual-facts. */
#ifndef ANNUAL_FACTS_H
#define ANNUAL_FACTS_H

#include "conf.h"
#include "db.h"
#include "report.h"

enum { ANNUAL_FACTS = 80 };

struct annual_facts {
	struct {
		const char *key;
		int64_t value;
	} list[ANNUAL_FACTS];
	int count;
};

/* Of a year up to a day, both as ISO texts. */
bool annual_facts_read(struct db *db, const struct conf *conf,
    const char *year, const char *cutoff, struct pool *pool,
    struct annual_facts *facts, struct err *err) MUST_CHECK;
int64_t annual_fact(const struct annual_facts *facts, const char *key);

/* The rows of a report of that name, its parameters being of these two. */
struct query *annual_rows(struct db *db, const struct conf *conf,
    const char *name, const char *year, const char *cutoff,
    struct pool *pool, struct report *report, struct err *err);

#endif
