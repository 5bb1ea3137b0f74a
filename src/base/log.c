/* What the program says on standard error. */
#include "base/log.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "base/buf.h"
#include "base/escape.h"
#include "base/interrupt.h"

static bool verbose; /* --verbose */

static void __attribute__((format(printf, 2, 0)))
say_log(const char *prefix, const char *fmt, va_list ap)
{
	struct buf line = BUF_INIT, text = BUF_INIT;

	if (interrupted())
		return;
	buf_vprintf(&text, fmt, ap);
	buf_puts(&line, prefix);
	escape_terminal(&line, buf_str(&text));
	buf_putc(&line, '\n');
	fwrite(buf_str(&line), 1, line.len, stderr);
	buf_free(&line);
	buf_free(&text);
}

void
log_error(const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	say_log("sextant: ", fmt, ap);
	va_end(ap);
}

void
log_warn(const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	say_log("sextant: warning: ", fmt, ap);
	va_end(ap);
}

void
log_info(const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	say_log("", fmt, ap);
	va_end(ap);
}

bool
log_is_verbose(void)
{
	const char *set = getenv("SEXTANT_VERBOSE");

	return verbose || (set != NULL && *set != '\0');
}

void
log_be_verbose(void)
{
	verbose = true;
}

void
log_detail(const char *fmt, ...)
{
	va_list ap;

	if (!log_is_verbose())
		return;
	va_start(ap, fmt);
	say_log("", fmt, ap);
	va_end(ap);
}

long long
log_clock(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (long long)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}
