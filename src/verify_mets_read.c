/* Reading one METS document: links and what they say of files (CSIP18 to
 * CSIP79), ids and what refers to them. The rest is verify_mets_head.c and
 * verify_mets_map.c. */
#include "verify_mets_inside.h"

#include <stdlib.h>
#include <string.h>

enum { METS_DEPTH = 3 };

static void need_mime(struct reading *r, const char *code)
{
	const char *value = mets_need(r, "MIMETYPE", code);
	const char *slash = value == NULL ? NULL : strchr(value, '/');

	if (value != NULL && (slash == NULL || slash == value ||
	    slash[1] == '\0' || strchr(value, ' ') != NULL))
		mets_wrong(r, "MIMETYPE", value, code);
}

static const char *need_size(struct reading *r, const char *code)
{
	const char *value = mets_need(r, "SIZE", code);

	if (value == NULL || strspn(value, "0123456789") == strlen(value))
		return value;
	mets_wrong(r, "SIZE", value, code);
	return NULL;
}

static const char *need_method(struct reading *r, const char *code)
{
	static const char *const methods[] = { "Adler-32", "CRC32", "HAVAL",
	    "MD5", "MNP", "SHA-1", "SHA-256", "SHA-384", "SHA-512", "TIGER",
	    "WHIRLPOOL", NULL };

	return mets_need_word(r, "CHECKSUMTYPE", methods, code);
}

