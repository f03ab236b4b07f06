/* Scans: one row a file, its facts, its fixity, its findings.
 * This file owns the tables folder, scanner, scan_run, a4_rule, scan, image,
 * finding, dossier_finding and the sums of the scans in "dossier".
 * Writing happens inside a transaction of the caller, who calls scan_sum for
 * every dossier that was touched before the commit. */
#ifndef SCAN_H
#define SCAN_H

#include "check.h"
#include "db.h"
#include "fs.h"

enum scan_kind { SCAN_MASTER = 0, SCAN_COMPANION = 1 };
enum scan_format {
	SCAN_FORMAT_UNKNOWN, SCAN_FORMAT_TIFF, SCAN_FORMAT_PDF,
	SCAN_FORMAT_JPEG, SCAN_FORMAT_PNG, SCAN_FORMAT_JP2
};

/* One directory. */
struct scan_image {
	int64_t number;
	int64_t a4;
	int64_t width, height;
	double x_resolution, y_resolution;	/* as written */
	int64_t depth;		/* bits + 65536 * samples */
	int64_t compression;
	int64_t flags;		/* below */
	char size_class[16];
};

enum {			/* flags of a directory */
	IMAGE_ORIENTATION = 15,
	IMAGE_UNIT = 3 << 4,
	IMAGE_TILED = 1 << 6,
	IMAGE_ICC = 1 << 7,
	IMAGE_RESOLUTION = 1 << 8,
	IMAGE_PHOTOMETRIC = 1 << 9,
	IMAGE_KIND = 3 << 10,	/* enum tiff_kind */
	IMAGE_BIG = 1 << 12,
	IMAGE_SWAPPED = 1 << 13,
	IMAGE_PLANAR = 1 << 14,
	IMAGE_SUBS = 1 << 15,
	IMAGE_PHOTOMETRIC_SHIFT = 16
};
void scan_image_from(struct scan_image *to, const struct tiff_facts *facts,
    uint32_t number, const struct page_class *class);
double scan_image_dpi(const struct scan_image *image, bool of_x);
int scan_image_kind(const struct scan_image *image);

struct scan {
	int64_t id;
	int64_t dossier_id;	/* 0: not linked */
	const char *dossier;	/* its code, "" */
	int64_t document;	/* fileCode.N */
	int64_t page;		/* fileCode.N.page, 0 without */
	int64_t folder_id;
	const char *folder;	/* absolute path */
	const char *name;	/* any bytes */
	int64_t kind;		/* enum scan_kind */
	int64_t format;		/* enum scan_format */
	int64_t bytes;
	int64_t stamp;
	unsigned char sha256[32];
	int64_t pages;
	int64_t images;
	int64_t a4;
	int64_t rule_id;
	struct scan_image first;
	struct tiff_origin origin;
	int64_t run_id;
	int64_t verified;	/* days since 1970, 0 never */
	int64_t decoded;
};

/* One number for size, mtime, ctime and inode: equal means unchanged. */
int64_t scan_stamp(const struct fs_stat *stat);

/* --- reading ------------------------------------------------------------ */

struct scan_filter {
	int64_t dossier_id;	/* 0: all */
	int64_t batch_id;
	bool unlinked;
	bool with_findings;	/* only files that have some */
	bool by_id;		/* in order of id, whatever else is asked */
	bool undecoded;		/* with by_id: never decoded completely */
	int64_t after;		/* id behind which to begin, for windows */
	int64_t limit;		/* 0: all */
};
/* In order of dossier, document, page; all of them in order of id. Strings
 * live until the callback returns; false from it ends with err. */
bool scan_each(struct db *db, const struct scan_filter *filter,
    bool (*each)(void *to, const struct scan *scan, struct err *err),
    void *to, struct err *err) MUST_CHECK;
/* ERR_MISSING when there is none. */
bool scan_get(struct db *db, int64_t id, struct pool *pool,
    struct scan *scan, struct err *err) MUST_CHECK;
/* By path (absolute, or as it ends) or by number "#12". */
bool scan_find(struct db *db, const char *path, struct pool *pool,
    struct scan *scan, struct err *err) MUST_CHECK;
/* All directories, the first one too. */
bool scan_images(struct db *db, const struct scan *scan, struct pool *pool,
    struct scan_image **images, size_t *count, struct err *err) MUST_CHECK;
bool scan_findings(struct db *db, int64_t scan, struct pool *pool,
    struct findings *findings, struct err *err) MUST_CHECK;
bool dossier_findings(struct db *db, int64_t dossier, struct pool *pool,
    struct findings *findings, struct err *err) MUST_CHECK;
/* The last inspection of this content: 0 none, 1 passed, 2 failed. reason
 * may be NULL. */
bool scan_verdict(struct db *db, const struct scan *scan, struct pool *pool,
    int64_t *verdict, const char **reason, struct err *err) MUST_CHECK;
/* Ids of the scans of a dossier in order, for a screen's list. */
bool scan_ids(struct db *db, const struct scan_filter *filter,
    struct pool *pool, int64_t **ids, size_t *count, struct err *err)
    MUST_CHECK;

/* --- writing ------------------------------------------------------------ */

/* The number of a folder; with add it is made, else 0 when there is none. */
bool scan_folder(struct db *db, const char *path, bool add_it, int64_t *id,
    struct err *err) MUST_CHECK;
/* The row of a place; *id 0 when there is none. */
struct scan_known {
	int64_t id;
	int64_t dossier_id;
	int64_t stamp;
	unsigned char sha256[32];
};
bool scan_at(struct db *db, int64_t folder, const char *name,
    struct scan_known *known, struct err *err) MUST_CHECK;
