/* What any bytes become before they meet a terminal: no control character,
 * no escape, no C1, only whole letters; and it fits where it is put. */
#include <stdlib.h>
#include <string.h>

#include "text.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct pool pool = { 0 };
	const char *text = pool_copy_n(&pool, (const char *)data, size);
	const char *safe = text_safe(&pool, text);
	const char *at = safe;

	while (*at != '\0') {
		int32_t letter = text_next(&at);

		if (letter < 0x20 || (letter >= 0x7f && letter < 0xa0))
			abort();
	}
	if (text_width(safe) < 0)
		abort();
	for (int cells = 0; cells < 12; cells++)
		if (text_width(text_fit(&pool, safe, cells, TEXT_LEFT, false)) !=
		    cells)
			abort();
	text_fold(&pool, text);
	text_nfc(&pool, text);
	pool_free(&pool);
	return 0;
}
