#include "tt05_write.h"

#include "date.h"
#include "tt05.h"
#include "xml.h"

#include <string.h>

enum { MOST_ROWS = 40 };

struct record {
	enum tt05_record kind;
	const struct tt05_shape *shape;
	struct package *package;
	struct pool *pool;
	const char *what;	/* for problems: "EAD.xml" … */
	const char *names[MOST_ROWS];
	const char *values[MOST_ROWS];
	size_t count;
};

static void put(struct record *r, const char *name, const char *value)
{
	const struct tt05_field *f = tt05_field(r->kind, name);
	char why[200];

	if (f == NULL || !(r->shape->sip ? f->sip : f->aip) ||
	    r->count == MOST_ROWS)
		return;
	if (value == NULL)
		value = "";
	if (!tt05_good(f, value, r->shape->sip, why, sizeof(why)))
		package_problem(r->package, r->pool, pool_printf(r->pool,
		    "%s: %s", r->what, why));
	r->names[r->count] = name;
	r->values[r->count++] = value;
}

static void put_number(struct record *r, const char *name, int64_t value)
{
	put(r, name, value < 0 ? "" : pool_printf(r->pool, "%lld",
	    (long long)value));
}

/* DD/MM/YYYY; what is known of it where that is allowed. */
static void put_date(struct record *r, const char *name, const char *iso)
{
	struct date date;
	char text[DATE_TEXT] = "";

	if (iso[0] != '\0' && date_from_iso(iso, &date))
		date_vi(date, text);
	put(r, name, pool_copy(r->pool, text));
}

static bool write_record(struct record *r, const char *path,
    const char *schema, struct err *err)
{
	struct buf buf = { 0 };
	struct xml_writer *xml = xml_write_buf(&buf, true);
	bool ok;

	xml_open(xml, "simpledc");
	xml_put(xml, "xmlns:xsi", "http://www.w3.org/2001/XMLSchema-instance");
	xml_put(xml, "xsi:noNamespaceSchemaLocation", schema);
	for (size_t i = 0; i < r->count; i++)
		xml_element(xml, r->names[i], r->values[i]);
	xml_shut(xml);
	ok = xml_finish(xml, err);
	if (ok)
		package_add_bytes(r->package, r->pool, path, pool_copy_n(
		    r->pool, buf.data, buf.length), buf.length);
	buf_free(&buf);
	return ok;
}

static const char *archive_code(const struct package *p, struct pool *pool)
{
	return p->bodies.centre_code[0] == '\0' ? p->dossier.code :
	    pool_printf(pool, "%s.%s", p->bodies.centre_code,
	    p->dossier.code);
}

static const char *risk_status(const struct dossier *d)
{
	return d->risk_recovery ? d->risk_status : "";
}

bool tt05_put_file(struct package *p, const struct tt05_shape *shape,
    const char *path, struct pool *pool, struct err *err)
{
	const struct dossier *d = &p->dossier;
	struct record r = { .kind = TT05_FILE, .shape = shape, .package = p,
	    .pool = pool, .what = "EAD.xml" };

	put(&r, "fileCode", d->code);
	put(&r, "arcFileCode", archive_code(p, pool));
	put(&r, "title", d->title);
	put(&r, "maintenance", d->maintenance);
	put(&r, "mode", d->mode);
	put(&r, "language", d->language);
	put_date(&r, "startDate", d->start_date);
	put_date(&r, "endDate", d->end_date);
	put(&r, "keyword", d->keyword);
	put_number(&r, "totalDoc", d->total_doc);
	put_number(&r, "numberOfPaper", d->papers);
	put_number(&r, "numberOfPage", d->pages);
	put(&r, "format", d->format);
	put(&r, "inforSign", d->infor_sign);
	put(&r, "confidenceLevel", d->confidence);
	put(&r, "paperFileCode", d->paper_code);
	put(&r, "riskRecovery", d->risk_recovery ? "1" : "0");
	put(&r, "riskRecoveryStatus", risk_status(d));
	put(&r, "description", d->description);
	if (strcmp(d->confidence, "02") == 0 && d->paper_code[0] == '\0')
		package_problem(p, pool, _("EAD.xml: paperFileCode is needed "
		    "where confidenceLevel is 02 (digitised)"));
	return write_record(&r, path, "../../schemas/ead.xsd", err);
}

const char *tt05_doc_id(const struct package *p, int64_t ordinal,
    struct pool *pool)
{
	return pool_printf(pool, "%s.%lld", p->dossier.code,
	    (long long)ordinal);
}

