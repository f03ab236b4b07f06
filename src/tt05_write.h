/* TT05 packages: the two shapes SIP_hoso and AIP_hoso of the same files. Where
 * the circular contradicts itself the sample package is followed; each choice
 * is a value here, so that another can be agreed without new code. */
#ifndef TT05_WRITE_H
#define TT05_WRITE_H

#include "format.h"

struct tt05_shape {
	bool sip;
	const char *package_type;	/* OAISPACKAGETYPE */
	const char *profile;		/* PROFILE of the root METS */
	const char *rep_profile;
	const char *map_type;	/* TYPE of the representation's top <div> */
	const char *schemas;	/* our own: "tt05/sip" */
	/* The note of the software agent at the root. */
	const char *note_type;
	bool agreement_is_file_code;	/* altRecordID SUBMISSIONAGREEMENT */
};

bool tt05_lay_out(struct package *package, const struct tt05_shape *shape,
    struct pool *pool, struct err *err) MUST_CHECK;

/* tt05_record.c: EAD.xml and EAD_DOC_….xml, with the problems they have. */
bool tt05_put_file(struct package *package, const struct tt05_shape *shape,
    const char *path, struct pool *pool, struct err *err) MUST_CHECK;
bool tt05_put_document(struct package *package,
    const struct package_document *document, const struct tt05_shape *shape,
    const char *path, struct pool *pool, struct err *err) MUST_CHECK;
/* fileCode.n, and "EAD_DOC_", "EAD_PIC_", "EAD_MEDIA_". */
const char *tt05_doc_id(const struct package *package, int64_t ordinal,
    struct pool *pool);
const char *tt05_prefix(const struct package_document *document);

#endif
