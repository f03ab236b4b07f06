#include "fonds.h"

#include "text.h"

#include <stdio.h>
#include <string.h>

#define FIELDS "id, code, name, kind, status, history, archives_time," \
	" paper_total, key_groups, other_types, language, lookup_tools," \
	" risk_recovery, coalesce(org_id, 0), note, rev"

static void read_row(struct query *q, struct pool *pool, struct fonds *f)
{
	f->id = db_int(q, 0);
	f->code = db_copy(q, 1, pool);
	f->name = db_copy(q, 2, pool);
	f->kind = db_copy(q, 3, pool);
	f->status = db_copy(q, 4, pool);
	f->history = db_copy(q, 5, pool);
	f->archives_time = db_copy(q, 6, pool);
	f->paper_total = db_copy(q, 7, pool);
	f->key_groups = db_copy(q, 8, pool);
	f->other_types = db_copy(q, 9, pool);
	f->language = db_copy(q, 10, pool);
	f->lookup_tools = db_copy(q, 11, pool);
	f->risk_recovery = db_int(q, 12);
	f->org_id = db_int(q, 13);
	f->note = db_copy(q, 14, pool);
	f->rev = db_int(q, 15);
}

const char *fonds_kind_name(const char *kind)
{
	if (strcmp(kind, "works") == 0)
		return _("works");
	if (strcmp(kind, "collection") == 0)
		return _("collection");
	return _("fonds");
}

bool fonds_get(struct db *db, int64_t id, struct pool *pool,
    struct fonds *fonds, struct err *err)
{
	static const char sql[] = "SELECT " FIELDS " FROM fonds WHERE id = ?1";
	struct query *q = db_query(db, err, sql);
	bool found = false;

	db_put_int(q, 1, id);
	if (db_row(q)) {
		read_row(q, pool, fonds);
		found = true;
	}
	if (!db_end(q))
		return false;
	return found || err_set(err, ERR_MISSING, _("There is no such fonds"));
}

bool fonds_list(struct db *db, struct pool *pool, struct fonds **list,
    size_t *count, struct err *err)
{
	static const char sql[] =
	    "SELECT " FIELDS " FROM fonds ORDER BY sort_key, id";
	struct query *q = db_query(db, err, sql);

	*list = NULL;
	*count = 0;
	while (db_row(q)) {
		*list = pool_grow(pool, *list, *count, sizeof(**list));
		read_row(q, pool, &(*list)[(*count)++]);
	}
	return db_end(q);
}

bool fonds_names(struct db *db, struct pool *pool, struct fonds_name **list,
    size_t *count, struct err *err)
{
	static const char sql[] =
	    "SELECT id, code, name FROM fonds ORDER BY sort_key, id";
	struct query *q = db_query(db, err, sql);

	*list = NULL;
	*count = 0;
	while (db_row(q)) {
		*list = pool_grow(pool, *list, *count, sizeof(**list));
		(*list)[(*count)++] = (struct fonds_name){ db_int(q, 0),
			db_copy(q, 1, pool), db_copy(q, 2, pool) };
	}
	return db_end(q);
}

bool fonds_find(struct db *db, const char *code, struct pool *pool,
    struct fonds *fonds, struct err *err)
{
	static const char sql[] =
	    "SELECT " FIELDS " FROM fonds WHERE code = ?1";
	const char *wanted = text_fold(pool, code);
	struct query *q = db_query(db, err, sql);
	struct fonds *list;
	size_t count;
	bool found = false;

	db_put_text(q, 1, text_nfc(pool, code));
	if (db_row(q)) {
		read_row(q, pool, fonds);
		found = true;
	}
	if (!db_end(q) || found)
		return found;
	if (!fonds_list(db, pool, &list, &count, err))
		return false;
	for (size_t i = 0; i < count; i++)
		if (strcmp(text_fold(pool, list[i].code), wanted) == 0) {
			*fonds = list[i];
			return true;
		}
	return err_set(err, ERR_MISSING, _("There is no fonds with the code "
	    "%s; see \"bansao fonds list\""), code);
}

