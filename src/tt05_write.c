#include "tt05_write.h"

#include "mets.h"

#include <string.h>

#define REP "representations/rep1/"
#define DESCRIBED REP "metadata/descriptive/"

static const char *const mets_schemas[][2] = {
	{ "schemas/mets1_12.xsd", "mets.xsd" },
	{ "schemas/xlink.xsd", "xlink.xsd" },
	{ "schemas/DILCISExtensionMETS.xsd", "DILCISExtensionMETS.xsd" },
	{ "schemas/DILCISExtensionSIPMETS.xsd", "DILCISExtensionSIPMETS.xsd" },
};

static const char *const own_schemas[] = { "ead.xsd", "ead_doc.xsd",
    "ead_pic.xsd", "ead_media.xsd" };

struct laying {
	struct package *p;
	const struct tt05_shape *shape;
	struct pool *pool;
};

static const char *id(struct laying *l, const char *name)
{
	return pool_printf(l->pool, "uuid-%s", package_uuid(l->p, l->pool,
	    name));
}

static const char *file_id(struct laying *l, const char *path)
{
	return pool_printf(l->pool, "ID-%s", package_uuid(l->p, l->pool,
	    path));
}

static const char *described(struct laying *l,
    const struct package_document *d)
{
	return pool_printf(l->pool, DESCRIBED "%s%s.xml", tt05_prefix(d),
	    package_safe_name(l->pool, tt05_doc_id(l->p, d->ordinal,
	    l->pool)));
}

/* The circular's name: the file's code, the document's number, the page. */
static void name_scans(struct laying *l)
{
	const char *code = package_safe_name(l->pool, l->p->dossier.code);

	package_forget_names(l->p);
	for (size_t i = 0; i < l->p->scan_count; i++) {
		struct package_scan *s = &l->p->scans[i];
		const char *dot = strrchr(s->name, '.');
		const char *end = dot == NULL ? "" : dot;

		s->name = s->page > 0 ? pool_printf(l->pool,
		    "%s.%lld.%lld%s", code, (long long)s->document,
		    (long long)s->page, end) : pool_printf(l->pool,
		    "%s.%lld%s", code, (long long)s->document, end);
		if (!package_take_name(l->p, l->pool, s->name)) {
			s->name = pool_printf(l->pool, "%s.%lld-%zu%s", code,
			    (long long)s->document, i + 1, end);
			(void)package_take_name(l->p, l->pool, s->name);
		}
	}
}

static void agent_and_record(struct mets *m, struct laying *l)
{
	const struct package *p = l->p;

	mets_agent(m, "CREATOR", "OTHER", "SOFTWARE", "bansao",
	    l->shape->note_type, p->fonds.code);
	mets_record(m, "SUBMISSIONAGREEMENT",
	    l->shape->agreement_is_file_code ? p->dossier.code :
	    p->agreement.number);
	mets_head_end(m);
}

static void head(struct mets *m, struct laying *l, const char *objid,
    const char *profile, const char *schemas)
{
	mets_open(m, &(struct mets_head){ .objid = objid,
	    .label = l->p->dossier.title, .type = "Mixed",
	    .content = "MIXED", .profile = profile, .schemas = schemas,
	    .status = mets_status(l->p),
	    .package_type = l->shape->package_type });
}

static void administrative(struct mets *m, struct laying *l, const char *name,
    const char *path)
{
	mets_begin(m, "amdSec", id(l, pool_printf(l->pool, "amd-%s", name)));
	if (!l->shape->sip)
		mets_reference(m, "digiprovMD", id(l, path),
		    package_find(l->p, path), "PREMIS", "3.0");
	mets_end(m);
}

/* ---- rep1 --------------------------------------------------------------------- */

static const struct member *scan_member(struct laying *l,
    const struct package_scan *scan)
{
	size_t index = (size_t)(scan - l->p->scans);

	/* Scans are the first members, in their order. */
	return &l->p->members[index];
}

static void document_div(struct mets *m, struct laying *l,
    const struct package_document *d)
{
	const char *path = described(l, d);

	mets_div(m, id(l, pool_printf(l->pool, "link-%s", path)),
	    "MetadataLink/File", NULL, id(l, path), NULL);
	for (size_t i = 0; i < l->p->scan_count; i++)
		if (l->p->scans[i].document == d->ordinal)
			mets_fptr(m, file_id(l, scan_member(l,
			    &l->p->scans[i])->path));
	mets_end(m);
}

static void rep_map(struct mets *m, struct laying *l)
{
	const struct package *p = l->p;
	const char *premis = REP "metadata/preservation/PREMIS_rep1.xml";

	mets_map(m, id(l, "rep-map"));
	mets_div(m, id(l, "rep-top"), "rep1", l->shape->map_type, NULL, NULL);
	mets_div(m, id(l, "rep-data"), "Data", NULL, NULL,
	    l->shape->sip ? NULL : id(l, premis));
	mets_fptr(m, id(l, "rep-group"));
	mets_end(m);
	mets_div(m, id(l, "rep-links"), "MetadataLink", NULL, NULL, NULL);
	for (size_t i = 0; i < p->document_count; i++)
		document_div(m, l, &p->documents[i]);
	mets_end(m);
	mets_end(m);
	mets_end(m);
}

