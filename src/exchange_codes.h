/* Numbers of rows mean something only in one catalogue: a row that both have
 * may stand under different numbers (an inventory that each has imported). So
 * the bag tells the code of every fonds and file that its changes touch. */
#ifndef EXCHANGE_CODES_H
#define EXCHANGE_CODES_H

#include "buf.h"
#include "db.h"

struct exchange_code {
	const char *table;	/* "dossier" or "fonds" */
	int64_t id;
	const char *code;	/* before these changes; NULL: not said by them */
	bool made;		/* by one of these changes */
};

struct exchange_codes {
	struct pool pool;
	struct exchange_code *rows;
	size_t count, room;
};

/* What a change touches; always true (a callback of db_each_change). */
bool exchange_codes_add(void *codes, const struct db_change *change);
/* One line a row: table, number, "new" or "old", code. */
bool exchange_codes_put(struct exchange_codes *codes, struct db *db,
    struct buf *out, struct err *err) MUST_CHECK;
void exchange_codes_free(struct exchange_codes *codes);

/* Our number of the row with that code, 0: none. */
bool exchange_code_find(struct db *db, const char *table, const char *code,
    int64_t *id, struct err *err) MUST_CHECK;

#endif
