/* Small steps through a TOML text, and its strings. */
#include "toml_scan.h"

#include <string.h>

#include "base/str.h"
/* A string, quotes found and nothing yet understood. */
struct quoted {
	char quote;
	bool has_lines;
	bool plain; /* means what stands there, byte for byte */
	int line;   /* where it starts */
	const char *start, *end; /* between the quotes */
};

int
toml_fail(struct toml_scan *s, const char *what)
{
	return grow_fail(&s->tree, s->line, what);
}

int
toml_peek(const struct toml_scan *s)
{
	return s->at < s->end ? (unsigned char)*s->at : -1;
}

void
toml_skip_space(struct toml_scan *s)
{
	while (s->at < s->end && (*s->at == ' ' || *s->at == '\t'))
		s->at++;
}

bool
toml_skip_line_end(struct toml_scan *s)
{
	const char *stop;

	toml_skip_space(s);
	if (toml_peek(s) == '#') {
		stop = memchr(s->at, '\n', (size_t)(s->end - s->at));
		s->at = stop == NULL ? s->end : stop;
	}
	if (toml_peek(s) == '\r')
		s->at++;
	if (s->at == s->end)
		return true;
	if (*s->at != '\n')
		return false;
	s->at++;
	s->line++;
	return true;
}

int
toml_check(struct toml_scan *s)
{
	const char *at;
	unsigned char c;

	for (at = s->at; at < s->end; at++) {
		c = (unsigned char)*at;
		if (c >= ' ' && c != 0x7f)
			continue;
		if (c == '\r' && (at + 1 == s->end || at[1] != '\n'))
			return toml_fail(
			    s, "a carriage return without a line feed");
		if (c == '\n')
			s->line++;
		else if (c != '\t' && c != '\r')
			return toml_fail(s, "a control character");
	}
	s->line = 1;
	return 0;
}

/* To the quote that ends a string of one line. */
static int
find_end_toml_scan(struct toml_scan *s, struct quoted *q)
{
	for (; s->at < s->end && *s->at != q->quote; s->at++) {
		if (*s->at == '\n')
			return toml_fail(s, "an unterminated string");
		if (*s->at != '\\' || q->quote != '"')
			continue;
		q->plain = false;
		if (s->end - s->at > 1 && s->at[1] != '\n')
			s->at++;
	}
	if (s->at == s->end)
		return toml_fail(s, "cut off inside a string");
	q->end = s->at++;
	return 0;
}

/* Up to two quotes may stand before the three that end it. */
static bool
take_end_quotes(struct toml_scan *s, struct quoted *q)
{
	size_t n = 0;

	while (n < 5 && toml_peek(s) == q->quote) {
		s->at++;
		n++;
	}
	if (n < 3)
		return false;
	q->end = s->at - 3;
	return true;
}

static int
find_end_of_lines(struct toml_scan *s, struct quoted *q)
{
	static const bool stops[256] = { ['\n'] = true, ['\r'] = true,
		['"'] = true, ['\''] = true, ['\\'] = true };

	while (s->at < s->end) {
		if (!stops[(unsigned char)*s->at]) {
			s->at++;
			continue;
		}
		if (*s->at == q->quote) {
			if (take_end_quotes(s, q))
				return 0;
			continue;
		}
		s->line += *s->at == '\n';
		q->plain &= *s->at != '\r';
		if (*s->at++ != '\\' || q->quote != '"')
			continue;
		q->plain = false;
		if (s->at < s->end && *s->at != '\n')
			s->at++;
	}
	s->line = q->line;
	return toml_fail(s, "cut off inside a string");
}

static int
find_string(struct toml_scan *s, bool may_have_lines, struct quoted *q)
{
	bool triple;

	*q = (struct quoted){ .quote = *s->at, .plain = true, .line = s->line };
	triple = s->end - s->at >= 3 && s->at[1] == q->quote &&
	    s->at[2] == q->quote;
	q->has_lines = triple && may_have_lines;
	s->at += q->has_lines ? 3 : 1;
	if (!q->has_lines) {
		q->start = s->at;
		return find_end_toml_scan(s, q);
	}
	/* A line end right behind the quotes is no part of the text. */
	if (toml_peek(s) == '\r')
		s->at++;
	if (toml_peek(s) == '\n') {
		s->at++;
		s->line++;
	}
	q->start = s->at;
	return find_end_of_lines(s, q);
}