static bool rep_mets(struct laying *l, struct err *err)
{
	struct package *p = l->p;
	struct mets m = { .package = p, .pool = l->pool, .base = REP,
	    .capitals = true };

	head(&m, l, "rep1", l->shape->rep_profile, "../../schemas/");
	mets_agent(&m, "CREATOR", "INDIVIDUAL", NULL, p->bodies.user,
	    "IDENTIFICATIONCODE", p->fonds.code);
	mets_head_end(&m);
	for (size_t i = 0; i < p->document_count; i++) {
		const char *path = described(l, &p->documents[i]);

		mets_reference(&m, "dmdSec", id(l, path),
		    package_find(p, path), "DC", "1.0.0");
	}
	administrative(&m, l, "rep1",
	    REP "metadata/preservation/PREMIS_rep1.xml");
	mets_begin(&m, "fileSec", id(l, "rep-files"));
	mets_group(&m, id(l, "rep-group"), "Data");
	for (size_t i = 0; i < p->scan_count; i++) {
		const struct member *member = scan_member(l, &p->scans[i]);

		mets_file(&m, file_id(l, member->path), member);
	}
	mets_end(&m);
	mets_end(&m);
	rep_map(&m, l);
	return mets_close(&m, p, REP "METS.xml", err);
}

/* ---- the root ------------------------------------------------------------------ */

static bool schema_group(struct mets *m, struct laying *l)
{
	bool any = false;

	for (size_t i = 0; i < l->p->member_count; i++) {
		const struct member *member = &l->p->members[i];

		if (strncmp(member->path, "schemas/", 8) != 0)
			continue;
		if (!any)
			mets_group(m, id(l, "schemas"), "Schemas");
		any = true;
		mets_file(m, file_id(l, member->path), member);
	}
	if (any)
		mets_end(m);
	return any;
}

static bool root_mets(struct laying *l, struct err *err)
{
	static const char ead[] = "metadata/descriptive/EAD.xml";
	static const char premis[] = "metadata/preservation/PREMIS.xml";
	struct package *p = l->p;
	struct mets m = { .package = p, .pool = l->pool, .base = "",
	    .capitals = true };
	bool schemas;

	head(&m, l, p->objid, l->shape->profile, "schemas/");
	agent_and_record(&m, l);
	mets_reference(&m, "dmdSec", id(l, ead), package_find(p, ead), "DC",
	    "1.0.0");
	administrative(&m, l, "root", premis);
	mets_begin(&m, "fileSec", id(l, "files"));
	schemas = schema_group(&m, l);
	mets_group(&m, id(l, "rep1"), "Representations/rep1");
	mets_file(&m, file_id(l, REP "METS.xml"), package_find(p,
	    REP "METS.xml"));
	mets_end(&m);
	mets_end(&m);
	mets_map(&m, id(l, "map"));
	mets_div(&m, id(l, "top"), p->objid, NULL, NULL, NULL);
	mets_div(&m, id(l, "div-metadata"), "Metadata", NULL, id(l, ead),
	    l->shape->sip ? NULL : id(l, premis));
	mets_end(&m);
	if (schemas) {
		mets_div(&m, id(l, "div-schemas"), "Schemas", NULL, NULL,
		    NULL);
		mets_fptr(&m, id(l, "schemas"));
		mets_end(&m);
	}
	mets_div(&m, id(l, "div-rep1"), "Representations/rep1", NULL, NULL,
	    NULL);
	mets_mptr(&m, id(l, "rep1"), REP "METS.xml");
	mets_end(&m);
	mets_end(&m);
	mets_end(&m);
	return mets_close(&m, p, "METS.xml", err);
}

/* ---- all of it ------------------------------------------------------------------- */

static bool add_schemas(struct laying *l, struct err *err)
{
	for (size_t i = 0; i < COUNT(mets_schemas); i++)
		if (!package_add_schema(l->p, l->pool, mets_schemas[i][0],
		    mets_schemas[i][1], err))
			return false;
	for (size_t i = 0; i < COUNT(own_schemas); i++)
		if (!package_add_schema(l->p, l->pool, pool_printf(l->pool,
		    "schemas/%s", own_schemas[i]), pool_printf(l->pool,
		    "%s/%s", l->shape->schemas, own_schemas[i]), err))
			return false;
	return true;
}

static bool add_metadata(struct laying *l, struct err *err)
{
	struct package *p = l->p;
	const struct premis root = {
	    .path = "metadata/preservation/PREMIS.xml", .objid = p->objid,
	    .data = REP "data/", .digitised = "transfer", .capitals = true };
	const struct premis rep = {
	    .path = REP "metadata/preservation/PREMIS_rep1.xml",
	    .files = true, .data = REP "data/", .digitised = "transfer",
	    .capitals = true };

	if (!tt05_put_file(p, l->shape, "metadata/descriptive/EAD.xml",
	    l->pool, err))
		return false;
	for (size_t i = 0; i < p->document_count; i++)
		if (!tt05_put_document(p, &p->documents[i], l->shape,
		    described(l, &p->documents[i]), l->pool, err))
			return false;
	return l->shape->sip || (premis_add(p, l->pool, &root, err) &&
	    premis_add(p, l->pool, &rep, err));
}

bool tt05_lay_out(struct package *p, const struct tt05_shape *shape,
    struct pool *pool, struct err *err)
{
	struct laying l = { .p = p, .shape = shape, .pool = pool };
	char *name;

	p->objid = shape->sip ? pool_printf(pool, "uuid-%s", p->uuid) :
	    pool_printf(pool, "urn:%s:uuid-%s", p->fonds.code, p->uuid);
	name = pool_copy(pool, p->objid);
	for (char *at = name; *at != '\0'; at++)
		if (*at == ':')
			*at = '_';
	p->name = package_safe_name(pool, name);
	name_scans(&l);
	for (size_t i = 0; i < p->scan_count; i++)
		package_add_scan(p, pool, pool_printf(pool, REP "data/%s",
		    p->scans[i].name), &p->scans[i]);
	return add_schemas(&l, err) && add_metadata(&l, err) &&
	    rep_mets(&l, err) && root_mets(&l, err);
}
