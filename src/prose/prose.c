/* Prose of upstream as HTML of the site. */
#include "prose/prose.h"

#include <stdlib.h>
#include <string.h>

#include "base/escape.h"
#include "base/str.h"
#include "prose/markdown.h"
#include "value/member.h"

struct prose_link {
	const char *url, *path;
};

/* As html_clean writes a link, and one that leads out. */
static const char link_open[] = "<a href=\"", link_close[] = "</a>";
static const char link_rel[] = " rel=\"noopener noreferrer\"";

void
prose_links_add(struct prose_links *l, const cJSON *rows, const char *folder)
{
	struct prose_link *one;
	const cJSON *row;
	const char *url;

	cJSON_ArrayForEach(row, rows) {
		url = member_text(row, "url");
		if (url == NULL)
			continue;
		one = LIST_ADD(l->v, l->n);
		one->url = arena_strdup(&l->mem, url);
		one->path = arena_printf(&l->mem, "%s/%s.html",
		    folder, member_text(row, "id"));
	}
}

static int
by_url(const void *a, const void *b)
{
	const struct prose_link *x = a, *y = b;
	int order = strcmp(x->url, y->url);

	return order != 0 ? order : strcmp(x->path, y->path);
}

void
prose_links_sort(struct prose_links *l)
{
	if (l->n > 0)
		qsort(l->v, l->n, sizeof(*l->v), by_url);
}

void
prose_links_digest(const struct prose_links *l, struct digest *d)
{
	size_t i;

	for (i = 0; i < l->n; i++) {
		digest_add_str(d, l->v[i].url);
		digest_add_str(d, l->v[i].path);
	}
}

void
prose_links_free(struct prose_links *l)
{
	free(l->v);
	arena_free(&l->mem);
	memset(l, 0, sizeof(*l));
}

/* The page of the site that the address (n bytes) stands for, or NULL. */
static const char *
find_path(const struct prose_links *l, const char *s, size_t n)
{
	size_t low = 0, high = l->n, middle;
	int order;

	if (n > 0 && s[n - 1] == '/')
		n--;
	while (low < high) {
		middle = low + (high - low) / 2;
		order = strncmp(l->v[middle].url, s, n);
		if (order == 0 && l->v[middle].url[n] == '\0')
			return l->v[middle].path;
		if (order < 0)
			low = middle + 1;
		else /* also where the url goes on */
			high = middle;
	}
	return NULL;
}

/*
 * The start tag of a link at s: into the site, out, or nothing, since what is
 * relative to upstream's page leads nowhere here. Returns what is behind it;
 * *open: its end tag is to follow.
 */
static const char *
put_link(const struct prose_links *l, const char *root, const char *s,
    struct buf *out, bool *open)
{
	const char *url = s + strlen(link_open), *path, *rel;
	const char *quote = url + strcspn(url, "\"");
	const char *end = s + strcspn(s, ">") + 1;

	rel = strstr(s, link_rel);
	*open = rel != NULL && rel < end;
	if (!*open)
		return end;
	path = find_path(l, url, (size_t)(quote - url));
	if (path == NULL) {
		buf_put(out, s, (size_t)(end - s));
		return end;
	}
	buf_printf(out, "%s%s%s", link_open, root, path);
	buf_put(out, quote, (size_t)(rel - quote));
	buf_putc(out, '>');
	return end;
}

/* A heading's tag at s, in the outline of no page: a paragraph that is strong.
 * Returns what is behind it, or s where it is none. */
static const char *
put_heading(const char *s, struct buf *out)
{
	bool close = s[1] == '/';
	const char *h = s + 1 + close;

	if (h[0] != 'h' || h[1] < '1' || h[1] > '6')
		return s;
	buf_puts(out, close ? "</strong></p>" : "<p><strong>");
	return h + strcspn(h, ">") + 1;
}

/* Appends html, as html_clean writes it, in the form that a page may hold. */
static void
put_html(const struct prose_links *l, const char *root, const char *html,
    struct buf *out)
{
	const char *at = html;
	bool open = false;

	while (*at != '\0') {
		at += strcspn(at, "<");
		buf_put(out, html, (size_t)(at - html));
		html = at;
		if (str_has_prefix(at, link_open))
			html = put_link(l, root, at, out, &open);
		else if (str_has_prefix(at, link_close) && !open)
			html = at + strlen(link_close);
		else if (*at != '\0')
			html = put_heading(at, out);
		at = html > at || *at == '\0' ? html : at + 1;
	}
}

/* One line in which nothing means anything to CommonMark. */
static bool
is_plain(const char *s)
{
	return strchr("-+=0123456789 \t", *s) == NULL &&
	    strpbrk(s, "\\`*_[]<>&#~|!\n\r") == NULL;
}

/* html without the tags of its paragraph, if it has only one. */
static const char *
unwrap(char *html, size_t len)
{
	static const char open[] = "<p>", close[] = "</p>\n";
	const size_t tags = strlen(open) + strlen(close);

	if (len < tags || !str_has_prefix(html, open) ||
	    !str_has_suffix(html, close) || strstr(html + 1, open) != NULL)
		return html;
	html[len - strlen(close)] = '\0';
	return html + strlen(open);
}

int
prose_html(const struct prose_links *l, const char *root, const char *markdown,
    bool line, struct buf *out)
{
	struct buf html = BUF_INIT;
	size_t len;
	char *text;

	if (line && is_plain(markdown)) {
		escape_html(out, markdown);
		return 0;
	}
	if (markdown_to_html(markdown, strlen(markdown), MARKDOWN_SAFE,
	    &html) == -1)
		return -1;
	len = html.len;
	text = buf_take(&html);
	put_html(l, root, line ? unwrap(text, len) : text, out);
	free(text);
	return 0;
}

int
prose_add(const struct prose_links *l, const char *root, cJSON *object,
    const char *from, const char *to, bool line)
{
	const char *markdown = member_string(object, from);
	struct buf out = BUF_INIT;
	int rc;

	if (markdown == NULL || *markdown == '\0') {
		cJSON_AddFalseToObject(object, to);
		return 0;
	}
	rc = prose_html(l, root, markdown, line, &out);
	if (rc == 0)
		cJSON_AddStringToObject(object, to, buf_str(&out));
	buf_free(&out);
	return rc;
}
