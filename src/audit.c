#include "audit.h"

#include "clock.h"
#include "search_index.h"
#include "sha256.h"
#include "who.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <syslog.h>

/* --- the chain ---------------------------------------------------------- */

struct link {
	int64_t seq;
	char at[CLOCK_TEXT];
	struct who who;
	int64_t undoes;		/* 0: none */
	bool redo;
	const void *changes;
	size_t size;
};

/* Every field goes into the hash, texts with their NUL, numbers as text. */
static void hash_number(struct sha256 *sha, int64_t number)
{
	char text[32];

	snprintf(text, sizeof(text), "%" PRId64, number);
	sha256_text(sha, text);
}

static void hash_link(const struct link *link, const struct edit *edit,
    const unsigned char before[32], unsigned char digest[32])
{
	struct sha256 sha;

	sha256_start(&sha);
	sha256_add(&sha, before, 32);
	hash_number(&sha, link->seq);
	sha256_text(&sha, link->at);
	hash_number(&sha, link->who.uid);
	sha256_text(&sha, link->who.user);
	sha256_text(&sha, link->who.host);
	sha256_text(&sha, edit->action);
	sha256_text(&sha, edit->subject);
	hash_number(&sha, edit->dossier);
	sha256_text(&sha, edit->summary);
	sha256_text(&sha, edit->note);
	hash_number(&sha, link->undoes);
	hash_number(&sha, link->redo);
	hash_number(&sha, edit->final);
	hash_number(&sha, (int64_t)link->size);
	sha256_add(&sha, link->changes, link->size);
	sha256_end(&sha, digest);
}

static bool last_link(struct db *db, int64_t *seq, unsigned char hash[32],
    struct err *err)
{
	static const char sql[] =
	    "SELECT seq, hash FROM audit ORDER BY seq DESC LIMIT 1";
	struct query *q = db_query(db, err, sql);

	*seq = 0;
	memset(hash, 0, 32);
	if (db_row(q)) {
		size_t size;
		const void *data = db_blob(q, 1, &size);

		*seq = db_int(q, 0);
		if (size == 32)
			memcpy(hash, data, 32);
	}
	return db_end(q);
}

static const char *text_or_empty(const char *text)
{
	return text == NULL ? "" : text;
}

static bool insert_link(struct db *db, const struct link *link,
    const struct edit *edit, const unsigned char hash[32], struct err *err)
{
	static const char sql[] =
	    "INSERT INTO audit (seq, at, uid, user, host, action, subject,"
	    " dossier_id, summary, note, undoes, redo, final, changes, hash)"
	    " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, nullif(?8, 0), ?9, ?10,"
	    " nullif(?11, 0), ?12, ?13, ?14, ?15)";
	struct query *q = db_query(db, err, sql);

	db_put_int(q, 1, link->seq);
	db_put_text(q, 2, link->at);
	db_put_int(q, 3, link->who.uid);
	db_put_text(q, 4, link->who.user);
	db_put_text(q, 5, link->who.host);
	db_put_text(q, 6, edit->action);
	db_put_text(q, 7, edit->subject);
	db_put_int(q, 8, edit->dossier);
	db_put_text(q, 9, edit->summary);
	db_put_text(q, 10, edit->note);
	db_put_int(q, 11, link->undoes);
	db_put_int(q, 12, link->redo);
	db_put_int(q, 13, edit->final);
	if (link->size > 0)
		db_put_blob(q, 14, link->changes, link->size);
	db_put_blob(q, 15, hash, 32);
	return db_end(q);
}

/* The dossiers whose rows the changeset names, for their histories. */
struct touching {
	struct db *db;
	struct err *err;
	int64_t seq;		/* 0: only make the word index right */
	int64_t last;
};

static bool note_dossier(struct touching *to, int64_t dossier)
{
	static const char sql[] =
	    "INSERT OR IGNORE INTO audit_dossier (dossier_id, seq)"
	    " VALUES (?1, ?2)";
	struct query *q;

	if (dossier == 0 || dossier == to->last)
		return true;
	to->last = dossier;
	if (to->seq == 0)
		return search_index_row(to->db, dossier, to->err);
	q = db_query(to->db, to->err, sql);
	db_put_int(q, 1, dossier);
	db_put_int(q, 2, to->seq);
	return db_end(q);
}

