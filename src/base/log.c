/* What the program says on standard error. */
#include "base/log.h"

#include <stdarg.h>
#include <stdio.h>

#include "base/buf.h"
#include "base/escape.h"

static void __attribute__((format(printf, 2, 0)))
say(const char *prefix, const char *fmt, va_list ap)
{
	struct buf line = BUF_INIT;
	char text[4096];

	vsnprintf(text, sizeof(text), fmt, ap);
	buf_puts(&line, prefix);
	escape_terminal(&line, text);
	buf_putc(&line, '\n');
	fwrite(buf_str(&line), 1, line.len, stderr);
	buf_free(&line);
}

void
log_error(const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	say("sextant: ", fmt, ap);
	va_end(ap);
}

void
log_warn(const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	say("sextant: warning: ", fmt, ap);
	va_end(ap);
}

void
log_info(const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	say("", fmt, ap);
	va_end(ap);
}
