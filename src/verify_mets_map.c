/* The structural map of a METS document: CSIP80 to CSIP119. */
#include "verify_mets_inside.h"

#include <string.h>

void mets_on_map(struct reading *r)
{
	r->maps++;
	r->map_depth = -1;
	if (!mets_is(mets_get(r, "LABEL"), "CSIP"))
		return;
	r->csip_maps++;
	r->map_depth = xml_depth(r->xml);
	r->tops = 0;
	mets_need_value(r, "TYPE", "PHYSICAL", "CSIP81");
	mets_need(r, "ID", "CSIP83");
}

/* How deep in the CSIP map: 1 is the top division, 0 is outside. */
static int level(const struct reading *r)
{
	return r->map_depth < 0 ? 0 : xml_depth(r->xml) - r->map_depth;
}

void mets_on_div(struct reading *r)
{
	const char *id;

	if (level(r) == 1) {
		if (++r->tops > 1)
			mets_fault(r, "CSIP84", _("the structural map has "
			    "more than one top <div>"));
		mets_need(r, "ID", "CSIP85");
	}
	if (level(r) != 2)
		return;
	id = mets_get(r, "ID");
	r->div = (struct mets_div_read){ .line = xml_line(r->xml),
	    .id = id == NULL ? "" : id, .label = mets_get(r, "LABEL"),
	    .dmd = mets_get(r, "DMDID"), .amd = mets_get(r, "ADMID") };
}

static const char *label_of(const struct reading *r)
{
	return r->div.label == NULL ? "" : r->div.label;
}

void mets_on_fptr(struct reading *r)
{
	const char *label = label_of(r);

	if (r->map_depth < 0)
		return;
	r->div.files++;
	mets_need(r, "FILEID", strcmp(label, "Schemas") == 0 ? "CSIP118" :
	    strncmp(label, "Representations", 15) == 0 ? "CSIP119" :
	    "CSIP116");
}

void mets_on_mptr(struct reading *r)
{
	const char *href, *title;
	struct source_file *file;

	if (r->map_depth < 0)
		return;
	r->div.pointers++;
	mets_need_value(r, "LOCTYPE", "URL", "CSIP112");
	mets_need_value(r, "type", "simple", "CSIP111");
	href = mets_need(r, "href", "CSIP110");
	title = mets_need(r, "title", "CSIP108");
	if (title != NULL)
		judge_name(r->judge, &r->refs, title);
	file = href == NULL ? NULL : mets_resolve(r, href);
	if (file == NULL)
		return;
	file->linked = true;
	if (r->next_count < METS_NEXT)
		r->next[r->next_count++] = file->path;
	else
		judge_warn(r->judge, "E015", file->path,
		    _("is one representation too many and is not opened"));
}

static void div_fault(struct reading *r, const char *code, const char *text)
{
	judge_error(r->judge, code, r->path, _("line %ld: %s"), r->div.line,
	    text);
}

static void div_warning(struct reading *r, const char *code,
    const char *text)
{
	judge_warn(r->judge, code, r->path, _("line %ld: %s"), r->div.line,
	    text);
}

static void metadata_over(struct reading *r)
{
	r->metadata_div = true;
	if (r->descriptions > 0 && r->div.dmd == NULL)
		div_warning(r, "CSIP92", _("the <div> of the metadata does "
		    "not refer to the descriptive metadata (DMDID)"));
	if (r->provenances > 0 && r->div.amd == NULL)
		div_warning(r, "CSIP91", _("the <div> of the metadata does "
		    "not refer to the administrative metadata (ADMID)"));
}

static void representation_over(struct reading *r)
{
	if (strncmp(label_of(r), "Representations", 15) != 0)
		div_fault(r, "CSIP107", _("the LABEL of the <div> of a "
		    "representation does not begin with Representations"));
	if (r->div.pointers > 1)
		div_fault(r, "CSIP109", _("the <div> of a representation "
		    "points to more than one METS"));
}

/* The number of the requirement that a division has an ID. */
static const char *id_code(const char *label)
{
	static const char *const codes[][2] = {
		{ "Metadata", "CSIP89" }, { "Documentation", "CSIP94" },
		{ "Schemas", "CSIP98" }, { "Representations", "CSIP102" },
	};

	for (size_t i = 0; i < COUNT(codes); i++)
		if (strcmp(label, codes[i][0]) == 0)
			return codes[i][1];
	return "CSIP106";
}

void mets_div_over(struct reading *r)
{
	const char *label = label_of(r);

	if (level(r) != 2)
		return;
	if (r->div.id[0] == '\0')
		div_fault(r, id_code(label), _("the <div> has no ID"));
	if (strcmp(label, "Metadata") == 0) {
		metadata_over(r);
	} else if (strcmp(label, "Documentation") == 0) {
		r->documentation_div = true;
		if (r->div.files == 0)
			div_warning(r, "CSIP96", _("the <div> of the "
			    "documentation refers to no group of files"));
	} else if (strcmp(label, "Schemas") == 0) {
		r->schemas_div = true;
		if (r->div.files == 0)
			div_warning(r, "CSIP100", _("the <div> of the "
			    "schemas refers to no group of files"));
	} else if (r->div.pointers > 0) {
		representation_over(r);
	} else if (strncmp(label, "Representations/", 16) == 0 &&
	    r->depth == 0) {
		div_fault(r, "CSIP109", _("the <div> of a representation "
		    "points to no METS"));
	}
	r->div = (struct mets_div_read){ .id = "" };
}

void mets_map_over(struct reading *r)
{
	if (r->map_depth >= 0 && r->tops == 0)
		mets_fault(r, "CSIP84",
		    _("the structural map has no <div>"));
	r->map_depth = -1;
}

void mets_maps_over(struct reading *r)
{
	if (r->maps == 0)
		judge_error(r->judge, "CSIP80", r->path,
		    _("has no <structMap>"));
	else if (r->csip_maps != 1)
		judge_error(r->judge, "CSIP82", r->path, r->csip_maps == 0 ?
		    _("has no structural map labelled CSIP") :
		    _("has more than one structural map labelled CSIP"));
	if (r->csip_maps == 0 || r->tt05)
		return;
	if (!r->metadata_div)
		judge_error(r->judge, "CSIP88", r->path, _("its structural "
		    "map has no <div> for the metadata"));
	if (r->documentation && !r->documentation_div)
		judge_warn(r->judge, "CSIP93", r->path, _("its structural map "
		    "has no <div> for the documentation"));
	if (r->schemas && !r->schemas_div)
		judge_warn(r->judge, "CSIP97", r->path, _("its structural map "
		    "has no <div> for the schemas"));
}
