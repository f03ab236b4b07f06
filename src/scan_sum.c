/* What the scans of a dossier are as a set: their sums, the gaps and doubles
 * in their numbers, and how they agree with the catalogue. */
#include "scan.h"

#include <stdio.h>
#include <string.h>

struct set {
	struct db *db;
	const struct check_rules *rules;
	int64_t dossier;
	struct err *err;
	bool good;
};

static void found(struct set *set, int code, const char *detail)
{
	static const char sql[] = "INSERT INTO dossier_finding (dossier_id,"
	    " code, severity, detail) VALUES (?1, ?2, ?3, ?4)";
	int severity = set->rules->severity[code];
	struct query *q;

	if (!set->good || severity == CHECK_OFF)
		return;
	q = db_query(set->db, set->err, sql);
	db_put_int(q, 1, set->dossier);
	db_put_int(q, 2, code);
	db_put_int(q, 3, severity);
	db_put_text(q, 4, detail);
	db_row(q);
	set->good = db_end(q);
}

/* A list of names in a short text: "4, 7-9 ...". */
struct names {
	char text[100];
	size_t length;
	bool full;
};

static void name_range(struct names *names, const char *prefix, int64_t from,
    int64_t to)
{
	char one[80];
	int length = from == to ?
	    snprintf(one, sizeof(one), "%s%s%lld",
	    names->length > 0 ? ", " : "", prefix, (long long)from) :
	    snprintf(one, sizeof(one), "%s%s%lld-%lld",
	    names->length > 0 ? ", " : "", prefix, (long long)from,
	    (long long)to);

	if (names->full)
		return;
	if (names->length + (size_t)length + 5 > sizeof(names->text)) {
		strcat(names->text, " ...");
		names->full = true;
		return;
	}
	strcat(names->text, one);
	names->length += (size_t)length;
}

/* Documents must run 1, 2, 3 ...; in each that has pages, pages as well. */
static void judge_numbers(struct set *set)
{
	static const char sql[] = "SELECT document, page, count(*) FROM scan"
	    " WHERE dossier_id = ?1 AND kind = 0 AND document > 0"
	    " GROUP BY document, page ORDER BY document, page";
	struct query *q = db_query(set->db, set->err, sql);
	struct names gaps = { .text = "" };
	struct names doubles = { .text = "" };
	int64_t document = 0;
	int64_t page = 0;

	db_put_int(q, 1, set->dossier);
	while (db_row(q)) {
		int64_t d = db_int(q, 0);
		int64_t p = db_int(q, 1);
		char prefix[32] = "";

		if (d > document + 1)
			name_range(&gaps, "", document + 1, d - 1);
		if (d != document)
			page = 0;
		snprintf(prefix, sizeof(prefix), "%lld.", (long long)d);
		if (p > page + 1)
			name_range(&gaps, prefix, page + 1, p - 1);
		if (db_int(q, 2) > 1)
			name_range(&doubles, p > 0 ? prefix : "",
			    p > 0 ? p : d, p > 0 ? p : d);
		document = d;
		page = p;
	}
	set->good = db_end(q) && set->good;
	if (gaps.length > 0)
		found(set, T_GAP, gaps.text);
	if (doubles.length > 0)
		found(set, T_DOUBLE, doubles.text);
}

/* Pages and sheets of the catalogue against the pages of the scans. */
static void judge_counts(struct set *set)
{
	static const char sql[] = "SELECT coalesce(pages, -1),"
	    " coalesce(papers, -1), image_count, scan_count FROM dossier"
	    " WHERE id = ?1";
	struct query *q = db_query(set->db, set->err, sql);
	int64_t pages = -1, papers = -1, images = 0, scans = 0;
	char detail[80];

	db_put_int(q, 1, set->dossier);
	if (db_row(q)) {
		pages = db_int(q, 0);
		papers = db_int(q, 1);
		images = db_int(q, 2);
		scans = db_int(q, 3);
	}
	set->good = db_end(q) && set->good;
	if (scans == 0)
		return;
	if (pages > 0 && pages != images) {
		snprintf(detail, sizeof(detail), "%lld / %lld",
		    (long long)images, (long long)pages);
		found(set, T_PAGES, detail);
	}
	if (papers > 0 && images < papers) {
		snprintf(detail, sizeof(detail), "%lld / %lld",
		    (long long)images, (long long)papers);
		found(set, T_PAPERS, detail);
	}
}

