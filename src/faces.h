/* The way from the command line to the screens, so that src does not see
 * ui: ui/faces.c answers it, and a program without screens has no "ui". */
#ifndef FACES_H
#define FACES_H

#include "app.h"

struct faces_options {
	const char *screen;	/* name of a screen, NULL: home */
	bool read_only, plain, no_color;
};
bool faces_run(struct app *app, const struct faces_options *options,
    struct err *err) MUST_CHECK;

#endif
