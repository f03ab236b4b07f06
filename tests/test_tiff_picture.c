/* Pixels of TIFF files: a full decode, the picture of a page, and how much
 * memory the largest of pages takes. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <tiffio.h>
#include <unistd.h>

#include "fs.h"
#include "pool.h"
#include "tiff.h"
#include "tiff_maker.h"

struct room {
	char folder[64];
	char path[128];
	struct pool pool;
	struct tiff_facts facts;
};

static int enter(void **state)
{
	struct room *r = calloc(1, sizeof(*r));

	strcpy(r->folder, "/tmp/bansao-pixels.XXXXXX");
	if (mkdtemp(r->folder) == NULL) {
		free(r);
		return -1;
	}
	snprintf(r->path, sizeof(r->path), "%s/a.tif", r->folder);
	TIFFSetErrorHandler(NULL);
	TIFFSetWarningHandler(NULL);
	*state = r;
	return 0;
}

static int leave(void **state)
{
	struct room *r = *state;
	struct err err = { 0 };

	pool_free(&r->pool);
	assert_true(fs_remove_tree(r->folder, &err));
	free(r);
	return 0;
}

static struct tiff_source source_of(struct room *r, int *fd)
{
	struct stat s;

	*fd = open(r->path, O_RDONLY);
	assert_true(*fd >= 0);
	assert_int_equal(fstat(*fd, &s), 0);
	return (struct tiff_source){ .fd = *fd, .size = s.st_size };
}

static void look(struct room *r)
{
	int fd;
	struct tiff_source source = source_of(r, &fd);

	pool_reset(&r->pool);
	tiff_read_facts(&source, &r->pool, &r->facts);
	close(fd);
}

static bool complains(const struct room *r, enum tiff_fault fault)
{
	for (uint32_t i = 0; i < r->facts.complaint_count; i++)
		if (r->facts.complaints[i].fault == fault)
			return true;
	return false;
}

/* --- decoding ------------------------------------------------------------------ */

static void decoding_finds_what_the_facts_cannot(void **state)
{
	struct room *r = *state;
	struct made_page page = { .width = 300, .height = 200, .bits = 8,
	    .samples = 3, .compression = 5, .photometric = 2, .unit = 2,
	    .x = 300, .y = 300, .seed = 3 };
	struct tiff_source source;
	int fd, writable;

	assert_true(make_tiff(r->path, "w", &page, 1));
	look(r);
	source = source_of(r, &fd);
	assert_true(tiff_decode(&source, &r->pool, &r->facts, NULL, NULL));
	assert_int_equal(r->facts.complaint_count, 0);
	writable = open(r->path, O_WRONLY);
	for (off_t at = 200; at < 1200; at += 3)
		assert_int_equal(pwrite(writable, "\xff", 1, at), 1);
	close(writable);
	look(r);
	assert_int_equal(r->facts.complaint_count, 0);
	assert_true(tiff_decode(&source, &r->pool, &r->facts, NULL, NULL));
	assert_true(complains(r, TIFF_UNDECODABLE));
	close(fd);
}

static void decoding_measures_the_ink(void **state)
{
	static const struct {
		struct made_page page;
		float least, most;
	} cases[] = {
		{ { .bits = 8, .samples = 1, .compression = 5,
		    .photometric = 1, .seed = 0 }, 0, 0 },
		{ { .bits = 8, .samples = 1, .compression = 5,
		    .photometric = 1, .seed = 7 }, 15, 45 },
		{ { .bits = 1, .samples = 1, .compression = 4,
		    .photometric = 1, .seed = 0 }, 0, 0 },
		{ { .bits = 1, .samples = 1, .compression = 4,
		    .photometric = 0, .seed = 0 }, 100, 100 },
		{ { .bits = 8, .samples = 3, .compression = 7,
		    .photometric = 6, .seed = 0 }, 0, 0 },
	};
	struct room *r = *state;

	for (size_t i = 0; i < COUNT(cases); i++) {
		struct made_page page = cases[i].page;
		struct tiff_source source;
		int fd;

		page.width = 200;
		page.height = 260;
		assert_true(make_tiff(r->path, "w", &page, 1));
		look(r);
		assert_true(r->facts.images[0].ink < 0);
		source = source_of(r, &fd);
		assert_true(tiff_decode(&source, &r->pool, &r->facts, NULL,
		    NULL));
		assert_true(r->facts.images[0].ink >= cases[i].least &&
		    r->facts.images[0].ink <= cases[i].most);
		close(fd);
	}
}

