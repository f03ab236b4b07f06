/* The life of a file (domain 6.3) as one table of moves: from, to, name,
 * guards, question. Nothing else writes dossier.state, the dates beside it,
 * the gates and the hold. Help, man page, `bansao workflow` and the screens
 * are drawn from the table (src/workflow_moves.c). */
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

/* Stages of the sums (tally_year): the dates beside the state. */
enum stage {
	STAGE_NONE, STAGE_SELECTED, STAGE_APPROVED, STAGE_SCANNED,
	STAGE_PASSED, STAGE_HANDED, STAGE_ACCEPTED
};

struct guard {
	const char *rule;	/* "BR8" */
	const char *text;	/* N_() what must be, a sentence without stop */
	const char *mend;	/* N_() what to do: a command */
	/* One row when the guard holds. ?1 the dossier, ?2 the uid of who
	 * moves, as far as the text names them. NULL: the room that makes the
	 * move sees to it (the text says which). */
	const char *sql;
	/* One text, shown behind the sentence: what is missing. ?3 is 1 for
	 * English, 0 for Vietnamese. NULL: nothing more to say. */
	const char *detail;
};

struct move {
	const char *name;	/* stable */
	unsigned from;		/* bit s: from state s */
	enum state to;
	const char *label;	/* N_() */
	const char *actor;	/* N_(): who does it; a label, no access right */
	const char *question;	/* N_() asked on the screen, or NULL */
	const char *rule;	/* the rule that says why no other state will do */
	const struct guard *const *guards;	/* ends with NULL, or NULL */
	bool held;		/* a hold stops it (moves forward) */
	enum stage stamp;	/* the date it sets */
	unsigned clear;		/* bit n: the dates it takes back */
	const char *mend;	/* N_() the command that does it */
};
/* tag untag list unlist submit return approve exclude scan finish rescan pass
 * fail reinspect package reopen deliver accept returned redo withdraw restore */
extern const struct move workflow_moves[];	/* ends with a NULL name */
const struct move *move_find(const char *name);

/* The gates A, R and the hold: facts beside the state, not steps (BR9). */
struct gate {
	const char *letter;	/* "A" */
	const char *name;	/* stable: "arranged" */
	const char *label;	/* N_() */
	const char *rule;
	const char *text;	/* N_() what it means */
	const char *mend;	/* N_() the command that sets it */
};
extern const struct gate workflow_gates[];	/* ends with a NULL letter */

/* Which rules stop the move of this dossier? Reads only. A wrong state is a
 * stop too, and then the only one. */
struct stop {
	const char *rule;
	const char *text;	/* one sentence, translated */
	const char *mend;
};
enum { MOST_STOPS = 12 };
/* Does one guard hold? When not, *stop says so; its rule is NULL when it
 * does. */
bool guard_check(struct db *db, const struct guard *guard, int64_t dossier,
    struct pool *pool, struct stop *stop, struct err *err) MUST_CHECK;
bool workflow_check(struct db *db, const char *move, int64_t dossier,
    struct pool *pool, struct stop *stops, size_t room, size_t *count,
    struct err *err) MUST_CHECK;
/* Move inside an edit. Refused: ERR_RULE "CODE: BR8: what is missing. What to
 * do." day: the ISO date kept beside the state (NULL: today). */
bool workflow_move(struct db *db, const char *move, int64_t dossier,
    const char *day, struct err *err) MUST_CHECK;
/* The moves whose "from" holds the state of the dossier, by name; for menus.
 * Whether a guard stops one says workflow_check. */
size_t workflow_from(int64_t state, const struct move **moves, size_t room);

/* Gates and hold, inside an edit. day: ISO. */
bool workflow_arrange(struct db *db, int64_t dossier, const char *day,
    struct err *err) MUST_CHECK;	/* BR8: the checklist must be complete */
bool workflow_receive(struct db *db, int64_t dossier, const char *day,
    struct err *err) MUST_CHECK;	/* BR21 */
bool workflow_hold(struct db *db, int64_t dossier, const char *reason,
    struct err *err) MUST_CHECK;	/* "" releases */
/* Take a gate back ("arranged" or "received"); only before scanning. */
bool workflow_ungate(struct db *db, int64_t dossier, const char *gate,
    struct err *err) MUST_CHECK;
/* The exact counts that arranging gave; the list keeps what was approved.
 * NOT_KNOWN (-1) leaves one alone. */
bool workflow_count(struct db *db, int64_t dossier, int64_t papers,
    int64_t pages, struct err *err) MUST_CHECK;
/* The year of the targets a dossier is planned for; 0: none. */
bool workflow_plan(struct db *db, int64_t dossier, int64_t year,
    struct err *err) MUST_CHECK;

/* BR8: an item of the checklist (terms "arrange") and how it stands. Items
 * that are facts of the dossier hold when the field is filled in; the others
 * are ticked (table "arrangement"). */
struct arrange_item {
	const char *code;
	const char *name;	/* in the language of the messages */
	bool fact;		/* seen from the fields, not ticked */
	bool done;
};
bool arrange_list(struct db *db, int64_t dossier, struct pool *pool,
    struct arrange_item **items, size_t *count, struct err *err) MUST_CHECK;
bool arrange_tick(struct db *db, int64_t dossier, const char *item, bool done,
    struct err *err) MUST_CHECK;

/* BR13: outside its window a piece of work is warned about, never refused.
 * what: "select", "digitise" or "handover"; day NULL: today. *warning is NULL
 * inside the window. */
bool workflow_window(struct db *db, const char *what, const char *day,
    struct pool *pool, const char **warning, struct err *err) MUST_CHECK;

/* Scans of a dossier came, changed or left: what had passed inspection waits
 * for it again (S7 to S6). *state is the state before. */
bool workflow_scans_changed(struct db *db, int64_t dossier, int64_t *state,
    struct err *err) MUST_CHECK;

/* src/ingest.c calls this in its transaction after scans of a dossier came
 * or went: sets scanned_on, moves S4 to S5 where the gates allow it. Never
 * refuses; *rule is the rule that keeps the dossier back ("BR7"), or NULL. */
bool workflow_scans_arrived(struct db *db, int64_t dossier,
    const char **rule, struct err *err) MUST_CHECK;

#endif
