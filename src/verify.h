/* Judging a package without a catalogue: BagIt 0.93 to 1.0, E-ARK (CSIP 2),
 * the TT05 packages, our handover batches, and groups of volumes; a folder, a
 * tar, a tar.gz or a zip. All reasons are told, not only the first. */
#ifndef VERIFY_H
#define VERIFY_H

#include "job.h"
#include "pool.h"
#include "tar.h"

struct verify_note {
	const char *code;	/* stable: "B021" */
	const char *path;	/* file it is about, or "" */
	const char *text;	/* one sentence */
};

struct verify_notes {
	struct verify_note *rows;
	size_t count;		/* kept; the rest is only counted */
	size_t room;
	size_t total;
};

/* A bag of a folder of volumes. */
struct verify_volume {
	const char *name;
	long number, total;	/* as its Bag-Count says, else 0 */
	const char *manifest_sha256;
};

struct verify_report {
	const char *path;
	const char *format;	/* bagit, eark-sip, eark, tt05-aip, tt05-sip,
				   volumes, unknown */
	const char *version;	/* of the format: "1.0" or "" */
	const char *container;	/* folder, tar, tar.gz, zip */
	bool complete;		/* all that is listed is there */
	bool valid;		/* complete, and every checksum holds */
	int64_t files;
	int64_t bytes;
	int64_t packages;	/* inside it */
	const char *signer;	/* who signed the manifest, "" when nobody */
	const char *group;	/* Bag-Group-Identifier, or NULL */
	const char *group_count;	/* "1 of 3", or NULL */
	const char *manifest_sha256;	/* of its first payload manifest
					   (sha256, else sha512), or "" */
	struct verify_volume *volumes;	/* when the format is "volumes" */
	size_t volume_count;
	struct verify_notes errors;
	struct verify_notes warnings;
};

struct verify_options {
	const char *schemas;	/* folder of XSDs, or NULL */
	const char *trusted;	/* PEM of trusted certificates, or NULL */
	bool valid_today;	/* a certificate that has expired since it
				   signed is an error, not a warning */
	struct tar_limits limits;
};

/* False only when the path cannot be judged at all (it is not there, cannot
 * be opened, or the work was stopped): everything else is in the report. */
bool verify_package(const char *path, const struct verify_options *options,
    struct pool *pool, struct verify_report *report, struct job *job,
    struct err *err) MUST_CHECK;

/* "2 of 3" of a Bag-Count; false when it is not that. */
bool verify_place(const char *count, long *number, long *total);

/* What a code means and what to do, for the manual; ends with a NULL code. */
struct verify_code {
	const char *code;
	const char *meaning;	/* N_() */
	const char *cure;	/* N_() */
};
extern const struct verify_code verify_codes[];

#endif
