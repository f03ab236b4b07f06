/* Choosing dossiers on the command line: CODE, mask, range, and the options
 * of a filter. */
#ifndef APP_PICK_H
#define APP_PICK_H

#include "command.h"
#include "pick.h"

/* The rows for the table of a verb's options. */
#define PICK_OPTIONS \
	{ "fonds", 0, N_("CODE"), N_("of this fonds") }, \
	{ "group", 0, N_("PATH"), N_("of this group and those below it") }, \
	{ "criterion", 0, N_("N"), N_("with this criterion") }, \
	{ "state", 0, N_("STATE"), N_("in this state: S4, or its name") }, \
	{ "search", 0, N_("TEXT"), N_("words in title, code, persons, notes; " \
	    "without diacritics finds with") }, \
	{ "year", 0, N_("YEAR"), N_("with records of this year") }

/* The ids that the words from `first` on and the options choose. Nothing
 * found is ERR_MISSING. */
bool app_pick(struct app *app, const struct args *args, int first,
    int64_t **ids, size_t *count, struct err *err) MUST_CHECK;
/* A day from an option as people write it, to ISO in the app's pool; the
 * fallback (NULL: today) when it was not given. A day that does not exist, or
 * only partly, is ERR_USAGE. */
bool app_day(struct app *app, const struct args *args, const char *option,
    const char *fallback, const char **day, struct err *err) MUST_CHECK;

#endif
