#include "jpeg.h"

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
	jpeg_create_decompress(&jpeg);
	jpeg_mem_src(&jpeg, data, (unsigned long)length);
	jpeg_read_header(&jpeg, TRUE);
	facts->width = jpeg.image_width;
	facts->height = jpeg.image_height;
	facts->components = jpeg.num_components;
	facts->unit = jpeg.saw_JFIF_marker ? jpeg.density_unit : 0;
	facts->x_density = jpeg.X_density;
	facts->y_density = jpeg.Y_density;
	jpeg_destroy_decompress(&jpeg);
	return true;
}

#else

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
