/* Phông, công trình, sưu tập lưu trữ and the tree of groups (nhóm, khối tài
 * liệu) under them, with the sums of what stands in each.
 * This file owns the tables "fonds" and "grp". Writing is done inside an
 * edit (audit.h). */
#ifndef FONDS_H
#define FONDS_H

#include "db.h"

struct fonds {
	int64_t id;
	const char *code;	/* mã phông, 1 to 30 letters, unique */
	const char *name;	/* 1 to 200 letters */
	const char *kind;	/* "fonds", "works" or "collection" */
	const char *status;	/* "open" or "closed" (TT05) */
	const char *history;
	const char *archives_time;
	const char *paper_total;	/* mét giá, as written */
	const char *key_groups;
	const char *other_types;
	const char *language;
	const char *lookup_tools;
	int64_t risk_recovery;	/* chế độ dự phòng, 0 or 1 */
	int64_t org_id;		/* 0: none */
	const char *note;
	int64_t rev;
};

/* What people may say of a fonds: the options of "fonds edit", the fields of
 * its form. The last row has no name. */
struct fonds_field {
	const char *name;
	const char *label;	/* N_() */
	size_t offset;
};
extern const struct fonds_field fonds_fields[];
const char **fonds_text(struct fonds *fonds, const struct fonds_field *field);

bool fonds_get(struct db *db, int64_t id, struct pool *pool,
    struct fonds *fonds, struct err *err) MUST_CHECK;
/* By code, regardless of case and diacritics; ERR_MISSING. */
bool fonds_find(struct db *db, const char *code, struct pool *pool,
    struct fonds *fonds, struct err *err) MUST_CHECK;
/* All, in Vietnamese order of the codes. */
bool fonds_list(struct db *db, struct pool *pool, struct fonds **list,
    size_t *count, struct err *err) MUST_CHECK;
/* The same, only what a list of thousands shows. */
struct fonds_name {
	int64_t id;
	const char *code, *name;
};
bool fonds_names(struct db *db, struct pool *pool, struct fonds_name **list,
    size_t *count, struct err *err) MUST_CHECK;
/* NULL texts are stored as ""; a NULL kind is "fonds". import_id 0: none.
 * Checks what the schema cannot say in a sentence. Sets fonds->id. */
bool fonds_add(struct db *db, struct fonds *fonds, int64_t import_id,
    struct err *err) MUST_CHECK;
/* Writes all fields where the stored rev is fonds->rev; otherwise ERR_BUSY
 * says that somebody else has changed it. */
bool fonds_save(struct db *db, const struct fonds *fonds, struct err *err)
    MUST_CHECK;
/* Only an empty fonds or group can go. */
bool fonds_remove(struct db *db, int64_t id, struct err *err) MUST_CHECK;
/* Name of a kind in the language of the messages. */
const char *fonds_kind_name(const char *kind);

struct group {
	int64_t id;
	int64_t fonds_id;
	int64_t parent_id;	/* 0: directly under the fonds */
	const char *code;	/* may be "" */
	const char *title;
	int64_t rev;
};

bool group_get(struct db *db, int64_t id, struct pool *pool,
    struct group *group, struct err *err) MUST_CHECK;
/* Children of a group, or of the fonds (parent 0), in order. */
bool group_children(struct db *db, int64_t fonds_id, int64_t parent_id,
    struct pool *pool, struct group **list, size_t *count, struct err *err)
    MUST_CHECK;
/* By title or code under one parent; false with no error when there is
 * none: *id is 0. */
bool group_find(struct db *db, int64_t fonds_id, int64_t parent_id,
    const char *title, int64_t *id, struct err *err) MUST_CHECK;
/* "Title" or "Parent/Child", from the top of a fonds; ERR_MISSING. */
bool group_find_path(struct db *db, int64_t fonds_id, const char *path,
    int64_t *id, struct err *err) MUST_CHECK;
bool group_add(struct db *db, struct group *group, int64_t import_id,
    struct err *err) MUST_CHECK;
bool group_save(struct db *db, const struct group *group, struct err *err)
    MUST_CHECK;
bool group_remove(struct db *db, int64_t id, struct err *err) MUST_CHECK;

/* What stands somewhere in the tree, all levels below it. */
struct tally {
	int64_t dossiers, papers, pages, a4_estimate, a4, images, scans, bytes;
	int64_t state[12];	/* dossiers by state S0..S10, X */
	int64_t state_a4[12];	/* their A4 pages, estimated until scanned */
};
/* One row of the sums, TALLY_FIELDS from column 0, added. */
#define TALLY_FIELDS "state, dossiers, papers, pages, a4_estimate, a4," \
	" images, scans, bytes"
enum { TALLY_COUNT = 9 };
void tally_add_row(struct tally *tally, struct query *q);
bool fonds_tally(struct db *db, int64_t fonds_id, struct tally *tally,
    struct err *err) MUST_CHECK;	/* fonds_id 0: the whole catalogue */
/* Of the whole catalogue, what a line of totals says: much quicker than all. */
struct total {
	int64_t dossiers, pages, a4;
	int64_t passed;		/* dossiers that passed inspection or went on */
};
bool catalogue_total(struct db *db, struct total *total, struct err *err)
    MUST_CHECK;
bool group_tally(struct db *db, int64_t group_id, struct tally *tally,
    struct err *err) MUST_CHECK;

#endif