static bool touch_row(void *data, const struct db_change *change)
{
	struct touching *to = data;

	if (strcmp(change->table, "dossier") == 0)
		return note_dossier(to, change->id);
	if (strcmp(change->column, "dossier_id") != 0)
		return true;
	return note_dossier(to, strtoll(change->after != NULL ? change->after :
	    change->before != NULL ? change->before : "0", NULL, 10));
}

/* Only what the word index holds: the folded texts of a dossier. */
static bool index_row(void *data, const struct db_change *change)
{
	const char *end = strrchr(change->column, '_');

	if (strcmp(change->table, "dossier") != 0 || (change->operation == 'U' &&
	    (end == NULL || strcmp(end, "_fold") != 0)))
		return true;
	return note_dossier(data, change->id);
}

static bool add_link(struct db *db, const struct edit *given, int64_t undoes,
    bool redo, const void *changes, size_t size, int64_t *seq,
    struct err *err)
{
	struct edit edit = *given;
	struct link link = {
		.undoes = undoes, .redo = redo, .changes = changes, .size = size
	};
	struct touching touching = { .db = db, .err = err };
	unsigned char before[32], hash[32];

	edit.subject = text_or_empty(edit.subject);
	edit.summary = text_or_empty(edit.summary);
	edit.note = text_or_empty(edit.note);
	if (!last_link(db, &link.seq, before, err))
		return false;
	link.seq++;
	clock_utc(link.at);
	who_am_i(&link.who);
	hash_link(&link, &edit, before, hash);
	if (!insert_link(db, &link, &edit, hash, err))
		return false;
	touching.seq = link.seq;
	if (!note_dossier(&touching, edit.dossier) ||
	    (size > 0 && !db_each_change(db, changes, size, touch_row, &touching,
	    err)))
		return false;
	*seq = link.seq;
	return err->kind == ERR_NONE;
}

/* The head goes to the system's log as well, stamped by it: a chain that was
 * made anew as a whole does not agree with what stands there. */
static void tell_syslog(struct db *db, int64_t seq, const char *action)
{
	struct err err = { 0 };
	char hex[65];

	if (db_path(db)[0] == ':' || !audit_head(db, hex, &err))
		return;
	openlog("bansao", LOG_PID, LOG_USER);
	syslog(LOG_NOTICE, "audit %lld %s %s %s", (long long)seq, action, hex,
	    db_path(db));
	closelog();
}

/* --- edits -------------------------------------------------------------- */

bool edit_begin(struct db *db, struct err *err)
{
	if (!db_begin(db, err))
		return false;
	if (db_record_start(db, err))
		return true;
	edit_abort(db);
	return false;
}

void edit_abort(struct db *db)
{
	db_record_stop(db);
	db_rollback(db);
}

static bool commit(struct db *db, const struct edit *edit, int64_t undoes,
    bool redo, int64_t *seq, struct err *err)
{
	void *changes = NULL;
	size_t size = 0;
	int64_t number = 0;
	bool good = err->kind == ERR_NONE &&
	    db_record_take(db, &changes, &size, err);

	db_record_stop(db);
	if (good && (size > 0 || edit->final))
		good = add_link(db, edit, undoes, redo, changes, size, &number,
		    err);
	db_record_free(changes);
	if (!good) {
		db_rollback(db);
		return false;
	}
	if (db_is_dry(db)) {
		db_rollback(db);
		number = 0;
	} else if (!db_commit(db, err)) {
		return false;
	}
	if (number != 0)
		tell_syslog(db, number, edit->action);
	if (seq != NULL)
		*seq = number;
	return true;
}

bool edit_commit(struct db *db, const struct edit *edit, int64_t *seq,
    struct err *err)
{
	return commit(db, edit, 0, false, seq, err);
}

