/* PREMIS 3: see mets.h. */
#include "mets.h"

#include "clock.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>

struct writing {
	struct xml_writer *xml;
	struct package *package;
	struct pool *pool;
	const struct premis *premis;
	const char *time;
};

static void identifier(struct writing *w, const char *kind, const char *type,
    const char *value, const char *role)
{
	xml_open(w->xml, pool_printf(w->pool, "%sIdentifier", kind));
	xml_element(w->xml, pool_printf(w->pool, "%sIdentifierType", kind),
	    type);
	xml_element(w->xml, pool_printf(w->pool, "%sIdentifierValue", kind),
	    value);
	if (role != NULL)
		xml_element(w->xml, pool_printf(w->pool, "%sRole", kind),
		    role);
	xml_shut(w->xml);
}

static const char *object_id(struct writing *w,
    const struct package_scan *scan)
{
	return pool_printf(w->pool, "%s/%s%s", w->package->objid,
	    w->premis->data, scan->name);
}

static void format_of(struct writing *w, const struct package_scan *scan)
{
	const struct package_type type = package_type(scan);

	xml_open(w->xml, "format");
	xml_open(w->xml, "formatDesignation");
	xml_element(w->xml, "formatName", type.name);
	if (type.version[0] != '\0')
		xml_element(w->xml, "formatVersion", type.version);
	xml_shut(w->xml);
	if (type.pronom[0] != '\0') {
		xml_open(w->xml, "formatRegistry");
		xml_element(w->xml, "formatRegistryName", "PRONOM");
		xml_element(w->xml, "formatRegistryKey", type.pronom);
		xml_shut(w->xml);
	}
	xml_shut(w->xml);
}

static void file_object(struct writing *w, const struct package_scan *scan)
{
	char *digest = pool_copy(w->pool, scan->sha256);

	for (char *at = digest; w->premis->capitals && *at != '\0'; at++)
		*at = (char)toupper((unsigned char)*at);
	xml_open(w->xml, "object");
	xml_put(w->xml, "xsi:type", "file");
	xml_put(w->xml, "xmlID", pool_printf(w->pool, "uuid-%s",
	    package_uuid(w->package, w->pool, object_id(w, scan))));
	identifier(w, "object", "local", object_id(w, scan), NULL);
	xml_open(w->xml, "objectCharacteristics");
	xml_open(w->xml, "fixity");
	xml_element(w->xml, "messageDigestAlgorithm", "SHA-256");
	xml_element(w->xml, "messageDigest", digest);
	xml_shut(w->xml);
	xml_element(w->xml, "size", pool_printf(w->pool, "%lld",
	    (long long)scan->bytes));
	format_of(w, scan);
	xml_shut(w->xml);
	xml_element(w->xml, "originalName", scan->original);
	xml_open(w->xml, "storage");
	xml_open(w->xml, "contentLocation");
	xml_element(w->xml, "contentLocationType", "relative path");
	xml_element(w->xml, "contentLocationValue", pool_printf(w->pool,
	    "%s%s", w->premis->data, scan->name));
	xml_shut(w->xml);
	xml_shut(w->xml);
	xml_shut(w->xml);
}

static void whole_object(struct writing *w)
{
	xml_open(w->xml, "object");
	xml_put(w->xml, "xsi:type", "representation");
	xml_put(w->xml, "xmlID", pool_printf(w->pool, "uuid-%s",
	    package_uuid(w->package, w->pool, "premis-whole")));
	identifier(w, "object", "local", w->premis->objid, NULL);
	xml_element(w->xml, "originalName", w->package->dossier.code);
	xml_shut(w->xml);
}

static void agent_link(struct writing *w, const char *who, const char *role)
{
	xml_open(w->xml, "linkingAgentIdentifier");
	xml_element(w->xml, "linkingAgentIdentifierType", "local");
	xml_element(w->xml, "linkingAgentIdentifierValue", who);
	xml_element(w->xml, "linkingAgentRole", role);
	xml_shut(w->xml);
}

static void object_link(struct writing *w, const char *object,
    const char *role)
{
	xml_open(w->xml, "linkingObjectIdentifier");
	xml_element(w->xml, "linkingObjectIdentifierType", "local");
	xml_element(w->xml, "linkingObjectIdentifierValue", object);
	xml_element(w->xml, "linkingObjectRole", role);
	xml_shut(w->xml);
}

