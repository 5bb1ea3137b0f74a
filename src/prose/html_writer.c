/* The allow-list, and the writer that keeps to it. */
#include "html_writer.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/escape.h"
#include "base/str.h"

enum {
	VOID = 1,     /* has no end tag */
	BLOCK = 2,    /* ends an open paragraph */
	GONE = 4,     /* vanishes with all in it */
	BARRIER = 8,  /* what is in it ends nothing outside it */
	HEADING = 16, /* may have an id */
};

struct html_element {
	const char *name;
	unsigned flags;
	const char *parents[4]; /* only within the nearest of these; none: any */
};

/* Sorted by name, for bsearch. */
static const struct html_element elements[] = {
	{ "a", 0, { NULL } },
	{ "blockquote", BLOCK | BARRIER, { NULL } },
	{ "br", VOID, { NULL } },
	{ "code", 0, { NULL } },
	{ "dd", 0, { "dl", NULL } },
	{ "del", 0, { NULL } },
	{ "details", BLOCK | BARRIER, { NULL } },
	{ "dl", BLOCK | BARRIER, { NULL } },
	{ "dt", 0, { "dl", NULL } },
	{ "em", 0, { NULL } },
	{ "h1", BLOCK | HEADING, { NULL } },
	{ "h2", BLOCK | HEADING, { NULL } },
	{ "h3", BLOCK | HEADING, { NULL } },
	{ "h4", BLOCK | HEADING, { NULL } },
	{ "h5", BLOCK | HEADING, { NULL } },
	{ "h6", BLOCK | HEADING, { NULL } },
	{ "hr", BLOCK | VOID, { NULL } },
	{ "iframe", GONE, { NULL } },
	{ "li", 0, { "ul", "ol", NULL } },
	{ "math", GONE, { NULL } },
	{ "object", GONE, { NULL } },
	{ "ol", BLOCK | BARRIER, { NULL } },
	{ "p", BLOCK, { NULL } },
	{ "pre", BLOCK, { NULL } },
	{ "script", GONE, { NULL } },
	{ "select", GONE, { NULL } },
	{ "strong", 0, { NULL } },
	{ "style", GONE, { NULL } },
	{ "sub", 0, { NULL } },
	{ "summary", 0, { "details", NULL } },
	{ "sup", 0, { NULL } },
	{ "svg", GONE, { NULL } },
	{ "table", BLOCK | BARRIER, { NULL } },
	{ "tbody", 0, { "table", NULL } },
	{ "td", BARRIER, { "tr", NULL } },
	{ "template", GONE, { NULL } },
	{ "textarea", GONE, { NULL } },
	{ "th", BARRIER, { "tr", NULL } },
	{ "thead", 0, { "table", NULL } },
	{ "tr", 0, { "thead", "tbody", "table", NULL } },
	{ "ul", BLOCK | BARRIER, { NULL } },
};

static int
element_compare(const void *name, const void *e)
{
	return strcmp(name, ((const struct html_element *)e)->name);
}

static void
put_attribute(struct html_writer *w, const char *name, const char *value)
{
	buf_printf(w->out, " %s=\"", name);
	escape_html(w->out, value);
	buf_putc(w->out, '"');
}

/* The value of the attribute, or NULL: also of one without a value. */
static const char *
attribute(const char *const *attributes, const char *name)
{
	size_t i;

	for (i = 0; attributes != NULL && attributes[i] != NULL; i += 2)
		if (strcmp(attributes[i], name) == 0)
			return attributes[i + 1];
	return NULL;
}

static bool
is_one_of(const char *value, const char *const *values)
{
	size_t i;

	for (i = 0; values[i] != NULL; i++)
		if (str_equal_nocase(value, values[i]))
			return true;
	return false;
}

/* Are the n bytes at s letters, digits, and characters of more, and any? */
static bool
is_token(const char *s, size_t n, const char *more)
{
	size_t i;
	char c;

	for (i = 0; i < n; i++) {
		c = s[i];
		if (!(c >= 'a' && c <= 'z') && !(c >= 'A' && c <= 'Z') &&
		    !(c >= '0' && c <= '9') && strchr(more, c) == NULL)
			return false;
	}
	return n > 0;
}

/*
 * The address as a browser reads it (URL Standard, 4.4): control characters
 * and spaces around it and line breaks and tabs anywhere in it do not count.
 * What else it would mend is written as %XX: a backslash is no slash here.
 */
static void
put_address(struct buf *b, const char *s)
{
	size_t n = strlen(s), i;
	unsigned char c;

	while (n > 0 && (unsigned char)*s <= ' ') {
		s++;
		n--;
	}
	while (n > 0 && (unsigned char)s[n - 1] <= ' ')
		n--;
	for (i = 0; i < n; i++) {
		c = (unsigned char)s[i];
		if (c == '\t' || c == '\n' || c == '\r')
			continue;
		if (c <= ' ' || c == 0x7f || c == '\\')
			buf_printf(b, "%%%02X", (unsigned)c);
		else
			buf_putc(b, s[i]);
	}
}

enum address { ADDRESS_BAD, ADDRESS_HERE, ADDRESS_OUT };

static enum address
address_kind(const char *s)
{
	size_t n = strcspn(s, ":/?#");

	if (s[n] != ':')
		return str_has_prefix(s, "//") ? ADDRESS_OUT : ADDRESS_HERE;
	if ((n == 4 && strncasecmp(s, "http", n) == 0) ||
	    (n == 5 && strncasecmp(s, "https", n) == 0))
		return ADDRESS_OUT;
	return ADDRESS_BAD;
}

