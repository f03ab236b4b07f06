#include "out_app.h"

#include "conf.h"

#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

struct out *app_out(struct app *app, struct err *err)
{
	struct out_options options = {
		.path = app->output, .force = app->force, .color = app->color
	};
	struct winsize size;

	if (app->json)
		options.kind = "json";
	else if (app->csv)
		options.kind = "csv";
	if (!conf_bool(app->conf, "output:csv_bom", &options.bom, err))
		return NULL;
	if ((app->output == NULL || strcmp(app->output, "-") == 0) &&
	    isatty(STDOUT_FILENO) &&
	    ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0)
		options.width = size.ws_col;
	return out_open(&options, err);
}

struct out *app_listing(struct app *app, const char *title,
    const struct out_column *columns, struct err *err)
{
	struct out *out = app_out(app, err);

	if (out == NULL)
		return NULL;
	if (title != NULL)
		out_title(out, title);
	out_columns(out, columns);
	return out;
}
