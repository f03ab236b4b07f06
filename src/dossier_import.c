#include "dossier_import.h"

#include "buf.h"

bool dossier_import_many(struct db *db, int64_t coming, bool *many,
    struct err *err)
{
	static const char sql[] = "SELECT count(*) FROM (SELECT 1 FROM dossier"
	    " LIMIT ?1)";
	struct query *q = db_query(db, err, sql);

	db_put_int(q, 1, coming / 2 + 1);
	*many = coming >= 1000 && db_row(q) && db_int(q, 0) <= coming / 2;
	return db_end(q);
}

bool dossier_import_twin(struct db *db, int64_t fonds_id,
    const char *title_fold, const char *start, const char *end,
    struct pool *pool, const char **code, struct err *err)
{
	/* Thousands may have one title: not all of them for every row. */
	static const char sql[] = "SELECT code FROM (SELECT code, fonds_id,"
	    " start_date, end_date FROM dossier WHERE title_fold = ?1 LIMIT 64)"
	    " WHERE fonds_id = ?2 AND start_date = ?3 AND end_date = ?4 LIMIT 1";
	struct query *q = db_query(db, err, sql);

	*code = "";
	db_put_text(q, 1, title_fold);
	db_put_int(q, 2, fonds_id);
	db_put_text(q, 3, start);
	db_put_text(q, 4, end);
	if (db_row(q))
		*code = db_copy(q, 0, pool);
	return db_end(q);
}

/* A dossier that somebody has touched, or something that is not of the
 * import and stands in its fonds or groups. */
bool dossier_import_later(struct db *db, int64_t import_id, struct pool *pool,
    const char **why, struct err *err)
{
	static const char touched_sql[] =
	    "SELECT code FROM dossier WHERE import_id = ?1"
	    " AND (rev > 1 OR state <> 0 OR criteria <> 0 OR scan_count > 0"
	    " OR hold <> '' OR arranged_on IS NOT NULL"
	    " OR received_on IS NOT NULL"
	    " OR EXISTS (SELECT 1 FROM document WHERE dossier_id = dossier.id))"
	    " ORDER BY id LIMIT 4";
	static const char guest_sql[] =
	    "SELECT d.code FROM dossier d JOIN fonds f ON f.id = d.fonds_id"
	    " WHERE f.import_id = ?1 AND d.import_id IS NOT ?1"
	    " UNION ALL SELECT d.code FROM dossier d JOIN grp g"
	    " ON g.id = d.grp_id"
	    " WHERE g.import_id = ?1 AND d.import_id IS NOT ?1"
	    " UNION ALL SELECT g.title FROM grp g JOIN fonds f"
	    " ON f.id = g.fonds_id"
	    " WHERE f.import_id = ?1 AND g.import_id IS NOT ?1"
	    " UNION ALL SELECT g.title FROM grp g JOIN grp p"
	    " ON p.id = g.parent_id"
	    " WHERE p.import_id = ?1 AND g.import_id IS NOT ?1 LIMIT 4";
	static const char *const queries[] = { touched_sql, guest_sql };
	struct buf words = { 0 };
	int found = 0;

	for (size_t i = 0; i < COUNT(queries); i++) {
		struct query *q = db_query(db, err, queries[i]);

		db_put_int(q, 1, import_id);
		while (db_row(q) && found++ < 3)
			buf_printf(&words, "%s%s", words.length > 0 ? ", " :
			    "", db_text(q, 0));
		if (!db_end(q)) {
			buf_free(&words);
			return false;
		}
	}
	if (found > 3)
		buf_text(&words, ", …");
	*why = pool_copy(pool, buf_string(&words));
	buf_free(&words);
	return true;
}

static bool run(struct db *db, const char *sql, int64_t import_id,
    struct err *err)
{
	struct query *q = db_query(db, err, sql);

	db_put_int(q, 1, import_id);
	return db_end(q);
}

bool dossier_import_remove(struct db *db, int64_t import_id, struct err *err)
{
	static const char index_sql[] =
	    "DELETE FROM dossier_fts WHERE rowid IN"
	    " (SELECT id FROM dossier WHERE import_id = ?1)";
	static const char dossier_sql[] =
	    "DELETE FROM dossier WHERE import_id = ?1";
	/* Children go before their parents: the deepest first. */
	static const char group_sql[] =
	    "DELETE FROM grp WHERE import_id = ?1 AND NOT EXISTS"
	    " (SELECT 1 FROM grp c WHERE c.parent_id = grp.id)";
	static const char fonds_sql[] =
	    "DELETE FROM fonds WHERE import_id = ?1";

	if (!run(db, index_sql, import_id, err) ||
	    !run(db, dossier_sql, import_id, err))
		return false;
	do {
		if (!run(db, group_sql, import_id, err))
			return false;
	} while (db_changed(db) > 0);
	return run(db, fonds_sql, import_id, err);
}
