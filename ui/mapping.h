/* The mapping of an inventory: what its columns are read as, what a person chose
 * for them, and the words of the command that say so. */
#ifndef MAPPING_H
#define MAPPING_H

#include "listing.h"

enum { MOST_CHOSEN = 100, WORDS = 360 };

/* What a person (or the last time) chose for a column; "" as recognised. */
struct chosen {
	int64_t column;		/* from 1 */
	char field[32];
	char encoding[16];
	bool upper;
};

struct mapping {
	struct listing_table *table;
	struct listing_table *fields;	/* what a column can mean */
	struct chosen chosen[MOST_CHOSEN];
	int count;
	bool afresh;		/* the choices of the last time are in here */
	bool remembered;	/* and there were some */
	char head[16];		/* "" as found */
	char sheet[128];
	struct choice choices[64];
};

/* The words of a command. */
struct mapping_line {
	const char *words[WORDS + 1];
	int count;
};
void mapping_push(struct mapping_line *line, const char *word);
void mapping_push_pair(struct mapping_line *line, const char *option,
    const char *word);
void mapping_push_choices(struct mapping_line *line, const struct mapping *m,
    struct pool *pool);

/* Of a view of the mapping; made when it is not there. */
struct mapping *mapping_of(struct view *view);
/* A value of the column with this number (from 1), as the preview says it. */
const char *mapping_value(struct view *view, int64_t id, const char *key);
bool mapping_is(struct view *view, int64_t id, const char *key);
/* What is chosen for a column; NULL: there are too many choices. */
struct chosen *mapping_chosen(struct mapping *m, int64_t column);
/* For .load: the preview with what is chosen so far. */
bool mapping_load(struct view *view, struct err *err);

#endif
