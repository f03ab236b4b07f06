#include "audit.h"

#include "audit_inside.h"
#include "clock.h"
#include "sha256.h"
#include "who.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
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

bool audit_last(struct db *db, int64_t *seq, unsigned char hash[32],
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
	int64_t seq;
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
	if (!audit_last(db, &link.seq, before, err))
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

bool audit_commit(struct db *db, const struct edit *edit, int64_t undoes,
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
	return audit_commit(db, edit, 0, false, seq, err);
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
