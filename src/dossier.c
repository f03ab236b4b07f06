#include "dossier.h"

#include "clock.h"
#include "date.h"
#include "search_index.h"
#include "text.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define FIELDS "id, fonds_id, coalesce(grp_id, 0), code, title, maintenance," \
	" mode, language, start_date, end_date, keyword," \
	" coalesce(total_doc, -1), coalesce(papers, -1), coalesce(pages, -1)," \
	" format, infor_sign, confidence, paper_code, risk_recovery," \
	" risk_status, description, catalog, notation, box, shelf, secrecy," \
	" carrier, legibility, special, persons, places, size_class," \
	" a4_estimate, coalesce(start_year, -1), coalesce(end_year, -1), state," \
	" criteria, coalesce(plan_year, 0), arranged_on, received_on, hold," \
	" selected_on, approved_on, scanned_on, passed_on, handed_on," \
	" accepted_on, scan_count, image_count, a4, scan_bytes, finding_count," \
	" rev"

static void read_row(struct query *q, struct pool *pool, struct dossier *d)
{
	int i = 0;

	d->id = db_int(q, i++);
	d->fonds_id = db_int(q, i++);
	d->grp_id = db_int(q, i++);
	d->code = db_copy(q, i++, pool);
	d->title = db_copy(q, i++, pool);
	d->maintenance = db_copy(q, i++, pool);
	d->mode = db_copy(q, i++, pool);
	d->language = db_copy(q, i++, pool);
	d->start_date = db_copy(q, i++, pool);
	d->end_date = db_copy(q, i++, pool);
	d->keyword = db_copy(q, i++, pool);
	d->total_doc = db_int(q, i++);
	d->papers = db_int(q, i++);
	d->pages = db_int(q, i++);
	d->format = db_copy(q, i++, pool);
	d->infor_sign = db_copy(q, i++, pool);
	d->confidence = db_copy(q, i++, pool);
	d->paper_code = db_copy(q, i++, pool);
	d->risk_recovery = db_int(q, i++);
	d->risk_status = db_copy(q, i++, pool);
	d->description = db_copy(q, i++, pool);
	d->catalog = db_copy(q, i++, pool);
	d->notation = db_copy(q, i++, pool);
	d->box = db_copy(q, i++, pool);
	d->shelf = db_copy(q, i++, pool);
	d->secrecy = db_copy(q, i++, pool);
	d->carrier = db_copy(q, i++, pool);
	d->legibility = db_copy(q, i++, pool);
	d->special = db_int(q, i++);
	d->persons = db_copy(q, i++, pool);
	d->places = db_copy(q, i++, pool);
	d->size_class = db_copy(q, i++, pool);
	d->a4_estimate = db_int(q, i++);
	d->start_year = db_int(q, i++);
	d->end_year = db_int(q, i++);
	d->state = db_int(q, i++);
	d->criteria = db_int(q, i++);
	d->plan_year = db_int(q, i++);
	d->arranged_on = db_copy(q, i++, pool);
	d->received_on = db_copy(q, i++, pool);
	d->hold = db_copy(q, i++, pool);
	d->selected_on = db_copy(q, i++, pool);
	d->approved_on = db_copy(q, i++, pool);
	d->scanned_on = db_copy(q, i++, pool);
	d->passed_on = db_copy(q, i++, pool);
	d->handed_on = db_copy(q, i++, pool);
	d->accepted_on = db_copy(q, i++, pool);
	d->scan_count = db_int(q, i++);
	d->image_count = db_int(q, i++);
	d->a4 = db_int(q, i++);
	d->scan_bytes = db_int(q, i++);
	d->finding_count = db_int(q, i++);
	d->rev = db_int(q, i++);
}

void dossier_blank(struct dossier *dossier)
{
	memset(dossier, 0, sizeof(*dossier));
	for (const struct dossier_field *f = dossier_fields; f->name != NULL;
	    f++) {
		void *place = (char *)dossier + f->offset;

		if (f->kind == FIELD_NUMBER)
			*(int64_t *)place = NOT_KNOWN;
		else if (f->kind == FIELD_FLAG)
			*(int64_t *)place = 0;
		else
			*(const char **)place = "";
	}
	dossier->a4_estimate = 0;
	dossier->risk_recovery = 1;
	dossier->risk_status = "02";
	dossier->secrecy = dossier->legibility = dossier->hold = "";
	dossier->arranged_on = dossier->received_on = "";
	dossier->selected_on = dossier->approved_on = "";
	dossier->scanned_on = dossier->passed_on = "";
	dossier->handed_on = dossier->accepted_on = "";
	dossier->start_year = dossier->end_year = NOT_KNOWN;
}

