/* Days as archives know them: perhaps only the month, perhaps only the year.
 * Stored as short ISO texts ("1968", "1968-01", "1968-01-05"), so that the
 * order of the texts is the order of the days. */
#ifndef DATE_H
#define DATE_H

#include "err.h"

/* 0 is "not known"; a zeroed date is no date. */
struct date {
	int year;		/* 1 to 9999 */
	int month;
	int day;
};

enum { DATE_TEXT = 48 };	/* room for any of the texts below */

/* As people and old inventories write it: dd/mm/yyyy, d.m.yyyy, d-m-yyyy,
 * mm/yyyy, yyyy, 00/00/1968, 00/01/1968, yyyy-mm-dd, yyyy-mm, and in words
 * (ngày 5 tháng 12 năm 1968). Blanks around it are fine. A day that does not
 * exist, and a year of two digits, is ERR_USAGE with the reason. */
bool date_parse(const char *text, struct date *date, struct err *err)
    MUST_CHECK;
/* The same, or two of them with "-", "–", "đến" or "to" between: 1965-1968,
 * 05/1965 - 12/1968. A single date gives itself twice. The second must not
 * be before the first. */
bool date_parse_range(const char *text, struct date *from, struct date *to,
    struct err *err) MUST_CHECK;
/* Only what date_iso writes, and "" for no date; false for anything else. */
bool date_from_iso(const char *text, struct date *date);

void date_iso(struct date date, char out[DATE_TEXT]);	/* "1968-01" */
/* "05/12/1968", "12/1968", "1968" */
void date_vi(struct date date, char out[DATE_TEXT]);
/* "ngày 05 tháng 12 năm 2026": NĐ 30/2020 puts a zero before days below 10
 * and before the months 1 and 2 only. */
void date_long(struct date date, char out[DATE_TEXT]);

bool date_exists(struct date date);	/* unknown parts are fine */
bool date_is_whole(struct date date);
int date_month_days(int year, int month);
/* By what is known: 1968 is before 1968-01. Negative, 0, positive. */
int date_compare(struct date a, struct date b);
/* Can a period last from one to the other? 1968 lasts until its end, so
 * 12/1968 to 1968 is in order. */
bool date_in_order(struct date from, struct date to);

/* Whole days only. Days since 1970-01-01, and back. */
int64_t date_number(struct date date);
struct date date_of_number(int64_t number);
struct date date_add(struct date date, int days);
int date_weekday(struct date date);	/* 1 Monday to 7 Sunday */
int date_weekday_of(int64_t number);	/* of a date_number */
/* Monday to Friday, from the day after `from` up to and with `to`. */
int date_working_days(struct date from, struct date to);

#endif