bool edit_touch(struct db *db, int64_t dossier, struct err *err)
{
	static const char sql[] =
	    "INSERT OR IGNORE INTO audit_dossier (dossier_id, seq)"
	    " SELECT ?1, coalesce(max(seq), 0) + 1 FROM audit";
	struct query *q = db_query(db, err, sql);

	db_put_int(q, 1, dossier);
	return db_end(q);
}

/* --- undo --------------------------------------------------------------- */

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

static bool read_changes(struct db *db, int64_t seq, struct pool *pool,
    void **data, size_t *size, struct err *err)
{
	static const char sql[] = "SELECT changes FROM audit WHERE seq = ?1";
	struct query *q = db_query(db, err, sql);
	bool found = false;

	db_put_int(q, 1, seq);
	*data = NULL;
	*size = 0;
	if (db_row(q)) {
		const void *bytes = db_blob(q, 0, size);

		*data = pool_copy_n(pool, bytes, *size);
		found = true;
	}
	if (!db_end(q))
		return false;
	return found || err_set(err, ERR_MISSING,
	    _("There is no audit row %lld"), (long long)seq);
}

bool undo_run(struct db *db, bool redo, struct pool *pool,
    const char **words, struct err *err)
{
	struct edit edit = { .action = redo ? "redo" : "undo" };
	const char *conflict;
	int64_t seq;
	void *data;
	size_t size;

	if (!edit_begin(db, err))
		return false;
	if (!find_step(db, redo, pool, &seq, words, &edit.subject, err))
		goto bad;
	if (seq == 0) {
		err_set(err, ERR_MISSING, redo ? _("There is nothing to redo") :
		    _("There is nothing to undo"));
		goto bad;
	}
	if (!read_changes(db, seq, pool, &data, &size, err))
		goto bad;
	if (!db_apply(db, data, size, true, &conflict, err)) {
		if (err->kind == ERR_RULE) {
			err_clear(err);
			err_set(err, ERR_RULE, _("\"%s\" cannot be undone: later "
			    "work stands on it (%s). See \"bansao audit list\""),
			    *words, conflict == NULL ? "-" : conflict);
		}
		goto bad;
	}
	struct touching touching = { .db = db, .err = err };
	if (!db_each_change(db, data, size, index_row, &touching, err) ||
	    err->kind != ERR_NONE)
		goto bad;
	edit.summary = *words;
	return commit(db, &edit, seq, redo, NULL, err);
bad:
	edit_abort(db);
	return false;
}

/* --- reading ------------------------------------------------------------ */

#define AUDIT_FIELDS "seq, at, uid, user, host, action, subject, summary," \
	" note, hash"

static void read_row(struct query *q, struct pool *pool,
    struct audit_row *row)
{
	size_t size;
	const void *hash = db_blob(q, 9, &size);
	unsigned char digest[32] = { 0 };
	char hex[65];

	if (size == sizeof(digest))
		memcpy(digest, hash, size);
	sha256_hex(digest, hex);
	row->seq = db_int(q, 0);
	row->at = db_copy(q, 1, pool);
	row->uid = db_int(q, 2);
	row->user = db_copy(q, 3, pool);
	row->host = db_copy(q, 4, pool);
	row->action = db_copy(q, 5, pool);
	row->subject = db_copy(q, 6, pool);
	row->summary = db_copy(q, 7, pool);
	row->note = db_copy(q, 8, pool);
	row->hash = pool_copy(pool, hex);
}

bool audit_list(struct db *db, int64_t dossier, int64_t before, int limit,
    struct pool *pool, struct audit_row **rows, size_t *count,
    struct err *err)
{
	static const char all_sql[] =
	    "SELECT " AUDIT_FIELDS " FROM audit WHERE (?1 = 0 OR seq < ?1)"
	    " ORDER BY seq DESC LIMIT ?2";
	static const char one_sql[] =
	    "SELECT " AUDIT_FIELDS " FROM audit_dossier d JOIN audit USING (seq)"
	    " WHERE d.dossier_id = ?3 AND (?1 = 0 OR seq < ?1)"
	    " ORDER BY seq DESC LIMIT ?2";
	struct query *q = db_query(db, err, dossier == 0 ? all_sql : one_sql);