/* --- reading ------------------------------------------------------------ */

bool dossier_get(struct db *db, int64_t id, struct pool *pool,
    struct dossier *dossier, struct err *err)
{
	static const char sql[] =
	    "SELECT " FIELDS " FROM dossier WHERE id = ?1";
	struct query *q = db_query(db, err, sql);
	bool found = false;

	db_put_int(q, 1, id);
	if (db_row(q)) {
		read_row(q, pool, dossier);
		found = true;
	}
	if (!db_end(q))
		return false;
	return found || err_set(err, ERR_MISSING, _("There is no such dossier"));
}

bool dossier_id(struct db *db, const char *code, int64_t *id,
    struct err *err)
{
	static const char sql[] = "SELECT id FROM dossier WHERE code = ?1";
	struct query *q = db_query(db, err, sql);

	*id = 0;
	db_put_text(q, 1, code);
	if (db_row(q))
		*id = db_int(q, 0);
	return db_end(q);
}

/* A code that begins like the one that was not found, for the message. */
static bool near_code(struct db *db, const char *code, struct pool *pool,
    const char **near, struct err *err)
{
	static const char sql[] =
	    "SELECT code FROM dossier WHERE code >= ?1 ORDER BY code LIMIT 1";
	static const char folded_sql[] =
	    "SELECT code FROM dossier WHERE code_fold = ?1 LIMIT 1";
	struct query *q = db_query(db, err, folded_sql);

	*near = NULL;
	db_put_text(q, 1, text_fold(pool, code));
	if (db_row(q))
		*near = db_copy(q, 0, pool);
	if (!db_end(q) || *near != NULL)
		return *near != NULL;
	q = db_query(db, err, sql);
	db_put_text(q, 1, code);
	if (db_row(q))
		*near = db_copy(q, 0, pool);
	return db_end(q);
}

bool dossier_find(struct db *db, const char *code, struct pool *pool,
    struct dossier *dossier, struct err *err)
{
	const char *near;
	int64_t id;

	code = text_nfc(pool, code);
	if (!dossier_id(db, code, &id, err))
		return false;
	if (id != 0)
		return dossier_get(db, id, pool, dossier, err);
	if (!near_code(db, code, pool, &near, err) && err->kind != ERR_NONE)
		return false;
	if (near != NULL)
		return err_set(err, ERR_MISSING, _("There is no dossier with the "
		    "code %s; the nearest is %s"), code, near);
	return err_set(err, ERR_MISSING, _("There is no dossier with the code "
	    "%s; see \"bansao dossier list\""), code);
}

/* --- checking ----------------------------------------------------------- */

static size_t letters(const char *text)
{
	size_t count = 0;

	for (; *text != '\0'; text++)
		count += ((unsigned char)*text & 0xc0) != 0x80;
	return count;
}

/* As people write them, to ISO; a range in the start alone fills both. */
static bool settle_dates(struct dossier *d, struct pool *pool,
    struct err *err)
{
	struct date from = { 0 }, to = { 0 };
	char iso[DATE_TEXT];

	if (d->start_date[0] != '\0' && d->end_date[0] == '\0') {
		if (!date_parse_range(d->start_date, &from, &to, err))
			return false;
	} else {
		if ((d->start_date[0] != '\0' &&
		    !date_parse(d->start_date, &from, err)) ||
		    (d->end_date[0] != '\0' &&
		    !date_parse(d->end_date, &to, err)))
			return false;
		if (from.year == 0)
			from = to;
	}
	if (from.year != 0 && to.year != 0 && !date_in_order(from, to))
		return err_set(err, ERR_USAGE,
		    _("The start %s is after the end %s"), d->start_date,
		    d->end_date);
	d->start_year = from.year == 0 ? NOT_KNOWN : from.year;
	d->end_year = to.year == 0 ? NOT_KNOWN : to.year;
	date_iso(from, iso);
	d->start_date = pool_copy(pool, from.year == 0 ? "" : iso);
	date_iso(to, iso);
	d->end_date = pool_copy(pool, to.year == 0 ? "" : iso);
	return true;
}

