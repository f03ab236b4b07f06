#include "ledger.h"

#include "date.h"
#include "number.h"
#include "text.h"

#include <stdlib.h>
#include <string.h>

int ledger_count(const struct ledger *ledger)
{
	int count = 0;

	while (ledger->fields[count].name != NULL)
		count++;
	return count;
}

int ledger_field(const struct ledger *ledger, const char *name)
{
	for (int i = 0; ledger->fields[i].name != NULL; i++)
		if (strcmp(ledger->fields[i].name, name) == 0)
			return i;
	return -1;
}

static bool is_number(enum ledger_type type)
{
	return type == LEDGER_COUNT || type == LEDGER_YEAR ||
	    type == LEDGER_MONEY || type == LEDGER_MILLI;
}

void ledger_start(const struct ledger *ledger, struct ledger_row *row)
{
	memset(row, 0, sizeof(*row));
	row->code = "";
	for (int i = 0; ledger->fields[i].name != NULL; i++) {
		const struct ledger_field *f = &ledger->fields[i];

		if (f->type == LEDGER_WORD)
			row->values[i].text = f->first;
		else
			row->values[i].text = is_number(f->type) ? NULL : "";
	}
}

/* --- what was typed ----------------------------------------------------- */

static bool type_date(const char *text, bool whole, struct pool *pool,
    const char **value, struct err *err)
{
	struct date date;
	char iso[DATE_TEXT];

	*value = "";
	if (*text == '\0')
		return true;
	if (!date_parse(text, &date, err))
		return false;
	if (whole && !date_is_whole(date))
		return err_set(err, ERR_USAGE,
		    _("a whole day is needed: dd/mm/yyyy"));
	date_iso(date, iso);
	*value = pool_copy(pool, iso);
	return true;
}

static bool type_word(const char *words, const char *text, struct pool *pool,
    const char **value, struct err *err)
{
	const char *place = words;

	while (*place != '\0') {
		size_t length = strcspn(place, "|");

		if (strlen(text) == length &&
		    strncmp(place, text, length) == 0) {
			*value = pool_copy(pool, text);
			return true;
		}
		place += length + (place[length] == '|');
	}
	return err_set(err, ERR_USAGE, _("\"%s\" is none of %s"), text, words);
}

static bool type_number(enum ledger_type type, const char *text,
    int64_t *number, struct err *err)
{
	enum { MOST_METRES = 1000000000 };
	double real;

	if (type == LEDGER_MONEY)
		return number_parse_money(text, number, err);
	if (type == LEDGER_MILLI) {
		if (!number_parse_real(text, &real, err))
			return false;
		if (real < 0 || real > MOST_METRES)
			return err_set(err, ERR_USAGE,
			    _("%s cannot be right"), text);
		*number = (int64_t)(real * 1000 + 0.5);
		return true;
	}
	if (!number_parse(text, number, err))
		return false;
	if (type == LEDGER_YEAR && (*number < 1900 || *number > 2200))
		return err_set(err, ERR_USAGE, _("%s is no year"), text);
	if (*number < 0 || *number > INT64_C(1000000000000))
		return err_set(err, ERR_USAGE, _("%s cannot be right"), text);
	return true;
}

/* The code of a body by its code or, when only one has it, its name. */
static bool type_body(struct db *db, const char *text, struct pool *pool,
    const char **value, struct err *err)
{
	static const char sql[] =
	    "SELECT code FROM org WHERE code = ?1 OR name_fold = ?2"
	    " ORDER BY code <> ?1, valid_to <> '', code";
	struct query *q = db_query(db, err, sql);
	int count = 0;

	*value = "";
	db_put_text(q, 1, text);
	db_put_text(q, 2, text_fold(pool, text));
	while (db_row(q) && (count == 0 || strcmp(*value, text) != 0))
		if (count++ == 0)
			*value = db_copy(q, 0, pool);
	if (!db_end(q))
		return false;
	if (count == 0)
		return err_set(err, ERR_MISSING, _("There is no body with the code %s,"
		    " nor one of that name: bansao agency list shows them"),
		    text);
	return count == 1 || strcmp(*value, text) == 0 || err_set(err,
	    ERR_USAGE, _("%d bodies are called %s: give the code of one"),
	    count, text);
}

