#include "programme.h"

#include "clock.h"
#include "conf.h"
#include "date.h"
#include "embed.h"
#include "setting.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

bool programme_get(struct db *db, struct pool *pool, struct programme *p,
    struct err *err)
{
	static const char sql[] =
	    "SELECT code, name, plan_number, plan_date, select_from, select_to,"
	    " digitise_from, digitise_to, handover_from, handover_to, rev"
	    " FROM programme";
	struct query *q = db_query(db, err, sql);
	bool found = false;

	if (db_row(q)) {
		p->code = db_copy(q, 0, pool);
		p->name = db_copy(q, 1, pool);
		p->plan_number = db_copy(q, 2, pool);
		p->plan_date = db_copy(q, 3, pool);
		p->select_from = db_int(q, 4);
		p->select_to = db_int(q, 5);
		p->digitise_from = db_int(q, 6);
		p->digitise_to = db_int(q, 7);
		p->handover_from = db_int(q, 8);
		p->handover_to = db_int(q, 9);
		p->rev = db_int(q, 10);
		found = true;
	}
	if (!db_end(q))
		return false;
	return found || err_set(err, ERR_FAILED,
	    _("The catalogue carries no programme"));
}

bool basis_list(struct db *db, struct pool *pool, struct basis **list,
    size_t *count, struct err *err)
{
	static const char sql[] =
	    "SELECT number, issued_on, issuer, abstract, count(*) OVER ()"
	    " FROM legal_basis WHERE valid_to = ''"
	    " OR valid_to >= date('now', 'localtime') ORDER BY id";
	struct query *q = db_query(db, err, sql);

	*list = NULL;
	*count = 0;
	while (db_row(q)) {
		struct basis *b;

		if (*list == NULL)
			*list = pool_array(pool, (size_t)db_int(q, 4),
			    sizeof(**list));
		b = &(*list)[(*count)++];
		b->number = db_copy(q, 0, pool);
		b->issued_on = db_copy(q, 1, pool);
		b->issuer = db_copy(q, 2, pool);
		b->abstract = db_copy(q, 3, pool);
	}
	return db_end(q);
}

/* --- from the ini ------------------------------------------------------- */

/* A year between 1900 and 2200 that must be there. */
static bool conf_year(const struct conf *conf, const char *key, int64_t *year,
    struct err *err)
{
	const char *text = conf_get(conf, key, "");
	char *end;

	*year = strtol(text, &end, 10);
	if (text[0] == '\0' || *end != '\0' || *year < 1900 || *year > 2200)
		return err_set(err, ERR_USAGE, _("The programme needs a year at "
		    "\"%s\", not \"%s\""), key, text);
	return true;
}

static bool load_programme(struct db *db, const struct conf *conf,
    struct err *err)
{
	static const char sql[] =
	    "INSERT INTO programme (id, code, name, select_from, select_to,"
	    " digitise_from, digitise_to, handover_from, handover_to,"
	    " plan_number, plan_date, note)"
	    " VALUES (1, ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)";
	static const char *const years[] = {
		"programme:select_from", "programme:select_to",
		"programme:digitise_from", "programme:digitise_to",
		"programme:handover_from", "programme:handover_to"
	};
	struct query *q;
	int64_t year[COUNT(years)];

	for (size_t i = 0; i < COUNT(years); i++) {
		if (!conf_year(conf, years[i], &year[i], err))
			return false;
		if (i % 2 == 1 && year[i] < year[i - 1])
			return err_set(err, ERR_USAGE, _("The programme ends "
			    "before it begins: \"%s\""), years[i]);
	}
	if (conf_get(conf, "programme:name", "")[0] == '\0')
		return err_set(err, ERR_USAGE, _("The programme needs a \"name\" "
		    "in [programme]"));
	q = db_query(db, err, sql);
	db_put_text(q, 1, conf_get(conf, "programme:code", "own"));
	db_put_text(q, 2, conf_get(conf, "programme:name", ""));
	for (size_t i = 0; i < COUNT(years); i++)
		db_put_int(q, 3 + (int)i, year[i]);
	db_put_text(q, 9, conf_get(conf, "programme:plan_number", ""));
	db_put_text(q, 10, conf_get(conf, "programme:plan_date", ""));
	db_put_text(q, 11, conf_get(conf, "programme:note", ""));
	return db_end(q);
}

