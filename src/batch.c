#include "batch.h"

#include "clock.h"
#include "who.h"

#include <string.h>

#define FIELDS \
	"b.id, b.code, b.operator, coalesce(b.operator_uid, -1), b.scanner," \
	" b.scanned_on, b.folder, b.sampling, b.state, b.note, b.rev," \
	" coalesce(t.dossiers, 0), coalesce(t.scans, 0)," \
	" coalesce(t.images, 0), coalesce(t.a4, 0), coalesce(t.errors, 0)," \
	" coalesce(t.passed, 0), b.by_lot" \
	" FROM batch b LEFT JOIN tally_batch t ON t.batch_id = b.id"

static const char *keep(struct query *q, int column, struct pool *pool)
{
	return pool == NULL ? db_text(q, column) : db_copy(q, column, pool);
}

static void read_row(struct query *q, struct pool *pool, struct batch *b)
{
	*b = (struct batch){ .id = db_int(q, 0), .code = keep(q, 1, pool),
	    .operator_name = keep(q, 2, pool), .operator_uid = db_int(q, 3),
	    .scanner = keep(q, 4, pool), .scanned_on = keep(q, 5, pool),
	    .folder = keep(q, 6, pool), .sampling = db_int(q, 7),
	    .state = keep(q, 8, pool), .note = keep(q, 9, pool),
	    .rev = db_int(q, 10), .dossiers = db_int(q, 11),
	    .scans = db_int(q, 12), .images = db_int(q, 13),
	    .a4 = db_int(q, 14), .errors = db_int(q, 15),
	    .passed = db_int(q, 16),
	    .by_lot = db_int(q, 17) != 0 };
}

bool batch_each(struct db *db, int64_t limit,
    bool (*each)(void *to, const struct batch *batch, struct err *err),
    void *to, struct err *err)
{
	static const char sql[] = "SELECT " FIELDS
	    " ORDER BY b.scanned_on DESC, b.id DESC LIMIT ?1";
	struct query *q = db_query(db, err, sql);
	struct batch batch;
	bool good = true;

	db_put_int(q, 1, limit > 0 ? limit : -1);
	while (good && db_row(q)) {
		read_row(q, NULL, &batch);
		good = each(to, &batch, err);
	}
	return db_end(q) && good;
}

bool batch_find(struct db *db, const char *code, struct pool *pool,
    struct batch *batch, struct err *err)
{
	static const char sql[] =
	    "SELECT " FIELDS " WHERE b.code = ?1";
	struct query *q = db_query(db, err, sql);
	bool found;

	db_put_text(q, 1, code);
	found = db_row(q);
	if (found)
		read_row(q, pool, batch);
	return db_end(q) && (found || err_set(err, ERR_MISSING,
	    _("There is no batch %s; \"bansao batch list\" shows what there"
	    " is"), code));
}

bool batch_add(struct db *db, struct batch *batch, struct err *err)
{
	static const char there[] = "SELECT 1 FROM batch WHERE code = ?1";
	static const char sql[] = "INSERT INTO batch (code, operator,"
	    " operator_uid, scanner, scanned_on, folder, sampling, note,"
	    " created_at, created_uid, by_lot)"
	    " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)";
	struct query *q = db_query(db, err, there);
	char now[CLOCK_TEXT];
	struct who who;
	bool found;

	db_put_text(q, 1, batch->code);
	found = db_row(q);
	if (!db_end(q))
		return false;
	if (found)
		return err_set(err, ERR_USAGE, _("There is a batch %s already;"
		    " choose another code"), batch->code);
	q = db_query(db, err, sql);
	who_am_i(&who);
	clock_utc(now);
	db_put_text(q, 1, batch->code);
	db_put_text(q, 2, batch->operator_name);
	if (batch->operator_uid >= 0)
		db_put_int(q, 3, batch->operator_uid);
	else
		db_put_null(q, 3);
	db_put_text(q, 4, batch->scanner);
	db_put_text(q, 5, batch->scanned_on);
	db_put_text(q, 6, batch->folder);
	db_put_int(q, 7, batch->sampling);
	db_put_text(q, 8, batch->note);
	db_put_text(q, 9, now);
	db_put_int(q, 10, who.uid);
	db_put_int(q, 11, batch->by_lot);
	db_row(q);
	if (!db_end(q))
		return false;
	batch->id = db_last_id(db);
	return true;
}

