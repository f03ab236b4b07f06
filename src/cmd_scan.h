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
bool scan_rules(struct app *app, struct check_rules *rules, struct err *err)
    MUST_CHECK;

/* cmd_scan_look.c: files of the disk, read in children. One with its digest;
 * or files and folders judged by their facts or by a full decode, where
 * errors are ERR_FINDINGS. */
bool scan_show_file(struct app *app, const struct args *args,
    struct err *err) MUST_CHECK;
bool scan_check_files(struct app *app, const struct args *args, bool decode,
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
/* What decodes foreign bytes in this process: bansao-work does it
 * (cmd_scan_preview.c), bansao hands it over (cmd_scan_away.c). */
bool scan_preview_run(struct app *app, const struct args *args,
    struct err *err);
bool scan_reader_run(struct app *app, const struct args *args,
    struct err *err);

#endif