static bool put_quota(struct db *db, int64_t year, int64_t a4,
    const char *basis, struct err *err)
{
	static const char sql[] =
	    "INSERT INTO quota (year, a4, basis, set_on) VALUES (?1, ?2, ?3, ?4)"
	    " ON CONFLICT DO UPDATE SET a4 = excluded.a4,"
	    " basis = excluded.basis, set_on = excluded.set_on, rev = rev + 1";
	struct query *q = db_query(db, err, sql);
	char today[DATE_TEXT];

	date_iso(clock_today(), today);
	db_put_int(q, 1, year);
	db_put_int(q, 2, a4);
	db_put_text(q, 3, basis);
	db_put_text(q, 4, today);
	return db_end(q);
}

static const char *section_value(const struct conf *conf, struct pool *pool,
    const char *section, const char *key)
{
	return conf_get(conf, pool_printf(pool, "%s:%s", section, key), "");
}

static bool load_quota(struct db *db, const struct conf *conf,
    struct err *err)
{
	const char *basis = conf_get(conf, "quota:basis", "");
	struct pool pool = { 0 };
	size_t keys, count = 0;
	const char **names = conf_keys(conf, "quota", &pool, &keys);
	bool good = true;

	for (size_t i = 0; good && i < keys; i++) {
		const char *key = names[i];
		const char *value = section_value(conf, &pool, "quota", key);
		char *end, *rest;
		long year = strtol(key, &end, 10);
		long long a4 = strtoll(value, &rest, 10);

		if (strcmp(key, "basis") == 0)
			continue;
		if (*end != '\0' || year < 1900 || year > 2200)
			good = err_set(err, ERR_USAGE, _("[quota] \"%s\" is not a "
			    "year"), key);
		else if (value[0] == '\0' || *rest != '\0' || a4 < 0)
			good = err_set(err, ERR_USAGE, _("[quota] %s: \"%s\" is "
			    "not a number of A4 pages"), key, value);
		else
			good = put_quota(db, year, a4, basis, err);
		count++;
	}
	pool_free(&pool);
	if (!good)
		return false;
	return count > 0 || err_set(err, ERR_USAGE,
	    _("The programme has no targets: [quota] is empty"));
}

static bool load_criterion(struct db *db, const struct conf *conf,
    const char *section, int number, struct err *err)
{
	static const char sql[] =
	    "INSERT INTO criterion (number, priority, name_vi, name_en, text,"
	    " basis, evidence, last_year)"
	    " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)";
	static const char *const keys[] = {
		"name_vi", "name_en", "text", "basis", "evidence"
	};
	struct query *q = db_query(db, err, sql);
	char key[64];

	db_put_int(q, 1, number);
	snprintf(key, sizeof(key), "%s:priority", section);
	db_put_int(q, 2, strtol(conf_get(conf, key, "9"), NULL, 10));
	for (size_t i = 0; i < COUNT(keys); i++) {
		snprintf(key, sizeof(key), "%s:%s", section, keys[i]);
		db_put_text(q, 3 + (int)i, conf_get(conf, key,
		    i == 4 ? "none" : ""));
	}
	snprintf(key, sizeof(key), "%s:last_year", section);
	db_put_int(q, 8, strtol(conf_get(conf, key, "0"), NULL, 10));
	return db_end(q);
}

