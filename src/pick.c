#include "pick.h"

#include "clock.h"
#include "number.h"
#include "text.h"

#include <stdlib.h>
#include <string.h>

/* --- collecting --------------------------------------------------------- */

struct found {
	struct pool *pool;
	int64_t *ids;
	size_t count, room;
};

static void keep(struct found *found, int64_t id)
{
	if (found->count == found->room) {
		size_t room = found->room == 0 ? 64 : found->room * 2;
		int64_t *ids = pool_array(found->pool, room, sizeof(*ids));

		if (found->count > 0)
			memcpy(ids, found->ids, found->count * sizeof(*ids));
		found->ids = ids;
		found->room = room;
	}
	found->ids[found->count++] = id;
}

static int by_id(const void *a, const void *b)
{
	const int64_t *x = a, *y = b;

	return (*x > *y) - (*x < *y);
}

static void once_each(struct found *found)
{
	size_t kept = 0;

	if (found->count == 0)
		return;
	qsort(found->ids, found->count, sizeof(*found->ids), by_id);
	for (size_t i = 0; i < found->count; i++)
		if (i == 0 || found->ids[i] != found->ids[kept - 1])
			found->ids[kept++] = found->ids[i];
	found->count = kept;
}

static bool keep_each(void *to, int64_t id, struct err *err)
{
	(void)err;
	keep(to, id);
	return true;
}

static bool take_mask(struct db *db, const char *mask, struct found *found,
    struct err *err)
{
	static const char sql[] = "SELECT id FROM dossier WHERE code GLOB ?1";
	struct query *q = db_query(db, err, sql);
	size_t before = found->count;

	db_put_text(q, 1, mask);
	while (db_row(q))
		keep(found, db_int(q, 0));
	if (!db_end(q))
		return false;
	return found->count > before || err_set(err, ERR_MISSING,
	    _("No dossier fits the mask %s"), mask);
}

static bool need_code(struct db *db, const char *code, struct pool *pool,
    int64_t *id, struct err *err)
{
	struct dossier dossier;

	if (!dossier_id(db, code, id, err))
		return false;
	/* The long way only for its message, which names the nearest code. */
	return *id != 0 || (dossier_find(db, code, pool, &dossier, err) &&
	    (*id = dossier.id) != 0);
}

static bool take_range(struct db *db, const char *first, const char *last,
    struct found *found, struct err *err)
{
	static const char sql[] =
	    "SELECT d.id FROM dossier d, dossier a, dossier b"
	    " WHERE a.id = ?1 AND b.id = ?2"
	    " AND d.sort_key BETWEEN min(a.sort_key, b.sort_key)"
	    " AND max(a.sort_key, b.sort_key)";
	struct query *q;
	int64_t from, to;

	if (!need_code(db, first, found->pool, &from, err) ||
	    !need_code(db, last, found->pool, &to, err))
		return false;
	q = db_query(db, err, sql);
	db_put_int(q, 1, from);
	db_put_int(q, 2, to);
	while (db_row(q))
		keep(found, db_int(q, 0));
	return db_end(q);
}

/* A word goes to `exact` when it is a code, else to `many`. */
static bool take_word(struct db *db, const char *given, struct found *exact,
    struct found *many, struct err *err)
{
	char *word = pool_copy(exact->pool, text_nfc(exact->pool, given));
	char *dots = strstr(word, "..");
	int64_t id;

	if (!dossier_id(db, word, &id, err))
		return false;
	if (id != 0) {
		keep(exact, id);
		return true;
	}
	if (dots != NULL && dots != word && dots[2] != '\0') {
		*dots = '\0';
		return take_range(db, word, dots + 2, many, err);
	}
	if (strpbrk(word, "*?") != NULL)
		return take_mask(db, word, many, err);
	if (!need_code(db, word, exact->pool, &id, err))
		return false;
	keep(exact, id);
	return true;
}

static void narrow(struct found *many, const struct found *passed)
{
	size_t kept = 0;

	for (size_t i = 0, k = 0; i < many->count; i++) {
		while (k < passed->count && passed->ids[k] < many->ids[i])
			k++;
		if (k < passed->count && passed->ids[k] == many->ids[i])
			many->ids[kept++] = many->ids[i];
	}
	many->count = kept;
}

bool pick_ids(struct db *db, const struct pick *pick, struct pool *pool,
    int64_t **ids, size_t *count, struct err *err)
{
	struct found exact = { .pool = pool }, many = { .pool = pool };
	struct found passed = { .pool = pool };

	*ids = NULL;
	*count = 0;
	if (pick->word_count == 0 && !pick->filtered)
		return err_set(err, ERR_USAGE, _("Say which dossiers: codes, a "
		    "mask (\"H10.05.*\"), a range (A..B), --fonds, --group, "
		    "--search ..."));
	for (size_t i = 0; i < pick->word_count; i++)
		if (!take_word(db, pick->words[i], &exact, &many, err))
			return false;
	if (pick->filtered && (pick->word_count == 0 || many.count > 0) &&
	    !dossier_each(db, &pick->filter, keep_each, &passed, err))
		return false;
	once_each(&many);
	once_each(&passed);
	if (pick->word_count == 0)
		many = passed;
	else if (pick->filtered)
		narrow(&many, &passed);
	for (size_t i = 0; i < many.count; i++)
		keep(&exact, many.ids[i]);
	once_each(&exact);
	*ids = exact.ids;
	*count = exact.count;
	return true;
}

/* --- sums --------------------------------------------------------------- */

bool pick_sum(struct db *db, const int64_t *ids, size_t count,
    struct pick_total *total, struct err *err)
{
	static const char sql[] =
	    "SELECT coalesce(papers, 0), coalesce(pages, 0),"
	    " iif(a4 > 0, a4, a4_estimate) FROM dossier WHERE id = ?1";

	memset(total, 0, sizeof(*total));
	for (size_t i = 0; i < count; i++) {
		struct query *q = db_query(db, err, sql);

		db_put_int(q, 1, ids[i]);
		if (db_row(q)) {
			total->dossiers++;
			total->papers += db_int(q, 0);
			total->pages += db_int(q, 1);
			total->a4 += db_int(q, 2);
		}
		if (!db_end(q))
			return false;
	}
	return true;
}

bool pick_target(struct db *db, int64_t *year, int64_t *a4, struct err *err)
{
	static const char sql[] =
	    "SELECT year, a4 FROM quota WHERE ?1 = 0 OR year = ?1"
	    " ORDER BY abs(year - ?2) LIMIT 1";
	struct query *q = db_query(db, err, sql);

	*a4 = 0;
	db_put_int(q, 1, *year);
	db_put_int(q, 2, clock_today().year);
	if (db_row(q)) {
		*year = db_int(q, 0);
		*a4 = db_int(q, 1);
	}
	return db_end(q);
}

bool pick_words(struct db *db, const struct pick_total *total, int64_t year,
    struct pool *pool, const char **words, struct err *err)
{
	int64_t a4;

	if (!pick_target(db, &year, &a4, err))
		return false;
	*words = pool_printf(pool, ngettext("%s dossier, %s sheets, %s pages, "
	    "%s A4 pages", "%s dossiers, %s sheets, %s pages, %s A4 pages",
	    (long long)total->dossiers), number_text(pool, total->dossiers),
	    number_text(pool, total->papers), number_text(pool, total->pages),
	    number_text(pool, total->a4));
	if (a4 > 0)
		*words = pool_printf(pool, _("%s (%s of the %s of %lld)"),
		    *words, number_percent(pool, total->a4, a4),
		    number_text(pool, a4), (long long)year);
	return true;
}
