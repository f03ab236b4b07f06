/* The criteria of selection with their evidence (BR2, BR3): judged from the
 * facts of each dossier, put on many at once in one undoable action, and
 * offered from the facts, never applied by themselves. What a criterion asks
 * for is data of the programme (criterion.evidence). */
#ifndef TAG_H
#define TAG_H

#include "dossier.h"

struct tag_request {
	unsigned criteria;	/* bit n-1: criterion n; may be 0 when only the
				   condition is set */
	/* NULL leaves alone what is there already. */
	const char *limb;	/* TC1 "a" or "b"; NULL: what the facts say */
	const char *person;	/* TC3 */
	const char *feature;	/* TC4, beside or instead of the carrier */
	const char *reason;	/* needed where a person must decide (TC2) */
	const char *carrier;	/* code of a term */
	const char *legibility;	/* "read", "mostly", "unreadable" */
	const char *const *damage;	/* codes of terms, added to what is there */
	size_t damage_count;
	bool skip;		/* leave out what is refused, tag the rest */
};

/* Why one dossier does not get a criterion. */
struct tag_refusal {
	int64_t dossier;
	const char *code;
	int64_t number;		/* criterion, 0: the condition */
	const char *rule;
	const char *text;	/* a sentence, translated, without stop */
	const char *mend;	/* what to give */
};
enum { TAG_SHOWN = 20 };
struct tag_result {
	int64_t tagged;		/* dossiers that changed */
	int64_t unchanged;
	int64_t refused;
	struct tag_refusal shown[TAG_SHOWN];	/* the first of them */
	size_t shown_count;
	int64_t seq;		/* of the audit row; 0: nothing was changed */
	/* Those that were not refused, in the caller's pool. */
	int64_t *taken;
	size_t taken_count;
};
/* One edit, one audit row, one undo. Without skip a single refusal changes
 * nothing: ERR_RULE names the first and says how many there are. The result
 * is filled in either way. */
bool tag_dossiers(struct db *db, const int64_t *ids, size_t count,
    const struct tag_request *request, struct pool *pool,
    struct tag_result *result, struct err *err) MUST_CHECK;
/* Take criteria away (bits; all of them: ~0u). A listed dossier keeps at
 * least one (BR2). */
bool untag_dossiers(struct db *db, const int64_t *ids, size_t count,
    unsigned criteria, const char *reason, struct pool *pool,
    struct tag_result *result, struct err *err) MUST_CHECK;

/* Would this be refused? For dialogs, while the evidence is typed. rule NULL:
 * no. Reads only. */
bool tag_check(struct db *db, int64_t dossier,
    const struct tag_request *request, struct pool *pool,
    struct tag_refusal *refusal, struct err *err) MUST_CHECK;

/* What the facts suggest: "end year 1971: TC2?" */
struct suggestion {
	int64_t dossier;
	const char *code;
	int64_t number;		/* criterion */
	const char *limb;	/* for TC1, else "" */
	bool ask;		/* a person must decide (--reason) */
	const char *text;	/* translated: "TC2? The last year is 1971" */
};
bool tag_suggest(struct db *db, int64_t dossier, struct pool *pool,
    struct suggestion *list, size_t room, size_t *count, struct err *err)
    MUST_CHECK;

/* The name index of persons, families and clans (TC3): names that contain the
 * words, without diacritics too; "" gives all. */
struct person {
	const char *name;
	int64_t dossiers;
};
bool person_list(struct db *db, const char *words, struct pool *pool,
    struct person **list, size_t *count, struct err *err) MUST_CHECK;

/* "2,5" or "TC2, TC5" to bits, checked against the programme. */
bool criteria_parse(struct db *db, const char *text, unsigned *criteria,
    struct err *err) MUST_CHECK;
/* Bits to "TC2, TC5". */
const char *criteria_words(struct pool *pool, unsigned criteria);

#endif
