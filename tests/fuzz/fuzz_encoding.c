/* Recognising and reading old encodings, and the letters of any bytes. */
#include "encoding.h"
#include "text.h"

#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct encoding_clues raw = { 0 };
	struct encoding_clues seen = { 0 };
	struct pool pool = { 0 };
	const char *text = pool_copy_n(&pool, (const char *)data, size);
	size_t length;
	size_t bom;

	if (size > 65536)
		return 0;
	for (int e = 0; e < ENCODING_COUNT; e++) {
		const char *read = encoding_decode(&pool, (enum encoding)e,
		    data, size, NULL);

		if (!text_valid(read))
			abort();
		encoding_repair(&pool, (enum encoding)e, text, NULL);
		if (!text_valid(text_fold(&pool, read)) ||
		    !text_valid(text_safe(&pool, text)))
			abort();
		text_sort_key(&pool, read, &length);
	}
	encoding_add_bytes(&raw, data, size);
	encoding_add_text(&seen, text);
	encoding_judge(&raw, true);
	encoding_judge(&seen, false);
	encoding_of_file(data, size, &bom);
	pool_free(&pool);
	return 0;
}
