#include "date.h"

#include "text.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int date_month_days(int year, int month)
{
	static const signed char days[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30,
	    31, 30, 31 };

	if (month < 1 || month > 12)
		return 0;
	if (month == 2 && year % 4 == 0 && (year % 100 != 0 || year % 400 == 0))
		return 29;
	return days[month - 1];
}

bool date_exists(struct date date)
{
	if (date.year < 1 || date.year > 9999)
		return date.year == 0 && date.month == 0 && date.day == 0;
	if (date.month == 0)
		return date.day == 0;
	if (date.month < 1 || date.month > 12)
		return false;
	return date.day >= 0 &&
	    date.day <= date_month_days(date.year, date.month);
}

bool date_is_whole(struct date date)
{
	return date.year > 0 && date.month > 0 && date.day > 0;
}

/* --- as text ------------------------------------------------------------ */

void date_iso(struct date date, char out[DATE_TEXT])
{
	if (date.year == 0)
		out[0] = '\0';
	else if (date.month == 0)
		snprintf(out, DATE_TEXT, "%04d", date.year);
	else if (date.day == 0)
		snprintf(out, DATE_TEXT, "%04d-%02d", date.year, date.month);
	else
		snprintf(out, DATE_TEXT, "%04d-%02d-%02d", date.year,
		    date.month, date.day);
}

void date_vi(struct date date, char out[DATE_TEXT])
{
	if (date.year == 0)
		out[0] = '\0';
	else if (date.month == 0)
		snprintf(out, DATE_TEXT, "%d", date.year);
	else if (date.day == 0)
		snprintf(out, DATE_TEXT, "%02d/%d", date.month, date.year);
	else
		snprintf(out, DATE_TEXT, "%02d/%02d/%d", date.day, date.month,
		    date.year);
}

void date_long(struct date date, char out[DATE_TEXT])
{
	const char *zero = date.month < 3 ? "0" : "";

	if (date.year == 0)
		out[0] = '\0';
	else if (date.month == 0)
		snprintf(out, DATE_TEXT, "năm %d", date.year);
	else if (date.day == 0)
		snprintf(out, DATE_TEXT, "tháng %s%d năm %d", zero, date.month,
		    date.year);
	else
		snprintf(out, DATE_TEXT, "ngày %02d tháng %s%d năm %d",
		    date.day, zero, date.month, date.year);
}

static bool digits(const char **at, int count, int *value)
{
	*value = 0;
	for (int i = 0; i < count; i++) {
		if ((*at)[i] < '0' || (*at)[i] > '9')
			return false;
		*value = *value * 10 + (*at)[i] - '0';
	}
	*at += count;
	return true;
}

bool date_from_iso(const char *text, struct date *date)
{
	struct date found = { 0 };

	*date = found;
	if (*text == '\0')
		return true;
	if (!digits(&text, 4, &found.year) || found.year == 0)
		return false;
	if (*text == '-') {
		text++;
		if (!digits(&text, 2, &found.month) || found.month == 0)
			return false;
		if (*text == '-') {
			text++;
			if (!digits(&text, 2, &found.day) || found.day == 0)
				return false;
		}
	}
	if (*text != '\0' || !date_exists(found))
		return false;
	*date = found;
	return true;
}

/* --- as people write it ------------------------------------------------- */

/* The numbers of a text and the marks between them. */
struct parts {
	int count;
	int value[6];
	int length[6];
	char mark[6];		/* before the number: '/', '-', '.', ' ', 0 */
};

static void skip_words(const char **at, const char *const *words)
{
	for (; *words != NULL; words++) {
		size_t length = strlen(*words);

		if (strncmp(*at, *words, length) == 0) {
			*at += length;
			return;
		}
	}
}

/* One date: numbers with one of / - . between, or ngày, tháng, năm. */
static bool take_apart(const char *text, struct parts *parts)
{
	static const char *const words[] = { "ngay", "thang", "nam", NULL };
	const char *at = text;

	*parts = (struct parts){ 0 };
	while (*at != '\0') {
		char mark = ' ';
		int n = parts->count;

		while (*at == ' ')
			at++;
		if (n > 0 && (*at == '/' || *at == '-' || *at == '.'))
			mark = *at++;
		while (*at == ' ')
			at++;
		skip_words(&at, words);
		while (*at == ' ' || *at == ':')
			at++;
		if (*at == '\0')
			return n > 0 && mark == ' ';
		if (n == (int)COUNT(parts->value))
			return false;
		parts->mark[n] = mark;
		while (*at >= '0' && *at <= '9') {
			if (parts->length[n] == 4)
				return false;
			parts->value[n] = parts->value[n] * 10 + *at++ - '0';
			parts->length[n]++;
		}
		if (parts->length[n] == 0)
			return false;
		parts->count++;
	}
	return parts->count > 0;
}

