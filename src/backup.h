/* The copies that are made without being asked for: one a day, in the folder
 * "backups" beside the catalogue, by a process of its own that the first
 * writer of the day starts, so that nobody waits. Seven days, four weeks and
 * twelve months of them are kept. */
#ifndef BACKUP_H
#define BACKUP_H

#include "db.h"

enum { BACKUP_DAYS = 7, BACKUP_WEEKS = 4, BACKUP_MONTHS = 12 };

/* True when there is no copy of today yet. One look at a name. */
bool backup_due(const char *path);
/* Start "backup auto" of this program and do not wait for it. */
void backup_start(const char *program, const char *path);
/* Make the copy of today where there is none, and remove what need not be kept
 * any longer. A disk too full for it is ERR_FAILED; somebody else being at it
 * is fine. */
bool backup_today(const char *path, struct err *err) MUST_CHECK;
/* Which of the days ("2026-11-23", newest first) stay. */
void backup_keep(const char *const *days, size_t count, bool *keep);

#endif
