#include "import_batch.h"

#include "audit.h"
#include "clock.h"
#include "dossier_import.h"
#include "who.h"

#include <string.h>

#define FIELDS "id, at, user, file, bytes, reader, rows, fonds, groups," \
	" dossiers, updated, warnings, coalesce(undone_at, (SELECT at FROM" \
	" import_taken_back WHERE batch_id = import_batch.id))"

static void read_row(struct query *q, struct pool *pool,
    struct import_batch *b)
{
	b->id = db_int(q, 0);
	b->at = db_copy(q, 1, pool);
	b->user = db_copy(q, 2, pool);
	b->file = db_copy(q, 3, pool);
	b->bytes = db_int(q, 4);
	b->reader = db_copy(q, 5, pool);
	b->rows = db_int(q, 6);
	b->fonds = db_int(q, 7);
	b->groups = db_int(q, 8);
	b->dossiers = db_int(q, 9);
	b->updated = db_int(q, 10);
	b->warnings = db_int(q, 11);
	b->undone_at = db_copy(q, 12, pool);
}

bool import_batch_list(struct db *db, struct pool *pool,
    struct import_batch **list, size_t *count, struct err *err)
{
	static const char sql[] = "SELECT " FIELDS ", count(*) OVER ()"
	    " FROM import_batch ORDER BY id DESC";
	struct query *q = db_query(db, err, sql);

	*list = NULL;
	*count = 0;
	while (db_row(q)) {
		if (*list == NULL)
			*list = pool_array(pool, (size_t)db_int(q, 13),
			    sizeof(**list));
		read_row(q, pool, &(*list)[(*count)++]);
	}
	return db_end(q);
}

bool import_batch_get(struct db *db, int64_t id, struct pool *pool,
    struct import_batch *batch, struct err *err)
{
	static const char sql[] =
	    "SELECT " FIELDS " FROM import_batch WHERE id = ?1";
	struct query *q = db_query(db, err, sql);
	bool found = false;

	db_put_int(q, 1, id);
	if (db_row(q)) {
		read_row(q, pool, batch);
		found = true;
	}
	if (!db_end(q))
		return false;
	return found || err_set(err, ERR_MISSING, _("There is no import %lld; "
	    "see \"bansao import list\""), (long long)id);
}

bool import_batch_add(struct db *db, struct import_batch *batch,
    struct err *err)
{
	static const char sql[] =
	    "INSERT INTO import_batch (id, at, uid, user, file, bytes, reader,"
	    " rows, fonds, groups, dossiers, updated, warnings) VALUES"
	    " ((SELECT coalesce(max(id), 0) + 1 FROM import_batch),"
	    " ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)";
	struct query *q = db_query(db, err, sql);
	char now[CLOCK_TEXT];
	struct who who;
	bool good;

	clock_utc(now);
	who_am_i(&who);
	db_put_text(q, 1, now);
	db_put_int(q, 2, who.uid);
	db_put_text(q, 3, who.user);
	db_put_text(q, 4, batch->file);
	db_put_int(q, 5, batch->bytes);
	db_put_text(q, 6, batch->reader);
	db_put_int(q, 7, batch->rows);
	db_put_int(q, 8, batch->fonds);
	db_put_int(q, 9, batch->groups);
	db_put_int(q, 10, batch->dossiers);
	db_put_int(q, 11, batch->updated);
	db_put_int(q, 12, batch->warnings);
	good = db_end(q);
	batch->id = db_last_id(db);
	return good;
}

bool import_column_add(struct db *db, int64_t batch, int sheet, int number,
    const char *sheet_name, const char *head, const char *field,
    const char *encoding, struct err *err)
{
	static const char sql[] = "INSERT INTO import_column VALUES"
	    " (?1, ?2, ?3, ?4, ?5, ?6, ?7)";
	struct query *q = db_query(db, err, sql);

	db_put_int(q, 1, batch);
	db_put_int(q, 2, sheet);
	db_put_int(q, 3, number);
	db_put_text(q, 4, sheet_name);
	db_put_text(q, 5, head);
	db_put_text(q, 6, field);
	db_put_text(q, 7, encoding);
	return db_end(q);
}