	db_put_int(q, 1, before);
	db_put_int(q, 2, limit);
	if (dossier != 0)
		db_put_int(q, 3, dossier);
	*rows = pool_array(pool, (size_t)limit, sizeof(**rows));
	*count = 0;
	while (*count < (size_t)limit && db_row(q))
		read_row(q, pool, &(*rows)[(*count)++]);
	return db_end(q);
}

bool audit_changes(struct db *db, int64_t seq,
    bool (*each)(void *to, const struct db_change *change), void *to,
    struct err *err)
{
	struct pool pool = { 0 };
	void *data;
	size_t size;
	bool good = read_changes(db, seq, &pool, &data, &size, err) &&
	    (size == 0 || db_each_change(db, data, size, each, to, err));

	pool_free(&pool);
	return good;
}

static void read_link(struct query *q, struct link *link, struct edit *edit)
{
	snprintf(link->at, sizeof(link->at), "%s", db_text(q, 1));
	link->seq = db_int(q, 0);
	link->who.uid = db_int(q, 2);
	snprintf(link->who.user, sizeof(link->who.user), "%s", db_text(q, 3));
	snprintf(link->who.host, sizeof(link->who.host), "%s", db_text(q, 4));
	edit->action = db_text(q, 5);
	edit->subject = db_text(q, 6);
	edit->dossier = db_int(q, 7);
	edit->summary = db_text(q, 8);
	edit->note = db_text(q, 9);
	link->undoes = db_int(q, 10);
	link->redo = db_int(q, 11) != 0;
	edit->final = db_int(q, 12) != 0;
	link->changes = db_blob(q, 13, &link->size);
}

void audit_digest(const struct audit_link *link,
    const unsigned char before[32], unsigned char digest[32])
{
	struct link inner = { .seq = link->row.seq, .undoes = link->undoes,
	    .redo = link->redo, .changes = link->changes, .size = link->size };
	struct edit edit = { .action = link->row.action,
	    .subject = link->row.subject, .dossier = link->dossier,
	    .summary = link->row.summary, .note = link->row.note,
	    .final = link->final };

	snprintf(inner.at, sizeof(inner.at), "%s", link->row.at);
	inner.who.uid = link->row.uid;
	snprintf(inner.who.user, sizeof(inner.who.user), "%s", link->row.user);
	snprintf(inner.who.host, sizeof(inner.who.host), "%s", link->row.host);
	hash_link(&inner, &edit, before, digest);
}

bool audit_each(struct db *db, int64_t from,
    bool (*each)(void *to, const struct audit_link *link, struct err *err),
    void *to, struct err *err)
{
	static const char sql[] = "SELECT " AUDIT_FIELDS ", coalesce(dossier_id,"
	    " 0), coalesce(undoes, 0), redo, final, changes FROM audit"
	    " WHERE seq >= ?1 ORDER BY seq";
	struct query *q = db_query(db, err, sql);
	struct pool pool = { 0 };
	bool good = true;

	db_put_int(q, 1, from);
	while (good && db_row(q)) {
		struct audit_link link = { 0 };
		size_t size;
		const void *hash = db_blob(q, 9, &size);

		if (size == sizeof(link.hash))
			memcpy(link.hash, hash, size);
		read_row(q, &pool, &link.row);
		link.dossier = db_int(q, 10);
		link.undoes = db_int(q, 11);
		link.redo = db_int(q, 12) != 0;
		link.final = db_int(q, 13) != 0;
		link.changes = db_blob(q, 14, &link.size);
		good = each(to, &link, err);
		pool_reset(&pool);
	}
	pool_free(&pool);
	return db_end(q) && good;
}

bool audit_last_of(struct db *db, const char *action, int64_t *seq,
    struct err *err)
{
	static const char sql[] =
	    "SELECT coalesce(max(seq), 0) FROM audit WHERE action = ?1";
	struct query *q = db_query(db, err, sql);

