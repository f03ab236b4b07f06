/* EAD 2002: the same as eark_ead3.c, for those whose tools read no EAD3. */
#include "eark.h"

#include "xml.h"

#include <string.h>

static void header(struct xml_writer *xml, const struct package *p,
    const char *time, struct pool *pool)
{
	xml_open(xml, "eadheader");
	xml_element(xml, "eadid", p->objid);
	xml_open(xml, "filedesc");
	xml_open(xml, "titlestmt");
	xml_element(xml, "titleproper", p->dossier.title);
	xml_shut(xml);
	xml_shut(xml);
	xml_open(xml, "profiledesc");
	xml_open(xml, "creation");
	xml_words(xml, pool_printf(pool, "bansao %s, ", p->bodies.version));
	xml_open(xml, "date");
	xml_put(xml, "normal", pool_printf(pool, "%.10s", time));
	xml_words(xml, time);
	xml_shut(xml);
	xml_shut(xml);
	xml_shut(xml);
	xml_shut(xml);
}

static void extent(struct xml_writer *xml, int64_t value, const char *unit,
    struct pool *pool)
{
	if (value < 0)
		return;
	xml_open(xml, "physdesc");
	xml_open(xml, "extent");
	xml_put(xml, "unit", unit);
	xml_words(xml, pool_printf(pool, "%lld", (long long)value));
	xml_shut(xml);
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
	if (d->start_date[0] != '\0') {
		xml_open(xml, "unitdate");
		xml_put(xml, "normal", eark_dates(d, pool));
		xml_words(xml, eark_dates(d, pool));
		xml_shut(xml);
	}
	extent(xml, d->papers, "tờ", pool);
	extent(xml, d->pages, "trang", pool);
	extent(xml, d->a4, "trang A4", pool);
	for (size_t i = 0; i < p->scan_count; i++) {
		xml_open(xml, "dao");
		xml_put(xml, "xlink:type", "simple");
		xml_put(xml, "xlink:href", package_href(pool, pool_printf(
		    pool, EARK_REP "data/%s", p->scans[i].name)));
		xml_shut(xml);
	}
	xml_shut(xml);
	xml_paragraph(xml, "scopecontent", d->description);
	xml_paragraph(xml, "arrangement", p->group);
	xml_shut(xml);
}

static void description(struct xml_writer *xml, const struct package *p,
    struct pool *pool)
{
	xml_open(xml, "archdesc");
	xml_put(xml, "level", strcmp(p->fonds.kind, "collection") == 0 ?
	    "collection" : "fonds");
	xml_open(xml, "did");
	xml_element(xml, "unitid", p->fonds.code);
	xml_element(xml, "unittitle", p->fonds.name);
	if (p->fonds.archives_time[0] != '\0')
		xml_element(xml, "unitdate", p->fonds.archives_time);
	if (p->bodies.centre[0] != '\0')
		xml_element(xml, "repository", p->bodies.centre);
	xml_shut(xml);
	xml_paragraph(xml, "bioghist", p->fonds.history);
	xml_open(xml, "dsc");
	xml_put(xml, "type", "combined");
	file_level(xml, p, pool);
	xml_shut(xml);
	xml_shut(xml);
}

static bool write(struct package *p, const char *path, struct pool *pool,
    struct err *err)
{
	struct buf buf = { 0 };
	struct xml_writer *xml = xml_write_buf(&buf, true);
	bool ok;

	xml_open(xml, "ead");
	xml_put(xml, "xmlns", "urn:isbn:1-931666-22-9");
	xml_put(xml, "xmlns:xlink", "http://www.w3.org/1999/xlink");
	header(xml, p, package_time(p, pool), pool);
	description(xml, p, pool);
	xml_shut(xml);
	ok = xml_finish(xml, err);
	if (ok)
		package_add_bytes(p, pool, path, pool_copy_n(pool, buf.data,
		    buf.length), buf.length);
	buf_free(&buf);
	return ok;
}

const struct eark_aid eark_ead2002 = {
	.path = "metadata/descriptive/ead2002.xml",
	.version = "EAD2002",
	.schema = "ead2002.xsd",
	.write = write,
};
