#include "clock.h"

#include <stdio.h>
#include <string.h>
#include <time.h>

enum { VIETNAM_SECONDS = 7 * 3600 };

/* snprintf is a hundred times slower, and imports ask for each row. */
static char *digits(char *to, int count, int number)
{
	for (int i = count; i-- > 0; number /= 10)
		to[i] = (char)('0' + number % 10);
	return to + count;
}

static void write_time(char out[CLOCK_TEXT], int64_t seconds, const char *tail)
{
	/* Years of four digits, whatever the clock of the machine says. */
	const int64_t last = 253402300799;
	time_t when = (time_t)(seconds < 0 ? 0 : seconds > last ? last :
	    seconds);
	struct tm parts;

	gmtime_r(&when, &parts);
	out = digits(out, 4, parts.tm_year + 1900);
	*out++ = '-';
	out = digits(out, 2, parts.tm_mon + 1);
	*out++ = '-';
	out = digits(out, 2, parts.tm_mday);
	*out++ = 'T';
	out = digits(out, 2, parts.tm_hour);
	*out++ = ':';
	out = digits(out, 2, parts.tm_min);
	*out++ = ':';
	strcpy(digits(out, 2, parts.tm_sec), tail);
}

void clock_utc(char out[CLOCK_TEXT])
{
	struct timespec now;
	char tail[8] = ".";

	clock_gettime(CLOCK_REALTIME, &now);
	strcpy(digits(tail + 1, 3, (int)(now.tv_nsec / 1000000)), "Z");
	write_time(out, now.tv_sec, tail);
}

void clock_utc_of(int64_t seconds, char out[CLOCK_TEXT])
{
	write_time(out, seconds, "Z");
}

void clock_vietnam_of(int64_t seconds, char out[CLOCK_TEXT])
{
	write_time(out, seconds + VIETNAM_SECONDS, "+07:00");
}

void clock_vietnam(char out[CLOCK_TEXT])
{
	clock_vietnam_of(clock_seconds(), out);
}

void clock_local(const char *utc, char out[CLOCK_TEXT])
{
	struct tm parts = { 0 };
	time_t when;

	out[0] = '\0';
	if (sscanf(utc, "%4d-%2d-%2dT%2d:%2d:%2d", &parts.tm_year,
	    &parts.tm_mon, &parts.tm_mday, &parts.tm_hour, &parts.tm_min,
	    &parts.tm_sec) != 6)
		return;
	parts.tm_year -= 1900;
	parts.tm_mon -= 1;
	when = timegm(&parts);
	localtime_r(&when, &parts);
	snprintf(out, CLOCK_TEXT, "%02d/%02d/%04d %02d:%02d",
	    parts.tm_mday % 100, (parts.tm_mon + 1) % 100,
	    (parts.tm_year + 1900) % 10000, parts.tm_hour % 100,
	    parts.tm_min % 100);
}

struct date clock_today(void)
{
	time_t now = time(NULL);
	struct tm parts;

	localtime_r(&now, &parts);
	return (struct date){ parts.tm_year + 1900, parts.tm_mon + 1,
	    parts.tm_mday };
}

int64_t clock_ns(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (int64_t)now.tv_sec * 1000000000 + now.tv_nsec;
}

int64_t clock_seconds(void)
{
	return (int64_t)time(NULL);
}
