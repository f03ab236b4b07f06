#include "app_out.h"

#include <sys/ioctl.h>
#include <unistd.h>

static int terminal_width(void)
{
	struct winsize size;

	if (!isatty(1) || ioctl(1, TIOCGWINSZ, &size) != 0)
		return 0;
	return size.ws_col;
}

struct out *app_out(struct app *app, const char *title,
    const struct out_column *columns, struct err *err)
{
	const struct out_options options = {
		.kind = app->json ? "json" : app->csv ? "csv" : NULL,
		.path = app->output, .force = app->force,
		.width = app->output == NULL ? terminal_width() : 0,
		.color = app->color
	};
	struct out *out = out_open(&options, err);

	if (out == NULL)
		return NULL;
	if (title != NULL)
		out_title(out, title);
	out_columns(out, columns);
	return out;
}
