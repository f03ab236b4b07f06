/* METS documents of strangers: the judge, on a package of this one file. */
#include "verify_judge.h"

#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct pool pool = { 0 };
	struct source_file file = { .path = "METS.xml",
	    .size = (int64_t)size, .offset = -1 };
	struct source source = { .path = "x", .format = "tar", .pool = &pool,
	    .files = &file, .count = 1 };
	struct verify_options options = { 0 };
	struct verify_report report = { 0 };
	struct judge judge = { .report = &report, .options = &options,
	    .source = &source, .base = "", .outer = "", .pool = &pool,
	    .told = &pool, .schemas = judge_schemas_new() };

	file.kept = pool_copy_n(&pool, (const char *)data, size);
	judge_mets(&judge);
	judge_schemas_free(judge.schemas);
	pool_free(&pool);
	return 0;
}
