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

enum { COLUMNS_MAX = 10000 };

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

bool
terminal_choose(const char *when, bool no_pager)
{
	if (no_pager)
		setenv("SEXTANT_PAGER", "cat", 1);
	if (when == NULL || strcmp(when, "auto") == 0)
		return true;
	unsetenv("NO_COLOR");
	unsetenv("CLICOLOR_FORCE");
	if (strcmp(when, "always") == 0)
		return setenv("CLICOLOR_FORCE", "1", 1) == 0;
	return strcmp(when, "never") == 0 && setenv("NO_COLOR", "1", 1) == 0;
}

void
terminal_begin(struct terminal *t)
{
	t->text = (struct buf)BUF_INIT;
	t->styled = !is_set("NO_COLOR") &&
	    (is_set("CLICOLOR_FORCE") || is_capable());
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

struct range {
	unsigned first, last;
};

/* Of two columns (Unicode 15, East Asian Width W and F). */
static const struct range wide[] = { { 0x1100, 0x115f }, { 0x231a, 0x231b },
	{ 0x2329, 0x232a }, { 0x23e9, 0x23ec }, { 0x23f0, 0x23f0 },
	{ 0x23f3, 0x23f3 }, { 0x25fd, 0x25fe }, { 0x2614, 0x2615 },
	{ 0x2648, 0x2653 }, { 0x267f, 0x267f }, { 0x2693, 0x2693 },
	{ 0x26a1, 0x26a1 }, { 0x26aa, 0x26ab }, { 0x26bd, 0x26be },
	{ 0x26c4, 0x26c5 }, { 0x26ce, 0x26ce }, { 0x26d4, 0x26d4 },
	{ 0x26ea, 0x26ea }, { 0x26f2, 0x26f3 }, { 0x26f5, 0x26f5 },
	{ 0x26fa, 0x26fa }, { 0x26fd, 0x26fd }, { 0x2705, 0x2705 },
	{ 0x270a, 0x270b }, { 0x2728, 0x2728 }, { 0x274c, 0x274c },
	{ 0x274e, 0x274e }, { 0x2753, 0x2755 }, { 0x2757, 0x2757 },
	{ 0x2795, 0x2797 }, { 0x27b0, 0x27b0 }, { 0x27bf, 0x27bf },
	{ 0x2b1b, 0x2b1c }, { 0x2b50, 0x2b50 }, { 0x2b55, 0x2b55 },
	{ 0x2e80, 0x303e }, { 0x3041, 0x4dbf }, { 0x4e00, 0xa4cf },
	{ 0xa960, 0xa97c }, { 0xac00, 0xd7a3 }, { 0xf900, 0xfaff },
	{ 0xfe10, 0xfe19 }, { 0xfe30, 0xfe6f }, { 0xff00, 0xff60 },
	{ 0xffe0, 0xffe6 }, { 0x16fe0, 0x18cff }, { 0x1b000, 0x1b2ff },
	{ 0x1f004, 0x1f004 }, { 0x1f0cf, 0x1f0cf }, { 0x1f18e, 0x1f18e },
	{ 0x1f191, 0x1f19a }, { 0x1f200, 0x1f320 }, { 0x1f32d, 0x1f335 },
	{ 0x1f337, 0x1f37c }, { 0x1f37e, 0x1f393 }, { 0x1f3a0, 0x1f3ca },
	{ 0x1f3cf, 0x1f3d3 }, { 0x1f3e0, 0x1f3f0 }, { 0x1f3f4, 0x1f3f4 },
	{ 0x1f3f8, 0x1f43e }, { 0x1f440, 0x1f440 }, { 0x1f442, 0x1f4fc },
	{ 0x1f4ff, 0x1f53d }, { 0x1f54b, 0x1f54e }, { 0x1f550, 0x1f567 },
	{ 0x1f57a, 0x1f57a }, { 0x1f595, 0x1f596 }, { 0x1f5a4, 0x1f5a4 },
	{ 0x1f5fb, 0x1f64f }, { 0x1f680, 0x1f6c5 }, { 0x1f6cc, 0x1f6cc },
	{ 0x1f6d0, 0x1f6d2 }, { 0x1f6d5, 0x1f6d7 }, { 0x1f6dc, 0x1f6df },
	{ 0x1f6eb, 0x1f6ec }, { 0x1f6f4, 0x1f6fc }, { 0x1f7e0, 0x1f7eb },
	{ 0x1f7f0, 0x1f7f0 }, { 0x1f90c, 0x1f93a }, { 0x1f93c, 0x1f945 },
	{ 0x1f947, 0x1f9ff }, { 0x1fa70, 0x1faff }, { 0x20000, 0x3fffd } };

/* Of none: marks on the character before them, and what joins or marks the
 * direction (general categories Mn, Me and Cf), of the scripts most in use. */
static const struct range combining[] = { { 0x300, 0x36f }, { 0x483, 0x489 },
	{ 0x591, 0x5bd }, { 0x5bf, 0x5bf }, { 0x5c1, 0x5c2 }, { 0x5c4, 0x5c5 },
	{ 0x5c7, 0x5c7 }, { 0x610, 0x61a }, { 0x64b, 0x65f }, { 0x670, 0x670 },
	{ 0x6d6, 0x6dc }, { 0x6df, 0x6e4 }, { 0x6e7, 0x6e8 }, { 0x6ea, 0x6ed },
	{ 0x900, 0x902 }, { 0x93a, 0x93a }, { 0x93c, 0x93c }, { 0x941, 0x948 },
	{ 0x94d, 0x94d }, { 0x951, 0x957 }, { 0x962, 0x963 }, { 0x981, 0x981 },
	{ 0x9bc, 0x9bc }, { 0x9c1, 0x9c4 }, { 0x9cd, 0x9cd }, { 0xe31, 0xe31 },
	{ 0xe34, 0xe3a }, { 0xe47, 0xe4e }, { 0xeb1, 0xeb1 }, { 0xeb4, 0xebc },
	{ 0xec8, 0xece }, { 0x1160, 0x11ff }, { 0x1ab0, 0x1aff },
	{ 0x1dc0, 0x1dff }, { 0x200b, 0x200f }, { 0x202a, 0x202e },
	{ 0x2060, 0x2064 }, { 0x20d0, 0x20ff }, { 0x302a, 0x302d },
	{ 0x3099, 0x309a }, { 0xfe00, 0xfe0f }, { 0xfe20, 0xfe2f },
	{ 0xfeff, 0xfeff }, { 0xe0100, 0xe01ef } };

/* Is cp in one of n ranges, which are in order? */
static bool
is_among(unsigned cp, const struct range *ranges, size_t n)
{
	size_t low = 0, middle;

	while (low < n) {
		middle = (low + n) / 2;
		if (cp > ranges[middle].last)
			low = middle + 1;
		else
			n = middle;
	}
	return ranges[low].first <= cp && cp <= ranges[low].last;
}

/* Columns that one character takes. */
static int
columns_of(unsigned cp)
{
	enum { WIDE = sizeof(wide) / sizeof(wide[0]) };
	enum { COMBINING = sizeof(combining) / sizeof(combining[0]) };

	if (cp < combining[0].first)
		return 1;
	if (is_among(cp, combining, COMBINING - 1))
		return 0;
	return is_among(cp, wide, WIDE - 1) ? 2 : 1;
}

int
terminal_width(const char *s)
{
	unsigned cp;
	int width = 0;

	while (*s != '\0') {
		s += str_next(s, &cp);
		width += columns_of(cp);
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
	struct buf b = BUF_INIT;
	char one[8];
	int used = 0, w;
	unsigned cp;
	size_t n;

	if (terminal_width(s) <= width)
		return mem_strdup(s);
	while (*s != '\0') {
		n = str_next(s, &cp);
		memcpy(one, s, n);
		one[n] = '\0';
		w = terminal_width(one);
		if (used + w > width - 1)
			break;
		used += w;
		buf_puts(&b, one);
		s += n;
	}
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
terminal_end(struct terminal *t)
{
	if (!is_long(buf_str(&t->text)) ||
	    !pager_show(buf_str(&t->text), t->text.len))
		fwrite(buf_str(&t->text), 1, t->text.len, stdout);
	buf_free(&t->text);
}
