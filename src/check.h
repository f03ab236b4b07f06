/* The checks of scans as one table: code, severity, what is wrong, why it
 * happens, what to do, and the key of criteria.ini that governs it. The
 * codes are stable; man page, help and tests read the table. */
#ifndef CHECK_H
#define CHECK_H

#include "paper.h"
#include "tiff.h"

enum severity { CHECK_OFF = 0, CHECK_INFO, CHECK_WARNING, CHECK_ERROR };

enum check_code {
	T_EMPTY = 1, T_FOREIGN, T_DIRECTORY, T_CHAIN, T_LOOP, T_MANY,
	T_DATA_CUT, T_NO_DATA, T_SIZE, T_TAG, T_CODEC,
	T_NO_RESOLUTION = 12, T_UNIT, T_ABSURD_RESOLUTION, T_SKEW, T_LOW_DPI,
	T_DEPTH, T_LOSSY, T_COMPRESSION, T_ORIENTATION, T_NO_DATE, T_NO_MAKER,
	T_CATALOGUE_SIZE, T_ODD_PAPER, T_HUGE_PAPER, T_NO_PHOTOMETRIC,
	T_LONE_THUMBNAIL,
	T_UNLINKED = 30, T_NAME, T_TWICE, T_ELSEWHERE, T_CHANGING, T_CRASH,
	T_TIME, T_REPLACED, T_UNREADABLE, T_NAME_TWIN,
	T_DECODE = 40, T_BLANK,
	T_GAP = 50, T_DOUBLE, T_PAGES, T_PAPERS, T_NOT_APPROVED, T_LATE,
	T_COMPANION_PAGES = 60, T_COMPANION_PDFA, T_COMPANION_BAD,
	T_MISSING = 70, T_CHANGED
};

struct check {
	int code;		/* 12 is "T012" */
	enum severity severity;	/* unless criteria.ini says otherwise */
	const char *key;	/* in [severity] of criteria.ini */
	const char *text;	/* N_(): what is wrong */
	const char *cause;	/* N_() */
	const char *cure;	/* N_() */
};

/* All, by code; the last has code 0. */
extern const struct check checks[];
/* NULL for a code that this program does not know. */
const struct check *check_find(int code);
/* "T012". */
const char *check_name(int code, char room[8]);
const char *severity_name(int64_t severity);	/* "error", stable */

enum { CHECK_CODES = 100, CHECK_COMPRESSIONS = 16 };

/* criteria.ini as the checks want it. */
struct check_rules {
	struct paper_rule paper;
	double least_dpi;	/* of text */
	double least_dpi_large;	/* of sheets of more than large_a4 */
	double large_a4;
	double believable_least;	/* dpi outside is a lie, not a size */
	double believable_most;
	double skew_percent;
	double blank_percent;
	double least_depth;	/* bits of a pixel, 0 any */
	double settle_seconds;	/* a file younger is still being written */
	int compressions[CHECK_COMPRESSIONS];	/* allowed ones */
	int compression_count;
	unsigned char severity[CHECK_CODES];
};

/* The rules as they are given: of the file that the workplace names, or the
 * program's criteria.ini. NULL and err when that cannot be read. */
struct conf *check_given(const struct conf *own, struct err *err);
bool check_load(const struct conf *conf, struct pool *pool,
    struct check_rules *rules, struct err *err) MUST_CHECK;

struct finding {
	int code;
	int image;		/* directory from 0; -1: the file as a whole */
	enum severity severity;
	const char *detail;	/* figures, language-free; may be "" */
};

struct findings {
	struct finding *list;
	size_t count;
	size_t room;
};

/* Add one, unless criteria.ini has it off. A code and image that are there
 * already stay as they are. */
void findings_add(struct findings *findings, struct pool *pool,
    const struct check_rules *rules, int code, int image,
    const char *detail);
/* How many are errors. */
int findings_errors(const struct findings *findings);
/* "Resolution is too low: 150 x 150 dpi (directory 3)". */
const char *finding_text(const struct finding *finding, struct pool *pool);

/* What a directory counts and what its paper is. */
struct page_class {
	const char *size;	/* "A4"; "" when the size is not known */
	int a4;			/* 0 for thumbnails and masks */
};

/* Judge every directory: classes[count] is filled, findings are added. */
void check_facts(const struct check_rules *rules,
    const struct tiff_facts *facts, struct pool *pool,
    struct page_class *classes, struct findings *findings);

/* The class alone, from the facts that are stored. */
void check_class(const struct check_rules *rules, struct pool *pool,
    const struct tiff_image *image, struct page_class *class);

/* Dots per inch; 0 when the file gives no absolute ones. */
double image_dpi(const struct tiff_image *image, bool of_x);

#endif
