/* Undo and redo: the inverse of a recorded edit, as an edit. */
#include "audit.h"

#include "audit_inside.h"
#include "search_index.h"
#include "who.h"

#include <string.h>

/* An edit is undone when a later row undoes it and nothing undoes that one.
 * Rows with redo = 1 are undoings of undoings. So: to undo, the newest row of
 * this user that is no undoing (or a redo), not final, with changes, and not
 * itself undone; to redo, the newest undoing not undone and with no newer
 * plain edit of this user after it. */
static bool find_step(struct db *db, bool redo, struct pool *pool,
    int64_t *seq, const char **words, const char **subject, struct err *err)
{
	static const char undo_sql[] =
	    "SELECT seq, summary, subject FROM audit a"
	    " WHERE uid = ?1 AND changes IS NOT NULL"
	    " AND (undoes IS NULL OR redo = 1)"
	    " AND NOT EXISTS (SELECT 1 FROM audit b WHERE b.undoes = a.seq)"
	    " AND seq > coalesce((SELECT max(seq) FROM audit WHERE uid = ?1"
	    " AND final = 1), 0)"
	    " ORDER BY seq DESC LIMIT 1";
	static const char redo_sql[] =
	    "SELECT seq, summary, subject FROM audit a"
	    " WHERE uid = ?1 AND undoes IS NOT NULL AND redo = 0"
	    " AND NOT EXISTS (SELECT 1 FROM audit b WHERE b.undoes = a.seq)"
	    " AND seq > coalesce((SELECT max(seq) FROM audit"
	    " WHERE uid = ?1 AND undoes IS NULL), 0)"
	    " ORDER BY seq DESC LIMIT 1";
	struct query *q = redo ? db_query(db, err, redo_sql) :
	    db_query(db, err, undo_sql);
	struct who who;

	who_am_i(&who);
	*seq = 0;
	*words = *subject = "";
	db_put_int(q, 1, who.uid);
	if (db_row(q)) {
		*seq = db_int(q, 0);
		*words = db_copy(q, 1, pool);
		*subject = db_copy(q, 2, pool);
	}
	return db_end(q);
}

bool undo_next(struct db *db, bool redo, struct pool *pool,
    const char **words, struct err *err)
{
	const char *subject;
	int64_t seq;

	return find_step(db, redo, pool, &seq, words, &subject, err);
}

/* The word index follows the folded texts of a dossier. */
struct indexing {
	struct db *db;
	struct err *err;
	int64_t last;
};

static bool index_row(void *data, const struct db_change *change)
{
	const char *end = strrchr(change->column, '_');
	struct indexing *to = data;

	if (strcmp(change->table, "dossier") != 0 || (change->operation == 'U' &&
	    (end == NULL || strcmp(end, "_fold") != 0)) || change->id == 0 ||
	    change->id == to->last)
		return true;
	to->last = change->id;
	return search_index_row(to->db, change->id, to->err);
}

/* The inverse of what that edit changed, in the open transaction. */
static bool apply_back(struct db *db, int64_t seq, const char *words,
    struct pool *pool, struct err *err)
{
	struct indexing indexing = { .db = db, .err = err };
	const char *conflict;
	void *data;
	size_t size;

	if (!audit_read_changes(db, seq, pool, &data, &size, err))
		return false;
	if (!db_apply(db, data, size, true, &conflict, err)) {
		if (err->kind == ERR_RULE) {
			err_clear(err);
			err_set(err, ERR_RULE, _("\"%s\" cannot be undone: later "
			    "work stands on it (%s). See \"bansao audit list\""),
			    words, conflict == NULL ? "-" : conflict);
		}
		return false;
	}
	return db_each_change(db, data, size, index_row, &indexing, err) &&
	    err->kind == ERR_NONE;
}

static bool find_edit(struct db *db, const char *action, const char *subject,
    struct pool *pool, int64_t *seq, const char **words, struct err *err)
{
	static const char sql[] =
	    "SELECT seq, summary FROM audit a WHERE action = ?1"
	    " AND subject = ?2 AND changes IS NOT NULL AND undoes IS NULL"
	    " AND NOT EXISTS (SELECT 1 FROM audit b WHERE b.undoes = a.seq"
	    " AND NOT EXISTS (SELECT 1 FROM audit c WHERE c.undoes = b.seq))"
	    " ORDER BY seq DESC LIMIT 1";
	struct query *q = db_query(db, err, sql);

	*seq = 0;
	db_put_text(q, 1, action);
	db_put_text(q, 2, subject);
	if (db_row(q)) {
		*seq = db_int(q, 0);
		*words = db_copy(q, 1, pool);
	}
	return db_end(q);
}

bool undo_edit(struct db *db, const char *action, const struct edit *edit,
    struct pool *pool, struct err *err)
{
	const char *words = "";
	int64_t seq;

	if (!edit_begin(db, err))
		return false;
	if (find_edit(db, action, edit->subject, pool, &seq, &words, err) &&
	    (seq != 0 || err_set(err, ERR_MISSING, _("It is undone already"))) &&
	    apply_back(db, seq, words, pool, err))
		return audit_commit(db, edit, seq, false, NULL, err);
	edit_abort(db);
	return false;
}

bool undo_run(struct db *db, bool redo, struct pool *pool,
    const char **words, struct err *err)
{
	struct edit edit = { .action = redo ? "redo" : "undo" };
	int64_t seq;

	if (!edit_begin(db, err))
		return false;
	if (!find_step(db, redo, pool, &seq, words, &edit.subject, err))
		goto bad;
	if (seq == 0) {
		err_set(err, ERR_MISSING, redo ? _("There is nothing to redo") :
		    _("There is nothing to undo"));
		goto bad;
	}
	if (!apply_back(db, seq, *words, pool, err))
		goto bad;
	edit.summary = *words;
	return audit_commit(db, &edit, seq, redo, NULL, err);
bad:
	edit_abort(db);
	return false;
}
