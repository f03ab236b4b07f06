/* What the files of the scan and batch commands share. */
#ifndef CMD_SCAN_H
#define CMD_SCAN_H

#include "buf.h"
#include "check.h"
#include "command.h"

/* To -o FILE or to stdout. */
bool scan_print(struct app *app, const struct buf *text, struct err *err)
    MUST_CHECK;
/* Options that the children of this run must have as well. */
const char *const *scan_child_words(struct app *app, const struct args *args);
bool scan_rules(struct app *app, struct check_rules *rules, struct err *err)
    MUST_CHECK;

/* Verbs with files of their own. */
extern const struct option_row scan_preview_options[];
bool scan_preview_run(struct app *app, const struct args *args,
    struct err *err);

#endif
