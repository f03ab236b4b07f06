/* A folder for several people of a group: setgid, so that everything in it
 * belongs to the group; nobody outside enters. Beside the catalogue stand
 * backups/, packages/ and drafts/ (each person's own, sticky). */
#ifndef SHARED_H
#define SHARED_H

#include "err.h"

/* Before the catalogue is made. A folder that has other things in it is
 * ERR_USAGE: its rights are not changed. */
bool shared_folder(const char *folder, const char *group, struct err *err)
    MUST_CHECK;
/* What people need for it: they may enter from outside, they are members.
 * ERR_MISSING for a group that does not exist. */
bool shared_group(const char *group, unsigned *gid, struct err *err)
    MUST_CHECK;

#endif
