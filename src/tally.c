#include "tally.h"

/* What the sums must be, from the dossiers alone. */
#define GROUPS_SQL \
	"SELECT fonds_id, coalesce(grp_id, 0) AS grp_id, state," \
	" count(*) AS dossiers, sum(coalesce(papers, 0)) AS papers," \
	" sum(coalesce(pages, 0)) AS pages, sum(a4_estimate) AS a4_estimate," \
	" sum(a4) AS a4, sum(image_count) AS images, sum(scan_count) AS scans," \
	" sum(scan_bytes) AS bytes FROM dossier GROUP BY 1, 2, 3"

#define SUMS_SQL "sum(dossiers) AS dossiers, sum(papers) AS papers," \
	" sum(pages) AS pages, sum(a4_estimate) AS a4_estimate, sum(a4) AS a4," \
	" sum(images) AS images, sum(scans) AS scans, sum(bytes) AS bytes"
#define STATES_SQL "SELECT state, " SUMS_SQL " FROM (" GROUPS_SQL ")" \
	" GROUP BY state"

/* How much reached a stage when, by the year it is planned for (stage 1). */
#define PIECES_SQL \
	"SELECT stage, day, plan_year, count(*) AS dossiers," \
	" sum(iif(a4 > 0, a4, a4_estimate)) AS a4 FROM (SELECT n AS stage," \
	" CASE n WHEN 1 THEN selected_on WHEN 2 THEN approved_on" \
	" WHEN 3 THEN scanned_on WHEN 4 THEN passed_on" \
	" WHEN 5 THEN handed_on ELSE accepted_on END AS day," \
	" iif(n = 1, plan_year, NULL) AS plan_year, a4, a4_estimate" \
	" FROM dossier CROSS JOIN (SELECT column1 AS n" \
	" FROM (VALUES (1), (2), (3), (4), (5), (6))))" \
	" WHERE day IS NOT NULL GROUP BY 1, 2, 3"
#define YEARS_OF(piece) \
	"SELECT stage, coalesce(plan_year," \
	" CAST(substr(day, 1, 4) AS INTEGER)) AS year," \
	" sum(dossiers) AS dossiers, sum(a4) AS a4 FROM " piece \
	" GROUP BY 1, 2"
#define DAYS_OF(piece) \
	"SELECT stage, day, sum(dossiers) AS dossiers, sum(a4) AS a4 FROM " \
	piece " GROUP BY 1, 2"

/* A row of zeros is as good as none. */
#define KEPT_GROUPS_SQL \
	"SELECT fonds_id, grp_id, state, dossiers, papers, pages, a4_estimate," \
	" a4, images, scans, bytes FROM tally_grp WHERE dossiers <> 0" \
	" OR papers <> 0 OR pages <> 0 OR a4_estimate <> 0 OR a4 <> 0" \
	" OR images <> 0 OR scans <> 0 OR bytes <> 0"
#define KEPT_STATES_SQL \
	"SELECT * FROM tally_state WHERE dossiers <> 0 OR papers <> 0" \
	" OR pages <> 0 OR a4_estimate <> 0 OR a4 <> 0 OR images <> 0" \
	" OR scans <> 0 OR bytes <> 0"
#define KEPT_YEARS_SQL \
	"SELECT stage, year, dossiers, a4 FROM tally_year" \
	" WHERE dossiers <> 0 OR a4 <> 0"
#define KEPT_DAYS_SQL \
	"SELECT stage, day, dossiers, a4 FROM tally_day" \
	" WHERE dossiers <> 0 OR a4 <> 0"

/* The sums of lists, batches and fonds; their views say what a file adds. */
#define LISTS_SQL \
	"SELECT version_id, sum(dossiers), sum(papers), sum(pages), sum(a4)," \
	" sum(added), sum(dropped), sum(excluded), sum(planned)," \
	" sum(planned_a4), sum(passed_a4) FROM list_part GROUP BY version_id"
#define KEPT_LISTS_SQL \
	"SELECT * FROM tally_list WHERE dossiers <> 0 OR papers <> 0" \
	" OR pages <> 0 OR a4 <> 0 OR added <> 0 OR dropped <> 0" \
	" OR excluded <> 0 OR planned <> 0 OR planned_a4 <> 0" \
	" OR passed_a4 <> 0"
#define BATCHES_SQL \
	"SELECT batch_id, sum(dossiers), sum(scans), sum(images), sum(a4)," \
	" sum(errors), sum(passed), sum(passed_a4) FROM batch_part" \
	" GROUP BY batch_id"
#define KEPT_BATCHES_SQL \
	"SELECT * FROM tally_batch WHERE dossiers <> 0 OR scans <> 0" \
	" OR images <> 0 OR a4 <> 0 OR errors <> 0 OR passed <> 0" \
	" OR passed_a4 <> 0"
#define FONDS_SQL \
	"SELECT fonds_id, state, sum(documents) AS documents," \
	" sum(permanent) AS permanent, sum(special) AS special," \
	" sum(backed_up) AS backed_up, sum(left_papers) AS left_papers," \
	" sum(left_a4) AS left_a4 FROM fonds_part"
#define FONDS_ALL_SQL FONDS_SQL " GROUP BY fonds_id, state"
#define NOT_ZERO " WHERE documents <> 0 OR permanent <> 0" \
	" OR special <> 0 OR backed_up <> 0 OR left_papers <> 0" \
	" OR left_a4 <> 0"

/* How many rows only one side has, each side added up once. */
#define BOTH(a, b, name) \
	name "_is AS MATERIALIZED (" a "), " \
	name "_kept AS MATERIALIZED (" b ")"
#define MINUS(a, b) \
	"(SELECT count(*) FROM (SELECT * FROM " a " EXCEPT SELECT * FROM " b "))"
