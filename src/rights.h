/* A program that was installed setgid has a right that the person at it has
 * not: the group of the catalogue. It is put down when the program starts
 * and taken up, by one thread, only while a file of a catalogue is opened,
 * named or removed. Everything a person names is opened with that person's
 * own rights, and no other program ever gets the group.
 * It is lent only where the person could not have put anything of their own
 * in the way: see rights_house(). For members of the group, for root and for
 * a program that is not setgid all of this does nothing. */
#ifndef RIGHTS_H
#define RIGHTS_H

#include "base.h"

#include <stdbool.h>

/* First thing in main(). Rights of a setuid program are put down for good. */
void rights_start(void);
/* Before bytes of strangers are read by a library, in a process that will not
 * open a catalogue: never again. */
void rights_drop(void);

/* Does the folder, an absolute path without links, belong to the group of the
 * program and to nobody else (the owner is not this person, others have no
 * rights), below folders that this person cannot change, and did "init
 * --shared" set it up? Then what stands in it may be opened with the group
 * from now on. So may what its "backups" leads to. */
bool rights_house(const char *folder);
/* Is the path one in such a folder? */
bool rights_lent(const char *path);

/* Take the group up for what follows, when the path is one in such a folder.
 * True when that was done by this call: give the answer to rights_down(), which
 * keeps errno. */
bool rights_up(const char *path);
void rights_down(bool up);
/* access(2) with the rights that open(2) has now. */
int rights_access(const char *path, int mode);

#endif