/* A page of four quarters: black, red, green, blue. */
static void make_quarters(struct room *r, uint16_t orientation, bool tiled)
{
	unsigned char row[64 * 3 * 64];
	TIFF *tif = TIFFOpen(r->path, "w");
	static const unsigned char colours[4][3] = {
		{ 0, 0, 0 }, { 255, 0, 0 }, { 0, 255, 0 }, { 0, 0, 255 }
	};

	TIFFSetField(tif, TIFFTAG_IMAGEWIDTH, 128);
	TIFFSetField(tif, TIFFTAG_IMAGELENGTH, 128);
	TIFFSetField(tif, TIFFTAG_BITSPERSAMPLE, 8);
	TIFFSetField(tif, TIFFTAG_SAMPLESPERPIXEL, 3);
	TIFFSetField(tif, TIFFTAG_PHOTOMETRIC, PHOTOMETRIC_RGB);
	TIFFSetField(tif, TIFFTAG_COMPRESSION, COMPRESSION_LZW);
	TIFFSetField(tif, TIFFTAG_PLANARCONFIG, PLANARCONFIG_CONTIG);
	TIFFSetField(tif, TIFFTAG_ORIENTATION, orientation);
	if (tiled) {
		TIFFSetField(tif, TIFFTAG_TILEWIDTH, 64);
		TIFFSetField(tif, TIFFTAG_TILELENGTH, 64);
	} else
		TIFFSetField(tif, TIFFTAG_ROWSPERSTRIP, 16);
	for (uint32_t y = 0; y < 128; y += tiled ? 64 : 1)
		for (uint32_t x = 0; x < 128; x += 64) {
			for (size_t i = 0; i < (tiled ? 64 * 64 : 64); i++)
				memcpy(row + i * 3 + (tiled ? 0 : x * 3),
				    colours[(y / 64) * 2 + x / 64], 3);
			if (tiled)
				TIFFWriteTile(tif, row, x, y, 0, 0);
			else if (x == 64)
				TIFFWriteScanline(tif, row, y, 0);
		}
	TIFFClose(tif);
}

/* Which quarter is at u, v of the picture: k r g b. */
static char quarter(const struct tiff_picture *p, double u, double v)
{
	const unsigned char *c = p->rgb +
	    ((size_t)(v * p->height) * p->width + (size_t)(u * p->width)) * 3;

	return c[0] > 200 ? 'r' : c[1] > 200 ? 'g' : c[2] > 200 ? 'b' : 'k';
}

static void a_page_is_shown_upright(void **state)
{
	/* Upper left, upper right, lower left, lower right when upright. */
	static const char *const turned[] = { NULL, "krgb", "rkbg", "bgrk",
	    "gbkr", "kgrb", "gkbr", "brgk", "rbkg" };
	struct room *r = *state;
	struct err err = { 0 };

	for (uint16_t o = 1; o <= 8; o++)
		for (int tiled = 0; tiled < 2; tiled++) {
			struct tiff_view view = { .wide = 32, .high = 32,
			    .part_wide = 1, .part_high = 1 };
			struct tiff_picture p;
			struct tiff_source source;
			char seen[5] = "";
			int fd;

			make_quarters(r, o, tiled == 1);
			source = source_of(r, &fd);
			assert_true(tiff_read_picture(&source, &view, &r->pool,
			    &p, &err));
			assert_int_equal(p.width, 32);
			assert_int_equal(p.height, 32);
			assert_false(p.partly);
			for (int i = 0; i < 4; i++)
				seen[i] = quarter(&p, i % 2 ? 0.75 : 0.25,
				    i / 2 ? 0.75 : 0.25);
			assert_string_equal(seen, turned[o]);
			/* The lower right quarter alone. */
			view.left = view.top = view.part_wide =
			    view.part_high = 0.5;
			assert_true(tiff_read_picture(&source, &view, &r->pool,
			    &p, &err));
			assert_int_equal(quarter(&p, 0.5, 0.5), turned[o][3]);
			assert_int_equal(quarter(&p, 0.1, 0.1), turned[o][3]);
			close(fd);
		}
}

