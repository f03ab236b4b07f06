/* The chain, read and followed. */
#include "audit.h"

#include "audit_inside.h"
#include "sha256.h"

#include <string.h>

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

bool audit_read_changes(struct db *db, int64_t seq, struct pool *pool,
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

bool audit_changes(struct db *db, int64_t seq,
    bool (*each)(void *to, const struct db_change *change), void *to,
    struct err *err)
{
	struct pool pool = { 0 };
	void *data;
	size_t size;
	bool good = audit_read_changes(db, seq, &pool, &data, &size, err) &&
	    (size == 0 || db_each_change(db, data, size, each, to, err));

	pool_free(&pool);
	return good;
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

	if (!audit_last(db, &seq, hash, err))
		return false;
	sha256_hex(hash, hex);
	return true;
}
