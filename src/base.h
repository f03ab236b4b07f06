/* What every file may use: the configuration, a few attributes, and the
 * marks for text that people read. Nothing else belongs here. */
#ifndef BASE_H
#define BASE_H

#include "config.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define MUST_CHECK __attribute__((warn_unused_result))
#define PRINTF(text, first) __attribute__((format(printf, text, first)))
#define NORETURN __attribute__((noreturn))

/* Number of elements of an array whose size the compiler knows. */
#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

/* Messages are written in English and looked up in the embedded catalogue
 * of the chosen language (src/lang.c). */
const char *lang_text(const char *english)
    __attribute__((format_arg(1)));
const char *lang_plural(const char *one, const char *many, long long n)
    __attribute__((format_arg(1))) __attribute__((format_arg(2)));
#define _(english) lang_text(english)
#define N_(english) (english)
#define ngettext(one, many, n) lang_plural(one, many, n)

#endif
