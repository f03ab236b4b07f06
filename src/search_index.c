#include "search_index.h"

bool search_index_new(struct db *db, int64_t dossier, struct err *err)
{
	static const char sql[] =
	    "INSERT INTO dossier_fts (rowid, title_fold, code_fold, names_fold)"
	    " SELECT id, title_fold, code_fold, names_fold FROM dossier"
	    " WHERE id = ?1";
	struct query *q = db_query(db, err, sql);

	db_put_int(q, 1, dossier);
	return db_end(q);
}

bool search_index_row(struct db *db, int64_t dossier, struct err *err)
{
	static const char sql[] = "DELETE FROM dossier_fts WHERE rowid = ?1";
	struct query *q = db_query(db, err, sql);

	db_put_int(q, 1, dossier);
	return db_end(q) && search_index_new(db, dossier, err);
}

/* In portions: what one statement changes is kept twice until it ends. */
bool search_index_import(struct db *db, int64_t import_id, struct err *err)
{
	static const char sql[] =
	    "INSERT INTO dossier_fts (rowid, title_fold, code_fold, names_fold)"
	    " SELECT id, title_fold, code_fold, names_fold FROM dossier"
	    " WHERE import_id = ?1 AND id > ?2 ORDER BY id LIMIT 8192";
	int64_t last = 0;
	int64_t count;

	do {
		struct query *q = db_query(db, err, sql);

		db_put_int(q, 1, import_id);
		db_put_int(q, 2, last);
		if (!db_end(q))
			return false;
		count = db_changed(db);
		last = db_last_id(db);
	} while (count == 8192);
	return true;
}

bool search_index_all(struct db *db, struct err *err)
{
	static const char empty_sql[] = "DELETE FROM dossier_fts";
	static const char fill_sql[] =
	    "INSERT INTO dossier_fts (rowid, title_fold, code_fold, names_fold)"
	    " SELECT id, title_fold, code_fold, names_fold FROM dossier";

	return db_run(db, err, empty_sql) && db_run(db, err, fill_sql);
}

bool search_index_prove(struct db *db, int64_t *wrong, struct err *err)
{
	static const char sql[] =
	    "SELECT (SELECT count(*) FROM dossier d LEFT JOIN dossier_fts f"
	    " ON f.rowid = d.id WHERE f.rowid IS NULL"
	    " OR f.title_fold <> d.title_fold OR f.code_fold <> d.code_fold"
	    " OR f.names_fold <> d.names_fold) +"
	    " (SELECT count(*) FROM dossier_fts f LEFT JOIN dossier d"
	    " ON d.id = f.rowid WHERE d.id IS NULL)";
	struct query *q = db_query(db, err, sql);

	*wrong = db_row(q) ? db_int(q, 0) : 0;
	return db_end(q);
}
