#include "dossier.h"

#include "date.h"
#include "number.h"
#include "setting.h"
#include "text.h"

#include <string.h>
#include <strings.h>

#define AT(member) offsetof(struct dossier, member)

/* clang-format off */
const struct dossier_field dossier_fields[] = {
	{ "fileCode",      N_("Dossier code"),       FIELD_TEXT,   100, NULL, AT(code) },
	{ "title",         N_("Title"),              FIELD_TEXT,   1000, NULL, AT(title) },
	{ "maintenance",   N_("Retention"),          FIELD_TERM,   100, "maintenance", AT(maintenance) },
	{ "mode",          N_("Access"),             FIELD_TERM,   30, "mode", AT(mode) },
	{ "language",      N_("Language"),           FIELD_TERM,   100, "language", AT(language) },
	{ "startDate",     N_("Start date"),         FIELD_DATE,   0, NULL, AT(start_date) },
	{ "endDate",       N_("End date"),           FIELD_DATE,   0, NULL, AT(end_date) },
	{ "keyword",       N_("Keywords"),           FIELD_TEXT,   100, NULL, AT(keyword) },
	{ "totalDoc",      N_("Documents"),          FIELD_NUMBER, 10, NULL, AT(total_doc) },
	{ "numberOfPaper", N_("Sheets"),             FIELD_NUMBER, 10, NULL, AT(papers) },
	{ "numberOfPage",  N_("Pages"),              FIELD_NUMBER, 10, NULL, AT(pages) },
	{ "format",        N_("Physical condition"), FIELD_TERM,   50, "format", AT(format) },
	{ "inforSign",     N_("Information sign"),   FIELD_TEXT,   30, NULL, AT(infor_sign) },
	{ "confidenceLevel", N_("Confidence"),       FIELD_TERM,   40, "confidence", AT(confidence) },
	{ "paperFileCode", N_("Paper file code"),    FIELD_TEXT,   100, NULL, AT(paper_code) },
	{ "riskRecovery",  N_("Backup copy needed"), FIELD_FLAG,   0, NULL, AT(risk_recovery) },
	{ "description",   N_("Note"),               FIELD_TEXT,   2000, NULL, AT(description) },
	{ "fileCatalog",   N_("Inventory number"),   FIELD_TEXT,   30, NULL, AT(catalog) },
	{ "fileNotation",  N_("File number"),        FIELD_TEXT,   50, NULL, AT(notation) },
	{ "box",           N_("Box"),                FIELD_TEXT,   30, NULL, AT(box) },
	{ "shelf",         N_("Shelf"),              FIELD_TEXT,   50, NULL, AT(shelf) },
	{ "secrecy",       N_("Secrecy mark"),       FIELD_TEXT,   30, NULL, AT(secrecy) },
	{ "carrier",       N_("Carrier"),            FIELD_TERM,   30, "carrier", AT(carrier) },
	{ "special",       N_("Special value"),      FIELD_FLAG,   0, NULL, AT(special) },
	{ "persons",       N_("Persons"),            FIELD_TEXT,   1000, NULL, AT(persons) },
	{ "places",        N_("Places"),             FIELD_TEXT,   1000, NULL, AT(places) },
	{ "sizeClass",     N_("Paper size"),         FIELD_TEXT,   10, NULL, AT(size_class) },
	{ "a4Estimate",    N_("A4 pages, estimate"), FIELD_NUMBER, 10, NULL, AT(a4_estimate) },
	{ NULL, NULL, FIELD_TEXT, 0, NULL, 0 }
};
/* clang-format on */

const struct dossier_field *dossier_field(const char *name)
{
	for (const struct dossier_field *f = dossier_fields; f->name != NULL;
	    f++)
		if (strcasecmp(f->name, name) == 0)
			return f;
	return NULL;
}

/* TT05 codes stay as they are where the catalogue has no such term. */
static bool set_term(struct db *db, struct pool *pool,
    const struct dossier_field *field, const char **place, const char *text,
    struct err *err)
{
	static const char sql[] =
	    "SELECT code FROM term WHERE kind = ?1 AND (code = ?2"
	    " OR code = '0' || ?2)";
	struct query *q = db_query(db, err, sql);
	struct term term;
	bool found = false;

	db_put_text(q, 1, field->terms);
	db_put_text(q, 2, text);
	if (db_row(q)) {
		*place = db_copy(q, 0, pool);
		found = true;
	}
	if (!db_end(q) || found)
		return found;
	if (!term_find(db, field->terms, text, pool, &term, err))
		return false;
	*place = term.code;
	return true;
}

bool dossier_set(struct db *db, struct dossier *dossier, struct pool *pool,
    const struct dossier_field *field, const char *text, struct err *err)
{
	void *place = (char *)dossier + field->offset;
	struct date from, to;

	text = text_nfc(pool, text);
	switch (field->kind) {
	case FIELD_TEXT:
		*(const char **)place = text;
		return true;
	case FIELD_TERM:
		if (text[0] == '\0') {
			*(const char **)place = "";
			return true;
		}
		return set_term(db, pool, field, place, text, err) ||
		    err_wrap(err, "%s", _(field->label));
	case FIELD_DATE:
		if (text[0] != '\0' && !date_parse_range(text, &from, &to, err))
			return err_wrap(err, "%s", _(field->label));
		*(const char **)place = text;
		return true;
	case FIELD_NUMBER:
		if (text[0] == '\0')
			*(int64_t *)place = NOT_KNOWN;
		else if (!number_parse(text, place, err))
			return err_wrap(err, "%s", _(field->label));
		return true;
	case FIELD_FLAG:
		if (strcmp(text, "1") == 0 || strcasecmp(text, "yes") == 0 ||
		    strcmp(text_fold(pool, text), "co") == 0)
			*(int64_t *)place = 1;
		else if (strcmp(text, "0") == 0 || text[0] == '\0' ||
		    strcasecmp(text, "no") == 0 ||
		    strcmp(text_fold(pool, text), "khong") == 0)
			*(int64_t *)place = 0;
		else
			return err_set(err, ERR_USAGE, _("%s: use yes or no, not "
			    "\"%s\""), _(field->label), text);
		return true;
	}
	return true;
}

/* Stored as ISO; what was typed and is not stored yet stays as it is. */
static const char *people_date(struct pool *pool, const char *text)
{
	struct date date;
	char words[DATE_TEXT];

	if (!date_from_iso(text, &date))
		return text;
	date_vi(date, words);
	return pool_copy(pool, words);
}

const char *dossier_text(const struct dossier *dossier, struct pool *pool,
    const struct dossier_field *field)
{
	const void *place = (const char *)dossier + field->offset;
	int64_t number;

	switch (field->kind) {
	case FIELD_NUMBER:
		number = *(const int64_t *)place;
		return number < 0 ? "" : pool_printf(pool, "%lld",
		    (long long)number);
	case FIELD_FLAG:
		return *(const int64_t *)place != 0 ? _("yes") : _("no");
	case FIELD_DATE:
		return people_date(pool, *(const char *const *)place);
	case FIELD_TEXT:
	case FIELD_TERM:
		break;
	}
	return *(const char *const *)place;
}
