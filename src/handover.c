#include "handover.h"

#include "clock.h"

#include <stdio.h>
#include <string.h>

#define FIELDS \
	"h.id, h.number, h.year, h.title, h.agreement_id, h.secret, h.state," \
	" h.stamp, h.profile, h.container, h.path, h.volumes, h.files," \
	" h.bytes, h.manifest_sha256, h.built_at, h.built_by, h.chain_head," \
	" h.delivered_on, h.minutes, h.medium, h.serial, h.giver," \
	" h.giver_title, h.receiver, h.receiver_title, h.note, h.rev"

/* The sums of the batches: while one is being prepared, of its files as they
 * are today; behind that, of what was packaged. A million of packages are read
 * once and no file of theirs is looked up. */
#define TODAY(what) \
	" CASE WHEN h.state = 'prepared' THEN (SELECT coalesce(sum(d." what \
	"), 0) FROM handover_item i JOIN dossier d ON d.id = i.dossier_id" \
	" WHERE i.handover_id = h.id) ELSE coalesce(s." what ", 0) END"
#define SUMS \
	" coalesce(s.n, 0)," TODAY("pages") "," TODAY("a4") "," \
	" coalesce(s.accepted, 0), coalesce(s.returned, 0)"
#define SUMMED(where) \
	" FROM handover h LEFT JOIN (SELECT handover_id, count(*) AS n," \
	" sum(pages) AS pages, sum(a4) AS a4, sum(result = 'accepted')" \
	" AS accepted, sum(result = 'returned') AS returned" \
	" FROM handover_item " where " GROUP BY handover_id) s" \
	" ON s.handover_id = h.id"

static void read_row(struct query *q, struct pool *pool, struct handover *h)
{
	int i = 0;

	h->id = db_int(q, i++);
	h->number = db_copy(q, i++, pool);
	h->year = db_int(q, i++);
	h->title = db_copy(q, i++, pool);
	h->agreement_id = db_int(q, i++);
	h->secret = db_int(q, i++);
	h->state = db_copy(q, i++, pool);
	h->stamp = db_int(q, i++);
	h->profile = db_copy(q, i++, pool);
	h->container = db_copy(q, i++, pool);
	h->path = db_copy(q, i++, pool);
	h->volumes = db_int(q, i++);
	h->files = db_int(q, i++);
	h->bytes = db_int(q, i++);
	h->manifest_sha256 = db_copy(q, i++, pool);
	h->built_at = db_copy(q, i++, pool);
	h->built_by = db_copy(q, i++, pool);
	h->chain_head = db_copy(q, i++, pool);
	h->delivered_on = db_copy(q, i++, pool);
	h->minutes = db_copy(q, i++, pool);
	h->medium = db_copy(q, i++, pool);
	h->serial = db_copy(q, i++, pool);
	h->giver = db_copy(q, i++, pool);
	h->giver_title = db_copy(q, i++, pool);
	h->receiver = db_copy(q, i++, pool);
	h->receiver_title = db_copy(q, i++, pool);
	h->note = db_copy(q, i++, pool);
	h->rev = db_int(q, i++);
	h->dossiers = db_int(q, i++);
	h->pages = db_int(q, i++);
	h->a4 = db_int(q, i++);
	h->accepted = db_int(q, i++);
	h->returned = db_int(q, i++);
}

static const char *or_empty(const char *text)
{
	return text == NULL ? "" : text;
}

/* "BG-2028-07", the first number that is free in the year. */
static bool next_number(struct db *db, int64_t year, struct pool *pool,
    const char **number, struct err *err)
{
	static const char sql[] =
	    "SELECT coalesce(max(CAST(substr(number, 9) AS INTEGER)), 0) + 1"
	    " FROM handover WHERE number GLOB ?1";
	const char *pattern = pool_printf(pool, "BG-%04lld-[0-9]*",
	    (long long)year);
	struct query *q = db_query(db, err, sql);
	int64_t next = 1;

	db_put_text(q, 1, pattern);
	if (db_row(q))
		next = db_int(q, 0);
	*number = pool_printf(pool, "BG-%04lld-%02lld", (long long)year,
	    (long long)next);
	return db_end(q);
}