/* "number|date|issuer|abstract" */
static bool load_basis(struct db *db, const char *value, struct err *err)
{
	static const char sql[] =
	    "INSERT INTO legal_basis (number, issued_on, issuer, abstract)"
	    " VALUES (?1, ?2, ?3, ?4)";
	struct pool pool = { 0 };
	struct query *q = db_query(db, err, sql);
	char *rest = pool_copy(&pool, value);
	bool good;

	for (int i = 1; i <= 4; i++) {
		char *part = strsep(&rest, "|");

		db_put_text(q, i, part == NULL ? "" : part);
	}
	good = db_end(q);
	pool_free(&pool);
	return good;
}

static bool load_terms(struct db *db, const struct conf *conf,
    const char *section, struct err *err)
{
	const char *kind = section + strlen("terms ");
	struct pool pool = { 0 };
	size_t count;
	const char **keys = conf_keys(conf, section, &pool, &count);
	bool good = true;

	for (size_t i = 0; good && i < count; i++) {
		char *rest = pool_copy(&pool, section_value(conf, &pool, section,
		    keys[i]));
		char *name = strsep(&rest, "|");

		good = term_put(db, kind, keys[i], (int)i + 1, name,
		    rest == NULL ? name : rest, err);
	}
	pool_free(&pool);
	return good;
}

/* "name@2025-07-01 = value" holds from that day on. */
static bool load_settings(struct db *db, const struct conf *conf,
    struct err *err)
{
	struct pool pool = { 0 };
	size_t count;
	const char **keys = conf_keys(conf, "settings", &pool, &count);
	bool good = true;

	for (size_t i = 0; good && i < count; i++) {
		const char *value = section_value(conf, &pool, "settings",
		    keys[i]);
		char *from = pool_copy(&pool, keys[i]);
		char *name = strsep(&from, "@");

		if (value[0] != '\0')
			good = setting_set(db, name, from == NULL ? "" : from,
			    value, err);
	}
	pool_free(&pool);
	return good;
}

static bool load_bases(struct db *db, const struct conf *conf,
    struct err *err)
{
	struct pool pool = { 0 };
	size_t count;
	const char **keys = conf_keys(conf, "basis", &pool, &count);
	bool good = true;

	for (size_t i = 0; good && i < count; i++)
		good = load_basis(db, section_value(conf, &pool, "basis",
		    keys[i]), err);
	pool_free(&pool);
	return good;
}

/* What every programme starts from: the coded terms that it does not bring
 * itself, and the first settings. */
static bool load_base(struct db *db, const struct conf *conf, struct err *err)
{
	const struct embed *file = embed_find("programme-base.ini");
	struct conf *base = conf_text(file->data, file->size, file->name, err);
	const char *section;
	bool good = base != NULL && load_settings(db, base, err);

	for (int i = 0; good && (section = conf_section(base, i)) != NULL; i++)
		if (strncmp(section, "terms ", 6) == 0 &&
		    !conf_has_section(conf, section))
			good = load_terms(db, base, section, err);
	conf_free(base);
	return good;
}

bool programme_load(struct db *db, const struct conf *conf, struct err *err)
{
	const char *section;
	int criteria = 0;

	if (!load_programme(db, conf, err) || !load_quota(db, conf, err) ||
	    !load_base(db, conf, err) || !load_settings(db, conf, err))
		return false;
	for (int i = 0; (section = conf_section(conf, i)) != NULL; i++) {
		int number;

		if (sscanf(section, "criterion %d", &number) == 1) {
			if (number < 1 || number > 9)
				return err_set(err, ERR_USAGE, _("A criterion has "
				    "a number from 1 to 9, not %d"), number);
			if (!load_criterion(db, conf, section, number, err))
				return false;
			criteria++;
		} else if (strncmp(section, "terms ", 6) == 0 &&
		    !load_terms(db, conf, section, err)) {
			return false;
		}
	}
	return load_bases(db, conf, err) && (criteria > 0 || err_set(err,
	    ERR_USAGE,
	    _("The programme has no criteria: there is no [criterion 1]")));
}

