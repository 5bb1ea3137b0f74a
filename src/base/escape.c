/* One escaper a language. */
#include "base/escape.h"

#include <stdbool.h>
#include <string.h>

#include "base/str.h"

enum { LIST_DIGITS = 9 }; /* of a list's number (CommonMark, 5.2) */

/* What shows nothing by itself, from and to, in order: Unicode's Cc, Cf, Zl, Zp,
 * its tags and what may be ignored (Default_Ignorable_Code_Point). Bidirectional
 * controls are those of UAX #9. */
static const struct {
	unsigned from, to;
	enum escape_unseen is;
} unseen[] = {
	{ 0x00, 0x08, UNSEEN_CONTROL }, { 0x09, 0x0a, UNSEEN_SPACE },
	{ 0x0b, 0x1f, UNSEEN_CONTROL }, { 0x7f, 0x9f, UNSEEN_CONTROL },
	{ 0xad, 0xad, UNSEEN_HIDDEN }, { 0x034f, 0x034f, UNSEEN_HIDDEN },
	{ 0x061c, 0x061c, UNSEEN_BENDING }, { 0x115f, 0x1160, UNSEEN_HIDDEN },
	{ 0x17b4, 0x17b5, UNSEEN_HIDDEN }, { 0x180b, 0x180f, UNSEEN_HIDDEN },
	{ 0x200b, 0x200d, UNSEEN_HIDDEN }, { 0x200e, 0x200f, UNSEEN_BENDING },
	{ 0x2028, 0x202e, UNSEEN_BENDING }, { 0x2060, 0x2065, UNSEEN_HIDDEN },
	{ 0x2066, 0x2069, UNSEEN_BENDING }, { 0x206a, 0x206f, UNSEEN_HIDDEN },
	{ 0x3164, 0x3164, UNSEEN_HIDDEN }, { 0xfeff, 0xfeff, UNSEEN_HIDDEN },
	{ 0xffa0, 0xffa0, UNSEEN_HIDDEN }, { 0xfff0, 0xfffb, UNSEEN_HIDDEN },
	{ 0x1bca0, 0x1bca3, UNSEEN_HIDDEN },
	{ 0x1d173, 0x1d17a, UNSEEN_HIDDEN },
	{ 0xe0000, 0xe0fff, UNSEEN_HIDDEN },
};

enum escape_unseen
escape_unseen(unsigned cp)
{
	size_t i, n = sizeof(unseen) / sizeof(unseen[0]);

	if (cp >= ' ' && cp <= '~')
		return UNSEEN_NOT;
	for (i = 0; i < n && cp >= unseen[i].from; i++)
		if (cp <= unseen[i].to)
			return unseen[i].is;
	return UNSEEN_NOT;
}

/* C0, DEL and C1. */
static bool
is_control(unsigned cp)
{
	return escape_unseen(cp) == UNSEEN_CONTROL ||
	    escape_unseen(cp) == UNSEEN_SPACE;
}

/* Not in C1, but of the same kind: what reorders what a reader sees, and
 * separators of lines and paragraphs. */
static bool
is_bending(unsigned cp)
{
	return escape_unseen(cp) == UNSEEN_BENDING;
}

/* Appends the n bytes at s, or U+FFFD where they are no UTF-8. */
static void
put_exact(struct buf *b, const char *s, size_t n, unsigned cp)
{
	if (cp == 0xfffd)
		buf_puts(b, "\xef\xbf\xbd");
	else
		buf_put(b, s, n);
}

/* Likewise; a control character too is U+FFFD, unless it is white space. */
static void
put_char(struct buf *b, const char *s, size_t n, unsigned cp)
{
	if (is_bending(cp) || (is_control(cp) && !str_is_space(*s)))
		cp = 0xfffd;
	put_exact(b, s, n, cp);
}

static const char *
html_reference(char c)
{
	switch (c) {
	case '&':
		return "&amp;";
	case '<':
		return "&lt;";
	case '>':
		return "&gt;";
	case '"':
		return "&quot;";
	case '\'':
		return "&#39;";
	default:
		return NULL;
	}
}

