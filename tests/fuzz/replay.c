/* Stands in for libFuzzer in make check: gives a fuzz target every file of
 * tests/fuzz/corpus/NAME, where NAME is what follows fuzz_ in the name of the
 * program (or the files named on the command line), one TAP line each. */
#include "base.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void replay(const char *path, int number)
{
	FILE *file = fopen(path, "rb");
	size_t size;
	size_t room = 1 << 16;
	uint8_t *data;

	if (file == NULL) {
		printf("not ok %d - %s: cannot be opened\n", number, path);
		return;
	}
	data = malloc(room);
	for (size = 0; data != NULL; ) {
		size_t got = fread(data + size, 1, room - size, file);

		size += got;
		if (got == 0)
			break;
		if (size == room)
			data = realloc(data, room *= 2);
	}
	fclose(file);
	if (data == NULL)
		abort();
	/* An exact block, so that the sanitizer sees one byte too far. */
	uint8_t *exact = malloc(size == 0 ? 1 : size);

	if (exact == NULL)
		abort();
	memcpy(exact, data, size);
	free(data);
	LLVMFuzzerTestOneInput(exact, size);
	free(exact);
	printf("ok %d - %s\n", number, strrchr(path, '/') + 1);
	fflush(stdout);
}

static int visible(const struct dirent *entry)
{
	return entry->d_name[0] != '.';
}

int main(int argc, char **argv)
{
	const char *name = strstr(argv[0], "fuzz_");
	const char *source = getenv("srcdir");
	char folder[4000];
	struct dirent **entries;
	int count;

	if (argc > 1) {
		for (int i = 1; i < argc; i++)
			replay(argv[i], i);
		printf("1..%d\n", argc - 1);
		return 0;
	}
	if (name == NULL)
		return 99;
	snprintf(folder, sizeof(folder), "%s/tests/fuzz/corpus/%s",
	    source == NULL ? "." : source, strrchr(argv[0], '/') == NULL ?
	    name + 5 : strstr(strrchr(argv[0], '/'), "fuzz_") + 5);
	count = scandir(folder, &entries, visible, alphasort);
	if (count <= 0) {
		printf("1..1\nnot ok 1 - %s holds no files\n", folder);
		return 1;
	}
	for (int i = 0; i < count; i++) {
		char path[5000];

		snprintf(path, sizeof(path), "%s/%s", folder,
		    entries[i]->d_name);
		replay(path, i + 1);
		free(entries[i]);
	}
	free(entries);
	printf("1..%d\n", count);
	return 0;
}