/* It becomes the name of a folder and of files on any medium. */
static bool usable_number(const char *number, struct err *err)
{
	for (const char *at = number; *at != '\0'; at++)
		if (strchr("/\\:*?\"<>|%", *at) != NULL ||
		    (unsigned char)*at <= ' ')
			return err_set(err, ERR_USAGE, _("The number of a "
			    "batch names its folder: \"%s\" has a letter that "
			    "a name cannot have. Use letters, digits, - and ."),
			    number);
	if (number[0] == '.' || number[0] == '-' || number[0] == '\0' ||
	    strlen(number) > 60)
		return err_set(err, ERR_USAGE, _("\"%s\" cannot be the number "
		    "of a batch: 1 to 60 letters, not beginning with . or -"),
		    number);
	return true;
}

bool handover_add(struct db *db, struct handover *h, struct pool *pool,
    struct err *err)
{
	static const char sql[] =
	    "INSERT INTO handover (number, year, title, agreement_id, secret,"
	    " note, created_at) VALUES (?1, ?2, ?3, nullif(?4, 0), ?5, ?6, ?7)";
	struct query *q;
	char now[CLOCK_TEXT];

	if (h->number == NULL &&
	    !next_number(db, h->year, pool, &h->number, err))
		return false;
	if (!usable_number(h->number, err))
		return false;
	clock_utc(now);
	q = db_query(db, err, sql);
	db_put_text(q, 1, h->number);
	db_put_int(q, 2, h->year);
	db_put_text(q, 3, or_empty(h->title));
	db_put_int(q, 4, h->agreement_id);
	db_put_int(q, 5, h->secret);
	db_put_text(q, 6, or_empty(h->note));
	db_put_text(q, 7, now);
	db_row(q);
	if (!db_end(q))
		return false;
	h->id = db_last_id(db);
	return true;
}

bool handover_get(struct db *db, int64_t id, struct pool *pool,
    struct handover *h, struct err *err)
{
	static const char sql[] =
	    "SELECT " FIELDS "," SUMS SUMMED("WHERE handover_id = ?1")
	    " WHERE h.id = ?1";
	struct query *q = db_query(db, err, sql);
	bool found;

	db_put_int(q, 1, id);
	found = db_row(q);
	if (found)
		read_row(q, pool, h);
	return db_end(q) && (found || err_set(err, ERR_MISSING,
	    _("There is no handover batch %lld"), (long long)id));
}

static bool find_only(struct db *db, struct pool *pool, struct handover *h,
    struct err *err)
{
	static const char sql[] =
	    "SELECT " FIELDS "," SUMS ", count(*) OVER ()" SUMMED("")
	    " WHERE h.state <> 'answered' ORDER BY h.id LIMIT 1";
	struct query *q = db_query(db, err, sql);
	int64_t count = 0;

	if (db_row(q)) {
		read_row(q, pool, h);
		count = db_int(q, 33);
	}
	if (!db_end(q))
		return false;
	if (count == 0)
		return err_set(err, ERR_MISSING, _("There is no open handover "
		    "batch. Make one: bansao handover new"));
	return count == 1 || err_set(err, ERR_USAGE, _("There are %lld open "
	    "handover batches; say which one (bansao handover list)"),
	    (long long)count);
}

bool handover_find(struct db *db, const char *number, struct pool *pool,
    struct handover *h, struct err *err)
{
	static const char sql[] =
	    "SELECT " FIELDS "," SUMS SUMMED("WHERE handover_id ="
	    " (SELECT id FROM handover WHERE number = ?1)")
	    " WHERE h.number = ?1";
	struct query *q;
	bool found;

	if (number == NULL)
		return find_only(db, pool, h, err);
	q = db_query(db, err, sql);
	db_put_text(q, 1, number);
	found = db_row(q);
	if (found)
		read_row(q, pool, h);
	return db_end(q) && (found || err_set(err, ERR_MISSING,
	    _("There is no handover batch \"%s\"; see bansao handover list"),
	    number));
}

bool handover_list(struct db *db, int64_t year, struct pool *pool,
    struct handover **list, size_t *count, struct err *err)
{
	static const char sql[] =
	    "SELECT " FIELDS "," SUMS ", count(*) OVER ()" SUMMED("")
	    " WHERE ?1 = 0 OR h.year = ?1 ORDER BY h.year, h.number";
	struct query *q = db_query(db, err, sql);

	*list = NULL;
	*count = 0;
	db_put_int(q, 1, year);
	while (db_row(q)) {
		if (*list == NULL)
			*list = pool_array(pool, (size_t)db_int(q, 33),
			    sizeof(**list));
		read_row(q, pool, &(*list)[(*count)++]);
	}
	return db_end(q);
}

