/* What the screens of scans have in common. */
#ifndef SCAN_UI_H
#define SCAN_UI_H

#include "ui.h"

bool scan_page(struct view *view, struct page *page, int64_t id,
    struct err *err) MUST_CHECK;
/* The page image, drawn by the workshop in a process of its own: the
 * terminal is lent to it until a key is pressed. */
bool scan_preview_show(struct view *view, int64_t id, struct err *err)
    MUST_CHECK;

#endif
