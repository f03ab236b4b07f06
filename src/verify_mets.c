/* E-ARK (CSIP 2, SIP 2) and TT05 packages: their METS documents, what these
 * point to, and what nothing points to. Codes of errors are the requirements'
 * own numbers (CSIP80), else E0xx. */
#include "verify_judge.h"

#include "verify_mets.h"
#include "xml.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

enum { DEEPEST = 64, METS_DEPTH = 3 };

struct reading {
	struct judge *judge;
	struct mets_facts *facts;
	struct xml_reader *xml;
	const char *path;	/* of this METS */
	const char *folder;	/* it is in: "" or "…/" */
	int depth;		/* 0: the root METS */
	bool tt05;
	const char *open[DEEPEST];
	/* ids and what refers to them */
	const char **ids;
	size_t id_count, id_room;
	const char **refs;
	size_t ref_count, ref_room;
	/* what was met */
	bool header, agent_found, software, file_sec, map, csip_map;
	int files_in_group, divs_on_top;
	bool metadata_div;
	const char *role, *type, *other_type, *name, *note, *note_type;
	const char *size, *checksum, *checksum_type;	/* of the <file> */
	bool representations;
	const char *next[16];	/* METS of representations */
	size_t next_count;
};

static void fault(struct reading *r, const char *code, const char *text)
{
	judge_error(r->judge, code, r->path, _("line %ld: %s"),
	    xml_line(r->xml), text);
}

static const char *get(struct reading *r, const char *name)
{
	const char *value = xml_attribute(r->xml, name);

	return value == NULL ? NULL : pool_copy(r->judge->pool, value);
}

/* An attribute that must be there. */
static const char *need(struct reading *r, const char *name, const char *code)
{
	const char *value = get(r, name);

	if (value == NULL || value[0] == '\0')
		judge_error(r->judge, code, r->path, _("line %ld: <%s> has no "
		    "%s"), xml_line(r->xml), xml_name(r->xml), name);
	return value;
}

static void need_value(struct reading *r, const char *name,
    const char *wanted, const char *code)
{
	const char *value = get(r, name);

	if (value == NULL || strcmp(value, wanted) != 0)
		judge_error(r->judge, code, r->path, _("line %ld: %s of <%s> "
		    "is \"%.60s\", not \"%s\""), xml_line(r->xml), name,
		    xml_name(r->xml), value == NULL ? "" : value, wanted);
}

static void push(struct pool *pool, const char ***list, size_t *count,
    size_t *room, const char *text)
{
	if (*count == *room) {
		const char **old = *list;

		*room = *room == 0 ? 64 : *room * 2;
		*list = pool_array(pool, *room, sizeof(**list));
		if (*count > 0)
			memcpy(*list, old, *count * sizeof(**list));
	}
	(*list)[(*count)++] = text;
}

static void note_ids(struct reading *r)
{
	static const char *const names[] = { "DMDID", "ADMID", "FILEID" };
	const char *id = get(r, "ID");

	if (id != NULL)
		push(r->judge->pool, &r->ids, &r->id_count, &r->id_room, id);
	for (size_t i = 0; i < COUNT(names); i++) {
		char *list = (char *)(uintptr_t)get(r, names[i]), *rest;

		for (char *one = list == NULL ? NULL :
		    strtok_r(list, " \t\n", &rest); one != NULL;
		    one = strtok_r(NULL, " \t\n", &rest))
			push(r->judge->pool, &r->refs, &r->ref_count,
			    &r->ref_room, one);
	}
}

/* ---- what is pointed to ------------------------------------------------------ */

static int hex(char c)
{
	return c >= '0' && c <= '9' ? c - '0' : (c | 32) >= 'a' &&
	    (c | 32) <= 'f' ? (c | 32) - 'a' + 10 : -1;
}

static const char *decoded(struct pool *pool, const char *href)
{
	char *text = pool_copy(pool, href), *to = text;

	for (const char *at = text; *at != '\0';)
		if (at[0] == '%' && hex(at[1]) >= 0 && hex(at[2]) >= 0) {
			*to++ = (char)(hex(at[1]) << 4 | hex(at[2]));
			at += 3;
		} else {
			*to++ = *at++;
		}
	*to = '\0';
	return text;
}

