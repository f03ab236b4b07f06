/* A line that a child of the screens may have written. */
#include <stdlib.h>
#include <string.h>

#include "job.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	char *line = malloc(size + 1);
	struct job_event event;

	if (line == NULL)
		abort();
	memcpy(line, data, size);
	line[size] = '\0';
	if (job_parse(line, &event) && event.text != NULL &&
	    (event.text < line || event.text + strlen(event.text) >
	    line + size))
		abort();
	free(line);
	return 0;
}