#define UNEQUAL(name) \
	MINUS(name "_is", name "_kept") " + " MINUS(name "_kept", name "_is")
#define DIFFERENT(a, b, name) \
	"WITH " BOTH(a, b, name) " SELECT " UNEQUAL(name)

bool tally_prove(struct db *db, int64_t *wrong, struct err *err)
{
	static const char *const steps[] = {
		DIFFERENT(GROUPS_SQL, KEPT_GROUPS_SQL, "grp"),
		DIFFERENT(STATES_SQL, KEPT_STATES_SQL, "state"),
		"WITH piece AS MATERIALIZED (" PIECES_SQL "), "
		BOTH(YEARS_OF("piece"), KEPT_YEARS_SQL, "year") ", "
		BOTH(DAYS_OF("piece"), KEPT_DAYS_SQL, "day")
		" SELECT " UNEQUAL("year") " + " UNEQUAL("day"),
		DIFFERENT(LISTS_SQL, KEPT_LISTS_SQL, "list"),
		DIFFERENT(BATCHES_SQL, KEPT_BATCHES_SQL, "batch"),
		DIFFERENT("SELECT * FROM (" FONDS_ALL_SQL ")" NOT_ZERO,
		    "SELECT * FROM tally_fonds" NOT_ZERO, "fonds")
	};

	*wrong = 0;
	for (size_t i = 0; i < COUNT(steps); i++) {
		struct query *q = db_query(db, err, steps[i]);

		if (db_row(q))
			*wrong += db_int(q, 0);
		if (!db_end(q))
			return false;
	}
	return true;
}

bool tally_rebuild(struct db *db, struct err *err)
{
	static const char *const steps[] = {
		"DELETE FROM tally_grp", "DELETE FROM tally_state",
		"DELETE FROM tally_year",
		"DELETE FROM tally_day", "DELETE FROM tally_list",
		"DELETE FROM tally_batch", "DELETE FROM tally_fonds",
		"INSERT INTO tally_grp (fonds_id, grp_id, state, dossiers, papers,"
		" pages, a4_estimate, a4, images, scans, bytes) " GROUPS_SQL,
		"INSERT INTO tally_state SELECT state, " SUMS_SQL
		" FROM tally_grp GROUP BY state",
		"INSERT INTO tally_year (stage, year, dossiers, a4) "
		YEARS_OF("(" PIECES_SQL ")"),
		"INSERT INTO tally_day (stage, day, dossiers, a4) "
		DAYS_OF("(" PIECES_SQL ")"),
		"INSERT INTO tally_list " LISTS_SQL,
		"INSERT INTO tally_batch " BATCHES_SQL,
		"INSERT INTO tally_fonds " FONDS_ALL_SQL
	};

	for (size_t i = 0; i < COUNT(steps); i++)
		if (!db_run(db, err, steps[i]))
			return false;
	return true;
}

/* The new dossiers are on no list and in no batch yet. */
bool tally_import(struct db *db, int64_t import_id, struct err *err)
{
	static const char sql[] =
	    "INSERT INTO tally_grp (fonds_id, grp_id, state, dossiers, papers,"
	    " pages, a4_estimate, a4, images, scans, bytes)"
	    " SELECT fonds_id, coalesce(grp_id, 0), state, count(*),"
	    " sum(coalesce(papers, 0)), sum(coalesce(pages, 0)),"
	    " sum(a4_estimate), sum(a4), sum(image_count), sum(scan_count),"
	    " sum(scan_bytes) FROM dossier WHERE import_id = ?1"
	    " GROUP BY 1, 2, 3"
	    " ON CONFLICT DO UPDATE SET dossiers = dossiers + excluded.dossiers,"
	    " papers = papers + excluded.papers, pages = pages + excluded.pages,"
	    " a4_estimate = a4_estimate + excluded.a4_estimate,"
	    " a4 = a4 + excluded.a4, images = images + excluded.images,"
	    " scans = scans + excluded.scans, bytes = bytes + excluded.bytes";
	static const char fonds[] =
	    "INSERT INTO tally_fonds " FONDS_SQL " WHERE dossier_id IN"
	    " (SELECT id FROM dossier WHERE import_id = ?1)"
	    " GROUP BY fonds_id, state"
	    " ON CONFLICT DO UPDATE SET documents = documents +"
	    " excluded.documents, permanent = permanent + excluded.permanent,"
	    " special = special + excluded.special,"
	    " backed_up = backed_up + excluded.backed_up,"
	    " left_papers = left_papers + excluded.left_papers,"
	    " left_a4 = left_a4 + excluded.left_a4";
	static const char states[] =
	    "INSERT INTO tally_state SELECT state, count(*),"
	    " sum(coalesce(papers, 0)), sum(coalesce(pages, 0)),"
	    " sum(a4_estimate), sum(a4), sum(image_count), sum(scan_count),"
	    " sum(scan_bytes) FROM dossier WHERE import_id = ?1 GROUP BY 1"
	    " ON CONFLICT DO UPDATE SET dossiers = dossiers + excluded.dossiers,"
	    " papers = papers + excluded.papers, pages = pages + excluded.pages,"
	    " a4_estimate = a4_estimate + excluded.a4_estimate,"
	    " a4 = a4 + excluded.a4, images = images + excluded.images,"
	    " scans = scans + excluded.scans, bytes = bytes + excluded.bytes";
	static const char *const steps[] = { sql, states, fonds };

	for (size_t i = 0; i < COUNT(steps); i++) {
		struct query *q = db_query(db, err, steps[i]);

		db_put_int(q, 1, import_id);
		if (!db_end(q))
			return false;
	}
	return true;
}