/* A PDF of a document, or of the whole dossier, has as many pages as its
 * masters. */
static void judge_companions(struct set *set)
{
	static const char clear[] = "DELETE FROM finding WHERE code = ?2"
	    " AND scan_id IN (SELECT id FROM scan WHERE dossier_id = ?1"
	    " AND kind = 1)";
	static const char add[] = "INSERT INTO finding (scan_id, code, image,"
	    " severity, detail) SELECT c.id, ?2, -1, ?3,"
	    " c.pages || ' / ' || sum(m.pages) FROM scan c JOIN scan m"
	    " ON m.dossier_id = c.dossier_id AND m.kind = 0"
	    " AND (c.document = 0 OR m.document = c.document)"
	    " WHERE c.dossier_id = ?1 AND c.kind = 1 AND c.format = 2"
	    " GROUP BY c.id HAVING sum(m.pages) <> c.pages";
	int severity = set->rules->severity[T_COMPANION_PAGES];
	struct query *q;

	if (!set->good)
		return;
	q = db_query(set->db, set->err, clear);
	db_put_int(q, 1, set->dossier);
	db_put_int(q, 2, T_COMPANION_PAGES);
	db_row(q);
	set->good = db_end(q);
	if (!set->good || severity == CHECK_OFF)
		return;
	q = db_query(set->db, set->err, add);
	db_put_int(q, 1, set->dossier);
	db_put_int(q, 2, T_COMPANION_PAGES);
	db_put_int(q, 3, severity);
	db_row(q);
	set->good = db_end(q);
}

static bool run_for(struct set *set, const char *sql)
{
	struct query *q;

	if (!set->good)
		return false;
	q = db_query(set->db, set->err, sql);
	db_put_int(q, 1, set->dossier);
	db_row(q);
	set->good = db_end(q);
	return set->good;
}

bool scan_sum(struct db *db, const struct check_rules *rules,
    int64_t dossier, struct err *err)
{
	static const char clear[] = "DELETE FROM dossier_finding"
	    " WHERE dossier_id = ?1 AND code <> 54"	/* T_NOT_APPROVED */
	    " AND (code <> 55 OR (SELECT state FROM dossier"	/* T_LATE */
	    " WHERE id = ?1) NOT BETWEEN 8 AND 10)";
	static const char sums[] = "UPDATE dossier SET (scan_count,"
	    " image_count, a4, scan_bytes) = (SELECT count(*),"
	    " coalesce(sum(pages), 0), coalesce(sum(a4), 0),"
	    " coalesce(sum(bytes), 0) FROM scan"
	    " WHERE dossier_id = ?1 AND kind = 0) WHERE id = ?1";
	static const char errors[] = "UPDATE dossier SET finding_count ="
	    " (SELECT count(*) FROM scan s JOIN finding f"
	    " ON f.scan_id = s.id AND f.severity = 3"
	    " WHERE s.dossier_id = ?1) + (SELECT count(*)"
	    " FROM dossier_finding WHERE dossier_id = ?1 AND severity = 3)"
	    " WHERE id = ?1";
	struct set set = { db, rules, dossier, err, true };

	if (!run_for(&set, clear) || !run_for(&set, sums))
		return false;
	judge_numbers(&set);
	judge_counts(&set);
	judge_companions(&set);
	run_for(&set, errors);
	return set.good;
}

bool scan_note(struct db *db, const struct check_rules *rules,
    int64_t dossier, int code, const char *detail, struct err *err)
{
	static const char clear[] = "DELETE FROM dossier_finding"
	    " WHERE dossier_id = ?1 AND code = ?2";
	struct set set = { db, rules, dossier, err, true };
	struct query *q = db_query(db, err, clear);

	db_put_int(q, 1, dossier);
	db_put_int(q, 2, code);
	db_row(q);
	set.good = db_end(q);
	if (detail != NULL)
		found(&set, code, detail);
	return set.good;
}
