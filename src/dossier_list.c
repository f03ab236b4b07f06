#include "dossier_list.h"

#include "buf.h"
#include "text.h"

#include <math.h>
#include <string.h>

const char *search_expression(struct pool *pool, const char *text)
{
	struct buf words = { 0 };
	const char *folded = text_fold(pool, text);
	const char *expression;
	bool inside = false;

	for (const char *at = folded; *at != '\0';) {
		const char *start = at;
		bool word = text_is_word(text_next(&at));

		if (word && !inside)
			buf_text(&words, words.length > 0 ? " \"" : "\"");
		if (!word && inside)
			buf_text(&words, "\"*");
		if (word)
			buf_add(&words, start, (size_t)(at - start));
		inside = word;
	}
	if (inside)
		buf_text(&words, "\"*");
	expression = pool_copy(pool, buf_string(&words));
	buf_free(&words);
	return expression;
}

static bool has_word(const char *text, const char *word, size_t length)
{
	bool inside = false;

	while (*text != '\0') {
		const char *start = text;
		bool letter = text_is_word(text_next(&text));

		if (letter && !inside && strncmp(start, word, length) == 0)
			return true;
		inside = letter;
	}
	return false;
}

bool search_matches(const char *const *texts, size_t count,
    const char *needle)
{
	while (*needle != '\0') {
		const char *word = needle, *end = needle;
		bool found = false;

		while (*needle != '\0' && text_is_word(text_next(&needle)))
			end = needle;
		for (size_t i = 0; i < count && word < end && !found; i++)
			found = has_word(texts[i], word, (size_t)(end - word));
		if (word < end && !found)
			return false;
	}
	return true;
}

/* Where a row may stand: anywhere, or in one fonds, whose index is used. */
#define ANYWHERE " (?1 = 0 OR d.fonds_id = ?1)"
#define IN_FONDS " d.fonds_id = ?1"
#define PASSES \
	" AND (?2 = 0 OR d.grp_id IN (WITH RECURSIVE below (id) AS" \
	" (SELECT ?2 UNION ALL SELECT grp.id FROM grp JOIN below" \
	" ON grp.parent_id = below.id) SELECT id FROM below))" \
	" AND (?3 = 0 OR criteria & (1 << (?3 - 1)))" \
	" AND (?4 < 0 OR state = ?4)" \
	" AND (?5 = 0 OR (start_year <= ?5" \
	" AND coalesce(end_year, start_year) >= ?5))" \
	" AND (?7 IS NULL OR (start_year <= ?8" \
	" AND coalesce(end_year, start_year) >= ?7))" \
	" AND (?9 IS NULL OR pages BETWEEN ?9 AND ?10)" \
	" AND (?11 IS NULL OR papers BETWEEN ?11 AND ?12)" \
	" AND (?13 IS NULL OR iif(a4 > 0, a4, a4_estimate)" \
	" BETWEEN ?13 AND ?14)" \
	" AND (?15 IS NULL OR image_count BETWEEN ?15 AND ?16)" \
	" AND (?17 IS NULL OR finding_count BETWEEN ?17 AND ?18)" \
	" AND (?19 IS NULL OR criteria & ?19 OR (?20 AND criteria = 0))" \
	" AND (?21 = 0 OR (1 << state) & ?21)" \
	" AND (?22 IS NULL OR d.grp_id IN (WITH RECURSIVE below (id) AS" \
	" (SELECT id FROM grp WHERE title_fold = ?22" \
	" UNION SELECT grp.id FROM grp JOIN below" \
	" ON grp.parent_id = below.id) SELECT id FROM below))" \
	" AND (?23 IS NULL OR box = ?23)" \
	" AND (?24 IS NULL OR substr(d.code_fold, 1, length(?24)) = ?24)" \
	" AND (?25 = 0 OR d.import_id = ?25)" \
	" AND (?26 = 0 OR (hold <> '') = (?26 > 0))"

/* Words go first: they leave the fewest. */
#define FILTERED "SELECT d.id FROM dossier d WHERE" ANYWHERE PASSES \
	" ORDER BY "
#define OF_FONDS "SELECT d.id FROM dossier d INDEXED BY dossier_order WHERE" \
	IN_FONDS PASSES " ORDER BY "
#define OF_STATE "SELECT d.id FROM dossier d INDEXED BY dossier_state WHERE" \
	" state = ?4 AND" ANYWHERE PASSES " ORDER BY "
