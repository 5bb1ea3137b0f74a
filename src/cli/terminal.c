/* Text for people: colour and links on a terminal, plain elsewhere. */
#include "terminal.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "base/escape.h"
#include "base/str.h"

enum { COLUMNS_MAX = 10000 };

/* SGR codes (ECMA-48, 8.3.117). */
static const char *const codes[] = { "", "1", "2", "33" };

void
terminal_begin(struct terminal *t)
{
	const char *term = getenv("TERM"), *no_color = getenv("NO_COLOR");

	t->text = (struct buf)BUF_INIT;
	t->styled = isatty(STDOUT_FILENO) && term != NULL &&
	    strcmp(term, "dumb") != 0 &&
	    (no_color == NULL || *no_color == '\0');
}

void
terminal_put(struct terminal *t, enum terminal_style style, const char *s)
{
	bool styled = t->styled && style != STYLE_PLAIN;

	if (styled)
		buf_printf(&t->text, "\033[%sm", codes[style]);
	escape_terminal(&t->text, s);
	if (styled)
		buf_puts(&t->text, "\033[0m");
}

void
terminal_printf(struct terminal *t, const char *fmt, ...)
{
	char text[1024];
	va_list ap;

	va_start(ap, fmt);
	vsnprintf(text, sizeof(text), fmt, ap);
	va_end(ap);
	buf_puts(&t->text, text);
}

void
terminal_link(struct terminal *t, const char *s, const char *url)
{
	bool linked = t->styled && url != NULL;

	if (linked) {
		buf_puts(&t->text, "\033]8;;");
		escape_url(&t->text, url);
		buf_puts(&t->text, "\033\\");
	}
	escape_terminal(&t->text, s);
	if (linked)
		buf_puts(&t->text, "\033]8;;\033\\");
}

int
terminal_columns(void)
{
	const char *columns = getenv("COLUMNS");
	struct winsize size;
	long long n;

	if (columns != NULL && str_to_number(columns, &n) && n > 0 &&
	    n <= COLUMNS_MAX)
		return (int)n;
	if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0)
		return size.ws_col;
	return 0;
}

/* Blocks of wide characters (Unicode, EastAsianWidth W and F, roughly). */
static bool
is_wide(unsigned cp)
{
	return (cp >= 0x1100 && cp <= 0x115f) || (cp >= 0x2e80 && cp <= 0xa4cf) ||
	    (cp >= 0xac00 && cp <= 0xd7a3) || (cp >= 0xf900 && cp <= 0xfaff) ||
	    (cp >= 0xfe30 && cp <= 0xfe6f) || (cp >= 0xff00 && cp <= 0xff60) ||
	    (cp >= 0xffe0 && cp <= 0xffe6) ||
	    (cp >= 0x1f300 && cp <= 0x1faff) || (cp >= 0x20000 && cp <= 0x3fffd);
}

static bool
is_combining(unsigned cp)
{
	return (cp >= 0x300 && cp <= 0x36f) || (cp >= 0x1ab0 && cp <= 0x1aff) ||
	    (cp >= 0x20d0 && cp <= 0x20ff) || (cp >= 0xfe00 && cp <= 0xfe0f) ||
	    (cp >= 0xfe20 && cp <= 0xfe2f) || cp == 0x200b || cp == 0x200d;
}

int
terminal_width(const char *s)
{
	unsigned cp;
	int width = 0;

	while (*s != '\0') {
		s += str_next(s, &cp);
		width += is_combining(cp) ? 0 : is_wide(cp) ? 2 : 1;
	}
	return width;
}

void
terminal_pad(struct terminal *t, const char *s, int width)
{
	int left = width - terminal_width(s);

	escape_terminal(&t->text, s);
	do
		buf_putc(&t->text, ' ');
	while (--left > 0);
}

void
terminal_end(struct terminal *t)
{
	fwrite(buf_str(&t->text), 1, t->text.len, stdout);
	buf_free(&t->text);
}
