/* Stands in for libFuzzer in make check: gives a fuzz target every file of
 * tests/fuzz/corpus/NAME, where NAME is what follows fuzz_ in the name of the
 * program (or the files named on the command line), one TAP line each. Then,
 * for FUZZ_SECONDS (12; 60 in make soak) and at least for the rounds that the
 * target itself wants, the same files with bytes changed, moved, cut and put in.
 * The rounds are the same each time; the number of the
 * one that was wrong is said, and FUZZ_ROUND=N runs it alone. */
#include "base.h"

#include <dirent.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* How many rounds a target wants (0: as many as there is time). */
extern const long fuzz_rounds __attribute__((weak));

struct input {
	uint8_t *data;
	size_t size;
};

static bool take(const char *path, struct input *input)
{
	FILE *file = fopen(path, "rb");
	size_t room = 1 << 16;

	if (file == NULL)
		return false;
	input->data = malloc(room);
	for (input->size = 0; input->data != NULL; ) {
		size_t got = fread(input->data + input->size, 1,
		    room - input->size, file);

		input->size += got;
		if (got == 0)
			break;
		if (input->size == room)
			input->data = realloc(input->data, room *= 2);
	}
	fclose(file);
	if (input->data == NULL)
		abort();
	return true;
}

/* In an exact block, so that the sanitizer sees one byte too far. */
static void give(const uint8_t *data, size_t size)
{
	uint8_t *exact = malloc(size == 0 ? 1 : size);

	if (exact == NULL)
		abort();
	memcpy(exact, data, size);
	LLVMFuzzerTestOneInput(exact, size);
	free(exact);
}

static void replay(const char *path, int number)
{
	struct input input;

	if (!take(path, &input)) {
		printf("not ok %d - %s: cannot be opened\n", number, path);
		return;
	}
	give(input.data, input.size);
	free(input.data);
	printf("ok %d - %s\n", number, strrchr(path, '/') + 1);
	fflush(stdout);
}

/* --- changed files --------------------------------------------------------- */

static long current_round;

static void say_round(void)
{
	char text[64];
	int length = snprintf(text, sizeof(text), "# FUZZ_ROUND=%ld\n",
	    current_round);

	if (write(2, text, (size_t)length) != length)
		_exit(1);
}

/* The sanitizers' last word. */
void __asan_on_error(void);
void __asan_on_error(void)
{
	say_round();
}

static void on_signal(int number)
{
	say_round();
	signal(number, SIG_DFL);
	raise(number);
}

static uint64_t dice(uint64_t *state)
{
	*state ^= *state << 13;
	*state ^= *state >> 7;
	*state ^= *state << 17;
	return *state;
}

static void change(const struct input *from, const struct input *other,
    uint64_t state)
{
	static const uint64_t odd[] = { 0, 1, 0x7f, 0x80, 0xff, 0x7fff, 0xffff,
	    0x7fffffff, 0xffffffff, UINT64_MAX, INT64_MAX };
	size_t size = from->size, room = size + 4096;
	uint8_t *data = malloc(room);
	int times = 1 + (int)(dice(&state) % 6);

	if (data == NULL)
		abort();
	memcpy(data, from->data, size);
	while (times-- > 0) {
		size_t at = size == 0 ? 0 : dice(&state) % size;
		size_t span = 1 + dice(&state) % 64;

		switch (dice(&state) % 7) {
		case 0:
			if (size > 0)
				data[at] ^= (uint8_t)(1u << dice(&state) % 8);
			break;
		case 1:
			if (size > 0)
				data[at] = (uint8_t)dice(&state);
			break;
		case 2:		/* a number at its edge */
			span = (size_t)1 << dice(&state) % 4;
			if (at + span <= size)
				memcpy(data + at, &odd[dice(&state) %
				    COUNT(odd)], span);
			break;
		case 3:		/* taken out */
			if (at + span <= size) {
				memmove(data + at, data + at + span,
				    size - at - span);
				size -= span;
			}
			break;
		case 4:		/* put in: a piece of itself or of another */
			if (size + span <= room && other->size >= span) {
				memmove(data + at + span, data + at, size - at);
				memcpy(data + at, other->data + dice(&state) %
				    (other->size - span + 1), span);
				size += span;
			}
			break;
		case 5:		/* a piece over another */
			if (at + span <= size && size > span)
				memmove(data + at, data + dice(&state) %
				    (size - span), span);
			break;
		default:
			if (dice(&state) % 4 == 0)
				size = at;
		}
	}
	give(data, size);
	free(data);
}

static double seconds_now(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

static void change_all(const struct input *inputs, int count)
{
	const char *given = getenv("FUZZ_SECONDS"), *one = getenv("FUZZ_ROUND");
	double end = seconds_now() + (given == NULL ? 12 : atof(given));
	long least = &fuzz_rounds == NULL || given != NULL ? 0 : fuzz_rounds;

	signal(SIGABRT, on_signal);
	signal(SIGSEGV, on_signal);
	for (current_round = one == NULL ? 1 : atol(one);
	    one != NULL || current_round <= least || seconds_now() < end;
	    current_round++) {
		uint64_t state = (uint64_t)current_round *
		    UINT64_C(0x9e3779b97f4a7c15) + 1;

		for (int i = 0; i < 4; i++)
			dice(&state);
		change(&inputs[current_round % count],
		    &inputs[dice(&state) % (uint64_t)count], dice(&state));
		if (one != NULL)
			return;
	}
	printf("# %ld rounds of changed files\n", current_round - 1);
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
	struct input *inputs;
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
	inputs = calloc((size_t)count, sizeof(*inputs));
	if (inputs == NULL)
		return 99;
	for (int i = 0; i < count; i++) {
		char path[5000];

		snprintf(path, sizeof(path), "%s/%s", folder,
		    entries[i]->d_name);
		replay(path, i + 1);
		if (!take(path, &inputs[i]))
			return 1;
		free(entries[i]);
	}
	free(entries);
	change_all(inputs, count);
	for (int i = 0; i < count; i++)
		free(inputs[i].data);
	free(inputs);
	printf("1..%d\n", count);
	return 0;
}
