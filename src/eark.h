/* E-ARK SIP 2.2.0 packages, with the finding aid that was agreed. */
#ifndef EARK_H
#define EARK_H

#include "format.h"

struct eark_aid {
	const char *path;	/* in the package */
	const char *version;	/* MDTYPEVERSION in the METS */
	const char *schema;	/* file name of its XSD */
	bool (*write)(struct package *package, const char *path,
	    struct pool *pool, struct err *err);
};

extern const struct eark_aid eark_ead3, eark_ead2002;

bool eark_lay_out(struct package *package, const struct eark_aid *aid,
    struct pool *pool, struct err *err) MUST_CHECK;

/* Where the scans lie in the package. */
#define EARK_REP "representations/rep1/"

/* "1961-01-05/1968-12-30", one of them, or "" as far as it is known. */
const char *eark_dates(const struct dossier *dossier, struct pool *pool);

#endif
