/* Settings of the centre, by date where a form changes with it (the header
 * lines before and after 1 July 2025), and the coded terms (carriers, damage
 * signs, TT05 code tables). This file owns the tables "setting" and "term". */
#ifndef SETTING_H
#define SETTING_H

#include "db.h"

/* The value in force on a day (ISO date; NULL: today). "" when not set. */
bool setting_get(struct db *db, const char *name, const char *day,
    struct pool *pool, const char **value, struct err *err) MUST_CHECK;
/* valid_from "" means from the beginning; a value of "" removes the row.
 * Inside an edit. An unknown name is ERR_MISSING. */
bool setting_set(struct db *db, const char *name, const char *valid_from,
    const char *value, struct err *err) MUST_CHECK;

struct setting_row {
	const char *name;
	const char *valid_from;
	const char *value;
};
bool setting_list(struct db *db, struct pool *pool, struct setting_row **rows,
    size_t *count, struct err *err) MUST_CHECK;

/* What can be set: name, and what it is in words. Ends with a NULL name. */
struct setting_kind {
	const char *name;
	const char *help;	/* N_() */
};
extern const struct setting_kind setting_kinds[];

struct term {
	const char *code;
	const char *name;	/* in the language of the messages */
	const char *name_vi;
};
bool term_list(struct db *db, const char *kind, struct pool *pool,
    struct term **terms, size_t *count, struct err *err) MUST_CHECK;
/* Find a term by code, or by name in either language, without diacritics.
 * ERR_USAGE names the terms there are. */
bool term_find(struct db *db, const char *kind, const char *text,
    struct pool *pool, struct term *term, struct err *err) MUST_CHECK;
/* Name of a code; the code itself when there is none. */
bool term_name(struct db *db, const char *kind, const char *code,
    struct pool *pool, const char **name, struct err *err) MUST_CHECK;
bool term_put(struct db *db, const char *kind, const char *code, int ordinal,
    const char *name_vi, const char *name_en, struct err *err) MUST_CHECK;

#endif
