#include "mets.h"

#include "clock.h"

#include <ctype.h>
#include <string.h>

static const char schema_places[] =
    "http://www.loc.gov/METS/ %smets1_12.xsd "
    "http://www.w3.org/1999/xlink %sxlink.xsd "
    "https://DILCIS.eu/XML/METS/CSIPExtensionMETS %sDILCISExtensionMETS.xsd "
    "https://DILCIS.eu/XML/METS/SIPExtensionMETS "
    "%sDILCISExtensionSIPMETS.xsd";

void mets_open(struct mets *m, const struct mets_head *head)
{
	const char *s = head->schemas;

	m->xml = xml_write_buf(&m->buf, true);
	m->time = package_time(m->package, m->pool);
	xml_open(m->xml, "mets");
	xml_put(m->xml, "xmlns", "http://www.loc.gov/METS/");
	xml_put(m->xml, "xmlns:csip",
	    "https://DILCIS.eu/XML/METS/CSIPExtensionMETS");
	xml_put(m->xml, "xmlns:sip",
	    "https://DILCIS.eu/XML/METS/SIPExtensionMETS");
	xml_put(m->xml, "xmlns:xlink", "http://www.w3.org/1999/xlink");
	xml_put(m->xml, "xmlns:xsi",
	    "http://www.w3.org/2001/XMLSchema-instance");
	xml_put(m->xml, "xsi:schemaLocation", pool_printf(m->pool,
	    schema_places, s, s, s, s));
	xml_put(m->xml, "OBJID", head->objid);
	xml_put(m->xml, "LABEL", head->label);
	xml_put(m->xml, "TYPE", head->type);
	xml_put(m->xml, "csip:CONTENTINFORMATIONTYPE", head->content);
	xml_put(m->xml, "csip:OTHERCONTENTINFORMATIONTYPE",
	    head->other_content);
	xml_put(m->xml, "PROFILE", head->profile);
	xml_open(m->xml, "metsHdr");
	xml_put(m->xml, "CREATEDATE", m->time);
	xml_put(m->xml, "LASTMODDATE", m->time);
	xml_put(m->xml, "RECORDSTATUS", head->status);
	xml_put(m->xml, "csip:OAISPACKAGETYPE", head->package_type);
}

void mets_agent(struct mets *m, const char *role, const char *type,
    const char *other_type, const char *name, const char *note_type,
    const char *note)
{
	if (name == NULL || name[0] == '\0')
		return;
	xml_open(m->xml, "agent");
	xml_put(m->xml, "ROLE", role);
	xml_put(m->xml, "TYPE", type);
	xml_put(m->xml, "OTHERTYPE", other_type);
	xml_element(m->xml, "name", name);
	if (note != NULL && note[0] != '\0') {
		xml_open(m->xml, "note");
		xml_put(m->xml, "csip:NOTETYPE", note_type);
		xml_words(m->xml, note);
		xml_shut(m->xml);
	}
	xml_shut(m->xml);
}

void mets_record(struct mets *m, const char *type, const char *value)
{
	if (value == NULL || value[0] == '\0')
		return;
	xml_open(m->xml, "altRecordID");
	xml_put(m->xml, "TYPE", type);
	xml_words(m->xml, value);
	xml_shut(m->xml);
}

void mets_head_end(struct mets *m)
{
	xml_shut(m->xml);
}

const char *member_mime(const struct member *member)
{
	size_t length = strlen(member->path);

	if (member->scan != NULL)
		return package_type(member->scan).mime;
	if (length > 4 && strcmp(member->path + length - 4, ".xml") == 0)
		return "application/xml";
	if (length > 4 && strcmp(member->path + length - 4, ".txt") == 0)
		return "text/plain";
	return "application/octet-stream";
}

static const char *digest_text(struct mets *m, const struct member *member)
{
	char *text = pool_copy(m->pool, member->sha256);

	for (char *at = text; m->capitals && *at != '\0'; at++)
		*at = (char)toupper((unsigned char)*at);
	return text;
}

static const char *href(struct mets *m, const char *path)
{
	size_t length = strlen(m->base);

	return package_href(m->pool, strncmp(path, m->base, length) == 0 ?
	    path + length : path);
}

