/* EAD3: the file (hồ sơ) in its fonds. */
#include "eark.h"

#include "xml.h"

#include <string.h>

static void control(struct xml_writer *xml, const struct package *p,
    const char *time, struct pool *pool)
{
	xml_open(xml, "control");
	xml_element(xml, "recordid", p->objid);
	xml_open(xml, "filedesc");
	xml_open(xml, "titlestmt");
	xml_element(xml, "titleproper", p->dossier.title);
	xml_shut(xml);
	xml_shut(xml);
	xml_open(xml, "maintenancestatus");
	xml_put(xml, "value", p->previous[0] == '\0' ? "new" : "revised");
	xml_shut(xml);
	xml_open(xml, "maintenanceagency");
	xml_element(xml, "agencyname", p->bodies.centre[0] == '\0' ? "-" :
	    p->bodies.centre);
	xml_shut(xml);
	xml_open(xml, "maintenancehistory");
	xml_open(xml, "maintenanceevent");
	xml_open(xml, "eventtype");
	xml_put(xml, "value", "created");
	xml_shut(xml);
	xml_open(xml, "eventdatetime");
	xml_put(xml, "standarddatetime", pool_printf(pool, "%.10s", time));
	xml_words(xml, time);
	xml_shut(xml);
	xml_open(xml, "agenttype");
	xml_put(xml, "value", "machine");
	xml_shut(xml);
	xml_element(xml, "agent", pool_printf(pool, "bansao %s",
	    p->bodies.version));
	xml_shut(xml);
	xml_shut(xml);
	xml_shut(xml);
}

static void quantity(struct xml_writer *xml, int64_t value, const char *unit,
    struct pool *pool)
{
	if (value < 0)
		return;
	xml_open(xml, "physdescstructured");
	xml_put(xml, "coverage", "whole");
	xml_put(xml, "physdescstructuredtype", "carrier");
	xml_element(xml, "quantity", pool_printf(pool, "%lld",
	    (long long)value));
	xml_element(xml, "unittype", unit);
	xml_shut(xml);
}

static void file_level(struct xml_writer *xml, const struct package *p,
    struct pool *pool)
{
	const struct dossier *d = &p->dossier;

	xml_open(xml, "c");
	xml_put(xml, "level", "file");
	xml_open(xml, "did");
	xml_element(xml, "unitid", d->code);
	xml_element(xml, "unittitle", d->title);
	if (d->start_date[0] != '\0')
		xml_element(xml, "unitdate", eark_dates(d, pool));
	quantity(xml, d->papers, "tờ", pool);
	quantity(xml, d->pages, "trang", pool);
	quantity(xml, d->a4, "trang A4", pool);
	for (size_t i = 0; i < p->scan_count; i++) {
		xml_open(xml, "dao");
		xml_put(xml, "daotype", "derived");
		xml_put(xml, "href", package_href(pool, pool_printf(pool,
		    EARK_REP "data/%s", p->scans[i].name)));
		xml_shut(xml);
	}
	xml_shut(xml);
	xml_paragraph(xml, "scopecontent", d->description);
	xml_paragraph(xml, "arrangement", p->group);
	xml_shut(xml);
}

static bool write(struct package *p, const char *path, struct pool *pool,
    struct err *err)
{
	struct buf buf = { 0 };
	struct xml_writer *xml = xml_write_buf(&buf, true);
	bool ok;

	xml_open(xml, "ead");
	xml_put(xml, "xmlns", "http://ead3.archivists.org/schema/");
	control(xml, p, package_time(p, pool), pool);
	xml_open(xml, "archdesc");
	xml_put(xml, "level", strcmp(p->fonds.kind, "collection") == 0 ?
	    "collection" : "fonds");
	xml_open(xml, "did");
	xml_element(xml, "unitid", p->fonds.code);
	xml_element(xml, "unittitle", p->fonds.name);
	if (p->fonds.archives_time[0] != '\0')
		xml_element(xml, "unitdate", p->fonds.archives_time);
	xml_shut(xml);
	xml_paragraph(xml, "bioghist", p->fonds.history);
	xml_open(xml, "dsc");
	file_level(xml, p, pool);
	xml_shut(xml);
	xml_shut(xml);
	xml_shut(xml);
	ok = xml_finish(xml, err);
	if (ok)
		package_add_bytes(p, pool, path, pool_copy_n(pool, buf.data,
		    buf.length), buf.length);
	buf_free(&buf);
	return ok;
}

const struct eark_aid eark_ead3 = {
	.path = "metadata/descriptive/ead3.xml",
	.version = "EAD3",
	.schema = "ead3.xsd",
	.write = write,
};
