/* The text of a report, as it is read: without markup, and with its lines. */
#include "report/plain.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/str.h"
#include "words/shape.h"

enum {
	TAG_MAX = 8192, /* bytes of a tag; a longer one is text */
	ELEMENT_MAX = 10, /* bytes of the longest name below */
};

/* Elements of HTML, sorted. inside: no white space parts it from the text around
 * it; skipped: what it holds is no text. */
static const struct element {
	const char *name;
	bool inside, skipped;
} elements[] = {
	{ "a", false, false },
	{ "abbr", true, false },
	{ "article", false, false },
	{ "aside", false, false },
	{ "b", true, false },
	{ "blockquote", false, false },
	{ "body", false, false },
	{ "br", false, false },
	{ "button", false, false },
	{ "caption", false, false },
	{ "cite", true, false },
	{ "code", true, false },
	{ "dd", false, false },
	{ "del", true, false },
	{ "details", false, false },
	{ "div", false, false },
	{ "dl", false, false },
	{ "dt", false, false },
	{ "em", true, false },
	{ "figcaption", false, false },
	{ "figure", false, false },
	{ "font", true, false },
	{ "footer", false, false },
	{ "form", false, false },
	{ "h1", false, false },
	{ "h2", false, false },
	{ "h3", false, false },
	{ "h4", false, false },
	{ "h5", false, false },
	{ "h6", false, false },
	{ "head", false, false },
	{ "header", false, false },
	{ "hr", false, false },
	{ "html", false, false },
	{ "i", true, false },
	{ "img", false, false },
	{ "ins", true, false },
	{ "kbd", true, false },
	{ "li", false, false },
	{ "link", false, false },
	{ "main", false, false },
	{ "mark", true, false },
	{ "meta", false, false },
	{ "nav", false, false },
	{ "ol", false, false },
	{ "option", false, false },
	{ "p", false, false },
	{ "pre", false, false },
	{ "s", true, false },
	{ "samp", true, false },
	{ "script", false, true },
	{ "section", false, false },
	{ "small", true, false },
	{ "span", false, false },
	{ "strong", true, false },
	{ "style", false, true },
	{ "sub", true, false },
	{ "summary", false, false },
	{ "sup", false, false },
	{ "svg", false, true },
	{ "table", false, false },
	{ "tbody", false, false },
	{ "td", false, false },
	{ "tfoot", false, false },
	{ "th", false, false },
	{ "thead", false, false },
	{ "time", false, false },
	{ "title", false, false },
	{ "tr", false, false },
	{ "tt", true, false },
	{ "u", true, false },
	{ "ul", false, false },
	{ "wbr", true, false },
};

/* What stands for something else; case does not matter. */
static const struct {
	const char *in, *out;
} forms[] = {
	{ "[.]", "." },
	{ "(.)", "." },
	{ "{.}", "." },
	{ "[dot]", "." },
	{ "(dot)", "." },
	{ "[:]", ":" },
	{ "[/]", "/" },
	{ "%2f", "/" },
	{ "&amp;", "&" },
	{ "&lt;", "<" },
	{ "&gt;", ">" },
	{ "&quot;", "\"" },
	{ "&apos;", "'" },
	{ "&nbsp;", " " },
	{ "&ndash;", "-" },
	{ "&mdash;", " " },
};

/* Code points that are written otherwise, by ranges, sorted. NULL: they show
 * nothing. */
