/* What `bansao handover` prints, and how it reads answers. */
#ifndef HANDOVER_OUT_H
#define HANDOVER_OUT_H

#include "command.h"
#include "handover_work.h"

extern const struct option_row handover_list_options[];
bool handover_agreements(struct app *app, const struct args *args,
    struct err *err) MUST_CHECK;
bool handover_show(struct app *app, const struct args *args,
    struct err *err) MUST_CHECK;
bool handover_show_list(struct app *app, const struct args *args,
    struct err *err) MUST_CHECK;
/* --accepted, --returned, --rescan and --file; without any, all packages that
 * wait are accepted. */
bool answers_given(struct app *app, const struct args *args,
    const struct handover *handover, struct answer **answers, size_t *count,
    struct err *err) MUST_CHECK;

/* cmd_handover_answers.c: the rows of --file behind *count answers. */
bool answers_from_csv(struct app *app, const char *path,
    struct answer *list, size_t room, size_t *count, struct err *err)
    MUST_CHECK;

#endif