static void every_kind_of_picture_is_shown(void **state)
{
	static const struct made_page kinds[] = {
		{ .bits = 1, .samples = 1, .compression = 4, .photometric = 0 },
		{ .bits = 1, .samples = 1, .compression = 1, .photometric = 1 },
		{ .bits = 4, .samples = 1, .compression = 5, .photometric = 1 },
		{ .bits = 8, .samples = 1, .compression = 8, .photometric = 1 },
		{ .bits = 16, .samples = 1, .compression = 1,
		    .photometric = 1 },
		{ .bits = 8, .samples = 3, .compression = 7, .photometric = 6 },
		{ .bits = 8, .samples = 3, .compression = 5, .photometric = 2,
		    .planar = 2 },
		{ .bits = 8, .samples = 4, .compression = 5,
		    .photometric = 5 },
		{ .bits = 8, .samples = 3, .compression = 5,
		    .photometric = 8 },
	};
	struct room *r = *state;
	struct err err = { 0 };

	for (size_t i = 0; i < COUNT(kinds); i++)
		for (int tiled = 0; tiled < 2; tiled++) {
			struct made_page page = kinds[i];
			struct tiff_view view = { .wide = 64, .high = 64,
			    .part_wide = 1, .part_high = 1 };
			struct tiff_source source;
			struct tiff_picture p;
			int fd;

			page.width = 150;
			page.height = 200;
			page.seed = 4;
			page.tiled = tiled == 1;
			assert_true(make_tiff(r->path, "w", &page, 1));
			source = source_of(r, &fd);
			assert_true(tiff_read_picture(&source, &view, &r->pool,
			    &p, &err));
			assert_int_equal(p.height, 64);
			assert_int_equal(p.width, 48);
			assert_false(p.partly);
			close(fd);
		}
}

/* --- the largest page ----------------------------------------------------- */

/* A0 at 600 dpi: 558 million pixels, a black band across the middle. */
enum { A0_WIDE = 19866, A0_HIGH = 28087, BAND = 4000, TILE = 512 };

struct a0 {
	uint16_t bits, samples, compression;
	uint32_t rows;		/* of a strip; 0: tiles */
};

static bool in_band(uint32_t y)
{
	return y > (A0_HIGH - BAND) / 2 && y < (A0_HIGH + BAND) / 2;
}

static void set_tags(TIFF *tif, const struct a0 *a)
{
	TIFFSetField(tif, TIFFTAG_IMAGEWIDTH, A0_WIDE);
	TIFFSetField(tif, TIFFTAG_IMAGELENGTH, A0_HIGH);
	TIFFSetField(tif, TIFFTAG_BITSPERSAMPLE, a->bits);
	TIFFSetField(tif, TIFFTAG_SAMPLESPERPIXEL, a->samples);
	TIFFSetField(tif, TIFFTAG_COMPRESSION, a->compression);
	TIFFSetField(tif, TIFFTAG_PHOTOMETRIC, a->samples == 3 ?
	    PHOTOMETRIC_RGB : PHOTOMETRIC_MINISBLACK);
	TIFFSetField(tif, TIFFTAG_PLANARCONFIG, PLANARCONFIG_CONTIG);
	TIFFSetField(tif, TIFFTAG_XRESOLUTION, 600.0);
	TIFFSetField(tif, TIFFTAG_YRESOLUTION, 600.0);
	if (a->rows == 0) {
		TIFFSetField(tif, TIFFTAG_TILEWIDTH, TILE);
		TIFFSetField(tif, TIFFTAG_TILELENGTH, TILE);
	} else
		TIFFSetField(tif, TIFFTAG_ROWSPERSTRIP, a->rows);
}

static void write_tiles(TIFF *tif)
{
	tmsize_t size = TIFFTileSize(tif);
	unsigned char *tile = malloc((size_t)size);

	for (uint32_t y = 0; y < A0_HIGH; y += TILE)
		for (uint32_t x = 0; x < A0_WIDE; x += TILE) {
			memset(tile, in_band(y) ? 0 : 255, (size_t)size);
			TIFFWriteTile(tif, tile, x, y, 0, 0);
		}
	free(tile);
}

static void write_rows(TIFF *tif)
{
	tmsize_t size = TIFFScanlineSize(tif);
	unsigned char *row = malloc((size_t)size);

	for (uint32_t y = 0; y < A0_HIGH; y++) {
		memset(row, in_band(y) ? 0 : 255, (size_t)size);
		TIFFWriteScanline(tif, row, y, 0);
	}
	free(row);
}

