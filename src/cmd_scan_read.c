/* bansao scan reader: the child that reads files (reader.h). */
#include "cmd_scan.h"

#include "reader.h"

bool scan_reader_run(struct app *app, const struct args *args,
    struct err *err)
{
	struct check_rules rules;

	(void)args;
	return check_load(app->conf, &app->pool, &rules, err) &&
	    reader_serve(&rules) == 0;
}