static const char *stored(struct pool *pool, const char *text)
{
	return text == NULL ? "" : text_nfc(pool, text);
}

static bool check_fonds(const struct fonds *f, struct err *err)
{
	if (f->code == NULL || f->code[0] == '\0')
		return err_set(err, ERR_USAGE, _("A fonds needs a code"));
	if (strlen(f->code) > 30)
		return err_set(err, ERR_USAGE, _("The code of the fonds %s is "
		    "longer than 30 letters"), f->code);
	if (f->name == NULL || f->name[0] == '\0')
		return err_set(err, ERR_USAGE, _("Fonds %s needs a name"),
		    f->code);
	if (!text_valid(f->code) || !text_valid(f->name) ||
	    (f->note != NULL && !text_valid(f->note)) ||
	    (f->history != NULL && !text_valid(f->history)))
		return err_set(err, ERR_USAGE, _("The text is not UTF-8; see "
		    "--encoding of \"bansao import\""));
	if (f->kind != NULL && strcmp(f->kind, "fonds") != 0 &&
	    strcmp(f->kind, "works") != 0 && strcmp(f->kind, "collection") != 0)
		return err_set(err, ERR_USAGE, _("\"%s\" is not a kind of fonds: "
		    "use fonds, works or collection"), f->kind);
	if (f->status != NULL && strcmp(f->status, "open") != 0 &&
	    strcmp(f->status, "closed") != 0)
		return err_set(err, ERR_USAGE, _("\"%s\" is not a status of a "
		    "fonds: use open or closed"), f->status);
	return true;
}

/* Parameters 1 to 18, the same for adding and saving. */
static void put_fields(struct query *q, struct pool *pool,
    const struct fonds *f)
{
	const char *code = stored(pool, f->code);
	const char *name = stored(pool, f->name);
	size_t length;
	const char *key = text_sort_key(pool, code, &length);

	db_put_text(q, 1, code);
	db_put_text(q, 2, name);
	db_put_text(q, 3, text_fold(pool, name));
	db_put_blob(q, 4, key, length);
	db_put_text(q, 5, f->kind == NULL || f->kind[0] == '\0' ? "fonds" :
	    f->kind);
	db_put_text(q, 6, f->status == NULL || f->status[0] == '\0' ? "open" :
	    f->status);
	db_put_text(q, 7, stored(pool, f->history));
	db_put_text(q, 8, stored(pool, f->archives_time));
	db_put_text(q, 9, stored(pool, f->paper_total));
	db_put_text(q, 10, stored(pool, f->key_groups));
	db_put_text(q, 11, stored(pool, f->other_types));
	db_put_text(q, 12, stored(pool, f->language));
	db_put_text(q, 13, stored(pool, f->lookup_tools));
	db_put_int(q, 14, f->risk_recovery);
	if (f->org_id != 0)
		db_put_int(q, 15, f->org_id);
	db_put_text(q, 16, stored(pool, f->note));
}

static bool code_taken(struct db *db, const char *code, int64_t but,
    bool *taken, struct err *err)
{
	static const char sql[] =
	    "SELECT 1 FROM fonds WHERE code = ?1 AND id <> ?2";
	struct query *q = db_query(db, err, sql);

	db_put_text(q, 1, code);
	db_put_int(q, 2, but);
	*taken = db_row(q);
	return db_end(q);
}

bool fonds_add(struct db *db, struct fonds *fonds, int64_t import_id,
    struct err *err)
{
	static const char sql[] =
	    "INSERT INTO fonds (code, name, name_fold, sort_key, kind, status,"
	    " history, archives_time, paper_total, key_groups, other_types,"
	    " language, lookup_tools, risk_recovery, org_id, note, import_id)"
	    " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13,"
	    " ?14, ?15, ?16, nullif(?17, 0))";
	struct pool pool = { 0 };
	struct query *q;
	bool taken, good;