static struct source_file *resolve(struct reading *r, const char *href)
{
	struct judge *judge = r->judge;
	const char *path = decoded(judge->pool, href);
	const char *why = NULL;
	struct source_file *file;

	while (path[0] == '.' && path[1] == '/')
		path += 2;
	if (strncmp(path, "file:", 5) == 0 || strstr(path, "://") != NULL)
		why = _("an address outside the package");
	else
		why = tar_path_fault(path);
	if (why != NULL) {
		judge_error(judge, "E013", r->path, _("line %ld: points to "
		    "\"%.200s\": %s; it is not followed"), xml_line(r->xml),
		    href, why);
		return NULL;
	}
	path = pool_printf(judge->pool, "%s%s", r->folder, path);
	file = source_find(judge->source, path);
	if (file == NULL) {
		file = source_find(judge->source, pool_printf(judge->pool,
		    "%s%s", r->folder, href));
		if (file != NULL)
			judge_warn(judge, "E014", r->path, _("line %ld: "
			    "\"%.200s\" is not percent-encoded"),
			    xml_line(r->xml), href);
	}
	if (file == NULL)
		judge_error(judge, "E021", path, _("is pointed to by %s "
		    "(line %ld) and is not there"), r->path,
		    xml_line(r->xml));
	else if (file->refused != NULL)
		judge_error(judge, "E023", path, _("is not read: %s"),
		    file->refused);
	return file == NULL || file->refused != NULL ? NULL : file;
}

static void expect_file(struct reading *r, struct source_file *file,
    const char *size, const char *checksum, const char *type)
{
	enum hash_kind kind;

	if (file == NULL)
		return;
	file->linked = true;
	if (size != NULL && strtoll(size, NULL, 10) != file->size)
		judge_error(r->judge, "E032", file->path, _("has %lld bytes; "
		    "%s says %.20s"), (long long)file->size, r->path, size);
	if (checksum == NULL || type == NULL)
		return;
	if (!hash_kind_of(type, &kind)) {
		judge_warn(r->judge, "E011", r->path, _("the method \"%.40s\" "
		    "is not known; %s is not checked"), type, file->path);
		return;
	}
	judge_expect(r->judge, &(struct expected){ .file = file,
	    .hex = checksum, .where = r->path, .code = "E030",
	    .kind = kind });
}

/* ---- the parts of a METS -------------------------------------------------------- */

static const char *parent(struct reading *r, int up)
{
	int depth = xml_depth(r->xml) - up;

	return depth < 0 || depth >= DEEPEST || r->open[depth] == NULL ? "" :
	    r->open[depth];
}

static void on_root(struct reading *r)
{
	const char *objid = need(r, "OBJID", "CSIP1");
	const char *profile = need(r, "PROFILE", "CSIP6");

	need(r, "TYPE", "CSIP2");
	if (r->depth > 0) {
		need(r, "CONTENTINFORMATIONTYPE", "CSIP4");
		return;
	}
	r->facts->objid = objid == NULL ? "" : objid;
	r->facts->profile = profile == NULL ? "" : profile;
}

static void on_header(struct reading *r)
{
	const char *type;

	r->header = true;
	need(r, "CREATEDATE", "CSIP7");
	type = need(r, "OAISPACKAGETYPE", "CSIP9");
	if (r->depth > 0)
		return;
	r->facts->package_type = type == NULL ? "" : type;
	if (!r->tt05 && type != NULL && strcmp(type, "SIP") == 0 &&
	    strstr(r->facts->profile, "E-ARK-SIP") == NULL)
		judge_error(r->judge, "SIP2", r->path, _("PROFILE of a SIP is "
		    "not that of the E-ARK SIP: \"%.100s\""),
		    r->facts->profile);
}

static void on_agent(struct reading *r)
{
	r->agent_found = true;
	r->role = get(r, "ROLE");
	r->type = get(r, "TYPE");
	r->other_type = get(r, "OTHERTYPE");
	r->name = r->note = r->note_type = NULL;
}

static bool is(const char *text, const char *wanted)
{
	return text != NULL && strcmp(text, wanted) == 0;
}

static void agent_over(struct reading *r)
{
	if (!is(r->role, "CREATOR") || !is(r->type, "OTHER") ||
	    !is(r->other_type, "SOFTWARE"))
		return;
	r->software = true;
	if (r->name == NULL)
		fault(r, "CSIP14", _("the software has no name"));
	if (r->note == NULL)
		fault(r, "CSIP15", _("the software has no version"));
	else if (!r->tt05 && !is(r->note_type, "SOFTWARE VERSION"))
		fault(r, "CSIP16",
		    _("the version of the software is not marked as such"));
}

