#include "lang.h"

#include <string.h>

#include "embed.h"

/* The tables of a .mo file (GNU gettext manual, "The Format of GNU MO
 * Files"), which msgfmt wrote with the lowest byte first. */
struct catalogue {
	const unsigned char *data;
	uint32_t count;
	uint32_t keys;		/* where the table of msgids begins */
	uint32_t values;
};

static uint32_t word(const unsigned char *data, uint32_t place)
{
	const unsigned char *p = data + place;

	return (uint32_t)p[0] | (uint32_t)p[1] << 8 | (uint32_t)p[2] << 16 |
	    (uint32_t)p[3] << 24;
}

/* One for the process: messages are made in every corner of it. */
static struct catalogue vietnamese;
static bool english_chosen;

static const struct catalogue *catalogue(void)
{
	if (english_chosen)
		return NULL;
	if (vietnamese.data == NULL) {
		const struct embed *file = embed_find("vi.mo");

		if (file == NULL)
			return NULL;
		vietnamese.data = file->data;
		vietnamese.count = word(file->data, 8);
		vietnamese.keys = word(file->data, 12);
		vietnamese.values = word(file->data, 16);
	}
	return &vietnamese;
}

/* The translation, or NULL. The key of a plural begins with its singular
 * and a NUL byte, so that strcmp finds it as well. */
static const char *find(const char *english)
{
	const struct catalogue *c = catalogue();
	uint32_t low = 0;
	uint32_t high = c == NULL ? 0 : c->count;

	while (low < high) {
		uint32_t middle = low + (high - low) / 2;
		uint32_t key = word(c->data, c->keys + 8 * middle + 4);
		int order = strcmp(english, (const char *)c->data + key);

		if (order == 0)
			return (const char *)c->data +
			    word(c->data, c->values + 8 * middle + 4);
		if (order < 0)
			high = middle;
		else
			low = middle + 1;
	}
	return NULL;
}

const char *lang_text(const char *english)
{
	/* The empty msgid is the header of the catalogue. */
	const char *found = english[0] == '\0' ? NULL : find(english);

	return found == NULL ? english : found;
}

/* Vietnamese has one form for all numbers. */
const char *lang_plural(const char *one, const char *many, long long n)
{
	const char *found = find(one);

	if (found != NULL)
		return found;
	return n == 1 ? one : many;
}

bool lang_set(const char *name)
{
	size_t length = strcspn(name, "_.@-");

	if (length != 2)
		return false;
	if (strncmp(name, "vi", 2) == 0)
		english_chosen = false;
	else if (strncmp(name, "en", 2) == 0)
		english_chosen = true;
	else
		return false;
	return true;
}

const char *lang_current(void)
{
	return english_chosen ? "en" : "vi";
}
