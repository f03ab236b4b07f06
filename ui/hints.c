#include "hints.h"

#include "buf.h"
#include "registry.h"

#include <string.h>

static const char own[] = "bansao ";

static size_t word_length(const char *text)
{
	return strspn(text, "abcdefghijklmnopqrstuvwxyz-");
}

static bool is_word(const char *word, size_t length, const char *text)
{
	return strlen(word) == length && strncmp(word, text, length) == 0;
}

static bool is_command(const char *text)
{
	size_t length = word_length(text);

	for (int i = 0; known_verbs[i].command != NULL && length > 0; i++)
		if (is_word(known_verbs[i].command, length, text))
			return true;
	return false;
}

/* How much of the text asks for the help of the command line. */
static size_t help_length(const char *text)
{
	static const char *const ways[] = { "--help", "COMMAND --help" };

	for (size_t i = 0; i < COUNT(ways); i++)
		if (strncmp(text, ways[i], strlen(ways[i])) == 0)
			return strlen(ways[i]);
	return 0;
}

const char *hint_words(struct pool *pool, const char *text)
{
	struct buf words = { 0 };
	const char *at = text;
	char before = ' ';

	if (strstr(text, own) == NULL)
		return text;
	while (*at != '\0') {
		bool named = strchr(" \"(:\n", before) != NULL &&
		    strncmp(at, own, strlen(own)) == 0;
		const char *rest = named ? at + strlen(own) : at;
		size_t help = named ? help_length(rest) : 0;

		if (help > 0) {
			buf_text(&words, "F1");
			at = rest + help;
		} else if (named && is_command(rest)) {
			buf_char(&words, ':');
			at = rest;
		}
		if (*at != '\0') {
			before = *at;
			buf_char(&words, *at++);
		}
	}
	if (strcmp(buf_string(&words), text) != 0)
		text = pool_copy(pool, buf_string(&words));
	buf_free(&words);
	return text;
}
