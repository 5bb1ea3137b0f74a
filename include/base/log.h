/*
 * What the program says on standard error. One line each, in one write, so
 * that threads do not mix; control characters in it are shown as \xNN.
 */
#ifndef BASE_LOG_H
#define BASE_LOG_H

#include <stdbool.h>

/* "sextant: where: what: why". Whoever knows says it, and nobody repeats it. */
void log_error(const char *fmt, ...) __attribute__((format(printf, 1, 2)));

/* "sextant: warning: ...": the run goes on. */
void log_warn(const char *fmt, ...) __attribute__((format(printf, 1, 2)));

/* Plain talk, without a prefix; callers mind --quiet. */
void log_info(const char *fmt, ...) __attribute__((format(printf, 1, 2)));

/* The same, but only after log_be_verbose, or where $SEXTANT_VERBOSE is set and
 * not empty. */
void log_detail(const char *fmt, ...) __attribute__((format(printf, 1, 2)));
bool log_is_verbose(void);

/* Turns details on; before there are threads. */
void log_be_verbose(void);

/* Milliseconds since some moment: for how long things take. */
long long log_clock(void);

#endif
