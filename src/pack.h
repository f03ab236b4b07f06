/* Packing one package into a parcel: as a folder of files, or as one stored
 * zip. Each source file is read once, while it is written and hashed; one that
 * is not what the catalogue says is refused by its name: at once, or, when only
 * its bytes tell, by parcel_settle. */
#ifndef PACK_H
#define PACK_H

#include "format.h"
#include "job.h"
#include "parcel.h"

struct pack {
	struct parcel *parcel;
	struct crew *crew;
	struct job *job;
	int64_t done, total;	/* packages, for the progress */
	char *whole;		/* room for a file that is packed at once */
};

/* Bytes the package takes below data/. */
int64_t pack_size(const struct package *package, bool zipped);
/* Its path below the bag: "data/goi/NAME.zip" or "data/goi/NAME". */
const char *pack_path(const struct package *package, bool zipped,
    struct pool *pool);
bool pack_add(struct pack *pack, const struct package *package, bool zipped,
    struct err *err) MUST_CHECK;
void pack_free(struct pack *pack);

#endif
