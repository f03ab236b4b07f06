#include "jpeg.h"

#include <math.h>
#include <setjmp.h>
#include <stdio.h>
#include <string.h>

#ifdef HAVE_JPEG
#include <jpeglib.h>

/* libjpeg leaves by a jump; its words are kept. */
struct way_out {
	struct jpeg_error_mgr manager;
	jmp_buf place;
	char words[JMSG_LENGTH_MAX];
};

static void leave(j_common_ptr jpeg)
{
	struct way_out *out = (struct way_out *)jpeg->err;

	out->manager.format_message(jpeg, out->words);
	longjmp(out->place, 1);
}

static void say_nothing(j_common_ptr jpeg)
{
	(void)jpeg;
}

/* --- EXIF ----------------------------------------------------------------- */

/* The TIFF that is in the marker, in its own order of bytes. */
struct exif {
	const unsigned char *data;
	size_t length;
	bool swapped;
};

static uint32_t number(const struct exif *e, size_t at, unsigned bytes)
{
	uint32_t value = 0;

	if (at > e->length || bytes > e->length - at)
		return 0;
	for (unsigned i = 0; i < bytes; i++)
		value = value << 8 |
		    e->data[at + (e->swapped ? i : bytes - 1 - i)];
	return value;
}

/* Tag 274, a SHORT, of the first directory; anything odd is upright. */
static int orientation_of(const struct exif *e)
{
	enum { TAG = 274, SHORT = 3, ENTRY = 12 };
	size_t at = number(e, 4, 4);
	uint32_t count = number(e, at, 2);
	uint32_t value = 1;

	if (number(e, 2, 2) != 42)
		return 1;
	at += 2;
	for (uint32_t i = 0; i < count && at < e->length; i++, at += ENTRY)
		if (number(e, at, 2) == TAG && number(e, at + 2, 2) == SHORT)
			value = number(e, at + 8, 2);
	return value >= 1 && value <= 8 ? (int)value : 1;
}

static int read_orientation(const struct jpeg_decompress_struct *jpeg)
{
	static const char head[6] = "Exif\0";

	for (jpeg_saved_marker_ptr m = jpeg->marker_list; m != NULL;
	    m = m->next)
		if (m->marker == JPEG_APP0 + 1 && m->data_length > 14 &&
		    memcmp(m->data, head, sizeof(head)) == 0) {
			struct exif exif = { m->data + sizeof(head),
			    m->data_length - sizeof(head),
			    m->data[sizeof(head)] == 'M' };

			return orientation_of(&exif);
		}
	return 1;
}

/* The header with what is wanted of it. */
static void read_header(struct jpeg_decompress_struct *jpeg,
    const unsigned char *data, size_t length)
{
	jpeg_create_decompress(jpeg);
	jpeg_save_markers(jpeg, JPEG_APP0 + 1, 0xffff);
	jpeg_mem_src(jpeg, data, (unsigned long)length);
	jpeg_read_header(jpeg, TRUE);
}

/* --- facts ---------------------------------------------------------------- */

bool jpeg_read(const unsigned char *data, size_t length,
    struct jpeg_facts *facts, struct err *err)
{
	struct jpeg_decompress_struct jpeg;
	struct way_out out = { .words = "" };

	memset(&jpeg, 0, sizeof(jpeg));
	*facts = (struct jpeg_facts){ 0 };
	jpeg.err = jpeg_std_error(&out.manager);
	out.manager.error_exit = leave;
	out.manager.output_message = say_nothing;
	if (setjmp(out.place) != 0) {
		jpeg_destroy_decompress(&jpeg);
		return err_set(err, ERR_FINDINGS, "%s", out.words);
	}
	read_header(&jpeg, data, length);
	facts->width = jpeg.image_width;
	facts->height = jpeg.image_height;
	facts->components = jpeg.num_components;
	facts->orientation = read_orientation(&jpeg);
	facts->unit = jpeg.saw_JFIF_marker ? jpeg.density_unit : 0;
	facts->x_density = jpeg.X_density;
	facts->y_density = jpeg.Y_density;
	jpeg_destroy_decompress(&jpeg);
	return true;
}

/* --- pictures ------------------------------------------------------------ */

/* The part that is shown, in decoded pixels, and the sums of each pixel of
 * the result. */
struct part {
	uint32_t x0, y0, x1, y1;
	uint32_t wide, high;
	uint32_t *sums;		/* three colours and the count */
	int channels;		/* of a decoded pixel: 3, or 4 as CMYK */
	int orientation;
};

static uint32_t place(double at, uint32_t whole)
{
	double x = at * whole;

	return x <= 0 ? 0 : x >= whole ? whole : (uint32_t)x;
}

/* The smallest of libjpeg's reductions that still has a pixel for each. */
static void choose_scale(struct jpeg_decompress_struct *jpeg,
    const struct tiff_view *view)
{
	jpeg->scale_denom = 8;
	for (jpeg->scale_num = 1; jpeg->scale_num < 8; jpeg->scale_num *= 2)
		if (jpeg->image_width * view->part_wide * jpeg->scale_num / 8 >=
		    view->wide || jpeg->image_height * view->part_high *
		    jpeg->scale_num / 8 >= view->high)
			return;
}

