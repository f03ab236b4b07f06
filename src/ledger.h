/* Registers of the plan (agencies, deposits, difficulties, tasks ...) as
 * tables of fields: one way to read what was typed, to check it, to store it
 * and to list it. The SQL stays with the file that owns the table. */
#ifndef LEDGER_H
#define LEDGER_H

#include "conf.h"
#include "db.h"
#include "out.h"

enum { LEDGER_FIELDS = 16 };

enum ledger_type {
	LEDGER_TEXT,
	LEDGER_DATE,		/* perhaps only a month or a year */
	LEDGER_DAY,		/* a whole day */
	LEDGER_COUNT,		/* a whole number, not negative */
	LEDGER_YEAR,
	LEDGER_MONEY,		/* whole đồng */
	LEDGER_MILLI,		/* a decimal number, kept in thousandths */
	LEDGER_WORD,		/* one of `words` */
	LEDGER_BODY,		/* a body in "org": its code, or its name with
				   or without diacritics */
	LEDGER_ESTIMATE		/* the code of an estimate */
};

struct ledger_field {
	const char *name;	/* of the option: "due" is --due; NULL ends */
	enum ledger_type type;
	bool required;
	const char *words;	/* "in|out" */
	const char *first;	/* the default of `words`, never NULL there */
};

struct ledger_value {
	const char *text;	/* "" when not known; NULL in numbers */
	int64_t number;
};

struct ledger {
	const char *name;	/* stable: "transfer" */
	const char *noun;	/* N_("Transfer") for messages */
	bool coded;		/* people give a code; else the id is the key */
	const struct ledger_field *fields;
	/* insert: ?1 the code (when coded, else not used), ?2 ... the fields.
	 * update: the same, then the id and the rev it replaces. find: id, rev,
	 * code, the fields, by ?1 (code, or id). remove: by ?1 the id. list: the
	 * columns, in order. */
	const char *insert, *update, *find, *remove, *list;
	const struct out_column *columns;
	/* Rules over the whole row; NULL when there are none. */
	bool (*check)(const struct ledger_value *values, struct err *err);
	/* ?1 the id, ?2 the first field folded, for finding it without
	 * diacritics; NULL: it is not looked for. */
	const char *fold;
	/* N_(): two rows for one thing at one time; NULL: cannot be. */
	const char *overlap;
};

struct ledger_row {
	int64_t id, rev;
	const char *code;
	struct ledger_value values[LEDGER_FIELDS];
};

int ledger_count(const struct ledger *ledger);
/* Index of a field by its name; -1. */
int ledger_field(const struct ledger *ledger, const char *name);
/* A new row with the defaults. */
void ledger_start(const struct ledger *ledger, struct ledger_row *row);
/* Read what was typed into one field; ERR_USAGE names the option. */
bool ledger_type(struct db *db, const struct ledger *ledger, int field,
    const char *text, struct pool *pool, struct ledger_row *row,
    struct err *err) MUST_CHECK;
/* ERR_MISSING names the key. */
bool ledger_find(struct db *db, const struct ledger *ledger, const char *key,
    struct pool *pool, struct ledger_row *row, struct err *err) MUST_CHECK;
/* Check and store, inside an edit: row->id 0 is new. ERR_BUSY when somebody
 * changed the row since it was read. */
bool ledger_put(struct db *db, const struct ledger *ledger,
    struct ledger_row *row, struct err *err) MUST_CHECK;
/* ERR_RULE when other rows stand on it. */
bool ledger_remove(struct db *db, const struct ledger *ledger,
    const struct ledger_row *row, struct err *err) MUST_CHECK;
/* Put in the rows of a section of a programme's ini, in an open transaction:
 * CODE = "field: value | field: value". A missing section is fine. */
bool ledger_load(struct db *db, const struct ledger *ledger,
    const struct conf *conf, const char *section, struct err *err) MUST_CHECK;
/* All rows into a listing whose columns are set. */
bool ledger_print(struct db *db, const struct ledger *ledger, struct out *out,
    struct err *err) MUST_CHECK;
/* What a field is called, translated, and its value as people read it. */
const char *ledger_label(const struct ledger_field *field);
const char *ledger_show(const struct ledger_field *field,
    const struct ledger_value *value, struct pool *pool);
/* For a screen: the cells of each row as people read them. */
bool ledger_cells(struct db *db, const struct ledger *ledger,
    struct pool *pool, const char ****rows, size_t *count, struct err *err)
    MUST_CHECK;

/* The registers, each in the file that owns its table. */
extern const struct ledger ledger_agency, ledger_backlog,
    ledger_dissemination, ledger_transfer, ledger_difficulty, ledger_task,
    ledger_letter, ledger_legal, ledger_norm, ledger_funding;

#endif
