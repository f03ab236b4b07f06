/* The verbs of "scan" that only the workshop has: bansao hands them over. In
 * bansao-work cmd_scan_preview.c and cmd_scan_read.c take their place. */
#include "cmd_scan.h"

bool scan_preview_run(struct app *app, const struct args *args,
    struct err *err)
{
	(void)args;
	return app_to_workshop(app, err);
}

bool scan_reader_run(struct app *app, const struct args *args,
    struct err *err)
{
	(void)args;
	return app_to_workshop(app, err);
}
