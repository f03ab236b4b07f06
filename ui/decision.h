/* A decision that is being entered: authority, number, date and signer, the
 * files it leaves out; kept as a draft until it is approved. */
#ifndef DECISION_H
#define DECISION_H

#include "dossier_ui.h"

#include "approval.h"

/* What a person has entered so far; all texts in view->own. */
struct left_out {
	int64_t id;
	const char *code, *reason;
};
enum { AUTHORITY, NUMBER, DAY, SIGNER, FIELDS };
struct deciding {
	struct selection s;	/* texts in view->pool */
	struct version v;
	const char *blocked;	/* why this user may not, or NULL */
	const char *field[FIELDS];	/* the day as ISO */
	struct left_out *out;
	size_t count, room;
};

extern const char *const deciding_names[FIELDS];	/* stable, of the form */
/* Of a view of the decision; made when it is not there. */
struct deciding *deciding_of(struct view *view);
struct left_out *left_out_find(struct deciding *d, int64_t id);
void left_out_put(struct view *view, int64_t id, const char *code,
    const char *reason);
void left_out_take(struct deciding *d, int64_t id);
/* view->word names the list; true when a draft was taken. */
bool decision_keep(struct view *view);
bool decision_take(struct view *view);
void decision_forget(struct view *view);

#endif
