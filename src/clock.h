/* The one place that asks what time it is. Instants are stored as UTC texts;
 * days are the days of the machine's own time zone; packages and minutes carry
 * Vietnamese time, which has been +07:00 without summer time since 1975. */
#ifndef CLOCK_H
#define CLOCK_H

#include "date.h"

enum { CLOCK_TEXT = 32 };	/* room for any of these texts */

/* "2026-11-23T00:10:11.123Z" */
void clock_utc(char out[CLOCK_TEXT]);
/* "2026-11-23T07:10:11+07:00" */
void clock_vietnam(char out[CLOCK_TEXT]);
/* The same of seconds since 1970 (times of files). */
void clock_utc_of(int64_t seconds, char out[CLOCK_TEXT]);
void clock_vietnam_of(int64_t seconds, char out[CLOCK_TEXT]);
/* The local day and time, as people read it: "23/11/2026 07:10". "" for
 * what is not a UTC text of ours. */
void clock_local(const char *utc, char out[CLOCK_TEXT]);
struct date clock_today(void);
/* Nanoseconds that never go back, from anywhere. */
int64_t clock_ns(void);
int64_t clock_seconds(void);	/* since 1970 */

#endif
