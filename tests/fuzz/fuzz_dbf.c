/* Any bytes as an inventory of the kind dbf. */
#include "inventory.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	return judge_inventory("dbf", data, size);
}