static const char *created(struct mets *m, const struct member *member)
{
	char text[CLOCK_TEXT];

	if (member->scan == NULL || member->scan->mtime == 0)
		return m->time;
	clock_vietnam_of(member->scan->mtime, text);
	return pool_printf(m->pool, "%.19s.000+07:00", text);
}

static void facts(struct mets *m, const struct member *member,
    const char *mime)
{
	xml_put(m->xml, "MIMETYPE", mime);
	xml_put_number(m->xml, "SIZE", member->size);
	xml_put(m->xml, "CREATED", created(m, member));
	xml_put(m->xml, "CHECKSUM", digest_text(m, member));
	xml_put(m->xml, "CHECKSUMTYPE", "SHA-256");
}

static void link_to(struct mets *m, const char *path)
{
	xml_put(m->xml, "LOCTYPE", "URL");
	xml_put(m->xml, "xlink:type", "simple");
	xml_put(m->xml, "xlink:href", href(m, path));
}

void mets_reference(struct mets *m, const char *tag, const char *id,
    const struct member *member, const char *kind, const char *version)
{
	xml_open(m->xml, tag);
	xml_put(m->xml, "ID", id);
	xml_put(m->xml, "CREATED", m->time);
	xml_put(m->xml, "STATUS", "CURRENT");
	xml_open(m->xml, "mdRef");
	link_to(m, member->path);
	xml_put(m->xml, "MDTYPE", kind);
	xml_put(m->xml, "MDTYPEVERSION", version);
	facts(m, member, "application/xml");
	xml_shut(m->xml);
	xml_shut(m->xml);
}

void mets_begin(struct mets *m, const char *tag, const char *id)
{
	xml_open(m->xml, tag);
	xml_put(m->xml, "ID", id);
}

void mets_group(struct mets *m, const char *id, const char *use)
{
	mets_begin(m, "fileGrp", id);
	xml_put(m->xml, "USE", use);
	if (m->csip_groups) {
		xml_put(m->xml, "csip:CONTENTINFORMATIONTYPE", "OTHER");
		xml_put(m->xml, "csip:OTHERCONTENTINFORMATIONTYPE", "TIFF");
	}
}

void mets_file(struct mets *m, const char *id, const struct member *member)
{
	mets_begin(m, "file", id);
	facts(m, member, member_mime(member));
	xml_open(m->xml, "FLocat");
	link_to(m, member->path);
	xml_shut(m->xml);
	xml_shut(m->xml);
}

void mets_map(struct mets *m, const char *id)
{
	mets_begin(m, "structMap", id);
	xml_put(m->xml, "TYPE", "PHYSICAL");
	xml_put(m->xml, "LABEL", "CSIP");
}

void mets_div(struct mets *m, const char *id, const char *label,
    const char *type, const char *dmd, const char *amd)
{
	mets_begin(m, "div", id);
	xml_put(m->xml, "LABEL", label);
	xml_put(m->xml, "TYPE", type);
	xml_put(m->xml, "DMDID", dmd);
	xml_put(m->xml, "ADMID", amd);
}

void mets_fptr(struct mets *m, const char *id)
{
	xml_open(m->xml, "fptr");
	xml_put(m->xml, "FILEID", id);
	xml_shut(m->xml);
}

void mets_mptr(struct mets *m, const char *title, const char *path)
{
	xml_open(m->xml, "mptr");
	link_to(m, path);
	xml_put(m->xml, "xlink:title", title);
	xml_shut(m->xml);
}

void mets_end(struct mets *m)
{
	xml_shut(m->xml);
}

bool mets_close(struct mets *m, struct package *package, const char *path,
    struct err *err)
{
	bool ok = xml_finish(m->xml, err);

	if (ok)
		package_add_bytes(package, m->pool, path, pool_copy_n(m->pool,
		    m->buf.data, m->buf.length), m->buf.length);
	buf_free(&m->buf);
	return ok;
}

const char *mets_status(const struct package *package)
{
	return package->previous[0] == '\0' ? "NEW" : "REPLACEMENT";
}