static bool check_fields(const struct dossier *d, struct err *err)
{
	for (const struct dossier_field *f = dossier_fields; f->name != NULL;
	    f++) {
		const void *place = (const char *)d + f->offset;

		if (f->kind == FIELD_NUMBER && *(const int64_t *)place <
		    NOT_KNOWN)
			return err_set(err, ERR_USAGE,
			    _("%s: a number below zero cannot be"), _(f->label));
		if (f->kind == FIELD_NUMBER && *(const int64_t *)place >
		    9999999)
			return err_set(err, ERR_USAGE,
			    _("%s: %lld is too large to be true"), _(f->label),
			    (long long)*(const int64_t *)place);
		if (f->kind == FIELD_TEXT &&
		    *(const char *const *)place != NULL &&
		    !text_valid(*(const char *const *)place))
			return err_set(err, ERR_USAGE,
			    _("%s: the text is not UTF-8"), _(f->label));
		if (f->length > 0 && f->kind == FIELD_TEXT &&
		    letters(*(const char *const *)place) > (size_t)f->length)
			return err_set(err, ERR_USAGE,
			    _("%s is longer than %d letters"), _(f->label),
			    f->length);
	}
	return true;
}

static bool check_dossier(struct dossier *d, struct pool *pool,
    struct err *err)
{
	if (d->code[0] == '\0')
		return err_set(err, ERR_USAGE, _("A dossier needs a code"));
	if (d->title[0] == '\0')
		return err_set(err, ERR_USAGE, _("A dossier needs a title"));
	if (!text_valid(d->code) || !text_valid(d->title))
		return err_set(err, ERR_USAGE, _("The text is not UTF-8; see "
		    "--encoding of \"bansao import\""));
	if (strcmp(d->legibility, "") != 0 && strcmp(d->legibility, "read") != 0 &&
	    strcmp(d->legibility, "mostly") != 0 &&
	    strcmp(d->legibility, "unreadable") != 0)
		return err_set(err, ERR_USAGE, _("Legibility is read, mostly or "
		    "unreadable, not \"%s\""), d->legibility);
	return check_fields(d, err) && settle_dates(d, pool, err);
}

/* --- writing ------------------------------------------------------------ */

static void put_known(struct query *q, int index, int64_t value)
{
	if (value >= 0)
		db_put_int(q, index, value);
}

static const char *names_fold(const struct dossier *d, struct pool *pool)
{
	return text_fold(pool, pool_printf(pool, "%s %s %s %s %s", d->persons,
	    d->places, d->keyword, d->notation, d->description));
}

/* Parameters 1 to 39, the same for adding and saving. */
static void put_fields(struct query *q, struct pool *pool,
    const struct dossier *d)
{
	const char *code = text_nfc(pool, d->code);
	const char *title = text_nfc(pool, d->title);
	size_t length;
	const char *key = text_sort_key(pool, code, &length);
	int i = 1;

	db_put_int(q, i++, d->fonds_id);
	if (d->grp_id != 0)
		db_put_int(q, i, d->grp_id);
	i++;
	db_put_text(q, i++, code);
	db_put_text(q, i++, title);
	db_put_text(q, i++, d->maintenance);
	db_put_text(q, i++, d->mode);
	db_put_text(q, i++, d->language);
	db_put_text(q, i++, d->start_date);
	db_put_text(q, i++, d->end_date);
	put_known(q, i++, d->start_year);
	put_known(q, i++, d->end_year);
	db_put_text(q, i++, text_nfc(pool, d->keyword));
	put_known(q, i++, d->total_doc);
	put_known(q, i++, d->papers);
	put_known(q, i++, d->pages);
	db_put_text(q, i++, d->format);
	db_put_text(q, i++, d->infor_sign);
	db_put_text(q, i++, d->confidence);
	db_put_text(q, i++, d->paper_code);
	db_put_int(q, i++, d->risk_recovery);
	db_put_text(q, i++, d->risk_status);
	db_put_text(q, i++, text_nfc(pool, d->description));
	db_put_text(q, i++, d->catalog);
	db_put_text(q, i++, text_nfc(pool, d->notation));
	db_put_text(q, i++, d->box);
	db_put_text(q, i++, d->shelf);
	db_put_text(q, i++, d->secrecy);
	db_put_text(q, i++, d->carrier);
	db_put_text(q, i++, d->legibility);
	db_put_int(q, i++, d->special);
	db_put_text(q, i++, text_nfc(pool, d->persons));
	db_put_text(q, i++, text_nfc(pool, d->places));
	db_put_text(q, i++, d->size_class);
	db_put_int(q, i++, d->a4_estimate);
	db_put_blob(q, i++, key, length);
	db_put_text(q, i++, text_fold(pool, title));
	db_put_text(q, i++, text_fold(pool, code));
	db_put_text(q, i, names_fold(d, pool));
}

