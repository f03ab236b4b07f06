/* Package formats: what one file (hồ sơ) looks like when it leaves the
 * building. A format turns a package, a plain struct filled from the
 * catalogue, into a list of members: scans to be copied and texts made here.
 * It writes nothing itself. One format is one file that ends in a const
 * struct; its name goes into FORMATS of Makefile.am. */
#ifndef FORMAT_H
#define FORMAT_H

#include "dossier.h"
#include "fonds.h"
#include "handover.h"

/* A file of the payload. */
struct package_scan {
	const char *from;	/* where it lies now */
	const char *name;	/* in the package: NFC, safe, unique in it */
	const char *original;	/* as it was called at ingest */
	int64_t bytes;
	int64_t stamp;		/* of the file when it was taken in */
	int64_t mtime;		/* seconds; read by the preflight */
	char sha256[65];	/* lower case, from the catalogue */
	int64_t document, page;
	int64_t format;		/* enum scan_format */
	int64_t pages, a4;
	int64_t width, height, x_dpi, y_dpi;
	int64_t taken;		/* when it was scanned, seconds, 0 unknown */
	const char *software;	/* of the scanner, or "" */
};

/* A document of the file (văn bản); made up from the scans where the
 * catalogue has none. */
struct package_document {
	int64_t ordinal;
	const char *kind;	/* doc, pic, media */
	const char *code, *maintenance, *type_name, *code_number;
	const char *code_notation, *issued_date, *organ_name, *subject;
	const char *language, *infor_sign, *keyword, *mode, *confidence;
	const char *autograph, *format, *description;
	int64_t pages;		/* NOT_KNOWN possible */
	int64_t process;	/* NOT_KNOWN possible */
	bool catalogued;	/* it is in the catalogue */
};

/* Who makes and who gets the package, from the settings. */
struct package_bodies {
	const char *centre, *centre_code;
	const char *committee;		/* People's Committee */
	const char *central_body;	/* receiving side */
	const char *ministry;
	const char *contact_name, *contact_email, *contact_phone;
	const char *address;
	const char *user;		/* who builds */
	const char *version;		/* of the program */
};

struct member {
	const char *path;	/* in the package */
	const void *data;	/* bytes made here, or NULL */
	const struct package_scan *scan;	/* or a file to be copied */
	int64_t size;
	char sha256[65];
};

struct package {
	struct dossier dossier;
	struct fonds fonds;
	const char *group;	/* title of the group, or "" */
	struct package_scan *scans;
	size_t scan_count;
	struct package_document *documents;
	size_t document_count;
	struct package_bodies bodies;
	struct agreement agreement;
	struct handover handover;
	size_t ordinal;		/* in the batch, from 1 */
	const char *uuid;	/* capitals */
	const char *previous;	/* UUID of the package it replaces, or "" */
	int64_t stamp;		/* the one time in it, seconds since 1970 */
	const char *schemas;	/* folder of XSDs to ship, or NULL */
	/* made by the format */
	const char *objid;
	const char *name;	/* of its folder, also without ".zip" of its zip */
	struct member *members;
	size_t member_count;
	size_t member_room;
	/* names that are taken, in lower case: a table of hashes */
	const char **names;
	size_t name_count, name_room;
	const char **problems;	/* why it cannot be made so; told all at once */
	size_t problem_count;
	size_t problem_room;
};

struct format {
	const char *name;	/* "tt05-aip" */
	const char *title;	/* N_() */
	bool zipped;		/* a zip each; else a folder each */
	bool (*lay_out)(struct package *package, struct pool *pool,
	    struct err *err);
};

extern const struct format *const formats[];	/* ends with NULL */
/* ERR_USAGE names the formats there are. */
const struct format *format_find(const char *name, struct err *err);

/* For the formats: add a member. The bytes must live in the pool. */
void package_add_bytes(struct package *package, struct pool *pool,
    const char *path, const void *data, size_t size);
void package_add_scan(struct package *package, struct pool *pool,
    const char *path, const struct package_scan *scan);
/* Take a name for a file; false when it is taken, also in another case. */
bool package_take_name(struct package *package, struct pool *pool,
    const char *name);
void package_forget_names(struct package *package);
void package_problem(struct package *package, struct pool *pool,
    const char *text);
const struct member *package_find(const struct package *package,
    const char *path);
/* Add a schema by its file name: from the folder of the ini, or one of our
 * own that is part of the program. Missing ones are left out. */
bool package_add_schema(struct package *package, struct pool *pool,
    const char *path, const char *name, struct err *err) MUST_CHECK;
/* "2026-11-23T07:10:11.000+07:00" of the package's time. */
const char *package_time(const struct package *package, struct pool *pool);
/* A UUID in capitals, made from the package's and a name: the same package
 * has the same ids when it is built again. */
const char *package_uuid(const struct package *package, struct pool *pool,
    const char *name);
/* image/tiff, PRONOM id and version of a format of scans. */
struct package_type {
	const char *mime, *name, *version, *pronom;
};
struct package_type package_type(const struct package_scan *scan);
/* RFC 3986: a path as a relative URL. */
const char *package_href(struct pool *pool, const char *path);

/* The settings of the Centre, for packages and tag files. */
bool package_bodies(struct db *db, struct pool *pool,
    struct package_bodies *bodies, struct err *err) MUST_CHECK;

/* A name for a folder that every system takes, made of any text. */
const char *package_safe_name(struct pool *pool, const char *text);

/* Fill a package from the catalogue: dossier, fonds, scans with safe names,
 * documents, bodies, agreement. */
bool package_gather(struct db *db, const struct handover_item *item,
    const struct handover *handover, struct pool *pool,
    struct package *package, struct err *err) MUST_CHECK;

#endif