static void on_mdref(struct reading *r)
{
	static const char *const dmd[] = { "CSIP22", "CSIP23", "CSIP24",
	    "CSIP25", "CSIP26", "CSIP27", "CSIP28", "CSIP29", "CSIP30" };
	static const char *const digiprov[] = { "CSIP36", "CSIP37", "CSIP38",
	    "CSIP39", "CSIP40", "CSIP41", "CSIP42", "CSIP43", "CSIP44" };
	static const char *const rights[] = { "CSIP49", "CSIP50", "CSIP51",
	    "CSIP52", "CSIP53", "CSIP54", "CSIP55", "CSIP56", "CSIP57" };
	const char *in = parent(r, 1);
	const char *const *codes = strcmp(in, "dmdSec") == 0 ? dmd :
	    strcmp(in, "rightsMD") == 0 ? rights : digiprov;
	const char *href, *size, *checksum, *type;

	need_value(r, "LOCTYPE", "URL", codes[0]);
	need_value(r, "type", "simple", codes[1]);
	href = need(r, "href", codes[2]);
	need(r, "MDTYPE", codes[3]);
	need(r, "MIMETYPE", codes[4]);
	size = need(r, "SIZE", codes[5]);
	need(r, "CREATED", codes[6]);
	checksum = need(r, "CHECKSUM", codes[7]);
	type = need(r, "CHECKSUMTYPE", codes[8]);
	if (href != NULL)
		expect_file(r, resolve(r, href), size, checksum, type);
}

static void on_group(struct reading *r)
{
	const char *use = need(r, "USE", "CSIP64");

	need(r, "ID", "CSIP65");
	r->files_in_group = 0;
	if (use != NULL && strncmp(use, "Representations", 15) == 0)
		r->representations = true;
}

static void on_file(struct reading *r)
{
	r->files_in_group++;
	need(r, "ID", "CSIP67");
	need(r, "MIMETYPE", "CSIP68");
	r->size = need(r, "SIZE", "CSIP69");
	need(r, "CREATED", "CSIP70");
	r->checksum = need(r, "CHECKSUM", "CSIP71");
	r->checksum_type = need(r, "CHECKSUMTYPE", "CSIP72");
}

static void on_locat(struct reading *r)
{
	const char *href;

	need_value(r, "LOCTYPE", "URL", "CSIP77");
	need_value(r, "type", "simple", "CSIP78");
	href = need(r, "href", "CSIP79");
	if (href != NULL)
		expect_file(r, resolve(r, href), r->size, r->checksum,
		    r->checksum_type);
}

static void on_map(struct reading *r)
{
	const char *label = get(r, "LABEL");

	r->map = true;
	if (!is(label, "CSIP"))
		return;
	r->csip_map = true;
	need_value(r, "TYPE", "PHYSICAL", "CSIP81");
	need(r, "ID", "CSIP83");
	r->divs_on_top = 0;
}

static void on_div(struct reading *r)
{
	const char *label = get(r, "LABEL");
	bool top = strcmp(parent(r, 1), "structMap") == 0;

	if (!r->csip_map)
		return;
	if (top && ++r->divs_on_top > 1)
		fault(r, "CSIP84",
		    _("the structural map has more than one top <div>"));
	need(r, "ID", top ? "CSIP85" : "CSIP106");
	if (!top && is(label, "Metadata"))
		r->metadata_div = true;
}

static void on_mptr(struct reading *r)
{
	const char *href, *title;
	struct source_file *file;

	need_value(r, "LOCTYPE", "URL", "CSIP112");
	need_value(r, "type", "simple", "CSIP111");
	href = need(r, "href", "CSIP110");
	title = need(r, "title", "CSIP108");
	if (title != NULL)
		push(r->judge->pool, &r->refs, &r->ref_count, &r->ref_room,
		    title);
	file = href == NULL ? NULL : resolve(r, href);
	if (file == NULL)
		return;
	file->linked = true;
	if (r->next_count < COUNT(r->next))
		r->next[r->next_count++] = file->path;
	else
		judge_warn(r->judge, "E015", file->path,
		    _("is one representation too many and is not opened"));
}