const char *tt05_prefix(const struct package_document *d)
{
	return strcmp(d->kind, "pic") == 0 ? "EAD_PIC_" :
	    strcmp(d->kind, "media") == 0 ? "EAD_MEDIA_" : "EAD_DOC_";
}

static const char *first_of(const char *own, const char *inherited)
{
	return own[0] != '\0' ? own : inherited;
}

/* At most so many letters, whole ones. */
static const char *cut(struct pool *pool, const char *text, int most)
{
	const char *at = text;

	for (; *at != '\0'; at++)
		if (((unsigned char)*at & 0xc0) != 0x80 && most-- == 0)
			break;
	return pool_copy_n(pool, text, (size_t)(at - text));
}

/* A document without an entry of its own stands under that of its file; its
 * note says so. */
static void put_doc(struct record *r, const struct package_document *d)
{
	const struct package *p = r->package;
	const struct dossier *file = &p->dossier;
	const char *confidence = first_of(d->confidence, file->confidence);

	put(r, "arcFileCode", archive_code(p, r->pool));
	put(r, "docId", tt05_doc_id(p, d->ordinal, r->pool));
	put(r, "docCode", pool_printf(r->pool, "%s.%07lld", file->code,
	    (long long)d->ordinal));
	put_number(r, "docOrdinal", d->ordinal);
	put(r, "maintenance", first_of(d->maintenance, file->maintenance));
	put(r, "typeName", d->catalogued ? d->type_name : "32");
	put(r, "codeNumber", d->code_number);
	put(r, "codeNotation", d->code_notation);
	put_date(r, "issuedDate", first_of(d->issued_date, d->catalogued ? "" :
	    file->start_date));
	put(r, "organName", d->catalogued ? d->organ_name : p->fonds.name);
	put(r, "subject", cut(r->pool, d->catalogued ? d->subject :
	    file->title, 500));
	put(r, "language", first_of(d->language, file->language));
	put_number(r, "numberOfPage", d->pages);
	put(r, "inforSign", first_of(d->infor_sign, file->infor_sign));
	put(r, "keyword", d->keyword);
	put(r, "mode", first_of(d->mode, file->mode));
	put(r, "confidenceLevel", confidence);
	put(r, "autograph", d->autograph);
	put(r, "format", first_of(d->format, file->format));
	put(r, "riskRecovery", file->risk_recovery ? "1" : "0");
	put(r, "riskRecoveryStatus", risk_status(file));
	if (d->process >= 0 && strcmp(confidence, "02") != 0)
		put_number(r, "process", d->process);
	put(r, "description", d->catalogued ? d->description :
	    "Chưa biên mục văn bản; ghi theo hồ sơ");
}

static void put_picture(struct record *r, const struct package_document *d)
{
	const struct package *p = r->package;
	const struct dossier *file = &p->dossier;
	bool picture = r->kind == TT05_PIC;

	put(r, "docCode", pool_printf(r->pool, "%s.%07lld", file->code,
	    (long long)d->ordinal));
	put(r, "maintenance", first_of(d->maintenance, file->maintenance));
	put(r, picture ? "typePic" : "typeMedia", "02");
	put(r, "archivesNumber", d->code_number);
	put(r, "inforSign", first_of(d->infor_sign, file->infor_sign));
	put(r, picture ? "imageTitle" : "movieTitle", cut(r->pool,
	    first_of(d->subject, file->title), 500));
	put(r, picture ? "photographer" : "recorder", d->organ_name);
	put_date(r, picture ? "photoTime" : "recordDate", d->issued_date);
	put(r, "mode", first_of(d->mode, file->mode));
	put(r, "format", first_of(d->format, file->format));
	put(r, "riskRecovery", file->risk_recovery ? "1" : "0");
	put(r, "riskRecoveryStatus", risk_status(file));
	put(r, "description", d->description);
}

bool tt05_put_document(struct package *p, const struct package_document *d,
    const struct tt05_shape *shape, const char *path, struct pool *pool,
    struct err *err)
{
	struct record r = { .kind = strcmp(d->kind, "pic") == 0 ? TT05_PIC :
	    strcmp(d->kind, "media") == 0 ? TT05_MEDIA : TT05_DOC,
	    .shape = shape, .package = p, .pool = pool };

	r.what = tt05_doc_id(p, d->ordinal, pool);
	if (r.kind == TT05_DOC)
		put_doc(&r, d);
	else
		put_picture(&r, d);
	return write_record(&r, path, pool_printf(pool,
	    "../../../../schemas/%s.xsd", r.kind == TT05_PIC ? "ead_pic" :
	    r.kind == TT05_MEDIA ? "ead_media" : "ead_doc"), err);
}