	if (!check_fonds(fonds, err) ||
	    !code_taken(db, fonds->code, 0, &taken, err))
		return false;
	if (taken)
		return err_set(err, ERR_USAGE, _("There is a fonds with the code "
		    "%s already"), fonds->code);
	q = db_query(db, err, sql);
	put_fields(q, &pool, fonds);
	db_put_int(q, 17, import_id);
	good = db_end(q);
	fonds->id = db_last_id(db);
	fonds->rev = 1;
	pool_free(&pool);
	return good;
}

bool fonds_save(struct db *db, const struct fonds *fonds, struct err *err)
{
	static const char sql[] =
	    "UPDATE fonds SET code = ?1, name = ?2, name_fold = ?3,"
	    " sort_key = ?4, kind = ?5, status = ?6, history = ?7,"
	    " archives_time = ?8, paper_total = ?9, key_groups = ?10,"
	    " other_types = ?11, language = ?12, lookup_tools = ?13,"
	    " risk_recovery = ?14, org_id = ?15, note = ?16, rev = rev + 1"
	    " WHERE id = ?17 AND rev = ?18";
	struct pool pool = { 0 };
	struct query *q;
	bool taken, good;

	if (!check_fonds(fonds, err) ||
	    !code_taken(db, fonds->code, fonds->id, &taken, err))
		return false;
	if (taken)
		return err_set(err, ERR_USAGE, _("There is a fonds with the code "
		    "%s already"), fonds->code);
	q = db_query(db, err, sql);
	put_fields(q, &pool, fonds);
	db_put_int(q, 17, fonds->id);
	db_put_int(q, 18, fonds->rev);
	good = db_end(q);
	pool_free(&pool);
	if (good && db_changed(db) == 0)
		return err_set(err, ERR_BUSY, _("Fonds %s was changed by somebody "
		    "else meanwhile; look at it again"), fonds->code);
	return good;
}

bool fonds_remove(struct db *db, int64_t id, struct err *err)
{
	static const char sql[] =
	    "DELETE FROM fonds WHERE id = ?1 AND NOT EXISTS (SELECT 1 FROM"
	    " dossier WHERE fonds_id = ?1) AND NOT EXISTS (SELECT 1 FROM grp"
	    " WHERE fonds_id = ?1)";
	struct query *q = db_query(db, err, sql);

	db_put_int(q, 1, id);
	if (!db_end(q))
		return false;
	return db_changed(db) == 1 || err_set(err, ERR_RULE,
	    _("Only an empty fonds can be removed (BR19)"));
}

/* --- groups ------------------------------------------------------------- */

#define GROUP_FIELDS "id, fonds_id, coalesce(parent_id, 0), code, title, rev"

static void read_group(struct query *q, struct pool *pool, struct group *g)
{
	g->id = db_int(q, 0);
	g->fonds_id = db_int(q, 1);
	g->parent_id = db_int(q, 2);
	g->code = db_copy(q, 3, pool);
	g->title = db_copy(q, 4, pool);
	g->rev = db_int(q, 5);
}

bool group_get(struct db *db, int64_t id, struct pool *pool,
    struct group *group, struct err *err)
{
	static const char sql[] =
	    "SELECT " GROUP_FIELDS " FROM grp WHERE id = ?1";
	struct query *q = db_query(db, err, sql);
	bool found = false;

	db_put_int(q, 1, id);
	if (db_row(q)) {
		read_group(q, pool, group);
		found = true;
	}
	if (!db_end(q))
		return false;
	return found || err_set(err, ERR_MISSING, _("There is no such group"));
}

bool group_children(struct db *db, int64_t fonds_id, int64_t parent_id,
    struct pool *pool, struct group **list, size_t *count, struct err *err)
{
	static const char sql[] =
	    "SELECT " GROUP_FIELDS " FROM grp"
	    " WHERE fonds_id = ?1 AND parent_id IS nullif(?2, 0)"
	    " ORDER BY sort_key, id";
	struct query *q = db_query(db, err, sql);

