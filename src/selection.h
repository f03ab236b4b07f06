/* Danh mục hồ sơ đưa ra số hóa: what a list is for, its versions, and the
 * whole files on them. This file owns "selection", "selection_version",
 * "selection_item" and "selection_live"; what may happen to a list is the
 * business of approval.h, which also moves the files. */
#ifndef SELECTION_H
#define SELECTION_H

#include "db.h"

struct selection {
	int64_t id;
	const char *code;	/* unique; "" in selection_add: DM-FONDS-NN */
	int64_t fonds_id;
	int64_t grp_id;		/* 0: directly under the fonds */
	int64_t year;
	const char *title;
	bool secret;		/* BR18 */
	const char *note;
	const char *created_on;
	int64_t created_by;	/* uid */
	int64_t rev;
};
bool selection_find(struct db *db, const char *code, struct pool *pool,
    struct selection *s, struct err *err) MUST_CHECK;
bool selection_get(struct db *db, int64_t id, struct pool *pool,
    struct selection *s, struct err *err) MUST_CHECK;
/* Sets id and code. */
bool selection_add(struct db *db, struct selection *s, struct pool *pool,
    struct err *err) MUST_CHECK;
bool selection_remove(struct db *db, int64_t id, struct err *err) MUST_CHECK;
/* Those whose version in hand is a draft, the newest first. */
bool selection_drafts(struct db *db, struct pool *pool, int64_t **ids,
    size_t *count, struct err *err) MUST_CHECK;

struct version {
	int64_t id;
	int64_t selection_id;
	int64_t version;
	const char *state;	/* "draft", "submitted", "approved", "amended" */
	const char *reason;	/* of the amendment */
	const char *submitted_on;
	int64_t submitted_by;	/* uid, -1: nobody yet */
	const char *submitted_user;
	const char *submission;	/* number of the tờ trình */
	const char *content_hash;
	const char *chain_head;
	const char *returned_on, *returned_why;
	const char *authority, *decision, *decided_on, *signer;
	int64_t entered_by;	/* uid, -1: nobody yet */
	int64_t rev;
};
/* "Draft", "Submitted" ... in the language of the messages. */
const char *version_state_name(const char *state);
/* number 0: the one in hand, which is the open one, else the newest. */
bool version_get(struct db *db, int64_t selection, int64_t number,
    struct pool *pool, struct version *v, struct err *err) MUST_CHECK;
/* A new draft; sets id. */
bool version_add(struct db *db, struct version *v, struct err *err)
    MUST_CHECK;
/* All but the key; ERR_BUSY when somebody has changed it. */
bool version_save(struct db *db, struct version *v, struct err *err)
    MUST_CHECK;
bool version_remove(struct db *db, int64_t id, struct err *err) MUST_CHECK;
/* The approved version becomes "amended", because a later one is approved. */
bool version_supersede(struct db *db, int64_t selection, int64_t by,
    struct err *err) MUST_CHECK;

struct item {
	int64_t dossier_id;
	const char *change;	/* "add", "keep", "drop" */
	bool excluded;
	const char *reason;
};
/* In the order of the shelf. change NULL: all. */
bool item_list(struct db *db, int64_t version, const char *change,
    struct pool *pool, struct item **items, size_t *count, struct err *err)
    MUST_CHECK;
/* The item of one dossier; change is "" when there is none. */
bool item_get(struct db *db, int64_t version, int64_t dossier,
    struct pool *pool, struct item *item, struct err *err) MUST_CHECK;
bool item_put(struct db *db, int64_t version, const struct item *item,
    struct err *err) MUST_CHECK;
bool item_remove(struct db *db, int64_t version, int64_t dossier,
    struct err *err) MUST_CHECK;
/* What an approved version holds, as the "keep" of its amendment. */
bool item_carry(struct db *db, int64_t from, int64_t to, struct err *err)
    MUST_CHECK;

/* The live list of a dossier; 0: none. */
bool live_get(struct db *db, int64_t dossier, int64_t *selection,
    struct err *err) MUST_CHECK;