/* How many bytes from s on are ASCII that HTML takes as it is. */
static size_t
html_plain(const char *s)
{
	size_t n = 0;

	while (((s[n] >= ' ' && s[n] <= '~') || s[n] == '\n' || s[n] == '\t') &&
	    html_reference(s[n]) == NULL)
		n++;
	return n;
}

void
escape_html(struct buf *b, const char *s)
{
	unsigned cp;
	size_t n;

	for (;;) {
		n = html_plain(s);
		buf_put(b, s, n);
		s += n;
		if (*s == '\0')
			break;
		n = str_next(s, &cp);
		if (cp < 0x80 && html_reference(*s) != NULL)
			buf_puts(b, html_reference(*s));
		else
			put_char(b, s, n, cp);
		s += n;
	}
}

/* Could "&…" at s be a character reference (CommonMark, 2.5)? */
static bool
is_reference(const char *s)
{
	size_t n = strspn(s + 1, "#ABCDEFGHIJKLMNOPQRSTUVWXYZ"
				 "abcdefghijklmnopqrstuvwxyz0123456789");

	return n > 0 && s[1 + n] == ';';
}

/* Could "1." or "1)" before s[1] start a list? start is the text's first. */
static bool
ends_number(const char *start, const char *s)
{
	return s > start && s - start <= LIST_DIGITS &&
	    strspn(start, "0123456789") == (size_t)(s - start) &&
	    (s[1] == '\0' || str_is_space(s[1]));
}

/* Could the '#' at s close a heading (CommonMark, 4.2)? */
static bool
closes_heading(const char *start, const char *s)
{
	if (s == start || !str_is_space(s[-1]))
		return false;
	s += strspn(s, "#");
	return s[strspn(s, " \t\n\v\f\r")] == '\0';
}

/* Would this ASCII character of the text that begins at start mean something? */
static bool
is_markdown(const char *start, const char *s)
{
	if (strchr("\\`*_{}[]<|~$", *s) != NULL)
		return true;
	if (s == start && strchr("#>+-=:", *s) != NULL)
		return true;
	switch (*s) {
	case '&':
		return is_reference(s);
	case '.':
	case ')':
		return ends_number(start, s);
	case '#':
		return closes_heading(start, s);
	default:
		return false;
	}
}

void
escape_markdown(struct buf *b, const char *s)
{
	const char *start = s;
	unsigned cp;
	size_t n;

	for (; *s != '\0'; s += n) {
		n = str_next(s, &cp);
		if (cp == '\n' || cp == '\r')
			cp = ' ';
		if (s == start && cp < 0x80 && str_is_space((char)cp)) {
			buf_printf(b, "&#%u;", cp);
		} else if (cp == ' ') {
			buf_putc(b, ' ');
		} else {
			if (cp < 0x80 && is_markdown(start, s))
				buf_putc(b, '\\');
			put_char(b, s, n, cp);
		}
	}
}

/* Is it what ends a cell, or may for a spreadsheet that splits at it? */
static bool
ends_cell(unsigned cp)
{
	return cp == '\0' || cp == ';' || cp == ',' || cp == '\t' || cp == '\r' ||
	    cp == '\n';
}

/* Is what follows its sign at s a number, a share or nothing at all? Then that
 * is what a spreadsheet makes of it. */
static bool
is_number(const char *s)
{
	const char *digits = "0123456789";
	size_t n = strspn(s, digits);

	if (n > 0 && s[n] == '.')
		n += 1 + strspn(s + n + 1, digits);
	if (n > 0 && s[n] == '%')
		n++;
	return s[n] == '\0' || s[n] == ';' || s[n] == ',';
}

/* Would a spreadsheet run what starts at s? That is what begins with = + - @, also
 * in their full width (as versions for Japanese take them), tab or CR. */
static bool
is_run(const char *s)
{
	unsigned cp;
	size_t n;

	if (*s == '\0')
		return false;
	n = str_next(s, &cp);
	if (cp >= 0xff01 && cp <= 0xff5e)
		cp -= 0xff01 - '!';
	if (cp == '+' || cp == '-')
		return !is_number(s + n);
	return cp == '=' || cp == '@' || cp == '\t' || cp == '\r';
}

/* The text of a cell: an apostrophe before whatever would be run, at its start
 * and wherever it may be split; a quote twice, where it stands in quotes. */