	db_put_text(q, 1, action);
	*seq = db_row(q) ? db_int(q, 0) : 0;
	return db_end(q);
}

bool audit_hash_of(struct db *db, int64_t seq, unsigned char hash[32],
    struct err *err)
{
	static const char sql[] = "SELECT hash FROM audit WHERE seq = ?1";
	struct query *q = db_query(db, err, sql);
	bool found = false;

	db_put_int(q, 1, seq);
	if (db_row(q)) {
		size_t size;
		const void *data = db_blob(q, 0, &size);

		found = size == 32;
		if (found)
			memcpy(hash, data, 32);
	}
	return db_end(q) && found;
}

bool audit_verify(struct db *db, const char *anchor, int64_t *rows,
    struct err *err)
{
	static const char sql[] =
	    "SELECT seq, at, uid, user, host, action, subject, dossier_id,"
	    " summary, note, undoes, redo, final, changes, hash FROM audit"
	    " ORDER BY seq";
	struct query *q;
	unsigned char before[32] = { 0 }, digest[32];
	bool anchored = anchor == NULL;
	int64_t broken = 0, wanted = 1;
	size_t anchor_length = anchor == NULL ? 0 : strlen(anchor);

	*rows = 0;
	if (anchor != NULL && (anchor_length < 8 || anchor_length > 64))
		return err_set(err, ERR_USAGE, _("An anchor is the printed hash: "
		    "at least 8 and at most 64 hexadecimal digits"));
	q = db_query(db, err, sql);
	while (broken == 0 && db_row(q)) {
		struct link link = { 0 };
		struct edit edit = { 0 };
		size_t size;
		const void *stored = db_blob(q, 14, &size);
		char hex[65];

		read_link(q, &link, &edit);
		hash_link(&link, &edit, before, digest);
		if (link.seq != wanted || size != 32 ||
		    memcmp(stored, digest, 32) != 0) {
			broken = wanted;
			break;
		}
		sha256_hex(digest, hex);
		if (anchor != NULL && strncasecmp(hex, anchor,
		    anchor_length) == 0)
			anchored = true;
		memcpy(before, digest, 32);
		wanted++;
		++*rows;
	}
	if (!db_end(q))
		return false;
	if (broken != 0)
		return err_set(err, ERR_FINDINGS, _("The audit chain is broken at "
		    "row %lld: it, or a row beside it, was changed, removed or "
		    "put in"), (long long)broken);
	if (!anchored)
		return err_set(err, ERR_FINDINGS, _("The chain holds in itself, "
		    "but the printed hash %s is not in it: it was cut off or "
		    "made anew since that was printed"), anchor);
	return true;
}

bool audit_times(struct db *db, struct pool *pool, struct audit_times *times,
    struct err *err)
{
	static const char ends_sql[] =
	    "SELECT coalesce((SELECT at FROM audit ORDER BY seq LIMIT 1), ''),"
	    " coalesce((SELECT at FROM audit ORDER BY seq DESC LIMIT 1), '')";
	static const char back_sql[] =
	    "SELECT count(*), coalesce(max(b.at), '') FROM audit b JOIN audit a"
	    " ON a.seq = b.seq - 1 WHERE b.at < a.at";
	struct query *q = db_query(db, err, ends_sql);

	*times = (struct audit_times){ "", "", 0, "" };
	if (db_row(q)) {
		times->first = db_copy(q, 0, pool);
		times->last = db_copy(q, 1, pool);
	}
	if (!db_end(q))
		return false;
	q = db_query(db, err, back_sql);
	if (db_row(q)) {
		times->backward = db_int(q, 0);
		times->last_backward = db_copy(q, 1, pool);
	}
	return db_end(q);
}

bool audit_head(struct db *db, char hex[65], struct err *err)
{
	unsigned char hash[32];
	int64_t seq;

	if (!last_link(db, &seq, hash, err))
		return false;
	sha256_hex(hash, hex);
	return true;
}
