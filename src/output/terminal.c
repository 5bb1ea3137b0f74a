/* Text for people: colour and links on a terminal, plain elsewhere. */
#include "output/terminal.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "base/escape.h"
#include "base/mem.h"
#include "base/str.h"
#include "pager.h"

enum {
	COLUMNS_MAX = 10000,
	FLUSHED = 64 * 1024, /* bytes of text that are much */
};

/* What the command line says; else it is as the environment says. */
static enum { COLOUR_AUTO, COLOUR_ALWAYS, COLOUR_NEVER } colour;
static bool paged = true;

/* SGR codes (ECMA-48, 8.3.117). */
static const char *const codes[] = { "", "1", "2", "33" };

static bool
is_set(const char *name)
{
	const char *value = getenv(name);

	return value != NULL && *value != '\0';
}

/* Is there somebody who sees what the cursor does? */
static bool
is_capable(void)
{
	return isatty(STDOUT_FILENO) && is_set("TERM") &&
	    strcmp(getenv("TERM"), "dumb") != 0;
}

void
terminal_choose(const char *when, bool no_pager)
{
	colour = str_equal(when, "always") ? COLOUR_ALWAYS
	    : str_equal(when, "never") ? COLOUR_NEVER : COLOUR_AUTO;
	paged = !no_pager;
}

void
terminal_begin(struct terminal *t)
{
	t->text = (struct buf)BUF_INIT;
	t->styled = colour == COLOUR_ALWAYS || (colour == COLOUR_AUTO &&
	    !is_set("NO_COLOR") &&
	    (is_set("CLICOLOR_FORCE") || is_capable()));
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
	va_list ap;

	va_start(ap, fmt);
	buf_vprintf(&t->text, fmt, ap);
	va_end(ap);
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

int
terminal_width(const char *s)
{
	return str_width(s, strlen(s));
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
terminal_wrap(struct terminal *t, int at, int indent, const char *text,
    int columns)
{
	struct buf b = BUF_INIT, word = BUF_INIT;
	const char *s;
	bool first = true;
	int width;
	size_t n;

	escape_terminal(&b, text);
	for (s = buf_str(&b); *s != '\0'; s += n, first = false) {
		n = strcspn(s, " ");
		buf_reset(&word);
		buf_put(&word, s, n);
		n += strspn(s + n, " ");
		width = terminal_width(buf_str(&word));
		if (!first && columns > 0 && at + 1 + width > columns) {
			buf_printf(&t->text, "\n%*s", indent, "");
			at = indent;
		} else if (!first) {
			buf_putc(&t->text, ' ');
			at++;
		}
		buf_puts(&t->text, buf_str(&word));
		at += width;
	}
	buf_putc(&t->text, '\n');
	buf_free(&b);
	buf_free(&word);
}

char *
terminal_cut(const char *s, int width)
{
	size_t n, at = 0;
	struct buf b = BUF_INIT;

	if (terminal_width(s) <= width)
		return mem_strdup(s);
	for (; s[at] != '\0'; at += n) {
		n = str_cluster(s + at);
		width -= str_width(s + at, n);
		if (width < 1)
			break;
	}
	buf_put(&b, s, at);
	buf_puts(&b, "…");
	return buf_take(&b);
}

/* Are there more lines than the terminal shows at once? */
static bool
is_long(const char *text)
{
	struct winsize size;
	int lines = 0;

	if (!is_capable() || ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == -1 ||
	    size.ws_row == 0)
		return false;
	for (; *text != '\0'; text++)
		lines += *text == '\n';
	return lines >= size.ws_row;
}

void
terminal_flush(struct terminal *t)
{
	if (t->text.len < FLUSHED || (paged && is_capable()))
		return;
	fwrite(buf_str(&t->text), 1, t->text.len, stdout);
	buf_reset(&t->text);
}

void
terminal_end(struct terminal *t)
{
	if (!paged || !is_long(buf_str(&t->text)) ||
	    !pager_show(buf_str(&t->text), t->text.len))
		fwrite(buf_str(&t->text), 1, t->text.len, stdout);
	buf_free(&t->text);
}
