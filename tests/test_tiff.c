/* Facts of TIFF files: ours against those of tiffinfo, over files made for
 * the purpose: every compression, every unit, traps, lies, cuts and flips. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <fcntl.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <time.h>
#include <tiffio.h>
#include <unistd.h>

#include "fs.h"
#include "pool.h"
#include "tiff.h"
#include "tiff_maker.h"
#include "tiff_same.h"

struct room {
	char folder[64];
	char path[128];
	struct pool pool;
	struct tiff_facts facts;
	int compared;		/* files that tiffinfo agreed on */
	int plain;		/* that were read without libtiff */
	bool tiffinfo;
};

static int enter(void **state)
{
	struct room *r = calloc(1, sizeof(*r));

	strcpy(r->folder, "/tmp/bansao-tiff.XXXXXX");
	if (mkdtemp(r->folder) == NULL) {
		free(r);
		return -1;
	}
	snprintf(r->path, sizeof(r->path), "%s/a.tif", r->folder);
	r->tiffinfo = system("tiffinfo /dev/null >/dev/null 2>&1") != 127 << 8;
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

/* Read the facts through the descriptor, by libtiff alone, and again from
 * memory: the same. */
static void look(struct room *r)
{
	struct tiff_facts again;
	struct tiff_window window = { .length = 0 };
	struct tiff_source source;
	struct stat s;
	unsigned char *all;
	int fd = open(r->path, O_RDONLY);

	assert_true(fd >= 0 && fstat(fd, &s) == 0);
	pool_reset(&r->pool);
	source = (struct tiff_source){ .fd = fd, .size = s.st_size,
	    .window = &window };
	tiff_read_facts(&source, &r->pool, &r->facts);
	r->plain += r->facts.plain;
	tiff_ask_library(&source, &r->pool, &again);
	assert_false(again.plain);
	assert_true(tiff_same(&r->facts, &again));
	if (s.st_size < 1 << 22) {
		all = malloc((size_t)s.st_size + 1);
		assert_int_equal(pread(fd, all, (size_t)s.st_size, 0),
		    s.st_size);
		source = (struct tiff_source){ .data = all, .fd = -1,
		    .length = (size_t)s.st_size, .size = s.st_size };
		tiff_read_facts(&source, &r->pool, &again);
		assert_true(tiff_same(&r->facts, &again));
		free(all);
	}
	close(fd);
}

static bool complains(const struct room *r, enum tiff_fault fault)
{
	for (uint32_t i = 0; i < r->facts.complaint_count; i++)
		if (r->facts.complaints[i].fault == fault)
			return true;
	return false;
}

static void keep(struct room *r, const struct maker *m)
{
	FILE *file = fopen(r->path, "wb");

	assert_non_null(file);
	assert_int_equal(fwrite(m->buf.data, 1, m->buf.length, file),
	    m->buf.length);
	assert_int_equal(fclose(file), 0);
}

static void keep_and_look(struct room *r, struct maker *m)
{
	keep(r, m);
	buf_free(&m->buf);
	look(r);
}

/* --- tiffinfo -------------------------------------------------------------- */

/* One line of tiffinfo against the directory it is about. */
static void compare_line(const struct tiff_image *i, const char *line)
{
	static const char *const names[] = {
		[1] = "None", [2] = "CCITT RLE", [3] = "CCITT Group 3",
		[4] = "CCITT Group 4", [5] = "LZW", [7] = "JPEG",
		[8] = "AdobeDeflate"
	};
	unsigned w, h, n;
	double x, y;
	char unit[40] = "";
	char scheme[80] = "";

	if (sscanf(line, " Image Width: %u Image Length: %u", &w, &h) == 2) {
		assert_int_equal(i->width, w);
		assert_int_equal(i->height, h);
	} else if (sscanf(line, " Resolution: %lf, %lf %39[^\n]", &x, &y,
	    unit) >= 2) {
		assert_true(fabs(i->x_resolution - x) <= x * 1e-4);
		assert_true(fabs(i->y_resolution - y) <= y * 1e-4);
		assert_int_equal(i->unit, strstr(unit, "inch") ? 2 :
		    strstr(unit, "cm") ? 3 : strstr(unit, "unitless") ? 1 :
		    i->unit);
	} else if (sscanf(line, " Bits/Sample: %u", &n) == 1)
		assert_int_equal(i->bits, n);
	else if (sscanf(line, " Samples/Pixel: %u", &n) == 1)
		assert_int_equal(i->samples, n);
	else if (sscanf(line, " Compression Scheme: %79[^\n]", scheme) == 1 &&
	    i->compression < COUNT(names) && names[i->compression] != NULL)
		assert_string_equal(scheme, names[i->compression]);
}

/* All directories that tiffinfo can read; it must not read more than we. */
static void compare(struct room *r)
{
	char command[256], line[512];
	uint32_t directory = 0;
	bool sub = false;	/* tiffinfo shows SubIFDs as well */
	FILE *pipe;

	if (!r->tiffinfo)
		return;
	snprintf(command, sizeof(command), "tiffinfo '%s' 2>/dev/null",
	    r->path);
	pipe = popen(command, "r");
	assert_non_null(pipe);
	while (fgets(line, sizeof(line), pipe) != NULL) {
		if (strncmp(line, "--- SubIFD", 10) == 0)
			sub = true;
		else if (strncmp(line, "=== TIFF directory", 18) == 0)
			sub = false;
		else if (sub)
			continue;
		else if (strncmp(line, "TIFF Directory at", 17) == 0)
			directory++;
		else if (directory > 0) {
			assert_true(directory <= r->facts.count);
			compare_line(&r->facts.images[directory - 1], line);
		}
	}
	pclose(pipe);
	assert_int_equal(directory, r->facts.count);
	r->compared++;
}

/* --- right files ------------------------------------------------------------ */

static void every_compression_depth_and_layout_is_told(void **state)
{
	static const uint16_t codecs[] = { 1, 2, 3, 4, 5, 7, 8, 32773, 32946,
		34925, 50000 };
	static const struct {
		uint16_t bits, samples, photometric;
	} kinds[] = { { 1, 1, 0 }, { 8, 1, 1 }, { 8, 3, 2 }, { 16, 1, 1 } };
	static const char *const modes[] = { "w", "w8", "wb" };
	struct room *r = *state;
	int made = 0;

	for (size_t c = 0; c < COUNT(codecs); c++)
		for (size_t k = 0; k < COUNT(kinds); k++)
			for (int t = 0; t < 2; t++) {
				struct made_page page = { .width = 200,
				    .height = 130, .bits = kinds[k].bits,
				    .samples = kinds[k].samples,
				    .photometric = kinds[k].photometric,
				    .compression = codecs[c], .unit = 2,
				    .x = 300, .y = 300, .tiled = t == 1,
				    .seed = 3 };
				bool fax = codecs[c] >= 2 && codecs[c] <= 4;

				if ((fax && page.bits != 1) ||
				    (codecs[c] == 7 && page.bits != 8))
					continue;
				if (!make_tiff(r->path, modes[made % 3], &page,
				    1))
					continue;
				made++;
				look(r);
				assert_int_equal(r->facts.pages, 1);
				assert_int_equal(r->facts.complaint_count, 0);
				assert_int_equal(r->facts.images[0].tiled, t);
				compare(r);
			}
	assert_true(made >= 40);
}

static void resolution_and_unit_are_told_as_written(void **state)
{
	static const uint16_t units[] = { 0, 1, 2, 3 };
	static const float values[] = { 0, 1, 72, 118.11f, 200, 300, 600 };
	struct room *r = *state;

	for (size_t u = 0; u < COUNT(units); u++)
		for (size_t v = 0; v < COUNT(values); v++) {
			struct made_page page = { .width = 100, .height = 141,
			    .bits = 1, .samples = 1, .compression = 4,
			    .unit = units[u], .x = values[v],
			    .y = v == 4 ? 100 : values[v] };

			assert_true(make_tiff(r->path, "w", &page, 1));
			look(r);
			assert_int_equal(r->facts.images[0].unit, units[u]);
			assert_int_equal(r->facts.images[0].has_resolution,
			    values[v] > 0);
			compare(r);
		}
}

static void pages_of_a_file_are_counted(void **state)
{
	struct room *r = *state;
	struct made_page pages[12];

	for (size_t n = 1; n <= COUNT(pages); n++) {
		for (size_t i = 0; i < n; i++)
			pages[i] = (struct made_page){ .width = 60 +
			    (uint32_t)i, .height = 80, .bits = 1,
			    .samples = 1, .compression = 4, .unit = 2,
			    .x = 200, .y = 200, .orientation =
			    (uint16_t)(1 + i % 8) };
		assert_true(make_tiff(r->path, n % 2 ? "w" : "w8", pages, n));
		look(r);
		assert_int_equal(r->facts.pages, n);
		assert_int_equal(r->facts.images[n - 1].orientation,
		    1 + (n - 1) % 8);
		assert_int_equal(r->facts.big, n % 2 == 0);
		compare(r);
	}
}

/* --- traps ------------------------------------------------------------------- */

static void thumbnails_masks_and_sub_images_are_no_pages(void **state)
{
	struct room *r = *state;
	struct made_page pages[4] = {
		{ .width = 90, .height = 120, .bits = 8, .samples = 1,
		    .compression = 5, .photometric = 1, .unit = 2, .x = 300,
		    .y = 300, .sub = true },
		{ .width = 20, .height = 30, .bits = 8, .samples = 1,
		    .compression = 1, .photometric = 1, .subfile = 1 },
		{ .width = 90, .height = 120, .bits = 1, .samples = 1,
		    .compression = 4, .photometric = 4, .subfile = 4 },
		{ .width = 90, .height = 120, .bits = 8, .samples = 1,
		    .compression = 5, .photometric = 1, .subfile = 2 },
	};

	assert_true(make_tiff(r->path, "w", pages, 4));
	look(r);
	assert_int_equal(r->facts.count, 4);
	assert_int_equal(r->facts.pages, 2);
	assert_int_equal(r->facts.images[0].kind, TIFF_PAGE);
	assert_true(r->facts.images[0].sub_images);
	assert_int_equal(r->facts.images[1].kind, TIFF_THUMBNAIL);
	assert_int_equal(r->facts.images[2].kind, TIFF_MASK);
	assert_int_equal(r->facts.images[3].kind, TIFF_PAGE);
	compare(r);
}

static void a_thumbnail_in_front_is_no_page(void **state)
{
	struct room *r = *state;
	struct maker m;

	maker_begin(&m, false, false);
	maker_page(&m, 40, 50, 1, 72, 2);
	maker_page(&m, 400, 500, 0, 300, 2);
	keep_and_look(r, &m);
	assert_int_equal(r->facts.pages, 1);
	assert_int_equal(r->facts.images[1].width, 400);
	assert_false(r->facts.lone_thumbnail);
	compare(r);
}

static void a_lone_thumbnail_is_a_page_with_a_remark(void **state)
{
	struct room *r = *state;
	struct maker m;

	maker_begin(&m, true, false);
	maker_page(&m, 400, 500, 1, 300, 2);
	keep_and_look(r, &m);
	assert_int_equal(r->facts.pages, 1);
	assert_true(r->facts.lone_thumbnail);
	compare(r);
}

static void a_chain_that_comes_back_ends(void **state)
{
	struct room *r = *state;
	uint64_t places[4];
	struct maker m;

	for (int big = 0; big < 2; big++)
		for (int back = 0; back < 3; back++) {
			maker_begin(&m, big == 1 && back == 1, big == 1);
			for (int i = 0; i < 3; i++)
				places[i] = maker_page(&m, 50, 70, 0, 300, 2);
			maker_link(&m, places[back]);
			keep_and_look(r, &m);
			assert_true(complains(r, TIFF_LOOP));
			assert_int_equal(r->facts.pages, 3);
			compare(r);
		}
}

static void many_directories_are_looked_at_up_to_a_limit(void **state)
{
	struct room *r = *state;
	struct timespec a, b;
	struct maker m;

	maker_begin(&m, false, false);
	for (int i = 0; i < TIFF_MOST_IMAGES + 500; i++)
		maker_page(&m, 8, 1, 0, 300, 2);
	clock_gettime(CLOCK_MONOTONIC, &a);
	keep_and_look(r, &m);
	clock_gettime(CLOCK_MONOTONIC, &b);
	assert_int_equal(r->facts.count, TIFF_MOST_IMAGES);
	assert_true(complains(r, TIFF_TOO_MANY));
	assert_true(b.tv_sec - a.tv_sec < 20);	/* two readings, sanitized */
}

/* --- lies --------------------------------------------------------------------- */

static void an_empty_and_a_foreign_file_are_told_apart(void **state)
{
	static const struct {
		const char *bytes;
		size_t length;
		const char *format;
	} files[] = {
		{ "%PDF-1.7\n", 9, "application/pdf" },
		{ "\xff\xd8\xff\xe0 JFIF", 9, "image/jpeg" },
		{ "\x89PNG\r\n\x1a\n....", 12, "image/png" },
		{ "II", 2, "application/octet-stream" },
		{ "II*\0", 4, "application/octet-stream" },
		{ "Kính gửi", 10, "application/octet-stream" },
	};
	struct room *r = *state;
	struct maker m = { 0 };

	buf_text(&m.buf, "");
	keep_and_look(r, &m);
	assert_true(complains(r, TIFF_EMPTY));
	for (size_t i = 0; i < COUNT(files); i++) {
		m = (struct maker){ 0 };
		buf_add(&m.buf, files[i].bytes, files[i].length);
		keep_and_look(r, &m);
		assert_true(complains(r, TIFF_FOREIGN));
		assert_string_equal(r->facts.format, files[i].format);
		assert_int_equal(r->facts.pages, 0);
	}
}

static void a_first_directory_past_the_end_is_told(void **state)
{
	struct room *r = *state;
	struct maker m;

	maker_begin(&m, false, false);
	maker_link(&m, 1 << 30);
	keep_and_look(r, &m);
	assert_true(complains(r, TIFF_CHAIN_CUT));
	maker_begin(&m, false, true);
	maker_link(&m, UINT64_MAX - 3);
	keep_and_look(r, &m);
	assert_true(complains(r, TIFF_CHAIN_CUT));
	maker_begin(&m, true, false);
	keep_and_look(r, &m);
	assert_true(complains(r, TIFF_NO_DIRECTORY));
}

static void data_past_the_end_is_told(void **state)
{
	struct room *r = *state;
	struct maker m;

	maker_begin(&m, false, false);
	maker_page(&m, 20000, 28000, 0, 600, 2);
	keep_and_look(r, &m);
	assert_int_equal(r->facts.pages, 1);
	assert_true(complains(r, TIFF_DATA_CUT));
	compare(r);
}

static void impossible_sizes_and_counts_cost_nothing(void **state)
{
	static const struct made_tag wild[][4] = {
		{ { 256, 4, 0xffffffff, 0 }, { 257, 4, 0xffffffff, 0 } },
		{ { 256, 4, 0, 0 }, { 257, 4, 100, 0 } },
		{ { 256, 4, 100, 0 }, { 257, 4, 100, 0 },
		  { 273, 4, 8, 0xffffffff }, { 279, 4, 8, 0xffffffff } },
		{ { 256, 4, 100, 0 }, { 257, 4, 100, 0 },
		  { 258, 3, 65535, 0 }, { 277, 3, 65535, 0 } },
		{ { 256, 16, UINT64_MAX, 0 }, { 257, 16, UINT64_MAX, 0 } },
		{ { 256, 4, 100, 1ULL << 62 }, { 257, 4, 100, 1ULL << 62 } },
		{ { 256, 4, 100, 0 }, { 257, 4, 100, 0 },
		  { 34675, 7, 8, 0xfffffff0 }, { 270, 2, 8, 0xfffffff0 } },
		{ { 256, 4, 100, 0 }, { 257, 4, 100, 0 },
		  { 282, 5, 0, 0 }, { 283, 5, 0xffffffffULL << 32, 0 } },
	};
	struct room *r = *state;
	struct rusage use;

	for (int big = 0; big < 2; big++)
		for (size_t i = 0; i < COUNT(wild); i++) {
			struct maker m;
			size_t n = 0;

			while (n < 4 && wild[i][n].tag != 0)
				n++;
			maker_begin(&m, false, big == 1);
			maker_directory(&m, wild[i], n);
			keep_and_look(r, &m);
			assert_true(r->facts.complaint_count > 0 ||
			    r->facts.pages == 1);
		}
	getrusage(RUSAGE_SELF, &use);
	assert_true(use.ru_maxrss < 512 * 1024);	/* with the sanitizer */
}

static void every_cut_is_survived_and_told(void **state)
{
	struct room *r = *state;
	struct made_page pages[3] = {
		{ .width = 120, .height = 160, .bits = 8, .samples = 3,
		    .compression = 5, .photometric = 2, .unit = 2, .x = 200,
		    .y = 200, .seed = 5 },
		{ .width = 120, .height = 160, .bits = 1, .samples = 1,
		    .compression = 4, .unit = 3, .x = 118, .y = 118, .seed = 7 },
		{ .width = 120, .height = 160, .bits = 8, .samples = 1,
		    .compression = 7, .photometric = 1, .unit = 2, .x = 300,
		    .y = 300, .seed = 9 },
	};
	struct stat s;

	for (int big = 0; big < 2; big++) {
		assert_true(make_tiff(r->path, big ? "w8" : "w", pages, 3));
		assert_int_equal(stat(r->path, &s), 0);
		for (off_t size = s.st_size - 1; size > 0;
		    size -= s.st_size / 24) {
			assert_int_equal(truncate(r->path, size), 0);
			look(r);
			assert_true(r->facts.complaint_count > 0);
			compare(r);
		}
	}
}

static void every_flipped_bit_is_survived(void **state)
{
	struct room *r = *state;
	struct made_page page = { .width = 40, .height = 50, .bits = 8,
	    .samples = 1, .compression = 5, .photometric = 1, .unit = 2,
	    .x = 200, .y = 200, .seed = 3 };
	unsigned char *good;
	struct stat s;
	int fd;
	unsigned turn = 12345;

	assert_true(make_tiff(r->path, "w", &page, 1));
	assert_int_equal(stat(r->path, &s), 0);
	good = malloc((size_t)s.st_size);
	fd = open(r->path, O_RDWR);
	assert_int_equal(pread(fd, good, (size_t)s.st_size, 0), s.st_size);
	for (int i = 0; i < 300; i++) {
		off_t at;
		unsigned char byte;

		/* Half of them in the directory at the end. */
		turn = turn * 1103515245 + 12345;
		at = i % 2 ? (off_t)(turn >> 8) % s.st_size :
		    s.st_size - 1 - (off_t)(turn >> 8) % 180;
		byte = good[at] ^ (unsigned char)(1 << (turn >> 28) % 8);
		assert_int_equal(pwrite(fd, &byte, 1, at), 1);
		look(r);
		if (i % 6 == 0)
			compare(r);
		assert_int_equal(pwrite(fd, &good[at], 1, at), 1);
	}
	close(fd);
	free(good);
}

static void ordinary_files_need_no_libtiff(void **state)
{
	static const struct made_page ordinary[] = {
		{ .bits = 1, .samples = 1, .compression = 4, .photometric = 0 },
		{ .bits = 8, .samples = 1, .compression = 1, .photometric = 1 },
		{ .bits = 8, .samples = 3, .compression = 5, .photometric = 2 },
		{ .bits = 8, .samples = 3, .compression = 8, .photometric = 2,
		    .planar = 2 },
		{ .bits = 8, .samples = 3, .compression = 7, .photometric = 2 },
		{ .bits = 16, .samples = 1, .compression = 32773,
		    .photometric = 1, .tiled = true },
	};
	static const char *const modes[] = { "w", "w8", "wb" };
	struct room *r = *state;

	for (size_t i = 0; i < COUNT(ordinary); i++)
		for (size_t m = 0; m < COUNT(modes); m++) {
			struct made_page page = ordinary[i];

			page.width = 200;
			page.height = 300;
			page.unit = 2;
			page.x = page.y = 300;
			page.seed = 3;
			assert_true(make_tiff(r->path, modes[m], &page, 1));
			look(r);
			assert_true(r->facts.plain);
			compare(r);
		}
}

static void enough_was_compared_with_tiffinfo(void **state)
{
	struct room *r = *state;

	assert_true(r->plain >= 100);
	if (!r->tiffinfo)
		skip();
	print_message("# T-TIFF-1: %d files agree with tiffinfo\n", r->compared);
	assert_true(r->compared >= 150);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_compression_depth_and_layout_is_told),
		cmocka_unit_test(resolution_and_unit_are_told_as_written),
		cmocka_unit_test(pages_of_a_file_are_counted),
		cmocka_unit_test(thumbnails_masks_and_sub_images_are_no_pages),
		cmocka_unit_test(a_thumbnail_in_front_is_no_page),
		cmocka_unit_test(a_lone_thumbnail_is_a_page_with_a_remark),
		cmocka_unit_test(a_chain_that_comes_back_ends),
		cmocka_unit_test(many_directories_are_looked_at_up_to_a_limit),
		cmocka_unit_test(an_empty_and_a_foreign_file_are_told_apart),
		cmocka_unit_test(a_first_directory_past_the_end_is_told),
		cmocka_unit_test(data_past_the_end_is_told),
		cmocka_unit_test(impossible_sizes_and_counts_cost_nothing),
		cmocka_unit_test(every_cut_is_survived_and_told),
		cmocka_unit_test(every_flipped_bit_is_survived),
		cmocka_unit_test(ordinary_files_need_no_libtiff),
		cmocka_unit_test(enough_was_compared_with_tiffinfo),
	};

	return cmocka_run_group_tests(tests, enter, leave);
}