static bool type_estimate(struct db *db, const char *text, struct pool *pool,
    const char **value, struct err *err)
{
	static const char sql[] = "SELECT code FROM estimate WHERE code = ?1";
	struct query *q = db_query(db, err, sql);

	*value = "";
	db_put_text(q, 1, text);
	if (db_row(q))
		*value = db_copy(q, 0, pool);
	if (!db_end(q))
		return false;
	return **value != '\0' || err_set(err, ERR_MISSING, _("There is no"
	    " estimate %s: bansao estimate list shows them"), text);
}

/* The code of a row of another table, which must be there; "" is none. */
static bool type_code(struct db *db, enum ledger_type type, const char *text,
    struct pool *pool, const char **value, struct err *err)
{
	*value = "";
	if (*text == '\0')
		return true;
	return type == LEDGER_BODY ? type_body(db, text, pool, value, err) :
	    type_estimate(db, text, pool, value, err);
}

bool ledger_type(struct db *db, const struct ledger *ledger, int field,
    const char *text, struct pool *pool, struct ledger_row *row,
    struct err *err)
{
	const struct ledger_field *f = &ledger->fields[field];
	struct ledger_value *value = &row->values[field];
	bool good;

	switch (f->type) {
	case LEDGER_DATE:
	case LEDGER_DAY:
		good = type_date(text, f->type == LEDGER_DAY, pool,
		    &value->text, err);
		break;
	case LEDGER_WORD:
		good = type_word(f->words, text, pool, &value->text, err);
		break;
	case LEDGER_BODY:
	case LEDGER_ESTIMATE:
		good = type_code(db, f->type, text, pool, &value->text, err);
		break;
	case LEDGER_TEXT:
		good = text_valid(text) || err_set(err, ERR_USAGE,
		    _("the text is not UTF-8"));
		value->text = text_nfc(pool, text);
		break;
	default:
		good = type_number(f->type, text, &value->number, err);
		break;
	}
	return good || err_wrap(err, "--%s", f->name);
}

/* --- the store ---------------------------------------------------------- */

static void read_row(struct query *q, const struct ledger *ledger,
    struct pool *pool, struct ledger_row *row)
{
	ledger_start(ledger, row);
	row->id = db_int(q, 0);
	row->rev = db_int(q, 1);
	row->code = db_copy(q, 2, pool);
	for (int i = 0; ledger->fields[i].name != NULL; i++) {
		if (is_number(ledger->fields[i].type))
			row->values[i].number = db_int(q, i + 3);
		else
			row->values[i].text = db_copy(q, i + 3, pool);
	}
}

bool ledger_find(struct db *db, const struct ledger *ledger, const char *key,
    struct pool *pool, struct ledger_row *row, struct err *err)
{
	struct query *q = db_query(db, err, ledger->find);
	bool found;

	if (ledger->coded)
		db_put_text(q, 1, key);
	else
		db_put_int(q, 1, strtoll(key, NULL, 10));
	found = db_row(q);
	if (found)
		read_row(q, ledger, pool, row);
	if (!db_end(q))
		return false;
	return found || err_set(err, ERR_MISSING,
	    _("%s %s: there is none of that code or number"),
	    _(ledger->noun), key);
}

