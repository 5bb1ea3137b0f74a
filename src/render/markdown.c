/* CommonMark to safe HTML; the only file that knows cmark. */
#include "markdown.h"

#include <cmark.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/log.h"
#include "base/str.h"
#include "html.h"

enum {
	TEXT_MAX = 8 * 1024 * 1024,
	IDS_MAX = 512,         /* each is compared with all before it */
	ID_LEN = 64,
};

/*
 * The id that a heading's text makes. What it is made from is what html_clean
 * writes: tags in angle brackets, references as &name;, and nothing else.
 */
static void
make_id(const char *s, size_t n, char id[ID_LEN + 1])
{
	const char *end = s + n;
	size_t len = 0;
	char c;

	for (; s < end && len < ID_LEN; s++) {
		if (*s == '<' || *s == '&') {
			c = *s;
			s += strcspn(s, c == '<' ? ">" : ";");
			if (c == '<')
				continue;
		}
		c = *s >= 'A' && *s <= 'Z' ? (char)(*s - 'A' + 'a') : *s;
		if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'))
			id[len++] = c;
		else if (len > 0 && id[len - 1] != '-')
			id[len++] = '-';
	}
	while (len > 0 && id[len - 1] == '-')
		len--;
	id[len] = '\0';
}

/* Appends the first of id, id-2, id-3 ... that ids does not have, to both. */
static void
put_unique(struct buf *out, struct strs *ids, const char *id)
{
	char unique[ID_LEN + 32];
	size_t n = 1;

	snprintf(unique, sizeof(unique), "%s", id);
	while (strs_has(ids, unique))
		snprintf(unique, sizeof(unique), "%s-%zu", id, ++n);
	strs_add(ids, unique);
	buf_printf(out, " id=\"%s\"", unique);
}

/* The next start tag of a heading from s on, or NULL. */
static const char *
next_heading(const char *s)
{
	for (s = strstr(s, "<h"); s != NULL; s = strstr(s + 2, "<h"))
		if (s[2] >= '1' && s[2] <= '6')
			return s;
	return NULL;
}

static void
note_ids(const char *html, struct strs *ids)
{
	const char *s;
	char *id;

	for (s = next_heading(html); s != NULL; s = next_heading(s)) {
		s += 3;
		if (!str_has_prefix(s, " id=\"") || ids->n == IDS_MAX)
			continue;
		s += strlen(" id=\"");
		id = mem_strndup(s, strcspn(s, "\""));
		strs_add(ids, id);
		free(id);
	}
}

static void
put_with_ids(struct buf *out, const char *html)
{
	struct strs ids = { 0 };
	const char *s, *text, *from = html;
	char id[ID_LEN + 1], end[] = "</h1>";

	/* Those that are there already come first, wherever they stand. */
	note_ids(html, &ids);
	for (s = next_heading(html); s != NULL; s = next_heading(s)) {
		end[3] = s[2];
		s += 3;
		text = strstr(s, end);
		if (*s != '>' || text == NULL || ids.n == IDS_MAX)
			continue;
		make_id(s + 1, (size_t)(text - s - 1), id);
		buf_put(out, from, (size_t)(s - from));
		put_unique(out, &ids, id[0] != '\0' ? id : "section");
		from = s;
	}
	buf_puts(out, from);
	strs_free(&ids);
}

int
markdown_to_html(const char *text, size_t len, int flags, struct buf *out)
{
	int raw = (flags & MARKDOWN_RAW) != 0 ? CMARK_OPT_UNSAFE : 0;
	struct buf clean = BUF_INIT;
	cmark_node *document;
	char *html;
	int rc;

	if (len > TEXT_MAX) {
		log_error("Markdown: larger than %d bytes", TEXT_MAX);
		return -1;
	}
	document = cmark_parse_document(text, len, CMARK_OPT_DEFAULT);
	html = cmark_render_html(document, raw);
	cmark_node_free(document);
	rc = html_clean(html, strlen(html), &clean);
	free(html);
	if (rc == 0 && (flags & MARKDOWN_IDS) != 0)
		put_with_ids(out, buf_str(&clean));
	else if (rc == 0)
		buf_put(out, buf_str(&clean), clean.len);
	buf_free(&clean);
	return rc;
}

void
markdown_library(char *version, size_t n)
{
	snprintf(version, n, "%s", cmark_version_string());
}
