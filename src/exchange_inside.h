/* What the files of coming in share. Nobody else includes this. */
#ifndef EXCHANGE_INSIDE_H
#define EXCHANGE_INSIDE_H

#include "buf.h"
#include "exchange.h"
#include "exchange_lines.h"
#include "source.h"

enum { COMING_MOST = 512 << 20 };	/* bytes of a changeset */

/* Rows of theirs that are settled: they came whole, or are gone at the end. */
struct settled {
	const char *table;
	int64_t theirs;
};

struct coming {
	struct db *db;
	struct exchange_in *in;
	struct exchange_head head;
	struct source source;
	const char *base;	/* of the bag inside the source */
	struct pool *pool;
	struct job *job;
	struct err *err;
	struct buf touched;	/* numbers of dossiers */
	struct buf scanned;	/* those whose scans came */
	struct buf settled;	/* struct settled */
	struct buf imported, scans;	/* changesets of what comes whole */
	bool known;		/* the site has handed over before */
	int64_t last_seq;
	unsigned char last_hash[32];
};

/* exchange_echo.c: is this row of theirs only what they took in from us, or
 * from somebody else whose changes are here? Then their numbers are learned
 * and its changes are passed over. */
bool coming_echo(struct coming *c, const struct audit_link *link,
    const void *data, size_t size, bool *echo);
/* Our number of a row of that site, 0: none was noted. */
int64_t exchange_number_of(struct db *db, const char *site, const char *table,
    int64_t theirs, struct err *err);

/* exchange_merge.c: the questions of db_merge.h, "to" is a struct coming. */
int64_t coming_ours(void *to, const char *table, int64_t theirs);
bool coming_note(void *to, const char *table, int64_t theirs, int64_t number,
    struct err *err);
const char *coming_rule(void *to, const char *table, int64_t id,
    const char *column);
void coming_tell(void *to, const struct db_merge_event *event);
bool coming_is_settled(void *to, const char *table, int64_t theirs);
void coming_settle(struct coming *c, const char *table, int64_t theirs);
/* Not yet in order: only what codes.tsv said is asked here. */
bool coming_is_gone(const struct coming *c, const char *table, int64_t theirs);
/* In front of the rows of the chain, and behind them. */
bool coming_imported(struct coming *c);
bool coming_scans(struct coming *c);

#endif