	db_put_int(q, 1, fonds_id);
	db_put_int(q, 2, parent_id);
	*list = NULL;
	*count = 0;
	while (db_row(q)) {
		*list = pool_grow(pool, *list, *count, sizeof(**list));
		read_group(q, pool, &(*list)[(*count)++]);
	}
	return db_end(q);
}

bool group_find(struct db *db, int64_t fonds_id, int64_t parent_id,
    const char *title, int64_t *id, struct err *err)
{
	static const char sql[] =
	    "SELECT id FROM grp WHERE fonds_id = ?1"
	    " AND parent_id IS nullif(?2, 0)"
	    " AND (title_fold = ?3 OR (code <> '' AND code = ?4))"
	    " ORDER BY title = ?4 DESC, id LIMIT 1";
	struct pool pool = { 0 };
	struct query *q = db_query(db, err, sql);

	*id = 0;
	db_put_int(q, 1, fonds_id);
	db_put_int(q, 2, parent_id);
	db_put_text(q, 3, text_fold(&pool, title));
	db_put_text(q, 4, title);
	if (db_row(q))
		*id = db_int(q, 0);
	bool good = db_end(q);
	pool_free(&pool);
	return good;
}

bool group_find_path(struct db *db, int64_t fonds_id, const char *path,
    int64_t *id, struct err *err)
{
	struct pool pool = { 0 };
	char *rest = pool_copy(&pool, path);
	int64_t parent = 0;
	bool good = group_find(db, fonds_id, 0, path, id, err);

	/* A title may itself hold a slash, so the whole is tried first. */
	if (good && *id == 0)
		for (char *part = strsep(&rest, "/"); good && part != NULL;
		    part = strsep(&rest, "/")) {
			good = group_find(db, fonds_id, parent, part, id, err);
			if (good && *id == 0)
				break;
			parent = *id;
		}
	pool_free(&pool);
	if (good && *id == 0)
		return err_set(err, ERR_MISSING, _("There is no group \"%s\" in "
		    "this fonds; see \"bansao tree\""), path);
	return good;
}

static void put_group(struct query *q, struct pool *pool,
    const struct group *g)
{
	const char *title = stored(pool, g->title);
	const char *code = stored(pool, g->code);
	size_t length;
	const char *key = text_sort_key(pool, pool_printf(pool, "%s %s", code,
	    title), &length);

	db_put_int(q, 1, g->fonds_id);
	if (g->parent_id != 0)
		db_put_int(q, 2, g->parent_id);
	db_put_text(q, 3, code);
	db_put_text(q, 4, title);
	db_put_text(q, 5, text_fold(pool, title));
	db_put_blob(q, 6, key, length);
}

bool group_add(struct db *db, struct group *group, int64_t import_id,
    struct err *err)
{
	static const char sql[] =
	    "INSERT INTO grp (fonds_id, parent_id, code, title, title_fold,"
	    " sort_key, import_id) VALUES (?1, ?2, ?3, ?4, ?5, ?6,"
	    " nullif(?7, 0))";
	struct pool pool = { 0 };
	struct query *q;
	bool good;

	if (group->title == NULL || group->title[0] == '\0')
		return err_set(err, ERR_USAGE, _("A group needs a title"));
	q = db_query(db, err, sql);
	put_group(q, &pool, group);
	db_put_int(q, 7, import_id);
	good = db_end(q);
	group->id = db_last_id(db);
	group->rev = 1;
	pool_free(&pool);
	return good;
}

