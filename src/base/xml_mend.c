/* XML as people write it, made into what a strict parser takes. */
#include "base/xml_mend.h"

#include <stdbool.h>
#include <string.h>
#include <strings.h>

#include "base/str.h"

struct mending {
	const char *at, *end;
	int line;
	struct buf *out;
};

static bool
begins(const struct mending *m, const char *with)
{
	size_t n = strlen(with);

	return (size_t)(m->end - m->at) >= n && memcmp(m->at, with, n) == 0;
}

/* Behind the next such mark at or behind from; NULL: there is none. */
static const char *
find_behind(const struct mending *m, const char *from, const char *mark)
{
	const char *found = memmem(from, (size_t)(m->end - from), mark,
	    strlen(mark));

	return found == NULL ? NULL : found + strlen(mark);
}

/* On to that place; all that stands before it is copied, or its line ends. */
static void
go(struct mending *m, const char *to, bool copy)
{
	const char *p;

	for (p = m->at; p < to; p++) {
		m->line += *p == '\n';
		if (!copy && *p == '\n')
			buf_putc(m->out, '\n');
	}
	if (copy)
		buf_put(m->out, m->at, (size_t)(to - m->at));
	m->at = to;
}

static bool
is_ascii_letter(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/* May a name begin so? Of other than ASCII the parser decides. */
static bool
begins_name(const struct mending *m, size_t at)
{
	char c;

	if ((size_t)(m->end - m->at) <= at)
		return false;
	c = m->at[at];
	return is_ascii_letter(c) || c == '_' || c == ':' || (c & 0x80) != 0;
}

/* Is it a reference to a character, with the digits of one? */
static bool
is_character(const struct mending *m)
{
	const char *p = m->at + 2, *digits = "0123456789";
	size_t n = 0;

	if (p < m->end && *p == 'x') {
		digits = "0123456789abcdefABCDEF";
		p++;
	}
	while (p < m->end && *p != '\0' && strchr(digits, *p) != NULL) {
		p++;
		n++;
	}
	return n > 0 && p < m->end && *p == ';';
}

static bool
is_reference(const struct mending *m)
{
	static const char *const known[] = { "&amp;", "&lt;", "&gt;", "&quot;",
		"&apos;" };
	size_t i;

	for (i = 0; i < sizeof(known) / sizeof(known[0]); i++)
		if (begins(m, known[i]))
			return true;
	return begins(m, "&#") && is_character(m);
}

/* One character of text or of an attribute's value. */
static void
mend_character(struct mending *m)
{
	m->line += *m->at == '\n';
	if (*m->at == '<')
		buf_puts(m->out, "&lt;");
	else if (*m->at == '&' && !is_reference(m))
		buf_puts(m->out, "&amp;");
	else
		buf_putc(m->out, *m->at);
	m->at++;
}

/* A tag, whose attributes may hold anything but their quote; as xml_mend. */
static int
mend_tag(struct mending *m)
{
	int attributes = 0;
	char quote = '\0';

	buf_putc(m->out, *m->at++);
	while (m->at < m->end && (quote != '\0' || *m->at != '>')) {
		if (quote != '\0') {
			quote = *m->at == quote ? '\0' : quote;
		} else if (*m->at == '"' || *m->at == '\'') {
			quote = *m->at;
			attributes++;
		} else if (*m->at == '<') {
			return 0; /* the one before is not closed */
		}
		if (attributes > XML_ATTRIBUTES_MAX)
			return m->line;
		mend_character(m);
	}
	return 0;
}

/* To behind a DOCTYPE, with the declarations that it has in brackets; NULL: it
 * is cut off. */
static const char *
find_doctype_end(const struct mending *m)
{
	const char *p = m->at;
	struct mending at = *m;
	int brackets = 0;

	while (p != NULL && p < m->end) {
		at.at = p;
		if (begins(&at, "<!--")) {
			p = find_behind(m, p + 4, "-->");
		} else if (begins(&at, "<?")) {
			p = find_behind(m, p, "?>");
		} else if (*p == '"' || *p == '\'') {
			p = find_behind(m, p + 1, *p == '"' ? "\"" : "'");
		} else if (*p == '>' && brackets <= 0) {
			return p + 1;
		} else {
			brackets += (*p == '[') - (*p == ']');
			p++;
		}
	}
	return NULL;
}

/* What begins with a "<"; as xml_mend. */
static int
mend_markup(struct mending *m)
{
	const char *to;
	bool copy = false;

	if (begins(m, "<!--")) {
		to = find_behind(m, m->at + 4, "-->");
	} else if (begins(m, "<?")) {
		to = find_behind(m, m->at, "?>");
	} else if (begins(m, "<!DOCTYPE")) {
		to = find_doctype_end(m);
	} else if (begins(m, "<![CDATA[")) {
		to = find_behind(m, m->at, "]]>");
		copy = true;
	} else if (begins_name(m, 1) ||
	    (begins(m, "</") && begins_name(m, 2))) {
		return mend_tag(m);
	} else {
		mend_character(m);
		return 0;
	}
	if (to == NULL) /* cut off */
		go(m, m->end, true);
	else
		go(m, to, copy);
	return 0;
}

int
xml_mend(const char *text, size_t len, struct buf *out)
{
	struct mending m = { text, text + len, 1, out };
	int line = 0;

	while (m.at < m.end && line == 0) {
		if (*m.at == '<') {
			line = mend_markup(&m);
		} else if (begins(&m, "]]>")) {
			buf_puts(out, "]]&gt;");
			m.at += strlen("]]>");
		} else {
			mend_character(&m);
		}
	}
	return line;
}

/* May it stand in an encoding's name? What glibc takes for its own has a slash. */
static bool
may_name(char c)
{
	return is_ascii_letter(c) || str_is_digit(c) || c == '-' || c == '_' ||
	    c == '.';
}

/* The encoding that the XML declaration names, or "" where there is none. */
static void
find_declared(const char *text, size_t len, char name[XML_ENCODING_MAX])
{
	static const char key[] = "encoding";
	const char *end, *p;
	size_t n;

	name[0] = '\0';
	end = len < 5 || memcmp(text, "<?xml", 5) != 0 ? NULL
	    : memmem(text, len, "?>", 2);
	p = end == NULL ? NULL : memmem(text, (size_t)(end - text), key,
	    strlen(key));
	if (p == NULL)
		return;
	for (p += strlen(key); p < end && strchr(" \t\r\n=\"'", *p); p++)
		continue;
	for (n = 0; n < XML_ENCODING_MAX - 1 && may_name(p[n]); n++)
		name[n] = p[n];
	name[n] = '\0';
}

void
xml_encoding(const char *text, size_t len, char name[XML_ENCODING_MAX],
    size_t *bom)
{
	static const struct {
		char mark[4];
		size_t n, bom;
		const char *name;
	} known[] = {
		{ "\xef\xbb\xbf", 3, 3, "" },
		{ "\xff\xfe\0\0", 4, 4, "UTF-32LE" },
		{ "\0\0\xfe\xff", 4, 4, "UTF-32BE" },
		{ "\xff\xfe", 2, 2, "UTF-16LE" },
		{ "\xfe\xff", 2, 2, "UTF-16BE" },
		{ "<\0?\0", 4, 0, "UTF-16LE" },
		{ "\0<\0?", 4, 0, "UTF-16BE" },
	};
	static const char *const no_need[] = { "UTF-8", "UTF8", "UTF-16",
		"UTF-32", "UCS" };
	size_t i;

	*bom = 0;
	for (i = 0; i < sizeof(known) / sizeof(known[0]); i++)
		if (len >= known[i].n &&
		    memcmp(text, known[i].mark, known[i].n) == 0) {
			*bom = known[i].bom;
			str_copy(name, XML_ENCODING_MAX, known[i].name);
			return;
		}
	find_declared(text, len, name);
	/* A declaration that could be read is in no code of 16 or 32 bits. */
	for (i = 0; i < sizeof(no_need) / sizeof(no_need[0]); i++)
		if (strncasecmp(name, no_need[i], strlen(no_need[i])) == 0)
			name[0] = '\0';
}