const char *handover_state_name(const char *state)
{
	static const char *const names[][2] = {
		{ "prepared", N_("being prepared") },
		{ "packaged", N_("packaged") },
		{ "delivered", N_("handed over") },
		{ "answered", N_("answered") },
	};

	for (size_t i = 0; i < COUNT(names); i++)
		if (strcmp(state, names[i][0]) == 0)
			return _(names[i][1]);
	return state;
}

const char *handover_result_name(const char *result)
{
	static const char *const rows[][2] = {
		{ "accepted", N_("accepted") }, { "returned", N_("returned") },
		{ "rescan", N_("scan again") }, { "replaced", N_("replaced") },
	};

	for (size_t i = 0; i < COUNT(rows); i++)
		if (strcmp(rows[i][0], result) == 0)
			return _(rows[i][1]);
	return result;
}

/* One UPDATE of two values, of which many follow. */
static bool update_two(struct db *db, const char *sql, int64_t id,
    int64_t value, struct err *err)
{
	struct query *q = db_query(db, err, sql);

	db_put_int(q, 1, id);
	db_put_int(q, 2, value);
	db_row(q);
	return db_end(q);
}

bool handover_set_agreement(struct db *db, int64_t id, int64_t agreement,
    struct err *err)
{
	static const char sql[] =
	    "UPDATE handover SET agreement_id = ?2, rev = rev + 1"
	    " WHERE id = ?1";

	return update_two(db, sql, id, agreement, err);
}

bool handover_stamp(struct db *db, int64_t id, int64_t stamp, struct err *err)
{
	static const char sql[] =
	    "UPDATE handover SET stamp = ?2 WHERE id = ?1";

	return update_two(db, sql, id, stamp, err);
}

bool handover_built(struct db *db, const struct handover *h, struct err *err)
{
	static const char sql[] =
	    "UPDATE handover SET state = 'packaged', profile = ?2,"
	    " container = ?3, path = ?4, volumes = ?5, files = ?6,"
	    " bytes = ?7, manifest_sha256 = ?8, built_at = ?9,"
	    " built_by = ?10, chain_head = ?11, rev = rev + 1 WHERE id = ?1";
	struct query *q = db_query(db, err, sql);

	db_put_int(q, 1, h->id);
	db_put_text(q, 2, h->profile);
	db_put_text(q, 3, h->container);
	db_put_text(q, 4, h->path);
	db_put_int(q, 5, h->volumes);
	db_put_int(q, 6, h->files);
	db_put_int(q, 7, h->bytes);
	db_put_text(q, 8, h->manifest_sha256);
	db_put_text(q, 9, h->built_at);
	db_put_text(q, 10, h->built_by);
	db_put_text(q, 11, h->chain_head);
	db_row(q);
	return db_end(q);
}

bool handover_delivered(struct db *db, const struct handover *h,
    struct err *err)
{
	static const char sql[] =
	    "UPDATE handover SET state = 'delivered', delivered_on = ?2,"
	    " minutes = ?3, medium = ?4, serial = ?5, giver = ?6,"
	    " giver_title = ?7, receiver = ?8, receiver_title = ?9,"
	    " rev = rev + 1 WHERE id = ?1";
	struct query *q = db_query(db, err, sql);

	db_put_int(q, 1, h->id);
	db_put_text(q, 2, h->delivered_on);
	db_put_text(q, 3, or_empty(h->minutes));
	db_put_text(q, 4, or_empty(h->medium));
	db_put_text(q, 5, or_empty(h->serial));
	db_put_text(q, 6, or_empty(h->giver));
	db_put_text(q, 7, or_empty(h->giver_title));
	db_put_text(q, 8, or_empty(h->receiver));
	db_put_text(q, 9, or_empty(h->receiver_title));
	db_row(q);
	return db_end(q);
}

bool handover_of(struct db *db, int64_t dossier, int64_t *handover,
    struct err *err)
{
	static const char sql[] =
	    "SELECT handover_id FROM handover_item WHERE dossier_id = ?1"
	    " AND result IN ('', 'accepted')";
	struct query *q = db_query(db, err, sql);

	*handover = 0;
	db_put_int(q, 1, dossier);
	if (db_row(q))
		*handover = db_int(q, 0);
	return db_end(q);
}
