#include "tiff_door.h"

#include <errno.h>
#include <math.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

enum { LARGEST_ALLOCATION = 64 * 1024 * 1024 };

/* --- The bytes -------------------------------------------------------- */

static size_t read_some(int fd, void *data, size_t length, uint64_t offset)
{
	size_t done = 0;

	while (done < length) {
		ssize_t n = pread(fd, (char *)data + done, length - done,
		    (off_t)(offset + done));

		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0)
			break;
		done += (size_t)n;
	}
	return done;
}

/* A little before as well: values stand on both sides of a directory. */
static bool fetch_by_window(const struct tiff_source *source, uint64_t offset,
    void *data, size_t length)
{
	struct tiff_window *w = source->window;
	const size_t before = sizeof(w->bytes) / 4;

	if (offset < w->at || offset - w->at > w->length ||
	    length > w->length - (offset - w->at)) {
		w->at = offset > before ? offset - before : 0;
		w->length = read_some(source->fd, w->bytes, sizeof(w->bytes),
		    w->at);
		if (offset - w->at > w->length ||
		    length > w->length - (offset - w->at))
			return false;
	}
	memcpy(data, w->bytes + (offset - w->at), length);
	return true;
}

bool tiff_fetch(const struct tiff_source *source, uint64_t offset,
    void *data, size_t length)
{
	if (offset > (uint64_t)source->size ||
	    length > (uint64_t)source->size - offset)
		return false;
	if (offset + length <= source->length) {
		memcpy(data, source->data + offset, length);
		return true;
	}
	if (source->fd < 0)
		return false;
	if (source->window != NULL && length <= sizeof(source->window->bytes) / 2)
		return fetch_by_window(source, offset, data, length);
	return read_some(source->fd, data, length, offset) == length;
}

static tmsize_t read_bytes(thandle_t handle, void *data, tmsize_t length)
{
	struct tiff_door *door = (struct tiff_door *)handle;
	uint64_t size = (uint64_t)door->source->size;

	if (length <= 0 || door->at >= size)
		return 0;
	if ((uint64_t)length > size - door->at)
		length = (tmsize_t)(size - door->at);
	if (!tiff_fetch(door->source, door->at, data, (size_t)length))
		return -1;
	door->at += (uint64_t)length;
	return length;
}

static tmsize_t write_bytes(thandle_t handle, void *data, tmsize_t length)
{
	(void)handle;
	(void)data;
	(void)length;
	return -1;
}

static toff_t seek_bytes(thandle_t handle, toff_t offset, int whence)
{
	struct tiff_door *door = (struct tiff_door *)handle;

	if (whence == SEEK_CUR)
		offset += door->at;
	else if (whence == SEEK_END)
		offset += (uint64_t)door->source->size;
	door->at = offset;
	return offset;
}

static int close_bytes(thandle_t handle)
{
	(void)handle;
	return 0;
}

static toff_t size_bytes(thandle_t handle)
{
	return (toff_t)((struct tiff_door *)handle)->source->size;
}

/* --- libtiff's complaints --------------------------------------------- */

/* Words made from hostile tags: plain letters only. */
static void keep_plain(char *text)
{
	for (; *text != '\0'; text++)
		if (*text < ' ' || *text > '~')
			*text = '?';
}

static PRINTF(4, 0) int on_error(TIFF *tif, void *user, const char *module,
    const char *format, va_list args)
{
	struct tiff_door *door = user;

	(void)tif;
	(void)module;
	if (door->errors++ == 0) {
		vsnprintf(door->words, sizeof(door->words), format, args);
		keep_plain(door->words);
	}
	return 1;
}

/* Of the warnings only one matters: the value of a tag lies past the end. */
static PRINTF(4, 0) int on_warning(TIFF *tif, void *user, const char *module,
    const char *format, va_list args)
{
	struct tiff_door *door = user;

	if (strstr(format, "IO error") == NULL)
		return 1;
	door->cut = true;
	return on_error(tif, user, module, format, args);
}

void tiff_door_quiet(struct tiff_door *door)
{
	door->errors = 0;
	door->cut = false;
	door->words[0] = '\0';
}

