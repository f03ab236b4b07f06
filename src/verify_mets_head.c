/* The root, the header and the agents of a METS document: CSIP1 to CSIP16,
 * CSIP117, SIP2 to SIP31. */
#include "verify_mets_inside.h"

#include <string.h>

static const char sip_profiles[] =
    "https://earksip.dilcis.eu/profile/E-ARK-SIP";
static const char sip_profile[] =
    "https://earksip.dilcis.eu/profile/E-ARK-SIP-v2-2-0.xml";

/* The vocabularies of DILCIS for CSIP 2.2; dashes are as they stand there. */
static const char *const categories[] = {
	"Textual works – Print", "Textual works – Digital",
	"Textual works – Electronic Serials",
	"Digital Musical Composition (score-based representations)",
	"Musical Scores - Print", "Musical Scores - Digital",
	"Photographs – Print", "Photographs – Digital",
	"Other Graphic Images – Print", "Other Graphic Images – Digital",
	"Microforms", "Audio – On Tangible Medium (digital or analog)",
	"Audio – Media-independent (digital)",
	"Motion Pictures – Digital and Physical Media",
	"Video – File-based and Physical Media", "Software",
	"Software and Video Games", "Email", "Datasets", "Geospatial Data",
	"Geographic Information System (GIS) - Vector Data",
	"GIS Raster and Georeferenced Images",
	"GIS Vector and Raster Combined", "Non-GIS Cartographic",
	"2D and 3D Computer Aided Design",
	"Design (schematics, architectural drawings) - Print",
	"Scanned 3D Objects (output from photogrammetry scanning)",
	"Databases", "Websites", "Web Archives", "Collection", "Event",
	"Image", "Interactive resource", "Moving image", "Sound",
	"Still image", "Text", "Physical object", "Service", "Mixed",
	"Other", "OTHER", NULL
};

static const char *const packages[] = { "SIP", "AIP", "DIP", "AIU", "AIC",
    NULL };
static const char *const statuses[] = { "NEW", "SUPPLEMENT", "REPLACEMENT",
    "TEST", "VERSION", "DELETE", "OTHER", NULL };
static const char *const records[] = { "SUBMISSIONAGREEMENT",
    "PREVIOUSSUBMISSIONAGREEMENT", "REFERENCECODE", "PREVIOUSREFERENCECODE",
    NULL };

static bool one_of(const char *word, const char *const *list)
{
	for (; *list != NULL; list++)
		if (strcmp(word, *list) == 0)
			return true;
	return false;
}

/* "OTHER" wants to be explained by a second attribute. */
static void explained(struct reading *r, const char *value, const char *name,
    const char *code)
{
	const char *more = mets_get(r, name);

	if (value != NULL && strcasecmp(value, "OTHER") == 0 &&
	    (more == NULL || more[0] == '\0'))
		judge_warn(r->judge, code, r->path,
		    _("line %ld: OTHER is not explained by %s"),
		    xml_line(r->xml), name);
}

void mets_on_root(struct reading *r)
{
	const char *objid = mets_need(r, "OBJID", "CSIP1");
	const char *profile = mets_need(r, "PROFILE", "CSIP6");
	const char *type = mets_need_word(r, "TYPE", categories, "CSIP2");
	const char *content = r->depth > 0 ?
	    mets_need(r, "CONTENTINFORMATIONTYPE", "CSIP4") :
	    mets_get(r, "CONTENTINFORMATIONTYPE");

	if (strcmp(xml_space(r->xml), "http://www.loc.gov/METS/") != 0)
		mets_fault(r, "E001", _("its root is not that of METS"));
	explained(r, type, "OTHERTYPE", "CSIP3");
	explained(r, content, "OTHERCONTENTINFORMATIONTYPE", "CSIP5");
	if (r->depth > 0)
		return;
	r->facts->objid = objid == NULL ? "" : objid;
	r->facts->profile = profile == NULL ? "" : profile;
}

/* SIP2 and SIP4: the profile and the kind of package belong together. */
static void check_sip(struct reading *r, const char *type)
{
	const char *profile = r->facts->profile;
	bool of_sip = strncmp(profile, sip_profiles,
	    sizeof(sip_profiles) - 1) == 0;

	if (strcmp(type, "SIP") != 0 && of_sip)
		judge_error(r->judge, "SIP4", r->path, _("OAISPACKAGETYPE of "
		    "an E-ARK SIP is \"%.40s\", not \"SIP\""), type);
	else if (strcmp(type, "SIP") == 0 && !of_sip)
		judge_error(r->judge, "SIP2", r->path, _("PROFILE of a SIP is "
		    "not that of the E-ARK SIP: \"%.100s\""), profile);
	else if (of_sip && strcmp(profile, sip_profile) != 0)
		judge_warn(r->judge, "SIP2", r->path, _("PROFILE is not that "
		    "of version 2.2.0: \"%.100s\""), profile);
}

