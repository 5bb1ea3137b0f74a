/* Where in a text a character stands: its byte, and its line. */
#include "place.h"

#include <string.h>

void
place_start(struct place *p, const char *text, size_t len)
{
	unsigned char all = 0;
	size_t i;

	for (i = 0; i < len; i++)
		all |= (unsigned char)text[i];
	*p = (struct place){ .text = text, .len = len, .line = 1,
		.simple = all < 0x80 && memchr(text, '\r', len) == NULL };
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

/* The line ends between two bytes of a simple text. */
static int
count_ends(const char *at, const char *end)
{
	int n;

	for (n = 0; (at = memchr(at, '\n', (size_t)(end - at))) != NULL; n++)
		at++;
	return n;
}

static void
move_simple(struct place *p, size_t index)
{
	size_t to = index < p->len ? index : p->len;

	if (to >= p->byte)
		p->line += count_ends(p->text + p->byte, p->text + to);
	else
		p->line -= count_ends(p->text + to, p->text + p->byte);
	p->index = p->byte = to;
}

void
place_move(struct place *p, size_t index)
{
	if (p->simple) {
		move_simple(p, index);
		return;
	}
	for (; p->index < index && p->byte < p->len; p->index++) {
		p->line += ends_line(p, p->byte++);
		while (p->byte < p->len && is_inside(p->text[p->byte]))
			p->byte++;
	}
	for (; p->index > index && p->byte > 0; p->index--) {
		p->byte--;
		while (p->byte > 0 && is_inside(p->text[p->byte]))
			p->byte--;
		p->line -= ends_line(p, p->byte);
	}
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

size_t
place_skip_properties(const struct place *p, size_t at, size_t end, int *line)
{
	size_t from = at;

	while (at < end) {
		if (p->text[at] == '&' || p->text[at] == '!')
			at = skip_property(p, at, end);
		else if (p->text[at] == '#')
			while (at < end && p->text[at] != '\n' &&
			    p->text[at] != '\r')
				at++;
		else if (is_white(p->text[at]))
			at++;
		else
			break;
	}
	*line += count_lines(p, from, at);
	return at;
}
