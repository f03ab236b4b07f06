/* The form of one fonds, with its present values. */
#ifndef FONDS_EDIT_H
#define FONDS_EDIT_H

#include "ui.h"

bool fonds_edit(struct ui *ui, const char *code, struct err *err) MUST_CHECK;

#endif
