/* TT05 packages: the fields of EAD.xml and of each document, their codes and
 * the rules between them. */
#include "verify_mets.h"

#include "tt05.h"
#include "xml.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

enum { MOST_FIELDS = 40 };

struct record {
	const char *path;
	const char *names[MOST_FIELDS];
	const char *values[MOST_FIELDS];
	size_t count;
};

static const char *value_of(const struct record *r, const char *name)
{
	for (size_t i = 0; i < r->count; i++)
		if (strcmp(r->names[i], name) == 0)
			return r->values[i];
	return "";
}

static bool has_field(const struct record *r, const char *name)
{
	for (size_t i = 0; i < r->count; i++)
		if (strcmp(r->names[i], name) == 0)
			return true;
	return false;
}

/* <simpledc> with one level of fields below it. */
static bool read_record(struct judge *judge, const struct source_file *file,
    struct record *record, struct buf *bytes)
{
	struct err err = { 0 };
	struct buf text = { 0 };
	struct xml_reader *xml = NULL;
	enum xml_node node = XML_END;

	*record = (struct record){ .path = file->path };
	if (source_read(judge->source, file, JUDGE_TEXT, bytes, &err))
		xml = xml_memory(buf_string(bytes), bytes->length, file->path,
		    &err);
	while (xml != NULL && (node = xml_next(xml, &err)) != XML_END) {
		if (node != XML_OPEN)
			continue;
		if (xml_depth(xml) == 0 &&
		    strcmp(xml_name(xml), "simpledc") != 0)
			judge_error(judge, "E060", file->path,
			    _("its root is <%.40s>, not <simpledc>"),
			    xml_name(xml));
		if (xml_depth(xml) != 1 || record->count == MOST_FIELDS)
			continue;
		record->names[record->count] = pool_copy(judge->pool,
		    xml_name(xml));
		if (!xml_inside(xml, &text, &err))
			break;
		record->values[record->count++] = pool_copy(judge->pool,
		    buf_string(&text));
	}
	xml_close(xml);
	buf_free(&text);
	if (err.kind == ERR_NONE)
		return true;
	judge_error(judge, "E001", file->path, "%s", err.text);
	return false;
}

static void check_fields(struct judge *judge, const struct record *r,
    enum tt05_record kind, bool sip)
{
	char why[200];

	for (const struct tt05_field *f = tt05_fields(kind); f->name != NULL;
	    f++)
		if ((sip ? f->sip : f->aip) && f->must == TT05_MUST &&
		    !has_field(r, f->name))
			judge_error(judge, "E061", r->path,
			    _("lacks the field %s"), f->name);
	for (size_t i = 0; i < r->count; i++) {
		const struct tt05_field *f = tt05_field(kind, r->names[i]);

		if (f == NULL || !(sip ? f->sip : f->aip))
			judge_error(judge, "E062", r->path,
			    _("has a field %.60s that does not belong there"),
			    r->names[i]);
		else if (!tt05_good(f, r->values[i], sip, why, sizeof(why)))
			judge_error(judge, "E063", r->path, "%s", why);
	}
}

static void check_rules(struct judge *judge, const struct record *r)
{
	if (strcmp(value_of(r, "confidenceLevel"), "02") == 0 &&
	    has_field(r, "totalDoc") && value_of(r, "paperFileCode")[0] ==
	    '\0')
		judge_error(judge, "E064", r->path, _("paperFileCode is "
		    "needed where confidenceLevel is 02 (digitised)"));
	if (strcmp(value_of(r, "riskRecovery"), "1") == 0 &&
	    value_of(r, "riskRecoveryStatus")[0] == '\0')
		judge_error(judge, "E064", r->path, _("riskRecoveryStatus is "
		    "needed where riskRecovery is 1"));
	if (value_of(r, "process")[0] != '\0' &&
	    strcmp(value_of(r, "confidenceLevel"), "02") == 0)
		judge_error(judge, "E064", r->path, _("process belongs only "
		    "where confidenceLevel is 01 or 03"));
}

/* docCode is the file's code, a dot and seven digits. */
static void check_code(struct judge *judge, const struct record *r,
    const char *file_code)
{
	const char *code = value_of(r, "docCode");
	size_t length = strlen(file_code);

	if (code[0] == '\0' || file_code[0] == '\0')
		return;
	if (strncmp(code, file_code, length) != 0 || code[length] != '.' ||
	    strspn(code + length + 1, "0123456789") != 7 ||
	    code[length + 8] != '\0')
		judge_error(judge, "E065", r->path, _("docCode is \"%.100s\", "
		    "not %.100s and seven digits"), code, file_code);
}

