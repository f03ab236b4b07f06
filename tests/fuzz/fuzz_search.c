/* What people type into the filter: never syntax of SQL or of the word index,
 * never an error of the catalogue. */
#include "search.h"

#include "fonds.h"

#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static struct db *catalogue(void)
{
	static struct db *db;
	struct err err = { 0 };

	if (db == NULL)
		db = db_open(":memory:", DB_CREATE, &err);
	if (db == NULL)
		abort();
	return db;
}

static bool none(void *to, int64_t id, struct err *err)
{
	(void)to;
	(void)id;
	(void)err;
	return true;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct err err = { 0 };
	struct pool pool = { 0 };
	struct dossier_filter filter = { .state = -1 };
	const char *text = pool_copy_n(&pool, (const char *)data, size);

	if (search_fill(catalogue(), text, &pool, &filter, &err)) {
		filter.most = 10;
		if (!dossier_each(catalogue(), &filter, none, NULL, &err) &&
		    err.kind == ERR_FAILED)
			abort();
	} else if (err.kind == ERR_FAILED)
		abort();
	pool_free(&pool);
	return 0;
}