static void note_ids(struct reading *r)
{
	static const char *const names[] = { "DMDID", "ADMID", "FILEID" };
	const char *id = mets_get(r, "ID");

	if (id != NULL)
		judge_name(r->judge, &r->ids, id);
	for (size_t i = 0; i < COUNT(names); i++) {
		char *list = (char *)(uintptr_t)mets_get(r, names[i]), *rest;

		for (char *one = list == NULL ? NULL :
		    strtok_r(list, " \t\n", &rest); one != NULL;
		    one = strtok_r(NULL, " \t\n", &rest))
			judge_name(r->judge, &r->refs, one);
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

/* Some write the name as it is, without the escapes of a URL. */
static struct source_file *find_raw(struct reading *r, const char *href)
{
	struct source_file *file = source_find(r->judge->source, pool_printf(
	    r->judge->pool, "%s%s", r->folder, href));

	if (file != NULL)
		judge_warn(r->judge, "E014", r->path, _("line %ld: \"%.200s\" "
		    "is not percent-encoded"), xml_line(r->xml), href);
	return file;
}

struct source_file *mets_resolve(struct reading *r, const char *href)
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
	if (file == NULL)
		file = find_raw(r, href);
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
	source_expect(r->judge->source, file, kind, checksum, r->path,
	    "E030");
}

/* ---- metadata ------------------------------------------------------------------ */

static const char *parent(struct reading *r)
{
	int depth = xml_depth(r->xml) - 1;

	return depth < 0 || depth >= METS_DEEPEST || r->open[depth] == NULL ?
	    "" : r->open[depth];
}

static void on_section(struct reading *r, const char *id_code)
{
	mets_need(r, "ID", id_code);
	r->section_refers = false;
}

static void on_description(struct reading *r)
{
	on_section(r, "CSIP18");
	mets_need_time(r, "CREATED", "CSIP19");
	r->descriptions++;
}

static void on_provenance(struct reading *r)
{
	on_section(r, "CSIP33");
	r->provenances++;
}

static void on_rights(struct reading *r)
{
	on_section(r, "CSIP46");
}

static void on_admin(struct reading *r)
{
	if (++r->admins == 2)
		judge_warn(r->judge, "CSIP31", r->path, _("line %ld: there is "
		    "more than one <amdSec>"), xml_line(r->xml));
}

static void section_over(struct reading *r, const char *code)
{
	if (!r->section_refers)
		judge_warn(r->judge, code, r->path, _("line %ld: refers to no "
		    "document of metadata"), xml_line(r->xml));
}

static void on_mdref(struct reading *r)
{
	static const char *const kinds[] = { "MARC", "MODS", "EAD", "DC",
	    "NISOIMG", "LC-AV", "VRA", "TEIHDR", "DDI", "FGDC", "LOM",
	    "PREMIS", "PREMIS:OBJECT", "PREMIS:AGENT", "PREMIS:RIGHTS",
	    "PREMIS:EVENT", "TEXTMD", "METSRIGHTS", "ISO 19115:2003 NAP",
	    "EAC-CPF", "LIDO", "OTHER", NULL };
	static const char *const dmd[] = { "CSIP22", "CSIP23", "CSIP24",
	    "CSIP25", "CSIP26", "CSIP27", "CSIP28", "CSIP29", "CSIP30" };
	static const char *const digiprov[] = { "CSIP36", "CSIP37", "CSIP38",
	    "CSIP39", "CSIP40", "CSIP41", "CSIP42", "CSIP43", "CSIP44" };
	static const char *const rights[] = { "CSIP49", "CSIP50", "CSIP51",
	    "CSIP52", "CSIP53", "CSIP54", "CSIP55", "CSIP56", "CSIP57" };
	const char *in = parent(r);
	const char *const *codes = strcmp(in, "dmdSec") == 0 ? dmd :
	    strcmp(in, "rightsMD") == 0 ? rights : digiprov;
	const char *href, *size, *checksum, *type;

	r->section_refers = true;
	mets_need_value(r, "LOCTYPE", "URL", codes[0]);
	mets_need_value(r, "type", "simple", codes[1]);
	href = mets_need(r, "href", codes[2]);
	mets_need_word(r, "MDTYPE", kinds, codes[3]);
	need_mime(r, codes[4]);
	size = need_size(r, codes[5]);
	mets_need_time(r, "CREATED", codes[6]);
	checksum = mets_need(r, "CHECKSUM", codes[7]);
	type = need_method(r, codes[8]);
	if (href != NULL)
		expect_file(r, mets_resolve(r, href), size, checksum, type);
}

/* ---- files ------------------------------------------------------------------- */

static void on_file_section(struct reading *r)
{
	mets_need(r, "ID", "CSIP59");
	if (++r->file_sections == 2)
		judge_warn(r->judge, "CSIP58", r->path, _("line %ld: there is "
		    "more than one <fileSec>"), xml_line(r->xml));
}

static void on_group(struct reading *r)
{
	const char *use = mets_need(r, "USE", "CSIP64");

	mets_need(r, "ID", "CSIP65");
	r->files_in_group = 0;
	if (use == NULL)
		return;
	r->documentation |= strncmp(use, "Documentation", 13) == 0;
	r->schemas |= strncmp(use, "Schemas", 7) == 0;
	r->representations |= strncmp(use, "Representations", 15) == 0;
}

static void on_file(struct reading *r)
{
	r->files_in_group++;
	r->locations = 0;
	mets_need(r, "ID", "CSIP67");
	need_mime(r, "CSIP68");
	r->size = need_size(r, "CSIP69");
	mets_need_time(r, "CREATED", "CSIP70");
	r->checksum = mets_need(r, "CHECKSUM", "CSIP71");
	r->checksum_type = need_method(r, "CSIP72");
}

static void on_locat(struct reading *r)
{
	const char *href;

	r->locations++;
	mets_need_value(r, "LOCTYPE", "URL", "CSIP77");
	mets_need_value(r, "type", "simple", "CSIP78");
	href = mets_need(r, "href", "CSIP79");
	if (href != NULL)
		expect_file(r, mets_resolve(r, href), r->size, r->checksum,
		    r->checksum_type);
}

static void file_over(struct reading *r)
{
	if (r->locations != 1)
		mets_fault(r, "CSIP76", r->locations == 0 ?
		    _("the <file> has no <FLocat>") :
		    _("the <file> has more than one <FLocat>"));
}

static void group_over(struct reading *r)
{
	if (r->files_in_group == 0)
		mets_fault(r, "CSIP66", _("a file group without files"));
}

static void description_over(struct reading *r)
{
	section_over(r, "CSIP21");
}

static void provenance_over(struct reading *r)
{
	section_over(r, "CSIP35");
}

/* ---- the walk ------------------------------------------------------------------ */

static const struct {
	const char *name;
	void (*open)(struct reading *r);
	void (*over)(struct reading *r);
} elements[] = {
	{ "mets", mets_on_root, NULL },
	{ "metsHdr", mets_on_header, NULL },
	{ "agent", mets_on_agent, mets_agent_over },
	{ "note", mets_on_note, NULL },
	{ "altRecordID", mets_on_record, NULL },
	{ "dmdSec", on_description, description_over },
	{ "amdSec", on_admin, NULL },
	{ "digiprovMD", on_provenance, provenance_over },
	{ "rightsMD", on_rights, NULL },
	{ "mdRef", on_mdref, NULL },
	{ "fileSec", on_file_section, NULL },
	{ "fileGrp", on_group, group_over },
	{ "file", on_file, file_over },
	{ "FLocat", on_locat, NULL },
	{ "structMap", mets_on_map, mets_map_over },
	{ "div", mets_on_div, mets_div_over },
	{ "fptr", mets_on_fptr, NULL },
	{ "mptr", mets_on_mptr, NULL },
};

/* What stands inside <xmlData> is another language. */
static bool is_foreign(const struct reading *r, int depth)
{
	for (int i = 0; i < depth && i < METS_DEEPEST; i++)
		if (mets_is(r->open[i], "xmlData"))
			return true;
	return false;
}

static void opened(struct reading *r)
{
	const char *name = pool_copy(r->judge->pool, xml_name(r->xml));
	int depth = xml_depth(r->xml);

	if (depth < METS_DEEPEST)
		r->open[depth] = name;
	if (depth + 1 < METS_DEEPEST)
		r->open[depth + 1] = NULL;
	if (is_foreign(r, depth))
		return;
	if (depth == 0 && strcmp(name, "mets") != 0)
		mets_fault(r, "E001", _("its root is not that of METS"));
	note_ids(r);
	for (size_t i = 0; i < COUNT(elements); i++)
		if (strcmp(name, elements[i].name) == 0)
			elements[i].open(r);
}

static void said(struct reading *r)
{
	const char *in = parent(r);
	const char *text = xml_text(r->xml);

	if (!r->agent.inside || text[strspn(text, " \t\r\n")] == '\0')
		return;
	if (strcmp(in, "name") == 0)
		r->agent.name = pool_copy(r->judge->pool, text);
	else if (strcmp(in, "note") == 0)
		r->agent.note = pool_copy(r->judge->pool, text);
}

static void closed(struct reading *r)
{
	if (is_foreign(r, xml_depth(r->xml)))
		return;
	for (size_t i = 0; i < COUNT(elements); i++)
		if (elements[i].over != NULL &&
		    strcmp(xml_name(r->xml), elements[i].name) == 0)
			elements[i].over(r);
}

/* ---- after the end ------------------------------------------------------------- */

static void check_ids(struct reading *r)
{
	(void)judge_named(&r->ids, "");	/* sorts them */
	for (size_t i = 1; i < r->ids.count; i++)
		if (strcmp(r->ids.rows[i - 1], r->ids.rows[i]) == 0)
			judge_error(r->judge, "E041", r->path,
			    _("the ID \"%.80s\" is there twice"),
			    r->ids.rows[i]);
	for (size_t i = 0; i < r->refs.count; i++)
		if (judge_named(&r->ids, r->refs.rows[i]) == 0)
			judge_error(r->judge, "E042", r->path, _("something "
			    "refers to the ID \"%.80s\", which is not "
			    "there"), r->refs.rows[i]);
}

static bool has_folder(struct reading *r, const char *name)
{
	return r->depth == 0 && source_has_folder(r->judge->source,
	    judge_path(r->judge, name));
}

static void check_groups(struct reading *r)
{
	if (has_folder(r, "documentation") && !r->documentation)
		judge_error(r->judge, "CSIP60", r->path, _("its file section "
		    "has no group Documentation, and there is a folder "
		    "documentation"));
	if (has_folder(r, "schemas") && !r->schemas)
		judge_error(r->judge, "CSIP113", r->path, _("its file section "
		    "has no group Schemas, and there is a folder schemas"));
	if (r->depth == 0 && r->file_sections > 0 && !r->representations)
		judge_error(r->judge, "CSIP114", r->path, _("its file section "
		    "has no group of representations"));
	if (r->file_sections == 0)
		judge_warn(r->judge, "CSIP58", r->path,
		    _("has no file section"));
}

static void walk(struct reading *r, struct err *err)
{
	enum xml_node node;

	while ((node = xml_next(r->xml, err)) != XML_END)
		if (node == XML_OPEN)
			opened(r);
		else if (node == XML_TEXT)
			said(r);
		else
			closed(r);
}

void mets_read(struct judge *judge, struct mets_facts *facts,
    const char *path, int depth, bool tt05)
{
	const struct source_file *file = source_find(judge->source, path);
	const char *slash = strrchr(path, '/');
	struct reading r = { .judge = judge, .facts = facts, .path = path,
	    .depth = depth, .tt05 = tt05, .map_depth = -1 };
	struct buf bytes = { 0 };
	struct err err = { 0 };

	judge_name(judge, &facts->read, path);
	r.folder = slash == NULL ? "" : pool_copy_n(judge->pool, path,
	    (size_t)(slash - path) + 1);
	if (!source_read(judge->source, file, JUDGE_TEXT, &bytes, &err) ||
	    (r.xml = xml_memory(buf_string(&bytes), bytes.length, path,
	    &err)) == NULL) {
		judge_error(judge, "E024", path, "%s", err.text);
		buf_free(&bytes);
		return;
	}
	walk(&r, &err);
	if (err.kind != ERR_NONE) {
		judge_error(judge, "E001", path, "%s", err.text);
	} else {
		mets_head_over(&r);
		check_groups(&r);
		mets_maps_over(&r);
	}
	check_ids(&r);
	judge_schema(judge, path, &bytes);
	xml_close(r.xml);
	buf_free(&bytes);
	for (size_t i = 0; i < r.next_count && depth < METS_DEPTH; i++)
		if (judge_named(&facts->read, r.next[i]) == 0)
			mets_read(judge, facts, r.next[i], depth + 1, tt05);
}
