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

bool search_index_all(struct db *db, struct err *err)
{
	static const char empty_sql[] = "DELETE FROM dossier_fts";
	static const char fill_sql[] =
	    "INSERT INTO dossier_fts (rowid, title_fold, code_fold, names_fold)"
	    " SELECT id, title_fold, code_fold, names_fold FROM dossier";

	return db_run(db, err, empty_sql) && db_run(db, err, fill_sql);
}