static bool not_a_date(const char *text, struct err *err)
{
	return err_set(err, ERR_USAGE,
	    _("\"%s\" is not a date: write dd/mm/yyyy, mm/yyyy or yyyy"), text);
}

static bool judge(const char *text, struct date date, struct date *out,
    struct err *err)
{
	if (date.year == 0)
		return not_a_date(text, err);
	if (date.month > 12)
		return err_set(err, ERR_USAGE,
		    _("\"%s\" is not a date: there is no month %d"), text,
		    date.month);
	if (date.month == 0 && date.day != 0)
		return err_set(err, ERR_USAGE,
		    _("\"%s\" has a day but no month"), text);
	if (!date_exists(date))
		return err_set(err, ERR_USAGE,
		    _("\"%s\" does not exist: that month has %d days"), text,
		    date_month_days(date.year, date.month));
	*out = date;
	return true;
}

/* Put parts[from, from + count) in their places. */
static bool arrange(const char *text, const struct parts *parts, int from,
    int count, struct date *out, struct err *err)
{
	const int *value = parts->value + from;
	const int *length = parts->length + from;
	struct date date = { 0 };

	if (count == 3 && length[0] == 4)
		date = (struct date){ value[0], value[1], value[2] };
	else if (count == 3 && length[2] == 4)
		date = (struct date){ value[2], value[1], value[0] };
	else if (count == 2 && length[0] == 4)
		date = (struct date){ value[0], value[1], 0 };
	else if (count == 2 && length[1] == 4)
		date = (struct date){ value[1], value[0], 0 };
	else if (count == 1 && length[0] == 4)
		date.year = value[0];
	else if (count == 3 && length[2] == 2)
		return err_set(err, ERR_USAGE,
		    _("\"%s\": write the year with four digits"), text);
	else
		return not_a_date(text, err);
	for (int i = 0; i < count; i++)
		if (length[i] == 3)
			return not_a_date(text, err);
	return judge(text, date, out, err);
}

/* Where the second date begins, 0 when there is but one. */
static int second_half(const struct parts *parts)
{
	const int *length = parts->length;

	/* 1965-1968, 5/1965-6/1968, 1/5/1965-2/6/1968: years of four digits
	 * end both halves. */
	if (parts->count % 2 == 0 && length[parts->count / 2 - 1] == 4 &&
	    length[parts->count - 1] == 4 &&
	    parts->mark[parts->count / 2] == '-')
		return parts->count / 2;
	/* 1965-5/1968, 5/1965-1968 and the like. */
	for (int i = 1; i < parts->count; i++)
		if (parts->mark[i] == '-' && length[i - 1] == 4 &&
		    (i + 1 < parts->count || length[i] == 4) &&
		    length[parts->count - 1] == 4)
			return i;
	return 0;
}

bool date_parse(const char *text, struct date *date, struct err *err)
{
	struct pool pool = { 0 };
	struct parts parts;
	bool good;

	*date = (struct date){ 0 };
	good = strlen(text) <= 200 &&
	    take_apart(text_fold(&pool, text), &parts);
	if (good && second_half(&parts) != 0)
		good = err_set(err, ERR_USAGE, _("\"%s\" is a period; one date "
		    "is wanted here: dd/mm/yyyy, mm/yyyy or yyyy"),
		    text_safe(&pool, text));
	else if (!good || parts.count > 3)
		good = not_a_date(text_safe(&pool, text), err);
	else
		good = arrange(text_safe(&pool, text), &parts, 0, parts.count,
		    date, err);
	pool_free(&pool);
	return good;
}

