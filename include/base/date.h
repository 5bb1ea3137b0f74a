/* Days and times of the Gregorian calendar, in UTC, and spans of time, as text. */
#ifndef BASE_DATE_H
#define BASE_DATE_H

#include <stdbool.h>

enum {
	DATE_LEN = 10,      /* "2022-08-09" */
	DATE_TIME_LEN = 23, /* "2022-08-09 14:05:33 UTC" */
	DATE_SPAN_LEN = 11, /* "2147483647s" */
};

/* The last second of the year 9999, since 1970. */
#define DATE_SECOND_MAX 253402300799LL

/*
 * Today in UTC. Here alone the clock is read: only fetch, the history and
 * check ask. Where
 * SOURCE_DATE_EPOCH is set (reproducible-builds.org), that second's day; what
 * is no second up to the year 9999 is as if it were not set.
 */
void date_today(char day[DATE_LEN + 1]);

/* The day of a second since 1970, from then to the year 9999. */
void date_of(long long second, char day[DATE_LEN + 1]);

/* The second since 1970 that it is, whatever SOURCE_DATE_EPOCH says: for times that
 * servers name. */
long long date_now(void);

/* The time at a second since 1970, likewise to the year 9999, with "UTC". */
void date_time(long long second, char text[DATE_TIME_LEN + 1]);

/*
 * Reads a span as curl(1) and timeout(1) do: a whole number of seconds, or of what a
 * letter behind it says: s, m, h or d (days). False where it is none, or longer
 * than 30 days; then *seconds stays.
 */
bool date_span_read(const char *text, int *seconds);

/* Seconds in the largest of these units that has a whole number of them: "10m". */
void date_span(int seconds, char text[DATE_SPAN_LEN + 1]);

/* Is s a day that exists, as YYYY-MM-DD? */
bool date_is_valid(const char *s);

/* "August 09, 2022" of a valid day, in English whatever the locale; 32 bytes
 * are enough. */
void date_long(const char *day, char text[32]);

#endif
