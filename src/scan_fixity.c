/* Passes of re-hashing and what they found: fixity_pass, fixity_finding. */
#include "scan.h"

#include "clock.h"

/* Go on with the pass of all scans that has no end, or begin one. */
bool fixity_begin(struct db *db, bool resume, struct fixity_pass *pass,
    struct err *err)
{
	static const char find[] = "SELECT id, last_scan, files, bytes, bad"
	    " FROM fixity_pass WHERE ended_at = '' AND whole = 1"
	    " ORDER BY id DESC LIMIT 1";
	static const char add[] =
	    "INSERT INTO fixity_pass (started_at, whole) VALUES (?1, ?2)";
	char now[CLOCK_TEXT];
	struct query *q;

	*pass = (struct fixity_pass){ 0 };
	if (resume) {
		q = db_query(db, err, find);
		if (db_row(q)) {
			pass->id = db_int(q, 0);
			pass->last_scan = db_int(q, 1);
		}
		if (!db_end(q))
			return false;
		if (pass->id != 0)
			return true;
	}
	q = db_query(db, err, add);
	clock_utc(now);
	db_put_text(q, 1, now);
	db_put_int(q, 2, resume);
	db_row(q);
	if (!db_end(q))
		return false;
	pass->id = db_last_id(db);
	return true;
}

bool fixity_note(struct db *db, const struct fixity_pass *pass, bool ended,
    struct err *err)
{
	static const char sql[] = "UPDATE fixity_pass SET"
	    " last_scan = max(last_scan, ?2), files = ?3, bytes = ?4,"
	    " bad = ?5, ended_at = ?6 WHERE id = ?1";
	struct query *q = db_query(db, err, sql);
	char now[CLOCK_TEXT];

	clock_utc(now);
	db_put_int(q, 1, pass->id);
	db_put_int(q, 2, pass->last_scan);
	db_put_int(q, 3, pass->files);
	db_put_int(q, 4, pass->bytes);
	db_put_int(q, 5, pass->bad);
	db_put_text(q, 6, ended ? now : "");
	db_row(q);
	return db_end(q);
}

bool fixity_add(struct db *db, int64_t pass, int64_t scan,
    const char *result, const char *detail, struct err *err)
{
	static const char sql[] = "INSERT INTO fixity_finding (pass_id,"
	    " scan_id, at, result, detail) VALUES (?1, ?2, ?3, ?4, ?5)";
	struct query *q = db_query(db, err, sql);
	char now[CLOCK_TEXT];

	clock_utc(now);
	db_put_int(q, 1, pass);
	db_put_int(q, 2, scan);
	db_put_text(q, 3, now);
	db_put_text(q, 4, result);
	db_put_text(q, 5, detail);
	db_row(q);
	return db_end(q);
}

bool fixity_had(struct db *db, int64_t scan)
{
	static const char sql[] = "SELECT 1 FROM fixity_finding"
	    " WHERE scan_id = ?1 AND solved_at = ''";
	struct err err = { 0 };
	struct query *q = db_query(db, &err, sql);
	bool had;

	db_put_int(q, 1, scan);
	had = db_row(q);
	return db_end(q) && had;
}

bool fixity_solve(struct db *db, int64_t scan, struct err *err)
{
	static const char solve[] = "UPDATE fixity_finding SET solved_at = ?2"
	    " WHERE scan_id = ?1 AND solved_at = ''";
	static const char forget[] = "DELETE FROM finding"
	    " WHERE scan_id = ?1 AND code IN (?2, ?3, ?4)";
	char now[CLOCK_TEXT];
	struct query *q;

	if (!fixity_had(db, scan))
		return true;
	q = db_query(db, err, solve);
	clock_utc(now);
	db_put_int(q, 1, scan);
	db_put_text(q, 2, now);
	db_row(q);
	if (!db_end(q))
		return false;
	q = db_query(db, err, forget);
	db_put_int(q, 1, scan);
	db_put_int(q, 2, T_MISSING);
	db_put_int(q, 3, T_CHANGED);
	db_put_int(q, 4, T_UNREADABLE);
	db_row(q);
	return db_end(q);
}
