/* The eight orientations of TIFF and EXIF: where the upright page lies in the
 * picture as it is stored. */
#include "tiff.h"

#include <math.h>

void upright_point(int orientation, double u, double v, double *x, double *y)
{
	switch (orientation) {
	case 2: *x = 1 - u; *y = v; break;
	case 3: *x = 1 - u; *y = 1 - v; break;
	case 4: *x = u; *y = 1 - v; break;
	case 5: *x = v; *y = u; break;
	case 6: *x = v; *y = 1 - u; break;
	case 7: *x = 1 - v; *y = 1 - u; break;
	case 8: *x = 1 - v; *y = u; break;
	default: *x = u; *y = v; break;
	}
}

void upright_view(int orientation, const struct tiff_view *view,
    struct tiff_view *stored)
{
	double ax, ay, bx, by;

	upright_point(orientation, view->left, view->top, &ax, &ay);
	upright_point(orientation, view->left + view->part_wide,
	    view->top + view->part_high, &bx, &by);
	*stored = *view;
	stored->left = fmin(ax, bx);
	stored->top = fmin(ay, by);
	stored->part_wide = fabs(ax - bx);
	stored->part_high = fabs(ay - by);
	if (orientation >= 5) {
		stored->wide = view->high;
		stored->high = view->wide;
	}
}
