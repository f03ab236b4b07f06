#include "whole.h"

#include "audit.h"
#include "search_index.h"
#include "tally.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void die(const char *what, const struct err *err)
{
	fprintf(stderr, "not whole: %s: %s\n", what, err->text);
	exit(1);
}

struct db *must_open(const char *path)
{
	struct err err = { 0 };
	struct db *db = db_open(path, DB_WRITE, &err);

	if (db == NULL)
		die("opening", &err);
	return db;
}

int64_t number(struct db *db, const char *sql)
{
	struct err err = { 0 };
	struct query *q = db_query(db, &err, sql);
	int64_t value = db_row(q) ? db_int(q, 0) : -1;

	if (!db_end(q))
		die(sql, &err);
	return value;
}

void check(struct db *db, bool whole)
{
	/* What came with an inventory has the row of that inventory. */
	static const char half[] = "SELECT count(*) FROM dossier d WHERE"
	    " NOT EXISTS (SELECT 1 FROM audit_dossier a"
	    " WHERE a.dossier_id = d.id) AND NOT EXISTS (SELECT 1 FROM"
	    " import_batch b WHERE b.id = d.import_id)";
	static const char naked[] = "SELECT count(*) FROM dossier_criterion c"
	    " WHERE NOT EXISTS (SELECT 1 FROM audit_dossier a"
	    " WHERE a.dossier_id = c.dossier_id)";
	/* A scan counts in its file; none is there twice or without a hash. */
	static const char scans[] = "SELECT count(*) FROM dossier d WHERE"
	    " scan_count <> (SELECT count(*) FROM scan s WHERE s.kind = 0"
	    " AND s.dossier_id = d.id)";
	struct pool pool = { 0 };
	struct err err = { 0 };
	const char *complaint = "ok";
	int64_t wrong = 0, rows = 0;

	if (whole && !db_check(db, &pool, &complaint, &err))
		die("check", &err);
	if (strcmp(complaint, "ok") != 0) {
		fprintf(stderr, "not whole: %s\n", complaint);
		exit(1);
	}
	if (!tally_prove(db, &wrong, &err) || wrong != 0)
		die("sums", &err);
	if (!search_index_prove(db, &wrong, &err) || wrong != 0)
		die("index", &err);
	if (whole && !audit_verify(db, NULL, &rows, &err))
		die("audit", &err);
	if (number(db, half) != 0 || number(db, naked) != 0)
		die("half: a row without its audit", &err);
	if (number(db, scans) != 0)
		die("half: scans and their sums differ", &err);
	pool_free(&pool);
}
