/* The language of the messages. The catalogue is part of the program, so it
 * shows on a machine that has no locale but C. */
#ifndef LANG_H
#define LANG_H

#include "base.h"

/* "vi" or "en", also "vi_VN.UTF-8"; false, and nothing changes, for others. */
bool lang_set(const char *name);

/* "vi", which is also where the program starts, or "en". */
const char *lang_current(void);

#endif