static bool check(const struct ledger *ledger, const struct ledger_row *row,
    struct err *err)
{
	if (ledger->coded && (*row->code == '\0' || strlen(row->code) > 60))
		return err_set(err, ERR_USAGE,
		    _("%s: the code must have 1 to 60 letters"),
		    _(ledger->noun));
	for (int i = 0; ledger->fields[i].name != NULL; i++) {
		const struct ledger_field *f = &ledger->fields[i];
		const struct ledger_value *v = &row->values[i];
		bool empty = is_number(f->type) ? v->number == 0 :
		    v->text == NULL || *v->text == '\0';

		if (f->required && empty)
			return err_set(err, ERR_USAGE, _("%s: --%s is needed"),
			    _(ledger->noun), f->name);
	}
	return ledger->check == NULL || ledger->check(row->values, err);
}

static void put_row(struct query *q, const struct ledger *ledger,
    const struct ledger_row *row)
{
	int count = ledger_count(ledger);

	db_put_text(q, 1, row->code);
	for (int i = 0; i < count; i++) {
		if (is_number(ledger->fields[i].type))
			db_put_int(q, i + 2, row->values[i].number);
		else
			db_put_text(q, i + 2, row->values[i].text);
	}
	if (row->id != 0) {
		db_put_int(q, count + 2, row->id);
		db_put_int(q, count + 3, row->rev);
	}
}

/* What the store refused, in the words of people. */
static bool refused(struct db *db, const struct ledger *ledger,
    const struct ledger_row *row, struct err *err)
{
	if (ledger->overlap != NULL &&
	    strstr(err->text, "valid at once") != NULL) {
		err_clear(err);
		return err_set(err, ERR_USAGE, "%s", _(ledger->overlap));
	}
	if (db_was_taken(db)) {
		err_clear(err);
		return err_set(err, ERR_USAGE, _("%s %s is there already: edit"
		    " it, or take another code"), _(ledger->noun), row->code);
	}
	if (db_was_referred(db)) {
		err_clear(err);
		return err_set(err, ERR_RULE, _("%s %s is still used by other"
		    " rows"), _(ledger->noun), row->code);
	}
	return err_wrap(err, "%s %s", _(ledger->noun), row->code);
}

static bool put_fold(struct db *db, const struct ledger *ledger,
    const struct ledger_row *row, struct err *err)
{
	struct pool pool = { 0 };
	struct query *q = db_query(db, err, ledger->fold);
	bool good;

	db_put_int(q, 1, row->id);
	db_put_text(q, 2, text_fold(&pool, row->values[0].text));
	db_row(q);
	good = db_end(q);
	pool_free(&pool);
	return good;
}

bool ledger_put(struct db *db, const struct ledger *ledger,
    struct ledger_row *row, struct err *err)
{
	struct query *q;

	if (!check(ledger, row, err))
		return false;
	q = db_query(db, err, row->id == 0 ? ledger->insert : ledger->update);
	put_row(q, ledger, row);
	db_row(q);
	if (!db_end(q))
		return refused(db, ledger, row, err);
	if (row->id == 0)
		row->id = db_last_id(db);
	else if (db_changed(db) == 0)
		return err_set(err, ERR_BUSY, _("%s %s was changed by somebody"
		    " else meanwhile: look at it again"), _(ledger->noun),
		    row->code);
	return ledger->fold == NULL || put_fold(db, ledger, row, err);
}

bool ledger_remove(struct db *db, const struct ledger *ledger,
    const struct ledger_row *row, struct err *err)
{
	struct query *q = db_query(db, err, ledger->remove);

	db_put_int(q, 1, row->id);
	db_row(q);
	return db_end(q) || refused(db, ledger, row, err);
}

/* "field: value | field: value" into the row. */
static bool load_fields(struct db *db, const struct ledger *ledger,
    const char *text, struct pool *pool, struct ledger_row *row,
    struct err *err)
{
	char *rest = pool_copy(pool, text);
	char *part;

