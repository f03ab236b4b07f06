#include "exchange_whole.h"

#include "db_whole.h"

const char *const exchange_scan_tables[] = {
	"folder", "scanner", "a4_rule", "scan_run", "scan", "image", "finding",
	NULL
};

struct part {
	const char *table;
	const char *which;	/* ?1, ?2: the first and the last row of audit */
};

static bool gather(struct db *db, const char *const *tables,
    const struct part *parts, size_t count, int64_t first, int64_t last,
    struct exchange_codes *codes, void **data, size_t *size, struct err *err)
{
	struct db_whole *whole = db_whole_open(db, tables, err);
	bool good = whole != NULL;

	*data = NULL;
	*size = 0;
	for (size_t i = 0; good && i < count; i++)
		good = db_whole_add(whole, parts[i].table, parts[i].which, first,
		    last, err);
	good = good && db_whole_take(whole, data, size, err);
	db_whole_close(whole);
	return good && (*size == 0 || db_each_change(db, *data, *size,
	    exchange_codes_add, codes, err));
}

/* An import without recorded changes: its number is the subject. */
#define OF_IMPORTS "import_id IN (SELECT CAST(subject AS INTEGER) FROM audit" \
	" WHERE seq BETWEEN ?1 AND ?2 AND action = 'import'" \
	" AND changes IS NULL)"

bool exchange_imported(struct db *db, int64_t first, int64_t last,
    struct exchange_codes *codes, void **data, size_t *size, struct err *err)
{
	static const char *const tables[] = { "fonds", "grp", "dossier", NULL };
	static const struct part parts[] = {
		{ "fonds", OF_IMPORTS }, { "grp", OF_IMPORTS },
		{ "dossier", OF_IMPORTS }
	};

	return gather(db, tables, parts, COUNT(parts), first, last, codes, data,
	    size, err);
}

bool exchange_scans(struct db *db, int64_t first, int64_t last,
    struct exchange_codes *codes, void **data, size_t *size, struct err *err)
{
	static const struct part parts[] = {
		{ "scan", "dossier_id IN (SELECT d.dossier_id FROM audit_dossier d"
		    " JOIN audit a USING (seq) WHERE a.seq BETWEEN ?1 AND ?2"
		    " AND a.action GLOB 'scan*')" },
		{ "folder", "id IN (SELECT folder_id FROM whole.scan)" },
		{ "scanner", "id IN (SELECT scanner_id FROM whole.scan)" },
		{ "a4_rule", "id IN (SELECT rule_id FROM whole.scan)" },
		{ "scan_run", "id IN (SELECT run_id FROM whole.scan)" },
		{ "image", "scan_id IN (SELECT id FROM whole.scan)" },
		{ "finding", "scan_id IN (SELECT id FROM whole.scan)" }
	};

	return gather(db, exchange_scan_tables, parts, COUNT(parts), first, last,
	    codes, data, size, err);
}
