/* Where a value stands in its document, to the byte. */
#include "lint_spot.h"

#include <string.h>

enum { COLUMN_MAX = 64 * 1024 }; /* bytes of a line that are counted */

/* Where the line of a byte starts, or where looking for that stops. */
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
	bool quoted = quote == '"' || quote == '\'';
	const char *p;

	for (p = fresh; *p != '\0'; p++)
		if ((unsigned char)*p < 0x20 || *p == '\\' ||
		    (quoted && *p == quote))
			return false;
	return quoted || (strpbrk(fresh, ":#,[]{}&*!|>'\"%@`") == NULL &&
	    *fresh != '-' && *fresh != '?' && *fresh != ' ');
}

static bool
is_blank(char c)
{
	return c == ' ' || c == '\t';
}

/* Skips blanks. */
static size_t
skip_blank(const char *bytes, size_t n, size_t at)
{
	while (at < n && is_blank(bytes[at]))
		at++;
	return at;
}

/* Skips white space and comments. */
static size_t
skip_blanks(const char *bytes, size_t n, size_t at, bool *comment)
{
	const char *end;

	for (; at < n; at++) {
		if (bytes[at] == '#') {
			*comment = true;
			end = memchr(bytes + at, '\n', n - at);
			if (end == NULL)
				return n;
			at = (size_t)(end - bytes);
		}
		if (!is_blank(bytes[at]) && bytes[at] != '\r' &&
		    bytes[at] != '\n')
			break;
	}
	return at;
}

/* Where on its line the element starts: at its "- " or itself; *dash says
 * which. False where something else stands before it. */
static bool
starts_line(const char *bytes, const struct mark *m, size_t *at, bool *dash)
{
	*at = skip_blank(bytes, m->start, line_start(bytes, m->start));
	*dash = *at < m->start && bytes[*at] == '-';
	return *at == m->start ||
	    (*dash && skip_blank(bytes, m->start, *at + 1) == m->start);
}

/* The end of the line's text: before CR LF, LF or the end of the file. */
static bool
ends_line(const char *bytes, size_t n, size_t at)
{
	return at == n || bytes[at] == '\n' ||
	    (bytes[at] == '\r' && (at + 1 == n || bytes[at + 1] == '\n'));
}

/* A line of its own: white space, "- " and the scalar, or that and a comma; a
 * comment, which stays, or nothing. */
static bool
whole_line(const char *bytes, size_t n, const struct mark *m, struct spot *s)
{
	size_t at, to = skip_blank(bytes, n, m->end);
	bool dash, comma;

	if (!starts_line(bytes, m, &at, &dash))
		return false;
	comma = to < n && bytes[to] == ',';
	if (comma)
		to = skip_blank(bytes, n, to + 1);
	if (to < n && bytes[to] == '#') {
		s->start = at;
		s->end = to;
		return true;
	}
	if (!ends_line(bytes, n, to) || (!dash && !comma))
		return false; /* the last in brackets: in_brackets */
	if (to < n && bytes[to] == '\r')
		to++;
	s->start = line_start(bytes, m->start);
	s->end = to;
	if (to < n) {
		s->end++;
	} else if (s->start > 0) {
		/* The file ends without a line end, and should still do so. */
		s->start--;
		if (s->start > 0 && bytes[s->start - 1] == '\r')
			s->start--;
	}
	return true;
}

/*
 * "a, b]": with the comma before it and the white space behind that. Where a
 * comment stands between, that comma stays, and one behind it goes.
 */
static bool
in_brackets(const char *bytes, size_t n, const struct mark *before,
    const struct mark *m, struct spot *s)
{
	bool comment = false;
	size_t at = skip_blanks(bytes, m->start, before->end, &comment);

	if (at == m->start || bytes[at] != ',' ||
	    skip_blanks(bytes, m->start, at + 1, &comment) != m->start)
		return false;
	s->start = comment ? m->start : before->end;
	s->end = m->end;
	at = skip_blank(bytes, n, m->end);
	if (comment && at < n && bytes[at] == ',')
		s->end = skip_blank(bytes, n, at + 1);
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
	return whole_line(bytes, n, m, s) ||
	    in_brackets(bytes, n, before, m, s);
}

/* The first byte of the line end at or behind a byte; n where there is none. */
static size_t
line_end(const char *bytes, size_t n, size_t at)
{
	const char *end = memchr(bytes + at, '\n', n - at);
	size_t to = end == NULL ? n : (size_t)(end - bytes);

	return to > at && to < n && bytes[to - 1] == '\r' ? to - 1 : to;
}

/* A line end as the line before that of a byte has it. */
static const char *
line_end_before(const char *bytes, size_t at)
{
	at = line_start(bytes, at);
	return at > 1 && bytes[at - 2] == '\r' ? "\r\n" : "\n";
}

/* One line more, in a list of lines that start with "- ". */
static bool
on_a_line(const char *bytes, size_t n, const struct mark *m, size_t *at,
    struct buf *text)
{
	size_t from = line_start(bytes, m->start), start, to;
	bool dash, comment = false;

	if (!starts_line(bytes, m, &start, &dash) || !dash)
		return false;
	to = skip_blanks(bytes, n, m->end, &comment);
	*at = line_end(bytes, n, m->end);
	if (to < *at)
		return false;
	if (*at == n)
		buf_puts(text, line_end_before(bytes, m->start));
	else
		buf_put(text, bytes + *at, bytes[*at] == '\r' ? 2 : 1);
	buf_put(text, bytes + from, m->start - from);
	return true;
}

bool
spot_behind_element(const char *bytes, size_t n, const cJSON *node, size_t *at,
    struct buf *text)
{
	const struct mark *m = value_mark(node);
	bool comment = false;
	size_t next;

	if (m->end <= m->start || m->end > n || node->string != NULL)
		return false;
	if (on_a_line(bytes, n, m, at, text))
		return true;
	next = skip_blanks(bytes, n, m->end, &comment);
	if (next == n || (bytes[next] != ',' && bytes[next] != ']'))
		return false;
	*at = m->end;
	buf_puts(text, ", ");
	return true;
}
