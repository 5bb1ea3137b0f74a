/*
 * Reads what html_clean writes by the letter of its contract, without a word
 * of its code: whatever went in, only this may come out.
 */
#ifndef HTML_CHECK_H
#define HTML_CHECK_H

#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "base/str.h"

struct html_check {
	const char *at;
	char open[64][16];
	size_t depth;
	const char *why; /* what is wrong first; NULL: nothing */
};

static bool
html_check_in(const char *list, const char *name)
{
	char word[32];

	snprintf(word, sizeof(word), " %s ", name);
	return strstr(list, word) != NULL;
}

static bool
html_check_is_reference(const char *s)
{
	static const char *const references[] = { "&amp;", "&lt;", "&gt;",
		"&quot;", "&#39;" };
	size_t i;

	for (i = 0; i < 5; i++)
		if (str_has_prefix(s, references[i]))
			return true;
	return false;
}

/* A stretch without markup, up to one of stop. */
static void
html_check_text(struct html_check *c, const char *stop)
{
	while (*c->at != '\0' && strchr(stop, *c->at) == NULL) {
		if (strchr("<>\"'", *c->at) != NULL ||
		    (*c->at == '&' && !html_check_is_reference(c->at)))
			c->why = "a character that is not escaped";
		c->at++;
	}
}

static void
html_check_href(struct html_check *c, const char *value, size_t n, bool *out)
{
	size_t scheme = strcspn(value, ":/?#\"");
	size_t i;

	for (i = 0; i < n; i++)
		if ((unsigned char)value[i] <= ' ' || value[i] == 0x7f ||
		    value[i] == '\\')
			c->why = "an address that a browser would mend";
	*out = strncmp(value, "//", 2) == 0;
	if (value[scheme] != ':')
		return;
	*out = true;
	if (!(scheme == 4 && strncasecmp(value, "http", 4) == 0) &&
	    !(scheme == 5 && strncasecmp(value, "https", 5) == 0))
		c->why = "a scheme";
}

static void
html_check_value(struct html_check *c, const char *name, const char *value,
    size_t n, bool *out)
{
	static const char *const token = "abcdefghijklmnopqrstuvwxyz"
	    "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.-_+#";
	static const char *const words[] = { "left", "center", "right", "row",
		"col", "rowgroup", "colgroup" };
	size_t i;

	if (strcmp(name, "href") == 0) {
		html_check_href(c, value, n, out);
	} else if (strcmp(name, "id") == 0 || strcmp(name, "class") == 0) {
		if (n == 0 || strspn(value, token) != n)
			c->why = "a token";
		if (name[0] == 'c' && strncmp(value, "language-", 9) != 0)
			c->why = "a class";
	} else if (strcmp(name, "start") == 0) {
		if (n == 0 || strspn(value, "0123456789") != n)
			c->why = "a number";
	} else if (strcmp(name, "title") != 0 && strcmp(name, "rel") != 0) {
		for (i = 0; i < 7; i++)
			if (strlen(words[i]) == n &&
			    strncasecmp(words[i], value, n) == 0)
				return;
		c->why = "a word";
	}
}

/* Attributes from " name=" on, up to and with the '>'. */
static void
html_check_attributes(struct html_check *c, const char *element)
{
	static const char *const allowed[][2] = { { "a", " href title rel " },
		{ "ol", " start " }, { "code", " class " }, { "td", " align " },
		{ "th", " align scope " }, { "h1", " id " }, { "h2", " id " },
		{ "h3", " id " }, { "h4", " id " }, { "h5", " id " },
		{ "h6", " id " } };
	const char *list = "", *value;
	bool out = false, rel = false, href = false;
	char name[16];
	size_t i, n;

	for (i = 0; i < sizeof(allowed) / sizeof(allowed[0]); i++)
		if (strcmp(allowed[i][0], element) == 0)
			list = allowed[i][1];
	while (c->why == NULL && *c->at == ' ') {
		c->at++;
		n = strcspn(c->at, "=> ");
		if (n >= sizeof(name) || c->at[n] != '=' ||
		    c->at[n + 1] != '"') {
			c->why = "no name=\"value\"";
			return;
		}
		snprintf(name, sizeof(name), "%.*s", (int)n, c->at);
		if (!html_check_in(list, name))
			c->why = "an attribute that is not on the list";
		c->at += n + 2;
		value = c->at;
		html_check_text(c, "\"");
		html_check_value(c, name, value, (size_t)(c->at - value), &out);
		rel |= str_equal(name, "rel") &&
		    str_has_prefix(value, "noopener noreferrer\"");
		href |= str_equal(name, "href");
		if (*c->at == '"')
			c->at++;
	}
	if (*c->at++ != '>')
		c->why = "a tag without an end";
	if (str_equal(element, "a") && (!href || rel != out))
		c->why = "a link without href, or without rel";
}

static bool
html_check_parent(const struct html_check *c, const char *name)
{
	static const char *const within[][2] = { { "li", " ul ol " },
		{ "dt", " dl " }, { "dd", " dl " }, { "tr", " table thead tbody " },
		{ "td", " tr " }, { "th", " tr " }, { "thead", " table " },
		{ "tbody", " table " }, { "summary", " details " } };
	size_t i;

	for (i = 0; i < sizeof(within) / sizeof(within[0]); i++)
		if (strcmp(within[i][0], name) == 0)
			return c->depth > 0 && html_check_in(within[i][1],
			    c->open[c->depth - 1]);
	for (i = 0; i < c->depth; i++)
		if (strcmp(name, "a") == 0 && strcmp(c->open[i], "a") == 0)
			return false;
	return true;
}

static void
html_check_tag(struct html_check *c)
{
	bool end = c->at[1] == '/';
	char name[16];
	size_t n;

	c->at += end ? 2 : 1;
	n = strcspn(c->at, "> /");
	snprintf(name, sizeof(name), "%.*s", n < 15 ? (int)n : 15, c->at);
	c->at += n;
	if (!html_check_in(" p br hr h1 h2 h3 h4 h5 h6 ul ol li blockquote pre "
	    "code em strong a table thead tbody tr th td del sub sup details "
	    "summary dl dt dd ", name)) {
		c->why = "an element that is not on the list";
	} else if (end) {
		if (c->depth == 0 || strcmp(c->open[--c->depth], name) != 0 ||
		    *c->at++ != '>')
			c->why = "an end tag that ends nothing";
	} else if (!html_check_parent(c, name)) {
		c->why = "an element where it may not be";
	} else {
		html_check_attributes(c, name);
		if (html_check_in(" br hr ", name))
			return;
		if (c->depth == 64)
			c->why = "more than 64 levels";
		else
			strcpy(c->open[c->depth++], name);
	}
}

/* What is wrong with it, or NULL. */
static const char *
html_check(const char *html)
{
	struct html_check c = { .at = html };

	if (!str_is_utf8(html, strlen(html)))
		return "not UTF-8";
	while (c.why == NULL && *c.at != '\0') {
		if (*c.at == '<')
			html_check_tag(&c);
		else
			html_check_text(&c, "<");
	}
	if (c.why == NULL && c.depth > 0)
		c.why = "an element without an end";
	return c.why;
}

#endif