/* Insert, or with scan->id replace facts, fixity and findings (the links and
 * the inspections stay). Sets scan->id. images holds scan->images. */
bool scan_put(struct db *db, struct scan *scan,
    const struct scan_image *images, const struct findings *findings,
    struct err *err) MUST_CHECK;
/* The stamp only: touched, but the same content. */
bool scan_touch(struct db *db, int64_t id, int64_t stamp, struct err *err)
    MUST_CHECK;
/* Another scan with the same content: in the same dossier if there is one.
 * *id 0 when there is none; *same tells which. */
bool scan_twin(struct db *db, const unsigned char sha256[32], int64_t self,
    int64_t dossier, int64_t *id, bool *same, struct pool *pool,
    const char **path, struct err *err) MUST_CHECK;
/* Another name in the folder that looks the same: NFC or NFD. *id 0: none. */
bool scan_name_twin(struct db *db, int64_t folder, const char *name,
    struct pool *pool, int64_t *id, const char **other, struct err *err)
    MUST_CHECK;
/* One more finding of a stored scan. */
bool scan_add_finding(struct db *db, int64_t scan,
    const struct finding *finding, struct err *err) MUST_CHECK;
/* These and no others. */
bool scan_put_findings(struct db *db, int64_t scan,
    const struct findings *findings, struct err *err) MUST_CHECK;
/* How many scans a dossier has, or (0) all. */
bool scan_count(struct db *db, int64_t dossier, bool undecoded,
    int64_t *count, struct err *err) MUST_CHECK;
bool scan_drop_finding(struct db *db, int64_t scan, int code,
    struct err *err) MUST_CHECK;
bool scan_link(struct db *db, int64_t scan, int64_t dossier,
    int64_t document, int64_t page, struct err *err) MUST_CHECK;
bool scan_mark_decoded(struct db *db, int64_t scan, int64_t day,
    struct err *err) MUST_CHECK;
bool scan_mark_verified(struct db *db, int64_t scan, int64_t day,
    int64_t stamp, struct err *err) MUST_CHECK;

/* Forget the directories and findings of a row that is written anew. */
bool scan_clear_parts(struct db *db, int64_t scan, struct err *err) MUST_CHECK;

/* Judge the scans of a dossier as a set (gaps, doubles, counts), store what
 * is found and bring the sums of the dossier up to date. */
bool scan_sum(struct db *db, const struct check_rules *rules,
    int64_t dossier, struct err *err) MUST_CHECK;
/* A finding of the dossier that its scans alone do not tell: T_NOT_APPROVED
 * with the rule that keeps it back though its scans are there ("BR7"), T_LATE
 * with its state. NULL: it is solved. */
bool scan_note(struct db *db, const struct check_rules *rules,
    int64_t dossier, int code, const char *detail, struct err *err)
    MUST_CHECK;

/* A count by another rule: a4, size classes and rule_id of the scan and of
 * its directories. */
bool scan_put_count(struct db *db, const struct scan *scan,
    const struct scan_image *images, size_t count, struct err *err)
    MUST_CHECK;

/* The rule of the count, stored once; *id names it in scan.rule_id. */
bool scan_rule(struct db *db, const struct paper_rule *rule, int64_t *id,
    struct err *err) MUST_CHECK;

struct scan_run {
	int64_t id;
	const char *folder;
	int64_t taken, changed, unchanged, deferred, refused, bytes;
};
bool scan_run_begin(struct db *db, struct scan_run *run, struct err *err)
    MUST_CHECK;
bool scan_run_update(struct db *db, const struct scan_run *run, bool ended,
    struct err *err) MUST_CHECK;

/* --- fixity: scan_fixity.c ---------------------------------------------- */

/* A pass over all scans in order of id; it is gone on with until its end. */
struct fixity_pass {
	int64_t id;
	int64_t last_scan;
	int64_t files, bytes, bad;
};
bool fixity_begin(struct db *db, bool resume, struct fixity_pass *pass,
    struct err *err) MUST_CHECK;
bool fixity_note(struct db *db, const struct fixity_pass *pass, bool ended,
    struct err *err) MUST_CHECK;
/* result: missing, changed, replaced, unreadable */
bool fixity_add(struct db *db, int64_t pass, int64_t scan,
    const char *result, const char *detail, struct err *err) MUST_CHECK;
bool fixity_had(struct db *db, int64_t scan);
/* The file is what it was: earlier findings are solved. */
bool fixity_solve(struct db *db, int64_t scan, struct err *err) MUST_CHECK;

/* --- words: scan_words.c ------------------------------------------------ */

/* "CCITT Group 4", "LZW" ...; the number for what nobody knows. */
const char *scan_compression(int64_t code, struct pool *pool);
const char *scan_photometric(int64_t code, struct pool *pool);
const char *scan_format_name(int64_t format);	/* "image/tiff" */
int64_t scan_format_of(const char *name);
const char *scan_unit_name(int64_t unit);	/* "inch", "cm", "none" */

/* fileCode.N.tif or fileCode.N.page.tif: what a name could mean. The longest
 * code first; `candidates` has room for 2. */
struct scan_name {
	char code[128];
	int64_t document;
	int64_t page;
};
int scan_name_parse(const char *name, struct scan_name candidates[2]);
/* Endings of names that are scans or their companions. */
bool scan_name_wanted(const char *name);
/* Names that would be wanted but for blanks or dots at their end, which a
 * medium for Windows cannot hold. */
bool scan_name_trailing(const char *name);
/* Names that scanners and copies give to unfinished files. */
bool scan_name_unfinished(const char *name);

#endif
