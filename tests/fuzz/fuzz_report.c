/* The head of a report that a person wrote: any text is a report or one
 * sentence. */
#include <stddef.h>
#include <stdint.h>

#include "report.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct pool pool = { 0 };
	struct err err = { 0 };
	struct report report;
	char *text = pool_copy_n(&pool, (const char *)data, size);

	(void)!report_parse(&report, "fuzz", text, &pool, &err);
	pool_free(&pool);
	return 0;
}
