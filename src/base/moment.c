/* Moments, as ISO 8601 writes them. */
#include "base/moment.h"

#include <stdio.h>
#include <string.h>

#include "base/str.h"

static const long long second = 1000000; /* in microseconds */

/* What is left of a text. */
struct reader {
	const char *at;
};

/* A number of from least to most digits. */
static bool
take_number_moment(struct reader *r, int least, int most, int *number)
{
	int n;

	for (*number = 0, n = 0; n < most && str_is_digit(*r->at); n++)
		*number = *number * 10 + (*r->at++ - '0');
	return n >= least;
}

static bool
take_char(struct reader *r, char c)
{
	if (*r->at != c)
		return false;
	r->at++;
	return true;
}

/*
 * Days from 1970, and back. Years begin in March, so that the day that not all
 * have is the last; an era of 400 years more keeps all above nought.
 */
enum { ERA = 146097, FROM_MARCH_0000 = 719468 };

static long long
days_of(int y, int m, int d)
{
	long long year = (m > 2 ? y : y - 1) + 400;
	long long month = m > 2 ? m - 3 : m + 9;

	return 365 * year + year / 4 - year / 100 + year / 400 +
	    (153 * month + 2) / 5 + d - 1 - FROM_MARCH_0000 - ERA;
}

static void
put_day(long long days, char day[DATE_LEN + 1])
{
	long long d = days + FROM_MARCH_0000 + ERA, era = d / ERA, y, m;

	d %= ERA;
	y = (d - d / 1460 + d / 36524 - d / (ERA - 1)) / 365;
	d -= 365 * y + y / 4 - y / 100;
	m = (5 * d + 2) / 153;
	d -= (153 * m + 2) / 5;
	y += 400 * (era - 1) + (m >= 10);
	snprintf(day, DATE_LEN + 1, "%04u-%02u-%02u", (unsigned)y % 10000,
	    (unsigned)(m < 10 ? m + 3 : m - 9) % 100, (unsigned)(d + 1) % 100);
}

/* A date, as days from 1970. */
static bool
take_day(struct reader *r, long long *days)
{
	char day[DATE_LEN + 1];
	int y, m, d;
	bool dashes;

	if (!take_number_moment(r, 4, 4, &y))
		return false;
	dashes = take_char(r, '-');
	if (!take_number_moment(r, dashes ? 1 : 2, 2, &m) ||
	    (dashes && !take_char(r, '-')) ||
	    !take_number_moment(r, dashes ? 1 : 2, 2, &d) ||
	    str_is_digit(*r->at))
		return false;
	snprintf(day, DATE_LEN + 1, "%04u-%02u-%02u", (unsigned)y % 10000,
	    (unsigned)m % 100, (unsigned)d % 100);
	*days = days_of(y, m, d);
	return date_is_valid(day);
}

/* ".5" of a second, in microseconds; what is finer is cut off. */
static bool
take_fraction(struct reader *r, long long *at)
{
	long long unit = second;

	if (!take_char(r, '.') && !take_char(r, ','))
		return true;
	if (!str_is_digit(*r->at))
		return false;
	for (; str_is_digit(*r->at); r->at++) {
		unit /= 10;
		*at += (*r->at - '0') * unit;
	}
	return true;
}

/* hh, hh:mm, hhmm, and the seconds likewise. */
static bool
take_time(struct reader *r, long long *at)
{
	int h, m = 0, s = 0;
	bool colons, minutes, seconds = false;

	if (!take_number_moment(r, 1, 2, &h))
		return false;
	colons = take_char(r, ':');
	minutes = colons || str_is_digit(*r->at);
	if (minutes && !take_number_moment(r, 2, 2, &m))
		return false;
	if (minutes)
		seconds = colons ? take_char(r, ':') : str_is_digit(*r->at);
	if (seconds && !take_number_moment(r, 2, 2, &s))
		return false;
	if (h > 24 || m > 59 || s > 60 || (h == 24 && (m > 0 || s > 0)))
		return false;
	*at = (h * 3600LL + m * 60LL + s) * second;
	return !seconds || take_fraction(r, at);
}

/* Z, or how far the time is ahead of UTC. */
static bool
take_offset(struct reader *r, long long *ahead)
{
	int h, m = 0, sign;

	*ahead = 0;
	if (*r->at == ' ' && (r->at[1] == '+' || r->at[1] == '-'))
		r->at++;
	sign = *r->at == '-' ? -1 : 1;
	if (take_char(r, 'Z') || take_char(r, 'z'))
		return true;
	if (!take_char(r, '+') && !take_char(r, '-'))
		return true;
	if (!take_number_moment(r, 2, 2, &h))
		return false;
	if (take_char(r, ':') ? !take_number_moment(r, 2, 2, &m)
	    : str_is_digit(*r->at) && !take_number_moment(r, 2, 2, &m))
		return false;
	*ahead = sign * (h * 3600LL + m * 60LL) * second;
	return h <= 23 && m <= 59;
}

bool
moment_read(const char *text, struct moment *m)
{
	struct reader r = { text + strspn(text, str_space) };
	long long day = 86400 * second, time = 0, ahead = 0, days;
	bool timed;

	if (!take_day(&r, &days))
		return false;
	timed = take_char(&r, 'T') || take_char(&r, 't') ||
	    (str_is_digit(r.at[0] == ' ' ? r.at[1] : ' ') &&
		take_char(&r, ' '));
	if (timed && (!take_time(&r, &time) || !take_offset(&r, &ahead)))
		return false;
	if (r.at[strspn(r.at, str_space)] != '\0')
		return false;
	m->at = days * day + time - ahead;
	days = m->at / day - (m->at % day < 0);
	if (days < days_of(0, 1, 1) || days > days_of(9999, 12, 31))
		return false;
	put_day(days, m->day);
	return true;
}

void
moment_days_before(const char *day, int days, char before[DATE_LEN + 1])
{
	struct reader r = { day };
	long long at = 0;

	take_day(&r, &at);
	put_day(at - days, before);
}

bool
moment_last_day(const char *modified, const char *date,
    char day[DATE_LEN + 1])
{
	struct moment m;

	if ((modified == NULL || !moment_read(modified, &m)) &&
	    (date == NULL || !moment_read(date, &m)))
		return false;
	memcpy(day, m.day, sizeof(m.day));
	return true;
}