/* Uncompressed in one strip: the directory, then a hole of black pixels. */
static void write_hole(struct room *r, const struct a0 *a)
{
	const uint64_t bytes = (uint64_t)A0_WIDE * A0_HIGH * a->samples;
	const struct made_tag tags[] = {
		{ 256, 4, A0_WIDE, 0 }, { 257, 4, A0_HIGH, 0 },
		{ 258, 3, 8, 0 }, { 259, 3, 1, 0 }, { 262, 3, 1, 0 },
		{ 273, 4, 4096, 0 }, { 277, 3, 1, 0 },
		{ 278, 4, A0_HIGH, 0 }, { 279, 4, bytes, 0 },
	};
	struct maker m;
	FILE *file = fopen(r->path, "wb");

	maker_begin(&m, false, false);
	maker_directory(&m, tags, COUNT(tags));
	assert_int_equal(fwrite(m.buf.data, 1, m.buf.length, file),
	    m.buf.length);
	assert_int_equal(fclose(file), 0);
	assert_int_equal(truncate(r->path, (off_t)(4096 + bytes)), 0);
	buf_free(&m.buf);
}

static bool write_a0(struct room *r, const struct a0 *a)
{
	TIFF *tif;

	if (!TIFFIsCODECConfigured(a->compression))
		return false;
	if (a->compression == COMPRESSION_NONE) {
		write_hole(r, a);
		return true;
	}
	tif = TIFFOpen(r->path, "w");
	set_tags(tif, a);
	if (a->rows == 0)
		write_tiles(tif);
	else
		write_rows(tif);
	TIFFClose(tif);
	return true;
}

/* The most memory this process has had, in KiB. */
static long peak(void)
{
	FILE *file = fopen("/proc/self/status", "r");
	char line[128];
	long kib = -1;

	while (file != NULL && fgets(line, sizeof(line), file) != NULL)
		sscanf(line, "VmHWM: %ld", &kib);
	if (file != NULL)
		fclose(file);
	return kib;
}

/* In a child, whose peak is its own: 0 when all is well. */
static int draw_a0(struct room *r, const struct a0 *a)
{
	struct tiff_view view = { .wide = 640, .high = 768, .part_wide = 1,
	    .part_high = 1 };
	struct tiff_picture p;
	struct err err = { 0 };
	int fd;
	struct tiff_source source = source_of(r, &fd);
	const unsigned char *middle;
	long kib;

	if (!tiff_read_picture(&source, &view, &r->pool, &p, &err))
		return 1;
	middle = p.rgb + ((size_t)(p.height / 2) * p.width + p.width / 2) * 3;
	if (p.partly || p.height != 768 || p.full_width != A0_WIDE ||
	    middle[0] > 20)
		return 2;
	if (a->compression != COMPRESSION_NONE && p.rgb[0] < 235)
		return 3;
	kib = peak();
	if (kib > 128 * 1024)
		fprintf(stderr, "%ld KiB\n", kib);
	return kib > 128 * 1024 ? 4 : 0;
}

static void a0_at_600_dpi_is_drawn_within_128_megabytes(void **state)
{
	static const struct a0 kinds[] = {
		{ 1, 1, COMPRESSION_CCITTFAX4, 64 },
		{ 1, 1, COMPRESSION_CCITTFAX4, A0_HIGH },
		{ 8, 1, COMPRESSION_PACKBITS, 16 },
		{ 8, 1, COMPRESSION_LZW, A0_HIGH },
		{ 8, 1, COMPRESSION_ADOBE_DEFLATE, 0 },
		{ 8, 3, COMPRESSION_PACKBITS, 0 },
		{ 8, 1, COMPRESSION_NONE, A0_HIGH },
	};
	struct room *r = *state;

#if defined(__SANITIZE_ADDRESS__)
	skip();		/* its memory is not the program's */
#endif
	for (size_t i = 0; i < COUNT(kinds); i++) {
		int status = -1;
		pid_t pid;

		if (!write_a0(r, &kinds[i]))
			continue;
		pid = fork();
		if (pid == 0)
			_exit(draw_a0(r, &kinds[i]));
		assert_true(waitpid(pid, &status, 0) == pid);
		if (status != 0)
			print_message("kind %zu: %d\n", i, status);
		assert_int_equal(status, 0);
	}
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(decoding_finds_what_the_facts_cannot),
		cmocka_unit_test(decoding_measures_the_ink),
		cmocka_unit_test(a_page_is_shown_upright),
		cmocka_unit_test(every_kind_of_picture_is_shown),
		cmocka_unit_test(a0_at_600_dpi_is_drawn_within_128_megabytes),
	};

	return cmocka_run_group_tests(tests, enter, leave);
}