void mets_on_header(struct reading *r)
{
	const char *type, *status = mets_get(r, "RECORDSTATUS");

	r->headers++;
	mets_need_time(r, "CREATEDATE", "CSIP7");
	type = mets_need_word(r, "OAISPACKAGETYPE", packages, "CSIP9");
	if (status != NULL && !one_of(status, statuses))
		judge_error(r->judge, "SIP3", r->path, _("line %ld: "
		    "RECORDSTATUS is \"%.40s\", which is none"),
		    xml_line(r->xml), status);
	if (r->depth > 0)
		return;
	r->facts->package_type = type == NULL ? "" : type;
	r->facts->sip_profile = !r->tt05 && mets_is(type, "SIP");
	if (!r->tt05 && type != NULL)
		check_sip(r, type);
}

void mets_on_record(struct reading *r)
{
	const char *type = mets_get(r, "TYPE");

	if (r->facts->sip_profile && type != NULL && !one_of(type, records))
		judge_warn(r->judge, "SIP5", r->path, _("line %ld: the type "
		    "of an altRecordID is \"%.40s\", which is none"),
		    xml_line(r->xml), type);
}

/* ---- agents ---------------------------------------------------------------- */

void mets_on_agent(struct reading *r)
{
	r->agents++;
	r->agent = (struct mets_agent_read){ .inside = true,
	    .line = xml_line(r->xml), .role = mets_get(r, "ROLE"),
	    .type = mets_get(r, "TYPE"),
	    .other_type = mets_get(r, "OTHERTYPE") };
}

void mets_on_note(struct reading *r)
{
	if (r->agent.inside)
		r->agent.note_type = mets_get(r, "NOTETYPE");
}

static void agent_fault(struct reading *r, const char *code, const char *text)
{
	judge_error(r->judge, code, r->path, _("line %ld: %s"), r->agent.line,
	    text);
}

static void software_over(struct reading *r)
{
	const struct mets_agent_read *a = &r->agent;

	r->software++;
	if (a->name == NULL)
		agent_fault(r, "CSIP14", _("the software has no name"));
	if (a->note == NULL)
		agent_fault(r, "CSIP15", _("the software has no version"));
	else if (!r->tt05 && !mets_is(a->note_type, "SOFTWARE VERSION"))
		agent_fault(r, "CSIP16",
		    _("the version of the software is not marked as such"));
}

/* The agents of a SIP beside the software, each with its own numbers. */
static void sip_agent_over(struct reading *r, bool person, bool body)
{
	const struct mets_agent_read *a = &r->agent;
	bool creator = mets_is(a->role, "CREATOR");
	bool archivist = mets_is(a->role, "ARCHIVIST");
	bool keeper = mets_is(a->role, "PRESERVATION");
	const char *named = creator ? "SIP18" : archivist ? "SIP12" : "SIP29";
	const char *typed = creator ? "SIP20" : archivist ? "SIP14" : "SIP31";

	if (!creator && !archivist && !keeper)
		return;
	r->submitters += creator && (person || body);
	if (archivist && !person && !body)
		agent_fault(r, "SIP11", _("the type of the archival creator "
		    "is neither ORGANIZATION nor INDIVIDUAL"));
	if (keeper && !body)
		agent_fault(r, "SIP28", _("the type of the preservation agent "
		    "is not ORGANIZATION"));
	if (a->name == NULL)
		agent_fault(r, named, _("the agent has no name"));
	/* Notes of a contact person are addresses (SIP25). */
	if (a->note != NULL && !(creator && person) &&
	    !mets_is(a->note_type, "IDENTIFICATIONCODE"))
		agent_fault(r, typed, _("the note of the agent is not marked "
		    "as its identification code"));
}

void mets_agent_over(struct reading *r)
{
	struct mets_agent_read *a = &r->agent;
	bool creator = mets_is(a->role, "CREATOR");
	bool other = creator && mets_is(a->type, "OTHER");

	r->creators += creator;
	r->others += other;
	if (other && mets_is(a->other_type, "SOFTWARE"))
		software_over(r);
	else if (r->facts->sip_profile && r->depth == 0)
		sip_agent_over(r, mets_is(a->type, "INDIVIDUAL"),
		    mets_is(a->type, "ORGANIZATION"));
	a->inside = false;
}

void mets_head_over(struct reading *r)
{
	const char *software = r->agents == 0 ? "CSIP10" : r->creators == 0 ?
	    "CSIP11" : r->others == 0 ? "CSIP12" : "CSIP13";

	if (r->headers != 1)
		judge_error(r->judge, "CSIP117", r->path, r->headers == 0 ?
		    _("has no <metsHdr>") : _("has more than one <metsHdr>"));
	if (r->software == 0 && !(r->tt05 && r->depth > 0))
		judge_error(r->judge, software, r->path,
		    _("does not name the software that made it (an agent "
		    "CREATOR, OTHER, SOFTWARE)"));
	else if (r->software > 1)
		judge_warn(r->judge, "CSIP10", r->path,
		    _("names more than one software that made it"));
	if (r->facts->sip_profile && r->depth == 0 && r->submitters == 0)
		judge_error(r->judge, "SIP15", r->path, _("does not name who "
		    "submits it (an agent CREATOR, ORGANIZATION or "
		    "INDIVIDUAL)"));
}
