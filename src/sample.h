/* The scans of the sample archive: for each dossier of the catalogue as many
 * images as it has pages, named as the scanners of the Centre name them. */
#ifndef SAMPLE_H
#define SAMPLE_H

#include "db.h"
#include "job.h"

struct sample {
	int64_t files;
	int64_t pages;
	int64_t faulty;		/* files with a fault on purpose */
};

/* Draw into folder (made when missing), a folder a fonds below it. */
bool sample_scans(struct db *db, const char *folder, struct job *job,
    struct sample *sample, struct err *err) MUST_CHECK;

#endif
