/* Hồ sơ: the unit of everything (BR1), with the TT05 fields, its criteria
 * with their evidence, and its damage signs.
 * This file owns "dossier" (but the state and the dates beside it, which are
 * src/workflow.c's, and the sums of the scans, src/scan.c's),
 * "dossier_criterion", "damage", "arrangement" and "document". Writing is
 * done inside an edit (audit.h). */
#ifndef DOSSIER_H
#define DOSSIER_H

#include "db.h"

enum { NOT_KNOWN = -1 };	/* a number the catalogue does not have */

struct dossier {
	int64_t id;
	int64_t fonds_id;
	int64_t grp_id;		/* 0: directly under the fonds */
	const char *code;	/* mã hồ sơ, unique */
	const char *title;
	const char *maintenance;	/* TT05 code; "01" vĩnh viễn */
	const char *mode;
	const char *language;
	const char *start_date;	/* ISO, possibly "1968" or "1968-05" */
	const char *end_date;
	const char *keyword;
	int64_t total_doc;	/* NOT_KNOWN possible, as the next two */
	int64_t papers;		/* tờ */
	int64_t pages;		/* trang */
	const char *format;
	const char *infor_sign;
	const char *confidence;
	const char *paper_code;
	int64_t risk_recovery;
	const char *risk_status;
	const char *description;
	const char *catalog;
	const char *notation;
	const char *box;
	const char *shelf;
	const char *secrecy;	/* "" none */
	const char *carrier;
	const char *legibility;	/* "", "read", "mostly", "unreadable" */
	int64_t special;
	const char *persons;
	const char *places;
	const char *size_class;	/* as catalogued: "A4", "A3" ... or "" */
	int64_t a4_estimate;	/* A4 pages; dossier_add fills in pages when 0 */
	/* read only here */
	int64_t start_year, end_year;	/* NOT_KNOWN possible */
	int64_t state;
	int64_t criteria;	/* bit n-1: criterion n */
	int64_t plan_year;	/* 0: none */
	const char *arranged_on;	/* "" no */
	const char *received_on;
	const char *hold;
	const char *selected_on, *approved_on, *scanned_on, *passed_on;
	const char *handed_on, *accepted_on;
	int64_t scan_count, image_count, a4, scan_bytes, finding_count;
	int64_t rev;
};

/* A dossier with every text "", every number NOT_KNOWN or 0, as dossier_add
 * wants it before the known fields are filled in. */
void dossier_blank(struct dossier *dossier);

bool dossier_get(struct db *db, int64_t id, struct pool *pool,
    struct dossier *dossier, struct err *err) MUST_CHECK;
/* By exact code; ERR_MISSING names the nearest code when one is near. */
bool dossier_find(struct db *db, const char *code, struct pool *pool,
    struct dossier *dossier, struct err *err) MUST_CHECK;
/* The id of a code; 0 when there is none. */
bool dossier_id(struct db *db, const char *code, int64_t *id,
    struct err *err) MUST_CHECK;

/* Dates are given as people write them ("dd/mm/yyyy", "1968", "1965-1968" in
 * start_date alone) and stored as ISO. Checks lengths, dates, numbers and
 * codes, in one sentence each. Sets dossier->id. import_id 0: none; the word
 * index of an import is made at its end (search_index_import). */
bool dossier_add(struct db *db, struct dossier *dossier, int64_t import_id,
    struct err *err) MUST_CHECK;
/* Writes the editable fields where the stored rev is dossier->rev; otherwise
 * ERR_BUSY: somebody else has changed it. A dossier of a frozen list (S3 and
 * after) keeps its code, fonds, group, pages and papers: ERR_RULE (BR5). */
bool dossier_save(struct db *db, struct dossier *dossier, struct err *err)
    MUST_CHECK;

/* Fields by name, for `dossier edit`, forms and imports: the TT05 element
 * name, ISAD or database name and the label. Ends with a NULL name. */
enum field_kind { FIELD_TEXT, FIELD_NUMBER, FIELD_DATE, FIELD_TERM, FIELD_FLAG };
struct dossier_field {
	const char *name;	/* stable: "title", "startDate", ... */
	const char *label;	/* N_() */
	enum field_kind kind;
	int length;		/* most letters of a text, 0: no limit */
	const char *terms;	/* kind of term, for FIELD_TERM */
	size_t offset;		/* in struct dossier */
};
extern const struct dossier_field dossier_fields[];
const struct dossier_field *dossier_field(const char *name);
/* Set a field from a text as typed. */
bool dossier_set(struct db *db, struct dossier *dossier, struct pool *pool,
    const struct dossier_field *field, const char *text, struct err *err)
    MUST_CHECK;
/* The field as text, dates as dd/mm/yyyy. */
const char *dossier_text(const struct dossier *dossier, struct pool *pool,
    const struct dossier_field *field);

/* --- criteria with evidence --------------------------------------------- */

struct criterion {
	int64_t number;		/* 1..9 */
	int64_t priority;	/* 1 goes first */
	const char *name;	/* in the language of the messages */
	const char *text;	/* of the plan */
	const char *basis;
	const char *evidence;	/* limb, years, person, carrier, damage,
				   special, none */
	int64_t last_year;	/* of "years": the last one that counts */
};
bool criterion_list(struct db *db, struct pool *pool, struct criterion **list,
    size_t *count, struct err *err) MUST_CHECK;

struct evidence {
	int64_t number;
	const char *limb;	/* TC1: "a" source agency, "b" at the Centre */
	const char *person;
	const char *feature;
	const char *reason;
	int64_t tagged_by;
	const char *tagged_at;
};
bool evidence_list(struct db *db, int64_t dossier, struct pool *pool,
    struct evidence **list, size_t *count, struct err *err) MUST_CHECK;
/* Only workflow.c and tag.c call these two: they keep the state right. */
bool evidence_put(struct db *db, int64_t dossier, const struct evidence *e,
    struct err *err) MUST_CHECK;
bool evidence_remove(struct db *db, int64_t dossier, int64_t number,
    struct err *err) MUST_CHECK;

bool damage_list(struct db *db, int64_t dossier, struct pool *pool,
    const char ***signs, size_t *count, struct err *err) MUST_CHECK;
bool damage_put(struct db *db, int64_t dossier, const char *sign,
    struct err *err) MUST_CHECK;
bool damage_clear(struct db *db, int64_t dossier, struct err *err) MUST_CHECK;
/* Carrier and legibility, the other two facts that tagging sets; NULL leaves
 * one alone. */
bool dossier_condition(struct db *db, int64_t dossier, const char *carrier,
    const char *legibility, struct err *err) MUST_CHECK;

/* --- lists for screens: ids in order, rows by id ------------------------ */

/* Keyset windows over the dossiers of a place in the tree in their order:
 * fonds 0 means all. group NULL: whole fonds; *group 0: directly under it.
 * from_key/from_id: begin there (NULL: at the very beginning or end). */
struct dossier_row {
	int64_t id;
	const char *code;
	const char *title;
	int64_t start_year, end_year, papers, pages, a4_estimate, a4;
	int64_t criteria, state, image_count, scan_count, finding_count;
	bool hold;
};
bool dossier_row(struct db *db, int64_t id, struct pool *pool,
    struct dossier_row *row, struct err *err) MUST_CHECK;

#endif
