/* What a form takes back that was typed before the line broke: a file of the
 * person's own, which may have been cut off or written by another version. */
#include "base.h"

#include <stdlib.h>
#include <string.h>

#include "draft.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	char *text = malloc(size + 1), *at = text, *value;
	size_t taken = 0;
	const char *name;

	if (text == NULL)
		abort();
	memcpy(text, data, size);
	text[size] = '\0';
	while (draft_next(&at, &name, &value)) {
		/* Name and value lie one behind the other, whole, and
		 * nothing is taken twice. */
		if (name != text + taken || strchr(name, '\t') != NULL ||
		    value != name + strlen(name) + 1 ||
		    at != value + strlen(value) + 1 ||
		    strchr(value, '\036') != NULL)
			abort();
		taken = (size_t)(at - text);
	}
	if (taken > size)
		abort();
	free(text);
	return 0;
}