static const struct {
	unsigned first, last;
	const char *out;
} signs[] = {
	{ 0xa0, 0xa0, " " },
	{ 0xab, 0xab, "\"" },
	{ 0xad, 0xad, NULL },
	{ 0xb7, 0xb7, " " },
	{ 0xbb, 0xbb, "\"" },
	{ 0x2000, 0x200a, " " },
	{ 0x200b, 0x200f, NULL },
	{ 0x2010, 0x2013, "-" },
	{ 0x2014, 0x2015, " " },
	{ 0x2018, 0x201b, "'" },
	{ 0x201c, 0x201f, "\"" },
	{ 0x2022, 0x2022, "*" },
	{ 0x2024, 0x2024, "." },
	{ 0x2026, 0x2026, " " },
	{ 0x202f, 0x202f, " " },
	{ 0x2060, 0x2060, NULL },
	{ 0x2212, 0x2212, "-" },
	{ 0x3000, 0x3000, " " },
	{ 0xfeff, 0xfeff, NULL },
};

struct cleaner {
	const char *at, *end;
	const char *close; /* the next '>', or the end, unless it was passed */
	struct buf *out;
};

static int
by_element(const void *name, const void *element)
{
	return strcasecmp(name, ((const struct element *)element)->name);
}

/* The element that a tag at s is of; NULL: it is none. */
static const struct element *
element_at(const struct cleaner *c, const char *s)
{
	char name[ELEMENT_MAX + 2];
	size_t n = 0;

	s += *s == '<';
	s += s < c->end && *s == '/';
	while (s + n < c->end && n <= ELEMENT_MAX && shape_is_word(s[n])) {
		name[n] = s[n];
		n++;
	}
	name[n] = '\0';
	if (n == 0 || s + n == c->end || (!str_is_space(s[n]) && s[n] != '/' &&
	    s[n] != '>'))
		return NULL;
	return bsearch(name, elements, sizeof(elements) / sizeof(elements[0]),
	    sizeof(elements[0]), by_element);
}

static void
put_lines(struct cleaner *c, const char *to)
{
	for (; c->at < to; c->at++)
		if (*c->at == '\n')
			buf_putc(c->out, '\n');
}

/* Puts one code point, or a form of more, and goes on behind it. */
static void
put_sign(struct cleaner *c)
{
	size_t i, n;
	unsigned cp;

	for (i = 0; i < sizeof(forms) / sizeof(forms[0]); i++) {
		n = strlen(forms[i].in);
		if (*c->at == *forms[i].in && n <= (size_t)(c->end - c->at) &&
		    strncasecmp(c->at, forms[i].in, n) == 0) {
			buf_puts(c->out, forms[i].out);
			c->at += n;
			return;
		}
	}
	if ((unsigned char)*c->at < 0x80) {
		buf_putc(c->out, *c->at++);
		return;
	}
	n = str_next(c->at, &cp);
	for (i = 0; i < sizeof(signs) / sizeof(signs[0]); i++)
		if (cp >= signs[i].first && cp <= signs[i].last)
			break;
	if (i == sizeof(signs) / sizeof(signs[0]))
		buf_put(c->out, c->at, n);
	else if (signs[i].out != NULL)
		buf_puts(c->out, signs[i].out);
	c->at += n;
}

/* Puts the address that a tag leads to, which ends at to. */
static void
put_address(struct cleaner *c, const char *to)
{
	static const char href[] = "href=";
	const char *s = c->at;
	char quote;

	while (s < to && ((size_t)(to - s) < strlen(href) ||
	    strncasecmp(s, href, strlen(href)) != 0))
		s++;
	if (s == to)
		return;
	put_lines(c, s);
	c->at += strlen(href);
	quote = *c->at == '"' || *c->at == '\'' ? *c->at++ : '>';
	buf_putc(c->out, ' ');
	while (c->at < to && *c->at != quote)
		put_sign(c);
}

/* The end of what an element holds that is no text. */
static const char *
skipped_end(const struct cleaner *c, const char *s,
    const struct element *element)
{
	for (; s < c->end; s++)
		if (*s == '<' && s + 1 < c->end && s[1] == '/' &&
		    element_at(c, s) == element)
			return s;
	return c->end;
}