static enum tt05_record kind_of(const char *name, const char **record)
{
	*record = strncasecmp(name, "EAD_pic", 7) == 0 ? "ead_pic" :
	    strncasecmp(name, "EAD_media", 9) == 0 ? "ead_media" : "ead_doc";
	return strcmp(*record, "ead_pic") == 0 ? TT05_PIC :
	    strcmp(*record, "ead_media") == 0 ? TT05_MEDIA : TT05_DOC;
}

static void judge_documents(struct judge *judge, bool sip,
    const char *file_code)
{
	const struct source *source = judge->source;
	const char *folder = judge_path(judge,
	    "representations/rep1/metadata/descriptive/");
	size_t length = strlen(folder), count = 0;

	for (size_t i = source_under(source, folder); i < source->count &&
	    strncmp(source->files[i].path, folder, length) == 0; i++) {
		const struct source_file *file = &source->files[i];
		const char *record;
		enum tt05_record kind = kind_of(file->path + length, &record);
		struct buf bytes = { 0 };
		struct record r;

		count++;
		if (file->refused == NULL &&
		    read_record(judge, file, &r, &bytes)) {
			check_fields(judge, &r, kind, sip);
			check_rules(judge, &r);
			check_code(judge, &r, file_code);
			judge_own_schema(judge, sip ? "sip" : "aip", record,
			    file->path, &bytes);
		}
		buf_free(&bytes);
	}
	if (count == 0)
		judge_error(judge, "E066", folder,
		    _("describes no document at all"));
}

static void check_structure(struct judge *judge, bool sip)
{
	static const char *const always[] = { "metadata/descriptive/EAD.xml",
	    "representations/rep1/METS.xml" };
	static const char *const aip[] = { "metadata/preservation/PREMIS.xml",
	    "representations/rep1/metadata/preservation/PREMIS_rep1.xml" };

	for (size_t i = 0; i < COUNT(always); i++)
		if (judge_find(judge, always[i]) == NULL)
			judge_error(judge, "E067", judge_path(judge,
			    always[i]), _("is missing from a TT05 package"));
	for (size_t i = 0; !sip && i < COUNT(aip); i++)
		if (judge_find(judge, aip[i]) == NULL)
			judge_error(judge, "E067", judge_path(judge, aip[i]),
			    _("is missing from a TT05 AIP"));
}

/* fileCode of the file: in an AIP the archive's code may stand in front. */
static const char *plain_code(struct judge *judge, const struct record *r,
    bool sip)
{
	const char *code = value_of(r, sip ? "fileCode" : "arcFileCode");
	const char *folder = judge_path(judge,
	    "representations/rep1/metadata/descriptive/");
	size_t at = source_under(judge->source, folder);
	struct buf bytes = { 0 };
	struct record first;
	const char *doc, *dot;

	if (sip || at == judge->source->count || strncmp(
	    judge->source->files[at].path, folder, strlen(folder)) != 0)
		return code;
	if (!read_record(judge, &judge->source->files[at], &first, &bytes)) {
		buf_free(&bytes);
		return code;
	}
	buf_free(&bytes);
	doc = value_of(&first, "docCode");
	dot = strrchr(doc, '.');
	if (dot != NULL) {
		const char *bare = pool_copy_n(judge->pool, doc,
		    (size_t)(dot - doc));
		size_t length = strlen(bare), whole = strlen(code);

		if (whole > length && strcmp(code + whole - length, bare) ==
		    0 && code[whole - length - 1] == '.')
			return bare;
	}
	return code;
}

void judge_tt05(struct judge *judge, const struct mets_facts *facts)
{
	const struct source_file *file = judge_find(judge,
	    "metadata/descriptive/EAD.xml");
	struct buf bytes = { 0 };
	struct record r;

	check_structure(judge, facts->sip);
	if (file != NULL && file->refused == NULL &&
	    read_record(judge, file, &r, &bytes)) {
		check_fields(judge, &r, TT05_FILE, facts->sip);
		check_rules(judge, &r);
		judge_own_schema(judge, facts->sip ? "sip" : "aip", "ead",
		    file->path, &bytes);
		judge_documents(judge, facts->sip,
		    plain_code(judge, &r, facts->sip));
	}
	buf_free(&bytes);
}
