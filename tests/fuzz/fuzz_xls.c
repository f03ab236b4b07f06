/* Any bytes as an inventory of the kind xls. A child (BANSAO_WORK, or
 * ./bansao-work) reads them and may die of it; we may not. */
#include "inventory.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const char *program = getenv("BANSAO_WORK");

	if (access(program == NULL ? "./bansao-work" : program, X_OK) != 0) {
		perror("bansao-work");	/* nothing would be read */
		abort();
	}
	return judge_inventory("xls", data, size);
}
