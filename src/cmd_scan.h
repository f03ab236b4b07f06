/* What the files of the scan and batch commands share. */
#ifndef CMD_SCAN_H
#define CMD_SCAN_H

#include "buf.h"
#include "check.h"
#include "command.h"
#include "scan_read.h"

/* To -o FILE or to stdout. */
bool scan_print(struct app *app, const struct buf *text, struct err *err)
    MUST_CHECK;
/* Options that the children of this run must have as well. */
const char *const *scan_child_words(struct app *app, const struct args *args);
bool scan_rules(struct app *app, struct check_rules *rules, struct err *err)
    MUST_CHECK;

/* Read files of the disk in a child and print what they are; ERR_FINDINGS
 * when one has errors. wanted: READ_* of scan_read.h. */
bool scan_show_files(struct app *app, const struct args *args, int wanted,
    struct err *err) MUST_CHECK;

/* Verbs with files of their own. */
extern const struct option_row scan_check_options[];
extern const struct option_row scan_link_options[];
extern const struct option_row scan_recount_options[];
extern const struct option_row scan_verify_options[];
bool scan_check_run(struct app *app, const struct args *args,
    struct err *err);
bool scan_checks_run(struct app *app, const struct args *args,
    struct err *err);
bool scan_link_run(struct app *app, const struct args *args,
    struct err *err);
bool scan_recount_run(struct app *app, const struct args *args,
    struct err *err);
bool scan_verify_run(struct app *app, const struct args *args,
    struct err *err);
extern const struct option_row scan_preview_options[];
bool scan_preview_run(struct app *app, const struct args *args,
    struct err *err);

#endif
