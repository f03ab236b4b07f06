#include "embed.h"

#include <string.h>

#include "registry.h"

const struct embed *embed_next(const char *prefix, const struct embed *before)
{
	bool reached = before == NULL;

	for (const struct embed *const *list = embeds; *list != NULL; list++) {
		const struct embed *file = *list;

		for (; file->name != NULL; file++) {
			if (reached && strncmp(file->name, prefix,
			    strlen(prefix)) == 0)
				return file;
			if (file == before)
				reached = true;
		}
	}
	return NULL;
}

const struct embed *embed_find(const char *name)
{
	const struct embed *file = NULL;

	while ((file = embed_next(name, file)) != NULL) {
		if (strcmp(file->name, name) == 0)
			return file;
	}
	return NULL;
}
