/* The filter that people type: words, and fields with a colon between.
 *	đồng xoài fonds:PL01 year:1968..1974 tc:5 state:S1 pages:>200
 * filter:NAME stands for what a saved filter says (filter.h).
 * Field names are known in English and Vietnamese (phong: nam: trang: ...);
 * a word with a colon that is no field of ours is a plain word. Nothing a
 * person types is syntax of SQL or of the word index. */
#ifndef SEARCH_H
#define SEARCH_H

#include "dossier_list.h"

/* Sets in *filter what the text says and leaves the rest of it alone; the
 * plain words go to filter->search (NULL when there are none). A field whose
 * value cannot be understood is ERR_USAGE with an example. */
bool search_fill(struct db *db, const char *text, struct pool *pool,
    struct dossier_filter *filter, struct err *err) MUST_CHECK;

/* A value as it is written behind a colon: in quotation marks when it holds
 * blanks. */
const char *search_word(struct pool *pool, const char *value);

/* For help and completion; ends with a NULL name. */
struct search_field {
	const char *name;	/* "year" */
	const char *vietnamese;	/* "nam" */
	const char *example;	/* "year:1968..1974" */
	const char *help;	/* N_() */
};
extern const struct search_field search_fields[];

#endif
