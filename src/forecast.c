#include "forecast.h"

#include <math.h>
#include <string.h>

/* Beyond a hundred years a date says nothing. */
enum { MOST_DAYS = 100 * 250 };

static bool in_list(const int64_t *list, int count, int64_t day)
{
	int low = 0, high = count;

	while (low < high) {
		int middle = (low + high) / 2;

		if (list[middle] < day)
			low = middle + 1;
		else
			high = middle;
	}
	return low < count && list[low] == day;
}

bool calendar_works(const struct calendar *calendar, struct date day)
{
	int64_t number = date_number(day);

	if (date_weekday(day) > 5)
		return in_list(calendar->work, calendar->work_count, number);
	return !in_list(calendar->off, calendar->off_count, number);
}

int calendar_working_days(const struct calendar *calendar, struct date from,
    struct date to)
{
	int days = date_working_days(from, to);
	int64_t first = date_number(from), last = date_number(to);

	for (int i = 0; i < calendar->off_count; i++)
		days -= calendar->off[i] > first && calendar->off[i] <= last &&
		    date_weekday_of(calendar->off[i]) <= 5;
	for (int i = 0; i < calendar->work_count; i++)
		days += calendar->work[i] > first && calendar->work[i] <= last &&
		    date_weekday_of(calendar->work[i]) > 5;
	return days;
}

struct date calendar_after(const struct calendar *calendar, struct date from,
    int64_t count)
{
	/* No more days than these: of each week two are free. */
	int64_t least = 0, most = count / 5 * 7 + 7 + calendar->off_count;

	if (count <= 0)
		return from;
	while (least + 1 < most) {
		int64_t middle = (least + most) / 2;

		if (calendar_working_days(calendar, from,
		    date_add(from, (int)middle)) >= count)
			most = middle;
		else
			least = middle;
	}
	return date_add(from, (int)most);
}

static int64_t passed_on(const struct forecast_input *input, int64_t day)
{
	for (int i = input->day_count; i > 0; i--)
		if (input->days[i - 1].day == day)
			return input->days[i - 1].a4;
	return 0;
}

/* Mean and standard error over the last working days. Pages that passed on a
 * day off count for the working day before it. */
static void measure(const struct calendar *calendar,
    const struct forecast_input *input, struct forecast *f)
{
	double values[FORECAST_DAYS], mean = 0, spread = 0;
	struct date day = input->today;
	int64_t waiting = 0;

	for (int i = 0; i < FORECAST_DAYS; day = date_add(day, -1)) {
		int64_t a4 = passed_on(input, date_number(day));

		if (!calendar_works(calendar, day)) {
			waiting += a4;
			continue;
		}
		values[i] = (double)(a4 + waiting);
		mean += values[i++] / FORECAST_DAYS;
		waiting = 0;
	}
	for (int i = 0; i < FORECAST_DAYS; i++)
		spread += (values[i] - mean) * (values[i] - mean);
	spread = sqrt(spread / (FORECAST_DAYS - 1) / FORECAST_DAYS);
	f->pace = llround(mean);
	f->low = llround(mean - spread < 0 ? 0 : mean - spread);
	f->high = llround(mean + spread);
}

static struct date reached(const struct calendar *calendar, struct date today,
    int64_t missing, int64_t pace)
{
	struct date never = { 0 };
	int64_t days;

	if (missing <= 0)
		return today;
	if (pace <= 0)
		return never;
	days = missing / pace + (missing % pace != 0);
	return days > MOST_DAYS ? never :
	    calendar_after(calendar, today, days);
}

void forecast(const struct calendar *calendar,
    const struct forecast_input *input, struct forecast *f)
{
	struct date before = date_add(input->begin, -1);
	int64_t gone;

	memset(f, 0, sizeof(*f));
	f->days_in_year = calendar_working_days(calendar, before, input->end);
	f->days_left = date_compare(input->today, input->end) >= 0 ? 0 :
	    calendar_working_days(calendar, input->today, input->end);
	if (f->days_left > f->days_in_year)
		f->days_left = f->days_in_year;
	f->missing = input->target > input->passed ?
	    input->target - input->passed : 0;
	gone = f->days_in_year - f->days_left;
	f->expected = f->days_in_year == 0 ? 0 :
	    (int64_t)((double)input->target * (double)gone /
	    (double)f->days_in_year);
	f->needed_per_day = f->days_left == 0 ? f->missing :
	    (f->missing + f->days_left - 1) / f->days_left;
	measure(calendar, input, f);
	if (input->pace > 0)
		f->pace = f->low = f->high = input->pace;
	f->date = reached(calendar, input->today, f->missing, f->pace);
	f->early = reached(calendar, input->today, f->missing, f->high);
	f->late = reached(calendar, input->today, f->missing, f->low);
}
