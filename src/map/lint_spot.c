/* Where a value stands in its document, to the byte. */
#include "lint_spot.h"

#include <string.h>

enum { COLUMN_MAX = 64 * 1024 }; /* bytes of a line that are counted */

/* The first byte of the line that a byte is in, or of what is looked at. */
static size_t
line_start(const char *bytes, size_t at)
{
	size_t least = at > COLUMN_MAX ? at - COLUMN_MAX : 0;

	while (at > least && bytes[at - 1] != '\n')
		at--;
	return at;
}

/* The column of a byte, in characters of UTF-8 from 1; a byte order mark is
 * none. 0: far to the right. */
static int
column_of(const char *bytes, size_t to)
{
	size_t from = line_start(bytes, to);
	int n = 1;

	if (to - from == COLUMN_MAX)
		return 0;

	if (from == 0 && to >= 3 && memcmp(bytes, "\xef\xbb\xbf", 3) == 0)
		from = 3;
	for (; from < to; from++)
		n += ((unsigned char)bytes[from] & 0xc0) != 0x80;
	return n;
}

struct spot
spot_find(const char *bytes, size_t n, const cJSON *node, const char *text,
    size_t at, size_t len)
{
	const struct mark *m = value_mark(node);
	struct spot s = { .line = m->line };
	const char *found, *p;

	if (m->end <= m->start || m->end > n)
		return s;
	found = memmem(bytes + m->start, m->end - m->start, text,
	    strlen(text));
	if (found == NULL)
		return s;
	s.start = (size_t)(found - bytes) + at;
	s.end = s.start + len;
	for (p = bytes + m->start; p < bytes + s.start; p++)
		s.line += *p == '\n';
	s.column = column_of(bytes, s.start);
	return s;
}

bool
spot_takes(const char *bytes, const cJSON *node, const char *fresh)
{
	char quote = bytes[value_mark(node)->start];
	const char *p;

	for (p = fresh; *p != '\0'; p++)
		if ((unsigned char)*p < 0x20 || *p == '\\' || *p == quote)
			return false;
	if (quote == '"' || quote == '\'')
		return true;
	return strpbrk(fresh, ":#,[]{}&*!|>'\"%@`") == NULL &&
	    *fresh != '-' && *fresh != '?' && *fresh != ' ';
}

static bool
is_blank(char c)
{
	return c == ' ' || c == '\t';
}

/* A line of its own: white space, "- " or nothing, the scalar, a comma or
 * nothing. */
static bool
whole_line(const char *bytes, size_t n, const struct mark *m, struct spot *s)
{
	size_t from = line_start(bytes, m->start), to = m->end, at = from;

	while (at < m->start && is_blank(bytes[at]))
		at++;
	if (at < m->start && bytes[at] == '-')
		for (at++; at < m->start && is_blank(bytes[at]); at++)
			;
	if (at != m->start)
		return false;
	while (to < n && is_blank(bytes[to]))
		to++;
	if (to < n && bytes[to] == ',')
		for (to++; to < n && is_blank(bytes[to]); to++)
			;
	if (to < n && bytes[to] == '\r')
		to++;
	if (to < n && bytes[to] != '\n')
		return false;
	s->start = from;
	s->end = to;
	if (to < n) {
		s->end++;
	} else if (from > 0) {
		/* The file ends without a line end, and shall go on to. */
		s->start--;
		if (s->start > 0 && bytes[s->start - 1] == '\r')
			s->start--;
	}
	return true;
}

/* "a, b]": with the comma before it and the space behind that. */
static bool
in_brackets(const char *bytes, const struct mark *m, struct spot *s)
{
	size_t at = m->start;

	while (at > 0 && is_blank(bytes[at - 1]))
		at--;
	if (at == 0 || bytes[at - 1] != ',')
		return false;
	for (at--; at > 0 && is_blank(bytes[at - 1]); at--)
		;
	s->start = at;
	s->end = m->end;
	return true;
}

bool
spot_of_element(const char *bytes, size_t n, const cJSON *node, struct spot *s)
{
	const struct mark *m = value_mark(node), *before;

	/* The first of cJSON's elements has the last as its prev. */
	if (m->end <= m->start || m->end > n || node->prev == NULL ||
	    node->prev->next != node)
		return false;
	before = value_mark(node->prev);
	if (before->end <= before->start || before->end > m->start)
		return false; /* an alias stands between */
	return whole_line(bytes, n, m, s) || in_brackets(bytes, m, s);
}
