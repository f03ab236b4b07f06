/* E-ARK SIP 2.2.0 (CSIP 2.2.0): METS at the root and in the one
 * representation, a finding aid, PREMIS 3. */
#include "eark.h"

#include "mets.h"

#include <string.h>

#define REP EARK_REP

static const char profile[] =
    "https://earksip.dilcis.eu/profile/E-ARK-SIP-v2-2-0.xml";
/* The vocabulary has an en dash there. */
static const char content_type[] = "Textual works \xe2\x80\x93 Print";

static const struct {
	const char *path, *name;
} schemas[] = {
	{ "schemas/DILCISExtensionMETS.xsd", "DILCISExtensionMETS.xsd" },
	{ "schemas/DILCISExtensionSIPMETS.xsd", "DILCISExtensionSIPMETS.xsd" },
	{ "schemas/mets1_12.xsd", "mets.xsd" },
	{ "schemas/premis-v3-0.xsd", "premis-v3-0.xsd" },
	{ "schemas/xlink.xsd", "xlink.xsd" },
};

/* ---- METS ------------------------------------------------------------------- */

static void head(struct mets *m, const char *objid, const char *label,
    const char *schema_folder)
{
	const struct package *p = m->package;
	const struct package_bodies *b = &p->bodies;

	mets_open(m, &(struct mets_head){ .objid = objid, .label = label,
	    .type = content_type, .content = "OTHER",
	    .other_content = "TIFF", .profile = profile,
	    .schemas = schema_folder, .status = mets_status(p),
	    .package_type = "SIP" });
	mets_agent(m, "CREATOR", "OTHER", "SOFTWARE", "bansao",
	    "SOFTWARE VERSION", b->version);
	mets_agent(m, "ARCHIVIST", "ORGANIZATION", NULL, p->fonds.name,
	    "IDENTIFICATIONCODE", p->fonds.code);
	mets_agent(m, "CREATOR", "ORGANIZATION", NULL, b->centre[0] == '\0' ?
	    "-" : b->centre, "IDENTIFICATIONCODE", b->centre_code);
	mets_agent(m, "CREATOR", "INDIVIDUAL", NULL, b->contact_name, NULL,
	    NULL);
	mets_agent(m, "PRESERVATION", "ORGANIZATION", NULL, b->central_body,
	    NULL, NULL);
	mets_record(m, "SUBMISSIONAGREEMENT", p->agreement.number);
	mets_record(m, "REFERENCECODE", p->dossier.code);
	mets_head_end(m);
}

static bool rep_mets(struct package *p, struct pool *pool, struct err *err)
{
	struct mets m = { .package = p, .pool = pool, .base = REP,
	    .csip_groups = true };

	head(&m, "rep1", p->dossier.title, "../../schemas/");
	mets_begin(&m, "fileSec", "fs1");
	mets_group(&m, "data", "Representations/rep1/data");
	for (size_t i = 0; i < p->member_count; i++)
		if (p->members[i].scan != NULL)
			mets_file(&m, pool_printf(pool, "f%zu", i + 1),
			    &p->members[i]);
	mets_end(&m);
	mets_end(&m);
	mets_map(&m, "sm1");
	mets_div(&m, "d0", "rep1", NULL, NULL, NULL);
	mets_div(&m, "d1", "Metadata", NULL, NULL, NULL);
	mets_end(&m);
	mets_div(&m, "d2", "Data", NULL, NULL, NULL);
	mets_fptr(&m, "data");
	mets_end(&m);
	mets_end(&m);
	mets_end(&m);
	return mets_close(&m, p, REP "METS.xml", err);
}

/* Members below a folder, as a group of files; false when there are none. */
static bool group(struct mets *m, const char *id, const char *use,
    const char *folder)
{
	const struct package *p = m->package;
	size_t length = strlen(folder), count = 0;

	for (size_t i = 0; i < p->member_count; i++) {
		if (strncmp(p->members[i].path, folder, length) != 0)
			continue;
		if (count++ == 0)
			mets_group(m, id, use);
		mets_file(m, pool_printf(m->pool, "%s-%zu", id, count),
		    &p->members[i]);
	}
	if (count > 0)
		mets_end(m);
	return count > 0;
}

