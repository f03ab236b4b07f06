/* Manifests, bag-info lines and fetch lines of strangers. */
#include "bag.h"
#include "pool.h"

#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const char *const encodings[] = { "UTF-8", "UTF-16",
	    "ISO-8859-1" };
	struct pool pool = { 0 };
	struct buf text = { 0 }, again = { 0 };
	struct err err = { 0 };
	char *at, *copy;

	if (size == 0 || !bag_text(encodings[data[0] % COUNT(encodings)],
	    (const char *)data + 1, size - 1, &text, &err))
		goto done;
	at = pool_copy(&pool, text.data);
	for (char *line = bag_line(&at); line != NULL; line = bag_line(&at)) {
		struct bag_entry entry, back;
		struct bag_fetch fetch;

		copy = pool_copy(&pool, line);
		bag_fetch(copy, true, &fetch);
		if (!bag_entry(line, true, &entry))
			continue;
		bag_path_fault(entry.path);
		bag_name_trouble(entry.path);
		bag_is_hex(entry.digest, 32);
		/* What we would write is what we read. */
		buf_clear(&again);
		buf_text(&again, "00 ");
		bag_put_path(&again, entry.path);
		if (entry.path[0] != '*' && entry.path[0] != ' ' &&
		    entry.path[0] != '\t' && strncmp(entry.path, "./", 2) !=
		    0 && (!bag_entry(again.data, true, &back) ||
		    strcmp(back.path, entry.path) != 0))
			__builtin_trap();
	}
done:
	pool_free(&pool);
	buf_free(&text);
	buf_free(&again);
	return 0;
}