	while ((part = strsep(&rest, "|")) != NULL) {
		char *value = strchr(part, ':');
		char *end = part + strlen(part);
		int field;

		while (end > part && end[-1] == ' ')
			*--end = '\0';
		part += strspn(part, " ");
		if (value == NULL)
			return err_set(err, ERR_USAGE,
			    _("\"%s\" is not of the form field: value"), part);
		*value++ = '\0';
		field = ledger_field(ledger, part);
		if (field < 0)
			return err_set(err, ERR_USAGE,
			    _("\"%s\" is no field of %s"), part, ledger->name);
		if (!ledger_type(db, ledger, field, value + strspn(value, " "),
		    pool, row, err))
			return false;
	}
	return true;
}

bool ledger_load(struct db *db, const struct ledger *ledger,
    const struct conf *conf, const char *section, struct err *err)
{
	struct pool pool = { 0 };
	bool good = true;
	size_t count;
	const char **keys = conf_keys(conf, section, &pool, &count);

	for (size_t i = 0; good && i < count; i++) {
		struct ledger_row row;

		ledger_start(ledger, &row);
		row.code = text_upper(&pool, keys[i]);
		good = (load_fields(db, ledger, conf_get(conf, pool_printf(&pool,
		    "%s:%s", section, keys[i]), ""), &pool, &row, err) &&
		    ledger_put(db, ledger, &row, err)) ||
		    err_wrap(err, "[%s] %s", section, keys[i]);
	}
	pool_free(&pool);
	return good;
}

/* --- listing ------------------------------------------------------------- */

static bool is_real(enum out_type type)
{
	return type == OUT_DECIMAL || type == OUT_PERCENT;
}

static bool is_text(enum out_type type)
{
	return type == OUT_TEXT || type == OUT_WORD || type == OUT_DATE ||
	    type == OUT_TIME;
}

bool ledger_print(struct db *db, const struct ledger *ledger, struct out *out,
    struct err *err)
{
	struct query *q = db_query(db, err, ledger->list);

	while (db_row(q))
		for (int i = 0; ledger->columns[i].key != NULL; i++) {
			if (db_is_null(q, i))
				out_none(out);
			else if (is_text(ledger->columns[i].type))
				out_text(out, db_text(q, i));
			else if (is_real(ledger->columns[i].type))
				out_real(out, db_real(q, i));
			else
				out_int(out, db_int(q, i));
		}
	return db_end(q);
}

static const char *show(struct pool *pool, struct query *q, int i,
    enum out_type type)
{
	struct date date;
	char words[DATE_TEXT];

	if (db_is_null(q, i))
		return "";
	if (type == OUT_DATE && date_from_iso(db_text(q, i), &date) &&
	    date.year != 0) {
		date_vi(date, words);
		return pool_copy(pool, words);
	}
	if (type == OUT_WORD)
		return pool_copy(pool, out_word(db_text(q, i)));
	if (is_text(type) || type == OUT_NUMBER)
		return db_copy(q, i, pool);
	if (is_real(type))
		return number_real(pool, db_real(q, i), 2);
	return number_text(pool, db_int(q, i));
}

bool ledger_cells(struct db *db, const struct ledger *ledger,
    struct pool *pool, const char ****rows, size_t *count, struct err *err)
{
	struct query *q = db_query(db, err, ledger->list);
	size_t columns = 0, room = 0;

	while (ledger->columns[columns].key != NULL)
		columns++;
	*rows = NULL;
	*count = 0;
	while (db_row(q)) {
		if (*count == room) {
			const char ***more = pool_array(pool, room * 2 + 64,
			    sizeof(*more));

			if (room > 0)
				memcpy(more, *rows, room * sizeof(*more));
			*rows = more;
			room = room * 2 + 64;
		}
		(*rows)[*count] = pool_array(pool, columns,
		    sizeof(const char *));
		for (size_t i = 0; i < columns; i++)
			(*rows)[*count][i] = show(pool, q, (int)i,
			    ledger->columns[i].type);
		(*count)++;
	}
	return db_end(q);
}
