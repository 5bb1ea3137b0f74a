/* Days of the Gregorian calendar, in UTC, as text. */
#include "base/date.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/str.h"

static const long long last_second = 253402300799; /* of the year 9999 */

void
date_today(char day[DATE_LEN + 1])
{
	const char *epoch = getenv("SOURCE_DATE_EPOCH");
	long long second;

	if (epoch == NULL || !str_to_number(epoch, &second) ||
	    second > last_second)
		second = time(NULL);
	date_of(second, day);
}

void
date_of(long long second, char day[DATE_LEN + 1])
{
	time_t t = (time_t)(second < 0 ? 0 : second > last_second ? last_second
	    : second);
	struct tm tm = { 0 };

	gmtime_r(&t, &tm);
	strftime(day, DATE_LEN + 1, "%Y-%m-%d", &tm);
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
