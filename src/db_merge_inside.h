/* What the files of db_merge share. Nobody else includes this. */
#ifndef DB_MERGE_INSIDE_H
#define DB_MERGE_INSIDE_H

#include "db_merge.h"

#include <sqlite3.h>

struct buf;

enum { MERGE_COLUMNS = 128 };

/* What the schema says of a table; the changeset must agree with it. */
struct shape {
	char *name;
	char *columns[MERGE_COLUMNS];
	char *parents[MERGE_COLUMNS];	/* table a column refers to, or NULL */
	bool key[MERGE_COLUMNS];
	int count;
	int number;		/* column of the single integer key, or -1 */
	int code;		/* column of a unique code, or -1 */
	int unique[4];		/* columns found by, of a carried table */
	int unique_count;
	bool carried;
	int64_t first;		/* that nobody had at the start */
	int64_t free;		/* next number that nobody has, 0: not asked */
	struct shape *next;
};

struct merge {
	struct db *db;
	const struct db_merge *how;
	struct pool pool;
	struct shape *shapes;
	struct err *err;
};

/* db_merge_row.c. The shape of a recorded table with that many columns; NULL
 * and an error when the two sites differ in it. */
struct shape *merge_shape(struct merge *m, const char *table, int columns);
/* Statements are composed of names of the schema only, quoted; every value is
 * bound. merge_prepare frees the text; NULL and an error when it fails. */
void merge_name(struct buf *sql, const char *name);
void merge_keys(struct buf *sql, const struct shape *shape);
sqlite3_stmt *merge_prepare(struct merge *m, struct buf *sql);
/* A value of theirs in our numbers: references follow. */
void merge_bind(struct merge *m, sqlite3_stmt *statement, int at,
    const struct shape *shape, int column, sqlite3_value *value);
sqlite3_value *merge_value(sqlite3_changeset_iter *at, int operation,
    int column, bool after);
/* Our row of that key: stepped to it, or NULL when there is none. */
sqlite3_stmt *merge_our_row(struct merge *m, const struct shape *shape,
    sqlite3_changeset_iter *at, int operation);
/* Equal once a value of theirs is in our numbers. */
bool merge_same(struct merge *m, const struct shape *shape, int column,
    sqlite3_value *theirs, sqlite3_value *ours);
/* What follows from other columns, or differs by nature: never a clash. */
bool merge_follows(const struct shape *shape, int column);
/* db_merge_carry.c. A row of a carried table: theirs, as it is. */
void merge_carry(struct merge *m, const struct shape *shape,
    sqlite3_changeset_iter *at, sqlite3_stmt *row);
/* Run it and tell; a constraint in the way is a refusal. */
void merge_run(struct merge *m, sqlite3_stmt *statement,
    enum db_merge_kind kind, const struct shape *shape, int64_t id,
    const char *column, const char *before, const char *after);
void merge_tell(struct merge *m, enum db_merge_kind kind,
    const struct shape *shape, int64_t id, const char *column,
    const char *base, const char *ours, const char *theirs, const char *why);
sqlite3_stmt *merge_insert(struct merge *m, const struct shape *shape,
    sqlite3_changeset_iter *at);
int64_t merge_number_of(struct merge *m, const struct shape *shape,
    sqlite3_changeset_iter *at, int operation);

/* db_merge_number.c. A row with our code is ours; a number that another row
 * has here is changed for a free one. */
bool merge_number(struct merge *m, struct shape *shape,
    sqlite3_changeset_iter *at);

#endif