TIFF *tiff_door_open(struct tiff_door *door, const struct tiff_source *source)
{
	TIFFOpenOptions *options = TIFFOpenOptionsAlloc();
	TIFF *tif;

	*door = (struct tiff_door){ .source = source };
	if (options == NULL)
		return NULL;
	TIFFOpenOptionsSetMaxSingleMemAlloc(options, LARGEST_ALLOCATION);
	TIFFOpenOptionsSetErrorHandlerExtR(options, on_error, door);
	TIFFOpenOptionsSetWarningHandlerExtR(options, on_warning, door);
	tif = TIFFClientOpenExt("scan", "rm", (thandle_t)door, read_bytes,
	    write_bytes, seek_bytes, close_bytes, size_bytes, NULL, NULL,
	    options);
	TIFFOpenOptionsFree(options);
	return tif;
}

void tiff_complain(struct pool *pool, struct tiff_facts *facts,
    enum tiff_fault fault, uint32_t image, const char *detail)
{
	struct tiff_complaint *c;

	if (strncmp(detail, "scan: ", 6) == 0)
		detail += 6;	/* the name libtiff was given */
	for (uint32_t i = 0; i < facts->complaint_count; i++)
		if (facts->complaints[i].image == image &&
		    facts->complaints[i].fault == TIFF_CHAIN_CUT &&
		    fault == TIFF_NO_DIRECTORY)
			return;	/* told already, in better words */
	if (facts->complaint_count == TIFF_MOST_FINDINGS)
		return;
	if (facts->complaints == NULL)
		facts->complaints = pool_array(pool, TIFF_MOST_FINDINGS,
		    sizeof(*facts->complaints));
	c = &facts->complaints[facts->complaint_count++];
	c->fault = (uint8_t)fault;
	c->image = image;
	snprintf(c->detail, sizeof(c->detail), "%s", detail);
}

/* --- One directory ---------------------------------------------------- */

static double resolution(TIFF *tif, uint32_t tag, bool *found)
{
	float value = 0;

	if (TIFFGetField(tif, tag, &value) != 1)
		return 0;
	*found = true;
	return isfinite(value) && value > 0 ? (double)value : 0;
}

static void read_resolution(TIFF *tif, struct tiff_image *image)
{
	uint16_t unit = 0;

	image->x_resolution = resolution(tif, TIFFTAG_XRESOLUTION,
	    &image->has_resolution);
	image->y_resolution = resolution(tif, TIFFTAG_YRESOLUTION,
	    &image->has_resolution);
	if (TIFFGetField(tif, TIFFTAG_RESOLUTIONUNIT, &unit) != 1)
		unit = TIFF_UNIT_MISSING;
	image->unit = (uint8_t)(unit <= 3 ? unit : TIFF_UNIT_NONE);
}

uint8_t tiff_kind_of(uint32_t subfile, const struct tiff_image *image)
{
	if (subfile & FILETYPE_MASK || (image->has_photometric &&
	    image->photometric == PHOTOMETRIC_MASK))
		return TIFF_MASK;
	return subfile & FILETYPE_REDUCEDIMAGE ? TIFF_THUMBNAIL : TIFF_PAGE;
}