/* The next '>' that ends something at c->at of so many bytes; NULL: none. */
static const char *
find_close(struct cleaner *c, size_t max)
{
	if (c->close < c->at) {
		c->close = memchr(c->at, '>', (size_t)(c->end - c->at));
		if (c->close == NULL)
			c->close = c->end;
	}
	return c->close == c->end || (size_t)(c->close - c->at) > max ? NULL
	    : c->close;
}

/* Reads a tag at c->at; false: it is none. */
static bool
take_tag(struct cleaner *c)
{
	const struct element *element = element_at(c, c->at);
	bool opens = c->at + 1 < c->end && c->at[1] != '/';
	const char *close = element == NULL ? NULL : find_close(c, TAG_MAX);

	if (close == NULL)
		return false;
	put_address(c, close);
	if (!element->inside)
		buf_putc(c->out, ' ');
	put_lines(c, close + 1);
	if (element->skipped && opens && close[-1] != '/')
		put_lines(c, skipped_end(c, c->at, element));
	return true;
}

/* Reads a comment, or <!DOCTYPE>, at c->at; false: it is none. */
static bool
take_comment(struct cleaner *c)
{
	static const char open[] = "<!--", close[] = "-->",
			  type[] = "<!doctype";
	size_t left = (size_t)(c->end - c->at);
	const char *end = NULL;

	if (left > strlen(open) && strncmp(c->at, open, strlen(open)) == 0) {
		end = memmem(c->at, left, close, strlen(close));
		end = end == NULL ? c->end : end + strlen(close);
	} else if (left > strlen(type) &&
	    strncasecmp(c->at, type, strlen(type)) == 0) {
		end = find_close(c, TAG_MAX);
	}
	if (end == NULL)
		return false;
	put_lines(c, end);
	return true;
}

/* Reads a character by its number, &#46; or &#x2e;, at c->at; only ASCII is of
 * use here. */
static bool
take_number(struct cleaner *c)
{
	const char *s = c->at + 2;
	unsigned n = 0, base = 10;
	int digit, digits = 0;

	if (c->end - c->at < 4 || c->at[1] != '#')
		return false;
	if (*s == 'x' || *s == 'X') {
		base = 16;
		s++;
	}
	for (; s < c->end && digits < 4; s++, digits++) {
		if (str_is_digit(*s))
			digit = *s - '0';
		else if (base == 16 && *s != '\0' &&
		    strchr("abcdefABCDEF", *s) != NULL)
			digit = (*s | 0x20) - 'a' + 10;
		else
			break;
		n = n * base + (unsigned)digit;
	}
	if (digits == 0 || s == c->end || *s != ';' ||
	    (n != 0xa0 && (n < 0x20 || n > 0x7e)))
		return false;
	buf_putc(c->out, n == 0xa0 ? ' ' : (char)n);
	c->at = s + 1;
	return true;
}

/* Puts what stands for itself, up to the next byte that may not. */
static void
put_run(struct cleaner *c)
{
	static const bool odd[256] = { ['<'] = true, ['&'] = true,
		['\\'] = true, ['['] = true, ['('] = true, ['{'] = true,
		['%'] = true };
	const char *s = c->at;

	while (s < c->end && (unsigned char)*s < 0x80 &&
	    !odd[(unsigned char)*s])
		s++;
	buf_put(c->out, c->at, (size_t)(s - c->at));
	c->at = s;
}

void
plain_put(const char *text, size_t len, struct buf *out)
{
	struct cleaner c = { .at = text, .end = text + len, .out = out };

	c.close = text - 1;
	for (put_run(&c); c.at < c.end; put_run(&c)) {
		if (*c.at == '<' && (take_comment(&c) || take_tag(&c)))
			continue;
		if (*c.at == '&' && take_number(&c))
			continue;
		if (*c.at == '\\' && c.at + 1 < c.end && c.at[1] != '\0' &&
		    strchr("._-*[]()#$&", c.at[1]) != NULL)
			c.at++;
		put_sign(&c);
	}
}
