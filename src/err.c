#include "err.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

/* Cut a text that vsnprintf may have ended in the middle of a letter. */
static void cut_letter(char *text)
{
	size_t end = strlen(text);
	size_t start = end;

	while (start > 0 && ((unsigned char)text[start - 1] & 0xc0) == 0x80)
		start--;
	if (start == 0 || (unsigned char)text[start - 1] < 0xc0)
		return;
	start--;
	unsigned char lead = (unsigned char)text[start];
	size_t need = lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : 2;
	if (end - start < need)
		text[start] = '\0';
}

bool err_set(struct err *err, enum err_kind kind, const char *format, ...)
{
	va_list args;

	if (err->kind != ERR_NONE)
		return false;
	err->kind = kind;
	va_start(args, format);
	vsnprintf(err->text, sizeof(err->text), format, args);
	va_end(args);
	cut_letter(err->text);
	return false;
}

/* The C library says these in English: the C.UTF-8 locale has no other. */
const char *err_system(int number)
{
	static const char *const known[] = {
		N_("Bad file descriptor"), N_("Broken pipe"),
		N_("Cannot allocate memory"), N_("Connection refused"),
		N_("Device or resource busy"), N_("Directory not empty"),
		N_("Disk quota exceeded"), N_("Exec format error"),
		N_("File exists"), N_("File name too long"),
		N_("File too large"), N_("Input/output error"),
		N_("Interrupted system call"), N_("Invalid argument"),
		N_("Invalid cross-device link"), N_("Is a directory"),
		N_("No such device"), N_("No such file or directory"),
		N_("No space left on device"), N_("Not a directory"),
		N_("Operation not permitted"), N_("Permission denied"),
		N_("Read-only file system"), N_("Stale file handle"),
		N_("Text file busy"), N_("Too many levels of symbolic links"),
		N_("Too many open files"), N_("Transport endpoint is not "
		    "connected"),
	};
	const char *words = strerror(number);

	for (size_t i = 0; i < COUNT(known); i++)
		if (strcmp(known[i], words) == 0)
			return _(known[i]);
	return words;
}

bool err_errno(struct err *err, const char *format, ...)
{
	int number = errno;
	char words[300];
	va_list args;

	va_start(args, format);
	vsnprintf(words, sizeof(words), format, args);
	va_end(args);
	cut_letter(words);
	return err_set(err, ERR_FAILED, "%s: %s", words, err_system(number));
}

bool err_wrap(struct err *err, const char *format, ...)
{
	char place[240];
	char text[sizeof(err->text)];
	const char *shown = place;
	size_t room;
	va_list args;

	va_start(args, format);
	vsnprintf(place, sizeof(place), format, args);
	va_end(args);
	cut_letter(place);
	memcpy(text, err->text, sizeof(text));
	/* The reason stands at the end: a long place gives way to it. */
	room = sizeof(err->text) - strlen(text) - 3;
	if (room < 60)
		room = 60;
	if (strlen(place) > room) {
		shown += strlen(place) - room + 3;
		while (((unsigned char)*shown & 0xc0) == 0x80)
			shown++;
	}
	snprintf(err->text, sizeof(err->text), "%s%s: %.*s", shown == place ?
	    "" : "…", shown, (int)(sizeof(err->text) - strlen(shown) - 6), text);
	cut_letter(err->text);
	if (err->kind == ERR_NONE)
		err->kind = ERR_FAILED;
	return false;
}

void err_clear(struct err *err)
{
	err->kind = ERR_NONE;
	err->text[0] = '\0';
}