static void
put_guarded(struct buf *b, const char *s, bool quoted)
{
	bool start = true;
	unsigned cp;
	size_t n;

	for (; *s != '\0'; s += n) {
		n = str_next(s, &cp);
		if (start && is_run(s))
			buf_putc(b, '\'');
		if (cp == '"' && quoted)
			buf_putc(b, '"');
		if (!quoted && ends_cell(cp) && cp < ' ')
			buf_putc(b, ' ');
		else
			put_char(b, s, n, cp);
		start = ends_cell(cp) || (start && cp == ' ');
	}
}

void
escape_csv(struct buf *b, const char *s)
{
	bool quote = s[strcspn(s, ",\"\t\r\n")] != '\0' || is_run(s);

	if (quote)
		buf_putc(b, '"');
	put_guarded(b, s, quote);
	if (quote)
		buf_putc(b, '"');
}

void
escape_tsv(struct buf *b, const char *s)
{
	put_guarded(b, s, false);
}

void
escape_url(struct buf *b, const char *s)
{
	static const char plain[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
				    "abcdefghijklmnopqrstuvwxyz"
				    "0123456789-._~:/?#[]@!$&*+,;=";
	static const char hex[] = "0123456789ABCDEFabcdef";

	for (; *s != '\0'; s++) {
		if (*s == '%' ? strspn(s + 1, hex) >= 2
			      : strchr(plain, *s) != NULL)
			buf_putc(b, *s);
		else
			buf_printf(b, "%%%02X", (unsigned)(unsigned char)*s);
	}
}

void
escape_path(struct buf *b, const char *s)
{
	static const char plain[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
				    "abcdefghijklmnopqrstuvwxyz"
				    "0123456789-._~/";

	for (; *s != '\0'; s++) {
		if (strchr(plain, *s) != NULL)
			buf_putc(b, *s);
		else
			buf_printf(b, "%%%02X", (unsigned)(unsigned char)*s);
	}
}

void
escape_xml(struct buf *b, const char *s)
{
	unsigned cp;
	size_t n;

	for (; *s != '\0'; s += n) {
		n = str_next(s, &cp);
		if (cp == '\t' || cp == '\n')
			buf_printf(b, "&#%u;", cp);
		else if (cp < 0x20 || cp == 0xfffe || cp == 0xffff)
			continue;
		else if (cp < 0x80 && html_reference(*s) != NULL)
			buf_puts(b, html_reference(*s));
		else
			put_char(b, s, n, cp);
	}
}

/*
 * Is s a string to every YAML reader without quotes? Words that begin with a
 * letter are, less those that mean null or a truth value; so are digests: a
 * letter that no number has makes what starts with a digit one.
 */
static bool
is_plain_yaml(const char *s)
{
	static const char *const words[] = { "null", "true", "false", "yes",
		"no", "on", "off", "y", "n" };
	static const char safe[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
				   "abcdefghijklmnopqrstuvwxyz0123456789";
	size_t i, n = strlen(s);

	if (n == 0 || n > 1024)
		return false;
	if (*s >= '0' && *s <= '9')
		return strspn(s, safe) == n && strpbrk(s, "acdf") != NULL &&
		    s[1] != 'x' && s[1] != 'X';
	for (i = 0; i < sizeof(words) / sizeof(words[0]); i++)
		if (str_equal_nocase(s, words[i]))
			return false;
	if (strchr(safe, *s) == NULL || s[n - 1] == ':')
		return false;
	for (i = 0; i < n; i++)
		if (strchr(safe, s[i]) == NULL && strchr("._/-+%?=&:@~", s[i]) == NULL)
			return false;
	return true;
}

void
escape_yaml(struct buf *b, const char *s)
{
	unsigned cp;
	size_t n;

	if (is_plain_yaml(s)) {
		buf_puts(b, s);
		return;
	}
	buf_putc(b, '"');
	for (; *s != '\0'; s += n) {
		n = str_next(s, &cp);
		if (cp == '"' || cp == '\\')
			buf_printf(b, "\\%c", (char)cp);
		else if (cp == '\n')
			buf_puts(b, "\\n");
		else if (cp == '\t')
			buf_puts(b, "\\t");
		else if (cp < 0x20 || (cp >= 0x7f && cp < 0xa0))
			buf_printf(b, "\\x%02x", cp);
		else if (is_bending(cp) || cp == 0xfeff || cp == 0xfffe ||
		    cp == 0xffff)
			buf_printf(b, "\\u%04x", cp);
		else
			put_char(b, s, n, cp);
	}
	buf_putc(b, '"');
}

/* One character as a terminal may have it. */
static void
put_shown(struct buf *b, const char *s, size_t n, unsigned cp)
{
	if (is_control(cp))
		buf_printf(b, "\\x%02x", cp);
	else if (is_bending(cp))
		buf_printf(b, "\\u{%04x}", cp);
	else
		put_char(b, s, n, cp);
}

/* GitHub's runner reads "::" where a line starts, and "##[" anywhere; that of
 * Azure "##vso[" and its like. */
static bool
is_command(const char *s, bool start)
{
	if (*s == ':')
		return start && s[1] == ':';
	if (*s != '#' || s[1] != '#')
		return false;
	s += 2 + strspn(s + 2, "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
			       "abcdefghijklmnopqrstuvwxyz");
	return *s == '[';
}

/* Unicode's space separators, which runners pass over at the start. */
static bool
is_separator(unsigned cp)
{
	return cp == ' ' || cp == 0xa0 || cp == 0x1680 ||
	    (cp >= 0x2000 && cp <= 0x200a) || cp == 0x202f || cp == 0x205f ||
	    cp == 0x3000 || cp == 0xfeff;
}

static void
put_terminal(struct buf *b, const char *s, bool lines)
{
	bool start = true;
	unsigned cp;
	size_t n;

	for (; *s != '\0'; s += n) {
		n = str_next(s, &cp);
		if (lines && cp == '\n')
			buf_putc(b, '\n');
		else if (is_command(s, start))
			buf_printf(b, "\\x%02x", cp);
		else
			put_shown(b, s, n, cp);
		start = cp == '\n' || (start && is_separator(cp));
	}
}

/* Codes stand as %XX, and % as the text percent. */
static void
put_workflow(struct buf *b, const char *s, const char *codes,
    const char *percent)
{
	unsigned cp;
	size_t n;

	for (; *s != '\0'; s += n) {
		n = str_next(s, &cp);
		if (cp == '%')
			buf_puts(b, percent);
		else if (strchr(codes, *s) != NULL)
			buf_printf(b, "%%%02X", cp);
		else
			put_shown(b, s, n, cp);
	}
}

void
escape_workflow(struct buf *b, const char *s)
{
	put_workflow(b, s, "\r\n", "%25");
}

void
escape_workflow_property(struct buf *b, const char *s)
{
	put_workflow(b, s, "\r\n:,", "%25");
}

void
escape_vso(struct buf *b, const char *s)
{
	put_workflow(b, s, "\r\n;]", "%AZP25");
}

void
escape_terminal(struct buf *b, const char *s)
{
	put_terminal(b, s, false);
}

void
escape_terminal_text(struct buf *b, const char *s)
{
	put_terminal(b, s, true);
}

void
escape_utf8(struct buf *b, const char *s)
{
	unsigned cp;
	size_t n = strlen(s);

	if (str_is_utf8(s, n)) {
		buf_put(b, s, n);
		return;
	}
	for (; *s != '\0'; s += n) {
		n = str_next(s, &cp);
		put_exact(b, s, n, cp);
	}
}

/* Bytes of plain ASCII at s: most of what there is. */
static size_t
plain_bytes(const char *s)
{
	size_t n = 0;

	while (s[n] >= ' ' && s[n] <= '~')
		n++;
	return n;
}

static void
put_kept(struct buf *b, const char *s, const char *stays)
{
	unsigned cp;
	size_t n;

	for (; *s != '\0'; s += n) {
		n = plain_bytes(s);
		if (n > 0) {
			buf_put(b, s, n);
			continue;
		}
		n = str_next(s, &cp);
		if (strchr(stays, *s) == NULL &&
		    (is_control(cp) || is_bending(cp)))
			buf_putc(b, ' ');
		else
			put_char(b, s, n, cp);
	}
}

void
escape_line(struct buf *b, const char *s)
{
	put_kept(b, s, "");
}

void
escape_prose(struct buf *b, const char *s)
{
	put_kept(b, s, "\n\t");
}
