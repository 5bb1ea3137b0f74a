/* What an answer's headers say of when to ask again. Pure text. */
#ifndef FETCH_LIMIT_H
#define FETCH_LIMIT_H

#include <stdbool.h>

/* Headers as they came, "" where they did not. */
struct limit {
	const char *retry_after; /* Retry-After (RFC 9110, 10.2.3) */
	long long retry_date;    /* the second since 1970 that it names, where it
	                            is a date; or -1 */
	/* X-RateLimit-Remaining and -Reset, as GitHub sends them, or
	 * RateLimit-..., as GitLab does. */
	const char *remaining, *reset;
};

/*
 * The second since 1970 before which nobody is to ask again, which is after now;
 * 0: they do not say, or make no sense. At most that at which the year 9999 ends.
 * *used_up: because so many requests were made. A reset is such a second, or, where
 * it is too small to be one, seconds from now.
 */
long long limit_until(const struct limit *l, long long now, bool *used_up);

#endif