bool batch_put(struct db *db, int64_t batch, int64_t dossier, bool *fresh,
    struct err *err)
{
	static const char sql[] = "INSERT OR IGNORE INTO batch_dossier"
	    " (batch_id, dossier_id) VALUES (?1, ?2)";
	struct query *q = db_query(db, err, sql);

	db_put_int(q, 1, batch);
	db_put_int(q, 2, dossier);
	db_row(q);
	if (!db_end(q))
		return false;
	*fresh = db_changed(db) > 0;
	return true;
}

bool batch_set_state(struct db *db, int64_t batch, const char *state,
    struct err *err)
{
	static const char sql[] = "UPDATE batch SET state = ?2, rev = rev + 1"
	    " WHERE id = ?1 AND state <> ?2";
	struct query *q = db_query(db, err, sql);

	db_put_int(q, 1, batch);
	db_put_text(q, 2, state);
	db_row(q);
	return db_end(q);
}

bool batch_dossiers(struct db *db, int64_t batch, int64_t state,
    struct pool *pool, int64_t **ids, size_t *count, struct err *err)
{
	static const char sql[] = "SELECT d.id, count(*) OVER ()"
	    " FROM batch_dossier x JOIN dossier d ON d.id = x.dossier_id"
	    " WHERE x.batch_id = ?1 AND (?2 < 0 OR d.state = ?2)"
	    " ORDER BY d.sort_key, d.id";
	struct query *q = db_query(db, err, sql);

	*ids = NULL;
	*count = 0;
	db_put_int(q, 1, batch);
	db_put_int(q, 2, state);
	while (db_row(q)) {
		if (*ids == NULL)
			*ids = pool_array(pool, (size_t)db_int(q, 1),
			    sizeof(**ids));
		(*ids)[(*count)++] = db_int(q, 0);
	}
	return db_end(q);
}

bool inspection_add(struct db *db, const struct inspection *i,
    struct err *err)
{
	static const char sql[] = "INSERT INTO inspection (batch_id,"
	    " dossier_id, scan_id, passed, reason, inspector, uid, at)"
	    " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)";
	struct query *q;
	char now[CLOCK_TEXT];
	struct who who;

	if (!i->passed && i->reason[0] == '\0')
		return err_set(err, ERR_USAGE, _("Say why it failed"
		    " (--reason TEXT), so that the operator knows what to"
		    " do"));
	who_am_i(&who);
	clock_utc(now);
	q = db_query(db, err, sql);
	db_put_int(q, 1, i->batch_id);
	db_put_int(q, 2, i->dossier_id);
	if (i->scan_id != 0)
		db_put_int(q, 3, i->scan_id);
	else
		db_put_null(q, 3);
	db_put_int(q, 4, i->passed);
	db_put_text(q, 5, i->reason);
	db_put_text(q, 6, who.user);
	db_put_int(q, 7, who.uid);
	db_put_text(q, 8, now);
	db_row(q);
	return db_end(q);
}

bool inspection_failed(struct db *db, int64_t dossier, int64_t *count,
    struct err *err)
{
	static const char sql[] = "SELECT count(*) FROM inspection i"
	    " JOIN scan s ON s.id = i.scan_id"
	    " JOIN scan_run r ON r.id = s.run_id"
	    " WHERE i.dossier_id = ?1 AND i.passed = 0 AND i.at >= r.at"
	    " AND i.id = (SELECT max(j.id) FROM inspection j"
	    " WHERE j.scan_id = i.scan_id)";
	struct query *q = db_query(db, err, sql);

	*count = 0;
	db_put_int(q, 1, dossier);
	if (db_row(q))
		*count = db_int(q, 0);
	return db_end(q);
}

bool batch_code(struct db *db, int64_t id, struct pool *pool,
    const char **code, struct err *err)
{
	static const char sql[] = "SELECT code FROM batch WHERE id = ?1";
	struct query *q = db_query(db, err, sql);

	*code = "";
	db_put_int(q, 1, id);
	if (db_row(q))
		*code = db_copy(q, 0, pool);
	return db_end(q);
}

bool batch_of(struct db *db, int64_t dossier, int64_t *batch,
    struct err *err)
{
	static const char sql[] = "SELECT max(batch_id) FROM batch_dossier"
	    " WHERE dossier_id = ?1";
	struct query *q = db_query(db, err, sql);

	*batch = 0;
	db_put_int(q, 1, dossier);
	if (db_row(q))
		*batch = db_int(q, 0);
	return db_end(q);
}
