/* E-ARK (CSIP 2, SIP 2) and TT05 packages: their METS documents, what these
 * point to, what nothing points to, and the folders. Codes of errors are the
 * requirements' own numbers (CSIP80), else E0xx. */
#include "verify_mets_inside.h"

#include <string.h>
#include <strings.h>

/* ---- what nothing points to ---------------------------------------------------- */

/* Below these every file belongs to something. */
static bool must_be_linked(const char *path)
{
	static const char *const folders[] = { "representations/",
	    "metadata/", "documentation/", "schemas/" };

	for (size_t i = 0; i < COUNT(folders); i++)
		if (strncmp(path, folders[i], strlen(folders[i])) == 0)
			return true;
	return false;
}

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
		if (must_be_linked(file->path + base))
			judge_error(judge, "E022", file->path,
			    _("belongs to nothing: no METS points to it"));
		else
			judge_warn(judge, "E022", file->path,
			    _("belongs to nothing: no METS points to it"));
	}
}

/* ---- folders --------------------------------------------------------------------- */

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

static void want_folder(struct judge *judge, const char *name,
    const char *code)
{
	if (!source_has_folder(judge->source, judge_path(judge, name)))
		judge_warn(judge, code, judge_path(judge, name),
		    _("this folder should be there"));
}

/* A representation has a METS and data of its own. */
static void check_representation(struct judge *judge, const char *folder)
{
	if (source_find(judge->source, pool_printf(judge->pool,
	    "%s/METS.xml", folder)) == NULL)
		judge_warn(judge, "CSIPSTR12", folder,
		    _("this representation should have a METS.xml"));
	if (!source_has_folder(judge->source, pool_printf(judge->pool,
	    "%s/data", folder)))
		judge_warn(judge, "CSIPSTR11", folder,
		    _("this representation should have a folder data"));
}

static void check_folders(struct judge *judge)
{
	const struct source *source = judge->source;
	const char *folder = judge_path(judge, "representations/");
	size_t length = strlen(folder);
	const char *before = NULL;

	if (judge->base[0] == '\0' && strcmp(source->format, "folder") != 0)
		judge_error(judge, "CSIPSTR1", "", _("the package is not in "
		    "one folder of its own inside the container"));
	want_folder(judge, "metadata", "CSIPSTR5");
	want_folder(judge, "representations", "CSIPSTR9");
	want_folder(judge, "schemas", "CSIPSTR15");
	for (size_t i = source_under(source, folder); i < source->count &&
	    strncmp(source->files[i].path, folder, length) == 0; i++) {
		const char *path = source->files[i].path;
		size_t end = length + strcspn(path + length, "/");

		if (path[end] != '/' || (before != NULL &&
		    strncmp(before, path, end) == 0 && before[end] == '\0'))
			continue;
		before = pool_copy_n(judge->pool, path, end);
		check_representation(judge, before);
	}
}

/* ---- the package --------------------------------------------------------------------- */

/* By its EAD.xml, or, where just that is missing, by those of its documents. */
static bool is_tt05(struct judge *judge)
{
	const struct source *source = judge->source;
	const char *folder = judge_path(judge,
	    "representations/rep1/metadata/descriptive/EAD_");
	size_t at = source_under(source, folder);

	return judge_find(judge, "metadata/descriptive/EAD.xml") != NULL ||
	    (at < source->count && strncmp(source->files[at].path, folder,
	    strlen(folder)) == 0);
}

void judge_mets(struct judge *judge)
{
	struct mets_facts facts = { .objid = "", .profile = "",
	    .package_type = "" };
	bool tt05 = is_tt05(judge);

	judge->report->format = "eark";
	if (judge_find(judge, "METS.xml") == NULL) {
		judge_error(judge, "CSIPSTR4", judge_path(judge, ""),
		    _("has no METS.xml"));
		return;
	}
	mets_read(judge, &facts, judge_path(judge, "METS.xml"), 0, tt05);
	facts.sip = strcmp(facts.package_type, "SIP") == 0;
	check_name(judge, &facts, tt05);
	if (!tt05)
		check_folders(judge);
	check_orphans(judge);
	judge_other_xml(judge, tt05);
	if (tt05)
		judge_tt05(judge, &facts);
	judge->report->format = tt05 ? (facts.sip ? "tt05-sip" : "tt05-aip") :
	    facts.sip ? "eark-sip" : "eark";
}
