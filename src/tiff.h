/* TIFF files of strangers: the door to libtiff.
 * Facts are read without decoding a pixel, from memory or by pread, never
 * mapped: a file that lies, loops or ends early gives findings and wastes
 * its own time only. Nothing here prints. */
#ifndef TIFF_H
#define TIFF_H

#include "err.h"
#include "pool.h"

enum {
	TIFF_MOST_IMAGES = 10000,	/* directories that are looked at */
	TIFF_MOST_FINDINGS = 64,	/* of one file */
	TIFF_TEXT_MAX = 64		/* bytes of Make, Model, Software */
};

/* What a directory of the main chain holds. */
enum tiff_kind { TIFF_PAGE, TIFF_THUMBNAIL, TIFF_MASK };

/* ResolutionUnit as written; TIFF_UNIT_MISSING counts as inch (TIFF 6.0). */
enum tiff_unit {
	TIFF_UNIT_MISSING = 0,
	TIFF_UNIT_NONE = 1,
	TIFF_UNIT_INCH = 2,
	TIFF_UNIT_CM = 3
};

struct tiff_image {
	uint32_t width;
	uint32_t height;
	double x_resolution;	/* as written, 0 when missing */
	double y_resolution;
	uint32_t row_strips;	/* rows per strip as written, or tile height */
	uint16_t bits;
	uint16_t samples;
	uint16_t compression;
	uint16_t photometric;
	uint8_t kind;		/* enum tiff_kind */
	uint8_t unit;		/* enum tiff_unit */
	uint8_t orientation;	/* 1 to 8; 1 when missing */
	uint8_t planar;
	bool has_resolution;
	bool has_orientation;
	bool has_photometric;
	bool tiled;
	bool icc;
	bool sub_images;	/* has SubIFDs, which are not counted */
	float ink;		/* per cent of dark pixels, by tiff_decode; -1 */
};

/* Who made the picture and when: the first directory that says so. */
struct tiff_origin {
	int64_t taken;		/* DateTime as seconds as if UTC; 0 none */
	char make[TIFF_TEXT_MAX];
	char model[TIFF_TEXT_MAX];
	char software[TIFF_TEXT_MAX];
};

/* What is wrong with the bytes; check.c gives each its code and words. */
enum tiff_fault {
	TIFF_EMPTY = 1,		/* no byte */
	TIFF_FOREIGN,		/* not a TIFF */
	TIFF_NO_DIRECTORY,	/* the first directory cannot be read */
	TIFF_CHAIN_CUT,		/* a later directory lies past the end */
	TIFF_LOOP,		/* the chain of directories comes back */
	TIFF_TOO_MANY,		/* more than TIFF_MOST_IMAGES */
	TIFF_DATA_CUT,		/* strips or tiles lie past the end */
	TIFF_NO_DATA,		/* no strip or tile is said to be anywhere */
	TIFF_BAD_SIZE,		/* zero, or larger than can be */
	TIFF_BAD_TAG,		/* libtiff complained about a directory */
	TIFF_UNDECODABLE,	/* found by tiff_decode */
	TIFF_UNKNOWN_CODEC
};

struct tiff_complaint {
	uint8_t fault;		/* enum tiff_fault */
	uint32_t image;		/* directory, from 0 */
	char detail[120];	/* libtiff's words or figures; may be "" */
};

struct tiff_facts {
	const char *format;	/* "image/tiff" or what the first bytes say */
	bool big;		/* BigTIFF */
	bool swapped;		/* big-endian */
	bool plain;		/* nothing odd: libtiff was not asked */
	bool lone_thumbnail;	/* the only page calls itself reduced */
	uint32_t count;		/* directories in images */
	uint32_t pages;		/* those that are pages */
	struct tiff_image *images;	/* in the pool */
	struct tiff_origin origin;
	struct tiff_complaint *complaints;	/* in the pool */
	uint32_t complaint_count;
};

/* Where the bytes are: the first `length` of them in memory, all of them
 * behind fd (-1 when memory holds everything). Few bytes out of many: a
 * window makes one call of many small ones. */
struct tiff_window {
	uint64_t at;
	size_t length;
	unsigned char bytes[8192];
};
struct tiff_source {
	const unsigned char *data;
	size_t length;
	int fd;
	int64_t size;
	struct tiff_window *window;	/* may be NULL */
};

/* Facts of every directory. Always succeeds: what is wrong is in the
 * complaints. */
void tiff_read_facts(const struct tiff_source *source, struct pool *pool,
    struct tiff_facts *facts);
/* The same by libtiff alone, which takes longer: the measure of the other. */
void tiff_ask_library(const struct tiff_source *source, struct pool *pool,
    struct tiff_facts *facts);

/* Decode every strip or tile of every directory, throwing the pixels away;
 * one complaint for each directory that fails, added to the list. `go_on`
 * (may be NULL) is asked now and then; false stops with false. */
bool tiff_decode(const struct tiff_source *source, struct pool *pool,
    struct tiff_facts *facts, bool (*go_on)(void *to), void *to);

/* A picture, 8-bit RGB, at most `wide` x `high`, of the part of a page that
 * is asked for; reduced while reading, so that its cost is the result's.
 * Upright: the orientation tag is applied. Pixels are square: a skewed
 * resolution is put right. Never larger than the page's own pixels. */
struct tiff_view {
	uint32_t page;		/* among the pages, from 0 */
	uint32_t wide;		/* pixels wanted at most */
	uint32_t high;
	double left, top;	/* of the upright page, 0 to 1 */
	double part_wide, part_high;	/* 0 to 1; 1 is the whole */
};

struct tiff_picture {
	uint32_t width;
	uint32_t height;
	unsigned char *rgb;	/* in the pool, width * height * 3 */
	uint32_t pages;		/* of the file */
	bool partly;		/* some of it could not be decoded: grey */
	uint32_t full_width;	/* of the upright page, for zooming */
	uint32_t full_height;
};

bool tiff_read_picture(const struct tiff_source *source,
    const struct tiff_view *view, struct pool *pool,
    struct tiff_picture *picture, struct err *err) MUST_CHECK;

/* A point of the upright page (0 to 1) in the stored picture; orientation as
 * TIFF and EXIF count it, 1 to 8. */
void upright_point(int orientation, double u, double v, double *x, double *y);
/* A view of the upright page as a view of the stored picture. */
void upright_view(int orientation, const struct tiff_view *view,
    struct tiff_view *stored);

const char *tiff_library_version(void);

#endif
