/* How far a stage has come, on standard error. */
#include "base/progress.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/log.h"

enum {
	REDRAW_MS = 100,
	WIDTH = 24, /* of the bar itself; the whole line stays below 80 */
};

static long long
now_ms(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (long long)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

void
progress_put_size(struct buf *b, long long bytes)
{
	static const char *const units[] = { "kB", "MB", "GB", "TB" };
	double value = (double)bytes / 1000;
	size_t i = 0;

	if (bytes < 1000) {
		buf_printf(b, "%lld bytes", bytes);
		return;
	}
	while (value >= 999.95 && i + 1 < sizeof(units) / sizeof(units[0])) {
		value /= 1000;
		i++;
	}
	buf_printf(b, "%.1f %s", value, units[i]);
}

void
progress_begin(struct progress *p, const char *verb, size_t all, bool quiet)
{
	const char *term = getenv("TERM");
	bool terminal = isatty(STDERR_FILENO) == 1 && term != NULL &&
	    strcmp(term, "dumb") != 0;

	memset(p, 0, sizeof(*p));
	p->verb = verb;
	p->all = all;
	p->bar = terminal && !quiet;
	p->lines = !terminal && !quiet;
}

static void
draw(struct progress *p)
{
	struct buf b = BUF_INIT;
	size_t i, full = p->all > 0 ? p->done * WIDTH / p->all : WIDTH;

	buf_printf(&b, "\r%s [", p->verb);
	for (i = 0; i < WIDTH; i++)
		buf_putc(&b, i < full ? '#' : '.');
	buf_printf(&b, "] %zu/%zu", p->done, p->all);
	if (p->bytes > 0) {
		buf_puts(&b, ", ");
		progress_put_size(&b, p->bytes);
	}
	buf_puts(&b, "\x1b[K"); /* ECMA-48, EL: clear to the end of the line */
	fwrite(buf_str(&b), 1, b.len, stderr);
	buf_free(&b);
	p->shown = true;
	p->drawn_at = now_ms();
}

void
progress_add_bytes(struct progress *p, size_t n)
{
	p->bytes += (long long)n;
	if (p->bar && now_ms() - p->drawn_at >= REDRAW_MS)
		draw(p);
}

void
progress_pass(struct progress *p)
{
	p->done++;
	if (p->bar)
		draw(p);
}

__attribute__((format(printf, 2, 0)))
static void
say_progress(const struct progress *p, const char *fmt, va_list ap)
{
	struct buf text = BUF_INIT;

	if (!p->lines)
		return;
	buf_vprintf(&text, fmt, ap);
	log_info("%s", buf_str(&text));
	buf_free(&text);
}

void
progress_step(struct progress *p, const char *fmt, ...)
{
	va_list ap;

	progress_pass(p);
	va_start(ap, fmt);
	say_progress(p, fmt, ap);
	va_end(ap);
}

void
progress_note(struct progress *p, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	say_progress(p, fmt, ap);
	va_end(ap);
}

void
progress_hide(struct progress *p)
{
	static const char clear[] = "\r\x1b[K";

	if (p->shown)
		fwrite(clear, 1, sizeof(clear) - 1, stderr);
	p->shown = false;
}

void
progress_end(struct progress *p)
{
	progress_hide(p);
	p->bar = false;
	p->lines = false;
}