static int
fail_at(struct toml_scan *s, const struct quoted *q, const char *at,
    const char *what)
{
	const char *p;
	int line = s->line;

	for (p = at; p < q->end; p++)
		line -= *p == '\n';
	return grow_fail(&s->tree, line, what);
}

/* The number of n hexadecimal digits, or one that is no character. */
static unsigned long
read_hex(const char *s, size_t n)
{
	static const char digits[] = "0123456789abcdef";
	const unsigned long none = 0xffffffff;
	unsigned long number = 0;
	const char *digit;

	for (; n > 0; n--, s++) {
		digit = strchr(digits, *s >= 'A' && *s <= 'F' ? *s | 0x20 : *s);
		if (*s == '\0' || digit == NULL)
			return none;
		number = number << 4 | (unsigned long)(digit - digits);
	}
	return number;
}

/* \uXXXX and \UXXXXXXXX, from behind the letter. */
static int
take_code_point(struct toml_scan *s, const struct quoted *q, const char **at,
    char **to)
{
	size_t n = (*at)[-1] == 'u' ? 4 : 8;
	unsigned long cp;

	if ((size_t)(q->end - *at) < n)
		return fail_at(s, q, *at, "an escape that is cut off");
	cp = read_hex(*at, n);
	if (cp > 0x10ffff || (cp >= 0xd800 && cp <= 0xdfff))
		return fail_at(s, q, *at, "an escape of no character");
	if (cp == 0)
		return fail_at(s, q, *at, "a NUL character in a string");
	*to = str_encode(*to, (unsigned)cp);
	*at += n;
	return 0;
}

/* A backslash at the end of a line takes all white space behind it along. */
static bool
skip_line_ending(const struct quoted *q, const char **at)
{
	const char *p = *at;

	if (!q->has_lines)
		return false;
	while (p < q->end && (*p == ' ' || *p == '\t' || *p == '\r'))
		p++;
	if (p == q->end || *p != '\n')
		return false;
	while (p < q->end &&
	    (*p == ' ' || *p == '\t' || *p == '\r' || *p == '\n'))
		p++;
	*at = p;
	return true;
}

/* From behind the backslash. */
static int
take_escape(struct toml_scan *s, const struct quoted *q, const char **at,
    char **to)
{
	static const char names[] = "btnfr\"\\", means[] = "\b\t\n\f\r\"\\";
	const char *name;

	if (skip_line_ending(q, at))
		return 0;
	name = strchr(names, **at);
	if (name != NULL) {
		*(*to)++ = means[name - names];
		(*at)++;
		return 0;
	}
	if (**at != 'u' && **at != 'U')
		return fail_at(s, q, *at, "an escape that TOML does not know");
	(*at)++;
	return take_code_point(s, q, at, to);
}

/* What is written takes at least as many bytes as what it means. */
static int
decode(struct toml_scan *s, const struct quoted *q, char *to)
{
	const char *at = q->start;

	while (at < q->end) {
		if (*at == '\r') {
			at++;
		} else if (*at == '\\' && q->quote == '"') {
			at++;
			if (take_escape(s, q, &at, &to) == -1)
				return -1;
		} else {
			*to++ = *at++;
		}
	}
	*to = '\0';
	return 0;
}

int
toml_take_string(struct toml_scan *s, bool may_have_lines, char **text)
{
	struct quoted q;
	size_t n;

	if (find_string(s, may_have_lines, &q) == -1)
		return -1;
	n = (size_t)(q.end - q.start);
	if (grow_charge(&s->tree, 0, n, q.line) == -1)
		return -1;
	if (q.plain) {
		*text = grow_text(q.start, n);
		return 0;
	}
	*text = cJSON_malloc(n + 1);
	return decode(s, &q, *text);
}
