/* Sites without a network between them: a scanning room or an agency works in
 * a copy of the catalogue and hands over what it has changed since the last
 * time, row by row of its audit chain, as a bag that may be signed. What comes
 * in is proven against its chain, merged value by value, and applied all or
 * nothing as one edit, which can be undone unless scans came with it.
 * What is stored without being recorded value by value goes along as it is at
 * the end: the files of an inventory that was imported, and the scans of the
 * files that were scanned (what the catalogue says of them; the scans
 * themselves travel on their own disk).
 * This file owns the tables "exchange_site" and "exchange_number". */
#ifndef EXCHANGE_H
#define EXCHANGE_H

#include "check.h"
#include "db_merge.h"
#include "job.h"

struct exchange_out {
	const char *path;	/* of the bag, a folder that is not there yet */
	const char *site;	/* who we are for the others */
	int64_t since;		/* first row of the audit; 0: after the last time */
	const char *cert, *key;	/* PEM, or NULL: not signed */
	int64_t first, last;	/* the rows that went out */
};
/* ERR_MISSING when nothing has changed since. */
bool exchange_export(struct db *db, struct exchange_out *out, struct job *job,
    struct err *err) MUST_CHECK;

struct exchange_in {
	const char *path;
	const char *trust;	/* PEM; then it must be signed by one of these */
	bool take_theirs;	/* where both sides changed */
	const struct check_rules *rules;	/* for the sums of scans */
	void *to;
	/* The code of the row is "" where it has none. */
	void (*tell)(void *to, const struct db_merge_event *event,
	    const char *code);
	const char *site;	/* who they are, in the pool */
	const char *signer;
	int64_t rows;		/* of their chain, new here */
	int64_t last;
	int64_t added, changed, removed, clashes, refused;
	int64_t scans;		/* new or changed */
};
/* ERR_FINDINGS for a bag or chain that does not hold; ERR_RULE when something
 * clashes or is refused: then nothing is changed. */
bool exchange_import(struct db *db, struct exchange_in *in, struct job *job,
    struct pool *pool, struct err *err) MUST_CHECK;

#endif
