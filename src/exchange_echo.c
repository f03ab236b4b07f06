/* Coming in: what comes back. A row of their chain that took in changes of
 * ours brings nothing that we did not have, and what we have changed since is
 * not to be changed back by it; nor are changes of a third site that came here
 * on another way. Only their numbers for these rows are learned from it. */
#include "exchange_inside.h"

#include "exchange_codes.h"
#include "sha256.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct pair {
	const char *table;
	int64_t first, theirs;	/* number at the first site, and at theirs */
};

struct echo {
	struct coming *c;
	struct buf noted;	/* struct pair, from their exchange_number */
	struct buf made;	/* struct pair: rows that came new to them */
	struct pair next;
	int64_t last;		/* row of the first site they have taken in */
	char hash[65];
};

static int64_t whole(const char *text)
{
	return text == NULL ? 0 : strtoll(text, NULL, 10);
}

static bool look(void *to, const struct db_change *change)
{
	struct echo *e = to;
	const char *column = change->column;

	if (strcmp(change->table, "exchange_site") == 0) {
		if (strcmp(column, "last_seq") == 0)
			e->last = whole(change->after);
		else if (strcmp(column, "last_hash") == 0)
			snprintf(e->hash, sizeof(e->hash), "%s",
			    change->after == NULL ? "" : change->after);
	} else if (change->operation != 'I') {
		return true;
	} else if (strcmp(change->table, "exchange_number") == 0) {
		if (strcmp(column, "name") == 0)
			e->next.table = pool_copy(e->c->pool, change->after);
		else if (strcmp(column, "theirs") == 0)
			e->next.first = whole(change->after);
		else if (strcmp(column, "ours") == 0) {
			e->next.theirs = whole(change->after);
			buf_add(&e->noted, &e->next, sizeof(e->next));
		}
	} else if (strcmp(column, "id") == 0) {
		buf_add(&e->made, &(struct pair){ pool_copy(e->c->pool,
		    change->table), change->id, change->id },
		    sizeof(struct pair));
	}
	return true;
}

/* Are they changes of ours? Then the row stands in our chain. */
static bool is_ours(struct echo *e)
{
	unsigned char hash[32];
	char hex[65];

	if (!audit_hash_of(e->c->db, e->last, hash, e->c->err))
		return false;
	sha256_hex(hash, hex);
	return strcmp(hex, e->hash) == 0;
}

/* Or of a site whose changes are here up to that row? */
static bool is_here(struct echo *e, const char *site)
{
	static const char sql[] = "SELECT last_seq >= ?2 AND (last_seq > ?2 OR"
	    " lower(hex(last_hash)) = ?3) FROM exchange_site WHERE site = ?1";
	struct query *q = db_query(e->c->db, e->c->err, sql);
	bool here;

	db_put_text(q, 1, site);
	db_put_int(q, 2, e->last);
	db_put_text(q, 3, e->hash);
	here = db_row(q) && db_int(q, 0) != 0;
	return db_end(q) && here;
}

static bool learn(struct echo *e, const struct pair *pair, const char *site)
{
	int64_t ours = site == NULL ? 0 : exchange_number_of(e->c->db, site,
	    pair->table, pair->first, e->c->err);

	return coming_note(e->c, pair->table, pair->theirs, ours == 0 ?
	    pair->first : ours, e->c->err);
}

static bool is_noted(const struct echo *e, const struct pair *made)
{
	struct pair pair;

	for (size_t at = 0; at < e->noted.length; at += sizeof(pair)) {
		memcpy(&pair, e->noted.data + at, sizeof(pair));
		if (pair.theirs == made->theirs &&
		    strcmp(pair.table, made->table) == 0)
			return true;
	}
	return false;
}

static bool learn_all(struct echo *e, const char *site)
{
	struct pair pair;

	for (size_t at = 0; at < e->noted.length; at += sizeof(pair)) {
		memcpy(&pair, e->noted.data + at, sizeof(pair));
		if (!learn(e, &pair, site))
			return false;
	}
	for (size_t at = 0; at < e->made.length; at += sizeof(pair)) {
		memcpy(&pair, e->made.data + at, sizeof(pair));
		if (!is_noted(e, &pair) && !learn(e, &pair, site))
			return false;
	}
	return true;
}

bool coming_echo(struct coming *c, const struct audit_link *link,
    const void *data, size_t size, bool *echo)
{
	struct echo e = { .c = c };
	bool ours = false, good = true;

	*echo = false;
	if (strcmp(link->row.action, "exchange import") != 0 || size == 0)
		return true;
	good = db_each_change(c->db, data, size, look, &e, c->err);
	if (good && e.last > 0) {
		ours = is_ours(&e);
		*echo = ours || is_here(&e, link->row.subject);
		good = c->err->kind == ERR_NONE && (!*echo || learn_all(&e,
		    ours ? NULL : link->row.subject));
	}
	buf_free(&e.noted);
	buf_free(&e.made);
	return good;
}