static void event(struct writing *w, const char *name, const char *type,
    const char *when, const char *detail)
{
	const char *whole = w->premis->objid;

	xml_open(w->xml, "event");
	identifier(w, "event", "local", pool_printf(w->pool, "uuid-%s",
	    package_uuid(w->package, w->pool, name)), NULL);
	xml_element(w->xml, "eventType", type);
	xml_element(w->xml, "eventDateTime", when);
	xml_open(w->xml, "eventDetailInformation");
	xml_element(w->xml, "eventDetail", detail);
	xml_shut(w->xml);
	xml_open(w->xml, "eventOutcomeInformation");
	xml_element(w->xml, "eventOutcome", "success");
	xml_shut(w->xml);
	agent_link(w, "centre", "authorizer");
	agent_link(w, "packer", "implementer");
	agent_link(w, "bansao", "executing program");
	if (whole != NULL)
		object_link(w, whole, "outcome");
	for (size_t i = 0; whole == NULL && i < w->package->scan_count; i++)
		object_link(w, object_id(w, &w->package->scans[i]), "outcome");
	xml_shut(w->xml);
}

/* When the last page was scanned: the files say so, else the catalogue. */
static const char *digitised_on(struct writing *w)
{
	char text[CLOCK_TEXT];
	int64_t last = 0;

	for (size_t i = 0; i < w->package->scan_count; i++)
		if (w->package->scans[i].taken > last)
			last = w->package->scans[i].taken;
	if (last > 0) {
		clock_vietnam_of(last, text);
		return pool_printf(w->pool, "%.19s+07:00", text);
	}
	return strlen(w->package->dossier.scanned_on) == 10 ?
	    pool_printf(w->pool, "%sT00:00:00+07:00",
	    w->package->dossier.scanned_on) : w->time;
}

static void agents(struct writing *w)
{
	const struct package_bodies *b = &w->package->bodies;
	const struct {
		const char *id, *name, *type, *version, *note;
	} rows[] = {
		{ "centre", b->centre[0] == '\0' ? "-" : b->centre,
		    "organization", NULL, b->centre_code },
		{ "packer", b->user, "person", NULL, "" },
		{ "bansao", "bansao", "software", b->version,
		    "information package creation" },
	};

	for (size_t i = 0; i < COUNT(rows); i++) {
		xml_open(w->xml, "agent");
		identifier(w, "agent", "local", rows[i].id, NULL);
		xml_element(w->xml, "agentName", rows[i].name);
		xml_element(w->xml, "agentType", rows[i].type);
		xml_element(w->xml, "agentVersion", rows[i].version);
		if (rows[i].note[0] != '\0')
			xml_element(w->xml, "agentNote", rows[i].note);
		xml_shut(w->xml);
	}
}

bool premis_add(struct package *package, struct pool *pool,
    const struct premis *premis, struct err *err)
{
	struct writing w = { .package = package, .pool = pool,
	    .premis = premis, .time = package_time(package, pool) };
	struct buf buf = { 0 };
	bool ok;

	w.xml = xml_write_buf(&buf, true);
	xml_open(w.xml, "premis");
	xml_put(w.xml, "xmlns", "http://www.loc.gov/premis/v3");
	xml_put(w.xml, "xmlns:xsi",
	    "http://www.w3.org/2001/XMLSchema-instance");
	xml_put(w.xml, "version", "3.0");
	if (premis->objid != NULL)
		whole_object(&w);
	for (size_t i = 0; premis->files && i < package->scan_count; i++)
		file_object(&w, &package->scans[i]);
	event(&w, pool_printf(pool, "%s-digitised", premis->path),
	    premis->digitised, digitised_on(&w),
	    "số hóa tài liệu lưu trữ (digitisation)");
	event(&w, pool_printf(pool, "%s-package", premis->path),
	    "information package creation", w.time,
	    "đóng gói hồ sơ để bàn giao bản sao bảo hiểm");
	agents(&w);
	xml_shut(w.xml);
	ok = xml_finish(w.xml, err);
	if (ok)
		package_add_bytes(package, pool, premis->path,
		    pool_copy_n(pool, buf.data, buf.length), buf.length);
	buf_free(&buf);
	return ok;
}
