/* ATT&CK's descriptions as plain text. */
#include "model/description.h"

#include <stdbool.h>
#include <string.h>

#include "base/str.h"

/* Markup and what it becomes. Other angle brackets are text: "<username>". */
static const struct {
	const char *markup, *text;
} pieces[] = { { "<code>", "" }, { "</code>", "" }, { "<b>", "" },
	{ "</b>", "" }, { "<br>", "\n" }, { "&lt;", "<" }, { "&gt;", ">" },
	{ "&amp;", "&" }, { "&lbrace;", "{" }, { "&rbrace;", "}" },
	{ "`", "" } };

/* The length of a citation, "(Citation: X)"; 0 if s does not start with one. */
static size_t
citation(const char *s)
{
	const char *end = strchr(s, ')');

	return str_has_prefix(s, "(Citation:") && end != NULL
	    ? (size_t)(end - s) + 1 : 0;
}

/* The length of a link, "[text](url)", and of its text in *n; 0 if s does not
 * start with one. */
static size_t
link_at(const char *s, size_t *n)
{
	const char *middle = *s == '[' ? strstr(s, "](") : NULL;
	const char *end = middle == NULL ? NULL : strchr(middle, ')');

	if (end == NULL || memchr(s, '\n', (size_t)(end - s)) != NULL)
		return 0;
	*n = (size_t)(middle - s) - 1;
	return (size_t)(end - s) + 1;
}

/* Appends one piece of text or markup; returns its length in the source. */
static size_t
put_piece(const char *s, struct buf *text)
{
	size_t i, inner = 0, n = citation(s);

	if (n > 0) {
		while (text->len > 0 && buf_str(text)[text->len - 1] == ' ')
			buf_cut(text, text->len - 1);
		return n;
	}
	n = link_at(s, &inner);
	if (n > 0) {
		buf_put(text, s + 1, inner);
		return n;
	}
	for (i = 0; i < sizeof(pieces) / sizeof(pieces[0]); i++)
		if (str_has_prefix(s, pieces[i].markup)) {
			buf_puts(text, pieces[i].text);
			return strlen(pieces[i].markup);
		}
	buf_putc(text, *s);
	return 1;
}

void
description_plain(const char *description, bool whole, struct buf *text)
{
	const char *s = description;
	size_t start;

	while (*s != '\0') {
		start = text->len;
		while (*s != '\0' && *s != '\n')
			s += put_piece(s, text);
		s += strspn(s, "\r\n");
		if (text->len == start)
			continue;
		if (!whole)
			return;
		if (*s != '\0')
			buf_putc(text, '\n');
	}
}
