#include "dossier_window.h"

#include "dossier_list.h"

#include <stdlib.h>
#include <string.h>

enum { LOOK_FIRST = 300 };	/* rows looked at before the index is asked */

bool dossier_window_count(struct db *db, const struct dossier_place *place,
    int64_t *count, struct err *err)
{
	static const char all[] = "SELECT sum(dossiers) FROM tally_state";
	static const char one[] =
	    "SELECT sum(dossiers) FROM tally_grp"
	    " WHERE fonds_id = ?1 AND grp_id = ?2";
	struct query *q = db_query(db, err, place->fonds_id == 0 ? all : one);

	if (place->fonds_id != 0) {
		db_put_int(q, 1, place->fonds_id);
		db_put_int(q, 2, place->grp_id);
	}
	*count = db_row(q) ? db_int(q, 0) : 0;
	return db_end(q);
}

/* --- windows ------------------------------------------------------------ */

/* The eight ways to begin: whole catalogue or a group, forwards or
 * backwards, by number or behind a row. IS: a group that is NULL is the
 * fonds itself; the index serves it. */
#define PLACE " WHERE fonds_id = ?1 AND grp_id IS nullif(?2, 0)"
static const char all_forward[] =
    "SELECT id FROM dossier ORDER BY sort_key, id LIMIT ?3 OFFSET ?4";
static const char all_backward[] =
    "SELECT id FROM dossier ORDER BY sort_key DESC, id DESC"
    " LIMIT ?3 OFFSET ?4";
static const char all_behind[] =
    "SELECT id FROM dossier WHERE (sort_key, id) >"
    " (SELECT sort_key, id FROM dossier WHERE id = ?5)"
    " ORDER BY sort_key, id LIMIT ?3 OFFSET ?4";
static const char all_before[] =
    "SELECT id FROM dossier WHERE (sort_key, id) <"
    " (SELECT sort_key, id FROM dossier WHERE id = ?5)"
    " ORDER BY sort_key DESC, id DESC LIMIT ?3 OFFSET ?4";
static const char one_forward[] =
    "SELECT id FROM dossier" PLACE
    " ORDER BY sort_key, id LIMIT ?3 OFFSET ?4";
static const char one_backward[] =
    "SELECT id FROM dossier" PLACE
    " ORDER BY sort_key DESC, id DESC LIMIT ?3 OFFSET ?4";
static const char one_behind[] =
    "SELECT id FROM dossier" PLACE " AND (sort_key, id) >"
    " (SELECT sort_key, id FROM dossier WHERE id = ?5)"
    " ORDER BY sort_key, id LIMIT ?3 OFFSET ?4";
static const char one_before[] =
    "SELECT id FROM dossier" PLACE " AND (sort_key, id) <"
    " (SELECT sort_key, id FROM dossier WHERE id = ?5)"
    " ORDER BY sort_key DESC, id DESC LIMIT ?3 OFFSET ?4";

static bool read_ids(struct db *db, const char *sql,
    const struct dossier_place *place, int64_t skip, int64_t near, int count,
    bool backward, int64_t *ids, struct err *err)
{
	struct query *q = db_query(db, err, sql);
	int at = 0;

	if (place->fonds_id != 0) {
		db_put_int(q, 1, place->fonds_id);
		db_put_int(q, 2, place->grp_id);
	}
	db_put_int(q, 3, count);
	db_put_int(q, 4, skip);
	if (near != 0)
		db_put_int(q, 5, near);
	memset(ids, 0, (size_t)count * sizeof(*ids));
	while (db_row(q) && at < count) {
		ids[backward ? count - 1 - at : at] = db_int(q, 0);
		at++;
	}
	return db_end(q);
}

bool dossier_window_ids(struct db *db, const struct dossier_place *place,
    int64_t total, int64_t first, int count, int64_t near,
    int64_t near_index, int64_t *ids, struct err *err)
{
	bool all = place->fonds_id == 0;
	int64_t behind = first - near_index - 1;
	int64_t before = near_index - first - count;
	int64_t from_end = total - first - count;
	int64_t least = first < from_end ? first : from_end;

	if (count <= 0)
		return true;
	if (near != 0 && behind >= 0 && behind <= least)
		return read_ids(db, all ? all_behind : one_behind, place,
		    behind, near, count, false, ids, err);
	if (near != 0 && before >= 0 && before <= least)
		return read_ids(db, all ? all_before : one_before, place,
		    before, near, count, true, ids, err);
	if (from_end >= 0 && from_end < first)
		return read_ids(db, all ? all_backward : one_backward, place,
		    from_end, 0, count, true, ids, err);
	return read_ids(db, all ? all_forward : one_forward, place, first, 0,
	    count, false, ids, err);
}

bool dossier_steps_find(struct db *db, const struct dossier_place *place,
    int64_t total, struct dossier_steps *steps, bool *more, struct err *err)
{
	enum { AT_ONCE = 20, WORTH_IT = 4000 };

	*more = false;
	for (int i = 0; total > WORTH_IT && i < AT_ONCE; i++) {
		int64_t row = steps->count * DOSSIER_STEP, id;

		if (row >= total)
			return true;
		if (steps->count == steps->room) {
			steps->room = total / DOSSIER_STEP + 1;
			steps->ids = must_realloc(steps->ids,
			    (size_t)steps->room * sizeof(*steps->ids));
		}
		if (!dossier_window_ids(db, place, total, row, 1, row == 0 ? 0 :
		    steps->ids[steps->count - 1], row - DOSSIER_STEP, &id, err))
			return false;
		/* Somebody took rows away meanwhile: the next load finds out. */
		if (id == 0)
			return true;
		steps->ids[steps->count++] = id;
		*more = true;
	}
	return true;
}

