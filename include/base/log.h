/*
 * What the program says on standard error. One line each, in one write, so
 * that threads do not mix; control characters in it are shown as \xNN.
 */
#ifndef BASE_LOG_H
#define BASE_LOG_H

/* "sextant: where: what: why". Whoever knows says it, and nobody repeats it. */
void log_error(const char *fmt, ...) __attribute__((format(printf, 1, 2)));

/* "sextant: warning: ...": the run goes on. */
void log_warn(const char *fmt, ...) __attribute__((format(printf, 1, 2)));

/* Plain talk, without a prefix; callers mind --quiet. */
void log_info(const char *fmt, ...) __attribute__((format(printf, 1, 2)));

#endif