bool import_row_add(struct db *db, int64_t batch, int sheet, int64_t number,
    int64_t dossier, const void *raw, size_t size, struct err *err)
{
	static const char sql[] = "INSERT INTO import_row VALUES"
	    " (?1, ?2, ?3, ?4, ?5)";
	struct query *q = db_query(db, err, sql);

	db_put_int(q, 1, batch);
	db_put_int(q, 2, sheet);
	db_put_int(q, 3, number);
	db_put_int(q, 4, dossier);
	db_put_blob(q, 5, raw, size);
	return db_end(q);
}

/* --- mappings ------------------------------------------------------------ */

bool import_mapping_get(struct db *db, const char *heads, struct pool *pool,
    const char **maps, struct err *err)
{
	static const char sql[] =
	    "SELECT maps FROM import_mapping WHERE heads = ?1";
	struct query *q = db_query(db, err, sql);

	*maps = "";
	db_put_text(q, 1, heads);
	if (db_row(q))
		*maps = db_copy(q, 0, pool);
	return db_end(q);
}

bool import_mapping_put(struct db *db, const char *heads, const char *maps,
    struct err *err)
{
	static const char sql[] =
	    "INSERT INTO import_mapping VALUES (?1, ?2, ?3)"
	    " ON CONFLICT DO UPDATE SET maps = ?2, used_at = ?3";
	struct query *q = db_query(db, err, sql);
	char now[CLOCK_TEXT];

	clock_utc(now);
	db_put_text(q, 1, heads);
	db_put_text(q, 2, maps);
	db_put_text(q, 3, now);
	return db_end(q);
}

/* --- undo ---------------------------------------------------------------- */

static bool mark_undone(struct db *db, int64_t id, struct err *err)
{
	static const char sql[] = "UPDATE import_batch SET undone_at = ?2,"
	    " undone_by = ?3 WHERE id = ?1";
	struct query *q = db_query(db, err, sql);
	char now[CLOCK_TEXT];
	struct who who;

	clock_utc(now);
	who_am_i(&who);
	db_put_int(q, 1, id);
	db_put_text(q, 2, now);
	db_put_text(q, 3, who.user);
	return db_end(q);
}

static bool take_back(struct db *db, struct pool *pool,
    struct import_batch *batch, struct err *err)
{
	const char *why = "";

	if (!import_batch_get(db, batch->id, pool, batch, err))
		return false;
	if (batch->undone_at[0] != '\0')
		return err_set(err, ERR_MISSING,
		    _("Import %lld is undone already"), (long long)batch->id);
	if (!dossier_import_later(db, batch->id, pool, &why, err))
		return false;
	if (why[0] != '\0')
		return err_set(err, ERR_RULE, _("Import %lld cannot be undone: "
		    "later work stands on it (%s)"), (long long)batch->id,
		    why);
	return dossier_import_remove(db, batch->id, err) &&
	    mark_undone(db, batch->id, err);
}

bool import_batch_undo(struct db *db, int64_t id, struct pool *pool,
    struct import_batch *batch, struct err *err)
{
	struct edit edit = { .action = "import undo", .final = true };

	batch->id = id;
	if (!db_begin(db, err))
		return false;
	if (!import_batch_get(db, id, pool, batch, err) ||
	    (batch->updated == 0 && !take_back(db, pool, batch, err))) {
		edit_abort(db);
		return false;
	}
	edit.subject = pool_printf(pool, "%lld", (long long)id);
	edit.summary = pool_printf(pool,
	    _("undo import %lld: %s, %lld dossiers"), (long long)id,
	    batch->file, (long long)batch->dossiers + batch->updated);
	if (batch->updated > 0) {
		edit_abort(db);
		edit.final = false;
		return undo_edit(db, "import", &edit, pool, err);
	}
	return edit_commit(db, &edit, NULL, err);
}
