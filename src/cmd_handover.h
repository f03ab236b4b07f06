/* The verbs of `bansao handover`: cmd_handover.c (agreement, batch),
 * cmd_handover_build.c, cmd_handover_deliver.c (from the delivery to years
 * later). */
#ifndef CMD_HANDOVER_H
#define CMD_HANDOVER_H

#include "date.h"
#include "handover_out.h"

/* A day as people type it; NULL or "" is today. */
bool handover_day(const char *text, char out[DATE_TEXT], struct err *err)
    MUST_CHECK;
const char *handover_or(const struct args *args, const char *option,
    const char *fallback);
/* The option, or that key of the ini, or NULL. */
const char *handover_or_conf(struct app *app, const struct args *args,
    const char *option, const char *key);

extern const struct option_row handover_build_options[];
bool handover_build_it(struct app *app, const struct args *args,
    struct err *err) MUST_CHECK;

extern const struct option_row handover_deliver_options[];
bool handover_deliver(struct app *app, const struct args *args,
    struct err *err) MUST_CHECK;
extern const struct option_row handover_receipt_options[];
bool handover_receipt(struct app *app, const struct args *args,
    struct err *err) MUST_CHECK;
extern const struct option_row handover_reopen_options[];
bool handover_reopen(struct app *app, const struct args *args,
    struct err *err) MUST_CHECK;
extern const struct option_row handover_verify_options[];
bool handover_verify(struct app *app, const struct args *args,
    struct err *err) MUST_CHECK;
bool handover_minutes(struct app *app, const struct args *args,
    struct err *err) MUST_CHECK;

#endif
