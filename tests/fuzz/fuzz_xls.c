/* Any bytes as an inventory of the kind xls. */
#include "inventory.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	return judge_inventory("xls", data, size);
}
