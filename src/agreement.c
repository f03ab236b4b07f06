/* The agreement that comes before every handover (BR15): more of handover.h. */
#include "clock.h"
#include "handover.h"

#include <string.h>

#define FIELDS \
	"id, number, agreed_on, party, contact, profile, content, dpi," \
	" colour, naming, medium, checksum, signature, encryption, note, rev"

static void read_row(struct query *q, struct pool *pool, struct agreement *a)
{
	int i = 0;

	a->id = db_int(q, i++);
	a->number = db_copy(q, i++, pool);
	a->agreed_on = db_copy(q, i++, pool);
	a->party = db_copy(q, i++, pool);
	a->contact = db_copy(q, i++, pool);
	a->profile = db_copy(q, i++, pool);
	a->content = db_copy(q, i++, pool);
	a->dpi = db_copy(q, i++, pool);
	a->colour = db_copy(q, i++, pool);
	a->naming = db_copy(q, i++, pool);
	a->medium = db_copy(q, i++, pool);
	a->checksum = db_copy(q, i++, pool);
	a->signature = db_copy(q, i++, pool);
	a->encryption = db_copy(q, i++, pool);
	a->note = db_copy(q, i++, pool);
	a->rev = db_int(q, i++);
}

bool agreement_add(struct db *db, struct agreement *a, struct err *err)
{
	static const char sql[] =
	    "INSERT INTO agreement (number, agreed_on, party, contact,"
	    " profile, content, dpi, colour, naming, medium, checksum,"
	    " signature, encryption, note, created_at) VALUES (?1, ?2, ?3, ?4,"
	    " ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15)";
	struct query *q = db_query(db, err, sql);
	const char *const texts[] = { a->number, a->agreed_on, a->party,
	    a->contact, a->profile, a->content, a->dpi, a->colour, a->naming,
	    a->medium, a->checksum, a->signature, a->encryption, a->note };
	char now[CLOCK_TEXT];

	clock_utc(now);
	for (size_t i = 0; i < COUNT(texts); i++)
		db_put_text(q, (int)i + 1, texts[i] == NULL ? "" : texts[i]);
	db_put_text(q, 15, now);
	db_row(q);
	if (!db_end(q))
		return err_wrap(err, _("Agreement %s"), a->number);
	a->id = db_last_id(db);
	return true;
}

bool agreement_find(struct db *db, const char *number, struct pool *pool,
    struct agreement *a, struct err *err)
{
	static const char sql[] =
	    "SELECT " FIELDS " FROM agreement WHERE number = ?1";
	struct query *q = db_query(db, err, sql);
	bool found;

	db_put_text(q, 1, number);
	found = db_row(q);
	if (found)
		read_row(q, pool, a);
	return db_end(q) && (found || err_set(err, ERR_MISSING,
	    _("There is no agreement \"%s\". Record it: bansao handover agree "
	    "NUMBER --date DAY"), number));
}

bool agreement_get(struct db *db, int64_t id, struct pool *pool,
    struct agreement *a, struct err *err)
{
	static const char sql[] =
	    "SELECT " FIELDS " FROM agreement WHERE id = ?1";
	struct query *q;

	*a = (struct agreement){ .number = "", .agreed_on = "", .party = "",
	    .contact = "", .profile = "", .content = "", .dpi = "",
	    .colour = "", .naming = "", .medium = "", .checksum = "sha256",
	    .signature = "", .encryption = "", .note = "" };
	if (id == 0)
		return true;
	q = db_query(db, err, sql);
	db_put_int(q, 1, id);
	if (db_row(q))
		read_row(q, pool, a);
	return db_end(q);
}

bool agreement_list(struct db *db, struct pool *pool, struct agreement **list,
    size_t *count, struct err *err)
{
	static const char sql[] =
	    "SELECT " FIELDS ", count(*) OVER () FROM agreement"
	    " ORDER BY agreed_on DESC, id DESC";
	struct query *q = db_query(db, err, sql);

	*list = NULL;
	*count = 0;
	while (db_row(q)) {
		if (*list == NULL)
			*list = pool_array(pool, (size_t)db_int(q, 16),
			    sizeof(**list));
		read_row(q, pool, &(*list)[(*count)++]);
	}
	return db_end(q);
}