static const struct {
	const char *name;
	void (*run)(struct reading *r);
} handlers[] = {
	{ "mets", on_root }, { "metsHdr", on_header }, { "agent", on_agent },
	{ "mdRef", on_mdref }, { "fileGrp", on_group }, { "file", on_file },
	{ "FLocat", on_locat }, { "structMap", on_map }, { "div", on_div },
	{ "mptr", on_mptr },
};

static void opened(struct reading *r)
{
	const char *name = pool_copy(r->judge->pool, xml_name(r->xml));
	int depth = xml_depth(r->xml);

	if (depth < DEEPEST)
		r->open[depth] = name;
	if (depth + 1 < DEEPEST)
		r->open[depth + 1] = NULL;
	note_ids(r);
	for (size_t i = 0; i < COUNT(handlers); i++)
		if (strcmp(name, handlers[i].name) == 0)
			handlers[i].run(r);
	if (strcmp(name, "dmdSec") == 0) {
		need(r, "ID", "CSIP18");
		need(r, "CREATED", "CSIP19");
	} else if (strcmp(name, "digiprovMD") == 0) {
		need(r, "ID", "CSIP33");
	} else if (strcmp(name, "rightsMD") == 0) {
		need(r, "ID", "CSIP46");
	} else if (strcmp(name, "fileSec") == 0) {
		r->file_sec = true;
		need(r, "ID", "CSIP59");
	} else if (strcmp(name, "fptr") == 0) {
		need(r, "FILEID", "CSIP116");
	} else if (strcmp(name, "note") == 0) {
		r->note_type = get(r, "NOTETYPE");
	}
}

static void said(struct reading *r)
{
	const char *in = parent(r, 1);

	if (strcmp(in, "name") == 0)
		r->name = pool_copy(r->judge->pool, xml_text(r->xml));
	else if (strcmp(in, "note") == 0)
		r->note = pool_copy(r->judge->pool, xml_text(r->xml));
}

static void closed(struct reading *r)
{
	if (strcmp(xml_name(r->xml), "agent") == 0)
		agent_over(r);
	else if (strcmp(xml_name(r->xml), "fileGrp") == 0 &&
	    r->files_in_group == 0)
		fault(r, "CSIP66", _("a file group without files"));
}

/* ---- after the end ---------------------------------------------------------------- */

