/* What an answer's headers say of when to ask again. */
#include "limit.h"

#include "base/date.h"

static const long long least_second = 1000000000; /* in 2001 */

/* A number without a sign, at most DATE_SECOND_MAX; -1: it is none. */
static long long
read_digits(const char *s)
{
	long long n = 0;

	if (*s == '\0')
		return -1;
	for (; *s >= '0' && *s <= '9'; s++)
		if (n < DATE_SECOND_MAX)
			n = n * 10 + (*s - '0');
	return *s != '\0' ? -1 : n < DATE_SECOND_MAX ? n : DATE_SECOND_MAX;
}

static long long
later_limit(long long now, long long seconds)
{
	return seconds < DATE_SECOND_MAX - now ? now + seconds : DATE_SECOND_MAX;
}

long long
limit_until(const struct limit *l, long long now, bool *used_up)
{
	long long seconds = read_digits(l->retry_after), until = 0;
	long long reset = read_digits(l->reset);

	if (seconds >= 0)
		until = later_limit(now, seconds);
	else if (l->retry_date > now)
		until = later_limit(0, l->retry_date);
	if (reset >= 0 && reset < least_second)
		reset = later_limit(now, reset);
	*used_up = read_digits(l->remaining) == 0 && reset > now;
	if (*used_up && reset > until)
		until = reset;
	return until > now ? until : 0;
}