#define FOUND "SELECT d.id FROM dossier_fts f CROSS JOIN dossier d" \
	" ON d.id = f.rowid WHERE dossier_fts MATCH ?6 AND" ANYWHERE PASSES \
	" ORDER BY "
#define ORDERED(by) FILTERED by, OF_FONDS by, OF_STATE by, FOUND by

static const struct {
	const char *name;
	const char *all, *of_fonds, *of_state, *found;
} orders[] = {
	{ "code",  ORDERED("d.sort_key, d.id") },
	{ "title", ORDERED("vi_key(d.title), d.id") },
	{ "year",  ORDERED("start_year, d.sort_key") },
	{ "pages", ORDERED("a4_estimate DESC, d.sort_key") },
	{ "state", ORDERED("state, d.sort_key") },
};

/* A state that few dossiers are in is better asked of its index than waited
 * for in the order of all. */
static bool is_rare(struct db *db, int64_t state, bool *rare, struct err *err)
{
	static const char sql[] =
	    "SELECT coalesce(sum(dossiers), 0), coalesce(sum(iif(state = ?1,"
	    " dossiers, 0)), 0) FROM tally_state";
	struct query *q = db_query(db, err, sql);

	*rare = false;
	db_put_int(q, 1, state);
	if (db_row(q))
		*rare = db_int(q, 1) < db_int(q, 0) / 16;
	return db_end(q);
}

static bool choose(struct db *db, const struct dossier_filter *filter,
    bool words, const char **sql, struct err *err)
{
	const char *sort = filter->sort == NULL ? "code" : filter->sort;
	size_t i = 0;
	bool rare = false;

	while (i < COUNT(orders) && strcmp(sort, orders[i].name) != 0)
		i++;
	if (i == COUNT(orders))
		return err_set(err, ERR_USAGE, _("--sort takes code, title, "
		    "year, pages or state, not \"%s\""), sort);
	if (!words && filter->fonds_id == 0 && filter->state >= 0 &&
	    !is_rare(db, filter->state, &rare, err))
		return false;
	*sql = words ? orders[i].found : filter->fonds_id != 0 ?
	    orders[i].of_fonds : rare ? orders[i].of_state : orders[i].all;
	return true;
}

static void put_range(struct query *q, int index,
    const struct dossier_range *range)
{
	if (!range->set)
		return;
	db_put_int(q, index, range->from);
	db_put_int(q, index + 1, range->to);
}

static void put_filter(struct query *q, const struct dossier_filter *f)
{
	db_put_int(q, 1, f->fonds_id);
	db_put_int(q, 2, f->grp_id);
	db_put_int(q, 3, f->criterion);
	db_put_int(q, 4, f->state);
	db_put_int(q, 5, f->year);
	put_range(q, 7, &f->years);
	put_range(q, 9, &f->pages);
	put_range(q, 11, &f->papers);
	put_range(q, 13, &f->a4);
	put_range(q, 15, &f->images);
	put_range(q, 17, &f->findings);
	if (f->criteria != 0 || f->untagged)
		db_put_int(q, 19, f->criteria);
	db_put_int(q, 20, f->untagged);
	db_put_int(q, 21, f->states);
	db_put_text(q, 22, f->group);
	db_put_text(q, 23, f->box);
	db_put_text(q, 24, f->code);
	db_put_int(q, 25, f->import_id);
	db_put_int(q, 26, f->hold);
}

/* With diacritics in the question, only exact matches count. */
static bool exactly(struct db *db, int64_t id, const char *text, bool *holds,
    struct err *err)
{
	static const char sql[] =
	    "SELECT title || ' ' || code || ' ' || persons || ' ' || places ||"
	    " ' ' || keyword || ' ' || description || ' ' || notation"
	    " FROM dossier WHERE id = ?1";
	struct pool pool = { 0 };
	struct query *q = db_query(db, err, sql);
	char *rest = pool_copy(&pool, text);

	*holds = true;
	db_put_int(q, 1, id);
	if (db_row(q))
		for (char *word = strsep(&rest, " \t"); word != NULL && *holds;
		    word = strsep(&rest, " \t"))
			if (text_has_marks(word))
				*holds = text_contains(db_text(q, 0), word);
	pool_free(&pool);
	return db_end(q);
}

/* --- the first few of many ---------------------------------------------- */

enum { FEW = 1000 };