static void map_div(struct mets *m, const char *id, const char *label,
    const char *file_group)
{
	mets_div(m, id, label, NULL, NULL, NULL);
	mets_fptr(m, file_group);
	mets_end(m);
}

static bool root_mets(struct package *p, const struct eark_aid *aid,
    struct pool *pool, struct err *err)
{
	struct mets m = { .package = p, .pool = pool, .base = "",
	    .csip_groups = true };
	bool documents, xsds;

	head(&m, p->objid, p->dossier.title, "schemas/");
	mets_reference(&m, "dmdSec", "dmd1", package_find(p, aid->path), "EAD",
	    aid->version);
	xml_open(m.xml, "amdSec");
	mets_reference(&m, "digiprovMD", "pm1", package_find(p,
	    "metadata/preservation/premis.xml"), "PREMIS", "3.0");
	mets_end(&m);
	mets_begin(&m, "fileSec", "fs1");
	documents = group(&m, "doc", "Documentation", "documentation/");
	xsds = group(&m, "xsd", "Schemas", "schemas/");
	mets_group(&m, "rep1", "Representations/rep1");
	mets_file(&m, "rep1-mets", package_find(p, REP "METS.xml"));
	mets_end(&m);
	mets_end(&m);
	mets_map(&m, "sm1");
	mets_div(&m, "d0", p->objid, NULL, NULL, NULL);
	mets_div(&m, "d1", "Metadata", NULL, "dmd1", "pm1");
	mets_end(&m);
	if (documents)
		map_div(&m, "d2", "Documentation", "doc");
	if (xsds)
		map_div(&m, "d3", "Schemas", "xsd");
	mets_div(&m, "d4", "Representations/rep1", NULL, NULL, NULL);
	mets_mptr(&m, "rep1", REP "METS.xml");
	mets_end(&m);
	mets_end(&m);
	mets_end(&m);
	return mets_close(&m, p, "METS.xml", err);
}

static void reference_text(struct package *p, struct pool *pool)
{
	const struct agreement *a = &p->agreement;
	const char *text = pool_printf(pool,
	    "Đợt bàn giao: %s\nVăn bản thống nhất: %s ngày %s\n"
	    "Bên nhận: %s\nHồ sơ: %s\n%s", p->handover.number, a->number,
	    a->agreed_on, a->party, p->dossier.code,
	    p->previous[0] == '\0' ? "" : pool_printf(pool,
	    "Thay thế gói: uuid-%s\n", p->previous));

	package_add_bytes(p, pool, "documentation/ban-giao.txt", text,
	    strlen(text));
}

const char *eark_dates(const struct dossier *d, struct pool *pool)
{
	return strcmp(d->start_date, d->end_date) == 0 ||
	    d->end_date[0] == '\0' ? d->start_date : pool_printf(pool,
	    "%s/%s", d->start_date, d->end_date);
}

bool eark_lay_out(struct package *p, const struct eark_aid *aid,
    struct pool *pool, struct err *err)
{
	const struct premis premis = {
	    .path = "metadata/preservation/premis.xml", .files = true,
	    .data = REP "data/", .digitised = "creation" };

	p->objid = pool_printf(pool, "uuid-%s", p->uuid);
	p->name = p->objid;
	for (size_t i = 0; i < p->scan_count; i++)
		package_add_scan(p, pool, pool_printf(pool, REP "data/%s",
		    p->scans[i].name), &p->scans[i]);
	for (size_t i = 0; i < COUNT(schemas); i++)
		if (!package_add_schema(p, pool, schemas[i].path,
		    schemas[i].name, err))
			return false;
	if (!package_add_schema(p, pool, pool_printf(pool, "schemas/%s",
	    aid->schema), aid->schema, err))
		return false;
	reference_text(p, pool);
	return aid->write(p, aid->path, pool, err) &&
	    premis_add(p, pool, &premis, err) && rep_mets(p, pool, err) &&
	    root_mets(p, aid, pool, err);
}