/* Pages, or two to a sheet, until somebody knows better. */
static void guess_estimate(struct dossier *d)
{
	if (d->a4_estimate > 0)
		return;
	d->a4_estimate = d->pages > 0 ? d->pages : d->papers > 0 ?
	    d->papers * 2 : 0;
}

static bool told_code(const struct dossier *d, struct err *err)
{
	return err->kind == ERR_NONE || err_wrap(err, "%s", d->code);
}

bool dossier_add(struct db *db, struct dossier *dossier, int64_t import_id,
    struct err *err)
{
	static const char sql[] =
	    "INSERT INTO dossier (fonds_id, grp_id, code, title, maintenance,"
	    " mode, language, start_date, end_date, start_year, end_year,"
	    " keyword, total_doc, papers, pages, format, infor_sign, confidence,"
	    " paper_code, risk_recovery, risk_status, description, catalog,"
	    " notation, box, shelf, secrecy, carrier, legibility, special,"
	    " persons, places, size_class, a4_estimate, sort_key, title_fold,"
	    " code_fold, names_fold, import_id, created_at)"
	    " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13,"
	    " ?14, ?15, ?16, ?17, ?18, ?19, ?20, ?21, ?22, ?23, ?24, ?25, ?26,"
	    " ?27, ?28, ?29, ?30, ?31, ?32, ?33, ?34, ?35, ?36, ?37, ?38,"
	    " nullif(?39, 0), ?40)";
	struct pool pool = { 0 };
	struct query *q;
	char now[32];
	int64_t other;
	bool good;

	if (!check_dossier(dossier, &pool, err))
		goto bad;
	if (!dossier_id(db, text_nfc(&pool, dossier->code), &other, err))
		goto bad;
	if (other != 0) {
		err_set(err, ERR_USAGE, _("There is a dossier with this code "
		    "already"));
		goto bad;
	}
	guess_estimate(dossier);
	clock_utc(now);
	q = db_query(db, err, sql);
	put_fields(q, &pool, dossier);
	db_put_int(q, 39, import_id);
	db_put_text(q, 40, now);
	good = db_end(q);
	dossier->id = db_last_id(db);
	dossier->rev = 1;
	good = good && (import_id != 0 ||
	    search_index_new(db, dossier->id, err));
	pool_free(&pool);
	dossier->start_date = dossier->end_date = "";
	return good;
bad:
	pool_free(&pool);
	return told_code(dossier, err);
}

/* Frozen by the submission of its list (BR5). */
static bool check_frozen(const struct dossier *now, const struct dossier *new,
    struct err *err)
{
	if (now->state < 3 || now->state > 10)
		return true;
	if (strcmp(now->code, new->code) == 0 &&
	    now->fonds_id == new->fonds_id && now->grp_id == new->grp_id &&
	    now->papers == new->papers && now->pages == new->pages &&
	    now->a4_estimate == new->a4_estimate)
		return true;
	return err_set(err, ERR_RULE, _("BR5: the list of this dossier is "
	    "submitted or approved; code, place, sheets and pages are frozen. "
	    "Have the list returned or amended first (bansao selection "
	    "return|amend)"));
}