/* Words that most dossiers have: the index gives all of them, to be sorted
 * before the first is known. Going through the dossiers in order meets enough
 * of them soon. Of n dossiers, those that fit being spread among them, either
 * way finds `most` of them after sqrt(most * n) rows, so that many are looked
 * at here. */
static bool look_at_first(struct db *db, const struct dossier_filter *filter,
    const char *needle, int64_t *ids, int64_t *count, struct err *err)
{
	static const char total[] = "SELECT sum(dossiers) FROM tally_state";
	static const char sql[] =
	    "SELECT d.id, title_fold, code_fold, names_fold," ANYWHERE PASSES
	    " FROM dossier d ORDER BY d.sort_key, d.id LIMIT ?6";
	struct query *q = db_query(db, err, total);
	int64_t rows = db_row(q) ? db_int(q, 0) : 0;
	bool marks = text_has_marks(filter->search), good = true;

	*count = 0;
	if (!db_end(q))
		return false;
	q = db_query(db, err, sql);
	put_filter(q, filter);
	db_put_int(q, 6, (int64_t)sqrt((double)filter->most * (double)rows));
	while (good && *count < filter->most && db_row(q)) {
		const char *const texts[] = { db_text(q, 1), db_text(q, 2),
			db_text(q, 3) };
		bool holds = db_int(q, 4) != 0 && search_matches(texts,
		    COUNT(texts), needle);

		if (holds && marks)
			good = exactly(db, db_int(q, 0), filter->search, &holds,
			    err);
		if (good && holds)
			ids[(*count)++] = db_int(q, 0);
	}
	return db_end(q) && good;
}

/* Whether the first few were found and given, without the index of words. */
static bool first_few(struct db *db, const struct dossier_filter *filter,
    struct pool *pool, bool *given,
    bool (*each)(void *to, int64_t id, struct err *err), void *to,
    struct err *err)
{
	bool by_code = filter->sort == NULL || strcmp(filter->sort, "code") == 0;
	int64_t *ids, count;

	*given = false;
	if (filter->most == 0 || filter->most > FEW || !by_code ||
	    filter->fonds_id != 0)
		return true;
	ids = pool_array(pool, (size_t)filter->most, sizeof(*ids));
	if (!look_at_first(db, filter, text_fold(pool, filter->search), ids,
	    &count, err))
		return false;
	*given = count == filter->most;
	for (int64_t i = 0; *given && i < count; i++)
		if (!each(to, ids[i], err))
			return false;
	return true;
}

bool dossier_each(struct db *db, const struct dossier_filter *filter,
    bool (*each)(void *to, int64_t id, struct err *err), void *to,
    struct err *err)
{
	bool marks = filter->search != NULL && text_has_marks(filter->search);
	struct pool pool = { 0 };
	const char *words = filter->search == NULL ? "" :
	    search_expression(&pool, filter->search);
	const char *sql = NULL;
	struct query *q;
	int64_t left = filter->most == 0 ? INT64_MAX : filter->most;
	bool given = false;
	bool good = choose(db, filter, words[0] != '\0', &sql, err);

	if (good && words[0] != '\0')
		good = first_few(db, filter, &pool, &given, each, to, err);
	if (!good || given) {
		pool_free(&pool);
		return good;
	}
	q = db_query(db, err, sql);
	put_filter(q, filter);
	if (words[0] != '\0')
		db_put_text(q, 6, words);
	while (good && left > 0 && db_row(q)) {
		bool holds = true;

		good = !marks || exactly(db, db_int(q, 0), filter->search,
		    &holds, err);
		if (good && holds) {
			good = each(to, db_int(q, 0), err);
			left--;
		}
	}
	good = db_end(q) && good;
	pool_free(&pool);
	return good;
}

bool dossier_place_each(struct db *db, int64_t fonds_id, int64_t grp_id,
    bool (*each)(void *to, int64_t id, struct err *err), void *to,
    struct err *err)
{
	static const char sql[] =
	    "SELECT id FROM dossier WHERE fonds_id = ?1"
	    " AND grp_id IS nullif(?2, 0) ORDER BY sort_key, id";
	struct query *q = db_query(db, err, sql);
	bool good = true;

	db_put_int(q, 1, fonds_id);
	db_put_int(q, 2, grp_id);
	while (good && db_row(q))
		good = each(to, db_int(q, 0), err);
	return db_end(q) && good;
}
