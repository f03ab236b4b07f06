#include "annual_facts.h"

#include <string.h>

struct query *annual_rows(struct db *db, const struct conf *conf,
    const char *name, const char *year, const char *cutoff,
    struct pool *pool, struct report *report, struct err *err)
{
	struct query *q;

	if (!report_find(conf, name, pool, report, err))
		return NULL;
	q = db_query_text(db, err, report->sql);
	for (int i = 0; i < report->param_count; i++)
		db_put_text(q, i + 1, strcmp(report->params[i], "year") == 0 ?
		    year : cutoff);
	return q;
}

bool annual_facts_read(struct db *db, const struct conf *conf,
    const char *year, const char *cutoff, struct pool *pool,
    struct annual_facts *facts, struct err *err)
{
	struct report *report = pool_alloc(pool, sizeof(*report));
	struct query *q = annual_rows(db, conf, "annual-facts", year, cutoff,
	    pool, report, err);

	memset(facts, 0, sizeof(*facts));
	if (q == NULL)
		return false;
	while (db_row(q) && facts->count < ANNUAL_FACTS) {
		facts->list[facts->count].key = db_copy(q, 0, pool);
		facts->list[facts->count++].value = db_int(q, 1);
	}
	return db_end(q);
}

int64_t annual_fact(const struct annual_facts *facts, const char *key)
{
	for (int i = 0; i < facts->count; i++)
		if (strcmp(facts->list[i].key, key) == 0)
			return facts->list[i].value;
	return 0;
}