static bool
is_open(const struct html_writer *w, const char *name)
{
	size_t i;

	for (i = 0; i < w->depth; i++)
		if (strcmp(w->open[i]->name, name) == 0)
			return true;
	return false;
}

/* The start tag of a link; false: its address is not allowed, or it is in
 * another link. */
static bool
put_link(struct html_writer *w, const char *const *attributes)
{
	const char *href = attribute(attributes, "href");
	const char *title = attribute(attributes, "title");
	enum address kind;

	if (href == NULL || is_open(w, "a"))
		return false;
	buf_reset(&w->scratch);
	put_address(&w->scratch, href);
	kind = address_kind(buf_str(&w->scratch));
	if (kind == ADDRESS_BAD)
		return false;
	buf_puts(w->out, "<a");
	put_attribute(w, "href", buf_str(&w->scratch));
	if (title != NULL)
		put_attribute(w, "title", title);
	if (kind == ADDRESS_OUT)
		put_attribute(w, "rel", "noopener noreferrer");
	buf_putc(w->out, '>');
	return true;
}

static void
put_language(struct html_writer *w, const char *class)
{
	const char *s = class;
	size_t n;

	while (*s != '\0') {
		s += strspn(s, " \t\n\f\r");
		n = strcspn(s, " \t\n\f\r");
		if (str_has_prefix(s, "language-") &&
		    is_token(s, n, "-_+.#")) {
			buf_reset(&w->scratch);
			buf_put(&w->scratch, s, n);
			put_attribute(w, "class", buf_str(&w->scratch));
			return;
		}
		s += n;
	}
}

static void
put_cell(struct html_writer *w, const struct html_element *e,
    const char *const *attributes)
{
	static const char *const aligns[] = { "left", "center", "right", NULL };
	static const char *const scopes[] = { "row", "col", "rowgroup",
		"colgroup", NULL };
	const char *align = attribute(attributes, "align");
	const char *scope = attribute(attributes, "scope");

	if (align != NULL && is_one_of(align, aligns))
		put_attribute(w, "align", align);
	if (scope != NULL && e->name[1] == 'h' && is_one_of(scope, scopes))
		put_attribute(w, "scope", scope);
}

static void
put_attributes(struct html_writer *w, const struct html_element *e,
    const char *const *attributes)
{
	const char *id = attribute(attributes, "id");
	const char *start = attribute(attributes, "start");
	const char *class = attribute(attributes, "class");

	if ((e->flags & HEADING) != 0 && id != NULL &&
	    is_token(id, strlen(id), ".-_"))
		put_attribute(w, "id", id);
	else if (strcmp(e->name, "ol") == 0 && start != NULL &&
	    strlen(start) <= 9 && start[0] != '\0' &&
	    start[strspn(start, "0123456789")] == '\0')
		put_attribute(w, "start", start);
	else if (strcmp(e->name, "code") == 0 && class != NULL)
		put_language(w, class);
	else if (strcmp(e->name, "td") == 0 || strcmp(e->name, "th") == 0)
		put_cell(w, e, attributes);
}

void
html_writer_close(struct html_writer *w, size_t depth)
{
	while (w->depth > depth) {
		w->depth--;
		buf_printf(w->out, "</%s>", w->open[w->depth]->name);
	}
}

static void
close_paragraph(struct html_writer *w)
{
	size_t i;

	for (i = w->depth; i > 0; i--) {
		if (strcmp(w->open[i - 1]->name, "p") == 0) {
			html_writer_close(w, i - 1);
			return;
		}
		if ((w->open[i - 1]->flags & BARRIER) != 0)
			return;
	}
}

/* Ends what stands between e and its parent; false: it has none. */
static bool
close_to_parent(struct html_writer *w, const struct html_element *e)
{
	size_t i;

	for (i = w->depth; i > 0; i--) {
		if (is_one_of(w->open[i - 1]->name, e->parents)) {
			html_writer_close(w, i);
			return true;
		}
		/* A cell ends the one before it, not one of another table. */
		if ((w->open[i - 1]->flags & BARRIER) != 0 &&
		    strcmp(w->open[i - 1]->name, "td") != 0 &&
		    strcmp(w->open[i - 1]->name, "th") != 0)
			return false;
	}
	return false;
}

static void
open_element(struct html_writer *w, const struct html_element *e,
    const char *const *attributes)
{
	if (e->parents[0] != NULL && !close_to_parent(w, e))
		return;
	if ((e->flags & BLOCK) != 0)
		close_paragraph(w);
	if (w->depth == HTML_DEPTH_MAX && (e->flags & VOID) == 0)
		return;
	if (strcmp(e->name, "a") == 0) {
		if (!put_link(w, attributes))
			return;
	} else {
		buf_printf(w->out, "<%s", e->name);
		put_attributes(w, e, attributes);
		buf_putc(w->out, '>');
	}
	if ((e->flags & VOID) == 0)
		w->open[w->depth++] = e;
}

bool
html_writer_open(struct html_writer *w, const char *name,
    const char *const *attributes)
{
	const struct html_element *e = bsearch(name, elements,
	    sizeof(elements) / sizeof(elements[0]), sizeof(elements[0]),
	    element_compare);

	if (e != NULL && (e->flags & GONE) != 0)
		return false;
	if (e != NULL)
		open_element(w, e, attributes);
	return true;
}

void
html_writer_text(struct html_writer *w, const char *text, size_t len)
{
	buf_reset(&w->scratch);
	buf_put(&w->scratch, text, len);
	escape_html(w->out, buf_str(&w->scratch));
}
