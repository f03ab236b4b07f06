/* The only command of bansao-read, under the name that it has everywhere: a
 * program with few libraries is a child that starts quickly. */
#include "cmd_scan.h"

static const struct verb verbs[] = {
	{ "reader", "", N_("the child that reads files (the program starts it)"),
	    0, 0, NEEDS_NOTHING, NULL, scan_reader_run },
	{ NULL, NULL, NULL, 0, 0, NEEDS_NOTHING, NULL, NULL }
};

const struct command command_reader = {
	.name = "scan",
	.help = N_("scans: take in, look at, link, check"),
	.verbs = verbs,
};
