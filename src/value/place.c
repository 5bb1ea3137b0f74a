/* Where in a text a character stands: its byte, and its line. */
#include "place.h"

#include <string.h>

static bool
is_ascii(const char *s, size_t n)
{
	unsigned char all = 0;
	size_t i;

	for (i = 0; i < n; i++)
		all |= (unsigned char)s[i];
	return all < 0x80;
}

void
place_start(struct place *p, const char *text, size_t len)
{
	*p = (struct place){ .text = text, .len = len, .line = 1 };
	p->ascii = is_ascii(text, len);
}

/* 1 where a line ends with the byte at i. */
static int
ends_line(const struct place *p, size_t i)
{
	if (p->text[i] == '\r')
		return i + 1 == p->len || p->text[i + 1] != '\n';
	return p->text[i] == '\n';
}

static int
count_lines(const struct place *p, size_t from, size_t to)
{
	size_t i;
	int n = 0;

	for (i = from; i < to && i < p->len; i++)
		n += ends_line(p, i);
	return n;
}

int
place_line(const struct place *p, size_t byte)
{
	return 1 + count_lines(p, 0, byte);
}

static bool
is_inside(char c)
{
	return ((unsigned char)c & 0xc0) == 0x80;
}

static void
step_place(struct place *p)
{
	p->line += ends_line(p, p->byte);
	p->byte++;
	while (!p->ascii && p->byte < p->len && is_inside(p->text[p->byte]))
		p->byte++;
	p->index++;
}

static void
step_back(struct place *p)
{
	p->byte--;
	while (!p->ascii && p->byte > 0 && is_inside(p->text[p->byte]))
		p->byte--;
	p->line -= ends_line(p, p->byte);
	p->index--;
}

void
place_move(struct place *p, size_t index)
{
	while (p->index < index && p->byte < p->len)
		step_place(p);
	while (p->index > index && p->byte > 0)
		step_back(p);
}

static bool
is_white(char c)
{
	return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

static size_t
skip_property(const struct place *p, size_t at, size_t end)
{
	const char *verbatim;

	if (at + 1 < end && p->text[at] == '!' && p->text[at + 1] == '<') {
		verbatim = memchr(p->text + at, '>', end - at);
		if (verbatim == NULL)
			return end;
		return (size_t)(verbatim + 1 - p->text);
	}
	while (at < end && !is_white(p->text[at]))
		at++;
	return at;
}

static size_t
skip_comment(const struct place *p, size_t at, size_t end)
{
	while (at < end && p->text[at] != '\n' && p->text[at] != '\r')
		at++;
	return at;
}

size_t
place_skip_properties(const struct place *p, size_t at, size_t end, int *line)
{
	size_t from = at;

	while (at < end) {
		if (p->text[at] == '&' || p->text[at] == '!')
			at = skip_property(p, at, end);
		else if (p->text[at] == '#')
			at = skip_comment(p, at, end);
		else if (is_white(p->text[at]))
			at++;
		else
			break;
	}
	*line += count_lines(p, from, at);
	return at;
}