bool dossier_save(struct db *db, struct dossier *dossier, struct err *err)
{
	static const char sql[] =
	    "UPDATE dossier SET fonds_id = ?1, grp_id = ?2, code = ?3,"
	    " title = ?4, maintenance = ?5, mode = ?6, language = ?7,"
	    " start_date = ?8, end_date = ?9, start_year = ?10, end_year = ?11,"
	    " keyword = ?12, total_doc = ?13, papers = ?14, pages = ?15,"
	    " format = ?16, infor_sign = ?17, confidence = ?18,"
	    " paper_code = ?19, risk_recovery = ?20, risk_status = ?21,"
	    " description = ?22, catalog = ?23, notation = ?24, box = ?25,"
	    " shelf = ?26, secrecy = ?27, carrier = ?28, legibility = ?29,"
	    " special = ?30, persons = ?31, places = ?32, size_class = ?33,"
	    " a4_estimate = ?34, sort_key = ?35, title_fold = ?36,"
	    " code_fold = ?37, names_fold = ?38, rev = rev + 1"
	    " WHERE id = ?39 AND rev = ?40";
	struct pool pool = { 0 };
	struct dossier now = { .code = "" };
	struct query *q;
	int64_t other;
	bool good = false;

	if (!check_dossier(dossier, &pool, err) ||
	    !dossier_get(db, dossier->id, &pool, &now, err) ||
	    !dossier_id(db, text_nfc(&pool, dossier->code), &other, err))
		goto bad;
	if (other != 0 && other != dossier->id) {
		err_set(err, ERR_USAGE, _("There is a dossier with this code "
		    "already"));
		goto bad;
	}
	guess_estimate(dossier);
	if (!check_frozen(&now, dossier, err))
		goto bad;
	q = db_query(db, err, sql);
	put_fields(q, &pool, dossier);
	db_put_int(q, 39, dossier->id);
	db_put_int(q, 40, dossier->rev);
	good = db_end(q);
	if (good && db_changed(db) == 0)
		good = err_set(err, ERR_BUSY, _("it was changed by somebody else "
		    "meanwhile; look at it again"));
	good = good && search_index_row(db, dossier->id, err);
	dossier->start_date = dossier->end_date = "";
bad:
	pool_free(&pool);
	return good || told_code(dossier, err);
}

bool dossier_condition(struct db *db, int64_t dossier, const char *carrier,
    const char *legibility, struct err *err)
{
	static const char sql[] =
	    "UPDATE dossier SET carrier = coalesce(?2, carrier),"
	    " legibility = coalesce(?3, legibility), rev = rev + 1"
	    " WHERE id = ?1 AND (carrier <> coalesce(?2, carrier)"
	    " OR legibility <> coalesce(?3, legibility))";
	struct query *q = db_query(db, err, sql);

	db_put_int(q, 1, dossier);
	db_put_text(q, 2, carrier);
	db_put_text(q, 3, legibility);
	return db_end(q);
}

bool dossier_row(struct db *db, int64_t id, struct pool *pool,
    struct dossier_row *row, struct err *err)
{
	static const char sql[] =
	    "SELECT code, title, coalesce(start_year, -1),"
	    " coalesce(end_year, -1), coalesce(papers, -1), coalesce(pages, -1),"
	    " a4_estimate, a4, criteria, state, image_count, scan_count,"
	    " finding_count, hold <> '' FROM dossier WHERE id = ?1";
	struct query *q = db_query(db, err, sql);

	memset(row, 0, sizeof(*row));
	row->code = row->title = "";
	db_put_int(q, 1, id);
	if (db_row(q)) {
		row->id = id;
		row->code = db_copy(q, 0, pool);
		row->title = db_copy(q, 1, pool);
		row->start_year = db_int(q, 2);
		row->end_year = db_int(q, 3);
		row->papers = db_int(q, 4);
		row->pages = db_int(q, 5);
		row->a4_estimate = db_int(q, 6);
		row->a4 = db_int(q, 7);
		row->criteria = db_int(q, 8);
		row->state = db_int(q, 9);
		row->image_count = db_int(q, 10);
		row->scan_count = db_int(q, 11);
		row->finding_count = db_int(q, 12);
		row->hold = db_int(q, 13) != 0;
	}
	return db_end(q);
}