static void read_image(TIFF *tif, struct tiff_image *image)
{
	uint16_t orientation = 1;
	uint16_t planar = 1;
	uint16_t subs = 0;
	uint32_t length = 0;
	uint32_t subfile = 0;
	toff_t *places = NULL;
	void *profile = NULL;

	TIFFGetField(tif, TIFFTAG_IMAGEWIDTH, &image->width);
	TIFFGetField(tif, TIFFTAG_IMAGELENGTH, &image->height);
	TIFFGetFieldDefaulted(tif, TIFFTAG_BITSPERSAMPLE, &image->bits);
	TIFFGetFieldDefaulted(tif, TIFFTAG_SAMPLESPERPIXEL, &image->samples);
	TIFFGetFieldDefaulted(tif, TIFFTAG_COMPRESSION, &image->compression);
	TIFFGetFieldDefaulted(tif, TIFFTAG_PLANARCONFIG, &planar);
	image->planar = (uint8_t)planar;
	image->ink = -1;
	image->has_photometric = TIFFGetField(tif, TIFFTAG_PHOTOMETRIC,
	    &image->photometric) == 1;
	image->has_orientation = TIFFGetField(tif, TIFFTAG_ORIENTATION,
	    &orientation) == 1;
	image->orientation = (uint8_t)(orientation >= 1 && orientation <= 8 ?
	    orientation : 1);
	image->tiled = TIFFIsTiled(tif) != 0;
	if (image->tiled)
		TIFFGetField(tif, TIFFTAG_TILELENGTH, &image->row_strips);
	else
		TIFFGetFieldDefaulted(tif, TIFFTAG_ROWSPERSTRIP,
		    &image->row_strips);
	image->icc = TIFFGetField(tif, TIFFTAG_ICCPROFILE, &length,
	    &profile) == 1 && length > 0;
	image->sub_images = TIFFGetField(tif, TIFFTAG_SUBIFD, &subs,
	    &places) == 1 && subs > 0;
	read_resolution(tif, image);
	TIFFGetField(tif, TIFFTAG_SUBFILETYPE, &subfile);
	image->kind = tiff_kind_of(subfile, image);
}

int64_t tiff_time(const char *text)
{
	int y, m, d, h, min, s;
	int64_t days, seconds;

	if (sscanf(text, "%4d%*1[:-]%2d%*1[:-]%2d%*1[ T]%2d:%2d:%2d", &y, &m,
	    &d, &h, &min, &s) != 6 || y < 1900 || y > 2200 || m < 1 ||
	    m > 12 || d < 1 || d > 31 || h < 0 || h > 23 || min < 0 ||
	    min > 59 || s < 0 || s > 60)
		return 0;
	if (m <= 2) {
		y--;
		m += 12;
	}
	days = 365LL * y + y / 4 - y / 100 + y / 400 + (153 * m - 457) / 5 +
	    d - 719469;
	seconds = (h * 60LL + min) * 60 + s;
	return days * 86400 + seconds;
}

static void read_text(TIFF *tif, uint32_t tag, char room[TIFF_TEXT_MAX])
{
	const char *text = NULL;

	if (room[0] == '\0' && TIFFGetField(tif, tag, &text) == 1 &&
	    text != NULL)
		snprintf(room, TIFF_TEXT_MAX, "%s", text);
}

static void read_origin(TIFF *tif, struct tiff_origin *origin)
{
	const char *text = NULL;

	if (origin->taken == 0 &&
	    TIFFGetField(tif, TIFFTAG_DATETIME, &text) == 1 && text != NULL)
		origin->taken = tiff_time(text);
	read_text(tif, TIFFTAG_MAKE, origin->make);
	read_text(tif, TIFFTAG_MODEL, origin->model);
	read_text(tif, TIFFTAG_SOFTWARE, origin->software);
}

/* Do the places of the pixels lie in the file? */
static void judge_places(TIFF *tif, const struct tiff_source *source,
    struct pool *pool, struct tiff_facts *facts, uint32_t image)
{
	uint32_t count = TIFFIsTiled(tif) ? TIFFNumberOfTiles(tif) :
	    TIFFNumberOfStrips(tif);
	uint64_t size = (uint64_t)source->size;
	uint32_t outside = 0;
	uint32_t none = 0;
	char detail[64];

	for (uint32_t i = 0; i < count; i++) {
		int bad = 0;
		uint64_t at = TIFFGetStrileOffsetWithErr(tif, i, &bad);
		uint64_t length = bad ? 0 :
		    TIFFGetStrileByteCountWithErr(tif, i, &bad);

		if (bad) {
			none += count - i;
			break;
		}
		if (length == 0)
			none++;
		else if (at >= size || length > size - at)
			outside++;
	}
	if (outside > 0) {
		snprintf(detail, sizeof(detail), "%u / %u", outside, count);
		tiff_complain(pool, facts, TIFF_DATA_CUT, image, detail);
	}
	if (none > 0 || count == 0) {
		snprintf(detail, sizeof(detail), "%u / %u", none, count);
		tiff_complain(pool, facts, TIFF_NO_DATA, image, detail);
	}
}