static int by_text(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static void check_ids(struct reading *r)
{
	if (r->id_count > 0)
		qsort(r->ids, r->id_count, sizeof(*r->ids), by_text);
	for (size_t i = 1; i < r->id_count; i++)
		if (strcmp(r->ids[i - 1], r->ids[i]) == 0)
			judge_error(r->judge, "E041", r->path,
			    _("the ID \"%.80s\" is there twice"), r->ids[i]);
	for (size_t i = 0; i < r->ref_count; i++)
		if (r->id_count == 0 || bsearch(&r->refs[i], r->ids,
		    r->id_count, sizeof(*r->ids), by_text) == NULL)
			judge_error(r->judge, "E042", r->path, _("something "
			    "refers to the ID \"%.80s\", which is not "
			    "there"), r->refs[i]);
}

static void check_parts(struct reading *r)
{
	const struct {
		bool there;
		const char *code, *text;
	} parts[] = {
		{ r->header, "CSIP117", N_("has no <metsHdr>") },
		{ r->agent_found, "CSIP10", N_("names no agent") },
		{ r->software || (r->tt05 && r->depth > 0), "CSIP11",
		    N_("does not name the software that made it") },
		{ r->map, "CSIP80", N_("has no <structMap>") },
		{ r->csip_map, "CSIP82",
		    N_("has no structural map labelled CSIP") },
		{ r->metadata_div || r->tt05, "CSIP88",
		    N_("its structural map has no <div> for the metadata") },
		{ r->representations || r->depth > 0 || !r->file_sec,
		    "CSIP114", N_("its file section has no group of "
		    "representations") },
	};

	for (size_t i = 0; i < COUNT(parts); i++)
		if (!parts[i].there)
			judge_error(r->judge, parts[i].code, r->path, "%s",
			    _(parts[i].text));
	if (!r->file_sec)
		judge_warn(r->judge, "CSIP58", r->path,
		    _("has no file section"));
}

static void judge_one(struct judge *judge, struct mets_facts *facts,
    const char *path, int depth, bool tt05)
{
	const struct source_file *file = source_find(judge->source, path);
	const char *slash = strrchr(path, '/');
	struct reading r = { .judge = judge, .facts = facts, .path = path,
	    .depth = depth, .tt05 = tt05 };
	struct buf bytes = { 0 };
	struct err err = { 0 };
	enum xml_node node;

	r.folder = slash == NULL ? "" : pool_copy_n(judge->pool, path,
	    (size_t)(slash - path) + 1);
	if (!source_read(judge->source, file, JUDGE_TEXT, &bytes, &err) ||
	    (r.xml = xml_memory(buf_string(&bytes), bytes.length, path,
	    &err)) == NULL) {
		judge_error(judge, "E024", path, "%s", err.text);
		buf_free(&bytes);
		return;
	}
	while ((node = xml_next(r.xml, &err)) != XML_END)
		if (node == XML_OPEN)
			opened(&r);
		else if (node == XML_TEXT)
			said(&r);
		else
			closed(&r);
	if (err.kind != ERR_NONE)
		judge_error(judge, "E001", path, "%s", err.text);
	else
		check_parts(&r);
	check_ids(&r);
	judge_schema(judge, path, &bytes);
	xml_close(r.xml);
	buf_free(&bytes);
	for (size_t i = 0; i < r.next_count && depth < METS_DEPTH; i++)
		judge_one(judge, facts, r.next[i], depth + 1, tt05);
}

/* ---- the package --------------------------------------------------------------------- */

static void check_orphans(struct judge *judge)
{
	const struct source *source = judge->source;
	size_t base = strlen(judge->base);

	for (size_t i = source_under(source, judge->base); i < source->count &&
	    strncmp(source->files[i].path, judge->base, base) == 0; i++) {
		const struct source_file *file = &source->files[i];

		if (file->linked || file->refused != NULL ||
		    strcmp(file->path + base, "METS.xml") == 0)
			continue;
		if (strncmp(file->path + base, "representations/", 16) == 0)
			judge_error(judge, "E022", file->path,
			    _("belongs to nothing: no METS points to it"));
		else
			judge_warn(judge, "E022", file->path,
			    _("belongs to nothing: no METS points to it"));
	}
}

/* CSIPSTR2: the folder has the name of the package; TT05 writes ":" as "_". */
static void check_name(struct judge *judge, const struct mets_facts *facts,
    bool tt05)
{
	char *name = pool_copy(judge->pool, judge->base[0] != '\0' ?
	    judge->base : judge->source->path);
	char *objid = pool_copy(judge->pool, facts->objid);
	size_t length = strlen(name);
	const char *last;

	while (length > 0 && name[length - 1] == '/')
		name[--length] = '\0';
	if (length > 8 && strcmp(name + length - 8, ".partial") == 0)
		name[length - 8] = '\0';
	last = strrchr(name, '/');
	last = last == NULL ? name : last + 1;
	for (char *at = objid; tt05 && *at != '\0'; at++)
		if (*at == ':')
			*at = '_';
	if (strcmp(last, objid) != 0 && (judge->base[0] != '\0' ||
	    strcmp(judge->source->format, "folder") == 0))
		judge_error(judge, "CSIPSTR2", judge_path(judge, "METS.xml"),
		    _("OBJID is \"%.100s\" and the folder \"%.100s\""),
		    facts->objid, last);
}

void judge_mets(struct judge *judge)
{
	struct mets_facts facts = { .objid = "", .profile = "",
	    .package_type = "" };
	bool tt05 = judge_find(judge, "metadata/descriptive/EAD.xml") != NULL;

	if (judge_find(judge, "METS.xml") == NULL) {
		judge_error(judge, "CSIPSTR4", judge_path(judge, ""),
		    _("has no METS.xml"));
		return;
	}
	judge_one(judge, &facts, judge_path(judge, "METS.xml"), 0, tt05);
	facts.sip = strcmp(facts.package_type, "SIP") == 0;
	check_name(judge, &facts, tt05);
	check_orphans(judge);
	judge_other_xml(judge);
	if (tt05)
		judge_tt05(judge, &facts);
	judge->report->format = tt05 ? (facts.sip ? "tt05-sip" : "tt05-aip") :
	    facts.sip ? "eark-sip" : "eark";
}
