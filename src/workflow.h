/* The life of a file (domain 6.3) as one table of moves: from, to, name,
 * guards, question. Nothing else writes dossier.state, the dates beside it,
 * the gates and the hold. Help, man page, `bansao workflow` and the screens
 * are drawn from the table. */
#ifndef WORKFLOW_H
#define WORKFLOW_H

#include "db.h"

enum state {
	S0_REGISTERED,		/* đã đăng ký */
	S1_TAGGED,		/* đã gắn tiêu chí */
	S2_DRAFT,		/* trong danh mục dự thảo */
	S3_SUBMITTED,		/* đã trình */
	S4_APPROVED,		/* đã phê duyệt */
	S5_SCANNING,		/* đang số hóa */
	S6_INSPECTION,		/* chờ kiểm tra */
	S7_PASSED,		/* đạt chất lượng */
	S8_PACKAGED,		/* đã đóng gói */
	S9_HANDED_OVER,		/* đã bàn giao */
	S10_ACCEPTED,		/* bên nhận xác nhận */
	SX_WITHDRAWN,		/* loại khỏi danh mục */
	STATES
};

/* "S4" and "Đã phê duyệt". */
const char *state_code(int64_t state);
const char *state_name(int64_t state);
/* From "S4", "4", "X" or the name, in either language; false: none. */
bool state_parse(const char *text, int64_t *state);

/* The moves, by name:
 *  tag untag list unlist submit return approve exclude
 *  scan finish rescan pass fail package reopen deliver accept
 *  returned redo withdraw restore */
struct guard;
struct move {
	const char *name;	/* stable */
	unsigned from;		/* bit s: from state s */
	enum state to;
	const char *label;	/* N_() */
	const char *actor;	/* N_(): who does it; a label, no access right */
	const char *question;	/* N_() asked on the screen, or NULL */
	const struct guard *const *guards;	/* ends with NULL */
	bool held;		/* a hold stops it (moves forward) */
	const char *mend;	/* N_() the command that does it */
};
extern const struct move workflow_moves[];	/* ends with a NULL name */
struct guard {
	const char *rule;	/* "BR7" */
	const char *text;	/* N_() what must be */
	const char *mend;	/* N_() what to do: command or key */
	/* SQL that gives one row when the guard holds: ?1 dossier, ?2 the uid
	 * of who moves. */
	const char *sql;
};
const struct move *move_find(const char *name);

/* Which rule stops the move of this dossier? *stop NULL: none. Reads only.
 * A wrong state has rule "state". */
struct stop {
	const char *rule;
	const char *text;	/* one sentence, translated */
	const char *mend;
};
bool workflow_check(struct db *db, const char *move, int64_t dossier,
    struct pool *pool, struct stop *stops, size_t room, size_t *count,
    struct err *err) MUST_CHECK;
/* Move inside an edit. Refused: ERR_RULE "CODE: BR8: what is missing. What to
 * do." day: the date kept beside the state (NULL: today). */
bool workflow_move(struct db *db, const char *move, int64_t dossier,
    const char *day, struct err *err) MUST_CHECK;

/* Gates and hold, inside an edit. */
bool workflow_arrange(struct db *db, int64_t dossier, const char *day,
    struct err *err) MUST_CHECK;	/* BR8: the checklist must be complete */
bool workflow_receive(struct db *db, int64_t dossier, const char *day,
    struct err *err) MUST_CHECK;	/* BR21 */
bool workflow_hold(struct db *db, int64_t dossier, const char *reason,
    struct err *err) MUST_CHECK;	/* "" releases */

/* src/ingest.c calls this in its transaction after scans of a dossier came
 * or went: sets scanned_on, moves S4 to S5 where the gates allow it. Never
 * refuses; *rule is the rule that keeps the dossier back ("BR7"), or NULL. */
bool workflow_scans_arrived(struct db *db, int64_t dossier,
    const char **rule, struct err *err) MUST_CHECK;

#endif