bool group_save(struct db *db, const struct group *group, struct err *err)
{
	static const char sql[] =
	    "UPDATE grp SET fonds_id = ?1, parent_id = ?2, code = ?3,"
	    " title = ?4, title_fold = ?5, sort_key = ?6, rev = rev + 1"
	    " WHERE id = ?7 AND rev = ?8";
	struct pool pool = { 0 };
	struct query *q;
	bool good;

	if (group->title == NULL || group->title[0] == '\0')
		return err_set(err, ERR_USAGE, _("A group needs a title"));
	q = db_query(db, err, sql);
	put_group(q, &pool, group);
	db_put_int(q, 7, group->id);
	db_put_int(q, 8, group->rev);
	good = db_end(q);
	pool_free(&pool);
	if (good && db_changed(db) == 0)
		return err_set(err, ERR_BUSY, _("The group was changed by somebody "
		    "else meanwhile; look at it again"));
	return good;
}

bool group_remove(struct db *db, int64_t id, struct err *err)
{
	static const char sql[] =
	    "DELETE FROM grp WHERE id = ?1 AND NOT EXISTS (SELECT 1 FROM dossier"
	    " WHERE grp_id = ?1) AND NOT EXISTS (SELECT 1 FROM grp"
	    " WHERE parent_id = ?1)";
	struct query *q = db_query(db, err, sql);

	db_put_int(q, 1, id);
	if (!db_end(q))
		return false;
	return db_changed(db) == 1 || err_set(err, ERR_RULE,
	    _("Only an empty group can be removed (BR19)"));
}

/* --- sums --------------------------------------------------------------- */

void tally_add_row(struct tally *tally, struct query *q)
{
	int64_t state = db_int(q, 0);

	if (state >= 0 && state < (int64_t)COUNT(tally->state)) {
		tally->state[state] += db_int(q, 1);
		tally->state_a4[state] += db_int(q, state >= 6 &&
		    state <= 10 ? 5 : 4);
	}
	tally->dossiers += db_int(q, 1);
	tally->papers += db_int(q, 2);
	tally->pages += db_int(q, 3);
	tally->a4_estimate += db_int(q, 4);
	tally->a4 += db_int(q, 5);
	tally->images += db_int(q, 6);
	tally->scans += db_int(q, 7);
	tally->bytes += db_int(q, 8);
}

static bool read_tally(struct query *q, struct tally *tally)
{
	memset(tally, 0, sizeof(*tally));
	while (db_row(q))
		tally_add_row(tally, q);
	return db_end(q);
}

bool fonds_tally(struct db *db, int64_t fonds_id, struct tally *tally,
    struct err *err)
{
	static const char one_sql[] =
	    "SELECT " TALLY_FIELDS " FROM tally_grp WHERE fonds_id = ?1";
	static const char all_sql[] = "SELECT " TALLY_FIELDS
	    " FROM tally_state";
	struct query *q = db_query(db, err, fonds_id == 0 ? all_sql : one_sql);

	if (fonds_id != 0)
		db_put_int(q, 1, fonds_id);
	return read_tally(q, tally);
}

bool catalogue_total(struct db *db, struct total *total, struct err *err)
{
	static const char sql[] =
	    "SELECT sum(dossiers), sum(pages), sum(a4), sum(iif(state BETWEEN 7"
	    " AND 10, dossiers, 0)) FROM tally_state";
	struct query *q = db_query(db, err, sql);

	*total = (struct total){ 0 };
	if (db_row(q))
		*total = (struct total){ db_int(q, 0), db_int(q, 1),
			db_int(q, 2), db_int(q, 3) };
	return db_end(q);
}

bool group_tally(struct db *db, int64_t group_id, struct tally *tally,
    struct err *err)
{
	static const char sql[] =
	    "WITH RECURSIVE below (id, fonds_id) AS (SELECT id, fonds_id FROM grp"
	    " WHERE id = ?1 UNION ALL SELECT grp.id, grp.fonds_id FROM grp"
	    " JOIN below ON grp.parent_id = below.id)"
	    " SELECT " TALLY_FIELDS " FROM below JOIN tally_grp ON"
	    " tally_grp.fonds_id = below.fonds_id AND grp_id = below.id";
	struct query *q = db_query(db, err, sql);

	db_put_int(q, 1, group_id);
	return read_tally(q, tally);
}
