#include "setting.h"

#include "buf.h"
#include "lang.h"
#include "text.h"

#include <string.h>

const struct setting_kind setting_kinds[] = {
	{ "province", N_("Province, as printed: \"tỉnh Đồng Nai\"") },
	{ "centre", N_("The Centre that keeps the records") },
	{ "centre_code", N_("Code of the archive (mã cơ quan lưu trữ)") },
	{ "department", N_("Department the Centre belongs to") },
	{ "committee", N_("People's Committee of the province") },
	{ "ministry", N_("Ministry the database is handed over to") },
	{ "central_body", N_("Central body the handover is agreed with") },
	{ "finance", N_("Department that appraises estimates") },
	{ "approver", N_("Authority that approves the lists (BR6)") },
	{ "head_parent", N_("Header, first line: the governing body") },
	{ "head_body", N_("Header, second line: the issuing body") },
	{ "place", N_("Place in front of the date") },
	{ "symbol", N_("Symbol of the body in document numbers") },
	{ "signer_power", N_("Power of the signer: TM., KT., TL. ...") },
	{ "signer_title", N_("Title of the signer") },
	{ "signer_name", N_("Name of the signer") },
	{ "committee_head", N_("Header of what the Committee issues") },
	{ "committee_power", N_("The Committee's signer: power (TM. ...)") },
	{ "committee_title", N_("The Committee's signer: title") },
	{ "committee_signer", N_("The Committee's signer: name") },
	{ "recipients", N_("Recipients (Nơi nhận), separated by \";\"") },
	{ "plan_number", N_("Number of the province's plan") },
	{ "plan_date", N_("Date of the province's plan") },
	{ "plan_title", N_("Title of the province's plan") },
	{ "report_to", N_("Addressees of the annual report (Kính gửi): the "
	    "department's; the Committee's") },
	{ "four_eyes", N_("Who proposes does not approve, "
	    "who scans does not inspect: on, or off where one person works alone "
	    "(BR11)") },
	{ "giver_name", N_("Who hands over: name") },
	{ "giver_title", N_("Who hands over: title") },
	{ "contact_name", N_("Contact: name") },
	{ "contact_phone", N_("Contact: telephone") },
	{ "contact_email", N_("Contact: e-mail") },
	{ "address", N_("Address of the Centre") },
	{ "report_due", N_("The annual report is due before: month-day") },
	{ "report_remind", N_("Reminder of the annual report from: month-day") },
	{ "cutoff", N_("Cut-off of the annual report: month-day") },
	{ NULL, NULL }
};

bool setting_get(struct db *db, const char *name, const char *day,
    struct pool *pool, const char **value, struct err *err)
{
	static const char sql[] =
	    "SELECT value FROM setting WHERE name = ?1 AND valid_from <="
	    " coalesce(?2, date('now', 'localtime'))"
	    " ORDER BY valid_from DESC LIMIT 1";
	struct query *q = db_query(db, err, sql);

	*value = "";
	db_put_text(q, 1, name);
	db_put_text(q, 2, day);
	if (db_row(q))
		*value = db_copy(q, 0, pool);
	return db_end(q);
}

bool setting_set(struct db *db, const char *name, const char *valid_from,
    const char *value, struct err *err)
{
	static const char put_sql[] =
	    "INSERT INTO setting (name, valid_from, value) VALUES (?1, ?2, ?3)"
	    " ON CONFLICT DO UPDATE SET value = excluded.value";
	static const char remove_sql[] =
	    "DELETE FROM setting WHERE name = ?1 AND valid_from = ?2";
	const struct setting_kind *kind = setting_kinds;
	struct query *q;

	while (kind->name != NULL && strcmp(kind->name, name) != 0)
		kind++;
	if (kind->name == NULL)
		return err_set(err, ERR_MISSING, _("There is no setting \"%s\"; "
		    "see \"bansao config list\""), name);
	q = db_query(db, err, value[0] == '\0' ? remove_sql : put_sql);
	db_put_text(q, 1, name);
	db_put_text(q, 2, valid_from);
	if (value[0] != '\0')
		db_put_text(q, 3, value);
	return db_end(q);
}