static void judge_image(TIFF *tif, const struct tiff_door *door,
    struct pool *pool, struct tiff_facts *facts, uint32_t image)
{
	const struct tiff_image *i = &facts->images[image];
	char detail[64];

	if (i->width == 0 || i->height == 0 || i->width > TIFF_LARGEST_SIDE ||
	    i->height > TIFF_LARGEST_SIDE) {
		snprintf(detail, sizeof(detail), "%u x %u", i->width,
		    i->height);
		tiff_complain(pool, facts, TIFF_BAD_SIZE, image, detail);
	} else
		judge_places(tif, door->source, pool, facts, image);
	if (!TIFFIsCODECConfigured(i->compression)) {
		snprintf(detail, sizeof(detail), "%u", i->compression);
		tiff_complain(pool, facts, TIFF_UNKNOWN_CODEC, image, detail);
	}
	if (door->errors > 0)
		tiff_complain(pool, facts, door->cut ? TIFF_DATA_CUT :
		    TIFF_BAD_TAG, image, door->words);
}

/* --- All of a file ---------------------------------------------------- */

static struct tiff_image *next_image(struct pool *pool,
    struct tiff_facts *facts, uint32_t *room)
{
	if (facts->count == *room) {
		uint32_t more = *room == 0 ? 2 : *room * 2;
		struct tiff_image *images = pool_array(pool, more,
		    sizeof(*images));

		if (facts->count > 0)
			memcpy(images, facts->images,
			    facts->count * sizeof(*images));
		facts->images = images;
		*room = more;
	}
	return &facts->images[facts->count++];
}

/* A file whose only picture calls itself reduced is a page all the same. */
static void count_pages(struct tiff_facts *facts)
{
	for (uint32_t i = 0; i < facts->count; i++)
		facts->pages += facts->images[i].kind == TIFF_PAGE;
	for (uint32_t i = 0; facts->pages == 0 && i < facts->count; i++)
		if (facts->images[i].kind == TIFF_THUMBNAIL) {
			facts->images[i].kind = TIFF_PAGE;
			facts->pages = 1;
			facts->lone_thumbnail = true;
		}
}

static void ask_library(const struct tiff_source *source, struct pool *pool,
    struct tiff_facts *facts, uint32_t chain)
{
	struct tiff_door door;
	uint32_t room = 0;
	bool more = true;
	TIFF *tif = tiff_door_open(&door, source);

	if (tif == NULL) {
		tiff_complain(pool, facts, TIFF_NO_DIRECTORY, 0, door.words);
		return;
	}
	while (more) {
		read_image(tif, next_image(pool, facts, &room));
		read_origin(tif, &facts->origin);
		judge_image(tif, &door, pool, facts, facts->count - 1);
		tiff_door_quiet(&door);
		more = facts->count < chain &&
		    TIFFReadDirectory(tif) == 1;
	}
	if (facts->count < chain)
		tiff_complain(pool, facts, TIFF_NO_DIRECTORY, facts->count,
		    door.words);
	TIFFClose(tif);
}

static void read_facts(const struct tiff_source *source, struct pool *pool,
    struct tiff_facts *facts, bool try_plain)
{
	const uint64_t *places;
	uint32_t chain;

	*facts = (struct tiff_facts){ 0 };
	if (!tiff_chain(source, pool, facts, &places, &chain))
		return;
	facts->plain = try_plain &&
	    tiff_plain(source, pool, facts, places, chain);
	if (!facts->plain)
		ask_library(source, pool, facts, chain);
	count_pages(facts);
}

void tiff_read_facts(const struct tiff_source *source, struct pool *pool,
    struct tiff_facts *facts)
{
	read_facts(source, pool, facts, true);
}

void tiff_ask_library(const struct tiff_source *source, struct pool *pool,
    struct tiff_facts *facts)
{
	read_facts(source, pool, facts, false);
}

const char *tiff_library_version(void)
{
	return TIFFLIB_VERSION_STR;
}
