/* JPEG photographs: the orientation of EXIF, and EXIF that lies. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "jpeg.h"

#ifdef HAVE_JPEG
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <jpeglib.h>

#include "buf.h"
#include "pool.h"

enum { WIDE = 128, HIGH = 64 };

/* A picture of four quarters as it is stored: black, red, green, blue. */
static void make(const unsigned char *exif, size_t length,
    unsigned char **data, unsigned long *size)
{
	static const unsigned char colours[4][3] = {
		{ 0, 0, 0 }, { 255, 0, 0 }, { 0, 255, 0 }, { 0, 0, 255 }
	};
	struct jpeg_compress_struct jpeg;
	struct jpeg_error_mgr manager;
	unsigned char row[WIDE * 3];
	unsigned char *rows = row;

	jpeg.err = jpeg_std_error(&manager);
	jpeg_create_compress(&jpeg);
	*data = NULL;
	*size = 0;
	jpeg_mem_dest(&jpeg, data, size);
	jpeg.image_width = WIDE;
	jpeg.image_height = HIGH;
	jpeg.input_components = 3;
	jpeg.in_color_space = JCS_RGB;
	jpeg_set_defaults(&jpeg);
	jpeg_set_quality(&jpeg, 95, TRUE);
	jpeg_start_compress(&jpeg, TRUE);
	if (length > 0)
		jpeg_write_marker(&jpeg, JPEG_APP0 + 1, exif,
		    (unsigned)length);
	for (int y = 0; y < HIGH; y++) {
		for (int x = 0; x < WIDE; x++)
			memcpy(row + x * 3, colours[y / (HIGH / 2) * 2 +
			    x / (WIDE / 2)], 3);
		jpeg_write_scanlines(&jpeg, &rows, 1);
	}
	jpeg_finish_compress(&jpeg);
	jpeg_destroy_compress(&jpeg);
}

static void put(struct buf *buf, bool swapped, uint32_t value, int bytes)
{
	for (int i = 0; i < bytes; i++)
		buf_char(buf, (char)(value >> 8 *
		    (swapped ? bytes - 1 - i : i)));
}

/* EXIF with two tags; `count` entries are said to be there. */
static void make_exif(struct buf *buf, bool swapped, uint32_t orientation,
    uint32_t at, uint32_t count)
{
	buf_clear(buf);
	buf_add(buf, "Exif\0\0", 6);
	buf_text(buf, swapped ? "MM" : "II");
	put(buf, swapped, 42, 2);
	put(buf, swapped, at, 4);
	put(buf, swapped, count, 2);
	put(buf, swapped, 256, 2);	/* another tag before it */
	put(buf, swapped, 4, 2);
	put(buf, swapped, 1, 4);
	put(buf, swapped, WIDE, 4);
	put(buf, swapped, 274, 2);
	put(buf, swapped, 3, 2);
	put(buf, swapped, 1, 4);
	put(buf, swapped, orientation, 2);
	put(buf, swapped, 0, 2);
	put(buf, swapped, 0, 4);
}

static char colour(const struct tiff_picture *p, double u, double v)
{
	const unsigned char *c = p->rgb +
	    ((size_t)(v * p->height) * p->width + (size_t)(u * p->width)) * 3;

	return c[0] > 150 ? 'r' : c[1] > 150 ? 'g' : c[2] > 150 ? 'b' : 'k';
}

static void a_photograph_is_shown_upright(void **state)
{
	/* Upper left, upper right, lower left, lower right when upright. */
	static const char *const turned[] = { NULL, "krgb", "rkbg", "bgrk",
	    "gbkr", "kgrb", "gkbr", "brgk", "rbkg" };
	struct pool pool = { 0 };
	struct buf exif = { 0 };
	struct err err = { 0 };

	(void)state;
	for (uint32_t o = 1; o <= 8; o++)
		for (int swapped = 0; swapped < 2; swapped++) {
			struct tiff_view view = { .wide = 64, .high = 64,
			    .part_wide = 1, .part_high = 1 };
			struct tiff_picture p;
			struct jpeg_facts facts;
			unsigned char *data;
			unsigned long size;
			char seen[5] = "";

			make_exif(&exif, swapped, o, 8, 2);
			make((unsigned char *)exif.data, exif.length, &data,
			    &size);
			assert_true(jpeg_read(data, size, &facts, &err));
			assert_int_equal(facts.orientation, o);
			assert_int_equal(facts.width, WIDE);
			assert_true(jpeg_read_picture(data, size, &view,
			    &pool, &p, &err));
			assert_int_equal(p.width, o < 5 ? 64 : 32);
			assert_int_equal(p.height, o < 5 ? 32 : 64);
			assert_int_equal(p.full_width, o < 5 ? WIDE : HIGH);
			assert_int_equal(p.full_height, o < 5 ? HIGH : WIDE);
			for (int i = 0; i < 4; i++)
				seen[i] = colour(&p, i % 2 ? 0.75 : 0.25,
				    i / 2 ? 0.75 : 0.25);
			assert_string_equal(seen, turned[o]);
			/* The upper right quarter alone. */
			view.left = view.part_wide = view.part_high = 0.5;
			assert_true(jpeg_read_picture(data, size, &view,
			    &pool, &p, &err));
			assert_int_equal(colour(&p, 0.5, 0.5), turned[o][1]);
			assert_int_equal(colour(&p, 0.2, 0.8), turned[o][1]);
			free(data);
			pool_reset(&pool);
		}
	pool_free(&pool);
	buf_free(&exif);
}

static void exif_that_lies_leaves_the_photograph_as_it_is(void **state)
{
	static const struct {
		uint32_t orientation, at, count;
		size_t length;		/* cut to so many bytes; 0: all */
	} lies[] = {
		{ 0, 8, 2, 0 }, { 9, 8, 2, 0 }, { 6, 0xffffffff, 2, 0 },
		{ 6, 8, 0, 0 }, { 6, 1000, 65535, 0 }, { 6, 8, 65535, 30 },
		{ 6, 8, 2, 6 }, { 6, 8, 2, 7 }, { 6, 8, 2, 15 },
		{ 65535, 8, 2, 0 },
	};
	struct buf exif = { 0 };
	struct err err = { 0 };

	(void)state;
	for (size_t i = 0; i < COUNT(lies); i++) {
		struct jpeg_facts facts;
		unsigned char *data;
		unsigned long size;

		make_exif(&exif, i % 2 == 0, lies[i].orientation, lies[i].at,
		    lies[i].count);
		make((unsigned char *)exif.data, lies[i].length > 0 ?
		    lies[i].length : exif.length, &data, &size);
		assert_true(jpeg_read(data, size, &facts, &err));
		assert_int_equal(facts.orientation, 1);
		free(data);
	}
	buf_free(&exif);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_photograph_is_shown_upright),
		cmocka_unit_test(
		    exif_that_lies_leaves_the_photograph_as_it_is),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
#else
int main(void)
{
	return 77;
}
#endif
