/* Days and times of the Gregorian calendar, and spans of time, as text. */
#include "base/date.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/str.h"

static const struct {
	int seconds;
	char letter;
} units[] = { { 24 * 60 * 60, 'd' }, { 60 * 60, 'h' }, { 60, 'm' }, { 1, 's' } };

enum { UNITS = 4, SPAN_MAX = 30 * 24 * 60 * 60 };

long long
date_now(void)
{
	return time(NULL);
}

void
date_today(char day[DATE_LEN + 1])
{
	const char *epoch = getenv("SOURCE_DATE_EPOCH");
	long long second;

	if (epoch == NULL || !str_to_number(epoch, &second) ||
	    second > DATE_SECOND_MAX)
		second = date_now();
	date_of(second, day);
}

static struct tm
to_utc(long long second)
{
	time_t t = (time_t)(second < 0 ? 0 : second > DATE_SECOND_MAX
	    ? DATE_SECOND_MAX : second);
	struct tm tm = { 0 };

	gmtime_r(&t, &tm);
	return tm;
}

void
date_of(long long second, char day[DATE_LEN + 1])
{
	struct tm tm = to_utc(second);

	strftime(day, DATE_LEN + 1, "%Y-%m-%d", &tm);
}

void
date_time(long long second, char text[DATE_TIME_LEN + 1])
{
	struct tm tm = to_utc(second);

	strftime(text, DATE_TIME_LEN + 1, "%Y-%m-%d %H:%M:%S UTC", &tm);
}

bool
date_span_read(const char *text, int *seconds)
{
	size_t digits = strspn(text, "0123456789"), i = UNITS - 1;
	long long n;

	if (digits == 0 || digits > 9)
		return false;
	if (text[digits] != '\0')
		for (i = 0; i < UNITS && units[i].letter != text[digits]; i++)
			;
	if (i == UNITS || (text[digits] != '\0' && text[digits + 1] != '\0'))
		return false;
	n = strtoll(text, NULL, 10) * units[i].seconds;
	if (n > SPAN_MAX)
		return false;
	*seconds = (int)n;
	return true;
}

void
date_span(int seconds, char text[DATE_SPAN_LEN + 1])
{
	size_t i = 0;

	while (i + 1 < UNITS && (seconds == 0 || seconds % units[i].seconds != 0))
		i++;
	snprintf(text, DATE_SPAN_LEN + 1, "%d%c", seconds / units[i].seconds,
	    units[i].letter);
}

bool
date_is_valid(const char *s)
{
	static const int days[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30,
		31 };
	int y, m, d, last;
	size_t i;

	if (strlen(s) != DATE_LEN)
		return false;
	for (i = 0; i < DATE_LEN; i++)
		if (i == 4 || i == 7 ? s[i] != '-' : s[i] < '0' || s[i] > '9')
			return false;
	y = atoi(s);
	m = atoi(s + 5);
	d = atoi(s + 8);
	if (m < 1 || m > 12)
		return false;
	last = days[m - 1];
	if (m == 2 && y % 4 == 0 && (y % 100 != 0 || y % 400 == 0))
		last++;
	return d >= 1 && d <= last;
}

void
date_long(const char *day, char text[32])
{
	static const char *const months[] = { "January", "February", "March",
		"April", "May", "June", "July", "August", "September",
		"October", "November", "December" };
	int m = atoi(day + 5);
	const char *month = months[m >= 1 && m <= 12 ? m - 1 : 0];

	snprintf(text, 32, "%.*s %.*s, %.*s", str_fit(month, 9), month,
	    str_fit(day + 8, 2), day + 8, str_fit(day, 4), day);
}