static bool split_words(char *text, char **second)
{
	static const char *const words[] = { " den ", " to ", " - ", "–", "—",
	    "->", NULL };

	for (int i = 0; words[i] != NULL; i++) {
		char *at = strstr(text, words[i]);

		if (at == NULL || at == text)
			continue;
		*at = '\0';
		*second = at + strlen(words[i]);
		return true;
	}
	return false;
}

bool date_in_order(struct date from, struct date to)
{
	if (to.month == 0)
		to.month = 12;
	if (to.day == 0)
		to.day = 31;
	return date_compare(from, to) <= 0;
}

static bool in_order(const char *text, struct date from, struct date to,
    struct err *err)
{
	return date_in_order(from, to) || err_set(err, ERR_USAGE,
	    _("\"%s\" ends before it begins"), text);
}

static bool parse_range(char *folded, const char *shown, struct date *from,
    struct date *to, struct err *err)
{
	struct parts parts;
	char *second;
	int half;

	if (strncmp(folded, "tu ", 3) == 0)
		folded += 3;
	if (split_words(folded, &second))
		return (date_parse(folded, from, err) &&
		    date_parse(second, to, err) &&
		    in_order(shown, *from, *to, err));
	if (!take_apart(folded, &parts))
		return not_a_date(shown, err);
	half = second_half(&parts);
	if (half == 0) {
		if (parts.count > 3)
			return not_a_date(shown, err);
		if (!arrange(shown, &parts, 0, parts.count, from, err))
			return false;
		*to = *from;
		return true;
	}
	return arrange(shown, &parts, 0, half, from, err) &&
	    arrange(shown, &parts, half, parts.count - half, to, err) &&
	    in_order(shown, *from, *to, err);
}

bool date_parse_range(const char *text, struct date *from, struct date *to,
    struct err *err)
{
	struct pool pool = { 0 };
	bool good;

	*from = *to = (struct date){ 0 };
	if (strlen(text) > 200)
		good = not_a_date("…", err);
	else
		good = parse_range(pool_copy(&pool, text_fold(&pool, text)),
		    text_safe(&pool, text), from, to, err);
	pool_free(&pool);
	return good;
}

/* --- arithmetic --------------------------------------------------------- */

int date_compare(struct date a, struct date b)
{
	if (a.year != b.year)
		return a.year < b.year ? -1 : 1;
	if (a.month != b.month)
		return a.month < b.month ? -1 : 1;
	return (a.day > b.day) - (a.day < b.day);
}

int64_t date_number(struct date date)
{
	/* Years begin in March, so that a leap day comes last. */
	int64_t year = date.year - (date.month <= 2);
	int64_t era = (year >= 0 ? year : year - 399) / 400;
	int64_t of_era = year - era * 400;
	int64_t of_year = (153 * (date.month + (date.month > 2 ? -3 : 9)) + 2)
	    / 5 + date.day - 1;

	return era * 146097 + of_era * 365 + of_era / 4 - of_era / 100 +
	    of_year - 719468;
}

struct date date_of_number(int64_t number)
{
	int64_t days = number + 719468;
	int64_t era = (days >= 0 ? days : days - 146096) / 146097;
	int64_t of_era = days - era * 146097;
	int64_t year = (of_era - of_era / 1460 + of_era / 36524 -
	    of_era / 146096) / 365;
	int64_t of_year = of_era - (365 * year + year / 4 - year / 100);
	int64_t month = (5 * of_year + 2) / 153;
	struct date date;

	date.day = (int)(of_year - (153 * month + 2) / 5 + 1);
	date.month = (int)(month < 10 ? month + 3 : month - 9);
	date.year = (int)(year + era * 400 + (date.month <= 2));
	return date;
}

struct date date_add(struct date date, int days)
{
	return date_of_number(date_number(date) + days);
}

int date_weekday_of(int64_t number)
{
	int64_t day = (number + 3) % 7;		/* 1970-01-01: Thursday */

	return (int)(day < 0 ? day + 7 : day) + 1;
}

int date_weekday(struct date date)
{
	return date_weekday_of(date_number(date));
}

int date_working_days(struct date from, struct date to)
{
	int64_t days = date_number(to) - date_number(from);
	int64_t count = days / 7 * 5;
	int day = date_weekday(from);

	if (days <= 0)
		return 0;
	for (int64_t i = 0; i < days % 7; i++) {
		day = day % 7 + 1;
		count += day <= 5;
	}
	return (int)count;
}