bool setting_list(struct db *db, struct pool *pool, struct setting_row **rows,
    size_t *count, struct err *err)
{
	static const char sql[] =
	    "SELECT name, valid_from, value, count(*) OVER () FROM setting"
	    " ORDER BY name, valid_from";
	struct query *q = db_query(db, err, sql);

	*rows = NULL;
	*count = 0;
	while (db_row(q)) {
		struct setting_row *row;

		if (*rows == NULL)
			*rows = pool_array(pool, (size_t)db_int(q, 3),
			    sizeof(**rows));
		row = &(*rows)[(*count)++];
		row->name = db_copy(q, 0, pool);
		row->valid_from = db_copy(q, 1, pool);
		row->value = db_copy(q, 2, pool);
	}
	return db_end(q);
}

/* --- terms -------------------------------------------------------------- */

bool term_list(struct db *db, const char *kind, struct pool *pool,
    struct term **terms, size_t *count, struct err *err)
{
	static const char sql[] =
	    "SELECT code, name_vi, name_en, count(*) OVER () FROM term"
	    " WHERE kind = ?1 ORDER BY ordinal, code";
	bool english = strcmp(lang_current(), "en") == 0;
	struct query *q = db_query(db, err, sql);

	db_put_text(q, 1, kind);
	*terms = NULL;
	*count = 0;
	while (db_row(q)) {
		struct term *term;

		if (*terms == NULL)
			*terms = pool_array(pool, (size_t)db_int(q, 3),
			    sizeof(**terms));
		term = &(*terms)[(*count)++];
		term->code = db_copy(q, 0, pool);
		term->name_vi = db_copy(q, 1, pool);
		term->name = english ? db_copy(q, 2, pool) : term->name_vi;
	}
	return db_end(q);
}

static const char *term_codes(const struct term *terms, size_t count,
    struct pool *pool)
{
	struct buf list = { 0 };
	const char *text;

	for (size_t i = 0; i < count; i++)
		buf_printf(&list, "%s%s%s%s%s", i == 0 ? "" : ", ",
		    terms[i].code, terms[i].name[0] == '\0' ? "" : " (",
		    terms[i].name, terms[i].name[0] == '\0' ? "" : ")");
	text = pool_copy(pool, buf_string(&list));
	buf_free(&list);
	return text;
}

bool term_find(struct db *db, const char *kind, const char *text,
    struct pool *pool, struct term *term, struct err *err)
{
	const char *wanted = text_fold(pool, text);
	struct term *terms;
	size_t count;

	if (!term_list(db, kind, pool, &terms, &count, err))
		return false;
	for (size_t i = 0; i < count; i++)
		if (strcmp(text_fold(pool, terms[i].code), wanted) == 0 ||
		    strcmp(text_fold(pool, terms[i].name), wanted) == 0 ||
		    strcmp(text_fold(pool, terms[i].name_vi), wanted) == 0) {
			*term = terms[i];
			return true;
		}
	return err_set(err, ERR_USAGE, _("\"%s\" is not one of: %s"), text,
	    term_codes(terms, count, pool));
}

bool term_name(struct db *db, const char *kind, const char *code,
    struct pool *pool, const char **name, struct err *err)
{
	static const char sql[] =
	    "SELECT iif(?3, name_en, name_vi) FROM term"
	    " WHERE kind = ?1 AND code = ?2";
	struct query *q = db_query(db, err, sql);

	*name = code;
	db_put_text(q, 1, kind);
	db_put_text(q, 2, code);
	db_put_int(q, 3, strcmp(lang_current(), "en") == 0);
	if (db_row(q))
		*name = db_copy(q, 0, pool);
	return db_end(q);
}

bool term_put(struct db *db, const char *kind, const char *code, int ordinal,
    const char *name_vi, const char *name_en, struct err *err)
{
	static const char sql[] =
	    "INSERT INTO term (kind, code, ordinal, name_vi, name_en)"
	    " VALUES (?1, ?2, ?3, ?4, ?5) ON CONFLICT DO UPDATE SET"
	    " ordinal = excluded.ordinal, name_vi = excluded.name_vi,"
	    " name_en = excluded.name_en";
	struct query *q = db_query(db, err, sql);

	db_put_text(q, 1, kind);
	db_put_text(q, 2, code);
	db_put_int(q, 3, ordinal);
	db_put_text(q, 4, name_vi);
	db_put_text(q, 5, name_en);
	return db_end(q);
}
