/* What the files of "bansao selection" share. */
#ifndef CMD_SELECTION_H
#define CMD_SELECTION_H

#include "command.h"
#include "selection.h"

/* cmd_selection.c: say what the list may not take, and why. */
bool selection_tell_kept_back(struct app *app, const struct selection *s,
    struct err *err) MUST_CHECK;
/* cmd_selection_show.c */
bool selection_list_lists(struct app *app, const struct args *args,
    struct err *err) MUST_CHECK;
bool selection_show(struct app *app, const struct args *args,
    struct err *err) MUST_CHECK;
bool selection_show_eligible(struct app *app, const struct args *args,
    struct err *err) MUST_CHECK;
/* cmd_selection_print.c: the danh mục as a form. */
bool selection_print(struct app *app, const struct args *args,
    struct err *err) MUST_CHECK;

#endif