void dossier_steps_near(const struct dossier_steps *steps, int64_t row,
    int64_t *near, int64_t *near_index)
{
	int64_t at = (row - 1) / DOSSIER_STEP;

	if (row < 1 || steps->count == 0)
		return;
	if (at >= steps->count)
		at = steps->count - 1;
	if (*near == 0 || llabs(row - *near_index) > row - at * DOSSIER_STEP) {
		*near = steps->ids[at];
		*near_index = at * DOSSIER_STEP;
	}
}

bool dossier_window_find(struct db *db, const struct dossier_place *place,
    int64_t id, int64_t *index, struct err *err)
{
	static const char all[] =
	    "SELECT (SELECT count(*) FROM dossier WHERE (sort_key, id) <"
	    " (d.sort_key, d.id)) FROM dossier d WHERE d.id = ?3";
	static const char one[] =
	    "SELECT (SELECT count(*) FROM dossier" PLACE
	    " AND (sort_key, id) < (d.sort_key, d.id))"
	    " FROM dossier d WHERE d.id = ?3 AND d.fonds_id = ?1"
	    " AND d.grp_id IS nullif(?2, 0)";
	struct query *q = db_query(db, err, place->fonds_id == 0 ? all : one);

	if (place->fonds_id != 0) {
		db_put_int(q, 1, place->fonds_id);
		db_put_int(q, 2, place->grp_id);
	}
	db_put_int(q, 3, id);
	*index = db_row(q) ? db_int(q, 0) : -1;
	return db_end(q);
}

/* --- searching ---------------------------------------------------------- */

/* Words that are common are found near by. */
static bool look_near(struct db *db, const struct dossier_place *place,
    const char *needle, int64_t from, bool forward, int64_t *id,
    struct err *err)
{
	static const char sql[4][400] = {
	    "SELECT id, title_fold, code_fold FROM dossier"
	    " WHERE (sort_key, id) >= (SELECT sort_key, id FROM dossier"
	    " WHERE id = ?3) ORDER BY sort_key, id LIMIT ?4",
	    "SELECT id, title_fold, code_fold FROM dossier"
	    " WHERE (sort_key, id) <= (SELECT sort_key, id FROM dossier"
	    " WHERE id = ?3) ORDER BY sort_key DESC, id DESC LIMIT ?4",
	    "SELECT id, title_fold, code_fold FROM dossier" PLACE
	    " AND (sort_key, id) >= (SELECT sort_key, id FROM dossier"
	    " WHERE id = ?3) ORDER BY sort_key, id LIMIT ?4",
	    "SELECT id, title_fold, code_fold FROM dossier" PLACE
	    " AND (sort_key, id) <= (SELECT sort_key, id FROM dossier"
	    " WHERE id = ?3) ORDER BY sort_key DESC, id DESC LIMIT ?4",
	};
	bool all = place->fonds_id == 0;
	struct query *q = db_query(db, err, sql[(all ? 0 : 2) + !forward]);

	if (!all) {
		db_put_int(q, 1, place->fonds_id);
		db_put_int(q, 2, place->grp_id);
	}
	db_put_int(q, 3, from);
	db_put_int(q, 4, LOOK_FIRST);
	*id = 0;
	while (*id == 0 && db_row(q)) {
		const char *const texts[] = { db_text(q, 1), db_text(q, 2) };

		if (search_matches(texts, COUNT(texts), needle))
			*id = db_int(q, 0);
	}
	return db_end(q);
}

/* Rare ones by the index of words. */
static bool look_far(struct db *db, const struct dossier_place *place,
    const char *needle, int64_t from, bool forward, int64_t *id,
    struct err *err)
{
	static const char behind[] =
	    "SELECT d.id FROM dossier_fts f JOIN dossier d ON d.id = f.rowid"
	    " WHERE dossier_fts MATCH ?4 AND (?1 = 0 OR (d.fonds_id = ?1"
	    " AND d.grp_id IS nullif(?2, 0))) AND (d.sort_key, d.id) >="
	    " (SELECT sort_key, id FROM dossier WHERE id = ?3)"
	    " ORDER BY d.sort_key, d.id LIMIT 1";
	static const char before[] =
	    "SELECT d.id FROM dossier_fts f JOIN dossier d ON d.id = f.rowid"
	    " WHERE dossier_fts MATCH ?4 AND (?1 = 0 OR (d.fonds_id = ?1"
	    " AND d.grp_id IS nullif(?2, 0))) AND (d.sort_key, d.id) <="
	    " (SELECT sort_key, id FROM dossier WHERE id = ?3)"
	    " ORDER BY d.sort_key DESC, d.id DESC LIMIT 1";
	struct pool pool = { 0 };
	const char *words = search_expression(&pool, needle);
	struct query *q;
	bool good;

	*id = 0;
	if (words[0] == '\0') {
		pool_free(&pool);
		return true;
	}
	words = pool_printf(&pool, "{title_fold code_fold} : (%s)", words);
	q = db_query(db, err, forward ? behind : before);
	db_put_int(q, 1, place->fonds_id);
	db_put_int(q, 2, place->grp_id);
	db_put_int(q, 3, from);
	db_put_text(q, 4, words);
	if (db_row(q))
		*id = db_int(q, 0);
	good = db_end(q);
	pool_free(&pool);
	return good;
}

bool dossier_window_search(struct db *db, const struct dossier_place *place,
    const char *needle, int64_t from, int by, int64_t *id, struct err *err)
{
	if (!look_near(db, place, needle, from, by > 0, id, err))
		return false;
	return *id != 0 || look_far(db, place, needle, from, by > 0, id, err);
}
