/* Days of the Gregorian calendar, in UTC, as text. */
#ifndef BASE_DATE_H
#define BASE_DATE_H

#include <stdbool.h>

enum { DATE_LEN = 10 }; /* "2022-08-09" */

/*
 * Today in UTC. The one place that reads the clock: only fetch, the history and
 * check ask. Where
 * SOURCE_DATE_EPOCH is set (reproducible-builds.org), that second's day; what
 * is no second up to the year 9999 is as if it were not set.
 */
void date_today(char day[DATE_LEN + 1]);

/* The day of a second since 1970, from then to the year 9999. */
void date_of(long long second, char day[DATE_LEN + 1]);

/* Is s a day that exists, as YYYY-MM-DD? */
bool date_is_valid(const char *s);

/* "August 09, 2022" of a valid day, in English whatever the locale; 32 bytes
 * are enough. */
void date_long(const char *day, char text[32]);

#endif