static void choose_part(const struct jpeg_decompress_struct *jpeg,
    const struct tiff_view *view, struct part *part)
{
	double factor;

	part->x0 = place(view->left, jpeg->output_width);
	part->y0 = place(view->top, jpeg->output_height);
	part->x1 = place(view->left + view->part_wide, jpeg->output_width);
	part->y1 = place(view->top + view->part_high, jpeg->output_height);
	if (part->x1 <= part->x0)
		part->x1 = (part->x0 -= part->x0 == jpeg->output_width) + 1;
	if (part->y1 <= part->y0)
		part->y1 = (part->y0 -= part->y0 == jpeg->output_height) + 1;
	factor = fmin(1, fmin((double)view->wide / (part->x1 - part->x0),
	    (double)view->high / (part->y1 - part->y0)));
	part->wide = (uint32_t)fmax(1, (part->x1 - part->x0) * factor);
	part->high = (uint32_t)fmax(1, (part->y1 - part->y0) * factor);
	part->channels = jpeg->output_components;
}

static void add_row(struct part *part, const unsigned char *row, uint32_t y)
{
	uint32_t to_y = (uint32_t)((uint64_t)(y - part->y0) * part->high /
	    (part->y1 - part->y0));

	row += (size_t)part->x0 * (size_t)part->channels;
	for (uint32_t x = 0; x < part->x1 - part->x0; x++) {
		uint32_t to_x = (uint32_t)((uint64_t)x * part->wide /
		    (part->x1 - part->x0));
		uint32_t *sum = part->sums +
		    4 * ((size_t)to_y * part->wide + to_x);
		/* CMYK of Adobe is written upside down. */
		unsigned black = part->channels == 4 ? row[3] : 255;

		for (int c = 0; c < 3; c++)
			sum[c] += row[c] * black / 255;
		sum[3]++;
		row += part->channels;
	}
}

/* Turn the small result upright. */
static void finish(const struct part *part, struct pool *pool,
    struct tiff_picture *picture)
{
	const bool turned = part->orientation >= 5;

	picture->width = turned ? part->high : part->wide;
	picture->height = turned ? part->wide : part->high;
	picture->rgb = pool_array(pool, (size_t)part->wide * part->high, 3);
	for (uint32_t v = 0; v < picture->height; v++)
		for (uint32_t u = 0; u < picture->width; u++) {
			unsigned char *to = picture->rgb + 3 *
			    ((size_t)v * picture->width + u);
			const uint32_t *sum;
			double x, y;

			upright_point(part->orientation,
			    (u + 0.5) / picture->width,
			    (v + 0.5) / picture->height, &x, &y);
			sum = part->sums + 4 * ((size_t)(y * part->high) *
			    part->wide + (size_t)(x * part->wide));
			for (int c = 0; c < 3; c++)
				to[c] = (unsigned char)(sum[3] == 0 ? 128 :
				    sum[c] / sum[3]);
			picture->partly = picture->partly || sum[3] == 0;
		}
}

bool jpeg_read_picture(const unsigned char *data, size_t length,
    const struct tiff_view *view, struct pool *pool,
    struct tiff_picture *picture, struct err *err)
{
	struct jpeg_decompress_struct jpeg;
	struct way_out out = { .words = "" };
	struct part *part = pool_alloc(pool, sizeof(*part));
	struct tiff_view *stored = pool_alloc(pool, sizeof(*stored));
	unsigned char *row;

	*picture = (struct tiff_picture){ .pages = 1 };
	*part = (struct part){ .sums = NULL };
	if (view->page > 0)
		return err_set(err, ERR_MISSING,
		    _("A JPEG has one page only"));
	memset(&jpeg, 0, sizeof(jpeg));
	jpeg.err = jpeg_std_error(&out.manager);
	out.manager.error_exit = leave;
	out.manager.output_message = say_nothing;
	if (setjmp(out.place) != 0) {
		jpeg_destroy_decompress(&jpeg);
		if (part->sums == NULL)
			return err_set(err, ERR_FINDINGS, "%s", out.words);
		finish(part, pool, picture);
		return true;
	}
	read_header(&jpeg, data, length);
	part->orientation = read_orientation(&jpeg);
	upright_view(part->orientation, view, stored);
	picture->full_width = part->orientation >= 5 ? jpeg.image_height :
	    jpeg.image_width;
	picture->full_height = part->orientation >= 5 ? jpeg.image_width :
	    jpeg.image_height;
	jpeg.out_color_space = jpeg.num_components == 4 ? JCS_CMYK : JCS_RGB;
	choose_scale(&jpeg, stored);
	jpeg_start_decompress(&jpeg);
	choose_part(&jpeg, stored, part);
	row = pool_alloc(pool, (size_t)jpeg.output_width *
	    (size_t)jpeg.output_components);
	part->sums = pool_array(pool, (size_t)part->wide * part->high,
	    4 * sizeof(*part->sums));
	while (jpeg.output_scanline < part->y1) {
		uint32_t y = jpeg.output_scanline;

		jpeg_read_scanlines(&jpeg, &row, 1);
		if (y >= part->y0)
			add_row(part, row, y);
	}
	picture->partly = jpeg.err->num_warnings > 0;
	finish(part, pool, picture);
	jpeg_abort_decompress(&jpeg);
	jpeg_destroy_decompress(&jpeg);
	return true;
}

#else

bool jpeg_read_picture(const unsigned char *data, size_t length,
    const struct tiff_view *view, struct pool *pool,
    struct tiff_picture *picture, struct err *err)
{
	struct jpeg_facts facts;

	(void)view;
	(void)pool;
	*picture = (struct tiff_picture){ .pages = 1 };
	return jpeg_read(data, length, &facts, err);
}

bool jpeg_read(const unsigned char *data, size_t length,
    struct jpeg_facts *facts, struct err *err)
{
	(void)data;
	(void)length;
	*facts = (struct jpeg_facts){ 0 };
	return err_set(err, ERR_FAILED, _("This program was built without"
	    " libjpeg and cannot look into JPEG files"));
}

#endif
