#include "scan_preview.h"

#include "fs.h"
#include "jpeg.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

/* Eight pixels a cell are what the letters can tell apart. */
enum { CELL_WIDE = 8, CELL_HIGH = 16, MOST_JPEG = 256 * 1024 * 1024 };

/* The part of the page around the middle, moved so that it lies inside. */
static void choose_part(const struct preview *p, struct tiff_view *view)
{
	double part = 1 / (p->zoom < 1 ? 1 : p->zoom > 64 ? 64 : p->zoom);

	view->part_wide = part;
	view->part_high = part;
	view->left = fmin(fmax(p->x - part / 2, 0), 1 - part);
	view->top = fmin(fmax(p->y - part / 2, 0), 1 - part);
}

/* By the first bytes, not by the name. */
static bool read_picture(const struct tiff_source *source,
    const struct tiff_view *view, struct pool *pool,
    struct tiff_picture *picture, struct err *err)
{
	unsigned char head[5] = { 0 };
	unsigned char *all;
	bool good;

	*picture = (struct tiff_picture){ .pages = 0 };
	if (fs_pread_full(source->fd, head, sizeof(head), 0) < 0)
		return err_errno(err, _("The file cannot be read"));
	if (memcmp(head, "%PDF-", 5) == 0)
		return err_set(err, ERR_FINDINGS, _("A PDF is not drawn here;"
		    " look at the scans that it was made from"));
	if (head[0] != 0xff || head[1] != 0xd8)
		return tiff_read_picture(source, view, pool, picture, err);
	if (source->size > MOST_JPEG)
		return err_set(err, ERR_FINDINGS,
		    _("The picture is too large to be shown"));
	all = must_alloc((size_t)source->size);
	good = fs_pread_full(source->fd, all, (size_t)source->size, 0) ==
	    (ssize_t)source->size ? jpeg_read_picture(all,
	    (size_t)source->size, view, pool, picture, err) :
	    err_set(err, ERR_FAILED, _("The file cannot be read"));
	free(all);
	return good;
}

bool preview_draw(struct preview *preview, int fd, struct buf *out,
    struct err *err)
{
	struct tiff_view view = { .page = preview->page,
	    .wide = (uint32_t)preview->cols * CELL_WIDE,
	    .high = (uint32_t)preview->rows * CELL_HIGH };
	struct cells_picture cells;
	struct tiff_picture picture;
	struct tiff_source source;
	struct pool pool = { 0 };
	struct stat s;
	bool good;

	if (fstat(fd, &s) != 0)
		return err_errno(err, _("The file cannot be read"));
	source = (struct tiff_source){ .fd = fd, .size = s.st_size };
	choose_part(preview, &view);
	good = read_picture(&source, &view, &pool, &picture, err);
	preview->pages = picture.pages;
	if (good) {
		cells = (struct cells_picture){ picture.rgb,
		    (int)picture.width, (int)picture.height };
		preview->full_width = picture.full_width;
		preview->full_height = picture.full_height;
		preview->partly = picture.partly;
		preview->used_cols = preview->cols;
		preview->used_rows = preview->rows;
		cells_fit(&cells, &preview->used_cols, &preview->used_rows);
		good = cells_draw(&cells, preview->mode, preview->form,
		    preview->used_cols, preview->used_rows, out, err);
	}
	pool_free(&pool);
	return good;
}