/* --- how far ------------------------------------------------------------ */

bool quota_years(struct db *db, struct pool *pool, struct quota_year **years,
    size_t *count, struct err *err)
{
	static const char sql[] =
	    "WITH years (year) AS (SELECT year FROM quota UNION"
	    " SELECT year FROM tally_year WHERE a4 <> 0)"
	    " SELECT y.year, coalesce(q.a4, 0), coalesce(q.basis, ''),"
	    " (SELECT a4 FROM tally_year WHERE stage = 1 AND year = y.year),"
	    " (SELECT a4 FROM tally_year WHERE stage = 2 AND year = y.year),"
	    " (SELECT a4 FROM tally_year WHERE stage = 3 AND year = y.year),"
	    " (SELECT a4 FROM tally_year WHERE stage = 4 AND year = y.year),"
	    " (SELECT a4 FROM tally_year WHERE stage = 5 AND year = y.year),"
	    " (SELECT a4 FROM tally_year WHERE stage = 6 AND year = y.year)"
	    " FROM years y LEFT JOIN quota q ON q.year = y.year"
	    " ORDER BY y.year";
	struct query *q = db_query(db, err, sql);
	int64_t target = 0, passed = 0;

	*years = NULL;
	*count = 0;
	while (db_row(q)) {
		struct quota_year *y;

		*years = pool_grow(pool, *years, *count, sizeof(*y));
		y = &(*years)[(*count)++];
		y->year = db_int(q, 0);
		y->target = db_int(q, 1);
		y->basis = db_copy(q, 2, pool);
		y->selected = db_int(q, 3);
		y->approved = db_int(q, 4);
		y->scanned = db_int(q, 5);
		y->passed = db_int(q, 6);
		y->handed_over = db_int(q, 7);
		y->accepted = db_int(q, 8);
		y->cumulative_target = target += y->target;
		y->cumulative_passed = passed += y->passed;
	}
	return db_end(q);
}

bool quota_set(struct db *db, int64_t year, int64_t a4, const char *basis,
    struct err *err)
{
	struct pool pool = { 0 };
	struct programme p = { 0 };
	bool good = programme_get(db, &pool, &p, err);

	pool_free(&pool);
	if (!good)
		return false;
	if (year < p.digitise_from || year > p.digitise_to)
		return err_set(err, ERR_USAGE, _("%lld is outside the plan, which "
		    "digitises from %lld to %lld"), (long long)year,
		    (long long)p.digitise_from, (long long)p.digitise_to);
	if (a4 < 0 || a4 > 100000000)
		return err_set(err, ERR_USAGE, _("%lld A4 pages cannot be the "
		    "target of a year"), (long long)a4);
	if (basis == NULL || basis[0] == '\0')
		return err_set(err, ERR_USAGE, _("A target needs its basis: "
		    "--basis \"number of the document\" (BR14)"));
	return put_quota(db, year, a4, basis, err);
}

bool quota_days(struct db *db, int stage, const char *from, const char *to,
    struct pool *pool, struct quota_day **days, size_t *count,
    struct err *err)
{
	static const char sql[] =
	    "SELECT day, a4, dossiers FROM tally_day"
	    " WHERE stage = ?1 AND day BETWEEN ?2 AND ?3 AND dossiers <> 0"
	    " ORDER BY day";
	struct query *q = db_query(db, err, sql);

	db_put_int(q, 1, stage);
	db_put_text(q, 2, from);
	db_put_text(q, 3, to);
	*days = NULL;
	*count = 0;
	while (db_row(q)) {
		struct quota_day *day;

		*days = pool_grow(pool, *days, *count, sizeof(*day));
		day = &(*days)[(*count)++];
		day->day = db_copy(q, 0, pool);
		day->a4 = db_int(q, 1);
		day->dossiers = db_int(q, 2);
	}
	return db_end(q);
}
