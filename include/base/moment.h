/* Moments, as ISO 8601 writes them. */
#ifndef BASE_MOMENT_H
#define BASE_MOMENT_H

#include <stdbool.h>

#include "base/date.h"

struct moment {
	long long at;           /* microseconds since 1970, in UTC */
	char day[DATE_LEN + 1]; /* the same as a day of UTC */
};

/*
 * Reads a calendar date of a year from 0000 to 9999, with or without a time:
 * 2026-02-01, 2026-2-1 and 20260201; behind it, after a T or a space, 10:30,
 * 10:30:15.5 or 103015, and Z, +02, +0200 or +02:00. A date alone is 00:00, a
 * time without an offset is in UTC. White space around it does not matter.
 * False where it is none of these, no such day, or no such time.
 */
bool moment_read(const char *text, struct moment *m);

/* The day on which something was last changed: that of modified, or else of
 * date; either may be NULL. False where neither is a moment. */
bool moment_last_day(const char *modified, const char *date,
    char day[DATE_LEN + 1]);

/* The day so many days before a valid day. */
void moment_days_before(const char *day, int days, char before[DATE_LEN + 1]);

#endif
