/* Between verify_mets.c, those who read a METS, verify_schema.c and
 * verify_tt05.c. */
#ifndef VERIFY_METS_H
#define VERIFY_METS_H

#include "verify_judge.h"

struct mets_facts {
	const char *objid;
	const char *profile;
	const char *package_type;	/* SIP, AIP, DIP */
	bool sip;
	bool sip_profile;	/* an E-ARK SIP, not of TT05 */
	struct judge_names read;	/* METS documents, each once */
};

/* verify_schema.c: judge a document by its XSD when one is at hand: by the
 * folder of the options, TT05 metadata by our own. */
void judge_schema(struct judge *judge, const char *path,
    const struct buf *bytes);
/* By one of our own: shape "sip" or "aip", record "ead", "ead_doc" … */
void judge_own_schema(struct judge *judge, const char *shape,
    const char *record, const char *path, const struct buf *bytes);
/* The other XML documents of metadata/ folders. */
void judge_other_xml(struct judge *judge, bool tt05);

/* verify_tt05.c: the fields of EAD.xml and its documents, codes, joins. */
void judge_tt05(struct judge *judge, const struct mets_facts *facts);

#endif
