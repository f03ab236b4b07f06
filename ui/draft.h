/* What was typed and not yet saved, kept in the person's own folder
 * ($XDG_STATE_HOME/bansao/drafts, 0700); and the person's editor. */
#ifndef DRAFT_H
#define DRAFT_H

#include "err.h"
#include "pool.h"

/* Whole or as it was before; err says where it could not be kept. */
bool draft_write(const char *key, const char *text, struct err *err)
    MUST_CHECK;
/* NULL when there is none. */
char *draft_read(const char *key, struct pool *pool);
void draft_remove(const char *key);
/* The next line of a form's draft, NAME, a tab, VALUE (1E stands for the end
 * of a line in it): cut out of *text, which goes on behind it. False at the
 * end and at what is no such line. */
bool draft_next(char **text, const char **name, char **value);
/* Where it is kept, for a command that reads it. */
const char *draft_path(struct pool *pool, const char *key);
/* The text through $EDITOR (vi without); the terminal must be free. */
bool draft_edit(const char *text, struct pool *pool, char **edited,
    struct err *err) MUST_CHECK;

#endif
