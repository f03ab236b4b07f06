#include "pick.h"

#include "clock.h"
#include "dossier.h"
#include "number.h"
#include "text.h"

#include <stdlib.h>
#include <string.h>

void pick_start(struct pick *pick)
{
	memset(pick, 0, sizeof(*pick));
	pick->group = PICK_ANY;
	pick->state = PICK_ANY;
}

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

/* How a word of the command line chooses. */
enum word_kind { WORD_NONE, WORD_MASK, WORD_RANGE };

#define NARROWED \
	" (?1 = 0 OR d.fonds_id = ?1)" \
	" AND (?2 = -1 OR (?2 = 0 AND d.grp_id IS NULL) OR (?2 > 0" \
	" AND d.grp_id IN (WITH RECURSIVE g (id) AS (VALUES (?2) UNION ALL" \
	" SELECT grp.id FROM grp JOIN g ON grp.parent_id = g.id)" \
	" SELECT id FROM g)))" \
	" AND (?3 = 0 OR (d.criteria >> (?3 - 1)) & 1)" \
	" AND (?4 = -1 OR d.state = ?4)" \
	" AND (?5 = 0 OR (d.start_year <= ?5" \
	" AND coalesce(d.end_year, d.start_year) >= ?5))" \
	" AND (?6 = 0 OR (?6 = 1 AND d.code GLOB ?7) OR (?6 = 2" \
	" AND d.sort_key BETWEEN (SELECT sort_key FROM dossier WHERE code = ?7)" \
	" AND (SELECT sort_key FROM dossier WHERE code = ?8)))"

static const char *search_words(struct pool *pool, const char *text)
{
	const char *folded = text_fold(pool, text);
	char *rest = pool_copy(pool, folded), *word;
	const char *query = "";

	while ((word = strsep(&rest, " ")) != NULL) {
		char *quote;

		if (word[0] == '\0')
			continue;
		while ((quote = strchr(word, '"')) != NULL)
			*quote = ' ';
		query = pool_printf(pool, "%s%s\"%s\"*", query,
		    query[0] == '\0' ? "" : " ", word);
	}
	return query;
}

static bool collect(struct db *db, const struct pick *pick,
    enum word_kind kind, const char *first, const char *last,
    struct found *found, struct err *err)
{
	static const char sql[] =
	    "SELECT d.id FROM dossier d WHERE" NARROWED;
	static const char search_sql[] =
	    "SELECT d.id FROM dossier d WHERE" NARROWED
	    " AND d.id IN (SELECT rowid FROM dossier_fts"
	    " WHERE dossier_fts MATCH ?9)";
	const char *words = pick->search == NULL ? "" :
	    search_words(found->pool, pick->search);
	struct query *q;

	if (pick->search != NULL && words[0] == '\0')
		return true;
	q = db_query(db, err, words[0] == '\0' ? sql : search_sql);
	db_put_int(q, 1, pick->fonds);
	db_put_int(q, 2, pick->group);
	db_put_int(q, 3, pick->criterion);
	db_put_int(q, 4, pick->state);
	db_put_int(q, 5, pick->year);
	db_put_int(q, 6, kind);
	db_put_text(q, 7, first);
	db_put_text(q, 8, last);
	if (words[0] != '\0')
		db_put_text(q, 9, words);
	while (db_row(q))
		keep(found, db_int(q, 0));
	return db_end(q);
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

static bool take_range(struct db *db, const struct pick *pick, char *word,
    char *dots, struct found *found, struct err *err)
{
	const char *last = dots + 2;
	int64_t from, to;

	*dots = '\0';
	return need_code(db, word, found->pool, &from, err) &&
	    need_code(db, last, found->pool, &to, err) &&
	    collect(db, pick, WORD_RANGE, word, last, found, err);
}

static bool take_word(struct db *db, const struct pick *pick,
    const char *given, struct found *found, struct err *err)
{
	char *word = pool_copy(found->pool, text_nfc(found->pool, given));
	char *dots = strstr(word, "..");
	int64_t id;

	if (!dossier_id(db, word, &id, err))
		return false;
	if (id != 0) {
		keep(found, id);
		return true;
	}
	if (dots != NULL && dots != word && dots[2] != '\0')
		return take_range(db, pick, word, dots, found, err);
	if (strpbrk(word, "*?") != NULL) {
		size_t before = found->count;

		if (!collect(db, pick, WORD_MASK, word, NULL, found, err))
			return false;
		return found->count > before || err_set(err, ERR_MISSING,
		    _("No dossier fits the mask %s"), word);
	}
	if (!need_code(db, word, found->pool, &id, err))
		return false;
	keep(found, id);
	return true;
}

bool pick_ids(struct db *db, const struct pick *pick, struct pool *pool,
    int64_t **ids, size_t *count, struct err *err)
{
	struct found found = { .pool = pool };
	bool filtered = pick->fonds != 0 || pick->group != PICK_ANY ||
	    pick->criterion != 0 || pick->state != PICK_ANY ||
	    pick->year != 0 || pick->search != NULL;

	*ids = NULL;
	*count = 0;
	if (pick->word_count == 0 && !filtered)
		return err_set(err, ERR_USAGE, _("Say which dossiers: codes, a "
		    "mask (\"H10.05.*\"), a range (A..B), --fonds, --group, "
		    "--search ..."));
	for (size_t i = 0; i < pick->word_count; i++)
		if (!take_word(db, pick, pick->words[i], &found, err))
			return false;
	if (pick->word_count == 0 && !collect(db, pick, WORD_NONE, NULL, NULL,
	    &found, err))
		return false;
	once_each(&found);
	*ids = found.ids;
	*count = found.count;
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
	*words = pool_printf(pool, _("%s dossiers, %s sheets, %s pages, %s A4 "
	    "pages"), number_text(pool, total->dossiers),
	    number_text(pool, total->papers), number_text(pool, total->pages),
	    number_text(pool, total->a4));
	if (a4 > 0)
		*words = pool_printf(pool, _("%s (%s of the %s of %lld)"),
		    *words, number_percent(pool, total->a4, a4),
		    number_text(pool, a4), (long long)year);
	return true;
}