bool live_put(struct db *db, int64_t dossier, int64_t selection,
    struct err *err) MUST_CHECK;
bool live_remove(struct db *db, int64_t dossier, struct err *err) MUST_CHECK;

/* Freezing: the facts of the items that are added, and the hash over all. */
bool version_freeze(struct db *db, int64_t version, struct err *err)
    MUST_CHECK;
bool version_thaw(struct db *db, int64_t version, struct err *err) MUST_CHECK;
bool version_hash(struct db *db, int64_t version, char hex[65],
    struct err *err) MUST_CHECK;
/* The first added file whose facts are no longer as frozen: its code, or
 * NULL. */
bool version_drift(struct db *db, int64_t version, struct pool *pool,
    const char **code, struct err *err) MUST_CHECK;

/* What a version asks for: what is dropped or excluded does not count. */
struct version_total {
	int64_t dossiers, papers, pages, a4;
	int64_t added, dropped, excluded;	/* dossiers */
};
bool version_sum(struct db *db, int64_t version, struct version_total *total,
    struct err *err) MUST_CHECK;

/* A list with its version in hand, as a row among all lists. */
struct selection_row {
	const char *code;
	int64_t version;
	const char *state;	/* as in struct version */
	const char *fonds;	/* its code */
	const char *group;	/* its title; "" directly under the fonds */
	int64_t year;
	int64_t dossiers, papers, pages, a4;	/* as in version_total */
	const char *submitted_on, *decision, *decided_on;
};
bool selection_row(struct db *db, int64_t id, struct pool *pool,
    struct selection_row *row, struct err *err) MUST_CHECK;
/* The newest first; limit 0: all. The texts live until each() returns. */
bool selection_each(struct db *db, int64_t limit,
    bool (*each)(void *to, const struct selection_row *row, struct err *err),
    void *to, struct err *err) MUST_CHECK;
/* The ids of all, the newest first, and the sums of their files, sheets,
 * pages and A4 pages (the rest of *total is 0). */
bool selection_index(struct db *db, struct pool *pool, int64_t **ids,
    size_t *count, struct version_total *total, struct err *err) MUST_CHECK;

/* One line as it prints: as frozen, before that as it stands. */
struct line {
	int64_t dossier_id;
	const char *change, *reason;
	bool excluded;
	int64_t grp_id;
	int64_t state;
	const char *code, *box, *notation, *title;
	const char *start_date, *end_date;	/* ISO */
	const char *maintenance;
	int64_t papers, pages;	/* -1: not known */
	int64_t a4;
	int64_t criteria;	/* bits */
	const char *format;	/* code of a term */
	const char *damage;	/* codes, separated by commas */
	const char *persons;
};
/* Each in the order of the groups and of the shelf. */
bool line_each(struct db *db, int64_t version,
    bool (*each)(void *to, const struct line *line, struct err *err),
    void *to, struct err *err) MUST_CHECK;

/* For the list builder: what may be put on the list, in the order of the
 * shelf, or by the best priority of its criteria first; the ids on the version
 * in hand are item_list. */
bool selection_eligible(struct db *db, const struct selection *s,
    bool by_priority, struct pool *pool, int64_t **ids, size_t *count, struct err *err)
    MUST_CHECK;

/* What is tagged in the place of the list and may not be put on it, with the
 * flag that says why. */
struct flag;
bool selection_kept_back(struct db *db, const struct selection *s,
    struct pool *pool, struct flag **flags, size_t *count, struct err *err)
    MUST_CHECK;

/* Conflicts to be seen while drawing up. dossier 0: the list as a whole. */
struct flag {
	int64_t dossier_id;
	const char *code;
	const char *flag;	/* stable: "secret", "not_secret",
				   "conditional", "hold", "handed_over",
				   "duplicate_title", "no_estimate",
				   "incomplete", "over_year", "no_target",
				   "changed" */
	const char *text;	/* translated */
};
bool selection_flags(struct db *db, const struct selection *s,
    const struct version *v, struct pool *pool, struct flag **flags,
    size_t *count, struct err *err) MUST_CHECK;

#endif
