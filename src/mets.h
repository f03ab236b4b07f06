/* Writing METS as the E-ARK and TT05 packages want it, piece by piece in the
 * order of the document. */
#ifndef METS_H
#define METS_H

#include "format.h"
#include "xml.h"

struct mets {
	struct xml_writer *xml;
	struct buf buf;
	const struct package *package;
	struct pool *pool;
	const char *time;	/* of everything in it */
	const char *base;	/* folder of this METS, "" or "…/": hrefs are
				   relative to it */
	bool capitals;		/* digests in capitals, as TT05 wants */
	bool csip_groups;	/* csip:CONTENTINFORMATIONTYPE on fileGrps */
};

struct mets_head {
	const char *objid, *label, *type;
	const char *content, *other_content;	/* csip:CONTENTINFORMATIONTYPE */
	const char *profile;
	const char *schemas;	/* "schemas/" as seen from this METS */
	const char *status;	/* RECORDSTATUS */
	const char *package_type;	/* SIP, AIP */
};

void mets_open(struct mets *m, const struct mets_head *head);
void mets_agent(struct mets *m, const char *role, const char *type,
    const char *other_type, const char *name, const char *note_type,
    const char *note);
void mets_record(struct mets *m, const char *type, const char *value);
void mets_head_end(struct mets *m);
/* <dmdSec> or <digiprovMD> with its mdRef. */
void mets_reference(struct mets *m, const char *tag, const char *id,
    const struct member *member, const char *kind, const char *version);
void mets_begin(struct mets *m, const char *tag, const char *id);
void mets_group(struct mets *m, const char *id, const char *use);
void mets_file(struct mets *m, const char *id, const struct member *member);
void mets_map(struct mets *m, const char *id);
void mets_div(struct mets *m, const char *id, const char *label,
    const char *type, const char *dmd, const char *amd);
void mets_fptr(struct mets *m, const char *id);
void mets_mptr(struct mets *m, const char *title, const char *path);
void mets_end(struct mets *m);		/* the innermost open tag */
/* Ends the document and adds it to the package. */
bool mets_close(struct mets *m, struct package *package, const char *path,
    struct err *err) MUST_CHECK;

const char *mets_status(const struct package *package);
/* image/tiff, application/xml … of a member. */
const char *member_mime(const struct member *member);

/* premis.c: PREMIS 3 of a package: its files, what was done, by whom. */
struct premis {
	const char *path;	/* of the document in the package */
	const char *objid;	/* of the whole, NULL: only files */
	bool files;		/* an object for each scan */
	const char *data;	/* folder of the scans in the package */
	const char *digitised;	/* eventType of digitising */
	bool capitals;
};
bool premis_add(struct package *package, struct pool *pool,
    const struct premis *premis, struct err *err) MUST_CHECK;

#endif
