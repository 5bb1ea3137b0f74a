/* Reads one value of a .git/config. */
#include "git_config.h"

#include <string.h>

#include "base/buf.h"
#include "base/str.h"

enum { TEXT_MAX = 4096, END_OF_FILE = -1 };

struct scan {
	const char *p, *end;
	int line;
	struct buf section, name, value;
};

/* The next character, which stays; a line ends in \n, whatever the file has. */
static int
peek(const struct scan *s)
{
	if (s->p == s->end)
		return END_OF_FILE;
	if (*s->p == '\r' && s->p + 1 < s->end && s->p[1] == '\n')
		return '\n';
	return (unsigned char)*s->p;
}

static int
take(struct scan *s)
{
	int c = peek(s);

	if (c == END_OF_FILE)
		return c;
	s->p += *s->p == '\r' && c == '\n' ? 2 : 1;
	s->line += c == '\n';
	return c;
}

static bool
at_line_end(int c)
{
	return c == '\n' || c == END_OF_FILE;
}

static bool
is_letter(int c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static bool
is_of_name(int c)
{
	return is_letter(c) || (c >= '0' && c <= '9') || c == '-';
}

static void
skip_blanks(struct scan *s)
{
	while (peek(s) == ' ' || peek(s) == '\t')
		take(s);
}

static void
skip_line(struct scan *s)
{
	while (!at_line_end(peek(s)))
		take(s);
}

/* Adds a character, unless there are too many. */
static int
add(struct buf *b, int c)
{
	if (c == '\0' || b->len >= TEXT_MAX)
		return -1;
	buf_putc(b, (char)c);
	return 0;
}

/* Likewise, a capital as a small letter. */
static int
add_small(struct buf *b, int c)
{
	return add(b, c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c);
}

/* "origin", behind the section's name and a blank. */
static int
read_subsection(struct scan *s)
{
	int c;

	skip_blanks(s);
	if (take(s) != '"' || add(&s->section, '.') == -1)
		return -1;
	while (peek(s) != '"') {
		c = peek(s) == '\\' ? (take(s), peek(s)) : peek(s);
		if (at_line_end(c) || add(&s->section, c) == -1)
			return -1;
		take(s);
	}
	take(s);
	return 0;
}

/* [remote "origin"], or as it was once written, [remote.origin]. */
static int
read_header(struct scan *s)
{
	int c;

	take(s);
	buf_reset(&s->section);
	for (c = peek(s); is_of_name(c) || c == '.'; c = peek(s))
		if (add_small(&s->section, take(s)) == -1)
			return -1;
	if ((c == ' ' || c == '\t') && read_subsection(s) == -1)
		return -1;
	return take(s) == ']' ? 0 : -1;
}

/* The character that an escape in a value stands for; -1: none. */
static int
unescape(int c)
{
	static const char letters[] = "ntb\\\"", meant[] = "\n\t\b\\\"";
	const char *at = c <= 0 ? NULL : strchr(letters, c);

	return at == NULL ? -1 : meant[at - letters];
}

/* A value: up to the end of its line, a comment in it, or of the lines that a
 * backslash joins. Blanks around it are no part of it, unless quoted. */
static int
read_value(struct scan *s)
{
	bool quoted = false;
	size_t kept = 0; /* bytes before blanks that may be the last */
	int c;

	skip_blanks(s);
	while (!at_line_end(c = peek(s))) {
		if (!quoted && (c == '#' || c == ';')) {
			skip_line(s);
			break;
		}
		take(s);
		if (c == '"') {
			quoted = !quoted;
			kept = s->value.len;
			continue;
		}
		if (c == '\\') {
			c = take(s);
			if (c == '\n')
				continue;
			c = unescape(c);
		}
		if (c == -1 || add(&s->value, c) == -1)
			return -1;
		if (quoted || (c != ' ' && c != '\t'))
			kept = s->value.len;
	}
	buf_cut(&s->value, kept);
	return quoted ? -1 : 0;
}

/* name = value; 1, 0: a name alone, or -1. */
static int
read_variable(struct scan *s)
{
	int c;

	buf_reset(&s->name);
	buf_reset(&s->value);
	for (c = peek(s); is_of_name(c); c = peek(s))
		if (add_small(&s->name, take(s)) == -1)
			return -1;
	skip_blanks(s);
	if (at_line_end(peek(s)))
		return 0;
	if (take(s) != '=')
		return -1;
	return read_value(s) == -1 ? -1 : 1;
}

/* One header, variable or comment; as read_variable. */
static int
read_piece(struct scan *s)
{
	int c = peek(s);

	if (c == '#' || c == ';') {
		skip_line(s);
		return 0;
	}
	if (c == '[')
		return read_header(s);
	return is_letter(c) && s->section.len > 0 ? read_variable(s) : -1;
}

int
git_config_find(const char *text, size_t len, const char *section,
    const char *name, struct arena *mem, const char **value, int *line)
{
	static const char mark[] = "\xef\xbb\xbf";
	struct scan s = { .p = text, .end = text + len, .line = 1 };
	int rc = 0, found = 0;

	*value = NULL;
	if (len >= strlen(mark) && memcmp(text, mark, strlen(mark)) == 0)
		s.p += strlen(mark);
	while (rc != -1 && peek(&s) != END_OF_FILE) {
		*line = s.line;
		if (str_is_space((char)peek(&s))) {
			take(&s);
			continue;
		}
		rc = read_piece(&s);
		if (rc == 1 && found == 0 &&
		    str_equal(buf_str(&s.section), section) &&
		    str_equal(buf_str(&s.name), name)) {
			*value = arena_strdup(mem, buf_str(&s.value));
			found = *line;
		}
	}
	if (rc == -1)
		*value = NULL;
	else
		*line = found;
	buf_free(&s.section);
	buf_free(&s.name);
	buf_free(&s.value);
	return rc == -1 ? -1 : found > 0;
}
