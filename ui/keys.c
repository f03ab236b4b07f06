#include "keys.h"

#include "text.h"

#include <stdio.h>
#include <string.h>
#include <strings.h>
#include <wctype.h>

static const struct {
	const char *name;
	int32_t key;
} names[] = {
	{ "Enter", KEY_IS_ENTER }, { "Esc", KEY_IS_ESC },
	{ "Tab", KEY_IS_TAB }, { "Shift-Tab", KEY_IS_BACKTAB },
	{ "Space", KEY_IS_SPACE }, { "Up", KEY_IS_UP },
	{ "Down", KEY_IS_DOWN }, { "Left", KEY_IS_LEFT },
	{ "Right", KEY_IS_RIGHT }, { "PgUp", KEY_IS_PAGE_UP },
	{ "PgDn", KEY_IS_PAGE_DOWN }, { "Home", KEY_IS_HOME },
	{ "End", KEY_IS_END }, { "Insert", KEY_IS_INSERT },
	{ "Delete", KEY_IS_DELETE }, { "Backspace", KEY_IS_BACKSPACE },
	{ "F1", KEY_IS_F1 }, { "F2", KEY_IS_F1 + 1 }, { "F3", KEY_IS_F1 + 2 },
	{ "F4", KEY_IS_F1 + 3 }, { "F5", KEY_IS_F1 + 4 },
	{ "F6", KEY_IS_F1 + 5 }, { "F7", KEY_IS_F1 + 6 },
	{ "F8", KEY_IS_F1 + 7 }, { "F9", KEY_IS_F1 + 8 },
	{ "F10", KEY_IS_F1 + 9 }, { "F11", KEY_IS_F1 + 10 },
	{ "F12", KEY_IS_F12 },
};

int32_t key_parse(const char *name, size_t length)
{
	const char *text = name;
	int32_t letter;

	for (size_t i = 0; i < COUNT(names); i++)
		if (strlen(names[i].name) == length &&
		    strncasecmp(names[i].name, name, length) == 0)
			return names[i].key;
	if (length == 6 && strncasecmp(name, "Ctrl-", 5) == 0 &&
	    ((name[5] | 32) >= 'a' && (name[5] | 32) <= 'z'))
		return (name[5] | 32) - 'a' + 1;
	if (length > 4 && strncasecmp(name, "Alt-", 4) == 0)
		return KEY_IS_ALT | key_parse(name + 4, length - 4);
	letter = text_next(&text);
	return letter > 0 && (size_t)(text - name) == length ? letter :
	    KEY_IS_NONE;
}

const char *key_name(struct pool *pool, int32_t key)
{
	char letter[5] = "";

	for (size_t i = 0; i < COUNT(names); i++)
		if (names[i].key == key)
			return names[i].name;
	if (key > 0 && key < 27)
		return pool_printf(pool, "Ctrl-%c", 'A' + key - 1);
	if ((key & KEY_IS_ALT) != 0)
		return pool_printf(pool, "Alt-%s",
		    key_name(pool, key & ~KEY_IS_ALT));
	letter[text_put(letter, key)] = '\0';
	return pool_copy(pool, letter);
}

bool key_in(const char *list, int32_t key)
{
	while (list != NULL && *list != '\0') {
		size_t length = strcspn(list, " ");

		if (length > 0 && key_parse(list, length) == key)
			return true;
		list += length + (list[length] == ' ');
	}
	return false;
}

const char *key_first(struct pool *pool, const char *list)
{
	return pool_copy_n(pool, list, strcspn(list, " "));
}

int32_t key_plain(int32_t key)
{
	int32_t parts[TEXT_PARTS];

	if (key < 0x80 || key >= KEY_IS_UP)
		return key;
	if (key == 0x110 || key == 0x111)	/* Đ đ */
		return key == 0x110 ? 'D' : 'd';
	if (text_parts(key, parts) < 1 || parts[0] < 'a' || parts[0] > 'z')
		return key;
	return iswupper((wint_t)key) ? parts[0] - 'a' + 'A' : parts[0];
}

bool key_leaves(int32_t key)
{
	return key == KEY_IS_ESC || key == 3 || key == KEY_IS_F1 + 9;
}
